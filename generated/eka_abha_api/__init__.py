# Generated from the OpenAPI document by `make generate`. Do not edit: the next run replaces it.
"""A client library for accessing Registration"""

from .client import AuthenticatedClient, Client

__all__ = (
    "AuthenticatedClient",
    "Client",
)
