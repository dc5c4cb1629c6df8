"""One small file for each dialect of Strong and each form of Hevy, read back whole."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Final

import pytest

from mygymtracker.errors import Invalid
from mygymtracker.exchange.reading import DateOrder, parse
from mygymtracker.exchange.records import ExerciseRecord, ParsedFile, Remark, SetRecord, WorkoutRecord
from mygymtracker.quantities import DistanceUnit, LoadUnit
from tests.exchange.composing import FILES, KG, LB, at, exercise, lift, without

# The same three rows in S1, S2 and S3.
ONE_HISTORY: Final = (
    """\
Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,Notes,Workout Notes,RPE
2026-02-03 18:04:11,"Legs",1h 5m,"Squat (Barbell)",1,102.05828325,5,0,0,"deep","good",8.5
2026-02-03 18:04:11,"Legs",1h 5m,"Squat (Barbell)",Rest Timer,0,0,0,90.0,,,
2026-02-03 18:04:11,"Legs",1h 5m,"Plank",1,0,0,0,75.0,,,
""",
    """\
Date;Workout Name;Exercise Name;Set Order;Weight;Weight Unit;Reps;RPE;Seconds;Notes;Workout Notes;Workout Duration
2026-02-03 18:04:11;"Legs";"Squat (Barbell)";1;225;lbs;5;8.5;0;"deep";"good";1h 5m
2026-02-03 18:04:11;"Legs";"Squat (Barbell)";Rest Timer;;;;;90;;"good";1h 5m
2026-02-03 18:04:11;"Legs";"Plank";1;;;;;75;;"good";1h 5m
""",
    """\
