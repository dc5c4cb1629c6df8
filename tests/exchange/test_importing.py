"""Files go in, and what is in the database afterwards is what the files say: once, whole, and nobody else's."""

from __future__ import annotations

import asyncio
import os
import pickle
import signal
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import asyncpg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from mygymtracker.database.columns import new_id
from mygymtracker.database.transaction import Database
from mygymtracker.errors import Invalid, NotFound, Unreadable
from mygymtracker.exchange.importing import ImportOptions, import_file
from mygymtracker.exchange.report import ImportReport
from mygymtracker.quantities import LoadUnit
from tests.conftest import TestDatabase
from tests.exchange import expected, histories
from tests.exchange.histories import History, Lift, Session, session
from tests.factories import Person, make_exercise

KG = ImportOptions(load_unit=LoadUnit.KG)
TABLES = (
    "exercises", "workout_sessions", "session_exercises", "exercise_sets", "imports", "imported_rows",
    "imported_workouts",
)  # fmt: skip


async def bring(
    database: Database, person: Person, data: bytes, options: ImportOptions = KG, name: str = "export.csv"
) -> ImportReport:
    return await import_file(database, person.id, data=data, file_name=name, options=options)


async def rows(database: Database, person: Person, sql: str) -> Sequence[tuple[object, ...]]:
    async with database.acting_as(person.id, read_only=True) as acting:
        return [tuple(row) for row in await acting.execute(text(sql))]


async def counts(database: Database, person: Person) -> dict[str, object]:
    """How many rows of each table the person sees."""
    found = [await rows(database, person, f"SELECT count(*) FROM {table}") for table in TABLES]
    return {table: row[0][0] for table, row in zip(TABLES, found, strict=True)}


def outcome(report: ImportReport) -> tuple[int, int, int, int, int, int]:
    """Workouts added, restored, known, changed, deleted; sets added."""
    return (
        report.workouts_added,
        report.workouts_restored,
        report.workouts_known,
        report.workouts_changed,
        report.workouts_deleted,
        report.sets_added,
    )


# ------------------------------------------------------------------------------------------------- the same again


async def test_the_same_file_again_adds_nothing_but_the_run(database: Database, ann: Person) -> None:
    first = await bring(database, ann, expected.STRONG_FILE.read_bytes())
    before = await counts(database, ann)

    again = await bring(database, ann, expected.STRONG_FILE.read_bytes())

    assert (outcome(first), outcome(again)) == ((3, 0, 0, 0, 0, 29), (0, 0, 3, 0, 0, 0))
    assert (again.exercises_created, again.balanced) == ([], True)
    assert await counts(database, ann) == before | {"imports": 2, "imported_rows": 45 + 13}


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
        (histories.s1, ImportOptions(load_unit=LoadUnit.KG, time_zone="America/New_York")),
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

    assert (report.import_id, report.dry_run, outcome(report)) == (None, True, (3, 0, 0, 0, 0, 29))
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
            await asyncio.sleep(0)


# ------------------------------------------------------------------------------------------------ what is written


async def test_five_thousand_sets_go_in_whole_and_in_order(database: Database, ann: Person) -> None:
    history = History([session(number) for number in range(720)])
    told: list[tuple[int, int]] = []

    report = await import_file(
        database,
        ann.id,
        data=histories.s1(history),
        file_name="export.csv",
        options=KG,
        on_progress=lambda done, total: told.append((done, total)),
    )

    assert outcome(report) == (720, 0, 0, 0, 0, 5040)
    assert (report.first_day, report.last_day) == (date(2026, 2, 2), date(2026, 2, 2) + timedelta(days=2 * 719))
    assert (told[0], told[-1], told) == ((0, 10080), (10080, 10080), sorted(told))
    in_order = """
    SELECT string_agg(sets.load::text, ',' ORDER BY workouts.started_at)
    FROM exercise_sets AS sets
    JOIN session_exercises AS blocks ON blocks.id = sets.session_exercise_id
    JOIN workout_sessions AS workouts ON workouts.id = blocks.session_id
    WHERE sets.set_index = 2 AND sets.rpe IS NOT NULL
    """
    assert await rows(database, ann, in_order) == [
        (",".join(each.lifts[1].load.removesuffix(".0") for each in history.sessions),)
    ]


