"""``make changes``: which documents it compares, what it prints, and how it fails."""

from __future__ import annotations

import json
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from codegen import layout
from codegen.comparing.__main__ import main
from codegen.comparing.revisions import document_at
from codegen.errors import PipelineError
from tests.codegen.documents import Node, document, obj, operation, write
from tests.support.real_parts import needs

if TYPE_CHECKING:
    from pathlib import Path


def _made(*names: str) -> Node:
    fields: Node = {name: {"type": "string"} for name in names}
    return document({"/a": {"get": operation(answer=obj(fields))}})


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository whose document has a field more in each commit; ``main`` is at the second of three."""
    needs("git", "git")
    monkeypatch.setattr(layout, "ROOT", tmp_path)
    monkeypatch.setattr(layout, "SPECIFICATION", tmp_path / "openapi" / "registration.yaml")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "none"))
    (tmp_path / "openapi").mkdir()
    git(tmp_path, "init", "--quiet", "--initial-branch", "main")
    for names in (("a",), ("a", "b")):
        _commit(tmp_path, *names)
    git(tmp_path, "checkout", "--quiet", "-b", "work")
    _commit(tmp_path, "a", "b", "c")
    return tmp_path


def git(folder: Path, *arguments: str) -> None:
    """Run git as somebody."""
    command = ["git", "-c", "user.name=Somebody", "-c", "user.email=some@body.example", *arguments]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)


def _commit(folder: Path, *names: str) -> None:
    write(folder / "openapi" / "registration.yaml", _made(*names))
    git(folder, "add", ".")
    git(folder, "commit", "--quiet", "--message", " ".join(names))


def _fields(revision: str | None) -> list[str]:
    found: Node = dict(document_at(revision).document)
    schema = found["paths"]["/a"]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    return list(schema["properties"])


def test_a_revision_is_compared_with_as_it_was(repository: Path) -> None:
    """A branch, a commit before another, or a tag."""
    git(repository, "tag", "v1", "HEAD~2")
    assert _fields("main") == ["a", "b"]
    assert _fields("HEAD~1") == ["a", "b"]
    assert _fields("v1") == ["a"]


def test_without_one_it_is_the_last_tag_else_main(repository: Path) -> None:
    """The tag that was reached last from here."""
    assert _fields(None) == ["a", "b"]
    git(repository, "tag", "v1", "HEAD~2")
    assert _fields(None) == ["a"]
    assert str(document_at(None).path) == "v1:openapi/registration.yaml"


def test_without_either_one_has_to_be_named(repository: Path) -> None:
    """The message says how."""
    git(repository, "branch", "--delete", "--force", "main")
    with pytest.raises(PipelineError, match="neither a tag nor a branch main: say with BASE"):
        document_at(None)


@pytest.mark.parametrize("revision", [None, "v1"])
def test_outside_a_checkout_files_have_to_be_named(repository: Path, revision: str | None) -> None:
    """As in an unpacked source distribution."""
    shutil.rmtree(repository / ".git")
    with pytest.raises(PipelineError, match="no git checkout: say with OLD=<file> NEW=<file>"):
        document_at(revision)


@pytest.mark.parametrize("revision", ["gone", "--output=taken", "HEAD:openapi", ""])
def test_what_is_no_revision_is_refused(repository: Path, revision: str) -> None:
    """And nothing that is typed becomes an option of git."""
    if revision == "":
        assert _fields(revision) == ["a", "b"]
        return
    with pytest.raises(PipelineError, match="no such revision"):
        document_at(revision)
    assert not (repository / "taken").exists()


def test_a_revision_without_a_document_is_refused(repository: Path) -> None:
    """By its name."""
    git(repository, "rm", "--quiet", "openapi/registration.yaml")
    git(repository, "commit", "--quiet", "--message", "gone")
    with pytest.raises(PipelineError, match=r"HEAD has no openapi/registration\.yaml"):
        document_at("HEAD")


def test_a_broken_document_of_a_revision_is_named_with_its_line(repository: Path) -> None:
    """As any other."""
    (repository / "openapi" / "registration.yaml").write_text("openapi: 3.1.0\nopenapi: 3.1.0\n")
    git(repository, "commit", "--quiet", "--all", "--message", "broken")
    with pytest.raises(PipelineError) as caught:
        document_at("HEAD")
    assert str(caught.value).startswith("HEAD:openapi/registration.yaml:2: the key 'openapi' is given twice")


def test_two_files_are_compared(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """As Markdown, unless JSON is asked for."""
    old, new = write(tmp_path / "old.yaml", _made("a")), write(tmp_path / "new.yaml", _made("a", "b"))
    assert main(["--old", str(old), "--new", str(new)]) == 0
    assert "  - response 200 `b`: optional field added (string): not breaking" in capsys.readouterr().out
    assert main(["--old", str(old), "--new", str(new), "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["api"]["changes"][0]["place"] == "200 `b`"


def test_nothing_is_printed_when_nothing_changed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """So that no comment is made; a person is told aside."""
    old = write(tmp_path / "old.yaml", _made("a"))
    assert main(["--old", str(old), "--new", str(old)]) == 0
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err == f"nothing changed from {old} to {old}\n"


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["--old", "gone.yaml"], "error: gone.yaml: no such file"),
        (["--new", "new.yaml"], "error: NEW needs OLD"),
        (["--old", "old.yaml", "--base", "main"], "error: say either BASE or OLD"),
    ],
)
def test_a_failure_is_one_message(arguments: list[str], reason: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Without a traceback, and the exit status says so."""
    assert main(arguments) == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.startswith(reason)
    assert printed.err.count("\n") == 1


