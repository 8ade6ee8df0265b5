# Generated from the OpenAPI document by `make generate`. Do not edit: the next run replaces it.
from enum import StrEnum


class InitKycRequestMethod(StrEnum):
    AADHAAR = "aadhaar"
    ABHA_NUMBER = "abha-number"

    def __str__(self) -> str:
        return str(self.value)
