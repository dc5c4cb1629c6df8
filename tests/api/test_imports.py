"""Files over HTTP: what goes in comes back to the last digit, and nobody else sees any of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import httpx
import msgspec
import pytest

from mygymtracker.database.columns import new_id
from mygymtracker.exchange.records import ExerciseRecord, RowOutcome, SetRecord, WorkoutRecord
from tests.exchange import expected, histories
from tests.exchange.histories import FIRST, History, Lift, Session
from tests.exchange.naming import file_of

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


def as_answered(workout: WorkoutRecord) -> Json:
    """What the API says of a workout whose clock times were read as UTC; keys are left out."""
    ended_at = workout.ended_at or workout.started_at
    return {
        "name": workout.name,
        "status": "completed",
        "started_at": instant(workout.started_at),
        "completed_at": instant(ended_at),
        "performed_on": workout.started_at.date().isoformat(),
        "time_zone": "UTC",
        "plan_id": None,
        "plan_day_id": None,
        "restored_at": None,
        "notes": workout.notes,
        "body_weight": None,
        "body_weight_unit": None,
        "exercises": [
            exercise_as_answered(workout, place, block) for place, block in enumerate(workout.exercises, start=1)
        ],
    }


def exercise_as_answered(workout: WorkoutRecord, place: int, block: ExerciseRecord) -> Json:
    return {
        "name": block.name,
        "display_order": place,
        "superset_group": block.superset_group,
        "plan_exercise_id": None,
        "notes": block.notes,
        "returning_note": "",
        "target": None,
        "previous": None,
        "sets": [set_as_answered(workout, number, each) for number, each in enumerate(block.sets, start=1)],
    }


def set_as_answered(workout: WorkoutRecord, number: int, record: SetRecord) -> Json:
    def typed(value: object) -> str | None:
        return None if value is None else str(value)

    return {
        "set_index": number,
        "set_type": record.set_type,
        "reps": record.reps,
        "load": typed(record.load),
        "load_unit": typed(record.load_unit),
        "load_mode": record.load_mode,
        "duration_seconds": typed(record.duration_seconds),
        "distance": typed(record.distance),
        "distance_unit": typed(record.distance_unit),
        "rpe": typed(record.rpe),
        "rir": None,
        "rest_seconds": record.rest_seconds,
        "note": record.kept_note,
        "technique": record.technique,
        "continues": record.continues_previous,
        "performed_at": instant(workout.started_at),
        "side": None,
    }


def instant(local: datetime) -> str:
    return local.isoformat() + "Z"


def without_keys(answer: Json) -> Json:
    """An answer as `as_answered` says it: without keys and versions."""
    for exercise in answer["exercises"]:
        for each in exercise["sets"]:
            each["continues"] = each.pop("continues_set_id") is not None
            del each["id"], each["version"]
        del exercise["id"], exercise["exercise_id"], exercise["version"]
    del answer["id"], answer["version"]
    return answer


def by_start(workouts: Sequence[WorkoutRecord]) -> list[WorkoutRecord]:
    return sorted(workouts, key=lambda workout: workout.started_at)


@pytest.mark.parametrize(
    ("data", "form", "workouts"),
    [
        (expected.STRONG_FILE.read_bytes(), {"unit": "kg"}, expected.STRONG_WORKOUTS),
        (expected.HEVY_FILE.read_bytes(), {}, expected.HEVY_WORKOUTS),
    ],
    ids=["Strong", "Hevy"],
)
async def test_every_trap_goes_in_and_comes_back_to_the_last_digit(
    ann_client: httpx.AsyncClient, data: bytes, form: dict[str, str], workouts: Sequence[WorkoutRecord]
) -> None:
    answer = await send(ann_client, data, **form)

    found = [without_keys(each) for each in await everything(ann_client)]
    assert answer.status_code == 201
    assert found == [as_answered(workout) for workout in by_start(workouts)]


async def test_the_report_accounts_for_every_row(ann_client: httpx.AsyncClient) -> None:
    answer = await send(ann_client, expected.STRONG_FILE.read_bytes(), unit="kg", time_zone="Europe/Berlin")

    report = answer.json()
    text = expected.STRONG_FILE.read_text("utf-8", errors="strict").split("\n")
    assert {name: value for name, value in report.items() if isinstance(value, int | str)} == {
        "import_id": report["import_id"],
        "dry_run": False,
        "source": "strong",
        "dialect": "S1",
        "file_name": "export.csv",
        "unit": "kg",
        "time_zone": "Europe/Berlin",
        "rows_in": 45,
        "set_rows": expected.STRONG_BALANCE[RowOutcome.SET],
        "rest_rows": expected.STRONG_BALANCE[RowOutcome.REST],
        "note_rows": expected.STRONG_BALANCE[RowOutcome.NOTE],
        "workouts_added": 3,
        "workouts_restored": 0,
        "workouts_known": 0,
        "workouts_changed": 0,
        "workouts_deleted": 0,
        "workouts_overlapping": 0,
        "sets_added": 34,
        "exercises_matched": 0,
        "first_day": "2026-02-03",
        "last_day": "2026-02-05",
    }
    assert {row["line_number"]: row["reason"] for row in report["set_aside"]} == expected.STRONG_SET_ASIDE
    assert all(row["text"].replace("␀", "\0") in text[row["line_number"] - 1] for row in report["set_aside"])
    assert {"line_number": 23, "text": "5366 reps is unusually many"} in report["remarks"]


@pytest.mark.usefixtures("catalogue")
async def test_the_report_says_of_every_name_what_it_was_taken_for(ann_client: httpx.AsyncClient) -> None:
    answer = await send(ann_client, expected.STRONG_FILE.read_bytes(), unit="kg")

    report = answer.json()
    sets = [
        (exercise["exercise_id"], exercise["name"])
        for workout in await everything(ann_client)
        for exercise in workout["exercises"]
        for _ in exercise["sets"]
    ]
    assert sum(each["sets"] for each in report["exercises"]) == report["sets_added"] == len(sets)
    assert {(each["exercise_id"], each["exercise_name"]) for each in report["exercises"] if each["sets"]} == set(sets)
    assert {each["how"] for each in report["exercises"]} >= {"shared_name", "alias", "made"}
    assert [each["name"] for each in report["exercises"] if each["how"] == "made"] == report["exercises_created"]


async def test_a_dry_run_answers_200_and_leaves_nothing(ann_client: httpx.AsyncClient) -> None:
    answer = await send(ann_client, histories.s1(History()), unit="kg", dry_run="true")

    report = answer.json()
    assert (answer.status_code, report["import_id"], report["sets_added"]) == (200, None, 28)
    assert (await ann_client.get(IMPORTS)).json() == {"items": [], "next_cursor": None}
    assert await everything(ann_client) == []


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


@pytest.mark.parametrize(
    ("data", "form", "field"),
    [
        (b"a,b,c\n1,2,3\n", {"unit": "kg"}, "file"),
        (b"", {"unit": "kg"}, "file"),
        (histories.s1(History()), {"unit": "kg", "time_zone": "Mars/Olympus"}, "time_zone"),
        (
            histories.s1(History().first(1)).replace(b"2026-02-02 18", b"2/3/2026 18"),
            {"unit": "kg"},
            "date_order",
        ),
    ],
    ids=["another app", "empty", "zone", "dates"],
)
async def test_what_cannot_be_read_names_the_field(
    ann_client: httpx.AsyncClient, data: bytes, form: dict[str, str], field: str
) -> None:
    answer = await send(ann_client, data, **form)

    assert (answer.status_code, [each["field"] for each in answer.json()["errors"]]) == (422, [field])


async def test_a_form_without_a_file_or_with_a_strange_unit_is_refused(ann_client: httpx.AsyncClient) -> None:
    without_file = await ann_client.post(IMPORTS, files={"unit": (None, "kg")})
    strange = await send(ann_client, histories.s1(History()), unit="stone")

    assert [without_file.status_code, strange.status_code] == [400, 400]
    assert [each["field"] for each in strange.json()["errors"]] == ["unit"]


async def test_a_body_above_64_megabytes_is_refused(ann_client: httpx.AsyncClient) -> None:
    answer = await send(ann_client, bytes(64 * 1024 * 1024 + 1), unit="kg")

    assert answer.status_code == 413


async def test_imports_are_listed_newest_first_page_by_page(ann_client: httpx.AsyncClient) -> None:
    made = [
        (await send(ann_client, histories.s1(History().first(count)), unit="kg")).json()["import_id"]
        for count in (1, 2, 3)
    ]

    first = (await ann_client.get(IMPORTS, params={"limit": 2})).json()
    second = (await ann_client.get(IMPORTS, params={"limit": 2, "cursor": first["next_cursor"]})).json()

    assert [run["id"] for run in first["items"] + second["items"]] == made[::-1]
    assert second["next_cursor"] is None
    assert [(run["workouts_added"], run["workouts_known"]) for run in first["items"]] == [(1, 2), (1, 1)]


async def test_an_import_shows_its_balance_and_what_was_set_aside(ann_client: httpx.AsyncClient) -> None:
    report = (await send(ann_client, expected.HEVY_FILE.read_bytes())).json()

    answer = await ann_client.get(f"{IMPORTS}/{report['import_id']}")

    detail = answer.json()
    run = detail["run"]
    created_at = datetime.fromisoformat(run.pop("created_at"))
    assert created_at.utcoffset() == timedelta(0)
    assert detail["set_aside"] == report["set_aside"]
    assert run == {
        "id": report["import_id"],
        "source": "hevy",
        "dialect": "hevy",
        "file_name": "export.csv",
        "options": {
            "unit": None,
            "time_zone": "UTC",
            "date_order": None,
            "month_language": None,
            "read_as": None,
            "restore_deleted": False,
            "exercise_units": {},
            "set_types": {},
            "take_file": False,
            "overlapping": None,
        },
        "rows_in": 25,
        "set_rows": 19,
        "rest_rows": 0,
        "note_rows": 0,
        "set_aside_rows": 6,
        "workouts_added": 3,
        "workouts_known": 0,
        "workouts_changed": 0,
        "sets_added": 19,
    }


async def test_the_rows_of_an_import_come_back_verbatim_page_by_page(ann_client: httpx.AsyncClient) -> None:
    data = histories.s1(History())
    address = f"{IMPORTS}/{(await send(ann_client, data, unit='kg')).json()['import_id']}/rows"

    first = (await ann_client.get(address, params={"limit": 20})).json()
    second = (await ann_client.get(address, params={"limit": 20, "cursor": first["next_cursor"]})).json()
    rests = (await ann_client.get(address, params={"outcome": "rest"})).json()

    rows = first["items"] + second["items"]
    assert [row["text"] for row in rows] == data.decode().splitlines()[1:]
    assert {(row["outcome"], row["reason"]) for row in rows} == {("set", None)}
    assert len({row["set_id"] for row in rows}) == 28
    assert (second["next_cursor"], rests) == (None, {"items": [], "next_cursor": None})


async def test_nobody_else_sees_an_import_or_its_rows(
    ann_client: httpx.AsyncClient, bob_client: httpx.AsyncClient
) -> None:
    made = (await send(ann_client, histories.s1(History()), unit="kg")).json()["import_id"]

    addresses = [f"{IMPORTS}/{made}", f"{IMPORTS}/{made}/rows", f"{IMPORTS}/{new_id()}", f"{IMPORTS}/{new_id()}/rows"]
    answers = [await bob_client.get(address) for address in addresses]
    problem = {"title": "Not found", "status": 404, "detail": "There is no such import."}
    assert [(answer.status_code, answer.json()) for answer in answers] == [(404, problem)] * 4
    assert (await bob_client.get(IMPORTS)).json() == {"items": [], "next_cursor": None}
    assert await everything(bob_client) == []


async def test_nobody_imports_without_signing_in(nobody_client: httpx.AsyncClient) -> None:
    answer = await send(nobody_client, histories.s1(History()), unit="kg")

    assert answer.status_code == 401


async def test_a_revoked_sign_in_is_refused_before_the_file_is_read(ann_client: httpx.AsyncClient) -> None:
    await ann_client.delete("/api/v1/login-sessions/current")

    answer = await send(ann_client, b"not a file that could be read")

    assert answer.status_code == 401


# -------------------------------------------------------------------------------------------- what names in files mean


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
