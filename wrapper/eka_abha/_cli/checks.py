"""The checks of ``doctor``, in the order in which a call depends on them: what fails first is what to mend first."""

from __future__ import annotations

import enum
import os
import platform
import socket
import ssl
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from urllib.parse import urlsplit

import httpx

from eka_abha import __version__
from eka_abha._http.config import FixedToken, Target, resolve_credentials, resolve_target
from eka_abha._http.proxies import proxy_for
from eka_abha.errors import AuthenticationError, ConfigurationError, EkaError, NotFound

from . import showing
from .running import Run

VARIABLES = (
    *("EKA_ENVIRONMENT", "EKA_BASE_URL", "EKA_HIP_ID"),
    *("EKA_CLIENT_ID", "EKA_CLIENT_SECRET", "EKA_SHARING_KEY", "EKA_ACCESS_TOKEN"),
)
"""The variables that are read."""

EXTRAS = {
    "cli": ("typer", "rich"),
    "emulator": ("uvicorn",),
    "testing": ("pytest", "uvicorn"),
    "aiohttp": ("aiohttp", "httpx_aiohttp"),
    "redis": ("redis", "cryptography"),
}
CLOCK_LIMIT = 60
"""Seconds that this machine's clock may be off. Webhooks are refused from 180 on, and tokens are renewed too late."""
PATIENCE = 10.0
"""Seconds for each look at the network."""
_PROBE = "/abdm/v1/session/status"
"""Read-only; without a bearer it is refused, which is an answer as good as another."""
_KNOWN_PINCODE = "110001"


class Status(enum.StrEnum):
    """How a check ended."""

    OK = "ok"
    PROBLEM = "problem"
    SKIPPED = "skipped"
    INFO = "info"


@dataclass(frozen=True, slots=True, repr=False)
class Check:
    """One check: what was found, and how to mend it."""

    name: str
    status: Status
    found: str
    mend: str = ""

    def facts(self) -> dict[str, str | None]:
        """As JSON."""
        return {"name": self.name, "status": self.status.value, "found": self.found, "mend": self.mend or None}


def checks(run: Run) -> list[Check]:
    """All checks. After one that fails, those that depend on it are skipped."""
    found = [*_installed(), *_variables(run)]
    try:
        target: Target | None = run.target()
    except ConfigurationError as error:
        target = None
        found.append(
            Check(
                "host",
                Status.PROBLEM,
                error.message,
                "Correct EKA_ENVIRONMENT and EKA_BASE_URL, or give --environment.",
            )
        )
    else:
        assert target is not None
        suffix = f"addresses end in {target.address_suffix}" if target.address_suffix else "no environment is named"
        found.append(Check("host", Status.OK, f"{target.base_url}; {suffix}"))
    credentials = _credentials()
    found.append(credentials)
    reached = False
    if target is not None:
        network = list(_network(target.base_url))
        found += network
        reached = network[-1].status is not Status.PROBLEM
    if not reached or credentials.status is Status.PROBLEM:
        found.append(Check("login", Status.SKIPPED, "not tried: see above"))
    else:
        found.append(_login(run))
    return found


def _installed() -> Iterator[Check]:
    names = ("httpx", "attrs")
    versions = ", ".join(f"{name} {_version(name)}" for name in names)
    python = f"Python {platform.python_version()} on {platform.system()}"
    yield Check("versions", Status.INFO, f"eka-abha {__version__}, {versions}, {python}")
    there = [extra for extra, modules in EXTRAS.items() if all(find_spec(module) for module in modules)]
    yield Check("extras", Status.INFO, f"installed: {', '.join(there) or 'none'}")


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "(not known)"


def _variables(run: Run) -> Iterator[Check]:
    options = {"EKA_ENVIRONMENT": run.connection.environment, "EKA_BASE_URL": run.connection.base_url}
    options["EKA_HIP_ID"] = run.connection.hip_id
    target_by_option = run.connection.environment is not None or run.connection.base_url is not None
    parts = []
    for name in VARIABLES:
        if options.get(name) is not None:
            parts.append(f"{name} by option")
        elif name in os.environ and target_by_option and name in ("EKA_ENVIRONMENT", "EKA_BASE_URL"):
            parts.append(f"{name} set, but an option counts")
        elif name in os.environ:
            shown = _harmless(name, os.environ[name])
            parts.append(f"{name}={shown}" if shown else f"{name} set")
    yield Check("settings", Status.INFO, "; ".join(parts) or "no EKA_* variable is set, and no option is given")


def _harmless(name: str, value: str) -> str | None:
    """A value that may be shown: a known environment, a URL that is acceptable. A misplaced secret is neither."""
    try:
        if name == "EKA_ENVIRONMENT":
            return resolve_target(value, None, allow_http=True).name
        if name == "EKA_BASE_URL":
            return resolve_target(None, value, allow_http=True).base_url
    except ConfigurationError:
        pass
    return None


def _credentials() -> Check:
    name = "credentials"
    try:
        found = resolve_credentials(None, None, None, None)
    except ConfigurationError as error:
        return Check(name, Status.PROBLEM, error.message, "The provider's console shows client id and secret.")
    kind = "a fixed access token" if isinstance(found, FixedToken) else "client id and secret"
    return Check(name, Status.OK, f"{kind}, from the environment")


