"""``make vendor``: a document is read, checked and compared, and only then replaces the vendored one."""

from __future__ import annotations

import copy
import hashlib
import json
import os
from typing import TYPE_CHECKING

import pytest

from codegen import layout
from codegen.comparing.documents import shown_address
from codegen.errors import PipelineError
from codegen.reading import read
from codegen.vendoring.__main__ import main
from codegen.vendoring.fetching import fetch
from codegen.vendoring.lock import check_lock, read_lock
from codegen.vendoring.normalising import normalise
from codegen.vendoring.normalising import write as written
from codegen.vendoring.vendor import Place, vendor
from tests.codegen.documents import Node, document, obj, operation, parameter, write
from tests.codegen.vendoring.https import answer, serving
from tests.codegen.vendoring.places import FIRST, LATER, PAGE, START, contents, larger, place_in, take
from tests.spec.reading import FULL_DOCUMENT, ROOT, SPECIFICATION
from tests.support.authority import Authority

if TYPE_CHECKING:
    from pathlib import Path


def test_the_document_and_what_is_recorded_of_it(place: Place) -> None:
    """Origin, day, sha256 and sizes."""
    content = place.document.read_bytes()
    assert content == layout.SPECIFICATION.read_bytes()
    assert place.lock.read_text() == (
        "# Where registration.yaml came from, and what it was then. `make vendor` writes this file; "
        "`make check` compares it.\n"
        "origin: registration.yaml\n"
        "vendored: '2026-11-01'\n"
        f"sha256: {hashlib.sha256(content).hexdigest()}\n"
        f"bytes: {len(content)}\n"
        "operations: 33\n"
        "schemas: 55\n"
    )
    check_lock(place.document, place.lock)


@pytest.mark.parametrize("form", ["json", "yaml"])
def test_another_form_and_order_of_the_same_document_changes_nothing(form: str, place: Place, tmp_path: Path) -> None:
    """Not a byte of the document; nor of the lock, where the origin is the recorded one."""
    turned = {key: SPECIFICATION[key] for key in reversed(SPECIFICATION)}
    origin = tmp_path / f"registration.{form}"
    if form == "json":
        origin.write_text(json.dumps(turned, indent=1))
    else:
        write(origin, turned)
    before = contents(place)
    done = take(str(origin), place)
    assert contents(place)["registration.yaml"] == before["registration.yaml"]
    assert done.written == (form == "json")  # another name, which is recorded
    assert not done.api.contracts_changed


def test_the_vendored_document_itself_is_nothing_new(place: Place) -> None:
    """Nothing is written."""
    before = contents(place)
    assert not take(str(place.document), place).written
    assert contents(place) == before


def test_the_projects_own_document_is_nothing_new(capsys: pytest.CaptureFixture[str]) -> None:
    """It is written as anything that is taken in is, and the lock records it."""
    before = layout.SPECIFICATION.read_bytes(), layout.LOCK.read_bytes()
    assert main(["take", "--from", str(layout.SPECIFICATION)]) == 0
    assert capsys.readouterr().out == "openapi/registration.yaml: nothing new, nothing was written\n"
    assert (layout.SPECIFICATION.read_bytes(), layout.LOCK.read_bytes()) == before
    assert main(["check"]) == 0


def test_an_edit_by_hand_is_normalised_and_recorded(place: Place) -> None:
    """The origin stays; the day is the new one."""
    made = copy.deepcopy(SPECIFICATION)
    made["paths"][START]["post"]["summary"] = "Edited"
    write(place.document, made)
    with pytest.raises(PipelineError, match="take changes in with `make vendor`"):
        check_lock(place.document, place.lock)
    assert take(str(place.document), place).written
    assert place.document.read_text() == written(made, "x")
    lock = read_lock(place.lock)
    assert lock is not None
    assert (lock.origin, lock.vendored) == ("registration.yaml", "2026-11-25")
    check_lock(place.document, place.lock)


def test_a_new_document_replaces_the_old_one(place: Place, tmp_path: Path) -> None:
    """And is recorded by its path within the project, never by that of this machine."""
    (tmp_path / "incoming").mkdir()
    origin = write(tmp_path / "incoming" / "new.yaml", FULL_DOCUMENT)
    done = take(str(origin), place)
    assert done.written
    assert len(done.api.added) == 72
    lock = read_lock(place.lock)
    assert lock is not None
    assert (lock.origin, lock.vendored, lock.operations) == ("incoming/new.yaml", "2026-11-25", 105)
    assert str(tmp_path) not in place.lock.read_text()
    assert read(place.document).document == normalise(FULL_DOCUMENT)
    check_lock(place.document, place.lock)


def test_the_recorded_origin_is_taken_again(place: Place, tmp_path: Path) -> None:
    """Without a word of where it is."""
    write(tmp_path / "registration.yaml", larger())
    done = vendor(None, place, today=LATER)
    assert (done.origin, len(done.api.added)) == ("registration.yaml", 1)


