"""Every route of the API, from the application itself: what the tests that must cover all of them are made from."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

import httpx
from litestar import Litestar
from litestar.routes import HTTPRoute

API: Final = "/api/v1"
#: How the smallest of files is imported: a workout of one set.
SMALL_IMPORT: Final[dict[str, Any]] = {
    "files": {
        "file": (
            "strong.csv",
            "Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,Notes,Workout Notes,RPE\n"
            '2026-02-03 18:04:11,"Lower",1h 5m,"Squat (Barbell)",1,100.0,5,0,0,"","",\n',
        )
    },
    "data": {"unit": "kg", "time_zone": "UTC"},
}


def routes_of(app: Litestar) -> set[tuple[str, str]]:
    """(method, path) of every route below /api/v1, the path without that: ("GET", "/workouts/{workout_id}")."""
    return {
        (method, route.path_format.removeprefix(API))
        for route in app.routes
        if isinstance(route, HTTPRoute) and route.path_format.startswith(f"{API}/")
        for method in route.methods - {"OPTIONS", "HEAD"}
    }


async def import_something(client: httpx.AsyncClient) -> UUID:
    """The id of a small import of the person signed in."""
    answer = await client.post(f"{API}/imports", **SMALL_IMPORT)
    assert answer.status_code == 201, answer.text
    return UUID(answer.json()["import_id"])
