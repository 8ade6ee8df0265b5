# Generated from the OpenAPI document by `make generate`. Do not edit: the next run replaces it.
from typing import Any

import httpx

from ... import errors
from ..._support import private, private_async
from ...client import AuthenticatedClient, Client
from ...models.suggest_abha_addresses_response import SuggestAbhaAddressesResponse
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    mn: str | Unset = UNSET,
    ln: str | Unset = UNSET,
    fn: str | Unset = UNSET,
    dob: str | Unset = UNSET,
    transaction_id: str | Unset = UNSET,
    x_pt_id: str | Unset = UNSET,
    x_partner_pt_id: str | Unset = UNSET,
    x_hip_id: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(x_pt_id, Unset):
        headers["X-Pt-Id"] = x_pt_id

    if not isinstance(x_partner_pt_id, Unset):
        headers["X-Partner-Pt-Id"] = x_partner_pt_id

    if not isinstance(x_hip_id, Unset):
        headers["X-Hip-Id"] = x_hip_id

    params: dict[str, Any] = {}

    params["mn"] = mn

    params["ln"] = ln

    params["fn"] = fn

    params["dob"] = dob

    params["transactionId"] = transaction_id

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "extensions": {"operation": "suggest_abha_addresses"},
        "url": "/abdm/na/v1/registration/suggest",
        "params": params,
    }

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> SuggestAbhaAddressesResponse | None:
    if response.status_code == 200:
        response_200 = SuggestAbhaAddressesResponse.from_dict(response.json())

        return response_200

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[SuggestAbhaAddressesResponse]:
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
    mn: str | Unset = UNSET,
    ln: str | Unset = UNSET,
    fn: str | Unset = UNSET,
    dob: str | Unset = UNSET,
    transaction_id: str | Unset = UNSET,
    x_pt_id: str | Unset = UNSET,
    x_partner_pt_id: str | Unset = UNSET,
    x_hip_id: str | Unset = UNSET,
) -> Response[SuggestAbhaAddressesResponse]:
    """Suggest free ABHA addresses

     Proposes ABHA addresses made from the person's name and birth date, for the person to choose from
    before a create call. Changes nothing. No parameter is required; send what is known.

    Args:
        mn (str | Unset): Middle name.
        ln (str | Unset): Last name.
        fn (str | Unset): First name.
        dob (str | Unset): Birth date as `YYYY-MM-DD`, unlike in a profile, where it is three
            integers.
        transaction_id (str | Unset): Newest `txn_id` of the registration under way. The only
            place where it has this name.
        x_pt_id (str | Unset): Eka User ID (OID)
        x_partner_pt_id (str | Unset): Partner User ID
        x_hip_id (str | Unset): Partner HIP ID

    Raises:
        What the client raises: errors of its own, or, for a plain Client, errors.UnexpectedStatus and those of httpx.

    Returns:
        Response[SuggestAbhaAddressesResponse]
    """

    response = client.get_httpx_client().request(
        **_get_kwargs(
            mn=mn,
            ln=ln,
            fn=fn,
            dob=dob,
            transaction_id=transaction_id,
            x_pt_id=x_pt_id,
            x_partner_pt_id=x_partner_pt_id,
            x_hip_id=x_hip_id,
        )
    )

    return _build_response(client=client, response=response)


@private
def sync(
    *,
    client: AuthenticatedClient,
    mn: str | Unset = UNSET,
    ln: str | Unset = UNSET,
    fn: str | Unset = UNSET,
    dob: str | Unset = UNSET,
    transaction_id: str | Unset = UNSET,
    x_pt_id: str | Unset = UNSET,
    x_partner_pt_id: str | Unset = UNSET,
    x_hip_id: str | Unset = UNSET,
) -> SuggestAbhaAddressesResponse | None:
    """Suggest free ABHA addresses

     Proposes ABHA addresses made from the person's name and birth date, for the person to choose from
    before a create call. Changes nothing. No parameter is required; send what is known.

    Args:
        mn (str | Unset): Middle name.
        ln (str | Unset): Last name.
        fn (str | Unset): First name.
        dob (str | Unset): Birth date as `YYYY-MM-DD`, unlike in a profile, where it is three
            integers.
        transaction_id (str | Unset): Newest `txn_id` of the registration under way. The only
            place where it has this name.
        x_pt_id (str | Unset): Eka User ID (OID)
        x_partner_pt_id (str | Unset): Partner User ID
        x_hip_id (str | Unset): Partner HIP ID

    Raises:
        What the client raises: errors of its own, or, for a plain Client, errors.UnexpectedStatus and those of httpx.

    Returns:
        SuggestAbhaAddressesResponse
    """

    return sync_detailed(
        client=client,
        mn=mn,
        ln=ln,
        fn=fn,
        dob=dob,
        transaction_id=transaction_id,
        x_pt_id=x_pt_id,
        x_partner_pt_id=x_partner_pt_id,
        x_hip_id=x_hip_id,
    ).parsed


