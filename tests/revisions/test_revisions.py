"""What every revision wrote is told, taken back, brought back, synced and exported by the program of today."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import httpx
from sqlalchemy.ext.asyncio import AsyncEngine

from mygymtracker.changes.undoing import undo_change, undo_since
from mygymtracker.database.columns import new_id
from mygymtracker.database.entities import LOGGED
from mygymtracker.database.migrations import runner
from mygymtracker.database.row_upgrades import FIRST_SCHEMA, Added, steps_of, upgrade
from mygymtracker.database.transaction import Database
from tests.api.routes import API
from tests.changes.aging import kept_columns
from tests.changes.digests import digests
from tests.factories import Person
from tests.revisions.conftest import REVISIONS, Past
from tests.sync.pushing import JSON, Phone, op

EPOCH = datetime(2000, 1, 1, tzinfo=UTC)


def test_every_revision_that_kept_rows_has_its_fixture() -> None:
    wanted = {f"{number:04}" for number in range(FIRST_SCHEMA, int(runner.newest()) + 1)}

    assert {each.name for each in REVISIONS.iterdir()} == wanted, (
        "A new migration needs what its revision writes, for the tests of all later ones: "
        "run `make fixture`, and commit tests/fixtures/revisions."
    )


async def test_the_rows_of_its_log_are_upgraded_to_those_of_today(past: Past) -> None:
    schema = int(past.revision)
    lines = [line for line in past.read("database.json")["tables"]["changed_rows"] if line["before"] is not None]

    differing = {
        (line["table_name"], name)
        for line in lines
        for wanted in [{column.name for column in kept_columns(LOGGED_BY_TABLE[line["table_name"]])}]
        for name in wanted ^ upgrade(line["table_name"], schema, line["before"]).keys()
    }

    assert len(lines) > 20
    assert differing == set(), (
        "a column that came later says since when, and what went or was renamed stands in CHANGES"
    )


async def test_its_changes_are_told(past: Past, ann_client: httpx.AsyncClient) -> None:
    told = (await ann_client.get(f"{API}/changes", params={"limit": 100})).json()["items"]
    rows = [await ann_client.get(f"{API}/changes/{each['change']}") for each in told]

    kept = past.read("changes.json")
    assert [each["change"] for each in told] == [each["change"] for each in kept]
    assert [each["counts"] for each in told] == [each["counts"] for each in kept]
    assert [len(each["sentences"]) for each in told] == [len(each["sentences"]) for each in kept]
    assert {answer.status_code for answer in rows} == {200}


async def test_all_that_was_done_is_taken_back_and_done_again(
    past: Past, database: Database, ann: Person, owner: AsyncEngine
) -> None:
    there = await digests(owner, past.account)

    async with database.acting_as(ann.id) as session:
        undone = await undo_since(session, EPOCH)
    emptied = await digests(owner, ann.id)
    async with database.acting_as(ann.id) as session:
        await undo_change(session, undone.revision or 0)

    assert set(emptied) == {"users", "imported_rows"} - (set() if "imported_rows" in emptied else {"imported_rows"})
    assert await digests(owner, ann.id) == there


async def test_what_was_deleted_comes_back_for_what_a_device_still_says_of_it(
    past: Past, phone: Phone, ann_client: httpx.AsyncClient
) -> None:
    ids = past.ids
    planned: JSON = {"plan_id": ids["plan"], "plan_day_id": ids["day"], "exercise_id": ids["Press"], "working_sets": 3,
               "target_reps": 8, "rpe_early": 8, "rpe_last": 9, "rest_time": 90}  # fmt: skip

    restored, in_plan, kept = await phone.push(
        op("create", "set", new_id(), workout_exercise_id=ids["presses"], reps=4),
        op("create", "plan_exercise", new_id(), **planned),
        op("patch", "set", ids["set_4"], base=1, reps=2),
    )

    workout = (await ann_client.get(f"{API}/workouts/{ids['push']}")).json()
    assert [each["outcome"] for each in (restored, in_plan, kept)] == ["restored", "restored", "deleted"]
    assert [each["reps"] for each in workout["exercises"][0]["sets"]] == [5, 4]
    assert workout["exercises"][0]["sets"][0]["note"] == "Easy."


async def test_a_correction_made_before_others_were_seen_says_what_it_overwrote(past: Past, tablet: Phone) -> None:
    (merged,) = await tablet.push(op("patch", "set", past.ids["set_1"], base=1, load="105"))

    assert (merged["outcome"], merged["lost"]) == ("merged", {"load": "102.50"})


async def test_a_file_that_a_device_saved_is_read_in(past: Past, ann_client: httpx.AsyncClient) -> None:
    file = past.read("device-file.json")

    first = (await ann_client.post(f"{API}/sync/files", json=file)).json()
    again = (await ann_client.post(f"{API}/sync/files", json=file)).json()

    assert (first["refused"], again["refused"]) == ([], [])
    assert first["added"] == {"workout": 1, "workout_exercise": 1, "set": 2}
    assert (again["added"], again["changed"]) == ({}, 0)


async def test_its_export_says_what_the_export_of_today_says(past: Past, ann_client: httpx.AsyncClient) -> None:
    today = (await ann_client.get(f"{API}/account/export")).json()
    of_its_day: dict[str, Any] = past.read("export.json")
    added = added_after(int(past.revision))

    assert (of_its_day["format"], of_its_day["version"]) == (today["format"], today["version"])
    for section in ("exercises", "plans", "workouts", "body_measurements", "imports"):
        exported = with_defaults(of_its_day[section], today[section], added)
        assert without_versions(today[section]) == without_versions(exported), section


def added_after(schema: int) -> dict[str, object]:
    """The fields that came after that revision, with what rows say in them that are older."""
    steps = [step for logged in LOGGED for step in steps_of(logged.table)]
    return {step.name: step.default for step in steps if isinstance(step, Added) and step.since > schema}


def with_defaults(exported: object, today: object, added: Mapping[str, object]) -> object:
    """What an export said, and the defaults of those fields that today's has besides."""
    match exported, today:
        case list(), list() if len(exported) == len(today):
            return [with_defaults(each, other, added) for each, other in zip(exported, today, strict=True)]
        case dict(), dict():
            defaults = {name: added[name] for name in added.keys() & (today.keys() - exported.keys())}
            return defaults | {name: with_defaults(each, today.get(name), added) for name, each in exported.items()}
    return exported


def without_versions(rows: object) -> object:
    """A version is a hash of what the row holds, and another one with every column."""
    match rows:
        case list():
            return [without_versions(each) for each in rows]
        case dict():
            return {name: without_versions(value) for name, value in rows.items() if name != "version"}
    return rows


LOGGED_BY_TABLE = {logged.table: logged for logged in LOGGED}
