"""An exercise is found by some of its name, typing errors forgiven, and never another person's."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from uuid import UUID

import pytest
from sqlalchemy import insert

from mygymtracker.database.columns import new_id
from mygymtracker.database.engine import build_engine
from mygymtracker.database.entities import Exercise, Laterality, Measurement
from mygymtracker.database.transaction import Database
from mygymtracker.errors import Invalid, NotFound
from mygymtracker.exercises.catalogue import ExerciseSummary
from mygymtracker.exercises.finding import Match, find_exercises, get_only
from mygymtracker.quantities import LoadMode
from tests.conftest import TestDatabase
from tests.factories import MONDAY, Person, log_workout, make_exercise

SHARED = (
    "Bench Press (Barbell)",
    "Bench Press (Dumbbell)",
    "Biceps Curl (Dumbbell)",
    "Bulgarian Split Squat",
    "Lat Pulldown (Cable)",
    "Leg Press",
    "Squat (Barbell)",
    "Жим лёжа",
    "Plank 50%",
    "Under_Over Carry",
)


@pytest.fixture(autouse=True)
async def catalogue(migrated_database: TestDatabase) -> AsyncIterator[None]:
    """Shared exercises, which only the owner of the schema can make."""
    owner = Database(build_engine(migrated_database.owner, working_role=None))
    async with owner.acting_as_nobody() as session:
        await session.execute(insert(Exercise), [{"id": new_id(), "name": name} for name in SHARED])
    yield
    await owner.dispose()


def own_exercise(exercise_id: UUID, name: str, *, last_performed_at: datetime) -> ExerciseSummary:
    """One of which nothing but its name was said."""
    return ExerciseSummary(
        exercise_id,
        name,
        is_own=True,
        last_performed_at=last_performed_at,
        equipment=None,
        measurement=Measurement.WEIGHT_REPS,
        load_mode=LoadMode.EXTERNAL,
        laterality=Laterality.BILATERAL,
        primary_muscles=[],
        is_archived=False,
    )


async def matches_of(database: Database, person: Person, search: str, *, rows: int = 50) -> list[Match]:
    async with database.acting_as(person.id, read_only=True) as session:
        return await find_exercises(session, search, rows=rows)


async def exercises_of(database: Database, person: Person, search: str, *, rows: int = 50) -> list[ExerciseSummary]:
    return [match.exercise for match in await matches_of(database, person, search, rows=rows)]


async def names(database: Database, person: Person, search: str, *, rows: int = 50) -> list[str]:
    return [exercise.name for exercise in await exercises_of(database, person, search, rows=rows)]


@pytest.mark.parametrize(
    ("search", "first"),
    [
        ("bech pres", "Bench Press (Barbell)"),
        ("squat (barbell)", "Squat (Barbell)"),
        ("sqat", "Squat (Barbell)"),
        ("split squat", "Bulgarian Split Squat"),
        ("pulldwn", "Lat Pulldown (Cable)"),
        ("down", "Lat Pulldown (Cable)"),
        ("curl biceps", "Biceps Curl (Dumbbell)"),
        ("жим лежа", "Жим лёжа"),
        ("ЖИМ", "Жим лёжа"),
        ("  leg press ", "Leg Press"),
        ("%", "Plank 50%"),
        ("_", "Under_Over Carry"),
    ],
)
async def test_the_nearest_name_is_found_first(database: Database, ann: Person, search: str, first: str) -> None:
    nearest = (await names(database, ann, search))[0]

    assert nearest == first


@pytest.mark.parametrize("search", ["xyzzy", "\\", "'; --", "%%"])
async def test_what_is_like_no_name_finds_nothing(database: Database, ann: Person, search: str) -> None:
    nearest = await names(database, ann, search)

    assert nearest == []


async def test_wildcards_are_only_characters(database: Database, ann: Person) -> None:
    nearest = await names(database, ann, "%")

    assert nearest == ["Plank 50%"]


async def test_an_empty_search_lists_those_done_last_first_then_the_others_by_name(
    database: Database, ann: Person
) -> None:
    old, new = await make_exercise(database, ann, "Yoke"), await make_exercise(database, ann, "Zercher")
    await log_workout(database, ann, old, {"reps": 5})
    await log_workout(database, ann, new, {"reps": 5}, started_at=MONDAY + timedelta(days=1))

    listed = await exercises_of(database, ann, " ", rows=3)

    assert listed[:2] == [
        own_exercise(new, "Zercher", last_performed_at=MONDAY + timedelta(days=1)),
        own_exercise(old, "Yoke", last_performed_at=MONDAY),
    ]
    assert (listed[2].name, listed[2].is_own, listed[2].last_performed_at) == (SHARED[0], False, None)


async def test_another_persons_exercises_and_days_are_not_found(database: Database, ann: Person, bob: Person) -> None:
    theirs = await make_exercise(database, bob, "Bench Press (Secret)")
    await log_workout(database, bob, theirs, {"reps": 5})

    seen = await exercises_of(database, ann, "bench press")

    assert [exercise.name for exercise in seen][:2] == ["Bench Press (Barbell)", "Bench Press (Dumbbell)"]
    assert "Bench Press (Secret)" not in await names(database, ann, "")
    assert {exercise.last_performed_at for exercise in seen} == {None}


async def test_of_names_equally_near_the_one_done_last_comes_first(database: Database, ann: Person) -> None:
    own = await make_exercise(database, ann, "Leg Press (Sled)")
    await log_workout(database, ann, own, {"reps": 5})

    nearest = await names(database, ann, "leg pres", rows=2)

    assert nearest == ["Leg Press (Sled)", "Leg Press"]


async def test_text_that_no_name_can_hold_is_refused(database: Database, ann: Person) -> None:
    with pytest.raises(Invalid, match="NUL"):
        await matches_of(database, ann, "leg\0press")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("bench press (BARBELL)", "Bench Press (Barbell)"),
        ("bulgarian", "Bulgarian Split Squat"),
        ("lat pul", "Lat Pulldown (Cable)"),
    ],
)
async def test_a_name_or_a_clear_winner_is_the_one_meant(
    database: Database, ann: Person, typed: str, meant: str
) -> None:
    exercise = get_only(await matches_of(database, ann, typed), search=typed)

    assert exercise.name == meant


async def test_of_several_only_the_one_that_was_done_is_meant(database: Database, ann: Person) -> None:
    with pytest.raises(NotFound, match=r"could be several.*Bench Press \(Barbell\); Bench Press \(Dumbbell\)"):
        get_only(await matches_of(database, ann, "bench"), search="bench")
    dumbbells = (await exercises_of(database, ann, "bench press (dumbbell)"))[0]
    await log_workout(database, ann, dumbbells.id, {"reps": 5})

    exercise = get_only(await matches_of(database, ann, "bench"), search="bench")

    assert exercise.id == dumbbells.id


async def test_nothing_like_it_is_said_so(database: Database, ann: Person) -> None:
    with pytest.raises(NotFound, match="There is no exercise like xyzzy"):
        get_only(await matches_of(database, ann, "xyzzy"), search="xyzzy")
