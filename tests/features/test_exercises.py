"""Exercises of one's own: made once under a derived id, changed, archived, removed; shared ones stay as they are."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid5

import pytest
from sqlalchemy import select

from mygymtracker.contents import read
from mygymtracker.database.columns import new_id
from mygymtracker.database.driver import get_row
from mygymtracker.database.entities import Equipment, Exercise, Measurement, Muscle
from mygymtracker.database.transaction import Database
from mygymtracker.errors import Changed, Conflict, Invalid, NotFound, Refused
from mygymtracker.exercises import catalogue as shapes
from mygymtracker.exercises.contents import ExerciseContent
from mygymtracker.exercises.finding import find_exercises, get_only
from mygymtracker.exercises.muscles import GROUP_OF, MuscleGroup
from mygymtracker.exercises.queries import Sought, one_exercise
from mygymtracker.exercises.writes import (
    add_exercise,
    archive_exercise,
    bring_back_exercise,
    correct_exercise,
    remove_exercise,
)
from tests.factories import MONDAY, Person, log_workout, train

LUNGE = ExerciseContent(name="Landmine Lunge", aliases=["Mine Lunge"], primary_muscles=[Muscle.QUADS])


async def add(database: Database, person: Person, sent_id: UUID, content: ExerciseContent) -> tuple[UUID, bool]:
    async with database.acting_as(person.id) as session:
        return await add_exercise(session, sent_id, content)


async def correct(database: Database, person: Person, exercise_id: UUID, **patch: object) -> None:
    async with database.acting_as(person.id) as session:
        await correct_exercise(session, exercise_id, patch, expected_version=None)


async def see(database: Database, person: Person, exercise_id: UUID) -> shapes.Exercise:
    async with database.acting_as(person.id, read_only=True) as session:
        return await get_row(session, *one_exercise(exercise_id), missing=shapes.NO_SUCH_EXERCISE)


async def names(database: Database, person: Person, search: str, **sought: Any) -> list[str]:
    async with database.acting_as(person.id, read_only=True) as session:
        matches = await find_exercises(session, search, rows=20, sought=Sought(**sought))
        return [match.exercise.name for match in matches]


async def a_shared_one(database: Database, person: Person, name: str) -> UUID:
    async with database.acting_as(person.id) as session:
        return (await session.execute(select(Exercise.id).where(Exercise.name == name))).scalar_one()


async def test_the_id_of_an_exercise_is_derived_from_its_makers_and_the_one_sent(
    database: Database, ann: Person, bob: Person
) -> None:
    sent = new_id()

    anns, bobs = await add(database, ann, sent, LUNGE), await add(database, bob, sent, LUNGE)

    assert anns == (uuid5(ann.id, str(sent)), True)
    assert bobs == (uuid5(bob.id, str(sent)), True)


async def test_the_same_again_makes_nothing_also_after_a_change(database: Database, ann: Person) -> None:
    sent = new_id()
    made, _ = await add(database, ann, sent, LUNGE)
    await correct(database, ann, made, name="Lunge")

    again = await add(database, ann, sent, LUNGE)

    assert again == (made, False)
    assert (await see(database, ann, made)).name == "Lunge"


async def test_another_content_under_the_same_id_is_a_conflict_that_shows_both(database: Database, ann: Person) -> None:
    sent = new_id()
    await add(database, ann, sent, LUNGE)
    other = ExerciseContent(name="Landmine Squat")

    with pytest.raises(Conflict, match="was used before") as refused:
        await add(database, ann, sent, other)

    assert (refused.value.existing, refused.value.sent) == (LUNGE, other)


async def test_a_name_is_ones_own_once_upper_and_lower_case_apart(database: Database, ann: Person, bob: Person) -> None:
    made, _ = await add(database, ann, new_id(), LUNGE)
    other, _ = await add(database, ann, new_id(), ExerciseContent(name="Lunge"))
    await add(database, bob, new_id(), LUNGE)

    with pytest.raises(Conflict, match=f"exercise Landmine Lunge already .{made}") as adding:
        await add(database, ann, new_id(), ExerciseContent(name="LANDMINE lunge"))
    with pytest.raises(Conflict, match=f"exercise Landmine Lunge already .{made}") as renaming:
        await correct(database, ann, other, name="landmine lunge")

    assert adding.value.existing == renaming.value.existing == LUNGE
    await correct(database, ann, made, name="LANDMINE LUNGE")


async def test_of_two_devices_that_make_the_same_name_at_once_one_is_told(database: Database, ann: Person) -> None:
    answers = await asyncio.gather(
        *(add(database, ann, new_id(), ExerciseContent(name="Lunge")) for _ in range(4)), return_exceptions=True
    )

    assert sum(isinstance(answer, tuple) for answer in answers) == 1
    assert [type(answer) for answer in answers if not isinstance(answer, tuple)] == [Conflict] * 3


async def test_of_two_devices_that_send_the_same_at_once_one_makes_it(database: Database, ann: Person) -> None:
    sent = new_id()

    answers = await asyncio.gather(*(add(database, ann, sent, LUNGE) for _ in range(4)))

    assert sorted(answers) == sorted([(uuid5(ann.id, str(sent)), made) for made in (True, False, False, False)])


async def test_of_two_renamed_to_one_name_at_once_one_is_told(database: Database, ann: Person) -> None:
    made = [(await add(database, ann, new_id(), ExerciseContent(name=f"Lunge {number}")))[0] for number in range(4)]

    answers = await asyncio.gather(
        *(correct(database, ann, each, name="Lunge") for each in made), return_exceptions=True
    )

    assert sorted(type(answer).__name__ for answer in answers) == ["Conflict"] * 3 + ["NoneType"]


async def test_everything_that_was_said_comes_back(database: Database, ann: Person) -> None:
    said = {
        "name": "Reverse Lunge",
        "aliases": ["Step Back", "Lunge (Reverse)"],
        "primary_muscles": ["quads", "glute_max"],
        "secondary_muscles": ["adductors"],
        "equipment": "dumbbell",
        "movement_pattern": "lunge",
        "measurement": "weight_reps",
        "load_mode": "external",
        "laterality": "alternating",
        "default_rest_seconds": 90,
        "load_step": "2.50000",
        "load_step_unit": "kg",
        "notes": "Knee to the floor.",
    }

    made, _ = await add(database, ann, new_id(), read(said, ExerciseContent))
    await log_workout(database, ann, made, {"reps": 5})

    seen = await see(database, ann, made)
    assert seen == shapes.Exercise(
        **{
            **{name: getattr(read(said, ExerciseContent), name) for name in said},
            "id": made, "is_own": True, "last_performed_at": MONDAY, "archived_at": None, "merged_into": None,
            "load_step": Decimal("2.500"), "version": seen.version,
        }
    )  # fmt: skip


@pytest.mark.parametrize(
    ("field", "wrong", "rule"),
    [
        ("name", "", "length >= 1"),
        ("aliases", ["RDL", "rdl"], "aliases must not hold the same twice"),
        ("aliases", [f"alias {number}" for number in range(21)], "length <= 20"),
        ("aliases", ["a\0b"], "aliases must not contain the character NUL"),
        ("primary_muscles", ["quads", "quads"], "primary_muscles must not hold the same twice"),
        ("primary_muscles", ["beard"], "must be one of upper_chest, lower_chest"),
        ("secondary_muscles", ["lats"], "secondary_muscles must hold none of the primary_muscles"),
        ("default_rest_seconds", -1, ">= 0"),
        ("load_step", "0", "load_step must be above 0 and below 1000"),
        ("load_step", "1.2345", "load_step must have at most 3 decimals"),
        ("load_step_unit", None, "load_step and load_step_unit must be given together"),
    ],
)
def test_what_cannot_be_right_is_named(field: str, wrong: object, rule: str) -> None:
    said = {"name": "Row", "primary_muscles": ["lats"], "load_step": "1", "load_step_unit": "kg"}

    with pytest.raises(Invalid, match=rule) as refused:
        read(said | {field: wrong}, ExerciseContent)

    assert refused.value.field.startswith(field)


async def test_a_shared_exercise_stays_as_it_is(database: Database, ann: Person, catalogue: None) -> None:
    squat = await a_shared_one(database, ann, "Squat (Barbell)")

    async with database.acting_as(ann.id) as session:
        with pytest.raises(Refused, match=r"Squat \(Barbell\) is shared by everybody"):
            await correct_exercise(session, squat, {"name": "Mine"}, expected_version=None)
        with pytest.raises(Refused, match="shared"):
            await archive_exercise(session, squat, now=MONDAY, expected_version=None)
        with pytest.raises(Refused, match="shared"):
            await bring_back_exercise(session, squat, expected_version=None)
        with pytest.raises(Refused, match="shared"):
            await remove_exercise(session, squat, expected_version=None)


async def test_another_persons_exercise_is_none(database: Database, ann: Person, bob: Person) -> None:
    made, _ = await add(database, ann, new_id(), LUNGE)

    for exercise_id in (made, new_id()):
        with pytest.raises(NotFound, match="There is no such exercise"):
            await correct(database, bob, exercise_id, name="Mine")
        with pytest.raises(NotFound, match="There is no such exercise"):
            await see(database, bob, exercise_id)


async def test_an_archived_exercise_is_out_of_sight_until_it_comes_back(database: Database, ann: Person) -> None:
    made, _ = await add(database, ann, new_id(), LUNGE)
    async with database.acting_as(ann.id) as session:
        await archive_exercise(session, made, now=MONDAY, expected_version=None)
        await archive_exercise(session, made, now=MONDAY + timedelta(days=1), expected_version=None)

    hidden = await names(database, ann, "lunge"), await names(database, ann, "")
    shown = await names(database, ann, "lunge", include_archived=True)

    assert (hidden, shown) == (([], []), ["Landmine Lunge"])
    assert (await see(database, ann, made)).archived_at == MONDAY
    async with database.acting_as(ann.id) as session:
        await bring_back_exercise(session, made, expected_version=None)
    assert await names(database, ann, "lunge") == ["Landmine Lunge"]


async def test_only_an_exercise_that_nothing_refers_to_can_be_removed(database: Database, ann: Person) -> None:
    used, (unused, _) = await train(database, ann), await add(database, ann, new_id(), LUNGE)

    async with database.acting_as(ann.id) as session:
        await remove_exercise(session, unused, expected_version=None)
        with pytest.raises(Conflict, match=r"in 1 workout\(s\) \(1 set\(s\)\) and 1 plan\(s\).*Archive it, or merge"):
            await remove_exercise(session, used.exercise, expected_version=None)

    assert await names(database, ann, "") == ["Squat (Barbell)"]


async def test_a_change_meant_for_another_version_is_refused(database: Database, ann: Person) -> None:
    made, _ = await add(database, ann, new_id(), LUNGE)
    read_before = (await see(database, ann, made)).version
    await correct(database, ann, made, notes="from the phone")

    async with database.acting_as(ann.id) as session:
        with pytest.raises(Changed, match="changed since you read it"):
            await correct_exercise(session, made, {"name": "Lunge"}, expected_version=read_before)
        with pytest.raises(Changed, match="changed since you read it"):
            await remove_exercise(session, made, expected_version=read_before)


@pytest.mark.parametrize(
    ("search", "first"),
    [
        ("bech pres", "Bench Press (Barbell)"),
        ("rdl", "Romanian Deadlift (Barbell)"),
        ("ohp", "Overhead Press (Barbell)"),
        ("OHP ", "Overhead Press (Barbell)"),
        ("pulldwn", "Lat Pulldown (Cable)"),
        ("squat", "Squat (Barbell)"),
        ("pull up", "Pull Up"),
        ("pullup", "Pull Up"),
    ],
)
async def test_the_whole_catalogue_is_found_by_what_people_call_it(
    database: Database, ann: Person, catalogue: None, search: str, first: str
) -> None:
    nearest = await names(database, ann, search)

    assert nearest[0] == first


async def test_an_alias_alone_says_which_is_meant(database: Database, ann: Person, catalogue: None) -> None:
    async with database.acting_as(ann.id) as session:
        matches = await find_exercises(session, "rdl", rows=20)

    meant = get_only(matches, search="RDL")

    assert meant.name == "Romanian Deadlift (Barbell)"


async def test_a_search_is_narrowed_by_muscle_equipment_and_measurement(
    database: Database, ann: Person, catalogue: None
) -> None:
    back = [muscle for muscle in Muscle if GROUP_OF[muscle] is MuscleGroup.BACK]
    async with database.acting_as(ann.id, read_only=True) as session:
        sought = Sought(muscles=back, equipment=Equipment.CABLE, measurement=Measurement.WEIGHT_REPS)
        found = [match.exercise for match in await find_exercises(session, "", rows=200, sought=sought)]

    assert len(found) > 5
    assert {each.equipment for each in found} == {Equipment.CABLE}
    assert {each.measurement for each in found} == {Measurement.WEIGHT_REPS}
    assert all(set(each.primary_muscles) & set(back) for each in found)
    assert "Bench Press (Barbell)" not in await names(database, ann, "bench press", muscles=[Muscle.CALVES])
