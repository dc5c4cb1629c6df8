"""Many devices at once, on one workout: nothing is lost, nothing doubled, and nobody waits in a circle."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Awaitable
from typing import Any, Final
from uuid import UUID

import httpx
import pytest
from sqlalchemy import select

from mygymtracker.database.columns import new_id
from mygymtracker.database.entities import ExerciseSet, SessionExercise, SessionStatus
from mygymtracker.database.transaction import Database
from tests.api.conftest import Connect, program_of
from tests.api.routes import API
from tests.factories import Logged, Person, log_workout, make_exercise

CLIENTS: Final = 20
SETS_EACH: Final = 25
SUBSTITUTIONS: Final = 15

Clients = list[httpx.AsyncClient]


@pytest.fixture
async def clients(connect: Connect, database: Database, ann: Person) -> Clients:
    """Devices of ann's, each signed in; the application has ten connections for all of them."""
    return [await connect(headers=await program_of(database, ann)) for _ in range(CLIENTS)]


@pytest.fixture
async def exercises(database: Database, ann: Person) -> list[UUID]:
    return [await make_exercise(database, ann, name) for name in ("Bench Press", "Dumbbell Press")]


@pytest.fixture
async def running(database: Database, ann: Person, exercises: list[UUID]) -> Logged:
    return await log_workout(database, ann, exercises[0], status=SessionStatus.IN_PROGRESS)


def a_set(workout: Logged, **said: Any) -> dict[str, Any]:
    return {"workout_exercise_id": str(workout.session_exercise), **said}


async def in_turn(*requests: Awaitable[httpx.Response]) -> list[int]:
    return [(await request).status_code for request in requests]


async def kept(database: Database, ann: Person) -> dict[UUID, tuple[int | None, UUID]]:
    """Repetitions and exercise of every set."""
    async with database.acting_as(ann.id) as session:
        found = await session.execute(select(ExerciseSet.id, ExerciseSet.reps, ExerciseSet.exercise_id))
        return {row.id: (row.reps, row.exercise_id) for row in found}


async def test_twenty_devices_log_into_one_workout_while_its_exercise_is_substituted(
    clients: Clients, database: Database, ann: Person, running: Logged, exercises: list[UUID]
) -> None:
    ids = [[new_id() for _ in range(SETS_EACH)] for _ in clients]
    exercise = f"{API}/workout-exercises/{running.session_exercise}"

    async def log(client: httpx.AsyncClient, mine: list[UUID]) -> list[int]:
        return await in_turn(
            *(client.put(f"{API}/sets/{each}", json=a_set(running, reps=n)) for n, each in enumerate(mine))
        )

    async def substitute(client: httpx.AsyncClient) -> list[int]:
        return await in_turn(
            *(client.patch(exercise, json={"exercise_id": str(exercises[n % 2])}) for n in range(SUBSTITUTIONS))
        )

    work = [log(client, mine) for client, mine in zip(clients, ids, strict=True)]
    # two devices send what others send, too: what was queued offline in both
    work += [log(clients[0], ids[1]), log(clients[2], ids[3])]
    answers = await asyncio.gather(*work, substitute(clients[4]), substitute(clients[5]))

    async with database.acting_as(ann.id) as session:
        ((at_last,),) = (await session.execute(select(SessionExercise.exercise_id))).all()
    *logged, first, second = answers
    counted = Counter(status for statuses in logged for status in statuses)
    assert counted == {201: CLIENTS * SETS_EACH, 200: 2 * SETS_EACH}
    assert first == second == [200] * SUBSTITUTIONS
    assert await kept(database, ann) == {each: (n, at_last) for mine in ids for n, each in enumerate(mine)}


async def test_the_same_set_sent_by_all_at_once_is_made_by_one_and_answered_to_all(
    clients: Clients, database: Database, ann: Person, running: Logged, exercises: list[UUID]
) -> None:
    set_id = new_id()

    answers = await asyncio.gather(
        *(client.put(f"{API}/sets/{set_id}", json=a_set(running, reps=8)) for client in clients)
    )

    assert Counter(answer.status_code for answer in answers) == {201: 1, 200: CLIENTS - 1}
    assert len({answer.text for answer in answers}) == 1
    assert await kept(database, ann) == {set_id: (8, exercises[0])}


async def test_logging_editing_reordering_and_deleting_at_once_end_in_what_everyone_was_told(
    clients: Clients, database: Database, ann: Person, running: Logged, exercises: list[UUID]
) -> None:
    """Each device has a drop set: logs its pieces, corrects one, deletes the first; meanwhile all is reordered."""
    order = f"{API}/workout-exercises/{running.session_exercise}/set-order"
    ids = [(new_id(), new_id(), new_id()) for _ in clients]

    async def lift(client: httpx.AsyncClient, pieces: tuple[UUID, UUID, UUID]) -> list[int]:
        first, second, third = (f"{API}/sets/{each}" for each in pieces)
        continued = {"continues_set_id": str(pieces[0]), "technique": "drop_set"}
        return await in_turn(
            client.put(first, json=a_set(running, reps=8)),
            client.put(second, json=a_set(running, reps=6, **continued)),
            client.put(third, json=a_set(running, reps=4)),
            client.patch(third, json=continued),
            client.patch(second, json={"reps": 5}),
            client.delete(first),
            client.patch(third, json={"continues_set_id": None}),
        )

    async def reorder(client: httpx.AsyncClient) -> list[int]:
        statuses = []
        for _ in range(SUBSTITUTIONS):
            refused = await client.put(order, json={"ids": []})
            there = refused.json().get("existing", {"ids": []})["ids"]
            statuses += await in_turn(client.put(order, json={"ids": there[::-1]}))
        return statuses

    lifted = [lift(client, pieces) for client, pieces in zip(clients, ids, strict=True)]
    *answers, one, two = await asyncio.gather(*lifted, reorder(clients[0]), reorder(clients[1]))

    assert answers == [[201, 201, 201, 200, 200, 204, 200]] * CLIENTS
    assert {*one, *two} <= {200, 409}  # a set was logged or deleted meanwhile, and that was said
    assert await kept(database, ann) == {
        each: (reps, exercises[0]) for _, *pieces in ids for each, reps in zip(pieces, (5, 4), strict=True)
    }


async def test_of_all_devices_that_correct_what_they_have_seen_one_wins_and_the_others_are_shown_what_is_there(
    clients: Clients, running: Logged
) -> None:
    place = f"{API}/sets/{new_id()}"
    read = await clients[0].put(place, json=a_set(running, reps=8))

    answers = await asyncio.gather(
        *(
            client.patch(place, json={"reps": 10 + number}, headers={"If-Match": read.headers["ETag"]})
            for number, client in enumerate(clients)
        )
    )

    there = (await clients[0].get(place)).json()
    (won,) = (answer.json() for answer in answers if answer.status_code == 200)
    told = [answer.json()["existing"]["reps"] for answer in answers if answer.status_code == 412]
    assert won == there
    assert told == [there["reps"]] * (CLIENTS - 1)
