"""What the emulator says of itself, and what it must not know, tell or need."""

from __future__ import annotations

import ast
import csv
import logging
import subprocess
import sys
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import eka_abha.emulator
import pytest
from eka_abha.emulator import BEHAVIOUR, EmulatorRequest, EmulatorSettings, Source, errors
from eka_abha.emulator.__main__ import main
from eka_abha.emulator.dispatch import ROUTES
from eka_abha.emulator.login_targets import find_target
from eka_abha.emulator.operations.steps import Step
from eka_abha.emulator.world import Call

from tests.emulator.support import LOGIN, NISHA, PERSON, ROOT, Caller, caller, specification

RAVI = "234567890124"
PACKAGE = Path(eka_abha.emulator.__file__).parent
MAY_IMPORT = {"transport.py": {"httpx"}, "server.py": {"uvicorn"}, "connections.py": {"h11", "uvicorn"}}


def operations_of_the_specification() -> set[tuple[str, str]]:
    """Method and path template of every operation."""
    paths = specification().spec / "paths"
    return {
        (method.upper(), template)
        for template, item in paths.str_items()
        for method in item.str_keys()
        if method in ("get", "post", "put", "patch", "delete")
    }


def test_every_operation_of_the_specification_has_a_route() -> None:
    """And every route beyond login and refresh is in the specification."""
    routes = {(route.method, route.template) for route in ROUTES if not route.is_account}
    assert len(routes) == 33
    assert routes == operations_of_the_specification()


def test_operation_names_are_unique() -> None:
    """Counters and injected failures go by them."""
    assert len(ROUTES.operations) == len(list(ROUTES)) == 35


def test_every_setting_is_explained() -> None:
    """A setting without a statement, or a statement about no setting, is a mistake."""
    explained = [name for behaviour in BEHAVIOUR for name in behaviour.settings]
    assert sorted(explained) == sorted(item.name for item in fields(EmulatorSettings))


def test_every_emulated_operation_is_explained() -> None:
    """And nothing is said of operations that are not there."""
    explained = {name for behaviour in BEHAVIOUR for name in behaviour.operations} - {"*"}
    assert explained == {route.operation for route in ROUTES}


def test_the_statements_are_different_and_of_every_source() -> None:
    """A behaviour whose setting is for what is not known is not called documented, but for its documented value."""
    assert len({behaviour.statement for behaviour in BEHAVIOUR}) == len(BEHAVIOUR)
    assert {behaviour.source for behaviour in BEHAVIOUR} == set(Source)


def test_the_program_lists_the_behaviour(capsys: pytest.CaptureFixture[str]) -> None:
    """Every statement under its source, with the settings that change it."""
    assert main(["--behaviour"]) == 0
    shown = capsys.readouterr().out
    assert shown.index("Documented: ") < shown.index("Specified: ") < shown.index("Seen: ") < shown.index("Assumed: ")
    assert shown.count("  - ") == len(BEHAVIOUR)
    assert "  - A refresh token lives an hour. [refresh_token_lifetime]\n" in shown


@pytest.mark.parametrize(
    "changes",
    [
        {"otp_length": 3},
        {"otp_length": 9},
        {"otp_lifetime": -1},
        {"text_error_status": 200},
        {"address_suffix": "sbx"},
        {"address_suffix": "@"},
        {"skip_state_with_accounts": "abha_end"},
        {"superseded_txn_id": "wrong_otp"},
        {"unknown_aadhaar": "x"},
        {"aadhaar_skip_state_with_accounts": "confirm_mobile_otp"},
        {"abha_number_skip_state": "x"},
        {"patient_identity": "both"},
        {"slow_answers": -0.1},
        {"webhook_attempts": 0},
        {"webhook_key": ""},
        {"webhook_url": "http://example.com/hook"},
        {"webhook_url": "ftp://127.0.0.1/hook"},
        {"webhook_url": "http://127.0.0.1:x/hook"},
        {"webhook_url": "http://user@127.0.0.1/hook"},
        {"webhook_url": "http://[::1/hook"},
        {"webhook_url": "127.0.0.1"},
    ],
)
def test_settings_are_checked(changes: dict[str, Any]) -> None:
    """A setting that makes no sense is refused when it is made."""
    with pytest.raises(ValueError, match=next(iter(changes))):
        replace(EmulatorSettings(), **changes)


def test_errors_with_a_source_code_are_rows_of_the_documented_table() -> None:
    """Status, code and both texts, to the letter."""
    with (ROOT / "tests" / "data" / "error_codes.csv").open(encoding="utf-8", newline="") as table:
        rows = {
            (int(row["http_status"]), row["source_code"], row["eka_message"], row["source_message"])
            for row in csv.DictReader(table)
        }
    used = [item for item in vars(errors).values() if isinstance(item, errors.Failure) and item.source_code]
    used.append(errors.mobile_claimed("`mobile_number`"))
    assert len(used) > 10
    for failure in used:
        assert (failure.status, failure.source_code, failure.error, failure.source_message) in rows


