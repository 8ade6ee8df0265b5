"""The journeys, run at a desk: each asks for what the step needs and goes on with what the service says comes next.

They work with any client, such as one that records or that talks to the emulator.
A refused value, a wrong or expired OTP and a taken address are asked for again, and so is an OTP whose check failed for
a reason that passes (a lost answer). Every other error is raised.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import TypeVar, assert_never

from eka_abha import (
    AadhaarChooseAccount,
    AadhaarCreateAddress,
    AadhaarOtpSent,
    AbhaClient,
    Account,
    CausedBy,
    ChooseAccount,
    ConfirmMobile,
    CreateAddress,
    FacePending,
    FaceVerified,
    FoundProfile,
    FoundProfiles,
    LoggedIn,
    LoginChooseAccount,
    LoginEnterAccount,
    LoginOtpSent,
    MobileOtpSent,
    NewProfile,
    SessionActive,
    SessionOtpSent,
    UnknownStep,
)
from eka_abha._privacy import mask_address, mask_name
from eka_abha._sync.login_steps import OtpSystem
from eka_abha._sync.steps import OtpStep
from eka_abha.errors import Advice, EkaError, InvalidValueError, OtpAttemptsExceeded, OtpError, StepError
from eka_abha.values import check_birth_date, check_gender, check_mobile, check_name, check_pincode

from . import questions
from .desk import Choice, Desk, Question

T = TypeVar("T")

End = LoggedIn | UnknownStep
Waiting = (
    MobileOtpSent
    | AadhaarOtpSent
    | ConfirmMobile
    | CreateAddress
    | ChooseAccount
    | AadhaarCreateAddress
    | AadhaarChooseAccount
    | FacePending
    | FaceVerified
    | FoundProfiles
    | LoginOtpSent
    | LoginChooseAccount
    | LoginEnterAccount
)
"""Every step that waits for something; all can be saved and resumed."""
Restart = Callable[[LoginOtpSent], LoginOtpSent]

LOGINS = ("mobile", "aadhaar", "abha-number", "address", "search")
"""What a login may begin with."""


def register_mobile(client: AbhaClient, desk: Desk) -> End:
    """Registration by mobile OTP, from the number to the address."""
    return go_on(desk, accepted(desk, questions.MOBILE, client.registration.start_mobile))


def register_aadhaar(client: AbhaClient, desk: Desk) -> End:
    """Registration by Aadhaar OTP. All that its check needs is asked for before the OTP is sent."""
    desk.give(questions.MOBILE, accepted(desk, questions.MOBILE, check_mobile))
    return go_on(desk, accepted(desk, questions.AADHAAR, client.registration.start_aadhaar))


def register_face(client: AbhaClient, desk: Desk) -> End:
    """Registration by face: the person opens an address on a phone, then names the Aadhaar number."""
    with desk.calling():
        step = client.registration.start_face()
    return go_on(desk, step)


def login(client: AbhaClient, desk: Desk, by: str, *, otp_system: str = "abdm") -> End:
    """Login to an existing ABHA, by one of ``LOGINS``. An OTP that does not arrive is asked for by starting again."""
    system = _otp_system(otp_system)
    start: Callable[[str, LoginOtpSent | None], LoginOtpSent]
    match by:
        case "mobile":
            question = questions.MOBILE
            start = lambda value, after: client.login.start_mobile(value, after=after)  # noqa: E731
        case "aadhaar":
            question = questions.AADHAAR
            start = lambda value, after: client.login.start_aadhaar(value, after=after)  # noqa: E731
        case "abha-number":
            question = questions.ABHA_NUMBER
            start = lambda value, after: client.login.start_abha_number(value, otp_system=system, after=after)  # noqa: E731
        case "address":
            question = questions.ABHA_ADDRESS
            start = lambda value, after: client.login.start_address(value, otp_system=system, after=after)  # noqa: E731
        case "search":
            return go_on(desk, accepted(desk, questions.MOBILE, client.login.search))
        case _:
            raise InvalidValueError("by", f"must be one of {', '.join(LOGINS)}")
    used: list[str] = []

    def begin(value: str) -> LoginOtpSent:
        step = start(value, None)
        used.append(value)
        return step

    step = accepted(desk, question, begin)
    return go_on(desk, step, restart=lambda before: start(used[-1], before))


def open_session(client: AbhaClient, desk: Desk) -> SessionActive:
    """A gateway session for the patient that the client is bound to, by OTP; none is sent when there is one."""
    used: list[str] = []

    def begin(address: str) -> SessionActive | SessionOtpSent:
        found = client.session.ensure_session(address)
        used.append(address)
        return found

    step = accepted(desk, questions.ABHA_ADDRESS, begin)
    while True:
        desk.reached(step)
        if isinstance(step, SessionActive):
            return step
        step = _session_verified(client, desk, step, used[-1])


def go_on(desk: Desk, step: Waiting | End, *, restart: Restart | None = None) -> End:
    """Run a journey from a step to its end; ``restart`` sends another OTP for a login, which has no resend."""
    while True:
        desk.reached(step)
        if isinstance(step, LoggedIn | UnknownStep):
            return step
        step = _next(desk, step, restart)


def _session_verified(
    client: AbhaClient, desk: Desk, step: SessionOtpSent, address: str
) -> SessionActive | SessionOtpSent:
    def verify(otp: str) -> SessionActive | SessionOtpSent:
        return step.verify(otp)

    return _verified(desk, step, verify, lambda: client.session.start(address, after=step))


def _next(desk: Desk, step: Waiting, restart: Restart | None) -> Waiting | End:
    match step:
        case MobileOtpSent() | ConfirmMobile():
            return _verified(desk, step, step.verify, step.resend)
        case AadhaarOtpSent():
            return _aadhaar_verified(desk, step)
        case LoginOtpSent():
            again = (lambda: restart(step)) if restart is not None else None
            return _verified(desk, step, step.verify, again)
        case CreateAddress() | ChooseAccount():
            return _entered(desk, step, new="a new ABHA address") or _created_by_mobile(desk, step)
        case AadhaarCreateAddress():
            return _entered(desk, step, new="a new ABHA address") or _created_by_aadhaar(desk, step)
        case LoginChooseAccount() | LoginEnterAccount() | AadhaarChooseAccount():
            entered = _entered(desk, step, new=None)
            if entered is None:
                raise StepError("the patient has no ABHA address yet: register them instead", txn_id=step.txn_id)
            return entered
        case FacePending():
            with desk.calling():
                return step.wait()
        case FaceVerified():
            return accepted(desk, questions.AADHAAR, lambda aadhaar: step.verify(aadhaar=aadhaar))
        case FoundProfiles():
            return _found(desk, step)
        case _:
            assert_never(step)


def accepted(desk: Desk, question: Question, use: Callable[[str], T]) -> T:
    """Ask until what is answered is accepted, by the rules here and by the service."""
    while True:
        value = desk.ask(question)
        try:
            with desk.calling():
                return use(value)
        except EkaError as error:
            if not _another_value_helps(error):
                raise
            desk.refused(error)


def check_given(given: Mapping[str, str]) -> None:
    """Refuse what was given up front and no profile could have: before an OTP goes out, not after it was used.

    Raises:
        InvalidValueError: names the field.
    """
    rules: dict[Question, Callable[[str], object]] = {
        questions.FIRST_NAME: _first_name,
        questions.MIDDLE_NAME: _middle_name,
        questions.LAST_NAME: _last_name,
        questions.BIRTH_DATE: read_birth_date,
        questions.GENDER: check_gender,
        questions.PINCODE: check_pincode,
    }
    for question, check in rules.items():
        if question.field in given:
            check(given[question.field])


def new_profile(desk: Desk) -> NewProfile:
    """Ask for the fields of a profile; each is checked at once."""
    return NewProfile.born_on(
        first_name=accepted(desk, questions.FIRST_NAME, _first_name),
        middle_name=accepted(desk, questions.MIDDLE_NAME, _middle_name),
        last_name=accepted(desk, questions.LAST_NAME, _last_name),
        birth_date=accepted(desk, questions.BIRTH_DATE, read_birth_date),
        gender=accepted(desk, questions.GENDER, check_gender),
        pincode=accepted(desk, questions.PINCODE, check_pincode),
        address=desk.ask(questions.ADDRESS).strip() or None,
    )


def read_birth_date(value: str) -> date:
    """A birth date written as ``1990-08-17``."""
    try:
        born = date.fromisoformat(value.strip())
    except ValueError:
        raise InvalidValueError("birth_date", "must be written as year-month-day, such as 1990-08-17") from None
    return check_birth_date(born.year, born.month, born.day)


def _verified(desk: Desk, step: OtpStep, verify: Callable[[str], T], resend: Callable[[], T] | None) -> T:
    while True:
        code = desk.otp(questions.OTP, step, can_resend=resend is not None)
        try:
            if code is not None:
                with desk.calling():
                    return verify(code)
            if resend is None:
                raise InvalidValueError("otp", "cannot be sent again here: start the login again")
            with desk.calling():
                return resend()
        except EkaError as error:
            if not _another_otp_helps(error):
                raise
            desk.refused(error)


def _aadhaar_verified(desk: Desk, step: AadhaarOtpSent) -> Waiting | End:
    mobile = accepted(desk, questions.MOBILE, check_mobile)

    def verify(otp: str) -> Waiting | End:
        return step.verify(otp, mobile=mobile)

    while True:
        following = _verified(desk, step, verify, step.resend)
        if not isinstance(following, AadhaarOtpSent):
            return following
        step = following
        desk.reached(step)


def _entered(
    desk: Desk,
    step: (
        CreateAddress
        | ChooseAccount
        | AadhaarCreateAddress
        | AadhaarChooseAccount
        | LoginChooseAccount
        | LoginEnterAccount
    ),
    *,
    new: str | None,
) -> End | None:
    """The login to one of the accounts on offer; None when there are none, or a new address is wanted."""
    if not step.accounts:
        return None
    choices = [_choice(account) for account in step.accounts]
    chosen = desk.choose(questions.ABHA_ADDRESS, choices, new=new, create=desk.gives("create"))
    if chosen is None:
        return None
    with desk.calling():
        return step.log_in(chosen)


def _created_by_mobile(desk: Desk, step: CreateAddress | ChooseAccount) -> End:
    profile = new_profile(desk)

    def suggest() -> Sequence[str]:
        return step.suggest(
            first_name=profile.first_name,
            middle_name=profile.middle_name,
            last_name=profile.last_name,
            birth_date=profile.birth_date,
        )

    return _created(desk, suggest, lambda address: step.create(address, profile=profile))


def _created_by_aadhaar(desk: Desk, step: AadhaarCreateAddress) -> End:
    def suggest() -> Sequence[str]:
        known = step.profile
        if known is None or not known.first_name:
            return ()
        born = known.birth_date.as_date() if known.birth_date else None
        return step.suggest(
            first_name=known.first_name, middle_name=known.middle_name, last_name=known.last_name, birth_date=born
        )

    return _created(desk, suggest, step.create)


def _created(desk: Desk, suggest: Callable[[], Sequence[str]], create: Callable[[str], End]) -> End:
    offered: list[Sequence[str]] = []

    def suggestions() -> Sequence[str]:
        if not offered:
            try:
                with desk.calling():
                    offered.append(suggest())
            except EkaError as error:
                desk.teller.note(f"No addresses are suggested ({error.key}).")
                offered.append(())
        return offered[0]

    while True:
        address = desk.suggested(questions.NEW_ADDRESS, suggestions)
        try:
            with desk.calling():
                return create(address)
        except EkaError as error:
            if not _another_value_helps(error):
                raise
            desk.refused(error)


def _found(desk: Desk, step: FoundProfiles) -> LoginOtpSent:
    if not step.profiles:
        raise StepError("no profile belongs to this mobile number", txn_id=step.txn_id)
    choices = [_found_choice(profile) for profile in step.profiles]
    chosen = desk.choose(questions.PROFILE_INDEX, choices)
    if chosen is None:
        raise InvalidValueError("index", "must be one of the profiles on offer")
    with desk.calling():
        return step.start(int(chosen))


def _choice(account: Account) -> Choice:
    address, name = account.abha_address, account.name
    masked = mask_address(address) + (f"  {mask_name(name)}" if name else "")
    return Choice(address, masked, address + (f"  {name}" if name else ""))


def _found_choice(profile: FoundProfile) -> Choice:
    index = str(profile.index)
    name, address = profile.name or "", profile.abha_address or ""
    masked = "  ".join(filter(None, (name and mask_name(name), address and mask_address(address))))
    return Choice(index, masked or index, "  ".join(filter(None, (name, address))) or index)


def _another_otp_helps(error: EkaError) -> bool:
    """Whether the step goes on: with the OTP typed again, another one, or the same after a failure that passes."""
    if isinstance(error, OtpAttemptsExceeded):
        return False
    return isinstance(error, InvalidValueError | OtpError) or error.retryable


def _another_value_helps(error: EkaError) -> bool:
    """Whether nothing has happened, and the person can mend it by another value."""
    if isinstance(error, InvalidValueError):
        return True
    return error.advice is Advice.FIX_INPUT and error.caused_by is CausedBy.USER and not error.may_have_been_processed


def _otp_system(name: str) -> OtpSystem:
    if name not in ("abdm", "aadhaar"):
        raise InvalidValueError("otp_system", "must be abdm or aadhaar")
    return "abdm" if name == "abdm" else "aadhaar"


def _first_name(name: str) -> str:
    return check_name(name, "first_name")


def _middle_name(name: str) -> str | None:
    return check_name(name, "middle_name") if name.strip() else None


def _last_name(name: str) -> str | None:
    return check_name(name, "last_name") if name.strip() else None
