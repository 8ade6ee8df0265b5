"""Magic inputs: numbers and addresses that force an outcome, as the test cards of payment providers do.

Each outcome has one `Magic`, and each `Magic` can be written as a mobile number, an Aadhaar number, an OTP and so on:
all of them valid by the usual rules. What an outcome does depends on where its input is sent: a mobile number forces it
on the call that names it, an OTP on the verify.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from eka_abha.emulator.bad_bodies import BAD_BODIES, ODD_ERRORS
from eka_abha.emulator.error_table import DOCUMENTED_ERRORS
from eka_abha.emulator.errors import Failure, documented, text_only
from eka_abha.emulator.faults import Fault, fault_answer
from eka_abha.emulator.forced import FORCED_STEPS, ForcedStep
from eka_abha.emulator.rules import with_check_digit
from eka_abha.emulator.wire import Delivery

if TYPE_CHECKING:
    from collections.abc import Iterator

_CLAIMED_BY: Final = "9876543210"
_HTML: Final = "<html><head><title>Error</title></head><body><h1>The service is not available</h1></body></html>"


class Family(enum.IntEnum):
    """The kinds of outcomes; the value is a digit of the magic numbers, the name a word of the magic addresses."""

    ABDM = 0
    MIS = 1
    EKA = 2
    TEXT = 3
    HTTP = 4
    SLOW = 5
    LOST = 6
    BODY = 7
    ODD = 8
    STEP = 9


@dataclass(frozen=True, slots=True, kw_only=True)
class Magic:
    """One outcome that can be forced, and the inputs that force it.

    `status` is 0 where the usual answer's status stays. `number` is the source code's, or tells the outcomes of one
    family apart. Either `fault` or `step` is what happens.
    """

    family: Family
    status: int
    number: int
    description: str
    fault: Fault | None = field(default=None, repr=False)
    step: ForcedStep | None = field(default=None, repr=False)

    @property
    def digits(self) -> str:
        """Family, status and number: the eight digits that all magic numbers hold."""
        return f"{self.family:d}{self.status:03}{self.number:04}"

    @property
    def mobile(self) -> str:
        """The mobile number for it."""
        return "60" + self.digits

    @property
    def resend_mobile(self) -> str:
        """The mobile number whose first OTP is sent, and for which it happens at the resend."""
        return "62" + self.digits

    @property
    def aadhaar(self) -> str:
        """The Aadhaar number for it."""
        return with_check_digit("200" + self.digits)

    @property
    def abha_number(self) -> str:
        """The ABHA number for it."""
        return f"90-{self.digits[:4]}-{self.digits[4:]}-0000"

    @property
    def otp(self) -> str:
        """The OTP of six digits for it; when it forces a next step it is right, whatever OTP was sent."""
        if self.family is Family.HTTP:
            return f"4{self.family:d}{self.number:d}{self.status:03}"
        return f"{self.status // 100 or 4}{self.family:d}{self.number:04}"

    @property
    def name(self) -> str:
        """The local part of the ABHA address for it, and the patient's id (`X-Pt-Id`, `oid`) for it."""
        status = f"{self.status}_" if self.status else ""
        return f"magic.{status}{self.family.name.lower()}{self.number:04}"

    @property
    def pincode(self) -> str:
        """The pincode for it; a pincode forces no next step."""
        return f"9{self.otp[0]}{self.otp[2:]}" if self.family is Family.ABDM else f"{self.family + 90:d}{self.otp[2:]}"


