"""What a transcript says of the state before it: who existed, with which accounts, and who had a session.

A transcript of a login says that there was somebody to log in; one of a registration that offered two accounts, that
there were two. This reads it, in labels; `seeding` makes it so in an emulator.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from eka_abha.transcripts.known import KnownAccount, KnownPerson, Subject
from eka_abha.transcripts.operations import BY_NAME
from eka_abha.transcripts.shapes import Fields, Leaf, Listing, at, leaf_at, leaves
from eka_abha.transcripts.tidying import header_label

if TYPE_CHECKING:
    from collections.abc import Callable

    from eka_abha.transcripts.document import Exchange, Transcript
    from eka_abha.transcripts.shapes import Shape

_MANY: Final = 2
_TOKEN_REFUSED: Final = "Session is invalid"
"""What a call with a session and without the patient's token is answered with, where that is needed."""
_BLOCKED_BY: Final = {"ABDM-1113": "PASSWORD", "ABDM-1114": "ABHA_NUMBER_OTP", "ABDM-1115": "AADHAAR_OTP"}


class Story:
    """Reads a transcript once, in order."""

    def __init__(self, transcript: Transcript) -> None:
        self.accounts: list[KnownAccount] = []
        self.people: dict[str, KnownPerson] = {}
        self.holders: dict[str, KnownPerson] = {}
        self.blocked: set[str] = set()
        self._subjects: dict[str, Subject] = {}
        self._created: set[str | None] = set()
        self._seen_in_answers: set[str] = set()
        for exchange in transcript.exchanges:
            if exchange.answered is not None:
                _View(self, exchange, exchange.answered.body).read()
                self._seen_in_answers |= {leaf.label for _, leaf in leaves(exchange.answered.body) if leaf.label}

    def __repr__(self) -> str:
        return f"<Story of {len(self.accounts)} accounts, {len(self.people)} people>"

    def is_new(self, label: str | None) -> bool:
        """Whether no answer so far has this label: it was known before the transcript began."""
        return label is not None and label not in self._seen_in_answers

    def find(self, *, address: str | None = None, oid: str | None = None) -> KnownAccount | None:
        """Return the account with this address or of this patient."""
        for account in self.accounts:
            if (address is not None and account.address == address) or (oid is not None and account.oid == oid):
                return account
        return None

    def account(self, *, address: str | None = None, oid: str | None = None, **labels: str) -> KnownAccount | None:
        """Return the account with this address or of this patient, a new one if there is none.

        What is given is added to it. None for an account that was created meanwhile.
        """
        if address in self._created:
            return None
        account = self.find(address=address, oid=oid)
        if account is None:
            account = KnownAccount()
            self.accounts.append(account)
        for name, label in {"address": address, "oid": oid, **labels}.items():
            if getattr(account, name) is None:
                setattr(account, name, label)
        return account


