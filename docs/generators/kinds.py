"""web/src/core/kinds.ts and web/src/domain/limits.ts: the kinds of rows on a device, and what numbers may be."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

import msgspec
from msgspec import NODEFAULT
from msgspec.inspect import IntType, Metadata, UnionType, type_info
from msgspec.structs import FieldInfo, fields
from sqlalchemy.orm import InstrumentedAttribute

from docs.generators.client_types import NOTICE
from mygymtracker.database.entities import Exercise, ExerciseSet, PlanExercise, User, WorkoutSession
from mygymtracker.exercises.contents import LOAD_STEP_LIMIT, MOST_ALIASES
from mygymtracker.quantities import LOAD_LIMIT
from mygymtracker.sync.rows import BY_KIND, BY_TABLE, SOURCES, Kind, Source
from mygymtracker.sync.trash import WRITERS
from mygymtracker.workouts import sets

_LINE: Final = 110
_EMPTY_LINE: Final = ""


def render_kinds() -> str:
    shapes = [source.shape.__name__ for source in SOURCES]
    homes = {source.kind: home for source in SOURCES if (home := source.aggregate.home) is not None}
    lines = [
        "import type {",
        *(f"  {shape}," for shape in sorted(shapes)),
        "} from '../api/schema'",
        _EMPTY_LINE,
        "/** What a row is, and its fields: those of docs/explanation/sync.md. Decimals are strings, as typed. */",
        "export interface FieldsOf {",
        *(f"  {source.kind}: {shape}" for source, shape in zip(SOURCES, shapes, strict=True)),
        "}",
        "export type Kind = keyof FieldsOf",
        _EMPTY_LINE,
        "/** What others belong to comes before them. */",
        "export const KINDS: readonly Kind[] = [",
        *(f"  {_text(source.kind)}," for source in SOURCES),
        "]",
        *_by_kind(
            "In which field a row names what it belongs to.",
            "PARENT: { readonly [K in Kind]?: string }",
            {kind: BY_KIND[kind].aggregate.public_name(home.column) for kind, home in homes.items()},
        ),
        *_by_kind(
            "The kind of what rows of a kind belong to.",
            "ABOVE: { readonly [K in Kind]?: Kind }",
            {kind: BY_TABLE[home.table].kind.value for kind, home in homes.items()},
        ),
        *_by_kind(
            "In which field a row says when it was; its rows are listed in this order.",
            "INSTANT: { readonly [K in Kind]?: string }",
            {source.kind: source.aggregate.instant for source in SOURCES if source.aggregate.instant},
        ),
        *_by_kind(
            "Fields that only the server makes: shown here as they will probably be, never sent.",
            "COMPUTED_FIELDS: { readonly [K in Kind]?: readonly string[] }",
            {source.kind: made for source in SOURCES if (made := _made(source))},
        ),
        *_by_kind(
            "What a row is made from: said once, when it is made; the server forgets it when what it names is deleted.",
            "ORIGIN_FIELDS: { readonly [K in Kind]?: readonly string[] }",
            {source.kind: made_from for source in SOURCES if (made_from := _made_from(source))},
        ),
        _EMPTY_LINE,
        "/** What a field is while nobody said anything about it: as the server has it, until it tells. */",
        "export const DEFAULTS = {",
        *(line for source in SOURCES for line in _defaults_of(source)),
        "} satisfies { readonly [K in Kind]: Partial<FieldsOf[K]> }",
    ]
    return NOTICE + "\n".join(lines) + "\n"


def _by_kind(comment: str, declaration: str, values: Mapping[Kind, str | Sequence[str]]) -> Iterator[str]:
    yield from (_EMPTY_LINE, f"/** {comment} */", f"export const {declaration} = {{")
    for kind, value in values.items():
        text = _text(value) if isinstance(value, str) else f"[{', '.join(map(_text, value))}]"
        yield f"  {kind}: {text},"
    yield "}"


def _made(source: Source) -> list[str]:
    sendable = WRITERS[source.kind].content_class.__struct_fields__
    return [name for name in source.shape.__struct_fields__ if name not in sendable]


def _made_from(source: Source) -> list[str]:
    writer = WRITERS[source.kind]
    return [name for name in source.shape.__struct_fields__ if name in writer.beginnings - writer.orders]


# ------------------------------------------------------------------------------------------------------------ defaults


def _defaults_of(source: Source) -> Iterator[str]:
    values = {name: value for name, value in _defaults(source).items() if value is not NODEFAULT}
    entries = [f"{name}: {_value(value)}" for name, value in values.items()]
    in_one_line = f"  {source.kind}: {{ {', '.join(entries)} }},"
    if len(in_one_line) <= _LINE and len(entries) <= 1:
        yield in_one_line
        return
    yield f"  {source.kind}: {{"
    yield from (f"    {entry}," for entry in entries)
    yield "  },"


def _defaults(source: Source) -> dict[str, Any]:
    """Of each field, what a device may leave out and what the server makes; NODEFAULT where it must be said."""
    sendable = {field.name: field for field in fields(WRITERS[source.kind].content_class)}
    return {name: _default(source, name, sendable.get(name)) for name in source.shape.__struct_fields__}


def _default(source: Source, name: str, sendable: FieldInfo | None) -> Any:
    column = source.aggregate.columns.get(source.aggregate.renamed.get(name, name))
    if sendable is None and column is None:
        return False  # what is computed of a row of one's own: it is not shared
    default = NODEFAULT if sendable is None else _left_out(sendable)
    if column is None or (default is not NODEFAULT and default is not None):
        return default
    if column.nullable:
        return None if sendable is None else default
    if default is NODEFAULT:
        return default
    if column.default is not None and column.default.is_scalar:
        return column.default.arg  # type: ignore[attr-defined]  # it is a scalar
    return _least(sendable)


def _left_out(sendable: FieldInfo) -> Any:
    return sendable.default if sendable.default_factory is NODEFAULT else sendable.default_factory()


def _least(sendable: FieldInfo | None) -> Any:
    """The first place, for what the server puts last; NODEFAULT where it is no place."""
    if sendable is None:
        return NODEFAULT
    known = type_info(sendable.type)
    of_these = known.types if isinstance(known, UnionType) else (known,)
    plain = (each.type if isinstance(each, Metadata) else each for each in of_these)
    return next((each.ge for each in plain if isinstance(each, IntType) and each.ge is not None), NODEFAULT)


# -------------------------------------------------------------------------------------------------------------- limits


_LENGTHS: Final[Mapping[str, InstrumentedAttribute[Any]]] = {
    "LONGEST_NAME": Exercise.name,
    "LONGEST_WORKOUT_NAME": WorkoutSession.name,
    "LONGEST_DISPLAY_NAME": User.display_name,
    "LONGEST_TEXT": ExerciseSet.note,
    "LONGEST_PLANNED_NOTE": PlanExercise.notes,
}


def render_limits() -> str:
    limits: dict[str, dict[str, int]] = {
        "reps": {"places": 0, "below": sets.SMALLEST_INTEGER_MAX + 1},
        "load": {"places": sets.PLACES["load"], "below": LOAD_LIMIT},
        "duration_seconds": {"places": sets.PLACES["duration_seconds"], "below": sets.LIMIT},
        "distance": {"places": sets.PLACES["distance"], "below": sets.LIMIT},
        **{name: {"places": sets.PLACES[name], "most": most} for name, most in sets.HIGHEST.items()},
    }
    lines = [
        "/** What a number may be. */",
        "export interface Limit {",
        "  /** As many decimals are kept. */",
        "  places: number",
        "  /** It is less than this. */",
        "  below?: number",
        "  /** It is no more than this, and in half steps. */",
        "  most?: number",
        "}",
        _EMPTY_LINE,
        "/** The numbers of a set; a load anywhere else is below the same. */",
        "export const SET_LIMITS = {",
        *(
            f"  {field}: {{ {', '.join(f'{name}: {_number(n)}' for name, n in limit.items())} }},"
            for field, limit in limits.items()
        ),
        "} as const satisfies Record<string, Limit>",
        _EMPTY_LINE,
        "/** The step of an exercise's load is below this. */",
        f"export const LOAD_STEP_LIMIT = {_number(LOAD_STEP_LIMIT)}",
        "/** Other names of an exercise, at most. */",
        f"export const MOST_ALIASES = {_number(MOST_ALIASES)}",
        _EMPTY_LINE,
        "/** Of names and texts: as many characters, at most. */",
        *(f"export const {name} = {column.type.length}" for name, column in _LENGTHS.items()),
    ]
    return NOTICE + "\n".join(lines) + "\n"


def _number(number: int) -> str:
    return f"{number:_}" if number >= 10_000 else str(number)


def _value(value: Any) -> str:
    plain = msgspec.to_builtins(value)
    return _text(plain) if isinstance(plain, str) else json.dumps(plain)


def _text(value: str) -> str:
    return f"'{value}'"
