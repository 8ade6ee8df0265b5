"""``docs/production.md``: its snippets run, its figures are the code's, and what it tells an auditor is so."""

from __future__ import annotations

import asyncio
import inspect
import json
import logging
import re
import ssl
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from importlib.metadata import requires
from pathlib import Path
from types import ModuleType, SimpleNamespace

import django
import httpx
import pytest
from django.conf import settings as django_settings
from django.http import HttpRequest, HttpResponse
from django.test import Client as DjangoClient
from django.urls import path as django_path
from eka_abha import AbhaClient, MobileOtpSent, SavedStep, Timeout
from eka_abha._http.environments import ENVIRONMENTS
from eka_abha._http.hooks import StepHook
from eka_abha._http.proxies import proxy_for
from eka_abha._http.retry import LONGEST_WAIT, LONGEST_WAIT_OF_A_CHANGE
from eka_abha.emulator import Emulator, EmulatorRequest
from eka_abha.emulator.server import run_in_thread
from eka_abha.errors import (
    Advice,
    CausedBy,
    ConfigurationError,
    ConnectionFailed,
    EkaError,
    InvalidValueError,
    StepError,
)
from fastapi import FastAPI

from tests.docs.tables import page, rows, sections
from tests.support.raw_server import Connection, RawRequest, raw_server

PAGE = page("production.md")
PARTS = sections(PAGE)
MOBILE = "9876543210"


def snippets(title: str) -> list[str]:
    """The Python of one section."""
    return re.findall(r"```python\n(.*?)```", PARTS[title], re.DOTALL)


def client(emulator: Emulator, *, on_step: StepHook | None = None) -> AbhaClient:
    """A client of the emulator, in this process."""
    return AbhaClient(
        client_id=emulator.client_id,
        client_secret=emulator.client_secret,
        environment="sandbox",
        transport=emulator.transport(),
        on_step=on_step,
    )


def test_the_defaults_are_those_of_the_code() -> None:
    """Each setting of the table, in seconds where it is seconds."""
    parameters = inspect.signature(AbhaClient.__init__).parameters
    timeout = parameters["timeout"].default
    assert isinstance(timeout, Timeout)
    known = {name: parameter.default for name, parameter in parameters.items()}
    known |= {"timeout.connect": timeout.connect, "timeout.read": timeout.read}
    told = {row[0].strip("`"): float(row[1].removesuffix(" s")) for row in rows(PARTS["Timeouts and deadlines"])}
    assert told == {name: known[name] for name in told}
    assert f"should wait longer than {known['deadline']:.0f} seconds" in " ".join(PAGE.split())


def test_the_longest_waits_are_those_of_the_code() -> None:
    """Of reads, and of what changes something."""
    reads, changes, _ = (row[1] for row in rows(PARTS["Retries"]))
    assert f"waits of {LONGEST_WAIT:.0f} s at most" in reads
    assert f"waits of {LONGEST_WAIT_OF_A_CHANGE:.0f} s at most" in changes


def test_the_wait_before_a_resend_is_what_the_step_says() -> None:
    """30 seconds from the moment of sending."""
    with client(Emulator(seed=1)) as abha:
        otp = abha.registration.start_mobile(MOBILE)
    assert otp.resend_at - otp.sent_at == timedelta(seconds=30)
    assert "`otp.resend_at` (30 seconds)" in PAGE


def test_one_client_serves_a_fastapi_application(monkeypatch: pytest.MonkeyPatch) -> None:
    """Made when the application starts, closed when it ends."""
    emulator = Emulator(seed=1)
    monkeypatch.setenv("EKA_CLIENT_ID", emulator.client_id)
    monkeypatch.setenv("EKA_CLIENT_SECRET", emulator.client_secret)
    names: dict[str, object] = {}
    exec(snippets("One client for the process")[0], names)
    lifespan = names["lifespan"]
    assert callable(lifespan)

    async def run() -> None:
        app = FastAPI()
        async with lifespan(app):
            assert await app.state.abha.lookup.address_exists("nisha.rao@sbx") is False
        with pytest.raises(ConfigurationError, match="closed"):
            await app.state.abha.lookup.address_exists("nisha.rao@sbx")

    with run_in_thread(emulator) as base_url:
        monkeypatch.setenv("EKA_ENVIRONMENT", "sandbox")
        monkeypatch.setenv("EKA_BASE_URL", base_url)
        asyncio.run(run())


