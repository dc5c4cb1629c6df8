"""The best estimate of each week: PostgreSQL computes what the formula says, of the sets that count."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from sqlalchemy import update

from mygymtracker.database.columns import new_id
from mygymtracker.database.driver import fetch_rows
from mygymtracker.database.entities import (
    E1rmFormula,
    Exercise,
    IntensityTechnique,
    SessionStatus,
    SetType,
    Side,
)
from mygymtracker.database.transaction import Database
from mygymtracker.errors import NotFound
from mygymtracker.progress.counted import COUNTED
from mygymtracker.progress.queries import weekly_progress
from mygymtracker.progress.weekly import Progress, WeeklyBest, WeeklyTraining, build_progress
from mygymtracker.quantities import LoadMode, LoadUnit
from tests.factories import MONDAY, Person, log_workout, make_exercise
from tests.features.progress import choose, continue_set, weigh

CENT = Decimal("0.01")


async def progress_of(database: Database, person: Person, exercise_id: UUID) -> Progress:
    async with database.acting_as(person.id, read_only=True) as session:
        return build_progress(await fetch_rows(session, *weekly_progress(exercise_id)))


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
                week_starts_on=date(2026, 3, 2), estimated_1rm=Decimal("133.33"), workout_id=one.workout,
                performed_on=date(2026, 3, 2), load=Decimal("100.0"), reps=8, rpe=Decimal(8), set_id=one.sets[0],
                body_weight=None, estimated_added_load=None, load_unit=LoadUnit.KG,
                load_mode=LoadMode.EXTERNAL, rir=None,
            ),
            WeeklyBest(
                week_starts_on=date(2026, 3, 16), estimated_1rm=Decimal("120.00"), workout_id=two.workout,
                performed_on=date(2026, 3, 16), load=Decimal(120), reps=1, rpe=None, set_id=two.sets[0],
                body_weight=None, estimated_added_load=None, load_unit=LoadUnit.KG,
                load_mode=LoadMode.EXTERNAL, rir=None,
            ),
        ],
        e1rm_formula=E1rmFormula.EPLEY,
        counted=COUNTED,
        sets_without_body_weight=0,
        training=[
            WeeklyTraining(date(2026, 3, 2), 2, Decimal(3), 24, Decimal("2320.00"), Decimal("2320.00")),
            WeeklyTraining(date(2026, 3, 16), 1, Decimal(1), 1, Decimal("120.00"), Decimal("120.00")),
        ],
    )  # fmt: skip
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
    await choose(database, ann, unit=LoadUnit.LB)
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


# ------------------------------------------------------------------------------------------------ the body's weight


BELT = {"load": Decimal(10), "reps": 8, "load_mode": LoadMode.BODYWEIGHT_PLUS}
HELP = {"load": Decimal(30), "reps": 8, "load_mode": LoadMode.ASSISTED}


@pytest.mark.parametrize(
    ("typed", "estimate", "added"),
    [
        (BELT, "116.53", "34.53"),
        (BELT | {"load": None, "load_unit": None}, "103.87", "21.87"),
        (HELP, "65.87", "-16.13"),
    ],
)
async def test_a_body_that_is_moved_counts_with_what_it_weighed(
    database: Database, ann: Person, typed: dict[str, object], estimate: str, added: str
) -> None:
    exercise = await make_exercise(database, ann, "Pull Up")
    await log_workout(database, ann, exercise, typed, body_weight=Decimal(82), body_weight_unit=LoadUnit.KG)

    progress = await progress_of(database, ann, exercise)

    assert [(best.estimated_1rm, best.body_weight, best.estimated_added_load) for best in progress.weeks] == [
        (Decimal(estimate), Decimal(82), Decimal(added))
    ]


async def test_a_set_without_a_load_moved_what_its_exercise_moves(database: Database, ann: Person) -> None:
    exercise = await make_exercise(database, ann, "Pull Up")
    async with database.acting_as(ann.id) as session:
        await session.execute(update(Exercise).values(load_mode=LoadMode.BODYWEIGHT_PLUS))
    await log_workout(database, ann, exercise, {"reps": 8}, body_weight=Decimal(82), body_weight_unit=LoadUnit.KG)

    progress = await progress_of(database, ann, exercise)

    assert [best.estimated_added_load for best in progress.weeks] == [Decimal("21.87")]


async def test_the_scales_are_asked_where_the_workout_does_not_say_it(database: Database, ann: Person) -> None:
    exercise = await make_exercise(database, ann, "Pull Up")
    for amount, days in (("90", 179), ("82", 1), ("70", -1)):
        await weigh(database, ann, amount, MONDAY - timedelta(days=days))
    await log_workout(database, ann, exercise, BELT)
    heavier = MONDAY + timedelta(weeks=1)
    await log_workout(database, ann, exercise, BELT, started_at=heavier, body_weight=200, body_weight_unit=LoadUnit.LB)

    progress = await progress_of(database, ann, exercise)

    assert [best.body_weight for best in progress.weeks] == [Decimal(82), Decimal("90.72")]


async def test_without_a_weight_of_the_last_half_year_the_body_is_left_out_and_that_is_said(
    database: Database, ann: Person
) -> None:
    exercise = await make_exercise(database, ann, "Pull Up")
    await weigh(database, ann, "82", MONDAY - timedelta(days=181))
    await weigh(database, ann, "82", MONDAY + timedelta(minutes=1))
    await log_workout(database, ann, exercise, BELT, HELP)

    progress = await progress_of(database, ann, exercise)

    assert (progress.weeks, progress.sets_without_body_weight) == ([], 2)
    assert progress.training == [WeeklyTraining(date(2026, 3, 2), 1, Decimal(2), 16, Decimal("80.00"), Decimal("0.00"))]


async def test_more_help_than_the_body_weighs_is_nothing_to_estimate_from(database: Database, ann: Person) -> None:
    exercise = await make_exercise(database, ann, "Pull Up")
    await log_workout(
        database, ann, exercise, HELP | {"load": Decimal(82)}, body_weight=82, body_weight_unit=LoadUnit.KG
    )

    progress = await progress_of(database, ann, exercise)

    assert (progress.weeks, progress.sets_without_body_weight) == ([], 0)


# --------------------------------------------------------------------------------------------- how much was done


async def test_a_weeks_training_is_its_working_sets_of_both_sides(database: Database, ann: Person) -> None:
    exercise = await make_exercise(database, ann, "Split Squat")
    await log_workout(
        database, ann, exercise,
        {"load": Decimal(20), "reps": 10, "set_type": SetType.WARMUP},
        {"load": Decimal(20), "reps": 10, "side": Side.EACH},
        {"load": Decimal(20), "reps": 8, "side": Side.LEFT},
        {"load": Decimal(20), "reps": 0},
        {"load": Decimal(100), "load_unit": LoadUnit.LB, "reps": 5, "technique": IntensityTechnique.PARTIAL_LENGTH},
        {"load": Decimal(15), "reps": 9, "load_mode": LoadMode.BAND},
    )  # fmt: skip

    progress = await progress_of(database, ann, exercise)

    assert progress.training == [
        WeeklyTraining(date(2026, 3, 2), 1, Decimal("3.5"), 42, Decimal("786.80"), Decimal("786.80"))
    ]


async def test_the_pieces_of_a_set_add_volume_but_neither_sets_nor_estimates(database: Database, ann: Person) -> None:
    exercise = await make_exercise(database, ann, "Curl")
    made = await log_workout(
        database, ann, exercise,
        {"load": Decimal(20), "reps": 10}, {"load": Decimal(15), "reps": 12}, {"load": Decimal(10), "reps": 12},
    )  # fmt: skip
    await continue_set(database, ann, made.sets[0], made.sets[1:])

    progress = await progress_of(database, ann, exercise)

    assert [best.estimated_1rm for best in progress.weeks] == [Decimal("26.67")]
    assert progress.training == [
        WeeklyTraining(date(2026, 3, 2), 1, Decimal(1), 34, Decimal("500.00"), Decimal("500.00"))
    ]


@pytest.mark.parametrize(("first_weekday", "starts_on"), [(1, 2), (2, 3), (3, 4), (4, 5), (5, 6), (6, 7), (7, 8)])
async def test_weeks_begin_on_the_weekday_that_the_person_chose(
    database: Database, ann: Person, first_weekday: int, starts_on: int
) -> None:
    exercise = await make_exercise(database, ann, "Bench")
    await choose(database, ann, first_weekday=first_weekday)
    for day in range(7):
        at = datetime(2026, 3, starts_on, 18, tzinfo=UTC) + timedelta(days=day)
        await log_workout(database, ann, exercise, {"load": Decimal(100), "reps": 5}, started_at=at)

    progress = await progress_of(database, ann, exercise)

    assert [(week.week_starts_on, week.workouts) for week in progress.training] == [(date(2026, 3, starts_on), 7)]
