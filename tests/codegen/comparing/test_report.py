"""The whole report: Python names, overlay, wrapper, version, changelog; as Markdown and as JSON."""

from __future__ import annotations

import copy
import json
from typing import TYPE_CHECKING, Any

import pytest

from codegen.comparing.as_json import as_json
from codegen.comparing.documents import compare_documents
from codegen.comparing.markdown import markdown
from codegen.comparing.report import Report, make_report
from codegen.comparing.versions import Level
from tests.codegen.comparing.examples import RELEASED, changed
from tests.codegen.comparing.support import read
from tests.codegen.documents import document, operation
from tests.spec.reading import SPECIFICATION

if TYPE_CHECKING:
    from pathlib import Path

    from tests.codegen.documents import Node

KYC, CARD, LIST = "/abdm/v1/profile/kyc/resend", "/abdm/v2/profile/asset/card", "/abdm/v1/consents/list"
SMALL = document({"/a": {"get": operation()}})
PINCODE = "/abdm/v1/registration/pincode/{pincode}"
START = "/abdm/na/v1/registration/mobile/init"


def _report(after: Node, folder: Path, before: Node = SPECIFICATION) -> Report:
    changelog = folder / "CHANGELOG.md"
    changelog.write_text(RELEASED)
    return make_report(read(before), read(after), changelog=changelog)


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Report:
    """The report on a document in which nearly everything changed."""
    return _report(changed(), tmp_path_factory.mktemp("report"))


def test_names_in_python(report: Report) -> None:
    """Of both packages, generated aside: modules, classes and fields that came, went or changed."""
    assert [str(change) for change in report.python] == [
        "module `api.consents.post_consents_list` added: not breaking",
        "module `api.kyc.resend_kyc` removed: **breaking**",
        "module `api.profile.get_profile_card` removed: **breaking**",
        "module `api.profile.get_v2_profile_asset_card` added: not breaking",
        "field `models.InitMobileRegistrationRequest.consent` added: `bool`: **breaking**",
        "class `models.PostConsentsListRequest` added: not breaking",
        "class `models.ResendKycRequest` removed: **breaking**",
        "class `models.ResendKycResponse` removed: **breaking**",
        "field `models.ResolvePincodeResponse.taluk` added: `str | Unset`: not breaking",
    ]
    assert report.not_generated is None


def test_actions_of_the_overlay_that_no_longer_match(report: Report) -> None:
    """Those that did before; they need another target, or to go."""
    assert [action.target for action in report.unmatched] == [
        f"$.paths['{KYC}'].post",
        "$.paths['/abdm/v1/profile/asset/card'].get",
    ]
    assert all(action.line and action.description for action in report.unmatched)


def test_methods_whose_operation_changed(report: Report) -> None:
    """Gone, moved, or with another contract; whether that breaks them."""
    assert [(item.method, item.address, item.how) for item in report.methods if item.breaking] == [
        ("KycOtpSent.resend", ("post", KYC), "removed"),
        ("profile.card", ("get", CARD), "moved"),
        ("registration.start_mobile", ("post", START), "changed"),
    ]
    others = [item for item in report.methods if not item.breaking]
    assert len(others) == 47  # all errors have one more field
    assert {item.how for item in others} == {"changed"}


def test_operations_without_a_method(report: Report) -> None:
    """What came has none; what moved has the one that it had."""
    assert report.without_method == [("post", LIST)]


def test_the_version(report: Report) -> None:
    """An operation that a method calls breaks."""
    assert report.step.level is Level.BREAK
    assert report.step.version == (0, 4, 0)


def test_the_changelog_entry(report: Report) -> None:
    """Ready to commit: a heading, and a bullet for each thing."""
    assert as_dict(report)["changelog"] == (
        "## 0.4.0 (not released)\n\n"
        "- `eka_abha_api`: operation `post_consents_list` added.\n"
        "- **Breaking**, `eka_abha_api`: operation `resend_kyc` removed.\n"
        "- **Breaking**, `get_v2_profile_asset_card` moved from `/abdm/v1/profile/asset/card` to "
        "`/abdm/v2/profile/asset/card`.\n"
        "- 32 operations: response 4XX, 5XX `trace_id`: optional field added (string).\n"
        "- **Breaking**, `init_mobile_registration` (`registration.start_mobile`): request body `consent`: "
        "required field added\n  (boolean).\n"
        "- `resolve_pincode` (`lookup.pincode`): response 200 `taluk`: optional field added (string).\n"
    )