def imported(file: Path) -> set[str]:
    """The top-level packages, and of this distribution the modules, that a file imports."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0
            names.add(node.module or "")
    return names


@pytest.mark.parametrize("file", sorted(PACKAGE.rglob("*.py")), ids=lambda file: str(file.relative_to(PACKAGE)))
def test_the_emulator_imports_neither_the_client_nor_other_packages(file: Path) -> None:
    """It judges the client by its own reading of the facts; only the adapters need a library."""
    allowed = MAY_IMPORT.get(file.name, set())
    for name in imported(file):
        if name.split(".")[0] in ("eka_abha", "eka_abha_api"):
            assert name.startswith("eka_abha.emulator"), name
        else:
            assert name.split(".")[0] in sys.stdlib_module_names | allowed, name


def test_importing_the_emulator_loads_no_server_and_no_http_library_of_its_own() -> None:
    """Whatever the package around it loads."""
    script = (
        "import sys, eka_abha; before = set(sys.modules); import eka_abha.emulator; "
        "print(*sorted({name.split('.')[0] for name in set(sys.modules) - before}))"
    )
    loaded = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout.split()
    assert not {"uvicorn", "httpx", "asyncio", "eka_abha_api"} & set(loaded)


def test_no_repr_shows_personal_data_or_secrets(client: Caller, caplog: pytest.LogCaptureFixture) -> None:
    """Of the emulator, its messages, accounts, requests, log entries, settings and refusals; and it logs nothing."""
    caplog.set_level(logging.DEBUG)
    emulator = client.emulator
    emulator.add_account("asha.secret@sbx", mobile=NISHA, first_name="Asha", last_name="Rao")
    person = emulator.add_person(RAVI, mobile=NISHA, first_name="Asha", last_name="Rao")
    started = client.start_aadhaar(RAVI)
    created = client.enter(
        "create-phr", client.verify_aadhaar(started.txn_id, client.otp(RAVI), NISHA).txn_id, "asha.secret2@sbx"
    )
    emulator.advance(60)
    txn_id = client.start().txn_id
    client.choose(txn_id, "asha.secret@sbx")
    verified = client.verify(txn_id, emulator.otp_for(NISHA))
    request = EmulatorRequest("POST", LOGIN, {"q": NISHA}, {"Authorization": f"Bearer {client.bearer}"}, NISHA.encode())
    with pytest.raises(errors.Refused) as refused:
        raise errors.Refused(errors.mobile_claimed(NISHA), "why")
    world = emulator._world
    shown = repr(
        [
            emulator,
            emulator.messages,
            emulator.accounts,
            emulator.requests,
            EmulatorSettings(sharing_keys=frozenset({"sharing secret"})),
            emulator.transport(),
            person,
            list(emulator._world.people),
            emulator.webhooks,
            find_target(world, "phr_address", "asha.secret@sbx", "abdm"),
            Call(request, "login"),
            Step("emulator-txn", "abha_end", emulator.accounts, emulator.accounts[0]),
            world.sessions.issue_tokens(emulator.accounts[0].oid, opens=True),
            request,
            emulator.handle(request),
            refused.value,
            errors.Failure(400, f"claimed by {NISHA}", "EKA-1001", f"claimed by {NISHA}"),
            world.tokens.workspace_of(client.bearer or ""),
            world.tokens.log_in(emulator.client_id, emulator.client_secret, "sharing secret"),
            world.transactions.find(verified.txn_id, world.tokens.workspace_of(client.bearer or "")),
        ]
    ) + str(refused.value)
    assert client.bearer is not None
    secrets = [
        NISHA,
        emulator.otp_for(NISHA),
        client.bearer,
        emulator.client_secret,
        "Asha",
        "Rao",
        "asha.secret",
        RAVI,
    ]
    secrets += [created.body["token"], created.body["eka"]["oid"]]
    for secret in [*secrets, "sharing secret", verified.txn_id, "emulator-"]:
        assert secret not in shown
    assert caplog.records == []


def test_notes_in_the_log_name_fields_and_never_values() -> None:
    """Whatever was sent."""
    client = caller()
    canary = "canary7"
    client.post(LOGIN, {"client_id": canary, "client_secret": canary})
    client.start(canary)
    client.verify(canary, canary)
    txn_id = client.verified().txn_id
    client.create(txn_id, canary)
    client.create(txn_id, "nisha.rao@sbx", gender=canary)
    client.suggest(fn=canary, dob=canary)
    client.call("GET", f"/{canary}")
    entries = client.emulator.requests
    assert len([entry for entry in entries if entry.note]) == 7
    account = client.emulator.add_account("asha@sbx", mobile=NISHA)
    client.emulator.open_session("asha@sbx")
    names = ("txn_id", "mobile", "mobile_number", "aadhaar", "aadhaar_number", "identifier", "abha_address", "otp")
    body = {**dict.fromkeys((*names, "phr_address", "method", "user_x_token"), canary), "profile": PERSON}
    for route in ROUTES:
        path = route.template.replace("{pincode}", canary)
        for method in ("mobile", "aadhaar_number", "abha_number", "phr_address", "search", "aadhaar", "abha-number"):
            client.call(route.method, path, {**body, "method": method}, headers={"X-Pt-Id": account.oid})
    entries = client.emulator.requests
    assert len([entry for entry in entries if entry.note]) > 200
    assert canary not in repr(entries)
