"""Merging exercises: history and plans go over, exactly what went over can go back, and each sees only their own."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import timedelta
from typing import Final
from uuid import UUID

import pytest
from sqlalchemy import select, update

from mygymtracker.database.columns import new_id
from mygymtracker.database.driver import fetch_rows, get_row
from mygymtracker.database.entities import Exercise, ExerciseSet, PlanExercise, SessionExercise, Through
from mygymtracker.database.transaction import Database
from mygymtracker.errors import Conflict, Invalid, NotFound
from mygymtracker.exercises.catalogue import NO_SUCH_EXERCISE
from mygymtracker.exercises.finding import find_exercises
from mygymtracker.exercises.merges import ALONE, BEFORE, BEHIND, MergeContent, Merged, given_back, taken_over
from mygymtracker.exercises.merging import merge_exercises, resolve, undo_merge
from mygymtracker.exercises.queries import merges_page, one_exercise
from mygymtracker.exercises.writes import remove_exercise
from tests.factories import MONDAY, Person, log_workout, make_exercise, train

A, B, C = (UUID(int=number) for number in (1, 2, 3))
LATER: Final = MONDAY + timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Lifter:
    """One person, and what this person does."""

    database: Database
    person: Person

    async def exercise(self, name: str) -> UUID:
        return await make_exercise(self.database, self.person, name)

    async def did(self, exercise: UUID) -> UUID:
        """The exercise of a new workout, with two sets."""
        done = await log_workout(self.database, self.person, exercise, {"reps": 5}, {"reps": 4})
        return done.session_exercise

    async def merge(self, exercise: UUID, into: UUID, merge_id: UUID | None = None) -> UUID:
        merge_id = merge_id or new_id()
        async with self.database.acting_as(self.person.id, through=Through.API) as session:
            content = MergeContent(exercise_id=exercise, into_exercise_id=into)
            await merge_exercises(session, merge_id, content)
        return merge_id

    async def undo(self, merge_id: UUID) -> None:
        async with self.database.acting_as(self.person.id, through=Through.API) as session:
            await undo_merge(session, merge_id, now=LATER)

    async def history(self) -> dict[UUID, UUID]:
        """The exercise of every exercise of a workout, whose sets must be of the same."""
        async with self.database.acting_as(self.person.id, through=Through.API) as session:
            rows = (await session.execute(select(SessionExercise.id, SessionExercise.exercise_id))).all()
            sets = await session.execute(select(ExerciseSet.session_exercise_id, ExerciseSet.exercise_id))
            assert set(sets.all()) == set(rows)
        return dict(rows)

    async def merged_into(self, exercise: UUID) -> UUID | None:
        async with self.database.acting_as(self.person.id, through=Through.API) as session:
            return (await get_row(session, *one_exercise(exercise), missing=NO_SUCH_EXERCISE)).merged_into

    async def finds(self, search: str) -> list[str]:
        async with self.database.acting_as(self.person.id, through=Through.API) as session:
            return [match.exercise.name for match in await find_exercises(session, search, rows=20)]

    async def merges(self) -> list[Merged]:
        async with self.database.acting_as(self.person.id, through=Through.API) as session:
            return await fetch_rows(session, *merges_page(rows=20))

    async def plans(self) -> list[tuple[UUID, UUID | None, UUID | None]]:
        places = (PlanExercise.exercise_id, PlanExercise.first_substitute_id, PlanExercise.second_substitute_id)
        async with self.database.acting_as(self.person.id, through=Through.API) as session:
            return list((await session.execute(select(*places))).all())


@pytest.fixture
def lifter(database: Database, ann: Person) -> Lifter:
    return Lifter(database, ann)


async def test_history_goes_over_and_the_merged_one_is_out_of_sight(lifter: Lifter) -> None:
    bench, press = await lifter.exercise("Flat Bench"), await lifter.exercise("Bench Press")
    one, two, other = await lifter.did(bench), await lifter.did(bench), await lifter.did(press)

    merge = await lifter.merge(bench, press)

    merges = await lifter.merges()
    assert await lifter.history() == {one: press, two: press, other: press}
    assert await lifter.finds("bench") == ["Bench Press"]
    assert await lifter.finds("") == ["Bench Press"]
    assert await lifter.merged_into(bench) == press
    assert merges == [
        Merged(
            merge, bench, "Flat Bench", press, "Bench Press", workouts=2, created_at=merges[0].created_at,
            undone_at=None, version=merges[0].version,
        )
    ]  # fmt: skip


async def test_undone_exactly_what_went_over_goes_back(lifter: Lifter) -> None:
    bench, press = await lifter.exercise("Flat Bench"), await lifter.exercise("Bench Press")
    before, other = await lifter.did(bench), await lifter.did(press)
    merge = await lifter.merge(bench, press)
    since = await lifter.did(press)

    await lifter.undo(merge)
    await lifter.undo(merge)

    assert await lifter.history() == {before: bench, other: press, since: press}
    assert await lifter.merged_into(bench) is None
    assert sorted(await lifter.finds("bench")) == ["Bench Press", "Flat Bench"]
    assert [each.undone_at for each in await lifter.merges()] == [LATER]


async def test_what_was_changed_since_does_not_go_back(lifter: Lifter) -> None:
    bench, press, fly = [await lifter.exercise(name) for name in ("Flat Bench", "Bench Press", "Fly")]
    before = await lifter.did(bench)
    merge = await lifter.merge(bench, press)
    await lifter.merge(press, fly)
    async with lifter.database.acting_as(lifter.person.id) as session:  # as somebody who swaps it by hand
        swapped = await session.get_one(SessionExercise, (lifter.person.id, before))
        sets = update(ExerciseSet).where(ExerciseSet.session_exercise_id == before).values(exercise_id=press)
        moving = (
            update(SessionExercise).where(SessionExercise.id == swapped.id).values(exercise_id=press)
            .returning(SessionExercise.id).cte("moving")
        )  # fmt: skip
        await session.execute(select(moving.c.id).add_cte(sets.returning(ExerciseSet.id).cte("sets")))

    await lifter.undo(merge)

    assert await lifter.history() == {before: press}


@pytest.mark.parametrize("newest_first", [True, False])
async def test_a_chain_is_undone_in_either_order(lifter: Lifter, newest_first: bool) -> None:
    a, b, c = [await lifter.exercise(name) for name in "ABC"]
    rows = [await lifter.did(exercise) for exercise in (a, b, c)]
    merges = [await lifter.merge(a, b), await lifter.merge(b, c)]
    assert set((await lifter.history()).values()) == {c}
    assert [await lifter.merged_into(each) for each in (a, b, c)] == [c, c, None]

    await lifter.undo(merges[1 if newest_first else 0])
    halfway = await lifter.history()
    await lifter.undo(merges[0 if newest_first else 1])

    assert halfway == dict(zip(rows, (b, b, c) if newest_first else (a, c, c), strict=True))
    assert await lifter.history() == dict(zip(rows, (a, b, c), strict=True))


async def test_what_was_given_back_and_merged_again_stays_when_the_middle_of_the_chain_is_undone(
    lifter: Lifter,
) -> None:
    a, b, c = [await lifter.exercise(name) for name in "ABC"]
    rows = [await lifter.did(exercise) for exercise in (a, b)]
    first, second = await lifter.merge(a, b), await lifter.merge(b, c)
    await lifter.undo(first)
    await lifter.merge(a, c)

    await lifter.undo(second)

    assert await lifter.history() == dict(zip(rows, (c, b), strict=True))


async def test_neither_may_be_merged_away_already(lifter: Lifter) -> None:
    a, b, c = [await lifter.exercise(name) for name in "ABC"]
    await lifter.merge(a, b)
    await lifter.merge(b, c)

    for one, other in ((a, c), (c, a), (b, a)):
        with pytest.raises(Conflict, match=rf"^[AB] was merged already. Use C \({c}\) instead"):
            await lifter.merge(one, other)


async def test_the_same_merge_again_does_nothing_and_another_one_is_refused(lifter: Lifter) -> None:
    a, b, c = [await lifter.exercise(name) for name in "ABC"]
    merge = await lifter.merge(a, b)
    await lifter.undo(merge)

    await lifter.merge(a, b, merge)
    with pytest.raises(Conflict, match="was used before") as refused:
        await lifter.merge(a, c, merge)

    assert (refused.value.existing, refused.value.sent) == (
        MergeContent(exercise_id=a, into_exercise_id=b),
        MergeContent(exercise_id=a, into_exercise_id=c),
    )
    assert [each.undone_at for each in await lifter.merges()] == [LATER]


async def test_a_shared_exercise_is_merged_for_one_person_alone(
    lifter: Lifter, database: Database, bob: Person, catalogue: None
) -> None:
    mine, bobs = await lifter.exercise("My Bench"), Lifter(database, bob)
    async with database.acting_as(bob.id) as session:
        named = select(Exercise.id).where(Exercise.name == "Bench Press (Barbell)")
        shared = (await session.execute(named)).scalar_one()
    one, two = await lifter.did(shared), await bobs.did(shared)

    await lifter.merge(shared, mine)

    assert (await lifter.history(), await bobs.history()) == ({one: mine}, {two: shared})
    assert "Bench Press (Barbell)" not in await lifter.finds("bench press")
    assert (await bobs.finds("bench press"))[0] == "Bench Press (Barbell)"
    assert (await lifter.merged_into(shared), await bobs.merged_into(shared)) == (mine, None)
    assert await bobs.merges() == []


async def test_somebody_elses_is_no_exercise_and_no_merge(lifter: Lifter, database: Database, bob: Person) -> None:
    bobs = Lifter(database, bob)
    theirs, other, mine = await bobs.exercise("A"), await bobs.exercise("B"), await lifter.exercise("C")
    merge = await bobs.merge(theirs, other)

    for unknown in (theirs, new_id()):
        with pytest.raises(Invalid, match="There is no such exercise") as from_it:
            await lifter.merge(unknown, mine)
        with pytest.raises(Invalid, match="There is no such exercise") as into_it:
            await lifter.merge(mine, unknown)
        assert (from_it.value.field, into_it.value.field) == ("exercise_id", "into_exercise_id")
    for unknown in (merge, new_id()):
        with pytest.raises(NotFound, match="There is no such merge"):
            await lifter.undo(unknown)


def test_an_exercise_is_not_merged_into_itself() -> None:
    with pytest.raises(Invalid, match="into_exercise_id must be another exercise"):
        MergeContent(exercise_id=A, into_exercise_id=A)


async def test_of_merges_at_once_only_those_happen_that_make_no_circle(lifter: Lifter) -> None:
    a, b = await lifter.exercise("A"), await lifter.exercise("B")
    await lifter.did(a)
    await lifter.did(b)

    answers = await asyncio.gather(lifter.merge(a, b), lifter.merge(b, a), lifter.merge(a, b), return_exceptions=True)

    assert sorted(type(answer).__name__ for answer in answers) == ["Conflict", "Conflict", "UUID"]
    assert len(set((await lifter.history()).values())) == 1


async def test_a_set_logged_while_its_exercise_is_merged_goes_over_too(lifter: Lifter) -> None:
    a, b = await lifter.exercise("A"), await lifter.exercise("B")
    done = await lifter.did(a)
    async with lifter.database.acting_as(lifter.person.id) as logging:
        logging.add(
            ExerciseSet(
                user_id=lifter.person.id, session_exercise_id=done, exercise_id=a, set_type="working", set_index=3,
                reps=3, performed_at=MONDAY,
            )
        )  # fmt: skip
        await logging.flush()
        merging = asyncio.create_task(lifter.merge(a, b))
        await _until_it_waits(lifter.database, lifter.person)

    await merging

    assert await lifter.history() == {done: b}


async def test_an_exercise_is_either_removed_or_merged(lifter: Lifter) -> None:
    a, b = await lifter.exercise("A"), await lifter.exercise("B")

    async def remove() -> None:
        async with lifter.database.acting_as(lifter.person.id) as session:
            await remove_exercise(session, a, expected_version=None)

    merged, removed = await asyncio.gather(lifter.merge(a, b), remove(), return_exceptions=True)

    refused = [each for each in (merged, removed) if isinstance(each, BaseException)]
    assert [type(each) for each in refused] in ([Invalid], [Conflict])


async def _until_it_waits(database: Database, person: Person) -> None:
    """Until a transaction stands behind another one's lock."""
    from sqlalchemy import text  # only asked about locks, which no entity maps

    for _ in range(1000):
        async with database.acting_as_nobody() as session:
            waiting = text("SELECT count(*) FROM pg_locks WHERE NOT granted")
            if (await session.execute(waiting)).scalar_one():
                return
    raise AssertionError("nothing waits")


