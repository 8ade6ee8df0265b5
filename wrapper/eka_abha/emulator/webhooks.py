"""The webhook `abha.created`: what is sent, how it is signed, and the thread that sends it."""

from __future__ import annotations

import hashlib
import hmac
import http.client
import json
import threading
import time
from collections import deque
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from eka_abha.emulator.accounts import Account
    from eka_abha.emulator.settings import EmulatorSettings
    from eka_abha.emulator.wire import Json
    from eka_abha.emulator.world import Call

SIGNATURE_HEADER: Final = "Eka-Webhook-Signature"
BUSINESS_ID: Final = "emulator-business"
_KEPT: Final = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class WebhookDelivery:
    """One event and what became of it.

    `body` and `headers` are what the last attempt sent or, before the first, what it would send. `statuses` has the
    HTTP status of each attempt, None where there was no answer. `done`: no further attempt comes. `delivered`: one was
    answered with a 2xx. The repr shows nothing personal.
    """

    transaction_id: str
    body: bytes = field(repr=False)
    headers: Mapping[str, str] = field(repr=False)
    statuses: tuple[int | None, ...] = ()
    done: bool = False

    @property
    def delivered(self) -> bool:
        """Whether the receiver took it."""
        return any(map(_is_success, self.statuses))


class Webhooks:
    """Sends events from a thread that lives as long as there is something to send; the calls do not wait for it."""

    def __init__(self, settings: EmulatorSettings, clock: Callable[[], float]) -> None:
        self._settings = settings
        self._clock = clock
        self._changed = threading.Condition()
        self._deliveries: dict[str, WebhookDelivery] = {}
        self._waiting: deque[str] = deque()
        self._thread: threading.Thread | None = None

    @property
    def deliveries(self) -> tuple[WebhookDelivery, ...]:
        """The events, oldest first (the latest 10,000)."""
        with self._changed:
            return tuple(self._deliveries.values())

    def add(self, transaction_id: str, body: bytes) -> None:
        """Keep an event and, when there is a URL, send it."""
        to_send = self._settings.webhook_url is not None
        delivery = WebhookDelivery(
            transaction_id=transaction_id, body=body, headers=self._headers(body), done=not to_send
        )
        with self._changed:
            self._deliveries[transaction_id] = delivery
            while len(self._deliveries) > _KEPT:
                del self._deliveries[next(iter(self._deliveries))]
            if to_send:
                self._waiting.append(transaction_id)
                if self._thread is None:
                    self._thread = threading.Thread(target=self._run, name="eka-abha-emulator-webhooks", daemon=True)
                    self._thread.start()

    def clear(self) -> None:
        """Forget all events; what waits is not sent."""
        with self._changed:
            self._deliveries.clear()
            self._waiting.clear()

    def wait(self, timeout: float) -> bool:
        """Wait, at most so many seconds, until everything is sent or given up; return whether it is."""
        with self._changed:
            return self._changed.wait_for(lambda: self._thread is None, timeout)

    def _run(self) -> None:
        while True:
            with self._changed:
                if not self._waiting:
                    self._thread = None
                    self._changed.notify_all()
                    return
                delivery = self._deliveries.get(self._waiting.popleft())
            if delivery is not None:
                self._deliver(delivery)

    def _deliver(self, delivery: WebhookDelivery) -> None:
        settings = self._settings
        wanted, failures = 1 + settings.webhook_repeats, 0
        while wanted and failures < settings.webhook_attempts:
            if failures:
                time.sleep(settings.webhook_retry_wait * failures)
            headers = self._headers(delivery.body)
            status = self._post(delivery.body, headers)
            if _is_success(status):
                wanted -= 1
            else:
                failures += 1
            done = not wanted or failures >= settings.webhook_attempts
            delivery = replace(delivery, headers=headers, statuses=(*delivery.statuses, status), done=done)
            with self._changed:
                if delivery.transaction_id not in self._deliveries:
                    return
                self._deliveries[delivery.transaction_id] = delivery
                self._changed.notify_all()

    def _headers(self, body: bytes) -> dict[str, str]:
        headers = {"Content-Type": "application/json"}
        if self._settings.webhook_key is not None:
            headers[SIGNATURE_HEADER] = signature(body, self._settings.webhook_key, int(self._clock()))
        return headers

    def _post(self, body: bytes, headers: Mapping[str, str]) -> int | None:
        """Send once, straight to the host: no proxy, no redirect."""
        url = urlsplit(self._settings.webhook_url or "")
        kind = http.client.HTTPSConnection if url.scheme == "https" else http.client.HTTPConnection
        connection = kind(url.hostname or "", url.port, timeout=self._settings.webhook_timeout)
        try:
            connection.request("POST", (url.path or "/") + (f"?{url.query}" if url.query else ""), body, dict(headers))
            return connection.getresponse().status
        except (OSError, ValueError, http.client.HTTPException):
            return None
        finally:
            connection.close()


def signature(body: bytes, key: str, at: int) -> str:
    """Return the header that signs the raw bytes of a body at a time in Unix seconds."""
    digest = hmac.new(key.encode(), f"{at}.".encode() + body, hashlib.sha256).hexdigest()
    return f"t={at},v1={digest}"


def created_event(account: Account, call: Call, transaction_id: str, at: datetime) -> bytes:
    """Return the body of `abha.created` for an account that a call created."""
    event: dict[str, Json] = {
        "service": "abdm",
        "event": "abha.created",
        "event_time": at.isoformat(timespec="seconds"),
        "transaction_id": transaction_id,
        "timestamp": int(at.timestamp()),
        "business_id": BUSINESS_ID,
        "client_id": None if call.workspace is None else call.workspace.client_id,
        "data": {
            "abha_address": account.abha_address,
            "abha_number": account.abha_number,
            "hip_id": call.header("x-hip-id"),
            "oid": account.oid,
            "partner_patient_id": call.header("x-partner-pt-id"),
        },
    }
    return json.dumps(event).encode()


def _is_success(status: int | None) -> bool:
    return status is not None and 200 <= status < 300
