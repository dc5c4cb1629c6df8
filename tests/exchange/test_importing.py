"""Files go in, and what is in the database afterwards is what the files say: whole, and nobody else's."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mygymtracker.database.columns import new_id
from mygymtracker.database.transaction import Database
from mygymtracker.errors import Invalid, NotFound
from mygymtracker.exchange.importing import ImportOptions, import_file
from mygymtracker.quantities import LoadUnit
from tests.exchange import expected, histories
from tests.exchange.bringing import KG, bring, counts, is_balanced, outcome, rows
from tests.exchange.histories import History, Lift, Session, session
from tests.factories import Person, make_exercise

# ------------------------------------------------------------------------------------------------ what is written


async def test_five_thousand_sets_go_in_whole_and_in_order(database: Database, ann: Person) -> None:
    long_ago = timedelta(days=2 * 719)
    history = History([replace(each, start=each.start - long_ago) for each in map(session, range(720))])
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
    assert (report.first_day, report.last_day) == (date(2026, 2, 2) - long_ago, date(2026, 2, 2))
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
    assert sum(row[4] is not None for row in kept) == report.set_rows == 34
    assert became == [('2026-02-03 18:04:11,"Lower, heavy 💪",1h 5m,"Sit Up",1,0,5366,0,0,,,',)]
    assert run == [(45, 34, 2, 1, 8, 3, 34, "export.csv", "kg")]


async def test_a_workout_that_is_yet_to_come_is_set_aside_with_the_reason(database: Database, ann: Person) -> None:
    today = datetime.now(UTC).replace(tzinfo=None, minute=0, second=0, microsecond=0)
    days = (today - timedelta(days=1), today + timedelta(hours=20), today + timedelta(hours=26))
    ahead = replace(session(1), start=today.replace(year=today.year + 10, day=1))
    history = History([*(replace(session(0), start=start) for start in days), ahead])

    report = await bring(database, ann, histories.s1(history))

    assert report.workouts_added == 2
    assert {row.reason for row in report.set_aside} == {
        f"{start:%Y-%m-%d %H:%M} is yet to come: the clock that wrote it was wrong" for start in (days[2], ahead.start)
    }
    assert report.rows_in == report.set_rows + report.rest_rows + report.note_rows + len(report.set_aside)


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


async def test_an_hour_that_clocks_left_out_or_showed_twice_is_remarked_with_what_was_taken(
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
        (2, "2026-03-29 02:30 does not exist in Europe/Berlin, where clocks were put forward; 03:30 was taken"),
        (3, "2026-10-25 02:30 came twice in Europe/Berlin, where clocks were put back; the first was taken"),
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
        "the heaviest is 107.5. It looks like kg, but that is not sure: 2 of 16 loads are steps of 2.5. Say which: kg "
        "or lb."
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
    except Invalid:
        return  # its header was hit, or a set type became a word that nobody knows

    run = f"SELECT rows_in, set_aside_rows FROM imports WHERE id = '{report.import_id}'"
    assert is_balanced(report)
    assert await rows(database, ann, run) == [(report.rows_in, len(report.set_aside))]
