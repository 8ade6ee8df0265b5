"""The front desk by its requests: what it answers to clicks, strangers and errors, and what it does not give away."""

from __future__ import annotations

import json
import logging
import re
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import httpx
import pytest
from eka_abha.errors import KEYS
from eka_abha.testing import AbhaEmulator

from examples.front_desk import store as store_module
from examples.front_desk.store import SqliteStore, Visit
from examples.front_desk.texts import TEXTS
from tests.examples.front_desk.conftest import Desk
from tests.examples.front_desk.patient import AADHAAR, DETAILS, MOBILE, Patient


@pytest.fixture
def patient(desk: Desk) -> Iterator[Patient]:
    """A browser, as far as forms and cookies go."""
    with Patient(desk.url) as made:
        yield made


def test_the_session_cookie_is_out_of_reach(patient: Patient) -> None:
    """Of scripts and of other sites; pages are not kept by the browser, and name no other site."""
    response = patient.get()
    cookie = response.headers["Set-Cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert len(patient.session) >= 40
    assert response.headers["Cache-Control"] == "no-store"
    assert "default-src 'self'" in response.headers["Content-Security-Policy"]
    assert response.headers["Referrer-Policy"] == "no-referrer"


def test_a_session_that_did_not_begin_here_is_none(patient: Patient) -> None:
    """Nobody can plant one that they made up."""
    patient.http.cookies.set("front_desk", "made-up", domain="127.0.0.1")
    patient.get()
    assert patient.session != "made-up"


@pytest.mark.parametrize("token", ["", "x" * 64, "é", "of another session"])
def test_another_site_cannot_send_a_form(patient: Patient, desk: Desk, abha_emulator: AbhaEmulator, token: str) -> None:
    """Without the session's own token nothing is done."""
    if token == "of another session":
        with Patient(desk.url) as other:
            token = other.hidden["csrf"]
    response = patient.post("start", csrf=token, by="mobile", mobile=MOBILE, consent="on")
    assert response.status_code == 403
    assert abha_emulator.requests == ()


def test_a_step_is_bound_to_its_session(patient: Patient, desk: Desk, abha_emulator: AbhaEmulator) -> None:
    """Copied to another session, a saved step is refused, and no call is made."""
    patient.start("mobile", MOBILE)
    store = SqliteStore(desk.database)
    with Patient(desk.url) as thief:
        stolen = store.load(patient.session)
        assert stolen is not None
        store.save(thief.session, replace(stolen))
        thief.get()
        sent = len(abha_emulator.requests)
        thief.post("verify", otp=abha_emulator.otp_for(MOBILE))
        assert len(abha_emulator.requests) == sent
        assert "Please start again" in thief.text
    patient.get()
    patient.post("verify", otp=abha_emulator.otp_for(MOBILE))
    assert "Create a new ABHA address" in patient.text


@pytest.mark.parametrize("form", ["start", "verify", "resend", "create"])
def test_of_two_clicks_at_once_one_call_goes_out(patient: Patient, abha_emulator: AbhaEmulator, form: str) -> None:
    """Both end on the page that came of it; the service did not see the second."""
    fields = {
        "start": {"by": "mobile", "mobile": MOBILE, "consent": "on"},
        "verify": {},
        "resend": {},
        "create": {"address": "nisha.rao", **DETAILS},
    }[form]
    if form != "start":
        patient.start("mobile", MOBILE)
    if form == "create":
        patient.post("verify", otp=abha_emulator.otp_for(MOBILE))
    if form == "verify":
        fields = {"otp": abha_emulator.otp_for(MOBILE)}
    if form == "resend":
        abha_emulator.advance(30)
    operation = {"start": "init"}.get(form, form) + "_mobile_registration"
    abha_emulator.slow_next(operation, 0.3)
    data = {**patient.hidden, **fields}

    def click(_: int) -> str:
        cookies = {"front_desk": patient.session}
        return httpx.post(f"{patient.url}/{form}", data=data, cookies=cookies, follow_redirects=True, timeout=60).text

    with ThreadPoolExecutor(4) as threads:
        pages = list(threads.map(click, range(4)))
    assert abha_emulator.counts[operation] == 1
    assert len(set(pages)) == 1
    expected = {"start": "We sent an OTP", "verify": "Create a new", "resend": "We sent an OTP", "create": "registered"}
    assert expected[form] in pages[0]
    assert 'role="alert"' not in pages[0]


def test_a_mistyped_otp_that_is_clicked_twice_costs_one_attempt(patient: Patient, abha_emulator: AbhaEmulator) -> None:
    """After a failure, too, the second click finds that its page is gone."""
    patient.start("mobile", MOBILE)
    old = dict(patient.hidden)
    patient.post("verify", otp="000000")
    assert "That OTP is not right" in patient.text
    patient.post("verify", otp="000000", **old)
    assert abha_emulator.counts["verify_mobile_registration"] == 1


def test_the_form_of_an_old_page_does_nothing(patient: Patient, abha_emulator: AbhaEmulator) -> None:
    """Back in the browser, and sent again: the patient is on the page where the registration is."""
    old = dict(patient.hidden)
    patient.start("mobile", MOBILE)
    patient.post("start", by="mobile", mobile="9876543211", consent="on", **old)
    assert abha_emulator.counts["init_mobile_registration"] == 1
    assert "We sent an OTP to ******3210" in patient.text


def test_a_worker_that_died_does_not_hold_its_lock_for_ever(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its lock counts for a minute and a half, which is longer than any call takes."""
    store = SqliteStore(desk.database)
    assert store._taken("txn", "a worker that dies")
    assert not store._taken("txn", "another")
    later = time.time() + store_module.LOCK_KEPT + 1
    monkeypatch.setattr(time, "time", lambda: later)
    with store.lock("txn"):
        assert not store._taken("txn", "another")
    assert store._taken("txn", "another")


def test_visits_are_forgotten(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """After an hour nothing of them is left in the file."""
    store = SqliteStore(desk.database)
    store.save("old", Visit(notice="x"))
    later = time.time() + store_module.VISIT_KEPT + 1
    monkeypatch.setattr(time, "time", lambda: later)
    assert store.load("old") is None
    store.save("new", Visit())
    assert desk.rows("SELECT session FROM visits") == [("new",)]


# Errors


@pytest.mark.parametrize(
    ("mobile", "shown"),
    [
        ("6005001027", "This number is blocked at present. Please try again in 24 hours."),
        ("6005001100", "Too many OTPs. Please try again in 30 minutes."),
        (
            "6005004242",
            "This did not work just now. Please wait half a minute, then try again.",
        ),  # a source code that nobody knows
        ("6004001006", "This does not work. Please ask at the desk."),  # our own mistake
        ("12345", "A mobile number has 10 digits, the first 6 to 9."),
    ],
)
def test_an_error_at_the_start(patient: Patient, mobile: str, shown: str) -> None:
    """By its key; the patient can start again."""
    patient.start("mobile", mobile)
    assert patient.alert == shown
    assert "Send OTP" in patient.text
    assert mobile not in patient.text


@pytest.mark.parametrize(
    ("otp", "shown", "goes_on"),
    [
        ("401035", "That OTP is not right. Please type it again.", True),
        ("430001", "This took too long. Please start again.", False),
        ("411013", "That OTP is not right. Please type it again.", True),
        ("12", "An OTP has 4 to 8 digits.", True),
        ("", "An OTP has 4 to 8 digits.", True),
    ],
)
def test_an_error_at_the_otp(patient: Patient, otp: str, shown: str, goes_on: bool) -> None:
    """The step goes on, or the registration is over and the start is shown."""
    patient.start("mobile", MOBILE)
    patient.post("verify", otp=otp)
    assert patient.alert == shown
    assert ("Send another OTP" in patient.text) is goes_on
    assert ("I agree" in patient.text) is not goes_on


def test_an_expired_transaction_begins_again(patient: Patient, abha_emulator: AbhaEmulator) -> None:
    """After a quarter of an hour; the next start goes well."""
    patient.start("mobile", MOBILE)
    abha_emulator.advance(900)
    patient.post("verify", otp=abha_emulator.otp_for(MOBILE))
    assert patient.alert == "This took too long. Please start again."
    patient.start("mobile", MOBILE)
    assert "We sent an OTP" in patient.text
    assert 'role="alert"' not in patient.text


def test_a_lost_answer(patient: Patient, abha_emulator: AbhaEmulator) -> None:
    """Of a verify: once more, by hand. Of a create: the desk looks first, because the address may be there."""
    patient.start("mobile", MOBILE)
    abha_emulator.lose_next("verify_mobile_registration")
    patient.post("verify", otp=abha_emulator.otp_for(MOBILE))
    assert patient.alert == "This did not work just now. Please wait half a minute, then try again."
    patient.post("verify", otp=abha_emulator.otp_for(MOBILE))
    abha_emulator.lose_next("create_mobile_registration", processed=True)
    patient.post("create", address="nisha.rao", **DETAILS)
    assert patient.alert == "This did not work just now, but you may have this address already. Please ask at the desk."
    assert abha_emulator.counts["create_mobile_registration"] == 1


def test_a_resend_whose_answer_is_lost_is_not_followed_by_another_at_once(
    patient: Patient, abha_emulator: AbhaEmulator
) -> None:
    """That the wait began anew is kept for the next request, on whatever worker."""
    patient.start("mobile", MOBILE)
    abha_emulator.advance(30)
    abha_emulator.lose_next("resend_mobile_registration", processed=True)
    patient.post("resend")
    assert "This did not work just now" in patient.alert
    patient.post("resend")
    assert patient.alert == "An OTP was sent just now. You can ask for another one in 30 seconds."
    assert abha_emulator.counts["resend_mobile_registration"] == 1


def test_a_page_of_the_cdn_is_not_shown(patient: Patient, abha_emulator: AbhaEmulator) -> None:
    """Nor its text."""
    patient.start("mobile", MOBILE)
    abha_emulator.fail_next(
        "verify_mobile_registration", status=520, body="<h1>Web server returned an unknown error</h1>"
    )
    patient.post("verify", otp="123456")
    assert "unknown error" not in patient.text
    assert patient.alert


@pytest.mark.parametrize("action", ["verify", "resend", "log-in", "create", "start", "nothing-that-there-is"])
def test_a_form_where_it_does_not_belong(patient: Patient, abha_emulator: AbhaEmulator, action: str) -> None:
    """Empty and out of order: no call, no error page."""
    response = patient.post(action)
    assert response.status_code == 200
    assert patient.alert in ("Please start again.", "Please agree before you go on.")
    assert abha_emulator.requests == ()


def test_an_address_that_was_not_offered_is_refused(patient: Patient, abha_emulator: AbhaEmulator) -> None:
    """Without a call; the ones on offer are still there."""
    abha_emulator.add_account("nisha.rao@sbx", mobile=MOBILE)
    abha_emulator.add_account("somebody.else@sbx", mobile="9000000001")
    patient.start("mobile", MOBILE)
    patient.post("verify", otp=abha_emulator.otp_for(MOBILE))
    patient.post("log-in", account="somebody.else@sbx")
    assert patient.alert
    assert abha_emulator.counts["login_to_abha_address"] == 0
    patient.post("log-in", account="nisha.rao@sbx")
    assert "Your ABHA address is <strong>nisha.rao@sbx" in patient.text


@pytest.mark.parametrize(
    ("changed", "shown"),
    [
        ({"born": "30.2.1990"}, "Please check the date of birth."),
        ({"born": "2999-01-01"}, "Please check the date of birth."),
        ({"pincode": "1"}, "A pincode has 6 digits."),
        ({"gender": ""}, "Please check what you typed."),
        ({"first_name": ""}, "Please check what you typed."),
        ({"address": "n"}, TEXTS["invalid_value.abha_address"]),
    ],
)
def test_details_that_are_none(
    patient: Patient, abha_emulator: AbhaEmulator, changed: dict[str, str], shown: str
) -> None:
    """Named to the patient; no call is made."""
    patient.start("mobile", MOBILE)
    patient.post("verify", otp=abha_emulator.otp_for(MOBILE))
    patient.post("create", **{"address": "nisha.rao", **DETAILS, **changed})
    assert patient.alert == shown
    assert abha_emulator.counts["create_mobile_registration"] == 0


def test_texts_are_of_keys_that_there_are() -> None:
    """No text stands for nothing, and each key that a patient can cause has one."""
    names = {name for name in TEXTS if "." not in name} - {"at_the_desk", "lost"}
    assert names <= KEYS
    assert all("{" not in text or "{wait}" in text for text in TEXTS.values())


# Privacy


def test_what_was_typed_is_nowhere(
    patient: Patient, desk: Desk, abha_emulator: AbhaEmulator, caplog: pytest.LogCaptureFixture
) -> None:
    """Neither number nor OTP nor name: in no page, address, log line or row, whether it was right or wrong."""
    with caplog.at_level(logging.DEBUG):
        patient.start("aadhaar", "234567890125")
        patient.start("aadhaar", AADHAAR)
        code = abha_emulator.otp_for(AADHAAR)
        patient.post("verify", otp="135790", mobile="9123456780")
        patient.post("verify", otp=code, mobile="9123456780")
        patient.post("verify", otp=abha_emulator.otp_for("9123456780"))
        patient.post("create", address="nisha.rao", first_name="Canaryname", **{"<x>": "y"})
    assert "You are registered" in patient.text
    dump = json.dumps(desk.rows("SELECT * FROM audit") + desk.rows("SELECT * FROM visits"))
    seen = "\n".join([*patient.pages, *patient.addresses, dump, *(record.getMessage() for record in caplog.records)])
    typed = ("234567890125", AADHAAR, "135790", code, "9123456780", abha_emulator.otp_for("9123456780"), "Canaryname")
    assert len(patient.pages) == 7
    assert not [text for text in typed if text in seen]
    assert not re.search(r"token|secret", dump)