def test_an_invalid_document_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Before anything is compared."""
    old = write(tmp_path / "old.yaml", _made("a"))
    new = write(tmp_path / "new.yaml", {"openapi": "3.1.0", "paths": {}})
    assert main(["--old", str(old), "--new", str(new)]) == 1
    assert f"error: {new}" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ("changes", "python -m codegen.comparing "),
        ("changes BASE=v1 FORMAT=json", "-m codegen.comparing --base 'v1' --format 'json'"),
        ("changes OLD=a.yaml NEW=b.yaml", "-m codegen.comparing --old 'a.yaml' --new 'b.yaml'"),
        ("vendor", "python -m codegen.vendoring take "),
        ("vendor FROM=https://a.example/b?c=d&e", "-m codegen.vendoring take --from 'https://a.example/b?c=d&e'"),
        ("vendor FROM=a.md ALLOW_REMOVALS=1", "-m codegen.vendoring take --from 'a.md' --allow-removals"),
        ("vendor FROM=a.md ALLOW_REMOVALS=0", "-m codegen.vendoring take --from 'a.md'"),
        ("check", "python -m codegen.vendoring check"),
    ],
)
def test_make_hands_its_variables_on(arguments: str, expected: str) -> None:
    """As the documentation writes them; nothing is run."""
    make = needs("make", "make")
    done = subprocess.run(
        [make, "--dry-run", *arguments.split()], cwd=layout.ROOT, check=True, capture_output=True, text=True
    )
    printed = " ".join(done.stdout.replace("\\\n", " ").split()) + " "
    assert expected in printed
    assert ("--allow-removals" in printed) == ("ALLOW_REMOVALS=1" in arguments)


@pytest.mark.parametrize(
    "value", ["https://a.example/`touch X`", "$(shell touch X)", "'; touch X; echo '", '"; touch X; "']
)
def test_make_runs_nothing_that_stands_in_an_address(value: str, tmp_path: Path) -> None:
    """An address is pasted from somewhere: the shell and make itself hand it on as it is."""
    make, planted = needs("make", "make"), tmp_path / "planted"
    value = value.replace("X", str(planted))
    done = subprocess.run(
        [make, "--dry-run", "vendor", f"FROM={value}"], cwd=layout.ROOT, check=True, capture_output=True, text=True
    )
    [line] = [line for line in done.stdout.splitlines() if "codegen.vendoring take" in line]
    word = line.partition("--from ")[2]
    said = subprocess.run(["sh", "-c", f"printf %s {word}"], check=True, capture_output=True, text=True).stdout
    assert said == value
    assert not planted.exists()
