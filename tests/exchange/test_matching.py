"""Names of a file find the exercise that is meant, or become one's own; the report says which."""

from __future__ import annotations

import asyncio

import asyncpg
import pytest

from mygymtracker.database.entities import Through
from mygymtracker.database.transaction import Database
from mygymtracker.exchange.importing import ImportOptions
from mygymtracker.exchange.report import ImportedExercise
from mygymtracker.exercises.merging import undo_merge
from mygymtracker.quantities import LoadUnit
from tests.conftest import TestDatabase
from tests.exchange.bringing import bring, outcome
from tests.exchange.naming import (
    file_of,
    load_shared,
    make_own,
    merge,
    shared,
    told,
    used,
    without_new_ids,
    without_preview,
)
from tests.exchange.test_importing_again import until_there
from tests.factories import MONDAY, Person, make_exercise

BENCH = "Bench Press (Barbell)"

# ------------------------------------------------------------------------------------------------- what a name finds


@pytest.mark.usefixtures("catalogue")
async def test_shared_exercises_are_found_by_name_by_another_spelling_and_by_alias(
    database: Database, ann: Person
) -> None:
    names = (BENCH, "squat  (BARBELL)", "BB Bench-Press", "Squat", "Bench Presa (Barbell)")

    report = await bring(database, ann, file_of(*names))

    assert told(report.exercises) == [
        (BENCH, BENCH, "shared_name", 1),
        ("squat  (BARBELL)", "Squat (Barbell)", "shared_name", 1),
        ("BB Bench-Press", BENCH, "alias", 1),
        ("Squat", "Squat (Barbell)", "alias", 1),
        ("Bench Presa (Barbell)", "Bench Presa (Barbell)", "made", 1),
    ]
    assert (report.exercises_matched, report.exercises_created) == (2, ["Bench Presa (Barbell)"])
    assert await used(database, ann) == {each.exercise_id for each in report.exercises}


@pytest.mark.usefixtures("catalogue")
@pytest.mark.parametrize(
    ("own", "aliases", "name", "how"),
    [
        (BENCH, [], BENCH, "own_name"),
        ("bench press (barbell)", [], BENCH, "own_name"),
        ("Barbell Bench Press", [], BENCH, "alias"),
        ("My Bench", ["bench press (barbell)"], BENCH, "alias"),
        ("My Bench", ["Flat BB Bench Press"], "Bench Press, Flat (Barbell)", "alias"),
    ],
)
async def test_ones_own_come_before_shared_ones_also_when_archived(
    database: Database, ann: Person, *, own: str, aliases: list[str], name: str, how: str
) -> None:
    mine = await make_own(database, ann, own, aliases=aliases, archived_at=MONDAY)

    report = await bring(database, ann, file_of(name))

    assert report.exercises == [ImportedExercise(name, mine, own, how, 1)]  # type: ignore[arg-type]  # one of its words


@pytest.mark.usefixtures("catalogue")
async def test_somebody_elses_exercise_is_never_found(database: Database, ann: Person, bob: Person) -> None:
    theirs = await make_own(database, bob, BENCH, aliases=["Yak Lift"])

    report = await bring(database, ann, file_of(BENCH, "Yak Lift"))

    assert [each.how for each in report.exercises] == ["shared_name", "made"]
    assert theirs not in await used(database, ann)


@pytest.mark.usefixtures("catalogue")
async def test_of_several_that_could_be_meant_the_exact_spelling_is_and_otherwise_none(
    database: Database, ann: Person
) -> None:
    one = await make_own(database, ann, "Press Leg Thing")
    await make_own(database, ann, "Leg-Press Thing")

    report = await bring(database, ann, file_of("press leg thing", "Thing Leg Press"))

    assert told(report.exercises) == [
        ("press leg thing", "Press Leg Thing", "own_name", 1),
        ("Thing Leg Press", "Thing Leg Press", "ambiguous", 1),
    ]
    assert report.exercises[0].exercise_id == one


async def test_shared_exercises_that_claim_one_spelling_are_not_chosen_from(
    database: Database, migrated_database: TestDatabase, ann: Person
) -> None:
    both: list[dict[str, object]] = [
        {"name": "Yak Lift", "aliases": ["YL"]},
        {"name": "Lift-Yak", "aliases": ["YL"]},
        {"name": "yak lift", "archived_at": MONDAY},
        {"name": "Gone Lift", "archived_at": MONDAY},
    ]
    await load_shared(migrated_database, *both)

    report = await bring(database, ann, file_of("YAK LIFT", "Yaks Lift", "YL", "gone lift"))

    assert told(report.exercises) == [
        ("YAK LIFT", "Yak Lift", "shared_name", 1),
        ("Yaks Lift", "Yaks Lift", "ambiguous", 1),
        ("YL", "YL", "ambiguous", 1),
        ("gone lift", "Gone Lift", "shared_name", 1),
    ]


@pytest.mark.usefixtures("catalogue")
async def test_one_exercise_under_several_names_is_told_for_each(database: Database, ann: Person) -> None:
    report = await bring(database, ann, file_of("Yak Lift", "YAK LIFT", "Squat", "squat", "Squat (Barbell)", "Squat"))

    assert told(report.exercises) == [
        ("Yak Lift", "Yak Lift", "made", 1),
        ("YAK LIFT", "Yak Lift", "made", 1),
        ("Squat", "Squat (Barbell)", "alias", 2),
        ("squat", "Squat (Barbell)", "alias", 1),
        ("Squat (Barbell)", "Squat (Barbell)", "shared_name", 1),
    ]
    assert (report.exercises_matched, report.exercises_created, report.sets_added) == (1, ["Yak Lift"], 6)


