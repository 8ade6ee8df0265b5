"""Every value of every call is checked before the call, and the error names field and rule, never the value."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, NamedTuple

import pytest
from eka_abha import LocalRules
from eka_abha._async.steps import Step
from eka_abha.aio import (
    AadhaarChooseAccount,
    AadhaarCreateAddress,
    AadhaarOtpSent,
    AsyncAbhaClient,
    ChooseAccount,
    ConfirmMobile,
    CreateAddress,
    FaceVerified,
    FoundProfiles,
    KycOtpSent,
    LoginChooseAccount,
    LoginEnterAccount,
    LoginOtpSent,
    MobileOtpSent,
    SessionOtpSent,
)
from eka_abha.errors import ConfigurationError, InvalidValueError

from tests.both._async.journey_map import (
    AADHAAR,
    ADDRESS,
    BORN,
    MOBILE,
    MOVES,
    NEW_ADDRESS,
    OTP,
    PROFILE,
    STARTS,
    client_on,
    reached,
)
from tests.support.canned import Canned

BAD_MOBILES = ["", "12345", "5876543210", "98765432101", "+1 9876543210", "९८७६५४३२१०", "98765o3210", 9876543210, None]
BAD_AADHAARS = ["", "123456789012", "23456789012", "234567890123", "2345678901245", "२३४५६७८९०१२४", 234567890124, None]
BAD_OTPS = ["", "123", "123456789", "12345a", "१२३४५६", "12.34", 123456, None, b"123456"]
BAD_NUMBERS = ["", "1234567856891", "123456785689123", "12-3456-7856-891x", 12345678568912, None]
BAD_ADDRESSES = ["", "@sbx", "nisha rao@sbx", "nisha@rao@sbx", "nisha.rao@abdm", "nisha+rao@sbx", "निशा@sbx", 5, None]
BAD_NEW_ADDRESSES = [*BAD_ADDRESSES, "short", "1nisha.rao", "nisha..rao", "nisha_r_ao", "_nisharao", "n" * 19]
BAD_PINCODES = ["", "011000", "11000", "1100011", "11000a", 110001, None]
BAD_NAMES = ["", " ", "12", "\x00", "x" * 101, 5]
BAD_DATES = ["1990-08-17", 1990, date(1850, 1, 1), date(2999, 1, 1)]
BAD_REFERENCES = ["", "a\nb", "x" * 201, 5]
BAD_TXN_IDS = ["", "a b", "x" * 513, 5, None]


class Case(NamedTuple):
    """One argument of one call, on the client or on a step."""

    call: Callable[[Any, Any], Any]
    field: str
    bad: list[Any]
    step: type[Step] | None = None


CASES: dict[str, Case] = {
    "registration.start_mobile mobile": Case(lambda a, v: a.registration.start_mobile(v), "mobile", BAD_MOBILES),
    "registration.start_aadhaar aadhaar": Case(lambda a, v: a.registration.start_aadhaar(v), "aadhaar", BAD_AADHAARS),
    "login.start_mobile mobile": Case(lambda a, v: a.login.start_mobile(v), "mobile", BAD_MOBILES),
    "login.start_aadhaar aadhaar": Case(lambda a, v: a.login.start_aadhaar(v), "aadhaar", BAD_AADHAARS),
    "login.start_abha_number number": Case(lambda a, v: a.login.start_abha_number(v), "abha_number", BAD_NUMBERS),
    "login.start_address address": Case(lambda a, v: a.login.start_address(v), "abha_address", BAD_ADDRESSES),
    "login.search mobile": Case(lambda a, v: a.login.search(v), "mobile", BAD_MOBILES),
    "login.methods address": Case(lambda a, v: a.login.methods(v), "abha_address", BAD_ADDRESSES),
    "session.start address": Case(lambda a, v: a.session.start(v), "abha_address", BAD_ADDRESSES),
    "session.ensure_session address": Case(lambda a, v: a.session.ensure_session(v), "abha_address", BAD_ADDRESSES),
    "kyc.start_abha_number number": Case(lambda a, v: a.kyc.start_abha_number(v), "abha_number", BAD_NUMBERS),
    "kyc.start_aadhaar aadhaar": Case(lambda a, v: a.kyc.start_aadhaar(v), "aadhaar", BAD_AADHAARS),
    "lookup.address_exists address": Case(lambda a, v: a.lookup.address_exists(v), "abha_address", BAD_ADDRESSES),
    "lookup.pincode pincode": Case(lambda a, v: a.lookup.pincode(v), "pincode", BAD_PINCODES),
    "lookup.suggest_addresses first_name": Case(
        lambda a, v: a.lookup.suggest_addresses(first_name=v, birth_date=BORN, txn_id="t1"),
        "first_name",
        [*BAD_NAMES, None],
    ),
    "lookup.suggest_addresses last_name": Case(
        lambda a, v: a.lookup.suggest_addresses(first_name="Nisha", last_name=v, birth_date=BORN, txn_id="t1"),
        "last_name",
        BAD_NAMES,
    ),
    "lookup.suggest_addresses birth_date": Case(
        lambda a, v: a.lookup.suggest_addresses(first_name="Nisha", birth_date=v, txn_id="t1"), "birth_date", BAD_DATES
    ),
    "lookup.suggest_addresses txn_id": Case(
        lambda a, v: a.lookup.suggest_addresses(first_name="Nisha", birth_date=BORN, txn_id=v), "txn_id", BAD_TXN_IDS
    ),
    "MobileOtpSent.verify otp": Case(lambda s, v: s.verify(v), "otp", BAD_OTPS, MobileOtpSent),
    "AadhaarOtpSent.verify otp": Case(lambda s, v: s.verify(v, mobile=MOBILE), "otp", BAD_OTPS, AadhaarOtpSent),
    "AadhaarOtpSent.verify mobile": Case(lambda s, v: s.verify(OTP, mobile=v), "mobile", BAD_MOBILES, AadhaarOtpSent),
    "ConfirmMobile.verify otp": Case(lambda s, v: s.verify(v), "otp", BAD_OTPS, ConfirmMobile),
    "FaceVerified.verify aadhaar": Case(lambda s, v: s.verify(aadhaar=v), "aadhaar", BAD_AADHAARS, FaceVerified),
    "LoginOtpSent.verify otp": Case(lambda s, v: s.verify(v), "otp", BAD_OTPS, LoginOtpSent),
    "SessionOtpSent.verify otp": Case(lambda s, v: s.verify(v), "otp", BAD_OTPS, SessionOtpSent),
    "KycOtpSent.verify otp": Case(lambda s, v: s.verify(v), "otp", BAD_OTPS, KycOtpSent),
    "CreateAddress.create address": Case(
        lambda s, v: s.create(v, profile=PROFILE), "abha_address", BAD_NEW_ADDRESSES, CreateAddress
    ),
    "CreateAddress.create profile": Case(
        lambda s, v: s.create(NEW_ADDRESS, profile=v), "profile", [None, {}, "x"], CreateAddress
    ),
    "ChooseAccount.create address": Case(
        lambda s, v: s.create(v, profile=PROFILE), "abha_address", BAD_NEW_ADDRESSES, ChooseAccount
    ),
    "AadhaarCreateAddress.create address": Case(
        lambda s, v: s.create(v), "abha_address", BAD_NEW_ADDRESSES, AadhaarCreateAddress
    ),
    "CreateAddress.suggest first_name": Case(
        lambda s, v: s.suggest(first_name=v, birth_date=BORN), "first_name", [*BAD_NAMES, None], CreateAddress
    ),
    "CreateAddress.suggest middle_name": Case(
        lambda s, v: s.suggest(first_name="Nisha", middle_name=v, birth_date=BORN),
        "middle_name",
        BAD_NAMES,
        CreateAddress,
    ),
    "CreateAddress.suggest birth_date": Case(
        lambda s, v: s.suggest(first_name="Nisha", birth_date=v), "birth_date", BAD_DATES, CreateAddress
    ),
    "FoundProfiles.start profile": Case(lambda s, v: s.start(v), "profile", [4, -1, True, "3", None], FoundProfiles),
    **{
        f"{kind.__name__}.log_in address": Case(lambda s, v: s.log_in(v), "abha_address", BAD_ADDRESSES, kind)
        for kind in (
            CreateAddress,
            ChooseAccount,
            AadhaarCreateAddress,
            AadhaarChooseAccount,
            LoginChooseAccount,
            LoginEnterAccount,
        )
    },
    "registration.start_mobile reference": Case(
        lambda a, v: a.registration.start_mobile(MOBILE, reference=v), "reference", BAD_REFERENCES
    ),
    "registration.start_aadhaar reference": Case(
        lambda a, v: a.registration.start_aadhaar(AADHAAR, reference=v), "reference", BAD_REFERENCES
    ),
    "registration.start_face reference": Case(
        lambda a, v: a.registration.start_face(reference=v), "reference", BAD_REFERENCES
    ),
    "login.start_mobile reference": Case(
        lambda a, v: a.login.start_mobile(MOBILE, reference=v), "reference", BAD_REFERENCES
    ),
    "login.search reference": Case(lambda a, v: a.login.search(MOBILE, reference=v), "reference", BAD_REFERENCES),
    "session.start reference": Case(lambda a, v: a.session.start(ADDRESS, reference=v), "reference", BAD_REFERENCES),
    "session.ensure_session reference": Case(
        lambda a, v: a.session.ensure_session(ADDRESS, reference=v), "reference", BAD_REFERENCES
    ),
    "kyc.start_aadhaar reference": Case(
        lambda a, v: a.kyc.start_aadhaar(AADHAAR, reference=v), "reference", BAD_REFERENCES
    ),
}


@pytest.mark.anyio
@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
async def test_what_breaks_a_rule_makes_no_call(case: Case) -> None:
    """Field and rule in the error, the value nowhere in it, the step still good."""
    transport = Canned([])
    subject: Any = client_on(transport)
    if case.step is not None:
        subject, transport = await reached(case.step)
    for value in case.bad:
        with pytest.raises(InvalidValueError) as caught:
            await case.call(subject, value)
        error = caught.value
        assert (error.field, error.attempts, error.may_have_been_processed) == (case.field, 0, False)
        assert error.rule
        assert str(error) == f"{error.field} {error.rule}"
        if isinstance(value, str) and len(value) > 5:
            assert value not in repr(error)
    assert transport.paths == []
    if case.step is not None:
        assert subject.save()


def test_every_way_to_give_a_value_is_here() -> None:
    """Each move of the map that takes a value."""
    covered = {name.split()[0] for name in CASES}
    moves = {f"{kind.__name__}.{move.name}" for kind, moves in MOVES.items() for move in moves}
    starts = {move.name for move in STARTS}
    assert (moves | starts) - covered == {
        "MobileOtpSent.resend",
        "AadhaarOtpSent.resend",
        "ConfirmMobile.resend",
        "KycOtpSent.resend",
        "FacePending.poll",
        "FacePending.wait",
    }


@pytest.mark.anyio
@pytest.mark.parametrize(
    ("rules", "call", "step", "field", "value", "sent"),
    [
        (
            LocalRules(aadhaar_check_digit=False),
            lambda s, v: s.registration.start_aadhaar(v),
            None,
            "aadhaar_number",
            "234567890123",
            "234567890123",
        ),
        (
            LocalRules(aadhaar_check_digit=False),
            lambda s, v: s.login.start_aadhaar(v),
            None,
            "identifier",
            "234567890123",
            "234567890123",
        ),
        (
            LocalRules(aadhaar_check_digit=False),
            lambda s, v: s.kyc.start_aadhaar(v),
            None,
            "identifier",
            "234567890123",
            "234567890123",
        ),
        (
            LocalRules(aadhaar_check_digit=False),
            lambda s, v: s.verify(aadhaar=v),
            FaceVerified,
            "aadhaar",
            "234567890123",
            "234567890123",
        ),
        (
            LocalRules(address_pattern=False),
            lambda s, v: s.create(v),
            AadhaarCreateAddress,
            "abha_address",
            "n.r.1",
            "n.r.1@sbx",
        ),
        (
            LocalRules(address_pattern=False),
            lambda s, v: s.create(v, profile=PROFILE),
            CreateAddress,
            "abha_address",
            "1x",
            "1x@sbx",
        ),
        *(
            (LocalRules(otp_length=False), lambda s, v: s.verify(v), kind, "otp", otp, otp)
            for kind in (MobileOtpSent, ConfirmMobile, LoginOtpSent, SessionOtpSent, KycOtpSent)
            for otp in ("1", "1234567890")
        ),
        (
            LocalRules(otp_length=False),
            lambda s, v: s.verify(v, mobile=MOBILE),
            AadhaarOtpSent,
            "otp",
            "123",
            "123",
        ),
    ],
)
async def test_a_local_rule_can_be_turned_off(
    rules: LocalRules, call: Callable[[Any, Any], Any], step: type[Step] | None, field: str, value: str, sent: str
) -> None:
    """By the constructor and by ``with_options``; with the rule it is refused, without it the service decides."""
    answer = {"txn_id": "t9", "skip_state": "abha_end", "success": True}
    for of_constructor in (True, False):
        transport = Canned([answer])
        given: dict[str, Any] = {"rules": rules} if of_constructor else {}
        abha = AsyncAbhaClient(access_token="a-fixed-token", environment="sandbox", transport=transport, **given)
        strict = abha.with_options(rules=LocalRules())
        lenient = abha if of_constructor else abha.with_options(rules=rules)
        subjects: list[Any] = [strict, lenient]
        if step is not None:
            first, _ = await reached(step)
            saved = first.save()
            saved["oid"] = None
            subjects = [client.resume(saved, step) for client in subjects]
        with pytest.raises(InvalidValueError):
            await call(subjects[0], value)
        assert transport.paths == []
        await call(subjects[1], value)
        assert transport.asked[0][field] == sent


@pytest.mark.anyio
async def test_rules_that_are_off_leave_the_others_on() -> None:
    """Without the check digit there are still 12 digits; without the pattern there is still one suffix."""
    rules = LocalRules(aadhaar_check_digit=False, address_pattern=False, otp_length=False)
    step, transport = await reached(AadhaarCreateAddress)
    otp, _ = await reached(MobileOtpSent)
    abha = step._journey.client.with_options(rules=rules)
    calls: list[Callable[[], Any]] = [
        lambda: abha.registration.start_aadhaar("12345"),
        lambda: abha.registration.start_aadhaar("134567890123"),
        lambda: abha.resume(step.save(), AadhaarCreateAddress).create("nisha@abdm"),
        lambda: abha.resume(step.save(), AadhaarCreateAddress).create("a b"),
        lambda: abha.resume(step.save(), AadhaarCreateAddress).create(""),
        lambda: abha.resume(otp.save(), MobileOtpSent).verify("12a"),
        lambda: abha.resume(otp.save(), MobileOtpSent).verify(""),
    ]
    for call in calls:
        with pytest.raises(InvalidValueError):
            await call()
    assert transport.paths == []
    wrong: list[Any] = [None, {}, "off", False]
    for value in wrong:
        with pytest.raises(ConfigurationError, match="rules"):
            AsyncAbhaClient(access_token="a-fixed-token", environment="sandbox", rules=value)


@pytest.mark.anyio
async def test_production_has_its_own_suffix() -> None:
    """``@abdm`` there and ``@sbx`` on the sandbox; the other one is refused, and a missing one is added."""
    for environment, suffix, wrong in (("production", "@abdm", "@sbx"), ("sandbox", "@sbx", "@abdm")):
        transport = Canned([{"exists": True}, {"txn_id": "t1"}])
        abha = AsyncAbhaClient(access_token="a-fixed-token", environment=environment, transport=transport)
        await abha.lookup.address_exists("nisha.rao")
        await abha.login.start_address(f"nisha.rao{suffix.upper()}")
        assert transport.asked[0]["abha_address"] == transport.asked[1]["identifier"] == f"nisha.rao{suffix}"
        for call in (abha.lookup.address_exists, abha.login.start_address, abha.session.start, abha.login.methods):
            with pytest.raises(InvalidValueError, match=f"must end in {suffix}"):
                await call(f"nisha.rao{wrong}")
        assert len(transport.paths) == 2