async def test_who_merged_is_followed_to_the_end(lifter: Lifter) -> None:
    a, b, c = [await lifter.exercise(name) for name in "ABC"]
    await lifter.merge(a, b)
    await lifter.merge(b, c)

    async with lifter.database.acting_as(lifter.person.id) as session:
        assert await resolve(session) == {a: c, b: c}


async def test_a_merged_exercise_cannot_be_removed(lifter: Lifter) -> None:
    a, b = await lifter.exercise("A"), await lifter.exercise("B")
    await lifter.merge(a, b)

    async with lifter.database.acting_as(lifter.person.id) as session:
        for each in (a, b):
            with pytest.raises(Conflict, match=r"used in 1 merge\(s\)"):
                await remove_exercise(session, each, expected_version=None)


async def test_plans_go_over_and_come_back(lifter: Lifter) -> None:
    training = await train(lifter.database, lifter.person)
    other = await lifter.exercise("Front Squat")
    async with lifter.database.acting_as(lifter.person.id) as session:
        await session.execute(update(PlanExercise).values(first_substitute_id=other))
    before = await lifter.plans()

    merge = await lifter.merge(training.exercise, other)
    merged = await lifter.plans()
    await lifter.undo(merge)

    assert before == [(training.exercise, other, None)]
    assert merged == [(other, None, None)]
    assert await lifter.plans() == before


