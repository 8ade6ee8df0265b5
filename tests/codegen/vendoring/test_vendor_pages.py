"""``make vendor`` with a page of the provider's documentation: it updates one operation."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from codegen.comparing.documents import shown_address
from codegen.errors import PipelineError
from codegen.vendoring.__main__ import main
from codegen.vendoring.lock import check_lock, read_lock
from codegen.vendoring.vendor import Place
from tests.codegen.documents import write
from tests.codegen.vendoring.places import PAGE, START, contents, larger, take

if TYPE_CHECKING:
    from pathlib import Path


def _other_page(tmp_path: Path) -> Path:
    """The provider's page, in which the body has one more field and the error another."""
    text = PAGE.read_text("utf-8")
    text = text.replace(
        "        mobile_number:\n", "        consent:\n          type: boolean\n        mobile_number:\n", 1
    )
    text = text.replace("        error:\n          type: string\n", "        error:\n          type: integer\n", 1)
    page = tmp_path / "page.md"
    page.write_text(text, "utf-8")
    return page


def test_the_page_that_is_in_the_document_already_changes_nothing(place: Place) -> None:
    """The document holds it word for word."""
    before = contents(place)
    assert not take(str(PAGE), place).written
    assert contents(place) == before


def test_a_page_updates_exactly_its_operation(place: Place, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The report names it, and the schema that the other operations keep; the lock records the page."""
    page = _other_page(tmp_path)
    done = take(str(page), place)
    assert done.page == f"POST {START}"
    (changed,) = done.api.changed
    assert shown_address(changed.address) == done.page
    assert [str(change).partition(": ")[0] for change in changed.changes] == [
        "request body `consent`",
        "response 4XX, 5XX `error`",
    ]
    assert done.api.texts == []
    assert done.merged is not None
    assert [(kept.part, len(kept.users)) for kept in done.merged.kept] == [(("schemas", "GenericError"), 32)]
    lock = read_lock(place.lock)
    assert lock is not None
    assert (lock.origin, lock.vendored, lock.schemas) == ("registration.yaml", "2026-11-25", 56)
    assert [(update.operation, update.origin) for update in lock.pages] == [(f"POST {START}", "page.md")]
    check_lock(place.document, place.lock)
    assert not take(str(page), place).written  # once more, and nothing is new
    capsys.readouterr()


def test_the_command_names_what_the_page_changed(
    place: Place, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Change by change, and which operations keep a shared schema."""
    assert main(["take", "--from", str(_other_page(tmp_path))], place=place) == 0
    printed = capsys.readouterr().out
    assert printed.startswith(f"page.md: POST {START}, from its page taken in; operations: 1 changed\n")
    assert f"  POST {START}: request body `consent`: optional field added (boolean): not breaking" in printed
    assert (
        "  schemas GenericError differs on the page and stays as it is for POST /abdm/na/v1/face-auth/capture"
        in printed
    )
    assert "    the page's is GenericErrorForPostNaRegistrationMobileInit: see whether" in printed
    assert printed.endswith("next: make changes, make generate\n")


def test_a_whole_document_forgets_the_pages(place: Place, tmp_path: Path) -> None:
    """It is newer than they are."""
    take(str(_other_page(tmp_path)), place)
    take(str(write(tmp_path / "whole.yaml", larger())), place)
    lock = read_lock(place.lock)
    assert lock is not None
    assert (lock.origin, lock.pages) == ("whole.yaml", ())


def test_a_broken_page_is_refused(place: Place, tmp_path: Path) -> None:
    """With its line in the page."""
    before = contents(place)
    page = tmp_path / "page.md"
    page.write_text(
        PAGE.read_text("utf-8").replace("#/components/schemas/InitRequestType2", "#/components/schemas/Gone")
    )
    line = next(number for number, text in enumerate(page.read_text().splitlines(), 1) if "schemas/Gone" in text)
    with pytest.raises(PipelineError, match=rf"page\.md:{line}: \$ref '#/components/schemas/Gone' leads nowhere"):
        take(str(page), place)
    assert contents(place) == before


# URLs