def test_each_tenant_has_a_token_and_steps_of_its_own() -> None:
    """One login for each client id, however many copies; a saved step is refused by another tenant."""
    names: dict[str, object] = {}
    exec(snippets("Many tenants")[0], names)
    for_clinic = names["for_clinic"]
    assert callable(for_clinic)
    emulator = Emulator(seed=1)
    clinics = [SimpleNamespace(client_id=f"clinic-{n}", secret=f"secret-{n}", hip_id=f"HIP-{n}") for n in range(2)]
    for clinic in clinics:
        emulator.add_client(clinic.client_id, clinic.secret)
    saved: list[SavedStep] = []
    started: list[str] = []
    with client(emulator) as abha:
        for clinic in clinics * 2:
            otp = for_clinic(abha, clinic).registration.start_mobile(f"987654321{len(saved)}")
            saved.append(otp.save())
            started.append(otp.txn_id)
        with pytest.raises(StepError):
            for_clinic(abha, clinics[1]).resume(saved[0], MobileOtpSent)
        assert for_clinic(abha, clinics[0]).resume(saved[0], MobileOtpSent).txn_id == started[0]
    assert emulator.counts["login"] == len(clinics)
    hips = [request.identity.get("x-hip-id") for request in emulator.requests if request.operation != "login"]
    assert hips == ["HIP-0", "HIP-1"] * 2


def test_the_log_looks_as_shown(caplog: pytest.LogCaptureFixture) -> None:
    """Both lines, but for their durations."""
    shown = re.findall(r"```text\n(.*?)```", PARTS["Logging"], re.DOTALL)[0].splitlines()
    emulator = Emulator(seed=1)
    with caplog.at_level(logging.DEBUG, logger="eka_abha"), client(emulator) as abha:
        abha.registration.start_mobile(MOBILE)
        emulator.fail_next("check_abha_address", status=503, body={"source_error": {"code": "ABDM-1029"}})
        abha.lookup.address_exists("nisha.rao@sbx")
    lines = {re.sub(r"\d+\.\d+", "…", f"{record.levelname} {record.getMessage()}") for record in caplog.records}
    assert {re.sub(r"\d+\.\d+", "…", line) for line in shown} <= lines


def test_the_audit_trail_has_every_step_with_the_consent() -> None:
    """Also the one that failed."""
    names: dict[str, object] = {}
    exec(snippets("Audit")[0].replace("AbhaClient(on_step=on_step)", "made(on_step=on_step)"), names)
    emulator, table = Emulator(seed=1), list[dict[str, object]]()
    names["made"] = lambda on_step: client(emulator, on_step=on_step)
    written_to = names["written_to"]
    assert callable(written_to)
    with written_to(SimpleNamespace(insert=lambda **row: table.append(row))) as abha:
        otp = abha.registration.start_mobile(MOBILE, reference="consent-7")
        with pytest.raises(EkaError):
            otp.verify("000000")
    assert [(row["operation"], row["outcome"], row["consent"]) for row in table] == [
        ("init_mobile_registration", "ok", "consent-7"),
        ("verify_mobile_registration", "wrong_otp", "consent-7"),
    ]
    assert all(row["txn_id"] == otp.txn_id for row in table)


# Errors as answers

ERRORS: list[tuple[EkaError, int, dict[str, str], dict[str, object]]] = [
    (InvalidValueError("otp", "must be digits"), 422, {}, {"field": "otp", "rule": "must be digits"}),
    (ConnectionFailed("refused", retry_after=timedelta(seconds=29.2)), 503, {"retry-after": "30"}, {}),
    (ConfigurationError("client_id is missing"), 500, {}, {}),
]


@pytest.fixture
def recipes() -> dict[str, object]:
    """The names of the three snippets."""
    names: dict[str, object] = {}
    for snippet in snippets("Errors as answers"):
        exec(snippet, names)
    return names


