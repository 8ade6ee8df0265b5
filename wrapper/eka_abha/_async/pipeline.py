"""The HTTP client that stands behind the generated code: each generated request passes here and nowhere else."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, ClassVar, NoReturn, TypeVar

import attrs
import httpx
from eka_abha_api.client import AuthenticatedClient
from eka_abha_api.operations import OPERATIONS, Operation

from eka_abha._boundary import plain_boundary
from eka_abha._http.call import Call, check_path, is_json_object, unexpected
from eka_abha._http.identity import Identity
from eka_abha._http.packages import operations_of
from eka_abha._http.settings import Settings
from eka_abha._io.aio import OneKind, boundary
from eka_abha.errors import ConfigurationError, EkaError

from .sender import Sender, Tokens

T = TypeVar("T")
C = TypeVar("C")

_UNNAMED = "unnamed"


class _NoTransport(httpx.AsyncBaseTransport):
    """Stands where httpx would make a transport of its own: requests go another way."""


class PipelineClient(httpx.AsyncClient):
    """An httpx client whose ``request``, the only method offered, is the wrapper's pipeline.

    It keeps no cookies and follows no redirects.
    """

    def __init__(self, settings: Settings, sender: Sender, tokens: Tokens, operations: Mapping[str, Operation]) -> None:
        super().__init__(transport=_NoTransport(), trust_env=False)
        self._operations = operations
        self._base = settings.target.base_url
        self._identity: Identity = settings.identity
        self._sender = sender
        self._tokens = tokens

    @boundary
    async def request(self, method: str, url: httpx.URL | str, **options: Any) -> httpx.Response:
        """Send a request of the generated client: bearer, identity, timeouts, retries and typed errors included.

        Raises:
            EkaError: the call did not succeed.
        """
        operation = _operation(self._operations, method, options.pop("extensions", None) or {})
        headers, params = self._identity.applied(
            operation, options.pop("headers", None) or {}, options.pop("params", None) or {}
        )
        call = Call(
            operation,
            self._base + check_path(str(url)),
            headers,
            params=params,
            json=options.pop("json", None),
            data=options.pop("data", None),
            content=options.pop("content", None),
        )
        refused = [name for name, value in options.items() if value is not None]
        if refused:
            raise ConfigurationError(f"request: {', '.join(sorted(refused))} cannot be given here")
        return await self._sender.send(call, self._tokens)


@plain_boundary
def _not_offered(*args: Any, **options: Any) -> NoReturn:
    raise ConfigurationError("only request is offered here: everything else would go around the pipeline")


for _name in ("send", "stream", "build_request", "get", "options", "head", "post", "put", "patch", "delete"):
    setattr(PipelineClient, _name, _not_offered)


class Piped(OneKind):
    """What makes a generated client of any package one that has the wrapper's pipeline behind it."""

    _operations: ClassVar[Mapping[str, Operation]] = OPERATIONS

    @plain_boundary
    def read_response(self, response: httpx.Response, parse: Callable[..., T]) -> T:
        """Read a success; what the generated code cannot read is an ``UnexpectedResponse``.

        Raises:
            UnexpectedResponse: the body is not what the specification says.
        """
        try:
            parsed = parse(client=self, response=response)
        except EkaError:
            raise
        except Exception as error:
            what = f"the body is not what the specification says ({type(error).__name__})"
        else:
            if not attrs.has(type(parsed)) or is_json_object(response.content):
                return parsed
            what = "the body is not a JSON object"
        sent = response.request.extensions
        operation = _operation(self._operations, response.request.method, sent)
        raise unexpected(operation, what, txn_id=sent.get("txn_id"), attempts=sent.get("attempt", 1))

    def __repr__(self) -> str:
        return "<Api of an AsyncAbhaClient>"


class Api(Piped, AuthenticatedClient):
    """The generated client with the wrapper's pipeline behind it; give it to any function of ``eka_abha_api``."""


@plain_boundary
def make_api(settings: Settings, sender: Sender, tokens: Tokens) -> Api:
    """The low-level client of one set of settings."""
    api = Api(base_url=settings.target.base_url, token="")
    AuthenticatedClient.set_async_httpx_client(api, PipelineClient(settings, sender, tokens, OPERATIONS))
    return api


@plain_boundary
def make_api_for(client_class: type[C], settings: Settings, sender: Sender, tokens: Tokens) -> C:
    """The same for the functions of another generated package, whose ``AuthenticatedClient`` this is.

    Raises:
        ConfigurationError: it is no such class.
    """
    operations = operations_of(client_class)
    base: Any = client_class
    kind = type("Api", (Piped, base), {"_operations": operations})
    api: C = kind(base_url=settings.target.base_url, token="")
    base.set_async_httpx_client(api, PipelineClient(settings, sender, tokens, operations))
    return api


def _operation(operations: Mapping[str, Operation], method: str, extensions: Mapping[str, object]) -> Operation:
    name = extensions.get("operation", _UNNAMED)
    if isinstance(name, str) and name in operations:
        return operations[name]
    if name != _UNNAMED:
        raise ConfigurationError("this operation belongs to another generated package: make an api for it by api_for")
    method = method.upper()
    return Operation(
        name=_UNNAMED,
        method=method,
        path="(not in the specification)",
        read_only=method in ("GET", "HEAD"),
        success=tuple(range(200, 300)),
        takes_oid=False,
        headers=(),
    )
