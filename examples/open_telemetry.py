"""Traces of journeys: a span for each step, attempt and HTTP request. None holds personal data; each has the txn_id."""

import time

from eka_abha import AbhaClient, Attempt, StepEvent
from opentelemetry import baggage, context, trace
from opentelemetry.instrumentation.httpx import HTTPXClientInstrumentor, RequestInfo

tracer = trace.get_tracer("eka_abha")


def ended(name: str, seconds: float, outcome: str, **attributes: str | int | None) -> None:
    """A span of what has just ended, below the span that the application is in."""
    now = time.time_ns()
    span = tracer.start_span(name, start_time=now - int(seconds * 1e9))
    span.set_attributes({f"abha.{key}": value for key, value in attributes.items() if value is not None})
    span.set_status(trace.StatusCode.OK) if outcome == "ok" else span.set_status(trace.StatusCode.ERROR, outcome)
    span.end(now)


def on_attempt(attempt: Attempt) -> None:
    ended(f"attempt {attempt.operation}", attempt.duration, attempt.outcome, txn_id=attempt.txn_id)


def on_step(step: StepEvent) -> None:
    ended(f"step {step.operation}", step.duration, step.outcome, txn_id=step.txn_id, reached=step.kind)


def keep_private(span: trace.Span, request: RequestInfo) -> None:
    span.set_attributes(dict.fromkeys(("http.url", "url.full"), "hidden"))  # a pincode, or the name of a suggestion
    context.attach(baggage.clear())  # until the request ends: the application's baggage is not for the provider


async def keep_private_async(span: trace.Span, request: RequestInfo) -> None:
    keep_private(span, request)


HTTPXClientInstrumentor().instrument(request_hook=keep_private, async_request_hook=keep_private_async)
abha = AbhaClient(on_attempt=on_attempt, on_step=on_step)
