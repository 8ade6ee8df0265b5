"""The detectors detect: a canary that is planted where it must not be is found there."""

from __future__ import annotations

import asyncio
import json
import logging
import threading
import warnings
from dataclasses import dataclass
from urllib.parse import quote, quote_plus

import pytest
from eka_abha.errors import ConfigurationError, EkaError, InvalidValueError

from tests.privacy import canaries
from tests.privacy.canaries import AADHAAR, ACCESS_TOKEN, FIRST, MASKED_MOBILE, MIDDLE, MOBILE, OTP, STREET, found_in
from tests.privacy.detectors import Shown, Watch, faces_of, traces_of
from tests.privacy.planted import fails_with_a_local, fails_with_a_nested_local


def holds(shown: list[Shown], canary: str, where: str) -> bool:
    """True when the canary was found at such a place."""
    return any(canary in found_in(item.text) and where in item.where for item in shown)


@pytest.mark.parametrize(
    ("text", "canary"),
    [
        (MOBILE, "mobile"),
        (f"+91{MOBILE}", "mobile"),
        ("+91 91827 36450", "mobile"),
        ("91827-36450", "mobile"),
        ("(918) 273.6450", "mobile"),
        ("%2B91%2091827%2036450", "mobile"),
        (repr(MOBILE.encode()), "mobile"),
        (f"9{MOBILE[1:9]}", "mobile"),
        (AADHAAR, "Aadhaar number"),
        ("7281 9463 5010", "Aadhaar number"),
        ("7281-9463-5010", "Aadhaar number"),
        (canaries.ABHA_NUMBER, "ABHA number"),
        (canaries.ABHA_NUMBER.replace("-", ""), "ABHA number"),
        (f"otp={OTP}&x=1", "OTP"),
        (FIRST.upper(), "first name"),
        (json.dumps({"name": MIDDLE}), "middle name"),
        (quote(MIDDLE), "middle name"),
        (ascii(MIDDLE), "middle name"),
        (repr(MIDDLE.encode()), "middle name"),
        ("".join(f"\\u{ord(letter):04x}" for letter in FIRST), "first name"),
        ("".join(f"%{ord(letter):02x}" for letter in FIRST), "first name"),
        (quote_plus(STREET), "street"),
        (repr([("Authorization", f"Bearer {ACCESS_TOKEN}".encode())]), "access token"),
        (ACCESS_TOKEN[:12], "access token"),
        ("emulator-access-0a1b", "emulator's access token"),
        (repr(canaries.BORN), "birth date"),
        ("dob=1987-06-23", "birth date"),
        ("23/06/1987", "birth date"),
        ("{'day_of_birth': 23, 'month_of_birth': 6}", "birth date"),
        ("BirthDate(year=1987, month=6, day=23)", None),
    ],
)
def test_spellings_are_found(text: str, canary: str | None) -> None:
    """Each canary is found however it is written; the last line says what is not looked for."""
    assert found_in(f"before {text} after") == ({canary} if canary else set())


@pytest.mark.parametrize("text", [MASKED_MOBILE, "<Thing at 0x73918264>", "1769904000.482913 s", "", "***@sbx"])
def test_harmless_texts_are_not_found(text: str) -> None:
    """The masked form may appear, and numbers that are no canaries."""
    assert found_in(text) == set()


def test_other_secrets_are_found() -> None:
    """OTPs that an emulator made up."""
    assert found_in("the code is 4711 0815", others=["47110815"]) == {"secret 0"}


@dataclass
class Talkative:
    """Shows what it has."""

    mobile: str


class Quiet:
    """Shows nothing by itself, but its attributes do."""

    def __init__(self, mobile: str) -> None:
        self.mobile = mobile


def test_objects_are_seen_from_all_sides() -> None:
    """Through the representation, and through the attributes where that is silent."""
    assert holds(list(faces_of(Talkative(MOBILE))), "mobile", "repr of")
    assert holds(list(faces_of(Quiet(MOBILE))), "mobile", "Quiet.mobile")
    assert not holds(list(faces_of(Quiet(MOBILE))), "mobile", "repr of")


