"""Of the service's texts only words of the vocabulary are shown; a name never is."""

import csv
import json
import pickle
import re
import unicodedata
from http import HTTPStatus
from pathlib import Path

import pytest
from eka_abha._errors.response import error_from_response
from eka_abha._errors.words import WORDS, hide_unknown_words
from eka_abha.errors import ApiError, ConfigurationError, OtpResendTooSoon
from hypothesis import assume, example, given
from hypothesis import strategies as st

from tests.errors.names import FIRST_NAMES, LAST_NAMES, OTHER_SCRIPTS

NAMES = [*FIRST_NAMES, *LAST_NAMES]
TABLE = Path(__file__).parents[1] / "data" / "error_codes.csv"
WITHOUT_CODE = [
    "Something went wrong",
    "Transaction has expired",
    "Transaction not found",
    "Invalid Transaction Id",
    "Session expired",
    "Session is invalid",
    "User not logged in",
    "Please wait 30 seconds before sending another OTP request",
    "You have reached the maximum verify attempts",
    "PhrAddress already exists",
]


def documented_texts() -> list[str]:
    with TABLE.open(newline="", encoding="utf-8") as rows:
        columns = [(row["eka_message"], row["source_message"]) for row in csv.DictReader(rows)]
    return sorted({*WITHOUT_CODE, *(text for pair in columns for text in pair)})


def error_of(body: object, *, status: int = 400) -> ApiError:
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    return error_from_response(
        status_code=status, headers={}, body=raw, operation="verify_login", read_only=False, txn_id="t-1"
    )


def error_saying(text: str) -> ApiError:
    return error_of({"code": 400, "error": text, "source_error": {"code": "ABDM-9999", "message": text}})


def everything_shown(error: ApiError) -> str:
    pickled = [pickle.dumps(error, protocol).decode("utf-8", "replace") for protocol in (0, 5)]
    return f"{error} {error!r} {error.args} {vars(error)} {' '.join(pickled)}"


def letters_of(text: str) -> set[str]:
    """The words of a text, by the categories of Unicode: a way of its own to find them."""
    kinds = "".join(character if unicodedata.category(character)[0] in "LM" else " " for character in text)
    return {word.lower() for word in kinds.split()}


PIECES = {piece for word in WORDS for piece in re.split("['-]", word)} | {"s"}
"""What the words of the vocabulary are made of, apostrophes and hyphens apart."""


@pytest.mark.parametrize("text", documented_texts())
@pytest.mark.parametrize("written", [str, str.upper, str.lower], ids=["as it is", "upper", "lower"])
def test_documented_texts_stay(text: str, written: type[str]) -> None:
    """Nothing that the provider documents is hidden, in either case."""
    error = error_saying(written(text))
    assert error.message == error.source_message == written(text)


@pytest.mark.parametrize("status", HTTPStatus, ids=lambda status: status.phrase)
def test_status_phrases_stay(status: HTTPStatus) -> None:
    """What a server says by itself is shown."""
    assert error_of(status.phrase.encode(), status=status).message == status.phrase


@pytest.mark.parametrize(
    "text",
    [
        "txn_id is required; abha_address must end in @sbx",
        "ABDM-1035: OTP does not matched, see EKA-1001",
        "first_name, day_of_birth and pincode are missing (user_x_token too)",
        "OTP sent to mobile number ending with ******3210",
        "xx-xxxx-xxxx-1525 is not linked",
        "The user's e-mail can’t be verified — try again",
        "mobileNumber: must not be null",
    ],
)
def test_ordinary_texts_stay(text: str) -> None:
    """Field names, source codes and plain English are readable."""
    assert error_saying(text).message == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Dear Nisha your OTP 654321 is wrong", "Dear *** your OTP *** is wrong"),
        ("Nisha Rao", "***"),
        ("Nisha Rao's OTP has expired", "*** OTP has expired"),
        ("user NISHA-DEVI/rao not found", "user ***/*** not found"),
        ("In-su and An'nu", "*** and ***"),
        ("abha_nisha and patient_nisha", "abha_*** and patient_***"),
        ("[Nisha] (rao): invalid", "[***] (***): invalid"),
        ("is\u200bha not found", "*** not found"),
        ("निशा राव नहीं मिला, OTP invalid", "***, OTP invalid"),
        ("Ｎｉｓｈａ ｎｏｔ found", "*** not found"),
        ("an\u0301 u\u0308ser found", "*** found"),
        ("Gr\ufffd\ufffde not found", "*** not found"),
        ("nisha99 not found", "***99 not found"),
        ("nisha.rao@sbx and Rao@nisha.example", "***@sbx and ***@***.***"),
    ],
)
def test_what_is_hidden(text: str, shown: str) -> None:
    """What is not in the vocabulary leaves a mark, several in a row one."""
    assert error_saying(text).message == shown


