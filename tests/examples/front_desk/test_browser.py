"""Whole registrations in a real browser; each OTP is read from the emulator's own page, which is open beside it."""

from __future__ import annotations

import re

import pytest
from eka_abha.emulator import EmulatorSettings
from eka_abha.testing import AbhaEmulator
from playwright.sync_api import Browser, BrowserContext, ViewportSize, expect

from tests.examples.front_desk.conftest import Desk

MOBILE, OTHER_MOBILE, AADHAAR = "9876543210", "9123456780", "234567890124"
PHONE: ViewportSize = {"width": 390, "height": 844}
SIZES: tuple[ViewportSize, ...] = ({"width": 320, "height": 600}, PHONE, {"width": 1280, "height": 900})


class Visitor:
    """A patient at the front desk, and a developer who has the emulator's page open beside it."""

    def __init__(self, context: BrowserContext, desk: Desk, emulator_url: str) -> None:
        self.page = context.new_page()
        self.page.clock.install()
        self.page.goto(desk.url)
        self.developer = context.new_page()
        self.developer.goto(emulator_url)
        self.page.bring_to_front()

    def start(self, kind: str, number: str) -> None:
        """Type a number, agree, and ask for the OTP."""
        form = self.page.locator("form", has=self.page.locator(f"[name={kind}]"))
        form.locator(f"[name={kind}]").fill(number)
        form.get_by_role("checkbox").check()
        form.get_by_role("button", name="Send OTP").click()

    def otp(self, sent_to: str, count: int) -> str:
        """The OTP as the developer sees it, once so many were sent; the page keeps itself fresh."""
        self.developer.bring_to_front()
        expect(self.developer.locator("#otps li")).to_have_count(count)
        current = self.developer.locator("#otps li.current", has_text=sent_to).first
        code = current.locator("code").inner_text()
        self.page.bring_to_front()
        return code

    def verify(self, code: str, **more: str) -> None:
        """Type the OTP."""
        for name, value in {"otp": code, **more}.items():
            self.page.locator(f"[name={name}]").fill(value)
        self.page.get_by_role("button", name="Continue").click()

    def create(self, address: str, **details: str) -> None:
        """Ask for a new address."""
        for name, value in {"address": address, **details}.items():
            self.page.locator(f"input[name={name}]").fill(value)
        if details:
            self.page.get_by_label("Gender").select_option("F")
        self.page.get_by_role("button", name="Create my ABHA address").click()

    def is_registered(self, address: str) -> None:
        """The last page: the address, and the card as an image that loads."""
        expect(self.page.get_by_text(f"Your ABHA address is {address}")).to_be_visible()
        card = self.page.get_by_alt_text("Your ABHA card")
        expect(card).to_be_visible()
        assert card.evaluate("image => image.naturalWidth") > 100


@pytest.fixture
def visitor(context: BrowserContext, desk: Desk, abha_emulator_url: str) -> Visitor:
    """A patient who has just come."""
    return Visitor(context, desk, abha_emulator_url)


DETAILS = {"first_name": "Nisha", "last_name": "Rao", "born": "1990-08-17", "pincode": "110001"}


def test_registration_by_mobile(visitor: Visitor, desk: Desk, abha_emulator: AbhaEmulator) -> None:
    """From the number to the card, with a mistyped OTP and an address that is taken."""
    abha_emulator.add_account("nisha.rao@sbx", mobile=OTHER_MOBILE)
    visitor.start("mobile", "98765 43210")
    expect(visitor.page.get_by_text("We sent an OTP to ******3210")).to_be_visible()
    visitor.verify("000000")
    expect(visitor.page.get_by_text("That OTP is not right")).to_be_visible()
    visitor.verify(visitor.otp("******3210", 1))
    visitor.create("nisha.rao", **DETAILS)
    expect(visitor.page.get_by_text("This ABHA address is taken")).to_be_visible()
    visitor.create("nisha.rao90", **DETAILS)
    visitor.is_registered("nisha.rao90@sbx")
    account = abha_emulator.accounts[-1]
    assert (account.abha_address, account.first_name, account.year_of_birth) == ("nisha.rao90@sbx", "Nisha", 1990)
    assert desk.audit == [
        ("init_mobile_registration", "ok"),
        ("verify_mobile_registration", "wrong_otp"),
        ("verify_mobile_registration", "ok"),
        ("create_mobile_registration", "address_taken"),
        ("create_mobile_registration", "ok"),
    ]
    references = desk.rows("SELECT DISTINCT reference FROM audit")
    assert len(references) == 1
    assert re.fullmatch(r"consent-[0-9a-f-]{36}", str(references[0][0]))
    visitor.developer.bring_to_front()
    expect(visitor.developer.locator("#accounts")).to_contain_text("nisha.rao90@sbx")
    expect(visitor.developer.locator("#transactions")).to_contain_text("ended")
    expect(visitor.developer.locator("#requests")).to_contain_text("ABDM-1101")


