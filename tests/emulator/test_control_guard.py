"""Web pages in the developer's browser cannot drive the emulator."""

from __future__ import annotations

import pytest
from eka_abha.emulator import Emulator

from tests.emulator.controlling import Controller


@pytest.fixture
def controller() -> Controller:
    """The control of a new emulator."""
    return Controller(Emulator())


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "127.0.0.1:8765",
        "localhost:8765",
        "LOCALHOST",
        "emu.localhost:1",
        "[::1]:8765",
        "192.168.1.5:80",
        "",
    ],
)
def test_an_address_or_localhost_is_a_host(host: str, controller: Controller) -> None:
    """With or without a port; no host is no browser."""
    assert controller.ask("GET", "/emulator/messages", headers={"host": host}).status == 200


@pytest.mark.parametrize(
    "host",
    ["evil.example", "127.0.0.1.evil.example", "localhost.evil.example:8765", "evillocalhost", "[::1", "emulator"],
)
def test_any_other_name_may_lead_here_by_somebody_elses_doing(host: str, controller: Controller) -> None:
    """Nothing can be read by it, the page neither."""
    for path in ("/", "/emulator/messages", "/emulator/page.js", "/emulator/nothing"):
        answer = controller.ask("GET", path, headers={"host": host})
        assert answer.status == 403
        assert b"--allow-host" in answer.body


def test_a_name_can_be_allowed() -> None:
    """Whatever its case."""
    controller = Controller(Emulator(), "Emulator")
    assert controller.ask("GET", "/", headers={"host": "emulator:8765"}).status == 200
    assert controller.ask("GET", "/", headers={"host": "emulator2:8765"}).status == 403


@pytest.mark.parametrize(
    "origin",
    [
        "https://evil.example",
        "http://localhost:8765",
        "http://127.0.0.1:8000",
        "http://127.0.0.1",
        "null",
        "x",
        "http://[",
    ],
)
@pytest.mark.parametrize("method", ["GET", "POST", "DELETE"])
def test_another_origin_is_refused(method: str, origin: str, controller: Controller) -> None:
    """Another port of this machine is another origin, too."""
    body = {"operation": "login", "status": 500} if method == "POST" else None
    answer = controller.ask(method, "/emulator/faults", body, headers={"origin": origin})
    assert answer.status == 403
    assert controller.get("faults") == []


def test_the_own_origin_is_not_refused(controller: Controller) -> None:
    """A page of the emulator may ask."""
    headers = {"origin": "http://127.0.0.1:8765", "sec-fetch-site": "same-origin"}
    assert controller.ask("POST", "/emulator/clock", {"advance": 1}, headers=headers).status == 200


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_a_page_of_another_site_changes_nothing(site: str, controller: Controller) -> None:
    """Also where the browser sends no origin; a link to the page works."""
    headers = {"sec-fetch-site": site}
    assert controller.ask("POST", "/emulator/reset", headers=headers).status == 403
    assert controller.ask("GET", "/", headers=headers).status == 200


@pytest.mark.parametrize(
    "media_type", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"]
)
def test_a_form_is_refused(media_type: str, controller: Controller) -> None:
    """With a body or without one: what a form can send is never JSON."""
    for body in (b'{"advance": 1}', None):
        answer = controller.ask("POST", "/emulator/clock", body, headers={"content-type": media_type})
        assert answer.status == 415
        assert b"content-type: application/json" in answer.body
    assert controller.emulator.now.isoformat() == "2026-01-01T00:00:00+00:00"


def test_json_may_have_a_charset_and_a_body_may_be_left_out(controller: Controller) -> None:
    """As libraries do."""
    headers = {"content-type": "Application/JSON; charset=utf-8"}
    assert controller.ask("POST", "/emulator/clock", {"advance": 1}, headers=headers).status == 200
    assert controller.ask("POST", "/emulator/reset").status == 200


def test_answers_cannot_be_framed_sniffed_or_taken_into_other_pages(controller: Controller) -> None:
    """Nor kept by the browser: by their headers, refusals included."""
    for path, host in (("/", "127.0.0.1"), ("/emulator/messages", "127.0.0.1"), ("/", "evil.example")):
        headers = controller.ask("GET", path, headers={"host": host}).headers
        assert headers["cache-control"] == "no-store"
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["cross-origin-resource-policy"] == "same-origin"
        assert headers["referrer-policy"] == "no-referrer"
        policy = headers["content-security-policy"]
        assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self';")
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert "access-control-allow-origin" not in headers
