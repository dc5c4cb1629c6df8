"""The web client computes progress by itself, having no server in a cellar: it must come to the server's numbers."""

from __future__ import annotations

import asyncio
import json
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx

from mygymtracker import webbuild
from mygymtracker.database.columns import new_id
from mygymtracker.database.transaction import Database
from mygymtracker.demo.making import make_training
from tests.factories import Person

#: Sets that count for something else than they seem to, by the load mode of an exercise of one's own.
ODD_SETS: dict[str, list[dict[str, object]]] = {
    "external": [
        {"reps": 5, "load": "225", "load_unit": "lb"},
        {"reps": 8, "load": "61.25", "load_unit": "kg", "rir": "1.5"},
        {"reps": 8, "load": "70", "load_unit": "kg", "technique": "partial_length"},
        {"reps": 0, "load": "150", "load_unit": "kg"},
        {"reps": 10, "load": "30", "load_unit": "kg", "side": "each"},
        {"reps": 9, "load": "32.5", "load_unit": "kg", "side": "left"},
        {"reps": 15, "load": "40", "load_unit": "kg"},
        {"reps": 3, "load": "100", "load_unit": "kg", "rpe": "5"},
        {"reps": 5, "load": "60", "load_unit": "kg", "set_type": "warmup"},
        {"reps": 1, "load": "105", "load_unit": "kg"},
    ],
    "bodyweight_plus": [
        {"reps": 8, "load": "10", "load_unit": "kg", "load_mode": "bodyweight_plus", "rpe": "8"},
        {"reps": 12},
    ],
    "assisted": [
        {"reps": 6, "load": "20", "load_unit": "kg", "load_mode": "assisted"},
        {"reps": 6, "load": "15", "load_unit": "kg", "load_mode": "assisted", "rpe": "9"},
    ],
}


