"""Every operation of the low-level client, with arguments full of canaries."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from types import ModuleType
from typing import Final

import attrs
import eka_abha_api.api
from eka_abha_api.operations import OPERATIONS
from eka_abha_api.types import UNSET

from tests.privacy.canaries import AADHAAR, ADDRESS, FIRST, LAST, MIDDLE, MOBILE, OTP, PATIENT_TOKEN, STREET

_PROFILE: Final = {
    "first_name": FIRST,
    "middle_name": MIDDLE,
    "last_name": LAST,
    "gender": "F",
    "day_of_birth": 23,
    "month_of_birth": 6,
    "year_of_birth": 1987,
    "pincode": "785001",
    "address": STREET,
}
_BODIES: Final = {
    **_PROFILE,
    "profile": _PROFILE,
    "mobile": MOBILE,
    "mobile_number": MOBILE,
    "aadhaar": AADHAAR,
    "aadhaar_number": AADHAAR,
    "identifier": AADHAAR,
    "otp": OTP,
    "abha_address": ADDRESS,
    "phr_address": ADDRESS,
    "user_x_token": PATIENT_TOKEN,
    "txn_id": "txn-1",
}
_METHODS: Final = {"InitKycRequest": "aadhaar", "InitLoginRequest": "aadhaar_number"}
_PARAMETERS: Final = {"fn": FIRST, "mn": MIDDLE, "ln": LAST, "dob": "1987-06-23", "pincode": "785001"}


def _modules() -> dict[str, ModuleType]:
    folder = eka_abha_api.api
    found = pkgutil.walk_packages(folder.__path__, f"{folder.__name__}.")
    modules = {name.rpartition(".")[2]: importlib.import_module(name) for _, name, package in found if not package}
    return dict(sorted(modules.items()))


MODULES: Final = _modules()
"""The module of each operation, by its name."""

assert MODULES.keys() == OPERATIONS.keys()


def arguments_of(module: ModuleType, *, spoiled: str = "") -> dict[str, object]:
    """The arguments of an operation, but for the client; ``spoiled`` is added to each text."""
    arguments: dict[str, object] = {}
    for name, parameter in inspect.signature(module.sync_detailed).parameters.items():
        if name == "body":
            arguments[name] = _body(parameter.annotation, spoiled)
        elif name in _PARAMETERS:
            arguments[name] = _PARAMETERS[name] + spoiled
        elif name != "client" and parameter.default is UNSET and name != "format_":
            arguments[name] = f"{name}-1{spoiled}"
    return arguments


def _body(model: type[attrs.AttrsInstance], spoiled: str) -> object:
    values = {name: value for name, value in _BODIES.items() if name in attrs.fields_dict(model)}
    if model.__name__ in _METHODS:
        values["method"] = _METHODS[model.__name__]
    read = getattr(model, "from_dict")  # noqa: B009  (not in the protocol of attrs)
    return read(_spoiled(values, spoiled) if spoiled else values)


def _spoiled(value: object, by: str, name: str = "") -> object:
    if isinstance(value, dict):
        return {key: _spoiled(inner, by, key) for key, inner in value.items()}
    return value + by if isinstance(value, str) and name not in ("gender", "method") else value