@pytest.mark.parametrize(("error", "status", "headers", "more"), ERRORS, ids=lambda value: type(value).__name__)
def test_fastapi_answers_errors(
    recipes: dict[str, object], error: EkaError, status: int, headers: dict[str, str], more: dict[str, object]
) -> None:
    """Status by who caused it, the key to translate by, and how long to wait."""
    app = FastAPI()
    answer_errors = recipes["answer_errors"]
    assert callable(answer_errors)
    answer_errors(app)

    @app.get("/")
    async def view() -> None:
        raise error

    async def ask() -> httpx.Response:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://desk") as browser:
            return await browser.get("/")

    answered = asyncio.run(ask())
    assert answered.status_code == status
    assert answered.json() == {"error": error.key, "advice": error.advice.value, **more}
    assert {name: answered.headers.get(name) for name in headers} == headers


@pytest.fixture
def django_urls(recipes: dict[str, object]) -> Iterator[ModuleType]:
    """A Django project in a module, with the middleware of the page."""
    project = ModuleType("desk_project")
    project.__dict__.update(AnswerErrors=recipes["AnswerErrors"], urlpatterns=[])
    sys.modules["desk_project"] = project
    if not django_settings.configured:
        django_settings.configure(
            ROOT_URLCONF="desk_project",
            MIDDLEWARE=["desk_project.AnswerErrors"],
            ALLOWED_HOSTS=["testserver"],
            DATABASES={},
            SECRET_KEY="desk",
        )
        django.setup()
    yield project
    del sys.modules["desk_project"]


@pytest.mark.parametrize(("error", "status", "headers", "more"), ERRORS, ids=lambda value: type(value).__name__)
def test_django_answers_errors(
    django_urls: ModuleType, error: EkaError, status: int, headers: dict[str, str], more: dict[str, object]
) -> None:
    """The same as FastAPI; another error is left to Django."""

    def view(request: HttpRequest) -> HttpResponse:
        raise error if "other" not in request.GET else KeyError("not ours")

    django_urls.__dict__["urlpatterns"] = [django_path("", view)]
    from django.urls import clear_url_caches

    clear_url_caches()
    answered = DjangoClient().get("/")
    assert answered.status_code == status
    assert json.loads(answered.content) == {"error": error.key, "advice": error.advice.value, **more}
    assert {name: answered.headers.get(name) for name in headers} == headers
    with pytest.raises(KeyError, match="not ours"):
        DjangoClient().get("/?other")


def test_only_what_the_integrator_caused_is_logged_as_an_error(
    recipes: dict[str, object], caplog: pytest.LogCaptureFixture
) -> None:
    """A patient who mistypes is no bug."""
    answer = recipes["answer"]
    assert callable(answer)
    for error, *_ in ERRORS:
        answer(error)
    assert [record.getMessage().split(":")[0] for record in caplog.records] == ["configuration"]
    statuses = recipes["STATUS"]
    assert isinstance(statuses, dict)
    assert set(statuses) == set(CausedBy)
    assert Advice.FIX_INPUT.value == answer(ERRORS[0][0])[2]["advice"]


# For a security audit

AUDITED = """
import sys
reached, written = set(), []
def watch(event, arguments):
    if event == "socket.connect":
        reached.add(arguments[1][:2])
    elif event == "open" and isinstance(arguments[1], str) and set(arguments[1]) & set("wax+"):
        written.append(str(arguments[0]))
    elif event in ("subprocess.Popen", "os.system", "os.mkdir", "os.rename", "os.remove"):
        written.append(event)
sys.addaudithook(watch)
from eka_abha import AbhaClient, NewProfile
with AbhaClient() as abha:
    step = abha.registration.start_mobile("9876543210")
    print(step.txn_id, flush=True)
    step = step.verify(sys.stdin.readline().strip())
    born = dict(day_of_birth=1, month_of_birth=1, year_of_birth=1990)
    profile = NewProfile(first_name="Nisha", gender="F", pincode="110001", **born)
    end = step.create("nisha.rao", profile=profile)
    card = end.patient().profile.card()
print(sorted(reached), written)
"""


