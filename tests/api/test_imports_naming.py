"""What names in files mean, over HTTP: candidates, decisions, samples."""

from __future__ import annotations

import httpx
import msgspec
import pytest

from mygymtracker.database.columns import new_id
from tests.api.importing import IMPORTS, everything, send
from tests.exchange import histories
from tests.exchange.histories import History
from tests.exchange.naming import file_of


async def exercise_id(client: httpx.AsyncClient, name: str) -> str:
    found = (await client.get("/api/v1/exercises", params={"search": name})).json()["items"]
    return str(next(each["id"] for each in found if each["name"] == name))


@pytest.mark.usefixtures("catalogue")
async def test_a_preview_shows_what_a_name_could_mean_and_the_import_takes_what_was_decided(
    ann_client: httpx.AsyncClient,
) -> None:
    data = file_of("Bench Presa (Barbell)", "Yak Lift", "Squat")
    bench = await exercise_id(ann_client, "Bench Press (Barbell)")
    decided = msgspec.json.encode({"Bench Presa (Barbell)": bench, "Yak Lift": None}).decode()

    preview = (await send(ann_client, data, unit="kg", dry_run="true")).json()
    second = (await send(ann_client, data, unit="kg", dry_run="true", exercises=decided)).json()
    done = await send(ann_client, data, unit="kg", exercises=decided)
    later = (await send(ann_client, file_of("Bench Presa (Barbell)", day=1), unit="kg")).json()

    first, *others = preview["exercises"]
    assert first["candidates"][0] == {"exercise_id": bench, "name": "Bench Press (Barbell)", "why": "similar"}
    assert (first["how"], first["exercise_id"], [each["how"] for each in others]) == ("made", None, ["made", "alias"])
    assert [(each["how"], each["exercise_id"]) for each in second["exercises"][:2]] == [
        ("decided", bench),
        ("decided", None),
    ]
    assert done.status_code == 201
    assert [each["exercise_name"] for each in done.json()["exercises"]] == [
        "Bench Press (Barbell)",
        "Yak Lift",
        "Squat (Barbell)",
    ]
    assert [(each["how"], each["exercise_id"]) for each in later["exercises"]] == [("merged", bench)]


async def test_the_samples_of_a_preview_hold_the_sets_as_they_would_be_stored(ann_client: httpx.AsyncClient) -> None:
    answer = await send(
        ann_client, file_of("Yak Lift", load="61.25"), unit="lb", time_zone="Europe/Berlin", dry_run="true"
    )

    assert answer.json()["samples"] == [
        {
            "name": "Lower",
            "started_at": "2026-02-02T17:04:11Z",
            "local_start": "2026-02-02T18:04:11",
            "sets": 1,
            "exercises": [
                {
                    "name": "Yak Lift",
                    "exercise_name": "Yak Lift",
                    "sets": [
                        {
                            "line_number": 2,
                            "set_type": "working",
                            "technique": None,
                            "load": "61.25",
                            "load_unit": "lb",
                            "load_mode": "external",
                            "reps": 8,
                            "duration_seconds": None,
                            "distance": None,
                            "distance_unit": None,
                            "rpe": None,
                            "rest_seconds": None,
                            "note": "",
                        }
                    ],
                }
            ],
        }
    ]


async def test_a_decision_that_cannot_be_followed_names_the_field_and_the_value(
    ann_client: httpx.AsyncClient, bob_client: httpx.AsyncClient
) -> None:
    bobs = (await send(bob_client, file_of("Yak Lift"), unit="kg")).json()["exercises"][0]["exercise_id"]
    unknown = str(new_id())
    sent = [
        "{",
        "[1]",
        f'{{"Yak Lift": "{bobs}"}}',
        f'{{"Yak Lift": "{unknown}"}}',
        '{"Ox Lift": null}',
        '{"Yak Lift": 1}',
    ]

    answers = [await send(ann_client, file_of("Yak Lift"), unit="kg", exercises=each) for each in sent]

    assert [answer.status_code for answer in answers] == [422] * 6
    problems = [answer.json()["errors"] for answer in answers]
    assert [(each["field"], each["value"]) for (each,) in problems] == [
        ("exercises", value) for value in ("{", "[1]", bobs, unknown, "Ox Lift", '{"Yak Lift": 1}')
    ]
    assert problems[2][0]["rule"] == problems[3][0]["rule"] == "There is no such exercise."
    assert (await ann_client.get(IMPORTS)).json()["items"] == []


@pytest.mark.usefixtures("catalogue")
async def test_undoing_an_import_takes_back_what_was_decided_in_it(ann_client: httpx.AsyncClient) -> None:
    squat = await exercise_id(ann_client, "Squat (Barbell)")
    decided = msgspec.json.encode({"Yak Lift": squat}).decode()
    made = (await send(ann_client, file_of("Yak Lift"), unit="kg", exercises=decided)).json()

    undone = await ann_client.put(f"{IMPORTS}/{made['import_id']}/undo")
    again = (await send(ann_client, file_of("Yak Lift"), unit="kg", dry_run="true")).json()

    assert undone.status_code == 200
    assert (await everything(ann_client), again["exercises"][0]["how"]) == ([], "made")


async def test_what_a_file_leaves_open_comes_with_the_choices_and_an_example(ann_client: httpx.AsyncClient) -> None:
    data = histories.s1(History().first(1))

    answers = [
        await send(ann_client, data, dry_run="true"),
        await send(ann_client, data.replace(b"2026-02-02 18", b"2/3/2026 18"), unit="kg", dry_run="true"),
    ]

    assert [answer.status_code for answer in answers] == [422, 422]
    assert [
        (each["field"], each["value"], each["choices"]) for answer in answers for each in answer.json()["errors"]
    ] == [
        ("unit", "Squat (Barbell) 100 × 5", ["kg", "lb"]),
        ("date_order", "2/3/2026 18:04:11", ["day_first", "month_first"]),
    ]
