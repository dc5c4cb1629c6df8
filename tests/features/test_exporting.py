"""The file in which someone takes everything along: all of it, as it is at one moment, and nobody else's."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any, Final
from uuid import UUID

import msgspec
import pytest
from sqlalchemy import Column, delete, insert, inspect, select, update

from mygymtracker.database.columns import new_id
from mygymtracker.database.entities import (
    AGGREGATES,
    Aggregate,
    Exercise,
    User,
    WorkoutPlan,
    WorkoutSession,
)
from mygymtracker.database.row_upgrades import SCHEMA
from mygymtracker.database.streaming import ROWS
from mygymtracker.database.transaction import Database
from mygymtracker.errors import NotFound
from mygymtracker.exchange.export_shapes import LEFT_OUT, SHAPES, Export, children
from mygymtracker.exchange.exporting import write_export
from tests.factories import MONDAY, Person, log_workout, make_exercise, train
from tests.features.belongings import settle_in
from tests.isolation.matrix import ENTITIES, OWNED

NOW: Final = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


async def exported(database: Database, user_id: UUID) -> dict[str, Any]:
    file = BytesIO()
    async with database.acting_as(user_id, read_only=True) as session:
        await write_export(session, into=file, now=NOW)
    read = json.loads(file.getvalue())
    assert isinstance(read, dict)
    return read


@pytest.mark.parametrize("table", OWNED, ids=lambda table: table.name)
def test_every_column_of_every_owned_table_is_in_the_file_or_left_out_for_a_reason(table: Any) -> None:
    entity = ENTITIES[table.name]
    columns = {attribute.key for attribute in inspect(entity).column_attrs}
    children = {
        field.name for field in msgspec.structs.fields(SHAPES[entity]) if field.name in ("days", "exercises", "sets")
    }

    assert set(SHAPES[entity].__struct_fields__) - children == columns - set(LEFT_OUT)


def test_nothing_is_left_out_that_no_table_has() -> None:
    columns = {attribute.key for entity in SHAPES for attribute in inspect(entity).column_attrs}

    assert set(LEFT_OUT) <= columns
    assert {ENTITIES[table.name] for table in OWNED} == set(SHAPES)


async def test_what_a_person_owns_is_read_back_as_the_file_is_described(database: Database) -> None:
    ann = await settle_in(database)
    await settle_in(database)

    file = await exported(database, ann.user_id)

    msgspec.json.decode(json.dumps(file), type=Export)
    found = dict(first_rows(file, [each for each in AGGREGATES if each.home is None]))
    assert {name: without_children(row) for name, row in found.items()} == {
        table.name: {
            column.key: shown(column, ann.rows[table.name][column.key])
            for column in table.columns
            if column.key not in LEFT_OUT
        }
        for table in OWNED
    }
    assert {name: len(rows) for name, rows in file.items() if isinstance(rows, list) and len(rows) != 1} == {
        "exercises": 2,
        "shared_exercises": 0,
    }


def without_children(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name not in ("days", "exercises", "sets")}


def shown(column: Column[Any], value: object) -> object:
    """A value as the file shows it."""
    match value:
        case bytes():
            return value.hex()
        case datetime() if column.type.timezone:  # type: ignore[attr-defined]  # it is a DateTime
            return f"{value.astimezone(UTC):%Y-%m-%dT%H:%M:%S.%fZ}"
        case _:
            return json.loads(msgspec.json.encode(value))


async def test_loads_are_as_typed_and_exercises_of_the_catalogue_come_with_their_names(
    database: Database, ann: Person, catalogue: None
) -> None:
    async with database.acting_as(ann.id, read_only=True) as session:
        query = select(Exercise.id, Exercise.name).where(Exercise.owner_id.is_(None)).order_by(Exercise.name).limit(1)
        shared = (await session.execute(query)).one()
    await log_workout(database, ann, shared.id, {"load": Decimal("61.250"), "reps": 8}, {"load": Decimal("7E+1")})

    file = await exported(database, ann.id)

    workout = file["workouts"][0]["exercises"][0]
    assert [each["load"] for each in workout["sets"]] == ["61.250", "70"]
    assert [(each["id"], each["name"]) for each in file["shared_exercises"]] == [(str(shared.id), shared.name)]


async def test_the_file_of_someone_who_did_nothing_yet_has_all_its_sections(database: Database, ann: Person) -> None:
    file = await exported(database, ann.id)

    assert (file["format"], file["version"], file["exported_at"]) == ("mygymtracker", 1, "2026-11-23T12:00:00Z")
    assert file["schema"] == SCHEMA
    assert tuple(file) == Export.__struct_fields__
    assert {name for name, rows in file.items() if rows == []} == set(Export.__struct_fields__[5:])


async def test_workouts_stand_in_their_order_however_many_pieces_they_come_in(database: Database, ann: Person) -> None:
    exercise = await make_exercise(database, ann, "Squat")
    made = [new_id() for _ in range(ROWS + 1)]
    async with database.acting_as(ann.id) as session:
        await session.execute(
            insert(WorkoutSession),
            [{"user_id": ann.id, "id": each, "status": "completed", "started_at": MONDAY} for each in reversed(made)],
        )

    file = await exported(database, ann.id)

    assert [UUID(workout["id"]) for workout in file["workouts"]] == sorted(made)
    assert [each["id"] for each in file["exercises"]] == [str(exercise)]


async def test_the_file_shows_one_moment_while_more_is_written(database: Database, ann: Person) -> None:
    """A workout and its plan come and go together; no file has one without the other."""
    await train(database, ann)
    stop = asyncio.Event()

    async def write() -> int:
        rounds = 0
        while not stop.is_set():
            plan = new_id()
            async with database.acting_as(ann.id) as session:
                await session.execute(insert(WorkoutPlan).values(user_id=ann.id, id=plan, plan_name=f"Plan {rounds}"))
                done = {"status": "completed", "started_at": MONDAY, "plan_id": plan}
                await session.execute(insert(WorkoutSession).values(user_id=ann.id, **done))
            rounds += 1
        return rounds

    writing = asyncio.create_task(write())
    files = [await exported(database, ann.id) for _ in range(20)]
    stop.set()
    await writing

    for file in files:
        assert {each["id"] for each in file["plans"]} == {each["plan_id"] for each in file["workouts"]}


async def test_what_is_odd_in_a_text_comes_through(database: Database, ann: Person) -> None:
    odd = 'quote " backslash \\ newline \n tab \t 🏋️ \x1f end'
    async with database.acting_as(ann.id) as session:
        await session.execute(update(User).values(display_name=odd))

    file = await exported(database, ann.id)

    assert file["account"]["display_name"] == odd


async def test_there_is_no_file_of_an_account_that_is_gone(database: Database, ann: Person) -> None:
    async with database.acting_as(ann.id) as session:
        await session.execute(delete(User).where(User.id == ann.id))

    with pytest.raises(NotFound):
        await exported(database, ann.id)


def first_rows(rows: Mapping[str, Any], aggregates: Iterable[Aggregate]) -> Iterator[tuple[str, Any]]:
    """By table the first row of each list of the file, and of the lists within it."""
    for each in aggregates:
        section = rows[each.section]
        first = section[0] if isinstance(section, list) else section
        yield each.table, first
        yield from first_rows(first, children(each))
