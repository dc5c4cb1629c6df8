"""The records of one exercise: each with the set or workout that holds it, as it was typed."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from sqlalchemy import update

from mygymtracker.database.columns import new_id
from mygymtracker.database.driver import fetch_rows
from mygymtracker.database.entities import (
    Exercise,
    IntensityTechnique,
    Measurement,
    SessionStatus,
    SetType,
    Side,
)
from mygymtracker.database.transaction import Database
from mygymtracker.errors import NotFound
from mygymtracker.progress.counted import COUNTED
from mygymtracker.progress.record_queries import exercise_records
from mygymtracker.progress.records import EstimateRecord, Records, SetRecord, WorkoutRecord, build_records
from mygymtracker.quantities import DistanceUnit, LoadMode, LoadUnit
from tests.factories import MONDAY, Person, log_workout, make_exercise
from tests.features.progress import choose, continue_set


async def records_of(database: Database, person: Person, exercise_id: UUID) -> Records:
    async with database.acting_as(person.id, read_only=True) as session:
        return build_records(await fetch_rows(session, *exercise_records(exercise_id)))


async def exercise_with(database: Database, person: Person, name: str, **facts: object) -> UUID:
    exercise = await make_exercise(database, person, name)
    async with database.acting_as(person.id) as session:
        await session.execute(update(Exercise).where(Exercise.id == exercise).values(**facts))
    return exercise


def kilograms(load: str | None, reps: int, **also: object) -> dict[str, object]:
    return {"load": None if load is None else Decimal(load), "reps": reps} | also


async def test_every_record_names_the_set_or_workout_that_holds_it(database: Database, ann: Person) -> None:
    exercise = await make_exercise(database, ann, "Bench")
    one = await log_workout(database, ann, exercise, kilograms("100.0", 5), kilograms("60", 12), kilograms("60", 12))
    two = await log_workout(
        database, ann, exercise, kilograms("225", 4, load_unit=LoadUnit.LB, rpe=Decimal(9)),
        started_at=MONDAY + timedelta(days=2),
    )  # fmt: skip

    records = await records_of(database, ann, exercise)

    nothing = {"rir": None, "duration_seconds": None, "distance": None, "distance_unit": None, "side": None}
    external = {"load_mode": LoadMode.EXTERNAL} | nothing
    heaviest = SetRecord(
        set_id=two.sets[0], workout_id=two.workout, performed_on=date(2026, 3, 4), load=Decimal(225),
        load_unit=LoadUnit.LB, reps=4, rpe=Decimal(9), **external,  # type: ignore[arg-type]  # nulls and a mode
    )  # fmt: skip
    others = [
        SetRecord(
            set_id=one.sets[place], workout_id=one.workout, performed_on=date(2026, 3, 2), load=Decimal(load),
            load_unit=LoadUnit.KG, reps=reps, rpe=None, **external,  # type: ignore[arg-type]  # nulls and a mode
        )
        for place, load, reps in ((0, "100.0", 5), (1, "60", 12))
    ]  # fmt: skip
    most = WorkoutRecord(one.workout, date(2026, 3, 2), Decimal(3), Decimal("1940.00"), Decimal("1940.00"))
    assert records == Records(
        exercise_id=exercise,
        name="Bench",
        measurement=Measurement.WEIGHT_REPS,
        load_mode=LoadMode.EXTERNAL,
        unit=LoadUnit.KG,
        formula="Epley 1985: load × (1 + reps to failure / 30), reps to failure = reps + RIR, at most 12; "
        "a single to failure is its own load",
        counted=COUNTED,
        heaviest=heaviest,
        best_estimate=EstimateRecord(Decimal("119.07"), None, None, heaviest),
        most_reps=[heaviest, *others],
        longest=None,
        farthest=None,
        most_volume=most,
        most_sets=most,
    )
    assert str(records.most_reps[1].load) == "100.0"


@pytest.mark.parametrize(
    "typed",
    [
        {"set_type": SetType.WARMUP},
        {"technique": IntensityTechnique.PARTIAL_LENGTH},
        {"reps": 0},
        {"load_mode": LoadMode.BAND},
    ],
    ids=str,
)
async def test_what_is_no_whole_working_set_with_a_known_load_is_no_record(
    database: Database, ann: Person, typed: dict[str, object]
) -> None:
    exercise = await make_exercise(database, ann, "Bench")
    made = await log_workout(database, ann, exercise, kilograms("50", 5), kilograms("100", 6) | typed)

    records = await records_of(database, ann, exercise)

    assert records.heaviest is not None
    assert records.best_estimate is not None
    assert {records.heaviest.set_id, records.best_estimate.set.set_id} == {made.sets[0]}
    assert [record.set_id for record in records.most_reps] == [made.sets[0]]


async def test_a_further_piece_of_a_set_is_no_record_but_adds_to_the_workouts_volume(
    database: Database, ann: Person
) -> None:
    exercise = await make_exercise(database, ann, "Curl")
    made = await log_workout(database, ann, exercise, kilograms("20", 8), kilograms("15", 20))
    await continue_set(database, ann, made.sets[0], made.sets[1:])

    records = await records_of(database, ann, exercise)

    assert [record.set_id for record in records.most_reps] == [made.sets[0]]
    assert records.most_volume == WorkoutRecord(
        made.workout, date(2026, 3, 2), Decimal(1), Decimal("460.00"), Decimal("460.00")
    )


async def test_a_cancelled_workout_holds_no_record(database: Database, ann: Person) -> None:
    exercise = await make_exercise(database, ann, "Bench")
    await log_workout(database, ann, exercise, kilograms("100", 5), status=SessionStatus.CANCELLED)

    records = await records_of(database, ann, exercise)

    assert (records.heaviest, records.best_estimate, records.most_reps) == (None, None, [])
    assert (records.most_volume, records.most_sets) == (None, None)


async def test_repetitions_surpassed_with_more_load_are_left_out(database: Database, ann: Person) -> None:
    exercise = await make_exercise(database, ann, "Bench")
    await log_workout(
        database, ann, exercise,
        kilograms("100", 3), kilograms("90", 8), kilograms("80", 8), kilograms("80", 6), kilograms("70", 12),
    )  # fmt: skip

    records = await records_of(database, ann, exercise)

    assert [(record.load, record.reps) for record in records.most_reps] == [
        (Decimal(100), 3),
        (Decimal(90), 8),
        (Decimal(70), 12),
    ]


async def test_the_same_load_in_two_units_is_one_load_and_whoever_was_first_holds_it(
    database: Database, ann: Person
) -> None:
    exercise = await make_exercise(database, ann, "Bench")
    made = await log_workout(database, ann, exercise, kilograms("100.0", 5))
    await log_workout(database, ann, exercise, kilograms("100", 5), started_at=MONDAY + timedelta(days=1))
    await choose(database, ann, unit=LoadUnit.LB)

    records = await records_of(database, ann, exercise)

    assert [record.set_id for record in records.most_reps] == [made.sets[0]]


async def test_with_help_less_is_better_and_a_belt_is_better_still(database: Database, ann: Person) -> None:
    exercise = await exercise_with(database, ann, "Pull Up", load_mode=LoadMode.ASSISTED)
    assisted, belted = {"load_mode": LoadMode.ASSISTED}, {"load_mode": LoadMode.BODYWEIGHT_PLUS}
    helped = await log_workout(
        database, ann, exercise, kilograms("40", 8, **assisted), kilograms("20", 5, **assisted),
        body_weight=82, body_weight_unit=LoadUnit.KG,
    )  # fmt: skip
    before = await records_of(database, ann, exercise)
    belt = await log_workout(database, ann, exercise, kilograms("5", 1, **belted), kilograms(None, 3, **belted))

    after = await records_of(database, ann, exercise)

    assert before.heaviest is not None
    assert after.heaviest is not None
    assert (before.heaviest.set_id, after.heaviest.set_id) == (helped.sets[1], belt.sets[0])
    assert [(record.load, record.reps) for record in after.most_reps] == [
        (Decimal(5), 1),
        (None, 3),
        (Decimal(20), 5),
        (Decimal(40), 8),
    ]
    assert before.best_estimate is not None
    assert (before.best_estimate.estimated_1rm, before.best_estimate.estimated_added_load) == (
        Decimal("72.33"),
        Decimal("-9.67"),
    )


async def test_what_is_held_is_measured_in_seconds(database: Database, ann: Person) -> None:
    exercise = await exercise_with(database, ann, "Plank", measurement=Measurement.DURATION)
    made = await log_workout(
        database, ann, exercise, {"duration_seconds": Decimal(60)}, {"duration_seconds": Decimal("90.5")}
    )

    records = await records_of(database, ann, exercise)

    assert records.longest is not None
    assert (records.longest.set_id, records.longest.duration_seconds) == (made.sets[1], Decimal("90.5"))
    assert (records.heaviest, records.best_estimate, records.most_reps, records.farthest) == (None, None, [], None)
    assert (records.most_volume, records.most_sets) == (
        None,
        WorkoutRecord(made.workout, date(2026, 3, 2), Decimal(2), Decimal("0.00"), Decimal("0.00")),
    )


async def test_a_distance_is_compared_across_units(database: Database, ann: Person) -> None:
    exercise = await exercise_with(database, ann, "Running", measurement=Measurement.DISTANCE_DURATION)
    made = await log_workout(
        database, ann, exercise,
        {"distance": Decimal(5), "distance_unit": DistanceUnit.KM, "duration_seconds": Decimal(1500)},
        {"distance": Decimal("3.2"), "distance_unit": DistanceUnit.MI, "duration_seconds": Decimal(1400)},
    )  # fmt: skip

    records = await records_of(database, ann, exercise)

    assert records.farthest is not None
    assert records.longest is not None
    assert (records.farthest.set_id, records.longest.set_id) == (made.sets[1], made.sets[0])


async def test_where_only_repetitions_count_there_is_one_most(database: Database, ann: Person) -> None:
    exercise = await exercise_with(database, ann, "Jump", measurement=Measurement.REPS)
    made = await log_workout(database, ann, exercise, {"reps": 20}, {"reps": 30, "side": Side.EACH}, kilograms("5", 25))

    records = await records_of(database, ann, exercise)

    assert [record.set_id for record in records.most_reps] == [made.sets[1]]
    assert records.heaviest is None


async def test_an_exercise_never_done_has_no_records_and_an_unknown_one_is_not_found(
    database: Database, ann: Person, bob: Person
) -> None:
    exercise = await make_exercise(database, bob, "Bench")
    await log_workout(database, ann, await make_exercise(database, ann, "Squat"), kilograms("100", 5))

    records = await records_of(database, bob, exercise)

    assert (records.name, records.heaviest, records.most_reps, records.most_sets) == ("Bench", None, [], None)
    for id in (exercise, new_id()):
        with pytest.raises(NotFound, match="There is no such exercise"):
            await records_of(database, ann, id)
