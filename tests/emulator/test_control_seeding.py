"""The control decides who there is: accounts, people, sessions, tokens."""

from __future__ import annotations

import pytest
from eka_abha.emulator import Emulator, EmulatorSettings

from tests.emulator.controlling import Controller
from tests.emulator.support import NISHA, Caller

ASHA = {"abha_address": "asha.rao@sbx", "mobile": NISHA}
AADHAAR = "234123412346"


@pytest.fixture
def controller(client: Caller) -> Controller:
    """The control of the client's emulator."""
    return Controller(client.emulator)


def test_an_account_is_added_as_the_object_would(controller: Controller) -> None:
    """With the same defaults; the answer and the list have all of it."""
    twin = Emulator(seed=1)
    by_object = twin.add_account("asha.rao@sbx", mobile=NISHA, aadhaar=AADHAAR, blocked_methods=["MOBILE_OTP"])
    added = controller.post("accounts", **ASHA, aadhaar=AADHAAR, blocked_methods=["MOBILE_OTP"], middle_name=None)
    assert controller.emulator.accounts == (by_object,)
    assert [added] == controller.get("accounts") == Controller(twin).get("accounts")
    assert (added["oid"], added["blocked_methods"]) == (by_object.oid, ["MOBILE_OTP"])


def test_every_detail_of_an_account_can_be_given(controller: Controller) -> None:
    """And comes back."""
    details = {
        "first_name": "Nisha",
        "middle_name": "K",
        "last_name": "Menon",
        "gender": "O",
        "day_of_birth": 29,
        "month_of_birth": 2,
        "year_of_birth": 1992,
        "pincode": "600001",
        "address": "1, Station Road",
        "abha_number": "91-1234-5678-9012",
        "kyc_verified": True,
        "aadhaar": AADHAAR,
    }
    assert details.items() <= controller.post("accounts", **ASHA, **details).items()


def test_several_accounts_are_added_all_or_none(controller: Controller) -> None:
    """The one that was refused is named by its place."""
    other = {"abha_address": "other.one@sbx", "mobile": "9876500000"}
    assert len(controller.post("accounts", accounts=[ASHA, other])["accounts"]) == 2
    more = [{**ASHA, "abha_address": "third.one@sbx"}, {**other, "abha_address": "fourth.one@sbx", "mobile": "12"}]
    refused = controller.refused("POST", "accounts", {"accounts": more})
    assert refused == ("accounts[1].mobile", "must be 10 digits, the first 6 to 9")
    assert controller.refused("POST", "accounts", {"accounts": [{**other, "name": "x"}]})[0] == "accounts[0].name"
    assert [account["abha_address"] for account in controller.get("accounts")] == ["asha.rao@sbx", "other.one@sbx"]
    assert [account["mobile"] for account in controller.get("accounts", mobile=NISHA)] == [NISHA]
    assert [account["mobile"] for account in controller.get("accounts", limit="1")] == ["9876500000"]


@pytest.mark.parametrize(
    ("change", "field", "rule"),
    [
        ({"mobile": None}, "mobile", "must be given"),
        ({"mobile": 9876543210}, "mobile", "must be a string"),
        ({"mobile": "12"}, "mobile", "must be 10 digits, the first 6 to 9"),
        ({"abha_address": "asha@abdm"}, "abha_address", "must end with @sbx"),
        ({"abha_address": "@sbx"}, "abha_address", "must have something before @sbx"),
        ({"abha_address": "TAKEN@sbx"}, "abha_address", "must be new: the ABHA address is taken"),
        ({"first_name": " "}, "first_name", "must not be empty"),
        ({"gender": "X"}, "gender", "must be one of F, M, O"),
        ({"day_of_birth": 32}, "day_of_birth", "must be a whole number from 1 to 31"),
        ({"day_of_birth": 1.0}, "day_of_birth", "must be a whole number from 1 to 31"),
        ({"day_of_birth": True}, "day_of_birth", "must be a whole number from 1 to 31"),
        ({"day_of_birth": 30, "month_of_birth": 2}, "day_of_birth", "must be a day that exists, with month_of_birth"),
        ({"year_of_birth": "1990"}, "year_of_birth", "must be a whole number from 1900 to 2100"),
        ({"pincode": "012345"}, "pincode", "must be 6 digits, the first not 0"),
        ({"abha_number": "1"}, "abha_number", "must be 14 digits, with all dashes or none"),
        ({"aadhaar": "1"}, "aadhaar", "must be 12 digits, the first 2 to 9, the last a check digit"),
        ({"kyc_verified": "yes"}, "kyc_verified", "must be true or false"),
        ({"blocked_methods": "PASSWORD"}, "blocked_methods", "must be a list of strings"),
        ({"blocked_methods": [1]}, "blocked_methods", "must be a list of strings"),
        ({"blocked_methods": ["SMS"]}, "blocked_methods", "must be among MOBILE_OTP"),
        ({"name": "x"}, "name", "must be one of aadhaar, abha_address"),
        ({"accounts": []}, "abha_address", "must be one of accounts"),
    ],
)
def test_a_bad_account_is_refused(change: dict[str, object], field: str, rule: str, controller: Controller) -> None:
    """With field and rule; nothing is added."""
    controller.post("accounts", abha_address="taken@sbx", mobile=NISHA)
    refused = controller.refused("POST", "accounts", {**ASHA, **change})
    assert refused[0] == field
    assert str(refused[1]).startswith(rule)
    assert len(controller.emulator.accounts) == 1


