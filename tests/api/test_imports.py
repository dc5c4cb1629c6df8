"""Files over HTTP: what goes in comes back to the last digit, and nobody else sees any of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

import httpx
import pytest

from mygymtracker.database.columns import new_id
from mygymtracker.exchange.records import ExerciseRecord, RowOutcome, SetRecord, WorkoutRecord
from tests.api.importing import IMPORTS, Json, everything, send
from tests.exchange import expected, histories
from tests.exchange.histories import History


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
        "set_aside_rows": expected.STRONG_BALANCE[RowOutcome.SET_ASIDE],
        "remark_count": len(report["remarks"]),
        "incomplete_sets": len(report["incomplete"]),
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
