"""Documents are fetched over HTTPS only, within limits, and from no other host than the one that was named."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from codegen.errors import PipelineError
from codegen.vendoring.fetching import Limits, fetch
from tests.codegen.vendoring.https import Site, answer, drip, serving, silent
from tests.support.authority import Authority

if TYPE_CHECKING:
    from collections.abc import Iterator

HEAD = b"HTTP/1.1 200 OK\r\n"
SHORT = Limits(seconds=0.7)
"""For what would never end."""


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    """Certificates of our own."""
    return Authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture(scope="module")
def other(authority: Authority) -> Iterator[Site]:
    """Another server; nobody may be sent there."""
    with serving({"/spec.yaml": answer(b"stolen")}, authority.server_context("localhost", "127.0.0.1")) as site:
        yield site


@pytest.fixture(scope="module")
def site(authority: Authority, other: Site) -> Iterator[Site]:
    """A server that does at each path what its name says."""
    with serving(
        {
            "/spec.yaml": answer(b"openapi: 3.1.0"),
            "/moved": answer(status=301, headers={"Location": "/spec.yaml"}),
            "/moved-and-again": answer(status=308, headers={"Location": "/moved"}),
            "/round": answer(status=302, headers={"Location": "/round"}),
            "/to-another-port": answer(status=302, headers={"Location": other.url("/spec.yaml")}),
            "/to-another-name": answer(status=307, headers={"Location": other.url("/spec.yaml", "127.0.0.1")}),
            "/to-http": answer(status=302, headers={"Location": f"http://localhost:{other.port}/spec.yaml"}),
            "/to-a-user": answer(status=302, headers={"Location": f"https://a:b@localhost:{other.port}/"}),
            "/without-location": answer(status=302),
            "/missing": answer(b"not here", status=404),
            "/broken": answer(status=500),
            "/large": answer(b"x" * 2001),
            "/just-right": answer(b"x" * 2000),
            "/endless": drip(HEAD + b"\r\n", b"x" * 500),
            "/encoded": answer(b"\x1f\x8b", headers={"Content-Encoding": "gzip"}),
            "/slow-body": drip(HEAD + b"Content-Length: 100000\r\n\r\n", b"x"),
            "/slow-head": drip(HEAD, b"X-More: 1\r\n"),
            "/silent": silent,
        },
        authority.server_context("localhost", "127.0.0.1"),
    ) as running:
        yield running


def test_a_document_is_fetched(site: Site, authority: Authority) -> None:
    """As it is, byte by byte."""
    assert fetch(site.url("/spec.yaml"), context=authority.client_context()) == b"openapi: 3.1.0"


@pytest.mark.parametrize("path", ["/moved", "/moved-and-again"])
def test_a_redirect_on_the_same_host_is_followed(path: str, site: Site, authority: Authority) -> None:
    """Also two of them."""
    assert fetch(site.url(path), context=authority.client_context()) == b"openapi: 3.1.0"


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("/to-another-port", "redirected to another host: localhost"),
        ("/to-another-name", "redirected to another host: 127.0.0.1"),
        ("/to-http", "only https is fetched"),
        ("/to-a-user", "a URL with a user or password in it is not fetched"),
        ("/round", "redirected more than 5 times"),
        ("/without-location", "answered with status 302"),
        ("/missing", "answered with status 404"),
        ("/broken", "answered with status 500"),
        ("/encoded", "answered in an encoding that was not asked for"),
    ],
)
def test_what_is_no_document_of_this_host_is_refused(
    path: str, reason: str, site: Site, other: Site, authority: Authority
) -> None:
    """And the other host is not asked at all."""
    with pytest.raises(PipelineError, match=reason):
        fetch(site.url(path), context=authority.client_context())
    assert other.asked == []


@pytest.mark.parametrize("path", ["/slow-body", "/slow-head", "/silent"])
def test_the_whole_transfer_has_a_time_limit(path: str, site: Site, authority: Authority) -> None:
    """Whichever part of it takes so long, and though something arrives all the time."""
    with pytest.raises(PipelineError, match=r"took longer than 0\.7 seconds"):
        fetch(site.url(path), limits=SHORT, context=authority.client_context())


def test_a_server_that_never_speaks_tls_is_given_up(authority: Authority) -> None:
    """The handshake counts, too."""
    with serving({"/": silent}, None) as plain, pytest.raises(PipelineError):
        fetch(plain.url("/"), limits=SHORT, context=authority.client_context())


@pytest.mark.parametrize("path", ["/large", "/endless"])
def test_the_content_has_a_size_limit(path: str, site: Site, authority: Authority) -> None:
    """Whether the server says how long it is or not."""
    with pytest.raises(PipelineError, match="larger than 2000 bytes"):
        fetch(site.url(path), limits=Limits(size=2000), context=authority.client_context())
    assert len(fetch(site.url("/just-right"), limits=Limits(size=2000), context=authority.client_context())) == 2000


def test_a_certificate_of_an_unknown_authority_is_refused(site: Site) -> None:
    """Nothing but the tests trusts theirs."""
    asked = len(site.asked)
    with pytest.raises(PipelineError, match=r"cannot be fetched: .*certificate verify failed"):
        fetch(site.url("/spec.yaml"))
    assert len(site.asked) == asked


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("http://localhost/spec.yaml", "http://localhost/spec.yaml: only https is fetched"),
        ("ftp://localhost/spec.yaml", "ftp://localhost/spec.yaml: only https is fetched"),
        ("file:///etc/passwd", "file:///etc/passwd: only https is fetched"),
        ("https:///spec.yaml", "only https is fetched"),
        ("https://localhost:99999999/", "no host has a port 99999999"),
        ("https://[::1/", "not a URL"),
    ],
)
def test_anything_but_https_is_refused(url: str, reason: str) -> None:
    """Before anything is sent."""
    with pytest.raises(PipelineError) as caught:
        fetch(url)
    assert reason in str(caught.value)


@pytest.mark.parametrize(
    "url",
    [
        "https://me:hunter2@localhost/spec.yaml",
        "https://me:hunter2@localhost:port/spec.yaml",
        "https://me:hunter2/3@localhost/spec.yaml",
    ],
)
def test_a_password_in_a_url_is_refused_and_not_repeated(url: str) -> None:
    """It would be recorded in the lock; nor is it shown where the URL is none at all."""
    with pytest.raises(PipelineError, match="a URL with a user or password in it is not fetched") as caught:
        fetch(url)
    assert "hunter2" not in str(caught.value)


def test_nobody_there_is_one_message(authority: Authority) -> None:
    """With the URL."""
    with serving({}, authority.server_context("localhost", "127.0.0.1")) as gone:
        url = gone.url("/spec.yaml")
    with pytest.raises(PipelineError, match=f"{url}: cannot be fetched"):
        fetch(url, context=authority.client_context())
