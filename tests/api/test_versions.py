"""What an ETag says: that the thing is another one now, and nothing else."""

from __future__ import annotations

from itertools import permutations
from typing import Final
from uuid import UUID

import httpx
import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from mygymtracker.database.columns import new_id
from mygymtracker.database.transaction import Database
from mygymtracker.database.versions import BITS, version_in_order
from tests.api.routes import API
from tests.factories import Logged, Person, log_workout, make_exercise

#: What psql may do to a set, with what it was before.
CHANGES: Final = (
    ("note", "'by hand'"),
    ("load", "61.250"),  # which is equal, and was typed otherwise
    ("load_unit", "'lb'"),
    ("set_type", "'warmup'"),
    ("reps", "NULL"),
    ("performed_at", "performed_at + interval '1 microsecond'"),
    ("rir", "1.5"),
    ("side", "'left'"),
)


@pytest.fixture
async def logged(database: Database, ann: Person) -> Logged:
    typed = {"reps": 8, "load": "61.25"}
    return await log_workout(database, ann, await make_exercise(database, ann, "Row"), typed, typed)


async def version(client: httpx.AsyncClient, path: str) -> int:
    answer = (await client.get(API + path)).raise_for_status()
    assert answer.headers["ETag"] == f'"{answer.json()["version"]}"'
    return int(answer.json()["version"])


async def exercise_version(client: httpx.AsyncClient, logged: Logged) -> int:
    read = (await client.get(f"{API}/workouts/{logged.workout}")).raise_for_status().json()
    return int(read["exercises"][0]["version"])


async def test_a_version_says_nothing_of_what_others_write(
    ann_client: httpx.AsyncClient, bob_client: httpx.AsyncClient, logged: Logged
) -> None:
    place, seen = f"/sets/{logged.sets[0]}", []

    for others in range(3):
        for name in range(others):
            await bob_client.patch(f"{API}/account", json={"display_name": f"Bob {name}"})
        for note in ("at rest", ""):
            (await ann_client.patch(API + place, json={"note": note})).raise_for_status()
            seen.append(await version(ann_client, place))

    assert seen == seen[:2] * 3
    assert len({*seen}) == 2
    assert max(seen) < 2**BITS


@pytest.mark.parametrize(("column", "value"), CHANGES, ids=[column for column, _ in CHANGES])
async def test_whatever_program_changes_a_row_makes_another_version_of_it(
    ann_client: httpx.AsyncClient, owner: AsyncEngine, logged: Logged, column: str, value: str
) -> None:
    changed, other = (f"/sets/{each}" for each in logged.sets)
    before = await version(ann_client, changed), await version(ann_client, other)

    async with owner.begin() as psql:
        await psql.execute(text(f"UPDATE exercise_sets SET {column} = {value} WHERE id = '{logged.sets[0]}'"))

    after = await version(ann_client, changed), await version(ann_client, other)
    stale = await ann_client.patch(API + changed, json={"note": "late"}, headers={"If-Match": f'"{before[0]}"'})
    assert (after[0] == before[0], after[1] == before[1], stale.status_code) == (False, True, 412)


async def test_the_number_of_a_transaction_that_was_kept_since_an_earlier_version_is_stale_and_no_mistake(
    ann_client: httpx.AsyncClient, logged: Logged
) -> None:
    answer = await ann_client.patch(
        f"{API}/sets/{logged.sets[0]}", json={"note": "kept for long"}, headers={"If-Match": '"7421"'}
    )

    assert (answer.status_code, answer.json()["existing"]["load"]) == (412, "61.25")


async def test_an_order_of_sets_is_refused_that_was_made_for_another_order(
    ann_client: httpx.AsyncClient, logged: Logged
) -> None:
    place = f"{API}/workout-exercises/{logged.session_exercise}"
    read = {"If-Match": f'"{await exercise_version(ann_client, logged)}"'}
    turned = {"ids": [str(each) for each in reversed(logged.sets)]}

    first = await ann_client.put(f"{place}/set-order", json=turned, headers=read)
    late = [
        await ann_client.put(f"{place}/set-order", json=turned, headers=read),
        await ann_client.patch(place, json={"notes": "late"}, headers=read),
    ]
    again = await ann_client.put(f"{place}/set-order", json=turned, headers={"If-Match": first.headers["ETag"]})

    assert (first.status_code, [each.status_code for each in late], again.status_code) == (200, [412, 412], 200)
    assert first.headers["ETag"] == again.headers["ETag"] == f'"{await exercise_version(ann_client, logged)}"'


async def test_a_set_that_is_logged_leaves_the_versions_of_its_exercise_and_its_workout_as_they_were(
    ann_client: httpx.AsyncClient, logged: Logged
) -> None:
    block, workout = (
        await exercise_version(ann_client, logged),
        await version(ann_client, f"/workouts/{logged.workout}"),
    )

    sent = {"workout_exercise_id": str(logged.session_exercise), "reps": 7}
    (await ann_client.put(f"{API}/sets/{new_id()}", json=sent)).raise_for_status()

    assert await exercise_version(ann_client, logged) == block
    assert await version(ann_client, f"/workouts/{logged.workout}") == workout


def test_each_order_of_the_same_parts_has_a_version_of_its_own() -> None:
    ids = [UUID(int=number) for number in range(1, 7)]

    versions = [version_in_order(7421, order) for order in permutations(ids)]

    assert len({*versions}) == len(versions) == 720
    assert versions[0] == 7421  # in the order in which they were made
    assert max(versions) < 2**BITS


def test_a_part_that_is_added_after_all_others_makes_no_other_version() -> None:
    ids = [UUID(int=number) for number in (2, 1, 3)]

    assert version_in_order(7421, ids) == version_in_order(7421, [*ids, UUID(int=4)]) != version_in_order(7421, [])
