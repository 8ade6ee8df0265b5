"""Login and refresh of the partner's tokens."""

from __future__ import annotations

import pytest
from eka_abha.emulator import Emulator, EmulatorSettings
from eka_abha.emulator.dispatch import ROUTES

from tests.emulator.support import LOGIN, NA, REFRESH, Answer, Caller, caller

FOUR = {"access_token", "expires_in", "refresh_token", "refresh_expires_in"}


def check(client: Caller, token: str | None) -> int:
    """Status of an API call with this bearer."""
    headers = {} if token is None else {"Authorization": f"Bearer {token}"}
    return Caller(client.emulator).post(f"{NA}/registration/phr/check", {"abha_address": "a@sbx"}, **headers).status


def refresh(client: Caller, tokens: Answer, **changes: str | None) -> Answer:
    """Refresh as documented, with headers or fields changed or (None) left out."""
    sent: dict[str, str | None] = {
        "refresh_token": tokens.body["refresh_token"],
        "Authorization": f"Bearer {tokens.body['access_token']}",
        "Client-Id": client.emulator.client_id,
        **changes,
    }
    fields = {name: value for name, value in sent.items() if name.islower() and value is not None}
    headers = {name: value for name, value in sent.items() if not name.islower() and value is not None}
    return Caller(client.emulator).post(REFRESH, fields, **headers)


def test_login_answers_four_fields_with_lifetimes_in_seconds() -> None:
    """The access token lives as long as the documentation's examples say."""
    answer = Caller(Emulator()).log_in()
    assert answer.status == 200
    assert set(answer.body) == FOUR
    assert (answer.body["expires_in"], answer.body["refresh_expires_in"]) == (1800, 3600)


@pytest.mark.parametrize(
    "wrong",
    [
        {"client_secret": "wrong"},
        {"client_id": "wrong"},
        {"client_secret": "emulator-secret "},
        {"client_id": " emulator-client"},
    ],
)
def test_login_refuses_wrong_credentials_and_stray_white_space(wrong: dict[str, str]) -> None:
    """Credentials are compared exactly; the error has no source."""
    answer = Caller(Emulator()).log_in(**wrong)
    assert answer.status == 401
    assert set(answer.body) == {"code", "error"}
    assert answer.body["code"] == 401


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b'{"client_id": "emulator-client"}', b'{"client_id": 1}'])
def test_login_refuses_a_bad_body(body: bytes) -> None:
    """A login needs both credentials as strings."""
    answer = Caller(Emulator()).post(LOGIN, body)
    assert (answer.status, set(answer.body)) == (400, {"code", "error"})


def test_login_tolerates_unknown_fields() -> None:
    """Older client code sends more than is documented."""
    assert Caller(Emulator()).log_in(api_key="old").status == 200


def test_only_listed_sharing_keys_are_accepted_when_there_is_a_list() -> None:
    """Without a list any key is accepted."""
    strict = Caller(Emulator(EmulatorSettings(sharing_keys=frozenset({"branch"}))))
    assert strict.log_in(sharing_key="branch").status == 200
    assert strict.log_in(sharing_key="other").status == 401
    assert Caller(Emulator()).log_in(sharing_key="other").status == 200


def test_every_login_gives_its_own_tokens(client: Caller) -> None:
    """A second login leaves the first one's token good."""
    first = client.bearer
    second = client.log_in().body["access_token"]
    assert first != second
    assert [check(client, first), check(client, second)] == [200, 200]


def test_an_access_token_expires_on_time(client: Caller) -> None:
    """It is good for 1800 seconds and not one more."""
    client.emulator.advance(1799)
    assert check(client, client.bearer) == 200
    client.emulator.advance(1)
    assert check(client, client.bearer) == 401


def test_refresh_gives_new_tokens_even_after_the_access_token_expired(client: Caller) -> None:
    """The old access token only has to be the right one."""
    old = client.log_in()
    client.emulator.advance(2000)
    new = refresh(client, old)
    assert (new.status, set(new.body)) == (200, FOUR)
    assert new.body["refresh_token"] != old.body["refresh_token"]
    assert check(client, old.body["access_token"]) == 401
    assert check(client, new.body["access_token"]) == 200