async def test_every_row_is_kept_verbatim_with_what_became_of_it(database: Database, ann: Person) -> None:
    report = await bring(database, ann, expected.STRONG_FILE.read_bytes())

    kept = await rows(database, ann, "SELECT line_number, text, outcome::text, reason, set_id FROM imported_rows")
    aside = {row[0]: (row[1], row[3]) for row in kept if row[2] == "set_aside"}
    became = await rows(
        database,
        ann,
        "SELECT kept.text FROM imported_rows AS kept JOIN exercise_sets AS sets ON sets.id = kept.set_id "
        "WHERE sets.reps = 5366",
    )
    run = await rows(
        database,
        ann,
        "SELECT rows_in, set_rows, rest_rows, note_rows, set_aside_rows, workouts_added, sets_added, file_name, "
        "options ->> 'unit' FROM imports",
    )
    assert aside == {row.line_number: (row.text, row.reason) for row in report.set_aside}
    assert {line: reason for line, (_, reason) in aside.items()} == expected.STRONG_SET_ASIDE
    assert len(kept) == report.rows_in == 45
    assert sum(row[4] is not None for row in kept) == report.set_rows == 29
    assert became == [('2026-02-03 18:04:11,"Lower, heavy 💪",1h 5m,"Sit Up",1,0,5366,0,0,,,',)]
    assert run == [(45, 29, 2, 1, 13, 3, 29, "export.csv", "kg")]


async def test_pieces_of_a_set_point_at_its_first_piece(database: Database, ann: Person) -> None:
    tags = [("1", "100"), ("D", "80"), ("D", "60"), ("2", "100")]
    lifts = [Lift("Leg Press", tag, load, "8") for tag, load in tags]

    await bring(database, ann, histories.s1(History([Session(histories.FIRST, lifts)])))

    found = """
    SELECT piece.set_index, piece.technique::text, head.set_index
    FROM exercise_sets AS piece
    LEFT JOIN exercise_sets AS head ON head.id = piece.continues_set_id
    ORDER BY piece.set_index
    """
    assert await rows(database, ann, found) == [
        (1, None, None),
        (2, "drop_set", 1),
        (3, "drop_set", 1),
        (4, None, None),
    ]


# ----------------------------------------------------------------------------------------------------- exercises


async def test_exercises_of_ones_own_are_used_again_whatever_their_case(database: Database, ann: Person) -> None:
    own = await make_exercise(database, ann, "squat (barbell)")

    report = await bring(database, ann, histories.s1(History()))

    assert (report.exercises_matched, report.exercises_created) == (1, ["Pull Up", "Plank", "Running"])
    used = "SELECT count(DISTINCT exercise_id) FROM exercise_sets WHERE rpe IS NOT NULL AND exercise_id = '{}'"
    assert await rows(database, ann, used.format(own)) == [(1,)]


async def test_names_that_only_the_database_takes_for_one_become_one_exercise(database: Database, ann: Person) -> None:
    lifts = [Lift(name, "1", "20", "8") for name in ("İnce Row", "ince row", "Ince  row")]

    report = await bring(database, ann, histories.s1(History([Session(histories.FIRST, lifts)])))

    assert report.sets_added == 3
    names = "SELECT count(*) = count(DISTINCT lower(name)) FROM exercises"
    assert await rows(database, ann, names) == [(True,)]


async def test_another_persons_exercises_workouts_and_rows_are_not_touched(
    database: Database, ann: Person, bob: Person
) -> None:
    await bring(database, ann, histories.s1(History()))
    before = await counts(database, ann)

    report = await bring(database, bob, histories.s1(History()))

    assert outcome(report) == (4, 0, 0, 0, 0, 28)
    assert report.exercises_created == ["Squat (Barbell)", "Pull Up", "Plank", "Running"]
    assert await counts(database, ann) == await counts(database, bob) == before


# --------------------------------------------------------------------------------------------------- wall clocks


async def test_clock_times_are_read_where_the_person_says_they_were(database: Database, ann: Person) -> None:
    late = Session(datetime.fromisoformat("2026-07-01 23:30:00"), [Lift("Squat", load="100", reps="5")])
    there = ImportOptions(load_unit=LoadUnit.KG, time_zone="America/New_York")

    report = await bring(database, ann, histories.s1(History([late])), there)

    found = "SELECT started_at, completed_at, performed_on, time_zone FROM workout_sessions"
    assert report.time_zone == "America/New_York"
    assert await rows(database, ann, found) == [
        (
            datetime(2026, 7, 2, 3, 30, tzinfo=UTC),
            datetime(2026, 7, 2, 4, 35, tzinfo=UTC),
            date(2026, 7, 1),
            "America/New_York",
        )
    ]


