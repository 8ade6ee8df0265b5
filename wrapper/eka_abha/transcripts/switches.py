"""Which settings of the emulator a transcript can tell, and which value of one would explain a difference."""

from __future__ import annotations

from collections import Counter
from dataclasses import fields, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, Literal, get_args, get_origin, get_type_hints

from eka_abha.emulator import EmulatorSettings
from eka_abha.transcripts.shapes import leaf_at

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from eka_abha.transcripts.document import Transcript

_WEBHOOKS: Final = "webhooks go to the receiver, not over the recorded connection"
NOT_OBSERVABLE: Final[Mapping[str, str]] = MappingProxyType(
    {
        "kyc_checks_details": "a transcript has no names, so it cannot tell whose differ; a refusal for it is replayed",
        "webhook_url": _WEBHOOKS,
        "webhook_key": _WEBHOOKS,
        "webhook_allow_remote": _WEBHOOKS,
        "webhook_attempts": _WEBHOOKS,
        "webhook_retry_wait": _WEBHOOKS,
        "webhook_timeout": _WEBHOOKS,
        "webhook_repeats": _WEBHOOKS,
        "slow_answers": "how long an answer takes is recorded, but not compared",
    }
)
"""The settings that no transcript can tell, and why."""

_SECONDS: Final = (0, 5, 10, 15, 20, 30, 45, 60, 90, 120, 180, 240, 300, 600, 900, 1200, 1800, 3600, 7200, 86_400)


def base_settings(transcript: Transcript) -> EmulatorSettings:
    """The emulator's settings for a transcript's environment."""
    return EmulatorSettings(address_suffix="@abdm") if transcript.environment == "production" else EmulatorSettings()


def changes(transcript: Transcript, base: EmulatorSettings) -> Iterator[tuple[str, EmulatorSettings]]:
    """Yield settings that differ from the base in one switch, those nearest to the base first, and what was changed."""
    hints = get_type_hints(EmulatorSettings)
    for item in fields(EmulatorSettings):
        name = item.name
        if name in NOT_OBSERVABLE:
            continue
        current: object = getattr(base, name)
        values: Sequence[object]
        if isinstance(current, bool):
            values = (not current,)
        elif get_origin(hints[name]) is Literal:
            values = get_args(hints[name])
        else:
            values = _values(name, transcript)
        if isinstance(current, int) and not isinstance(current, bool):
            values = sorted(values, key=lambda value: abs(value - current) if isinstance(value, int) else 0)
        for value in values:
            if value != current:
                shown = value if not isinstance(value, frozenset) else "others only"
                yield f"{name}={shown!r}", replace(base, **{name: value})  # type: ignore[arg-type]


def _values(name: str, transcript: Transcript) -> Sequence[object]:
    """The values worth trying: those that could make a difference in this transcript."""
    calls = Counter(exchange.operation for exchange in transcript.exchanges)
    verifies = sum(count for operation, count in calls.items() if operation and operation.startswith("verify_"))
    resends = sum(count for operation, count in calls.items() if operation and operation.startswith("resend_"))
    lasted = sum(exchange.after + exchange.took for exchange in transcript.exchanges)
    statuses = {exchange.answered.status for exchange in transcript.exchanges if exchange.answered is not None}
    longer = next((seconds for seconds in _SECONDS if seconds > lasted), _SECONDS[-1])  # one is as good as another
    seconds = tuple(value for value in _SECONDS if value <= longer)
    tried: dict[str, Sequence[object]] = {
        "access_token_lifetime": _lifetimes(transcript, "expires_in"),
        "refresh_token_lifetime": _lifetimes(transcript, "refresh_expires_in"),
        "sharing_keys": (frozenset[str](),),
        "requests_per_minute": range(1, len(transcript.exchanges) + 1),
        "otp_length": range(4, 9),
        "otp_lifetime": seconds,
        "transaction_lifetime": seconds,
        "session_lifetime": seconds,
        "resend_wait": seconds,
        "otp_block": seconds,
        "max_resends": range(resends + 1),
        "max_wrong_otps": range(verifies + 1),
        "face_polls": range(calls["capture_face_auth"] + 1),
        "text_error_status": sorted(status for status in statuses if 400 <= status <= 599),
        "address_suffix": ("@sbx", "@abdm"),
    }
    return tried[name]


def _lifetimes(transcript: Transcript, name: str) -> Sequence[int]:
    """The lifetimes in seconds that the service answered in a field."""
    answers = (exchange.answered for exchange in transcript.exchanges)
    leaves = (leaf_at(answer.body, name) for answer in answers if answer is not None)
    return sorted({int(leaf.value) for leaf in leaves if leaf is not None and leaf.value is not None})
