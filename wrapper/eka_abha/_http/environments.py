"""The provider's environments, as the specification's servers name them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Environment:
    """A host of the provider, and how ABHA addresses end there."""

    name: str
    base_url: str
    address_suffix: str


PRODUCTION = Environment("production", "https://api.eka.care", "@abdm")
SANDBOX = Environment("sandbox", "https://api.dev.eka.care", "@sbx")
ENVIRONMENTS = {environment.name: environment for environment in (PRODUCTION, SANDBOX)}
