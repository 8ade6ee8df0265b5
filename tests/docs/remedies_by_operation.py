"""The rows of ``docs/recovery.md`` that hold for some operations only."""

from __future__ import annotations

from eka_abha import (
    AadhaarChooseAccount,
    AadhaarCreateAddress,
    AadhaarOtpSent,
    ChooseAccount,
    ConfirmMobile,
    CreateAddress,
    KycOtpSent,
    LoggedIn,
    LoginOtpSent,
    MobileOtpSent,
    SessionOtpSent,
    Step,
)
from eka_abha.errors import Advice, GatewaySessionExpired, NotFound

from tests.docs.places import (
    AADHAAR,
    NEW_ADDRESS,
    NEWCOMER,
    NISHA,
    PLACES,
    PROFILE,
    WRONG_OTP,
    Place,
    Scene,
    linked,
)
from tests.docs.remedies import LOST, failing, lost, refused, remedy, start_again

FIRST, ANOTHER, CHECKING, FACE = "Sending the first OTP", "Sending another OTP", "Checking an OTP", "Face"
CREATING, ENTERING, PROFILES = "Creating an address", "Entering an address", "Profile"
READING = "Operations that only read"


def typed(step: object, code: str, *, mobile: str | None = None) -> object:
    """What comes of an OTP that the patient types."""
    if isinstance(step, AadhaarOtpSent):
        return step.verify(code, mobile=mobile or linked())
    assert isinstance(step, MobileOtpSent | ConfirmMobile | LoginOtpSent | SessionOtpSent | KycOtpSent)
    return step.verify(code)


def number_of(step: object) -> str:
    """Where the OTP of a step went."""
    if isinstance(step, AadhaarOtpSent):
        return AADHAAR
    return NEWCOMER if isinstance(step, ConfirmMobile) else NISHA


def works_once_more(scene: Scene, place: Place) -> bool:
    """Repeat a call by hand. The emulator takes the strictest view: after a processed one its transaction is gone."""
    if scene.way.startswith("processed"):
        failing(place.call, "TransactionError")
        return False
    place.call()
    return True


def once_more(scene: Scene, operation: str) -> None:
    """The same call once more, by hand; when its transaction is gone, the journey from its start."""
    if not works_once_more(scene, lost(scene, operation)):
        start_again(scene, operation)


@remedy(FIRST, LOST)
def wait_and_start_again(scene: Scene, operation: str) -> None:
    """Half a minute later another OTP goes out, and is the one that counts."""
    lost(scene, operation)
    before = len(scene.emulator.messages)
    step = start_again(scene, operation)
    assert len(scene.emulator.messages) == before + 1
    assert typed(step, scene.otp(number_of(step)))


@remedy(ANOTHER, LOST)
def use_the_last(scene: Scene, operation: str) -> None:
    """At once no other OTP is sent. The patient types the one that came last."""
    step = lost(scene, operation).step
    assert isinstance(step, MobileOtpSent | AadhaarOtpSent | ConfirmMobile | KycOtpSent)
    sent = len(scene.emulator.messages)
    failing(step.resend, "OtpResendTooSoon")
    assert len(scene.emulator.messages) == sent
    if not works_once_more(scene, Place(lambda: typed(step, scene.otp(number_of(step))))):
        start_again(scene, operation)


@remedy(CHECKING, "InvalidOtp")
def type_it_again(scene: Scene, operation: str) -> None:
    """The same step takes the right one."""
    place = PLACES[operation](scene)
    failing(lambda: typed(place.step, WRONG_OTP), "InvalidOtp")
    assert place.call()


@remedy(CHECKING, "OtpExpired")
def another_otp(scene: Scene, operation: str) -> None:
    """By resend where there is one."""
    step: Step | None = refused(scene, operation, "OtpExpired").step
    if isinstance(step, LoginOtpSent | SessionOtpSent):
        start_again(scene, operation)
        return
    assert isinstance(step, MobileOtpSent | AadhaarOtpSent | ConfirmMobile | KycOtpSent)
    scene.wait(31)
    newest = step.resend()
    assert typed(newest, scene.otp(number_of(newest)))


remedy(CHECKING, LOST)(once_more)
remedy(FACE, LOST, "capture_face_auth")(once_more)
remedy(FACE, LOST, "verify_face_auth")(once_more)
remedy(ENTERING, LOST)(once_more)


