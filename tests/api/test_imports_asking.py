"""What a file leaves open is asked about over HTTP, answered, and put right where the answer was wrong."""

from __future__ import annotations

import httpx

from tests.api.importing import HEVY_HEADER, IMPORTS, send
from tests.exchange import histories
from tests.exchange.histories import FIRST, History, Lift, Session


async def test_without_a_unit_the_answer_says_what_the_loads_look_like(ann_client: httpx.AsyncClient) -> None:
    answer = await send(ann_client, histories.s1(History()))

    problem = answer.json()
    assert (answer.status_code, answer.headers["content-type"]) == (422, "application/problem+json")
    assert [each["field"] for each in problem["errors"]] == ["unit"]
    assert "the heaviest is 107.5. It looks like kg, but that is not sure" in problem["detail"]


async def test_a_header_and_set_types_in_an_unknown_language_are_asked_about_and_answered(
    ann_client: httpx.AsyncClient,
) -> None:
    header = "A,B,C,D,E,F,G,H,I,J,K,L\n"
    rows = "".join(f"2026-02-03 18:04:11,Up,1h,Row,{order},50,5,0,0,,,\n" for order in ("1", "2", "Pausa"))
    position = {"unit": "kg", "read_as": "strong"}

    asked = await send(ann_client, (header + rows).encode(), unit="kg", dry_run="true")
    then = await send(ann_client, (header + rows).encode(), **position)
    damaged = await send(ann_client, (header + rows).encode(), **position, set_types='{"Pausa": "tea"}')
    done = await send(ann_client, (header + rows).encode(), **position, set_types='{"Pausa": "rest"}')

    assert [(each["field"], each["choices"]) for each in asked.json()["errors"]] == [("read_as", ["strong"])]
    assert [(each["field"], each["value"]) for each in then.json()["errors"]] == [("set_types", "Pausa")]
    assert [each["field"] for each in damaged.json()["errors"]] == ["set_types"]
    assert (done.status_code, done.json()["sets_added"], done.json()["rest_rows"]) == (201, 2, 1)


async def test_an_import_of_which_nothing_comes_did_not_succeed(ann_client: httpx.AsyncClient) -> None:
    answer = await send(ann_client, histories.S1_HEADER.encode(), unit="kg")

    assert (answer.status_code, [each["field"] for each in answer.json()["errors"]]) == (422, ["file"])
    assert (await ann_client.get(IMPORTS)).json()["items"] == []


async def test_a_wrong_answer_is_put_right_and_workouts_of_another_app_are_asked_about(
    ann_client: httpx.AsyncClient,
) -> None:
    lifts = [Lift("Squat (Barbell)", "1", "60", "5")]
    data = histories.s1(History([Session(FIRST, lifts)]))
    hevy = HEVY_HEADER + b'"Legs","2 Feb 2026, 18:04","2 Feb 2026, 19:00","","Squat",,"",0,"normal",60,5,,,\n'
    await send(ann_client, data, unit="lb")

    noticed = (await send(ann_client, data, unit="kg", dry_run="true")).json()
    taken = (await send(ann_client, data, unit="kg", take_file="true")).json()
    asked = (await send(ann_client, hevy)).json()
    skipped = (await send(ann_client, hevy, overlapping="skip")).json()

    assert (noticed["taken"], noticed["answers_before"]) == (
        None,
        [{"field": "unit", "name": None, "before": "lb", "now": "kg", "workouts": 1}],
    )
    assert taken["taken"] == {
        "workouts": 1, "sets_changed": 1, "sets_added": 0, "sets_removed": 0, "sets_kept": 0,
    }  # fmt: skip
    assert [(each["field"], each["choices"]) for each in asked["errors"]] == [("overlapping", ["skip", "add"])]
    assert (skipped["workouts_added"], skipped["overlapping"]) == (
        0,
        [{"name": "Legs", "local_start": "2026-02-02T18:04:00", "name_here": "Lower", "source_here": "strong"}],
    )


async def test_exercises_in_another_unit_are_asked_about_at_once_and_answered_by_name(
    ann_client: httpx.AsyncClient,
) -> None:
    lifts = [Lift(name, "1", load, "5") for name in ("Squat", "Row") for load in ("124.73790175", "60")]
    data = histories.s1(History([Session(FIRST, [*lifts, Lift("Deadlift", "1", "315", "5")])]))

    asked = await send(ann_client, data, unit="lb", dry_run="true")
    damaged = await send(ann_client, data, unit="lb", exercise_units='{"Squat": "stone"}')
    done = await send(ann_client, data, unit="lb", exercise_units='{"Squat": "kg", "Row": "lb"}')

    problem = asked.json()
    assert asked.status_code == 422
    assert [(each["field"], each["value"], each["choices"]) for each in problem["errors"]] == [
        ("exercise_units", name, ["kg", "lb"]) for name in ("Squat", "Row")
    ]
    assert [each["field"] for each in damaged.json()["errors"]] == ["exercise_units"]
    assert [(each["name"], each["written_in"], each["source"]) for each in done.json()["exercise_units"]] == [
        ("Squat", "kg", "answer"),
        ("Row", "lb", "answer"),
        ("Deadlift", "lb", "file"),
    ]
