"""A delivery is believed only with a fresh signature over its raw bytes, whatever else is in the header."""

from __future__ import annotations

import hmac
import json
import time

import pytest
from eka_abha import Secret
from eka_abha.errors import BadSignature, ConfigurationError, StaleTimestamp, WebhookError
from eka_abha.webhooks import SIGNATURE_HEADER, TOLERANCE, AbhaCreated, receive, sign, verify
from hypothesis import given
from hypothesis import strategies as st

from tests.support.untyped import untyped
from tests.webhooks.deliveries import AT, KEY, digest, event, header, written

BODY = written(event())
FITS = digest(BODY)
ANOTHER = digest(BODY, key="another key")


def test_a_delivery_as_documented_is_accepted() -> None:
    """Header name, format, rule and tolerance are those of the documentation."""
    assert SIGNATURE_HEADER == "Eka-Webhook-Signature"
    assert TOLERANCE == 180
    verify(BODY, header(BODY), key=KEY, now=AT)
    assert isinstance(receive(BODY, header(BODY), key=KEY, now=AT), AbhaCreated)


def test_a_known_signature() -> None:
    """Worked out once with OpenSSL, so that signer and verifier cannot be wrong together."""
    known = "t=1700000000,v1=da6c0cda7ee5b3fb29ad2c03ab4eddda3e3b41b39c9560aa91c65b48186b75f5"
    body = b'{"event": "abha.created"}'
    assert sign(body, key="secret", at=1_700_000_000) == known
    verify(body, known, key="secret", now=1_700_000_000)


def test_the_raw_bytes_are_what_is_signed() -> None:
    """The same JSON written again is another body: this is the mistake of a public SDK."""
    again = json.dumps(json.loads(BODY)).encode()
    assert json.loads(again) == json.loads(BODY)
    with pytest.raises(BadSignature):
        verify(again, header(BODY), key=KEY, now=AT)


