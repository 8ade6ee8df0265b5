"""From an error answer of the service to the exception that says what to do."""

import re
from collections.abc import Collection, Mapping
from datetime import UTC, datetime, timedelta
from typing import Final

from eka_abha._errors import table
from eka_abha._errors.api import ApiError, OtpResendTooSoon
from eka_abha._errors.headers import parse_retry_after, support_headers
from eka_abha._errors.parse import parse_body
from eka_abha._errors.words import hide_unknown_words
from eka_abha._privacy import mask_known, mask_text

__all__ = ["error_from_response"]

_TEXT_LIMIT: Final = 1000
_WAIT_SECONDS = re.compile(r"wait (?:for )?(\d{1,4}) second", re.IGNORECASE | re.ASCII)


def error_from_response(
    *,
    status_code: int,
    headers: Mapping[str, str],
    body: bytes,
    operation: str,
    read_only: bool,
    txn_id: str | None = None,
    attempts: int = 1,
    now: datetime | None = None,
    known: Collection[str] = (),
) -> ApiError:
    """The exception for an error answer. It never raises by itself, whatever the answer is.

    The class comes from the source code together with the status, else from a known text, else from the status alone.

    `may_have_been_processed` is false for operations that only read, and for changing ones when the answer proves a
    refusal (see `table.proves_refusal`). `retry_after` is the longer of the documented wait and what the header asks.
    Of the texts only words of a fixed vocabulary are shown (see `words`), and of these none of `known`: the patient's
    names and the like that the call sent.
    """
    parsed = parse_body(body)
    documented = table.by_code(parsed.source_code, status_code) or table.by_text(parsed.texts, status_code)
    meaning = documented or table.by_status(status_code)
    proven = read_only or table.proves_refusal(parsed.source_code, status_code, understood=documented is not None)
    header = next((value for name, value in headers.items() if name.lower() == "retry-after"), None)
    asked = parse_retry_after(header, now or datetime.now(UTC))
    wait = meaning.wait
    if meaning.error is OtpResendTooSoon:
        wait = _wait_in_text(parsed.texts) or wait
    message, source_message = (
        _presentable(text, known) if text is not None else None for text in (parsed.message, parsed.source_message)
    )
    return meaning.error(
        message or source_message or f"The service answered with status {status_code}",
        status_code=status_code,
        code=parsed.code,
        source_code=parsed.source_code,
        source_message=source_message,
        response_headers=support_headers(headers),
        operation=operation,
        txn_id=txn_id,
        attempts=attempts,
        may_have_been_processed=not proven,
        retry_after=max(filter(None, (wait, asked)), default=asked),
        key=meaning.key,
        advice=meaning.advice,
        caused_by=meaning.caused_by,
        retryable=meaning.retryable,
    )


def _presentable(text: str, known: Collection[str]) -> str:
    # Masked first: that undoes the disguises (invisible characters, other forms of a letter) a word could come in.
    return hide_unknown_words(mask_text(mask_known(text, known), limit=_TEXT_LIMIT))


def _wait_in_text(text: str) -> timedelta | None:
    seconds = _WAIT_SECONDS.search(text)
    return timedelta(seconds=int(seconds[1])) if seconds else None
