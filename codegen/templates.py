"""Patch the generator's templates: find and replace on the text of the pinned release.

Each file in ``openapi/templates`` patches one template. A patch whose ``find`` is not there exactly once fails, so that
a new release of the generator cannot quietly undo it.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import openapi_python_client

from codegen.jsontypes import as_list
from codegen.reading import read

if TYPE_CHECKING:
    from codegen.reading import Source

_UPSTREAM = Path(openapi_python_client.__file__).parent / "templates"
_KEYS = ("why", "until", "find", "replace")


def write_patched_templates(patches: Path, into: Path) -> list[str]:
    """Write every template that has patches, patched, into a folder.

    Returns:
        the names of the templates written.

    Raises:
        PipelineError: a patch is incomplete, or its text is not in the template exactly once.
    """
    written = []
    for path in sorted(patches.glob("*.yaml")):
        source = read(path)
        name = source.document.get("template")
        if not isinstance(name, str) or not (_UPSTREAM / name).is_file():
            raise source.error(f"the generator has no template {name!r}", ("template",))
        text = _patched((_UPSTREAM / name).read_text("utf-8"), source, name)
        target = into / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, "utf-8")
        written.append(name)
    return written


def _patched(text: str, source: Source, name: str) -> str:
    for index, patch in enumerate(as_list(source.document.get("patches"))):
        place = ("patches", index)
        if not isinstance(patch, dict):
            raise source.error(f"patch {index + 1} is not a mapping", place)
        parts = [patch.get(key) for key in _KEYS]
        if not all(isinstance(part, str) for part in parts) or not all(parts[:3]) or len(patch) != len(_KEYS):
            raise source.error(f"patch {index + 1} must have exactly the texts {', '.join(_KEYS)}", place)
        _, _, find, replace = map(str, parts)
        count = text.count(find)
        if count != 1:
            message = f"patch {index + 1} finds its text {count} times in {name}, not once: {find.splitlines()[0]!r}"
            raise source.error(message, place)
        text = text.replace(find, replace)
    return text
