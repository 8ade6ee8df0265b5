"""The control makes calls fail, moves time, and begins anew."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

import httpx
import pytest
from eka_abha.emulator import Emulator, EmulatorSettings
from eka_abha.emulator.server import run_in_thread

from tests.emulator.controlling import Controller
from tests.emulator.support import MOBILE, NA, NISHA, Caller, caller
from tests.support.untyped import untyped

START = "init_mobile_registration"
CHECK = f"{NA}/registration/phr/check"


@pytest.fixture
def controller(client: Caller) -> Controller:
    """The control of the client's emulator."""
    return Controller(client.emulator)


@contextmanager
def serving() -> Iterator[tuple[Emulator, httpx.Client]]:
    """An emulator that asks for no bearer, and a client of it, control included."""
    emulator = Emulator(EmulatorSettings(na_requires_bearer=False), seed=1)
    with run_in_thread(emulator) as base_url, httpx.Client(base_url=base_url) as client:
        yield emulator, client


def test_the_next_calls_are_answered_with_a_fault(client: Caller, controller: Controller) -> None:
    """So many of them, then as usual; the list counts them down."""
    [fault] = controller.post(
        "faults", operation=START, status=503, body={"a": [1]}, headers={"Retry-After": "1"}, times=2
    )["faults"]
    expected = {"content-type": "application/json", "retry-after": "1"}
    assert (fault["operation"], fault["times"], fault["status"], fault["headers"]) == (START, 2, 503, expected)
    client.checked = False
    answer = client.start()
    assert (answer.status, answer.body, answer.headers["retry-after"]) == (503, {"a": [1]}, "1")
    assert [each["times"] for each in controller.get("faults")] == [1]
    assert client.start().status == 503
    assert controller.get("faults") == []
    assert client.start().status == 200
    assert len(client.emulator.messages) == 1


@pytest.mark.parametrize(
    ("body", "content", "media_type"),
    [
        ([1, "x"], b'[1, "x"]', "application/json"),
        ("<p>Error", b"<p>Error", "text/html; charset=utf-8"),
        (None, b"", None),
    ],
)
def test_a_fault_has_the_body_it_was_given(
    body: object, content: bytes, media_type: str | None, controller: Controller
) -> None:
    """A list as JSON, a string as HTML, nothing as nothing."""
    controller.post("faults", operation="*", status=500, body=body)
    [fault] = controller.emulator.faults
    assert (fault.body, fault.headers.get("content-type")) == (content, media_type)


def test_a_fault_may_come_after_the_call_was_processed(client: Caller, controller: Controller) -> None:
    """Then it has its effect all the same."""
    client.checked = False
    controller.post("faults", operation=START, status=502, processed=True)
    assert client.start().status == 502
    assert len(client.emulator.messages) == 1


@pytest.mark.parametrize(("drop", "sent"), [("before", 0), ("after", 1), ("cut", 1)])
def test_a_connection_is_dropped(drop: str, sent: int) -> None:
    """Before the call is processed, after it, or amid its answer; the next call is answered."""
    with serving() as (emulator, client):
        fault = {"operation": START, "drop": drop, "delay": 0.01}
        assert client.post("/emulator/faults", json=fault).json()["faults"][0]["drop"] == drop
        with pytest.raises(httpx.TransportError):
            client.post(f"{MOBILE}/init", json={"mobile_number": NISHA})
        assert len(emulator.messages) == sent
        assert client.post(CHECK, json={"abha_address": "a@sbx"}).status_code == 200


def test_an_answer_is_delayed() -> None:
    """The usual one, or one that was given."""
    with serving() as (_, client):
        client.post("/emulator/faults", json={"operation": "check_abha_address", "delay": 0.3})
        client.post("/emulator/faults", json={"operation": "check_abha_address", "delay": 0.3, "status": 504})
        statuses = []
        for _ in range(2):
            begin = time.monotonic()
            statuses.append(client.post(CHECK, json={"abha_address": "a@sbx"}).status_code)
            assert time.monotonic() - begin >= 0.3
    assert statuses == [200, 504]


