"""Fifty people at once share a few sessions, and notice neither each other nor the pooler."""

from __future__ import annotations

import asyncio
from typing import Final

import httpx

from mygymtracker.database.columns import new_id
from mygymtracker.database.connecting import connected
from mygymtracker.database.row_security import WORKING_ROLE
from mygymtracker.database.transaction import Database
from tests.api.conftest import Connect, program_of
from tests.api.routes import API, SMALL_IMPORT
from tests.conftest import TestDatabase
from tests.factories import sign_up
from tests.sync.pushing import STARTED, Phone, op, outcomes

PEOPLE: Final = 50


async def life_of(client: httpx.AsyncClient, name: str) -> list[str]:
    """Writes, corrects, syncs, imports, takes back and reads: the names of the workouts that are there at the end."""
    workout, block, entry, exercise = (str(new_id()) for _ in range(4))

    async def ask(method: str, path: str, **sent: object) -> httpx.Response:
        for _ in range(20):  # a machine with too much to do says so, and whoever waits in line asks again
            answer = await client.request(method, f"{API}{path}", **sent)  # type: ignore[arg-type]  # as they come
            if answer.status_code != 503:
                break
        assert answer.status_code in (200, 201, 204), (method, path, answer.text)
        return answer

    made = await ask("PUT", f"/exercises/{exercise}", json={"name": f"Squat of {name}"})
    await ask("PUT", f"/workouts/{workout}", json={"name": name})
    await ask("PUT", f"/workout-exercises/{block}", json={"workout_id": workout, "exercise_id": made.json()["id"]})
    await ask("PUT", f"/sets/{entry}", json={"workout_exercise_id": block, "reps": 5, "load": "100", "load_unit": "kg"})
    await ask("PATCH", f"/sets/{entry}", json={"reps": 6})
    begun = (await ask("GET", "/sync/bootstrap?schema=1")).json()
    phone = Phone(client, "Phone", begun["epoch"], begun["revision"])
    offline = (
        op("create", "workout", new_id(), name=f"{name}, offline", started_at=STARTED),
        op("patch", "set", entry, base=phone.revision, reps=7),
    )
    synced = await ask("POST", "/sync", json=phone.body(*offline))
    assert outcomes(synced.json()["receipts"]) == ["applied"] * 2
    imported = await ask("POST", "/imports", **SMALL_IMPORT)
    await ask("PUT", f"/imports/{imported.json()['import_id']}/undo")
    change = (await ask("GET", "/changes")).json()["items"][-1]
    await ask("GET", f"/changes/{change['change']}")
    read = (await ask("GET", f"/sets/{entry}")).json()
    assert read["reps"] == 7, read
    history = await ask("GET", f"/exercises/{made.json()['id']}/history")
    assert len(history.json()["items"]) == 1
    return sorted(each["name"] for each in (await ask("GET", "/workouts")).json()["items"])


async def test_fifty_people_at_once_see_their_own_and_nothing_fails(
    connect: Connect, database: Database, direct_database: TestDatabase
) -> None:
    people = [await sign_up(database, f"lifter{number}@example.org") for number in range(PEOPLE)]
    clients = [await connect(headers=await program_of(database, each)) for each in people]

    seen = await asyncio.gather(*(life_of(each, str(number)) for number, each in enumerate(clients)))

    assert seen == [[str(number), f"{number}, offline"] for number in range(PEOPLE)]
    async with connected(direct_database.superuser) as connection:
        sessions = await connection.fetchval(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
    assert sessions <= 3


async def test_a_column_of_another_type_is_read_again_after_an_error(
    ann_client: httpx.AsyncClient, direct_database: TestDatabase
) -> None:
    """A session keeps the plans of statements that a pooler prepared on it."""
    bootstrap = f"{API}/sync/bootstrap?schema=1"
    assert (await ann_client.get(bootstrap)).status_code == 200
    async with connected(direct_database.owner) as connection:
        await connection.execute("ALTER TABLE installation ALTER COLUMN catalogue TYPE varchar(100)")

    answers = [(await ann_client.get(bootstrap)).status_code for _ in range(6)]

    assert answers[-1] == 200, answers


async def test_nobody_acts_in_a_session_that_is_given_on(
    ann_client: httpx.AsyncClient, direct_database: TestDatabase, database: Database
) -> None:
    assert (await ann_client.patch(f"{API}/account", json={"display_name": "Ann"})).status_code == 200

    for _ in range(3):
        async with database.engine.connect() as connection:
            acting = "SELECT current_setting('app.user_id', true), current_setting('app.through', true), current_user"
            assert (await connection.exec_driver_sql(acting)).one() == ("", "", WORKING_ROLE)
