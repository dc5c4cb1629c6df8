"""Everything that one person owns, in one file (`export_shapes.Export`).

One statement gives it all, so that the file shows one moment: a set is never without its workout. PostgreSQL writes
the JSON of each row, and rows arrive some hundred at a time, so that neither memory nor the event loop has to hold
a lifetime of training.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final, Protocol

import msgspec
from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    DateTime,
    Integer,
    Select,
    String,
    Uuid,
    cast,
    func,
    literal_column,
    null,
    select,
    union,
    union_all,
)
from sqlalchemy.dialects.postgresql import aggregate_order_by
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.types import TypeEngine

from mygymtracker.database.columns import Base
from mygymtracker.database.entities import AGGREGATES, Aggregate, Exercise
from mygymtracker.database.row_shapes import as_typed, json_object, to_the_microsecond
from mygymtracker.database.row_upgrades import SCHEMA
from mygymtracker.database.streaming import stream_rows
from mygymtracker.errors import NotFound
from mygymtracker.exchange.export_shapes import SHAPES, Export, SharedExercise, children

FORMAT: Final = "mygymtracker"
VERSION: Final = 1

Json = ColumnElement[Any]


class Writable(Protocol):
    """A file that is written to."""

    def write(self, data: bytes, /) -> object: ...


@dataclass(frozen=True, slots=True)
class _Section:
    """A field of `Export`, and the rows that fill it, in the order of what `order` names of them."""

    name: str
    rows: Select[Any]


def _row(entity: type[Base], shape: type[msgspec.Struct], **lists: Json) -> Json:
    """The JSON object of a row, with the fields of its shape; `lists` are those that hold rows of their own."""
    return json_object(
        (name, lists[name] if name in lists else as_typed(getattr(entity, name), instant=to_the_microsecond))
        for name in shape.__struct_fields__
    )


def _whole(aggregate: Aggregate) -> Json:
    """A row with all that is in it."""
    lists = {child.section: _list(child) for child in children(aggregate)}
    return _row(aggregate.entity, SHAPES[aggregate.entity], **lists)


def _list(child: Aggregate) -> Json:
    """The rows that belong to one of the parent's, in order, as a JSON list."""
    assert child.home is not None  # noqa: S101 — it is a child
    entity, parent = child.entity, child.home.entity
    rows = func.json_agg(aggregate_order_by(_whole(child), *(getattr(entity, name) for name in child.order)))
    parents_id: ColumnElement[Any] = getattr(parent, "id")  # noqa: B009 — not every entity has it
    children = select(func.coalesce(rows, literal_column("'[]'::json"))).select_from(entity)
    return children.where(getattr(entity, child.home.column) == parents_id).correlate(parent).scalar_subquery()


def _section(aggregate: Aggregate) -> _Section:
    """The rows of a kind that is in no other, in their order: of an instant, then a key, then a number."""
    return _Section(aggregate.section, _in_order(aggregate, _whole(aggregate)))


def _in_order(aggregate: Aggregate, row: Json) -> Select[Any]:
    order = [getattr(aggregate.entity, name) for name in aggregate.order]
    kinds: dict[str, TypeEngine[Any]] = {"at": DateTime(timezone=True), "key": Uuid(), "number": Integer()}
    places: list[ColumnElement[Any]] = [
        next((column for column in order if isinstance(column.type, type(kind))), cast(null(), kind)).label(name)
        for name, kind in kinds.items()
    ]
    return select(*places, cast(row, String).label("row")).select_from(aggregate.entity)


def _named_exercises() -> CompoundSelect[Any]:
    """The exercises that something of the person's refers to."""
    return union(
        *(
            select(getattr(each.entity, name))
            for each in AGGREGATES
            for name, column in each.columns.items()
            if any(key.target_fullname == "exercises.id" for key in column.foreign_keys)
        )
    )


def _sections() -> Iterator[_Section]:
    """In the order of the fields of `Export`."""
    for aggregate in AGGREGATES:
        if aggregate.home is not None:
            continue
        section = _section(aggregate)
        if aggregate.entity is not Exercise:
            yield section
            continue
        yield _Section(section.name, section.rows.where(Exercise.owner_id.is_not(None)))
        shared = _in_order(aggregate, _row(Exercise, SharedExercise))
        yield _Section(
            "shared_exercises", shared.where(Exercise.owner_id.is_(None), Exercise.id.in_(_named_exercises()))
        )


SECTIONS: Final = tuple(_sections())


def _everything() -> Select[*tuple[Any, ...]]:
    """Rows of (the number of a section, the JSON of one of its rows)."""
    parts = (
        section.rows.add_columns(literal_column(str(number), Integer).label("section"))
        for number, section in enumerate(SECTIONS)
    )
    rows = union_all(*parts).subquery("everything")
    return select(rows.c.section, rows.c.row).order_by(rows.c.section, rows.c.at, rows.c.key, rows.c.number)


EVERYTHING: Final = _everything()


async def write_export(session: AsyncSession, *, into: Writable, now: datetime) -> None:
    """Writes the file of whoever acts (`export_shapes.Export`).

    Raises NotFound for an account that is gone by now, and asyncpg's errors; what was written until then is no file.
    """
    into.write(_head(now))
    place = -1
    async for piece in stream_rows(session, EVERYTHING, {}):
        written: list[str] = []
        for section, row in piece:
            written += [",\n", row] if section == place else [*_until(section, place), row]
            place = section
        into.write("".join(written).encode())
    if place < 0:
        raise NotFound("There is no such account.")
    into.write("".join([*_until(len(SECTIONS), place), "}\n"]).encode())


def _head(now: datetime) -> bytes:
    head = {"format": FORMAT, "version": VERSION, "schema": SCHEMA, "exported_at": now.astimezone(UTC)}
    opened = msgspec.json.encode(head)
    return opened.removesuffix(b"}")


def _until(section: int, place: int) -> Iterator[str]:
    """What closes the section at `place` (-1: none yet), and opens and closes all those up to `section`."""
    for passed in range(max(place, 0), section + 1):
        opens = passed != place
        if opens and passed < len(SECTIONS):
            yield f',\n"{SECTIONS[passed].name}":' + ("" if passed == 0 else "[\n")
        if passed < section and passed != 0:
            yield "\n]"


assert tuple(section.name for section in SECTIONS) == Export.__struct_fields__[4:]  # noqa: S101 — the order is one
