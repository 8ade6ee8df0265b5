"""Give every object and enum of an operation its own class, named by operation, direction and property path.

The generator names a class after the component that it reads it from, so each schema that becomes a class is moved into
``components`` under exactly that name and referred to from the one place that uses it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from openapi_python_client.strings import PythonIdentifier

from codegen.errors import PipelineError
from codegen.inlining import ANCHOR, RECURSION
from codegen.jsontypes import Json, JsonObject, as_list, as_object, as_text, strings
from codegen.naming import class_name, member_names, module_name

if TYPE_CHECKING:
    from collections.abc import Sequence

#: As in generator-config.yml; names that are no Python names get it in front.
FIELD_PREFIX = "field_"


@dataclass(slots=True)
class Classes:
    """The classes of all operations: what the generator calls components."""

    components: JsonObject = field(default_factory=dict)
    owners: dict[str, tuple[str, str]] = field(default_factory=dict)

    def claim(self, name: str, owner: str) -> bool:
        """Take a class name; False when the same operation has it already, or one that would be in the same module.

        Raises:
            PipelineError: another operation has it.
        """
        module = module_name(name)
        if module in self.owners:
            other, taken = self.owners[module]
            if other != owner:
                raise PipelineError(f"{other} and {owner} would both have a class named {taken!r}")
            return False
        self.owners[module] = (owner, name)
        self.components[name] = {}
        return True


class Hoister:
    """Moves the classes of one operation into components."""

    def __init__(self, classes: Classes, operation: str, owner: str) -> None:
        self._classes = classes
        self._operation = operation
        self._owner = owner
        self._enclosing: list[tuple[Json, str]] = []

    def hoist(self, schema: JsonObject, parts: Sequence[str]) -> JsonObject:
        """The simplified schema as the generator reads it, its classes moved out.

        Args:
            parts: where in the operation it is: direction, then property names.
        """
        nullable = schema.get("nullable") is True
        texts: JsonObject = {key: schema[key] for key in ("description", "example") if key in schema}
        if RECURSION in schema:
            return _or_null({"$ref": self._enclosing_class(schema[RECURSION], parts)}, {}, nullable=nullable)
        if "oneOf" in schema:
            variants: list[Json] = [
                self.hoist(as_object(variant), (*parts, f"variant {number}"))
                for number, variant in enumerate(as_list(schema["oneOf"]), 1)
            ]
            if nullable:
                variants.append({"type": "null"})
            return {"oneOf": variants, **texts}
        kind = schema.get("type")
        if kind == "object" or "enum" in schema:
            reference = self._component(schema, parts)
            return _or_null({"$ref": reference}, texts, nullable=nullable)
        plain: JsonObject = {"format": schema["format"]} if "format" in schema else {}
        if kind == "array":
            plain["items"] = self.hoist(as_object(schema.get("items")), (*parts, "item"))
        if isinstance(kind, str):
            plain["type"] = [kind, "null"] if nullable else kind
        return {**plain, **texts}

    def _enclosing_class(self, mark: Json, parts: Sequence[str]) -> str:
        name = next((name for anchor, name in reversed(self._enclosing) if anchor == mark), None)
        if name is None:
            place = " > ".join(parts)
            message = f"{self._owner}: the schema at {place} contains itself, and is not an object: not supported"
            raise PipelineError(message)
        return f"#/components/schemas/{name}"

    def _component(self, schema: JsonObject, parts: Sequence[str]) -> str:
        name = class_name(self._operation, parts, owner=self._owner)
        if not self._classes.claim(name, self._owner):
            name = class_name(self._operation, parts, owner=self._owner, distinct=True)
            if not self._classes.claim(name, self._owner):
                raise PipelineError(f"{self._owner}: two places have the class name {name!r}")
        if ANCHOR in schema:
            self._enclosing.append((schema[ANCHOR], name))
        component: JsonObject = {
            key: value for key, value in schema.items() if key not in ("nullable", "properties", ANCHOR)
        }
        if "enum" in schema:
            if schema.get("type") == "string":
                component["x-enum-varnames"] = list[Json](member_names(strings(schema["enum"])))
        else:
            self._fill_object(component, schema, parts)
        if ANCHOR in schema:
            self._enclosing.pop()
        self._classes.components[name] = component
        return f"#/components/schemas/{name}"

    def _fill_object(self, component: JsonObject, schema: JsonObject, parts: Sequence[str]) -> None:
        properties = as_object(schema.get("properties"))
        _refuse_equal_names(properties, f"{self._owner}: {' > '.join(parts)}")
        if properties:
            component["properties"] = {
                name: self.hoist(as_object(inner), (*parts, name)) for name, inner in properties.items()
            }
        extra = schema.get("additionalProperties")
        if isinstance(extra, dict):
            component["additionalProperties"] = self.hoist(extra, (*parts, "value"))


def _or_null(schema: JsonObject, texts: JsonObject, *, nullable: bool) -> JsonObject:
    return {"oneOf": [schema, {"type": "null"}], **texts} if nullable else schema


def _refuse_equal_names(properties: JsonObject, where: str) -> None:
    """The generator tells equal Python names apart by their spelling in the document; where that fails, say which."""
    seen: dict[str, str] = {}
    for name in properties:
        spelled = str(PythonIdentifier(as_text(name), FIELD_PREFIX, skip_snake_case=True))
        if spelled in seen and PythonIdentifier(name, FIELD_PREFIX) == PythonIdentifier(seen[spelled], FIELD_PREFIX):
            raise PipelineError(f"{where}: the properties {seen[spelled]!r} and {name!r} have the same Python name")
        seen[spelled] = name
