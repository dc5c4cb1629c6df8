"""What an exercise that is made is made as, and what the loads under a name mean."""

from __future__ import annotations

from collections.abc import Collection
from decimal import Decimal
from uuid import UUID

import pytest
from sqlalchemy import insert, update

from mygymtracker.database.columns import new_id
from mygymtracker.database.entities import Exercise, Measurement
from mygymtracker.database.transaction import Database
from mygymtracker.exchange.brackets import load_mode_of
from mygymtracker.exchange.importing import ImportOptions
from mygymtracker.exchange.names import Names
from mygymtracker.exchange.records import ExerciseRecord, SetRecord
from mygymtracker.exercises.catalogue_file import read_catalogue
from mygymtracker.quantities import LoadMode, LoadUnit
from tests.exchange import histories
from tests.exchange.bringing import KG, bring, rows
from tests.exchange.histories import FIRST, History, Lift, Session
from tests.exchange.naming import file_of, make_own, merge, modes
from tests.factories import Person
from tests.rules.test_exercise_names import SPELLINGS, matched

BENCH = "Bench Press (Barbell)"


async def test_an_exercise_is_made_as_the_file_tells_it(database: Database, ann: Person) -> None:
    lifts = [
        Lift("Yak Lift", "W", "", "8"),
        Lift("Yak Lift", "1", "50", "8"),
        Lift("Yak Hang (Weighted)", "1", "10", seconds="30"),
        Lift("Yak Hang", "1", seconds="30"),
        Lift("Yak Walk", "1", seconds="300", distance="0.5"),
        Lift("Yak Carry", "1", "40", distance="0.1"),
        Lift("Yak Up", "1", "0", "12"),
    ]

    await bring(database, ann, histories.s1(History([Session(FIRST, lifts)])), KG)

    assert await rows(database, ann, "SELECT name, measurement::text, load_mode::text FROM exercises ORDER BY id") == [
        ("Yak Lift", "weight_reps", "external"),
        ("Yak Hang (Weighted)", "weight_duration", "bodyweight_plus"),
        ("Yak Hang", "duration", "external"),
        ("Yak Walk", "distance_duration", "external"),
        ("Yak Carry", "weight_distance", "external"),
        ("Yak Up", "reps", "external"),
    ]


@pytest.mark.parametrize(
    ("sets", "measurement"),
    [
        ([], Measurement.WEIGHT_REPS),
        ([SetRecord(1)], Measurement.WEIGHT_REPS),
        ([SetRecord(1, duration_seconds=Decimal(30)), SetRecord(2)], Measurement.DURATION),
        ([SetRecord(1, duration_seconds=Decimal(30)), SetRecord(2, reps=5)], Measurement.WEIGHT_REPS),
        ([SetRecord(1, reps=5, duration_seconds=Decimal(30))], Measurement.REPS),
    ],
)
def test_what_sets_do_not_agree_on_is_weight_and_reps(sets: Collection[SetRecord], measurement: Measurement) -> None:
    names = Names()

    names.add(ExerciseRecord("Yak Lift", "", None, tuple(sets)))

    assert names.measurement_of("yak lift") is measurement


@pytest.mark.usefixtures("catalogue")
async def test_loads_mean_what_the_catalogue_says_unless_the_number_is_help(database: Database, ann: Person) -> None:
    names = ("Pull Up", "Assisted Pull Up", "Lying Neck Curl (Weighted)", BENCH, "Yak Up (Weighted)", "Yak Up")

    await bring(database, ann, file_of(*names))
    await bring(database, ann, file_of("Pull Up", load="-20", day=1))

    expected = ["bodyweight_plus", "assisted", "external", "external", "bodyweight_plus", "external", "assisted"]
    assert await modes(database, ann) == expected


@pytest.mark.usefixtures("catalogue")
@pytest.mark.parametrize(
    ("name", "into", "mode"),
    [
        ("Pull Up", "Yak Up", "bodyweight_plus"),
        ("Pull Up (Assisted)", "Pull Up", "assisted"),
        ("Lunge", "Lunge (Barbell)", "external"),
        ("Yak Up", "Pull Up", "bodyweight_plus"),
        ("Yak Up (Weighted)", "Yak Up", "bodyweight_plus"),
    ],
)
async def test_loads_of_what_was_merged_mean_what_the_target_says_but_help_stays_help(
    database: Database, ann: Person, name: str, into: str, mode: str
) -> None:
    await make_own(database, ann, "Yak Up")
    await make_own(database, ann, "Yak Up (Weighted)")
    ids = {row[0]: row[1] for row in await rows(database, ann, "SELECT name, id FROM exercises")}
    before = await bring(database, ann, file_of(name), ImportOptions(load_unit=LoadUnit.KG, dry_run=True))
    gone = before.exercises[0].exercise_id
    assert gone is not None
    await merge(database, ann, gone, UUID(str(ids[into])))

    report = await bring(database, ann, file_of(name))

    assert [each.how for each in report.exercises] == ["merged"]
    assert await modes(database, ann) == [mode]


@pytest.mark.usefixtures("catalogue")
async def test_what_one_said_of_ones_own_exercise_counts_more_than_its_name(database: Database, ann: Person) -> None:
    async with database.acting_as(ann.id) as session:
        await session.execute(
            insert(Exercise).values(id=new_id(), name="Yak Up", owner_id=ann.id, load_mode=LoadMode.ASSISTED)
        )

    await bring(database, ann, file_of("Yak Up"))
    async with database.acting_as(ann.id) as session:
        await session.execute(update(Exercise).where(Exercise.name == "Yak Up").values(load_mode=LoadMode.EXTERNAL))
    await bring(database, ann, file_of("Yak Up", day=1))

    assert await modes(database, ann) == ["assisted", "external"]


def test_brackets_of_other_apps_agree_with_the_catalogue_but_for_what_was_looked_at() -> None:
    modes_of = {entry.slug: entry.load_mode for entry in read_catalogue()}
    names = {(each.name, matched(each.name)) for each in SPELLINGS}
    names |= {(name, entry.slug) for entry in read_catalogue() for name in (entry.name, *entry.aliases)}

    contradicted = {
        name: (load_mode_of(name), modes_of[slug])
        for name, slug in names
        if slug and load_mode_of(name) not in (LoadMode.EXTERNAL, modes_of[slug])
    }

    assert contradicted == {
        "Lying Neck Curls (Weighted)": (LoadMode.BODYWEIGHT_PLUS, LoadMode.EXTERNAL),
        "Lying Neck Curl (Weighted)": (LoadMode.BODYWEIGHT_PLUS, LoadMode.EXTERNAL),
        "Lying Neck Extension (Weighted)": (LoadMode.BODYWEIGHT_PLUS, LoadMode.EXTERNAL),
        "Nordic Hamstring Curl (Assisted)": (LoadMode.ASSISTED, LoadMode.BAND),
        "Pistol Squat (Assisted)": (LoadMode.ASSISTED, LoadMode.BODYWEIGHT_PLUS),
    }