"Workout #";"Date";"Workout Name";"Duration (sec)";"Exercise Name";"Set Order";"Weight (kg)";"Reps";"RPE";"Seconds";\
"Notes";"Workout Notes"
"1";"2026-02-03 18:04:11";"Legs";"3900";"Squat (Barbell)";"1";"102.05828325";"5";"8.5";"";"deep";"good"
"1";"2026-02-03 18:04:11";"Legs";"3900";"Squat (Barbell)";"Rest Timer";"";"";"";"90";"";"good"
"1";"2026-02-03 18:04:11";"Legs";"3900";"Plank";"1";"";"";"";"75";"";"good"
""",
)


def read(name: str, load_unit: LoadUnit | None = None) -> ParsedFile:
    return parse((FILES / name).read_bytes(), load_unit=load_unit)


def workout(name: str, start: str, end: str | None, *exercises: ExerciseRecord, notes: str = "") -> WorkoutRecord:
    return WorkoutRecord(name, at(start), 1, at(end) if end else None, notes, exercises)


def ride(
    line_number: int, seconds: int, distance: str, unit: DistanceUnit | None, load: str | None = None
) -> SetRecord:
    return SetRecord(
        line_number,
        duration_seconds=Decimal(seconds),
        distance=Decimal(distance),
        distance_unit=unit,
        load=Decimal(load) if load else None,
        load_unit=LB if load else None,
    )


def test_strong_of_2016_names_its_units_as_columns_and_counts_sets_from_0() -> None:
    parsed = read("strong_s0_kg.csv")

    assert (parsed.dialect, parsed.load_unit, parsed.unit_guess) == ("S0", KG, None)
    assert parsed.workouts == (
        workout(
            "W1D1",
            "2016-11-07 19:00:00",
            None,
            exercise("Squat", lift(2, "70", KG, 5), lift(3, "72.5", KG, 5)),
            exercise("Rowing", ride(4, 525, "2", DistanceUnit.KM), notes="easy"),
        ),
    )


def test_strong_of_2018_names_pounds_and_miles_as_columns() -> None:
    parsed = read("strong_s0_lbs.csv")

    assert (parsed.dialect, parsed.load_unit) == ("S0", LB)
    assert parsed.workouts == (
        workout(
            "A",
            "2018-05-07 19:00:00",
            None,
            exercise("Bench Press (Barbell)", lift(2, "135", LB, 5)),
            exercise("Running", ride(3, 600, "1.5", DistanceUnit.MI)),
            notes="first",
        ),
    )


def test_strong_s1a_has_no_duration() -> None:
    parsed = read("strong_s1a.csv", KG)

    assert parsed.dialect == "S1a"
    assert parsed.workouts == (
        workout(
            "Push",
            "2018-01-09 06:30:00",
            None,
            exercise("Overhead Press (Barbell)", lift(2, "40", KG, 5)),
            notes="steady",
        ),
    )


def test_strong_s1b_in_pounds_with_kilograms_under_the_dust_and_a_twelve_hour_clock() -> None:
    parsed = read("strong_s1b_lb.csv", LB)

    assert (parsed.dialect, parsed.load_unit) == ("S1b", LB)
    assert parsed.workouts == (
        workout(
            "Legs",
            "2025-10-11 14:05:00",
            "2025-10-11 16:05:00",
            exercise(
                "Squat (Barbell)",
                lift(2, "20", KG, 10),
                SetRecord(3, load=Decimal(135), load_unit=LB, reps=5, rpe=Decimal("9.5")),
            ),
            exercise("Running", ride(4, 540, "1.25", DistanceUnit.MI)),
        ),
    )
    assert parsed.remarks == (Remark(None, "the file names no unit of distance; mi was assumed"),)


def test_without_a_unit_loads_stay_as_written_and_a_guess_says_what_the_file_looks_like() -> None:
    parsed = read("strong_s1b_lb.csv")

    loads = [each.load for block in parsed.workouts[0].exercises for each in block.sets]
    assert parsed.unit_guess is not None
    assert (parsed.unit_guess.loads, parsed.unit_guess.likely) == (0, LB)  # its one exercise shows it itself
    assert loads == [Decimal("44.09245243697551"), Decimal(135), None]
    assert {each.load_unit for block in parsed.workouts[0].exercises for each in block.sets} == {None}


def test_strong_under_a_german_header_with_rest() -> None:
    parsed = read("strong_s1_de.csv", KG)

    assert parsed.dialect == "S1-de"
    assert parsed.workouts == (
        workout(
            "Ziehen",
            "2026-03-01 09:46:59",
            "2026-03-01 10:17:59",
            exercise(
                "Kreuzheben",
                SetRecord(2, load=Decimal("102.5"), load_unit=KG, reps=3, rest_seconds=45),
                lift(4, "102.5", KG, 2),
            ),
            notes="müde",
        ),
    )


def test_strong_under_a_chinese_header() -> None:
    parsed = read("strong_s1_zh.csv", KG)

    assert parsed.dialect == "S1-zh"
    assert parsed.workouts == (
        workout("推", "2023-04-02 20:10:00", "2023-04-02 21:23:00", exercise("卧推", lift(2, "60", KG, 8))),
    )


def test_strong_s2_names_units_in_every_row_and_one_nobody_knows_costs_the_load() -> None:
    parsed = read("strong_s2.csv")

    assert (parsed.dialect, parsed.load_unit, parsed.unit_guess) == ("S2", None, None)
    assert parsed.workouts == (
        workout(
            "Run + Push",
            "2024-05-06 07:12:40",
            "2024-05-06 08:07:40",
            exercise("Running", ride(2, 1122, "3.1", DistanceUnit.KM), ride(3, 240, "0.5", DistanceUnit.MI)),
            exercise(
                "Bench Press (Barbell)",
                SetRecord(4, load=Decimal("82.5"), load_unit=KG, reps=5, rpe=Decimal(8)),
                lift(5, "185", LB, 5),
            ),
            exercise("Chest Fly", without(6, 'the unit "st" of the load 20 is not known', reps=5)),
            notes="easy",
        ),
    )


def test_strong_s3_with_a_note_row_rest_and_new_lines() -> None:
    parsed = read("strong_s3.csv")

    assert (parsed.dialect, parsed.load_unit) == ("S3", KG)
    assert parsed.workouts == (
        workout(
            "Pull",
            "2025-09-01 06:30:00",
            "2025-09-01 07:22:00",
            exercise(
                "Deadlift (Barbell)",
                SetRecord(3, load=Decimal(225), load_unit=LB, reps=5, rest_seconds=90),
                notes="hook grip",
            ),
            exercise("Rowing", ride(5, 480, "2000", DistanceUnit.M), notes="one\n\ntwo"),
            notes="first week",
        ),
    )


def test_strong_s3_with_commas_pounds_and_miles() -> None:
    parsed = read("strong_s3_comma.csv")

    assert (parsed.dialect, parsed.load_unit) == ("S3", LB)
    assert parsed.workouts == (
        workout(
            "Pull",
            "2025-09-01 06:30:00",
            "2025-09-01 07:22:00",
            exercise("Deadlift (Barbell)", lift(2, "225", LB, 5)),
            exercise("Running", ride(3, 700, "1.5", DistanceUnit.MI)),
        ),
    )


def test_a_file_saved_again_by_a_spreadsheet_has_other_dates_commas_and_padding() -> None:
    parsed = read("strong_resaved.csv", KG)

    assert parsed.workouts == (
        workout(
            "Push",
            "2025-11-01 15:59:00",
            "2025-11-01 16:44:00",
            exercise("Bench Press (Barbell)", lift(2, "60", KG, 5)),
        ),
        workout(
            "Push",
            "2025-11-13 15:59:00",
            "2025-11-13 16:44:00",
            exercise("Bench Press (Barbell)", lift(3, "62.5", KG, 5), notes="Größe"),
        ),
    )
    assert parsed.remarks == (Remark(3, "this line is not UTF-8 and was read as Windows-1252"),)


def test_dates_that_can_be_read_in_two_ways_are_asked_about() -> None:
    data = b"".join((FILES / "strong_resaved.csv").read_bytes().splitlines(keepends=True)[:2])

    with pytest.raises(Invalid) as caught:
        parse(data)

    assert (caught.value.field, caught.value.value) == ("date_order", "1/11/2025 15:59")
    assert parse(data, date_order=DateOrder.MONTH_FIRST).workouts[0].started_at == at("2025-01-11 15:59")
    assert parse(data, date_order=DateOrder.DAY_FIRST).workouts[0].started_at == at("2025-11-01 15:59")


@pytest.mark.parametrize(
    ("name", "unit", "expected"),
    [
        (
            "hevy_kg.csv",
            KG,
            workout(
                "Push",
                "2026-03-07 18:05",
                "2026-03-07 19:12",
                exercise(
                    "Bench Press (Barbell)",
                    SetRecord(2, load=Decimal("61.25"), load_unit=KG, reps=8, rpe=Decimal("8.5")),
                ),
            ),
        ),
        (
            "hevy_lb.csv",
            LB,
            workout(
                "Push",
                "2024-01-01 10:00",
                "2024-01-01 23:00",
                exercise("Bench Press (Barbell)", lift(2, "135", LB, 8)),
                exercise("Running", ride(3, 1500, "2.5", DistanceUnit.MI)),
            ),
        ),
        (
            "hevy_kg_miles.csv",
            KG,
            workout(
                "Koşu",
                "2026-06-05 07:30",
                "2026-06-05 08:00",
                exercise("Running", ride(2, 1500, "2.5", DistanceUnit.MI)),
                exercise("Squat (Barbell)", lift(3, "100", KG, 5)),
            ),
        ),
        (
            "hevy_lb_km.csv",
            LB,
            workout(
                "Run",
                "2026-06-05 07:30",
                "2026-06-05 08:00",
                exercise("Running", ride(2, 1500, "2.5", DistanceUnit.KM, load="5")),
            ),
        ),
    ],
)
def test_hevy_chooses_both_units_apart_and_writes_dates_in_several_forms(
    name: str, unit: LoadUnit, expected: WorkoutRecord
) -> None:
    parsed = read(name)

    assert (parsed.load_unit, tuple(parsed.workouts)) == (unit, (expected,))


@pytest.mark.parametrize(
    ("name", "starts"),
    [
        ("hevy_tr.csv", ["2025-12-30", "2025-08-03", "2025-05-05", "2025-03-02", "2025-02-01"]),
        ("hevy_pt.csv", ["2025-12-09", "2025-10-03", "2025-09-05", "2025-05-04", "2025-02-02"]),
    ],
)
def test_hevy_writes_months_in_the_language_of_the_app(name: str, starts: list[str]) -> None:
    parsed = read(name)

    assert [each.started_at for each in parsed.workouts] == [datetime.fromisoformat(f"{day} 07:15") for day in starts]


def test_one_history_reads_the_same_in_every_dialect_that_can_say_it() -> None:
    readings = [parse(text.encode(), load_unit=KG).workouts for text in ONE_HISTORY]

    assert readings[0] == readings[1] == readings[2]
    assert readings[0] == (
        workout(
            "Legs",
            "2026-02-03 18:04:11",
            "2026-02-03 19:09:11",
            exercise(
                "Squat (Barbell)",
                SetRecord(2, load=Decimal(225), load_unit=LB, reps=5, rpe=Decimal("8.5"), rest_seconds=90),
                notes="deep",
            ),
            exercise("Plank", SetRecord(4, duration_seconds=Decimal(75))),
            notes="good",
        ),
    )
