"""A workout from its start to its end over HTTP, and which one runs."""

from __future__ import annotations

import asyncio
from typing import Any, Final

import httpx

from mygymtracker.database.columns import new_id
from mygymtracker.database.transaction import Database
from tests.api.routes import API
from tests.factories import Person, train

WORKOUTS: Final = f"{API}/workouts"
MONDAY: Final = {"started_at": "2026-03-02T18:00:00Z", "time_zone": "Europe/Berlin"}


def fresh() -> str:
    return f"{WORKOUTS}/{new_id()}"


def id_in(place: str) -> str:
    return place.rsplit("/", 1)[1]


async def test_an_empty_workout_starts_with_what_was_said_and_the_rest_left_empty(
    ann_client: httpx.AsyncClient,
) -> None:
    place = fresh()

    made = await ann_client.put(
        place, json=MONDAY | {"name": "Push", "notes": "Slept.", "body_weight": "82.40", "body_weight_unit": "kg"}
    )

    read = await ann_client.get(place)
    assert (made.status_code, read.status_code) == (201, 200)
    assert made.headers["ETag"] == read.headers["ETag"] == f'"{made.json()["version"]}"'
    assert read.json() == made.json()
    assert made.json() == {
        "id": id_in(place),
        "name": "Push",
        "status": "in_progress",
        "started_at": "2026-03-02T18:00:00Z",
        "completed_at": None,
        "performed_on": "2026-03-02",
        "time_zone": "Europe/Berlin",
        "plan_id": None,
        "notes": "Slept.",
        "body_weight": "82.40",
        "body_weight_unit": "kg",
        "plan_day_id": None,
        "restored_at": None,
        "version": made.json()["version"],
        "exercises": [],
    }


async def test_a_workout_starts_now_and_where_you_live_unless_it_says_otherwise(
    ann_client: httpx.AsyncClient,
) -> None:
    made = await ann_client.put(fresh(), json={})

    running = await ann_client.get(f"{WORKOUTS}/running")
    assert (made.status_code, made.json()["time_zone"], made.json()["name"]) == (201, "UTC", "")
    assert running.json() == made.json()
    assert running.headers["ETag"] == made.headers["ETag"]


async def test_no_workout_runs_before_one_was_started_and_after_it_ended(ann_client: httpx.AsyncClient) -> None:
    before = await ann_client.get(f"{WORKOUTS}/running")
    place = fresh()
    await ann_client.put(place, json=MONDAY)
    await ann_client.put(f"{place}/completion")

    after = await ann_client.get(f"{WORKOUTS}/running")

    problem = {"title": "Not found", "status": 404, "detail": "No workout is running."}
    assert [before.json(), after.json()] == [problem, problem]


async def test_the_same_start_again_answers_with_the_workout_as_it_is_now(ann_client: httpx.AsyncClient) -> None:
    place = fresh()
    await ann_client.put(place, json=MONDAY)
    changed = await ann_client.patch(place, json={"name": "Pull"})
    await ann_client.put(fresh(), json=MONDAY | {"alongside": True})

    again = await ann_client.put(place, json=MONDAY)

    assert (again.status_code, again.json()) == (200, changed.json())


async def test_another_start_under_the_same_id_is_a_conflict_that_shows_both(ann_client: httpx.AsyncClient) -> None:
    place = fresh()
    await ann_client.put(place, json=MONDAY)

    refused = await ann_client.put(place, json=MONDAY | {"name": "Legs"})

    usual = {
        "plan_day_id": None, "plan_id": None, "alongside": False, "notes": "", "completed_at": None,
        "body_weight": None, "body_weight_unit": None, **MONDAY,
    }  # fmt: skip
    assert refused.status_code == 409
    assert refused.json()["existing"] == usual | {"name": ""}
    assert refused.json()["sent"] == usual | {"name": "Legs"}


async def test_a_second_start_answers_with_the_workout_that_runs(ann_client: httpx.AsyncClient) -> None:
    first, second = fresh(), fresh()
    running = await ann_client.put(first, json=MONDAY)

    answered = await ann_client.put(second, json={})

    unknown = await ann_client.get(second)
    assert (answered.status_code, answered.json(), unknown.status_code) == (200, running.json(), 404)


async def test_a_second_workout_starts_alongside_when_that_is_asked_for(ann_client: httpx.AsyncClient) -> None:
    first, second = fresh(), fresh()
    await ann_client.put(first, json=MONDAY)

    made = await ann_client.put(second, json={"alongside": True})

    running = await ann_client.get(f"{WORKOUTS}/running")
    assert (made.status_code, made.json()["id"]) == (201, id_in(second))
    assert running.json()["id"] == id_in(second)


async def test_of_two_starts_at_the_same_moment_one_gets_the_other_ones_workout(
    ann_client: httpx.AsyncClient,
) -> None:
    places = [fresh() for _ in range(6)]

    answers = await asyncio.gather(*(ann_client.put(place, json={}) for place in places))

    listed = await ann_client.get(WORKOUTS)
    assert sorted(answer.status_code for answer in answers) == [200] * 5 + [201]
    assert len({answer.json()["id"] for answer in answers}) == 1
    assert len(listed.json()["items"]) == 1