def test_a_client_that_leaves_ends_the_wait_for_its_answer() -> None:
    """So that slow answers do not pile up: the server stops at once."""
    with serving() as (emulator, client):
        emulator.slow_next("check_abha_address", 600)
        with pytest.raises(httpx.ReadTimeout):
            client.post(CHECK, json={"abha_address": "a@sbx"}, timeout=0.3)
        assert client.get("/emulator/clock").status_code == 200


def test_faults_are_dropped(controller: Controller) -> None:
    """Those of one operation, or all."""
    for operation in (START, START, "login", "*"):
        controller.post("faults", operation=operation, status=500)
    assert controller.delete("faults", operation=START) == {"cleared": 2}
    assert [fault["operation"] for fault in controller.get("faults")] == ["login", "*"]
    assert controller.delete("faults") == {"cleared": 2}
    assert controller.delete("faults") == {"cleared": 0}


def test_the_object_speaks_of_faults_as_the_control_does(controller: Controller) -> None:
    """Whichever added them."""
    emulator = controller.emulator
    emulator.fail_next("login", status=500, body=b"\xff")
    emulator.lose_next("login", times=3)
    emulator.lose_next("login", processed=True)
    emulator.lose_next("login", cut=True)
    emulator.slow_next("login", 0)
    told = [(each["times"], each["status"], each["drop"], each["processed"]) for each in controller.get("faults")]
    assert told == [
        (1, 500, None, False),
        (3, None, "before", False),
        (1, None, "after", True),
        (1, None, "cut", True),
        (1, None, None, True),
    ]
    assert controller.get("faults")[0]["body"] == "�"
    assert emulator.clear_faults("refresh") == 0
    assert emulator.clear_faults() == 5


@pytest.mark.parametrize(
    ("fault", "field", "rule"),
    [
        ({"status": 500}, "operation", "must be given"),
        ({"operation": "x", "status": 500}, "operation", "must be the name of an operation"),
        ({"operation": "login"}, "status", "must be given, or drop, or delay"),
        ({"operation": "login", "status": 199}, "status", "must be a whole number from 200 to 599"),
        ({"operation": "login", "status": "500"}, "status", "must be a whole number from 200 to 599"),
        ({"operation": "login", "status": 500, "times": 0}, "times", "must be a whole number from 1 to 1000000"),
        ({"operation": "login", "delay": -1}, "delay", "must be a number of seconds from 0 to 3600"),
        ({"operation": "login", "delay": "1"}, "delay", "must be a number of seconds from 0 to 3600"),
        ({"operation": "login", "delay": 10**400}, "delay", "must be a number of seconds from 0 to 3600"),
        ({"operation": "login", "drop": "later"}, "drop", "must be one of after, before, cut"),
        ({"operation": "login", "drop": "after", "status": 500}, "drop", "must stand without status"),
        ({"operation": "login", "drop": "after", "processed": True}, "processed", "must be left out with drop"),
        ({"operation": "login", "body": "x", "delay": 1}, "status", "must be given with body or headers"),
        ({"operation": "login", "status": 500, "body": 5}, "body", "must be an object or a list"),
        ({"operation": "login", "status": 204, "body": "x"}, "body", "must be left out with status 204"),
        ({"operation": "login", "status": 500, "headers": ["a"]}, "headers", "must be an object"),
        ({"operation": "login", "status": 500, "headers": {"a b": "c"}}, "headers", "must have names of HTTP headers"),
        ({"operation": "login", "status": 500, "headers": {"Content-Length": "1"}}, "headers", "must have names of"),
        (
            {"operation": "login", "status": 500, "headers": {"a": "b\r\nc: d"}},
            "headers",
            "must have strings for values",
        ),
        ({"operation": "login", "status": 500, "headers": {"a": 1}}, "headers", "must have strings for values"),
        ({"operation": "login", "status": 500, "time": 2}, "time", "must be one of body, delay, drop"),
    ],
)
def test_a_bad_fault_is_refused(fault: dict[str, object], field: str, rule: str, controller: Controller) -> None:
    """With field and rule; none is added."""
    refused = controller.refused("POST", "faults", fault)
    assert refused[0] == field
    assert str(refused[1]).startswith(rule)
    assert controller.get("faults") == []


