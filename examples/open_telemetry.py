"""Traces of journeys: a span for each step, attempt and HTTP request. None holds personal data; each has the txn_id."""

import time

from eka_abha import AbhaClient, Attempt, StepEvent
from opentelemetry import trace
from opentelemetry.instrumentation.httpx import HTTPXClientInstrumentor, RequestInfo
from opentelemetry.trace import Span, StatusCode

tracer = trace.get_tracer("eka_abha")


def ended(name: str, seconds: float, outcome: str, **attributes: str | int | None) -> None:
    """A span of what has just ended, below the span that the application is in."""
    now = time.time_ns()
    span = tracer.start_span(name, start_time=now - int(seconds * 1e9))
    span.set_attributes({f"abha.{key}": value for key, value in attributes.items() if value is not None})
    span.set_status(StatusCode.OK) if outcome == "ok" else span.set_status(StatusCode.ERROR, outcome)
    span.end(now)


def on_attempt(attempt: Attempt) -> None:
    ended(f"attempt {attempt.operation}", attempt.duration, attempt.outcome, txn_id=attempt.txn_id)


def on_step(step: StepEvent) -> None:
    ended(f"step {step.operation}", step.duration, step.outcome, txn_id=step.txn_id, reached=step.kind)


def without_url(span: Span, request: RequestInfo) -> None:  # it holds a pincode, or the name of a suggestion
    span.set_attributes(dict.fromkeys(("http.url", "url.full"), "hidden"))


async def without_url_async(span: Span, request: RequestInfo) -> None:
    without_url(span, request)


HTTPXClientInstrumentor().instrument(request_hook=without_url, async_request_hook=without_url_async)
abha = AbhaClient(on_attempt=on_attempt, on_step=on_step)