async def test_a_past_workout_is_completed_and_gets_in_the_way_of_none(ann_client: httpx.AsyncClient) -> None:
    running = await ann_client.put(fresh(), json={})
    past = MONDAY | {"completed_at": "2026-03-02T19:00:00Z"}

    made = await ann_client.put(fresh(), json=past)

    kept = await ann_client.get(f"{WORKOUTS}/running")
    assert (made.status_code, made.json()["status"]) == (201, "completed")
    assert made.json()["completed_at"] == "2026-03-02T19:00:00Z"
    assert kept.json() == running.json()


async def test_a_workout_is_completed_once_and_when_is_corrected_by_saying_so(ann_client: httpx.AsyncClient) -> None:
    place = fresh()
    await ann_client.put(place, json=MONDAY)

    first = await ann_client.put(f"{place}/completion", json={"completed_at": "2026-03-02T19:00:00Z"})
    again = await ann_client.put(f"{place}/completion")
    later = await ann_client.put(f"{place}/completion", json={"completed_at": "2026-03-02T19:10:00Z"})

    assert [answer.status_code for answer in (first, again, later)] == [200, 200, 200]
    assert first.json() == again.json()
    assert [first.json()["status"], first.json()["completed_at"]] == ["completed", "2026-03-02T19:00:00Z"]
    assert later.json()["completed_at"] == "2026-03-02T19:10:00Z"


async def test_a_workout_that_starts_ahead_of_our_clock_ends_no_earlier(ann_client: httpx.AsyncClient) -> None:
    place = fresh()
    await ann_client.put(place, json=MONDAY | {"started_at": "2199-01-01T00:00:00Z"})

    completed = await ann_client.put(f"{place}/completion")

    assert (completed.status_code, completed.json()["completed_at"]) == (200, "2199-01-01T00:00:00Z")


async def test_a_workout_does_not_end_before_it_starts(ann_client: httpx.AsyncClient) -> None:
    place, early = fresh(), "2026-03-02T17:59:00Z"
    await ann_client.put(place, json=MONDAY)
    done = fresh()
    await ann_client.put(done, json=MONDAY | {"completed_at": "2026-03-02T19:00:00Z"})

    answers = [
        await ann_client.put(f"{place}/completion", json={"completed_at": early}),
        await ann_client.put(fresh(), json=MONDAY | {"completed_at": early}),
        await ann_client.patch(done, json={"completed_at": early}),
    ]

    rule = "completed_at must not be before started_at, which is 2026-03-02T18:00:00+00:00"
    problem = [{"field": "completed_at", "rule": rule, "value": "2026-03-02T17:59:00+00:00"}]
    assert [(answer.status_code, answer.json()["errors"]) for answer in answers] == [(422, problem)] * 3


async def test_a_completed_workout_is_reopened_and_runs(ann_client: httpx.AsyncClient) -> None:
    place = fresh()
    await ann_client.put(place, json=MONDAY)
    await ann_client.put(f"{place}/completion")

    reopened = await ann_client.delete(f"{place}/completion")
    again = await ann_client.delete(f"{place}/completion")

    assert [reopened.status_code, reopened.json()["status"]] == [200, "in_progress"]
    assert reopened.json()["completed_at"] is None
    assert again.json() == reopened.json()


async def test_none_is_reopened_while_another_one_runs(ann_client: httpx.AsyncClient) -> None:
    completed, cancelled, running = fresh(), fresh(), fresh()
    await ann_client.put(completed, json=MONDAY)
    await ann_client.put(f"{completed}/completion")
    await ann_client.put(cancelled, json=MONDAY)
    await ann_client.put(f"{cancelled}/cancellation")
    await ann_client.put(running, json=MONDAY | {"name": "Pull"})

    answers = [
        await ann_client.delete(f"{completed}/completion"),
        await ann_client.delete(f"{cancelled}/cancellation"),
    ]

    assert [answer.status_code for answer in answers] == [409, 409]
    assert {answer.json()["detail"] for answer in answers} == {
        "Another workout is running: Pull. Complete or cancel it first."
    }
    assert answers[0].json()["existing"] == {
        "id": id_in(running), "name": "Pull", "started_at": "2026-03-02T18:00:00Z",
    }  # fmt: skip


async def test_a_cancelled_workout_stays_and_can_go_on(ann_client: httpx.AsyncClient) -> None:
    place = fresh()
    await ann_client.put(place, json=MONDAY)

    cancelled = await ann_client.put(f"{place}/cancellation")
    again = await ann_client.put(f"{place}/cancellation")
    goes_on = await ann_client.delete(f"{place}/cancellation")

    assert [cancelled.json()["status"], again.json()] == ["cancelled", cancelled.json()]
    assert (goes_on.status_code, goes_on.json()["status"]) == (200, "in_progress")


