"""The emulator itself: from a request to a response."""

from __future__ import annotations

import math
import threading
from collections import deque
from typing import TYPE_CHECKING, Final

from eka_abha.emulator import errors
from eka_abha.emulator.accounts import Account
from eka_abha.emulator.clock import Chance, Clock
from eka_abha.emulator.errors import Refused
from eka_abha.emulator.faults import ANY_OPERATION, Fault, Faults, fault_answer
from eka_abha.emulator.operations import account, lookups, mobile_registration, pending, profile_login
from eka_abha.emulator.requestlog import RequestLog
from eka_abha.emulator.routing import Routes
from eka_abha.emulator.rules import is_mobile
from eka_abha.emulator.settings import EmulatorSettings
from eka_abha.emulator.transactions import DAY
from eka_abha.emulator.wire import EmulatorRequest, EmulatorResponse
from eka_abha.emulator.world import Call, World

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from eka_abha.emulator.faults import FaultBody
    from eka_abha.emulator.messages import Message
    from eka_abha.emulator.requestlog import LoggedRequest
    from eka_abha.emulator.routing import Route
    from eka_abha.emulator.tokens import Workspace
    from eka_abha.emulator.transport import EmulatorTransport

ROUTES: Final = Routes(
    (
        *account.ROUTES,
        *mobile_registration.ROUTES,
        *profile_login.ROUTES,
        *lookups.ROUTES,
        *pending.ROUTES,
    )
)
_MINUTE: Final = 60.0


