"""OTPs and transactions."""

from __future__ import annotations

from typing import Final

from eka_abha.emulator.behaviours.groups import CREATES, ENTERS, OTPS, RESENDS, STARTS, STEPS, VERIFIES
from eka_abha.emulator.behaviours.statement import ASSUMED, DOCUMENTED, SPECIFIED, Behaviour

OTP_BEHAVIOURS: Final = (
    # OTPs
    Behaviour(
        "The hint names the mobile number masked; a session and KYC have no hint.",
        SPECIFIED,
        tuple(name for name in OTPS if not name.endswith(("_session", "_kyc"))),
    ),
    Behaviour("The mask of a mobile number is six stars and its last four digits.", ASSUMED, OTPS),
    Behaviour("An OTP has 6 digits.", ASSUMED, OTPS, ("otp_length",)),
    Behaviour(
        "An OTP lives 5 minutes; then the answer is the text of an expired transaction.",
        ASSUMED,
        VERIFIES,
        ("otp_lifetime",),
    ),
    Behaviour("A resend makes the OTP before it worthless.", ASSUMED, RESENDS),
    Behaviour("A wrong OTP is ABDM-1035 at 400.", DOCUMENTED, VERIFIES),
    Behaviour("After a wrong OTP the transaction goes on with the same txn_id.", ASSUMED, VERIFIES),
    Behaviour("An OTP within 30 seconds of the last is refused with a text.", DOCUMENTED, RESENDS, ("resend_wait",)),
    Behaviour(
        "The wait of 30 seconds holds for a new start with the same mobile number, too.",
        ASSUMED,
        STARTS,
        ("resend_wait_covers_start",),
    ),
    Behaviour(
        "Too many OTPs or attempts in one transaction are ABDM-1100 at 500, and the number is blocked for 30 minutes.",
        DOCUMENTED,
        (*RESENDS, *VERIFIES),
        ("otp_block",),
    ),
    Behaviour(
        "Too many means over three resends or over three wrong OTPs; the block holds for new starts, too.",
        ASSUMED,
        (*OTPS, *VERIFIES),
        ("max_resends", "max_wrong_otps"),
    ),
    Behaviour("Errors that are documented by their text only come at 400.", ASSUMED, settings=("text_error_status",)),
    # Transactions
    Behaviour("Each step answers a txn_id, and the newest is the one to send.", DOCUMENTED, STEPS),
    Behaviour(
        "Each txn_id is a new one, and an older one is not found any more: MIS-1026 at 500.",
        ASSUMED,
        STEPS,
        ("superseded_txn_id",),
    ),
    Behaviour(
        "Of two verifies that race with one txn_id one wins; to the other the txn_id is an older one.",
        ASSUMED,
        VERIFIES,
    ),
    Behaviour("A transaction lives 15 minutes from its start.", ASSUMED, STEPS, ("transaction_lifetime",)),
    Behaviour('The answer to an expired transaction is the text "Transaction has expired".', DOCUMENTED, STEPS),
    Behaviour(
        "A transaction is found only with the credentials that started it.",
        ASSUMED,
        STEPS,
        ("transactions_belong_to_client",),
    ),
    Behaviour(
        "A verify or resend that is not the next step of its transaction is ABDM-1017 at 500.",
        ASSUMED,
        (*VERIFIES, *RESENDS),
    ),
    Behaviour(
        "Creating or entering an address before the OTP was verified is ABDM-1102 at 400.", ASSUMED, (*CREATES, *ENTERS)
    ),
)
