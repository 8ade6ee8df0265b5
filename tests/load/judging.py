"""Whether what a caller was told agrees with what the server did."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from eka_abha.errors import (
    ApiError,
    AuthenticationError,
    ConnectionFailed,
    EkaError,
    GatewaySessionExpired,
    InvalidRequest,
    OtpAttemptsExceeded,
    RateLimited,
    RequestTimeout,
    ServerError,
    ServiceUnavailable,
    TransportError,
    UnexpectedResponse,
)

from .faults import FAULTS, Truth

RIGHT: dict[str, type[EkaError]] = {
    "drop": ConnectionFailed,
    "reset": ConnectionFailed,
    "silence": RequestTimeout,
    "half head": ConnectionFailed,
    "half body": ConnectionFailed,
    "half chunks": ConnectionFailed,
    "HTML": UnexpectedResponse,
    "no HTTP": UnexpectedResponse,
    "wrong chunks": UnexpectedResponse,
    "not an object": UnexpectedResponse,
    "500": ServerError,
    "502": ServiceUnavailable,
    "503": ServiceUnavailable,
    "504": ServiceUnavailable,
    "520": ServerError,
    "ABDM-1100": OtpAttemptsExceeded,
    "400": InvalidRequest,
    "401": AuthenticationError,
    "429": RateLimited,
    "429 soon": RateLimited,
    "429 later": RateLimited,
    "491": GatewaySessionExpired,
}
"""For each fault, the class of error that a caller gets when it is the last word."""

GAVE_UP = "the caller gave up"


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one call ended for its caller."""

    call: str
    kind: type[EkaError] | None
    may_have_been_processed: bool = False
    attempts: int = 0
    gave_up: bool = False
    mixed_up: bool = False

    @property
    def changes(self) -> bool:
        """A start; the others are look-ups."""
        return "@" not in self.call


def complaint(outcome: Outcome, received: list[tuple[str, bool]]) -> str | None:
    """What is wrong with an outcome, in the light of what the server did with the call; None when all is well."""
    faults = [fault for fault, _ in received]
    processed = sum(done for _, done in received)
    if outcome.changes and processed > 1:
        return "an OTP was sent twice"
    if outcome.changes and any(fault in FAULTS and FAULTS[fault][1] is not False for fault in faults[:-1]):
        return "a change that may have been processed was repeated"
    if outcome.gave_up:
        return None
    if outcome.kind is None:
        if outcome.mixed_up:
            return "the answer belongs to another call"
        return None if faults and faults[-1] not in FAULTS else "a success that the server did not give"
    if len(received) > outcome.attempts:
        return "more requests than attempts"
    if outcome.may_have_been_processed and not outcome.changes:
        return "a look-up that claims to have changed something"
    if outcome.changes and processed and not outcome.may_have_been_processed:
        return "it says that nothing was processed, and something was"
    if not outcome.may_have_been_processed and outcome.changes and faults and FAULTS.get(faults[-1], (0, True))[1]:
        return "it says that nothing was processed, without proof"
    allowed = {RIGHT[faults[-1]]} if faults and faults[-1] in RIGHT else set()
    if len(received) < outcome.attempts or not allowed:
        allowed |= {ConnectionFailed, RequestTimeout}  # some attempt was not received at all
    if not any(issubclass(outcome.kind, right) for right in allowed):
        return f"{outcome.kind.__name__} for {faults}"
    return None


@dataclass(frozen=True, slots=True)
class Verdict:
    """All calls, counted."""

    endings: Counter[str]
    faults: Counter[str]
    complaints: list[str]
    starts: int
    otps: int
    requests: int


def judge(outcomes: list[Outcome], truth: Truth) -> Verdict:
    """Compare every outcome with the truth."""
    complaints = []
    endings: Counter[str] = Counter()
    for outcome in outcomes:
        if outcome.gave_up:
            endings[GAVE_UP] += 1
        else:
            endings[outcome.kind.__name__ if outcome.kind else "succeeded"] += 1
        text = complaint(outcome, truth.get(outcome.call, []))
        if text is not None:
            complaints.append(f"{outcome.call}: {text}")
    if unknown := truth.keys() - {outcome.call for outcome in outcomes}:
        complaints.append(f"{len(unknown)} calls that nobody made")
    return Verdict(
        endings=endings,
        faults=Counter(fault or "none" for received in truth.values() for fault, _ in received),
        complaints=complaints,
        starts=sum(outcome.changes for outcome in outcomes),
        otps=sum(done for call, received in truth.items() if "@" not in call for _, done in received),
        requests=sum(map(len, truth.values())),
    )


assert RIGHT.keys() == FAULTS.keys()
assert all(issubclass(kind, ApiError | TransportError) for kind in RIGHT.values())
