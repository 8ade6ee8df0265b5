"""Derives the synchronous half of the wrapper, and of its tests, from the asynchronous half.

The asynchronous code is written by hand; this table of words turns it into its synchronous twin. Whatever the table
cannot turn belongs into the handwritten pair ``_io/aio.py`` and ``_io/threads.py``.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

PAIRS = (
    (ROOT / "wrapper/eka_abha/_async", ROOT / "wrapper/eka_abha/_sync"),
    (ROOT / "tests/both/_async", ROOT / "tests/both/_sync"),
)
"""Folders of asynchronous code, and where their twins go."""

HEADER = "# Derived from {source} by `make generate`: change that file, not this one.\n"

WORDS = (
    (r"AsyncAbhaClient", "AbhaClient"),
    (r"AsyncHTTPTransport", "HTTPTransport"),
    (r"AsyncBaseTransport", "BaseTransport"),
    (r"AsyncClient", "Client"),
    (r"AsyncRedisTokenStore", "RedisTokenStore"),
    (r"\bredis\.asyncio\b", "redis"),
    (r"AsyncIterator", "Iterator"),
    (r"set_async_httpx_client", "set_httpx_client"),
    (r"get_async_httpx_client", "get_httpx_client"),
    (r"__aenter__", "__enter__"),
    (r"__aexit__", "__exit__"),
    (r"aclose", "close"),
    (r"asyncio_detailed", "sync_detailed"),
    (r"\.asyncio\(", ".sync("),
    (r"eka_abha\.aio\b", "eka_abha"),
    (r"_io\.aio\b", "_io.threads"),
    (r"_io\.redis_aio\b", "_io.redis_threads"),
    (r"\basync_client\b", "client"),
    (r"\b_async\b", "_sync"),
    (r"\basynchronous\b", "synchronous"),
    (
        r"\bThe asynchronous half, written by hand\..*",
        "The synchronous half, derived from ``eka_abha._async`` by ``make generate``.",
    ),
    (r", plain or async, that", " that"),
    (r"@pytest\.mark\.anyio\n", ""),
    (r"\bAwaitable\[([^\[\]]*)\]", r"\1"),
    (r"\bawait ", ""),
    (r"\basync (def|with|for)\b", r"\1"),
)
"""Pattern and replacement, applied in this order."""


def derive(source: str, name: str) -> str:
    """The synchronous twin of a module's text."""
    for pattern, replacement in WORDS:
        source = re.sub(pattern, replacement, source)
    return _formatted(HEADER.format(source=name) + source)


def derived_files() -> dict[Path, str]:
    """Every derived file as it should be."""
    files = {}
    for source_folder, target_folder in PAIRS:
        for source in sorted(source_folder.glob("*.py")):
            name = source.relative_to(ROOT).as_posix()
            files[target_folder / source.name] = derive(source.read_text(encoding="utf-8"), name)
    return files


def stale_files() -> list[str]:
    """Derived files that are missing, differ from what they should be, or have no source."""
    wanted = derived_files()
    found = {path for _, folder in PAIRS for path in folder.glob("*.py")}
    stale = {path for path, text in wanted.items() if path not in found or path.read_text(encoding="utf-8") != text}
    return sorted(path.relative_to(ROOT).as_posix() for path in stale | (found - wanted.keys()))


def write() -> None:
    """Write every derived file, and remove those without a source."""
    wanted = derived_files()
    for _, folder in PAIRS:
        for path in folder.glob("*.py"):
            if path not in wanted:
                path.unlink()
    for path, text in wanted.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def _formatted(text: str) -> str:
    ruff = Path(sys.executable).with_name("ruff")
    for command in (["check", "--select", "I,F401", "--fix-only", "--silent"], ["format", "--silent"]):
        arguments = [str(ruff), *command, "--isolated", "--no-cache", "--line-length", "120", "-"]
        done = subprocess.run(arguments, input=text, capture_output=True, text=True, check=True)
        text = done.stdout
    return text


def main(arguments: list[str]) -> int:
    """``check`` reports stale files; otherwise they are written."""
    if arguments == ["check"]:
        stale = stale_files()
        for name in stale:
            print(f"{name} is not what `make generate` makes of its source", file=sys.stderr)
        return 1 if stale else 0
    write()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
