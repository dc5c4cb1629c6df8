"""The OpenAPI document as a reader wants it: operations by subject, shapes by name, types in words.

docs/reference/api.md is made from this. In a text that says a type, the name of a shape stands in brackets,
`list of [Workout]`, which becomes a link.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from mygymtracker.api.documentation import METHODS

Schema = Mapping[str, Any]

#: What a string of that format looks like, or of that name where it has no format.
SAMPLES: Final = {
    "uuid": "0193a5c1-7c00-7000-8000-000000000001",
    "date-time": "2026-03-02T17:30:00Z",
    "date-time-local": "2026-03-02T18:30:00",
    "date": "2026-03-02",
    "decimal": "102.5",
    "email": "ann@example.org",
    "label": "Firefox on a phone",
    "token": "eyJhbGciOiJIUzI1NiJ9…",
}
FORMATS: Final = {
    "uuid": "UUID",
    "date-time": "instant",
    "date-time-local": "time on the wall, without a zone",
    "date": "day",
    "binary": "file",
    "decimal": "decimal in a string",
    "email": "e-mail address",
}
KINDS: Final = {"string": "text", "integer": "whole number", "number": "number", "boolean": "true or false"}
DEEPEST_SAMPLE: Final = 5


@dataclass(frozen=True, slots=True)
class Field:
    """A parameter, or a property of a shape. `place` says where a parameter goes: path, query, header, cookie."""

    name: str
    type: str
    required: bool
    description: str
    place: str = ""


@dataclass(frozen=True, slots=True)
class Content:
    """A body, in a request or in an answer. `sample` is JSON, or empty where there is nothing to show."""

    media_type: str
    type: str
    fields: tuple[Field, ...]
    sample: str


@dataclass(frozen=True, slots=True)
class Answer:
    """`status` is a number, or `default` for every one not listed."""

    status: str
    description: str
    content: Content | None

    @property
    def is_failure(self) -> bool:
        return self.status >= "4"


@dataclass(frozen=True, slots=True)
class Operation:
    method: str
    path: str
    summary: str
    description: str
    signed_in: bool
    parameters: tuple[Field, ...]
    body: Content | None
    answers: tuple[Answer, ...]

    @property
    def anchor(self) -> str:
        return f"{self.method}{re.sub(r'[^a-z0-9]+', '-', self.path.lower())}".strip("-").lower()


@dataclass(frozen=True, slots=True)
class Subject:
    name: str
    description: str
    operations: tuple[Operation, ...]


@dataclass(frozen=True, slots=True)
class Shape:
    """`type` is for shapes without fields, such as a closed list of words."""

    name: str
    description: str
    type: str
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Reference:
    title: str
    version: str
    description: str
    subjects: tuple[Subject, ...]
    shapes: tuple[Shape, ...]


def read_document(document: Schema) -> Reference:
    """Subjects in the order of the document's tags, operations in the order of their paths."""
    return _Reader(document).reference()