@private_async
async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    mn: str | Unset = UNSET,
    ln: str | Unset = UNSET,
    fn: str | Unset = UNSET,
    dob: str | Unset = UNSET,
    transaction_id: str | Unset = UNSET,
    x_pt_id: str | Unset = UNSET,
    x_partner_pt_id: str | Unset = UNSET,
    x_hip_id: str | Unset = UNSET,
) -> Response[SuggestAbhaAddressesResponse]:
    """Suggest free ABHA addresses

     Proposes ABHA addresses made from the person's name and birth date, for the person to choose from
    before a create call. Changes nothing. No parameter is required; send what is known.

    Args:
        mn (str | Unset): Middle name.
        ln (str | Unset): Last name.
        fn (str | Unset): First name.
        dob (str | Unset): Birth date as `YYYY-MM-DD`, unlike in a profile, where it is three
            integers.
        transaction_id (str | Unset): Newest `txn_id` of the registration under way. The only
            place where it has this name.
        x_pt_id (str | Unset): Eka User ID (OID)
        x_partner_pt_id (str | Unset): Partner User ID
        x_hip_id (str | Unset): Partner HIP ID

    Raises:
        What the client raises: errors of its own, or, for a plain Client, errors.UnexpectedStatus and those of httpx.

    Returns:
        Response[SuggestAbhaAddressesResponse]
    """

    response = await client.get_async_httpx_client().request(
        **_get_kwargs(
            mn=mn,
            ln=ln,
            fn=fn,
            dob=dob,
            transaction_id=transaction_id,
            x_pt_id=x_pt_id,
            x_partner_pt_id=x_partner_pt_id,
            x_hip_id=x_hip_id,
        )
    )

    return _build_response(client=client, response=response)


@private_async
async def asyncio(
    *,
    client: AuthenticatedClient,
    mn: str | Unset = UNSET,
    ln: str | Unset = UNSET,
    fn: str | Unset = UNSET,
    dob: str | Unset = UNSET,
    transaction_id: str | Unset = UNSET,
    x_pt_id: str | Unset = UNSET,
    x_partner_pt_id: str | Unset = UNSET,
    x_hip_id: str | Unset = UNSET,
) -> SuggestAbhaAddressesResponse | None:
    """Suggest free ABHA addresses

     Proposes ABHA addresses made from the person's name and birth date, for the person to choose from
    before a create call. Changes nothing. No parameter is required; send what is known.

    Args:
        mn (str | Unset): Middle name.
        ln (str | Unset): Last name.
        fn (str | Unset): First name.
        dob (str | Unset): Birth date as `YYYY-MM-DD`, unlike in a profile, where it is three
            integers.
        transaction_id (str | Unset): Newest `txn_id` of the registration under way. The only
            place where it has this name.
        x_pt_id (str | Unset): Eka User ID (OID)
        x_partner_pt_id (str | Unset): Partner User ID
        x_hip_id (str | Unset): Partner HIP ID

    Raises:
        What the client raises: errors of its own, or, for a plain Client, errors.UnexpectedStatus and those of httpx.

    Returns:
        SuggestAbhaAddressesResponse
    """

    return (
        await asyncio_detailed(
            client=client,
            mn=mn,
            ln=ln,
            fn=fn,
            dob=dob,
            transaction_id=transaction_id,
            x_pt_id=x_pt_id,
            x_partner_pt_id=x_partner_pt_id,
            x_hip_id=x_hip_id,
        )
    ).parsed
