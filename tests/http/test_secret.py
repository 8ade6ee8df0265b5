"""A secret shows itself to nobody who does not ask for it by name."""

from __future__ import annotations

import copy
import json
import logging
import pickle

import pytest
from eka_abha import Secret

from tests.support.untyped import untyped

SECRET = Secret("canary")


def test_every_way_to_print_it_hides_it() -> None:
    template = "{}"
    shown = [repr(SECRET), str(SECRET), f"{SECRET}", f"{SECRET!r}", f"{SECRET!s}", template.format(SECRET)]
    assert set(shown) == {"Secret(***)"}
    assert "canary" not in repr([SECRET]) + repr({"token": SECRET})


def test_a_format_specification_does_not_reach_the_value() -> None:
    with pytest.raises(TypeError) as caught:
        format(SECRET, ">20")
    assert "canary" not in str(caught.value)


def test_it_has_no_attributes_to_dump() -> None:
    """Serialisers and crash reporters look at ``__dict__``."""
    assert not hasattr(SECRET, "__dict__")
    with pytest.raises(TypeError):
        json.dumps(SECRET)
    with pytest.raises(TypeError):
        iter(untyped(SECRET))


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_pickling_is_refused(protocol: int) -> None:
    """A queue or a cache would keep it in the clear."""
    with pytest.raises(TypeError, match="reveal"):
        pickle.dumps(SECRET, protocol)


def test_copies_are_the_same_object() -> None:
    """Settings that hold it can be copied."""
    assert copy.copy(SECRET) is SECRET
    assert copy.deepcopy({"token": SECRET})["token"] is SECRET


def test_reveal_gives_the_string() -> None:
    assert SECRET.reveal() == "canary"


def test_equality_and_hash_are_by_value_and_with_secrets_only() -> None:
    assert Secret("canary") == SECRET
    assert hash(Secret("canary")) == hash(SECRET)
    assert Secret("other") != SECRET
    assert SECRET != "canary"
    assert len({SECRET, Secret("canary"), Secret("other")}) == 2


def test_the_fingerprint_is_short_stable_and_not_the_value() -> None:
    assert SECRET.fingerprint() == Secret("canary").fingerprint() != Secret("other").fingerprint()
    assert len(SECRET.fingerprint()) == 16
    assert "canary" not in SECRET.fingerprint()


def test_it_is_hidden_in_log_records(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        logging.getLogger("anything").debug("token %s %r", SECRET, SECRET)
    assert "canary" not in caplog.text


def test_a_secret_of_a_secret_or_of_nothing_is_a_mistake() -> None:
    """``Secret(Secret(...))`` would send the word Secret(***) as a token."""
    for wrong in (SECRET, None, b"canary", 5):
        with pytest.raises(TypeError) as caught:
            Secret(untyped(wrong))
        assert "canary" not in str(caught.value)