@pytest.mark.parametrize(("sent", "rule"), [([], "a list of accounts"), ("x", "a list of accounts")])
def test_accounts_have_to_be_a_list(sent: object, rule: str, controller: Controller) -> None:
    """Of one at least, and of objects."""
    assert rule in str(controller.refused("POST", "accounts", {"accounts": sent})[1])
    assert controller.refused("POST", "accounts", {"accounts": [1]}) == ("accounts[0]", "must be an object")


def test_accounts_are_removed(client: Caller, controller: Controller) -> None:
    """One, whatever its case, with its session; or all. An address that nobody has is 404."""
    oid = controller.post("accounts", **ASHA)["oid"]
    controller.post("sessions", abha_address="asha.rao@sbx")
    assert controller.delete("accounts/ASHA.RAO@sbx") == {"removed": 1}
    assert controller.ask("DELETE", "/emulator/accounts/asha.rao@sbx").status == 404
    assert client.call("GET", "/abdm/v1/profile", headers={"X-Pt-Id": oid}).status == 491
    for name in ("a", "b"):
        controller.post("accounts", abha_address=f"{name}@sbx", mobile=NISHA)
    assert controller.delete("accounts") == {"removed": 2}
    assert controller.get("accounts") == []
    with pytest.raises(LookupError, match="nobody has this ABHA address"):
        client.emulator.remove_account("asha.rao@sbx")


def test_the_person_behind_an_aadhaar_number_is_added(client: Caller, controller: Controller) -> None:
    """Also one without a linked mobile number."""
    added = controller.post("people", aadhaar=AADHAAR, first_name="Nisha")
    assert (added["mobile"], added["first_name"]) == (None, "Nisha")
    assert [added] == controller.get("people")
    assert client.start_aadhaar(AADHAAR).failure == (400, "ABDM-1111")
    assert controller.refused("POST", "people", {"aadhaar": AADHAAR})[0] == "aadhaar"
    assert controller.refused("POST", "people", {"mobile": NISHA}) == ("aadhaar", "must be given")
    assert controller.refused("POST", "people", {"aadhaar": "1"})[0] == "aadhaar"


def test_sessions_are_opened_and_expire(client: Caller, controller: Controller) -> None:
    """Of one patient or of all; 404 where nobody has the address."""
    oid = controller.post("accounts", **ASHA)["oid"]
    assert controller.post("sessions", abha_address="asha.rao@sbx")["token"].startswith("emulator-patient-")
    asked = {"X-Pt-Id": oid}
    assert client.call("GET", "/abdm/v1/profile", headers=asked).status == 200
    for query in ({"abha_address": "asha.rao@sbx"}, {}):
        assert controller.delete("sessions", **query) == {"expired": True}
        assert client.call("GET", "/abdm/v1/profile", headers=asked).status == 491
        controller.post("sessions", abha_address="asha.rao@sbx")
    unknown = {"abha_address": "nobody@sbx"}
    assert controller.ask("POST", "/emulator/sessions", unknown).status == 404
    assert controller.ask("DELETE", "/emulator/sessions", query=unknown).status == 404
    assert controller.refused("POST", "sessions") == ("abha_address", "must be given")


def test_tokens_are_issued_and_revoked(client: Caller, controller: Controller) -> None:
    """One from the control is as good as one from a login."""
    client.bearer = controller.post("tokens")["access_token"]
    assert client.start().status == 200
    assert controller.delete("tokens") == {"revoked": True}
    assert client.start().status == 401


def test_the_suffix_is_a_setting() -> None:
    """Which the refusal names."""
    controller = Controller(Emulator(EmulatorSettings(address_suffix="@abdm")))
    assert controller.refused("POST", "accounts", ASHA) == ("abha_address", "must end with @abdm")
