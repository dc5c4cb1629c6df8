"""Every change since a cursor, and each row as REST answers it: the pull, over HTTP."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final
from uuid import UUID

import httpx
import msgspec
import pytest

from mygymtracker.database.columns import new_id
from mygymtracker.database.transaction import Database
from mygymtracker.sync.rows import BY_KIND, Kind, RowKey, rows_now
from tests.api.calls import CALLS
from tests.api.routes import API
from tests.factories import Person, make_exercise, train
from tests.sync.pulling import JSON, beginning, keys, now_of, pull, pull_all

# ----------------------------------------------------------------------------------------------------- what is told


async def test_what_changed_since_the_cursor_is_told_once_as_it_is_now(
    database: Database, ann: Person, ann_client: httpx.AsyncClient
) -> None:
    training = await train(database, ann)
    cursor = await now_of(database, ann)
    for reps in (6, 7):
        await ann_client.patch(f"{API}/sets/{training.set}", json={"reps": reps})

    told = await pull(ann_client, cursor)

    (row,) = told["rows"]
    assert (row["kind"], row["id"], row["fields"]["reps"]) == ("set", str(training.set), 7)
    assert row["revision"] == told["revision"] > 0
    assert told["more"] is False
    assert (await pull(ann_client, told["cursor"]))["rows"] == []


async def test_a_row_that_is_gone_is_told_as_deleted_with_all_that_went_along(
    database: Database, ann: Person, ann_client: httpx.AsyncClient
) -> None:
    training = await train(database, ann)
    cursor = await now_of(database, ann)
    await ann_client.delete(f"{API}/workouts/{training.workout}")

    told = await pull(ann_client, cursor)

    revision = told["revision"]
    assert sorted(told["rows"], key=str) == sorted(
        (
            {"kind": kind, "id": str(row_id), "revision": revision, "deleted": True}
            for kind, row_id in (
                ("workout", training.workout),
                ("workout_exercise", training.session_exercise),
                ("set", training.set),
            )
        ),
        key=str,
    )


async def test_what_came_and_went_in_one_page_is_deleted(
    database: Database, ann: Person, ann_client: httpx.AsyncClient
) -> None:
    training = await train(database, ann)
    cursor, set_id = await now_of(database, ann), new_id()
    body = {"workout_exercise_id": str(training.session_exercise), "reps": 3}
    await ann_client.put(f"{API}/sets/{set_id}", json=body)
    await ann_client.delete(f"{API}/sets/{set_id}")

    told = await pull(ann_client, cursor)

    assert told["rows"] == [{"kind": "set", "id": str(set_id), "revision": told["revision"], "deleted": True}]


async def test_who_has_changed_nothing_is_told_nothing(
    database: Database, ann: Person, ann_client: httpx.AsyncClient
) -> None:
    told = await pull(ann_client, await beginning(database, ann))

    assert (told["revision"], told["rows"], told["more"], told["schema"]) == (0, [], False, 1)


@pytest.mark.parametrize("limit", [1, 2, 3, 7, 1000])
async def test_pages_tell_every_row_and_end_exactly(
    database: Database, ann: Person, ann_client: httpx.AsyncClient, limit: int
) -> None:
    cursor = await beginning(database, ann)
    training = await train(database, ann)
    await ann_client.patch(f"{API}/sets/{training.set}", json={"reps": 6})
    changed = 7  # six rows made, and one of them changed

    answers = await pull_all(ann_client, cursor, limit=limit)

    rows = {key: row for answer in answers for key, row in zip(keys(answer["rows"]), answer["rows"], strict=True)}
    assert len(answers) == -(-changed // limit)
    assert all(len(answer["rows"]) <= limit for answer in answers)
    assert set(rows) == {
        ("exercise", str(training.exercise)),
        ("plan", str(training.plan)),
        ("plan_exercise", str(training.plan_exercise)),
        ("workout", str(training.workout)),
        ("workout_exercise", str(training.session_exercise)),
        ("set", str(training.set)),
    }
    assert rows["set", str(training.set)]["fields"]["reps"] == 6


async def test_the_cursor_goes_past_what_is_nothing_to_devices(
    database: Database, ann: Person, ann_client: httpx.AsyncClient
) -> None:
    kept = await make_exercise(database, ann, "Squat")
    gone = await make_exercise(database, ann, "Sqat")
    cursor = await now_of(database, ann)
    merge = {"exercise_id": str(gone), "into_exercise_id": str(kept)}
    await ann_client.put(f"{API}/exercise-merges/{new_id()}", json=merge)

    told = await pull(ann_client, cursor, limit=1)

    assert (told["rows"], told["more"]) == ([], False)
    assert told["cursor"] == await now_of(database, ann) != cursor


async def test_anns_cursor_in_bobs_hands_shows_bobs_rows_alone(
    database: Database, ann: Person, bob: Person, bob_client: httpx.AsyncClient
) -> None:
    cursor = await now_of(database, ann)
    await train(database, ann)
    bobs = await train(database, bob)

    told = await pull(bob_client, cursor)

    assert {row["id"] for row in told["rows"]} == {
        str(each)
        for each in (bobs.exercise, bobs.plan, bobs.plan_exercise, bobs.workout, bobs.session_exercise, bobs.set)
    }


# ------------------------------------------------------------------------------------------- as REST answers the same

SET: Final[JSON] = {
    **{"set_type": "warmup", "set_index": 3, "reps": 8, "load": "82.50", "load_unit": "lb", "load_mode": "assisted"},
    **{"duration_seconds": "61.250000", "distance": "0.400", "distance_unit": "km", "rpe": "8.5", "rest_seconds": 90},
    **{"note": 'slow "down" – ü\n\\', "technique": "drop_set", "performed_at": "2026-03-02T18:05:00.123400Z"},
    **{"side": "left"},
}
PLANNED: Final[JSON] = {
    **{"working_sets": 3, "target_reps": 8, "target_reps_max": 12, "rpe_early": 8, "rpe_last": 9, "rest_time": 90},
    **{"rest_time_max": 120, "superset_group": 2, "per_side": True, "notes": "Heels up.", "returning_note": "Pin 4."},
    "set_targets": [{"set_number": 1, "load": "100.50", "load_unit": "kg", "target_rpe": "7.5"}],
}
EXERCISE: Final[JSON] = {
    **{"name": "Landmine Lunge", "aliases": ["LL, the", 'a "b"'], "primary_muscles": ["quads", "glute_max"]},
    **{"secondary_muscles": ["adductors"], "equipment": "barbell", "movement_pattern": "lunge", "load_step": "2.50"},
    **{"load_step_unit": "kg", "default_rest_seconds": 120, "notes": "Both sides.", "laterality": "alternating"},
}
PROFILE: Final[JSON] = {
    **{"display_name": "Ann", "unit": "lb", "time_zone": "Europe/Berlin", "first_weekday": 7, "sex": "female"},
    **{"birth_year": 1990, "e1rm_formula": "wathan", "bars": [{"load": "20.50", "unit": "kg", "name": "Mine"}]},
    "plates": [{"load": "2.50", "unit": "kg", "count": 4}],
}


async def test_every_field_of_every_kind_is_what_rest_answers(
    database: Database, ann: Person, ann_client: httpx.AsyncClient
) -> None:
    cursor = await beginning(database, ann)
    answered = dict(await _answers_of_rest(ann_client))

    told = await pull(ann_client, cursor)

    shown = {
        kind: row for kind, row in ((row["kind"], row) for row in told["rows"]) if row["id"] in answered[kind]["ids"]
    }
    assert set(shown) == {kind.value for kind in Kind}
    for kind in Kind:
        fields = shown[kind.value]["fields"]
        assert list(fields) == list(BY_KIND[kind].shape.__struct_fields__)
        assert fields == {name: answered[kind.value]["fields"][name] for name in fields}, kind


async def _answers_of_rest(client: httpx.AsyncClient) -> Iterator[tuple[str, JSON]]:
    """By kind the fields that REST answers, those in whose place it has something else put right; and the row's id."""

    async def send(method: str, path: str, body: JSON) -> JSON:
        answer = await client.request(method, API + path, json=body)
        assert answer.status_code in (200, 201), answer.text
        return dict(answer.json())

    made: dict[str, JSON] = {"profile": await send("PATCH", "/account", PROFILE)}
    other = await send("PUT", f"/exercises/{new_id()}", {"name": "Bulgarian"})
    exercise = await send("PUT", f"/exercises/{new_id()}", EXERCISE)
    exercise = await send("PUT", f"/exercises/{exercise['id']}/archive", {})
    made["exercise"] = exercise | {"shared": not exercise["is_own"]}
    plan = await send("PUT", f"/plans/{new_id()}", {"plan_name": "Lower", "notes": "Eight weeks."})
    made["plan"] = plan
    made["plan_day"] = await send(
        "PUT", f"/plan-days/{new_id()}", {"plan_id": plan["id"], "day_name": "A", "week": 2, "notes": "n"}
    )
    day_id = made["plan_day"]["id"]
    used = {"plan_id": plan["id"], "plan_day_id": day_id, "exercise_id": exercise["id"], "substitutes": [other["id"]]}
    planned = await send("PUT", f"/plan-exercises/{new_id()}", PLANNED | used)
    made["plan_exercise"] = planned | {"plan_id": plan["id"]}
    body = {"plan_day_id": day_id, "started_at": "2026-03-02T23:30:00.5Z", "body_weight": "82.40"}
    workout = await send(
        "PUT", f"/workouts/{new_id()}", body | {"body_weight_unit": "kg", "time_zone": "Europe/Berlin"}
    )
    made["workout"] = workout | {"restored_at": None}
    (block,) = workout["exercises"]
    made["workout_exercise"] = block | {"workout_id": workout["id"]}
    first = await send("PUT", f"/sets/{new_id()}", {"workout_exercise_id": block["id"], "reps": 5})
    body = SET | {"workout_exercise_id": block["id"], "continues_set_id": first["id"]}
    made["set"] = await send("PUT", f"/sets/{new_id()}", body) | {"exercise_id": block["exercise_id"]}
    for kind in set(Kind) - made.keys():
        made[kind.value] = await send("PUT", *_example_of(kind))
    return iter((kind, {"ids": {row["id"]}, "fields": row}) for kind, row in made.items())