async def test_an_hour_that_clocks_left_out_is_told_and_one_they_showed_twice_is_the_first(
    database: Database, ann: Person
) -> None:
    lift = [Lift("Squat", load="100", reps="5")]
    nights = [
        Session(datetime.fromisoformat("2026-03-29 02:30:00"), lift),
        Session(datetime.fromisoformat("2026-10-25 02:30:00"), lift),
    ]

    report = await bring(
        database, ann, histories.s1(History(nights)), ImportOptions(LoadUnit.KG, time_zone="Europe/Berlin")
    )

    found = "SELECT started_at, completed_at - started_at, performed_on FROM workout_sessions ORDER BY 1"
    assert await rows(database, ann, found) == [
        (datetime(2026, 3, 29, 1, 30, tzinfo=UTC), timedelta(minutes=65), date(2026, 3, 29)),
        (datetime(2026, 10, 25, 0, 30, tzinfo=UTC), timedelta(minutes=65), date(2026, 10, 25)),
    ]
    assert [(each.line_number, each.text) for each in report.remarks] == [
        (2, "2026-03-29 02:30 does not exist in Europe/Berlin, where clocks were put forward; 03:30 was taken")
    ]


@pytest.mark.parametrize("name", ["Mars/Olympus", "Europe", "../etc/passwd", " UTC", "x" * 65, "utc\0"])
async def test_a_time_zone_that_nobody_knows_is_refused(database: Database, ann: Person, name: str) -> None:
    with pytest.raises(Invalid) as refused:
        await bring(database, ann, histories.s1(History()), ImportOptions(LoadUnit.KG, time_zone=name))

    assert (refused.value.field, refused.value.value) == ("time_zone", name)


# ----------------------------------------------------------------------------------------------- what is refused


async def test_a_file_without_a_unit_is_never_guessed(database: Database, ann: Person) -> None:
    before = await counts(database, ann)

    with pytest.raises(Invalid) as refused:
        await bring(database, ann, histories.s1(History()), ImportOptions())

    assert refused.value.field == "unit"
    assert str(refused.value) == (
        "The file does not say whether its loads are in kg or lb. Of 16 loads 75% are multiples of 2.5 and 62% of 5; "
        "the heaviest is 107.5. It looks like kg. Say which with the unit: kg or lb (in a terminal: --unit kg)."
    )
    assert await counts(database, ann) == before


async def test_a_unit_that_the_file_contradicts_is_told_and_not_used(database: Database, ann: Person) -> None:
    report = await bring(database, ann, histories.s3(History()), ImportOptions(load_unit=LoadUnit.LB))

    assert report.unit is LoadUnit.KG
    assert "the file says its loads are in kg, so lb was not used" in [each.text for each in report.remarks]


async def test_an_account_that_is_not_there_imports_nothing(database: Database) -> None:
    with pytest.raises(NotFound):
        await bring(database, Person(new_id(), "nobody@example.org"), histories.s1(History()))


async def test_a_file_name_may_be_anything(database: Database, ann: Person) -> None:
    name = "a\0b" + os.fsdecode(b"\xff") + "ü" * 300

    report = await bring(database, ann, histories.s1(History()), name=name)

    assert report.file_name == ("a␀b?" + "ü" * 300)[:255]


STRONG_BYTES = Path(expected.STRONG_FILE).read_bytes()


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], database=None)
@given(cuts=st.lists(st.tuples(st.integers(0, len(STRONG_BYTES) - 1), st.binary(max_size=8)), min_size=1, max_size=30))
async def test_the_balance_holds_for_a_file_that_was_damaged_anywhere(
    database: Database, ann: Person, cuts: list[tuple[int, bytes]]
) -> None:
    data = bytearray(STRONG_BYTES)
    for position, junk in cuts:
        data[position : position + len(junk)] = junk

    try:
        report = await bring(database, ann, bytes(data))
    except Unreadable:
        return  # its header was hit

    run = f"SELECT rows_in, set_aside_rows FROM imports WHERE id = '{report.import_id}'"
    assert report.balanced
    assert await rows(database, ann, run) == [(report.rows_in, len(report.set_aside))]
