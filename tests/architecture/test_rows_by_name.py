"""Rows are read into structs by the names of their columns, and a name that fits nothing is an error at once."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Collection, Iterator
from decimal import Decimal
from types import ModuleType, NoneType
from typing import get_args, get_type_hints

import pytest
from msgspec import Struct
from sqlalchemy import (
    ColumnElement,
    Enum,
    Integer,
    Label,
    Numeric,
    Select,
    String,
    Text,
    cast,
    literal,
    null,
    select,
    union_all,
)

import mygymtracker
from mygymtracker.database.driver import fetch_rows
from mygymtracker.database.entities import ExerciseSet, SetType
from mygymtracker.database.reading import JsonText, Query, columns_of, reader_of
from mygymtracker.database.transaction import Database
from mygymtracker.workouts.set_shapes import SetAsTyped, SetNumbers
from mygymtracker.workouts.sets import CONTENT_FIELDS
from tests.factories import Person


class Lift(Struct, frozen=True):
    reps: int
    load: Decimal | None


class Bar(Struct, frozen=True):
    id: int
    name: str
    plates: list[Decimal] | None


class Row(Struct, frozen=True):
    day: str
    bar: Bar | None
    lift: Lift | None


REPS, LOAD = literal(5, Integer()).label("reps"), literal(Decimal(100), Numeric()).label("load")


def modules() -> Iterator[ModuleType]:
    for each in pkgutil.walk_packages(mygymtracker.__path__, f"{mygymtracker.__name__}."):
        if not each.name.endswith("__main__") and ".migrations." not in each.name:
            yield importlib.import_module(each.name)


def queries() -> dict[str, Query[Struct]]:
    found: dict[str, Query[Struct]] = {}
    for module in modules():
        for name, value in vars(module).items():
            for each in value.values() if isinstance(value, dict) else [value]:
                if isinstance(each, Query):
                    found[f"{module.__name__}.{name}"] = each
    return found


def test_every_query_has_a_column_for_each_field_and_a_field_for_each_column() -> None:
    known = queries()

    readers = {name: reader_of(query.select, query.into) for name, query in known.items()}

    assert len(readers) > 25


def test_a_field_may_be_null_where_its_column_may_be() -> None:
    problems = [
        f"{name}: {path}"
        for name, query in queries().items()
        for path, hint in leaves(query.into, {column.key for column in query.select.selected_columns})
        if may_be_null(query.select.selected_columns[path]) and NoneType not in get_args(hint)
    ]

    assert problems == []


def leaves(shape: type[Struct], columns: Collection[str | None], prefix: str = "") -> Iterator[tuple[str, object]]:
    """The columns of a struct and of those in it, each with the type of its field."""
    for name, hint in get_type_hints(shape).items():
        if f"{prefix}{name}" in columns:
            yield f"{prefix}{name}", hint
        else:
            (struct,) = [each for each in get_args(hint) or (hint,) if each is not NoneType]
            yield from leaves(struct, columns, f"{prefix}{name}.")


def may_be_null(column: ColumnElement[object]) -> bool:
    element = column.element if isinstance(column, Label) else column
    return bool(getattr(element, "nullable", False))


@pytest.mark.parametrize(
    ("asked", "problem"),
    [
        (select(REPS), "Lift has a field load, and no column is called load"),
        (select(REPS, LOAD, literal("", String()).label("note")), "Lift has no field for the columns note"),
        (select(LOAD, REPS, LOAD.element.label("reps")), "two columns of one name are read into Lift"),
    ],
)
def test_a_name_that_is_missing_or_left_over_is_an_error(asked: Select[*tuple[object, ...]], problem: str) -> None:
    with pytest.raises(TypeError, match=problem):
        reader_of(asked, Lift)


def test_a_column_for_each_field_is_derived_and_what_is_no_field_is_not_replaced() -> None:
    columns = columns_of(ExerciseSet, Lift, {"load": LOAD}, under="lift")

    assert [column.key for column in columns] == ["lift.reps", "lift.load"]
    with pytest.raises(TypeError, match="Lift has no field lode"):
        columns_of(ExerciseSet, Lift, {"lode": LOAD})
    with pytest.raises(AttributeError, match="plates"):
        columns_of(ExerciseSet, Bar, {"name": LOAD})


async def test_columns_go_to_the_fields_of_their_name_in_whatever_order_they_stand(
    database: Database, ann: Person
) -> None:
    warmup = literal(SetType.WARMUP, Enum(SetType, values_callable=list, native_enum=False)).label("kind")

    class Warmup(Struct, frozen=True):
        kind: SetType
        load: Decimal | None
        reps: int

    async with database.acting_as(ann.id, read_only=True) as session:
        rows = await fetch_rows(session, Query(select(REPS, warmup, LOAD), Warmup), {})

    assert rows == [Warmup(kind=SetType.WARMUP, load=Decimal(100), reps=5)]


async def test_structs_of_a_row_are_missing_where_nothing_was_joined_and_one_object_where_they_repeat(
    database: Database, ann: Person
) -> None:
    asked = union_all(
        joined("a", literal(1, Integer()), '["1.25", 20]', literal(5, Integer())),
        joined("b", literal(1, Integer()), '["1.25", 20]', literal(3, Integer())),
        joined("c", literal(2, Integer()), None, null().cast(Integer())),
        joined("d", null().cast(Integer()), None, null().cast(Integer())),
    ).subquery("asked")

    async with database.acting_as(ann.id, read_only=True) as session:
        rows = await fetch_rows(session, Query(select(*asked.c).order_by(asked.c.day), Row), {})

    bar = Bar(1, "x", [Decimal("1.25"), Decimal(20)])
    assert rows == [
        Row("a", bar, Lift(5, None)), Row("b", bar, Lift(3, None)), Row("c", Bar(2, "x", None), None),
        Row("d", None, None),
    ]  # fmt: skip
    assert rows[0].bar is rows[1].bar


async def test_columns_of_structs_in_a_row_may_stand_anywhere_among_others(database: Database, ann: Person) -> None:
    rows = union_all(
        joined("a", literal(0, Integer()), None, literal(5, Integer())),
        joined("b", literal(0, Integer()), "[20]", null().cast(Integer())),
        joined("c", literal(7, Integer()), None, literal(0, Integer())),
    ).subquery("rows")
    mixed = select(*(rows.c[name] for name in
        ("lift.load", "bar.plates", "day", "lift.reps", "bar.name", "bar.id"))).order_by(rows.c.day)  # fmt: skip

    async with database.acting_as(ann.id, read_only=True) as session:
        structs = await fetch_rows(session, Query(mixed, Row), {})

    assert structs == [
        Row("a", Bar(0, "x", None), Lift(5, None)), Row("b", Bar(0, "x", None), None),
        Row("c", Bar(7, "x", None), Lift(0, None)),
    ]  # fmt: skip


def joined(
    day: str, bar: ColumnElement[int], plates: str | None, reps: ColumnElement[int]
) -> Select[*tuple[object, ...]]:
    return select(
        literal(day, String()).label("day"),
        bar.label("bar.id"),
        literal("x", String()).label("bar.name"),
        cast(null() if plates is None else literal(plates, Text()), JsonText()).label("bar.plates"),
        reps.label("lift.reps"),
        null().cast(Numeric()).label("lift.load"),
    )


def test_whatever_a_person_can_type_of_a_set_is_shown_of_it_and_has_its_column() -> None:
    columns = {attribute.key for attribute in ExerciseSet.__mapper__.column_attrs}

    assert set(CONTENT_FIELDS) == set(SetAsTyped.__struct_fields__)
    assert set(CONTENT_FIELDS) <= columns
    assert set(SetNumbers.__struct_fields__) < set(CONTENT_FIELDS)
