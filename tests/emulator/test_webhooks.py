"""The webhook that a new account sends."""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import http.server
import json
import threading
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pytest
from eka_abha.emulator import Emulator, EmulatorSettings
from eka_abha.webhooks import AbhaCreated, receive

from tests.emulator.support import MOBILE, NISHA, PERSON, Caller

if TYPE_CHECKING:
    from collections.abc import Iterator

KEY = "the signing key"
RAVI = "234567890124"


@dataclass
class Receiver:
    """A receiver on this machine that answers with these statuses, the last one for ever."""

    url: str
    statuses: list[int]
    events: list[tuple[str, dict[str, str], bytes]] = field(default_factory=list)
    hold: threading.Event = field(default_factory=threading.Event)


@contextlib.contextmanager
def receiving(*statuses: int, held: bool = False) -> Iterator[Receiver]:
    """Receive events; `held`: answer none until told to."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            receiver.hold.wait(5)
            body = self.rfile.read(int(self.headers["Content-Length"]))
            receiver.events.append((self.path, {name.lower(): value for name, value in self.headers.items()}, body))
            status = receiver.statuses.pop(0) if len(receiver.statuses) > 1 else receiver.statuses[0]
            self.send_response(status)
            self.send_header("Location", "/elsewhere")
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        receiver = Receiver(f"http://127.0.0.1:{server.server_port}/hook?a=b", list(statuses))
        if not held:
            receiver.hold.set()
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield receiver
        finally:
            receiver.hold.set()
            server.shutdown()
            thread.join()


def caller_with(**settings: Any) -> Caller:
    """A client of an emulator with these settings."""
    chosen: dict[str, Any] = {"webhook_retry_wait": 0.01, **settings}
    made = Caller(Emulator(EmulatorSettings(**chosen), seed=1))
    assert made.log_in().status == 200
    return made


def register(client: Caller, mobile: str = NISHA, address: str = "nisha.rao@sbx", **headers: str) -> None:
    """Register a person by mobile number."""
    body = {"txn_id": client.verified(mobile).txn_id, "abha_address": address, "profile": PERSON}
    assert client.post(f"{MOBILE}/create-phr", body, **headers).status == 200


def test_a_new_account_is_sent_and_signed() -> None:
    """The documented fields; the identity headers of the call are in it; the client takes it."""
    with receiving(200) as receiver:
        client = caller_with(webhook_url=receiver.url, webhook_key=KEY)
        register(client, **{"X-Hip-Id": "HIP1", "X-Partner-Pt-Id": "P7"})
        assert client.emulator.wait_for_webhooks()
    ((path, headers, body),) = receiver.events
    assert (path, headers["content-type"]) == ("/hook?a=b", "application/json")
    event = json.loads(body)
    assert event == {
        "service": "abdm",
        "event": "abha.created",
        "event_time": "2026-01-01T00:00:00+00:00",
        "transaction_id": event["transaction_id"],
        "timestamp": 1767225600,
        "business_id": "emulator-business",
        "client_id": "emulator-client",
        "data": {
            "abha_address": "nisha.rao@sbx",
            "abha_number": None,
            "hip_id": "HIP1",
            "oid": client.emulator.accounts[0].oid,
            "partner_patient_id": "P7",
        },
    }
    signature = headers["eka-webhook-signature"]
    at = signature.partition(",")[0].removeprefix("t=")
    assert abs(int(at) - time.time()) < 60
    expected = hmac.new(KEY.encode(), f"{at}.".encode() + body, hashlib.sha256).hexdigest()
    assert signature == f"t={at},v1={expected}"
    taken = receive(body, signature, key=KEY)
    assert isinstance(taken, AbhaCreated)
    assert taken.abha_address == "nisha.rao@sbx"
    (delivery,) = client.emulator.webhooks
    assert (delivery.body, delivery.statuses, delivery.delivered, delivery.done) == (body, (200,), True, True)
    assert delivery.headers["Eka-Webhook-Signature"] == signature


def test_registration_by_aadhaar_is_sent_too() -> None:
    """With the ABHA number; accounts that are added or made up are not."""
    client = caller_with()
    client.emulator.add_account("asha@sbx", mobile="9123456789")
    client.emulator.add_person(RAVI, mobile=NISHA, abha_number="12-3456-7890-1234")
    client.enter("create-phr", client.proven(RAVI, NISHA).txn_id, "ravi.rao@sbx")
    (delivery,) = client.emulator.webhooks
    assert json.loads(delivery.body)["data"]["abha_number"] == "12-3456-7890-1234"


def test_without_a_url_events_are_collected() -> None:
    """As they would be sent, so that a receiver can be tested with them; unsigned without a key."""
    for key in (None, KEY):
        client = caller_with(webhook_key=key)
        register(client)
        (delivery,) = client.emulator.webhooks
        assert (delivery.delivered, delivery.done, delivery.statuses) == (False, True, ())
        assert ("Eka-Webhook-Signature" in delivery.headers) is (key is not None)
        assert client.emulator.wait_for_webhooks(0)


@pytest.mark.parametrize(
    ("answers", "statuses", "delivered"),
    [
        ((500, 204), (500, 204), True),
        ((302, 404, 201), (302, 404, 201), True),
        ((500,), (500, 500, 500), False),
    ],
)
def test_what_is_not_taken_is_sent_again(answers: tuple[int, ...], statuses: tuple[int, ...], delivered: bool) -> None:
    """With the same body, three times at most; a redirect is not followed."""
    with receiving(*answers) as receiver:
        client = caller_with(webhook_url=receiver.url, webhook_key=KEY)
        register(client)
        assert client.emulator.wait_for_webhooks()
    (delivery,) = client.emulator.webhooks
    assert (delivery.statuses, delivery.delivered, delivery.done) == (statuses, delivered, True)
    assert {(path, body) for path, _, body in receiver.events} == {("/hook?a=b", delivery.body)}


def test_an_event_may_come_twice() -> None:
    """As the service repeats some; the transaction id is the same."""
    with receiving(200, 500, 200) as receiver:
        client = caller_with(webhook_url=receiver.url, webhook_repeats=1)
        register(client)
        assert client.emulator.wait_for_webhooks()
    assert client.emulator.webhooks[0].statuses == (200, 500, 200)
    assert len({json.loads(body)["transaction_id"] for _, _, body in receiver.events}) == 1


def test_a_receiver_that_is_not_there_is_tried_and_given_up() -> None:
    """No answer is no status."""
    with receiving(200) as receiver:
        url = receiver.url
    client = caller_with(webhook_url=url)
    register(client)
    assert client.emulator.wait_for_webhooks()
    (delivery,) = client.emulator.webhooks
    assert (delivery.statuses, delivery.delivered, delivery.done) == ((None, None, None), False, True)


def test_calls_do_not_wait_for_the_receiver() -> None:
    """Events queue up, one after the other, each its own; the thread ends when all are sent."""
    with receiving(200, held=True) as receiver:
        client = caller_with(webhook_url=receiver.url)
        begin = time.monotonic()
        for number in range(5):
            register(client, f"912345678{number}", f"somebody{number}@sbx")
        assert time.monotonic() - begin < 3
        assert not client.emulator.wait_for_webhooks(0.05)
        assert [delivery.done for delivery in client.emulator.webhooks] == [False] * 5
        receiver.hold.set()
        assert client.emulator.wait_for_webhooks()
        register(client, "9198765432", "somebody9@sbx")
        assert client.emulator.wait_for_webhooks()
    addresses = [json.loads(body)["data"]["abha_address"] for _, _, body in receiver.events]
    assert addresses == [*(f"somebody{number}@sbx" for number in range(5)), "somebody9@sbx"]
    assert len({delivery.transaction_id for delivery in client.emulator.webhooks}) == 6
    for thread in threading.enumerate():
        if "webhooks" in thread.name:
            thread.join(1)
            assert not thread.is_alive()


def test_a_slow_receiver_is_given_up() -> None:
    """After the time that it has."""
    with receiving(200, held=True) as receiver:
        client = caller_with(webhook_url=receiver.url, webhook_timeout=0.05, webhook_attempts=1)
        register(client)
        assert client.emulator.wait_for_webhooks()
        assert client.emulator.webhooks[0].statuses == (None,)


def test_another_machine_has_to_be_allowed() -> None:
    """localhost and every loopback address are this one."""
    for url in ("http://localhost/hook", "http://127.0.0.2:8080", "https://[::1]/hook"):
        assert EmulatorSettings(webhook_url=url).webhook_url == url
    remote = EmulatorSettings(webhook_url="https://example.com/hook", webhook_allow_remote=True)
    assert remote.webhook_allow_remote


def test_no_repr_shows_the_event_or_the_key() -> None:
    """Of the delivery and of the settings."""
    settings = EmulatorSettings(webhook_url="http://127.0.0.1/hook?secret=1", webhook_key=KEY)
    client = caller_with(webhook_key=KEY)
    register(client)
    shown = repr((settings, client.emulator.webhooks))
    for secret in (KEY, "nisha.rao", "secret=1", "v1=", client.emulator.accounts[0].oid):
        assert secret not in shown


def test_webhooks_are_the_same_with_the_same_seed() -> None:
    """But for the time of the signature, which can be given."""
    deliveries = []
    for _ in range(2):
        emulator = Emulator(EmulatorSettings(webhook_key=KEY), seed=7, webhook_clock=lambda: 1_800_000_000.5)
        client = Caller(emulator)
        client.log_in()
        register(client)
        deliveries.append(emulator.webhooks)
    assert deliveries[0] == deliveries[1]
    assert deliveries[0][0].headers["Eka-Webhook-Signature"].startswith("t=1800000000,v1=")