def test_no_common_name_is_in_the_vocabulary() -> None:
    """Not even one that is an ordinary word as well."""
    assert not {name.lower() for name in NAMES} & WORDS


@pytest.mark.parametrize("written", [str, str.upper, str.lower, str.swapcase], ids=lambda how: how.__name__)
@pytest.mark.parametrize("template", ["{}", "Dear {} your OTP is invalid", "user '{}_{}' exists", "{}'s {}-OTP, {}."])
def test_names_are_hidden(template: str, written: type[str]) -> None:
    """Names of every part of the country, in every case, wherever they stand."""
    for name in map(written, [*NAMES, *OTHER_SCRIPTS]):
        error = error_saying(template.replace("{}", name))
        assert letters_of(f"{error.message} {error.source_message}") <= PIECES, name


@pytest.mark.parametrize(
    "body",
    [
        b"{}",
        b"Maintenance of {}",
        b'"{}"',
        b'["{}"]',
        b"<html><h1>{}</h1></html>",
        b'{"error": "{}',
        b'{"message": "{}"}',
        b'[{"error": "{}"}]',
        b'{"error": {"message": "{}", "code": "{}"}}',
        b'{"code": "{}", "error": {"{}": "{}"}}',
        b'{"source_error": "{}"}',
        b'{"source_error": {"code": "{}", "message": "{}"}, "{}": "{}"}',
    ],
    ids=repr,
)
@pytest.mark.parametrize("name", ["Nishabai", "NISHABAI", "Nishabai Raobahadur", "nishabai_raobahadur99"])
def test_no_shape_of_answer_shows_a_name(body: bytes, name: str) -> None:
    """Neither the texts nor the source code, whatever the body is."""
    shown = everything_shown(error_of(body.replace(b"{}", name.encode()))).lower()
    assert "nishabai" not in shown
    assert "raobahadur" not in shown


LETTERS = st.characters(categories=("L", "Mn", "Mc"), codec="utf-8")
PLAIN = st.sampled_from("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")


@given(st.lists(st.sampled_from(sorted(WORDS)) | st.text(LETTERS) | st.text(), max_size=8), st.sampled_from(" _-'’,.4"))
@example(["i", "\u0345s"], "")
@example(["is\u00adha"], " ")
def test_every_word_shown_is_in_the_vocabulary(words: list[str], joint: str) -> None:
    """Whatever the text, nothing is shown but known words, and x for the hidden part of a number."""
    error = error_saying(joint.join(words))
    shown = f"{error.message} {error.source_message or ''}".removeprefix("The service answered with status")
    assume("…" not in shown)  # the last word is cut
    assert {word for word in letters_of(shown) if set(word) != {"x"}} <= PIECES


@given(
    st.text(LETTERS, min_size=3, max_size=30) | st.text(PLAIN, min_size=3, max_size=30),
    st.sampled_from(["{}", "Dear {} your OTP", "{}_id", "'{}':"]),
)
@example("Nishabai", "Dear {} your OTP")
def test_an_unknown_word_is_nowhere_in_the_error(word: str, template: str) -> None:
    """No form of the exception has it: message, source_message, str, repr, pickle."""
    forms = {word, word.lower(), unicodedata.normalize("NFKC", word), unicodedata.normalize("NFKC", word).lower()}
    assume(not forms & WORDS and not any(set(form) == {"x"} for form in forms))
    usual = everything_shown(error_saying(template.replace("{}", "***"))).lower()
    assume(not any(form in usual for form in forms))
    error = error_saying(template.replace("{}", word))
    shown = everything_shown(error)
    assert not any(form in shown or form in shown.lower() for form in forms)


@given(st.text())
def test_hiding_twice_changes_nothing(text: str) -> None:
    """A text that was treated stays as it is."""
    once = hide_unknown_words(text)
    assert hide_unknown_words(once) == once


def test_own_texts_are_not_treated() -> None:
    """What this package says itself is shown in full."""
    assert ConfigurationError("EKA_CLIENT_SECRET is nowhere").message == "EKA_CLIENT_SECRET is nowhere"
    assert OtpResendTooSoon("quoth nobody", status_code=0).message == "quoth nobody"
