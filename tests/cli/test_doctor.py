"""``doctor``: each condition for real, what it is told as, and that no secret is."""

from __future__ import annotations

import datetime
import http.server
import ipaddress
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email.utils import format_datetime
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from tests.cli.support import Ended, Program
from tests.support.raw_server import Connection, RawRequest, RawServer

BODY = {"code": 401, "error": "unauthorized"}


def problems(ended: Ended) -> dict[str, str]:
    """The checks that failed: what was found, and how to mend it."""
    assert ended.kinds == ["doctor"]
    failed = {check["name"]: check for check in ended.last["checks"] if check["status"] == "problem"}
    assert ended.last["ok"] is (not failed)
    assert ended.code == (6 if failed else 0)
    assert all(check["mend"] for check in failed.values())
    return {name: f"{check['found']} {check['mend']}" for name, check in failed.items()}


def test_all_is_well(program: Program, variables: dict[str, str]) -> None:
    """Every check passes; the variables are named, and the secret is not shown."""
    ended = program("doctor")
    assert ended.code == 0, ended
    assert ended.err == ""
    assert "All is well." in ended.out
    assert variables["EKA_CLIENT_SECRET"] not in ended.out
    assert "EKA_CLIENT_SECRET set" in ended.out
    for name in ("versions", "extras", "host", "credentials", "DNS", "connection", "clock", "answer", "login"):
        assert f" {name}: " in ended.out
    assert problems(program("doctor", "--json")) == {}
    assert set(program.emulator.counts.items()) >= {("get_session_status", 2)}


