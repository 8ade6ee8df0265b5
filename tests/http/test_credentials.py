"""Where credentials come from, and which are refused before anything is sent."""

from __future__ import annotations

import pytest
from eka_abha._http.config import (
    ClientCredentials,
    FixedToken,
    SecretSource,
    read_secret,
    resolve_credentials,
    with_changes,
)
from eka_abha._secret import Secret
from eka_abha.errors import ConfigurationError, EkaError

PAIR = {"EKA_CLIENT_ID": "env-id", "EKA_CLIENT_SECRET": "env-secret"}


def set_environment(monkeypatch: pytest.MonkeyPatch, **variables: str) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)


def resolve(
    client_id: str | None = None,
    client_secret: SecretSource | None = None,
    sharing_key: str | Secret | None = None,
    access_token: str | Secret | None = None,
) -> tuple[str | None, ...]:
    """The credentials, revealed, to compare them in one line."""
    return revealed(resolve_credentials(client_id, client_secret, sharing_key, access_token))


def revealed(credentials: ClientCredentials | FixedToken) -> tuple[str | None, ...]:
    if isinstance(credentials, FixedToken):
        return ("token", credentials.access_token.reveal())
    secret = credentials.client_secret
    assert isinstance(secret, Secret)
    return (credentials.client_id, secret.reveal(), credentials.sharing_key and credentials.sharing_key.reveal())


def refused(call: object) -> str:
    """The text of the ConfigurationError that a call must raise."""
    assert callable(call)
    with pytest.raises(ConfigurationError) as caught:
        call()
    assert not caught.value.may_have_been_processed
    return str(caught.value)


def test_a_pair_given_as_arguments() -> None:
    assert resolve("id", "secret") == ("id", "secret", None)
    assert resolve("id", Secret("secret"), Secret("key")) == ("id", "secret", "key")


def test_a_token_given_as_argument() -> None:
    assert resolve(access_token="tok") == ("token", "tok")
    assert resolve(access_token=Secret("tok")) == ("token", "tok")


def test_a_callable_secret_is_kept_and_not_called() -> None:
    """It is asked at each login, not when the client is made."""

    def secret() -> str:
        raise AssertionError("called too early")

    credentials = resolve_credentials("id", secret, None, None)
    assert isinstance(credentials, ClientCredentials)
    assert credentials.client_secret is secret


def test_the_environment_alone_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    set_environment(monkeypatch, **PAIR, EKA_SHARING_KEY="env-key")
    assert resolve() == ("env-id", "env-secret", "env-key")


def test_a_token_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    set_environment(monkeypatch, EKA_ACCESS_TOKEN="env-token")
    assert resolve() == ("token", "env-token")


def test_arguments_win_over_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    set_environment(monkeypatch, **PAIR, EKA_SHARING_KEY="env-key")
    assert resolve("id", "secret", "key") == ("id", "secret", "key")
    assert resolve(access_token="tok") == ("token", "tok")
    assert resolve(client_secret="secret") == ("env-id", "secret", "env-key")


def test_a_pair_given_wins_over_a_token_in_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    set_environment(monkeypatch, EKA_ACCESS_TOKEN="env-token")
    assert resolve("id", "secret") == ("id", "secret", None)


def test_what_is_left_out_comes_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """A secret from a vault, the rest from the deployment."""
    set_environment(monkeypatch, **PAIR, EKA_SHARING_KEY="env-key")
    assert resolve("id", "secret") == ("id", "secret", None), "the key belongs to the environment's client id"
    assert resolve(None, "secret") == ("env-id", "secret", "env-key")
    assert resolve(sharing_key="key") == ("env-id", "env-secret", "key")


@pytest.mark.parametrize("white", [" {} ", "{}\n", "\t{}", "\r\n{}\r\n"])
def test_surrounding_white_space_is_stripped(monkeypatch: pytest.MonkeyPatch, white: str) -> None:
    """A trailing line break in a mounted secret would be a silent 401."""
    assert resolve(white.format("id"), white.format("secret"), white.format("key")) == ("id", "secret", "key")
    assert resolve(access_token=white.format("tok")) == ("token", "tok")
    assert read_secret(white.format("secret")) == Secret("secret")
    set_environment(monkeypatch, EKA_CLIENT_ID=white.format("id"), EKA_CLIENT_SECRET=white.format("secret"))
    assert resolve() == ("id", "secret", None)


@pytest.mark.parametrize("name", ["client_id", "client_secret", "sharing_key", "access_token"])
@pytest.mark.parametrize("value", ["", "  ", "can ary", "can\nary", "can\u00a0ary", "canary\x00", "canarý"])
def test_a_value_that_cannot_be_right_is_refused(name: str, value: str) -> None:
    """The error names the argument and never shows the value."""
    given = {"client_id": "id", "client_secret": "secret"} if name != "access_token" else {}
    text = refused(lambda: resolve(**{**given, name: value}))
    assert name in text
    assert "can" not in text.replace("cannot", "")


@pytest.mark.parametrize("variable", ["EKA_CLIENT_ID", "EKA_CLIENT_SECRET", "EKA_SHARING_KEY", "EKA_ACCESS_TOKEN"])
@pytest.mark.parametrize("value", ["", "  ", "can ary"])
def test_a_variable_that_cannot_be_right_is_refused(monkeypatch: pytest.MonkeyPatch, variable: str, value: str) -> None:
    """An empty variable is a mistake in a deployment, not a way to say nothing."""
    environment = {} if variable == "EKA_ACCESS_TOKEN" else PAIR
    set_environment(monkeypatch, **{**environment, variable: value})
    text = refused(resolve)
    assert variable in text
    assert "canary" not in text


