"""The ABHA card."""

from __future__ import annotations

import os
from pathlib import Path

from ._boundary import plain_boundary
from ._files import write_private

__all__ = ["Card"]

_PNG = b"\x89PNG\r\n\x1a\n"
_END = b"IEND\xaeB`\x82"


def is_png(content: bytes) -> bool:
    """True for a PNG picture from its first byte to its last chunk: one cut short is none."""
    return content.startswith(_PNG) and content[12:16] == b"IHDR" and content.rstrip(b"\0").endswith(_END)


class Card:
    """A patient's ABHA card, as PNG. It shows personal data: keep the file where such data may be."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        """The picture's bytes."""

    @plain_boundary
    def save(self, path: str | os.PathLike[str]) -> Path:
        """Write the picture to a file, whole or not at all, readable for its owner only.

        Raises:
            OSError: the file cannot be written; one that was there before is left as it was.
        """
        target = Path(path)
        write_private(target, self.content)
        return target

    def __len__(self) -> int:
        return len(self.content)

    def __repr__(self) -> str:
        return f"<Card {len(self.content)} bytes>"
