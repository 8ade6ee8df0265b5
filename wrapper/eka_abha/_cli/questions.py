"""Everything that the program may have to know: one name, label and option for each."""

from __future__ import annotations

from .desk import Question

MOBILE = Question("mobile", "Mobile number", "--mobile")
AADHAAR = Question("aadhaar", "Aadhaar number", None, hidden=True)
OTP = Question("otp", "OTP", None, hidden=True)
ABHA_NUMBER = Question("abha_number", "ABHA number", "--abha-number")
ABHA_ADDRESS = Question("abha_address", "ABHA address", "--abha-address")
NEW_ADDRESS = Question("abha_address", "New ABHA address", "--abha-address or --suggested")
PROFILE_INDEX = Question("index", "Profile", "--index")
FIRST_NAME = Question("first_name", "First name", "--first-name")
MIDDLE_NAME = Question("middle_name", "Middle name (may be left out)", "--middle-name", optional=True)
LAST_NAME = Question("last_name", "Last name (may be left out)", "--last-name", optional=True)
BIRTH_DATE = Question("birth_date", "Birth date, as 1990-08-17", "--birth-date")
GENDER = Question("gender", "Gender, M, F or O", "--gender")
PINCODE = Question("pincode", "Pincode", "--pincode")
ADDRESS = Question("address", "Postal address (may be left out)", "--address", optional=True)
OID = Question("oid", "The patient's id at Eka (oid)", "--oid")
TXN_ID = Question("txn_id", "Transaction", "--txn-id")
LOGIN_BY = Question("by", "Login by", "--by")

INPUTS = (
    *(MOBILE, AADHAAR, OTP, ABHA_NUMBER, ABHA_ADDRESS, PROFILE_INDEX, LOGIN_BY, OID),
    *(FIRST_NAME, MIDDLE_NAME, LAST_NAME, BIRTH_DATE, GENDER, PINCODE, ADDRESS),
)
"""What the JSON of ``--input`` may hold."""
