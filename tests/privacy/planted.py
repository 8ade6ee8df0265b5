"""Functions that fail with a canary in a local variable, as if they were not the tests' own."""

from __future__ import annotations

from typing import NoReturn

_SOURCE = """
class Holder:
    def __init__(self, value):
        self.value = value

def fails_with_a_local(value):
    kept = value
    raise RuntimeError("harmless")

def fails_with_a_nested_local(value):
    holder = Holder(value)
    del value
    raise RuntimeError("harmless")
"""

_functions: dict[str, object] = {}
exec(compile(_SOURCE, "/elsewhere/library.py", "exec"), _functions)  # a file outside the tests


def fails_with_a_local(value: str) -> NoReturn:
    """The canary is the value of a local."""
    _call("fails_with_a_local", value)


def fails_with_a_nested_local(value: str) -> NoReturn:
    """The canary is an attribute of a local that does not show itself."""
    _call("fails_with_a_nested_local", value)


def _call(name: str, value: str) -> NoReturn:
    function = _functions[name]
    assert callable(function)
    function(value)
    raise AssertionError
