# Generated from the OpenAPI document by `make generate`. Do not edit: the next run replaces it.
from typing import Any

import httpx

from ... import errors
from ..._support import private, private_async
from ...client import AuthenticatedClient, Client
from ...models.resend_aadhaar_mobile_request import ResendAadhaarMobileRequest
from ...models.resend_aadhaar_mobile_response import ResendAadhaarMobileResponse
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    body: ResendAadhaarMobileRequest,
    oid: str | Unset = UNSET,
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

    params["oid"] = oid

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "extensions": {"operation": "resend_aadhaar_mobile"},
        "url": "/abdm/na/v1/registration/aadhaar/mobile/resend",
        "params": params,
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> ResendAadhaarMobileResponse | None:
    if response.status_code == 200:
        response_200 = ResendAadhaarMobileResponse.from_dict(response.json())

        return response_200

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[ResendAadhaarMobileResponse]:
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
    body: ResendAadhaarMobileRequest,
    oid: str | Unset = UNSET,
    x_pt_id: str | Unset = UNSET,
    x_partner_pt_id: str | Unset = UNSET,
    x_hip_id: str | Unset = UNSET,
) -> Response[ResendAadhaarMobileResponse]:
    """Resend the OTP that confirms another mobile number

     Sends the OTP of the `confirm_mobile_otp` step again, to the mobile number given at the Aadhaar
    verify. At least 30 seconds have to pass since the last one. Use the `txn_id` of this answer from
    here on.

    Args:
        oid (str | Unset): Eka user id (OID) of the patient. `X-Pt-Id` carries the same id, and
            which of the two wins is not documented: send the same value in both.
        x_pt_id (str | Unset): Eka User ID (OID)
        x_partner_pt_id (str | Unset): Partner User ID
        x_hip_id (str | Unset): Partner HIP ID
        body (ResendAadhaarMobileRequest): The Aadhaar registration whose second OTP, the one that
            confirms a mobile number, is to be sent again.

    Raises:
        What the client raises: errors of its own, or, for a plain Client, errors.UnexpectedStatus and those of httpx.

    Returns:
        Response[ResendAadhaarMobileResponse]
    """

    response = client.get_httpx_client().request(
        **_get_kwargs(
            body=body,
            oid=oid,
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
    body: ResendAadhaarMobileRequest,
    oid: str | Unset = UNSET,
    x_pt_id: str | Unset = UNSET,
    x_partner_pt_id: str | Unset = UNSET,
    x_hip_id: str | Unset = UNSET,
) -> ResendAadhaarMobileResponse | None:
    """Resend the OTP that confirms another mobile number

     Sends the OTP of the `confirm_mobile_otp` step again, to the mobile number given at the Aadhaar
    verify. At least 30 seconds have to pass since the last one. Use the `txn_id` of this answer from
    here on.

    Args:
        oid (str | Unset): Eka user id (OID) of the patient. `X-Pt-Id` carries the same id, and
            which of the two wins is not documented: send the same value in both.
        x_pt_id (str | Unset): Eka User ID (OID)
        x_partner_pt_id (str | Unset): Partner User ID
        x_hip_id (str | Unset): Partner HIP ID
        body (ResendAadhaarMobileRequest): The Aadhaar registration whose second OTP, the one that
            confirms a mobile number, is to be sent again.

    Raises:
        What the client raises: errors of its own, or, for a plain Client, errors.UnexpectedStatus and those of httpx.

    Returns:
        ResendAadhaarMobileResponse
    """

    return sync_detailed(
        client=client,
        body=body,
        oid=oid,
        x_pt_id=x_pt_id,
        x_partner_pt_id=x_partner_pt_id,
        x_hip_id=x_hip_id,
    ).parsed


@private_async
async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    body: ResendAadhaarMobileRequest,
    oid: str | Unset = UNSET,
    x_pt_id: str | Unset = UNSET,
    x_partner_pt_id: str | Unset = UNSET,
    x_hip_id: str | Unset = UNSET,
) -> Response[ResendAadhaarMobileResponse]:
    """Resend the OTP that confirms another mobile number

     Sends the OTP of the `confirm_mobile_otp` step again, to the mobile number given at the Aadhaar
    verify. At least 30 seconds have to pass since the last one. Use the `txn_id` of this answer from
    here on.

    Args:
        oid (str | Unset): Eka user id (OID) of the patient. `X-Pt-Id` carries the same id, and
            which of the two wins is not documented: send the same value in both.
        x_pt_id (str | Unset): Eka User ID (OID)
        x_partner_pt_id (str | Unset): Partner User ID
        x_hip_id (str | Unset): Partner HIP ID
        body (ResendAadhaarMobileRequest): The Aadhaar registration whose second OTP, the one that
            confirms a mobile number, is to be sent again.

    Raises:
        What the client raises: errors of its own, or, for a plain Client, errors.UnexpectedStatus and those of httpx.

    Returns:
        Response[ResendAadhaarMobileResponse]
    """

    response = await client.get_async_httpx_client().request(
        **_get_kwargs(
            body=body,
            oid=oid,
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
    body: ResendAadhaarMobileRequest,
    oid: str | Unset = UNSET,
    x_pt_id: str | Unset = UNSET,
    x_partner_pt_id: str | Unset = UNSET,
    x_hip_id: str | Unset = UNSET,
) -> ResendAadhaarMobileResponse | None:
    """Resend the OTP that confirms another mobile number

     Sends the OTP of the `confirm_mobile_otp` step again, to the mobile number given at the Aadhaar
    verify. At least 30 seconds have to pass since the last one. Use the `txn_id` of this answer from
    here on.

    Args:
        oid (str | Unset): Eka user id (OID) of the patient. `X-Pt-Id` carries the same id, and
            which of the two wins is not documented: send the same value in both.
        x_pt_id (str | Unset): Eka User ID (OID)
        x_partner_pt_id (str | Unset): Partner User ID
        x_hip_id (str | Unset): Partner HIP ID
        body (ResendAadhaarMobileRequest): The Aadhaar registration whose second OTP, the one that
            confirms a mobile number, is to be sent again.

    Raises:
        What the client raises: errors of its own, or, for a plain Client, errors.UnexpectedStatus and those of httpx.

    Returns:
        ResendAadhaarMobileResponse
    """

    return (
        await asyncio_detailed(
            client=client,
            body=body,
            oid=oid,
            x_pt_id=x_pt_id,
            x_partner_pt_id=x_partner_pt_id,
            x_hip_id=x_hip_id,
        )
    ).parsed
