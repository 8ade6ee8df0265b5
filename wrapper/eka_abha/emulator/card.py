"""A picture that stands for an ABHA card: a real PNG image, made without an image library, with nothing to read."""

from __future__ import annotations

import hashlib
import struct
import zlib
from typing import Final

_WIDTH: Final = 160
_HEIGHT: Final = 100
_CELL: Final = 10
_MARGIN: Final = 10


def card_png(seed: str) -> bytes:
    """Return a small PNG image whose pattern depends on `seed` alone."""
    digest = hashlib.sha256(seed.encode()).digest()
    colour, cells = digest[:3], int.from_bytes(digest[3:])
    rows = b"".join(b"\0" + _row(y, colour, cells) for y in range(_HEIGHT))
    header = struct.pack(">IIBBBBB", _WIDTH, _HEIGHT, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", zlib.compress(rows, 9)) + _chunk(b"IEND")


def _row(y: int, colour: bytes, cells: int) -> bytes:
    return b"".join(colour if _is_set(x, y, cells) else b"\xff\xff\xff" for x in range(_WIDTH))


def _is_set(x: int, y: int, cells: int) -> bool:
    if not (_MARGIN <= x < _WIDTH - _MARGIN and _MARGIN <= y < _HEIGHT - _MARGIN):
        return True
    return bool(cells >> (y // _CELL * (_WIDTH // _CELL) + x // _CELL) & 1)


def _chunk(kind: bytes, data: bytes = b"") -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