def test_an_origin_in_words_says_what_to_do() -> None:
    """That of the project's document, for one: it was written, and is nowhere to be fetched."""
    place = Place(layout.ROOT, layout.SPECIFICATION, layout.LOCK)
    with pytest.raises(PipelineError, match=r"registration\.lock: the origin is no URL and no file here"):
        vendor(None, place, today=LATER)


def test_no_origin_at_all_says_what_to_do(tmp_path: Path) -> None:
    """The first document has to be named."""
    place = place_in(tmp_path)
    with pytest.raises(PipelineError, match="no origin is recorded: say with FROM="):
        vendor(None, place, today=LATER)
    with pytest.raises(PipelineError, match="a page updates a document, and there is none yet"):
        vendor(str(PAGE), place, today=LATER)
    assert list(tmp_path.iterdir()) == []


# What is refused


def _stale() -> Node:
    made = copy.deepcopy(SPECIFICATION)
    del made["paths"]["/abdm/v1/profile/kyc/resend"]
    made["paths"]["/abdm/v2/profile/asset/card"] = made["paths"].pop("/abdm/v1/profile/asset/card")
    return made


def test_a_stale_document_is_refused(place: Place, tmp_path: Path) -> None:
    """Each operation that is missing is named, also one whose contract is at another path."""
    before = contents(place)
    origin = write(tmp_path / "stale.yaml", _stale())
    with pytest.raises(PipelineError) as caught:
        take(str(origin), place)
    assert str(caught.value) == (
        f"{origin}: operations that were there are missing (2): a stale document? "
        "If they are meant to go, say ALLOW_REMOVALS=1:\n"
        "  POST /abdm/v1/profile/kyc/resend\n"
        "  GET /abdm/v1/profile/asset/card (its contract is now at /abdm/v2/profile/asset/card)"
    )
    assert contents(place) == before


def test_operations_may_go_when_they_are_meant_to(place: Place, tmp_path: Path) -> None:
    """Said for this run."""
    done = take(str(write(tmp_path / "less.yaml", _stale())), place, allow_removals=True)
    assert [shown_address(address) for address in done.api.removed] == ["POST /abdm/v1/profile/kyc/resend"]
    assert read(place.document).document["paths"] == _stale()["paths"]


def test_a_path_parameter_of_another_name_is_no_operation_that_is_missing(place: Place, tmp_path: Path) -> None:
    """What callers call is the same."""
    before, after = (document({f"/things/{{{name}}}": {"get": _of_thing(name)}}) for name in ("id", "key"))
    take(str(write(tmp_path / "before.yaml", before)), place, allow_removals=True)
    take(str(write(tmp_path / "after.yaml", after)), place)
    assert read(place.document).document["paths"] == after["paths"]


def _of_thing(name: str) -> Node:
    return {**operation(), "parameters": [parameter(name, "path")]}


BROKEN = {
    "broken yaml": ("openapi: 3.1.0\npaths: [\n", "bad.yaml:3: broken YAML"),
    "broken json": ('{"openapi": "3.1.0",\n "paths": {]}', "bad.yaml:2: broken YAML"),
    "twice": ("openapi: 3.1.0\npaths: {}\nopenapi: 3.1.0\n", "bad.yaml:3: the key 'openapi' is given twice"),
    "dangling": (
        "openapi: 3.1.0\ninfo: {title: t, version: '1'}\npaths:\n  /a:\n    get:\n      responses:\n        '200':\n"
        "          $ref: '#/components/responses/Gone'\n",
        "bad.yaml:8: $ref '#/components/responses/Gone' leads nowhere",
    ),
    "invalid": (
        "openapi: 3.1.0\ninfo: {title: t}\npaths: {}\n",
        "bad.yaml:2: not a valid OpenAPI document: 'version' is a required property in info",
    ),
    "empty": (
        "openapi: 3.1.0\ninfo: {title: t, version: '1'}\npaths: {}\n",
        "bad.yaml:3: the document has no operations",
    ),
    "swagger": ("swagger: '2.0'\n", "bad.yaml:1: 'openapi' must say 3.0.x or 3.1.x"),
    "html": ("<!doctype html>\n<title>Sign in</title>\n", "bad.yaml:1: this is HTML or XML, not YAML or JSON"),
    "html that is nearly YAML": ("\n<html>\n<p>Error: 404</p>\n", "bad.yaml:2: this is HTML or XML, not YAML or JSON"),
    "nothing": ("", "bad.yaml: the document must be a mapping, found nothing"),
}