async def test_what_a_workout_is_not_is_not_taken_back(ann_client: httpx.AsyncClient) -> None:
    completed, cancelled = fresh(), fresh()
    await ann_client.put(completed, json=MONDAY)
    await ann_client.put(f"{completed}/completion")
    await ann_client.put(cancelled, json=MONDAY)
    await ann_client.put(f"{cancelled}/cancellation")

    answers = [
        await ann_client.put(f"{completed}/cancellation"),
        await ann_client.delete(f"{completed}/cancellation"),
        await ann_client.put(f"{cancelled}/completion"),
        await ann_client.delete(f"{cancelled}/completion"),
    ]

    assert [(answer.status_code, answer.json()["detail"]) for answer in answers] == [
        (409, "This workout is completed. Reopen it before you cancel it, or delete it."),
        (409, "This workout is completed, not cancelled."),
        (409, "This workout was cancelled. Take the cancellation back before you complete it."),
        (409, "This workout is cancelled, not completed."),
    ]


async def test_a_deleted_workout_is_gone(ann_client: httpx.AsyncClient, database: Database, ann: Person) -> None:
    place = f"{WORKOUTS}/{(await train(database, ann)).workout}"

    deleted = await ann_client.delete(place)
    again = await ann_client.delete(place)

    assert (deleted.status_code, again.status_code) == (204, 404)


async def test_a_change_meant_for_another_version_is_refused_and_shows_what_is_there(
    ann_client: httpx.AsyncClient,
) -> None:
    place = fresh()
    stale = {"If-Match": (await ann_client.put(place, json=MONDAY)).headers["ETag"]}
    await ann_client.patch(place, json={"notes": "from the phone"})

    answers = [
        await ann_client.patch(place, json={"notes": "from the desk"}, headers=stale),
        await ann_client.put(f"{place}/completion", headers=stale),
        await ann_client.delete(f"{place}/completion", headers=stale),
        await ann_client.put(f"{place}/cancellation", headers=stale),
        await ann_client.delete(f"{place}/cancellation", headers=stale),
        await ann_client.put(f"{place}/exercise-order", json={"ids": []}, headers=stale),
        await ann_client.delete(place, headers=stale),
    ]

    assert [answer.status_code for answer in answers] == [412] * 7
    assert answers[0].json()["existing"] == {
        **MONDAY, "name": "", "notes": "from the phone", "completed_at": None,
        "body_weight": None, "body_weight_unit": None,
    }  # fmt: skip


async def test_sets_without_an_instant_of_their_own_move_with_the_start(
    ann_client: httpx.AsyncClient, database: Database, ann: Person
) -> None:
    training = await train(database, ann)

    moved = await ann_client.patch(
        f"{WORKOUTS}/{training.workout}", json={"started_at": "2026-02-28T18:00:00Z", "completed_at": None}
    )

    assert (moved.status_code, moved.json()["performed_on"]) == (200, "2026-02-28")
    assert [done["performed_at"] for done in moved.json()["exercises"][0]["sets"]] == ["2026-02-28T18:00:00Z"]


async def test_a_wrong_field_is_named_with_its_value_and_the_rule(ann_client: httpx.AsyncClient) -> None:
    place = fresh()
    await ann_client.put(place, json=MONDAY)
    wrong: list[dict[str, Any]] = [
        {"time_zone": "Mars/Olympus"},
        {"body_weight": "82.4"},
        {"body_weight": "82.4567", "body_weight_unit": "kg"},
        {"body_weight": "0", "body_weight_unit": "kg"},
        {"started_at": None},
        {"started_at": "0001-01-01T00:00:00+14:00"},
        {"completed_at": "2026-03-02T19:00:00Z"},
        {"status": "completed"},
    ]

    answers = [await ann_client.patch(place, json=patch) for patch in wrong]
    starts = [
        await ann_client.put(fresh(), json={"completed_at": "2026-03-02T19:00:00Z"}),
        await ann_client.put(fresh(), json={"plan_id": str(new_id()), "plan_day_id": str(new_id())}),
    ]

    assert {answer.status_code for answer in answers + starts} == {422}
    assert [answer.json()["errors"] for answer in answers + starts] == [
        [{"field": "time_zone", "value": "Mars/Olympus",
          "rule": '"Mars/Olympus" is no time zone that is known; give one like Europe/Berlin'}],
        [{"field": "body_weight_unit",
          "rule": "body_weight and body_weight_unit must be given together; body_weight_unit is missing"}],
        [{"field": "body_weight", "rule": "body_weight must have at most 3 decimals", "value": "82.4567"}],
        [{"field": "body_weight", "rule": "body_weight must be above 0 and below 100000", "value": "0"}],
        [{"field": "started_at", "rule": "Object missing required field `started_at`"}],
        [{"field": "started_at", "rule": "started_at must be from 1900 to 2199",
          "value": "0001-01-01T00:00:00+14:00"}],
        [{"field": "completed_at", "value": "2026-03-02T19:00:00+00:00",
          "rule": "completed_at must be null unless the workout is completed; complete it with PUT …/completion"}],
        [{"field": "status", "rule": "Object contains unknown field `status`", "value": "completed"}],
        [{"field": "started_at", "rule": "started_at must be given for a workout that is completed already"}],
        [{"field": "plan_id", "rule": "plan_id must be left out where plan_day_id is given, which has its plan"}],
    ]  # fmt: skip
