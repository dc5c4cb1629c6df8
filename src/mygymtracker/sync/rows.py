"""What devices hold: the kinds of rows, the fields of each, and the rows as they are now.

Both are made from the columns that the registry names (`entities.aggregates`), and PostgreSQL writes the JSON of a row:
the shape that is described and the one that is sent cannot differ.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Final
from typing import cast as cast_type
from uuid import UUID

import msgspec
from msgspec import Meta, Struct
from sqlalchemy import (
    ARRAY,
    CTE,
    ColumnElement,
    String,
    TableValuedAlias,
    Text,
    Uuid,
    bindparam,
    case,
    cast,
    func,
    literal_column,
    null,
    select,
)
from sqlalchemy.dialects.postgresql import array
from sqlalchemy.ext.asyncio import AsyncSession

from mygymtracker.database.driver import fetch_rows
from mygymtracker.database.entities import SYNCED, Aggregate, Exercise, Kind, PlanExercise
from mygymtracker.database.row_shapes import (
    Attribute,
    annotation_of,
    as_short_as_exact,
    as_typed,
    filled,
    shape_of,
)
from mygymtracker.exchange.json_shapes import JSON_SHAPES

__all__ = [
    "BY_KIND",
    "BY_TABLE",
    "SOURCES",
    "Kind",
    "RowKey",
    "Source",
    "fields_of",
    "kind_of",
    "rows_now",
    "text_constant",
]

# ------------------------------------------------------------------------------------------------ what rows consist of

#: Columns that are no field of a row on a device: its key, its owner, and what the server keeps for itself.
_NOT_SENT: Final = {"id", "user_id", "owner_id", "created_at", "updated_at", "creation_digest", "slug"}


@dataclass(frozen=True, slots=True)
class _Computed:
    """A field that is no column: what it is made of, its type, and the columns that it stands for."""

    made_of: Attribute
    annotation: Any
    instead_of: frozenset[str] = frozenset()


_COMPUTED: Final[Mapping[Kind, Mapping[str, _Computed]]] = {
    Kind.EXERCISE: {
        "shared": _Computed(
            Exercise.owner_id.is_(None),
            Annotated[bool, Meta(description="Everybody's, and so in nobody's log; otherwise one's own.")],
        )
    },
    Kind.PLAN_EXERCISE: {
        "substitutes": _Computed(
            func.array_remove(array([PlanExercise.first_substitute_id, PlanExercise.second_substitute_id]), null()),
            Annotated[list[UUID], Meta(description="Exercises to do instead, in this order.")],
            frozenset({"first_substitute_id", "second_substitute_id"}),
        )
    },
}


@dataclass(frozen=True, slots=True)
class Source:
    """The table that holds the rows of a kind, and the shape of their fields."""

    kind: Kind
    aggregate: Aggregate
    attributes: Mapping[str, Attribute]
    shape: type[Struct]

    @property
    def table(self) -> str:
        return self.aggregate.table

    @property
    def row_id(self) -> ColumnElement[UUID]:
        return cast_type("ColumnElement[UUID]", getattr(self.aggregate.entity, "id"))  # noqa: B009 — not every entity has it

    def columns(self) -> list[ColumnElement[Any]]:
        """One for each field, under its name."""
        return [
            as_typed(attribute, instant=as_short_as_exact).label(name) for name, attribute in self.attributes.items()
        ]

    def example(self, **values: object) -> Struct:
        """The fields of a row for an example: null where nothing is given."""
        return filled(self.shape, **values)


def _source(aggregate: Aggregate) -> Source:
    kind = Kind(aggregate.kind)
    computed = _COMPUTED.get(kind, {})
    left_out = _NOT_SENT.union(*(each.instead_of for each in computed.values()))
    noted = aggregate.rows.columns if aggregate.rows else ()
    columns = {
        aggregate.public_name(name): (name, column)
        for name, column in aggregate.columns.items()
        if name not in left_out and (not noted or name in noted)
    }
    name = f"{kind.value.title().replace('_', '')}Fields"
    fields = {public: annotation_of(column, JSON_SHAPES) for public, (_, column) in columns.items()}
    fields |= {public: each.annotation for public, each in computed.items()}
    attributes = {public: getattr(aggregate.entity, name) for public, (name, _) in columns.items()}
    attributes |= {public: each.made_of for public, each in computed.items()}
    return Source(kind, aggregate, attributes, shape_of(name, _DESCRIPTIONS.get(kind, aggregate.description), fields))


#: What a row is without what is in it; else what the entity says.
_DESCRIPTIONS: Final[Mapping[Kind, str]] = {
    Kind.PROFILE: "What the person says of themselves.",
    Kind.EXERCISE: "One exercise, shared or one's own.",
    Kind.PLAN: "One plan, without what is in it.",
    Kind.PLAN_DAY: "One training day of a plan, without its exercises.",
    Kind.PLAN_EXERCISE: "One exercise of a plan.",
    Kind.WORKOUT: "One workout, without its exercises.",
    Kind.WORKOUT_EXERCISE: "One exercise of a workout, without its sets.",
    Kind.SET: "One set as it was typed: nothing converted, nothing rounded, null where nothing was entered.",
    Kind.MEASUREMENT: "One measurement of the body, as it was typed.",
}

SOURCES: Final = tuple(_source(each) for each in SYNCED)
#: By kind, and by the name of the table that the log knows.
BY_KIND: Final[Mapping[Kind, Source]] = {source.kind: source for source in SOURCES}
BY_TABLE: Final[Mapping[str, Source]] = {source.table: source for source in SOURCES}

# ------------------------------------------------------------------------------------------------ the rows as they are


def fields_of(
    keys: CTE | TableValuedAlias, table: ColumnElement[str], row_id: ColumnElement[UUID]
) -> ColumnElement[str]:
    """The JSON text of the fields of a row that `keys` names by its table and id; NULL where there is none.

    A question for each row: one step in the index of its table, however the planner reckons.
    """
    questions = {source.table: _fields(source, keys, row_id) for source in SOURCES}
    return case(*((table == text_constant(name), question) for name, question in questions.items()))


def kind_of(table: ColumnElement[str]) -> ColumnElement[str]:
    """The kind of the rows of a table that the log knows."""
    return case(*((table == text_constant(source.table), text_constant(source.kind.value)) for source in SOURCES))


def _fields(source: Source, keys: CTE | TableValuedAlias, row_id: ColumnElement[UUID]) -> ColumnElement[str]:
    row = select(*source.columns()).where(source.row_id == row_id).correlate(keys).subquery("shown")
    return select(cast(func.row_to_json(row.table_valued()), Text)).correlate(keys).scalar_subquery()


def text_constant(constant: str) -> ColumnElement[str]:
    """Written out, for it is ours, and the same in every statement."""
    return literal_column(f"'{constant}'", String)


@dataclass(frozen=True, slots=True)
class RowKey:
    """What a row is, and its id."""

    kind: Kind
    id: UUID


_KEYS: Final = (
    func.unnest(bindparam("tables", type_=ARRAY(Text)), bindparam("ids", type_=ARRAY(Uuid())))
    .table_valued("table_name", "row_id")
    .render_derived(name="keys")
)
_NOW: Final = select(_KEYS.c.table_name, _KEYS.c.row_id, fields_of(_KEYS, _KEYS.c.table_name, _KEYS.c.row_id))


async def rows_now(session: AsyncSession, keys: Collection[RowKey]) -> dict[RowKey, msgspec.Raw]:
    """The fields of those rows that there are, as JSON. One statement; none for no keys."""
    if not keys:
        return {}
    wanted = list(keys)
    parameters = {"tables": [BY_KIND[key.kind].table for key in wanted], "ids": [key.id for key in wanted]}
    rows = await fetch_rows(session, _NOW, parameters)
    return {
        RowKey(BY_TABLE[table].kind, row_id): msgspec.Raw(fields)
        for table, row_id, fields in rows
        if fields is not None
    }
