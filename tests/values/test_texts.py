"""ABHA addresses, names, transaction ids and header values."""

import re
from typing import cast

import pytest
from eka_abha.errors import InvalidValueError
from eka_abha.values import check_abha_address, check_gender, check_header_value, check_name, check_txn_id
from hypothesis import given
from hypothesis import strategies as st

NEW_LOCAL_PART = re.compile(r"[A-Za-z0-9._]{8,18}")


def create(value: str, suffix: str | None = "@sbx") -> str:
    return check_abha_address(value, suffix=suffix, creating=True)


def log_in(value: str, suffix: str | None = "@sbx") -> str:
    return check_abha_address(value, suffix=suffix, creating=False)


@pytest.mark.parametrize("value", ["nisha.rao", "nisha.rao@sbx", " nisha.rao@SBX ", "nisha.rao "])
def test_the_suffix_is_added_when_missing(value: str) -> None:
    """With or without suffix the address is complete."""
    assert create(value) == log_in(value) == "nisha.rao@sbx"


@pytest.mark.parametrize(
    "value", ["nisha.rao@abdm", "nisha.rao@sb", "nisha.rao@", "nisha@rao@sbx", "nisha.rao@gmail.com"]
)
def test_a_wrong_suffix_is_refused(value: str) -> None:
    """An address of production does not go to the sandbox, nor an e-mail address anywhere."""
    with pytest.raises(InvalidValueError, match=r"^abha_address must end in @sbx, the suffix of this environment$"):
        log_in(value)


def test_an_unknown_suffix_must_be_given() -> None:
    """Behind a custom base URL the address has to bring its suffix."""
    assert log_in("nisha.rao@abdm", None) == "nisha.rao@abdm"
    for value in ("nisha.rao", "nisha.rao@", "nisha.rao@a b"):
        with pytest.raises(InvalidValueError, match="must end in"):
            log_in(value, None)


@pytest.mark.parametrize(
    "local", ["abcdefgh", "a" * 18, "nisha.rao", "nisha_rao", "ni.sha_rao", "n1234567", "NishaRao"]
)
def test_a_new_address_of_the_documented_pattern(local: str) -> None:
    """8 to 18 characters, a letter first, at most one dot and one underscore inside."""
    assert create(local) == f"{local}@sbx"


@pytest.mark.parametrize(
    "local",
    [
        "",
        "abcdefg",
        "a" * 19,
        "1nisharao",
        ".nisharao",
        "nisharao.",
        "_nisharao",
        "nisharao_",
        "ni.sha.rao",
        "ni_sha_rao",
        "nisha-rao",
        "nisha rao",
        "निशानिशा",
        "nisharaé",
        "nisha.rao\n.",
    ],
)
def test_a_new_address_of_another_pattern_is_refused(local: str) -> None:
    """What the service would refuse when creating is refused before."""
    with pytest.raises(InvalidValueError, match=r"^abha_address must have 8 to 18"):
        create(f"{local}@sbx")


@given(st.text("aB1._", min_size=0, max_size=20))
def test_the_pattern_agrees_with_its_wording(local: str) -> None:
    """The regular expression and the rule, spelled out here, accept the same."""
    allowed = (
        NEW_LOCAL_PART.fullmatch(local) is not None
        and local.count(".") <= 1
        and local.count("_") <= 1
        and local[0] not in "._1"
        and local[-1] not in "._"
    )
    try:
        create(local)
    except InvalidValueError:
        assert not allowed
    else:
        assert allowed


@pytest.mark.parametrize("local", ["abc", "91234567891234", "a.b.c", "nisha-rao", "x" * 64, "_a"])
def test_older_addresses_log_in(local: str) -> None:
    """The pattern of new addresses does not lock out those who have another."""
    assert log_in(local) == f"{local}@sbx"


@pytest.mark.parametrize("local", ["", " ", "a b", "a/b", "निशा", "a\x00b", "x" * 65])
def test_what_is_no_address_does_not_log_in(local: str) -> None:
    """Lenient is not anything goes."""
    with pytest.raises(InvalidValueError, match="abha_address must"):
        log_in(f"{local}@sbx")


