# Derived from wrapper/eka_abha/_async/registration.py by `make generate`: change that file, not this one.
"""Registration: ``client.registration``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eka_abha._io.threads import boundary
from eka_abha._journeys.reference import check_reference

from .steps import Journey

if TYPE_CHECKING:
    from .aadhaar_registration import AadhaarOtpSent
    from .client import AbhaClient
    from .face_registration import FacePending
    from .mobile_registration import MobileOtpSent


class Registration:
    """Starts the registration journeys; each is imported when it is first used."""

    def __init__(self, client: AbhaClient) -> None:
        self._client = client

    @boundary
    def start_mobile(self, mobile: str, *, reference: str | None = None) -> MobileOtpSent:
        """Send an OTP to a mobile, to register the patient by it.

        Endpoint: ``POST /abdm/na/v1/registration/mobile/init``

        Args:
            mobile: 10 digits, the first 6 to 9; ``+91``, ``91``, ``0``, spaces and dashes are accepted.
            reference: your own id of the consent or visit: it goes into each ``StepEvent`` of this journey.

        Raises:
            InvalidValueError: it is no Indian mobile number; no call was made.
            UserBlocked, OtpAttemptsExceeded, OtpResendTooSoon: the patient must wait ``retry_after``.
            TransportError: when ``may_have_been_processed``, the OTP may be on its way: wait 30 seconds, then start
                again.
            EkaError: see the tree in ``eka_abha.errors``.
        """
        from . import mobile_registration

        journey = Journey(mobile_registration.JOURNEY, self._client, check_reference(reference))
        return mobile_registration.start(journey, mobile)

    @boundary
    def start_aadhaar(self, aadhaar: str, *, reference: str | None = None) -> AadhaarOtpSent:
        """Send an OTP to the mobile that is linked to an Aadhaar number, to register the patient by it.

        Endpoint: ``POST /abdm/na/v1/registration/aadhaar/init``

        Args:
            aadhaar: 12 digits, with or without spaces; the check digit must fit (``rules`` can turn that off).
            reference: your own id of the consent or visit: it goes into each ``StepEvent`` of this journey.

        Raises:
            InvalidValueError: it is no Aadhaar number; no call was made.
            UserBlocked, OtpAttemptsExceeded, OtpResendTooSoon: the patient must wait ``retry_after``.
            TransportError: when ``may_have_been_processed``, the OTP may be on its way: wait 30 seconds, then start
                again.
            EkaError: see the tree in ``eka_abha.errors``.
        """
        from . import aadhaar_registration

        journey = Journey(aadhaar_registration.JOURNEY, self._client, check_reference(reference))
        return aadhaar_registration.start(journey, aadhaar)

    @boundary
    def start_face(self, *, reference: str | None = None) -> FacePending:
        """Begin a registration by face: the person opens the step's ``url`` on a phone.

        Endpoint: ``POST /abdm/na/v1/face-auth/init``

        Raises:
            EkaError: see the tree in ``eka_abha.errors``.
        """
        from . import face_registration

        journey = Journey(face_registration.JOURNEY, self._client, check_reference(reference))
        return face_registration.start(journey)
