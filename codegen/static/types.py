"""Stands in for the generated ``types`` module while the modules in this folder are checked on their own."""

from __future__ import annotations


class Unset:
    """Absent."""


UNSET: Unset = Unset()