def test_the_object_refuses_faults_that_make_no_sense() -> None:
    """Naming the field, too."""
    emulator = Emulator()
    with pytest.raises(ValueError, match="drop must be one of before, after, cut"):
        emulator.fault_next("login", drop=untyped("later"))
    with pytest.raises(ValueError, match="delay must not be negative"):
        emulator.fault_next("login", delay=float("nan"))


def test_time_moves_on(client: Caller, controller: Controller) -> None:
    """Without waiting: an OTP is over."""
    started = client.start()
    assert controller.ask("GET", "/emulator/clock").json() == {
        "now": "2026-01-01T00:00:00+00:00",
        "passes_on_its_own": False,
    }
    assert controller.post("clock", advance=300.5)["now"] == "2026-01-01T00:05:00.500000+00:00"
    assert client.verify(started.txn_id, client.otp(NISHA)).body["error"] == "Transaction has expired"
    assert Controller(Emulator(clock=time.monotonic)).ask("GET", "/emulator/clock").json() != {}
    assert Emulator(clock=time.monotonic).time_passes


@pytest.mark.parametrize("body", [{}, {"advance": -1}, {"advance": "60"}, {"advance": True}, {"advance": 1e300}])
def test_time_does_not_move_by_what_is_no_number(body: dict[str, object], controller: Controller) -> None:
    """Nor backwards."""
    assert controller.refused("POST", "clock", body)[0] == "advance"
    assert controller.emulator.now.isoformat() == "2026-01-01T00:00:00+00:00"


def test_a_mobile_number_is_blocked(client: Caller, controller: Controller) -> None:
    """For a day unless told otherwise."""
    assert controller.post("blocks", mobile=NISHA) == {"blocked_for": 86400.0}
    assert client.start().failure == (500, "ABDM-1027")
    assert controller.post("blocks", mobile=NISHA, seconds=0) == {"blocked_for": 0.0}
    assert client.start().status == 200
    assert controller.refused("POST", "blocks", {"mobile": "1"}) == ("mobile", "must be 10 digits, the first 6 to 9")


def used(client: Caller) -> list[object]:
    """What a registration answers, and its OTP."""
    started = client.start()
    otp = client.otp(NISHA)
    verified = client.verify(started.txn_id, otp)
    return [started.body, otp, verified.body, client.create(verified.txn_id, "nisha.rao@sbx").body]


def test_a_reset_makes_a_fresh_world(client: Caller, controller: Controller) -> None:
    """Nothing is left, and the same calls have the same answers as the first time; credentials stay good."""
    emulator = client.emulator
    emulator.add_client("another", "secret")
    first = used(client)
    emulator.advance(100)
    emulator.add_person("234123412346", mobile=None)
    emulator.fail_next("login", status=500)
    assert controller.ask("POST", "/emulator/reset").json() == {"reset": True}
    for name in ("messages", "transactions", "accounts", "people", "requests", "faults", "webhooks"):
        assert controller.get(name) == [], name
    assert emulator.now.isoformat() == "2026-01-01T00:00:00+00:00"
    assert (emulator.counts["login"], len(emulator.transactions)) == (0, 0)
    assert client.start().status == 401
    with pytest.raises(LookupError):
        emulator.otp_for(NISHA)
    client.log_in(client_id="another", client_secret="secret")
    assert client.start().status == 200
    emulator.reset()
    client.log_in()
    assert used(client) == first


def test_a_reset_without_a_seed_repeats_itself_too() -> None:
    """The chance of one emulator stays the same."""
    client = caller(seed=None)
    first = used(client)
    client.emulator.reset()
    client.log_in()
    assert used(client) == first


def test_a_reset_forgets_webhooks_that_wait() -> None:
    """None comes afterwards."""
    client = caller(EmulatorSettings(webhook_url="http://127.0.0.1:9/", webhook_attempts=2, webhook_retry_wait=0.05))
    used(client)
    client.emulator.reset()
    assert client.emulator.wait_for_webhooks()
    assert client.emulator.webhooks == ()
