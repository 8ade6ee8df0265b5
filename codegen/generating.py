"""Run the pinned generator on a shaped document. Whatever it has to complain about is an error."""

from __future__ import annotations

import contextlib
import io
from typing import TYPE_CHECKING

from attrs import define
from openapi_python_client import Project
from openapi_python_client.config import Config, ConfigFile, MetaType
from openapi_python_client.parser import GeneratorData
from openapi_python_client.parser.errors import GeneratorError
from openapi_python_client.parser.properties import AnyProperty
from openapi_python_client.parser.properties.list_property import ListProperty
from openapi_python_client.parser.properties.none import NoneProperty
from openapi_python_client.parser.properties.string import StringProperty
from openapi_python_client.schema.untrusted_string import UntrustedString
from openapi_python_client.strings import PythonCode, PythonIdentifier

from codegen.errors import PipelineError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path
    from typing import ClassVar, TypedDict

    from openapi_python_client.parser.openapi import Endpoint
    from openapi_python_client.parser.properties import Property
    from openapi_python_client.parser.responses import Response

    from codegen.shaping import Shaped

    class _Basics(TypedDict):
        name: UntrustedString
        required: bool
        default: None
        python_name: PythonIdentifier
        description: UntrustedString | None
        example: None


#: Names that the templates use for their own variables; a field or parameter of that name gets an underscore.
_TAKEN_IN_MODELS = frozenset(
    {
        *("additional_keys", "additional_properties", "from_dict", "to_dict", "to_multipart"),
        *(
            "cast",
            "cls",
            "d",
            "field_dict",
            "files",
            "json",
            "names_only",
            "not_null",
            "prop",
            "prop_dict",
            "prop_name",
        ),
        *("src_dict", "types"),
    }
)
_TAKEN_IN_ENDPOINTS = frozenset(
    {"body", "cast", "client", "cookies", "errors", "headers", "httpx", "params", "private", "quote", "response"}
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
    """An answer that is handed on as it came; the generator would make it a file to upload."""

    _type_string: ClassVar[str] = "bytes"
    _json_type_string: ClassVar[str] = "bytes"


@define
class _AnythingProperty(StringProperty):
    """An answer that may be any JSON. The generator calls it ``Any``, which it also uses for no answer at all."""

    _type_string: ClassVar[str] = "object"
    _json_type_string: ClassVar[str] = "object"


@define
class _NothingProperty(NoneProperty):
    """An answer without a body beside others that have one: None, which every operation may return anyway.

    The generator would call it ``Any``, and that would swallow the types of the others.
    """

    shown: PythonCode

    def get_type_string(self, no_optional: bool = False, json: bool = False) -> PythonCode:
        """The type of an answer that has a body, so that nothing is added to the types of the operation."""
        return self.shown


def _adjust(data: GeneratorData) -> None:
    """What can be said neither in the document nor in a template."""
    for model in data.models:
        fields = [*(model.required_properties or []), *(model.optional_properties or [])]
        items = [field.inner_property.python_name for field in fields if isinstance(field, ListProperty)]
        taken = _TAKEN_IN_MODELS.union(items, (f"{name}_data" for name in items))
        for field in fields:
            _avoid(field, taken)
    for collection in data.endpoint_collections_by_tag.values():
        for endpoint in collection.endpoints:
            for _, parameter in endpoint.iter_all_parameters():
                before = parameter.python_name
                _avoid(parameter, _TAKEN_IN_ENDPOINTS)
                if parameter in endpoint.path_parameters and parameter.python_name != before:
                    path = endpoint.path.get_untrusted_value()
                    endpoint.path = UntrustedString(path.replace(f"{{{before}}}", f"{{{parameter.python_name}}}"))
            _adjust_responses(endpoint)


def _avoid(field: Property, taken: frozenset[str]) -> None:
    if field.python_name in taken:
        name = PythonIdentifier(f"{field.python_name}_", "field_", skip_snake_case=True)
        object.__setattr__(field, "python_name", name)


def _adjust_responses(endpoint: Endpoint) -> None:
    for response in endpoint.responses:
        if response.source["return_type"] == "bytes":
            response.prop = _BytesProperty(**_basics(response))
        elif response.source["return_type"] == "Any" and isinstance(response.prop, AnyProperty):
            response.prop = _AnythingProperty(**_basics(response))
    bodies = [response for response in endpoint.responses if response.source["return_type"] != "None"]
    for response in endpoint.responses:
        if bodies and response.source["return_type"] == "None":
            shown = bodies[0].prop.get_type_string()
            response.prop = _NothingProperty(**_basics(response), shown=shown)
            response.source = {"attribute": "None", "return_type": shown.as_unembedded_code()}


def _basics(response: Response) -> _Basics:
    return {
        "name": response.prop.name,
        "required": True,
        "default": None,
        "python_name": response.prop.python_name,
        "description": response.prop.description,
        "example": None,
    }
