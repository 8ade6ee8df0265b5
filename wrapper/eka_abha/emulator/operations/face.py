"""Registration by face: an Aadhaar number is proven by a picture, not by an OTP."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from eka_abha.emulator import errors
from eka_abha.emulator.errors import Refused
from eka_abha.emulator.operations.aadhaar_registration import answer_step, find_person, proven
from eka_abha.emulator.routing import Route
from eka_abha.emulator.transactions import Kind, State
from eka_abha.emulator.wire import json_answer

if TYPE_CHECKING:
    from eka_abha.emulator.wire import EmulatorResponse
    from eka_abha.emulator.world import Call, World

_PATH: Final = "/abdm/na/v1/face-auth"
_CAPTURE_URL: Final = "https://face.emulator.invalid/capture/"
PENDING: Final = "Pending"
VERIFIED: Final = "Verified"


def init(world: World, call: Call) -> EmulatorResponse:
    """POST …/init: open a transaction; the person opens its URL to be captured."""
    transaction = world.transactions.open(Kind.FACE, call.workspace)
    url = _CAPTURE_URL + world.chance.id("capture")
    return json_answer({"txn_id": transaction.txn_id, "url": url, "hint": "Open the URL on a phone with a camera"})


def capture(world: World, call: Call) -> EmulatorResponse:
    """POST …/capture: whether the person has been captured; `Verified` after a number of polls."""
    transaction = world.transactions.find(call.fields().text("txn_id"), call.workspace, Kind.FACE)
    transaction.polls += 1
    done = transaction.polls > world.settings.face_polls
    first = transaction.polls == world.settings.face_polls + 1
    txn_id = transaction.txn_id
    if first or world.settings.capture_renews_txn_id:
        txn_id = world.transactions.renew(transaction)
    return json_answer(
        {
            "txn_id": txn_id,
            "status": VERIFIED if done else PENDING,
            "message": "The face was captured" if done else "Waiting for the face to be captured",
        }
    )


def verify(world: World, call: Call) -> EmulatorResponse:
    """POST …/verify: compare the picture with an Aadhaar number; goes on as the Aadhaar verify does."""
    fields = call.fields()
    txn_id, aadhaar = fields.text("txn_id"), fields.text("aadhaar")
    person = find_person(world, aadhaar, "aadhaar")
    transaction = world.transactions.find(txn_id, call.workspace, Kind.FACE)
    if transaction.state is not State.OPEN:
        raise Refused(errors.INVALID_TRANSACTION, "the face of this transaction is verified already")
    if transaction.polls <= world.settings.face_polls:
        raise Refused(errors.INVALID_REQUEST, "the face has not been captured yet")
    transaction.aadhaar, transaction.mobile, transaction.state = person.aadhaar, person.mobile, State.VERIFIED
    return answer_step(world, transaction, proven(world, call, transaction))


ROUTES: Final = (
    Route("POST", f"{_PATH}/init", "init_face_auth", init),
    Route("POST", f"{_PATH}/capture", "capture_face_auth", capture),
    Route("POST", f"{_PATH}/verify", "verify_face_auth", verify),
)
