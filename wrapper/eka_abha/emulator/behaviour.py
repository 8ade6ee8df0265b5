"""What the emulator does, and how we know that the service does so, too."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import Final


class Source(enum.Enum):
    """How a behaviour is known."""

    DOCUMENTED = "the provider's documentation says so"
    SPECIFIED = "the specification of the API says so"
    SEEN = "seen in public client code"
    ASSUMED = "not known: likely, or the strictest behaviour that a client may meet"


@dataclass(frozen=True, slots=True)
class Behaviour:
    """One thing the emulator does, the operations it concerns ("*": all), and the settings that change it."""

    statement: str
    source: Source
    operations: tuple[str, ...] = ("*",)
    settings: tuple[str, ...] = ()


_ACCOUNT: Final = ("login", "refresh_token")
_INIT: Final = ("init_mobile_registration",)
_RESEND: Final = ("resend_mobile_registration",)
_VERIFY: Final = ("verify_mobile_registration",)
_CREATE: Final = ("create_mobile_registration",)
_CHOOSE: Final = ("login_to_abha_address",)
_OTP: Final = (*_INIT, *_RESEND)
_STEPS: Final = (*_RESEND, *_VERIFY, *_CREATE, *_CHOOSE)
_DOCUMENTED: Final = Source.DOCUMENTED
_SPECIFIED: Final = Source.SPECIFIED
_SEEN: Final = Source.SEEN
_ASSUMED: Final = Source.ASSUMED

BEHAVIOUR: Final = (
    # Tokens
    Behaviour(
        "Login answers access_token, expires_in, refresh_token and refresh_expires_in, in whole seconds.",
        _DOCUMENTED,
        _ACCOUNT,
    ),
    Behaviour(
        "An access token lives 1800 seconds, as the documentation's examples say.",
        _DOCUMENTED,
        _ACCOUNT,
        ("access_token_lifetime",),
    ),
    Behaviour("A refresh token lives an hour.", _ASSUMED, _ACCOUNT, ("refresh_token_lifetime",)),
    Behaviour(
        "A refresh needs the headers Authorization, with the old access token, and Client-Id.",
        _DOCUMENTED,
        ("refresh_token",),
    ),
    Behaviour(
        "The old access token of a refresh may have expired, but has to be the one that came with the refresh token.",
        _ASSUMED,
        ("refresh_token",),
    ),
    Behaviour(
        "A refresh token is good for one refresh, which answers the next.",
        _ASSUMED,
        ("refresh_token",),
        ("refresh_token_rotates",),
    ),
    Behaviour(
        "After a refresh the old access token stays good until its own end.",
        _ASSUMED,
        ("refresh_token",),
        ("refresh_ends_access_token",),
    ),
    Behaviour(
        "Any sharing key is accepted; tokens got with different ones are different clients.",
        _ASSUMED,
        ("login",),
        ("sharing_keys",),
    ),
    Behaviour("Credentials are compared as they came: white space around them is a 401.", _SEEN, ("login",)),
    Behaviour("Errors of login and refresh are {code, error} without a source error.", _DOCUMENTED, _ACCOUNT),
    Behaviour("A missing, unknown, expired or revoked bearer is a 401.", _DOCUMENTED),
    Behaviour(
        "The calls under /abdm/na/ check the bearer as all others do.", _ASSUMED, settings=("na_requires_bearer",)
    ),
    Behaviour("There is no rate limit.", _ASSUMED, settings=("requests_per_minute",)),
    # Requests
    Behaviour(
        "A body that is not a JSON object, a missing required field or a wrong type is ABDM-1006 at 400.", _DOCUMENTED
    ),
    Behaviour("The content type has to be application/json, and an integer written 1.0 is refused.", _ASSUMED),
    Behaviour("Unknown fields of a body are ignored.", _ASSUMED),
    Behaviour(
        "Login to an address needs txn_id and phr_address although the specification requires none.", _ASSUMED, _CHOOSE
    ),
    Behaviour("A mobile number is 10 digits, the first 6 to 9; anything else is ABDM-1014.", _ASSUMED, _INIT),
    Behaviour("A value that breaks its rule is ABDM-1010.", _ASSUMED, _CREATE),
    # OTPs
    Behaviour("The hint names the mobile number masked.", _SPECIFIED, _OTP),
    Behaviour("The mask of a mobile number is six stars and its last four digits.", _ASSUMED, _OTP),
    Behaviour("An OTP has 6 digits.", _ASSUMED, _OTP, ("otp_length",)),
    Behaviour(
        "An OTP lives 5 minutes; then the answer is the text of an expired transaction.",
        _ASSUMED,
        _VERIFY,
        ("otp_lifetime",),
    ),
    Behaviour("A resend makes the OTP before it worthless.", _ASSUMED, _RESEND),
    Behaviour("A wrong OTP is ABDM-1035 at 400.", _DOCUMENTED, _VERIFY),
    Behaviour("After a wrong OTP the transaction goes on with the same txn_id.", _ASSUMED, _VERIFY),
    Behaviour("An OTP within 30 seconds of the last is refused with a text.", _DOCUMENTED, _RESEND, ("resend_wait",)),
    Behaviour(
        "The wait of 30 seconds holds for a new start with the same mobile number, too.",
        _ASSUMED,
        _INIT,
        ("resend_wait_covers_start",),
    ),
    Behaviour(
        "Too many OTPs or attempts in one transaction are ABDM-1100 at 500, and the number is blocked for 30 minutes.",
        _DOCUMENTED,
        (*_RESEND, *_VERIFY),
        ("otp_block",),
    ),
    Behaviour(
        "Too many means over three resends or over three wrong OTPs; the block holds for new starts, too.",
        _ASSUMED,
        (*_OTP, *_VERIFY),
        ("max_resends", "max_wrong_otps"),
    ),
    Behaviour("Errors that are documented by their text only come at 400.", _ASSUMED, settings=("text_error_status",)),
    # Transactions
    Behaviour("Each step answers a txn_id, and the newest is the one to send.", _DOCUMENTED, _STEPS),
    Behaviour("Each txn_id is a new one, and an older one is not found any more: MIS-1026 at 500.", _ASSUMED, _STEPS),
    Behaviour("A transaction lives 15 minutes from its start.", _ASSUMED, _STEPS, ("transaction_lifetime",)),
    Behaviour('The answer to an expired transaction is the text "Transaction has expired".', _DOCUMENTED, _STEPS),
    Behaviour(
        "A transaction is found only with the credentials that started it.",
        _ASSUMED,
        _STEPS,
        ("transactions_belong_to_client",),
    ),
    Behaviour("A second verify of a verified transaction is ABDM-1017 at 500.", _ASSUMED, (*_VERIFY, *_RESEND)),
    Behaviour("Creating or choosing before the OTP was verified is ABDM-1102 at 400.", _ASSUMED, (*_CREATE, *_CHOOSE)),
    # Mobile registration
    Behaviour(
        "A mobile number without accounts goes on with abha_create, and abha_profiles is null.", _DOCUMENTED, _VERIFY
    ),
    Behaviour(
        "A mobile number with accounts, be it one, goes on with abha_select and lists them.",
        _ASSUMED,
        _VERIFY,
        ("skip_state_with_accounts",),
    ),
    Behaviour("Until a journey has ended, the ids in eka are null.", _ASSUMED, _VERIFY),
    Behaviour(
        "After abha_select nothing may be created: EKA-1002. After abha_create it may, even if accounts exist.",
        _ASSUMED,
        _CREATE,
        ("create_after_select",),
    ),
    Behaviour(
        "A new address starts with a letter, has 8 to 18 letters or digits, at most one dot and one underscore inside.",
        _DOCUMENTED,
        _CREATE,
    ),
    Behaviour("The suffix of addresses is @sbx.", _SEEN, _CREATE, ("address_suffix",)),
    Behaviour("Addresses are the same whatever their case.", _ASSUMED, (*_CREATE, *_CHOOSE, "check_abha_address")),
    Behaviour("A taken address is ABDM-1101 at 500.", _DOCUMENTED, _CREATE),
    Behaviour("After a taken or refused address the transaction goes on with the same txn_id.", _ASSUMED, _CREATE),
    Behaviour(
        "create-phr answers success, skip_state abha_end, profile, eka and the patient's tokens, and no txn_id.",
        _SPECIFIED,
        _CREATE,
    ),
    Behaviour("The new account is not KYC-verified and has no ABHA number.", _DOCUMENTED, _CREATE),
    Behaviour("A transaction of a mobile registration may log in to an address it offered.", _ASSUMED, _CHOOSE),
    Behaviour("An address that was not offered is ABDM-1012 at 400.", _ASSUMED, _CHOOSE),
    # Look-ups
    Behaviour(
        "The address check answers false for whatever is no account's address.", _ASSUMED, ("check_abha_address",)
    ),
    Behaviour("Without a name the suggestions are null.", _SPECIFIED, ("suggest_abha_addresses",)),
    Behaviour(
        "Suggestions are free, may be created as they are, and come with the suffix.",
        _ASSUMED,
        ("suggest_abha_addresses",),
        ("suggestions_have_suffix",),
    ),
    Behaviour(
        "A transactionId given to suggest has to be the newest of a living transaction.",
        _ASSUMED,
        ("suggest_abha_addresses",),
    ),
    # The emulator's own
    Behaviour(
        "An operation that the emulator does not have is 501, an unknown path 404, a wrong method 405.", _ASSUMED
    ),
)
