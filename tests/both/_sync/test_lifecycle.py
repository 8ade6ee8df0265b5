# Derived from tests/both/_async/test_lifecycle.py by `make generate`: change that file, not this one.
"""A client's life: opened, copied, closed, and what each of them says afterwards."""

from __future__ import annotations

import time
from typing import Any

import pytest
from eka_abha import AbhaClient
from eka_abha._io.threads import sleep
from eka_abha.errors import ConfigurationError
from eka_abha_api.api.profile import get_profile

from tests.support.raw_server import raw_server
from tests.support.recorder import Recorder, answers

pytestmark = pytest.mark.usefixtures("either_transport")

ADDRESS = "nisha.rao@sbx"


def client(service: Recorder) -> AbhaClient:
    """A client that needs no login."""
    return AbhaClient(access_token="fixed", base_url="http://127.0.0.1:9", transport=service)


def call(abha: AbhaClient) -> None:
    abha.lookup.address_exists(ADDRESS)


def start(abha: AbhaClient) -> None:
    abha.registration.start_mobile("9876543210")


def token(abha: AbhaClient) -> None:
    abha.access_token()


def generated(abha: AbhaClient) -> None:
    get_profile.sync(client=abha.api)


def enter(abha: AbhaClient) -> None:
    with abha:
        pass


def copied(abha: AbhaClient) -> None:
    call(abha.with_options(max_retries=0))


def other_credentials(abha: AbhaClient) -> None:
    call(abha.with_options(client_id="i", client_secret="s"))


def patient(abha: AbhaClient) -> None:
    generated(abha.for_patient(oid="1"))


USES = [call, start, token, generated, enter, copied, other_credentials, patient]


@pytest.mark.parametrize("use", USES, ids=lambda use: use.__name__)
@pytest.mark.parametrize("used_before", [False, True])
def test_a_closed_client_says_so(use: Any, used_before: bool) -> None:
    """Whatever is asked of it, and of copies made before or after: a clear error, and nothing is sent."""
    service = answers({"exists": True})
    abha = client(service)
    before = abha.with_options(deadline=9.0)
    if used_before:
        call(abha)
    abha.close()
    sent = len(service.requests)
    for each in (abha, before):
        with pytest.raises(ConfigurationError, match="closed"):
            use(each)
    assert len(service.requests) == sent


def test_a_step_of_a_closed_client_says_so() -> None:
    """Nothing is lost: a saved step goes on with a new client."""
    service = answers({"txn_id": "t", "hint": "OTP sent to ******3210"})
    with client(service) as abha:
        step = abha.registration.start_mobile("9876543210")
    with pytest.raises(ConfigurationError, match="closed"):
        step.verify("123456")
    assert len(service.requests) == 1


def test_closing_a_copy_leaves_the_connections_open() -> None:
    """Copies are made and dropped per request."""
    service = answers({"exists": True})
    with client(service) as abha:
        copy = abha.for_patient(oid="1")
        copy.close()
        with abha.with_options(max_retries=0) as other:
            call(other)
        call(copy)
        call(abha)
        assert service.closed == 0
    assert service.closed == 1


def test_closing_twice_is_fine() -> None:
    service = answers({"exists": True})
    with client(service) as abha:
        call(abha)
        abha.close()
    abha.close()
    assert service.closed == 1


def test_a_transport_that_was_given_is_closed_even_if_it_was_never_used() -> None:
    service = answers({"exists": True})
    with client(service):
        pass
    assert service.closed == 1


def test_leaving_by_an_error_closes_as_well() -> None:
    service = answers({"exists": True})

    def fail() -> None:
        with client(service) as abha:
            call(abha)
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    assert service.closed == 1


def test_sockets_are_closed_with_the_client() -> None:
    """Nothing stays open at the service."""
    with raw_server(lambda _, connection: connection.answer({"exists": True})) as server:
        with AbhaClient(access_token="t", base_url=server.base_url, keepalive_expiry=60) as abha:
            for _ in range(3):
                call(abha)
            assert server.connections == 1
            assert len(server._open) == 1
        limit = time.monotonic() + 5
        while server._open:
            assert time.monotonic() < limit
            sleep(0.01)


def test_making_a_client_opens_nothing() -> None:
    """Neither a socket nor a thread: it may be made at import time, before a fork."""
    with raw_server(lambda _, connection: connection.answer({"exists": True})) as server:
        with AbhaClient(access_token="t", base_url=server.base_url) as abha:
            assert abha.api is not None
            assert abha.for_patient(oid="1").lookup is not None
        assert server.connections == 0
