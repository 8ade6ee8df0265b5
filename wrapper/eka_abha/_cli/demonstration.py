"""``--emulator``: an emulator for this one command, which plays the patient and the phone as well."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from eka_abha.emulator import Emulator
from eka_abha.emulator.server import run_in_thread

from . import questions
from .desk import Choice, InputMissing, Question
from .tellers import TextTeller

if TYPE_CHECKING:
    from eka_abha._sync.steps import OtpStep

SEED = "demonstration"
WRONG_OTP = "000000"
ATTEMPTS = 3

PATIENT = {
    questions.MOBILE.field: "98765 43210",
    questions.AADHAAR.field: "2345 6789 0124",
    questions.ABHA_NUMBER.field: "91-1234-5678-9012",
    questions.ABHA_ADDRESS.field: "nisha.rao@sbx",
    questions.FIRST_NAME.field: "Nisha",
    questions.MIDDLE_NAME.field: "",
    questions.LAST_NAME.field: "Rao",
    questions.BIRTH_DATE.field: "1990-08-17",
    questions.GENDER.field: "F",
    questions.PINCODE.field: "110001",
    questions.ADDRESS.field: "",
}
"""Somebody who does not exist."""


class Phone:
    """The patient's phone: it shows each OTP once, as an SMS."""

    def __init__(self, emulator: Emulator, teller: TextTeller) -> None:
        self._emulator = emulator
        self._teller = teller
        self._seen = 0

    def show(self) -> None:
        """Show what came since the last look."""
        messages = self._emulator.messages
        for message in messages[self._seen :]:
            text = f"SMS to {message.sent_to}: {message.otp} is your OTP"
            self._teller.line("☎", "cyan", text, "(the emulator's; nothing was sent)")
        self._seen = len(messages)

    def otp(self) -> str:
        """The last OTP."""
        return self._emulator.messages[-1].otp


class MadeUpPatient:
    """Answers as a patient who does not exist, and shows what is answered. The first OTP is mistyped on purpose."""

    def __init__(self, phone: Phone, teller: TextTeller, answers: Mapping[str, str]) -> None:
        self._phone = phone
        self._teller = teller
        self._answers = answers
        self._times: dict[str, int] = {}
        self._mistyped = False

    def ask(self, question: Question) -> str:
        self._count(question)
        if question.field not in self._answers:
            raise InputMissing(question)
        answer = self._answers[question.field]
        if answer:
            self._type(question, "(made up, hidden)" if question.hidden else answer)
        return answer

    def otp(self, question: Question, step: OtpStep, *, can_resend: bool) -> str:
        self._count(question)
        self._phone.show()
        right = self._phone.otp()
        if self._mistyped or right == WRONG_OTP:
            self._type(question, right)
            return right
        self._mistyped = True
        self._type(question, WRONG_OTP, "(mistyped, to show what happens)")
        return WRONG_OTP

    def choose(self, question: Question, choices: Sequence[Choice], *, new: str | None) -> str | None:
        self._type(question, choices[0].full)
        return choices[0].answer

    def suggested(self, question: Question, suggestions: Callable[[], Sequence[str]]) -> str:
        self._count(question)
        offered = suggestions()
        if not offered:
            raise InputMissing(question)
        answer = offered[self._times[question.field] - 1]
        self._type(question, answer, f"(the first of {len(offered)} suggested)")
        return answer

    def _count(self, question: Question) -> None:
        """What is refused again and again is not answered for ever."""
        times = self._times[question.field] = self._times.get(question.field, 0) + 1
        if times > ATTEMPTS:
            raise InputMissing(question)

    def _type(self, question: Question, answer: str, aside: str = "") -> None:
        self._teller.line(">", "cyan", f"{question.name}: {answer}", aside)


def add_accounts(emulator: Emulator) -> str:
    """Two accounts of the made-up patient, to log in to; the id at Eka of the first."""
    mobile, aadhaar = (PATIENT[question.field].replace(" ", "") for question in (questions.MOBILE, questions.AADHAAR))
    first_name, number = PATIENT[questions.FIRST_NAME.field], PATIENT[questions.ABHA_NUMBER.field]
    emulator.add_person(aadhaar, mobile=mobile, first_name=first_name)
    first, _ = (
        emulator.add_account(address, mobile=mobile, aadhaar=aadhaar, abha_number=number, first_name=first_name)
        for address in (PATIENT[questions.ABHA_ADDRESS.field], "nisha1990@sbx")
    )
    return first.oid


@contextlib.contextmanager
def emulator_running() -> Iterator[tuple[Emulator, str]]:
    """An emulator and its base URL. The same requests get the same OTPs, whenever it is run."""
    emulator = Emulator(seed=SEED, clock=time.monotonic)
    with run_in_thread(emulator) as base_url:
        yield emulator, base_url