def test_registration_by_aadhaar(visitor: Visitor, desk: Desk) -> None:
    """The mobile is not the one that is linked: a second OTP confirms it; then a new address."""
    visitor.start("aadhaar", "2345 6789 0124")
    visitor.verify(visitor.otp("******0124", 1), mobile=OTHER_MOBILE)
    expect(visitor.page.get_by_text("We sent an OTP to ******6780")).to_be_visible()
    visitor.verify(visitor.otp("******6780", 2))
    visitor.create("asha.rao")
    visitor.is_registered("asha.rao@sbx")
    assert [operation for operation, _ in desk.audit] == [
        "init_aadhaar_registration",
        "verify_aadhaar_registration",
        "verify_aadhaar_mobile",
        "create_aadhaar_registration",
    ]


def test_an_existing_address_is_chosen(visitor: Visitor, desk: Desk, abha_emulator: AbhaEmulator) -> None:
    """On a phone; where the service wants a session with the gateway for the card, another OTP opens one."""
    visitor.page.set_viewport_size(PHONE)
    for address in ("nisha.rao@sbx", "nisha1990@sbx"):
        abha_emulator.add_account(address, mobile=MOBILE)
    visitor.start("mobile", MOBILE)
    visitor.verify(visitor.otp("******3210", 1))
    visitor.page.get_by_role("button", name="nisha1990@sbx").click()
    expect(visitor.page.get_by_text("Your ABHA address is nisha1990@sbx")).to_be_visible()
    visitor.page.get_by_role("button", name="Send an OTP to show my ABHA card").click()
    expect(visitor.page.get_by_role("alert")).to_have_text(re.compile("You can ask for another one in .. seconds"))
    abha_emulator.advance(30)
    visitor.page.get_by_role("button", name="Send an OTP to show my ABHA card").click()
    expect(visitor.page.get_by_text("We sent an OTP to your mobile.")).to_be_visible()
    visitor.verify("000000")
    expect(visitor.page.get_by_text("That OTP is not right")).to_be_visible()
    visitor.verify(visitor.otp("******3210", 2))
    visitor.is_registered("nisha1990@sbx")
    assert desk.audit[-1] == ("verify_session", "ok")
    assert len(desk.rows("SELECT DISTINCT reference FROM audit")) == 1  # the consent is on the OTP for the card, too
    visitor.page.get_by_role("button", name="Start again").click()
    expect(visitor.page.get_by_label("Mobile number")).to_be_visible()


class TestANewAddressBesideExistingOnes:
    """Who has several addresses may choose one, or ask for another."""

    @pytest.fixture(params=[True, False])
    def allowed(self, request: pytest.FixtureRequest) -> bool:
        """Whether the service makes another one; its documentation does not say."""
        return bool(request.param)

    @pytest.fixture
    def abha_emulator_settings(self, allowed: bool) -> EmulatorSettings:
        """The emulator does the one or the other."""
        return EmulatorSettings(create_after_select=allowed)

    def test_it_is_made_or_the_patient_chooses(
        self, visitor: Visitor, abha_emulator: AbhaEmulator, allowed: bool
    ) -> None:
        """Where it is refused, the patient reads what to do, and the addresses are still there."""
        for address in ("nisha.rao@sbx", "nisha1990@sbx"):
            abha_emulator.add_account(address, mobile=MOBILE)
        visitor.start("mobile", MOBILE)
        visitor.verify(visitor.otp("******3210", 1))
        existing = visitor.page.get_by_role("button", name="nisha1990@sbx")
        expect(existing).to_be_visible()
        visitor.create("nisha.rao90", **DETAILS)
        if allowed:
            visitor.is_registered("nisha.rao90@sbx")
        else:
            expect(visitor.page.get_by_role("alert")).to_contain_text("or choose that account")
            existing.click()
            expect(visitor.page.get_by_text("Your ABHA address is nisha1990@sbx")).to_be_visible()


