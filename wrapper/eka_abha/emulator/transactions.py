"""Transactions: their ids, states, OTPs and limits."""

from __future__ import annotations

import enum
import itertools
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from eka_abha.emulator import errors
from eka_abha.emulator.errors import Failure, Refused
from eka_abha.emulator.magic import MAGIC_OTPS
from eka_abha.emulator.messages import Message
from eka_abha.emulator.rules import masked

if TYPE_CHECKING:
    from datetime import datetime

    from eka_abha.emulator.clock import Chance, Clock
    from eka_abha.emulator.messages import Outbox
    from eka_abha.emulator.settings import EmulatorSettings
    from eka_abha.emulator.tokens import Workspace

DAY: Final = 24 * 60 * 60
_KEPT: Final = 10_000


class Kind(enum.StrEnum):
    """Which journey a transaction belongs to."""

    MOBILE_REGISTRATION = "mobile_registration"
    AADHAAR_REGISTRATION = "aadhaar_registration"
    FACE = "face"
    LOGIN = "login"
    SEARCH = "search"
    SESSION = "session"
    KYC = "kyc"


class State(enum.StrEnum):
    """How far a transaction has come; an expired one is told by the time."""

    OPEN = "open"
    OTP_SENT = "otp_sent"
    CONFIRMING = "confirming"
    VERIFIED = "verified"
    ENDED = "ended"
    EXPIRED = "expired"


@dataclass(slots=True, kw_only=True, repr=False)
class Transaction:
    """One journey of one person. `txn_id` is its newest id, the only one that is found; `number` stays the same.

    `mobile` is where its OTPs go: in a registration also the account's mobile number. `aadhaar`, `abha_address` and
    `abha_number` are what it is about, `method` how a login was started, `found` the addresses that a search found.
    """

    kind: Kind
    number: int
    txn_id: str
    older_ids: list[str] = field(default_factory=list)
    mobile: str | None
    owner: Workspace | None
    started: float
    state: State = State.OPEN
    aadhaar: str | None = None
    abha_address: str | None = None
    abha_number: str | None = None
    method: str | None = None
    skip_state: str | None = None
    found: tuple[str, ...] = ()
    polls: int = 0
    confirmed: bool = False
    otp: str = ""
    otp_sent: float = 0.0
    resends: int = 0
    wrong_otps: int = 0
    offered: tuple[str, ...] = field(default=())
    may_create: bool = False

    def __repr__(self) -> str:
        return f"<Transaction {self.kind} {self.state}>"


@dataclass(frozen=True, slots=True, kw_only=True)
class TransactionReport:
    """What can be seen of one transaction; `number` counts them from 1, in the order of their start.

    `txn_ids` are all its ids, the newest last. `otp` is the one that would be right now, None when none is awaited.
    `skip_state` is what was last answered as the next step. The repr shows neither ids nor number nor OTP.
    """

    number: int
    kind: Kind
    state: State
    skip_state: str | None
    txn_ids: tuple[str, ...] = field(repr=False)
    mobile: str | None = field(repr=False)
    started_at: datetime
    otp: str | None = field(repr=False)
    resends: int
    wrong_otps: int

    @property
    def txn_id(self) -> str:
        """The newest id, the only one that is found."""
        return self.txn_ids[-1]

    @property
    def sent_to(self) -> str | None:
        """The mobile number that its OTPs go to, masked."""
        return None if self.mobile is None else masked(self.mobile)