def test_values_of_another_type_are_refused() -> None:
    """A number from a YAML file, bytes from a vault."""
    for wrong in (123456, b"canary", object()):
        for name in ("client_id", "sharing_key", "client_secret"):
            given: dict[str, object] = {"client_id": "id", "client_secret": "secret", name: wrong}
            text = refused(lambda given=given: resolve_credentials(**{**NONE, **given}))
            assert name in text
            assert "canary" not in text


NONE: dict[str, object] = {"client_id": None, "client_secret": None, "sharing_key": None, "access_token": None}


def test_no_credentials_at_all_says_what_to_set() -> None:
    text = refused(resolve)
    for name in ("client_id", "client_secret", "access_token"):
        assert name in text
        assert f"EKA_{name.upper()}" in text


def test_a_missing_half_is_named() -> None:
    assert "EKA_CLIENT_SECRET" in refused(lambda: resolve("id"))
    assert "EKA_CLIENT_ID" in refused(lambda: resolve(None, "secret"))
    assert "client_id" in refused(lambda: resolve(None, None, "key"))


@pytest.mark.parametrize("other", [{"client_id": "id"}, {"client_secret": "s"}, {"sharing_key": "k"}])
def test_both_kinds_as_arguments_are_refused(other: dict[str, str]) -> None:
    text = refused(lambda: resolve(access_token="tok", **other))
    assert "access_token" in text
    assert "both" in text


@pytest.mark.parametrize("variable", ["EKA_CLIENT_ID", "EKA_CLIENT_SECRET", "EKA_SHARING_KEY"])
def test_both_kinds_in_the_environment_are_refused(monkeypatch: pytest.MonkeyPatch, variable: str) -> None:
    set_environment(monkeypatch, EKA_ACCESS_TOKEN="tok", **{variable: "value"})
    text = refused(resolve)
    assert "EKA_ACCESS_TOKEN" in text
    assert variable in text


@pytest.mark.parametrize("answer", [None, 5, b"secret", "", " ", "two words", ["secret"]])
def test_nonsense_from_a_callable_is_refused(answer: object) -> None:
    """The text says what it was, not its value."""
    text = refused(lambda: read_secret(answer))
    assert "client_secret" in text
    assert "two" not in text


def test_configuration_errors_are_eka_errors() -> None:
    """One except clause catches them all."""
    with pytest.raises(EkaError):
        resolve()


def test_reprs_show_no_secret() -> None:
    pair = resolve_credentials("id", "canary-secret", "canary-key", None)
    token = resolve_credentials(None, None, None, "canary-token")
    assert "canary" not in f"{pair!r} {pair} {token!r} {token}"


def test_identities_tell_credentials_apart_without_showing_them() -> None:
    """They go into saved steps."""
    made = [
        resolve_credentials("id", "canary", None, None),
        resolve_credentials("id", "canary", "canary-key", None),
        resolve_credentials("id", "canary", "canary-key-2", None),
        resolve_credentials("id-2", "canary", None, None),
        resolve_credentials(None, None, None, "canary-token"),
        resolve_credentials(None, None, None, "canary-token-2"),
    ]
    identities = {credentials.identity for credentials in made}
    assert len(identities) == len(made)
    assert "canary" not in " ".join(identities)
    assert made[0].identity == resolve_credentials("id", "rotated", None, None).identity


# Other credentials for a copy of a client: what is left out stays; the environment has no say.


def current(sharing_key: str | None = "key") -> ClientCredentials:
    made = resolve_credentials("id", "secret", sharing_key, None)
    assert isinstance(made, ClientCredentials)
    return made


def changed(was: ClientCredentials | FixedToken, **changes: str) -> tuple[str | None, ...]:
    get = changes.get
    return revealed(with_changes(was, get("client_id"), get("client_secret"), get("sharing_key"), get("access_token")))


def test_a_copy_may_change_its_sharing_key(monkeypatch: pytest.MonkeyPatch) -> None:
    """One client per workspace that shared its access: the id and the secret stay, whatever the environment says."""
    set_environment(monkeypatch, **PAIR)
    assert changed(current(), sharing_key="another") == ("id", "secret", "another")
    assert changed(current(None), sharing_key="another") == ("id", "secret", "another")


def test_a_copy_may_change_its_secret() -> None:
    assert changed(current(), client_secret="rotated") == ("id", "rotated", "key")


def test_a_new_pair_does_not_inherit_the_sharing_key(monkeypatch: pytest.MonkeyPatch) -> None:
    set_environment(monkeypatch, EKA_SHARING_KEY="env-key")
    assert changed(current(), client_id="new", client_secret="other") == ("new", "other", None)
    assert changed(current(), client_id="new", client_secret="other", sharing_key="k") == ("new", "other", "k")


def test_another_client_id_needs_its_own_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    set_environment(monkeypatch, **PAIR)
    assert "client_secret" in refused(lambda: changed(current(), client_id="new"))
    assert changed(current(), client_id="id") == ("id", "secret", "key")


def test_a_copy_may_change_to_a_token_and_back() -> None:
    token = resolve_credentials(None, None, None, "tok")
    assert isinstance(token, FixedToken)
    assert changed(current(), access_token="tok") == ("token", "tok")
    assert changed(token, client_id="id", client_secret="secret") == ("id", "secret", None)
    assert "client_secret" in refused(lambda: changed(token, client_id="id"))
    assert "client_id" in refused(lambda: changed(token, sharing_key="key"))
    assert "both" in refused(lambda: changed(current(), access_token="tok", client_id="id"))