def test_another_otp_after_half_a_minute(visitor: Visitor, abha_emulator: AbhaEmulator) -> None:
    """The button counts down, and sends when it is time; the first OTP is over then."""
    visitor.start("mobile", MOBILE)
    first = visitor.otp("******3210", 1)
    button = visitor.page.get_by_role("button", name="Send another OTP")
    expect(button).to_be_disabled()
    expect(button).to_have_text(re.compile(r"Send another OTP \(in (30|2\d) s\)"))
    visitor.page.clock.fast_forward(31_000)
    abha_emulator.advance(30)
    expect(button).to_have_text("Send another OTP")
    button.click()
    expect(button).to_be_disabled()
    second = visitor.otp("******3210", 2)
    assert second != first
    expect(visitor.developer.locator("#otps li:not(.current) code")).to_have_text(first)
    visitor.verify(first)
    expect(visitor.page.get_by_role("alert")).to_have_text("That OTP is not right. Please type it again.")
    visitor.verify(second)
    expect(visitor.page.get_by_label("ABHA address")).to_be_visible()
    assert abha_emulator.counts["resend_mobile_registration"] == 1


def test_a_double_click_is_one_call(visitor: Visitor, abha_emulator: AbhaEmulator) -> None:
    """On each button that calls: two submits, one call, and the patient is on the next page."""
    abha_emulator.slow_next("*", 0.2, times=99)
    form = visitor.page.locator("form", has=visitor.page.locator("[name=mobile]"))
    form.locator("[name=mobile]").fill(MOBILE)
    form.get_by_role("checkbox").check()
    form.get_by_role("button").dblclick()
    expect(visitor.page.get_by_label("OTP")).to_be_visible()
    visitor.page.get_by_label("OTP").fill(visitor.otp("******3210", 1))
    visitor.page.get_by_role("button", name="Continue").dblclick()
    expect(visitor.page.get_by_label("ABHA address")).to_be_visible()
    expect(visitor.page.get_by_role("alert")).to_have_count(0)
    assert abha_emulator.counts["init_mobile_registration"] == 1
    assert abha_emulator.counts["verify_mobile_registration"] == 1


def test_an_unknown_error_and_an_expired_transaction(visitor: Visitor, abha_emulator: AbhaEmulator) -> None:
    """The patient reads what to do, and nothing of the service's own words; the registration can begin again."""
    abha_emulator.fail_next("init_mobile_registration", status=520, body="<h1>Ray ID: 8f00</h1>")
    visitor.start("mobile", MOBILE)
    expect(visitor.page.get_by_role("alert")).to_have_text(
        "This did not work just now. Please wait half a minute, then try again."
    )
    visitor.start("mobile", MOBILE)
    code = visitor.otp("******3210", 1)
    abha_emulator.advance(900)
    visitor.verify(code)
    expect(visitor.page.get_by_role("alert")).to_have_text("This took too long. Please start again.")
    visitor.start("mobile", MOBILE)
    visitor.verify(visitor.otp("******3210", 2))
    expect(visitor.page.get_by_label("ABHA address")).to_be_visible()


def test_every_page_fits(visitor: Visitor) -> None:
    """On small and large screens nothing is cut off or to be scrolled to the side, and each field has a label."""

    def fits() -> None:
        expect(visitor.page.get_by_role("heading", name="Register for ABHA")).to_be_visible()
        fields = visitor.page.locator("input:not([type=hidden]), select")
        assert fields.evaluate_all("all => all.every(field => field.labels.length === 1)")
        for size in SIZES:
            visitor.page.set_viewport_size(size)
            assert visitor.page.evaluate("document.documentElement.scrollWidth") <= size["width"]

    fits()
    visitor.start("aadhaar", AADHAAR)
    expect(visitor.page.get_by_label("OTP")).to_be_focused()
    fits()
    visitor.verify("000000", mobile=MOBILE)
    expect(visitor.page.get_by_role("alert")).to_be_visible()
    fits()
    visitor.page.get_by_role("button", name="Start again").click()
    visitor.start("mobile", MOBILE)
    visitor.verify(visitor.otp("******3210", 2))
    expect(visitor.page.get_by_label("ABHA address")).to_be_visible()
    fits()
    visitor.create("a-very.long_address", **DETAILS)
    expect(visitor.page.get_by_role("alert")).to_be_visible()
    fits()
    visitor.create("nisha.rao90", **DETAILS)
    visitor.is_registered("nisha.rao90@sbx")
    fits()


def test_it_works_without_scripts(browser: Browser, desk: Desk, abha_emulator: AbhaEmulator) -> None:
    """The button for another OTP works as it is, and the answer says how long to wait."""
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(desk.url)
        page.locator("[name=mobile]").fill(MOBILE)
        page.get_by_role("checkbox").first.check()
        page.get_by_role("button", name="Send OTP").first.click()
        page.get_by_role("button", name="Send another OTP").click()
        expect(page.get_by_role("alert")).to_have_text(
            "An OTP was sent just now. You can ask for another one in 30 seconds."
        )
        abha_emulator.advance(30)
        page.get_by_role("button", name="Send another OTP").click()
        expect(page.get_by_role("alert")).to_have_count(0)
        assert abha_emulator.counts["resend_mobile_registration"] == 1