def test_a_refresh_token_is_good_once(client: Caller) -> None:
    """The next refresh takes the new one."""
    old = client.log_in()
    new = refresh(client, old)
    assert refresh(client, old).status == 401
    assert refresh(client, new).status == 200


def test_a_refresh_token_expires(client: Caller) -> None:
    """After its lifetime only a login helps."""
    old = client.log_in()
    client.emulator.advance(3600)
    assert refresh(client, old).status == 401


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"Authorization": None}, 401),
        ({"Authorization": "Bearer wrong"}, 401),
        ({"Client-Id": None}, 400),
        ({"Client-Id": "another"}, 401),
        ({"refresh_token": None}, 400),
        ({"refresh_token": "wrong"}, 401),
        ({"access_token": "wrong"}, 401),
    ],
)
def test_refresh_needs_both_headers_and_what_belongs_together(
    client: Caller, changes: dict[str, str | None], status: int
) -> None:
    """Whatever is missing or belongs elsewhere is refused, and the refresh token stays good."""
    tokens = client.log_in()
    answer = refresh(client, tokens, **changes)
    assert (answer.status, set(answer.body)) == (status, {"code", "error"})
    assert refresh(client, tokens, access_token=tokens.body["access_token"]).status == 200


def test_settings_change_rotation_and_the_old_token() -> None:
    """Without rotation the refresh token is answered again, with what is left of its lifetime."""
    client = caller(EmulatorSettings(refresh_token_rotates=False, refresh_ends_access_token=True))
    old = client.log_in()
    client.emulator.advance(600)
    new = refresh(client, old)
    assert new.body["refresh_token"] == old.body["refresh_token"]
    assert new.body["refresh_expires_in"] == 3000
    assert check(client, old.body["access_token"]) == 401
    assert refresh(client, new).status == 200


def test_revoked_tokens_are_refused(client: Caller) -> None:
    """Both kinds of token end, or the access tokens alone."""
    first = client.log_in()
    client.emulator.revoke_tokens(refresh_tokens=False)
    assert check(client, first.body["access_token"]) == 401
    second = refresh(client, first)
    assert second.status == 200
    client.emulator.revoke_tokens()
    assert check(client, second.body["access_token"]) == 401
    assert refresh(client, second).status == 401


def test_a_long_lived_token_has_no_end_but_can_be_revoked(client: Caller) -> None:
    """As a token from the provider's console."""
    token = client.emulator.issue_access_token()
    client.emulator.advance(10 * 365 * 86400)
    assert check(client, token) == 200
    client.emulator.revoke_tokens()
    assert check(client, token) == 401


def test_further_credentials_can_be_added(client: Caller) -> None:
    """They are as good as the default ones."""
    client.emulator.add_client("second", "its secret")
    answer = client.log_in(client_id="second", client_secret="its secret")
    assert (answer.status, check(client, client.bearer)) == (200, 200)


@pytest.mark.parametrize("header", [None, "", "Bearer", "Bearer ", "Bearer None", "Basic abc"])
def test_a_missing_or_wrong_bearer_is_refused(client: Caller, header: str | None) -> None:
    """With an error of the specification's shape."""
    headers = {} if header is None else {"Authorization": header}
    path = f"{NA}/registration/phr/check"
    answer = Caller(client.emulator).post(path, {"abha_address": "a@sbx"}, **headers)
    assert answer.status == 401
    assert answer.body["code"] == 401


def test_every_operation_needs_the_bearer(client: Caller) -> None:
    """Before its inputs are looked at."""
    for route in ROUTES:
        answer = Caller(client.emulator).call(route.method, route.template.replace("{pincode}", "560001"), {})
        assert answer.status == (400 if route.is_account else 401)


def test_the_scheme_of_the_bearer_may_be_lower_case(client: Caller) -> None:
    """Schemes have no case."""
    path = f"{NA}/registration/phr/check"
    answer = Caller(client.emulator).post(path, {"abha_address": "a@sbx"}, Authorization=f"bearer {client.bearer}")
    assert answer.status == 200


def test_a_setting_lets_na_calls_go_without_bearer() -> None:
    """A bearer that is sent all the same may be anything."""
    client = Caller(Emulator(EmulatorSettings(na_requires_bearer=False)))
    assert check(client, None) == 200
    assert check(client, "anything") == 200
