"""Mobile, OTP, Aadhaar, ABHA number and pincode: what passes, what it becomes, and what is refused."""

import traceback
from collections.abc import Callable

import pytest
import stdnum.in_.aadhaar
import stdnum.verhoeff
from eka_abha._privacy import mask_text
from eka_abha.errors import InvalidValueError
from eka_abha.values import check_aadhaar, check_abha_number, check_mobile, check_otp, check_pincode
from hypothesis import given
from hypothesis import strategies as st

DIGITS = "0123456789"
SPACED = st.sampled_from(["", " ", "-", "\u00a0", "\u2011", " - "])


def with_spacing(draw: st.DrawFn, digits: str) -> str:
    """The number as somebody might type it: with spaces and dashes between any of its digits and around it."""
    gaps = draw(st.lists(SPACED, min_size=len(digits), max_size=len(digits)))
    return "".join(gap + digit for gap, digit in zip(gaps, digits, strict=True)) + draw(SPACED)


@st.composite
def mobiles(draw: st.DrawFn) -> tuple[str, str]:
    digits = draw(st.from_regex(r"[6-9][0-9]{9}", fullmatch=True))
    return digits, draw(st.sampled_from(["", "+91", "91", "0", "+91 ", "0-"])) + with_spacing(draw, digits)


@st.composite
def aadhaars(draw: st.DrawFn) -> tuple[str, str]:
    body = draw(st.from_regex(r"[2-9][0-9]{10}", fullmatch=True))
    digits = body + stdnum.verhoeff.calc_check_digit(body)
    return digits, with_spacing(draw, digits)


@given(mobiles())
def test_mobile_in_every_usual_form(mobile: tuple[str, str]) -> None:
    """Prefix, spaces and dashes go; ten digits stay."""
    digits, written = mobile
    assert check_mobile(written) == digits


@pytest.mark.parametrize(
    "value",
    [
        "",
        "   ",
        "987654321",
        "98765432100",
        "5876543210",
        "+929876543210",
        "00919876543210",
        "+09876543210",
        "98765+43210",
        "98765a43210",
        "９８７６５４３２１０",
        "९८७६५४३२१०",
        "9876543²10",
        "nisha",
        "9876543210\x00",
    ],
)
def test_mobile_refused(value: str) -> None:
    """Anything else is refused, digits of other scripts included."""
    with pytest.raises(InvalidValueError, match=r"^mobile must be"):
        check_mobile(value)


def test_mobile_names_the_field_it_is_for() -> None:
    """The caller says what the number is."""
    with pytest.raises(InvalidValueError) as caught:
        check_mobile("1", field="mobile_number")
    assert caught.value.field == "mobile_number"


@given(st.text(DIGITS, min_size=4, max_size=8))
def test_otp_of_usual_length(otp: str) -> None:
    """4 to 8 digits, leading zeros kept, spaces in between taken away."""
    assert check_otp(f" {otp[:2]} {otp[2:]} ") == otp


@pytest.mark.parametrize("value", ["", "123", "123456789", "12a4", "１２３４", "1.5e3"])
def test_otp_refused(value: str) -> None:
    """Too short, too long, or no digits."""
    with pytest.raises(InvalidValueError, match=r"^otp must be 4 to 8 digits$"):
        check_otp(value)


def test_otp_of_any_length() -> None:
    """The rule about the length can be turned off; digits it must be all the same."""
    assert check_otp("1", any_length=True) == "1"
    assert check_otp("1234567890", any_length=True) == "1234567890"
    for value in ("", "12a", "१", "1" * 65):
        with pytest.raises(InvalidValueError, match=r"^otp must be digits only$"):
            check_otp(value, any_length=True)


@given(aadhaars())
def test_aadhaar_in_every_usual_form(aadhaar: tuple[str, str]) -> None:
    """Spaces and dashes go; twelve digits stay."""
    digits, written = aadhaar
    assert check_aadhaar(written) == digits


