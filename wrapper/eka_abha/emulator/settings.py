"""What the public documentation does not say about the service, each as a setting of the emulator.

A default is what is documented or, where nothing is, the strictest behaviour a client may meet. `BEHAVIOUR` says for
each which of the two it is.
"""

from __future__ import annotations

import ipaddress
import math
from dataclasses import dataclass, field, fields
from typing import Final, Literal
from urllib.parse import urlsplit

_SKIP_STATES: Final = ("abha_select", "abha_create", "abha_end")
_CHOICES: Final = {
    "skip_state_with_accounts": ("abha_select", "abha_create"),
    "superseded_txn_id": ("not_found", "invalid", "expired"),
    "unknown_aadhaar": ("made_up", "not_found"),
    "aadhaar_skip_state_with_accounts": _SKIP_STATES,
    "abha_number_skip_state": _SKIP_STATES,
    "patient_identity": ("agree", "header", "oid"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class EmulatorSettings:
    """How the emulator behaves where the service may behave differently. Lifetimes and waits are in seconds."""

    access_token_lifetime: int = 1800
    """How long an access token from login or refresh is accepted."""
    refresh_token_lifetime: int = 3600
    """How long a refresh token is accepted."""
    refresh_token_rotates: bool = True
    """Each refresh answers a new refresh token and ends the old one; otherwise the old one is answered again."""
    refresh_ends_access_token: bool = False
    """A refresh ends the access token it was made with before its lifetime is over."""
    sharing_keys: frozenset[str] | None = field(default=None, repr=False)
    """The sharing keys that a login may name; None accepts any."""
    na_requires_bearer: bool = True
    """The calls under /abdm/na/ check the bearer token, as all others do."""
    requests_per_minute: int | None = None
    """API calls that one client may make in a minute before 429 with `Retry-After`; None sets no limit."""

    otp_length: int = 6
    """Digits of an OTP, 4 to 8."""
    otp_lifetime: int = 300
    """How long an OTP is accepted."""
    transaction_lifetime: int = 900
    """How long a transaction lives, counted from its start, whatever its steps."""
    transactions_belong_to_client: bool = True
    """A transaction is found only with the credentials (client id and sharing key) that started it."""
    resend_wait: int = 30
    """How long after one OTP the next to the same mobile number is refused."""
    resend_wait_covers_start: bool = True
    """The wait holds for starting a new transaction with the same mobile number, too, not only for a resend."""
    max_resends: int = 3
    """Resends that one transaction allows; one more blocks the mobile number."""
    max_wrong_otps: int = 3
    """Wrong OTPs that one transaction allows; the next attempt, right or wrong, blocks the mobile number."""
    otp_block: int = 1800
    """How long a mobile number is blocked after too many OTPs or attempts."""
    text_error_status: int = 400
    """HTTP status of the errors that are documented by their text only."""

    address_suffix: str = "@sbx"
    """Suffix of the ABHA addresses of this environment."""
    skip_state_with_accounts: Literal["abha_select", "abha_create"] = "abha_select"
    """What a mobile registration says is next when the mobile number has accounts already."""
    create_after_select: bool = False
    """After `abha_select` a new address may be created instead of choosing one of those offered."""
    suggestions_have_suffix: bool = True
    """Suggested addresses come with the suffix."""
    superseded_txn_id: Literal["not_found", "invalid", "expired"] = "not_found"
    """How a `txn_id` that is no longer the newest of its transaction is answered, as when two calls race with one."""

    aadhaar_check_digit: bool = True
    """The last digit of an Aadhaar number has to be right."""
    unknown_aadhaar: Literal["made_up", "not_found"] = "made_up"
    """An Aadhaar number that nobody was added for gets a made-up person, or is refused."""
    aadhaar_skip_state_with_accounts: Literal["abha_select", "abha_create", "abha_end"] = "abha_select"
    """What Aadhaar says is next when the person has accounts already; `abha_end` only where it is one account."""
    abha_number_skip_state: Literal["abha_select", "abha_create", "abha_end"] = "abha_select"
    """What a login by ABHA number says is next; `abha_end` only where the number has one address."""
    face_polls: int = 2
    """How often a face capture answers `Pending` before it answers `Verified`."""
    capture_renews_txn_id: bool = False
    """Each answer to a face capture has a new `txn_id`, not only the first that says `Verified`."""

    session_lifetime: int = 1800
    """How long a patient's session with the gateway lives."""
    tokens_open_session: bool = True
    """A registration that hands out the patient's tokens opens a session, too."""
    login_opens_session: bool = False
    """A login opens a session, although it hands out no tokens."""
    patient_identity: Literal["agree", "header", "oid"] = "agree"
    """When `X-Pt-Id` and `oid` differ: refused, or the one that wins. Either may come alone."""
    kyc_checks_details: bool = True
    """KYC compares first name, gender and year of birth of the account with those of the number's holder."""
    kyc_needs_user_token: bool = False
    """The KYC calls need the patient's token; otherwise it is only looked at when it comes."""

    webhook_url: str | None = field(default=None, repr=False)
    """Where the event of a new account goes; a loopback address unless `webhook_allow_remote`."""
    webhook_key: str | None = field(default=None, repr=False)
    """The key that events are signed with; without one they are not signed."""
    webhook_allow_remote: bool = False
    """The webhook URL may be of another machine."""
    webhook_attempts: int = 3
    """How often an event is tried that is not answered with a 2xx."""
    webhook_retry_wait: float = 0.2
    """Real seconds between two attempts; after the second twice as long, and so on."""
    webhook_timeout: float = 5.0
    """Real seconds that a receiver has for its answer."""
    webhook_repeats: int = 0
    """How often an event is sent again although it was answered with a 2xx, as the service may do."""

    slow_answers: float = 1.0
    """What the seconds of slow answers are multiplied by; 0 switches waiting off."""

    def __post_init__(self) -> None:
        for item in fields(self):
            value: object = getattr(self, item.name)
            if isinstance(value, int | float) and not isinstance(value, bool):
                if not math.isfinite(value):
                    message = f"{item.name} must be a finite number"
                    raise ValueError(message)
                if value < 0:
                    message = f"{item.name} must not be negative"
                    raise ValueError(message)
        if not 4 <= self.otp_length <= 8:
            message = "otp_length must be 4 to 8"
            raise ValueError(message)
        if not 400 <= self.text_error_status <= 599:
            message = "text_error_status must be an error status, 400 to 599"
            raise ValueError(message)
        if not self.address_suffix.startswith("@") or len(self.address_suffix) < 2:
            message = "address_suffix must start with @ and name something"
            raise ValueError(message)
        if self.webhook_url is not None and not _is_receiver(self.webhook_url, remote=self.webhook_allow_remote):
            message = "webhook_url must be an http or https URL of a loopback address, or webhook_allow_remote be set"
            raise ValueError(message)
        if self.webhook_attempts < 1:
            message = "webhook_attempts must be 1 or more"
            raise ValueError(message)
        if self.webhook_key is not None and not self.webhook_key:
            message = "webhook_key must not be empty; None switches signing off"
            raise ValueError(message)
        for name, choices in _CHOICES.items():
            if getattr(self, name) not in choices:
                message = f"{name} must be one of {', '.join(choices)}"
                raise ValueError(message)


def _is_receiver(url: str, *, remote: bool) -> bool:
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return False
    if parts.scheme not in ("http", "https") or not host or parts.username is not None:
        return False
    return remote or host == "localhost" or _is_loopback(host)


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
