"""Operations of other generated packages than ``eka_abha_api``."""

from __future__ import annotations

import dataclasses
import functools
import importlib
from collections.abc import Mapping

from eka_abha_api.operations import Operation

from eka_abha.errors import ConfigurationError

_FIELDS = tuple(field.name for field in dataclasses.fields(Operation))


def operations_of(client_class: object) -> Mapping[str, Operation]:
    """The operations of the package that a generated ``AuthenticatedClient`` belongs to, by name.

    Raises:
        ConfigurationError: it is no such class.
    """
    if isinstance(client_class, type) and client_class.__name__ == "AuthenticatedClient":
        try:
            return _operations(client_class.__module__.rpartition(".")[0])
        except (ImportError, AttributeError, TypeError, ValueError):
            pass
    raise ConfigurationError("api_for takes the AuthenticatedClient of a package that `make generate` made")


@functools.cache
def _operations(package: str) -> Mapping[str, Operation]:
    found = importlib.import_module(f"{package}.operations").OPERATIONS
    return {name: Operation(**{key: getattr(given, key) for key in _FIELDS}) for name, given in found.items()}