def _network(base_url: str) -> Iterator[Check]:
    """From the name to the answer; ends with the first problem."""
    parts = urlsplit(base_url)
    host, port = parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)
    proxy = proxy_for(base_url)
    if proxy is not None:
        way = urlsplit(proxy)
        host, port = way.hostname or "", way.port or (443 if way.scheme == "https" else 80)
        yield Check("proxy", Status.INFO, f"calls go through {host}:{port}, as the proxy variables say")
    for check in (_name(host), _connection(host, port)):
        yield check
        if check.status is Status.PROBLEM:
            return
    if proxy is None and parts.scheme == "https":
        check = _tls(host, port)
        yield check
        if check.status is Status.PROBLEM:
            return
    yield from _answer(base_url)


def _name(host: str) -> Check:
    try:
        socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except OSError as error:
        mend = "Is the host name right? Does this machine reach its DNS server?"
        return Check("DNS", Status.PROBLEM, f"{host} is not resolved ({_reason(error)})", mend)
    return Check("DNS", Status.OK, f"{host} is resolved")


def _connection(host: str, port: int) -> Check:
    try:
        with socket.create_connection((host, port), timeout=PATIENCE):
            pass
    except OSError as error:
        mend = "Is a firewall in between? Does a proxy have to be named in HTTPS_PROXY? Does the emulator run?"
        return Check("connection", Status.PROBLEM, f"{host}:{port} is not reached ({_reason(error)})", mend)
    return Check("connection", Status.OK, f"{host}:{port} is reached")


def _tls(host: str, port: int) -> Check:
    mend = (
        "Something between you and the service reads along, or this machine's clock is wrong. "
        "Where a company's proxy is meant to: name its certificate in SSL_CERT_FILE."
    )
    try:
        with (
            socket.create_connection((host, port), timeout=PATIENCE) as plain,
            httpx.create_ssl_context().wrap_socket(plain, server_hostname=host) as secured,
        ):
            return Check("TLS", Status.OK, f"{secured.version()}, the certificate is trusted")
    except ssl.SSLCertVerificationError as error:
        return Check("TLS", Status.PROBLEM, f"the certificate is not trusted ({error.verify_message})", mend)
    except OSError as error:
        return Check(
            "TLS", Status.PROBLEM, f"no secure connection ({_reason(error)})", f"Does this host speak https? {mend}"
        )


def _answer(base_url: str) -> Iterator[Check]:
    """Whether it is the service that answers, and what time it has."""
    from eka_abha._http.transports import ConnectionOptions, make_transport

    try:
        transport = make_transport(httpx.HTTPTransport, ConnectionOptions(base_url=base_url, keepalive_expiry=0.0))
        with httpx.Client(transport=transport, trust_env=False, timeout=PATIENCE) as client:
            began = time.time()
            answer = client.get(base_url + _PROBE, headers={"Accept": "application/json"})
            middle = (began + time.time()) / 2
    except (httpx.HTTPError, EkaError) as error:
        mend = "Try again; if it stays so, ask whoever runs the network in between, or the provider's support."
        yield Check("answer", Status.PROBLEM, f"no answer ({type(error).__name__})", mend)
        return
    yield _clock(answer, middle)
    mend = "A captive portal, a proxy or a CDN answers in the service's place: open the host in a browser to see which."
    kind = answer.headers.get("content-type", "").partition(";")[0].strip().lower()
    status = f"status {answer.status_code}"
    if 300 <= answer.status_code < 400:
        yield Check("answer", Status.PROBLEM, f"{status}: it leads elsewhere", mend)
    elif not kind.endswith("json") or not _is_json(answer):
        yield Check("answer", Status.PROBLEM, f"{status} with {kind or 'no content type'}, which is no JSON", mend)
    else:
        usual = ", as the service answers a call without a token" if answer.status_code == 401 else ""
        yield Check("answer", Status.OK, f"{status} and JSON{usual}")


def _is_json(answer: httpx.Response) -> bool:
    try:
        answer.json()
    except ValueError:
        return False
    return True


def _clock(answer: httpx.Response, here: float) -> Check:
    try:
        there = parsedate_to_datetime(answer.headers.get("date", ""))
    except ValueError:
        return Check("clock", Status.SKIPPED, "the answer has no time to compare with")
    if there.tzinfo is None:
        there = there.replace(tzinfo=UTC)
    off = round((datetime.fromtimestamp(here, UTC) - there).total_seconds())
    if abs(off) <= CLOCK_LIMIT:
        return Check("clock", Status.OK, f"within {max(1, abs(off))} s of the service's")
    found = f"this machine is {abs(off)} s {'ahead of' if off > 0 else 'behind'} the service"
    mend = "Let it take its time from a server (NTP). Webhooks are refused from 180 s on, and tokens renewed too late."
    return Check("clock", Status.PROBLEM, found, mend)


def _login(run: Run) -> Check:
    """A token, or for a fixed token a call that only reads."""
    name = "login"
    try:
        with run.client() as client:
            if isinstance(client._settings.credentials, FixedToken):
                client.lookup.pincode(_KNOWN_PINCODE)
                return Check(name, Status.OK, "the access token is accepted")
            client.access_token()
    except AuthenticationError as error:
        mend = "Are client id and secret of this environment, whole, and not revoked? The console shows them."
        return Check(name, Status.PROBLEM, f"the credentials are refused ({_detail(error)})", mend)
    except EkaError as error:
        mend = showing.ADVICE[error.advice]
        if isinstance(error, NotFound):
            mend = "Is EKA_BASE_URL the host alone, without a path?"
        return Check(name, Status.PROBLEM, f"no token ({_detail(error)})", mend)
    return Check(name, Status.OK, "the credentials are accepted")


def _detail(error: EkaError) -> str:
    status = f"status {error.status_code}, " if error.status_code else ""
    return f"{status}{error.key}"


def _reason(error: OSError) -> str:
    """The operating system's words, without what was asked for."""
    return error.strerror or type(error).__name__