@pytest.mark.parametrize("what", BROKEN)
def test_a_broken_document_is_refused_with_file_line_and_reason(
    what: str, place: Place, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """And nothing is touched; removals or not."""
    text, reason = BROKEN[what]
    before = contents(place)
    (tmp_path / "bad.yaml").write_text(text)
    assert main(["take", "--from", str(tmp_path / "bad.yaml"), "--allow-removals"], place=place) == 1
    printed = capsys.readouterr()
    assert printed.err.startswith("error: ")
    assert reason in printed.err.replace('"', "'")
    assert printed.out == ""
    assert contents(place) == before


def test_a_missing_file_is_refused(place: Place, capsys: pytest.CaptureFixture[str]) -> None:
    """By its name."""
    assert main(["take", "--from", "gone.yaml"], place=place) == 1
    assert capsys.readouterr().err == "error: gone.yaml: no such file\n"


@pytest.mark.parametrize("fails_at", [0, 1])
def test_both_files_are_replaced_or_neither(
    fails_at: int, place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whichever of them the file system refuses; nothing is left lying about."""
    before, real, calls = contents(place), os.replace, []

    def refuse(source: str, target: str) -> None:
        calls.append(target)
        if len(calls) == fails_at + 1:
            raise PermissionError(1, "Operation not permitted")
        real(source, target)

    monkeypatch.setattr(os, "replace", refuse)
    with pytest.raises(PipelineError, match="cannot be replaced: Operation not permitted"):
        take(str(write(tmp_path / "new.yaml", larger())), place)
    assert contents(place) == before


# Pages


def test_a_document_is_taken_from_a_url_and_again_without_one(place: Place, tmp_path: Path) -> None:
    """Over TLS; the URL is what is recorded."""
    authority = Authority(tmp_path)
    content = json.dumps(larger()).encode()
    with serving({"/openapi.json?v=2": answer(content)}, authority.server_context("localhost", "127.0.0.1")) as site:
        url = site.url("/openapi.json?v=2")

        def fetched(asked: str) -> bytes:
            return fetch(asked, context=authority.client_context())

        done = vendor(url, place, today=FIRST, fetched=fetched)
        assert (done.origin, len(done.api.added)) == (url, 1)
        assert f"origin: {url}\n" in place.lock.read_text()
        assert not vendor(None, place, today=LATER, fetched=fetched).written
        assert len(site.asked) == 2


def test_a_broken_document_at_a_url_is_named_by_it(place: Place, tmp_path: Path) -> None:
    """With the line."""
    before = contents(place)
    with pytest.raises(PipelineError) as caught:
        vendor("https://example.org/a.yaml", place, today=LATER, fetched=lambda _: b"openapi: 3.1.0\nopenapi: 1\n")
    assert str(caught.value).startswith("https://example.org/a.yaml:2: the key 'openapi' is given twice")
    with pytest.raises(PipelineError, match=r"https://example\.org/a\.yaml:1: not UTF-8 text"):
        vendor("https://example.org/a.yaml", place, today=LATER, fetched=lambda _: b"\xff")
    with pytest.raises(PipelineError, match=r"http://example\.org/a\.yaml: only https is fetched"):
        vendor("http://example.org/a.yaml", place, today=LATER)
    assert contents(place) == before


# The lock


def test_the_project_is_what_its_lock_records() -> None:
    """``make check`` asks this."""
    check_lock(layout.SPECIFICATION, layout.LOCK)
    assert str(ROOT) not in layout.LOCK.read_text()


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (
            ("bytes: ", "bytes: 1"),
            r"registration\.yaml: not what registration\.lock records \(bytes 1\d+ recorded, \d+ found\)",
        ),
        (("operations: 33", "operations: 32"), "operations 32 recorded, 33 found"),
        (("schemas: 55", "schemas: 5"), "schemas 5 recorded, 55 found"),
        (("sha256: ", "sha256: 0"), "sha256 0"),
        (("origin: ", "from: "), r"registration\.lock.*: 'origin' is missing or of another kind"),
        (("operations: 33", "operations: many"), r"registration\.lock:6: 'operations' is missing or of another kind"),
    ],
)
def test_a_lock_that_does_not_agree_fails_the_check(
    change: tuple[str, str], reason: str, place: Place, capsys: pytest.CaptureFixture[str]
) -> None:
    """What differs is named."""
    place.lock.write_text(place.lock.read_text().replace(*change))
    with pytest.raises(PipelineError, match=reason):
        check_lock(place.document, place.lock)
    assert main(["check"], place=place) == 1
    assert capsys.readouterr().err.startswith("error: ")


def test_a_missing_lock_fails_the_check(place: Place) -> None:
    """And says what writes it."""
    place.lock.unlink()
    with pytest.raises(PipelineError, match=r"registration\.lock: no such file: `make vendor` writes it"):
        check_lock(place.document, place.lock)
    assert take(str(place.document), place).written
    assert "origin: not recorded\n" in place.lock.read_text()
    check_lock(place.document, place.lock)


def test_a_document_that_was_never_there_is_taken_in(tmp_path: Path) -> None:
    """The first one."""
    place = place_in(tmp_path)
    made = document({"/a": {"get": operation(answer=obj())}})
    done = take(str(write(tmp_path / "first.yaml", made)), place)
    assert [shown_address(address) for address in done.api.added] == ["GET /a"]
    check_lock(place.document, place.lock)
