"""``docs/shared_tokens.md``: its snippets run, and its numbers, log lines and rights are those that hold."""

from __future__ import annotations

import inspect
import logging
import re
from importlib import import_module

import pytest
import redis
from eka_abha import Secret, Token, TokenKey
from eka_abha._redis import outage
from eka_abha._sync import redis_store
from eka_abha.emulator import Emulator
from eka_abha.emulator.server import run_in_thread
from eka_abha.redis import RedisTokenStore, new_key
from fastapi.testclient import TestClient

from tests.docs.tables import page, rows, sections
from tests.support.redis_server import RedisProcess
from tests.support.untyped import untyped

PAGE = page("shared_tokens.md")
FASTAPI, DJANGO = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
NO = b'{"exists": false}'
KEY = TokenKey("https://api.example", "client-id", None)


def test_web_workers_of_both_kinds_share_a_token(redis_server: RedisProcess, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both snippets, as they stand: one login."""
    settings = import_module("django.conf").settings
    if not settings.configured:
        settings.configure()
    emulator = Emulator(seed=1)
    with run_in_thread(emulator) as base_url:
        variables = {
            "REDIS_URL": redis_server.url,
            "ABHA_TOKEN_KEYS": f"{new_key()} {new_key()}",
            "EKA_CLIENT_ID": "emulator-client",
            "EKA_CLIENT_SECRET": "emulator-secret",
            "EKA_BASE_URL": base_url,
        }
        for name, value in variables.items():
            monkeypatch.setenv(name, value)
        names: dict[str, object] = {}
        exec(FASTAPI, names)
        with TestClient(untyped(names["app"])) as browser:
            assert browser.get("/addresses/nisha.rao@sbx").json() is False
        exec(DJANGO, names)
        assert untyped(names["address_exists"])(untyped(names["HttpRequest"])(), "nisha.rao@sbx").content == NO
        untyped(names["abha"])().close()
    assert emulator.counts == {"login": 1, "check_abha_address": 2}


def test_the_options_are_those_that_there_are() -> None:
    """All of them, with their defaults."""
    parameters = inspect.signature(inspect.unwrap(RedisTokenStore.__init__)).parameters
    found = {re.findall(r"`(\w+)`", row[0])[0]: row[1].strip("`") for row in rows(sections(PAGE)["Options"])}
    assert found.keys() == parameters.keys() - {"self"}
    for name, default in found.items():
        value = parameters[name].default
        assert default == (
            "" if value in (None, inspect.Parameter.empty) else f"{value:g}" if name != "prefix" else value
        )


def test_numbers_and_log_lines_are_those_that_hold(caplog: pytest.LogCaptureFixture) -> None:
    """As the code has them."""
    assert f"{outage.PAUSE:.0f} seconds" in " ".join(PAGE.split())
    assert redis_store.RECHECK == 1.0
    with caplog.at_level(logging.WARNING, "eka_abha"):
        state = outage.Outage()
        state.failed("ConnectionError")
        state.passed()
    for line in caplog.messages:
        assert f"    {line}\n" in PAGE
    assert "what the Redis token store holds cannot be read: was it encrypted with another key?" in PAGE
    assert "cannot be read: was it encrypted with another key?" in inspect.getsource(redis_store)


def test_the_rights_of_the_redis_user_are_enough(redis_server: RedisProcess, caplog: pytest.LogCaptureFixture) -> None:
    """For all that a store does; for other names they are not."""
    (command,) = re.findall(r"^ACL SETUSER .*$", PAGE, re.MULTILINE)
    with redis_server.client() as client:
        client.execute_command(*command.split())
    url = f"redis://abha:a-password@127.0.0.1:{redis_server.port}/1"
    token = Token(Secret("t"), 9e9, 9e9)
    for prefix, shared in (("eka-abha", True), ("another", False)):
        one, two = (RedisTokenStore(url, keys=key, prefix=prefix, timeout=10.0) for key in [new_key()] * 2)
        lease = one.lease(KEY)
        one.give_back(lease, refresh_spent=False)
        one.save_leased(one.lease(KEY), token)
        found = two.load(KEY)
        one.close()
        two.close()
        assert (found is not None) is shared
        assert ("out of reach" in caplog.text) is not shared
    with pytest.raises(redis.exceptions.NoPermissionError), redis.Redis.from_url(url) as client:
        client.get("other")
