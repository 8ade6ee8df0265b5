"""What the libraries below would do by themselves, and do not do for us: log headers and URLs, keep cookies."""

from __future__ import annotations

import ast
import importlib
import importlib.util
import logging
from pathlib import Path

import httpcore
import httpx
import pytest
from eka_abha import AbhaClient
from eka_abha._http import lower_logs
from eka_abha._http.deadline import Deadline, request_under_way

from tests.privacy.canaries import ACCESS_TOKEN, ADDRESS, COOKIE, FIRST
from tests.privacy.detectors import Watch
from tests.privacy.serving import SET_COOKIES
from tests.support.raw_server import Connection, RawRequest, raw_server


def set_cookie(request: RawRequest, connection: Connection) -> None:
    """A success that sets a cookie."""
    connection.answer({"exists": True}, headers=SET_COOKIES)


def test_httpx_alone_logs_urls_and_headers_and_keeps_cookies() -> None:
    """The promises are not empty: the same calls, made with a plain httpx client, show all of it."""
    with raw_server(set_cookie) as server, Watch() as watch, httpx.Client(base_url=server.base_url) as plain:
        for _ in range(2):
            plain.get("/x", params={"fn": FIRST}, headers={"Authorization": f"Bearer {ACCESS_TOKEN}"})
        assert server.requests[1].headers["cookie"] == f"session={COOKIE}"
        watch.look_at(plain.cookies)
    found = "\n".join(watch.leaks())
    assert f"log {httpx.__name__} INFO: first name" in found
    assert f"log {httpcore.__name__}.http11 DEBUG: cookie" in found


def test_only_our_own_requests_lose_their_log() -> None:
    """An application's other use of httpx keeps its lines, before, after and between ours."""
    with raw_server(set_cookie) as server, Watch() as watch:
        with AbhaClient(access_token=ACCESS_TOKEN, environment="sandbox", base_url=server.base_url) as abha:
            abha.lookup.address_exists(ADDRESS)
            assert watch.leaks() == []
            lines = watch.log_lines("httpcore")
            assert lines
            assert all("details removed by eka_abha" in line or "close." in line for line in lines)
            with httpx.Client() as plain:
                plain.get(server.base_url)
        assert any("Set-Cookie" in line for line in watch.log_lines("httpcore"))


@pytest.mark.parametrize("name", ["hpack.hpack", "hpack.table", "httpcore.http2", "httpcore.proxy", "httpcore.socks"])
def test_loggers_of_other_protocols_are_covered(name: str) -> None:
    """HTTP/2, proxies: their DEBUG lines carry headers."""
    lower_logs.install()
    logger = logging.getLogger(name)
    with Watch() as watch:
        with request_under_way(Deadline(5.0)):
            logger.debug("Adding (%s, %s) to the header table", "authorization", f"Bearer {ACCESS_TOKEN}")
            try:
                raise ValueError(ACCESS_TOKEN)
            except ValueError:
                logger.debug("failed %s", ACCESS_TOKEN, exc_info=True)
        assert watch.leaks() == []
        assert len(watch.log_lines(name)) == 2
        logger.debug("Adding %s", ACCESS_TOKEN)
    assert watch.leaks()


@pytest.mark.parametrize("library", ["httpcore", "httpcore2"])
def test_every_logger_of_httpcore_is_covered(library: str) -> None:
    """A new one in a later version would be noticed here."""
    name = importlib.import_module(library).__name__  # one may stand in the other's place
    assert loggers_of(library) == {logger for logger in lower_logs._LOGGERS if logger.startswith(f"{name}.")}


def test_every_logger_of_aiohttp_that_a_client_writes_to_is_covered() -> None:
    """The others belong to its server and to web sockets."""
    others = {"aiohttp.access", "aiohttp.server", "aiohttp.web", "aiohttp.websocket"}
    assert loggers_of("aiohttp") - others == {name for name in lower_logs._LOGGERS if name.startswith("aiohttp.")}


def loggers_of(library: str) -> set[str]:
    """The names of all loggers that the library's modules get."""
    spec = importlib.util.find_spec(library)
    assert spec is not None
    assert spec.origin is not None
    found = set()
    for path in Path(spec.origin).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("getLogger"):
                values = [argument.value for argument in node.args if isinstance(argument, ast.Constant)]
                found |= {value for value in values if isinstance(value, str)}
    return found
