"""What a device saved as a file is read in again: here, on another server, for another account, once."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, Final
from uuid import UUID, uuid4, uuid5

import httpx
import pytest

from mygymtracker.database.columns import new_id
from mygymtracker.database.row_upgrades import SCHEMA, Renamed
from mygymtracker.database.transaction import Database
from tests.api.routes import API
from tests.changes.aging import changed_now
from tests.factories import Person, make_exercise
from tests.sync.pushing import STARTED, Logged, changes_of

FILES: Final = f"{API}/sync/files"
#: Of a server that is no more.
GONE: Final = UUID("6f1c2a53-98d4-4f0e-8a37-0d2c1f5b7e90")
Row = dict[str, Any]


def saved(account: UUID, *, rows: list[Row] | None = None, operations: list[Row] | None = None) -> Row:
    """As the present form is, or the first one where there are no rows."""
    common = {
        "saved_at": datetime(2026, 3, 9, tzinfo=UTC).isoformat(),
        "account": str(account),
        "epoch": str(GONE),
        "device": "Chrome on Android 1a2b",
        "operations": operations or [],
    }
    if rows is None:
        return common | {"schema": 1}
    return common | {"schema": 2, "format": "mygymtracker-device", "email": "ann@example.org", "rows": rows}


def row(kind: str, row_id: object, **fields: object) -> Row:
    return {"kind": kind, "id": str(row_id), "fields": fields}


def creating(kind: str, row_id: object, **fields: object) -> Row:
    return {"id": str(new_id()), "action": "create", "base": 0, "kind": kind, "row": str(row_id), "fields": fields}


@pytest.fixture
def history(catalogue: None) -> list[Row]:
    """A plan, a workout that followed it, with an exercise of one's own and a shared one, sets in any order."""
    plan, day, workout, own, shared = (uuid4() for _ in range(5))
    entries, sets = [uuid4(), uuid4()], [uuid4() for _ in range(3)]
    return [
        row("set", sets[1], workout_exercise_id=str(entries[0]), exercise_id=str(own), reps=3, load="60",
            load_unit="kg", set_index=2, continues_set_id=str(sets[0]), performed_at=STARTED),
        row("set", sets[0], workout_exercise_id=str(entries[0]), exercise_id=str(own), reps=8, load="80.5",
            load_unit="kg", set_index=1, continues_set_id=None, performed_at=STARTED, rpe="8.5"),
        row("set", sets[2], workout_exercise_id=str(entries[1]), exercise_id=str(shared), reps=5, load="100",
            load_unit="kg", set_index=1, performed_at=STARTED),
        row("workout", workout, name="Legs", started_at=STARTED, time_zone="Europe/Berlin", status="completed",
            completed_at="2026-03-02T19:00:00Z", plan_id=str(plan), plan_day_id=str(day),
            performed_on="2026-03-02", restored_at=None),
        row("workout_exercise", entries[0], workout_id=str(workout), exercise_id=str(own), display_order=1),
        row("workout_exercise", entries[1], workout_id=str(workout), exercise_id=str(shared), display_order=2,
            plan_exercise_id=None, target=None),
        row("plan", plan, plan_name="Strength", notes="", archived_at=None),
        row("plan_day", day, plan_id=str(plan), day_name="A", week=None, display_order=1, notes=""),
        row("exercise", own, name="Pistol Squat on a Box", shared=False, measurement="weight_reps", aliases=[]),
        row("exercise", shared, name="Bench Press (Barbell)", shared=True, measurement="weight_reps", aliases=[]),
        row("measurement", uuid4(), part="body_weight", amount="82.4", unit="kg", measured_at=STARTED, note=""),
        row("profile", uuid4(), unit="lb"),
    ]  # fmt: skip