@pytest.mark.parametrize("position", [0, 1, len(BODY) // 2, len(BODY) - 1])
def test_a_changed_byte_is_noticed(position: int) -> None:
    """Wherever it stands."""
    changed = BODY[:position] + bytes([BODY[position] ^ 1]) + BODY[position + 1 :]
    with pytest.raises(BadSignature):
        verify(changed, header(BODY), key=KEY, now=AT)


def test_the_moment_is_signed_with_the_body() -> None:
    """An old delivery cannot be given a new date."""
    with pytest.raises(BadSignature):
        verify(BODY, f"t={AT + 3600},v1={FITS}", key=KEY, now=AT + 3600)


@pytest.mark.parametrize("age", [-180, -179.5, -1, 0, 1, 179.5, 180])
def test_within_the_tolerance(age: float) -> None:
    """Three minutes, before and after: clocks differ."""
    verify(BODY, header(BODY), key=KEY, now=AT + age)


@pytest.mark.parametrize("age", [-86_400, -181, -180.5, 180.5, 181, 86_400])
def test_beyond_the_tolerance(age: float) -> None:
    """A delivery that was recorded is not accepted later, nor one from the future."""
    with pytest.raises(StaleTimestamp):
        verify(BODY, header(BODY), key=KEY, now=AT + age)


def test_a_tolerance_of_ones_own() -> None:
    """In seconds; nothing passes beyond it."""
    verify(BODY, header(BODY), key=KEY, tolerance=600, now=AT + 599)
    verify(BODY, header(BODY), key=KEY, tolerance=0, now=AT)
    with pytest.raises(StaleTimestamp):
        receive(BODY, header(BODY), key=KEY, tolerance=10, now=AT + 11)


def test_the_present_moment_is_the_default() -> None:
    """For signing as well as for verifying."""
    verify(BODY, sign(BODY, key=KEY), key=KEY)
    verify(BODY, header(BODY, at=int(time.time())), key=KEY)
    with pytest.raises(StaleTimestamp):
        verify(BODY, header(BODY, at=int(time.time()) - 200), key=KEY)


@pytest.mark.parametrize("name", ["tolerance", "now"])
@pytest.mark.parametrize("value", [float("nan"), float("inf"), float("-inf"), -1, "180", True])
def test_numbers_that_would_accept_everything_are_refused(name: str, value: object) -> None:
    """NaN is no further away from a stale moment than 180 seconds: a comparison with it must not decide."""
    numbers = {"now": AT + 86_400, name: value}
    with pytest.raises(ConfigurationError, match=name):
        verify(BODY, header(BODY), key=KEY, **untyped(numbers))


def test_a_wrong_signature_that_is_stale_is_called_wrong() -> None:
    """What is not proven to come from the provider has no date that could be judged."""
    with pytest.raises(BadSignature):
        verify(BODY, f"t={AT},v1={ANOTHER}", key=KEY, now=AT + 86_400)


@pytest.mark.parametrize(
    "signature",
    [
        f"t={AT},v1={FITS},v1={ANOTHER}",
        f"t={AT},v1={ANOTHER},v1={FITS}",
        f"v1={ANOTHER},v1={FITS},t={AT}",
        f"t={AT}, v1={FITS}",
        f" t={AT} ,  v1={FITS} ",
        f"t={AT},v1={FITS.upper()}",
        f"t={AT},v0={ANOTHER},v1={FITS},v2=something-else",
        f"t={AT},v1=short,v1={FITS}",
        f"t={AT},t={AT},v1={FITS}",
        f"t={AT},v1={FITS},",
    ],
)
def test_other_ways_to_write_it(signature: str) -> None:
    """While keys are changed there are several; hexadecimal digits may be capitals; later schemes may join."""
    verify(BODY, signature, key=KEY, now=AT)


@pytest.mark.parametrize(
    "signature",
    [
        None,
        "",
        " ",
        ",",
        "=",
        "t",
        "t=",
        "v1=",
        f"t={AT}",
        f"v1={FITS}",
        f"t=,v1={FITS}",
        f"t=-{AT},v1={FITS}",
        f"t=+{AT},v1={FITS}",
        f"t={AT}.0,v1={FITS}",
        "t=१७६००००००००,v1=" + FITS,
        f"t=1e9,v1={FITS}",
        f"t={'9' * 400},v1={FITS}",
        f"t={AT},t={AT + 1},v1={FITS},v1={digest(BODY, at=AT + 1)}",
        f"t={AT};v1={FITS}",
        f"T={AT},V1={FITS}",
        f"t={AT},v0={FITS}",
        f"t={AT},v1={FITS[:-1]}",
        f"t={AT},v1={FITS}0",
        f"t={AT},v1={FITS[:-1]}g",
        f"t={AT},v1={'é' * 64}",
        f"t={AT},v1=sha256={FITS}",
        f'"t={AT},v1={FITS}"',
        FITS,
        f"t={AT}," + ",".join([f"v1={ANOTHER}"] * 17 + [f"v1={FITS}"]),
    ],
)
def test_malformed_headers(signature: str | None) -> None:
    """Missing, half, doubled, in other digits, in other units, too many: none is believed."""
    with pytest.raises(BadSignature):
        verify(BODY, signature, key=KEY, now=AT)


@given(signature=st.one_of(st.none(), st.text(), st.text(alphabet="tv10=, abcdef\n\x00٣", max_size=120)))
def test_any_header_is_a_bad_signature(signature: str | None) -> None:
    """And nothing else is ever raised."""
    with pytest.raises(BadSignature):
        receive(BODY, signature, key=KEY, now=AT)


@given(body=st.binary(max_size=200), at=st.integers(0, 10**12 - 1), key=st.text(min_size=1, max_size=40))
def test_what_is_signed_is_accepted(body: bytes, at: int, key: str) -> None:
    """Any bytes with any key, unless the key is refused; and another key or body is not."""
    try:
        made = sign(body, key=key, at=at)
    except ConfigurationError:
        with pytest.raises(ConfigurationError):
            verify(body, f"t={at},v1={FITS}", key=key, now=at)
        return
    verify(body, made, key=key, now=at)
    with pytest.raises(BadSignature):
        verify(body, made, key=key + "x", now=at)
    with pytest.raises(BadSignature):
        verify(body + b" ", made, key=key, now=at)


@given(body=st.binary(max_size=300))
def test_any_signed_body_is_an_event_or_an_error_of_ours(body: bytes) -> None:
    """A signature says who wrote it, not that it can be read."""
    refused: type[WebhookError] | None = None
    try:
        receive(body, sign(body, key=KEY, at=AT), key=KEY, now=AT)
    except WebhookError as error:
        refused = type(error)
    assert refused in (None, WebhookError)


@pytest.mark.parametrize("key", ["", " ", "\n\t", None, b"bytes", 7, Secret(""), Secret(" ")])
def test_an_empty_key_is_refused(key: object) -> None:
    """Before anything else: with it, anybody could sign."""
    forged = header(BODY, key="")
    with pytest.raises(ConfigurationError, match="key"):
        verify(BODY, forged, key=untyped(key), now=AT)
    with pytest.raises(ConfigurationError, match="key"):
        sign(BODY, key=untyped(key), at=AT)


def test_a_key_that_no_bytes_can_hold_is_refused() -> None:
    """Half a surrogate pair, as a wrongly decoded file gives it."""
    with pytest.raises(ConfigurationError, match="key") as caught:
        verify(BODY, header(BODY), key="\ud800", now=AT)
    assert caught.value.__context__ is None


@pytest.mark.parametrize("key", [Secret(KEY), f"{KEY}\n", f" {KEY} ", Secret(f"{KEY}\n")])
def test_keys_as_they_come(key: str | Secret) -> None:
    """A secret, or text from a file that ends in a newline."""
    verify(BODY, header(BODY), key=key, now=AT)
    assert sign(BODY, key=key, at=AT) == header(BODY)


@pytest.mark.parametrize("body", [BODY.decode(), event(), None, 7, [BODY]])
def test_only_bytes_are_a_body(body: object) -> None:
    """Text and parsed JSON are refused with a text that says what to give."""
    with pytest.raises(ConfigurationError, match="raw bytes"):
        verify(untyped(body), header(BODY), key=KEY, now=AT)
    with pytest.raises(ConfigurationError, match="raw bytes"):
        receive(untyped(body), header(BODY), key=KEY, now=AT)
    with pytest.raises(ConfigurationError, match="raw bytes"):
        sign(untyped(body), key=KEY, at=AT)


@pytest.mark.parametrize("kind", [bytes, bytearray, memoryview])
def test_all_kinds_of_bytes_are_a_body(kind: type) -> None:
    """As servers and frameworks give them."""
    assert isinstance(receive(kind(BODY), header(BODY), key=KEY, now=AT), AbhaCreated)


@pytest.mark.parametrize("signature", [header(BODY).encode(), [header(BODY)], 7])
def test_a_header_that_is_no_text_is_the_callers_mistake(signature: object) -> None:
    """ASGI servers give bytes: silently calling that a bad signature would cost a day."""
    with pytest.raises(ConfigurationError, match="signature"):
        verify(BODY, untyped(signature), key=KEY, now=AT)


@pytest.mark.parametrize("count", [1, 2, 5])
def test_every_digest_is_compared_in_constant_time(monkeypatch: pytest.MonkeyPatch, count: int) -> None:
    """Neither the place of the first wrong digit nor that of the fitting digest shows in the time it takes."""
    compared: list[str] = []

    def compare(given: str, expected: str) -> bool:
        compared.append(given)
        return given == expected

    monkeypatch.setattr(hmac, "compare_digest", compare)
    digests = [FITS, *[ANOTHER] * (count - 1)]
    verify(BODY, f"t={AT}," + ",".join(f"v1={one}" for one in digests), key=KEY, now=AT)
    assert compared == digests