# ------------------------------------------------------------------------------------------------------------- merges


@pytest.mark.usefixtures("catalogue")
async def test_what_was_merged_away_leads_to_the_end_of_the_chain_until_it_is_undone(
    database: Database, ann: Person, bob: Person
) -> None:
    bench = await shared(database, ann, BENCH)
    one, two = await make_exercise(database, ann, "Yak Lift"), await make_exercise(database, ann, "Ox Lift")
    first = await merge(database, ann, bench, one)
    await merge(database, ann, one, two)

    merged = await bring(database, ann, file_of(BENCH, "BB Bench Press", "yak lift", "Ox Lift"))
    async with database.acting_as(ann.id, through=Through.API) as session:
        await undo_merge(session, first, now=MONDAY)
    undone = await bring(database, ann, file_of(BENCH, "yak lift", day=1))
    bobs = await bring(database, bob, file_of(BENCH))

    assert merged.exercises == [
        ImportedExercise(BENCH, two, "Ox Lift", "merged", 1),
        ImportedExercise("BB Bench Press", two, "Ox Lift", "merged", 1),
        ImportedExercise("yak lift", two, "Ox Lift", "merged", 1),
        ImportedExercise("Ox Lift", two, "Ox Lift", "own_name", 1),
    ]
    assert (merged.exercises_matched, merged.exercises_created) == (1, [])
    assert [(each.exercise_id, each.how) for each in undone.exercises] == [(bench, "shared_name"), (two, "merged")]
    assert bobs.exercises == [ImportedExercise(BENCH, bench, BENCH, "shared_name", 1)]


async def test_several_that_were_merged_into_one_leave_no_doubt(database: Database, ann: Person) -> None:
    one, two = await make_own(database, ann, "Press Leg Thing"), await make_own(database, ann, "Leg-Press Thing")
    await merge(database, ann, one, two)

    report = await bring(database, ann, file_of("Thing Leg Press"))

    assert report.exercises == [ImportedExercise("Thing Leg Press", two, "Leg-Press Thing", "alias", 1)]


async def test_a_merge_while_a_file_goes_in_waits_and_takes_its_sets_along(
    database: Database, migrated_database: TestDatabase, ann: Person
) -> None:
    one, two = await make_exercise(database, ann, "Yak Lift"), await make_exercise(database, ann, "Ox Lift")
    at = migrated_database.superuser
    watcher = await asyncpg.connect(
        host=at.host, port=at.port, user=at.user, password=at.password, database=at.database, ssl=at.ssl_context()
    )
    holding = watcher.transaction()
    await holding.start()
    await watcher.execute("LOCK TABLE imported_rows IN SHARE MODE")  # what comes last then waits, all else is written
    waiting = (
        "SELECT true FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database() "
        "HAVING count(*) = {}"
    )

    importing = asyncio.create_task(bring(database, ann, file_of("Yak Lift")))
    await until_there(watcher, waiting.format(1))
    merging = asyncio.create_task(merge(database, ann, one, two))
    await until_there(watcher, waiting.format(2))
    await holding.rollback()
    await asyncio.gather(importing, merging)
    await watcher.close()

    assert await used(database, ann) == {two}


# --------------------------------------------------------------------------------------------- the same file again


async def test_after_the_catalogue_came_and_after_a_merge_the_same_file_is_known(
    database: Database, migrated_database: TestDatabase, ann: Person
) -> None:
    data = file_of(BENCH, "Squat", "Pull Up")
    first = await bring(database, ann, data)

    await load_shared(migrated_database)
    with_catalogue = await bring(database, ann, data)
    squat = next(each.exercise_id for each in first.exercises if each.name == "Squat")
    assert squat is not None
    await merge(database, ann, squat, await shared(database, ann, "Squat (Barbell)"))
    merged = await bring(database, ann, data)
    more = await bring(database, ann, file_of("Squat", BENCH, "Chin Up", day=1))

    assert [outcome(each) for each in (first, with_catalogue, merged)] == [
        (1, 0, 0, 0, 0, 3),
        (0, 0, 1, 0, 0, 0),
        (0, 0, 1, 0, 0, 0),
    ]
    assert (with_catalogue.exercises, merged.exercises) == ([], [])
    assert told(more.exercises) == [
        ("Squat", "Squat (Barbell)", "merged", 1),
        (BENCH, BENCH, "own_name", 1),
        ("Chin Up", "Chin Up", "shared_name", 1),
    ]


@pytest.mark.usefixtures("catalogue")
async def test_a_dry_run_tells_what_the_import_does(database: Database, ann: Person) -> None:
    await merge(database, ann, await shared(database, ann, BENCH), await make_exercise(database, ann, "Ox Lift"))
    data = file_of(BENCH, "Squat", "Pull Up", "Yak Lift", "ox lift", "İnce Row", "ince row")
    dry = ImportOptions(load_unit=LoadUnit.KG, dry_run=True)

    trial = await bring(database, ann, data, dry)
    report = await bring(database, ann, data)

    assert without_preview(trial) == without_new_ids(report)
    assert [each.how for each in trial.exercises] == [
        "merged",
        "alias",
        "shared_name",
        "made",
        "own_name",
        "made",
        "made",
    ]
    assert sum(each.sets for each in report.exercises) == report.sets_added == 7
