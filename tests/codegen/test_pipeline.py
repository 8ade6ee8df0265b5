"""The whole run: deterministic, whole or not at all, and clear when it fails."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from codegen import layout, pipeline, swapping
from codegen.__main__ import main
from codegen.checking import differences, package_files
from codegen.errors import PipelineError
from codegen.finishing import HEADER
from codegen.reading import Source
from codegen.validating import validate
from tests.codegen.documents import Node, document, obj, operation, parameter, reference, write

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

STRING: Node = {"type": "string"}


def _small() -> Node:
    body = obj({"name": STRING, "kind": {"type": "string", "enum": ["b", "a"]}}, required=["name"])
    answer = obj({"b": reference("Inner"), "a": {"type": "array", "items": reference("Inner")}})
    paths = {"/things": {"get": operation(answer=answer), "post": operation(body=body, answer=answer)}}
    return document(paths, {"Inner": obj({"x": STRING})})


def _contents(out: Path) -> dict[str, bytes]:
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in sorted(out.rglob("*")) if path.is_file()}


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The client of a small document."""
    folder = tmp_path_factory.mktemp("client")
    pipeline.generate(write(folder / "spec.yaml", _small()), folder / "out")
    return folder / "out"


def test_a_run_writes_what_it_should_and_cleans_up(client: Path) -> None:
    assert sorted(path.name for path in client.parent.iterdir()) == ["out", "spec.yaml"]
    assert sorted(path.relative_to(client).as_posix() for path in client.rglob("*.py")) == [
        "__init__.py",
        "_support.py",
        "api/__init__.py",
        "api/things/__init__.py",
        "api/things/get_things.py",
        "api/things/post_things.py",
        "client.py",
        "errors.py",
        "models/__init__.py",
        "models/get_things_response.py",
        "models/get_things_response_a_item.py",
        "models/get_things_response_b.py",
        "models/post_things_request.py",
        "models/post_things_request_kind.py",
        "models/post_things_response.py",
        "models/post_things_response_a_item.py",
        "models/post_things_response_b.py",
        "operations.py",
        "types.py",
    ]
    assert (client / "py.typed").read_bytes() == b""


def test_every_file_says_that_it_is_generated(client: Path) -> None:
    assert "make generate" in HEADER
    assert all(path.read_text().startswith(HEADER) for path in client.rglob("*.py"))


def test_no_file_holds_a_date_or_a_version(client: Path) -> None:
    text = "".join(path.read_text() for path in client.rglob("*.py"))
    assert "0.29" not in text
    assert str(time.gmtime().tm_year) not in text


