"""The exit codes: the documented table is the code's, and every error class has one."""

from __future__ import annotations

import inspect

import pytest
from eka_abha import errors
from eka_abha._cli import exits

from tests.docs.tables import page, rows, sections

CLASSES = [found for _, found in inspect.getmembers(errors, inspect.isclass) if issubclass(found, errors.EkaError)]


def test_the_documented_table_is_the_codes() -> None:
    """Row for row, in order."""
    documented = {int(code): meaning for code, meaning in rows(sections(page("command_line.md"))["Exit codes"])}
    named = {code: f"`{kind.__name__}`" for kind, code in exits.OF_CLASS.items()}
    assert documented == {**exits.MEANINGS, **named}
    assert list(documented) == sorted(documented)


def test_the_codes_are_told_apart() -> None:
    """No two classes share one, and none is what shells and signals use (126 and above, but for Ctrl-C)."""
    codes = [*exits.MEANINGS, *exits.OF_CLASS.values()]
    assert len(codes) == len(set(codes))
    assert all(0 <= code < 126 for code in codes if code != exits.INTERRUPTED)


@pytest.mark.parametrize("kind", CLASSES, ids=lambda kind: kind.__name__)
def test_every_class_has_a_code(kind: type[errors.EkaError]) -> None:
    """Its own, or that of the nearest class above it: never that of the base, but for the base."""
    code = exits.of_error(kind.__new__(kind))
    assert (code == exits.OF_CLASS[errors.EkaError]) is (kind is errors.EkaError)
    assert exits.OF_CLASS.get(kind, code) == code


def test_they_are_stable() -> None:
    """Scripts decide by them: whoever changes one breaks somebody."""
    stable = {"ConfigurationError": 10, "InvalidValueError": 11, "ConnectionFailed": 21, "RequestTimeout": 22}
    stable |= {"AuthenticationError": 31, "GatewaySessionExpired": 33, "NotFound": 35, "Conflict": 36, "InvalidOtp": 41}
    stable |= {
        "OtpExpired": 42,
        "OtpAttemptsExceeded": 43,
        "TransactionError": 45,
        "UserBlocked": 51,
        "ServerError": 60,
    }
    codes = {kind.__name__: code for kind, code in exits.OF_CLASS.items()}
    assert stable.items() <= codes.items()
