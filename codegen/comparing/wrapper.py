"""Which method of ``eka_abha`` calls which operation, read from the wrapper's source.

A method that calls the service says so in its docstring: ``Endpoint:`` and the method and path. That line is held true
by the tests of ``docs/operations.md``, which call each method and look at what it sends. The source is read and not
imported, because it may not import while the generated package is being changed.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import griffe

from codegen import layout

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from codegen.comparing.moves import Address

_CLIENT = "AsyncAbhaClient"
_LINE = re.compile(r"^Endpoints?: (.*)$", re.MULTILINE)
_ENDPOINT = re.compile(r"``(\S+) (/[^`?]*)")


def wrapper_methods() -> Mapping[Address, list[str]]:
    """Address → the public methods that call it, as ``registration.start_mobile`` and ``MobileOtpSent.verify``."""
    root = griffe.load("eka_abha", search_paths=[layout.WRAPPER], allow_inspection=False)
    public = root["aio"]
    parts = _parts(public[_CLIENT])
    found: dict[Address, list[str]] = {}
    for name in public.exports or ():
        for method, address in _calls(public[str(name)]):
            found.setdefault(address, []).append(f"{parts.get(str(name), name)}.{method}")
    return {address: sorted(methods) for address, methods in found.items()}


def _parts(client: griffe.Object | griffe.Alias) -> dict[str, str]:
    """Class → the attribute of the client that holds it: ``Registration`` → ``registration``."""
    return {str(member.annotation): name for name, member in client.attributes.items() if "property" in member.labels}


def _calls(holder: griffe.Object | griffe.Alias) -> Iterator[tuple[str, Address]]:
    for name, member in holder.all_members.items():
        if name.startswith("_") or member.docstring is None:
            continue
        line = _LINE.search(member.docstring.value)
        for method, path in _ENDPOINT.findall(line[1]) if line else ():
            yield name, (method.lower(), path)