class _Reader:
    def __init__(self, document: Schema) -> None:
        self.document = document
        self.schemas: Schema = document.get("components", {}).get("schemas", {})
        self.names = {key: _shape_name(key) for key in self.schemas}

    def reference(self) -> Reference:
        info = self.document["info"]
        by_tag: dict[str, list[Operation]] = {tag["name"]: [] for tag in self.document.get("tags", [])}
        for path, item in sorted(self.document.get("paths", {}).items()):
            for method in METHODS:
                if method in item:
                    tag = (item[method].get("tags") or ["Other"])[0]
                    by_tag.setdefault(tag, []).append(self.operation(method, path, item))
        about = {tag["name"]: tag.get("description", "") for tag in self.document.get("tags", [])}
        subjects = (Subject(tag, about.get(tag, ""), tuple(found)) for tag, found in by_tag.items() if found)
        shapes = (self.shape(key) for key in sorted(self.schemas, key=lambda key: self.names[key]))
        return Reference(info["title"], info["version"], info.get("description", ""), tuple(subjects), tuple(shapes))

    def operation(self, method: str, path: str, item: Schema) -> Operation:
        told = item[method]
        security = told.get("security", self.document.get("security", []))
        given = [*item.get("parameters", []), *told.get("parameters", [])]
        answers = sorted(told.get("responses", {}).items())
        return Operation(
            method=method.upper(),
            path=path,
            summary=told.get("summary", ""),
            description=told.get("description", ""),
            signed_in=bool(security) and {} not in security,
            parameters=tuple(self.parameter(parameter) for parameter in given),
            body=self.content(told.get("requestBody", {})),
            answers=tuple(Answer(status, said.get("description", ""), self.content(said)) for status, said in answers),
        )

    def parameter(self, told: Schema) -> Field:
        schema = told.get("schema", {})
        description = told.get("description") or schema.get("description", "")
        return Field(told["name"], self.type_of(schema), told.get("required", False), description, told["in"])

    def content(self, told: Schema) -> Content | None:
        for media_type, media in told.get("content", {}).items():
            schema = media.get("schema", {})
            sample = next(_given_samples(media), None)
            if sample is None and "json" in media_type:
                sample = self.sample(schema)
            text = "" if sample is None else json.dumps(sample, indent=2, ensure_ascii=False)
            return Content(media_type, self.type_of(schema), self.fields(self.resolved(schema)), text)
        return None

    def shape(self, key: str) -> Shape:
        schema = self.schemas[key]
        fields = self.fields(schema)
        return Shape(self.names[key], schema.get("description", ""), "" if fields else self.type_of(schema), fields)

    def fields(self, schema: Schema) -> tuple[Field, ...]:
        required = schema.get("required", [])
        return tuple(
            Field(name, self.type_of(told), name in required, self.described(told))
            for name, told in schema.get("properties", {}).items()
        )

    def described(self, schema: Schema) -> str:
        description: str = schema.get("description", "")
        return description

    def resolved(self, schema: Schema) -> Schema:
        """Through references; an allOf of one is how a reference gets examples of its own."""
        if len(schema.get("allOf", [])) == 1:
            return self.resolved(schema["allOf"][0])
        if "$ref" in schema:
            found: Schema = self.schemas[schema["$ref"].rsplit("/", 1)[1]]
            return found
        return schema

    def type_of(self, schema: Schema) -> str:
        """In words, limits included; a shape by its name in brackets."""
        if "$ref" in schema:
            return f"[{self.names[schema['$ref'].rsplit('/', 1)[1]]}]"
        for together in ("oneOf", "anyOf", "allOf"):
            if together in schema:
                return " or ".join(dict.fromkeys(self.type_of(part) for part in schema[together]))
        if "enum" in schema or "const" in schema:
            values = schema.get("enum", [schema.get("const")])
            return "one of " + ", ".join(json.dumps(value, ensure_ascii=False) for value in values)
        kinds = schema.get("type", "anything")
        kinds = kinds if isinstance(kinds, list) else [kinds]
        return " or ".join(self.kind(kind, schema) for kind in kinds)

    def kind(self, kind: str, schema: Schema) -> str:
        match kind:
            case "array":
                return f"list of {self.type_of(schema.get('items', {}))}"
            case "object":
                more = schema.get("additionalProperties")
                return f"object of {self.type_of(more)}" if isinstance(more, dict) and more else "object"
            case "null":
                return "null"
        plain = KINDS.get(kind, kind)
        name = FORMATS.get(schema.get("format", ""), plain) if kind == "string" else plain
        return ", ".join([name, *_limits(schema)])

    def sample(self, schema: Schema, depth: int = 0, name: str = "") -> Any:
        """What such a value may look like: a given example where there is one, else made up from the type."""
        given = next(_given_samples(schema), None)
        if given is not None or depth > DEEPEST_SAMPLE:
            return given
        schema = self.resolved(schema)
        for together in ("oneOf", "anyOf", "allOf"):
            if together in schema:
                parts = [part for part in schema[together] if part.get("type") != "null"]
                return self.sample(parts[0], depth, name) if parts else None
        if "enum" in schema or "const" in schema:
            return schema.get("const", schema.get("enum", [None])[0])
        if "properties" in schema:
            return {name: self.sample(told, depth + 1, name) for name, told in schema["properties"].items()}
        return self.plain_sample(schema, depth, name)

    def plain_sample(self, schema: Schema, depth: int, name: str) -> Any:
        kinds = schema.get("type")
        kind = next((k for k in kinds if k != "null"), "null") if isinstance(kinds, list) else kinds
        match kind:
            case "array":
                item = self.sample(schema.get("items", {}), depth + 1)
                return [] if item is None else [item]
            case "string":
                return SAMPLES.get(schema.get("format", name), "text")
            case "integer" | "number":
                return schema.get("minimum", 1)
            case "boolean":
                return True
            case "object":
                return {}
        return None


def _given_samples(told: Schema) -> Iterator[Any]:
    """OpenAPI has three places for examples: one value, a list of values, named objects that hold a value."""
    examples = told.get("examples")
    if isinstance(examples, dict):
        yield from (named["value"] for named in examples.values() if "value" in named)
    elif isinstance(examples, list):
        yield from (each["value"] if isinstance(each, dict) and "value" in each else each for each in examples)
    for place in ("example", "default"):
        if told.get(place) is not None:
            yield told[place]


def _limits(schema: Schema) -> Iterator[str]:
    lowest, highest = schema.get("minimum"), schema.get("maximum")
    if lowest is not None and highest is not None:
        yield f"{lowest:g} to {highest:g}"
    elif lowest is not None:
        yield f"{lowest:g} or more"
    elif highest is not None:
        yield f"at most {highest:g}"
    if schema.get("exclusiveMinimum") is not None:
        yield f"more than {schema['exclusiveMinimum']:g}"
    if schema.get("minLength"):
        yield f"at least {schema['minLength']} characters"
    if schema.get("maxLength") is not None:
        yield f"at most {schema['maxLength']} characters"
    if schema.get("default") not in (None, ""):
        yield f"default {json.dumps(schema['default'], ensure_ascii=False)}"


def _shape_name(key: str) -> str:
    """Litestar writes Page[Workout] as Page_Workout_; a name that had to be told apart keeps its module."""
    if match := re.fullmatch(r"([A-Za-z0-9.]+)_(.+)_", key):
        return f"{match[1].rsplit('.', 1)[-1]} of {match[2].rsplit('.', 1)[-1]}"
    return key.rsplit(".", 1)[-1]