class Emulator:
    """A stateful stand-in for the service: it sends nothing and needs no network.

    `handle` turns a request into a response. All else is for the test or the developer: what was sent to whom, which
    accounts exist, moving time, making calls fail. Every method may be called from any thread.

    With the same `seed` and the same requests, OTPs, ids and tokens come out the same; without one they differ from
    emulator to emulator. `clock` is a running source of seconds such as `time.monotonic`; without it the emulator's
    time stands still until `advance`. `on_message` is called with each message "sent", after the call that sent it.
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
    ) -> None:
        self.settings = settings or EmulatorSettings()
        self.client_id = client_id
        self.client_secret = client_secret
        self._lock = threading.RLock()
        self._clock = Clock(clock)
        self._world = World(self.settings, self._clock, Chance(seed))
        self._world.tokens.add_client(client_id, client_secret)
        self._faults = Faults()
        self._log = RequestLog()
        self._recent: dict[Workspace | None, deque[float]] = {}
        self._on_message = on_message

    def __repr__(self) -> str:
        world = self._world
        counts = f"requests={self._log.total} transactions={len(world.transactions)} accounts={len(world.accounts)}"
        return f"<Emulator {counts}>"

    # Requests

    def handle(self, request: EmulatorRequest) -> EmulatorResponse:
        """Return the response to a request."""
        with self._lock:
            response = self._answer_and_log(request)
            sent = self._world.outbox.take_fresh()
        if self._on_message is not None:
            for message in sent:
                self._on_message(message)
        return response

    def transport(self) -> EmulatorTransport:
        """Return an httpx transport, sync and async, that is answered by this emulator without a socket."""
        from eka_abha.emulator.transport import EmulatorTransport

        return EmulatorTransport(self)

    def _answer_and_log(self, request: EmulatorRequest) -> EmulatorResponse:
        route: Route | None = None
        fault: Fault | None = None
        note = ""
        try:
            route, path_values = ROUTES.find(request.method, request.path)
            fault = self._faults.take(route.operation)
            if fault is not None and not fault.processed:
                response = fault.answer
            else:
                response = self._answer(route, Call(request, route.operation, path_values=path_values))
        except Refused as refused:
            response, note = refused.failure.answer(), refused.note
        if fault is not None:
            response = fault.answer
        if request.method == "HEAD":
            response = EmulatorResponse(response.status, response.headers)
        self._log.add(request, response, at=self._clock.now, route=route, note=note, injected=fault is not None)
        return response

    def _answer(self, route: Route, call: Call) -> EmulatorResponse:
        if route.handler is None:
            raise Refused(errors.NOT_EMULATED, "not emulated yet")
        if not route.is_account:
            call.workspace = self._world.tokens.workspace_of(call.bearer() or "")
            if call.workspace is None and (self.settings.na_requires_bearer or not route.is_na):
                raise Refused(errors.UNAUTHORIZED, "no bearer" if call.bearer() is None else "bearer not accepted")
            self._refuse_too_many(call.workspace)
        return route.handler(self._world, call)

    def _refuse_too_many(self, workspace: Workspace | None) -> None:
        limit, now = self.settings.requests_per_minute, self._clock.now
        if limit is None:
            return
        recent = self._recent.setdefault(workspace, deque())
        while recent and recent[0] <= now - _MINUTE:
            recent.popleft()
        if len(recent) >= limit:
            wait = math.ceil(recent[0] + _MINUTE - now) if recent else int(_MINUTE)
            raise Refused(errors.too_many_requests(wait), "too many requests in a minute")
        recent.append(now)

    # What happened

    @property
    def messages(self) -> tuple[Message, ...]:
        """The OTPs "sent", oldest first (the latest 10,000)."""
        with self._lock:
            return self._world.outbox.messages

    def otp_for(self, mobile: str) -> str:
        """Return the last OTP "sent" to a mobile number of 10 digits; raises LookupError when there was none."""
        with self._lock:
            message = self._world.outbox.last(mobile)
        if message is None:
            text = "no OTP was sent to this mobile number"
            raise LookupError(text)
        return message.otp

    @property
    def requests(self) -> tuple[LoggedRequest, ...]:
        """The requests, oldest first (the latest 10,000)."""
        with self._lock:
            return self._log.entries

    @property
    def counts(self) -> Mapping[str, int]:
        """How many requests each operation got, refused ones and injected failures included; 0 for the others."""
        with self._lock:
            return self._log.counts.copy()

    # Accounts and tokens

    @property
    def accounts(self) -> tuple[Account, ...]:
        """All accounts, oldest first."""
        with self._lock:
            return tuple(self._world.accounts)

    def add_account(
        self,
        abha_address: str,
        *,
        mobile: str,
        first_name: str = "Asha",
        middle_name: str | None = None,
        last_name: str | None = "Rao",
        gender: str = "F",
        day_of_birth: int | None = 1,
        month_of_birth: int | None = 1,
        year_of_birth: int | None = 1990,
        pincode: str | None = "560001",
        address: str | None = None,
        abha_number: str | None = None,
        kyc_verified: bool = False,
    ) -> Account:
        """Add an account, with its suffix; legacy addresses are accepted.

        Raises ValueError when the address is taken, has another suffix, or the mobile number is not one.
        """
        if not abha_address.endswith(self.settings.address_suffix):
            message = f"abha_address must end with {self.settings.address_suffix}"
            raise ValueError(message)
        with self._lock:
            oid = self._world.chance.oid(mobile)
            new = Account(
                abha_address=abha_address,
                mobile=mobile,
                first_name=first_name,
                middle_name=middle_name,
                last_name=last_name,
                gender=gender,
                day_of_birth=day_of_birth,
                month_of_birth=month_of_birth,
                year_of_birth=year_of_birth,
                pincode=pincode,
                address=address,
                abha_number=abha_number,
                kyc_verified=kyc_verified,
                oid=oid,
                uuid=self._world.chance.id("uuid", oid),
            )
            self._world.accounts.add(new)
        return new

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

    # Time and trouble

    @property
    def now(self) -> datetime:
        """The emulator's date and time in UTC."""
        with self._lock:
            return self._clock.today

    def advance(self, seconds: float) -> None:
        """Move the emulator's time on by so many seconds, without waiting; raises ValueError for a negative number."""
        with self._lock:
            self._clock.advance(seconds)

    def block(self, mobile: str, *, seconds: float = DAY) -> None:
        """Block a mobile number, as the service does for 24 hours (ABDM-1027)."""
        if not is_mobile(mobile):
            message = "mobile must be 10 digits, the first 6 to 9"
            raise ValueError(message)
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
        if operation != ANY_OPERATION and operation not in ROUTES.operations:
            message = f"no operation is named {operation!r}"
            raise ValueError(message)
        with self._lock:
            self._faults.add(operation, Fault(fault_answer(status, body, headers), processed), times)