@given(st.from_regex(r"[2-9][0-9]{11}", fullmatch=True))
def test_aadhaar_check_digit_agrees_with_python_stdnum(digits: str) -> None:
    """Our check digit and the one of another library accept the same numbers."""
    if stdnum.verhoeff.is_valid(digits):
        assert check_aadhaar(digits) == digits
    else:
        with pytest.raises(InvalidValueError, match="check digit"):
            check_aadhaar(digits)
    assert check_aadhaar(digits, verhoeff=False) == digits


@given(aadhaars(), st.integers(0, 11), st.integers(1, 9))
def test_a_mistyped_aadhaar_is_found(aadhaar: tuple[str, str], place: int, shift: int) -> None:
    """Any single wrong digit breaks the check."""
    digits = aadhaar[0]
    wrong = digits[:place] + str((int(digits[place]) + shift) % 10) + digits[place + 1 :]
    with pytest.raises(InvalidValueError, match=r"^aadhaar must"):
        check_aadhaar(wrong)


@pytest.mark.parametrize("value", ["", "123456789012", "012345678901", "23456789012", "2345678901234", "२३४५६७८९०१२३"])
def test_aadhaar_refused(value: str) -> None:
    """Wrong length, first digit or script: with the check digit unchecked as well."""
    with pytest.raises(InvalidValueError, match=r"^aadhaar must be 12 digits"):
        check_aadhaar(value, verhoeff=False)


def test_a_known_aadhaar_of_the_oracle() -> None:
    """The example that python-stdnum documents, accepted by both."""
    assert stdnum.in_.aadhaar.is_valid("234123412346")
    assert check_aadhaar("2341 2341 2346") == "234123412346"


@given(st.text(DIGITS, min_size=14, max_size=14), st.data())
def test_abha_number_is_sent_with_dashes(digits: str, data: st.DataObject) -> None:
    """However it is typed, it becomes the form in which it is written."""
    expected = f"{digits[:2]}-{digits[2:6]}-{digits[6:10]}-{digits[10:]}"
    assert check_abha_number(digits) == check_abha_number(expected) == expected
    assert check_abha_number(data.draw(st.composite(with_spacing)(digits))) == expected


@pytest.mark.parametrize("value", ["", "1234567891234", "123456789123456", "12-3456-7856-891x", "12/3456/7856/8912"])
def test_abha_number_refused(value: str) -> None:
    """Anything but 14 digits."""
    with pytest.raises(InvalidValueError, match=r"^abha_number must be 14 digits"):
        check_abha_number(value)


def test_pincode() -> None:
    """Six digits, the first not 0; a space in the middle is usual."""
    assert check_pincode(" 560 001 ") == "560001"
    for value in ("", "011001", "56000", "5600011", "५६०००१"):
        with pytest.raises(InvalidValueError, match=r"^pincode must be 6 digits"):
            check_pincode(value)


CHECKS: list[Callable[[str], str]] = [check_mobile, check_otp, check_aadhaar, check_abha_number, check_pincode]


@pytest.mark.parametrize("check", CHECKS)
@pytest.mark.parametrize("value", [9876543210, b"9876543210", None, 1.5, True, ["9876543210"]])
def test_other_types_are_refused_by_name(check: Callable[[object], str], value: object) -> None:
    """A number that is no str is told so: an int has lost its leading zeros."""
    with pytest.raises(InvalidValueError, match=rf"must be a str, not {type(value).__name__}$"):
        check(value)


@pytest.mark.parametrize("check", CHECKS)
@given(value=st.text())
def test_a_refusal_never_holds_the_value(check: Callable[[str], str], value: str) -> None:
    """Neither text, attributes, traceback nor chained exceptions of a refusal hold what was refused."""
    canary = f"canary{value}canary"
    with pytest.raises(InvalidValueError) as caught:
        check(canary)
    error = caught.value
    assert "canary" not in f"{error} {error!r} {error.args} {vars(error)}"
    assert error.__context__ is None
    assert mask_text(error.rule, limit=1000) == error.rule
    _, *inner = [frame for frame, _ in traceback.walk_tb(error.__traceback__)]
    assert not any("canary" in repr(frame.f_locals) for frame in inner)
