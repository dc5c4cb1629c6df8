"""The catalogue over HTTP."""

from __future__ import annotations

from datetime import timedelta

import httpx
import pytest

from mygymtracker.database.transaction import Database
from tests.factories import MONDAY, Person, log_workout, make_exercise

EXERCISES = "/api/v1/exercises"


async def test_a_search_forgives_typing_errors(ann_client: httpx.AsyncClient, database: Database, ann: Person) -> None:
    bench = await make_exercise(database, ann, "Bench Press (Barbell)")
    await make_exercise(database, ann, "Biceps Curl")

    answer = await ann_client.get(EXERCISES, params={"search": "bech pres"})

    assert (answer.headers["cache-control"], answer.json()) == (
        "no-store",
        {
            "items": [
                {
                    "id": str(bench), "name": "Bench Press (Barbell)", "is_own": True, "last_performed_at": None,
                    "equipment": None, "measurement": "weight_reps", "load_mode": "external",
                    "laterality": "bilateral", "primary_muscles": [], "is_archived": False,
                },
            ],
            "more": False,
        },
    )  # fmt: skip


async def test_without_a_search_those_done_last_come_first(
    ann_client: httpx.AsyncClient, database: Database, ann: Person
) -> None:
    for name, day in (("Squat", 1), ("Bench", 2)):
        exercise = await make_exercise(database, ann, name)
        await log_workout(database, ann, exercise, {"reps": 5}, started_at=MONDAY + timedelta(days=day))
    await make_exercise(database, ann, "Arm Wrestling")

    answer = await ann_client.get(EXERCISES, params={"limit": 3})

    assert [(item["name"], item["last_performed_at"]) for item in answer.json()["items"]] == [
        ("Bench", "2026-03-04T18:00:00Z"),
        ("Squat", "2026-03-03T18:00:00Z"),
        ("Arm Wrestling", None),
    ]


async def test_an_answer_says_whether_more_was_found_than_it_holds(
    ann_client: httpx.AsyncClient, database: Database, ann: Person
) -> None:
    for name in ("Press A", "Press B", "Press C"):
        await make_exercise(database, ann, name)

    two, three = [(await ann_client.get(EXERCISES, params={"limit": limit})).json() for limit in (2, 3)]

    assert [(len(each["items"]), each["more"]) for each in (two, three)] == [(2, True), (3, False)]


@pytest.mark.parametrize(("search", "status"), [("a\0b", 422), ("x" * 101, 400), ("x" * 100, 200), ("\\%_'", 200)])
async def test_any_text_can_be_searched_for_that_a_name_could_be(
    ann_client: httpx.AsyncClient, search: str, status: int
) -> None:
    answer = await ann_client.get(EXERCISES, params={"search": search})

    assert answer.status_code == status