async def test_a_file_of_any_older_version_is_read_by_todays_names(
    ann_client: httpx.AsyncClient, ann: Person, history: list[Row]
) -> None:
    renamed = {"plan_name": "title", "load": "weight"}
    older = [
        each | {"fields": {renamed.get(name, name): value for name, value in each["fields"].items()}}
        for each in history
    ]
    changes = [
        Renamed("exercise_sets", 11, "weight", "lifted"),
        Renamed("exercise_sets", 12, "lifted", "amount"),
        Renamed("exercise_sets", SCHEMA, "amount", "load"),
        Renamed("workout_plans", SCHEMA, "title", "plan_name"),
    ]
    made = next(each["id"] for each in older if each["kind"] == "set")
    operations = [creating("plan", new_id(), title="Later") | {"row_schema": 13}]

    with changed_now(*changes):
        report = await read_in(ann_client, saved(ann.id, rows=older, operations=operations))

    plans = (await ann_client.get(f"{API}/plans")).json()["items"]
    assert report["refused"] == []
    assert {each["plan_name"] for each in plans} == {"Strength", "Later"}
    assert (await ann_client.get(f"{API}/sets/{made}")).json()["load"] == "60"


async def read_in(client: httpx.AsyncClient, content: Row) -> Row:
    answer = await client.post(FILES, json=content)
    assert answer.status_code == 200, answer.text
    told = answer.json()
    assert isinstance(told, dict)
    return told


async def workouts_of(client: httpx.AsyncClient) -> list[Row]:
    listed = (await client.get(f"{API}/workouts")).json()["items"]
    return [(await client.get(f"{API}/workouts/{each['id']}")).json() for each in listed]


async def test_all_that_a_device_held_of_a_server_that_is_gone_is_read_into_an_empty_one_and_only_once(
    ann_client: httpx.AsyncClient, ann: Person, history: list[Row]
) -> None:
    content = saved(uuid4(), rows=history)

    first, second = [await read_in(ann_client, content) for _ in range(2)]

    added = {"exercise": 1, "plan": 1, "plan_day": 1, "workout": 1, "workout_exercise": 2, "set": 3, "measurement": 1}
    assert first == {"added": added, "changed": 0, "known": 0, "refused": []}
    assert second == {"added": {}, "changed": 0, "known": 10, "refused": []}
    (workout,) = await workouts_of(ann_client)
    assert (workout["name"], workout["status"], workout["performed_on"]) == ("Legs", "completed", "2026-03-02")
    (plan,) = (await ann_client.get(f"{API}/plans")).json()["items"]
    assert (plan["plan_name"], workout["plan_id"]) == ("Strength", plan["id"])
    assert [(each["name"], [(one["load"], one["reps"], one["rpe"]) for one in each["sets"]])
            for each in workout["exercises"]] == [
        ("Pistol Squat on a Box", [("80.5", 8, "8.5"), ("60", 3, None)]),
        ("Bench Press (Barbell)", [("100", 5, None)]),
    ]  # fmt: skip
    first_set, piece = workout["exercises"][0]["sets"]
    assert piece["continues_set_id"] == first_set["id"]


async def test_two_people_read_the_same_file_and_neither_sees_what_the_other_has(
    ann_client: httpx.AsyncClient, bob_client: httpx.AsyncClient, history: list[Row]
) -> None:
    content = saved(uuid4(), rows=history)

    reports = [await read_in(client, content) for client in (ann_client, bob_client)]

    assert [each["refused"] for each in reports] == [[], []]
    anns, bobs = await workouts_of(ann_client), await workouts_of(bob_client)
    assert len(anns) == len(bobs) == 1
    assert anns[0]["id"] != bobs[0]["id"]


async def test_what_was_corrected_or_deleted_since_stays_so_when_the_file_is_read_again(
    ann_client: httpx.AsyncClient, history: list[Row]
) -> None:
    content = saved(uuid4(), rows=history)
    await read_in(ann_client, content)
    (workout,) = await workouts_of(ann_client)
    heavy, light = workout["exercises"][0]["sets"]
    await ann_client.patch(f"{API}/sets/{heavy['id']}", json={"reps": 9})
    await ann_client.delete(f"{API}/sets/{light['id']}")

    report = await read_in(ann_client, content)

    (now,) = await workouts_of(ann_client)
    assert (report["added"], report["changed"], report["refused"]) == ({}, 0, [])
    assert [each["reps"] for each in now["exercises"][0]["sets"]] == [9]


