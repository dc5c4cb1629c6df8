"""Twelve weeks of four days, over HTTP only: every number read back is the one that was sent."""

from __future__ import annotations

from collections import Counter

import httpx
import pytest

from tests.api.conftest import PASSWORD, Connect
from tests.api.lifter import DAYS, WEEKS, Lifter, differences
from tests.api.routes import API

#: Of a set, what says where it belongs; the tree says it by its shape.
PLACE = "workout_exercise_id"


async def sign_up(client: httpx.AsyncClient, connect: Connect) -> Lifter:
    await client.post(f"{API}/accounts", json={"email": "ann@example.org", "password": PASSWORD})
    token = await client.post(f"{API}/tokens", json={"email": "ann@example.org", "password": PASSWORD})
    return Lifter(await connect(headers={"Authorization": f"Bearer {token.json()['token']}"}))


@pytest.mark.usefixtures("catalogue")
async def test_every_number_read_back_equals_what_was_sent(nobody_client: httpx.AsyncClient, connect: Connect) -> None:
    ann = await sign_up(nobody_client, connect)
    await ann.send("PATCH", "/account", {"time_zone": "Europe/Berlin", "unit": "kg"})

    await ann.write_plan()
    for week in range(WEEKS):
        await ann.train(week)

    workouts = await ann.read_workouts()
    plan = await ann.send("GET", f"/plans/{ann.plan}")
    assert sorted(workouts) == sorted(ann.workouts)
    assert {name: found for name, found in wrong(ann, workouts).items() if found} == {}
    assert [day["day_name"] for day in plan["days"]] == list(DAYS)
    for day in plan["days"]:
        for exercise in day["exercises"]:
            typed = ann.typed[f"/plan-exercises/{exercise['id']}"]
            seat = {"returning_note": "Seat at 7."} if exercise["display_order"] == 1 else {}
            assert (
                differences({**typed, "plan_id": None} | seat, {**exercise, "plan_id": None, "plan_day_id": day["id"]})
                == {}
            )


@pytest.mark.usefixtures("catalogue")
async def test_the_numbers_are_those_of_what_was_lifted(nobody_client: httpx.AsyncClient, connect: Connect) -> None:
    ann = await sign_up(nobody_client, connect)
    await ann.write_plan()
    for week in range(3):
        await ann.train(week)

    bench = ann.exercises["Bench Press (Barbell)"]
    records = await ann.send("GET", f"/exercises/{bench}/records")
    history = await ann.send("GET", f"/exercises/{bench}/history?limit=100")
    muscles = await ann.send("GET", "/progress/muscles?from=2026-03-02&to=2026-03-08")

    [week] = muscles["weeks"]
    sets = {group["group"]: group["sets"] for group in week["groups"]}
    assert records["heaviest"] | {"set_id": None, "workout_id": None, "rir": None} == {
        "set_id": None,
        "workout_id": None,
        "performed_on": "2026-03-16",
        "load": "82.5",
        "load_unit": "kg",
        "load_mode": "external",
        "reps": 9,
        "rpe": "8.5",
        "rir": None,
        "duration_seconds": None,
        "distance": None,
        "distance_unit": None,
        "side": None,
    }
    assert len(history["items"]) == 15
    assert Counter(done["set"]["set_type"] for done in history["items"]) == {"warmup": 6, "working": 9}
    # bench press, half of the overhead press; squat, leg extension, split squat, half of the deadlift
    assert (sets["chest"], sets["quads"]) == ("4.5", "10.5")


def wrong(ann: Lifter, workouts: dict[str, dict[str, object]]) -> dict[str, object]:
    """Everything that reads otherwise than it was typed, or is missing, or is there and was not typed."""
    found: dict[str, object] = {}
    for workout_id, workout in workouts.items():
        found[workout_id] = differences(ann.typed[f"/workouts/{workout_id}"], workout)
        blocks = {str(block["id"]): block for block in workout["exercises"]}  # type: ignore[attr-defined]  # JSON
        assert list(blocks) == ann.blocks_of[workout_id]
        for block_id, block in blocks.items():
            found[block_id] = differences(ann.typed[f"/workout-exercises/{block_id}"], block)
            sets = {each["id"]: each for each in block["sets"]}
            assert list(sets) == ann.sets_of[block_id]
            for set_id, each in sets.items():
                typed = {name: value for name, value in ann.typed[f"/sets/{set_id}"].items() if name != PLACE}
                found[set_id] = differences(typed, each)
    return found
