"""``docs/production.md``, what to alert on: an alert that names what never comes would never fire."""

from __future__ import annotations

import logging
import re

import pytest
from eka_abha import AbhaClient, StepEvent
from eka_abha.emulator import Emulator
from eka_abha.errors import KEYS
from eka_abha.redis import RedisTokenStore, new_key

from tests.docs.tables import page, rows, sections

SIGNALS = [row[0] for row in rows(sections(page("production.md"))["What to alert on"])]


def test_alerts_name_keys_that_there_are() -> None:
    """Each of them is some error's."""
    named = {key for signal in SIGNALS for key in re.findall(r"`(\w+)`", signal)}
    assert len(named) > 10
    assert named <= KEYS


def test_alerts_name_log_lines_that_there_are(caplog: pytest.LogCaptureFixture) -> None:
    """A hook that fails, a token that is not renewed ahead of time and a Redis that is down write them as warnings."""
    told = {line for signal in SIGNALS for line in re.findall(r'log line "([^"]+)"', signal)}
    emulator, now = Emulator(seed=1), [1_800_000_000.0]

    def failing(step: StepEvent) -> None:
        raise OSError("the audit table is gone")

    with (
        caplog.at_level(logging.WARNING, logger="eka_abha"),
        RedisTokenStore("redis://127.0.0.1:9/0", keys=[new_key()], timeout=0.1) as store,
    ):
        for kept in (None, store):
            with AbhaClient(
                client_id=emulator.client_id,
                client_secret=emulator.client_secret,
                environment="sandbox",
                transport=emulator.transport(),
                on_step=failing,
                clock=lambda: now[0],
                token_store=kept,
            ) as abha:
                abha.registration.start_mobile("9876543210" if kept else "9876543211")
                if kept is None:
                    now[0] += 1700  # the token is good for 100 seconds more
                    for operation in ("refresh_token", "login"):
                        emulator.fail_next(operation, status=401, body={})
                    assert abha.lookup.address_exists("nisha.rao@sbx") is False
    said = [record.getMessage() for record in caplog.records]
    assert len(told) == 3
    assert [line for line in told if not any(line in message for message in said)] == []
