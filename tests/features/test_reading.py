"""What was done comes back as it was typed, in order, page by page, and to nobody else."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import insert

from mygymtracker.database.columns import new_id
from mygymtracker.database.driver import fetch_rows
from mygymtracker.database.entities import (
    ExerciseSet,
    IntensityTechnique,
    SessionExercise,
    SessionStatus,
    SetType,
    Side,
    WorkoutSession,
)
from mygymtracker.database.reading import Question, RowT
from mygymtracker.database.transaction import Database
from mygymtracker.errors import NotFound
from mygymtracker.quantities import DistanceUnit, LoadMode, LoadUnit
from mygymtracker.workouts.history import PerformedSet, SetKey, build_history
from mygymtracker.workouts.queries import exercise_history, workout_tree, workouts_page
from mygymtracker.workouts.set_shapes import WorkoutSet
from mygymtracker.workouts.summary import WorkoutKey, WorkoutSummary
from mygymtracker.workouts.tree import Workout, WorkoutExercise, build_workout
from tests.factories import MONDAY, Person, log_workout, make_exercise, train

SATURDAY_NIGHT = datetime(2026, 3, 7, 23, 30, tzinfo=UTC)


async def rows_of(database: Database, person: Person, question: Question[RowT]) -> list[RowT]:
    async with database.acting_as(person.id, read_only=True) as session:
        return await fetch_rows(session, *question)


async def test_a_workout_comes_back_as_it_was_typed(database: Database, ann: Person) -> None:
    exercise = await make_exercise(database, ann, "Carry")
    first = {"load": Decimal("61.25"), "reps": 8, "rpe": Decimal("8.5"), "rest_seconds": 180, "note": "easy"}
    second = {
        "load": Decimal("100.0"), "load_unit": LoadUnit.LB, "load_mode": LoadMode.ASSISTED, "reps": 0,
        "duration_seconds": Decimal("62.5"), "distance": Decimal("0.250"), "distance_unit": DistanceUnit.MI,
        "rir": Decimal("0.5"), "technique": IntensityTechnique.DROP_SET, "set_type": SetType.WARMUP,
        "performed_at": SATURDAY_NIGHT + timedelta(minutes=5),
    }  # fmt: skip
    made = await log_workout(
        database, ann, exercise, first, second, {},
        started_at=SATURDAY_NIGHT, completed_at=SATURDAY_NIGHT + timedelta(hours=1), time_zone="Europe/Berlin",
        name="Late", notes="Rain.", body_weight=Decimal("82.40"), body_weight_unit=LoadUnit.KG,
    )  # fmt: skip

    workout = build_workout(await rows_of(database, ann, workout_tree(made.workout)))

    versions = [{"version": done.version} for done in workout.exercises[0].sets]
    nothing = dict.fromkeys(field for field in WorkoutSet.__struct_fields__)
    usual = nothing | {"set_type": SetType.WORKING, "load_mode": LoadMode.EXTERNAL, "note": ""}
    at = {"performed_at": SATURDAY_NIGHT}
    assert workout == Workout(
        id=made.workout,
        name="Late",
        status=SessionStatus.COMPLETED,
        started_at=SATURDAY_NIGHT,
        completed_at=SATURDAY_NIGHT + timedelta(hours=1),
        performed_on=date(2026, 3, 8),
        time_zone="Europe/Berlin",
        plan_id=None,
        notes="Rain.",
        body_weight=Decimal("82.40"),
        body_weight_unit=LoadUnit.KG,
        plan_day_id=None,
        restored_at=None,
        version=workout.version,
        exercises=[
            WorkoutExercise(
                id=made.session_exercise,
                exercise_id=exercise,
                name="Carry",
                display_order=1,
                superset_group=None,
                plan_exercise_id=None,
                notes="",
                returning_note="",
                version=workout.exercises[0].version,
                target=None,
                previous=None,
                sets=[
                    WorkoutSet(
                        **usual
                        | at
                        | first
                        | {"id": made.sets[0], "set_index": 1, "load_unit": LoadUnit.KG}
                        | versions[0]  # type: ignore[arg-type]
                    ),
                    WorkoutSet(**usual | second | {"id": made.sets[1], "set_index": 2} | versions[1]),  # type: ignore[arg-type]
                    WorkoutSet(**usual | at | {"id": made.sets[2], "set_index": 3} | versions[2]),  # type: ignore[arg-type]
                ],
            )
        ],
    )
    assert all(isinstance(each["version"], int) for each in versions)
    assert [str(done.load) for done in workout.exercises[0].sets] == ["61.25", "100.0", "None"]


async def test_exercises_and_sets_stand_in_their_order_and_where_numbers_repeat_the_id_decides(
    database: Database, ann: Person
) -> None:
    exercise = await make_exercise(database, ann, "Row")
    made = await log_workout(database, ann, exercise, {"set_index": 2}, {"set_index": 1}, {"set_index": 1})
    others = [new_id(), new_id()]
    async with database.acting_as(ann.id) as session:
        for place, id in zip((1, 0), others, strict=True):
            await session.execute(
                insert(SessionExercise).values(
                    user_id=ann.id, id=id, session_id=made.workout, exercise_id=exercise, display_order=place
                )
            )

    workout = build_workout(await rows_of(database, ann, workout_tree(made.workout)))

    assert [exercise.id for exercise in workout.exercises] == [others[1], made.session_exercise, others[0]]
    assert [[done.id for done in exercise.sets] for exercise in workout.exercises] == [
        [],
        [made.sets[1], made.sets[2], made.sets[0]],
        [],
    ]


async def test_a_workout_in_which_nothing_was_done_yet_is_a_workout(database: Database, ann: Person) -> None:
    id = new_id()
    async with database.acting_as(ann.id) as session:
        session.add(WorkoutSession(user_id=ann.id, id=id, status=SessionStatus.IN_PROGRESS, started_at=MONDAY))

    workout = build_workout(await rows_of(database, ann, workout_tree(id)))

    assert (workout.id, workout.status, workout.exercises) == (id, SessionStatus.IN_PROGRESS, [])


async def test_another_persons_workout_is_as_unknown_as_one_that_never_was(
    database: Database, ann: Person, bob: Person
) -> None:
    training = await train(database, ann)

    for id in (training.workout, new_id()):
        with pytest.raises(NotFound, match="There is no such workout"):
            build_workout(await rows_of(database, bob, workout_tree(id)))


async def test_a_workout_is_listed_with_how_much_is_in_it(database: Database, ann: Person) -> None:
    exercise = await make_exercise(database, ann, "Row")
    made = await log_workout(
        database, ann, exercise, {"set_type": SetType.WARMUP}, {"reps": 5}, {"reps": 5}, name="Pull"
    )

    listed = await rows_of(database, ann, workouts_page(rows=5))

    assert listed == [
        WorkoutSummary(
            id=made.workout,
            name="Pull",
            status=SessionStatus.COMPLETED,
            started_at=MONDAY,
            completed_at=None,
            performed_on=date(2026, 3, 2),
            time_zone="UTC",
            exercises=1,
            working_sets=2,
            in_future=False,
        )
    ]


async def test_pages_of_workouts_show_each_once_newest_first_also_when_they_began_together(
    database: Database, ann: Person, bob: Person
) -> None:
    exercise = await make_exercise(database, ann, "Row")
    made = [
        (await log_workout(database, ann, exercise, started_at=MONDAY + timedelta(days=day))).workout
        for day in (0, 1, 1, 1, 2)
    ]
    await train(database, bob)

    shown, after = [], None
    while page := await rows_of(database, ann, workouts_page(rows=2, after=after)):
        shown += [workout.id for workout in page]
        after = WorkoutKey(page[-1].started_at, page[-1].id)

    assert shown == made[::-1]


async def test_the_history_of_an_exercise_has_every_set_newest_first_with_its_workout(
    database: Database, ann: Person
) -> None:
    row, curl = await make_exercise(database, ann, "Row"), await make_exercise(database, ann, "Curl")
    old = await log_workout(database, ann, row, {"set_type": SetType.WARMUP, "reps": 9}, {"reps": 5}, name="Pull A")
    new = await log_workout(database, ann, row, {"reps": 6}, started_at=MONDAY + timedelta(days=7), name="Pull B")
    await log_workout(database, ann, curl, {"reps": 20})

    history = build_history(await rows_of(database, ann, exercise_history(row, rows=10)))

    assert [
        (done.workout_id, done.workout_name, done.performed_on, done.set.id, done.set.reps) for done in history
    ] == [
        (new.workout, "Pull B", date(2026, 3, 9), new.sets[0], 6),
        (old.workout, "Pull A", date(2026, 3, 2), old.sets[1], 5),
        (old.workout, "Pull A", date(2026, 3, 2), old.sets[0], 9),
    ]


async def test_pages_of_history_show_each_set_once(database: Database, ann: Person) -> None:
    exercise = await make_exercise(database, ann, "Row")
    made = await log_workout(database, ann, exercise, *({"reps": reps} for reps in range(1, 6)))

    shown: list[PerformedSet] = []
    after = None
    while page := build_history(await rows_of(database, ann, exercise_history(exercise, rows=2, after=after))):
        shown += page
        after = SetKey(page[-1].set.performed_at, page[-1].set.id)

    assert [done.set.id for done in shown] == list(made.sets[::-1])


async def test_an_exercise_never_done_has_no_history_and_another_persons_is_unknown(
    database: Database, ann: Person, bob: Person
) -> None:
    exercise = await make_exercise(database, ann, "Row")

    history = build_history(await rows_of(database, ann, exercise_history(exercise, rows=5)))

    assert history == []
    for id in (exercise, new_id()):
        with pytest.raises(NotFound, match="There is no such exercise"):
            build_history(await rows_of(database, bob, exercise_history(id, rows=5)))


def test_a_set_is_read_with_every_column_that_it_has() -> None:
    answers_elsewhere = {"user_id", "session_exercise_id", "exercise_id", "created_at", "creation_digest"}

    columns = set(ExerciseSet.__mapper__.columns.keys()) - answers_elsewhere

    assert set(WorkoutSet.__struct_fields__) == columns


async def test_sets_of_a_workout_are_counted_as_everywhere(database: Database, ann: Person) -> None:
    exercise = await make_exercise(database, ann, "Row")
    whole, one_side = {"reps": 5}, {"reps": 5, "side": Side.LEFT}
    made = await log_workout(database, ann, exercise, whole, one_side, {"reps": 0}, {"set_type": SetType.WARMUP})
    pieces = [{"reps": reps, "continues_set_id": made.sets[0]} for reps in (4, 3)]
    async with database.acting_as(ann.id) as session:
        for place, piece in enumerate(pieces, start=9):
            place_of = {"session_exercise_id": made.session_exercise, "exercise_id": exercise, "performed_at": MONDAY}
            session.add(
                ExerciseSet(user_id=ann.id, id=new_id(), set_type=SetType.WORKING, set_index=place, **place_of, **piece)
            )

    (listed,) = await rows_of(database, ann, workouts_page(rows=5))

    assert listed.working_sets == 1.5
