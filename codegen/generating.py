"""Run the pinned generator on a shaped document. Whatever it has to complain about is an error."""

from __future__ import annotations

import contextlib
import io
from typing import TYPE_CHECKING

from attrs import define
from openapi_python_client import GeneratorData, GeneratorError, Project
from openapi_python_client.config import Config, ConfigFile, MetaType
from openapi_python_client.parser.properties import AnyProperty
from openapi_python_client.parser.properties.none import NoneProperty
from openapi_python_client.parser.properties.string import StringProperty
from openapi_python_client.strings import PythonIdentifier

from codegen.errors import PipelineError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path
    from typing import ClassVar

    from openapi_python_client.parser.openapi import Endpoint
    from openapi_python_client.parser.properties import Property

    from codegen.shaping import Shaped

#: Names that the templates use for their own variables; a field or parameter of that name gets an underscore.
_TAKEN_IN_MODELS = frozenset(
    "additional_keys additional_properties cast cls d errors field_dict files from_dict prop prop_dict prop_name src_dict "
    "to_dict to_multipart not_null names_only".split()
)
_TAKEN_IN_ENDPOINTS = frozenset(
    "_kwargs body cast client cookies errors headers httpx params quote response private".split()
)


def generate(shaped: Shaped, *, config_path: Path, templates: Path, out: Path) -> None:
    """Write the generator's output for a shaped document into a new folder.

    Raises:
        PipelineError: the generator failed, or warned.
    """
    try:
        config_file = ConfigFile.load_from_path(config_path)
    except Exception as error:
        raise PipelineError(f"not a generator configuration: {error}", path=config_path) from error
    config = Config.from_sources(
        config_file=config_file,
        meta_type=MetaType.NONE,
        document_source=config_path,  # never read: the document is handed over below
        file_encoding="utf-8",
        overwrite=False,
        output_path=out,
    )
    config.content_type_overrides.update(dict.fromkeys(sorted(shaped.byte_types), "application/octet-stream"))
    with contextlib.redirect_stdout(io.StringIO()):
        try:
            data = GeneratorData.from_dict(dict(shaped.document), config=config)
            if isinstance(data, GeneratorError):
                _refuse([data])
                return
            _adjust(data)
            project = Project(openapi=data, config=config, custom_template_path=templates)
            errors = project.build()
        except PipelineError:
            raise
        except Exception as error:
            raise PipelineError(f"the generator failed: {type(error).__name__}: {error}") from error
    _refuse(errors)


def _refuse(errors: Iterable[GeneratorError]) -> None:
    lines = [" ".join(f"{error.header} {error.detail or ''}".split())[:400] for error in errors]
    if lines:
        others = f" (and {len(lines) - 1} more)" if len(lines) > 1 else ""
        raise PipelineError(f"the generator warned: {lines[0]}{others}")


@define
class _BytesProperty(StringProperty):
    """A body that is handed on as it came."""

    _type_string: ClassVar[str] = "bytes"
    _json_type_string: ClassVar[str] = "bytes"


def _adjust(data: GeneratorData) -> None:
    """What can be said neither in the document nor in a template."""
    for model in data.models:
        for field in [*(model.required_properties or []), *(model.optional_properties or [])]:
            _avoid(field, _TAKEN_IN_MODELS)
    for collection in data.endpoint_collections_by_tag.values():
        for endpoint in collection.endpoints:
            for _, parameter in endpoint.iter_all_parameters():
                _avoid(parameter, _TAKEN_IN_ENDPOINTS)
            _adjust_responses(endpoint)


def _avoid(field: Property, taken: frozenset[str]) -> None:
    if field.python_name in taken:
        name = PythonIdentifier(f"{field.python_name}_", "field_", skip_snake_case=True)
        object.__setattr__(field, "python_name", name)


def _adjust_responses(endpoint: Endpoint) -> None:
    has_body = any(not isinstance(response.prop, AnyProperty) for response in endpoint.responses)
    for response in endpoint.responses:
        given = response.prop
        if response.source["return_type"] == "bytes":
            response.prop = _BytesProperty(  # the generator would make it a file to upload
                name=given.name,
                required=True,
                default=None,
                python_name=given.python_name,
                description=given.description,
                example=None,
            )
        elif has_body and isinstance(given, AnyProperty) and response.source["return_type"] == "None":
            response.prop = NoneProperty(  # "Any" would swallow the type of the other answers
                name=given.name,
                required=True,
                default=None,
                python_name=given.python_name,
                description=given.description,
                example=None,
            )
