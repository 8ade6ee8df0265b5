"""The recipe for traces: a span for each step, attempt and request, and nothing personal in any of them."""

from __future__ import annotations

import asyncio
import runpy
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from eka_abha import AbhaClient, AsyncAbhaClient, CreateAddress, NewProfile
from eka_abha.emulator import Emulator
from eka_abha.emulator.server import run_in_thread
from eka_abha.errors import InvalidOtp
from opentelemetry import baggage, context, trace
from opentelemetry.instrumentation.httpx import HTTPXClientInstrumentor
from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from tests.support.raw_server import raw_server

RECIPE = Path(__file__).resolve().parents[2] / "examples" / "open_telemetry.py"
MOBILE = "9876543210"
PERSONAL = (MOBILE, "Nisha", "Rao", "nisha.rao", "110001", "1990-08-17", "emulator-secret")

_exported = InMemorySpanExporter()
_provider = TracerProvider()
_provider.add_span_processor(SimpleSpanProcessor(_exported))
trace.set_tracer_provider(_provider)  # there is one for the process, and it can be set once


@pytest.fixture
def emulator(monkeypatch: pytest.MonkeyPatch) -> Iterator[Emulator]:
    """Served over a socket, since what is instrumented is httpx's own transport."""
    running = Emulator(seed=1)
    with run_in_thread(running) as base_url:
        monkeypatch.setenv("EKA_ENVIRONMENT", "sandbox")
        monkeypatch.setenv("EKA_BASE_URL", base_url)
        monkeypatch.setenv("EKA_CLIENT_ID", running.client_id)
        monkeypatch.setenv("EKA_CLIENT_SECRET", running.client_secret)
        yield running


@pytest.fixture
def recipe(emulator: Emulator) -> Iterator[dict[str, object]]:
    """The names of the recipe, after it has run."""
    _exported.clear()
    names = runpy.run_path(str(RECIPE))
    yield names
    HTTPXClientInstrumentor().uninstrument()
    client = names["abha"]
    assert isinstance(client, AbhaClient)
    client.close()


def test_the_recipe_is_short() -> None:
    """Under 40 lines."""
    assert len(RECIPE.read_text("utf-8").splitlines()) < 40


def test_a_registration_is_traced(emulator: Emulator, recipe: dict[str, object]) -> None:
    """One span for each step and attempt, errors marked, the stock spans among them, all below the application's."""
    abha = recipe["abha"]
    assert isinstance(abha, AbhaClient)
    with trace.get_tracer("test").start_as_current_span("POST /register") as request:
        otp = abha.registration.start_mobile(MOBILE)
        with pytest.raises(InvalidOtp):
            otp.verify("000000")
        step = otp.verify(emulator.otp_for(MOBILE))
        assert isinstance(step, CreateAddress)
        step.suggest(first_name="Nisha", last_name="Rao", birth_date=date(1990, 8, 17))
        profile = NewProfile.born_on(date(1990, 8, 17), first_name="Nisha", gender="F", pincode="110001")
        step.create("nisha.rao", profile=profile)
        abha.lookup.pincode("110001")
    spans = _exported.get_finished_spans()
    names = [span.name for span in spans]
    for operation in ("init_mobile_registration", "verify_mobile_registration", "create_mobile_registration"):
        assert names.count(f"step {operation}") == names.count(f"attempt {operation}") > 0
    assert names.count("step verify_mobile_registration") == 2
    attempts = [name for name in names if name.startswith("attempt")]
    assert names.count("POST") + names.count("GET") == len(attempts) == 7  # a login, and the look-ups
    outcomes = [span.status.description for span in spans if span.name == "step verify_mobile_registration"]
    assert outcomes == ["wrong_otp", None]
    ours = [span for span in spans if span.name != "POST /register"]
    assert {span.parent and span.parent.span_id for span in ours} == {request.get_span_context().span_id}
    assert all(_attributes(span)["abha.txn_id"] for span in ours if span.name.startswith("step"))
    _holds_nothing_personal(spans)


def test_the_asynchronous_client_is_traced_the_same_way(emulator: Emulator, recipe: dict[str, object]) -> None:
    """The hooks are the same functions; the stock instrumentation covers httpx's asynchronous transport."""

    async def run() -> None:
        on_attempt, on_step = recipe["on_attempt"], recipe["on_step"]
        assert callable(on_attempt)
        assert callable(on_step)
        async with AsyncAbhaClient(on_attempt=on_attempt, on_step=on_step) as abha:
            await abha.registration.start_mobile(MOBILE)
            await abha.lookup.pincode("110001")

    asyncio.run(run())
    spans = _exported.get_finished_spans()
    names = [span.name for span in spans]
    assert {"step init_mobile_registration", "attempt init_mobile_registration", "POST", "GET"} <= set(names)
    _holds_nothing_personal(spans)


def test_baggage_stays_in_the_application(recipe: dict[str, object]) -> None:
    """The stock instrumentation would send it to the provider; after the call the application has it still."""
    on_attempt = recipe["on_attempt"]
    assert callable(on_attempt)

    async def run(base_url: str) -> None:
        async with AsyncAbhaClient(access_token="t", base_url=base_url, on_attempt=on_attempt) as abha:
            await abha.lookup.address_exists("nisha.rao@sbx")
        assert baggage.get_baggage("patient") == "Nisha"

    token = context.attach(baggage.set_baggage("patient", "Nisha"))
    try:
        with raw_server(lambda _, connection: connection.answer({"exists": True})) as server:
            with AbhaClient(access_token="t", base_url=server.base_url, on_attempt=on_attempt) as abha:
                abha.lookup.address_exists("nisha.rao@sbx")
            assert baggage.get_baggage("patient") == "Nisha"
            asyncio.run(run(server.base_url))
    finally:
        context.detach(token)
    sent = [set(request.headers) & {"traceparent", "baggage"} for request in server.requests]
    assert sent == [{"traceparent"}] * 2


def test_over_aiohttp_the_two_hooks_make_the_spans(emulator: Emulator, recipe: dict[str, object]) -> None:
    """The instrumentation of httpx sees nothing of it."""
    on_attempt, on_step = recipe["on_attempt"], recipe["on_step"]
    assert callable(on_attempt)
    assert callable(on_step)

    async def run() -> None:
        async with AsyncAbhaClient(transport="aiohttp", on_attempt=on_attempt, on_step=on_step) as abha:
            await abha.registration.start_mobile(MOBILE)
            await abha.lookup.pincode("110001")

    asyncio.run(run())
    spans = _exported.get_finished_spans()
    assert [span.name for span in spans] == [
        "attempt login",
        "attempt init_mobile_registration",
        "step init_mobile_registration",
        "attempt resolve_pincode",
    ]
    _holds_nothing_personal(spans)


def _attributes(span: ReadableSpan) -> dict[str, object]:
    return dict(span.attributes or {})


def _holds_nothing_personal(spans: tuple[ReadableSpan, ...]) -> None:
    shown = "\n".join(span.to_json() for span in spans)
    assert "txn_id" in shown
    assert not [personal for personal in PERSONAL if personal in shown]
