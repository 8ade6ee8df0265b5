"""The page in a real browser: it stays fresh, copies OTPs, and fits a phone."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal

import pytest
from eka_abha import AadhaarCreateAddress, AbhaClient, ConfirmMobile, CreateAddress, LoggedIn, NewProfile
from eka_abha.emulator import Emulator
from eka_abha.emulator.server import run_in_thread
from eka_abha.errors import InvalidOtp

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

MOBILE = "9876543210"
PROFILE = NewProfile(
    first_name="Nisha", gender="F", day_of_birth=1, month_of_birth=2, year_of_birth=1992, pincode="560001"
)


@pytest.fixture
def emulator() -> Emulator:
    """An emulator whose time passes."""
    return Emulator(seed=1, clock=time.monotonic)


@pytest.fixture
def base_url(emulator: Emulator) -> Iterator[str]:
    """Where it is served."""
    with run_in_thread(emulator) as url:
        yield url


@pytest.fixture
def abha(emulator: Emulator, base_url: str) -> Iterator[AbhaClient]:
    """The client of whoever builds a flow."""
    with AbhaClient(
        client_id=emulator.client_id, client_secret=emulator.client_secret, environment="sandbox", base_url=base_url
    ) as client:
        yield client


def code_on(page: Page, mask: str) -> str:
    """The current OTP to a masked number, as the page shows it once it does."""
    return page.locator("#otps li.current", has_text=mask).locator("code").inner_text()


def test_a_registration_is_followed_on_the_page(abha: AbhaClient, base_url: str, page: Page) -> None:
    """Every OTP is taken from the page, which shows each state without being loaded again."""
    from playwright.sync_api import expect

    page.goto(base_url)
    expect(page.locator("#otps")).to_contain_text("None so far.")
    sent = abha.registration.start_mobile(MOBILE)
    expect(page.get_by_role("status")).to_have_text(re.compile(r"New OTP \d{6} to \*{6}3210"))
    otp = code_on(page, "******3210")
    row = page.locator("#transaction-1")
    expect(row).to_contain_text("OTP awaited")
    with pytest.raises(InvalidOtp):
        sent.verify("000001")
    expect(page.locator("#requests")).to_contain_text("ABDM-1035")
    step = sent.verify(otp)
    assert isinstance(step, CreateAddress)
    expect(row).to_contain_text("OTP verified, next is abha_create")
    expect(page.locator("#otps li.current")).to_have_count(0)
    assert isinstance(step.create("nisha.rao", profile=PROFILE), LoggedIn)
    expect(row).to_contain_text("ended")
    expect(page.locator("#accounts")).to_contain_text("nisha.rao@sbx")
    expect(page.locator("#requests tbody tr").first).to_contain_text("create_")


def test_a_registration_by_aadhaar_shows_both_otps(abha: AbhaClient, base_url: str, page: Page) -> None:
    """The second one goes to the mobile number that is to be confirmed."""
    from playwright.sync_api import expect

    page.goto(base_url)
    confirm = abha.registration.start_aadhaar("234123412346").verify(code_on(page, "******2346"), mobile=MOBILE)
    expect(page.locator("#transaction-1")).to_contain_text("OTP to confirm the mobile awaited")
    assert isinstance(confirm, ConfirmMobile)
    assert isinstance(confirm.verify(code_on(page, "******3210")), AadhaarCreateAddress)
    expect(page.locator("#otps li")).to_have_count(2)


def test_an_otp_is_copied_with_its_button(
    emulator: Emulator, abha: AbhaClient, base_url: str, page: Page, context: BrowserContext
) -> None:
    """By keyboard, too; it says so, and the focus stays although the page changes."""
    from playwright.sync_api import expect

    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=base_url)
    abha.registration.start_mobile(MOBILE)
    page.goto(base_url)
    button = page.get_by_role("button", name="Copy the OTP to ******3210")
    button.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_have_text(f"Copied {emulator.otp_for(MOBILE)}")
    assert page.evaluate("navigator.clipboard.readText()") == emulator.otp_for(MOBILE)
    abha.registration.start_mobile("9876543211")
    expect(page.locator("#otps li")).to_have_count(2)
    expect(button).to_be_focused()


def test_an_otp_is_copied_where_the_browser_has_no_clipboard(
    emulator: Emulator, abha: AbhaClient, base_url: str, page: Page
) -> None:
    """As over plain HTTP from another machine."""
    from playwright.sync_api import expect

    page.add_init_script("delete Navigator.prototype.clipboard")
    abha.registration.start_mobile(MOBILE)
    page.goto(base_url)
    page.get_by_role("button", name="Copy").click()
    expect(page.get_by_role("status")).to_have_text(f"Copied {emulator.otp_for(MOBILE)}")


def test_the_page_says_when_the_emulator_is_gone(emulator: Emulator, page: Page) -> None:
    """And when it is back; what was known stays on it."""
    from playwright.sync_api import expect

    with run_in_thread(emulator) as base_url:
        page.goto(base_url)
        port = int(base_url.rpartition(":")[2])
    expect(page.get_by_role("status")).to_contain_text("does not answer")
    expect(page.get_by_role("heading", name="Transactions")).to_be_visible()
    with run_in_thread(emulator, port=port):
        expect(page.get_by_role("status")).to_have_text("The emulator answers again.")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_fits_a_phone(
    scheme: Literal["light", "dark"], emulator: Emulator, abha: AbhaClient, base_url: str, browser: Browser
) -> None:
    """360 pixels wide, nothing has to be scrolled sideways, and the button can be hit with a thumb."""
    from playwright.sync_api import expect

    emulator.add_account(f"{'a' * 60}@sbx", mobile=MOBILE)
    sent = abha.registration.start_mobile(MOBILE)
    with pytest.raises(InvalidOtp):
        sent.verify("000001")
    phone = browser.new_context(viewport={"width": 360, "height": 740}, color_scheme=scheme, has_touch=True)
    page = phone.new_page()
    page.goto(base_url)
    expect(page.locator("#requests")).to_contain_text("ABDM-1035")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    wider = "[...document.querySelectorAll('main *')].filter((one) => one.getBoundingClientRect().right > 360).length"
    assert page.evaluate(wider) == 0
    box = page.get_by_role("button", name="Copy").bounding_box()
    assert box is not None
    assert (box["height"] >= 32, box["width"] >= 48) == (True, True)
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert (ground == "rgb(18, 23, 22)") == (scheme == "dark")
    phone.close()


def test_the_page_can_be_read_without_javascript(abha: AbhaClient, base_url: str, browser: Browser) -> None:
    """All is there; buttons that would do nothing are not."""
    from playwright.sync_api import expect

    abha.registration.start_mobile(MOBILE)
    plain = browser.new_context(java_script_enabled=False)
    page = plain.new_page()
    page.goto(base_url)
    expect(page.locator("#otps code")).to_have_text(re.compile(r"\d{6}"))
    expect(page.locator("#otps button")).to_be_hidden()
    expect(page.get_by_text("Without its script")).to_be_visible()
    abha.registration.start_mobile("9876543211")
    page.get_by_role("link", name="load it again").click()
    expect(page.locator("#otps li")).to_have_count(2)
    plain.close()


def test_another_page_in_the_same_browser_cannot_drive_it(emulator: Emulator, base_url: str, browser: Browser) -> None:
    """Neither by script nor by form; nor does it see what is there."""
    with run_in_thread(Emulator()) as other_url:
        context = browser.new_context()
        page = context.new_page()
        page.goto(f"{other_url}/emulator/clock")
        attempt = (
            """async ([url, init]) => { try { return (await fetch(url, init)).status } catch { return "blocked" } }"""
        )
        fault = '{"operation": "login", "status": 500}'
        inits: list[dict[str, object]] = [
            {"method": "POST", "body": fault, "headers": {"content-type": "application/json"}},
            {"method": "POST", "body": fault, "mode": "no-cors"},
            {"method": "POST", "mode": "no-cors"},
            {"method": "DELETE"},
            {},
        ]
        for path in ("faults", "reset"):
            for init in inits:
                outcome = page.evaluate(attempt, [f"{base_url}/emulator/{path}", init])
                assert outcome in ("blocked", 0), (path, init, outcome)
        assert emulator.faults == ()
        context.close()
