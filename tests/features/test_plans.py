"""Writing plans: what two devices do at once ends as if one had come after the other, and a copy is whole."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, Final
from uuid import UUID

import pytest
from sqlalchemy import delete, inspect, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from mygymtracker.contents import AnyContent, Order, read
from mygymtracker.database.columns import new_id
from mygymtracker.database.driver import fetch_rows
from mygymtracker.database.engine import build_engine
from mygymtracker.database.entities import (
    Base,
    Exercise,
    PlanDay,
    PlanExercise,
    SessionExercise,
    Through,
    WorkoutSession,
)
from mygymtracker.database.transaction import Database
from mygymtracker.errors import Conflict, Invalid, NotFound
from mygymtracker.plans.contents import DayCreation, PlanCreation, PlanExerciseCreation
from mygymtracker.plans.copying import _DAY, _EXERCISE
from mygymtracker.plans.days import change_day, create_day, delete_day, reorder_days
from mygymtracker.plans.exercises import add_exercise, change_exercise, remove_exercise, reorder_day, reorder_dayless
from mygymtracker.plans.queries import plan_tree, plans_page
from mygymtracker.plans.tree import Plan, build_plan
from mygymtracker.plans.writes import archive_plan, change_plan, create_plan, delete_plan
from tests.conftest import TestDatabase
from tests.factories import MONDAY, Person, make_exercise, train

FEW: Final[dict[str, Any]] = {"working_sets": 3, "target_reps": 8, "rpe_early": 8, "rpe_last": 9, "rest_time": 90}


class Planner:
    """Someone writing plans: each verb is a transaction of its own."""

    def __init__(self, database: Database, person: Person) -> None:
        self.database, self.person = database, person

    async def plan(self, name: str | None = "Push", plan_id: UUID | None = None, copy_of: UUID | None = None) -> UUID:
        made = plan_id or new_id()
        async with self.database.acting_as(self.person.id, through=Through.API) as session:
            await create_plan(session, made, PlanCreation(plan_name=name, copy_of=copy_of))
        return made

    async def day(self, plan_id: UUID, name: str = "Monday") -> UUID:
        made = new_id()
        async with self.database.acting_as(self.person.id, through=Through.API) as session:
            await create_day(session, made, DayCreation(plan_id=plan_id, day_name=name))
        return made

    async def exercise(self, plan_id: UUID, exercise_id: UUID, **also: object) -> UUID:
        made = new_id()
        creation = _said(PlanExerciseCreation, plan_id=plan_id, exercise_id=exercise_id, **FEW, **also)
        async with self.database.acting_as(self.person.id, through=Through.API) as session:
            await add_exercise(session, made, creation)
        return made

    async def rename(self, plan_id: UUID, name: str) -> None:
        async with self.database.acting_as(self.person.id, through=Through.API) as session:
            await change_plan(session, plan_id, {"plan_name": name}, expected_version=None)

    async def tree(self, plan_id: UUID) -> Plan:
        async with self.database.acting_as(self.person.id, read_only=True) as session:
            return build_plan(await fetch_rows(session, *plan_tree(plan_id)))

    async def names(self, *, archived: bool = False) -> list[str]:
        async with self.database.acting_as(self.person.id, read_only=True) as session:
            rows = await fetch_rows(session, *plans_page(rows=50, archived=archived))
            return [row.plan_name for row in rows]


def _said(content: type[AnyContent], **fields: object) -> AnyContent:
    """From plain values, as they come over HTTP."""
    return read({name: str(each) if isinstance(each, UUID) else each for name, each in fields.items()}, content)


@pytest.fixture
def anns(database: Database, ann: Person) -> Planner:
    return Planner(database, ann)


@pytest.fixture
def anns_phone(other_process: Database, ann: Person) -> Planner:
    return Planner(other_process, ann)


async def test_of_plans_with_one_name_made_at_once_one_is_kept(anns: Planner, anns_phone: Planner) -> None:
    making = [each.plan("Push") for each in (anns, anns_phone) * 3]

    answers = await asyncio.gather(*making, return_exceptions=True)

    refused = [str(answer) for answer in answers if not isinstance(answer, UUID)]
    assert refused == ["plan_name 'Push' is the name of another plan of yours."] * 5
    assert await anns.names() == ["Push"]


async def test_a_plan_sent_twice_at_once_is_one_plan(anns: Planner, anns_phone: Planner) -> None:
    plan_id = new_id()

    answers = await asyncio.gather(*(each.plan("Push", plan_id) for each in (anns, anns_phone) * 3))

    assert answers == [plan_id] * 6
    assert await anns.names() == ["Push"]


async def test_copies_made_at_once_have_names_of_their_own(anns: Planner, anns_phone: Planner) -> None:
    plan = await anns.plan("Push")

    await asyncio.gather(*(each.plan(None, copy_of=plan) for each in (anns, anns_phone) * 2))

    assert await anns.names() == ["Push", "Push (copy 2)", "Push (copy 3)", "Push (copy 4)", "Push (copy)"]


async def test_the_name_of_a_copy_fits_into_its_column(anns: Planner) -> None:
    plan = await anns.plan("P" * 100)

    copy = await anns.plan(None, copy_of=plan)

    assert (await anns.tree(copy)).plan_name == "P" * 93 + " (copy)"


async def test_two_plans_renamed_alike_at_once_keep_apart(anns: Planner, anns_phone: Planner) -> None:
    push, pull = await anns.plan("Push"), await anns.plan("Pull")

    answers = await asyncio.gather(anns.rename(push, "Upper"), anns_phone.rename(pull, "Upper"), return_exceptions=True)

    assert [type(answer) for answer in answers if answer is not None] == [Conflict]
    assert "Upper" in await anns.names()


async def test_names_are_taken_by_ones_own_plans_alone(anns: Planner, database: Database, bob: Person) -> None:
    bobs = Planner(database, bob)

    await asyncio.gather(anns.plan("Push"), bobs.plan("Push"))

    assert (await anns.names(), await bobs.names()) == (["Push"], ["Push"])


def test_a_copy_leaves_out_nothing_that_was_written() -> None:
    own = {"user_id", "id", "plan_id", "version", "creation_digest"}

    day, exercise = _columns_of(PlanDay) - own, _columns_of(PlanExercise) - own

    assert {each.key for each in _DAY} == day
    assert {each.key for each in _EXERCISE} == exercise - {"plan_day_id"}


def _columns_of(entity: type[Base]) -> set[str]:
    return {each.key for each in inspect(entity).column_attrs}


async def test_nothing_is_added_to_a_plan_while_it_is_copied(
    anns: Planner, anns_phone: Planner, migrated_database: TestDatabase
) -> None:
    plan, copied = await anns.plan(), new_id()

    async with anns.database.acting_as(anns.person.id) as session:
        await create_plan(session, copied, PlanCreation(copy_of=plan))
        adding = asyncio.create_task(anns_phone.day(plan))
        await _until_it_waits(migrated_database)
    added = await adding

    assert [day.id for day in (await anns.tree(plan)).days] == [added]
    assert (await anns.tree(copied)).days == []


async def test_copies_of_two_plans_that_would_be_called_alike_are_not(
    anns: Planner, anns_phone: Planner, migrated_database: TestDatabase
) -> None:
    sources, first = [await anns.plan("P" * 99 + last) for last in "AB"], new_id()

    async with anns.database.acting_as(anns.person.id, through=Through.API) as session:
        await create_plan(session, first, PlanCreation(copy_of=sources[0]))
        copying = asyncio.create_task(anns_phone.plan(None, copy_of=sources[1]))
        await _until_it_waits(migrated_database)
    second = await copying

    names = [(await anns.tree(each)).plan_name for each in (first, second)]
    assert names == ["P" * 93 + " (copy)", "P" * 91 + " (copy 2)"]


async def test_a_copied_day_is_known_again_after_its_source_is_gone(anns: Planner, database: Database) -> None:
    plan, copied = await anns.plan(), new_id()
    source = await anns.day(plan)
    creation = DayCreation(plan_id=plan, copy_of=source)

    made = []
    for removing in (True, False):
        async with database.acting_as(anns.person.id) as session:
            made.append(await create_day(session, copied, creation))
            if removing:
                await delete_day(session, source, expected_version=None)

    assert made == [True, False]
    assert [day.id for day in (await anns.tree(plan)).days] == [copied]


async def test_an_exercise_moves_between_days_to_the_last_place(anns: Planner, database: Database, ann: Person) -> None:
    bench = await make_exercise(database, ann, "Bench")
    plan = await anns.plan()
    monday, friday = await anns.day(plan), await anns.day(plan, "Friday")
    moving = await anns.exercise(plan, bench, plan_day_id=monday)
    staying = await anns.exercise(plan, bench, plan_day_id=friday)

    async with database.acting_as(ann.id) as session:
        patch = {"plan_day_id": str(friday), "display_order": None}
        await change_exercise(session, moving, patch, expected_version=None)

    days = (await anns.tree(plan)).days
    assert [[each.id for each in day.exercises] for day in days] == [[], [staying, moving]]


async def test_the_last_place_of_all_can_be_shared(anns: Planner, database: Database, ann: Person) -> None:
    bench = await make_exercise(database, ann, "Bench")
    plan = await anns.plan()
    await anns.exercise(plan, bench, display_order=1_000_000)
    second = await anns.exercise(plan, bench)

    async with database.acting_as(ann.id) as session:
        await change_exercise(session, second, {"notes": "Still to be changed."}, expected_version=None)

    assert [each.display_order for each in (await anns.tree(plan)).exercises] == [1_000_000, 1_000_000]


async def test_what_is_added_while_days_are_ordered_is_told_or_comes_after(anns: Planner, anns_phone: Planner) -> None:
    plan = await anns.plan()
    days = [await anns.day(plan, name) for name in ("A", "B", "C")]

    async def order() -> None:
        async with anns.database.acting_as(anns.person.id) as session:
            await reorder_days(session, plan, Order(ids=days[::-1]))

    answer, added = await asyncio.gather(order(), anns_phone.day(plan, "D"), return_exceptions=True)

    shown = [day.id for day in (await anns.tree(plan)).days]
    assert shown == ([*days, added] if isinstance(answer, Conflict) else [*days[::-1], added])


@pytest.mark.parametrize("of_a_day", [False, True])
async def test_an_exercise_added_at_this_moment_is_missing_from_an_order(
    anns: Planner, other_process: Database, migrated_database: TestDatabase, ann: Person, of_a_day: bool
) -> None:
    exercise = await make_exercise(anns.database, ann, "Bench")
    plan = await anns.plan()
    day = await anns.day(plan) if of_a_day else None
    also = {"plan_id": plan, "exercise_id": exercise} | ({"plan_day_id": day} if day else {})
    there, added = await anns.exercise(**also), new_id()

    async def order() -> None:
        async with anns.database.acting_as(ann.id) as session:
            if day:
                await reorder_day(session, day, Order(ids=[there]))
            else:
                await reorder_dayless(session, plan, Order(ids=[there]))

    async with other_process.acting_as(ann.id) as session:
        await add_exercise(session, added, _said(PlanExerciseCreation, **also, **FEW))
        ordering = asyncio.create_task(order())
        await _until_it_waits(migrated_database)

    with pytest.raises(Conflict, match=str(added)):
        await ordering


async def test_an_exercise_removed_at_this_moment_is_no_such_exercise(
    anns: Planner, other_process: Database, migrated_database: TestDatabase, ann: Person
) -> None:
    bench, dips = [await make_exercise(anns.database, ann, name) for name in ("Bench", "Dips")]
    plan = await anns.plan()

    async with other_process.acting_as(ann.id) as session:
        await session.execute(delete(Exercise).where(Exercise.id == dips))
        adding = asyncio.create_task(anns.exercise(plan, bench, substitutes=[str(dips)]))
        await _until_it_waits(migrated_database)

    with pytest.raises(Invalid) as refused:
        await adding
    assert (refused.value.field, refused.value.value) == ("substitutes", str(dips))


async def _until_it_waits(migrated: TestDatabase) -> None:
    """Returns when somebody waits for a lock."""
    superuser = build_engine(migrated.superuser, working_role=None)
    async with superuser.connect() as connection, asyncio.timeout(30):
        while not (await connection.execute(text("SELECT count(*) FROM pg_locks WHERE NOT granted"))).scalar_one():
            pass
    await superuser.dispose()


async def test_a_day_and_an_exercise_taken_out_leave_the_workout_done_by_them(
    anns: Planner, database: Database, ann: Person
) -> None:
    done = await train(database, ann)
    day = await anns.day(done.plan)
    async with database.acting_as(ann.id) as session:
        await change_exercise(session, done.plan_exercise, {"plan_day_id": str(day)}, expected_version=None)
        workout = (await session.execute(select(WorkoutSession))).scalar_one()
        workout.plan_day_id = day

    async with database.acting_as(ann.id) as session:
        await delete_day(session, day, expected_version=None)

    async with database.acting_as(ann.id, read_only=True) as session:
        workouts = await session.execute(select(WorkoutSession.plan_id, WorkoutSession.plan_day_id))
        exercises = await session.execute(select(SessionExercise.id, SessionExercise.plan_exercise_id))
        assert workouts.all() == [(done.plan, None)]
        assert exercises.all() == [(done.session_exercise, None)]


async def test_an_archived_plan_keeps_the_instant_at_which_it_was(anns: Planner, database: Database) -> None:
    plan = await anns.plan()

    for later in range(2):
        async with database.acting_as(anns.person.id) as session:
            await archive_plan(session, plan, now=MONDAY.replace(hour=18 + later))

    assert (await anns.tree(plan)).archived_at == MONDAY
    assert (await anns.names(), await anns.names(archived=True)) == ([], ["Push"])


async def test_bob_finds_nothing_of_anns_to_write(anns: Planner, bob: Person) -> None:
    bench = await make_exercise(anns.database, anns.person, "Bench")
    plan = await anns.plan()
    day = await anns.day(plan)
    planned = await anns.exercise(plan, bench, plan_day_id=day)
    before = await anns.tree(plan)

    writes: tuple[Callable[[AsyncSession], Awaitable[object]], ...] = (
        lambda session: change_plan(session, plan, {"notes": "Mine."}, expected_version=None),
        lambda session: delete_plan(session, plan, expected_version=None),
        lambda session: archive_plan(session, plan, now=MONDAY),
        lambda session: reorder_days(session, plan, Order(ids=[day])),
        lambda session: change_day(session, day, {"notes": "Mine."}, expected_version=None),
        lambda session: delete_day(session, day, expected_version=None),
        lambda session: reorder_day(session, day, Order(ids=[planned])),
        lambda session: change_exercise(session, planned, {"notes": "Mine."}, expected_version=None),
        lambda session: remove_exercise(session, planned, expected_version=None),
    )
    for write in writes:
        with pytest.raises(NotFound):
            async with anns.database.acting_as(bob.id) as session:
                await write(session)

    assert await anns.tree(plan) == before