def test_nothing_is_written_and_one_host_is_reached(monkeypatch: pytest.MonkeyPatch) -> None:
    """A whole registration and the card, watched by the interpreter's own audit hook."""
    emulator = Emulator(seed=1)
    with run_in_thread(emulator) as base_url:
        monkeypatch.setenv("EKA_ENVIRONMENT", "sandbox")
        monkeypatch.setenv("EKA_BASE_URL", base_url)
        monkeypatch.setenv("EKA_CLIENT_ID", emulator.client_id)
        monkeypatch.setenv("EKA_CLIENT_SECRET", emulator.client_secret)
        command = [sys.executable, "-B", "-c", AUDITED]
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as program:
            assert program.stdout is not None
            program.stdout.readline()
            out, _ = program.communicate(emulator.otp_for(MOBILE) + "\n", timeout=60)
    assert program.returncode == 0
    host, port = base_url.removeprefix("http://").split(":")
    assert out.strip() == f"{[(host, int(port))]} []"


def test_requests_carry_the_headers_listed_and_no_others() -> None:
    """Over a real socket: login, a refresh, calls with a HIP, for a patient."""
    emulator = Emulator(seed=1)

    def behave(request: RawRequest, connection: Connection) -> None:
        target = httpx.URL(request.path)
        query = dict(target.params)
        asked = EmulatorRequest(request.method, target.path, query, request.headers, request.body)
        answer = emulator.handle(asked)
        connection.answer(raw=answer.body, status=answer.status, headers=dict(answer.headers))

    with (
        raw_server(behave) as server,
        AbhaClient(
            client_id=emulator.client_id,
            client_secret=emulator.client_secret,
            environment="sandbox",
            base_url=server.base_url,
            hip_id="HIP-1",
        ) as abha,
    ):
        abha.registration.start_mobile(MOBILE)
        emulator.revoke_tokens(refresh_tokens=False)
        patient = abha.for_patient(oid="oid-1", partner_patient_id="p-1")
        with pytest.raises(EkaError):
            patient.profile.get()
    assert "/connect-auth/v1/account/refresh-token" in server.paths()
    sent = {name for request in server.requests for name in request.headers}
    listed = {name for row in rows(PARTS["For a security audit"]) for name in re.findall(r"`([a-z-]+)`", row[0])}
    assert sent == listed
    agents = {request.headers["user-agent"] for request in server.requests}
    assert all(re.fullmatch(r"eka-abha-python/\d+\.\d+\.\d+", agent) for agent in agents)


def test_the_variables_listed_do_what_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """And what is said to rule them out does; TLS is as new as the page says."""
    listed = {name for row in rows(PARTS["For a security audit"]) for name in re.findall(r"`([A-Z_]+)`", row[0])}
    keys = tmp_path / "keys"
    monkeypatch.setenv("EKA_BASE_URL", "https://elsewhere.example")
    monkeypatch.setenv("HTTPS_PROXY", "http://proxy.example:3128")
    monkeypatch.setenv("SSLKEYLOGFILE", str(keys))
    with AbhaClient(access_token="t") as led, AbhaClient(access_token="t", environment="production") as told:
        assert led._settings.target.base_url == "https://elsewhere.example"
        assert told._settings.target.base_url == "https://api.eka.care"
    assert proxy_for("https://api.eka.care") == "http://proxy.example:3128"
    monkeypatch.setenv("NO_PROXY", "api.eka.care")
    assert proxy_for("https://api.eka.care") is None
    context = httpx.create_ssl_context()
    assert context.keylog_filename == str(keys)
    assert context.minimum_version >= ssl.TLSVersion.TLSv1_2
    proxies = {"HTTPS_PROXY", "ALL_PROXY", "HTTP_PROXY"}
    assert listed == {"EKA_BASE_URL", "SSL_CERT_FILE", "SSL_CERT_DIR", "SSLKEYLOGFILE"} | proxies


def test_hosts_and_dependencies_are_those_named() -> None:
    """What an auditor opens in a firewall, and what is installed without extras."""
    audit = PARTS["For a security audit"]
    assert all(f"`{environment.base_url.removeprefix('https://')}`" in audit for environment in ENVIRONMENTS.values())
    needed = {re.split(r"[^\w-]", line)[0] for line in requires("eka-abha") or () if "extra ==" not in line}
    assert needed == {"httpx", "attrs"}
    assert "`httpx` and `attrs`" in " ".join(audit.split())
