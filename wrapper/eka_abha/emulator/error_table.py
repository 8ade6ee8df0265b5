"""The documented errors: HTTP status, source code, meaning, and the two texts.

`WRONG` stands for the text that most errors show to the person. `MOBILE` is replaced by a mobile number.
"""

from __future__ import annotations

from typing import Final, NamedTuple

WRONG: Final = "Something went wrong"
MOBILE: Final = "`mobile_number`"


class ErrorRow(NamedTuple):
    """One documented error. `error` is the text for the person, `source_message` that of the system behind."""

    status: int
    source_code: str
    meaning: str
    error: str
    source_message: str


DOCUMENTED_ERRORS: Final = (
    ErrorRow(500, "ABDM-1000", "upstream_down", WRONG, "Unable to connect the database"),
    ErrorRow(500, "ABDM-1001", "no_data", "No data found", "No data found"),
    ErrorRow(500, "ABDM-1002", "server_internal", WRONG, "Integrity violation"),
    ErrorRow(500, "ABDM-1003", "otp_channel_down", WRONG, "Email Gateway is unavailable"),
    ErrorRow(500, "ABDM-1004", "otp_channel_down", WRONG, "SMS Gateway is unavailable"),
    ErrorRow(500, "ABDM-1005", "config_or_integration", WRONG, "Invalid receiver"),
    ErrorRow(400, "ABDM-1006", "validation", "Bad Request, invalid request", "Bad Request, invalid request Body"),
    ErrorRow(500, "ABDM-1007", "upstream_down", WRONG, "Connection failed due to timeout"),
    ErrorRow(500, "ABDM-1008", "otp_channel_down", WRONG, "SMS service currently disabled"),
    ErrorRow(500, "ABDM-1009", "otp_channel_down", WRONG, "Email service currently disabled"),
    ErrorRow(400, "ABDM-1010", "validation", "Validation failed", "Validation failed"),
    ErrorRow(500, "ABDM-1011", "upstream_down", WRONG, "Gateway database unavailable"),
    ErrorRow(
        400,
        "ABDM-1012",
        "no_data",
        "No records found against the ABHA Address",
        "No records found against the ABHA Address",
    ),
    ErrorRow(400, "ABDM-1013", "validation", "Invalid ABHA Number", "Invalid ABHA Number"),
    ErrorRow(400, "ABDM-1014", "validation", "Invalid Mobile Email", "Invalid Mobile Email"),
    ErrorRow(500, "ABDM-1015", "server_internal", WRONG, "Invalid Response"),
    ErrorRow(500, "ABDM-1016", "config_or_integration", WRONG, "Invalid TimeStamp"),
    ErrorRow(500, "ABDM-1017", "transaction_invalid", WRONG, "Invalid TransactionId"),
    ErrorRow(
        500,
        "ABDM-1018",
        "upstream_down",
        "Unable to share the details with Hospital",
        "Share Profile database unavailable",
    ),
    ErrorRow(500, "ABDM-1019", "upstream_down", WRONG, "Dependent Service Unavailable"),
    ErrorRow(500, "ABDM-1020", "upstream_down", WRONG, "Unknown database"),
    ErrorRow(500, "ABDM-1021", "server_internal", WRONG, "ABDM-1021"),
    ErrorRow(500, "ABDM-1022", "rate_limited", "Too many requests", "Too many requests"),
    ErrorRow(500, "ABDM-1023", "config_or_integration", WRONG, "Invalid User"),
    ErrorRow(500, "ABDM-1024", "upstream_down", WRONG, "Dependent service unavailable"),
    ErrorRow(500, "ABDM-1025", "config_or_integration", WRONG, "Invalid ServiceId"),
    ErrorRow(500, "ABDM-1026", "config_or_integration", WRONG, "Invalid Link Token"),
    ErrorRow(
        500,
        "ABDM-1027",
        "blocked_24h",
        "You are blocked. Please try again after 24 hours.",
        "You are blocked. Please try again after 24 hours.",
    ),
    ErrorRow(500, "ABDM-1028", "upstream_down", WRONG, "HIP is unavailable"),
    ErrorRow(500, "ABDM-1029", "upstream_down", WRONG, "Redis server is unavailable"),
    ErrorRow(400, "ABDM-1030", "validation", WRONG, "Invalid request ID"),
    ErrorRow(400, "ABDM-1031", "validation", WRONG, "Invalid request"),
    ErrorRow(400, "ABDM-1032", "validation", WRONG, "Invalid header"),
    ErrorRow(500, "ABDM-1033", "upstream_down", WRONG, "HIU is unavailable"),
    ErrorRow(500, "ABDM-1034", "upstream_down", WRONG, "Notification service unavailable"),
    ErrorRow(500, "ABDM-1035", "config_or_integration", WRONG, "Invalid HIP ID"),
    ErrorRow(400, "ABDM-1035", "wrong_otp", "OTP doesn't match", "OTP does not matched"),
    ErrorRow(500, "ABDM-1036", "config_or_integration", WRONG, "Data does not matched"),
    ErrorRow(500, "ABDM-1037", "config_or_integration", WRONG, "Counter and Care context count mismatch"),
    ErrorRow(500, "ABDM-1038", "config_or_integration", WRONG, "ABHA address and Link token mismatch"),
    ErrorRow(500, "ABDM-1039", "consent", WRONG, "Invalid Consent request id"),
    ErrorRow(500, "ABDM-1040", "config_or_integration", WRONG, "Invalid HIU ID"),
    ErrorRow(500, "ABDM-1041", "config_or_integration", WRONG, "Invalid Acknowledgement"),
    ErrorRow(400, "ABDM-1042", "validation", "Invalid request", "Provider Mandatory"),
    ErrorRow(500, "ABDM-1043", "kyc_mismatch", WRONG, "ABHA Address does not match with KYC details."),
    ErrorRow(500, "ABDM-1044", "server_internal", WRONG, "Broadcast Failed"),
    ErrorRow(500, "ABDM-1045", "server_internal", WRONG, "Database Access is restricted"),
    ErrorRow(500, "ABDM-1046", "config_or_integration", WRONG, "Invalid Purpose"),
    ErrorRow(500, "ABDM-1047", "config_or_integration", WRONG, "Purpose does not exist"),
    ErrorRow(500, "ABDM-1048", "upstream_down", WRONG, "Timeout"),
    ErrorRow(500, "ABDM-1049", "config_or_integration", WRONG, "Invalid Profile Share Intent Keys"),
    ErrorRow(500, "ABDM-1050", "config_or_integration", WRONG, "Invalid Profile Share Metadata Keys"),
    ErrorRow(500, "ABDM-1051", "validation", WRONG, "Invalid ABHA Number or ABHA Address"),
    ErrorRow(500, "ABDM-1052", "transaction_invalid", WRONG, "Invalid TransactionId or response's requestId"),
    ErrorRow(500, "ABDM-1053", "already_exists", WRONG, "Data already exists"),
    ErrorRow(500, "ABDM-1054", "consent", WRONG, "Invalid Subscription Request Id"),
    ErrorRow(500, "ABDM-1401", "upstream_down", WRONG, "HIP is not available"),
    ErrorRow(500, "ABDM-1402", "upstream_down", WRONG, "Acknowledgement is not received from HIP"),
    ErrorRow(500, "ABDM-9999", "server_internal", WRONG, "Unknown exception"),
    ErrorRow(400, "ABDM-1061", "consent", "Consent artefact expired", "Consent artefact expired"),
    ErrorRow(400, "ABDM-1062", "consent", "Consent Not granted", "Consent Not granted"),
    ErrorRow(400, "ABDM-1063", "validation", "Date Range given is invalid", "Date Range given is invalid"),
    ErrorRow(400, "ABDM-1064", "duplicate_request", WRONG, "request with this request id already exists"),
    ErrorRow(500, "ABDM-1109", "upstream_down", WRONG, "ABHA DB service unavailable"),
    ErrorRow(500, "ABDM-1108", "upstream_down", WRONG, "Notification DB service unavailable"),
    ErrorRow(500, "ABDM-1205", "upstream_down", WRONG, "Document DB Gateway is unavailable"),
    ErrorRow(500, "ABDM-1202", "upstream_down", WRONG, "Document Gateway is unavailable"),
    ErrorRow(500, "ABDM-1200", "upstream_down", WRONG, "LGD Gateway is unavailable"),
    ErrorRow(500, "ABDM-1201", "upstream_down", WRONG, "IDP Gateway is unavailable"),
    ErrorRow(
        500,
        "ABDM-1101",
        "address_taken",
        WRONG,
        "This ABHA Address already exists. Please create with unique ABHA Address",
    ),
    ErrorRow(500, "ABDM-1006", "invalid_scopes", WRONG, "Invalid combinations of scopes"),
    ErrorRow(
        500,
        "ABDM-1100",
        "otp_limit_30m",
        WRONG,
        "You have requested multiple OTPs Or Exceeded maximum number of attempts for OTP match in this transaction."
        " Please try again in 30 minutes.",
    ),
    ErrorRow(500, "ABDM-1110", "no_data", "ABHA User not found.", "ABHA User not found."),
    ErrorRow(400, "ABDM-1111", "mobile_not_found", "Mobile number not found.", "Mobile number not found."),
    ErrorRow(400, "ABDM-1112", "aadhaar_not_found", "Aadhaar details not found.", "Aadhaar details not found."),
    ErrorRow(
        400,
        "ABDM-1113",
        "login_method_not_allowed",
        "Login via Password is not allowed",
        "Login via Password is not allowed",
    ),
    ErrorRow(
        400,
        "ABDM-1114",
        "login_method_not_allowed",
        "Login via ABHA Number OTP is not allowed",
        "Login via ABHA Number OTP is not allowed",
    ),
    ErrorRow(
        400,
        "ABDM-1115",
        "login_method_not_allowed",
        "Login via Aadhaar OTP is not allowed",
        "Login via Aadhaar OTP is not allowed",
    ),
    ErrorRow(
        400,
        "ABDM-1102",
        "mobile_verification_pending",
        "Mobile number verification is pending.",
        "Mobile number verification is pending.",
    ),
    ErrorRow(
        400,
        "MIS-1013",
        "wrong_otp",
        "The OTP that you have entered is incorrect. Please try again.",
        "OTP(One Time Password) is invalid, Please enter the correct OTP.",
    ),
    ErrorRow(
        500, "MIS-1026", "transaction_invalid", "Transaction not found for UUID.", "Transaction is not found for UUID."
    ),
    ErrorRow(
        400,
        "EKA-1001",
        "account_claimed_by_other_mobile",
        f"This account has already been claimed by the mobile number: {MOBILE}",
        f"This account has already been claimed by the mobile number: {MOBILE}",
    ),
    ErrorRow(
        400,
        "EKA-1002",
        "mobile_claimed_by_other_account",
        "This mobile number has already been claimed by another account.",
        f"Mobile number {MOBILE} has already been claimed by another account.",
    ),
)
_BY_CODE: Final = {(row.status, row.source_code): row for row in DOCUMENTED_ERRORS}


def documented_error(status: int, source_code: str) -> ErrorRow:
    """Return the row of a source code at a status: some codes mean two things."""
    return _BY_CODE[status, source_code]
