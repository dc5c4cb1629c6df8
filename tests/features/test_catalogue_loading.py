"""The program's file becomes the shared exercises of a database: once, as often as it is brought."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any, Final

import pytest
from sqlalchemy import insert, select, update

from mygymtracker.database.columns import new_id
from mygymtracker.database.engine import build_engine
from mygymtracker.database.entities import (
    Equipment,
    Exercise,
    Installation,
    Laterality,
    Measurement,
    MovementPattern,
    Muscle,
)
from mygymtracker.database.transaction import Database
from mygymtracker.exercises.catalogue_file import CatalogueEntry, read_catalogue
from mygymtracker.exercises.finding import find_exercises
from mygymtracker.exercises.loading import Loaded, load_catalogue
from mygymtracker.exercises.queries import EVERYTHING, Sought
from mygymtracker.quantities import LoadMode, LoadUnit
from tests.conftest import TestDatabase
from tests.factories import MONDAY, Person, make_exercise

SQUAT: Final = CatalogueEntry(
    slug="squat",
    name="Squat (Barbell)",
    aliases=("Back Squat",),
    primary_muscles=(Muscle.QUADS, Muscle.GLUTE_MAX),
    secondary_muscles=(Muscle.ADDUCTORS,),
    equipment=Equipment.BARBELL,
    movement_pattern=MovementPattern.SQUAT,
    measurement=Measurement.WEIGHT_REPS,
    load_mode=LoadMode.EXTERNAL,
    laterality=Laterality.BILATERAL,
    default_rest_seconds=180,
    load_step=Decimal("2.5"),
)
PLANK: Final = replace(SQUAT, slug="plank", name="Plank", aliases=(), measurement=Measurement.DURATION, load_step=None)


@pytest.fixture
async def owner(migrated_database: TestDatabase) -> AsyncIterator[Database]:
    made = Database(build_engine(migrated_database.owner, working_role=None))
    yield made
    await made.dispose()


async def load(owner: Database, *entries: CatalogueEntry) -> Loaded:
    async with owner.acting_as_nobody() as session:
        return await load_catalogue(session, entries, now=MONDAY)


async def shared(database: Database, *columns: str) -> list[tuple[Any, ...]]:
    asked = [getattr(Exercise, column) for column in columns]
    async with database.acting_as_nobody() as session:
        found = await session.execute(select(*asked).order_by(Exercise.name))
        return [tuple(row) for row in found]


async def share(owner: Database, *names: str) -> None:
    async with owner.acting_as_nobody() as session:
        await session.execute(insert(Exercise), [{"id": new_id(), "name": name} for name in names])


async def test_an_exercise_of_the_file_is_shared_with_all_it_says(owner: Database) -> None:
    loaded = await load(owner, SQUAT, PLANK)

    assert loaded == Loaded(added=2)
    assert await shared(
        owner, "slug", "name", "aliases", "primary_muscles", "secondary_muscles", "equipment", "movement_pattern",
        "default_rest_seconds", "load_step", "load_step_unit", "measurement", "owner_id", "archived_at",
    ) == [
        ("plank", "Plank", [], [Muscle.QUADS, Muscle.GLUTE_MAX], [Muscle.ADDUCTORS], Equipment.BARBELL,
         MovementPattern.SQUAT, 180, None, None, Measurement.DURATION, None, None),
        ("squat", "Squat (Barbell)", ["Back Squat"], [Muscle.QUADS, Muscle.GLUTE_MAX], [Muscle.ADDUCTORS],
         Equipment.BARBELL, MovementPattern.SQUAT, 180, Decimal("2.5"), LoadUnit.KG, Measurement.WEIGHT_REPS, None,
         None),
    ]  # fmt: skip


async def test_loading_again_changes_no_row(owner: Database) -> None:
    await load(owner, *read_catalogue())
    before = await shared(owner, "id", "version")

    again = await load(owner, *read_catalogue())

    assert len(before) == len(read_catalogue()) >= 400
    assert again == Loaded()
    assert again.sentences() == []
    assert await shared(owner, "id", "version") == before


async def test_only_what_differs_is_changed_and_keeps_its_id(owner: Database) -> None:
    await load(owner, SQUAT, PLANK)
    before = await shared(owner, "id", "version")

    loaded = await load(owner, replace(SQUAT, name="Back Squat (Barbell)", aliases=()), PLANK)

    assert loaded == Loaded(changed=1)
    (squat, squats_version), (plank, planks_version) = await shared(owner, "id", "version")
    assert [squat, (plank, planks_version)] == [before[1][0], before[0]]
    assert squats_version != before[1][1]


async def test_a_shared_exercise_of_that_name_becomes_that_of_the_file(owner: Database) -> None:
    await share(owner, "SQUAT (BARBELL)", "squat (barbell)", "Yoke")
    before = dict(await shared(owner, "name", "id"))

    loaded = await load(owner, replace(SQUAT, name="squat (barbell)"))

    assert loaded == Loaded(changed=1)
    slugs = {name: (row_id, slug) for name, row_id, slug in await shared(owner, "name", "id", "slug")}
    assert slugs == {
        "squat (barbell)": (before["squat (barbell)"], "squat"),
        "SQUAT (BARBELL)": (before["SQUAT (BARBELL)"], None),
        "Yoke": (before["Yoke"], None),
    }


async def test_what_is_not_in_the_file_any_more_is_archived_and_comes_back_with_it(owner: Database) -> None:
    await load(owner, SQUAT, PLANK)

    gone = await load(owner, SQUAT)
    archived = await shared(owner, "slug", "archived_at")
    back = await load(owner, SQUAT, PLANK)

    assert (gone, back) == (Loaded(archived=1), Loaded(changed=1))
    assert archived == [("plank", MONDAY), ("squat", None)]
    assert await shared(owner, "slug", "archived_at") == [("plank", None), ("squat", None)]


async def test_a_name_that_another_one_has_is_told_and_left_out(owner: Database) -> None:
    await load(owner, SQUAT, PLANK)

    loaded = await load(owner, SQUAT, PLANK, replace(PLANK, slug="other"), replace(SQUAT, slug="new", name="New"))

    assert loaded == Loaded(added=1, clashes=["Plank"])
    assert loaded.sentences() == [
        "Shared exercises: 1 added, 0 changed, 0 archived.",
        "The shared exercise Plank was left out: there is another one of this name.",
    ]


async def test_a_name_given_up_can_be_taken_at_once(owner: Database) -> None:
    await load(owner, SQUAT)

    loaded = await load(owner, replace(SQUAT, slug="new"), replace(SQUAT, name="Old Squat"))

    assert loaded == Loaded(added=1, changed=1)
    assert await shared(owner, "slug", "name") == [("squat", "Old Squat"), ("new", "Squat (Barbell)")]


async def test_exercises_of_peoples_own_stay_as_they_are(owner: Database, database: Database, ann: Person) -> None:
    mine = await make_exercise(database, ann, "Squat (Barbell)")

    loaded = await load(owner, SQUAT)

    assert loaded == Loaded(added=1)
    names = {row_id: (name, slug) for row_id, name, slug in await shared(owner, "id", "name", "slug")}
    assert names.pop(mine) == ("Squat (Barbell)", None)
    assert list(names.values()) == [("Squat (Barbell)", "squat")]


async def test_two_programs_that_start_at_once_load_once(owner: Database) -> None:
    loaded: Sequence[Loaded] = await asyncio.gather(*(load(owner, SQUAT, PLANK) for _ in range(4)))

    assert sorted(each.added for each in loaded) == [0, 0, 0, 2]


async def test_a_login_that_may_not_write_shared_exercises_says_so_only_when_there_is_something_to_write(
    owner: Database, database: Database
) -> None:
    refused = await load(database, SQUAT)
    await load(owner, SQUAT)
    nothing_to_do = await load(database, SQUAT)

    assert refused.sentences() == [
        "The shared exercises are not those of this version, and this login may not change them. "
        "Let the owner of the database run: mygymtracker migration run"
    ]
    assert nothing_to_do == Loaded()
    assert await shared(owner, "name") == [("Squat (Barbell)",)]


async def test_the_day_of_archiving_is_that_of_the_load_that_missed_it(owner: Database) -> None:
    await load(owner, SQUAT)
    await load(owner)

    async with owner.acting_as_nobody() as session:
        await load_catalogue(session, [], now=MONDAY + timedelta(days=9))

    assert await shared(owner, "archived_at") == [(MONDAY,)]


async def test_the_digest_that_devices_are_told_changes_when_a_shared_exercise_does_and_not_otherwise(
    owner: Database,
) -> None:
    async def digest_after(*entries: CatalogueEntry) -> str:
        await load(owner, *entries)
        async with owner.acting_as_nobody() as session:
            return (await session.execute(select(Installation.catalogue))).scalar_one()

    one = await digest_after(SQUAT)
    same = await digest_after(SQUAT)
    two = await digest_after(SQUAT, PLANK)
    renamed = await digest_after(replace(SQUAT, aliases=("Squat",)), PLANK)
    archived = await digest_after(PLANK)

    assert one == same
    assert [len(each) for each in {one, two, renamed, archived}] == [64] * 4


async def test_a_digest_that_was_never_told_is_told_by_the_next_load(owner: Database) -> None:
    await load(owner, SQUAT)
    async with owner.acting_as_nobody() as session:
        told = (await session.execute(select(Installation.catalogue))).scalar_one()
        await session.execute(update(Installation).values(catalogue=""))

    again = await load(owner, SQUAT)

    assert again == Loaded()
    async with owner.acting_as_nobody() as session:
        assert (await session.execute(select(Installation.catalogue))).scalar_one() == told


async def test_a_search_follows_the_catalogue(owner: Database, database: Database, ann: Person) -> None:
    await load(owner, SQUAT, PLANK)
    first = await search(database, ann, "plank"), await search(database, ann, "back squat")

    await load(owner, replace(SQUAT, aliases=("Kniebeuge",)))
    second = await search(database, ann, "plank"), await search(database, ann, "kniebeuge")

    assert first == (["Plank"], ["Squat (Barbell)"])
    assert second == ([], ["Squat (Barbell)"])
    assert await search(database, ann, "plank", Sought(include_archived=True)) == ["Plank"]


@pytest.mark.parametrize(
    ("sought", "expected"),
    [
        (Sought(muscles=[Muscle.QUADS]), ["Squat (Barbell)"]),
        (Sought(muscles=[Muscle.CALVES]), []),
        (Sought(muscles=[]), []),
        (Sought(equipment=Equipment.BARBELL), ["Squat (Barbell)"]),
        (Sought(equipment=Equipment.CABLE), []),
        (Sought(measurement=Measurement.WEIGHT_REPS), ["Squat (Barbell)"]),
        (Sought(measurement=Measurement.DURATION), []),
    ],
)
async def test_a_search_takes_of_the_shared_ones_what_is_sought(
    owner: Database, database: Database, ann: Person, sought: Sought, expected: list[str]
) -> None:
    await load(owner, SQUAT)

    assert await search(database, ann, "squat", sought) == expected


async def search(database: Database, person: Person, name: str, sought: Sought = EVERYTHING) -> list[str]:
    async with database.acting_as(person.id, read_only=True) as session:
        return [match.exercise.name for match in await find_exercises(session, name, rows=10, sought=sought)]
