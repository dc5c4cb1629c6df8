"""The working sets of each muscle: direct ones whole, indirect ones half, week by week."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from sqlalchemy import update

from mygymtracker.database.driver import fetch_rows
from mygymtracker.database.entities import Exercise, Measurement, Muscle, SessionStatus, SetType, Side
from mygymtracker.database.transaction import Database
from mygymtracker.errors import Invalid
from mygymtracker.exercises.muscles import MuscleGroup
from mygymtracker.progress.muscle_queries import muscle_volume
from mygymtracker.progress.muscle_volume import (
    COUNTED,
    GroupSets,
    MuscleSets,
    MuscleVolume,
    Period,
    WeeklyMuscles,
    build_muscle_volume,
    read_period,
)
from tests.factories import MONDAY, Person, log_workout, make_exercise
from tests.features.progress import choose, continue_set

NOW = MONDAY + timedelta(days=2)
THIS_WEEK = Period(None, None, 1)
REPS = {"reps": 8}


async def volume_of(
    database: Database, person: Person, period: Period = THIS_WEEK, *, now: datetime = NOW
) -> MuscleVolume:
    async with database.acting_as(person.id, read_only=True) as session:
        return build_muscle_volume(await fetch_rows(session, *muscle_volume(period, now=now)))


async def exercise_for(
    database: Database, person: Person, name: str, primary: list[Muscle], secondary: list[Muscle], **also: object
) -> UUID:
    exercise = await make_exercise(database, person, name)
    async with database.acting_as(person.id) as session:
        await session.execute(
            update(Exercise)
            .where(Exercise.id == exercise)
            .values(primary_muscles=primary, secondary_muscles=secondary, **also)
        )
    return exercise


def sets_of(volume: MuscleVolume) -> list[dict[str, Decimal]]:
    """Of each week the sets of each muscle."""
    return [{each.muscle.value: each.sets for group in week.groups for each in group.muscles} for week in volume.weeks]


def groups_of(volume: MuscleVolume) -> list[dict[str, Decimal]]:
    return [{group.group.value: group.sets for group in week.groups} for week in volume.weeks]


async def test_rows_and_curls_are_three_sets_of_lats_and_five_and_a_half_of_biceps(
    database: Database, ann: Person
) -> None:
    row = await exercise_for(database, ann, "Row", [Muscle.LATS], [Muscle.BICEPS, Muscle.REAR_DELTS])
    curl = await exercise_for(database, ann, "Curl", [Muscle.BICEPS], [])
    await log_workout(database, ann, row, *[REPS] * 3)
    await log_workout(database, ann, curl, *[REPS] * 4)

    volume = await volume_of(database, ann)

    half, five = Decimal("1.5"), Decimal("5.5")
    assert volume == MuscleVolume(
        starts_on=date(2026, 3, 2),
        ends_on=date(2026, 3, 4),
        first_weekday=1,
        counted=COUNTED,
        without_muscles=Decimal(0),
        weeks=[
            WeeklyMuscles(
                week_starts_on=date(2026, 3, 2),
                groups=[
                    GroupSets(MuscleGroup.SHOULDERS, half, [MuscleSets(Muscle.REAR_DELTS, half)]),
                    GroupSets(MuscleGroup.BACK, Decimal(3), [MuscleSets(Muscle.LATS, Decimal(3))]),
                    GroupSets(MuscleGroup.BICEPS, five, [MuscleSets(Muscle.BICEPS, five)]),
                ],
                without_muscles=Decimal(0),
            )
        ],
    )


async def test_two_muscles_of_a_group_are_one_set_of_it(database: Database, ann: Person) -> None:
    bench = await exercise_for(
        database, ann, "Bench", [Muscle.UPPER_CHEST, Muscle.LOWER_CHEST], [Muscle.FRONT_DELTS, Muscle.SIDE_DELTS]
    )
    press = await exercise_for(database, ann, "Press", [Muscle.FRONT_DELTS], [Muscle.SIDE_DELTS, Muscle.TRICEPS])
    await log_workout(database, ann, bench, REPS, REPS)
    await log_workout(database, ann, press, REPS)

    volume = await volume_of(database, ann)

    assert groups_of(volume) == [{"chest": 2, "shoulders": 2, "triceps": Decimal("0.5")}]
    assert sets_of(volume) == [
        {
            "upper_chest": 2, "lower_chest": 2, "front_delts": 2, "side_delts": Decimal("1.5"),
            "triceps": Decimal("0.5"),
        }
    ]  # fmt: skip


async def test_the_pieces_of_a_set_are_one_set_and_one_side_alone_is_half_of_one(
    database: Database, ann: Person
) -> None:
    curl = await exercise_for(database, ann, "Curl", [Muscle.BICEPS], [Muscle.FOREARM_FLEXORS])
    made = await log_workout(
        database, ann, curl,
        REPS, REPS, REPS, REPS | {"side": Side.EACH}, REPS | {"side": Side.LEFT}, {"reps": 0},
        REPS | {"set_type": SetType.WARMUP},
    )  # fmt: skip
    await continue_set(database, ann, made.sets[0], made.sets[1:3])

    volume = await volume_of(database, ann)

    assert sets_of(volume) == [{"biceps": Decimal("2.5"), "forearm_flexors": Decimal("1.25")}]


async def test_what_nobody_knows_the_muscles_of_is_told(database: Database, ann: Person) -> None:
    unknown = await make_exercise(database, ann, "Thing")
    run = await exercise_for(database, ann, "Run", [Muscle.QUADS], [], measurement=Measurement.DISTANCE_DURATION)
    await log_workout(database, ann, unknown, REPS, REPS | {"side": Side.RIGHT})
    await log_workout(database, ann, run, {"duration_seconds": Decimal(1800)})

    volume = await volume_of(database, ann)

    assert (volume.without_muscles, volume.weeks) == (
        Decimal("1.5"),
        [WeeklyMuscles(date(2026, 3, 2), [], Decimal("1.5"))],
    )


async def test_a_cancelled_workout_and_another_persons_do_not_count(
    database: Database, ann: Person, bob: Person
) -> None:
    for person, status in ((ann, SessionStatus.CANCELLED), (bob, SessionStatus.COMPLETED)):
        exercise = await exercise_for(database, person, "Curl", [Muscle.BICEPS], [])
        await log_workout(database, person, exercise, REPS, status=status)

    volume = await volume_of(database, ann)

    assert volume.weeks == [WeeklyMuscles(date(2026, 3, 2), [], Decimal(0))]


async def test_the_last_weeks_begin_on_the_persons_first_weekday_and_empty_ones_stay(
    database: Database, ann: Person
) -> None:
    curl = await exercise_for(database, ann, "Curl", [Muscle.BICEPS], [])
    await choose(database, ann, first_weekday=7)
    for days in (-22, -15, -1, 0):  # MONDAY is the second day of its week
        await log_workout(database, ann, curl, REPS, started_at=MONDAY + timedelta(days=days))

    volume = await volume_of(database, ann, Period(None, None, 3))

    assert (volume.starts_on, volume.ends_on, volume.first_weekday) == (date(2026, 2, 15), date(2026, 3, 4), 7)
    assert [week.week_starts_on for week in volume.weeks] == [date(2026, 2, 15), date(2026, 2, 22), date(2026, 3, 1)]
    assert sets_of(volume) == [{"biceps": 1}, {}, {"biceps": 2}]


async def test_days_outside_of_a_period_do_not_count(database: Database, ann: Person) -> None:
    curl = await exercise_for(database, ann, "Curl", [Muscle.BICEPS], [])
    for days in range(-1, 9):
        await log_workout(database, ann, curl, REPS, started_at=MONDAY + timedelta(days=days))

    volume = await volume_of(database, ann, Period(date(2026, 3, 4), date(2026, 3, 9), 8))

    assert [week.week_starts_on for week in volume.weeks] == [date(2026, 3, 2), date(2026, 3, 9)]
    assert sets_of(volume) == [{"biceps": 5}, {"biceps": 1}]


@pytest.mark.parametrize(("zone", "today"), [("Pacific/Auckland", 3), ("UTC", 2), ("Pacific/Honolulu", 2)])
async def test_today_is_the_day_where_the_person_is(database: Database, ann: Person, zone: str, today: int) -> None:
    await choose(database, ann, time_zone=zone)

    volume = await volume_of(database, ann, now=datetime(2026, 3, 2, 18, tzinfo=UTC))

    assert volume.ends_on == date(2026, 3, today)


async def test_a_workout_counts_on_the_day_of_where_it_was_done(database: Database, ann: Person) -> None:
    curl = await exercise_for(database, ann, "Curl", [Muscle.BICEPS], [])
    for zone in ("Pacific/Kiritimati", "UTC", "Pacific/Pago_Pago"):
        await log_workout(
            database, ann, curl, REPS, started_at=datetime(2026, 3, 3, 10, 30, tzinfo=UTC), time_zone=zone
        )

    days = [date(2026, 3, day) for day in (2, 3, 4)]
    volumes = [await volume_of(database, ann, Period(day, day, 8)) for day in days]

    assert [sets_of(volume) for volume in volumes] == [[{"biceps": 1}]] * 3


@pytest.mark.parametrize(
    ("asked", "period"),
    [
        ({}, Period(None, None, 8)),
        ({"weeks": 3}, Period(None, None, 3)),
        ({"weeks": 3, "ends_on": date(2026, 1, 1)}, Period(None, date(2026, 1, 1), 3)),
        ({"starts_on": date(2026, 3, 5)}, Period(date(2026, 3, 5), None, 8)),
    ],
    ids=str,
)
def test_a_period_is_so_many_weeks_or_from_a_day(asked: dict[str, int | date], period: Period) -> None:
    read = read_period(**({"weeks": None, "starts_on": None, "ends_on": None} | asked), now=NOW)  # type: ignore[arg-type]  # each its own

    assert read == period


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ({"weeks": 3, "starts_on": date(2026, 1, 1)}, "weeks"),
        ({"starts_on": date(2026, 3, 6)}, "from"),
        ({"starts_on": date(2026, 1, 2), "ends_on": date(2026, 1, 1)}, "from"),
        ({"starts_on": date(2021, 1, 1), "ends_on": date(2026, 1, 1)}, "from"),
        ({"starts_on": date(1, 1, 1), "ends_on": date(1, 1, 1)}, "from"),
        ({"ends_on": date(9999, 12, 31)}, "to"),
    ],
    ids=str,
)
def test_a_period_that_cannot_be_right_is_refused(asked: dict[str, int | date], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        read_period(**({"weeks": None, "starts_on": None, "ends_on": None} | asked), now=NOW)  # type: ignore[arg-type]  # each its own

    assert refused.value.field == field