@remedy(CHECKING, LOST, "verify_session")
def ask_for_the_status(scene: Scene, operation: str) -> None:
    """The session is there although its answer was lost."""
    works_once_more(scene, lost(scene, operation))
    assert scene.nisha.session.status().logged_in


@remedy(CHECKING, LOST, "verify_kyc")
def ask_for_the_profile(scene: Scene, operation: str) -> None:
    """KYC is done although its answer was lost."""
    works_once_more(scene, lost(scene, operation))
    assert scene.nisha.profile.get().kyc_verified


@remedy(CHECKING, "MobileClaimed", "verify_aadhaar_registration")
def another_mobile(scene: Scene, operation: str) -> None:
    """The same OTP, with another mobile: it has to be confirmed."""
    step = refused(scene, operation, "MobileClaimed").step
    assert isinstance(typed(step, scene.otp(AADHAAR), mobile=NEWCOMER), ConfirmMobile)


@remedy(FACE, LOST, "init_face_auth")
def start_the_face_again(scene: Scene, operation: str) -> None:
    """Nobody was sent anything."""
    lost(scene, operation)
    assert scene.emulator.messages == ()
    start_again(scene, operation)


@remedy(CREATING, "AddressTaken")
def another_address(scene: Scene, operation: str) -> None:
    """The same step creates it."""
    place = PLACES[operation](scene)
    scene.emulator.add_account(NEW_ADDRESS, mobile=NISHA)
    failing(place.call, "AddressTaken")
    if isinstance(place.step, CreateAddress):
        done: object = place.step.create("farhan.khan2", profile=PROFILE)
    else:
        assert isinstance(place.step, AadhaarCreateAddress)
        done = place.step.create("farhan.khan2")
    assert isinstance(done, LoggedIn)


@remedy(CREATING, LOST)
def look_it_up(scene: Scene, operation: str) -> None:
    """If it exists by now, the patient logs in to it; else the same step creates it."""
    place = lost(scene, operation)
    exists = scene.abha.lookup.address_exists(NEW_ADDRESS)
    assert exists is scene.way.startswith("processed")
    if not exists:
        done = place.call()
    else:
        scene.wait(31)
        if operation == "create_mobile_registration":
            step: object = scene.abha.registration.start_mobile(NEWCOMER).verify(scene.otp(NEWCOMER))
        else:
            step = scene.abha.registration.start_aadhaar(AADHAAR).verify(scene.otp(AADHAAR), mobile=linked())
        assert isinstance(step, ChooseAccount | AadhaarChooseAccount)
        done = step.log_in(NEW_ADDRESS)
    assert isinstance(done, LoggedIn)
    assert done.abha_address == NEW_ADDRESS


@remedy(PROFILES, LOST, "update_profile")
def update_again(scene: Scene, operation: str) -> None:
    """The profile is as it should be."""
    lost(scene, operation).call()
    assert scene.nisha.profile.get().pincode == "400001"


@remedy(PROFILES, LOST, "delete_profile")
def is_it_still_there(scene: Scene, operation: str) -> None:
    """Gone in the end, either way."""
    place = lost(scene, operation)
    try:
        scene.nisha.profile.get()
    except (NotFound, GatewaySessionExpired):
        assert scene.way.startswith("processed")
    else:
        place.call()
    assert scene.abha.lookup.address_exists("nisha.rao") is False


@remedy(READING, "RequestTimeout")
def ask_later(scene: Scene, operation: str) -> None:
    """Nothing can have happened."""
    place = PLACES[operation](scene)
    scene.way = "processed, no answer"
    scene.lose(operation)
    assert not failing(place.call, "RequestTimeout").may_have_been_processed
    place.call()


@remedy(READING, "UnexpectedResponse")
def ask_the_provider(scene: Scene, operation: str) -> None:
    """HTML where JSON or a picture was to come."""
    place = PLACES[operation](scene)
    scene.emulator.fail_next(operation, status=200, body="<html>Welcome</html>")
    error = failing(place.call, "UnexpectedResponse")
    assert error.advice is Advice.CONTACT
    assert not error.may_have_been_processed


@remedy(READING, "NotFound", "search_profiles")
def register(scene: Scene, operation: str) -> None:
    """There is nobody to log in."""
    refused(scene, operation, "NotFound")
    step = scene.abha.registration.start_mobile(NEWCOMER).verify(scene.otp(NEWCOMER))
    assert isinstance(step, CreateAddress)
    assert isinstance(step.create(NEW_ADDRESS, profile=PROFILE), LoggedIn)
