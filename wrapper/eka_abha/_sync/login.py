# Derived from wrapper/eka_abha/_async/login.py by `make generate`: change that file, not this one.
"""Login to an existing ABHA: by mobile, Aadhaar number, ABHA number, ABHA address, or by search. ``client.login``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eka_abha._io.threads import boundary
from eka_abha._journeys.reference import check_reference
from eka_abha._reading import read_found, read_login_methods
from eka_abha.results import LoginMethods
from eka_abha.values import check_aadhaar, check_abha_address, check_abha_number, check_mobile
from eka_abha_api.api.login import list_login_methods
from eka_abha_api.api.profile import search_profiles
from eka_abha_api.models.init_login_request_method import InitLoginRequestMethod
from eka_abha_api.models.list_login_methods_request import ListLoginMethodsRequest
from eka_abha_api.models.search_profiles_request import SearchProfilesRequest

from .login_steps import JOURNEY, FoundProfiles, LoginOtpSent, OtpSystem, start_login
from .steps import Journey, present, started

if TYPE_CHECKING:
    from .client import AbhaClient


class Login:
    """Starts the logins.

    An OTP of a login has no resend: start again, and give the step before as ``after``. Sooner than its ``resend_at``
    it is refused here, without a call.
    """

    def __init__(self, client: AbhaClient) -> None:
        self._client = client

    @boundary
    def start_mobile(
        self, mobile: str, *, reference: str | None = None, after: LoginOtpSent | None = None
    ) -> LoginOtpSent:
        """Send an OTP to a mobile; the patient then picks one of the addresses that belong to it.

        Endpoint: ``POST /abdm/na/v1/profile/login/init``, method ``mobile``

        Args:
            mobile: 10 digits, the first 6 to 9; ``+91``, ``91``, ``0``, spaces and dashes are accepted.
            reference: your own id of the consent or visit, for the audit trail.
            after: the step whose OTP did not arrive.

        Raises:
            InvalidValueError: it is no Indian mobile number; no call was made.
            OtpResendTooSoon: sooner than ``after.resend_at``; no call was made.
            EkaError: see the tree in ``eka_abha.errors``.
        """
        number = check_mobile(mobile)
        return self._start(InitLoginRequestMethod.MOBILE, number, "abdm", reference, after, number=number)

    @boundary
    def start_aadhaar(
        self, aadhaar: str, *, reference: str | None = None, after: LoginOtpSent | None = None
    ) -> LoginOtpSent:
        """Send an OTP to the mobile that is linked to an Aadhaar number.

        Endpoint: ``POST /abdm/na/v1/profile/login/init``, method ``aadhaar_number``

        Raises:
            InvalidValueError: it is no Aadhaar number; no call was made.
            OtpResendTooSoon: sooner than ``after.resend_at``; no call was made.
            EkaError: see the tree in ``eka_abha.errors``.
        """
        number = check_aadhaar(aadhaar, verhoeff=self._client._settings.rules.aadhaar_check_digit)
        return self._start(InitLoginRequestMethod.AADHAAR_NUMBER, number, "aadhaar", reference, after)

    @boundary
    def start_abha_number(
        self,
        abha_number: str,
        *,
        otp_system: OtpSystem = "abdm",
        reference: str | None = None,
        after: LoginOtpSent | None = None,
    ) -> LoginOtpSent:
        """Send an OTP to the owner of an ABHA number (14 digits, with or without dashes).

        Endpoint: ``POST /abdm/na/v1/profile/login/init``, method ``abha_number``

        Raises:
            InvalidValueError: it is no ABHA number; no call was made.
            LoginMethodNotAllowed: the owner has switched this login off: see ``methods``.
            OtpResendTooSoon: sooner than ``after.resend_at``; no call was made.
            EkaError: see the tree in ``eka_abha.errors``.
        """
        number = check_abha_number(abha_number)
        return self._start(InitLoginRequestMethod.ABHA_NUMBER, number, otp_system, reference, after)

    @boundary
    def start_address(
        self,
        abha_address: str,
        *,
        otp_system: OtpSystem = "abdm",
        reference: str | None = None,
        after: LoginOtpSent | None = None,
    ) -> LoginOtpSent:
        """Send an OTP to the owner of an ABHA address; the suffix of the environment is added when it is missing.

        Endpoint: ``POST /abdm/na/v1/profile/login/init``, method ``phr_address``

        Raises:
            InvalidValueError: it is no ABHA address of this environment; no call was made.
            LoginMethodNotAllowed: the owner has switched this login off: see ``methods``.
            OtpResendTooSoon: sooner than ``after.resend_at``; no call was made.
            EkaError: see the tree in ``eka_abha.errors``.
        """
        address = self._address(abha_address)
        return self._start(InitLoginRequestMethod.PHR_ADDRESS, address, otp_system, reference, after)

    @boundary
    def search(self, mobile: str, *, reference: str | None = None) -> FoundProfiles:
        """The profiles that belong to a mobile, masked; the patient then logs in to one of them.

        Endpoint: ``POST /abdm/v1/profile/search``

        Raises:
            InvalidValueError: it is no Indian mobile number; no call was made.
            EkaError: see the tree in ``eka_abha.errors``.
        """
        number = check_mobile(mobile)
        journey = Journey(JOURNEY, self._client, check_reference(reference))
        operation = "search_profiles"
        with journey.audited(operation, FoundProfiles.kind) as audit:
            found = search_profiles.sync(client=journey.api, body=SearchProfilesRequest(mobile=number))
            answer = present(found, operation)
            txn_id = started(answer, operation)
            audit.reached(FoundProfiles.kind, txn_id)
        return FoundProfiles(journey, txn_id, read_found(answer.profiles))

    @boundary
    def methods(self, abha_address: str) -> LoginMethods:
        """How the owner of an ABHA address may log in.

        Endpoint: ``POST /abdm/na/v1/profile/login/methods``

        Raises:
            InvalidValueError: it is no ABHA address of this environment; no call was made.
            NotFound: nobody has it.
            EkaError: see the tree in ``eka_abha.errors``.
        """
        found = list_login_methods.sync(
            client=self._client.api, body=ListLoginMethodsRequest(abha_address=self._address(abha_address))
        )
        return read_login_methods(present(found, "list_login_methods"))

    def _address(self, abha_address: str) -> str:
        suffix = self._client._settings.target.address_suffix
        return check_abha_address(abha_address, suffix=suffix, creating=False)

    def _start(
        self,
        method: InitLoginRequestMethod,
        identifier: str,
        otp_system: OtpSystem,
        reference: str | None,
        after: LoginOtpSent | None,
        *,
        number: str | None = None,
    ) -> LoginOtpSent:
        known = after.reference if isinstance(after, LoginOtpSent) else None
        journey = Journey(JOURNEY, self._client, check_reference(reference) or known)
        return start_login(journey, method, identifier, otp_system, number=number, after=after)
