"""The same history again, two at once, a process killed in the middle: every workout is there once, or not at all."""

from __future__ import annotations

import asyncio
import os
import pickle
import signal
import sys
from collections.abc import Callable

import asyncpg
import pytest
from sqlalchemy import text

from mygymtracker.database.transaction import Database
from mygymtracker.exchange.importing import ImportOptions
from mygymtracker.quantities import LoadUnit
from tests.conftest import TestDatabase
from tests.exchange import expected, histories
from tests.exchange.bringing import KG, bring, counts, is_balanced, outcome, rows
from tests.exchange.histories import History, Lift, Session, session
from tests.factories import Person

# ------------------------------------------------------------------------------------------------- the same again


async def test_the_same_file_again_adds_nothing_but_the_run(database: Database, ann: Person) -> None:
    first = await bring(database, ann, expected.STRONG_FILE.read_bytes())
    before = await counts(database, ann)

    again = await bring(database, ann, expected.STRONG_FILE.read_bytes())

    assert (outcome(first), outcome(again)) == ((3, 0, 0, 0, 0, 34), (0, 0, 3, 0, 0, 0))
    assert (again.exercises_created, is_balanced(again)) == ([], True)
    assert await counts(database, ann) == before | {"imports": 2, "imported_rows": 45 + 8}


async def test_each_of_five_growing_exports_adds_only_what_is_new(database: Database, ann: Person) -> None:
    everything = History([session(number) for number in range(10)])

    reports = [await bring(database, ann, histories.s1(everything.first(count))) for count in (2, 4, 6, 8, 10)]

    assert [outcome(report) for report in reports] == [(2, 0, known, 0, 0, 14) for known in (0, 2, 4, 6, 8)]
    assert (await counts(database, ann))["exercise_sets"] == 70
    assert (await counts(database, ann))["imported_rows"] == 70


@pytest.mark.parametrize(
    ("write", "options"),
    [
        (histories.s1_german, KG),
        (histories.s1b, KG),
        (histories.s2, ImportOptions()),
        (histories.old_s2, ImportOptions()),
        (histories.s3, ImportOptions()),
        (histories.resaved, KG),
        (histories.s1_in_pounds, ImportOptions(load_unit=LoadUnit.LB)),
    ],
)
async def test_a_longer_export_in_another_form_adds_only_what_is_new(
    database: Database, ann: Person, write: Callable[[History], bytes], options: ImportOptions
) -> None:
    await bring(database, ann, histories.s1(History().first(3)))

    report = await bring(database, ann, write(History()), options)

    assert outcome(report) == (1, 0, 3, 0, 0, 7)


async def test_the_wrong_unit_said_the_second_time_overwrites_nothing_and_is_told(
    database: Database, ann: Person
) -> None:
    await bring(database, ann, histories.s1(History()))
    loads = "SELECT load, load_unit::text FROM exercise_sets ORDER BY id"
    before = await rows(database, ann, loads)

    report = await bring(database, ann, histories.s1(History()), ImportOptions(load_unit=LoadUnit.LB))

    assert outcome(report) == (0, 0, 0, 4, 0, 0)
    assert [each.differs_in for each in report.changed] == [["sets"]] * 4
    assert await rows(database, ann, loads) == before


async def test_a_changed_workout_is_told_kept_as_it_was_and_its_new_rows_are_kept_too(
    database: Database, ann: Person
) -> None:
    first, *others = History().sessions
    await bring(database, ann, histories.s1(History()))
    lifts = [*first.lifts[:-1], Lift("Running", "1", seconds="1200", distance="3.1")]

    report = await bring(database, ann, histories.s1(History([Session(first.start, lifts, "Legs"), *others])))

    kept = f"SELECT line_number, set_id FROM imported_rows WHERE import_id = '{report.import_id}' ORDER BY 1"
    assert outcome(report) == (0, 0, 3, 1, 0, 0)
    assert [(each.name, each.local_start, each.differs_in) for each in report.changed] == [
        ("Legs", first.start, ["sets"])
    ]
    assert await rows(database, ann, kept) == [(line, None) for line in range(2, 9)]
    assert await rows(database, ann, "SELECT count(*) FROM exercise_sets WHERE duration_seconds = 1200") == [(0,)]


async def test_notes_that_the_first_file_could_not_hold_are_told_and_their_rows_kept(
    database: Database, ann: Person
) -> None:
    await bring(database, ann, histories.s1b(History()))

    report = await bring(database, ann, histories.s1(History()))

    assert outcome(report) == (0, 0, 4, 0, 0, 0)
    assert [each.text for each in report.remarks if "before" in each.text] == [
        "4 workouts that were imported before have notes in this file, which the file before did not hold; "
        "nothing was added to them",
        "2 workouts that were imported before have workout notes in this file, which the file before did not hold; "
        "nothing was added to them",
    ]
    assert (await counts(database, ann))["imported_rows"] == 28 + 28


