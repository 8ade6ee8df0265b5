"""The tree of exceptions: complete, documented, and each exception survives what programs do with exceptions."""

import copy
import inspect
import pickle
import re
from datetime import timedelta

import pytest
from eka_abha import errors
from eka_abha._errors import table
from eka_abha.errors import (
    Advice,
    ApiError,
    CausedBy,
    ConfigurationError,
    ConnectionFailed,
    EkaError,
    InvalidOtp,
    InvalidValueError,
    OtpResendTooSoon,
    RequestTimeout,
    TransactionExpired,
)


def descendants(cls: type[EkaError]) -> list[type[EkaError]]:
    return [cls, *(found for child in cls.__subclasses__() for found in descendants(child))]


CLASSES = [cls for cls in dict.fromkeys(descendants(EkaError)) if cls.__module__ == "eka_abha.errors"]


def make(cls: type[EkaError]) -> EkaError:
    if issubclass(cls, ApiError):
        return cls(
            "text",
            status_code=400,
            code=400,
            source_code="ABDM-1035",
            source_message="more",
            response_headers={"server": "x"},
            operation="init_login",
            txn_id="t-1",
            attempts=2,
            may_have_been_processed=True,
            retry_after=timedelta(seconds=30),
            key="other",
            advice=Advice.WAIT,
            caused_by=CausedBy.SERVICE,
            retryable=True,
        )
    if issubclass(cls, InvalidValueError):
        return cls("mobile", "must be 10 digits")
    return cls("text", operation="init_login", txn_id="t-1", attempts=2, retry_after=timedelta(seconds=30))


def test_docstring_draws_the_tree_as_it_is() -> None:
    """Each class is drawn once, below its parent."""
    drawing = inspect.getdoc(errors) or ""
    path: list[str] = []
    drawn: dict[str, str | None] = {}
    for line in drawing.splitlines():
        match = re.match(r"^([ │├└─]*)([A-Z]\w+)(?=\s|$)", line)
        if match is None or not line.startswith("    "):
            continue
        depth = (len(match[1]) - 4) // 3
        del path[depth:]
        drawn[match[2]] = path[-1] if path else None
        path.append(match[2])
    actual = {cls.__name__: cls.__bases__[0].__name__ if cls is not EkaError else None for cls in CLASSES}
    assert drawn == actual


def test_all_lists_the_whole_tree() -> None:
    """Every class of the tree can be imported from eka_abha.errors."""
    assert {cls.__name__ for cls in CLASSES} == set(errors.__all__) - {"KEYS", "Advice", "CausedBy"}


@pytest.mark.parametrize("cls", CLASSES, ids=lambda cls: cls.__name__)
def test_every_class_has_a_docstring_of_its_own(cls: type[EkaError]) -> None:
    """A class says when it is raised."""
    assert cls.__doc__


@pytest.mark.parametrize("cls", CLASSES, ids=lambda cls: cls.__name__)
def test_survives_pickle_and_copies(cls: type[EkaError]) -> None:
    """All state survives, and the text is the same."""
    error = make(cls)
    for twin in (pickle.loads(pickle.dumps(error)), copy.copy(error), copy.deepcopy(error), error.copy()):
        assert type(twin) is cls
        assert vars(twin) == vars(error)
        assert twin.args == error.args
        assert str(twin) == str(error)
        assert twin is not error


def test_copy_is_fresh() -> None:
    """A copy has no traceback, cause, context or notes of the exception it was made from."""
    try:
        try:
            raise KeyError("inner")
        except KeyError as inner:
            raise make(InvalidOtp) from inner
    except InvalidOtp as error:
        error.add_note("seen here")
        twin = error.copy()
    assert twin.__traceback__ is None
    assert twin.__cause__ is None
    assert twin.__context__ is None
    assert not hasattr(twin, "__notes__")


