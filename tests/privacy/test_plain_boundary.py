"""What passes the boundary of a public function, and what does not."""

from __future__ import annotations

import traceback

import pytest
from eka_abha._boundary import plain_boundary


def test_the_boundary_leaves_no_frame_and_no_context() -> None:
    """What a crash reporter sees behind the boundary holds neither arguments nor inner exceptions."""

    @plain_boundary
    def careless(secret: str) -> int:
        try:
            return int(secret)
        except ValueError as error:
            raise KeyError("bad") from error

    with pytest.raises(KeyError) as caught:
        careless("canary-value")
    assert caught.value.__cause__ is None
    assert caught.value.__context__ is None
    _, *inner = [frame for frame, _ in traceback.walk_tb(caught.value.__traceback__)]
    assert [frame.f_code.co_name for frame in inner] == ["guarded"]
    assert "canary-value" not in repr(inner[0].f_locals)


def test_the_boundary_is_transparent_otherwise() -> None:
    """Results, names and docstrings pass."""

    @plain_boundary
    def twice(number: int) -> int:
        """Doubles."""
        return number * 2

    assert twice(number=4) == 8
    assert (twice.__name__, twice.__doc__) == ("twice", "Doubles.")
