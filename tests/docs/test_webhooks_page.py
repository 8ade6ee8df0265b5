"""``docs/webhooks.md``: its snippets run, and its tables name what there is."""

from __future__ import annotations

import re

import pytest
from eka_abha.errors import WebhookError
from eka_abha.webhooks import TOLERANCE, AbhaCreated, sign

from tests.docs.error_tables import classes
from tests.docs.tables import page, rows, sections
from tests.webhooks.deliveries import KEY, event, written

PAGE = page("webhooks.md")
SNIPPETS = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
BODY = written(event())


@pytest.mark.parametrize(
    ("body", "key", "status", "provisioned"),
    [(BODY, KEY, 204, 1), (written({"event": "new"}), KEY, 204, 0), (BODY, "forged", 400, 0), (b"[]", KEY, 400, 0)],
    ids=["created", "another event", "forged", "no object"],
)
def test_the_receiver_works(body: bytes, key: str, status: int, provisioned: int) -> None:
    """As it stands; the header as the second snippet makes it."""
    names: dict[str, object] = {"body": body}
    exec(SNIPPETS[1].replace('"a key for tests"', repr(key)), names)
    exec(SNIPPETS[0], names)
    done: list[tuple[object, ...]] = []
    deliver = names["deliver"]
    assert callable(deliver)
    assert deliver(body, names["headers"], KEY, lambda *given: done.append(given)) == status
    assert len(done) == provisioned
    assert names["headers"] == {"Eka-Webhook-Signature": sign(body, key=key)}


def test_every_attribute_of_the_event_is_described() -> None:
    """Once."""
    named = [name for row in rows(sections(PAGE)["What is in it"]) for name in re.findall(r"`(\w+)`", row[0])]
    assert sorted(named) == sorted(AbhaCreated.__dataclass_fields__)


def test_the_errors_are_those_that_there_are() -> None:
    """All that a delivery can end in, and the tolerance as it is."""
    named = [row[0].strip("`") for row in rows(sections(PAGE)["Signatures"])]
    below = [cls.__name__ for cls in classes() if issubclass(cls, WebhookError)]
    assert sorted(named) == sorted([*below, "ConfigurationError"])
    assert f"{TOLERANCE:.0f} seconds" in PAGE
