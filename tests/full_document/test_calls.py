"""Each operation of the full document, called through the pipeline against a server made from the document alone.

The server refuses what the document does not allow, and answers what it declares; it knows nothing of this project.
"""

from __future__ import annotations

import importlib
import json
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from eka_abha import AbhaClient
from eka_abha.aio import AsyncAbhaClient
from eka_abha.errors import InvalidRequest

from codegen.naming import operations
from tests.full_document.conftest import NAME
from tests.full_document.samples import arguments, module_of, plain, sample, without_nulls
from tests.spec.reading import FULL_INVENTORY, INVENTORY

if TYPE_CHECKING:
    from tests.codegen.documents import Node
    from tests.full_document.conftest import Full

KEYS = [*INVENTORY["operations"], *FULL_INVENTORY["operations"]]


class Watching(httpx.HTTPTransport):
    """The real transport; keeps the last request."""

    sent: httpx.Request

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send it."""
        self.sent = request
        return super().handle_request(request)


class AsyncWatching(httpx.AsyncHTTPTransport):
    """The real asynchronous transport; keeps the last request."""

    sent: httpx.Request

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send it."""
        self.sent = request
        return await super().handle_async_request(request)


@pytest.fixture(scope="module")
def described(full: Full) -> dict[str, tuple[str, str, Node]]:
    """Method, path and operation by "POST /path"."""
    return {f"{method.upper()} {path}": (method, path, given) for method, path, given in operations(full.prepared)}


def _client_class() -> Any:
    return importlib.import_module(f"{NAME}.client").AuthenticatedClient


def _check(operation: Node, answer: Any) -> None:
    """The documented status, and an answer that was read whole."""
    documented = {int(status) for status in operation["responses"]}
    assert answer.status_code in documented
    (declared,) = operation["responses"].values()
    if answer.status_code == 204 or "content" not in declared:
        assert answer.parsed is None
    elif "image/png" in declared["content"]:
        assert answer.parsed == answer.content != b""
    else:
        assert without_nulls(plain(answer.parsed)) == without_nulls(json.loads(answer.content))


@pytest.mark.parametrize("key", KEYS)
def test_a_call_is_accepted_and_its_answer_read(
    key: str, server: str, described: dict[str, tuple[str, str, Node]]
) -> None:
    """With every parameter and field: all arrive as they were given, and the declared success comes back as a model."""
    method, path, operation = described[key]
    made, module = sample(method, path, operation, everything=True), module_of(NAME, operation)
    given, transport = arguments(module, operation, everything=True), Watching()
    with AbhaClient(access_token="t", base_url=server, transport=transport, max_retries=0) as abha:
        answer = module.sync_detailed(client=abha.api_for(_client_class()), **given)
    assert made.matches(transport.sent)
    assert transport.sent.headers["Authorization"] == "Bearer t"
    _check(operation, answer)


@pytest.mark.anyio
@pytest.mark.parametrize("key", KEYS)
async def test_the_same_asynchronously_and_without_what_may_be_left_out(
    key: str, server: str, described: dict[str, tuple[str, str, Node]]
) -> None:
    """Identity comes from the bound patient where the operation takes it; optional parameters are not sent."""
    method, path, operation = described[key]
    made, module = sample(method, path, operation, everything=False), module_of(NAME, operation)
    given, transport = arguments(module, operation, everything=False), AsyncWatching()
    parameters = {item["name"] for item in operation.get("parameters", [])}
    made.headers |= {"X-Pt-Id": "oid-1"} if "X-Pt-Id" in parameters else {}
    made.query |= {"oid": "oid-1"} if "oid" in parameters else {}
    client = AsyncAbhaClient(access_token="t", base_url=server, transport=transport, max_retries=0)
    async with client as abha:
        api = abha.for_patient(oid="oid-1").api_for(_client_class())
        answer = await module.asyncio_detailed(client=api, **given)
    assert made.matches(transport.sent)
    assert ("X-Pt-Id" in transport.sent.headers) == ("X-Pt-Id" in parameters)
    _check(operation, answer)


def test_the_server_refuses_what_the_document_does_not_allow(server: str, full: Full) -> None:
    """Or the tests above would hold whatever is sent: a value of another type, and one that is not listed."""
    models: Any = importlib.import_module(f"{NAME}.models")
    change: Any = importlib.import_module(f"{NAME}.api.consents.post_consents_pin_change")
    listing: Any = importlib.import_module(f"{NAME}.api.requests.get_requests")
    kind, status = models.GetRequestsQueryType, models.GetRequestsQueryStatus
    with AbhaClient(access_token="t", base_url=server) as abha:
        api = abha.api_for(_client_class())
        change.sync_detailed(client=api, body=models.PostConsentsPinChangeRequest(new="1234", old="4321"))
        with pytest.raises(InvalidRequest):
            change.sync_detailed(client=api, body=models.PostConsentsPinChangeRequest(new="1234", old=4321))
        listing.sync(client=api, status=status.DENIED, type_=kind.ALL)
        with pytest.raises(InvalidRequest):
            listing.sync(client=api, status=kind.ALL, type_=kind.ALL)