def test_exceptions_are_seen_from_all_sides() -> None:
    """Text, attribute, note, cause, context, pickle."""
    error = EkaError("harmless")
    assert not any(found_in(shown.text) for shown in traces_of(error))
    error.operation = MOBILE
    assert holds(list(traces_of(error)), "mobile", "EkaError.operation")
    assert holds(list(traces_of(error)), "mobile", "pickle of")
    noted = ConfigurationError("harmless")
    noted.add_note(f"about {MOBILE}")
    assert holds(list(traces_of(noted)), "mobile", "notes of")
    for linked in ("__cause__", "__context__"):
        outer = InvalidValueError("mobile", "must be one")
        setattr(outer, linked, ValueError(MOBILE))
        assert holds(list(traces_of(outer)), "mobile", f"{linked.strip('_')} of")
    hidden = ValueError("harmless")
    hidden.__context__, hidden.__suppress_context__ = KeyError(MOBILE), True
    assert holds(list(traces_of(hidden)), "mobile", "context of")
    assert holds(list(traces_of(ExceptionGroup("harmless", [ValueError(MOBILE)]))), "mobile", "part of")


@pytest.mark.parametrize("fail", [fails_with_a_local, fails_with_a_nested_local])
def test_locals_of_frames_are_found(fail: object) -> None:
    """In a frame that is not the caller's, both as the standard library formats it and by walking."""
    assert callable(fail)
    with pytest.raises(RuntimeError) as caught:
        fail(MOBILE)
    shown = list(traces_of(caught.value))
    assert holds(shown, "mobile", "local")
    if fail is fails_with_a_local:
        assert holds(shown, "mobile", "report of")


def test_the_callers_own_frame_is_left_out() -> None:
    """It holds what the caller passed in."""
    mobile = MOBILE
    with pytest.raises(ValueError, match="harmless") as caught:
        raise ValueError("harmless")
    assert not any(found_in(shown.text) for shown in traces_of(caught.value))
    assert mobile


def test_logs_are_heard_at_every_level() -> None:
    """Message, arguments, exception; of loggers that were silenced, too."""
    logger = logging.getLogger("tests.privacy.silenced")
    logger.setLevel(logging.CRITICAL)
    for level, propagate in ((1, True), (logging.DEBUG, False), (logging.INFO, True), (logging.CRITICAL, True)):
        logger.propagate = propagate
        with Watch() as watch:
            logger.log(level, "sent to %s", MOBILE)
        assert "mobile" in watch.leaks()[0]
        assert watch.log_lines("tests.privacy") == [f"sent to {MOBILE}"]
    with Watch() as watch:
        try:
            fails_with_a_local(MOBILE)
        except RuntimeError:
            logger.debug("failed", exc_info=True)
    assert any("local" in leak for leak in watch.leaks())
    assert logger.level == logging.CRITICAL


def test_warnings_output_and_last_resorts_are_watched() -> None:
    """A warning, a print, a thread that dies, an exception nobody can raise."""

    for do in (_warn, _print, _run_thread, _Unlucky):
        with Watch() as watch:
            do()
        assert any("mobile" in leak for leak in watch.leaks())


def test_event_loop_complaints_are_heard() -> None:
    """An exception of a task that nobody asked for goes to the loop's handler, which logs it."""

    async def fail() -> None:
        raise RuntimeError(MOBILE)

    async def main() -> None:
        task = asyncio.create_task(fail())
        await asyncio.sleep(0)
        del task
        await asyncio.sleep(0)

    with Watch() as watch:
        asyncio.run(main())
    assert any("log asyncio" in leak for leak in watch.leaks())


def test_a_failure_that_does_not_come_is_an_error() -> None:
    """``failing`` does not pass by accident."""
    with Watch() as watch, pytest.raises(AssertionError, match="no EkaError"), watch.failing(EkaError):
        pass


class _Unlucky:
    def __del__(self) -> None:
        raise RuntimeError(f"lost {MOBILE}")


def _warn() -> None:
    warnings.warn(f"about {MOBILE}", stacklevel=1)


def _print() -> None:
    print(MOBILE)


def _run_thread() -> None:
    thread = threading.Thread(target=fails_with_a_local, args=(MOBILE,))
    thread.start()
    thread.join()
