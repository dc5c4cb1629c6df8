"""The best estimate of each week: PostgreSQL computes what the formula says, of the sets that count."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from itertools import product
from uuid import UUID

import pytest
from sqlalchemy import insert, update

from mygymtracker.database.columns import new_id
from mygymtracker.database.entities import (
    ExerciseSet,
    IntensityTechnique,
    SessionExercise,
    SessionStatus,
    SetType,
    User,
    WorkoutSession,
)
from mygymtracker.database.transaction import Database
from mygymtracker.errors import NotFound
from mygymtracker.progress.formulas import estimated_one_rep_max
from mygymtracker.progress.queries import weekly_best
from mygymtracker.progress.weekly import Progress, WeeklyBest, build_progress
from mygymtracker.quantities import LoadMode, LoadUnit, convert_load
from tests.factories import MONDAY, Person, log_workout, make_exercise

CENT = Decimal("0.01")


async def progress_of(database: Database, person: Person, exercise_id: UUID) -> Progress:
    async with database.acting_as(person.id, read_only=True) as session:
        return build_progress((await session.execute(*weekly_best(exercise_id))).all())


async def show_in(database: Database, person: Person, unit: LoadUnit) -> None:
    async with database.acting_as(person.id) as session:
        await session.execute(update(User).values(unit=unit))


async def test_the_best_of_each_week_comes_with_the_set_it_is_from(database: Database, ann: Person) -> None:
    exercise = await make_exercise(database, ann, "Bench")
    one = await log_workout(
        database, ann, exercise,
        {"load": Decimal("100.0"), "reps": 8, "rpe": Decimal(8)}, {"load": Decimal("100.0"), "reps": 8},
    )  # fmt: skip
    await log_workout(database, ann, exercise, {"load": Decimal(90), "reps": 8}, started_at=MONDAY + timedelta(days=2))
    two = await log_workout(
        database, ann, exercise, {"load": Decimal(120), "reps": 1}, started_at=MONDAY + timedelta(days=14)
    )

    progress = await progress_of(database, ann, exercise)

    assert progress == Progress(
        exercise_id=exercise,
        name="Bench",
        unit=LoadUnit.KG,
        formula="Epley 1985: load × (1 + reps to failure / 30), reps to failure = reps + RIR, at most 12; "
        "a single to failure is its own load",
        weeks=[
            WeeklyBest(
                week_starts_on=date(2026, 3, 2),
                estimated_1rm=Decimal("133.33"),
                workout_id=one.workout,
                performed_on=date(2026, 3, 2),
                load=Decimal("100.0"),
                load_unit=LoadUnit.KG,
                reps=8,
                rpe=Decimal(8),
                rir=None,
            ),
            WeeklyBest(
                week_starts_on=date(2026, 3, 16),
                estimated_1rm=Decimal("120.00"),
                workout_id=two.workout,
                performed_on=date(2026, 3, 16),
                load=Decimal(120),
                load_unit=LoadUnit.KG,
                reps=1,
                rpe=None,
                rir=None,
            ),
        ],
    )
    assert str(progress.weeks[0].load) == "100.0"


@pytest.mark.parametrize(
    "typed",
    [
        {"set_type": SetType.WARMUP},
        {"load_mode": LoadMode.BODYWEIGHT_PLUS},
        {"load_mode": LoadMode.ASSISTED},
        {"load_mode": LoadMode.BAND},
        {"technique": IntensityTechnique.PARTIAL_LENGTH},
        {"reps": 0},
        {"reps": None, "duration_seconds": Decimal(30)},
        {"reps": 13},
        {"rir": Decimal(5)},
        {"rpe": Decimal(5)},
        {"load": Decimal(0)},
        {"load": None, "load_unit": None},
    ],
    ids=str,
)
async def test_a_set_that_says_nothing_about_a_single_is_left_out(
    database: Database, ann: Person, typed: dict[str, object]
) -> None:
    exercise = await make_exercise(database, ann, "Bench")
    await log_workout(database, ann, exercise, {"load": Decimal(100), "reps": 5} | typed)

    progress = await progress_of(database, ann, exercise)

    assert progress.weeks == []


async def test_a_cancelled_workout_does_not_count(database: Database, ann: Person) -> None:
    exercise = await make_exercise(database, ann, "Bench")
    await log_workout(database, ann, exercise, {"load": Decimal(100), "reps": 5}, status=SessionStatus.CANCELLED)

    progress = await progress_of(database, ann, exercise)

    assert progress.weeks == []


async def test_a_week_begins_on_the_monday_of_where_the_workout_was_done(database: Database, ann: Person) -> None:
    exercise = await make_exercise(database, ann, "Bench")
    sunday_in_utc = datetime(2026, 3, 8, 23, 30, tzinfo=UTC)
    for zone in ("Europe/Berlin", "America/New_York"):
        await log_workout(
            database, ann, exercise, {"load": Decimal(100), "reps": 5}, started_at=sunday_in_utc, time_zone=zone
        )

    progress = await progress_of(database, ann, exercise)

    assert [(best.week_starts_on, best.performed_on) for best in progress.weeks] == [
        (date(2026, 3, 2), date(2026, 3, 8)),
        (date(2026, 3, 9), date(2026, 3, 9)),
    ]


async def test_loads_of_two_units_are_compared_in_the_persons_own(database: Database, ann: Person) -> None:
    exercise = await make_exercise(database, ann, "Bench")
    pounds = {"load": Decimal(225), "load_unit": LoadUnit.LB, "reps": 1}
    await log_workout(database, ann, exercise, {"load": Decimal(102), "reps": 1}, pounds)

    in_kilograms = await progress_of(database, ann, exercise)
    await show_in(database, ann, LoadUnit.LB)
    in_pounds = await progress_of(database, ann, exercise)

    assert [(best.estimated_1rm, best.load, best.load_unit) for best in in_kilograms.weeks + in_pounds.weeks] == [
        (Decimal("102.06"), Decimal(225), LoadUnit.LB),
        (Decimal("225.00"), Decimal(225), LoadUnit.LB),
    ]


async def test_another_persons_sets_of_the_same_exercise_do_not_count(
    database: Database, ann: Person, bob: Person
) -> None:
    exercise = await make_exercise(database, bob, "Bench")
    await log_workout(database, bob, exercise, {"load": Decimal(100), "reps": 5})

    for id in (exercise, new_id()):
        with pytest.raises(NotFound, match="There is no such exercise"):
            await progress_of(database, ann, id)


LOADS = [Decimal(text) for text in ("0.001", "1.015", "61.25", "100.0", "102.5", "333.333", "99999.999")]
REPS = (0, 1, 2, 5, 8, 11, 12, 13)
EFFORTS = [
    (None if rpe is None else Decimal(rpe), None if rir is None else Decimal(rir))
    for rpe, rir in [(None, None), *((rpe, None) for rpe in ("10", "9.5", "8.1", "5.1", "5", "0")),
                     *((None, rir) for rir in ("0", "0.5", "1", "3.3", "4.9", "5", "30"))]
]  # fmt: skip


@pytest.mark.parametrize("unit", LoadUnit)
async def test_postgresql_computes_what_the_formula_says(database: Database, ann: Person, unit: LoadUnit) -> None:
    exercise = await make_exercise(database, ann, "Bench")
    typed = list(product(LOADS, LoadUnit, REPS, EFFORTS))
    await log_one_a_week(database, ann, exercise, typed)
    await show_in(database, ann, unit)

    progress = await progress_of(database, ann, exercise)

    expected = {}
    for week, (load, load_unit, reps, (rpe, rir)) in enumerate(typed):
        estimate = estimated_one_rep_max(convert_load(load, load_unit, to=unit), reps, rpe=rpe, rir=rir)
        if estimate is not None:
            expected[MONDAY.date() + timedelta(weeks=week)] = estimate.quantize(CENT, ROUND_HALF_UP)
    assert {best.week_starts_on: best.estimated_1rm for best in progress.weeks} == expected


async def log_one_a_week(
    database: Database,
    person: Person,
    exercise: UUID,
    typed: list[tuple[Decimal, LoadUnit, int, tuple[Decimal | None, Decimal | None]]],
) -> None:
    """Each of these sets in a workout of its own week, the first in the week of MONDAY."""
    workouts, exercises, sets = [], [], []
    for week, (load, unit, reps, (rpe, rir)) in enumerate(typed):
        at = MONDAY + timedelta(weeks=week)
        workout = {"user_id": person.id, "id": new_id()}
        place = {"user_id": person.id, "id": new_id(), "exercise_id": exercise}
        workouts.append(workout | {"status": SessionStatus.COMPLETED, "started_at": at})
        exercises.append(place | {"session_id": workout["id"], "display_order": 1})
        sets.append({
            "user_id": person.id, "id": new_id(), "session_exercise_id": place["id"], "exercise_id": exercise,
            "set_type": SetType.WORKING, "set_index": 1, "reps": reps, "load": load, "load_unit": unit, "rpe": rpe,
            "rir": rir, "performed_at": at,
        })  # fmt: skip
    async with database.acting_as(person.id) as session:
        await session.execute(insert(WorkoutSession), workouts)
        await session.execute(insert(SessionExercise), exercises)
        await session.execute(insert(ExerciseSet), sets)
