"""Several programs of one person write at once, and one who only polls for what is new sees each change once."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from decimal import Decimal
from random import Random
from typing import Final
from uuid import UUID

import pytest
from sqlalchemy import select, text, tuple_, update

from mygymtracker.database.columns import new_id
from mygymtracker.database.engine import build_engine
from mygymtracker.database.entities import (
    BodyMeasurement,
    BodyPart,
    BodyUnit,
    ChangeCounter,
    ChangedRow,
    ExerciseSet,
    Through,
    User,
    WorkoutSession,
)
from mygymtracker.database.row_security import WORKING_ROLE
from mygymtracker.database.transaction import Database
from mygymtracker.quantities import LoadUnit
from tests.conftest import TestDatabase
from tests.factories import MONDAY, Logged, Person, log_workout, make_exercise

WRITERS: Final = 8
TRANSACTIONS: Final = 20  # of each writer

Place = tuple[int, int, int]
Write = Callable[[Random], Awaitable[None]]


@pytest.fixture
async def many_connections(migrated_database: TestDatabase) -> AsyncIterator[Database]:
    """A connection for each writer, and some to poll with."""
    made = Database(build_engine(migrated_database.app, working_role=WORKING_ROLE, pool_size=2 * WRITERS + 2))
    yield made
    await made.dispose()


async def read_on(database: Database, person_id: UUID, after: Place) -> list[Place]:
    """What is new to one who has read so far, in its order."""
    place = tuple_(ChangedRow.revision, ChangedRow.part, ChangedRow.ordinal)
    newer = select(ChangedRow.revision, ChangedRow.part, ChangedRow.ordinal).where(place > tuple_(*after))
    async with database.acting_as(person_id, read_only=True) as session:
        return [(each[0], each[1], each[2]) for each in await session.execute(newer.order_by(place).limit(25))]


async def poll(database: Database, person_id: UUID, written: asyncio.Event) -> list[Place]:
    """All that is seen by reading on and on, until nothing is written any more and nothing is new."""
    seen: list[Place] = [(0, 0, 0)]
    while True:
        last_look = written.is_set()
        found = await read_on(database, person_id, seen[-1])
        seen += found
        if last_look and not found:
            return seen[1:]


async def write_and_poll(
    database: Database, people: Iterable[UUID], writes: Iterable[Write]
) -> dict[UUID, list[Place]]:
    """Lets all writers write, each in its own order; what was seen of each person meanwhile and after."""
    written = asyncio.Event()
    readers = {person: asyncio.create_task(poll(database, person, written)) for person in people}

    async def all_of(write: Write, chance: Random) -> None:
        for _ in range(TRANSACTIONS):
            await write(chance)

    try:
        async with asyncio.timeout(60):
            await asyncio.gather(
                *(all_of(write, Random(number)) for number, write in enumerate(writes))  # noqa: S311 — no secret
            )
    finally:
        written.set()
    return {person: await reader for person, reader in readers.items()}


async def noted(database: Database, person_id: UUID) -> tuple[list[Place], int]:
    """All that the log holds in the end, and the person's revision."""
    place = (ChangedRow.revision, ChangedRow.part, ChangedRow.ordinal)
    async with database.acting_as(person_id, read_only=True) as session:
        rows = [(each[0], each[1], each[2]) for each in await session.execute(select(*place).order_by(*place))]
        return rows, (await session.execute(select(ChangeCounter.revision))).scalar_one()


async def assert_seen_once(database: Database, person_id: UUID, seen: list[Place], revisions: int) -> None:
    """The reader has seen every row of the log once, in order, and the revisions have no gaps."""
    rows, revision = await noted(database, person_id)
    assert seen == rows
    assert sorted({each[0] for each in rows}) == list(range(1, revision + 1))
    assert revision == revisions


async def revision_of(database: Database, person_id: UUID) -> int:
    return (await noted(database, person_id))[1]


async def settle(database: Database, person: Person) -> Logged:
    squat = await make_exercise(database, person, "Squat")
    return await log_workout(database, person, squat, *({"reps": 5, "load": Decimal(100)} for _ in range(4)))


def changing(database: Database, person: Person, workout: Logged, *, writer: int) -> Write:
    """Several statements on several tables in any order, on rows that the others write to as well."""
    exercise_of_sets = select(ExerciseSet.exercise_id).limit(1).scalar_subquery()

    async def write(chance: Random) -> None:
        mark = f"{writer}-{chance.random()}"
        one_set, same_set = chance.choice(workout.sets), workout.sets[0]
        statements = [
            update(ExerciseSet).where(ExerciseSet.id == one_set).values(note=mark),
            update(ExerciseSet).where(ExerciseSet.id == same_set).values(reps=chance.randint(1, 30), note=f"{mark}!"),
            update(WorkoutSession).where(WorkoutSession.id == workout.workout).values(notes=mark),
            update(User).values(display_name=mark),
        ]
        chance.shuffle(statements)
        async with database.acting_as(person.id, through=Through.API) as session:
            for part, statement in enumerate(statements[: chance.randint(1, 4)], start=1):
                await session.execute(text("SELECT set_config('app.part', :part, true)"), {"part": str(part)})
                await session.execute(statement.execution_options(synchronize_session=False))
            session.add(
                ExerciseSet(
                    user_id=person.id, id=new_id(), session_exercise_id=workout.session_exercise,
                    exercise_id=(await session.execute(select(exercise_of_sets))).scalar_one(),
                    set_type="working", set_index=9, reps=1, load=Decimal(1), load_unit=LoadUnit.KG,
                    performed_at=MONDAY,
                )
            )  # fmt: skip

    return write


def only_inserting(database: Database, person: Person) -> Write:
    """As a script does that does not say through what it comes."""

    async def write(chance: Random) -> None:
        async with database.acting_as(person.id) as session:
            for _ in range(chance.randint(1, 3)):
                session.add(
                    BodyMeasurement(
                        user_id=person.id, part=BodyPart.BODY_WEIGHT, amount=80, unit=BodyUnit.KG, measured_at=MONDAY
                    )
                )
                await session.flush()

    return write


async def test_who_polls_sees_every_change_of_many_writers_once(many_connections: Database, ann: Person) -> None:
    workout = await settle(many_connections, ann)
    known = await revision_of(many_connections, ann.id)

    seen = await write_and_poll(
        many_connections,
        [ann.id],
        [changing(many_connections, ann, workout, writer=number) for number in range(WRITERS)],
    )

    await assert_seen_once(many_connections, ann.id, seen[ann.id], known + WRITERS * TRANSACTIONS)


async def test_people_are_in_nobodys_way_and_who_only_adds_need_not_say_through_what(
    many_connections: Database, ann: Person, bob: Person
) -> None:
    workouts = [(person, await settle(many_connections, person)) for person in (ann, bob)]
    known = {person.id: await revision_of(many_connections, person.id) for person in (ann, bob)}

    seen = await write_and_poll(
        many_connections,
        [ann.id, bob.id],
        [
            write
            for person, workout in workouts
            for number in range(WRITERS // 4)
            for write in (
                changing(many_connections, person, workout, writer=number),
                only_inserting(many_connections, person),
            )
        ],
    )

    for person in (ann, bob):
        await assert_seen_once(
            many_connections, person.id, seen[person.id], known[person.id] + WRITERS // 2 * TRANSACTIONS
        )
