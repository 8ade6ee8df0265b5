"""Every row of ``docs/recovery.md`` is done, for each operation that it is about, and helps."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from eka_abha.emulator import Emulator, EmulatorRequest, EmulatorResponse
from eka_abha.emulator.server import run_in_thread
from eka_abha.errors import ApiError, EkaError, InvalidOtp, OtpError, OtpExpired, TransportError, WebhookError
from eka_abha_api.operations import OPERATIONS

from tests.docs import remedies_by_operation
from tests.docs.error_tables import classes
from tests.docs.places import PLACES, WAYS, Scene
from tests.docs.remedies import ANY, LOST, REMEDIES
from tests.docs.tables import page, rows, sections

assert remedies_by_operation  # importing it fills REMEDIES

PAGE = sections(page("recovery.md"))
ROWS = {
    (section, cells[0].strip("`"), cells[1].strip("`")): cells[2]
    for section, text in PAGE.items()
    for cells in rows(text)
}


def operations_of(section: str) -> list[str]:
    """The operations that a section names above its table."""
    if section == ANY:
        return list(OPERATIONS)
    above = PAGE[section].partition("|")[0]
    return [name for name in re.findall(r"`(\w+)`", above) if name in OPERATIONS]


def runs() -> list[tuple[str, str, str, str]]:
    """Section, row, operation and, for a lost answer, the way in which it gets lost: all that is to be run."""
    found = []
    for section, row, after in ROWS:
        for operation in operations_of(section) if row == "all" else [row]:
            own = row == "all" and (section, operation, after) in ROWS
            ways = WAYS if after == LOST else ("",)
            found += [(section, row, operation, f"{after}|{way}") for way in ways if not own]
    return found


RUNS = runs()


def test_no_row_lacks_its_test() -> None:
    """And no test its row."""
    assert set(REMEDIES) == set(ROWS)
    assert all(ROWS.values())


def test_every_operation_is_in_one_section() -> None:
    """Besides the rows that hold for all."""
    named = [name for section in PAGE if section != ANY for name in operations_of(section)]
    assert sorted(named) == sorted(OPERATIONS)
    assert set(PLACES) == set(OPERATIONS)
    assert all(row == "all" or row in operations_of(section) for section, row, _ in ROWS)


def test_every_change_says_what_to_do_when_its_answer_is_lost() -> None:
    """That is the question that cannot be answered by trying again."""
    answered = {operation for _, _, operation, after in RUNS if after.startswith(LOST)}
    assert answered == {name for name, operation in OPERATIONS.items() if not operation.read_only}


@pytest.mark.parametrize("cls", classes(), ids=lambda cls: cls.__name__)
def test_every_class_of_error_is_covered(cls: type[EkaError]) -> None:
    """By a row for it or for a class above it: for all operations, or for those that can raise it."""
    everywhere = {after for section, row, after in ROWS if section == ANY and row == "all"} | {LOST}
    checking = {after for section, row, after in ROWS if section == "Checking an OTP" and row == "all"}
    creating = {after for section, row, after in ROWS if section == "Creating an address" and row == "all"}
    reading = {after for section, row, after in ROWS if section == "Operations that only read" and row == "all"}
    if cls in (EkaError, TransportError, OtpError) or issubclass(cls, WebhookError):
        return  # never raised themselves by a call
    names = {each.__name__ for each in cls.__mro__ if each is not ApiError or cls is ApiError}
    if issubclass(cls, InvalidOtp | OtpExpired):
        assert names & checking
    elif issubclass(cls, TransportError) and not names & everywhere:
        assert names & reading  # a change that ends so may have been processed
    else:
        assert names & (everywhere | creating)


class Relay(Emulator):
    """Hands requests to the emulator of the test that is running, so that all of them share one server."""

    current: Emulator | None = None

    def handle(self, request: EmulatorRequest) -> EmulatorResponse:
        """Answered by the current one."""
        assert self.current is not None
        return self.current.handle(request)


@pytest.fixture(scope="module")
def served() -> Iterator[tuple[Relay, str]]:
    """A relay behind a real socket, and its base URL."""
    relay = Relay()
    with run_in_thread(relay) as base_url:
        yield relay, base_url


@pytest.mark.parametrize("run", RUNS, ids=lambda run: f"{run[2]}-{run[3].strip('|')}")
def test_what_is_advised_helps(
    run: tuple[str, str, str, str], monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    """The row, done as it stands."""
    section, row, operation, after = run
    after, _, way = after.partition("|")
    scene = Scene(monkeypatch, way=way)
    if after == "ConnectionFailed":
        relay, base_url = request.getfixturevalue("served")
        scene = Scene(monkeypatch, base_url=base_url)
        relay.current = scene.emulator
    REMEDIES[section, row, after](scene, operation)
    scene.abha.close()