def test_nothing_is_set(program: Program, variables: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither a host nor credentials: both are told, and nothing else is tried."""
    for name in variables:
        monkeypatch.delenv(name)
    found = problems(program("doctor", "--json"))
    assert list(found) == ["host", "credentials"]
    assert "EKA_ENVIRONMENT" in found["host"]
    assert "EKA_CLIENT_ID" in found["credentials"]


def test_a_secret_is_half_set(program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    """White space inside, as from a bad copy; the text does not repeat it."""
    monkeypatch.setenv("EKA_CLIENT_SECRET", "zxsecret 4f6e")
    found = problems(program("doctor", "--json"))
    assert "white space" in found["credentials"]
    assert "zxsecret" not in "".join(program.shown)


def test_options_come_first(program: Program, base_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """It says where each setting is from; a password in a URL is not shown."""
    monkeypatch.setenv("EKA_BASE_URL", "https://user:zxpassword@example.invalid/")
    ended = program("doctor", "--base-url", base_url)
    assert "EKA_BASE_URL by option" in ended.out
    assert "EKA_ENVIRONMENT set, but an option counts" in ended.out
    assert list(problems(program("doctor", "--json"))) == ["host"]
    assert "zxpassword" not in "".join(program.shown)


@pytest.mark.parametrize("name", ["EKA_ENVIRONMENT", "EKA_BASE_URL", "EKA_HIP_ID"])
def test_a_misplaced_secret_is_not_shown(program: Program, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """Whatever stands in a variable, only a known environment and a proper URL are shown."""
    monkeypatch.setenv(name, "zxsecret-4f6e1c9a0b7d")
    ended = program("doctor")
    assert f"{name} set" in ended.out
    assert "zxsecret" not in "".join(program.shown)


def test_wrong_credentials(program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    """The login is refused; everything before it is well."""
    monkeypatch.setenv("EKA_CLIENT_SECRET", "zxsecret-4f6e1c9a0b7d")
    found = problems(program("doctor", "--json"))
    assert list(found) == ["login"]
    assert "status 401" in found["login"]
    assert "zxsecret" not in "".join(program.shown)


def test_a_fixed_token(program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    """It cannot log in: a call that only reads tells whether it is good."""
    for name in ("EKA_CLIENT_ID", "EKA_CLIENT_SECRET"):
        monkeypatch.delenv(name)
    monkeypatch.setenv("EKA_ACCESS_TOKEN", program.emulator.issue_access_token())
    assert problems(program("doctor", "--json")) == {}
    monkeypatch.setenv("EKA_ACCESS_TOKEN", "zxaccess-1")
    assert list(problems(program("doctor", "--json"))) == ["login"]


def test_a_closed_port(program: Program) -> None:
    """Nobody listens; nothing further is tried."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    ended = program("doctor", "--base-url", f"http://127.0.0.1:{port}", "--json")
    assert list(problems(ended)) == ["connection"]
    assert ended.last["checks"][-1]["status"] == "skipped"


def test_a_name_that_nobody_has(program: Program) -> None:
    """Names under .invalid are never resolved."""
    found = problems(program("doctor", "--base-url", "https://abha.invalid", "--json"))
    assert list(found) == ["DNS"]
    assert "abha.invalid is not resolved" in found["DNS"]


@contextmanager
def answering(*, status: int = 401, headers: dict[str, str] | None = None, raw: bytes | None = None) -> Iterator[str]:
    """A server that answers everything so, and the login as the service does."""

    def behave(request: RawRequest, connection: Connection) -> None:
        if request.path.endswith("/login"):
            connection.answer({"access_token": "zxaccess-2", "expires_in": 1800})
        else:
            connection.answer(BODY, status=status, headers=headers, raw=raw)

    server = RawServer(behave)
    try:
        yield server.base_url
    finally:
        server.close()


@pytest.mark.parametrize(("minutes", "words"), [(10, "behind"), (-10, "ahead of")])
def test_a_clock_that_is_wrong(program: Program, minutes: int, words: str) -> None:
    """The server's Date header is another time: by how much, and in which direction."""
    there = datetime.datetime.now(datetime.UTC) + datetime.timedelta(minutes=minutes)
    with answering(headers={"Date": format_datetime(there, usegmt=True)}) as url:
        found = problems(program("doctor", "--base-url", url, "--json"))
    assert list(found) == ["clock"]
    assert words in found["clock"]
    seconds = int(found["clock"].split(" s ")[0].rsplit(" ", 1)[1])
    assert 500 < seconds < 700


def test_a_clock_that_cannot_be_compared(program: Program) -> None:
    """No Date header, or one that is none: skipped, not a problem."""
    for headers in (None, {"Date": "yesterday"}):
        with answering(headers=headers) as url:
            assert problems(program("doctor", "--base-url", url, "--json")) == {}


PORTAL = b"<html><body>Please accept the terms of this network</body></html>"


@pytest.mark.parametrize(
    ("status", "headers", "raw"),
    [
        (200, {"Content-Type": "text/html"}, PORTAL),
        (503, {"Content-Type": "text/html"}, PORTAL),
        (302, {"Location": "http://portal.invalid/", "Content-Type": "text/html"}, b""),
        (200, {"Content-Type": "application/json"}, PORTAL),
    ],
)
def test_somebody_else_answers(program: Program, status: int, headers: dict[str, str], raw: bytes) -> None:
    """A captive portal, a CDN's error page, a redirect, HTML that says it is JSON. No login is tried there."""
    with answering(status=status, headers=headers, raw=raw) as url:
        ended = program("doctor", "--base-url", url, "--json")
    assert list(problems(ended)) == ["answer"]
    assert ended.last["checks"][-1] == {
        "name": "login",
        "status": "skipped",
        "found": "not tried: see above",
        "mend": None,
    }


def test_a_path_that_is_not_the_service_s(program: Program, base_url: str) -> None:
    """What it answers there is not taken for the service's usual answer, and the mending is named."""
    ended = program("doctor", "--base-url", f"{base_url}/v1", "--json")
    found = problems(ended)
    assert list(found) == ["login"]
    assert found["login"].endswith("Is EKA_BASE_URL the host alone, without a path?")
    assert "as the service answers" not in ended.out


def test_no_answer_at_all(program: Program) -> None:
    """The connection is taken and dropped."""
    server = RawServer(lambda request, connection: connection.drop())
    try:
        found = problems(program("doctor", "--base-url", server.base_url, "--json"))
    finally:
        server.close()
    assert list(found) == ["answer"]


@pytest.fixture
def self_signed(tmp_path: Path) -> Path:
    """A key and a certificate for this machine that nobody has signed."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    now = datetime.datetime.now(datetime.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path / "server.pem"
    encoding = serialization.Encoding.PEM
    private = key.private_bytes(encoding, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    path.write_bytes(private + certificate.public_bytes(encoding))
    return path


class _Refuses(http.server.BaseHTTPRequestHandler):
    """Answers as the service does without a token."""

    def do_GET(self) -> None:
        self.send_response(401)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(b'{"code": 401}')

    def log_message(self, format: str, *args: object) -> None:
        """Nothing."""


class _Quiet(http.server.ThreadingHTTPServer):
    """Says nothing of handshakes that fail."""

    def handle_error(self, request: object, client_address: object) -> None:
        """Nothing."""


def test_a_certificate_that_nobody_signed(program: Program, self_signed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is not trusted; once it is named in SSL_CERT_FILE, it is."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(self_signed)
    with _Quiet(("127.0.0.1", 0), _Refuses) as server:
        server.socket = context.wrap_socket(server.socket, server_side=True)
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        url = f"https://127.0.0.1:{server.server_address[1]}"
        try:
            found = problems(program("doctor", "--base-url", url, "--json"))
            assert list(found) == ["TLS"]
            assert "SSL_CERT_FILE" in found["TLS"]
            monkeypatch.setenv("SSL_CERT_FILE", str(self_signed))
            assert "TLS" not in problems(program("doctor", "--base-url", url, "--json"))
        finally:
            server.shutdown()
            thread.join()


def test_a_proxy_is_named(program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    """The way leads through it, so it is what is looked at; its password is not shown."""
    monkeypatch.setenv("HTTPS_PROXY", "http://user:zxpassword@127.0.0.1:9")
    monkeypatch.delenv("EKA_BASE_URL")
    ended = program("doctor", "--json")
    assert list(problems(ended)) == ["connection"]
    assert "127.0.0.1:9, as the proxy variables say" in ended.out
    assert "zxpassword" not in ended.out
