"""A real browser for tests of pages: Debian's chromium, driven by playwright.

A folder's `conftest.py` imports the fixtures that its tests use. While a browser is open, playwright's own event loop
counts as running in this thread; so a file of browser tests has no asynchronous tests.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from tests.support.real_parts import needs

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request

# As root there is no sandbox to be had; the rest keeps the browser from looking for hosts that are not ours.
_ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
_LOOPBACK = ("127.0.0.1", "localhost", "::1")
_MILLISECONDS = 20_000
"""How long an action or an expectation may take: the machine may be busy."""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A browser for the tests of one file; each test opens pages of its own."""
    chromium = needs("chromium", "chromium")
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=_MILLISECONDS)
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium, args=list(_ARGUMENTS))
        yield opened
        opened.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A profile without cookies. A script's error, a breach of the page's own policy and a request to another machine
    fail the test; an answer with an error status does not."""
    made = browser.new_context(viewport={"width": 1280, "height": 900})
    made.set_default_timeout(_MILLISECONDS)
    complaints: list[str] = []

    def on_console(message: ConsoleMessage) -> None:
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            complaints.append(f"console: {message.text}")

    def on_request(request: Request) -> None:
        if urlsplit(request.url).hostname not in (*_LOOPBACK, None):
            complaints.append(f"request to another machine: {request.url}")

    def on_page(page: Page) -> None:
        page.on("pageerror", lambda error: complaints.append(f"script: {error}"))

    made.on("console", on_console)
    made.on("request", on_request)
    made.on("page", on_page)
    yield made
    made.close()
    if complaints:
        pytest.fail("\n".join(complaints))


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """A new page, 1280 pixels wide."""
    return context.new_page()
