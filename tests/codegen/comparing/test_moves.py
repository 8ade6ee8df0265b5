"""Operations that come, go and move: a contract of its own is recognised at another path."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING

from tests.codegen.comparing.support import TEXT, compared, lines, start
from tests.codegen.documents import Node, document, obj, operation

if TYPE_CHECKING:
    pass


def _resends() -> Node:
    """Three operations of one contract, and one of its own."""
    paths: Node = {
        f"/abdm/v1/{name}/resend": {"post": operation(body=obj({"txn": TEXT}), answer=obj({"hint": TEXT}))}
        for name in ("login", "kyc", "mobile")
    }
    paths["/abdm/v1/card"] = {"get": operation(answer=obj({"card": TEXT}))}
    return document(paths)


def _rename(made: Node, old: str, new: str) -> Node:
    made = copy.deepcopy(made)
    made["paths"][new] = made["paths"].pop(old)
    return made


def test_operations_that_come_and_go() -> None:
    """Neither is taken for the other when their contracts differ."""
    made = _resends()
    del made["paths"]["/abdm/v1/card"]
    made["paths"]["/abdm/v1/qr"] = {"get": operation(answer=obj({"qr": TEXT}))}
    assert lines(_resends(), made) == [
        "GET /abdm/v1/card request: operation removed: **breaking**, callers of it get no answer any more",
        "GET /abdm/v1/qr request: operation added: not breaking, nobody calls it yet",
    ]


def test_a_contract_of_its_own_is_recognised_wherever_it_went() -> None:
    """Though no word of the path is the same."""
    found = compared(_resends(), _rename(_resends(), "/abdm/v1/card", "/phr/picture"))
    assert found.moved == {("get", "/phr/picture"): ("get", "/abdm/v1/card")}
    assert (found.added, found.removed, found.changed) == ([], [], [])


def test_of_several_with_one_contract_the_nearest_path_is_taken() -> None:
    """Each for itself."""
    made = _rename(_resends(), "/abdm/v1/login/resend", "/abdm/v2/login/resend")
    made = _rename(made, "/abdm/v1/kyc/resend", "/abdm/v2/profile/kyc/resend")
    assert compared(_resends(), made).moved == {
        ("post", "/abdm/v2/login/resend"): ("post", "/abdm/v1/login/resend"),
        ("post", "/abdm/v2/profile/kyc/resend"): ("post", "/abdm/v1/kyc/resend"),
    }


def test_one_of_several_with_one_contract_is_not_recognised_at_a_path_without_a_common_word() -> None:
    """It may be another operation: it went, and another came."""
    found = compared(_resends(), _rename(_resends(), "/abdm/v1/login/resend", "/abdm/v1/session/again"))
    assert found.moved == {}
    assert found.removed == [("post", "/abdm/v1/login/resend")]
    assert found.added == [("post", "/abdm/v1/session/again")]


def test_of_two_that_came_with_one_contract_only_one_is_the_one_that_went() -> None:
    """The other came."""
    made = _rename(_resends(), "/abdm/v1/login/resend", "/abdm/v2/login/resend")
    made["paths"]["/abdm/v2/login/again"] = copy.deepcopy(made["paths"]["/abdm/v2/login/resend"])
    found = compared(_resends(), made)
    assert found.moved == {("post", "/abdm/v2/login/resend"): ("post", "/abdm/v1/login/resend")}
    assert found.added == [("post", "/abdm/v2/login/again")]


def test_another_method_is_another_operation() -> None:
    """At the same path, with the same contract."""
    before = document({"/a": {"put": operation(body=obj({"x": TEXT}))}})
    after = document({"/a": {"patch": operation(body=obj({"x": TEXT}))}})
    assert compared(before, after).moved == {}


def test_errors_that_change_everywhere_do_not_hide_a_move() -> None:
    """The move is told, and the change of the errors for each operation."""
    before = start()
    after = _rename(start(), "/things/{id}", "/v2/things/{id}")
    after["components"]["schemas"]["Error"]["properties"]["code"] = {"type": "integer"}
    found = compared(before, after)
    assert found.moved == {("post", "/v2/things/{id}"): ("post", "/things/{id}")}
    assert [str(change) for item in found.changed for change in item.changes] == [
        "response 4XX, 5XX `code`: type string → integer: **breaking**, callers read the other type"
    ]


def test_a_path_parameter_of_another_name_is_no_move() -> None:
    """What callers call is the same, though the operation changed in something else, too."""
    after = _rename(start(), "/things/{id}", "/things/{key}")
    given = after["paths"]["/things/{key}"]["post"]
    given["parameters"][0]["name"] = "key"
    given["requestBody"]["required"] = True
    found = compared(start(), after)
    assert found.renamed == {("post", "/things/{key}"): ("post", "/things/{id}")}
    assert (found.added, found.removed, found.moved) == ([], [], {})
    assert [str(change) for item in found.changed for change in item.changes] == [
        "request path `key`: was named `id`: not breaking, a name within the document; the address is the same",
        "request body: optional → required: **breaking**, callers that leave it out are refused",
    ]
