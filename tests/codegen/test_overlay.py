"""The overlay does what it says, or the run fails."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from codegen import layout
from codegen.errors import PipelineError
from codegen.overlay import apply, read_actions
from codegen.pipeline import prepare
from codegen.reading import Source, read
from tests.codegen.documents import Node, document, operation, write


def _overlay(*actions: Node) -> Source:
    return Source(Path("overlay.yaml"), {"overlay": "1.0.0", "actions": list(actions)}, {("actions", "0"): 7})


def _action(target: str, **more: Any) -> Node:
    return {"target": target, "description": "a reason", **more}


def _apply(made: Node, *actions: Node, strict: bool = True) -> Node:
    apply(made, _overlay(*actions), strict=strict)
    return made


def _paths() -> Node:
    return document({"/a": {"get": operation(tags=["x"]), "post": operation()}})


def test_mappings_are_merged_lists_appended_values_replaced() -> None:
    update = {"tags": ["y"], "summary": "s", "responses": {"200": {"description": "Fine"}, "201": {"description": "-"}}}
    got = _apply(_paths(), _action("$.paths['/a'].get", update=update))["paths"]["/a"]["get"]
    assert got == {
        "tags": ["x", "y"],
        "summary": "s",
        "responses": {"200": {"description": "Fine"}, "201": {"description": "-"}},
    }


def test_an_update_of_a_list_appends_one_item() -> None:
    got = _apply(_paths(), _action("$.paths['/a'].get.tags", update="y"))
    assert got["paths"]["/a"]["get"]["tags"] == ["x", "y"]


def test_each_of_several_matches_gets_a_copy_of_its_own() -> None:
    paths = _apply(_paths(), _action("$.paths.*.*", update={"x": {"y": []}}))["paths"]["/a"]
    assert paths["get"]["x"] == paths["post"]["x"] == {"y": []}
    assert paths["get"]["x"] is not paths["post"]["x"]


def test_removals_take_out_keys_and_list_items() -> None:
    made = _paths()
    made["paths"]["/a"]["get"]["tags"] = ["a", "b", "c", "d"]
    got = _apply(
        made,
        _action("$.paths['/a'].get.tags[0,2]", remove=True),
        _action("$.paths['/a'].post", remove=True),
    )
    assert got["paths"]["/a"]["get"]["tags"] == ["b", "d"]
    assert "post" not in got["paths"]["/a"]


def test_a_target_that_matches_nothing_is_an_error_that_names_the_action() -> None:
    with pytest.raises(PipelineError) as caught:
        _apply(_paths(), _action("$.paths['/gone'].get", update={}, description="Because of this."))
    assert str(caught.value) == "overlay.yaml:7: action 1 ($.paths['/gone'].get) matches nothing: Because of this."


def test_for_another_document_it_is_listed_and_skipped() -> None:
    overlay = _overlay(_action("$.paths['/gone']", update={}), _action("$.paths['/a'].get", update={"summary": "s"}))
    made = _paths()
    skipped = apply(made, overlay, strict=False)
    assert [str(action) for action in skipped] == ["action 1 ($.paths['/gone'])"]
    assert made["paths"]["/a"]["get"]["summary"] == "s"


def test_an_optional_action_may_match_nothing() -> None:
    overlay = _overlay(_action("$.paths['/gone']", update={}, **{"x-optional": True}))
    assert apply(_paths(), overlay, strict=True) == []


@pytest.mark.parametrize(
    ("action", "reason"),
    [
        (_action("$.components.schemas.X", update={}), "targets must lie under $.paths"),
        (_action("$.info", update={}), "targets must lie under $.paths"),
        (_action("$.paths", update={}), "may not target $.paths itself"),
        ({"target": "$.paths['/a']", "update": {}}, "has no description"),
        (_action("$.paths['/a']", update={}, description="  "), "has no description"),
        ({"description": "a reason", "update": {}}, "has no target"),
        (_action("$.paths['/a']"), "must have either 'update' or 'remove: true'"),
        (_action("$.paths['/a']", update={}, remove=True), "must have either 'update' or 'remove: true'"),
        (_action("$.paths['/a']", remove=False), "must have either 'update' or 'remove: true'"),
        (_action("$.paths['/a']", updaet={}, update={}), "unknown key 'updaet'"),
        (_action("$.paths['/a'].get", update={"x": [{"$ref": "#/components/schemas/X"}]}), "would not be followed"),
        (_action("$.paths['/a'", update={}), "not a JSONPath"),
        (_action("$.paths['/a'].get.tags[0]", update={}), "needs a mapping or a list"),
    ],
)
def test_a_wrong_action_is_refused(action: Node, reason: str) -> None:
    with pytest.raises(PipelineError) as caught:
        _apply(_paths(), action)
    assert reason in str(caught.value)
    assert str(caught.value).startswith("overlay.yaml:7: action 1")


@pytest.mark.parametrize("top", [{"overlay": "2.0.0", "actions": [{}]}, {"overlay": "1.0.0", "actions": []}, {}])
def test_what_is_no_overlay_is_refused(top: Node) -> None:
    with pytest.raises(PipelineError):
        read_actions(Source(Path("overlay.yaml"), top, {}))


def test_every_action_must_match_the_vendored_document() -> None:
    assert prepare().skipped == []


def test_the_vendored_document_is_known_by_its_path_however_it_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One that lost an operation is refused there, and accepted as a document from elsewhere."""
    shrunk: Any = read(layout.SPECIFICATION).document
    del shrunk["paths"]["/abdm/v1/profile/search"]
    write(tmp_path / "spec.yaml", shrunk)
    assert [action.target for action in prepare(tmp_path / "spec.yaml").skipped] == [
        "$.paths['/abdm/v1/profile/search'].post"
    ]
    monkeypatch.setattr(layout, "SPECIFICATION", tmp_path / "spec.yaml")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(PipelineError, match="search"):
        prepare(Path("spec.yaml"))