def as_dict(report: Report) -> dict[str, Any]:
    """What a program reads."""
    found: dict[str, Any] = json.loads(as_json(report))
    return found


def test_markdown_for_a_review(report: Report) -> None:
    """What breaks is said at the top; what many have in common is told once; long lists fold."""
    text = markdown(report)
    assert text.startswith(
        "# What the new document changes\n\n"
        "Operations: 1 added, 1 removed, 1 moved, 32 changed; **3 changes break callers**.\n\n"
        "Version of `eka_abha`: **0.4.0**, after 0.3.1: it breaks operations that methods of `eka_abha` call.\n\n"
        "## API\n\n### Changed\n\n- in 32 operations: `capture_face_auth`, "
    )
    assert text.count("trace_id") == 2  # told once, and once in the changelog
    assert (
        f"- `POST {START}`\n"
        "  - request body `consent`: required field added (boolean): **breaking**, callers do not send it yet\n"
    ) in text
    assert f"- `GET /abdm/v1/profile/asset/card` → `{CARD}`\n" in text
    assert "<details><summary>47 methods</summary>" in text
    assert "`eka_abha_api`: 2 modules removed, 2 classes removed, 2 modules added, 1 class added." in text
    assert "## Overlay\n\n2 actions no longer match:\n\n- line " in text
    assert "No method calls the operations that were added." in text
    assert text.endswith(f"````markdown\n{as_dict(report)['changelog']}````\n")
    assert "\n\n\n" not in text


def test_json_for_programs(report: Report) -> None:
    """Each change of each operation on its own, with direction, place, verdict and reason."""
    found = as_dict(report)
    assert found["version"] == {"released": "0.3.1", "pending": None, "suggested": "0.4.0", "why": Level.BREAK.value}
    assert (found["breaking"], found["documentation_only"]) == (3, False)
    assert found["api"]["moved"] == [
        {
            "operation": f"GET {CARD}",
            "function": "profile.get_v2_profile_asset_card",
            "from": "GET /abdm/v1/profile/asset/card",
        }
    ]
    assert found["api"]["removed"] == [{"operation": f"POST {KYC}", "function": "kyc.resend_kyc"}]
    assert found["api"]["added"] == found["wrapper"]["without_method"]
    assert len(found["api"]["changes"]) == 3 + 32 + 2
    assert {
        "operation": f"POST {START}",
        "direction": "request",
        "place": "body `consent`",
        "kind": "required field added",
        "text": "required field added (boolean)",
        "breaking": True,
        "reason": "callers do not send it yet",
    } in found["api"]["changes"]
    assert len(found["python"]["changes"]) == 9
    assert [action["number"] for action in found["overlay"]["unmatched"]] == [
        action.number for action in report.unmatched
    ]
    assert {
        "method": "profile.card",
        "operation": f"GET {CARD}",
        "how": "moved",
        "breaking": True,
    } in found["wrapper"]["changed"]


def test_other_texts_are_one_line(tmp_path: Path) -> None:
    """That says so; the version is a patch, and nothing is generated."""
    after = copy.deepcopy(SPECIFICATION)
    after["paths"][START]["post"]["summary"] = "Other words"
    after["info"]["version"] = "1.0.1"
    report = _report(after, tmp_path)
    assert markdown(report) == (
        "Documentation only: the texts of the document as a whole and 1 operation "
        f"(`POST {START}`) changed; no request, no answer, no Python name did.\n"
    )
    found = as_dict(report)
    assert found["documentation_only"]
    assert found["version"]["suggested"] == "0.3.2"
    assert found["api"]["texts"] == [f"POST {START}"]
    assert found["changelog"] == ""


