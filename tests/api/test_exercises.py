"""The catalogue, history and progress over HTTP."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import httpx
import pytest

from mygymtracker.database.columns import new_id
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
                {"id": str(bench), "name": "Bench Press (Barbell)", "is_own": True, "last_performed_at": None},
            ]
        },
    )


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


@pytest.mark.parametrize(("search", "status"), [("a\0b", 422), ("x" * 101, 400), ("x" * 100, 200), ("\\%_'", 200)])
async def test_any_text_can_be_searched_for_that_a_name_could_be(
    ann_client: httpx.AsyncClient, search: str, status: int
) -> None:
    answer = await ann_client.get(EXERCISES, params={"search": search})

    assert answer.status_code == status


async def test_a_history_shows_every_set_once_with_its_workout(
    ann_client: httpx.AsyncClient, database: Database, ann: Person
) -> None:
    exercise = await make_exercise(database, ann, "Bench")
    made = await log_workout(
        database, ann, exercise, {"load": Decimal("61.25"), "reps": 8}, {"reps": 7}, {"reps": 6}, name="Push"
    )

    first = (await ann_client.get(f"{EXERCISES}/{exercise}/history", params={"limit": 2})).json()
    second = (
        await ann_client.get(f"{EXERCISES}/{exercise}/history", params={"limit": 2, "cursor": first["next_cursor"]})
    ).json()

    assert [item["set"]["id"] for item in first["items"] + second["items"]] == [str(id) for id in made.sets[::-1]]
    assert second == {
        "items": [
            {
                "workout_id": str(made.workout),
                "workout_name": "Push",
                "performed_on": "2026-03-02",
                "set": {
                    "id": str(made.sets[0]), "set_index": 1, "set_type": "working", "reps": 8, "load": "61.25",
                    "load_unit": "kg", "load_mode": "external", "duration_seconds": None, "distance": None,
                    "distance_unit": None, "rpe": None, "rir": None, "rest_seconds": None, "note": "",
                    "technique": None, "continues_set_id": None, "performed_at": "2026-03-02T18:00:00Z",
                },
            }
        ],
        "next_cursor": None,
    }  # fmt: skip


async def test_progress_names_its_formula_and_the_set_each_estimate_is_from(
    ann_client: httpx.AsyncClient, database: Database, ann: Person
) -> None:
    exercise = await make_exercise(database, ann, "Bench")
    made = await log_workout(
        database, ann, exercise, {"load": Decimal("61.25"), "reps": 8, "rpe": Decimal("8.5")}, {"reps": 20}
    )

    answer = await ann_client.get(f"{EXERCISES}/{exercise}/progress")

    assert answer.json() == {
        "exercise_id": str(exercise),
        "name": "Bench",
        "unit": "kg",
        "formula": "Epley 1985: load × (1 + reps to failure / 30), reps to failure = reps + RIR, at most 12; "
        "a single to failure is its own load",
        "weeks": [
            {
                "week_starts_on": "2026-03-02",
                "estimated_1rm": "80.65",
                "workout_id": str(made.workout),
                "performed_on": "2026-03-02",
                "load": "61.25",
                "load_unit": "kg",
                "reps": 8,
                "rpe": "8.5",
                "rir": None,
            }
        ],
    }


@pytest.mark.parametrize("question", ["history", "progress"])
async def test_an_unknown_exercise_and_another_persons_get_the_same_answer(
    bob_client: httpx.AsyncClient, database: Database, ann: Person, question: str
) -> None:
    exercise = await make_exercise(database, ann, "Bench")

    answers = [await bob_client.get(f"{EXERCISES}/{id}/{question}") for id in (exercise, new_id())]

    problem = {"title": "Not found", "status": 404, "detail": "There is no such exercise."}
    assert [(answer.status_code, answer.json()) for answer in answers] == [(404, problem), (404, problem)]
