"""A server whose database has another schema by now answers nothing but the reason."""

from __future__ import annotations

import asyncio

import httpx
import pytest
from litestar import Litestar

from mygymtracker.database import schema_watch
from mygymtracker.database.columns import new_id
from mygymtracker.database.migrations import runner
from tests.api.conftest import SIGNING_SECRET, AppFactory, Connect
from tests.api.routes import API
from tests.conftest import TestDatabase
from tests.migrations.sql import by_hand
from tests.sync.pushing import STARTED, Phone, op, outcomes

NEWEST = runner.newest()
#: What another version of the program leaves in the table of revisions.
NEWER = "UPDATE alembic_version SET version_num = '9999'"


def reason(revision: str) -> str:
    return f"The schema of the database is at revision {revision}, and this server works with {NEWEST}: it was changed"


async def revert(database: TestDatabase, to: str) -> None:
    await asyncio.to_thread(runner.revert, database.owner, to=to, options=["discard"])


async def test_ready_says_that_the_schema_is_another_one_and_that_it_is_right_again(
    nobody_client: httpx.AsyncClient, migrated_database: TestDatabase
) -> None:
    before = await nobody_client.get("/health/ready")
    await asyncio.to_thread(by_hand, migrated_database.owner, NEWER)
    newer, live = await nobody_client.get("/health/ready"), await nobody_client.get("/health/live")
    await asyncio.to_thread(by_hand, migrated_database.owner, NEWER.replace("9999", NEWEST))
    again = await nobody_client.get("/health/ready")

    assert [each.status_code for each in (before, newer, live, again)] == [200, 503, 200, 200]
    assert newer.json()["detail"].startswith(reason("9999"))
    assert newer.headers["retry-after"] == "5"


@pytest.mark.parametrize(("to", "revision"), [("0009", "0009"), ("base", "none that this program could work with")])
async def test_after_a_revert_a_write_is_answered_with_the_reason_at_once(
    ann_client: httpx.AsyncClient, migrated_database: TestDatabase, to: str, revision: str
) -> None:
    if to == "base":  # the older schemas know no password of hers, and nothing else of her
        await asyncio.to_thread(by_hand, migrated_database.owner, "DELETE FROM login_sessions; DELETE FROM users")
    await revert(migrated_database, to)

    written = await ann_client.put(f"{API}/workouts/{new_id()}", json={})
    ready = await ann_client.get("/health/ready")

    assert [each.status_code for each in (written, ready)] == [503] * 2
    assert {each.json()["detail"][: len(reason(revision))] for each in (written, ready)} == {reason(revision)}


async def test_what_a_device_pushes_is_not_refused_for_the_sake_of_another_schema(
    ann_client: httpx.AsyncClient, migrated_database: TestDatabase
) -> None:
    phone = await Phone.of(ann_client, "phone")
    operation = op("create", "workout", new_id(), started_at=STARTED)
    changed = "ALTER TABLE workout_sessions RENAME COLUMN restored_at TO brought_back_at"
    await asyncio.to_thread(by_hand, migrated_database.owner, f"{NEWER}; {changed}")

    unanswered = await ann_client.post(f"{API}/sync", json=phone.body(operation))
    back = "ALTER TABLE workout_sessions RENAME COLUMN brought_back_at TO restored_at"
    await asyncio.to_thread(by_hand, migrated_database.owner, f"{NEWER.replace('9999', NEWEST)}; {back}")
    await ann_client.get("/health/ready")

    assert (unanswered.status_code, unanswered.json()["detail"][: len(reason("9999"))]) == (503, reason("9999"))
    assert outcomes(await phone.push(operation)) == ["applied"]


async def test_a_schema_that_still_works_by_accident_is_noticed_soon(
    app_with: AppFactory, connect: Connect, migrated_database: TestDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(schema_watch, "LOOK_SECONDS", 0.01)
    app: Litestar = await app_with(JWT_SECRET=SIGNING_SECRET)
    client = await connect(to=app)
    sign_in = {"email": "ann@example.org", "password": "a long passphrase"}
    await asyncio.to_thread(by_hand, migrated_database.owner, NEWER)

    async with asyncio.timeout(30):
        while (answer := await client.post(f"{API}/tokens", json=sign_in)).status_code != 503:
            pass

    assert answer.json()["detail"].startswith(reason("9999"))