@pytest.mark.parametrize("newest_first", [True, False])
async def test_a_plan_that_names_a_whole_chain_comes_back_in_either_order(lifter: Lifter, newest_first: bool) -> None:
    training = await train(lifter.database, lifter.person)
    a, b, c = training.exercise, await lifter.exercise("B"), await lifter.exercise("C")
    async with lifter.database.acting_as(lifter.person.id) as session:
        await session.execute(update(PlanExercise).values(first_substitute_id=c))
    merges = [await lifter.merge(a, b), await lifter.merge(b, c)]
    assert await lifter.plans() == [(c, None, None)]

    for merge in reversed(merges) if newest_first else merges:
        await lifter.undo(merge)

    assert await lifter.plans() == [(a, c, None)]


@pytest.mark.parametrize(
    ("places", "after", "how"),
    [
        ((A, None, None), (B, None, None), ALONE),
        ((A, C, None), (B, C, None), ALONE),
        ((C, A, None), (C, B, None), ALONE),
        ((C, UUID(int=4), A), (C, UUID(int=4), B), ALONE),
        ((A, B, None), (B, None, None), BEFORE),
        ((A, C, B), (B, C, None), BEFORE),
        ((C, A, B), (C, B, None), BEFORE),
        ((B, A, None), (B, None, None), BEHIND),
        ((B, C, A), (B, C, None), BEHIND),
        ((C, B, A), (C, B, None), BEHIND),
    ],
)
def test_a_row_of_a_plan_names_each_exercise_once_and_is_known_from_that_again(
    places: tuple[UUID, UUID | None, UUID | None], after: tuple[UUID, UUID | None, UUID | None], how: int
) -> None:
    merged = taken_over(places, A, B)

    assert merged == (after, how)
    assert given_back(after, A, B, how) == places
    assert given_back((C, None, None), A, B, how) == (C, None, None)