async def test_the_client_comes_to_the_servers_numbers(
    ann_client: httpx.AsyncClient, ann: Person, database: Database, catalogue: None, tmp_path: Path
) -> None:
    async with database.acting_as(ann.id) as session:
        await make_training(session, until=datetime.now(UTC).date() - timedelta(days=1))
    await _log_odd_sets(ann_client)
    told = tmp_path / "told.json"

    started, bare = await _start_odd_day(ann_client), await _say_little(ann_client)
    told.write_text(json.dumps({**await _told(ann_client), "started": started, "bare": bare}))
    node = webbuild.node_with_modules()
    run = await asyncio.create_subprocess_exec(
        *node.npm,
        "run",
        "agreement",
        cwd=webbuild.SOURCE,
        env=node.environment() | {"TOLD": str(told)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    said, _ = await run.communicate()

    assert run.returncode == 0, said.decode()


async def _log_odd_sets(client: httpx.AsyncClient) -> None:
    """One workout a mode, yesterday; in one of them the person says what they weighed."""
    began = datetime.now(UTC) - timedelta(days=1)
    for mode, sets in ODD_SETS.items():
        exercise, workout, block = new_id(), new_id(), new_id()
        made = await _put(client, f"exercises/{exercise}", {"name": f"Odd {mode}", "load_mode": mode})
        weighed = {"body_weight": "82.4", "body_weight_unit": "kg"} if mode == "assisted" else {}
        said = {"name": mode, "started_at": began.isoformat(), "time_zone": "Europe/Berlin", **weighed}
        await _put(client, f"workouts/{workout}", said)
        await _put(client, f"workout-exercises/{block}", {"workout_id": str(workout), "exercise_id": made["id"]})
        ids = [new_id() for _ in sets]
        for index, (set_id, fields) in enumerate(zip(ids, sets, strict=True)):
            place = {"workout_exercise_id": str(block), "set_index": index + 1}
            await _put(client, f"sets/{set_id}", place | fields)
        if mode == "external":
            piece = {
                "reps": 12,
                "load": "140",
                "load_unit": "kg",
                "continues_set_id": str(ids[0]),
                "technique": "drop_set",
            }
            await _put(client, f"sets/{new_id()}", {"workout_exercise_id": str(block), "set_index": 99} | piece)
        await _put(client, f"workouts/{workout}/completion", {})


async def _start_odd_day(client: httpx.AsyncClient) -> dict[str, str]:
    """Of a plan whose places have gaps and ties, and that says all there is to say; the ids of workout and day."""
    squat, other = [
        (await _put(client, f"exercises/{new_id()}", {"name": name}))["id"] for name in ("Odd squat", "Odd press")
    ]
    plan, day, workout = new_id(), new_id(), new_id()
    await _put(client, f"plans/{plan}", {"plan_name": "Odd"})
    await _put(client, f"plan-days/{day}", {"plan_id": str(plan), "day_name": "Odd day"})
    numbers = {"working_sets": 3, "target_reps": 8, "rpe_early": 8, "rpe_last": 9, "rest_time": 90}
    single = {"set_number": 1, "load": "100.50", "load_unit": "kg", "target_rpe": "7.5"}
    says: list[dict[str, Any]] = [
        {"exercise_id": squat, "display_order": 7, "set_targets": [single], "warmup_sets": 2, "notes": "Slow."},
        {"exercise_id": other, "display_order": 7, "substitutes": [squat], "superset_group": 4, "rest_time_max": 120},
        {"exercise_id": squat, "display_order": 2, "target_reps_max": 12, "per_side": True, "returning_note": "Low."},
    ]
    for each in says:
        place = {"plan_id": str(plan), "plan_day_id": str(day)}
        await _put(client, f"plan-exercises/{new_id()}", place | numbers | each)
    await _put(client, f"workouts/{workout}", {"plan_day_id": str(day)})
    return {"workout": str(workout), "day": str(day)}


async def _say_little(client: httpx.AsyncClient) -> list[dict[str, Any]]:
    """Of each kind that a device makes, a row of which it says what it must, and the fields that it has then."""
    ids = {kind: str(new_id()) for kind in ("plan", "plan_day", "workout", "workout_exercise", "set")}
    bench = (await _put(client, f"exercises/{new_id()}", {"name": "Odd bench"}))["id"]
    numbers = {"working_sets": 3, "target_reps": 8, "rpe_early": 8, "rpe_last": 9, "rest_time": 90}
    at = "2026-03-02T18:00:00Z"
    said: list[tuple[str, dict[str, Any]]] = [
        ("exercise", {"name": "Odd row"}),
        ("plan", {"plan_name": "Bare"}),
        ("plan_day", {"plan_id": ids["plan"], "day_name": "Monday", "display_order": 1}),
        ("plan_exercise", {"plan_id": ids["plan"], "exercise_id": bench, "display_order": 1, **numbers}),
        ("workout", {"started_at": at, "time_zone": "Pacific/Auckland"}),
        ("workout_exercise", {"workout_id": ids["workout"], "exercise_id": bench, "display_order": 1}),
        ("set", {"workout_exercise_id": ids["workout_exercise"], "reps": 8, "set_index": 1, "performed_at": at}),
        ("measurement", {"part": "waist", "amount": "84.5", "unit": "cm", "measured_at": at}),
    ]
    first = (await client.get("/api/v1/sync/bootstrap", params={"schema": 1})).json()
    operations = [
        {"id": str(new_id()), "action": "create", "kind": kind, "row": ids.get(kind, str(new_id())), "base": 0}
        | {"fields": fields}
        for kind, fields in said
    ]
    body = {"schema": 1, "epoch": first["epoch"], "device": "A phone", "operations": operations}
    answer = await client.post("/api/v1/sync", json=body)
    assert answer.is_success, answer.text
    rows = [receipt["row"]["fields"] for receipt in answer.json()["receipts"]]
    known = {"set": {"exercise_id": bench}}
    return [
        {"kind": kind, "said": fields | known.get(kind, {}), "fields": row}
        for (kind, fields), row in zip(said, rows, strict=True)
    ]


async def _put(client: httpx.AsyncClient, path: str, body: dict[str, Any]) -> dict[str, Any]:
    answer = await client.put(f"/api/v1/{path}", json=body)
    assert answer.is_success, answer.text
    said: dict[str, Any] = answer.json()
    return said


async def _told(client: httpx.AsyncClient) -> dict[str, Any]:
    """All rows as devices are told them, and what the server says of each exercise that was done."""
    first = (await client.get("/api/v1/sync/bootstrap", params={"schema": 1})).json()
    rows, page = first["rows"], first["history"]
    while page:
        answer = (await client.get("/api/v1/sync/bootstrap", params={"schema": 1, "page": page})).json()
        rows, page = rows + answer["rows"], answer["history"]
    done = sorted({row["fields"]["exercise_id"] for row in rows if row["kind"] == "set"})
    return {
        "rows": rows,
        "exercises": [
            {"id": each, **{what: await _get(client, f"exercises/{each}/{what}") for what in ("progress", "records")}}
            for each in done
        ],
        "muscles": await _get(client, "progress/muscles?weeks=8"),
        "workouts": (await _get(client, "workouts?limit=100"))["items"],
    }


async def _get(client: httpx.AsyncClient, path: str) -> Any:
    answer = await client.get(f"/api/v1/{path}")
    assert answer.is_success, answer.text
    return answer.json()