def _example_of(kind: Kind) -> tuple[str, JSON]:
    """How the REST API makes a row of a kind that refers to no other: path and body."""
    braces = f"{{{kind.value}_id}}"
    path, call = next((path, call) for (method, path), call in CALLS.items() if call.creates and path.endswith(braces))
    return path.replace(braces, str(new_id())), (call.arguments or {})["json"]


async def test_rows_by_their_keys_are_told_in_the_form_of_the_pull_and_foreign_ones_not_at_all(
    database: Database, ann: Person, bob: Person, ann_client: httpx.AsyncClient
) -> None:
    anns, bobs = await train(database, ann), await train(database, bob)
    told = await pull(ann_client, await beginning(database, ann))
    wanted = {RowKey(Kind(row["kind"]), UUID(row["id"])): row["fields"] for row in told["rows"]}
    foreign = [RowKey(Kind.SET, bobs.set), RowKey(Kind.PROFILE, bob.id), RowKey(Kind.EXERCISE, bobs.exercise)]
    mistaken = [RowKey(Kind.SET, anns.workout), RowKey(Kind.PLAN, new_id())]

    async with database.acting_as(ann.id, read_only=True) as session:
        found = await rows_now(session, [*wanted, *foreign, *mistaken])
        none = await rows_now(session, [])

    assert {key: msgspec.json.decode(fields) for key, fields in found.items()} == wanted
    assert none == {}
