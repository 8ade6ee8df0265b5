"""Tokens, requests and errors."""

from __future__ import annotations

from typing import Final

from eka_abha.emulator.behaviours.groups import ACCOUNT, CHOOSE
from eka_abha.emulator.behaviours.statement import ASSUMED, DOCUMENTED, SEEN, Behaviour

BASICS: Final = (
    # Tokens
    Behaviour(
        "Login answers access_token, expires_in, refresh_token and refresh_expires_in, in whole seconds.",
        DOCUMENTED,
        ACCOUNT,
    ),
    Behaviour(
        "An access token lives 1800 seconds, as the documentation's examples say.",
        DOCUMENTED,
        ACCOUNT,
        ("access_token_lifetime",),
    ),
    Behaviour("A refresh token lives an hour.", ASSUMED, ACCOUNT, ("refresh_token_lifetime",)),
    Behaviour(
        "A refresh needs the headers Authorization, with the old access token, and Client-Id.",
        DOCUMENTED,
        ("refresh_token",),
    ),
    Behaviour(
        "The old access token of a refresh may have expired, but has to be the one that came with the refresh token.",
        ASSUMED,
        ("refresh_token",),
    ),
    Behaviour(
        "A refresh token is good for one refresh, which answers the next.",
        ASSUMED,
        ("refresh_token",),
        ("refresh_token_rotates",),
    ),
    Behaviour(
        "After a refresh the old access token stays good until its own end.",
        ASSUMED,
        ("refresh_token",),
        ("refresh_ends_access_token",),
    ),
    Behaviour(
        "Any sharing key is accepted; tokens got with different ones are different clients.",
        ASSUMED,
        ("login",),
        ("sharing_keys",),
    ),
    Behaviour("Credentials are compared as they came: white space around them is a 401.", SEEN, ("login",)),
    Behaviour("Errors of login and refresh are {code, error} without a source error.", DOCUMENTED, ACCOUNT),
    Behaviour("A missing, unknown, expired or revoked bearer is a 401.", DOCUMENTED),
    Behaviour(
        "The calls under /abdm/na/ check the bearer as all others do.", ASSUMED, settings=("na_requires_bearer",)
    ),
    Behaviour("There is no rate limit.", ASSUMED, settings=("requests_per_minute",)),
    # Requests
    Behaviour(
        "A body that is not a JSON object, a missing required field or a wrong type is ABDM-1006 at 400.", DOCUMENTED
    ),
    Behaviour("The content type has to be application/json, and an integer written 1.0 is refused.", ASSUMED),
    Behaviour("Unknown fields of a body are ignored.", ASSUMED),
    Behaviour(
        "Login and face authentication need the fields of their bodies although the specification requires none.",
        ASSUMED,
        ("init_login", "list_login_methods", "verify_login", *CHOOSE, "capture_face_auth", "verify_face_auth"),
    ),
    Behaviour(
        "A mobile number is 10 digits, the first 6 to 9; anything else is ABDM-1014.",
        ASSUMED,
        ("init_mobile_registration", "verify_aadhaar_registration", "init_login", "search_profiles"),
    ),
    Behaviour(
        "An Aadhaar number is 12 digits, the first 2 to 9, the last a check digit; anything else is ABDM-1010.",
        ASSUMED,
        ("init_aadhaar_registration", "verify_face_auth", "init_login", "init_kyc"),
        ("aadhaar_check_digit",),
    ),
    Behaviour(
        "An ABHA number is 14 digits, with all its dashes or none; anything else is ABDM-1013.",
        ASSUMED,
        ("init_login", "init_kyc"),
    ),
    Behaviour("Any other value that breaks its rule is ABDM-1010.", ASSUMED),
    # The emulator's own
    Behaviour("An unknown path is 404, a wrong method 405.", ASSUMED),
    Behaviour("Answers come at once, but for the slow ones that are asked for.", ASSUMED, settings=("slow_answers",)),
    Behaviour("Magic inputs force what they stand for; only the bearer is looked at before.", ASSUMED),
    Behaviour("Whatever goes wrong inside the emulator is a 500 without a source code.", ASSUMED),
)
