# Generated from the OpenAPI document by `make generate`. Do not edit: the next run replaces it.
"""Every model by its class name; its module is imported when the name is first used."""

from typing import TYPE_CHECKING

if not TYPE_CHECKING:
    import re
    from importlib import import_module

    def __getattr__(name: str) -> object:
        path = __name__ + "." + "_".join(re.sub("([A-Z]?[a-z]+)", r" \1 ", name).split()).lower()
        if name[0].isupper():
            try:
                value = getattr(import_module(path), name)
            except ModuleNotFoundError as error:
                if error.name != path:
                    raise
            else:
                globals()[name] = value
                return value
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


if TYPE_CHECKING:
    # fmt: off
    from .auto_login_aadhaar_registration_request import AutoLoginAadhaarRegistrationRequest as AutoLoginAadhaarRegistrationRequest
    from .auto_login_aadhaar_registration_response import AutoLoginAadhaarRegistrationResponse as AutoLoginAadhaarRegistrationResponse
    from .auto_login_aadhaar_registration_response_eka import AutoLoginAadhaarRegistrationResponseEka as AutoLoginAadhaarRegistrationResponseEka
    from .auto_login_aadhaar_registration_response_profile import AutoLoginAadhaarRegistrationResponseProfile as AutoLoginAadhaarRegistrationResponseProfile
    from .capture_face_auth_request import CaptureFaceAuthRequest as CaptureFaceAuthRequest
    from .capture_face_auth_response import CaptureFaceAuthResponse as CaptureFaceAuthResponse
    from .check_abha_address_request import CheckAbhaAddressRequest as CheckAbhaAddressRequest
    from .check_abha_address_response import CheckAbhaAddressResponse as CheckAbhaAddressResponse
    from .create_aadhaar_registration_request import CreateAadhaarRegistrationRequest as CreateAadhaarRegistrationRequest
    from .create_aadhaar_registration_response import CreateAadhaarRegistrationResponse as CreateAadhaarRegistrationResponse
    from .create_aadhaar_registration_response_eka import CreateAadhaarRegistrationResponseEka as CreateAadhaarRegistrationResponseEka
    from .create_aadhaar_registration_response_profile import CreateAadhaarRegistrationResponseProfile as CreateAadhaarRegistrationResponseProfile
    from .create_mobile_registration_request import CreateMobileRegistrationRequest as CreateMobileRegistrationRequest
    from .create_mobile_registration_request_profile import CreateMobileRegistrationRequestProfile as CreateMobileRegistrationRequestProfile
    from .create_mobile_registration_request_profile_gender import CreateMobileRegistrationRequestProfileGender as CreateMobileRegistrationRequestProfileGender
    from .create_mobile_registration_response import CreateMobileRegistrationResponse as CreateMobileRegistrationResponse
    from .create_mobile_registration_response_eka import CreateMobileRegistrationResponseEka as CreateMobileRegistrationResponseEka
    from .create_mobile_registration_response_profile import CreateMobileRegistrationResponseProfile as CreateMobileRegistrationResponseProfile
    from .get_profile_qr_query_format import GetProfileQrQueryFormat as GetProfileQrQueryFormat
    from .get_profile_qr_response import GetProfileQrResponse as GetProfileQrResponse
    from .get_profile_response import GetProfileResponse as GetProfileResponse
    from .get_session_status_response import GetSessionStatusResponse as GetSessionStatusResponse
    from .init_aadhaar_registration_request import InitAadhaarRegistrationRequest as InitAadhaarRegistrationRequest
    from .init_aadhaar_registration_response import InitAadhaarRegistrationResponse as InitAadhaarRegistrationResponse
    from .init_face_auth_response import InitFaceAuthResponse as InitFaceAuthResponse
    from .init_kyc_request import InitKycRequest as InitKycRequest
    from .init_kyc_request_method import InitKycRequestMethod as InitKycRequestMethod
    from .init_kyc_response import InitKycResponse as InitKycResponse
    from .init_login_request import InitLoginRequest as InitLoginRequest
    from .init_login_request_method import InitLoginRequestMethod as InitLoginRequestMethod
    from .init_login_request_otp_system import InitLoginRequestOtpSystem as InitLoginRequestOtpSystem
    from .init_login_response import InitLoginResponse as InitLoginResponse
    from .init_mobile_registration_request import InitMobileRegistrationRequest as InitMobileRegistrationRequest
    from .init_mobile_registration_response import InitMobileRegistrationResponse as InitMobileRegistrationResponse
    from .init_session_request import InitSessionRequest as InitSessionRequest
    from .init_session_response import InitSessionResponse as InitSessionResponse
    from .list_login_methods_request import ListLoginMethodsRequest as ListLoginMethodsRequest
    from .list_login_methods_response import ListLoginMethodsResponse as ListLoginMethodsResponse
    from .login_to_abha_address_request import LoginToAbhaAddressRequest as LoginToAbhaAddressRequest
    from .login_to_abha_address_response import LoginToAbhaAddressResponse as LoginToAbhaAddressResponse
    from .login_to_abha_address_response_abha_profiles_item import LoginToAbhaAddressResponseAbhaProfilesItem as LoginToAbhaAddressResponseAbhaProfilesItem
    from .login_to_abha_address_response_eka import LoginToAbhaAddressResponseEka as LoginToAbhaAddressResponseEka
    from .login_to_abha_address_response_profile import LoginToAbhaAddressResponseProfile as LoginToAbhaAddressResponseProfile
    from .resend_aadhaar_mobile_request import ResendAadhaarMobileRequest as ResendAadhaarMobileRequest
    from .resend_aadhaar_mobile_response import ResendAadhaarMobileResponse as ResendAadhaarMobileResponse
    from .resend_aadhaar_registration_request import ResendAadhaarRegistrationRequest as ResendAadhaarRegistrationRequest
    from .resend_aadhaar_registration_response import ResendAadhaarRegistrationResponse as ResendAadhaarRegistrationResponse
    from .resend_kyc_request import ResendKycRequest as ResendKycRequest
    from .resend_kyc_response import ResendKycResponse as ResendKycResponse
    from .resend_mobile_registration_request import ResendMobileRegistrationRequest as ResendMobileRegistrationRequest
    from .resend_mobile_registration_response import ResendMobileRegistrationResponse as ResendMobileRegistrationResponse
    from .resolve_pincode_response import ResolvePincodeResponse as ResolvePincodeResponse
    from .search_profiles_request import SearchProfilesRequest as SearchProfilesRequest
    from .search_profiles_response import SearchProfilesResponse as SearchProfilesResponse
    from .search_profiles_response_profiles_item import SearchProfilesResponseProfilesItem as SearchProfilesResponseProfilesItem
    from .suggest_abha_addresses_response import SuggestAbhaAddressesResponse as SuggestAbhaAddressesResponse
    from .update_profile_request import UpdateProfileRequest as UpdateProfileRequest
    from .update_profile_request_gender import UpdateProfileRequestGender as UpdateProfileRequestGender
    from .verify_aadhaar_mobile_request import VerifyAadhaarMobileRequest as VerifyAadhaarMobileRequest
    from .verify_aadhaar_mobile_response import VerifyAadhaarMobileResponse as VerifyAadhaarMobileResponse
    from .verify_aadhaar_mobile_response_abha_profiles_item import VerifyAadhaarMobileResponseAbhaProfilesItem as VerifyAadhaarMobileResponseAbhaProfilesItem
    from .verify_aadhaar_mobile_response_eka import VerifyAadhaarMobileResponseEka as VerifyAadhaarMobileResponseEka
    from .verify_aadhaar_mobile_response_profile import VerifyAadhaarMobileResponseProfile as VerifyAadhaarMobileResponseProfile
    from .verify_aadhaar_registration_request import VerifyAadhaarRegistrationRequest as VerifyAadhaarRegistrationRequest
    from .verify_aadhaar_registration_response import VerifyAadhaarRegistrationResponse as VerifyAadhaarRegistrationResponse
    from .verify_aadhaar_registration_response_abha_profiles_item import VerifyAadhaarRegistrationResponseAbhaProfilesItem as VerifyAadhaarRegistrationResponseAbhaProfilesItem
    from .verify_aadhaar_registration_response_eka import VerifyAadhaarRegistrationResponseEka as VerifyAadhaarRegistrationResponseEka
    from .verify_aadhaar_registration_response_profile import VerifyAadhaarRegistrationResponseProfile as VerifyAadhaarRegistrationResponseProfile
    from .verify_face_auth_request import VerifyFaceAuthRequest as VerifyFaceAuthRequest
    from .verify_face_auth_response import VerifyFaceAuthResponse as VerifyFaceAuthResponse
    from .verify_face_auth_response_abha_profiles_item import VerifyFaceAuthResponseAbhaProfilesItem as VerifyFaceAuthResponseAbhaProfilesItem
    from .verify_face_auth_response_eka import VerifyFaceAuthResponseEka as VerifyFaceAuthResponseEka
    from .verify_face_auth_response_profile import VerifyFaceAuthResponseProfile as VerifyFaceAuthResponseProfile
    from .verify_kyc_request import VerifyKycRequest as VerifyKycRequest
    from .verify_kyc_response import VerifyKycResponse as VerifyKycResponse
    from .verify_login_request import VerifyLoginRequest as VerifyLoginRequest
    from .verify_login_response import VerifyLoginResponse as VerifyLoginResponse
    from .verify_login_response_abha_profiles_item import VerifyLoginResponseAbhaProfilesItem as VerifyLoginResponseAbhaProfilesItem
    from .verify_login_response_eka import VerifyLoginResponseEka as VerifyLoginResponseEka
    from .verify_login_response_profile import VerifyLoginResponseProfile as VerifyLoginResponseProfile
    from .verify_mobile_registration_request import VerifyMobileRegistrationRequest as VerifyMobileRegistrationRequest
    from .verify_mobile_registration_response import VerifyMobileRegistrationResponse as VerifyMobileRegistrationResponse
    from .verify_mobile_registration_response_abha_profiles_item import VerifyMobileRegistrationResponseAbhaProfilesItem as VerifyMobileRegistrationResponseAbhaProfilesItem
    from .verify_mobile_registration_response_eka import VerifyMobileRegistrationResponseEka as VerifyMobileRegistrationResponseEka
    from .verify_session_request import VerifySessionRequest as VerifySessionRequest
    from .verify_session_response import VerifySessionResponse as VerifySessionResponse
    # fmt: on
