"""Workouts over HTTP: as they were typed, page by page, for the person signed in."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import httpx
import pytest

from mygymtracker.database.columns import new_id
from mygymtracker.database.entities import ExerciseSet
from mygymtracker.database.transaction import Database
from tests.factories import MONDAY, Person, blank_row, log_workout, make_exercise, train

WORKOUTS = "/api/v1/workouts"


def versions_in(workout: dict[str, Any]) -> list[int]:
    """Of the workout, its exercises, their sets."""
    found = [workout["version"]]
    for exercise in workout["exercises"]:
        found += [exercise["version"], *(done["version"] for done in exercise["sets"])]
    assert all(isinstance(version, int) for version in found)
    return found


async def test_a_workout_is_answered_with_every_number_as_it_was_typed(
    ann_client: httpx.AsyncClient, database: Database, ann: Person
) -> None:
    exercise = await make_exercise(database, ann, "Bench Press (Barbell)")
    typed = {"load": Decimal("61.25"), "reps": 8, "rpe": Decimal("8.5"), "duration_seconds": Decimal("30.50")}
    made = await log_workout(
        database, ann, exercise, typed, {"load": Decimal("100.0")},
        name="Push", completed_at=MONDAY + timedelta(minutes=71),
    )  # fmt: skip

    answer = await ann_client.get(f"{WORKOUTS}/{made.workout}")

    versions = versions_in(answer.json())
    performed_at = "2026-03-02T18:00:00Z"
    usual = blank_row(ExerciseSet) | {"set_type": "working", "load_unit": "kg", "performed_at": performed_at}
    one = {"set_index": 1, "load": "61.25", "reps": 8, "rpe": "8.5", "duration_seconds": "30.50"}
    assert (answer.status_code, answer.headers["cache-control"]) == (200, "no-store")
    assert answer.json() == {
        "id": str(made.workout),
        "name": "Push",
        "status": "completed",
        "started_at": "2026-03-02T18:00:00Z",
        "completed_at": "2026-03-02T19:11:00Z",
        "performed_on": "2026-03-02",
        "time_zone": "UTC",
        "plan_id": None,
        "notes": "",
        "body_weight": None,
        "body_weight_unit": None,
        "plan_day_id": None,
        "restored_at": None,
        "version": versions[0],
        "exercises": [
            {
                "id": str(made.session_exercise),
                "exercise_id": str(exercise),
                "name": "Bench Press (Barbell)",
                "display_order": 1,
                "superset_group": None,
                "plan_exercise_id": None,
                "notes": "",
                "returning_note": "",
                "version": versions[1],
                "target": None,
                "previous": None,
                "sets": [
                    usual | one | {"id": str(made.sets[0]), "version": versions[2]},
                    usual | {"id": str(made.sets[1]), "set_index": 2, "load": "100.0", "version": versions[3]},
                ],
            }
        ],
    }


async def test_an_unknown_workout_and_another_persons_get_the_same_answer(
    bob_client: httpx.AsyncClient, database: Database, ann: Person
) -> None:
    training = await train(database, ann)

    answers = [await bob_client.get(f"{WORKOUTS}/{id}") for id in (training.workout, new_id())]

    problem = {"title": "Not found", "status": 404, "detail": "There is no such workout."}
    assert [(answer.status_code, answer.json()) for answer in answers] == [(404, problem), (404, problem)]
    assert {answer.headers["content-type"] for answer in answers} == {"application/problem+json"}


async def test_following_the_cursor_shows_every_workout_once_newest_first(
    ann_client: httpx.AsyncClient, database: Database, ann: Person
) -> None:
    exercise = await make_exercise(database, ann, "Row")
    made = [
        (await log_workout(database, ann, exercise, {"reps": 5}, started_at=MONDAY + timedelta(days=day))).workout
        for day in (0, 1, 1, 2, 3)
    ]

    pages = [(await ann_client.get(WORKOUTS, params={"limit": 2})).json()]
    while (cursor := pages[-1]["next_cursor"]) is not None:
        pages.append((await ann_client.get(WORKOUTS, params={"limit": 2, "cursor": cursor})).json())

    assert [[item["id"] for item in page["items"]] for page in pages] == [
        [str(made[4]), str(made[3])],
        [str(made[2]), str(made[1])],
        [str(made[0])],
    ]


async def test_a_workout_logged_between_two_pages_shifts_nothing(
    ann_client: httpx.AsyncClient, database: Database, ann: Person
) -> None:
    exercise = await make_exercise(database, ann, "Row")
    old, new = [
        (await log_workout(database, ann, exercise, started_at=MONDAY + timedelta(days=day))).workout for day in (0, 1)
    ]
    first = (await ann_client.get(WORKOUTS, params={"limit": 1})).json()
    await log_workout(database, ann, exercise, started_at=MONDAY + timedelta(days=2))

    second = (await ann_client.get(WORKOUTS, params={"limit": 1, "cursor": first["next_cursor"]})).json()

    assert [item["id"] for item in first["items"] + second["items"]] == [str(new), str(old)]


async def test_a_list_shows_how_much_is_in_a_workout(
    ann_client: httpx.AsyncClient, database: Database, ann: Person
) -> None:
    training = await train(database, ann)

    answer = await ann_client.get(WORKOUTS)

    assert (answer.headers["cache-control"], answer.json()) == (
        "no-store",
        {
            "items": [
                {
                    "id": str(training.workout),
                    "name": "",
                    "status": "completed",
                    "started_at": "2026-03-02T18:00:00Z",
                    "completed_at": "2026-03-02T18:00:00Z",
                    "performed_on": "2026-03-02",
                    "time_zone": "UTC",
                    "exercises": 1,
                    "working_sets": 1,
                    "in_future": False,
                }
            ],
            "next_cursor": None,
        },
    )


# the last two are msgpack that decodes, of another shape and of an instant without a time zone
@pytest.mark.parametrize("cursor", ["", "x", "§", "AAAA", "ktf_", "kQE", "krMyMDI2LTAxLTAxVDAwOjAwOjAwoA"])
async def test_a_cursor_that_is_none_of_ours_is_refused(ann_client: httpx.AsyncClient, cursor: str) -> None:
    answer = await ann_client.get(WORKOUTS, params={"cursor": cursor})

    rule = "cursor must be the next_cursor of an earlier page"
    assert answer.status_code == 422
    assert answer.json() == {
        "title": "Invalid",
        "status": 422,
        "detail": rule,
        "errors": [{"field": "cursor", "rule": rule, "value": cursor}],
    }


@pytest.mark.parametrize("limit", ["0", "201", "-1", "many"])
async def test_a_page_has_1_to_200_rows(ann_client: httpx.AsyncClient, limit: str) -> None:
    answer = await ann_client.get(WORKOUTS, params={"limit": limit})

    assert (answer.status_code, [error["field"] for error in answer.json()["errors"]]) == (400, ["limit"])
