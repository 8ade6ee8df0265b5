# Generated from the OpenAPI document by `make generate`. Do not edit: the next run replaces it.
from enum import StrEnum


class GetProfileQrQueryFormat(StrEnum):
    JSON = "json"

    def __str__(self) -> str:
        return str(self.value)
