"""What ``docs/recovery.md`` says to do, done: one function for each of its rows, run for each operation of the row."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest
from eka_abha import LoggedIn, LoginChooseAccount, SessionActive
from eka_abha import errors as errors_module
from eka_abha.emulator.wire import Json
from eka_abha.errors import Advice, ApiError, EkaError
from eka_abha_api.operations import OPERATIONS

from tests.docs.places import NISHA, NISHA_ADDRESS, PLACES, Place, Scene

Remedy = Callable[[Scene, str], None]
LOST = "may_have_been_processed"
REMEDIES: dict[tuple[str, str, str], Remedy] = {}
"""By section, operation ("all": those of the section) and what it is after."""

ANSWERS: dict[str, tuple[int, Mapping[str, Json]]] = {
    "AuthenticationError": (401, {"code": 401, "error": "Unauthorized"}),
    "PermissionDenied": (403, {"code": 403, "error": "Forbidden"}),
    "RateLimited": (429, {"code": 429, "error": "Too many requests"}),
    "ServiceUnavailable": (500, {"source_error": {"code": "ABDM-1000"}}),
    "ServerError": (500, {"source_error": {"code": "ABDM-1002"}}),
    "InvalidRequest": (400, {"source_error": {"code": "ABDM-1010"}}),
    "NotFound": (400, {"source_error": {"code": "ABDM-1012"}}),
    "Conflict": (500, {"source_error": {"code": "ABDM-1053"}}),
    "DuplicateRequest": (400, {"source_error": {"code": "ABDM-1064"}}),
    "MobileClaimed": (400, {"source_error": {"code": "EKA-1002"}}),
    "AccountClaimed": (400, {"source_error": {"code": "EKA-1001"}}),
    "MobileNotVerified": (400, {"source_error": {"code": "ABDM-1102"}}),
    "LoginMethodNotAllowed": (400, {"source_error": {"code": "ABDM-1114"}}),
    "KycMismatch": (500, {"source_error": {"code": "ABDM-1043"}}),
    "ConsentError": (400, {"source_error": {"code": "ABDM-1061"}}),
    "TransactionError": (400, {"error": "Transaction has expired"}),
    "OtpExpired": (400, {"error": "OTP has expired"}),
    "OtpResendTooSoon": (400, {"error": "Please wait 30 seconds before sending another OTP request"}),
    "OtpAttemptsExceeded": (500, {"source_error": {"code": "ABDM-1100"}}),
    "UserBlocked": (500, {"source_error": {"code": "ABDM-1027"}}),
    "GatewaySessionExpired": (491, {"error": "Session expired"}),
    "ApiError": (601, {}),
}
"""An answer that is the error."""


def remedy(section: str, after: str, operation: str = "all") -> Callable[[Remedy], Remedy]:
    """Keep a function as what the row says to do."""

    def keep(function: Remedy) -> Remedy:
        assert (section, operation, after) not in REMEDIES
        REMEDIES[section, operation, after] = function
        return function

    return keep


def refused(scene: Scene, operation: str, after: str) -> Place:
    """The way to an operation, which is then answered with an error."""
    place = PLACES[operation](scene)
    status, body = ANSWERS[after]
    headers = {"Retry-After": "45"} if after == "RateLimited" else {}
    scene.emulator.fail_next(operation, status=status, body=body, headers=headers, times=1 + (status == 401))
    error = failing(place.call, after)
    assert not error.may_have_been_processed or OPERATIONS[operation].read_only or after == "ApiError"
    scene.wait(error.retry_after.total_seconds() if error.retry_after else 0)
    return place


def failing(call: Callable[[], object], after: str) -> EkaError:
    """The error that a call fails with; it is of just this class, or one below it."""
    expected: type[EkaError] = getattr(errors_module, after)
    with pytest.raises(expected) as caught:
        call()
    return caught.value


def lost(scene: Scene, operation: str) -> Place:
    """The way to an operation whose answer is lost then."""
    place = PLACES[operation](scene)
    scene.lose(operation)
    with pytest.raises(EkaError) as caught:
        place.call()
    assert caught.value.may_have_been_processed is not OPERATIONS[operation].read_only
    return place


def start_again(scene: Scene, operation: str) -> object:
    """The whole journey once more, up to the operation and over it."""
    scene.wait(31)
    return PLACES[operation](scene).call()


def log_in_by_mobile(scene: Scene) -> None:
    """Another way in."""
    scene.wait(31)
    step = scene.abha.login.start_mobile(NISHA).verify(scene.otp(NISHA))
    assert isinstance(step, LoginChooseAccount)
    assert isinstance(step.log_in(NISHA_ADDRESS), LoggedIn)


ANY = "Any operation"


def _same_call(after: str) -> None:
    @remedy(ANY, after)
    def same_call(scene: Scene, operation: str) -> None:
        """The step goes on."""
        refused(scene, operation, after).call()


for _after in (
    *("AuthenticationError", "PermissionDenied", "RateLimited", "ServiceUnavailable", "ServerError"),
    *("InvalidRequest", "NotFound", "Conflict", "OtpResendTooSoon"),
):
    _same_call(_after)


def _again(after: str, *, seconds: float = 0) -> None:
    @remedy(ANY, after)
    def again(scene: Scene, operation: str) -> None:
        """From the first step."""
        refused(scene, operation, after)
        scene.wait(seconds)
        start_again(scene, operation)


for _after in (
    "DuplicateRequest",
    "TransactionError",
    "ConsentError",
    "UserBlocked",
    "MobileNotVerified",
    "KycMismatch",
):
    _again(_after)
_again("OtpAttemptsExceeded", seconds=1800)


def _log_in(after: str) -> None:
    @remedy(ANY, after)
    def log_in(scene: Scene, operation: str) -> None:
        """To an account that there is, in a way that it allows."""
        refused(scene, operation, after)
        assert "MOBILE_OTP" in scene.abha.login.methods(NISHA_ADDRESS).auth_methods
        log_in_by_mobile(scene)


for _after in ("MobileClaimed", "AccountClaimed", "LoginMethodNotAllowed"):
    _log_in(_after)


@remedy(ANY, "ConfigurationError")
def mend_the_settings(scene: Scene, operation: str) -> None:
    """A vault that gives nothing: nothing was sent; when it is mended, the same call."""
    place = PLACES[operation](scene)
    good, scene.secret = scene.secret, ""
    scene.wait(7200)  # the client's token is too old by then
    sent = scene.emulator.counts[operation]
    failing(place.call, "ConfigurationError")
    assert scene.emulator.counts[operation] == sent
    scene.secret = good
    place.call()


@remedy(ANY, "InvalidValueError")
def ask_again(scene: Scene, operation: str) -> None:
    """Nothing was sent; the same step takes the right value. Some operations take none."""
    place = PLACES[operation](scene)
    if place.wrong is not None:
        sent = len(scene.service.requests)
        failing(place.wrong, "InvalidValueError")
        assert len(scene.service.requests) == sent
    place.call()


@remedy(ANY, "StepError")
def use_the_newest_step(scene: Scene, operation: str) -> None:
    """A step that the journey has gone on from sends nothing any more. Some operations need no step."""
    place = PLACES[operation](scene)
    newest = place.call()
    if place.step is not None:
        sent = len(scene.service.requests)
        failing(place.call, "StepError")
        assert len(scene.service.requests) == sent
        assert newest is not place.step


@remedy(ANY, "ConnectionFailed")
def later(scene: Scene, operation: str) -> None:
    """No connection: nothing was sent, and the same call goes through once there is one."""
    place = PLACES[operation](scene)
    with scene.monkeypatch.context() as down:
        down.setattr("socket.create_connection", _refuse)
        sent = scene.emulator.counts[operation]
        error = failing(place.call, "ConnectionFailed")
    assert not error.may_have_been_processed
    assert scene.emulator.counts[operation] == sent
    place.call()


def _refuse(*_: object, **__: object) -> None:
    raise ConnectionRefusedError


@remedy(ANY, "GatewaySessionExpired")
def new_session(scene: Scene, operation: str) -> None:
    """A session by a new OTP from the patient; then the call that was refused."""
    place = PLACES[operation](scene)
    scene.emulator.fail_next(operation, status=491, body={"error": "Session expired"})
    failing(place.call, "GatewaySessionExpired")
    scene.wait(31)
    assert isinstance(scene.nisha_in_session().session.ensure_session(NISHA_ADDRESS), SessionActive)
    if operation == "verify_session":
        return  # that was the call
    place.call()


@remedy(ANY, "ApiError")
def ask_the_provider(scene: Scene, operation: str) -> None:
    """It says so, and has what they ask for."""
    place = PLACES[operation](scene)
    scene.emulator.fail_next(operation, status=601, headers={"CF-Ray": "8c1"})
    error = failing(place.call, "ApiError")
    assert isinstance(error, ApiError)
    assert type(error) is ApiError
    assert error.advice is Advice.CONTACT
    assert error.operation == operation
    assert error.response_headers
