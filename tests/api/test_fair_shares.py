"""What one person sends at once keeps nobody else waiting, and is never our mistake."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Final

import httpx
import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from mygymtracker.api.bodies import LARGEST_BODY
from mygymtracker.database import shares
from mygymtracker.database.columns import new_id
from mygymtracker.database.engine import build_engine
from tests.api.importing import HEVY_HEADER, send
from tests.api.routes import API
from tests.conftest import TestDatabase
from tests.factories import Person

AT_ONCE: Final = 12
MEASUREMENT: Final = {"part": "body_weight", "amount": "82.4", "unit": "kg", "measured_at": "2026-03-02T06:30:00Z"}

FILE: Final = HEVY_HEADER + b'"Pull","3 Feb 2026, 18:04","3 Feb 2026, 19:04","","Squat",,"",0,normal,100,5,,,\n'
WAITING: Final = text(
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
)


@asynccontextmanager
async def counter_locked(database: TestDatabase, person: Person) -> AsyncGenerator[AsyncConnection]:
    """As a long import of theirs holds it, in another process; a connection to look who waits."""
    engine = build_engine(database.superuser, working_role=None)
    lock = text("SELECT FROM change_counters WHERE user_id = :person FOR UPDATE")
    async with engine.begin() as holding, engine.connect() as looking:
        await holding.execute(lock, {"person": person.id})
        yield looking
    await engine.dispose()


async def test_while_one_person_writes_much_at_once_and_waits_others_are_answered_and_so_is_the_health_check(
    ann_client: httpx.AsyncClient,
    bob_client: httpx.AsyncClient,
    nobody_client: httpx.AsyncClient,
    migrated_database: TestDatabase,
    ann: Person,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(shares, "STANDING_STILL", 0.2)
    places = [f"{API}/body-measurements/{new_id()}" for _ in range(AT_ONCE)]
    await ann_client.put(f"{API}/body-measurements/{new_id()}", json=MEASUREMENT)

    async with counter_locked(migrated_database, ann):
        writing = [asyncio.create_task(ann_client.put(place, json=MEASUREMENT)) for place in places]
        refused = []
        for each in asyncio.as_completed(writing):
            refused.append(await each)
            if len(refused) == AT_ONCE - 1 - shares.PATIENT:
                break
        others = [await bob_client.get(f"{API}/workouts"), await nobody_client.get("/health/ready")]
        own = await ann_client.get(f"{API}/workouts")
    answers = await asyncio.gather(*writing)
    again = await asyncio.gather(*(ann_client.put(place, json=MEASUREMENT) for place in places))

    assert [each.status_code for each in others] == [200, 200]
    assert own.status_code == 200
    assert {(each.status_code, each.headers["Retry-After"]) for each in refused} == {(503, str(shares.RETRY_AFTER))}
    assert Counter(each.status_code for each in answers) == {201: 1 + shares.PATIENT, 503: len(refused)}
    assert Counter(each.status_code for each in again) == {200: 1 + shares.PATIENT, 201: len(refused)}


async def test_reads_of_one_person_leave_connections_to_others_however_long_they_take(
    ann_client: httpx.AsyncClient, bob_client: httpx.AsyncClient, migrated_database: TestDatabase
) -> None:
    engine = build_engine(migrated_database.superuser, working_role=None)

    async with engine.connect() as holding, engine.connect() as looking:
        await holding.execute(text("LOCK TABLE exercise_sets IN ACCESS EXCLUSIVE MODE"))
        reading = [asyncio.create_task(ann_client.get(f"{API}/sync/bootstrap?schema=1")) for _ in range(AT_ONCE)]
        reading += [asyncio.create_task(ann_client.get(f"{API}/sets/{new_id()}")) for _ in range(AT_ONCE)]
        while not await looking.scalar(WAITING):
            await looking.rollback()
        other = await bob_client.get(f"{API}/account")
        await holding.rollback()
    await engine.dispose()
    answers = await asyncio.gather(*reading)

    assert other.status_code == 200
    assert {each.status_code for each in answers} <= {200, 404, 503}


async def test_of_large_bodies_that_one_person_does_not_finish_two_are_taken_and_other_requests_go_on(
    ann_client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shares, "STANDING_STILL", 0.1)
    monkeypatch.setattr(shares, "PATIENCE", 0.2)
    taken, finish = list[int](), asyncio.Event()

    async def unfinished(number: int) -> AsyncGenerator[bytes]:
        taken.append(number)
        yield b"["
        await finish.wait()

    async def send_large(path: str, number: int) -> httpx.Response:
        headers = {"Content-Type": "application/json", "Content-Length": str(LARGEST_BODY + 1)}
        return await ann_client.post(f"{API}{path}", content=unfinished(number), headers=headers)

    paths = ("/sync", "/sync/files")
    sending = [asyncio.create_task(send_large(path, number)) for number, path in enumerate(paths * 3)]
    async with asyncio.timeout(10):
        refused = [await each for _, each in zip(range(4), asyncio.as_completed(sending), strict=False)]
    at_once, other = len(taken), await ann_client.put(f"{API}/body-measurements/{new_id()}", json=MEASUREMENT)
    finish.set()
    answers = await asyncio.gather(*sending)

    assert {(each.status_code, each.headers["Retry-After"]) for each in refused} == {(503, str(shares.RETRY_AFTER))}
    assert (at_once, other.status_code) == (shares.LARGE_BODIES, 201)
    assert Counter(each.status_code for each in answers) == {400: shares.LARGE_BODIES, 503: len(refused)}


async def test_an_import_beside_another_one_of_the_same_person_is_to_come_again_and_one_of_somebody_else_is_not(
    ann_client: httpx.AsyncClient, bob_client: httpx.AsyncClient, migrated_database: TestDatabase, ann: Person
) -> None:
    await ann_client.put(f"{API}/body-measurements/{new_id()}", json=MEASUREMENT)

    async with counter_locked(migrated_database, ann) as looking:
        first = asyncio.create_task(send(ann_client, FILE))
        while not await looking.scalar(WAITING):
            await looking.rollback()
        second = await send(ann_client, FILE)
        others = await send(bob_client, FILE)

    assert (second.status_code, second.headers["Retry-After"]) == (503, str(shares.RETRY_IMPORT_AFTER))
    assert "Another import of yours is running" in second.json()["detail"]
    assert (others.status_code, (await first).status_code) == (201, 201)
