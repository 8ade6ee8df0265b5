# Generated from the OpenAPI document by `make generate`. Do not edit: the next run replaces it.
from typing import Any

import httpx

from ... import errors
from ..._support import private, private_async
from ...client import AuthenticatedClient, Client
from ...models.search_profiles_request import SearchProfilesRequest
from ...models.search_profiles_response import SearchProfilesResponse
from ...types import Response


def _get_kwargs(
    *,
    body: SearchProfilesRequest,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "extensions": {"operation": "search_profiles"},
        "url": "/abdm/v1/profile/search",
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> SearchProfilesResponse | None:
    if response.status_code == 200:
        response_200 = SearchProfilesResponse.from_dict(response.json())

        return response_200

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[SearchProfilesResponse]:
    return Response(
        status_code=response.status_code,
        content=response.content,
        headers=response.headers,
        parsed=client.read_response(response, _parse_response),
    )


@private
def sync_detailed(
    *,
    client: AuthenticatedClient,
    body: SearchProfilesRequest,
) -> Response[SearchProfilesResponse]:
    """Find the ABHA profiles of a mobile number

     Lists the profiles that a mobile number has, with masked ABHA numbers, for the person to pick their
    own. Sends no OTP and changes nothing. To log in to one, call login init with the method `search`,
    the `index` of the profile as a string, and the `txn_id` of this answer. The only call without
    identity headers.

    Args:
        body (SearchProfilesRequest): A mobile number to search by.

    Raises:
        What the client raises: errors of its own, or, for a plain Client, errors.UnexpectedStatus and those of httpx.

    Returns:
        Response[SearchProfilesResponse]
    """

    response = client.get_httpx_client().request(
        **_get_kwargs(
            body=body,
        )
    )

    return _build_response(client=client, response=response)


@private
def sync(
    *,
    client: AuthenticatedClient,
    body: SearchProfilesRequest,
) -> SearchProfilesResponse | None:
    """Find the ABHA profiles of a mobile number

     Lists the profiles that a mobile number has, with masked ABHA numbers, for the person to pick their
    own. Sends no OTP and changes nothing. To log in to one, call login init with the method `search`,
    the `index` of the profile as a string, and the `txn_id` of this answer. The only call without
    identity headers.

    Args:
        body (SearchProfilesRequest): A mobile number to search by.

    Raises:
        What the client raises: errors of its own, or, for a plain Client, errors.UnexpectedStatus and those of httpx.

    Returns:
        SearchProfilesResponse
    """

    return sync_detailed(
        client=client,
        body=body,
    ).parsed


@private_async
async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    body: SearchProfilesRequest,
) -> Response[SearchProfilesResponse]:
    """Find the ABHA profiles of a mobile number

     Lists the profiles that a mobile number has, with masked ABHA numbers, for the person to pick their
    own. Sends no OTP and changes nothing. To log in to one, call login init with the method `search`,
    the `index` of the profile as a string, and the `txn_id` of this answer. The only call without
    identity headers.

    Args:
        body (SearchProfilesRequest): A mobile number to search by.

    Raises:
        What the client raises: errors of its own, or, for a plain Client, errors.UnexpectedStatus and those of httpx.

    Returns:
        Response[SearchProfilesResponse]
    """

    response = await client.get_async_httpx_client().request(
        **_get_kwargs(
            body=body,
        )
    )

    return _build_response(client=client, response=response)


@private_async
async def asyncio(
    *,
    client: AuthenticatedClient,
    body: SearchProfilesRequest,
) -> SearchProfilesResponse | None:
    """Find the ABHA profiles of a mobile number

     Lists the profiles that a mobile number has, with masked ABHA numbers, for the person to pick their
    own. Sends no OTP and changes nothing. To log in to one, call login init with the method `search`,
    the `index` of the profile as a string, and the `txn_id` of this answer. The only call without
    identity headers.

    Args:
        body (SearchProfilesRequest): A mobile number to search by.

    Raises:
        What the client raises: errors of its own, or, for a plain Client, errors.UnexpectedStatus and those of httpx.

    Returns:
        SearchProfilesResponse
    """

    return (
        await asyncio_detailed(
            client=client,
            body=body,
        )
    ).parsed
