"""Names come from the operation alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openapi_python_client.strings import ClassName, PythonIdentifier

from codegen.errors import PipelineError
from codegen.naming import (
    LONGEST_NAME,
    class_name,
    derived_name,
    derived_tag,
    member_names,
    module_name,
    name_operations,
)
from tests.codegen.documents import Node, document, operation


@pytest.mark.parametrize(
    ("method", "path", "name", "tag"),
    [
        ("get", "/abdm/nhpr/v1/hfr/search/{hfrId}", "get_nhpr_hfr_search_by_hfr_id", "nhpr"),
        ("post", "/abdm/v1/care-contexts/sms/notify", "post_care_contexts_sms_notify", "care_contexts"),
        ("post", "/abdm/na/v1/registration/mobile/init", "post_na_registration_mobile_init", "registration"),
        ("post", "/abdm/v1/profile/share", "post_profile_share", "profile"),
        ("post", "/abdm/v2/profile/share", "post_v2_profile_share", "profile"),
        ("get", "/{id}", "get_by_id", "root"),
        ("get", "/", "get", "root"),
        ("delete", "/import/class", "delete_import_class", "import_"),
        ("get", "/2fa/x", "get_2fa_x", "tag2fa"),
    ],
)
def test_derived_names_say_method_and_path(method: str, path: str, name: str, tag: str) -> None:
    assert derived_name(method, path) == name
    assert derived_tag(path) == tag


def test_a_derived_name_does_not_depend_on_other_operations() -> None:
    alone = document({"/b": {"get": operation()}})
    among = document({"/a": {"get": operation()}, "/b": {"get": operation(), "post": operation()}})
    name_operations(alone)
    name_operations(among)
    assert alone["paths"]["/b"]["get"] == among["paths"]["/b"]["get"]


@pytest.mark.parametrize(
    "paths",
    [
        {"/x-y": {"get": operation()}, "/x_y": {"get": operation()}},
        {"/x": {"get": operation()}, "/abdm/v1/x": {"get": operation()}},
        {"/x": {"get": operation()}, "/y": {"get": operation(operationId="get_x")}},
        {"/x": {"get": operation()}, "/x/": {"get": operation()}},
    ],
)
def test_two_operations_of_one_name_are_an_error_that_names_both(paths: Node) -> None:
    with pytest.raises(PipelineError) as caught:
        name_operations(document(paths))
    assert all(f"GET {path}" in str(caught.value) for path in paths)


@pytest.mark.parametrize("more", [{"operationId": "getX"}, {"operationId": ""}, {"tags": ["My Tag"]}, {"tags": []}])
def test_names_from_the_overlay_must_be_python_names(more: Node) -> None:
    with pytest.raises(PipelineError, match="GET /x"):
        name_operations(document({"/x": {"get": operation(**more)}}))


def test_classes_are_named_by_operation_direction_and_property_path() -> None:
    def name(operation: str, *parts: str) -> str:
        return class_name(operation, parts, owner="POST /x")

    assert name("init_mobile_registration", "request") == "InitMobileRegistrationRequest"
    assert name("verify_x", "response", "abha_profiles", "item") == "VerifyXResponseAbhaProfilesItem"
    assert name("get_qr", "response", "dist name") == "GetQrResponseDistName"
    assert name("get_qr", "response", "txnId") == "GetQrResponseTxnId"


def test_long_class_names_end_in_a_hash_of_their_place() -> None:
    deep = ["response", *["a_rather_long_name"] * 6]
    first = class_name("get_x", [*deep, "one"], owner="GET /x")
    assert len(first) == LONGEST_NAME
    assert first != class_name("get_x", [*deep, "two"], owner="GET /x")
    assert first != class_name("get_x", [*deep, "one"], owner="GET /y")
    assert first == class_name("get_x", [*deep, "one"], owner="GET /x")


_words = st.text(st.characters(codec="ascii", exclude_categories=["Cc"]), min_size=1, max_size=30)


@given(parts=st.lists(_words, min_size=1, max_size=6), distinct=st.booleans())
def test_the_generator_keeps_class_names_and_the_index_finds_their_modules(parts: list[str], distinct: bool) -> None:
    """Whatever the properties are called."""
    name = class_name("get_x", ["response", *parts], owner="GET /x", distinct=distinct)
    assert ClassName(name, "field_") == name
    assert PythonIdentifier(name, "field_") == module_name(name)


def test_enum_members_are_named_by_value_not_by_position() -> None:
    values = ["success", " processing", "abha-number", "application/fhir+json", "1st", "OPConsultation", ""]
    names = ["SUCCESS", "PROCESSING", "ABHA_NUMBER", "APPLICATION_FHIR_JSON", "VALUE_1ST", "OP_CONSULTATION", "BLANK"]
    assert member_names(values) == names
    assert member_names(values[::-1]) == names[::-1]


def test_enum_members_that_would_share_a_name_stay_apart() -> None:
    names = member_names(["a-b", "a_b", " a b", "c"])
    assert len(set(names)) == 4
    assert names[3] == "C"
    assert all(name.startswith("A_B_") for name in names[:3])
