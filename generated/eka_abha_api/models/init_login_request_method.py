# Generated from the OpenAPI document by `make generate`. Do not edit: the next run replaces it.
from enum import StrEnum


class InitLoginRequestMethod(StrEnum):
    AADHAAR_NUMBER = "aadhaar_number"
    ABHA_NUMBER = "abha_number"
    MOBILE = "mobile"
    PHR_ADDRESS = "phr_address"
    SEARCH = "search"

    def __str__(self) -> str:
        return str(self.value)
