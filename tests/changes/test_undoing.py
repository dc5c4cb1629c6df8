"""What was done is taken back, and the taking back is taken back: the rows are the same to the last digit."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncEngine

from mygymtracker.changes.trash_restore import bring_back
from mygymtracker.changes.undoing import Undone, undo_change, undo_import, undo_since
from mygymtracker.contents import Order
from mygymtracker.database.columns import new_id
from mygymtracker.database.entities import (
    Change,
    ChangeCounter,
    ExerciseSet,
    SessionExercise,
    Through,
    User,
    WorkoutPlan,
    WorkoutSession,
)
from mygymtracker.database.row_reversal import RowKey
from mygymtracker.database.transaction import Database
from mygymtracker.errors import Conflict, NotFound
from mygymtracker.exchange.importing import ImportOptions, import_file
from mygymtracker.quantities import LoadUnit
from mygymtracker.workouts import exercises, set_writes
from mygymtracker.workouts.sets import SetCreation
from tests.changes.digests import digests
from tests.factories import MONDAY, Person, Training, make_exercise, train

STRONG = Path("docs/examples/strong.csv").read_bytes()


async def revision_of(database: Database, person_id: UUID) -> int:
    async with database.acting_as(person_id, read_only=True) as session:
        return (await session.execute(select(ChangeCounter.revision))).scalar_one()


async def undo(database: Database, person: Person, revision: int) -> Undone:
    async with database.acting_as(person.id, through=Through.CLI) as session:
        return await undo_change(session, revision)


# ------------------------------------------------------------------------------------------------------ many at once


async def test_everything_since_an_instant_goes_and_comes_back(
    database: Database, ann: Person, bob: Person, owner: AsyncEngine
) -> None:
    await train(database, ann, exercise_name="Row")
    await train(database, bob)
    before, bobs = await digests(owner, ann.id), await digests(owner, bob.id)
    instant = datetime.now(UTC)
    training = await train_more(database, ann)
    async with database.acting_as(ann.id, through=Through.API) as session:
        await session.execute(delete(WorkoutPlan).where(WorkoutPlan.plan_name == "Lower"))
        await session.execute(update(User).values(display_name="Ann"))
        await set_writes.delete_set(session, training.set, expected_version=None)
    after = await digests(owner, ann.id)

    async with database.acting_as(ann.id, through=Through.API) as session:
        undone = await undo_since(session, instant)
    as_it_was = await digests(owner, ann.id)
    await undo(database, ann, undone.revision or 0)

    assert as_it_was == before
    assert await digests(owner, ann.id) == after
    assert await digests(owner, bob.id) == bobs


async def test_an_import_goes_with_all_that_came_by_it_and_can_come_again(
    database: Database, ann: Person, owner: AsyncEngine
) -> None:
    await train(database, ann)
    before = await digests(owner, ann.id)
    options = ImportOptions(load_unit=LoadUnit.KG)
    report = await import_file(database, ann.id, data=STRONG, file_name="strong.csv", options=options)
    assert report.import_id is not None
    imported = await digests(owner, ann.id)

    async with database.acting_as(ann.id, through=Through.API) as session:
        undone = await undo_import(session, report.import_id)
        again = await undo_import(session, report.import_id)
    gone = await digests(owner, ann.id)
    await undo(database, ann, undone.revision or 0)
    back = await digests(owner, ann.id)
    async with database.acting_as(ann.id, through=Through.API) as session:
        await undo_import(session, report.import_id)
    once_more = await import_file(database, ann.id, data=STRONG, file_name="strong.csv", options=options)

    assert gone == before
    assert back == imported
    assert again == Undone(0, None)
    assert once_more.workouts_added == report.workouts_added > 0


async def test_an_import_that_came_and_went_since_leaves_nothing(
    database: Database, ann: Person, owner: AsyncEngine
) -> None:
    await train(database, ann)
    before, instant = await digests(owner, ann.id), datetime.now(UTC)
    options = ImportOptions(load_unit=LoadUnit.KG)
    report = await import_file(database, ann.id, data=STRONG, file_name="strong.csv", options=options)
    assert report.import_id is not None
    async with database.acting_as(ann.id, through=Through.API) as session:
        await undo_import(session, report.import_id)
    await import_file(database, ann.id, data=STRONG, file_name="strong.csv", options=options)
    full = await digests(owner, ann.id)

    async with database.acting_as(ann.id, through=Through.API) as session:
        undone = await undo_since(session, instant)
    emptied = await digests(owner, ann.id)
    await undo(database, ann, undone.revision or 0)

    assert emptied == before
    assert await digests(owner, ann.id) == full


# -------------------------------------------------------------------------------------------------------- one by one


async def test_a_deleted_workout_comes_back_without_the_plan_that_is_gone_by_now(
    database: Database, ann: Person
) -> None:
    training = await train(database, ann)
    async with database.acting_as(ann.id) as session:
        await session.execute(delete(WorkoutSession))
    deletion = await revision_of(database, ann.id)
    async with database.acting_as(ann.id) as session:
        await session.execute(delete(WorkoutPlan))

    undone = await undo(database, ann, deletion)

    async with database.acting_as(ann.id, read_only=True) as session:
        workout = (await session.execute(select(WorkoutSession))).scalar_one()
        loads = (await session.execute(select(ExerciseSet.load, ExerciseSet.id))).all()
    assert undone == Undone(3, deletion + 2)
    assert (workout.id, workout.plan_id) == (training.workout, None)
    assert loads == [(Decimal("100"), training.set)]


async def test_a_field_goes_back_while_a_later_change_of_another_one_stays(database: Database, ann: Person) -> None:
    training = await train(database, ann)
    await correct(database, ann, training.set, {"reps": 8})
    slip = await revision_of(database, ann.id)
    await correct(database, ann, training.set, {"load": "102.50"})

    undone = await undo(database, ann, slip)

    async with database.acting_as(ann.id, read_only=True) as session:
        row = (await session.execute(select(ExerciseSet.reps, ExerciseSet.load))).one()
    assert undone.rows == 1
    assert (row.reps, str(row.load)) == (5, "102.50")


async def test_a_load_that_no_binary_fraction_is_goes_back_to_the_digit(database: Database, ann: Person) -> None:
    training = await train(database, ann)
    await correct(database, ann, training.set, {"load": "82.40"})
    await correct(database, ann, training.set, {"load": "85.3"})
    slip = await revision_of(database, ann.id)
    await correct(database, ann, training.set, {"note": "felt light"})

    undone = await undo(database, ann, slip)
    redone = await undo(database, ann, undone.revision or 0)
    again = await undo(database, ann, slip)

    async with database.acting_as(ann.id, read_only=True) as session:
        row = (await session.execute(select(ExerciseSet.load, ExerciseSet.note))).one()
    assert [undone.rows, redone.rows, again.rows] == [1, 1, 1]
    assert (str(row.load), row.note) == ("82.40", "felt light")


async def test_a_later_value_of_the_same_field_is_not_destroyed(database: Database, ann: Person) -> None:
    training = await train(database, ann)
    await correct(database, ann, training.set, {"reps": 8})
    first = await revision_of(database, ann.id)
    await correct(database, ann, training.set, {"reps": 9})

    with pytest.raises(Conflict, match=rf"reps of a set .* was changed again later, by change {first + 1}\.1"):
        await undo(database, ann, first)

    assert await revision_of(database, ann.id) == first + 1


async def test_what_was_added_later_is_not_destroyed_with_what_it_belongs_to(database: Database, ann: Person) -> None:
    exercise = await make_exercise(database, ann, "Squat")
    async with database.acting_as(ann.id) as session:
        workout = WorkoutSession(user_id=ann.id, id=new_id(), status="in_progress", started_at=MONDAY)
        session.add(workout)
    made = await revision_of(database, ann.id)
    async with database.acting_as(ann.id) as session:
        session.add(
            SessionExercise(user_id=ann.id, session_id=workout.id, exercise_id=exercise, display_order=1),
        )

    with pytest.raises(Conflict, match="Something was added later that belongs to what would go: an exercise of"):
        await undo(database, ann, made)


async def test_an_undo_sent_twice_is_done_once(database: Database, ann: Person) -> None:
    training = await train(database, ann)
    await correct(database, ann, training.set, {"reps": 8})
    revision = await revision_of(database, ann.id)

    first = await undo(database, ann, revision)
    second = await undo(database, ann, revision)

    assert first == Undone(1, revision + 1)
    assert second == Undone(0, None)
    async with database.acting_as(ann.id, read_only=True) as session:
        last = (await session.execute(select(Change).order_by(Change.revision.desc()).limit(1))).scalar_one()
    assert (last.undoes, last.through) == (str(revision), Through.CLI)


async def test_a_substitution_is_undone_with_the_sets_that_went_along(database: Database, ann: Person) -> None:
    training = await train(database, ann)
    other = await make_exercise(database, ann, "Leg Press")
    async with database.acting_as(ann.id, through=Through.API) as session:
        await exercises.correct_exercise(
            session, training.session_exercise, {"exercise_id": str(other)}, expected_version=None
        )
    substitution = await revision_of(database, ann.id)
    await correct(database, ann, training.set, {"reps": 3})

    await undo(database, ann, substitution)

    async with database.acting_as(ann.id, read_only=True) as session:
        row = (await session.execute(select(ExerciseSet.exercise_id, ExerciseSet.reps))).one()
    assert tuple(row) == (training.exercise, 3)


async def test_a_set_comes_back_under_the_exercise_that_was_substituted_meanwhile(
    database: Database, ann: Person
) -> None:
    training = await train(database, ann)
    other = await make_exercise(database, ann, "Leg Press")
    async with database.acting_as(ann.id, through=Through.API) as session:
        await set_writes.delete_set(session, training.set, expected_version=None)
    deletion = await revision_of(database, ann.id)
    async with database.acting_as(ann.id, through=Through.API) as session:
        await exercises.correct_exercise(
            session, training.session_exercise, {"exercise_id": str(other)}, expected_version=None
        )

    await undo(database, ann, deletion)

    async with database.acting_as(ann.id, read_only=True) as session:
        assert (await session.execute(select(ExerciseSet.exercise_id))).scalar_one() == other


async def test_an_order_is_undone(database: Database, ann: Person) -> None:
    training = await train_more(database, ann)
    async with database.acting_as(ann.id, read_only=True) as session:
        ids = list(await session.scalars(select(ExerciseSet.id).order_by(ExerciseSet.set_index)))
    async with database.acting_as(ann.id, through=Through.API) as session:
        await set_writes.reorder_sets(session, training.session_exercise, Order(ids=ids[::-1]), expected_version=None)

    await undo(database, ann, await revision_of(database, ann.id))

    async with database.acting_as(ann.id, read_only=True) as session:
        assert list(await session.scalars(select(ExerciseSet.id).order_by(ExerciseSet.set_index))) == ids


async def test_another_persons_change_is_none_that_there_is(database: Database, ann: Person, bob: Person) -> None:
    await train(database, ann)
    revision = await revision_of(database, ann.id)

    with pytest.raises(NotFound):
        await undo(database, bob, revision)

    assert await revision_of(database, ann.id) == revision


# --------------------------------------------------------------------------------------------------------- the trash


async def test_a_set_comes_back_with_the_workout_that_it_went_with(
    database: Database, ann: Person, owner: AsyncEngine
) -> None:
    training = await train(database, ann)
    before = await digests(owner, ann.id)
    async with database.acting_as(ann.id) as session:
        await session.execute(delete(WorkoutSession))

    async with database.acting_as(ann.id, through=Through.SYNC) as session:
        back = await bring_back(session, "exercise_sets", training.set)
        again = await bring_back(session, "exercise_sets", training.set)

    assert set(back) == {
        RowKey("workout_sessions", training.workout),
        RowKey("session_exercises", training.session_exercise),
        RowKey("exercise_sets", training.set),
    }
    assert again == []
    assert await digests(owner, ann.id) == before


async def test_the_trash_of_others_is_not_there(database: Database, ann: Person, bob: Person) -> None:
    training = await train(database, ann)
    async with database.acting_as(ann.id) as session:
        await session.execute(delete(WorkoutSession))

    async with database.acting_as(bob.id, through=Through.SYNC) as session:
        back = await bring_back(session, "workout_sessions", training.workout)

    assert back == []


async def train_more(database: Database, person: Person) -> Training:
    """A plan, a workout and two sets of it more."""
    async with database.acting_as(person.id) as session:
        await session.execute(update(WorkoutPlan).values(plan_name="Old"))
    training = await train(database, person)
    creation = SetCreation(workout_exercise_id=training.session_exercise, reps=4)
    async with database.acting_as(person.id, through=Through.API) as session:
        await set_writes.log_set(session, new_id(), creation, now=MONDAY)
    return training


async def correct(database: Database, person: Person, set_id: UUID, patch: dict[str, object]) -> None:
    async with database.acting_as(person.id, through=Through.API) as session:
        await set_writes.correct_set(session, set_id, patch, now=MONDAY, expected_version=None)
