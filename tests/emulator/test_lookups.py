"""Whether an address exists, and addresses to suggest."""

from __future__ import annotations

import pytest
from eka_abha.emulator import EmulatorSettings

from tests.emulator.support import NA, NISHA, Caller, caller

CHECK = f"{NA}/registration/phr/check"


def test_the_check_knows_the_addresses_of_accounts(client: Caller) -> None:
    """Whatever their case; whatever is nobody's address does not exist."""
    client.emulator.add_account("asha@sbx", mobile=NISHA)
    found = {text: client.post(CHECK, {"abha_address": text}).body for text in ("asha@sbx", "ASHA@SBX", "asha", "")}
    assert found == {
        "asha@sbx": {"exists": True},
        "ASHA@SBX": {"exists": True},
        "asha": {"exists": False},
        "": {"exists": False},
    }


@pytest.mark.parametrize("body", [{}, {"abha_address": 1}, {"phr_address": "asha@sbx"}])
def test_the_check_needs_an_address(client: Caller, body: dict[str, object]) -> None:
    """Under its own name."""
    assert client.post(CHECK, body).failure == (400, "ABDM-1006")


@pytest.mark.parametrize(
    "person",
    [
        {"fn": "Nisha", "ln": "Rao", "dob": "1992-02-29"},
        {"fn": "Al", "ln": "Bo"},
        {"fn": "A"},
        {"ln": "Rao", "dob": "2001-01-01"},
        {"fn": "Venkatanarasimharaju", "mn": "K", "ln": "Krishnamoorthyswamy", "dob": "1960-12-31"},
        {"fn": "Mary Ann", "ln": "D'Souza"},
    ],
)
def test_every_suggestion_can_be_created(client: Caller, person: dict[str, str]) -> None:
    """Five different ones, whatever the length of the name, each accepted by create-phr."""
    suggestions = client.suggest(**person).body["suggestions"]
    assert len(set(suggestions)) == 5
    for number, address in enumerate(suggestions):
        assert client.create(client.verified(f"912345678{number}").txn_id, address).status == 200


def test_taken_addresses_are_not_suggested(client: Caller) -> None:
    """The next ones come instead."""
    first = client.suggest(fn="Nisha", ln="Rao").body["suggestions"]
    assert first[0] == "nisha.rao@sbx"
    for address in first:
        client.emulator.add_account(address, mobile=NISHA)
    second = client.suggest(fn="Nisha", ln="Rao").body["suggestions"]
    assert len(second) == 5
    assert not set(first) & set(second)


@pytest.mark.parametrize("person", [{}, {"fn": ""}, {"fn": "निशा"}, {"mn": "K"}])
def test_without_a_usable_name_there_are_no_suggestions(client: Caller, person: dict[str, str]) -> None:
    """The answer is null, which the specification allows."""
    assert client.suggest(**person).body == {"suggestions": None}


@pytest.mark.parametrize("birth", ["29-02-1992", "1992-2-29", "1993-02-29", "yesterday", "19920229"])
def test_the_date_of_birth_has_to_be_one(client: Caller, birth: str) -> None:
    """Written YYYY-MM-DD."""
    assert client.suggest(fn="Nisha", dob=birth).failure == (400, "ABDM-1010")


def test_a_transaction_given_to_suggest_has_to_live(client: Caller) -> None:
    """It keeps its id."""
    txn_id = client.verified().txn_id
    assert client.suggest(fn="Nisha", transactionId=txn_id).status == 200
    assert client.suggest(fn="Nisha", transactionId="unknown").failure == (500, "MIS-1026")
    assert client.create(txn_id, "nisha.rao@sbx").status == 200


def test_a_setting_leaves_the_suffix_out_of_suggestions() -> None:
    """And another one changes the suffix."""
    assert caller(EmulatorSettings(suggestions_have_suffix=False)).suggest(fn="Nisha", ln="Rao").body["suggestions"][
        0
    ] == ("nisha.rao")
    production = caller(EmulatorSettings(address_suffix="@abdm"))
    assert production.suggest(fn="Nisha", ln="Rao").body["suggestions"][0] == "nisha.rao@abdm"
    assert production.create(production.verified().txn_id, "nisha.rao@abdm").status == 200
