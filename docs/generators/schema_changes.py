"""web/src/core/row-schema.ts and schema-changes.ts: what became of fields since devices keep rows, and their types."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from typing import Any, Final

import msgspec
from msgspec import inspect as shapes

from docs.generators.client_types import NOTICE
from mygymtracker.database.row_upgrades import FIRST_SCHEMA, SCHEMA, Added, Changed, Dropped, Renamed, Step
from mygymtracker.sync.field_upgrades import steps_of_fields
from mygymtracker.sync.rows import SOURCES, Source

#: As prettier is told.
_LINE: Final = 110
_TYPES: Final = """
/** What one revision did to the fields of a kind: it came, is called otherwise, went, or its values are. */
export type Step =
  | { since: number; step: 'added'; name: string; value: unknown }
  | { since: number; step: 'renamed'; old: string; name: string }
  | { since: number; step: 'dropped'; name: string }
  | { since: number; step: 'changed'; name: string; values: Readonly<Record<string, string>> }
"""
#: What JSON has for a type; of those that are not here, text.
_JSON: Final[dict[type[shapes.Type], str]] = {
    shapes.IntType: "number",
    shapes.FloatType: "number",
    shapes.BoolType: "boolean",
    shapes.ListType: "list",
    shapes.VarTupleType: "list",
    shapes.DictType: "object",
    shapes.StructType: "object",
    shapes.AnyType: "any",
}


def render_marks() -> str:
    types = {source.kind.value: types_of(source) for source in SOURCES}
    digest = hashlib.sha256(json.dumps(types).encode()).hexdigest()[:3]
    changed = "true" if any(steps_of_fields(source.kind) for source in SOURCES) else "false"
    lines = [
        "/** The revision of the server's schema by which rows and their fields are known here. */",
        f"export const ROW_SCHEMA = {SCHEMA}",
        "/** Whether any field has changed since devices keep rows: only then the server is told of the schema. */",
        f"export const FIELDS_CHANGED: boolean = {changed}",
        "/** What a device says of all that it keeps: the schema, and a digest of the types of all fields. */",
        f"export const ROWS_OF_TODAY = '{SCHEMA}-{digest}'",
    ]
    return NOTICE + "\n".join(lines) + "\n"


def render_changes() -> str:
    lines = [
        "import type { Kind } from './kinds'",
        "",
        "/** The first revision of the schema that devices knew: what says nothing of its own was written under it. */",
        f"export const FIRST_SCHEMA = {FIRST_SCHEMA}",
        _TYPES,
        "/** What makes the fields of today of older ones, in this order. */",
        "export const STEPS: { readonly [K in Kind]?: readonly Step[] } = {" + "".join(_steps()) + "}",
        "",
        "/** The fields of each kind by what JSON has for them; a question mark stands after what may be null. */",
        "export const FIELD_TYPES: { readonly [K in Kind]: Readonly<Record<string, readonly string[]>> } = {",
        *(line for source in SOURCES for line in _rendered(source.kind.value, types_of(source))),
        "}",
    ]
    return NOTICE + "\n".join(lines) + "\n"


def _steps() -> Iterator[str]:
    for source in SOURCES:
        if steps := steps_of_fields(source.kind):
            yield f"\n  {source.kind.value}: ["
            yield from (f"\n    {_step(step)}," for step in steps)
            yield "\n  ],"
    if any(steps_of_fields(source.kind) for source in SOURCES):
        yield "\n"


def _step(step: Step) -> str:
    match step:
        case Added(since=since, name=name, default=default):
            return f"{{ since: {since}, step: 'added', name: '{name}', value: {_value(default)} }}"
        case Renamed(since=since, old=old, new=new):
            return f"{{ since: {since}, step: 'renamed', old: '{old}', name: '{new}' }}"
        case Dropped(since=since, name=name):
            return f"{{ since: {since}, step: 'dropped', name: '{name}' }}"
        case Changed(since=since, name=name, values=values):
            pairs = ", ".join(f"{_value(old)}: {_value(new)}" for old, new in values.items())
            return f"{{ since: {since}, step: 'changed', name: '{name}', values: {{ {pairs} }} }}"


def _value(value: Any) -> str:
    plain = msgspec.to_builtins(value)
    return "'" + plain.replace("\\", "\\\\").replace("'", "\\'") + "'" if isinstance(plain, str) else json.dumps(plain)


# --------------------------------------------------------------------------------------------------------------- types


def types_of(source: Source) -> dict[str, list[str]]:
    struct = shapes.type_info(source.shape)
    assert isinstance(struct, shapes.StructType)  # noqa: S101 — the shape of a row
    by_type: dict[str, list[str]] = {}
    for field in struct.fields:
        by_type.setdefault(_type_of(field.type), []).append(field.name)
    return dict(sorted(by_type.items()))


def _type_of(shape: shapes.Type) -> str:
    match shape:
        case shapes.Metadata(type=inner):
            return _type_of(inner)
        case shapes.UnionType(types=types):
            present = [each for each in types if not isinstance(each, shapes.NoneType)]
            name = _type_of(present[0])
            return f"{name}?" if len(present) < len(types) else name
    return _JSON.get(type(shape), "text")


def _rendered(kind: str, by_type: dict[str, list[str]]) -> Iterator[str]:
    yield f"  {kind}: {{"
    for name, fields in by_type.items():
        key = f"'{name}'" if name.endswith("?") else name
        quoted = [f"'{field}'" for field in fields]
        line = f"    {key}: [{', '.join(quoted)}],"
        if len(line) <= _LINE:
            yield line
        else:
            yield f"    {key}: ["
            yield from (f"      {field}," for field in quoted)
            yield "    ],"
    yield "  },"
