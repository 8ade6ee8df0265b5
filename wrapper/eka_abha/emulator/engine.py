"""The emulator itself: from a request to a response."""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING

from eka_abha.emulator import errors
from eka_abha.emulator.clock import Chance, Clock
from eka_abha.emulator.directory import Directory, check_mobile
from eka_abha.emulator.dispatch import ROUTES, Dispatcher
from eka_abha.emulator.faults import ANY_OPERATION, made_fault
from eka_abha.emulator.settings import EmulatorSettings
from eka_abha.emulator.transactions import DAY
from eka_abha.emulator.webhooks import Webhooks
from eka_abha.emulator.world import World

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from eka_abha.emulator.faults import Drop, FaultBody, PendingFault
    from eka_abha.emulator.messages import Message
    from eka_abha.emulator.requestlog import LoggedRequest
    from eka_abha.emulator.transactions import TransactionReport
    from eka_abha.emulator.transport import EmulatorTransport
    from eka_abha.emulator.webhooks import WebhookDelivery
    from eka_abha.emulator.wire import EmulatorRequest, EmulatorResponse


class Emulator(Directory):
    """A stateful stand-in for the service: it sends nothing and needs no network.

    `handle` turns a request into a response. All else is for the test or the developer: what was sent to whom, which
    accounts exist, moving time, making calls fail. Every method may be called from any thread.

    With the same `seed` and the same requests, OTPs, ids and tokens come out the same; without one they differ from
    emulator to emulator. `clock` is a running source of seconds such as `time.monotonic`; without it the emulator's
    time stands still until `advance`. `on_message` is called with each message "sent", after the call that sent it, and
    `on_request` after each call with what the log has of it.
    `webhook_clock` is the time in Unix seconds that webhooks are signed at: the real one, since receivers compare it.
    """

    def __init__(
        self,
        settings: EmulatorSettings | None = None,
        *,
        seed: int | str | None = None,
        client_id: str = "emulator-client",
        client_secret: str = "emulator-secret",
        clock: Callable[[], float] | None = None,
        on_message: Callable[[Message], None] | None = None,
        on_request: Callable[[LoggedRequest], None] | None = None,
        webhook_clock: Callable[[], float] = time.time,
    ) -> None:
        self.client_id = client_id
        self.client_secret = client_secret
        self._clock = Clock(clock)
        self._chance = Chance(seed)
        chosen = settings or EmulatorSettings()
        super().__init__(chosen, World(chosen, self._clock, self._chance))
        self._world.tokens.add_client(client_id, client_secret)
        self._dispatcher = Dispatcher(self._world)
        self._webhooks = Webhooks(chosen, webhook_clock)
        self._on_message = on_message
        self._on_request = on_request

    def __repr__(self) -> str:
        world = self._world
        counts = f"transactions={len(world.transactions)} accounts={len(world.accounts)}"
        return f"<Emulator requests={self._dispatcher.log.total} {counts}>"

    # Requests

    def handle(self, request: EmulatorRequest) -> EmulatorResponse:
        """Return the response to a request."""
        with self._lock:
            response = self._dispatcher.answer(request)
            logged = self._dispatcher.log.last
            sent = self._world.outbox.take_fresh()
            events = self._world.take_events()
        for transaction_id, body in events:
            self._webhooks.add(transaction_id, body)
        if self._on_message is not None:
            for message in sent:
                self._on_message(message)
        if self._on_request is not None:
            self._on_request(logged)
        return response

    def transport(self) -> EmulatorTransport:
        """Return an httpx transport, sync and async, that is answered by this emulator without a socket."""
        from eka_abha.emulator.transport import EmulatorTransport

        return EmulatorTransport(self)

    def reset(self) -> None:
        """Make a fresh world: as the emulator was when it was made, with the same settings, seed and credentials.

        Accounts, people, transactions, messages, sessions, tokens, faults, webhooks and the log are gone; its time
        begins anew, and OTPs and ids come in the same order again.
        """
        with self._lock:
            clients = self._world.tokens.clients
            self._clock.restart()
            self._chance.restart()
            self._world = World(self.settings, self._clock, self._chance)
            for client_id, client_secret in clients.items():
                self._world.tokens.add_client(client_id, client_secret)
            self._dispatcher = Dispatcher(self._world)
            self._webhooks.clear()

    # What happened

    @property
    def messages(self) -> tuple[Message, ...]:
        """The OTPs "sent", oldest first (the latest 10,000)."""
        with self._lock:
            return self._world.outbox.messages

    def otp_for(self, number: str) -> str:
        """Return the last OTP "sent" to a mobile number of 10 digits, or about an Aadhaar number of 12.

        It may be written as a patient types it, with spaces, hyphens and +91. Raises LookupError when there was none.
        """
        with self._lock:
            message = self._world.outbox.last(re.sub(r"[\s-]", "", number).removeprefix("+91"))
        if message is None:
            text = "no OTP was sent to this number"
            raise LookupError(text)
        return message.otp

    @property
    def transactions(self) -> tuple[TransactionReport, ...]:
        """The transactions, ended and expired ones included, oldest first (the latest 10,000)."""
        with self._lock:
            return self._world.transactions.reports()

    def latest_transactions(self, most: int) -> tuple[TransactionReport, ...]:
        """Return so many of the latest transactions, oldest first: quicker than all of them where there are many."""
        with self._lock:
            return self._world.transactions.reports(most)

    def transaction(self, which: int | str) -> TransactionReport:
        """Return the transaction with this number, or with this id, be it an older one.

        Raises LookupError when there is none among the latest 10,000.
        """
        with self._lock:
            found = self._world.transactions.report(which)
        if found is None:
            text = "no transaction has this number or id"
            raise LookupError(text)
        return found

    @property
    def webhooks(self) -> tuple[WebhookDelivery, ...]:
        """The webhook events, oldest first, with what became of them; collected without a URL, too."""
        return self._webhooks.deliveries

    def wait_for_webhooks(self, timeout: float = 5.0) -> bool:
        """Wait, at most so many seconds, until all webhooks are sent or given up; return whether they are."""
        return self._webhooks.wait(timeout)

    @property
    def requests(self) -> tuple[LoggedRequest, ...]:
        """The requests, oldest first (the latest 10,000)."""
        with self._lock:
            return self._dispatcher.log.entries

    @property
    def counts(self) -> Mapping[str, int]:
        """How many requests each operation got, refused ones and injected failures included; 0 for the others."""
        with self._lock:
            return self._dispatcher.log.counts.copy()

    # Tokens

    def add_client(self, client_id: str, client_secret: str) -> None:
        """Make further credentials good for a login."""
        with self._lock:
            self._world.tokens.add_client(client_id, client_secret)

    def issue_access_token(self) -> str:
        """Return an access token without end for the default client, as the provider's console makes them."""
        with self._lock:
            return self._world.tokens.issue_long_lived(self.client_id)

    def revoke_tokens(self, *, refresh_tokens: bool = True) -> None:
        """End all access tokens, long-lived ones included, and (unless told otherwise) all refresh tokens."""
        with self._lock:
            self._world.tokens.revoke(refresh_tokens=refresh_tokens)

    @property
    def internal_errors(self) -> tuple[str, ...]:
        """What went wrong inside the emulator and was answered with 500: kind of error and place. Nothing, it hopes."""
        with self._lock:
            return tuple(self._dispatcher.internal_errors)

    # Time and trouble

    @property
    def now(self) -> datetime:
        """The emulator's date and time in UTC."""
        with self._lock:
            return self._clock.today

    def moment(self, seconds: float) -> datetime:
        """Return the emulator's date and time in UTC for seconds as `LoggedRequest.at` has them."""
        return self._clock.moment(seconds)

    @property
    def time_passes(self) -> bool:
        """Whether time passes on its own, and not by `advance` only."""
        return self._clock.running

    def advance(self, seconds: float) -> None:
        """Move the emulator's time on by so many seconds, without waiting; raises ValueError for a negative number."""
        with self._lock:
            self._clock.advance(seconds)

    def block(self, mobile: str, *, seconds: float = DAY) -> None:
        """Block a mobile number, as the service does for 24 hours (ABDM-1027)."""
        check_mobile(mobile)
        with self._lock:
            self._world.transactions.block(mobile, seconds, errors.BLOCKED_FOR_A_DAY)

    def fail_next(
        self,
        operation: str,
        *,
        status: int,
        body: FaultBody = None,
        headers: Mapping[str, str] | None = None,
        times: int = 1,
        processed: bool = False,
    ) -> None:
        """Answer the next `times` calls of an operation ("*" for any) with this instead.

        `body`: a mapping is sent as JSON, a string as HTML, bytes as they are, None as an empty body. With `processed`
        the call has its effect all the same, and only its answer is lost. Several faults of one operation come one
        after the other. Raises ValueError for an operation that does not exist.
        """
        self.fault_next(operation, status=status, body=body, headers=headers, times=times, processed=processed)

    def lose_next(self, operation: str, *, times: int = 1, processed: bool = False, cut: bool = False) -> None:
        """Close the connection instead of answering the next `times` calls of an operation ("*" for any).

        With `processed` the call has its effect all the same. With `cut` the connection closes in the middle of the
        answer to a call that was processed. Raises ValueError for an operation that does not exist.
        """
        self.fault_next(operation, drop="cut" if cut else "after" if processed else "before", times=times)

    def slow_next(self, operation: str, seconds: float, *, times: int = 1) -> None:
        """Let the answers to the next `times` calls of an operation ("*" for any) take so long.

        The setting `slow_answers` applies. Raises ValueError for an operation that does not exist or negative seconds.
        """
        if seconds < 0:
            message = "seconds must not be negative"
            raise ValueError(message)
        self.fault_next(operation, delay=seconds, times=times)

    def fault_next(
        self,
        operation: str,
        *,
        status: int | None = None,
        body: FaultBody = None,
        headers: Mapping[str, str] | None = None,
        processed: bool = False,
        delay: float | None = None,
        drop: Drop | None = None,
        times: int = 1,
    ) -> None:
        """Let the next `times` calls of an operation ("*" for any) meet a fault: all that the other three do, together.

        `status`, `body`, `headers` and `processed` as in `fail_next`. `delay`: seconds before the answer, or before the
        connection closes; the setting `slow_answers` applies. `drop`: close the connection "before" the call is
        processed, "after" it, or "cut" the answer in the middle. Raises ValueError, naming the field, for an operation
        that does not exist and for parts that do not go together.
        """
        if operation != ANY_OPERATION and operation not in ROUTES.operations:
            message = f"no operation is named {operation!r}"
            raise ValueError(message)
        fault = made_fault(status, body, headers, processed=processed, delay=delay, drop=drop)
        with self._lock:
            self._dispatcher.faults.add(operation, fault, times)

    @property
    def faults(self) -> tuple[PendingFault, ...]:
        """The faults that wait for their calls, by operation, in the order they will come."""
        with self._lock:
            return self._dispatcher.faults.pending()

    def clear_faults(self, operation: str | None = None) -> int:
        """Drop the faults that wait, all or one operation's; return how many were dropped."""
        with self._lock:
            return self._dispatcher.faults.clear(operation)
