"""What the numbers say, over HTTP: history, progress and records of an exercise, and the sets of each muscle."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import httpx
import pytest
from sqlalchemy import update

from mygymtracker.database.columns import new_id
from mygymtracker.database.entities import Exercise, Muscle
from mygymtracker.database.transaction import Database
from mygymtracker.progress.counted import COUNTED
from tests.factories import MONDAY, Person, log_workout, make_exercise

EXERCISES = "/api/v1/exercises"
MUSCLES = "/api/v1/progress/muscles"


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
    version = second["items"][0]["set"]["version"]  # whatever the database counts
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
                    "side": None, "version": version,
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
                "set_id": str(made.sets[0]),
                "load_mode": "external",
                "body_weight": None,
                "estimated_added_load": None,
            }
        ],
        "e1rm_formula": "epley",
        "counted": COUNTED,
        "sets_without_body_weight": 0,
        "training": [
            {
                "week_starts_on": "2026-03-02",
                "workouts": 1,
                "sets": "2",
                "repetitions": 28,
                "volume": "490.00",
                "tonnage": "490.00",
            }
        ],
    }


@pytest.mark.parametrize("question", ["history", "progress", "records"])
async def test_an_unknown_exercise_and_another_persons_get_the_same_answer(
    bob_client: httpx.AsyncClient, database: Database, ann: Person, question: str
) -> None:
    exercise = await make_exercise(database, ann, "Bench")

    answers = [await bob_client.get(f"{EXERCISES}/{id}/{question}") for id in (exercise, new_id())]

    problem = {"title": "Not found", "status": 404, "detail": "There is no such exercise."}
    assert [(answer.status_code, answer.json()) for answer in answers] == [(404, problem), (404, problem)]


async def test_records_are_told_exactly_as_they_were_typed(
    ann_client: httpx.AsyncClient, database: Database, ann: Person
) -> None:
    exercise = await make_exercise(database, ann, "Bench")
    made = await log_workout(database, ann, exercise, {"load": Decimal("61.250"), "reps": 8, "rpe": Decimal("8.5")})

    answer = await ann_client.get(f"{EXERCISES}/{exercise}/records")

    held = {
        "set_id": str(made.sets[0]), "workout_id": str(made.workout), "performed_on": "2026-03-02", "load": "61.250",
        "load_unit": "kg", "load_mode": "external", "reps": 8, "rpe": "8.5", "rir": None, "duration_seconds": None,
        "distance": None, "distance_unit": None, "side": None,
    }  # fmt: skip
    workout = {
        "workout_id": str(made.workout), "performed_on": "2026-03-02", "sets": "1", "volume": "490.00",
        "tonnage": "490.00",
    }  # fmt: skip
    assert answer.json() == {
        "exercise_id": str(exercise),
        "name": "Bench",
        "measurement": "weight_reps",
        "load_mode": "external",
        "unit": "kg",
        "formula": "Epley 1985: load × (1 + reps to failure / 30), reps to failure = reps + RIR, at most 12; "
        "a single to failure is its own load",
        "counted": COUNTED,
        "heaviest": held,
        "best_estimate": {
            "estimated_1rm": "80.65", "body_weight": None, "estimated_added_load": None, "set": held,
        },
        "most_reps": [held],
        "longest": None,
        "farthest": None,
        "most_volume": workout,
        "most_sets": workout,
    }  # fmt: skip


async def test_the_sets_of_each_muscle_are_told_for_the_days_asked_for(
    ann_client: httpx.AsyncClient, database: Database, ann: Person
) -> None:
    exercise = await make_exercise(database, ann, "Curl")
    async with database.acting_as(ann.id) as session:
        await session.execute(
            update(Exercise)
            .where(Exercise.id == exercise)
            .values(primary_muscles=[Muscle.BICEPS], secondary_muscles=[Muscle.FOREARM_FLEXORS])
        )
    for day in range(3):
        await log_workout(database, ann, exercise, {"reps": 8}, started_at=MONDAY + timedelta(days=day))

    answer = (await ann_client.get(MUSCLES, params={"from": "2026-03-03", "to": "2026-03-09"})).json()

    assert (answer["starts_on"], answer["ends_on"]) == ("2026-03-03", "2026-03-09")
    assert answer["weeks"] == [
        {
            "week_starts_on": "2026-03-02",
            "groups": [
                {"group": "biceps", "sets": "2", "muscles": [{"muscle": "biceps", "sets": "2"}]},
                {"group": "forearms", "sets": "1", "muscles": [{"muscle": "forearm_flexors", "sets": "1"}]},
            ],
            "without_muscles": "0",
        },
        {"week_starts_on": "2026-03-09", "groups": [], "without_muscles": "0"},
    ]


@pytest.mark.parametrize(("asked", "weeks"), [({}, 8), ({"weeks": 3}, 3), ({"weeks": 3, "to": "2026-03-04"}, 3)])
async def test_without_a_first_day_there_are_so_many_weeks(
    ann_client: httpx.AsyncClient, asked: dict[str, str | int], weeks: int
) -> None:
    answer = await ann_client.get(MUSCLES, params=asked)

    assert len(answer.json()["weeks"]) == weeks


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ({"weeks": 0}, 400),
        ({"weeks": 261}, 400),
        ({"from": "yesterday"}, 400),
        ({"from": "2026-03-02", "weeks": 3}, 422),
        ({"from": "2026-03-03", "to": "2026-03-02"}, 422),
        ({"to": "9999-12-31"}, 422),
    ],
    ids=str,
)
async def test_days_that_cannot_be_meant_are_refused(
    ann_client: httpx.AsyncClient, asked: dict[str, str | int], status: int
) -> None:
    answer = await ann_client.get(MUSCLES, params=asked)

    assert answer.status_code == status
