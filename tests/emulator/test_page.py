"""The page as it comes from the server: without its script."""

from __future__ import annotations

from html.parser import HTMLParser

import httpx
import pytest
from eka_abha.emulator.server import run_in_thread

from tests.emulator.controlling import Controller
from tests.emulator.support import NISHA, PERSON, Caller

AADHAAR = "234123412346"
HOSTILE = '"><script>alert(1)</script>&amp;'


class Reader(HTMLParser):
    """What a browser without JavaScript makes of a page: its elements and its text."""

    def __init__(self) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element begins."""
        self.elements.append((tag, dict(attrs)))
        if tag not in ("meta", "link", "wbr"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """It ends, and it is the one that began last."""
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        """Text."""
        self.text += data

    def attributes(self, tag: str) -> list[dict[str, str | None]]:
        """The attributes of all elements of a kind."""
        return [attributes for name, attributes in self.elements if name == tag]


def read(client: Caller) -> Reader:
    """The page of the client's emulator."""
    answer = Controller(client.emulator).ask("GET", "/")
    assert (answer.status, answer.headers["content-type"]) == (200, "text/html; charset=utf-8")
    reader = Reader()
    reader.feed(answer.body.decode())
    reader.close()
    assert reader.open == []
    return reader


def test_the_page_of_a_new_emulator_says_that_nothing_is_there(client: Caller) -> None:
    """For each of its parts."""
    client.emulator.reset()
    page = read(client)
    assert page.text.count("None so far.") == 4
    titles = [attributes["id"] for attributes in page.attributes("h2")]
    assert titles == ["otps-title", "transactions-title", "accounts-title", "requests-title"]
    assert [attributes["aria-labelledby"] for attributes in page.attributes("section")] == titles


def test_the_page_shows_what_a_developer_needs(client: Caller) -> None:
    """The OTP, to whom and for which transaction; the states; the accounts; requests with status and error."""
    txn_id = client.start().txn_id
    otp = client.otp(NISHA)
    client.verify(txn_id, "000001")
    client.emulator.add_account("asha.rao@sbx", mobile=NISHA, abha_number="91123456789012", kyc_verified=True)
    page = read(client)
    assert {"type": "button", "data-copy": otp} in page.attributes("button")
    assert {"href": "#transaction-1"} in page.attributes("a")
    assert any(attributes.get("id") == "transaction-1" for attributes in page.attributes("tr"))
    text = " ".join(page.text.split())
    for shown in (
        f"{otp} Copy the OTP to ******3210",
        "to ******3210 current",
        "for transaction 1, mobile registration, 0 s ago",
        "OTP awaited",
        txn_id,
        "asha.rao@sbx",
        "xx-xxxx-xxxx-9012",
        "ABDM-1035. OTP does not matched. wrong OTP number 1 of this transaction",
    ):
        assert shown in text


def test_the_page_masks_numbers_and_shows_no_names(client: Caller) -> None:
    """Whoever looks over a developer's shoulder reads OTPs, and not whom they are of."""
    client.create(client.verified().txn_id, "some.body@sbx")
    client.proven(AADHAAR, "9876500001")
    client.emulator.add_account("asha.rao@sbx", mobile="9876500000", first_name="Lakshmi", aadhaar=AADHAAR)
    page = read(client).text
    for secret in (NISHA, "9876500001", "9876500000", AADHAAR, str(PERSON["first_name"]), "Lakshmi", "emulator-secret"):
        assert secret not in page


def test_whatever_was_sent_is_shown_as_text(client: Caller) -> None:
    """Names, addresses, ids and paths from outside cannot become elements."""
    client.checked = False
    client.emulator.add_account(f"{HOSTILE}@sbx", mobile=NISHA)
    client.call(f"GET{HOSTILE}", "/nowhere")
    client.emulator.fail_next("login", status=500, body={"error": HOSTILE, "source_error": {"code": HOSTILE}})
    client.emulator.fail_next("init_mobile_registration", status=500, body={"error": HOSTILE})
    client.start()
    page = read(client)
    assert page.attributes("script") == [{"src": "/emulator/page.js", "defer": None}]
    assert page.text.lower().count(HOSTILE) == 3


def test_half_a_character_does_not_break_the_page(client: Caller) -> None:
    """JSON may hold what UTF-8 cannot."""
    client.checked = False
    client.emulator.fail_next("init_mobile_registration", status=400, body=b'{"error": "\\ud800"}')
    client.start()
    assert "?" in read(client).text


def test_only_the_latest_are_shown(client: Caller) -> None:
    """Newest first, and it says so."""
    for number in range(60):
        client.start(f"98765400{number:02}")
    page = read(client)
    text = " ".join(page.text.split())
    assert "OTPs 60, the latest 12 shown" in text
    assert "Transactions 60, the latest 50 shown" in text
    assert "Latest requests 61, the latest 50 shown" in text
    assert [button["data-copy"] for button in page.attributes("button")] == [
        message.otp for message in reversed(client.emulator.messages[-12:])
    ]


def test_ages_are_told_in_the_emulators_time(client: Caller) -> None:
    """Seconds, minutes, hours, days."""
    client.start()
    told = []
    for seconds in (59, 1, 3540, 82800):
        client.emulator.advance(seconds)
        told.append(next(part for part in ("59 s", "1 min", "1 h", "1 d") if f"{part} ago" in read(client).text))
    assert told == ["59 s", "1 min", "1 h", "1 d"]


@pytest.mark.parametrize(
    ("path", "media_type"),
    [
        ("/emulator/page.css", "text/css; charset=utf-8"),
        ("/emulator/page.js", "text/javascript; charset=utf-8"),
        ("/emulator/icon.svg", "image/svg+xml"),
    ],
)
def test_all_it_needs_comes_from_the_emulator(path: str, media_type: str, client: Caller) -> None:
    """Style, script and icon; the page names no other host, and no style or script within itself."""
    controller = Controller(client.emulator)
    answer = controller.ask("GET", path)
    assert (answer.status, answer.headers["content-type"]) == (200, media_type)
    page = controller.ask("GET", "/").body.decode()
    assert path in page
    assert "http://" not in page + answer.body.decode().replace('xmlns="http://www.w3.org/2000/svg"', "")
    assert "https://" not in page
    assert "style=" not in page
    assert "<style" not in page


def test_a_browsers_own_request_for_an_icon_is_no_call(client: Caller) -> None:
    """Whoever looks at the control's JSON in a browser finds nothing of it in the log of requests."""
    before = client.emulator.requests
    with run_in_thread(client.emulator) as base_url:
        answer = httpx.get(f"{base_url}/favicon.ico", trust_env=False)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "image/svg+xml")
    assert client.emulator.requests == before
