"""Sending files of other apps over HTTP, for whatever test looks at what becomes of them."""

from __future__ import annotations

from typing import Any

import httpx

HEVY_HEADER = (
    b"title,start_time,end_time,description,exercise_title,superset_id,exercise_notes,set_index,set_type,"
    b"weight_kg,reps,distance_km,duration_seconds,rpe\n"
)

IMPORTS = "/api/v1/imports"
Json = dict[str, Any]


async def send(client: httpx.AsyncClient, data: bytes, **form: str) -> httpx.Response:
    return await client.post(IMPORTS, files={"file": ("export.csv", data)}, data=form)


async def everything(client: httpx.AsyncClient) -> list[Json]:
    """All workouts with their sets, by their start and in the order in which they came in."""
    listed = (await client.get("/api/v1/workouts", params={"limit": 200})).json()["items"]
    ids = sorted((each["started_at"], each["id"]) for each in listed)
    return [(await client.get(f"/api/v1/workouts/{workout_id}")).json() for _, workout_id in ids]
