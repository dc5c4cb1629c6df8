"""What devices send of exercises that were merged into others meanwhile goes to what stands for them."""

from __future__ import annotations

import httpx

from mygymtracker.database.columns import new_id
from mygymtracker.database.transaction import Database
from tests.api.routes import API
from tests.factories import Person, make_exercise
from tests.sync.pushing import JSON, Logged, Phone, op, outcomes

PLANNED: JSON = {"working_sets": 3, "target_reps": 8, "rpe_early": 8, "rpe_last": 9, "rest_time": 90}


async def test_what_names_an_exercise_that_was_merged_elsewhere_gets_what_stands_for_it(
    phone: Phone, ann_client: httpx.AsyncClient, logged: Logged, squat: str, database: Database, ann: Person
) -> None:
    gone = str(await make_exercise(database, ann, "Sqat"))
    merge = {"exercise_id": gone, "into_exercise_id": squat}
    assert (await ann_client.put(f"{API}/exercise-merges/{new_id()}", json=merge)).status_code == 201
    block, plan, planned = str(new_id()), str(new_id()), str(new_id())
    in_plan = {"plan_id": plan, "exercise_id": gone, **PLANNED}
    added = op("create", "workout_exercise", block, workout_id=logged.workout, exercise_id=gone)
    operations = [
        added,
        op("create", "set", new_id(), workout_exercise_id=block, reps=8),
        op("create", "plan", plan, plan_name="Legs"),
        op("create", "plan_exercise", planned, **in_plan),
    ]

    receipts = await phone.push(*operations)
    again = await phone.push(added)

    assert outcomes(receipts) == ["merged", "applied", "applied", "merged"]
    assert [receipts[0]["lost"], receipts[3]["lost"]] == [{"exercise_id": gone}] * 2
    assert [receipts[place]["row"]["fields"]["exercise_id"] for place in (0, 1, 3)] == [squat] * 3
    assert outcomes(again) == ["same"]


async def test_a_substitute_that_was_merged_elsewhere_is_what_stands_for_it(
    phone: Phone, ann_client: httpx.AsyncClient, squat: str, database: Database, ann: Person
) -> None:
    gone, other = [str(await make_exercise(database, ann, name)) for name in ("Sqat", "Lunge")]
    merge = {"exercise_id": gone, "into_exercise_id": squat}
    await ann_client.put(f"{API}/exercise-merges/{new_id()}", json=merge)
    plan, planned = str(new_id()), str(new_id())
    await phone.push(
        op("create", "plan", plan, plan_name="Legs"),
        op("create", "plan_exercise", planned, plan_id=plan, exercise_id=other, **PLANNED),
    )

    (changed,) = await phone.push(op("patch", "plan_exercise", planned, base=phone.revision, substitutes=[gone]))

    assert (changed["outcome"], changed["lost"]) == ("merged", {"substitutes": [gone]})
    assert changed["row"]["fields"]["substitutes"] == [squat]
