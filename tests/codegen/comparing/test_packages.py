"""What changed for those who import the generated package."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from codegen import layout
from codegen.comparing.packages import Field, Package, read_package
from codegen.comparing.python import compare_packages
from tests.docs.test_operations import ROWS

if TYPE_CHECKING:
    from collections.abc import Mapping


def _package(
    *,
    arguments: Mapping[str, Field] | None = None,
    answer: str = "GetAResponse",
    sent: Mapping[str, Field] | None = None,
    read: Mapping[str, Field] | None = None,
    **classes: Mapping[str, Field],
) -> Package:
    """A package with one endpoint, which sends one class and gets another."""
    return Package(
        {"api.a.get_a": {"body": Field("GetARequest", has_default=False), **(arguments or {})}},
        {"api.a.get_a": answer},
        {"models.GetARequest": sent or {}, "models.GetAResponse": read or {}}
        | {f"models.{name}": fields for name, fields in classes.items()},
    )


def _one(annotation: str, *, has_default: bool = True) -> dict[str, Field]:
    return {"x": Field(annotation, has_default)}


CHANGES: dict[str, tuple[Package, Package, list[str]]] = {
    "argument added": (
        _package(),
        _package(arguments=_one("str | Unset")),
        ["argument `api.a.get_a.x` added: `str | Unset`: not breaking"],
    ),
    "argument added that must be given": (
        _package(),
        _package(arguments=_one("str", has_default=False)),
        ["argument `api.a.get_a.x` added: `str`: **breaking**"],
    ),
    "argument removed": (
        _package(arguments=_one("str")),
        _package(),
        ["argument `api.a.get_a.x` removed: **breaking**"],
    ),
    "field that is sent takes more": (
        _package(sent=_one("str")),
        _package(sent=_one("None | str | Unset")),
        ["field `models.GetARequest.x` changed: `str` → `None | str | Unset`: not breaking"],
    ),
    "field that is sent takes less": (
        _package(sent=_one("None | str | Unset")),
        _package(sent=_one("str")),
        ["field `models.GetARequest.x` changed: `None | str | Unset` → `str`: **breaking**"],
    ),
    "field that is sent takes fractions": (
        _package(sent=_one("int")),
        _package(sent=_one("float")),
        ["field `models.GetARequest.x` changed: `int` → `float`: not breaking"],
    ),
    "field that is read may be more": (
        _package(read=_one("str")),
        _package(read=_one("str | Unset")),
        ["field `models.GetAResponse.x` changed: `str` → `str | Unset`: **breaking**"],
    ),
    "field that is read is promised": (
        _package(read=_one("dict[str, int | str] | str | Unset")),
        _package(read=_one("dict[str, int | str]", has_default=False)),
        [
            "field `models.GetAResponse.x` changed: `dict[str, int | str] | str | Unset` → `dict[str, int | str]`: "
            "not breaking"
        ],
    ),
    "field that is read comes": (
        _package(),
        _package(read=_one("str", has_default=False)),
        ["field `models.GetAResponse.x` added: `str`: not breaking"],
    ),
    "field that must be sent comes": (
        _package(),
        _package(sent=_one("str", has_default=False)),
        ["field `models.GetARequest.x` added: `str`: **breaking**"],
    ),
    "class within an answer": (
        _package(read=_one("list[Inner] | Unset"), Inner=_one("int")),
        _package(read=_one("list[Inner] | Unset"), Inner=_one("int | str")),
        ["field `models.Inner.x` changed: `int` → `int | str`: **breaking**"],
    ),
    "class within a body": (
        _package(sent=_one("Inner | Unset"), Inner=_one("int")),
        _package(sent=_one("Inner | Unset"), Inner=_one("int | str")),
        ["field `models.Inner.x` changed: `int` → `int | str`: not breaking"],
    ),
    "answer of another class": (
        _package(),
        _package(answer="GetAResponse | str"),
        ["answer `api.a.get_a` changed: `GetAResponse` → `GetAResponse | str`: **breaking**"],
    ),
    "a class comes, another goes": (
        _package(Old=_one("int")),
        _package(New=_one("int")),
        ["class `models.New` added: not breaking", "class `models.Old` removed: **breaking**"],
    ),
    "all goes": (
        _package(),
        Package({}, {}, {}),
        [
            "module `api.a.get_a` removed: **breaking**",
            "class `models.GetARequest` removed: **breaking**",
            "class `models.GetAResponse` removed: **breaking**",
        ],
    ),
}


@pytest.mark.parametrize("what", CHANGES)
def test_a_changed_name_is_one_line(what: str) -> None:
    """And breaks when code that was right before may fail, or fail its type check."""
    before, after, expected = CHANGES[what]
    assert [str(change) for change in compare_packages(before, after)] == expected


def test_a_package_is_read_as_it_is() -> None:
    """Arguments and answers of each endpoint; fields of each class, values of an enum."""
    package = read_package(layout.GENERATED)
    assert set(package.endpoints) == {f"api.{row.group}.{row.function}" for row in ROWS}
    assert package.endpoints["api.lookup.resolve_pincode"] == {
        "pincode": Field("str", has_default=False),
        "x_pt_id": Field("str | Unset", has_default=True),
        "x_partner_pt_id": Field("str | Unset", has_default=True),
        "x_hip_id": Field("str | Unset", has_default=True),
    }
    assert package.answers["api.lookup.resolve_pincode"] == "ResolvePincodeResponse"
    assert package.classes["models.InitMobileRegistrationRequest"] == {"mobile_number": Field("str", has_default=False)}
    assert package.classes["models.InitLoginRequestOtpSystem"] == {
        "AADHAAR": Field("'aadhaar'", has_default=True),
        "ABDM": Field("'abdm'", has_default=True),
    }
    read = package.read_classes()
    assert "models.VerifyLoginResponseAbhaProfilesItem" in read
    assert "models.InitLoginRequest" not in read
    assert all(name.startswith("models.") and "Request" not in name for name in read)


def test_a_package_is_the_same_as_itself() -> None:
    """Nothing is reported."""
    package = read_package(layout.GENERATED)
    assert compare_packages(package, package) == []
