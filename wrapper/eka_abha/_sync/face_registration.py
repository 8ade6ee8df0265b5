# Derived from wrapper/eka_abha/_async/face_registration.py by `make generate`: change that file, not this one.
"""Registration by face: show a QR code, wait until the person has been captured, then name the Aadhaar number."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import ClassVar

from eka_abha._http.config import check_seconds
from eka_abha._http.settings import check_hook
from eka_abha._io.threads import boundary, sleep
from eka_abha._reading import text
from eka_abha.errors import EkaError
from eka_abha.values import check_aadhaar
from eka_abha_api.api.face_auth import capture_face_auth, init_face_auth, verify_face_auth
from eka_abha_api.models.capture_face_auth_request import CaptureFaceAuthRequest
from eka_abha_api.models.verify_face_auth_request import VerifyFaceAuthRequest

from .aadhaar_address import AadhaarChooseAccount, AadhaarCreateAddress
from .aadhaar_registration import ConfirmMobile, after_aadhaar
from .steps import Journey, LoggedIn, Step, UnknownStep, present, started

JOURNEY = "face_registration"
INTERVAL = 3.0
"""Seconds between two looks. Neither this nor the limit is documented by the provider."""
LIMIT = 300.0
"""Seconds that ``wait`` looks for."""


def start(journey: Journey) -> FacePending:
    """Ask for the address that the person opens on a phone."""
    operation = "init_face_auth"
    with journey.audited(operation, FacePending.kind) as audit:
        answer = init_face_auth.sync(client=journey.api)
        txn_id = started(answer, operation)
        audit.reached(FacePending.kind, txn_id)
    return FacePending(journey, txn_id, text(answer.url) if answer else None)


class FacePending(Step):
    """The person opens ``url`` (show it as a QR code) and is captured. Next: ``poll`` or ``wait``.

    A look that finds nothing yet leaves this step in use: it comes back itself, with the newest ``txn_id``.
    """

    kind: ClassVar[str] = "face_pending"
    journeys: ClassVar[frozenset[str]] = frozenset({JOURNEY})

    def __init__(self, journey: Journey, txn_id: str, url: str | None = None) -> None:
        super().__init__(journey, txn_id)
        self._url = url

    @property
    def url(self) -> str | None:
        """What to show as a QR code; None after ``resume``, because it is not put to rest."""
        return self._url

    @boundary
    def poll(self) -> FacePending | FaceVerified:
        """Look once whether the person has been captured: this step again, as long as they have not.

        Endpoint: ``POST /abdm/na/v1/face-auth/capture``

        Raises:
            TransactionError: the transaction is over: start again.
            EkaError: see the tree in ``eka_abha.errors``.
        """
        return self._poll()

    @boundary
    def wait(
        self,
        *,
        interval: float = INTERVAL,
        limit: float = LIMIT,
        on_poll: Callable[[FacePending], object] | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> FacePending | FaceVerified:
        """Look again and again, until the person has been captured, the limit has passed, or ``cancelled`` says so.

        Endpoint: ``POST /abdm/na/v1/face-auth/capture``

        A look that fails for a reason that passes by itself (``retryable``: a lost answer, something upstream is
        down) is not the end: the next one follows. After an error, too, this step can be waited on again.

        Args:
            interval: seconds between two looks.
            limit: seconds in all; ``FacePending`` comes back when they have passed.
            on_poll: called with the step after each look that found nothing yet. A plain callable.
            cancelled: asked before each look; when it is true, ``FacePending`` comes back. A plain callable.

        Raises:
            ConfigurationError: ``interval`` or ``limit`` is not a number of seconds, or a callable is none.
            TransactionError: the transaction is over: start again.
            EkaError: see the tree in ``eka_abha.errors``; also when the limit has passed and no look was answered.
        """
        pause, ends = check_seconds(interval, "interval"), time.monotonic() + check_seconds(limit, "limit")
        check_hook(on_poll, "on_poll")
        check_hook(cancelled, "cancelled")
        answered, wait, failure = False, pause, None
        while not (cancelled is not None and cancelled()):
            try:
                found = self._poll()
            except EkaError as error:
                if not error.retryable:
                    raise
                failure = error
                wait = max(pause, error.retry_after.total_seconds()) if error.retry_after else pause
            else:
                answered, wait = True, pause
                if isinstance(found, FaceVerified):
                    return found
            if on_poll is not None:
                on_poll(self)
            if time.monotonic() + wait >= ends:
                if failure is not None and not answered:
                    raise failure
                break
            sleep(wait)
        return self

    def _poll(self) -> FacePending | FaceVerified:
        self._check_current()
        operation = "capture_face_auth"
        with self._journey.audited(operation, self.kind, self.txn_id) as audit:
            found = capture_face_auth.sync(client=self._journey.api, body=CaptureFaceAuthRequest(txn_id=self.txn_id))
            answer = present(found, operation, self.txn_id)
            txn_id = text(answer.txn_id) or self.txn_id
            verified = (text(answer.status) or "").strip().casefold() == "verified"
            audit.reached(FaceVerified.kind if verified else self.kind, txn_id)
        if not verified:
            self._txn_id = txn_id
            return self
        self._leave()
        return FaceVerified(self._journey, txn_id)


class FaceVerified(Step):
    """The person has been captured. Next: ``verify`` with the Aadhaar number, which is not kept until then."""

    kind: ClassVar[str] = "face_verified"
    journeys: ClassVar[frozenset[str]] = frozenset({JOURNEY})

    @boundary
    def verify(
        self, *, aadhaar: str
    ) -> ConfirmMobile | AadhaarCreateAddress | AadhaarChooseAccount | LoggedIn | UnknownStep:
        """Compare the capture with the Aadhaar number.

        Endpoint: ``POST /abdm/na/v1/face-auth/verify``

        Raises:
            InvalidValueError: it is no Aadhaar number; no call was made.
            TransactionError: the transaction is over: start again.
            EkaError: see the tree in ``eka_abha.errors``.
        """
        self._check_current()
        number = check_aadhaar(aadhaar, verhoeff=self._journey.rules.aadhaar_check_digit)
        body = VerifyFaceAuthRequest(aadhaar=number, txn_id=self.txn_id)
        return self._go_on(
            "verify_face_auth",
            lambda: verify_face_auth.sync(client=self._journey.api, body=body),
            lambda answer: after_aadhaar(self._journey, answer, before=self.txn_id),
        )
