"""What a device begins with: today, then the history page by page; nothing is missing, whatever happens meanwhile."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Any, Final
from uuid import UUID

import httpx
import msgspec
import pytest
from sqlalchemy import select, update

from mygymtracker.database.columns import new_id
from mygymtracker.database.engine import build_engine
from mygymtracker.database.entities import (
    SYNCED,
    Exercise,
    Installation,
    SessionExercise,
    SessionStatus,
    WorkoutPlan,
    WorkoutSession,
    below,
)
from mygymtracker.database.transaction import Database
from mygymtracker.demo.making import make_training
from mygymtracker.sync.answers import BootstrapAnswer
from mygymtracker.sync.cursors import LATEST, SECTIONS, Page, encode, first_page
from mygymtracker.sync.rows import BY_KIND
from tests.api.routes import API
from tests.conftest import TestDatabase
from tests.factories import MONDAY, Person, log_workout, make_exercise, train

JSON = dict[str, Any]
Key = tuple[str, str]
BOOTSTRAP: Final = f"{API}/sync/bootstrap"
OTHER_EPOCH: Final = UUID("6f1c2a53-98d4-4f0e-8a37-0d2c1f5b7e90")


async def ask(client: httpx.AsyncClient, **query: str) -> JSON:
    answer = await client.get(BOOTSTRAP, params={"schema": "1", **query})
    assert answer.status_code == 200, answer.text
    msgspec.json.decode(answer.content, type=BootstrapAnswer)
    told = answer.json()
    assert isinstance(told, dict)
    return told


async def pages_after(client: httpx.AsyncClient, first: JSON) -> list[JSON]:
    pages: list[JSON] = []
    token = first["history"]
    while token is not None:
        pages.append(await ask(client, page=token))
        token = pages[-1]["history"]
    return pages


def keys(*answers: JSON) -> set[Key]:
    return {(row["kind"], row["id"]) for answer in answers for row in answer["rows"]}


def of_kind(answer: JSON, kind: str) -> set[str]:
    return {row["id"] for row in answer["rows"] if row["kind"] == kind}


async def all_there_is(database: Database, person: Person) -> set[Key]:
    """Every row that the person can see, of the kinds that devices hold."""
    there: set[Key] = set()
    async with database.acting_as(person.id, read_only=True) as session:
        for source in BY_KIND.values():
            there |= {(source.kind.value, str(each)) for each in await session.scalars(select(source.row_id))}
    return there


@pytest.fixture
async def two_years(database: Database, catalogue: None, ann: Person) -> None:
    async with database.acting_as(ann.id) as session:
        await make_training(session, until=date(2026, 3, 1))


# ----------------------------------------------------------------------------------------------------- the first answer


async def test_who_has_nothing_yet_begins_with_the_profile(ann: Person, ann_client: httpx.AsyncClient) -> None:
    first = await ask(ann_client)
    pages = await pages_after(ann_client, first)

    assert keys(first, *pages) == {("profile", str(ann.id))}
    assert (first["revision"], first["epoch_revision"], first["schema"]) == (0, 0, 1)
    assert ["cursor" in answer for answer in (first, *pages)] == [True, *[False] * len(pages)]
    assert [answer.get("workouts") for answer in (first, *pages)] == [0, *[None] * len(pages)]


async def test_today_is_what_runs_what_is_planned_and_the_last_two_workouts_of_each_exercise(
    database: Database, ann: Person, ann_client: httpx.AsyncClient
) -> None:
    planned = await train(database, ann)  # a plan of one exercise, and one workout of it on Monday
    running_exercise = await make_exercise(database, ann, "Pull Up")
    unused = await make_exercise(database, ann, "Sit Up")
    lifted = {"reps": 5}
    days = [MONDAY + timedelta(days=number) for number in range(1, 6)]
    squats = [await log_workout(database, ann, planned.exercise, lifted, started_at=day) for day in days[:3]]
    cancelled = await log_workout(
        database, ann, planned.exercise, lifted, started_at=days[3], status=SessionStatus.CANCELLED
    )
    pulled = await log_workout(database, ann, running_exercise, lifted)
    running = await log_workout(
        database, ann, running_exercise, lifted, started_at=days[4], status=SessionStatus.IN_PROGRESS
    )
    others = await log_workout(database, ann, unused, lifted, started_at=days[4])
    old_plan = new_id()
    async with database.acting_as(ann.id) as session:
        session.add(WorkoutPlan(user_id=ann.id, id=old_plan, plan_name="Old", archived_at=MONDAY))

    first = await ask(ann_client)

    assert of_kind(first, "profile") == {str(ann.id)}
    assert of_kind(first, "plan") == {str(planned.plan)}
    assert of_kind(first, "plan_exercise") == {str(planned.plan_exercise)}
    assert of_kind(first, "exercise") == {str(planned.exercise), str(running_exercise)}
    shown = [squats[1], squats[2], pulled, running]
    assert of_kind(first, "workout") == {str(each.workout) for each in shown}
    assert of_kind(first, "workout_exercise") == {str(each.session_exercise) for each in shown}
    assert of_kind(first, "set") == {str(set_id) for each in shown for set_id in each.sets}
    assert not {str(cancelled.workout), str(others.workout)} & of_kind(first, "workout")
    assert len(first["rows"]) == len(keys(first))


async def test_shared_exercises_are_told_as_such(
    database: Database, catalogue: None, ann: Person, ann_client: httpx.AsyncClient
) -> None:
    own = await make_exercise(database, ann, "Landmine Lunge")

    first = await ask(ann_client)
    pages = await pages_after(ann_client, first)

    shared = {row["id"]: row["fields"]["shared"] for page in pages for row in page["rows"] if row["kind"] == "exercise"}
    assert len(shared) > 400
    assert [each for each, is_shared in shared.items() if not is_shared] == [str(own)]
    assert {answer["catalogue"] for answer in (first, *pages)} == {first["catalogue"]}
    assert len(first["catalogue"]) == 64


# --------------------------------------------------------------------------------------------------------- the history


async def test_the_first_answer_of_two_years_is_small_and_its_pages_have_all_there_is(
    database: Database, two_years: None, ann: Person, ann_client: httpx.AsyncClient
) -> None:
    first = await ask(ann_client)
    pages = await pages_after(ann_client, first)

    there = await all_there_is(database, ann)
    assert keys(first, *pages) == there
    assert len(first["rows"]) * 10 < len(there)
    assert max(len(page["rows"]) for page in pages) < 3000


async def test_the_history_goes_from_the_newest_workout_to_the_oldest(
    database: Database, two_years: None, ann: Person, ann_client: httpx.AsyncClient
) -> None:
    pages = await pages_after(ann_client, await ask(ann_client))

    starts = [
        {row["fields"]["started_at"] for row in page["rows"] if row["kind"] == "workout"}
        for page in pages
        if of_kind(page, "workout")
    ]
    assert len(starts) > 2
    assert all(min(newer) > max(older) for newer, older in pairwise(starts))


async def test_many_exercises_plans_and_workouts_of_one_instant_are_told_over_several_pages(
    database: Database, ann: Person, ann_client: httpx.AsyncClient
) -> None:
    async with database.acting_as(ann.id) as session:
        exercises = [Exercise(id=new_id(), owner_id=ann.id, name=f"Exercise {number}") for number in range(1005)]
        plans = [WorkoutPlan(user_id=ann.id, id=new_id(), plan_name=f"Plan {number}") for number in range(45)]
        done = {"status": SessionStatus.COMPLETED, "started_at": MONDAY}
        workouts = [WorkoutSession(user_id=ann.id, id=new_id(), **done) for _ in range(205)]
        session.add_all([*exercises, *plans, *workouts])

    pages = await pages_after(ann_client, await ask(ann_client))

    there = await all_there_is(database, ann)
    told = [(row["kind"], row["id"]) for page in pages for row in page["rows"]]
    assert set(told) == there - {("profile", str(ann.id))}
    assert len(told) == len(set(told))
    assert len(pages) == 2 + 3 + 3 + 1


async def test_a_workout_with_more_rows_than_a_page_is_told_whole(
    database: Database, ann: Person, ann_client: httpx.AsyncClient
) -> None:
    exercise = await make_exercise(database, ann, "Squat")
    small = await log_workout(database, ann, exercise, {"reps": 5}, started_at=MONDAY + timedelta(days=1))
    large = new_id()
    async with database.acting_as(ann.id) as session:
        done = {"status": SessionStatus.COMPLETED, "started_at": MONDAY}
        session.add(WorkoutSession(user_id=ann.id, id=large, **done))
        await session.flush()
        place = {"user_id": ann.id, "session_id": large, "exercise_id": exercise}
        session.add_all([SessionExercise(id=new_id(), display_order=order, **place) for order in range(2100)])

    pages = await pages_after(ann_client, await ask(ann_client))

    told = [len(of_kind(page, "workout_exercise")) for page in pages if of_kind(page, "workout")]
    assert told == [1, 2100]
    assert ("workout", str(small.workout)) in keys(*pages)


# ------------------------------------------------------------------------------------------------ while one is paging


async def test_what_changes_while_one_pages_comes_with_the_pull(
    database: Database, two_years: None, ann: Person, ann_client: httpx.AsyncClient
) -> None:
    held: dict[Key, JSON] = {}

    def take(answer: JSON) -> None:
        for row in answer["rows"]:
            key = row["kind"], row["id"]
            if key not in held or held[key]["revision"] <= row["revision"]:
                held[key] = row

    first = await ask(ann_client)
    take(first)
    token = first["history"]
    while token is not None:
        page = await ask(ann_client, page=token)
        take(page)
        token = page["history"]
        await _change_something(ann_client, page)
    cursor, more = first["cursor"], True
    while more:
        pulled = (await ann_client.get(f"{API}/sync", params={"schema": "1", "cursor": cursor, "limit": "7"})).json()
        take(pulled)
        cursor, more = pulled["cursor"], pulled["more"]

    there = await all_there_is(database, ann)
    assert {key for key, row in held.items() if "fields" in row} == there
    assert any("deleted" in row for row in held.values())
    again = await ask(ann_client)
    for page in (again, *await pages_after(ann_client, again)):
        for row in page["rows"]:
            assert held[row["kind"], row["id"]]["fields"] == row["fields"]


async def _change_something(client: httpx.AsyncClient, page: JSON) -> None:
    """Removes the first workout of the page, moves the last one into the past, and trains once more."""
    workouts = [row["id"] for row in page["rows"] if row["kind"] == "workout"]
    if len(workouts) > 1:
        await client.delete(f"{API}/workouts/{workouts[0]}")
        moved = {"started_at": "2001-01-01T10:00:00Z", "completed_at": "2001-01-01T11:00:00Z"}
        answer = await client.patch(f"{API}/workouts/{workouts[-1]}", json=moved)
        assert answer.status_code == 200, answer.text
    started = datetime.now(UTC) - timedelta(hours=1)
    body = {"started_at": started.isoformat(), "completed_at": datetime.now(UTC).isoformat(), "alongside": True}
    await client.put(f"{API}/workouts/{new_id()}", json=body)
    for row in page["rows"]:
        if row["kind"] == "plan":
            await client.put(f"{API}/plans/{row['id']}/archive")
            await client.put(
                f"{API}/plans/{new_id()}", json={"plan_name": f"Copy of {row['id']}", "copy_of": row["id"]}
            )


def test_every_kind_that_is_in_nothing_else_is_a_section_of_the_history() -> None:
    """The names are in tokens that devices hold: none is ever called otherwise."""
    assert list(SECTIONS)[:4] == ["exercises", "plans", "workouts", "measurements"]
    assert {each.table for each in SYNCED} == {"users"} | {
        table for each in SECTIONS.values() for table in (each.table, *(child.table for child in below(each.table)))
    }


# -------------------------------------------------------------------------------------------------- what is refused


async def test_another_persons_pages_show_ones_own_rows_alone(
    database: Database, ann: Person, bob: Person, ann_client: httpx.AsyncClient, bob_client: httpx.AsyncClient
) -> None:
    await train(database, ann)
    await train(database, bob)
    anns = await ask(ann_client)
    tokens = [anns["history"], *(page["history"] for page in await pages_after(ann_client, anns))]

    told = [await ask(bob_client, page=token) for token in tokens if token is not None]

    assert keys(*told) <= await all_there_is(database, bob)


@pytest.mark.parametrize(
    ("query", "status", "field"),
    [
        ({}, 422, "schema"),
        ({"schema": "2"}, 422, "schema"),
        ({"schema": "0"}, 426, None),
        ({"schema": "1", "page": "2"}, 422, "page"),
        ({"schema": "1", "page": encode(first_page(OTHER_EPOCH))[:-4]}, 422, "page"),
        ({"schema": "1", "page": encode(first_page(OTHER_EPOCH))}, 410, None),
        *(({"schema": "1", "page": encode(first_page(OTHER_EPOCH, section))}, 410, None) for section in SECTIONS),
        ({"schema": "1", "page": encode(Page(OTHER_EPOCH, "sets", LATEST, OTHER_EPOCH))}, 422, "page"),
    ],
    ids=str,
)
async def test_a_bootstrap_that_cannot_be_right_is_refused(
    ann_client: httpx.AsyncClient, query: dict[str, str], status: int, field: str | None
) -> None:
    answer = await ann_client.get(BOOTSTRAP, params=query)

    assert answer.status_code == status
    assert [each["field"] for each in answer.json().get("errors", [])] == ([field] if field else [])


async def test_the_epoch_and_the_catalogue_are_the_installations(
    ann_client: httpx.AsyncClient, migrated_database: TestDatabase
) -> None:
    owner = Database(build_engine(migrated_database.owner, working_role=None))
    async with owner.acting_as_nobody() as session:
        await session.execute(update(Installation).values(epoch=OTHER_EPOCH, catalogue="c" * 64))
    await owner.dispose()

    first = await ask(ann_client)

    assert (first["epoch"], first["catalogue"]) == (str(OTHER_EPOCH), "c" * 64)