class _View:
    """One exchange, and what it adds to the story."""

    def __init__(self, story: Story, exchange: Exchange, answer: Shape) -> None:
        assert exchange.answered is not None
        self._story = story
        self._exchange = exchange
        self._answer = answer
        self._status = exchange.answered.status
        self._is_success = self._status < 400
        code = leaf_at(answer, "source_error", "code")
        self._code = None if code is None else code.value
        self._name = exchange.operation or ""

    def read(self) -> None:
        subject = self._subject()
        reader = _READERS.get(self._name)
        if reader is not None:
            reader(self, subject)
        elif "/v1/profile" in _path(self._name) and "/na/" not in _path(self._name):
            self.patient(subject)
        if self._code in ("ABDM-1027", "ABDM-1100") and self._name.startswith("init_") and subject.mobile is not None:
            self._block(subject.mobile)
        txn_id = self._answered("txn_id")
        if txn_id is not None:
            self._story._subjects[txn_id] = subject

    def _block(self, mobile: str) -> None:
        known = {found.mobile for found in self._story._subjects.values()}
        if mobile not in known:
            self._story.blocked.add(mobile)

    def _subject(self) -> Subject:
        txn_id = self._asked("txn_id")
        return self._story._subjects.get(txn_id or "", Subject())

    # Registrations

    def start_mobile(self, subject: Subject) -> None:
        subject.mobile = self._asked("mobile_number")

    def start_aadhaar(self, subject: Subject) -> None:
        subject.aadhaar = self._asked("aadhaar_number")
        self._person(subject.aadhaar)

    def verify(self, subject: Subject) -> None:
        """Any verify that says what comes next."""
        if self._name == "verify_face_auth":
            subject.aadhaar = self._asked("aadhaar")
            self._person(subject.aadhaar)
        person = self._story.people.get(subject.aadhaar or "")
        if not self._is_success:
            return
        state = leaf_at(self._answer, "skip_state")
        if person is not None:
            if self._name == "verify_aadhaar_registration" and (state is None or state.value != "confirm_mobile_otp"):
                person.linked = self._asked("mobile")
            person.profile = person.profile or self._profile()
        self._offered(subject, "abha_profiles")
        if state is not None and state.value == "abha_end":
            entered = self._answered("profile", "abha_address") or subject.address
            self._one_of(subject, entered)

    def create(self, subject: Subject) -> None:
        address = self._asked("abha_address")
        if self._is_success and address is not None:
            self._story._created.add(address)
        elif self._code == "ABDM-1101":
            self._story.account(address=address)

    def enter(self, subject: Subject) -> None:
        if self._is_success:
            self._one_of(subject, self._asked("phr_address") or self._asked("abha_address"))

    # Logins

    def start_login(self, subject: Subject) -> None:
        method, identifier = leaf_at(self._exchange.asked.body, "method"), self._asked("identifier")
        named = {
            "mobile": "mobile",
            "phr_address": "address",
            "abha_number": "abha_number",
            "aadhaar_number": "aadhaar",
        }
        about = named.get((method.value if method is not None else None) or "")
        if about is not None:
            setattr(subject, about, identifier)
        if about == "aadhaar":
            self._person(identifier)
        blocked = _BLOCKED_BY.get(self._code or "")
        if about is None or not (self._is_success or blocked):
            return
        account = self._one_of(subject, subject.address)
        if account is not None and blocked is not None:
            account.blocked.add(blocked)
        system = leaf_at(self._exchange.asked.body, "otp_system")
        if account is not None and system is not None and system.value == "aadhaar":
            account.has_aadhaar = True

    def search(self, subject: Subject) -> None:
        subject.mobile = self._asked("mobile")
        self._offered(subject, "profiles")

    def methods(self, subject: Subject) -> None:
        account = self._story.account(address=self._asked("abha_address")) if self._is_success else None
        if account is None:
            return
        account.blocked |= self._values("blocked_methods")
        methods = self._values("auth_methods") | account.blocked
        account.has_aadhaar = account.has_aadhaar or "AADHAAR_OTP" in methods
        account.has_abha_number = account.has_abha_number or leaf_at(self._answer, "abha_number") is not None

    def check(self, subject: Subject) -> None:
        if _is_true(leaf_at(self._answer, "exists")):
            self._story.account(address=self._asked("abha_address"))

    # Patients

    def session(self, subject: Subject) -> None:
        subject.address = self._asked("abha_address")
        if self._is_success:
            oid = self._oid()
            self._story.account(address=subject.address, oid=oid if self._story.is_new(oid) else None)
        elif self._code == "ABDM-1051":  # somebody has the address, but not the patient who was named
            self._story.account(address=subject.address)

    def session_status(self, subject: Subject) -> None:
        account = self._patient()
        logged_in, verified = leaf_at(self._answer, "logged_in"), leaf_at(self._answer, "kyc_verified")
        if account is not None and self._is_success:
            account.settle(session=_is_true(logged_in), kyc_verified=_is_true(verified))

    def patient(self, subject: Subject) -> None:
        """Profile, card and KYC."""
        account = self._patient()
        text = leaf_at(self._answer, "error")
        token_refused = text is not None and text.text == _TOKEN_REFUSED
        if account is not None and self._code != "ABDM-1032":
            account.settle(session=self._status != 491 or token_refused)
            account.profile = account.profile or self._profile()
            if self._name == "update_profile" and self._code == "ABDM-1010":
                account.settle(kyc_verified=True)
        if self._name == "init_kyc":
            self._start_kyc(subject, account)
        if self._code == "ABDM-1043":
            self._holder(subject).other_details = True

    def _start_kyc(self, subject: Subject, account: KnownAccount | None) -> None:
        method = leaf_at(self._exchange.asked.body, "method")
        number = self._asked("identifier")
        if method is not None and method.value == "abha-number":
            subject.abha_number = number
        else:
            subject.aadhaar = number
        token = self._asked("user_x_token")
        if account is not None:
            account.patient_token = account.patient_token or (token if self._story.is_new(token) else None)
            account.gets_number = account.gets_number or (self._is_success and account.profile is None)
            account.settle(kyc_verified=not self._is_success and self._code == "ABDM-1053")
        if self._is_success or self._code == "ABDM-1053":
            holder = self._holder(subject)
            holder.account = holder.account or account

    def _holder(self, subject: Subject) -> KnownPerson:
        if subject.abha_number is not None:
            return self._story.holders.setdefault(subject.abha_number, KnownPerson())
        return self._story.people.setdefault(subject.aadhaar or "", KnownPerson())

    def _patient(self) -> KnownAccount | None:
        """The account of the patient whom the call names, when the transcript did not tell of them before."""
        oid = self._oid()
        if not self._story.is_new(oid):
            return None
        profile = self._profile()
        address = None if profile is None else _label_at(profile, "abha_address")
        return self._story.account(address=address, oid=oid)

    def _oid(self) -> str | None:
        """The patient named, None where two are."""
        header = next(
            (header_label(header) for header in self._exchange.asked.headers if header.startswith("x-pt-id")), None
        )
        oid = leaf_at(self._exchange.asked.query, "oid")
        in_query = None if oid is None else oid.label
        return header or in_query if header is None or in_query in (None, header) else None

    # Parts

    def _person(self, aadhaar: str | None) -> None:
        if aadhaar is not None and self._code not in ("ABDM-1112", "ABDM-1010"):
            person = self._story.people.setdefault(aadhaar, KnownPerson())
            person.no_mobile = person.no_mobile or self._code == "ABDM-1111"

    def _offered(self, subject: Subject, name: str) -> None:
        """The accounts in a list: those known already that belong to the subject, and as many more as it takes."""
        listing = at(self._answer, name)
        if not isinstance(listing, Listing) or not listing.items:
            return
        items = list(listing.items)
        items += items[:1] * ((1 if listing.length == "one" else _MANY) - len(items))
        unnamed = [account for account in self._accounts_of(subject) if account.address is None]
        for item in sorted(items, key=lambda item: _label_at(item, "abha_address") is None):
            label = _label_at(item, "abha_address")
            account = self._story.find(address=label)
            if account is None and unnamed:
                account = unnamed.pop(0)
                account.address = label
            if account is None:
                account = self._story.account(address=label, **subject.labels)
            if account is not None:
                account.settle(kyc_verified=_is_true(leaf_at(item, "kyc_verified")))
                account.has_abha_number = leaf_at(item, "abha_number") is not None

    def _one_of(self, subject: Subject, address: str | None) -> KnownAccount | None:
        """The account that was entered, or any of the subject's; there has to be one."""
        of_subject = self._accounts_of(subject)
        account = self._story.find(address=address)
        if account is None and (address is not None or not of_subject):
            account = self._story.account(address=address, **subject.labels)
        if account is not None:
            account.profile = account.profile or self._profile()
        return account or next(iter(of_subject), None)

    def _accounts_of(self, subject: Subject) -> list[KnownAccount]:
        labels = subject.labels
        return [
            account
            for account in self._story.accounts
            if labels and all(getattr(account, name) == label for name, label in labels.items())
        ]

    def _profile(self) -> Fields | None:
        profile = self._answer if self._name == "get_profile" else at(self._answer, "profile")
        return profile if self._is_success and isinstance(profile, Fields) and profile.fields else None

    def _values(self, name: str) -> set[str]:
        listing = at(self._answer, name)
        items = listing.items if isinstance(listing, Listing) else ()
        return {item.value for item in items if isinstance(item, Leaf) and item.value is not None}

    def _asked(self, *path: str) -> str | None:
        return _label_at(self._exchange.asked.body, *path)

    def _answered(self, *path: str) -> str | None:
        return _label_at(self._answer, *path)


def _is_true(leaf: Leaf | None) -> bool:
    return leaf is not None and leaf.value == "true"


def _label_at(shape: Shape, *path: str) -> str | None:
    leaf = leaf_at(shape, *path)
    return None if leaf is None else leaf.label


def _path(operation: str) -> str:
    known = BY_NAME.get(operation)
    return "" if known is None else known.path


_READERS: Final[dict[str, Callable[[_View, Subject], None]]] = {
    "init_mobile_registration": _View.start_mobile,
    "verify_mobile_registration": _View.verify,
    "create_mobile_registration": _View.create,
    "init_aadhaar_registration": _View.start_aadhaar,
    "verify_aadhaar_registration": _View.verify,
    "verify_aadhaar_mobile": _View.verify,
    "create_aadhaar_registration": _View.create,
    "auto_login_aadhaar_registration": _View.enter,
    "verify_face_auth": _View.verify,
    "init_login": _View.start_login,
    "verify_login": _View.verify,
    "login_to_abha_address": _View.enter,
    "search_profiles": _View.search,
    "list_login_methods": _View.methods,
    "check_abha_address": _View.check,
    "init_session": _View.session,
    "get_session_status": _View.session_status,
}