def test_any_pattern_turns_the_rule_off() -> None:
    """Whoever knows better can send another pattern, but neither white space nor control characters."""

    def anything(value: str) -> str:
        return check_abha_address(value, suffix="@sbx", creating=True, any_pattern=True)

    assert anything("1") == "1@sbx"
    assert anything("निशा+राव") == "निशा+राव@sbx"
    for value in ("", "a b", "a\x00b", "a\ud800", "a@b@sbx", "a@abdm"):
        with pytest.raises(InvalidValueError, match="abha_address must"):
            anything(value)


@pytest.mark.parametrize(("value", "expected"), [("M", "M"), ("f", "F"), (" o ", "O")])
def test_gender(value: str, expected: str) -> None:
    """M, F or O, in either case."""
    assert check_gender(value) == expected


@pytest.mark.parametrize("value", ["", "X", "male", "MF", "Ｍ"])
def test_gender_refused(value: str) -> None:
    """There are three."""
    with pytest.raises(InvalidValueError, match=r"^gender must be M, F or O$"):
        check_gender(value)


@pytest.mark.parametrize("name", ["Nisha", "O'Brien-Rao", "निशा", "क्‍ष", "Dr. N", "José"])
def test_names_of_any_script(name: str) -> None:
    """Letters of every script, joiners, dots, dashes and apostrophes are names."""
    assert check_name(f"  {name} ", "first_name") == name


def test_names_have_single_spaces() -> None:
    """Doubled spaces are typing mistakes."""
    assert check_name("Nisha \u00a0 Rao", "first_name") == "Nisha Rao"


@pytest.mark.parametrize(
    "name", ["", " ", "...", "123", "Nisha\nRao", "Ni\x00sha", "Ni\ud800sha", "Ni\u2028sha", "x" * 101]
)
def test_what_is_no_name(name: str) -> None:
    """Nothing, no letter, control characters and line breaks are refused with the field's name."""
    with pytest.raises(InvalidValueError, match=r"^last_name must"):
        check_name(name, "last_name")


@given(st.text())
def test_a_checked_name_can_be_sent(name: str) -> None:
    """Whatever passes is printable in UTF-8, on one line, and passes again unchanged."""
    try:
        checked = check_name(name, "first_name")
    except InvalidValueError:
        return
    assert checked.encode()
    assert len(checked.splitlines()) == 1
    assert check_name(checked, "first_name") == checked


def test_txn_id_is_opaque() -> None:
    """It passes as it is or not at all."""
    assert check_txn_id("5d060cad-a93b-4edf-p3ef-bd412f69s400") == "5d060cad-a93b-4edf-p3ef-bd412f69s400"
    assert check_txn_id("ключ/+=") == "ключ/+="
    for value in ("", " ", " a", "a ", "a b", "a\n", "a\x00", "\ud800", "x" * 513):
        with pytest.raises(InvalidValueError, match=r"^txn_id must be a transaction id"):
            check_txn_id(value)


@pytest.mark.parametrize("value", ["a", "HIP-1", "a b", "IN0410000183", "x" * 256])
def test_header_values_pass_unchanged(value: str) -> None:
    """Printable ASCII is sent as it is."""
    assert check_header_value(value, "hip_id") == value


@pytest.mark.parametrize(
    "value", ["", " ", " a", "a ", "a\r\nX-Evil: 1", "a\x00", "a\t", "é", "निशा", "\x7f", "x" * 257]
)
def test_header_values_refused(value: str) -> None:
    """Nothing that ends a header, is changed on the way, or cannot be sent."""
    with pytest.raises(InvalidValueError, match=r"^hip_id must be printable ASCII"):
        check_header_value(value, "hip_id")


def test_other_types_are_refused_by_name() -> None:
    """None, bytes and numbers are told what is expected."""
    values: list[object] = [None, b"x", 5]
    for value in values:
        wrong = cast("str", value)  # what an untyped program might pass
        for check in (log_in, check_gender, check_txn_id):
            with pytest.raises(InvalidValueError, match="must be a str, not"):
                check(wrong)
        for check_field in (check_name, check_header_value):
            with pytest.raises(InvalidValueError, match=r"^oid must be a str, not"):
                check_field(wrong, "oid")
