"""Functions and classes that need no client: checked values, webhooks, QR codes, secrets, with wrong arguments."""

from __future__ import annotations

import dataclasses
import functools
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, Final

import pytest
from eka_abha import Card, NewProfile, Secret, parse_abha_qr, values, webhooks
from eka_abha._privacy import mask_known
from eka_abha.errors import ConfigurationError, EkaError, InvalidValueError

from tests.privacy.canaries import (
    AADHAAR,
    ABHA_NUMBER,
    ADDRESS,
    BORN,
    CLIENT_SECRET,
    FIRST,
    LAST,
    MIDDLE,
    MOBILE,
    OTP,
    PROFILE,
    STREET,
)
from tests.privacy.detectors import Watch

WRONG: Final = (
    f"{FIRST}\ud800",
    f"{MOBILE}\n{AADHAAR}",
    f"{MOBILE}{OTP}{ABHA_NUMBER}",
    f"{STREET}\x00" * 100,
    f"{ADDRESS}@{FIRST}",
    int(MOBILE),
    -float(AADHAAR),
    MOBILE.encode(),
    f"\xff{FIRST}".encode("latin-1"),
    [OTP, FIRST],
    {FIRST: MOBILE},
    Secret(CLIENT_SECRET),
    PROFILE,
    BORN,
    ValueError(MOBILE),
    "",
    None,
)

PERSON: Final = {
    "first_name": FIRST,
    "middle_name": MIDDLE,
    "last_name": LAST,
    "gender": "F",
    "pincode": "785001",
    "address": STREET,
}
EVENT: Final = json.dumps(
    {
        "event": "abha.created",
        "service": "abdm",
        "transaction_id": "t-1",
        "data": {"abha_address": ADDRESS, "abha_number": ABHA_NUMBER, "name": FIRST},
    }
).encode()
SIGNED_AT: Final = 1_800_000_000
SIGNATURE: Final = webhooks.sign(EVENT, key=CLIENT_SECRET, at=SIGNED_AT)

CASES: Final[dict[str, tuple[Callable[..., object], dict[str, object]]]] = {
    "check_mobile": (values.check_mobile, {"value": MOBILE}),
    "check_otp": (values.check_otp, {"value": OTP}),
    "check_otp of any length": (values.check_otp, {"value": OTP, "any_length": True}),
    "check_aadhaar": (values.check_aadhaar, {"value": AADHAAR}),
    "check_abha_number": (values.check_abha_number, {"value": ABHA_NUMBER}),
    "check_abha_address": (
        functools.partial(values.check_abha_address, suffix="@sbx", creating=True),
        {"value": ADDRESS},
    ),
    "check_pincode": (values.check_pincode, {"value": "785001"}),
    "check_birth_date": (values.check_birth_date, {"year": 1987, "month": 6, "day": 23}),
    "check_gender": (values.check_gender, {"value": "F"}),
    "check_name": (values.check_name, {"value": FIRST, "field": "first_name"}),
    "check_txn_id": (values.check_txn_id, {"value": "t-1"}),
    "check_header_value": (values.check_header_value, {"value": "v", "field": "oid"}),
    "NewProfile": (NewProfile, {**PERSON, "day_of_birth": 23, "month_of_birth": 6, "year_of_birth": 1987}),
    "NewProfile.born_on": (NewProfile.born_on, {"birth_date": BORN, **PERSON}),
    "Secret": (Secret, {"value": CLIENT_SECRET}),
    "parse_abha_qr": (parse_abha_qr, {"text": json.dumps({"phr": ADDRESS, "name": FIRST, "dob": "23-06-1987"})}),
    "receive": (
        webhooks.receive,
        {"body": EVENT, "signature": SIGNATURE, "key": CLIENT_SECRET, "now": float(SIGNED_AT)},
    ),
    "verify": (
        webhooks.verify,
        {"body": EVENT, "signature": SIGNATURE, "key": CLIENT_SECRET, "tolerance": 180.0, "now": float(SIGNED_AT)},
    ),
    "sign": (webhooks.sign, {"body": EVENT, "key": CLIENT_SECRET, "at": 1}),
    "parse": (webhooks.parse, {"body": EVENT}),
}


@pytest.mark.parametrize("case", CASES)
def test_wrong_arguments_show_nothing(case: str) -> None:
    """Each argument wrong in every way, one missing, some too many; what comes back shows nothing either."""
    function, good = CASES[case]
    with Watch() as watch:
        shown = function(**good)
        if not isinstance(shown, str | date):
            watch.look_at(shown)
        for name in good:
            for wrong in WRONG:
                _call(watch, function, **{**good, name: wrong})
            _call(watch, function, **{other: value for other, value in good.items() if other != name})
        _call(watch, function, **good, mobil=MOBILE)
        _call(watch, function, *good.values(), MOBILE, OTP, FIRST, AADHAAR, LAST)
    assert watch.leaks() == []
    assert len(watch.errors) >= 3


def _call(watch: Watch, function: Callable[..., Any], *positional: object, **named: object) -> None:
    try:
        function(*positional, **named)
    except Exception as error:
        watch.look_at_error(error)


@pytest.mark.parametrize("body", [b"{", b"[]", b"\xff\xfe", STREET.encode(), b'{"event": "abha.created"}', b"{" * 9999])
def test_a_webhook_that_cannot_be_read_shows_nothing(body: bytes) -> None:
    """Signed as it should be, or not at all."""
    with Watch() as watch:
        signature = webhooks.sign(body, key=CLIENT_SECRET)
        with watch.failing(EkaError):
            webhooks.receive(body, signature, key=CLIENT_SECRET)
        for wrong in (None, f"t=1,v1={MOBILE}", f"t={MOBILE},v1=" + "0" * 64, signature.replace("v1", "v2")):
            with watch.failing(EkaError):
                webhooks.receive(body, wrong, key=CLIENT_SECRET)
        with watch.failing(EkaError):
            webhooks.receive(body, signature, key=Secret(CLIENT_SECRET), now=1.0)
        with watch.failing(ConfigurationError):
            webhooks.receive(body, signature, key=" ")
    assert watch.leaks() == []


def test_a_card_that_cannot_be_saved_shows_no_content(tmp_path: Path) -> None:
    """The picture's bytes stay out of the error."""
    card = Card(f"{FIRST} {AADHAAR}".encode())
    with Watch() as watch:
        with watch.failing(OSError):
            card.save(tmp_path / "missing" / "card.png")
        with watch.failing(OSError):
            card.save(tmp_path)
        watch.look_at(card, without=("first name", "Aadhaar number"))
    assert watch.leaks() == []
    assert FIRST not in repr(card)


def test_changing_a_profile_shows_nothing_in_the_library() -> None:
    """dataclasses.replace makes a new profile, whose check fails."""
    with Watch() as watch, watch.failing(InvalidValueError):
        dataclasses.replace(PROFILE, pincode=MOBILE)
    assert watch.leaks() == []


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("ASHA is no name, Asha", "*** is no name, ***"),
        ("Rao-Asha/Kumari", "***-***/***"),
        ("Ashadevi is another", "Ashadevi is another"),
        ("asha.rao is taken", "*** is taken"),
        ("nothing of it", "nothing of it"),
        ("D is too short to be looked for", "D is too short to be looked for"),
    ],
)
def test_known_words_are_masked(text: str, shown: str) -> None:
    """Whole words only, in either case, the longest first."""
    assert mask_known(text, {"Asha", "Kumari", "Rao", "asha.rao", "D", ""}) == shown
    assert mask_known(text, ()) == text