class Transactions:
    """Starts, finds, moves on and ends transactions, and holds the limits on OTPs."""

    def __init__(self, settings: EmulatorSettings, clock: Clock, chance: Chance, outbox: Outbox) -> None:
        self._settings = settings
        self._clock = clock
        self._chance = chance
        self._outbox = outbox
        self._opened = 0
        self._latest: dict[int, Transaction] = {}
        self._by_id: dict[str, Transaction] = {}
        self._superseded: dict[str, float] = {}
        self._blocked: dict[str, tuple[float, Failure]] = {}
        self._last_sent: dict[str, float] = {}

    def __len__(self) -> int:
        return len(self._by_id)

    def open(self, kind: Kind, owner: Workspace | None, scope: str | None = None) -> Transaction:
        """Open a transaction that sends no OTP yet; `scope`: whose ids are counted on their own."""
        self._forget_old()
        self._opened += 1
        transaction = Transaction(
            kind=kind,
            number=self._opened,
            txn_id=self._chance.id("txn", scope or kind),
            mobile=scope,
            owner=owner,
            started=self._clock.now,
        )
        self._by_id[transaction.txn_id] = transaction
        self._latest[transaction.number] = transaction
        self._latest.pop(transaction.number - _KEPT, None)
        return transaction

    def start(
        self, kind: Kind, mobile: str, owner: Workspace | None, operation: str, *, aadhaar: str | None = None
    ) -> Transaction:
        """Start a transaction and send its first OTP."""
        self.refuse_start(mobile)
        transaction = self.open(kind, owner, mobile)
        transaction.aadhaar = aadhaar
        self._send_otp(transaction, operation)
        transaction.state = State.OTP_SENT
        return transaction

    def start_opened(self, transaction: Transaction, kind: Kind, mobile: str, operation: str) -> None:
        """Go on with an opened transaction as one of this kind, and send its first OTP."""
        self.refuse_start(mobile)
        transaction.kind, transaction.mobile = kind, mobile
        self._send_otp(transaction, operation)
        transaction.state = State.OTP_SENT

    def refuse_start(self, mobile: str) -> None:
        """Refuse a mobile number that is blocked or, if the setting says so, got an OTP just before."""
        self.refuse_blocked(mobile)
        if self._settings.resend_wait_covers_start:
            self._refuse_too_soon(mobile)

    def find(self, txn_id: str, owner: Workspace | None, *kinds: Kind) -> Transaction:
        """Return the living transaction whose newest id this is; of these kinds, if any are given."""
        found = self._by_id.get(txn_id)
        if found is None and txn_id in self._superseded:
            raise Refused(self._superseded_failure(), "txn_id is not the newest of its transaction")
        if found is None:
            raise Refused(errors.TRANSACTION_NOT_FOUND, "txn_id is unknown")
        if self._settings.transactions_belong_to_client and found.owner != owner:
            raise Refused(errors.TRANSACTION_NOT_FOUND, "txn_id was started with other credentials")
        if kinds and found.kind not in kinds:
            raise Refused(errors.INVALID_TRANSACTION, f"txn_id belongs to a {found.kind} transaction")
        if self._is_over(found):
            raise Refused(self._text(errors.TEXT_TRANSACTION_EXPIRED), "the transaction's lifetime is over")
        return found

    def peek(self, txn_id: str) -> Transaction | None:
        """Return the transaction whose newest id this is, whoever asks."""
        return self._by_id.get(txn_id)

    def renew(self, transaction: Transaction) -> str:
        """Give a transaction its next id and return it; the one before is no longer found."""
        self._supersede(transaction)
        transaction.older_ids.append(transaction.txn_id)
        transaction.txn_id = self._chance.id("txn", transaction.mobile or transaction.kind)
        self._by_id[transaction.txn_id] = transaction
        return transaction.txn_id

    def end(self, transaction: Transaction) -> None:
        """End a transaction: it is not found any more."""
        self._supersede(transaction)
        transaction.state = State.ENDED

    def reports(self, most: int = _KEPT) -> tuple[TransactionReport, ...]:
        """Return what became of the latest transactions, oldest first."""
        latest = list(itertools.islice(reversed(self._latest.values()), most))
        return tuple(self._report(transaction) for transaction in reversed(latest))

    def report(self, which: int | str) -> TransactionReport | None:
        """Return what became of the transaction with this number or with this id, be it an older one."""
        if isinstance(which, int):
            found = self._latest.get(which)
        else:
            latest_first = reversed(self._latest.values())
            found = next((each for each in latest_first if which == each.txn_id or which in each.older_ids), None)
        return None if found is None else self._report(found)

    def resend_otp(self, transaction: Transaction, operation: str, state: State = State.OTP_SENT) -> None:
        """Send a new OTP, which ends the one before, if wait and limit allow it."""
        mobile = self._awaiting_otp(transaction, state)
        self._refuse_too_soon(mobile)
        if transaction.resends >= self._settings.max_resends:
            raise self._block_for_otps(mobile, "too many resends")
        transaction.resends += 1
        self._send_otp(transaction, operation)

    def send_confirmation(self, transaction: Transaction, mobile: str, operation: str) -> None:
        """Send an OTP to another mobile number, which is the transaction's from here on."""
        transaction.mobile, transaction.state = mobile, State.CONFIRMING
        transaction.confirmed = True
        transaction.resends = transaction.wrong_otps = 0
        self._send_otp(transaction, operation)

    def check_otp(
        self, transaction: Transaction, otp: str, state: State = State.OTP_SENT, *, any_is_right: bool = False
    ) -> None:
        """Refuse a wrong or expired OTP, and any after too many; a right one makes the transaction verified."""
        mobile = self._awaiting_otp(transaction, state)
        if transaction.wrong_otps >= self._settings.max_wrong_otps:
            raise self._block_for_otps(mobile, "too many wrong OTPs")
        if self._clock.now >= transaction.otp_sent + self._settings.otp_lifetime:
            raise Refused(self._text(errors.TEXT_TRANSACTION_EXPIRED), "the OTP's lifetime is over")
        if otp != transaction.otp and not any_is_right:
            transaction.wrong_otps += 1
            raise Refused(errors.WRONG_OTP, f"wrong OTP number {transaction.wrong_otps} of this transaction")
        transaction.state = State.VERIFIED

    def require_verified(self, transaction: Transaction) -> None:
        """Refuse a transaction whose OTP has not been verified yet."""
        if transaction.state is not State.VERIFIED:
            raise Refused(errors.MOBILE_NOT_VERIFIED, "the OTP of this transaction is not verified")

    def block(self, mobile: str, seconds: float, failure: Failure) -> None:
        """Refuse OTPs to a mobile number with this failure for so long."""
        self._blocked[mobile] = (self._clock.now + seconds, failure)

    def refuse_blocked(self, mobile: str) -> None:
        """Refuse a mobile number that is blocked."""
        until, failure = self._blocked.get(mobile, (0.0, errors.OTP_LIMIT))
        if self._clock.now < until:
            raise Refused(failure, "the mobile number is blocked")

    def _send_otp(self, transaction: Transaction, operation: str) -> None:
        mobile = transaction.mobile or ""
        transaction.otp = self._chance.otp(mobile, self._settings.otp_length, MAGIC_OTPS | {transaction.otp})
        transaction.otp_sent = self._last_sent[mobile] = self._clock.now
        self._outbox.send(
            Message(mobile, transaction.otp, operation, self._clock.today, transaction.number, transaction.aadhaar)
        )

    def _supersede(self, transaction: Transaction) -> None:
        del self._by_id[transaction.txn_id]
        self._superseded[transaction.txn_id] = self._clock.now

    def _report(self, transaction: Transaction) -> TransactionReport:
        state = transaction.state
        if state is not State.ENDED and self._is_over(transaction):
            state = State.EXPIRED
        awaits_otp = state in (State.OTP_SENT, State.CONFIRMING)
        expires = transaction.otp_sent + self._settings.otp_lifetime
        return TransactionReport(
            number=transaction.number,
            kind=transaction.kind,
            state=state,
            skip_state=transaction.skip_state,
            txn_ids=(*transaction.older_ids, transaction.txn_id),
            mobile=transaction.mobile,
            started_at=self._clock.moment(transaction.started),
            otp=transaction.otp if awaits_otp and self._clock.now < expires else None,
            resends=transaction.resends,
            wrong_otps=transaction.wrong_otps,
        )

    def _is_over(self, transaction: Transaction) -> bool:
        return self._clock.now >= transaction.started + self._settings.transaction_lifetime

    def _awaiting_otp(self, transaction: Transaction, state: State) -> str:
        if transaction.state is not state or transaction.mobile is None:
            raise Refused(errors.INVALID_TRANSACTION, f"the transaction is {transaction.state} and not {state}")
        self.refuse_blocked(transaction.mobile)
        return transaction.mobile

    def _superseded_failure(self) -> Failure:
        answer = self._settings.superseded_txn_id
        if answer == "invalid":
            return errors.INVALID_TRANSACTION
        return self._text(errors.TEXT_TRANSACTION_EXPIRED) if answer == "expired" else errors.TRANSACTION_NOT_FOUND

    def _refuse_too_soon(self, mobile: str) -> None:
        sent = self._last_sent.get(mobile)
        if sent is not None and self._clock.now < sent + self._settings.resend_wait:
            raise Refused(self._text(errors.TEXT_WAIT_BEFORE_RESEND), "an OTP was sent to this mobile just before")

    def _block_for_otps(self, mobile: str, note: str) -> Refused:
        self.block(mobile, self._settings.otp_block, errors.OTP_LIMIT)
        return Refused(errors.OTP_LIMIT, note)

    def _text(self, text: str) -> Failure:
        return errors.text_only(text, self._settings.text_error_status)

    def _forget_old(self) -> None:
        """Drop what expired a day ago or more; ids stand in the order of their last step, so look at the oldest."""
        limit = self._clock.now - self._settings.transaction_lifetime - DAY
        while self._by_id:
            oldest = next(iter(self._by_id.values()))
            if oldest.started > limit:
                break
            del self._by_id[oldest.txn_id]
        while self._superseded and next(iter(self._superseded.values())) <= limit:
            del self._superseded[next(iter(self._superseded))]
