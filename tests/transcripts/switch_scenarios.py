"""For each switch of the emulator that a transcript can tell: what shows it, and what the comparison then says.

Each scenario is recorded twice: with the switch changed, and with the default settings.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from tests.emulator.support import MOBILE, NA, NISHA
from tests.transcripts.recorded_service import RecordedService

ARUN = "234567890124"
LINKED = "9123456780"
WRONG_CHECK_DIGIT = "234567890125"
ABHA_NUMBER = "12-3456-7856-8912"


@dataclass(frozen=True)
class Scenario:
    """`changed`: the switch as the service is to have it; the others: what the comparison then says."""

    changed: Mapping[str, object]
    play: Callable[[RecordedService], object]
    operation: str
    where: str
    service: str
    emulator: str
    explained_by: str
    consequences: int = 0
    """Further differences, that follow from the first."""


def _tokens(service: RecordedService) -> None:
    service.log_in()


def _refresh(service: RecordedService) -> None:
    service.log_in()
    service.refresh()


def _old_token(service: RecordedService) -> None:
    service.log_in()
    service.refresh()
    service.post(f"{NA}/registration/phr/check", abha_address="nisha.rao@sbx")


def _sharing_key(service: RecordedService) -> None:
    service.log_in(sharing_key="another-workspace")


def _without_bearer(service: RecordedService) -> None:
    service.post(f"{NA}/registration/phr/check", abha_address="nisha.rao@sbx")


def _many_requests(service: RecordedService) -> None:
    service.log_in()
    for _ in range(4):
        service.post(f"{NA}/registration/phr/check", abha_address="nisha.rao@sbx")


def _verified(service: RecordedService) -> None:
    service.log_in()
    service.verify(service.start()["txn_id"])


def _late_otp(service: RecordedService) -> None:
    service.log_in()
    txn_id = service.start()["txn_id"]
    service.wait(150)
    service.verify(txn_id)


def _late_create(service: RecordedService) -> None:
    service.log_in()
    txn_id = service.verify(service.start()["txn_id"])["txn_id"]
    service.wait(700)
    service.create(txn_id)


def _other_workspace(service: RecordedService) -> None:
    service.log_in()
    txn_id = service.start()["txn_id"]
    service.log_in(sharing_key="another-workspace")
    service.verify(txn_id)


def _early_resend(service: RecordedService) -> None:
    service.log_in()
    txn_id = service.start()["txn_id"]
    service.wait(20)
    service.post(f"{MOBILE}/resend", txn_id=txn_id)


def _early_start(service: RecordedService) -> None:
    service.log_in()
    service.start()
    service.start()


def _resends(service: RecordedService) -> None:
    service.log_in()
    txn_id = service.start()["txn_id"]
    for _ in range(2):
        service.wait(31)
        txn_id = service.post(f"{MOBILE}/resend", txn_id=txn_id).get("txn_id", txn_id)


def _wrong_otps(service: RecordedService) -> None:
    service.log_in()
    txn_id = service.start()["txn_id"]
    for _ in range(3):
        service.verify(txn_id, service.wrong_otp())


def _after_the_block(service: RecordedService) -> None:
    service.log_in()
    txn_id = service.start()["txn_id"]
    for _ in range(4):
        service.verify(txn_id, service.wrong_otp())
    service.wait(700)
    service.start()


def _registered(service: RecordedService) -> None:
    suffix = service.emulator.settings.address_suffix
    service.log_in()
    service.registered(f"nisha.rao90{suffix}")


def _accounts(service: RecordedService, count: int = 2) -> None:
    for number in range(count):
        service.emulator.add_account(f"nisha.rao{number}@sbx", mobile=NISHA)
    service.log_in()
    service.verify(service.start()["txn_id"])


def create_after_select(service: RecordedService) -> None:
    """One account exists, and another address is created."""
    service.emulator.add_account("nisha.rao@sbx", mobile=NISHA)
    service.log_in()
    service.create(service.verify(service.start()["txn_id"])["txn_id"])


def _suggested(service: RecordedService) -> None:
    service.log_in()
    service.call("GET", f"{NA}/registration/suggest", query={"fn": "Nisha", "ln": "Rao"})


def _old_txn_id(service: RecordedService) -> None:
    service.log_in()
    txn_id = service.start()["txn_id"]
    service.verify(txn_id)
    service.create(txn_id)


def _aadhaar(service: RecordedService, aadhaar: str = ARUN) -> None:
    service.log_in()
    service.start_aadhaar(aadhaar)


def _aadhaar_with_account(service: RecordedService) -> None:
    service.emulator.add_person(ARUN, mobile=LINKED)
    service.emulator.add_account("arun.das@sbx", mobile=LINKED, aadhaar=ARUN, kyc_verified=True)
    service.log_in()
    service.verify_aadhaar(service.start_aadhaar(ARUN)["txn_id"], LINKED)


def _abha_number(service: RecordedService) -> None:
    service.emulator.add_account("nisha.rao@sbx", mobile=NISHA, abha_number=ABHA_NUMBER, kyc_verified=True)
    service.log_in()
    service.verify_login(service.start_login("abha_number", ABHA_NUMBER)["txn_id"])


def _face(service: RecordedService, polls: int = 4) -> None:
    service.log_in()
    txn_id = service.post(f"{NA}/face-auth/init")["txn_id"]
    for _ in range(polls):
        txn_id = service.post(f"{NA}/face-auth/capture", txn_id=txn_id)["txn_id"]


def _late_profile(service: RecordedService) -> None:
    service.emulator.add_account("nisha.rao@sbx", mobile=NISHA)
    service.log_in()
    oid = service.emulator.accounts[0].oid
    txn_id = service.patient("POST", "session/init", oid, {"abha_address": "nisha.rao@sbx"})["txn_id"]
    service.patient("POST", "session/verify", oid, {"txn_id": txn_id, "otp": service.otp()})
    service.wait(700)
    service.patient("GET", "profile", oid)


def _profile_after_registration(service: RecordedService) -> None:
    service.log_in()
    service.patient("GET", "profile", service.registered()["eka"]["oid"])


def _profile_after_login(service: RecordedService) -> None:
    service.emulator.add_account("nisha.rao@sbx", mobile=NISHA)
    service.log_in()
    entered = service.verify_login(service.start_login("phr_address", "nisha.rao@sbx")["txn_id"])
    service.patient("GET", "profile", entered["eka"]["oid"])


def _two_patients(service: RecordedService) -> None:
    here = service.emulator.add_account("nisha.rao@sbx", mobile=NISHA)
    there = service.emulator.add_account("arun.das@sbx", mobile=LINKED)
    service.emulator.open_session("nisha.rao@sbx")
    service.log_in()
    service.patient("GET", "profile", here.oid)
    service.patient("GET", "profile", there.oid)
    service.patient("GET", "profile", here.oid, oid=there.oid)


def _kyc_without_token(service: RecordedService) -> None:
    account = service.emulator.add_account("nisha.rao@sbx", mobile=NISHA)
    service.emulator.open_session("nisha.rao@sbx")
    service.log_in()
    service.patient("POST", "profile/kyc/init", account.oid, {"method": "aadhaar", "identifier": ARUN})


UNAUTHORIZED = "401: Unauthorized: access token missing, unknown or expired"
TOO_SOON = "400: Please wait 30 seconds before sending another OTP request"
EXPIRED = "400: Transaction has expired"
STATE = "skip_state"
STATUS = "HTTP status"

SCENARIOS: Mapping[str, Scenario] = {
    "access_token_lifetime": Scenario(
        {"access_token_lifetime": 600}, _tokens, "login", "expires_in", "integer = 600", "integer = 1800",
        "access_token_lifetime=600",
    ),
    "refresh_token_lifetime": Scenario(
        {"refresh_token_lifetime": 86400}, _tokens, "login", "refresh_expires_in", "integer = 86400", "integer = 3600",
        "refresh_token_lifetime=86400",
    ),
    "refresh_token_rotates": Scenario(
        {"refresh_token_rotates": False}, _refresh, "refresh_token", "refresh_token",
        "string, the same as refresh_token of this request", "string, new", "refresh_token_rotates=False",
    ),
    "refresh_ends_access_token": Scenario(
        {"refresh_ends_access_token": True}, _old_token, "check_abha_address", STATUS, UNAUTHORIZED, "200",
        "refresh_ends_access_token=True",
    ),
    "sharing_keys": Scenario(
        {"sharing_keys": frozenset({"somebody's"})}, _sharing_key, "login", STATUS,
        "401: Unauthorized: client credentials not accepted", "200", "sharing_keys='others only'",
    ),
    "na_requires_bearer": Scenario(
        {"na_requires_bearer": False}, _without_bearer, "check_abha_address", STATUS, "200", UNAUTHORIZED,
        "na_requires_bearer=False",
    ),
    "requests_per_minute": Scenario(
        {"requests_per_minute": 3}, _many_requests, "check_abha_address", STATUS, "429: Too many requests", "200",
        "requests_per_minute=3",
    ),
    "otp_length": Scenario(
        {"otp_length": 4}, _verified, "verify_mobile_registration", "length of the OTP", "4 digits", "6 digits",
        "otp_length=4",
    ),
    "otp_lifetime": Scenario(
        {"otp_lifetime": 120}, _late_otp, "verify_mobile_registration", STATUS, EXPIRED, "200", "otp_lifetime=120",
    ),
    "transaction_lifetime": Scenario(
        {"transaction_lifetime": 600}, _late_create, "create_mobile_registration", STATUS, EXPIRED, "200",
        "transaction_lifetime=600",
    ),
    "transactions_belong_to_client": Scenario(
        {"transactions_belong_to_client": False}, _other_workspace, "verify_mobile_registration", STATUS, "200",
        "500 MIS-1026", "transactions_belong_to_client=False",
    ),
    "resend_wait": Scenario(
        {"resend_wait": 15}, _early_resend, "resend_mobile_registration", STATUS, "200", TOO_SOON, "resend_wait=20",
    ),
    "resend_wait_covers_start": Scenario(
        {"resend_wait_covers_start": False}, _early_start, "init_mobile_registration", STATUS, "200", TOO_SOON,
        "resend_wait_covers_start=False",
    ),
    "max_resends": Scenario(
        {"max_resends": 1}, _resends, "resend_mobile_registration", STATUS, "500 ABDM-1100", "200", "max_resends=1",
    ),
    "max_wrong_otps": Scenario(
        {"max_wrong_otps": 2}, _wrong_otps, "verify_mobile_registration", STATUS, "500 ABDM-1100", "400 ABDM-1035",
        "max_wrong_otps=2",
    ),
    "otp_block": Scenario(
        {"otp_block": 600}, _after_the_block, "init_mobile_registration", STATUS, "200", "500 ABDM-1100",
        "otp_block=600",
    ),
    "text_error_status": Scenario(
        {"text_error_status": 422}, _early_start, "init_mobile_registration", STATUS,
        TOO_SOON.replace("400", "422"), TOO_SOON, "text_error_status=422",
    ),
    "address_suffix": Scenario(
        {"address_suffix": "@abdm"}, _registered, "create_mobile_registration", STATUS, "200", "400 ABDM-1010",
        "address_suffix='@abdm'",
    ),
    "skip_state_with_accounts": Scenario(
        {"skip_state_with_accounts": "abha_create"}, _accounts, "verify_mobile_registration", STATE,
        "string = abha_create", "string = abha_select", "skip_state_with_accounts='abha_create'",
    ),
    "create_after_select": Scenario(
        {"create_after_select": True}, create_after_select, "create_mobile_registration", STATUS, "200",
        "400 EKA-1002", "create_after_select=True",
    ),
    "suggestions_have_suffix": Scenario(
        {"suggestions_have_suffix": False}, _suggested, "suggest_abha_addresses", "suggestions[]",
        "string (no suffix)", "string (@sbx)", "suggestions_have_suffix=False",
    ),
    "superseded_txn_id": Scenario(
        {"superseded_txn_id": "invalid"}, _old_txn_id, "create_mobile_registration", STATUS, "500 ABDM-1017",
        "500 MIS-1026", "superseded_txn_id='invalid'",
    ),
    "aadhaar_check_digit": Scenario(
        {"aadhaar_check_digit": False}, lambda service: _aadhaar(service, WRONG_CHECK_DIGIT),
        "init_aadhaar_registration", STATUS, "200", "400 ABDM-1010", "aadhaar_check_digit=False",
    ),
    "unknown_aadhaar": Scenario(
        {"unknown_aadhaar": "not_found"}, _aadhaar, "init_aadhaar_registration", STATUS, "400 ABDM-1112", "200",
        "unknown_aadhaar='not_found'",
    ),
    "aadhaar_skip_state_with_accounts": Scenario(
        {"aadhaar_skip_state_with_accounts": "abha_create"}, _aadhaar_with_account, "verify_aadhaar_registration",
        STATE, "string = abha_create", "string = abha_select", "aadhaar_skip_state_with_accounts='abha_create'",
    ),
    "abha_number_skip_state": Scenario(
        {"abha_number_skip_state": "abha_create"}, _abha_number, "verify_login", STATE, "string = abha_create",
        "string = abha_select", "abha_number_skip_state='abha_create'",
    ),
    "face_polls": Scenario(
        {"face_polls": 3}, _face, "capture_face_auth", "status", "string = Pending", "string = Verified",
        "face_polls=3", consequences=2,
    ),
    "capture_renews_txn_id": Scenario(
        {"capture_renews_txn_id": True}, lambda service: _face(service, 1), "capture_face_auth", "txn_id",
        "string, new", "string, the same as txn_id of this request", "capture_renews_txn_id=True",
    ),
    "session_lifetime": Scenario(
        {"session_lifetime": 600}, _late_profile, "get_profile", STATUS, "491: Session expired", "200",
        "session_lifetime=600",
    ),
    "tokens_open_session": Scenario(
        {"tokens_open_session": False}, _profile_after_registration, "get_profile", STATUS,
        "491: User not logged in", "200", "tokens_open_session=False",
    ),
    "login_opens_session": Scenario(
        {"login_opens_session": True}, _profile_after_login, "get_profile", STATUS, "200",
        "491: User not logged in", "login_opens_session=True",
    ),
    "patient_identity": Scenario(
        {"patient_identity": "header"}, _two_patients, "get_profile", STATUS, "200", "400 ABDM-1032",
        "patient_identity='header'",
    ),
    "kyc_needs_user_token": Scenario(
        {"kyc_needs_user_token": True}, _kyc_without_token, "init_kyc", STATUS, "491: Session is invalid", "200",
        "kyc_needs_user_token=True",
    ),
}  # fmt: skip
