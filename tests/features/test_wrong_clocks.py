"""A device with a wrong clock logs, and rules nothing: the latest of anything is never after now."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from uuid import UUID

from sqlalchemy import insert

from mygymtracker.body.measurements import MeasurementKey
from mygymtracker.body.queries import measurements_page
from mygymtracker.database.columns import new_id
from mygymtracker.database.driver import fetch_rows
from mygymtracker.database.entities import BodyMeasurement, BodyPart, BodyUnit, SessionStatus, WorkoutPlan
from mygymtracker.database.reading import Question, RowT
from mygymtracker.database.transaction import Database
from mygymtracker.exercises.queries import one_exercise
from mygymtracker.plans.queries import plans_page
from mygymtracker.workouts.history import SetKey, build_history
from mygymtracker.workouts.queries import exercise_history, workouts_page
from mygymtracker.workouts.starting import find_running
from mygymtracker.workouts.summary import WorkoutKey, WorkoutSummary
from tests.factories import Person, log_workout, make_exercise

NOW = datetime.now(UTC).replace(microsecond=0)
YESTERDAY, LAST_WEEK = NOW - timedelta(days=1), NOW - timedelta(days=7)
IN_AN_HOUR, IN_TEN_YEARS = NOW + timedelta(hours=1), NOW.replace(year=NOW.year + 10, day=1)
FIVE = {"load": Decimal(100), "reps": 5}
TIMES = (LAST_WEEK, IN_TEN_YEARS, YESTERDAY, IN_AN_HOUR)
#: The newest of those that were, and those that are yet to be at the end.
IN_ORDER = [YESTERDAY, LAST_WEEK, IN_TEN_YEARS, IN_AN_HOUR]


async def rows_of(database: Database, person: Person, question: Question[RowT]) -> list[RowT]:
    async with database.acting_as(person.id, read_only=True) as session:
        return await fetch_rows(session, *question)


async def test_workouts_that_are_yet_to_be_come_after_all_others_page_by_page(database: Database, ann: Person) -> None:
    exercise = await make_exercise(database, ann, "Row")
    for at in TIMES:
        await log_workout(database, ann, exercise, FIVE, started_at=at)

    pages: list[WorkoutSummary] = []
    while len(pages) < len(TIMES):
        after = WorkoutKey(pages[-1].started_at, pages[-1].id) if pages else None
        pages += await rows_of(database, ann, workouts_page(rows=1, after=after))
    after = WorkoutKey(pages[-1].started_at, pages[-1].id)

    assert [each.started_at for each in pages] == IN_ORDER
    assert [each.in_future for each in pages] == [False, False, True, False]  # an hour is a clock of another zone
    assert await rows_of(database, ann, workouts_page(rows=1, after=after)) == []


async def test_an_exercise_was_done_last_when_it_was_and_its_history_begins_there(
    database: Database, ann: Person
) -> None:
    exercise = await make_exercise(database, ann, "Row")
    for at in TIMES:
        await log_workout(database, ann, exercise, FIVE | {"performed_at": at}, started_at=at)

    first = build_history(await rows_of(database, ann, exercise_history(exercise, rows=3)))
    after = SetKey(first[-1].set.performed_at, first[-1].set.id)
    rest = build_history(await rows_of(database, ann, exercise_history(exercise, rows=3, after=after)))

    assert [each.set.performed_at for each in first + rest] == IN_ORDER
    assert await last_performed(database, ann, exercise) == YESTERDAY


async def last_performed(database: Database, person: Person, exercise: UUID) -> object:
    (row,) = await rows_of(database, person, one_exercise(exercise))
    return row.last_performed_at


async def test_a_plan_was_begun_last_by_what_was_trained_of_it(database: Database, ann: Person) -> None:
    exercise, plan = await make_exercise(database, ann, "Row"), new_id()
    async with database.acting_as(ann.id) as session:
        session.add(WorkoutPlan(user_id=ann.id, id=plan, plan_name="Pull"))
    await log_workout(database, ann, exercise, FIVE, started_at=LAST_WEEK, plan_id=plan)
    await log_workout(database, ann, exercise, FIVE, started_at=IN_TEN_YEARS, plan_id=plan)
    await log_workout(database, ann, exercise, started_at=YESTERDAY, plan_id=plan)
    await log_workout(database, ann, exercise, FIVE, started_at=YESTERDAY, plan_id=plan, status=SessionStatus.CANCELLED)

    (row,) = await rows_of(database, ann, plans_page(rows=5, archived=False))

    assert row.last_started_at == LAST_WEEK


async def test_the_workout_that_runs_is_the_newest_that_is_not_yet_to_be(database: Database, ann: Person) -> None:
    exercise = await make_exercise(database, ann, "Row")
    running = {"status": SessionStatus.IN_PROGRESS}
    wrong = await log_workout(database, ann, exercise, started_at=IN_TEN_YEARS, **running)
    right = await log_workout(database, ann, exercise, started_at=YESTERDAY, **running)

    async with database.acting_as(ann.id, read_only=True) as session:
        found, other = await find_running(session), await find_running(session, besides=right.workout)

    assert [found and found.id, other and other.id] == [right.workout, wrong.workout]


async def test_measurements_that_are_yet_to_be_come_after_all_others(database: Database, ann: Person) -> None:
    async with database.acting_as(ann.id) as session:
        for at in TIMES:
            weight = {"part": BodyPart.BODY_WEIGHT, "amount": Decimal(80), "unit": BodyUnit.KG, "measured_at": at}
            await session.execute(insert(BodyMeasurement).values(id=new_id(), user_id=ann.id, note="", **weight))

    first = await rows_of(database, ann, measurements_page(rows=3))
    after = MeasurementKey(first[-1].measured_at, first[-1].id)
    rest = await rows_of(database, ann, measurements_page(rows=3, after=after))

    assert [each.measured_at for each in first + rest] == IN_ORDER
