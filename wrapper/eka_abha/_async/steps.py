"""What the steps of all journeys have in common, and the two steps that journeys end with."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Protocol, Self, TypeVar

from eka_abha_api.operations import OPERATIONS

from eka_abha._boundary import plain_boundary
from eka_abha._http.call import unexpected
from eka_abha._journeys.audit import Audited
from eka_abha._journeys.otp import OtpSent, asking_again, otp_sent
from eka_abha._journeys.saved import SavedFields, SavedStep, Scope, otp_fields, save_step
from eka_abha._reading import Outcome, text
from eka_abha.errors import StepError
from eka_abha.results import EkaIds, PatientTokens, Profile, RawAnswer
from eka_abha.values import check_otp

if TYPE_CHECKING:
    from datetime import datetime

    from eka_abha_api.client import AuthenticatedClient

    from eka_abha._http.settings import Clock, LocalRules

    from .client import AsyncAbhaClient


class Reached(Protocol):
    """What a call can lead to: a step, or the end of a journey."""

    kind: ClassVar[str]

    @property
    def txn_id(self) -> str | None: ...


T = TypeVar("T")
N = TypeVar("N", bound=Reached)


class TransactionShape(Protocol):
    """An answer that names a transaction."""

    @property
    def txn_id(self) -> object: ...


@dataclass(frozen=True, slots=True, repr=False)
class Journey:
    """What a journey's steps share: the client they call with, and the caller's reference."""

    name: str
    client: AsyncAbhaClient
    reference: str | None

    @property
    def api(self) -> AuthenticatedClient:
        """The low-level client to call with."""
        return self.client.api

    @property
    def rules(self) -> LocalRules:
        """The rules that values are checked by."""
        return self.client._settings.rules

    @property
    def clock(self) -> Clock | None:
        """The client's own clock, where it was given one."""
        return self.client._settings.clock

    @property
    def suffix(self) -> str | None:
        """How ABHA addresses end in this environment, where that is known."""
        return self.client._settings.target.address_suffix

    def audited(self, operation: str, kind: str, txn_id: str | None = None) -> Audited:
        """The audit trail around one call."""
        settings = self.client._settings
        return Audited(
            settings.on_step,
            journey=self.name,
            operation=operation,
            kind=kind,
            txn_id=txn_id,
            identity=settings.identity,
            reference=self.reference,
            clock=settings.clock,
        )


def scope_of(client: AsyncAbhaClient) -> Scope:
    """What a step saved by this client is bound to."""
    settings = client._settings
    return Scope(settings.target.name, settings.credentials.identity, settings.identity)


class Step:
    """One state of a journey. It offers only what may be done next."""

    kind: ClassVar[str]
    """Stable: for JSON front ends and saved steps."""
    journeys: ClassVar[frozenset[str]]
    """The names of the journeys that have this step, as in the audit trail."""

    def __init__(self, journey: Journey, txn_id: str) -> None:
        self._journey = journey
        self._txn_id = txn_id
        self._left = False

    @property
    def txn_id(self) -> str:
        """The transaction, as the service last named it: the key to lock and audit by."""
        return self._txn_id

    @property
    def reference(self) -> str | None:
        """What the caller gave when the journey began."""
        return self._journey.reference

    @plain_boundary
    def save(self, *, context: str | None = None) -> SavedStep:
        """A small JSON-able value with which another process can go on: ``client.resume(saved, type(step))``.

        Args:
            context: something that only this patient's browser session knows; ``resume`` must be given the same. Only a
                digest of it is kept.

        Raises:
            StepError: the journey has already gone on from this step.
        """
        self._check_current()
        return save_step(
            self._journey.name,
            self.kind,
            self._saved_fields(),
            scope=scope_of(self._journey.client),
            reference=self._journey.reference,
            context=context,
        )

    def _saved_fields(self) -> Mapping[str, object]:
        return {"txn_id": self._txn_id}

    @classmethod
    def _from_saved(cls, journey: Journey, fields: SavedFields) -> Self:
        return cls(journey, fields.text("txn_id"))

    def _check_current(self) -> None:
        if self._left:
            raise StepError("the journey has gone on from this step: use the step that came of it", txn_id=self._txn_id)

    def _leave(self) -> None:
        self._left = True

    async def _go_on(self, operation: str, send: Callable[[], Awaitable[T | None]], then: Callable[[T], N]) -> N:
        """Make a call that leads on. This step is over once ``then`` has made the next one of the answer."""
        with self._journey.audited(operation, self.kind, self.txn_id) as audit:
            reached = then(present(await send(), operation, self.txn_id))
            audit.reached(reached.kind, reached.txn_id)
        self._leave()
        return reached

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self._txn_id!r:.80}>"


