"""What a pull refuses, and how what it answers is sent."""

from __future__ import annotations

import gzip
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

import httpx
import pytest
from sqlalchemy import select, text, update

from mygymtracker.database.engine import build_engine
from mygymtracker.database.entities import (
    Installation,
)
from mygymtracker.database.transaction import Database
from mygymtracker.demo.making import make_training
from mygymtracker.sync.cursors import Cursor, Position, encode, end_of
from mygymtracker.sync.rows import BY_KIND, Kind
from tests.api.routes import API
from tests.conftest import TestDatabase
from tests.factories import Person, log_workout, make_exercise, train
from tests.sync.pulling import OTHER_EPOCH, PULL, beginning, keys, now_of, pull_all

# --------------------------------------------------------------------------------------------------- what is refused


@pytest.mark.parametrize(
    ("query", "status", "field"),
    [
        ({}, 422, "schema"),
        ({"schema": "one"}, 422, "schema"),
        ({"schema": "-1"}, 422, "schema"),
        ({"schema": "1" * 5000}, 422, "schema"),
        ({"schema": "2"}, 422, "schema"),
        ({"schema": "0"}, 426, None),
        ({"schema": "1"}, 422, "cursor"),
        ({"schema": "1", "cursor": "mine"}, 422, "cursor"),
        ({"schema": "1", "cursor": "k8BAwA"}, 422, "cursor"),
        ({"schema": "1", "cursor": encode(Cursor(OTHER_EPOCH, Position(2**63, 0, 0)))}, 422, "cursor"),
    ],
    ids=str,
)
async def test_a_pull_that_cannot_be_right_is_refused_with_the_field_to_blame(
    ann_client: httpx.AsyncClient, query: Mapping[str, str], status: int, field: str | None
) -> None:
    answer = await ann_client.get(PULL, params=dict(query))

    problem = answer.json()
    assert (answer.status_code, problem["status"]) == (status, status)
    assert [each["field"] for each in problem.get("errors", [])] == ([field] if field else [])


@pytest.mark.parametrize("limit", ["0", "1001", "many"])
async def test_a_page_has_its_bounds(
    database: Database, ann: Person, ann_client: httpx.AsyncClient, limit: str
) -> None:
    cursor = await beginning(database, ann)

    answer = await ann_client.get(PULL, params={"schema": "1", "cursor": cursor, "limit": limit})

    assert answer.status_code in (400, 422)


async def test_a_cursor_of_another_epoch_is_known_no_more(
    ann_client: httpx.AsyncClient, migrated_database: TestDatabase, database: Database, ann: Person
) -> None:
    cursor = await beginning(database, ann)
    owner = Database(build_engine(migrated_database.owner, working_role=None))
    async with owner.acting_as_nobody() as session:
        await session.execute(update(Installation).values(epoch=OTHER_EPOCH))
    await owner.dispose()

    answer = await ann_client.get(PULL, params={"schema": "1", "cursor": cursor})

    assert (answer.status_code, answer.json()["title"]) == (410, "Known no more")
    assert "bootstrap" in answer.json()["detail"]


async def test_a_cursor_that_the_log_does_not_reach_is_known_no_more(
    database: Database, ann: Person, ann_client: httpx.AsyncClient, migrated_database: TestDatabase
) -> None:
    training = await train(database, ann)
    for reps in (6, 7, 8):
        await ann_client.patch(f"{API}/sets/{training.set}", json={"reps": reps})
    owner = build_engine(migrated_database.superuser, working_role=None)
    async with owner.begin() as connection:
        await connection.execute(text("UPDATE change_counters SET oldest_revision = 2"))
    await owner.dispose()

    statuses = {}
    for place in (end_of(1), Position(2, 1, 1), end_of(2), Position(3, 1, 1), end_of(4), Position(5, 0, 0), end_of(5)):
        cursor = await beginning(database, ann, place)
        statuses[place] = (await ann_client.get(PULL, params={"schema": "1", "cursor": cursor})).status_code

    assert statuses == {
        end_of(1): 410,
        Position(2, 1, 1): 410,  # the rest of that revision is forgotten
        end_of(2): 200,
        Position(3, 1, 1): 200,
        end_of(4): 200,
        Position(5, 0, 0): 410,  # ahead of the log
        end_of(5): 410,
    }


# ------------------------------------------------------------------------------------------------------ how it is sent


async def test_a_long_answer_is_compressed_for_who_takes_it_so(
    database: Database, ann: Person, ann_client: httpx.AsyncClient
) -> None:
    cursor = await beginning(database, ann)
    exercise = await make_exercise(database, ann, "Squat")
    sets = ({"load": Decimal("100.50"), "reps": reps} for reps in range(30))
    await log_workout(database, ann, exercise, *sets)
    short = await now_of(database, ann)

    answers = {}
    for name, asked, encoding in (("long", cursor, "gzip"), ("plain", cursor, "identity"), ("short", short, "gzip")):
        request = ann_client.build_request(
            "GET", PULL, params={"schema": "1", "cursor": asked}, headers={"Accept-Encoding": encoding}
        )
        answer = await ann_client.send(request, stream=True)
        raw = b"".join([piece async for piece in answer.aiter_raw()])
        answers[name] = (answer.headers.get("content-encoding"), raw)

    assert {name: encoding for name, (encoding, _) in answers.items()} == {"long": "gzip", "plain": None, "short": None}
    assert gzip.decompress(answers["long"][1]) == answers["plain"][1]
    assert len(answers["long"][1]) * 4 < len(answers["plain"][1])


async def test_two_years_come_down_whole(
    database: Database, catalogue: None, ann: Person, ann_client: httpx.AsyncClient
) -> None:
    cursor = await beginning(database, ann)
    async with database.acting_as(ann.id) as session:
        await make_training(session, until=date(2026, 3, 1))

    answers = await pull_all(ann_client, cursor, limit=1000)

    there = {("profile", str(ann.id))}
    async with database.acting_as(ann.id) as session:
        for source in BY_KIND.values():
            if source.kind not in (Kind.PROFILE, Kind.EXERCISE):
                ids = await session.scalars(select(source.row_id))
                there |= {(source.kind.value, str(each)) for each in ids}
    rows = [row for answer in answers for row in answer["rows"]]
    assert set(keys(rows)) == there
    assert len(rows) == len(there) > 5000