def test_two_runs_give_the_same_bytes_whatever_the_hash_seed_and_the_folder(client: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    # Neither a pyproject with another style nor another ruff in the PATH may change the output.
    (elsewhere / "pyproject.toml").write_text(
        "[tool.ruff]\nline-length = 40\n[tool.ruff.format]\nquote-style='single'\n"
    )
    write(elsewhere / "spec.yaml", _small())
    environment = {"PYTHONHASHSEED": "77", "PYTHONPATH": str(layout.ROOT), "PATH": ""}
    command = [sys.executable, "-m", "codegen", "generate", "--spec", "spec.yaml", "--out", "out"]
    subprocess.run(command, cwd=elsewhere, env=environment, check=True, capture_output=True)
    assert _contents(elsewhere / "out") == _contents(client)


def test_the_committed_client_is_what_the_pipeline_makes(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check"]) == 0
    assert "is what the pipeline makes" in capsys.readouterr().out


def test_a_drifted_client_fails_the_check_with_the_names_of_its_files(client: Path, tmp_path: Path) -> None:
    drifted = tmp_path / "drifted"
    shutil.copytree(client, drifted)
    (drifted / "types.py").write_text("changed")
    (drifted / "py.typed").unlink()
    (drifted / "extra.py").write_text("")
    (drifted / "__pycache__").mkdir()
    (drifted / "__pycache__" / "types.pyc").write_text("")
    expected = ["missing: py.typed", "should not be there: extra.py", "differs: types.py"]
    assert differences(client, drifted) == expected
    with pytest.raises(PipelineError, match=r"run `make generate`:\n  missing: py\.typed"):
        pipeline.check(client.parent / "spec.yaml", drifted)


def test_the_prepared_document_is_still_openapi() -> None:
    """So that a server can be made from it."""
    validate(Source(layout.SPECIFICATION, pipeline.prepare().document, {}))


# Failures


def _warns() -> Node:
    """The generator cannot fill a path parameter of this name, and warns."""
    return document({"/x/{a.b}": {"get": operation(parameters=[parameter("a.b", "path")])}})


BROKEN: dict[str, tuple[Node | str, str]] = {
    "duplicate key": ("openapi: 3.1.0\npaths: {}\nopenapi: 3.1.0\n", "spec.yaml:3: the key 'openapi' is given twice"),
    "broken yaml": ("openapi: [3.1.0\n", "broken YAML"),
    "dangling reference": (document({"/x": {"get": operation(answer=reference("Gone"))}}), "Gone' leads nowhere"),
    "invalid": ({"openapi": "3.1.0", "paths": {}}, "is a required property"),
    "no operations": (document({}), "the document has no operations"),
    "warning": (_warns(), "the generator warned: WARNING parsing GET /x/{a.b}"),
    "collision": (document({"/x-y": {"get": operation()}, "/x_y": {"get": operation()}}), "would both be named"),
    "python names": (document({"/x": {"get": operation(answer=obj({"a b": STRING, "a-b": STRING}))}}), "Python name"),
}


@pytest.mark.parametrize("what", BROKEN)
def test_a_failure_is_one_message_and_leaves_the_output_as_it_was(
    what: str, client: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made, reason = BROKEN[what]
    spec = tmp_path / "spec.yaml"
    if isinstance(made, str):
        spec.write_text(made)
    else:
        write(spec, made)
    out = tmp_path / "out"
    shutil.copytree(client, out)
    assert main(["generate", "--spec", str(spec), "--out", str(out)]) == 1
    captured = capsys.readouterr()
    assert reason in captured.err
    assert captured.err.startswith("error: ")
    assert captured.err.count("\n") == 1
    assert captured.out == ""
    assert _contents(out) == _contents(client)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out", "spec.yaml"]


def test_a_missing_document_is_one_message_without_a_traceback(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "codegen", "generate", "--spec", "absent.yaml", "--out", "out"]
    environment = {"PYTHONPATH": str(layout.ROOT)}
    done = subprocess.run(command, cwd=tmp_path, env=environment, check=False, capture_output=True, text=True)
    assert (done.returncode, done.stdout, done.stderr) == (1, "", "error: absent.yaml: no such file\n")
    assert list(tmp_path.iterdir()) == []


@pytest.fixture
def out(client: Path, tmp_path: Path) -> Iterator[Path]:
    """A previous output, which must be as it was when the test ends."""
    copied = tmp_path / "out"
    shutil.copytree(client, copied)
    yield copied
    assert _contents(copied) == _contents(client)
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_a_template_patch_that_no_longer_matches_fails(
    client: Path, out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    patch = {"why": "w", "until": "u", "find": "gone", "replace": ""}
    (tmp_path / "patches").mkdir()
    write(tmp_path / "patches" / "x.yaml", {"template": "errors.py.jinja", "patches": [patch]})
    monkeypatch.setattr(layout, "TEMPLATE_PATCHES", tmp_path / "patches")
    with pytest.raises(PipelineError, match="finds its text 0 times"):
        pipeline.generate(client.parent / "spec.yaml", out)


def test_a_tool_in_another_version_fails(
    client: Path, out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = tmp_path / "pyproject.toml"
    project.write_text('[dependency-groups]\ncodegen = ["openapi-python-client==0.1.0", "ruff==0.1.0"]\n')
    monkeypatch.setattr(layout, "PROJECT", project)
    with pytest.raises(PipelineError, match=r"openapi-python-client 0\.1\.0 is pinned, .* is installed: run uv sync"):
        pipeline.generate(client.parent / "spec.yaml", out)
    project.write_text('[dependency-groups]\ncodegen = ["openapi-python-client>=0.1.0"]\n')
    with pytest.raises(PipelineError, match="has no exact pin"):
        pipeline.generate(client.parent / "spec.yaml", out)


def test_a_missing_formatter_fails(client: Path, out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sysconfig.get_path", lambda name: str(tmp_path))
    with pytest.raises(PipelineError, match="ruff is not installed beside"):
        pipeline.generate(client.parent / "spec.yaml", out)


def test_a_broken_generator_configuration_fails(
    client: Path, out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = tmp_path / "generator-config.yml"
    config.write_text("post_hooks: 3\n")
    monkeypatch.setattr(layout, "GENERATOR_CONFIG", config)
    with pytest.raises(PipelineError, match="not a generator configuration"):
        pipeline.generate(client.parent / "spec.yaml", out)


def test_generated_code_that_does_not_compile_fails(
    client: Path, out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    static = tmp_path / "static"
    static.mkdir()
    (static / "_support.py").write_text("async = 1\n")
    monkeypatch.setattr(layout, "STATIC", static)
    with pytest.raises(PipelineError, match=r"does not compile|failed on the generated code"):
        pipeline.generate(client.parent / "spec.yaml", out)


def test_a_swap_that_the_file_system_refuses_puts_the_old_output_back(
    client: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.rename

    def refuse_the_new(source: Path, target: Path) -> None:
        if source.name == "package":
            raise PermissionError(1, "Operation not permitted")
        real(source, target)

    monkeypatch.setattr(os, "rename", refuse_the_new)
    with pytest.raises(PipelineError, match=r"cannot replace .*: Operation not permitted"):
        pipeline.generate(client.parent / "spec.yaml", out)


def test_an_interrupt_during_the_swap_puts_the_old_output_back(
    client: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.rename

    def interrupt_the_new(source: Path, target: Path) -> None:
        if source.name == "package":
            raise KeyboardInterrupt
        real(source, target)

    monkeypatch.setattr(os, "rename", interrupt_the_new)
    with pytest.raises(KeyboardInterrupt):
        pipeline.generate(client.parent / "spec.yaml", out)


def test_a_good_run_replaces_the_old_output_whole(client: Path, tmp_path: Path) -> None:
    """What an operation that is gone left behind does not stay."""
    out = tmp_path / "out"
    shutil.copytree(client, out)
    made = _small()
    del made["paths"]["/things"]["post"]
    pipeline.generate(write(tmp_path / "spec.yaml", made), out)
    assert "api/things/post_things.py" not in _contents(out)
    assert "api/things/get_things.py" in _contents(out)


# Where the output may go


@pytest.mark.parametrize("name", ["notes.txt", "mine.py", "models/mine.py"])
def test_a_folder_with_anything_else_in_it_is_not_replaced(name: str, client: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    shutil.copytree(client, out)
    (out / name).write_text("mine")
    with pytest.raises(PipelineError, match=f"holds {name}, which this pipeline did not write"):
        pipeline.generate(client.parent / "spec.yaml", out)
    assert (out / name).read_text() == "mine"


def test_a_folder_that_is_not_output_is_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "__init__.py").write_text("mine")
    with pytest.raises(PipelineError, match="is not empty and not output of this pipeline"):
        swapping.check_replaceable(tmp_path)
    with pytest.raises(PipelineError, match="is not a folder"):
        swapping.check_replaceable(tmp_path / "__init__.py")


def test_a_missing_or_empty_folder_is_fine(client: Path, tmp_path: Path) -> None:
    (tmp_path / "cache" / "__pycache__").mkdir(parents=True)
    swapping.check_replaceable(tmp_path / "missing")
    swapping.check_replaceable(tmp_path / "cache" / "__pycache__")
    swapping.check_replaceable(client)


def test_another_document_needs_an_output_of_its_own(client: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Or it would replace the committed client."""
    before = [path.stat().st_mtime_ns for path in package_files(layout.GENERATED)]
    assert main(["generate", "--spec", str(client.parent / "spec.yaml")]) == 1
    assert "OUT" in capsys.readouterr().err
    assert [path.stat().st_mtime_ns for path in package_files(layout.GENERATED)] == before


def test_overlay_actions_that_match_nothing_in_another_document_are_one_line(
    client: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nearly all of them, for most documents: they are listed where asked for."""
    command = ["generate", "--spec", str(client.parent / "spec.yaml"), "--out", str(tmp_path / "out")]
    assert main(command) == 0
    skipped, made = capsys.readouterr().out.splitlines()
    assert re.fullmatch(r"overlay: \d+ actions matched nothing in this document \(VERBOSE=1 lists them\)", skipped)
    assert made == f"{tmp_path / 'out'}: 2 operations, 8 models"
    assert main([*command, "--verbose"]) == 0
    skipped, *listed, made = capsys.readouterr().out.splitlines()
    assert skipped == f"overlay: {len(listed)} actions matched nothing in this document"
    assert listed[0].startswith("  action 1 ($.paths['/abdm/na/v1/")
    assert len(listed) > 30