class OtpStep(Step):
    """A step that waits for an OTP."""

    def __init__(self, journey: Journey, otp: OtpSent) -> None:
        super().__init__(journey, otp.txn_id)
        self._otp = otp

    @property
    def sent_to(self) -> str | None:
        """Where the OTP went, masked (``******3210``)."""
        return self._otp.sent_to

    @property
    def sent_at(self) -> datetime:
        """When the last OTP was sent, in UTC."""
        return self._otp.sent_at

    @property
    def resend_at(self) -> datetime:
        """From when on another OTP may be asked for, in UTC."""
        return self._otp.resend_at

    @property
    def sends(self) -> int:
        """How many OTPs were sent in this transaction."""
        return self._otp.sends

    def _code(self, otp: str) -> str:
        return check_otp(otp, any_length=not self._journey.rules.otp_length)

    async def _again(self, operation: str, send: Callable[[], Awaitable[TransactionShape | None]]) -> Self:
        """Ask for another OTP; this step is over then."""
        self._check_current()
        with asking_again(self, operation):
            return await self._go_on(operation, send, self._sent_again)

    def _sent_again(self, answer: TransactionShape) -> Self:
        hint: object = getattr(answer, "hint", None)  # KYC answers none
        txn_id = text(answer.txn_id) or self.txn_id
        return type(self)(self._journey, otp_sent(txn_id, hint, clock=self._journey.clock, before=self._otp))

    def _saved_fields(self) -> Mapping[str, object]:
        return otp_fields(self._otp)

    @classmethod
    def _from_saved(cls, journey: Journey, fields: SavedFields) -> Self:
        return cls(journey, fields.otp())


class LoggedIn:
    """The end of a journey: the patient is logged in to an ABHA address."""

    kind: ClassVar[str] = "logged_in"

    def __init__(
        self,
        journey: Journey,
        *,
        created: bool,
        abha_address: str | None,
        ids: EkaIds | None,
        profile: Profile | None = None,
        tokens: PatientTokens | None = None,
        txn_id: str | None = None,
    ) -> None:
        self._journey = journey
        self.created = created
        """True when the address was made in this journey."""
        self.abha_address = abha_address
        """With its suffix; None only where the service did not name it."""
        self.ids = ids
        """The patient's ids at Eka, or None when the service named none."""
        self.profile = profile
        self.tokens = tokens
        """The patient's own tokens at the gateway; never the partner token."""
        self.txn_id = txn_id
        """The transaction that ended here, where the service named one."""

    @property
    def abha_number(self) -> str | None:
        """The ABHA number, or None: an address made by mobile number has none."""
        return self.profile.abha_number if self.profile else None

    @property
    def reference(self) -> str | None:
        """What the caller gave when the journey began."""
        return self._journey.reference

    @plain_boundary
    def patient(self) -> AsyncAbhaClient:
        """The client bound to this patient: ids go with each call, the patient's tokens with those for KYC.

        Raises:
            StepError: the service did not name the patient's id.
        """
        client = self._journey.client
        oid = self.ids.oid if self.ids is not None else None
        if oid is None and client._settings.identity.oid is None:
            raise StepError("the service did not name the patient's oid", txn_id=self.txn_id)
        return client.for_patient(oid=oid, tokens=self.tokens)

    def __repr__(self) -> str:
        return f"<LoggedIn created={self.created}>"


class UnknownStep:
    """The service named a next state that this version does not know. Nothing is lost: the answer is in ``raw``."""

    kind: ClassVar[str] = "unknown_step"

    def __init__(self, journey: Journey, *, skip_state: str | None, txn_id: str | None, raw: RawAnswer) -> None:
        self._journey = journey
        self.skip_state = skip_state
        """What the service said comes next; None when it said nothing."""
        self.txn_id = txn_id
        """The newest transaction id: send it with the next call."""
        self.raw = raw
        """The generated model of the answer."""

    @property
    def reference(self) -> str | None:
        """What the caller gave when the journey began."""
        return self._journey.reference

    def __repr__(self) -> str:
        return f"<UnknownStep {self.txn_id!r:.80}>"


def end_of_journey(
    journey: Journey, outcome: Outcome, *, created: bool = False, abha_address: str | None = None
) -> LoggedIn | UnknownStep:
    """``LoggedIn`` where the service says that the journey is done, else ``UnknownStep``."""
    if outcome.state != "abha_end":
        return UnknownStep(journey, skip_state=outcome.state, txn_id=outcome.txn_id, raw=outcome.raw)
    if abha_address is None and len(outcome.accounts) == 1:
        abha_address = outcome.accounts[0].abha_address
    return LoggedIn(
        journey,
        created=created,
        abha_address=(outcome.profile.abha_address if outcome.profile else None) or abha_address,
        ids=outcome.ids,
        profile=outcome.profile,
        tokens=outcome.tokens,
        txn_id=outcome.txn_id,
    )


def present(answer: T | None, operation: str, txn_id: str | None = None) -> T:
    """The answer; one that has no body, where the specification has one, cannot be gone on with."""
    if answer is None:
        raise unexpected(OPERATIONS[operation], "the answer is empty", txn_id=txn_id)
    return answer


def started(answer: TransactionShape | None, operation: str) -> str:
    """The transaction id of a first answer, without which a journey cannot go on."""
    txn_id = text(answer.txn_id) if answer is not None else None
    if txn_id is None:
        raise unexpected(OPERATIONS[operation], "the answer names no transaction")
    return txn_id