def test_str_shows_operation_code_transaction_and_message() -> None:
    """What support needs is in the text."""
    error = InvalidOtp(
        "OTP doesn't match",
        status_code=400,
        source_code="ABDM-1035",
        source_message="OTP does not matched",
        operation="verify_login",
        txn_id="5d060cad-a93b",
        attempts=1,
    )
    assert str(error) == (
        "verify_login: OTP doesn't match (status 400, ABDM-1035: OTP does not matched, transaction '5d060cad-a93b')"
    )
    assert repr(error) == f"<InvalidOtp {str(error)!r}>"


def test_str_of_a_local_refusal_shows_no_status() -> None:
    """Status 0 means that no call was made."""
    error = OtpResendTooSoon("too soon", status_code=0, retry_after=timedelta(seconds=12))
    assert str(error) == "too soon (wait 12 s)"


def test_str_says_when_it_may_have_been_processed() -> None:
    """Doubt about the outcome is in the text as well as in the attribute."""
    assert "may have been processed" in str(RequestTimeout("late", may_have_been_processed=True))


@pytest.mark.parametrize("cls", CLASSES, ids=lambda cls: cls.__name__)
def test_personal_data_in_the_message_is_masked(cls: type[EkaError]) -> None:
    """Whoever raises it, an exception shows no number and no address in any of its forms."""
    if issubclass(cls, ApiError):
        error: EkaError = cls("of 9876543210", status_code=400, source_message="nisha.rao@sbx 2345 6789 0123")
    elif issubclass(cls, InvalidValueError):
        error = cls("9876543210", "nisha.rao@sbx")
        error.field = error.rule = ""
    else:
        error = cls("of 9876543210 nisha.rao@sbx")
    shown = f"{error} {error!r} {error.args} {vars(error)}"
    assert not re.search("98765|nisha|2345|0123", shown)


def test_a_long_own_message_is_shown_in_full() -> None:
    """Our own explanations may be longer than what is shown of the service's texts."""
    text = "set one of these and leave the other out; " * 10
    assert str(ConfigurationError(text)) == text.strip()


def test_keys_are_complete_and_exact() -> None:
    """KEYS holds the key of every class and of every meaning, and nothing else."""
    of_classes = {cls.key for cls in CLASSES}
    meanings = [*table.TABLE.values(), *map(table.by_status, range(100, 700))]
    of_meanings = {meaning.key for meaning in meanings if meaning.key}
    assert of_classes | of_meanings == errors.KEYS


def test_invalid_value_error_is_a_value_error() -> None:
    """Code that expects ValueError for bad input gets one, with field and rule in attributes and text."""
    with pytest.raises(ValueError, match=r"^mobile must be 10 digits$") as caught:
        raise InvalidValueError("mobile", "must be 10 digits")
    assert isinstance(caught.value, InvalidValueError)
    assert (caught.value.field, caught.value.rule) == ("mobile", "must be 10 digits")


def test_class_defaults_can_be_read_without_an_instance() -> None:
    """Documentation and front ends can read the advice of a class."""
    assert TransactionExpired.advice is Advice.RESTART
    assert TransactionExpired.caused_by is CausedBy.USER
    assert InvalidOtp.key == "wrong_otp"
    assert not InvalidOtp.retryable


def test_classes_are_named_where_callers_import_them() -> None:
    """Tracebacks show eka_abha.errors, not a private module."""
    classes = [getattr(errors, name) for name in errors.__all__ if name != "KEYS"]
    assert {cls.__module__ for cls in classes} == {"eka_abha.errors"}


@pytest.mark.parametrize("error", [EkaError("x"), ConnectionFailed("x"), InvalidValueError("mobile", "must be one")])
def test_a_handler_of_any_error_may_log_what_support_asks_for(error: EkaError) -> None:
    """What only an answer of the service has is None or empty for all others."""
    assert (error.status_code, error.code, error.source_code, error.source_message) == (None, None, None, None)
    assert dict(error.response_headers) == {}
