"""What the public documentation does not say about the service, each as a setting of the emulator.

A default is what is documented or, where nothing is, the strictest behaviour a client may meet. `BEHAVIOUR` says for
each which of the two it is.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import Literal


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

    def __post_init__(self) -> None:
        for item in fields(self):
            value: object = getattr(self, item.name)
            if isinstance(value, int) and not isinstance(value, bool) and value < 0:
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
        if self.skip_state_with_accounts not in ("abha_select", "abha_create"):
            message = "skip_state_with_accounts must be abha_select or abha_create"
            raise ValueError(message)
