"""What a device wrote under an older schema is taken; a log of an older schema brings back what it names."""

from __future__ import annotations

import httpx
import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from mygymtracker.database.columns import new_id
from mygymtracker.database.row_upgrades import SCHEMA, Changed, Dropped, Renamed
from tests.changes.aging import BEFORE, added_now, by_table, changed_now, make_older, with_defaults
from tests.changes.noted import BY_TABLE
from tests.sync.pushing import Logged, Phone, op, outcomes

LATER = [column for logged in BY_TABLE.values() for column in with_defaults(logged)]


async def test_a_set_for_a_workout_that_was_deleted_before_an_upgrade_brings_it_back(
    phone: Phone, tablet: Phone, logged: Logged, owner: AsyncEngine
) -> None:
    await tablet.push(op("delete", "workout", logged.workout))
    await make_older(owner, by_table(LATER))

    with added_now(LATER):
        (restored,) = await phone.push(op("create", "set", new_id(), workout_exercise_id=logged.exercise, reps=4))
        row = await phone.row("workout_exercise", logged.exercise)

    assert restored["outcome"] == "restored"
    assert {each["kind"] for each in restored["restored"]} == {"workout", "workout_exercise", "set"}
    assert (row["fields"]["notes"], row["fields"]["returning_note"]) == ("", "")


async def test_a_patch_of_a_row_that_was_changed_before_an_upgrade_says_what_it_overwrote(
    phone: Phone, tablet: Phone, logged: Logged, owner: AsyncEngine
) -> None:
    base = phone.revision
    await tablet.push(op("patch", "set", logged.set, base=base, reps=6))
    await make_older(owner, {"exercise_sets": ["reps", "note"]}, prefix="former_")

    with changed_now(*(Renamed("exercise_sets", SCHEMA, f"former_{name}", name) for name in ("reps", "note"))):
        (merged,) = await phone.push(op("patch", "set", logged.set, base=base, reps=7))
        (kept,) = await phone.push(op("patch", "set", logged.set, base=base, note="Easy."))

    assert (merged["outcome"], merged["lost"]) == ("merged", {"reps": 6})
    assert kept["outcome"] == "applied"


async def test_fields_of_an_older_client_are_read_by_todays_names(phone: Phone, logged: Logged) -> None:
    changes = (
        Renamed("exercise_sets", SCHEMA, "remark", "note"),
        Changed("exercise_sets", SCHEMA, "set_type", {"warm-up": "warmup"}),
        Dropped("exercise_sets", SCHEMA, "pulse"),
    )
    older = op("patch", "set", logged.set, remark="Slowly.", set_type="warm-up", pulse=90)
    unmarked = op("patch", "set", logged.set, remark="Fast.")

    with changed_now(*changes):
        first, second = await phone.push(older | {"row_schema": BEFORE}, unmarked)
        (refused,) = await phone.push(op("patch", "set", logged.set, remark="No.") | {"row_schema": SCHEMA})

    fields = second["row"]["fields"]
    assert outcomes([first, second, refused]) == ["merged", "applied", "refused"]
    assert first["lost"] == {"pulse": 90}
    assert (fields["note"], fields["set_type"]) == ("Fast.", "warmup")
    assert refused["problem"]["errors"][0]["field"] == "remark"


async def test_an_outbox_of_the_last_two_versions_is_taken_and_an_older_one_is_kept_until_the_client_is_new(
    phone: Phone, logged: Logged, ann_client: httpx.AsyncClient
) -> None:
    changes = [Renamed("exercise_sets", SCHEMA - back, f"note_{back + 1}", f"note_{back}") for back in (2, 1)]
    changes.append(Renamed("exercise_sets", SCHEMA, "note_1", "note"))

    with changed_now(Renamed("exercise_sets", SCHEMA - 1, "note_2", "note_1"), changes[-1]):
        (two_before,) = await phone.push(op("patch", "set", logged.set, note_2="Slowly.") | {"row_schema": SCHEMA - 2})
    with changed_now(*changes):
        too_old = phone.body(op("patch", "set", logged.set, note_3="Fast.") | {"row_schema": SCHEMA - 3})
        answer = await ann_client.post("/api/v1/sync", json=too_old)

    assert two_before["row"]["fields"]["note"] == "Slowly."
    assert answer.status_code == 426
    assert "update" in answer.json()["detail"]


@pytest.mark.parametrize("schema", [-1, 2**15, "14"])
async def test_a_schema_that_is_none_is_refused(
    schema: object, phone: Phone, logged: Logged, ann_client: httpx.AsyncClient
) -> None:
    body = phone.body(op("patch", "set", logged.set, note="Slowly.") | {"row_schema": schema})

    answer = await ann_client.post("/api/v1/sync", json=body)

    assert answer.status_code == 422
    assert "row_schema" in answer.text
