"""``docs/errors.md`` says what the code does, and its texts for patients cover what patients can meet."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from eka_abha.errors import KEYS, Advice, ApiError, CausedBy, EkaError, InvalidValueError

from tests.docs.error_tables import classes, current, meanings
from tests.docs.tables import page, rows, sections

PAGE = page("errors.md")
RAISED = [
    meaning.error(
        "canary",
        status_code=400,
        key=meaning.key,
        advice=meaning.advice,
        caused_by=meaning.caused_by,
        retry_after=meaning.wait,
    )
    for meaning in dict.fromkeys(meanings())
]


def snippet() -> dict[str, object]:
    """What the page's code defines."""
    names: dict[str, object] = {}
    exec(re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)[0], names)
    return names


def shown(error: EkaError) -> str:
    """What the page's function shows of an error."""
    function = snippet()["text_for_patient"]
    assert callable(function)
    text = function(error)
    assert isinstance(text, str)
    return text


def test_the_generated_parts_are_current() -> None:
    """When this fails, run ``python -m tests.docs.error_tables``."""
    assert current(PAGE) == PAGE
    assert PAGE.count("<!-- generated: ") == PAGE.count("<!-- end -->") == 5


def test_every_key_and_class_has_a_row() -> None:
    """None is left out by the generator."""
    table = rows(sections(PAGE)["Keys"])
    assert {row[0].strip("`") for row in table} == KEYS
    assert {row[1].strip("`") for row in table} == {cls.__name__ for cls in classes()}


def test_every_advice_is_explained() -> None:
    """Once."""
    explained = [row[0].strip("`") for row in rows(sections(PAGE)["What to do"])]
    assert explained == [advice.name for advice in Advice]


def test_the_texts_for_patients_are_for_keys_that_exist() -> None:
    """And every error that the patient caused has one of its own, or one for its advice."""
    texts, by_advice = snippet()["TEXTS"], snippet()["BY_ADVICE"]
    assert isinstance(texts, dict)
    assert isinstance(by_advice, dict)
    assert set(texts) <= KEYS
    assert set(by_advice) == set(Advice) - {Advice.CONTACT, Advice.CONTINUE}
    for error in RAISED:
        if error.caused_by is CausedBy.USER:
            assert error.key in texts or error.advice in by_advice


@pytest.mark.parametrize("error", RAISED, ids=lambda error: f"{error.key}-{error.caused_by}")
def test_any_error_can_be_shown(error: ApiError) -> None:
    """By a sentence that is not the error's own, whole, and without a gap for the wait."""
    text = shown(error)
    assert text.endswith(".")
    assert "canary" not in text
    assert "{" not in text
    assert ("desk" in text) is (error.caused_by is CausedBy.INTEGRATOR or error.advice is Advice.CONTACT)


def test_errors_without_an_answer_can_be_shown() -> None:
    """Values refused before the call, and every class by itself."""
    assert shown(InvalidValueError("otp", "must be 4 to 8 digits")) == "Please check what you typed."
    for cls in classes():
        if not issubclass(cls, ApiError | InvalidValueError):
            assert shown(cls("canary")).endswith(".")


@pytest.mark.parametrize(
    ("seconds", "spoken"),
    [
        (None, "later"),
        (0, "later"),
        (12, "in a minute"),
        (60, "in a minute"),
        (61, "in 2 minutes"),
        (1800, "in 30 minutes"),
        (86_400, "in 24 hours"),
    ],
)
def test_waits_are_spoken(seconds: float | None, spoken: str) -> None:
    """Rounded up: too early is refused again."""
    wait = None if seconds is None else timedelta(seconds=seconds)
    error = ApiError("canary", status_code=500, key="user_blocked", caused_by=CausedBy.USER, retry_after=wait)
    assert shown(error) == f"This number is blocked at present. Please try again {spoken}."
