"""Nothing of a patient shows in a repr, an exception, or the frames that a crash reporter stores."""

from __future__ import annotations

import inspect
import traceback
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from eka_abha_api import _support
from eka_abha_api.api.registration_mobile import create_mobile_registration, verify_mobile_registration
from eka_abha_api.client import AuthenticatedClient, Client
from eka_abha_api.errors import UnexpectedStatus
from eka_abha_api.models import (
    CreateMobileRegistrationRequest,
    VerifyMobileRegistrationRequest,
    VerifyMobileRegistrationResponse,
)
from eka_abha_api.types import Response

from tests.low_level.answering import answering, client

if TYPE_CHECKING:
    from collections.abc import Callable

CANARY = "Nisha-Canary-4711"


def _body() -> CreateMobileRegistrationRequest:
    profile = {"first_name": CANARY, "gender": "F", "day_of_birth": 1, "month_of_birth": 1, "year_of_birth": 2000}
    return CreateMobileRegistrationRequest.from_dict(
        {"abha_address": CANARY, "txn_id": CANARY, "profile": {**profile, "pincode": CANARY}}
    )


def test_the_repr_of_a_model_names_its_fields_and_shows_no_value() -> None:
    body = _body()
    assert repr(body) == str(body) == "CreateMobileRegistrationRequest(abha_address=..., profile=..., txn_id=...)"
    answer = VerifyMobileRegistrationResponse.from_dict({"eka": {"oid": CANARY}, CANARY: CANARY})
    assert repr(answer) == "VerifyMobileRegistrationResponse(eka=..., additional_properties=...)"
    assert repr(VerifyMobileRegistrationResponse()) == "VerifyMobileRegistrationResponse()"
    assert CANARY not in f"{answer.eka!r}{[answer]}"


def test_the_repr_of_an_answer_shows_its_status() -> None:
    response = Response(status_code=520, content=CANARY.encode(), headers={"x": CANARY}, parsed=_body())
    assert repr(response) == "Response(status_code=520)"


@pytest.mark.parametrize("made", [Client, AuthenticatedClient])
def test_the_repr_of_a_client_shows_no_credentials(made: Any) -> None:
    more = {"token": CANARY} if made is AuthenticatedClient else {}
    api = made(
        base_url="https://api.example",
        headers={"X-Pt-Id": CANARY},
        cookies={"c": CANARY},
        httpx_args={"proxy": f"http://u:{CANARY}@localhost:1"},
        **more,
    )
    assert CANARY not in repr(api)
    api.get_httpx_client().close()
    assert CANARY not in repr(api)


def test_an_unexpected_status_does_not_show_the_body() -> None:
    api = answering(httpx.Response(418, text=CANARY))
    api.raise_on_unexpected_status = True
    body = VerifyMobileRegistrationRequest(otp=CANARY, txn_id=CANARY)
    with pytest.raises(UnexpectedStatus) as caught:
        verify_mobile_registration.sync(client=api, body=body)
    assert CANARY not in f"{caught.value}{caught.value!r}"
    assert caught.value.content == CANARY.encode()


def _fail(request: httpx.Request) -> httpx.Response:
    payload = request.content
    try:
        raise OSError("inner")
    except OSError as error:
        raise httpx.ConnectError("refused", request=request) from ExceptionGroup("all", [error, _deep(payload)])


def _deep(payload: bytes) -> ValueError:
    try:
        raise ValueError("deep")
    except ValueError as error:
        return error


def _not_json(request: httpx.Request) -> httpx.Response:
    return httpx.Response(200, text=CANARY)


def _wrong_type(request: httpx.Request) -> httpx.Response:
    return httpx.Response(200, json={"eka": CANARY, "profile": CANARY})


def _stored(error: BaseException) -> str:
    """What a crash reporter stores of an exception, frames of this module apart: they are the caller's."""
    stored = traceback.TracebackException.from_exception(error, capture_locals=True)
    pending, text = [stored], ""
    while pending:
        current = pending.pop()
        text += "".join(current.format_exception_only())
        for frame in current.stack:
            if frame.filename != __file__:
                text += f"{frame.filename} {frame.locals}\n"
        pending += [one for one in (current.__cause__, current.__context__, *(current.exceptions or [])) if one]
    return text


async def _call(function: Any, api: AuthenticatedClient) -> None:
    result = function(client=api, body=_body(), x_pt_id=CANARY)
    if inspect.isawaitable(result):
        await result


@pytest.mark.parametrize(
    ("handle", "expected"),
    [(_fail, httpx.ConnectError), (_not_json, ValueError), (_wrong_type, (TypeError, ValueError))],
)
@pytest.mark.parametrize("way", ["sync", "sync_detailed", "asyncio", "asyncio_detailed"])
@pytest.mark.anyio
async def test_frames_of_a_failed_call_hold_no_argument_and_no_answer(
    way: str, handle: Callable[[httpx.Request], httpx.Response], expected: type[Exception]
) -> None:
    """Of the library, one frame is left, and it holds nothing; the same goes for all that led to the exception."""
    with pytest.raises(expected) as caught:
        await _call(getattr(create_mobile_registration, way), client(handle))
    stored = _stored(caught.value)
    assert CANARY not in stored
    frames = traceback.extract_tb(caught.value.__traceback__)
    assert {frame.filename for frame in frames} == {__file__, _support.__file__}
    assert [frame.name for frame in frames if frame.filename == _support.__file__] == ["call"]


@pytest.mark.anyio
async def test_the_exception_is_the_one_that_was_raised() -> None:
    """Type, message, cause and attributes stay; only the frames go."""
    for caught in (_caught(), await _caught_async()):
        assert type(caught) is httpx.ConnectError
        assert str(caught) == "refused"
        assert caught.request.url.host == "api.example"
        group = caught.__cause__
        assert isinstance(group, ExceptionGroup)
        assert [str(error) for error in group.exceptions] == ["inner", "deep"]
        assert [error.__traceback__ for error in (group, *group.exceptions)] == [None, None, None]


def _caught() -> httpx.ConnectError:
    with pytest.raises(httpx.ConnectError) as caught:
        create_mobile_registration.sync(client=client(_fail), body=_body())
    return caught.value


async def _caught_async() -> httpx.ConnectError:
    with pytest.raises(httpx.ConnectError) as caught:
        await create_mobile_registration.asyncio(client=client(_fail), body=_body())
    return caught.value


def test_an_interrupt_passes_through() -> None:
    def interrupt(request: httpx.Request) -> httpx.Response:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        create_mobile_registration.sync(client=client(interrupt), body=_body())


def test_exceptions_that_refer_to_each_other_end() -> None:
    first, second = ValueError("1"), ValueError("2")
    first.__context__, second.__context__ = second, first

    @_support.private
    def fail() -> None:
        raise first

    with pytest.raises(ValueError, match="1"):
        fail()


def test_what_is_wrapped_keeps_its_name_and_signature() -> None:
    assert create_mobile_registration.sync.__name__ == "sync"
    assert "abha" in (create_mobile_registration.sync.__doc__ or "").lower()
