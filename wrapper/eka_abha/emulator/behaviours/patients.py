"""Login, session, KYC, profile and look-ups."""

from __future__ import annotations

from typing import Final

from eka_abha.emulator.behaviours.groups import AUTO_LOGIN, CHOOSE, CREATES, KYC, PROFILE
from eka_abha.emulator.behaviours.statement import ASSUMED, DOCUMENTED, SPECIFIED, Behaviour

PATIENTS: Final = (
    # Login
    Behaviour(
        "A login by phr_address ends with abha_end, by mobile goes on with abha_select, by aadhaar_number with"
        " abha_create.",
        DOCUMENTED,
        ("verify_login",),
    ),
    Behaviour("A login by search ends with abha_end.", ASSUMED, ("verify_login",)),
    Behaviour(
        "A login by abha_number goes on with abha_select.", ASSUMED, ("verify_login",), ("abha_number_skip_state",)
    ),
    Behaviour("The answers of a login have no tokens.", SPECIFIED, ("verify_login", *CHOOSE)),
    Behaviour(
        "An OTP of the system aadhaar goes to the linked mobile number, of abdm to the account's.",
        ASSUMED,
        ("init_login",),
    ),
    Behaviour(
        "An unknown address is ABDM-1012, an unknown mobile number ABDM-1111, any other unknown number ABDM-1110.",
        ASSUMED,
        ("init_login", "list_login_methods"),
    ),
    Behaviour(
        "A blocked AADHAAR_OTP is ABDM-1115, a blocked ABHA_NUMBER_OTP ABDM-1114.",
        DOCUMENTED,
        ("init_login",),
    ),
    Behaviour("A blocked MOBILE_OTP is ABDM-1113.", ASSUMED, ("init_login",)),
    Behaviour(
        "The methods are named MOBILE_OTP, ABHA_NUMBER_OTP, AADHAAR_OTP and PASSWORD; blocked ones are listed apart.",
        ASSUMED,
        ("list_login_methods",),
    ),
    Behaviour(
        "A search answers the profiles with masked ABHA numbers and an index from 1, null where there are none.",
        SPECIFIED,
        ("search_profiles",),
    ),
    Behaviour(
        "Each search has a transaction of its own, which one login may go on with.", ASSUMED, ("search_profiles",)
    ),
    # Patients
    Behaviour("Without a session the calls for a patient are 491.", DOCUMENTED, (*PROFILE, *KYC)),
    Behaviour("A 491 is a GenericError with a text and no source code.", ASSUMED, (*PROFILE, *KYC)),
    Behaviour(
        "X-Pt-Id and oid name the patient; either may come alone, and two different ones are ABDM-1032 at 400.",
        ASSUMED,
        (*PROFILE, *KYC, "init_session", "verify_session"),
        ("patient_identity",),
    ),
    Behaviour("Naming no patient is ABDM-1032 at 400.", ASSUMED, (*PROFILE, *KYC, "get_session_status")),
    # Session
    Behaviour("A session lives 30 minutes.", ASSUMED, ("get_session_status", "verify_session"), ("session_lifetime",)),
    Behaviour(
        "A registration that hands out the patient's tokens opens a session.",
        ASSUMED,
        (*CREATES, *AUTO_LOGIN),
        ("tokens_open_session",),
    ),
    Behaviour("A login opens none.", ASSUMED, ("verify_login", *CHOOSE), ("login_opens_session",)),
    Behaviour("The status of an unknown patient is that they are not logged in.", ASSUMED, ("get_session_status",)),
    Behaviour(
        "The address of a session has to be the named patient's, if one is named: otherwise ABDM-1051 at 500.",
        ASSUMED,
        ("init_session", "verify_session"),
    ),
    # KYC
    Behaviour("The methods of KYC are spelt abha-number and aadhaar.", DOCUMENTED, ("init_kyc",)),
    Behaviour(
        "user_x_token may be left out; one that is not the patient's is 491.",
        ASSUMED,
        ("init_kyc", "verify_kyc"),
        ("kyc_needs_user_token",),
    ),
    Behaviour(
        "KYC attaches the holder's ABHA number to the address, which is KYC-verified from then on.",
        DOCUMENTED,
        ("verify_kyc",),
    ),
    Behaviour("Details that do not match are ABDM-1043 at 500.", DOCUMENTED, ("verify_kyc",)),
    Behaviour(
        "What has to match are first name, gender and year of birth; a mismatch ends the transaction.",
        ASSUMED,
        ("verify_kyc",),
        ("kyc_checks_details",),
    ),
    Behaviour("An Aadhaar number that nobody was added for matches the patient.", ASSUMED, ("init_kyc",)),
    Behaviour("A second KYC of an account is ABDM-1053 at 500.", ASSUMED, ("init_kyc",)),
    # Profile
    Behaviour(
        "Name, gender and birth date are locked once the account is KYC-verified.", DOCUMENTED, ("update_profile",)
    ),
    Behaviour("Changing what is locked is ABDM-1010 at 400.", ASSUMED, ("update_profile",)),
    Behaviour("Optional details that are absent stay as they are; null clears them.", ASSUMED, ("update_profile",)),
    Behaviour(
        "A deleted account is gone at once, with its session, and its address is free.", ASSUMED, ("delete_profile",)
    ),
    Behaviour("The card is a PNG image, errors are JSON.", DOCUMENTED, ("get_profile_card",)),
    Behaviour("The QR code is answered as JSON with and without format=json.", ASSUMED, ("get_profile_qr",)),
    # Look-ups
    Behaviour(
        "The address check answers false for whatever is no account's address.", ASSUMED, ("check_abha_address",)
    ),
    Behaviour("Without a name the suggestions are null.", SPECIFIED, ("suggest_abha_addresses",)),
    Behaviour(
        "Suggestions are free, may be created as they are, and come with the suffix.",
        ASSUMED,
        ("suggest_abha_addresses",),
        ("suggestions_have_suffix",),
    ),
    Behaviour(
        "A transactionId given to suggest has to be the newest of a living transaction.",
        ASSUMED,
        ("suggest_abha_addresses",),
    ),
    Behaviour(
        "Pincodes of a few big cities lie where they lie, all others in a made-up district of a state of their zone.",
        ASSUMED,
        ("resolve_pincode",),
    ),
    Behaviour(
        "Pincodes that begin with 9 are the army's and unknown: ABDM-1001 at 500.", ASSUMED, ("resolve_pincode",)
    ),
    # Webhook
    Behaviour(
        "A new account is the event abha.created, signed by HMAC-SHA256 over time and body; unsigned without a key.",
        DOCUMENTED,
        CREATES,
        ("webhook_url", "webhook_key"),
    ),
    Behaviour("An event that is not answered with a 2xx is sent again.", DOCUMENTED, CREATES),
    Behaviour(
        "It is tried three times in all, in background, and one that was taken does not come again.",
        ASSUMED,
        CREATES,
        ("webhook_attempts", "webhook_retry_wait", "webhook_timeout", "webhook_repeats"),
    ),
    Behaviour("Events go to receivers on this machine only.", ASSUMED, CREATES, ("webhook_allow_remote",)),
    Behaviour(
        "event_time is written as ISO 8601, timestamp in Unix seconds, both of the emulator's time; the"
        " signature's time is the real one.",
        ASSUMED,
        CREATES,
    ),
)