def test_texts_beside_other_changes_are_one_sentence(tmp_path: Path) -> None:
    """They do not hide among them."""
    after = document({"/a": {"get": operation(summary="Other words")}, "/b": {"get": operation()}})
    assert "\n\nOf 1 operation (`GET /a`), only texts changed.\n\n" in markdown(_report(after, tmp_path, SMALL))


def _empty_lists(node: object) -> bool:
    if isinstance(node, dict):
        return all(map(_empty_lists, node.values()))
    return not (isinstance(node, list) and node)


def test_another_order_of_keys_is_an_empty_report(tmp_path: Path) -> None:
    """Not a word in Markdown; not an item in any list of the JSON."""

    def turned(node: Any) -> Any:
        if isinstance(node, dict):
            return {key: turned(node[key]) for key in reversed(node)}
        return [turned(item) for item in node] if isinstance(node, list) else node

    report = _report(turned(SPECIFICATION), tmp_path)
    assert report.empty
    assert markdown(report) == ""
    assert _empty_lists(as_dict(report))
    assert as_dict(report)["version"]["suggested"] == "0.3.1"


def test_a_client_that_cannot_be_generated_is_told(tmp_path: Path) -> None:
    """With the reason; all else is in the report nevertheless."""
    after = document({"/x-y": {"get": operation()}, "/x_y": {"get": operation()}})
    report = _report(after, tmp_path, SMALL)
    assert report.not_generated is not None
    assert report.not_generated.startswith("the new document: GET /x-y and GET /x_y would both be named")
    assert report.python == []
    text = markdown(report)
    assert "## Python\n\nThe client cannot be generated, the new document: GET /x-y and " in text
    assert "- `GET /x-y`: `x_y.get_x_y`" in text


def test_a_break_that_no_method_meets_is_a_smaller_step(tmp_path: Path) -> None:
    """After 1.0, ``eka_abha_api`` may change in a minor release."""
    larger = document({**SMALL["paths"], LIST: {"post": operation()}})
    report = _report(SMALL, tmp_path, larger)
    assert report.step.level is Level.LOW_LEVEL_BREAK
    assert report.methods == []
    added = _report(larger, tmp_path, SMALL)
    assert added.step.level is Level.ADDITION
    assert "nothing breaks callers" in markdown(added)


def test_names_that_break_though_no_call_does_are_told(tmp_path: Path) -> None:
    """A path parameter of another name; the report does not say that nothing breaks."""
    after = copy.deepcopy(SPECIFICATION)
    item = after["paths"].pop(PINCODE)
    after["paths"][PINCODE.replace("pincode}", "pin}")] = item
    item["get"]["parameters"] = [
        {**given, "name": "pin"} if given.get("name") == "pincode" else given for given in item["get"]["parameters"]
    ]
    report = _report(after, tmp_path)
    assert report.step.level is Level.LOW_LEVEL_BREAK
    assert "Operations: 1 changed; no call breaks, but **2 names of `eka_abha_api` break**." in markdown(report)
    names = "`api.lookup.resolve_pincode`, `models.ResolvePincodeResponse`"
    assert f"- **Breaking**, `eka_abha_api`: {names} removed or changed." in as_dict(report)["changelog"]


def test_many_names_that_go_fold(tmp_path: Path) -> None:
    """They are counted above, and their operations named."""
    many = document({f"/a{number}": {"get": operation()} for number in range(12)})
    text = markdown(_report(SMALL, tmp_path, document({**SMALL["paths"], **many["paths"]})))
    assert "<details><summary>12 names removed, breaking</summary>" in text


def test_an_answer_that_may_be_null_is_told() -> None:
    """Other tools have missed it."""
    after = copy.deepcopy(SPECIFICATION)
    profile = after["components"]["schemas"]["InitResponseType2"]["properties"]
    profile["txn_id"] = {**profile["txn_id"], "type": ["string", "null"]}
    found = compare_documents(read(SPECIFICATION), read(after))
    assert [str(change) for item in found.changed for change in item.changes] == [
        "response 200 `txn_id`: may be null now: not breaking, null reads as absent, which it could be before"
    ]