_TEXTS: Final = (
    "Transaction has expired",
    "Session expired",
    "Session is invalid",
    "User not logged in",
    "Please wait 30 seconds before sending another OTP request",
    "You have reached the maximum verify attempts",
    "Transaction not found",
    "PhrAddress already exists",
    "Invalid Transaction Id",
)
# Status, number, body, headers and description of what comes from the hosts in front of the service.
_HTTP: Final[tuple[tuple[int, int, Failure | None, dict[str, str], str], ...]] = (
    (401, 0, Failure(401, "Unauthorized"), {}, "401 as JSON"),
    (403, 0, Failure(403, "Forbidden"), {}, "403 as JSON"),
    (403, 1, None, {}, "403 as HTML"),
    (404, 0, Failure(404, "Not found"), {}, "404 as JSON"),
    (409, 0, Failure(409, "Conflict"), {}, "409 as JSON"),
    (429, 0, Failure(429, "Too many requests"), {"retry-after": "1"}, "429 with Retry-After: 1"),
    (429, 1, Failure(429, "Too many requests"), {"retry-after": "999999999"}, "429 with Retry-After: 999999999"),
    (429, 2, Failure(429, "Too many requests"), {}, "429 without Retry-After"),
    (491, 0, text_only("User not logged in", 491), {}, "491: the patient has no session with the gateway"),
    (499, 2, None, {}, "499 without a body"),
    (500, 1, None, {}, "500 as HTML"),
    (502, 1, None, {}, "502 as HTML"),
    (503, 0, Failure(503, "Service unavailable"), {"retry-after": "1"}, "503 as JSON with Retry-After: 1"),
    (503, 1, None, {}, "503 as HTML"),
    (504, 1, None, {}, "504 as HTML"),
    (520, 1, None, {}, "520 as HTML"),
    (520, 2, None, {}, "520 without a body"),
)
_SLOW: Final = (1, 3, 10, 30, 60)
_LOST: Final = (
    (Fault(delivery=Delivery.LOST), "the connection closes without an answer; the call was not processed"),
    (Fault(delivery=Delivery.LOST, processed=True), "the connection closes without an answer; the call was processed"),
    (Fault(delivery=Delivery.CUT, processed=True), "the connection closes in the middle of the answer"),
    (Fault(fault_answer(502, _HTML, None), processed=True), "502 as HTML, although the call was processed"),
    (Fault(fault_answer(504, _HTML, None), processed=True), "504 as HTML, although the call was processed"),
)


def _all() -> Iterator[Magic]:
    for row in DOCUMENTED_ERRORS:
        system, _, code = row.source_code.partition("-")
        yield Magic(
            family=Family[system],
            status=row.status,
            number=int(code),
            description=f"{row.status} {row.source_code}: {row.meaning}",
            fault=Fault(documented(row.status, row.source_code, _CLAIMED_BY).answer()),
        )
    unknown = Failure(500, "Something went wrong", "ABDM-4242", "A code that does not exist today")
    yield Magic(
        family=Family.ABDM,
        status=500,
        number=4242,
        description="500 ABDM-4242: an unknown source code",
        fault=Fault(unknown.answer()),
    )
    for number, text in enumerate(_TEXTS, start=1):
        yield Magic(
            family=Family.TEXT,
            status=400,
            number=number,
            description=f"400 without a source code: {text}",
            fault=Fault(text_only(text, 400).answer()),
        )
    for status, number, failure, headers, description in _HTTP:
        if failure is None:
            answer = fault_answer(status, _HTML if number == 1 else None, headers)
        else:
            answer = replace(failure, headers=tuple(headers.items())).answer()
        yield Magic(family=Family.HTTP, status=status, number=number, description=description, fault=Fault(answer))
    for seconds in _SLOW:
        fault = Fault(processed=True, delay=float(seconds))
        description = f"the usual answer, after {seconds} second{'s' if seconds > 1 else ''}"
        yield Magic(family=Family.SLOW, status=0, number=seconds, description=description, fault=fault)
    for number, (fault, description) in enumerate(_LOST, start=1):
        yield Magic(family=Family.LOST, status=0, number=number, description=description, fault=fault)
    for number, (answer, description) in enumerate(BAD_BODIES, start=1):
        fault = Fault(answer, processed=True)
        yield Magic(family=Family.BODY, status=answer.status, number=number, description=description, fault=fault)
    for number, (answer, description) in enumerate(ODD_ERRORS, start=1):
        fault = Fault(answer)
        yield Magic(family=Family.ODD, status=answer.status, number=number, description=description, fault=fault)
    for number, (step, description) in FORCED_STEPS.items():
        yield Magic(family=Family.STEP, status=0, number=number, description=description, step=step)


MAGIC: Final = tuple(_all())
MAGIC_OTPS: Final = frozenset(magic.otp for magic in MAGIC)