async def test_a_file_of_the_first_form_says_what_it_cannot_do_and_does_the_rest(
    ann_client: httpx.AsyncClient, database: Database, ann: Person
) -> None:
    squat = await make_exercise(database, ann, "Front Squat")
    workout, entry, logged, lost = (uuid4() for _ in range(4))
    old, made = uuid4(), uuid4()
    content = saved(
        old,
        operations=[
            creating("exercise", made, name="Zercher Squat on a Box"),
            creating("workout", workout, name="Legs", started_at=STARTED, time_zone="UTC"),
            creating("workout_exercise", entry, workout_id=str(workout), exercise_id=str(uuid5(old, str(made)))),
            creating("set", logged, workout_exercise_id=str(entry), reps=5, load="60", load_unit="kg"),
            creating("workout_exercise", uuid4(), workout_id=str(workout), exercise_id=str(squat)),
            creating("set", lost, workout_exercise_id=str(uuid4()), reps=5),
        ],
    )

    first, second = [await read_in(ann_client, content) for _ in range(2)]

    assert first["added"] == {"exercise": 1, "workout": 1, "workout_exercise": 2, "set": 1}
    assert [(each["kind"], each["id"]) for each in first["refused"]] == [("set", str(lost))]
    assert (second["added"], second["known"], len(second["refused"])) == ({}, 5, 1)
    (workout_now,) = await workouts_of(ann_client)
    assert [(each["name"], len(each["sets"])) for each in workout_now["exercises"]] == [
        ("Zercher Squat on a Box", 1),
        ("Front Squat", 0),
    ]


async def test_what_a_device_of_this_account_could_not_send_is_done_as_if_it_had_sent_it(
    ann_client: httpx.AsyncClient, ann: Person, logged: Logged
) -> None:
    epoch = (await ann_client.get(f"{API}/sync/bootstrap", params={"schema": "1"})).json()["epoch"]
    correction = {"id": str(new_id()), "action": "patch", "kind": "set", "row": logged.set, "base": 1,
                  "fields": {"reps": 6}}  # fmt: skip
    later = creating("set", uuid4(), workout_exercise_id=logged.exercise, reps=4, load="100", load_unit="kg")
    content = saved(ann.id, operations=[correction, later]) | {"epoch": epoch}

    first, second = [await read_in(ann_client, content) for _ in range(2)]

    assert first == {"added": {"set": 1}, "changed": 1, "known": 0, "refused": []}
    assert second == {"added": {}, "changed": 0, "known": 2, "refused": []}


async def test_a_file_of_a_device_whose_name_does_something_to_a_terminal_is_read_with_the_name_as_pictures(
    bob_client: httpx.AsyncClient, database: Database, bob: Person
) -> None:
    weight = row("measurement", uuid4(), part="body_weight", amount="82.4", unit="kg", measured_at=STARTED)
    file = saved(uuid4(), rows=[weight]) | {"device": "Ann's\nphone\x1b[2J", "email": "\x07"}

    report = await read_in(bob_client, file)

    assert (report["added"], report["refused"]) == ({"measurement": 1}, [])
    assert [device for _, _, device, _ in await changes_of(database, bob)] == ["Ann's␊phone␛[2J"]


@pytest.mark.parametrize(
    ("change", "field"),
    [({"schema": 3}, "schema"), ({"format": "else"}, "format"), ({"operations": 1}, "operations"), ({"x": 1}, "x")],
)
async def test_what_is_no_such_file_is_refused_by_the_field(
    ann_client: httpx.AsyncClient, change: Row, field: str
) -> None:
    answer = await ann_client.post(FILES, json=saved(uuid4(), rows=[]) | change)

    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, field)
