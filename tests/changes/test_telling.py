"""What happened, in plain English: told by what is on top, the rest of it counted."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import Any, Final

import pytest
from sqlalchemy import delete, insert, select, update

from mygymtracker.changes.history import get_changes, list_changes
from mygymtracker.changes.sentences import Line, Names, Telling, plain_wording
from mygymtracker.changes.shapes import ChangeName, RowCount, read_change
from mygymtracker.changes.telling import MOST_SENTENCES, tell_change
from mygymtracker.changes.undoing import undo_change
from mygymtracker.changes.values import cut, value_text
from mygymtracker.database.columns import new_id
from mygymtracker.database.entities import (
    BY_TABLE,
    BodyMeasurement,
    BodyPart,
    BodyUnit,
    Change,
    ChangedKind,
    ExerciseSet,
    RowOperation,
    SessionExercise,
    Through,
    WorkoutPlan,
    WorkoutSession,
)
from mygymtracker.database.transaction import Database
from mygymtracker.errors import NotFound
from mygymtracker.exchange.importing import ImportOptions, import_file
from mygymtracker.quantities import LoadUnit
from tests.factories import MONDAY, Person, blank_row, log_workout, make_exercise, train

INSERT, UPDATE, DELETE = RowOperation.INSERT, RowOperation.UPDATE, RowOperation.DELETE
NAMES: Final = Names(
    exercises={"bench": "Bench Press", "squat": "Squat", "dip": "Dip"},
    workouts={"push": ("Push Day", "2026-03-02"), "empty": ("", "2026-03-03")},
    places={"bench in push": "push"},
    plans={"two": "Two Days"},
    days={"upper": "Upper"},
)
SET: Final[dict[str, Any]] = {
    **blank_row(ExerciseSet), "id": "a set", "session_exercise_id": "bench in push", "exercise_id": "bench",
    "set_type": "working", "set_index": 2, "reps": 8, "load": Decimal("82.5"), "load_unit": "kg", "rpe": 9,
    "performed_at": "2026-03-02T18:00:00+00:00", "created_at": "2026-03-02T18:00:00+00:00", "creation_digest": None,
}  # fmt: skip
WORKOUT: Final[dict[str, Any]] = {
    "id": "push", "name": "Push Day", "notes": "", "status": "in_progress", "plan_id": None, "plan_day_id": None,
    "started_at": "2026-03-02T18:00:00+00:00", "completed_at": None, "performed_on": "2026-03-02",
    "time_zone": "Europe/Berlin", "body_weight": None, "body_weight_unit": None, "restored_at": None,
    "updated_at": None,
}  # fmt: skip
PLACE: Final[dict[str, Any]] = {
    "id": "bench in push", "session_id": "push", "exercise_id": "bench", "display_order": 1, "notes": "",
    "superset_group": None, "returning_note": "", "target": None, "plan_exercise_id": None,
}  # fmt: skip
PLANNED: Final[dict[str, Any]] = {
    "plan_id": "two", "plan_day_id": "upper", "exercise_id": "bench", "display_order": 1, "warmup_sets": 2,
    "working_sets": 3, "target_reps": 6, "target_reps_max": 8, "per_side": False, "rpe_early": 8, "rpe_last": 9,
    "rest_time": 180, "rest_time_max": None, "intensity_technique": "N/A", "first_substitute_id": None,
    "second_substitute_id": None, "notes": "", "set_targets": [], "superset_group": None, "returning_note": "",
}  # fmt: skip
PLAN: Final[dict[str, Any]] = {"plan_name": "Two Days", "notes": "", "archived_at": None, "updated_at": None}
WEIGHT: Final[dict[str, Any]] = {
    "part": "body_weight", "amount": Decimal("82.40"), "unit": "kg", "note": "",
    "measured_at": "2026-03-02T23:30:00+00:00",
}  # fmt: skip
IMPORT: Final[dict[str, Any]] = {"file_name": "strong.csv", "workouts_added": 1203, "sets_added": 15020}


def made(table: str, fields: dict[str, Any], row_id: str = "a row") -> Line:
    return Line(table, row_id, INSERT, None, fields)


def changed(table: str, fields: dict[str, Any], **other: object) -> Line:
    return Line(table, "a row", UPDATE, fields, fields | other)


def deleted(table: str, fields: dict[str, Any], row_id: str = "a row") -> Line:
    return Line(table, row_id, DELETE, fields, None)


def told(*lines: Line, undoes: str | None = None) -> list[str]:
    tally = Counter((line.table, line.operation) for line in lines)
    return tell_change(lines, tally, Telling(NAMES, "Europe/Berlin"), undoes=undoes)


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        (made("exercise_sets", SET), "logged set 2 of Bench Press, 82.5 kg × 8 @9"),
        (
            deleted("exercise_sets", SET | {"set_index": 3, "load": 140, "reps": 5, "rpe": None}),
            "deleted set 3 of Bench Press, 140 kg × 5, from Push Day, 2026-03-02",
        ),
        (
            changed("exercise_sets", SET | {"rpe": None}, reps=9),
            "changed set 2 of Bench Press: 82.5 kg × 8 → 82.5 kg × 9",
        ),
        (
            changed("exercise_sets", SET, note="slow", rest_seconds=90),
            "changed set 2 of Bench Press: rest none → 90 s, note none → “slow”",
        ),
        (
            changed("exercise_sets", SET | {"set_type": "warmup", "rpe": None}, set_type="working"),
            "changed set 2 of Bench Press: 82.5 kg × 8 (warm-up) → 82.5 kg × 8",
        ),
        (
            made("exercise_sets", SET | {"load_mode": "assisted", "load": 20, "rpe": None, "rir": Decimal("1.5")}),
            "logged set 2 of Bench Press, body − 20 kg × 8 RIR 1.5",
        ),
        (
            made("exercise_sets", SET | {"reps": None, "load": None, "duration_seconds": 60, "rpe": None}),
            "logged set 2 of Bench Press, 60 s",
        ),
        (changed("exercise_sets", SET, set_index=1), "put the sets of Bench Press in another order"),
        (changed("exercise_sets", SET, created_at="2026-03-03T00:00:00Z"), "touched set 2 of Bench Press"),
        (made("workout_sessions", WORKOUT), "started Push Day"),
        (made("workout_sessions", WORKOUT | {"status": "completed"}), "logged Push Day of 2026-03-02"),
        (
            changed("workout_sessions", WORKOUT, status="completed", completed_at="2026-03-02T19:00:00+00:00"),
            "completed Push Day of 2026-03-02",
        ),
        (
            changed(
                "workout_sessions", WORKOUT, started_at="2026-03-02T18:30:00+00:00", updated_at="2026-03-03T00:00Z"
            ),
            "changed Push Day of 2026-03-02: beginning 2026-03-02 19:00 → 2026-03-02 19:30",
        ),
        (changed("workout_sessions", WORKOUT, updated_at="2026-03-03T00:00Z"), "touched Push Day of 2026-03-02"),
        (deleted("workout_sessions", WORKOUT | {"name": ""}), "deleted the workout of 2026-03-02"),
        (made("session_exercises", PLACE), "added Bench Press to Push Day, 2026-03-02"),
        (
            changed("session_exercises", PLACE | {"session_id": "empty"}, exercise_id="dip"),
            "swapped Bench Press for Dip in the workout of 2026-03-03",
        ),
        (deleted("session_exercises", PLACE), "deleted Bench Press from Push Day, 2026-03-02"),
        (made("workout_plans", PLAN), "made the plan Two Days"),
        (changed("workout_plans", PLAN, plan_name="Upper/Lower"), "renamed the plan Two Days to Upper/Lower"),
        (changed("workout_plans", PLAN, archived_at="2026-03-03T00:00:00Z"), "archived the plan Two Days"),
        (made("plan_days", {"day_name": "Upper", "plan_id": "two"}), "added the day Upper to Two Days"),
        (
            made("plan_exercises", PLANNED),
            "added Bench Press to Two Days, Upper: 2 warm-ups, 3 × 6-8 @8-9, rest 180 s",
        ),
        (
            changed("plan_exercises", PLANNED | {"warmup_sets": 0}, working_sets=4, first_substitute_id="dip"),
            "changed Bench Press in Two Days, Upper: 3 × 6-8 @8-9, rest 180 s → 4 × 6-8 @8-9, rest 180 s, "
            "first substitute none → Dip",
        ),
        (made("exercises", {"name": "Dip"}), "made the exercise Dip"),
        (made("body_measurements", WEIGHT), "measured body weight, 82.40 kg"),
        (
            changed("body_measurements", WEIGHT, amount=Decimal("82.6")),
            "changed body weight of 2026-03-03: 82.40 kg → 82.6 kg",
        ),
        (changed("users", {"unit": "kg", "bars": []}, unit="lb"), "changed the profile: unit kg → lb"),
        (made("imports", IMPORT), "imported strong.csv: 1,203 workouts, 15,020 sets"),
        (deleted("imports", IMPORT), "took back the import of strong.csv: 1,203 workouts, 15,020 sets"),
    ],
    ids=lambda part: part if isinstance(part, str) else part.table,
)
def test_a_row_is_a_sentence(line: Line, sentence: str) -> None:
    assert told(line) == [sentence]


def test_a_kind_of_row_without_words_of_its_own_is_told_by_its_name() -> None:
    made, changed, deleted = plain_wording(BY_TABLE["body_measurements"])
    telling, restoring = Telling(NAMES, "Europe/Berlin"), Telling(NAMES, comes_back=True)

    assert (made(WEIGHT, telling), made(WEIGHT, restoring)) == ("added a measurement", "brought back a measurement")
    assert changed(WEIGHT, WEIGHT | {"note": "Late."}, telling) == "changed a measurement: note none → “Late.”"
    assert changed(WEIGHT, WEIGHT, telling) is None
    assert deleted(WEIGHT, telling) == "deleted a measurement"


def test_what_went_along_is_counted_and_not_told() -> None:
    lines = [
        deleted("workout_sessions", WORKOUT, "push"),
        deleted("session_exercises", PLACE, "bench in push"),
        deleted("exercise_sets", SET, "one"),
        deleted("exercise_sets", SET, "two"),
    ]

    assert told(*lines) == ["deleted Push Day of 2026-03-02 with 1 exercise and 2 sets"]


def test_sets_that_follow_their_exercise_are_not_told() -> None:
    place = Line("session_exercises", "bench in push", UPDATE, PLACE, PLACE | {"exercise_id": "dip"})
    sets = Line("exercise_sets", "one", UPDATE, SET | {"exercise_id": "bench"}, SET | {"exercise_id": "dip"})

    assert told(place, sets) == ["swapped Bench Press for Dip in Push Day, 2026-03-02"]


def test_a_merge_tells_what_it_moved_in_one_sentence() -> None:
    merge = made("exercise_merges", {"exercise_id": "dip", "into_exercise_id": "bench", "undone_at": None})

    assert told(merge, changed("session_exercises", PLACE, exercise_id="dip")) == ["merged Dip into Bench Press"]


def test_an_undo_says_what_it_took_back_and_what_came_back() -> None:
    once = told(made("exercise_sets", SET), undoes="57")
    since = told(deleted("workout_plans", PLAN), undoes="57-")

    assert once == ["took back change 57", "brought back set 2 of Bench Press, 82.5 kg × 8 @9"]
    assert since == ["took back everything from change 57 on", "deleted the plan Two Days"]


def test_of_many_rows_as_many_as_people_read_are_told() -> None:
    lines = [made("exercises", {"name": f"Exercise {number}"}, str(number)) for number in range(32)]

    sentences = told(*lines)

    assert sentences[:2] == ["made the exercise Exercise 0", "made the exercise Exercise 1"]
    assert (len(sentences), sentences[-1]) == (MOST_SENTENCES + 1, "and 12 more")


def test_rows_that_were_not_read_are_counted() -> None:
    read = [deleted("workout_sessions", WORKOUT, "push"), deleted("session_exercises", PLACE, "bench in push")]
    tally = {("workout_sessions", DELETE): 1, ("session_exercises", DELETE): 9, ("exercise_sets", DELETE): 1090}

    sentences = tell_change(read, tally, Telling(NAMES), undoes=None)

    assert sentences == ["deleted Push Day of 2026-03-02 with 9 exercises and 1,090 sets"]


@pytest.mark.parametrize("text", ["", "x", "-1", "57.", "57.1.2", "57.99999999", "٣", "9" * 30])
def test_what_is_no_change_is_not_found(text: str) -> None:
    with pytest.raises(NotFound):
        read_change(text)


def test_a_change_is_a_revision_or_a_part_of_one() -> None:
    assert [read_change("57"), read_change(" 57.2 ")] == [ChangeName(57), ChangeName(57, 2)]


# ------------------------------------------------------------------------------------------------- from the log


async def newest(database: Database, person: Person) -> list[str]:
    async with database.acting_as(person.id, read_only=True) as session:
        (change,) = await list_changes(session, rows=1)
        return change.sentences


async def test_what_is_gone_is_told_by_its_name(database: Database, ann: Person) -> None:
    squat = await make_exercise(database, ann, "Squat")
    logged = await log_workout(database, ann, squat, {"load": Decimal("140.0"), "reps": 5}, name="Legs")
    async with database.acting_as(ann.id, through=Through.CLI) as session:
        await session.execute(delete(ExerciseSet).where(ExerciseSet.id == logged.sets[0]))
    async with database.acting_as(ann.id, through=Through.CLI) as session:
        await session.execute(delete(WorkoutSession))

    async with database.acting_as(ann.id, read_only=True) as session:
        changes = await list_changes(session, rows=2)

    assert [change.sentences for change in changes] == [
        ["deleted Legs of 2026-03-02 with 1 exercise"],
        ["deleted set 1 of Squat, 140.0 kg × 5, from Legs, 2026-03-02"],
    ]


async def test_what_a_change_made_is_told_as_it_was_then(database: Database, ann: Person) -> None:
    training = await train(database, ann, exercise_name="Squat")
    for reps in (6, 7):
        async with database.acting_as(ann.id, through=Through.API) as session:
            await session.execute(update(ExerciseSet).where(ExerciseSet.id == training.set).values(reps=reps))

    async with database.acting_as(ann.id, read_only=True) as session:
        changes = await list_changes(session, rows=10, row=training.set)

    assert [(change.through, change.sentences) for change in changes] == [
        (Through.API, ["changed set 1 of Squat: 100 kg × 6 → 100 kg × 7"]),
        (Through.API, ["changed set 1 of Squat: 100 kg × 5 → 100 kg × 6"]),
        (
            Through.PSQL,
            [
                "made the plan Lower with 1 exercise",
                "logged the workout of 2026-03-02 with 1 exercise and 1 set",
                "made the exercise Squat",
            ],
        ),
    ]


async def test_a_plan_goes_without_a_word_on_the_workouts_that_were_started_from_it(
    database: Database, ann: Person
) -> None:
    await train(database, ann)
    async with database.acting_as(ann.id, through=Through.API) as session:
        await session.execute(delete(WorkoutPlan))

    assert await newest(database, ann) == ["deleted the plan Lower with 1 exercise"]


async def test_a_large_import_is_one_sentence(database: Database, ann: Person) -> None:
    lines = [
        f'2026-0{month}-{day:02} 18:04:11,"Lower",1h,"Squat (Barbell)",{number},100.0,5,0,0,"","",\n'
        for month in range(1, 7)
        for day in range(1, 29)
        for number in (1, 2)
    ]
    head = "Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,Notes,Workout Notes,RPE\n"
    options = ImportOptions(load_unit=LoadUnit.KG)
    data = (head + "".join(lines)).encode()
    report = await import_file(database, ann.id, data=data, file_name="strong.csv", options=options)

    async with database.acting_as(ann.id, read_only=True) as session:
        (change,) = await list_changes(session, rows=5, row=report.import_id)

    assert change.sentences == ["imported strong.csv: 168 workouts, 336 sets"]
    assert change.counts == [
        RowCount(ChangedKind.EXERCISE, INSERT, 1),
        RowCount(ChangedKind.WORKOUT, INSERT, 168),
        RowCount(ChangedKind.WORKOUT_EXERCISE, INSERT, 168),
        RowCount(ChangedKind.SET, INSERT, 336),
        RowCount(ChangedKind.IMPORT, INSERT, 1),
        RowCount(ChangedKind.IMPORTED_WORKOUT, INSERT, 168),
    ]


async def test_many_measurements_at_once_are_counted_to_the_last(database: Database, ann: Person) -> None:
    async with database.acting_as(ann.id, through=Through.API) as session:
        usual = {"user_id": ann.id, "part": BodyPart.WAIST, "unit": BodyUnit.CM, "measured_at": MONDAY}
        rows = [{**usual, "id": new_id(), "amount": Decimal(60 + number)} for number in range(70)]
        await session.execute(insert(BodyMeasurement), rows)

    sentences = await newest(database, ann)

    assert (len(sentences), sentences[0], sentences[-1]) == (21, "measured waist, 60 cm", "and 50 more")


async def test_an_undo_is_named_by_what_it_took_back(database: Database, ann: Person) -> None:
    squat = await make_exercise(database, ann, "Squat")
    logged = await log_workout(database, ann, squat, {"load": Decimal(140), "reps": 5}, name="Legs")
    async with database.acting_as(ann.id, through=Through.API) as session:
        await session.execute(delete(SessionExercise).where(SessionExercise.id == logged.session_exercise))
    async with database.acting_as(ann.id, through=Through.API) as session:
        last = (await session.execute(select(Change.revision).order_by(Change.revision.desc()).limit(1))).scalar_one()
        await undo_change(session, last, 1)

    async with database.acting_as(ann.id, read_only=True) as session:
        (change,) = await get_changes(session, ChangeName(last + 1))

    assert (change.change, change.undoes) == (str(last + 1), str(last))
    assert change.sentences == [f"took back change {last}", "brought back Squat to Legs, 2026-03-02 with 1 set"]


async def test_nobody_else_is_told(database: Database, ann: Person, bob: Person) -> None:
    await train(database, ann)

    async with database.acting_as(bob.id, read_only=True) as session:
        assert await list_changes(session, rows=5) == []
        with pytest.raises(NotFound):
            await get_changes(session, ChangeName(1))


def test_of_the_targets_of_a_set_those_are_named_that_there_are() -> None:
    first = {"set_type": "working", "set_number": 1, "target_reps": None, "load": "100", "load_unit": "kg", "note": ""}

    assert value_text("set_targets", [first, {"set_type": "warmup", "set_number": 2}]) == "working 1 100 kg, warmup 2"


def test_a_text_of_sixty_characters_is_shown_whole_and_a_longer_one_is_cut_to_sixty() -> None:
    whole, longer = "x" * 60, "x" * 61

    assert [cut(whole), cut(longer)] == [whole, "x" * 59 + "…"]
