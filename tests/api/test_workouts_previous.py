"""What an exercise of a running workout was the last time."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

import httpx
import pytest
from sqlalchemy import insert, update

from mygymtracker.database.columns import new_id
from mygymtracker.database.entities import ExerciseSet, SessionExercise, SessionStatus, SetType
from mygymtracker.database.transaction import Database
from tests.api.routes import API
from tests.factories import MONDAY, Person, log_workout, make_exercise

WORKOUTS: Final = f"{API}/workouts"
NOTHING: Final = dict.fromkeys(
    ("piece", "reps", "load", "load_unit", "duration_seconds", "distance", "distance_unit", "rpe", "rir", "side",
     "technique")
)  # fmt: skip
WARMUP: Final = {"set_type": SetType.WARMUP}


@pytest.fixture
async def bench(database: Database, ann: Person) -> UUID:
    return await make_exercise(database, ann, "Bench")


async def previous_of(client: httpx.AsyncClient, *exercise_ids: UUID, **workout: str) -> list[dict[str, Any] | None]:
    """Starts a workout with these exercises, and reads what each was the last time."""
    place = f"{WORKOUTS}/{new_id()}"
    await client.put(place, json={"alongside": True, **workout})
    for exercise_id in exercise_ids:
        sent = {"workout_id": place.rsplit("/", 1)[1], "exercise_id": str(exercise_id)}
        await client.put(f"{API}/workout-exercises/{new_id()}", json=sent)
    read = (await client.get(place)).json()
    return [exercise["previous"] for exercise in read["exercises"]]


def shown(sets: list[Mapping[str, Any]]) -> list[tuple[Any, ...]]:
    return [(done["set_type"], done["set_number"], done["piece"], done["reps"]) for done in sets]


async def test_an_exercise_comes_with_its_last_time_exactly_as_it_was_typed(
    ann_client: httpx.AsyncClient, database: Database, ann: Person, bench: UUID
) -> None:
    logged = await log_workout(
        database, ann, bench, {"load": Decimal("100.0"), "reps": 5, "rpe": Decimal("8.5")},
        {"duration_seconds": Decimal("30.50"), "load": Decimal("61.250")},
        started_at=datetime(2026, 3, 1, 23, 30, tzinfo=UTC), time_zone="Europe/Berlin",
    )  # fmt: skip
    await log_workout(database, ann, bench, {"reps": 1}, started_at=MONDAY - timedelta(days=9))
    async with database.acting_as(ann.id) as session:
        told = {"notes": "Felt light.", "returning_note": "Seat on 4."}
        await session.execute(
            update(SessionExercise).where(SessionExercise.id == logged.session_exercise).values(**told)
        )

    [previous] = await previous_of(ann_client, bench)

    usual = {"set_type": "working", "load_mode": "external"}
    assert previous == {
        "workout_id": str(logged.workout),
        "performed_on": "2026-03-02",
        "notes": "Felt light.",
        "returning_note": "Seat on 4.",
        "sets": [
            NOTHING | usual | {"set_number": 1, "load": "100.0", "load_unit": "kg", "reps": 5, "rpe": "8.5"},
            NOTHING | usual
            | {"set_number": 2, "load": "61.250", "load_unit": "kg", "duration_seconds": "30.50"},
        ],
    }  # fmt: skip


async def test_warm_ups_and_working_sets_are_counted_apart_and_pieces_follow_their_set(
    ann_client: httpx.AsyncClient, database: Database, ann: Person, bench: UUID
) -> None:
    logged = await log_workout(
        database, ann, bench, WARMUP | {"reps": 12}, {"reps": 8}, WARMUP | {"reps": 3}, {"reps": 6},
        {"reps": 4}, {"reps": 2},
    )  # fmt: skip
    _, first, _, _, piece, piece_of_piece = logged.sets
    async with database.acting_as(ann.id) as session:
        for id, before in ((piece, first), (piece_of_piece, piece)):
            await session.execute(update(ExerciseSet).where(ExerciseSet.id == id).values(continues_set_id=before))

    [previous] = await previous_of(ann_client, bench)

    assert previous is not None
    assert shown(previous["sets"]) == [
        ("warmup", 1, None, 12),
        ("working", 1, None, 8),
        ("working", 1, 1, 4),
        ("working", 1, 2, 2),
        ("warmup", 2, None, 3),
        ("working", 2, None, 6),
    ]


async def test_a_cancelled_workout_a_later_one_and_one_without_sets_are_no_last_time(
    ann_client: httpx.AsyncClient, database: Database, ann: Person, bench: UUID
) -> None:
    counts = await log_workout(database, ann, bench, {"reps": 5})
    later = {"started_at": MONDAY + timedelta(days=1)}
    await log_workout(database, ann, bench, {"reps": 1}, status=SessionStatus.CANCELLED, **later)
    await log_workout(database, ann, bench, **later)
    await log_workout(database, ann, bench, {"reps": 1}, started_at=MONDAY + timedelta(days=30))

    [previous] = await previous_of(ann_client, bench, started_at="2026-03-10T18:00:00Z")
    [never] = await previous_of(ann_client, await make_exercise(database, ann, "Fly"))

    assert previous is not None
    assert (previous["workout_id"], never) == (str(counts.workout), None)


async def test_where_an_exercise_stands_twice_the_second_comes_with_the_second_and_a_third_with_the_last(
    ann_client: httpx.AsyncClient, database: Database, ann: Person, bench: UUID
) -> None:
    logged = await log_workout(database, ann, bench, {"reps": 3})
    back_off = new_id()
    async with database.acting_as(ann.id) as session:
        own = {"user_id": ann.id, "exercise_id": bench}
        await session.execute(
            insert(SessionExercise).values(id=back_off, session_id=logged.workout, display_order=2, **own)
        )
        done = {"set_type": SetType.WORKING, "set_index": 1, "reps": 10, "performed_at": MONDAY}
        await session.execute(insert(ExerciseSet).values(id=new_id(), session_exercise_id=back_off, **own, **done))

    found = await previous_of(ann_client, bench, bench, bench)

    assert [None if each is None else shown(each["sets"]) for each in found] == [
        [("working", 1, None, 3)],
        [("working", 1, None, 10)],
        [("working", 1, None, 10)],
    ]


async def test_only_a_workout_that_runs_comes_with_the_last_time(
    ann_client: httpx.AsyncClient, database: Database, ann: Person, bench: UUID
) -> None:
    await log_workout(database, ann, bench, {"reps": 5})
    [running] = await previous_of(ann_client, bench)
    place = f"{WORKOUTS}/{(await ann_client.get(f'{WORKOUTS}/running')).json()['id']}"

    completed = await ann_client.put(f"{place}/completion")
    reopened = await ann_client.delete(f"{place}/completion")

    assert running is not None
    assert completed.json()["exercises"][0]["previous"] is None
    assert reopened.json()["exercises"][0]["previous"] == running