async def test_a_deleted_workout_stays_deleted_until_it_is_asked_for(database: Database, ann: Person) -> None:
    await bring(database, ann, histories.s1(History()))
    async with database.acting_as(ann.id) as acting:
        await acting.execute(text("DELETE FROM workout_sessions WHERE started_at < '2026-02-04'"))
    asked = ImportOptions(load_unit=LoadUnit.KG, restore_deleted=True)

    ordinary = await bring(database, ann, histories.s1(History()))
    restoring = await bring(database, ann, histories.s1(History()), asked)
    once_more = await bring(database, ann, histories.s1(History()), asked)

    assert outcome(ordinary) == (0, 0, 3, 0, 1, 0)
    assert outcome(restoring) == (0, 1, 3, 0, 0, 7)
    assert outcome(once_more) == (0, 0, 4, 0, 0, 0)
    assert await rows(database, ann, "SELECT count(*), count(workout_id) FROM imported_workouts") == [(4, 4)]


# ------------------------------------------------------------------------------------------------ all or nothing


async def test_a_dry_run_reports_what_would_be_done_and_leaves_nothing(database: Database, ann: Person) -> None:
    before = await counts(database, ann)
    dry = ImportOptions(load_unit=LoadUnit.KG, dry_run=True)

    report = await bring(database, ann, expected.STRONG_FILE.read_bytes(), dry)

    assert (report.import_id, report.dry_run, outcome(report)) == (None, True, (3, 0, 0, 0, 0, 34))
    assert await counts(database, ann) == before


async def test_two_at_once_do_not_double(database: Database, ann: Person) -> None:
    data = histories.s1(History())

    reports = await asyncio.gather(*(bring(database, ann, data) for _ in range(4)))

    assert sorted(outcome(report) for report in reports) == [(0, 0, 4, 0, 0, 0)] * 3 + [(4, 0, 0, 0, 0, 28)]
    assert (await counts(database, ann))["exercise_sets"] == 28


IMPORT_IN_A_PROCESS = """
import asyncio, pickle, sys
from uuid import UUID
from mygymtracker.database.engine import build_engine
from mygymtracker.database.row_security import WORKING_ROLE
from mygymtracker.database.transaction import Database
from mygymtracker.exchange.importing import ImportOptions, import_file
from mygymtracker.quantities import LoadUnit

address, user_id, data = pickle.load(sys.stdin.buffer)
database = Database(build_engine(address, working_role=WORKING_ROLE))
options = ImportOptions(load_unit=LoadUnit.KG)
asyncio.run(import_file(database, UUID(user_id), data=data, file_name="export.csv", options=options))
"""


async def test_a_process_killed_in_the_middle_leaves_nothing_and_the_next_import_works(
    database: Database, migrated_database: TestDatabase, ann: Person
) -> None:
    data, before = histories.s1(History()), await counts(database, ann)
    at = migrated_database.superuser
    watcher = await asyncpg.connect(
        host=at.host, port=at.port, user=at.user, password=at.password, database=at.database, ssl=at.ssl_context()
    )
    holding = watcher.transaction()
    await holding.start()
    await watcher.execute("LOCK TABLE imported_rows IN SHARE MODE")  # what comes last then waits, all else is written
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", IMPORT_IN_A_PROCESS, stdin=asyncio.subprocess.PIPE
    )
    assert process.stdin is not None
    process.stdin.write(pickle.dumps((migrated_database.app, str(ann.id), data)))
    process.stdin.write_eof()

    waiting = await until_there(
        watcher, "SELECT pid FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"
    )
    os.kill(process.pid, signal.SIGKILL)
    await process.wait()
    await holding.rollback()
    await until_there(watcher, f"SELECT true WHERE NOT EXISTS (SELECT FROM pg_stat_activity WHERE pid = {waiting})")
    await watcher.close()

    assert process.returncode == -signal.SIGKILL
    assert await counts(database, ann) == before
    assert outcome(await bring(database, ann, data)) == (4, 0, 0, 0, 0, 28)


async def until_there(watcher: asyncpg.Connection[asyncpg.Record], sql: str) -> object:
    """The first value of a query as soon as it has one; the database is asked again and again, and snapshots fresh."""
    async with asyncio.timeout(60):
        while True:
            await watcher.execute("SELECT pg_stat_clear_snapshot()")
            if (found := await watcher.fetchval(sql)) is not None:
                return found
