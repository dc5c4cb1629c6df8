"""A wrong answer is put right by the same file again: set by set, but for what was edited here, and can be undone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from sqlalchemy import text

from mygymtracker.changes.undoing import undo_import
from mygymtracker.database.entities import Through
from mygymtracker.database.transaction import Database
from mygymtracker.errors import Conflict, Invalid
from mygymtracker.exchange.importing import ImportOptions
from mygymtracker.exchange.reading import DateOrder
from mygymtracker.exchange.report import AnswerBefore, ImportReport, Taken
from mygymtracker.quantities import LoadUnit
from tests.exchange import histories
from tests.exchange.bringing import KG, bring, counts, outcome, rows
from tests.exchange.histories import FIRST, History, Lift, Session
from tests.factories import Person

LB = ImportOptions(LoadUnit.LB)
TAKE = ImportOptions(LoadUnit.KG, take_file=True)
SETS = """
SELECT sets.load::text, sets.load_unit::text, sets.reps
FROM exercise_sets AS sets
JOIN session_exercises AS blocks ON blocks.id = sets.session_exercise_id
JOIN workout_sessions AS workouts ON workouts.id = blocks.session_id
ORDER BY workouts.started_at, blocks.display_order, sets.set_index, sets.id
"""
EVERYTHING = (
    "SELECT id, name, notes, started_at, completed_at, time_zone FROM workout_sessions ORDER BY id",
    "SELECT id, exercise_id, display_order, notes, superset_group FROM session_exercises ORDER BY id",
    "SELECT id, session_exercise_id, set_type::text, set_index, reps, load, load_unit::text, duration_seconds, "
    "distance, rpe, rest_seconds, note, technique::text, continues_set_id, performed_at FROM exercise_sets ORDER BY id",
    "SELECT local_start, occurrence, import_id, workout_id, content_digest FROM imported_workouts ORDER BY 1, 2",
    "SELECT count(*) FROM imported_rows",
)


def squats(*loads: str, day: int = 2, exercise: str = "Squat (Barbell)") -> Session:
    return Session(FIRST.replace(day=day), [Lift(exercise, str(at), load, "5") for at, load in enumerate(loads, 1)])


def file_of(*sessions: Session) -> bytes:
    return histories.s1(History(sessions))


async def change(database: Database, person: Person, *statements: str) -> None:
    """What a person does by hand."""
    async with database.acting_as(person.id, through=Through.API) as session:
        for statement in statements:
            await session.execute(text(statement))


async def everything(database: Database, person: Person) -> list[Sequence[tuple[object, ...]]]:
    return [await rows(database, person, sql) for sql in EVERYTHING]


async def take_back(database: Database, person: Person, report: ImportReport) -> None:
    assert report.import_id is not None
    async with database.acting_as(person.id, through=Through.API) as session:
        await undo_import(session, report.import_id)


# --------------------------------------------------------------------------------------------------------- the unit


async def test_the_same_file_in_another_unit_says_what_was_answered_and_changes_nothing_unasked(
    database: Database, ann: Person
) -> None:
    data = file_of(squats("60", "100"), squats("62.5", day=3))
    await bring(database, ann, data, LB)
    before = await rows(database, ann, SETS)

    report = await bring(database, ann, data, KG)

    assert (outcome(report), report.taken) == ((0, 0, 0, 2, 0, 0), None)
    assert report.answers_before == [AnswerBefore("unit", None, "lb", "kg", workouts=2)]
    assert await rows(database, ann, SETS) == before


async def test_the_version_of_the_file_is_taken_when_that_is_asked_for_and_is_known_then(
    database: Database, ann: Person
) -> None:
    data = file_of(squats("60", "100"), squats("62.5", day=3))
    await bring(database, ann, data, LB)

    trial = await bring(database, ann, data, replace(TAKE, dry_run=True))
    untouched = await rows(database, ann, SETS)
    report = await bring(database, ann, data, TAKE)
    again = await bring(database, ann, data, TAKE)

    assert untouched == [("60", "lb", 5), ("100", "lb", 5), ("62.5", "lb", 5)]
    assert await rows(database, ann, SETS) == [("60", "kg", 5), ("100", "kg", 5), ("62.5", "kg", 5)]
    assert trial.taken == report.taken == Taken(2, sets_changed=3, sets_added=0, sets_removed=0, sets_kept=0)
    assert (outcome(again), again.taken) == ((0, 0, 2, 0, 0, 0), Taken(0, 0, 0, 0, 0))


async def test_what_was_edited_added_or_deleted_here_since_stays_so(database: Database, ann: Person) -> None:
    data = file_of(squats("60", "70", "80", "90"))
    await bring(database, ann, data, LB)
    await change(
        database,
        ann,
        "UPDATE exercise_sets SET load = 155 WHERE load = 70",
        "DELETE FROM exercise_sets WHERE load = 80",
        "UPDATE exercise_sets SET reps = 7 WHERE load = 90",
        "UPDATE exercise_sets SET reps = 5 WHERE load = 90",
        "INSERT INTO exercise_sets (user_id, id, session_exercise_id, exercise_id, set_type, set_index, load, "
        "load_unit, reps, performed_at) SELECT user_id, gen_random_uuid(), session_exercise_id, exercise_id, "
        "'working', 9, 45, 'lb', 3, performed_at FROM exercise_sets LIMIT 1",
    )

    report = await bring(database, ann, data, TAKE)
    again = await bring(database, ann, data, TAKE)

    assert report.taken == Taken(1, sets_changed=2, sets_added=0, sets_removed=0, sets_kept=2)
    assert outcome(again) == (0, 0, 1, 0, 0, 0)
    assert await rows(database, ann, SETS) == [("60", "kg", 5), ("155", "lb", 5), ("90", "kg", 5), ("45", "lb", 3)]


async def test_an_undo_of_it_brings_everything_back_and_it_can_be_taken_again(database: Database, ann: Person) -> None:
    first, second = squats("60", "70"), squats("62.5", day=3)
    await bring(database, ann, file_of(first, second), LB)
    longer = file_of(
        Session(first.start, [*squats("60", "70", "75").lifts, Lift("Plank", seconds="60")], note="slow"),
        squats("62.5", day=3),
        squats("65", day=4),
    )
    before = await everything(database, ann)

    taking = replace(TAKE, time_zone="Europe/Berlin")
    report = await bring(database, ann, longer, taking)
    after = await rows(database, ann, SETS)
    await take_back(database, ann, report)
    back = await everything(database, ann)
    once_more = await bring(database, ann, longer, taking)

    assert report.taken == once_more.taken == Taken(2, sets_changed=3, sets_added=2, sets_removed=0, sets_kept=0)
    assert back == before
    assert await rows(database, ann, SETS) == after == [
        ("60", "kg", 5), ("70", "kg", 5), ("75", "kg", 5), (None, None, None), ("62.5", "kg", 5), ("65", "kg", 5),
    ]  # fmt: skip


async def test_an_import_whose_sets_another_one_has_taken_over_is_not_taken_back_alone(
    database: Database, ann: Person
) -> None:
    data = file_of(squats("60"))
    first = await bring(database, ann, data, LB)
    await bring(database, ann, data, TAKE)

    with pytest.raises(Conflict, match="was changed again later"):
        await take_back(database, ann, first)


async def test_the_unit_of_an_exercise_is_put_right_in_the_same_way(database: Database, ann: Person) -> None:
    data = file_of(squats("60"), squats("225", day=3, exercise="Deadlift (Barbell)"))
    await bring(database, ann, data, LB)

    report = await bring(
        database, ann, data, ImportOptions(LoadUnit.LB, exercise_units={"Squat (Barbell)": LoadUnit.KG}, take_file=True)
    )

    assert report.answers_before == [AnswerBefore("exercise_units", "Squat (Barbell)", "lb", "kg", workouts=1)]
    assert await rows(database, ann, SETS) == [("60", "kg", 5), ("225", "lb", 5)]


# ------------------------------------------------------------------------------------------------------- the time zone


async def test_another_zone_is_noticed_and_taken_with_all_instants(database: Database, ann: Person) -> None:
    data = file_of(squats("60"), squats("70", day=3))
    await bring(database, ann, data, KG)
    await change(database, ann, "UPDATE workout_sessions SET started_at = '2026-02-03 06:00+00' WHERE name = 'Lower' "
                 "AND started_at > '2026-02-03'")  # fmt: skip
    there = replace(KG, time_zone="America/New_York")

    asked = await bring(database, ann, data, there)
    report = await bring(database, ann, data, replace(there, take_file=True))
    again = await bring(database, ann, data, there)

    assert [each.differs_in for each in asked.changed] == [["time"]] * 2
    assert asked.answers_before == [AnswerBefore("time_zone", None, "UTC", "America/New_York", workouts=2)]
    assert report.taken == Taken(1, 0, 0, 0, 0)
    assert outcome(again) == (0, 0, 2, 0, 0, 0)
    when = "SELECT started_at::text, time_zone FROM workout_sessions ORDER BY 1"
    assert await rows(database, ann, when) == [
        ("2026-02-02 23:04:11+00", "America/New_York"),
        ("2026-02-03 06:00:00+00", "UTC"),
    ]
    assert await rows(database, ann, "SELECT performed_at::text FROM exercise_sets ORDER BY load") == [
        ("2026-02-02 23:04:11+00",), ("2026-02-03 18:04:11+00",),
    ]  # fmt: skip


# ------------------------------------------------------------------------------------- workouts that the app changed


async def test_a_workout_that_the_app_changed_gets_and_loses_sets_and_exercises(
    database: Database, ann: Person
) -> None:
    start = Session(FIRST, [Lift("Squat", "1", "60", "5"), Lift("Squat", "2", "70", "5"), Lift("Row", "1", "50", "8")])
    now = Session(
        FIRST,
        [
            Lift("Squat", "1", "60", "6", rpe="8"),
            Lift("Squat", "D", "40", "9"),
            Lift("Squat", "2", "70", "5"),
            Lift("Curl", "1", "20", "12"),
        ],
    )
    await bring(database, ann, file_of(start))

    report = await bring(database, ann, file_of(now), TAKE)

    found = await rows(
        database,
        ann,
        "SELECT exercises.name, sets.load::text, sets.reps, sets.rpe::text, heads.load::text "
        "FROM exercise_sets AS sets JOIN session_exercises AS blocks ON blocks.id = sets.session_exercise_id "
        "JOIN exercises ON exercises.id = sets.exercise_id "
        "LEFT JOIN exercise_sets AS heads ON heads.id = sets.continues_set_id "
        "ORDER BY blocks.display_order, sets.set_index, sets.id",
    )
    assert found == [
        ("Squat", "60", 6, "8", None),
        ("Squat", "40", 9, None, "60"),
        ("Squat", "70", 5, None, None),
        ("Curl", "20", 12, None, None),
    ]
    assert report.taken == Taken(1, sets_changed=1, sets_added=2, sets_removed=1, sets_kept=0)
    assert report.exercises_created == ["Curl"]
    assert (await counts(database, ann))["session_exercises"] == 2


async def test_what_another_dialect_does_not_hold_is_not_taken_away(database: Database, ann: Person) -> None:
    await bring(database, ann, histories.s1(History()))
    before = await everything(database, ann)

    report = await bring(database, ann, histories.s1b(History()), TAKE)
    richer = await bring(database, ann, histories.s3(History()), replace(TAKE, load_unit=None))

    assert (report.taken, richer.taken) == (Taken(0, 0, 0, 0, 0), Taken(0, 0, 0, 0, 0))
    assert (await everything(database, ann))[:3] == before[:3]


async def test_notes_that_the_first_file_did_not_hold_come_in_with_the_version_of_the_file(
    database: Database, ann: Person
) -> None:
    await bring(database, ann, histories.s1b(History()))

    await bring(database, ann, histories.s1(History()), TAKE)

    notes = "SELECT notes, count(*) FROM {} WHERE notes <> '' GROUP BY notes"
    assert await rows(database, ann, notes.format("session_exercises")) == [("belt on", 4)]
    assert await rows(database, ann, notes.format("workout_sessions")) == [("slept badly", 2)]


async def test_the_same_file_with_its_dates_read_otherwise_is_refused_instead_of_doubled(
    database: Database, ann: Person
) -> None:
    data = file_of(squats("60")).replace(b"2026-02-02 18", b"2/3/2026 18")
    await bring(database, ann, data, replace(KG, date_order=DateOrder.DAY_FIRST))

    with pytest.raises(Invalid) as refused:
        await bring(database, ann, data, replace(KG, date_order=DateOrder.MONTH_FIRST))

    assert (refused.value.field, refused.value.value) == ("date_order", "month_first")
    assert (await counts(database, ann))["exercise_sets"] == 1
