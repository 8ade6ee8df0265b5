"""Which method calls which operation."""

from __future__ import annotations

from codegen.comparing.documents import shown_address
from codegen.comparing.wrapper import wrapper_methods
from tests.docs.test_operations import ROWS


def test_methods_are_those_of_the_page_on_operations() -> None:
    """That page is held true by calling each method and looking at what it sends."""
    found = {(shown_address(address), method) for address, methods in wrapper_methods().items() for method in methods}
    assert found == {(row.endpoint, row.method) for row in ROWS}
