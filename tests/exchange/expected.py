"""What `strong_all_traps.csv` and `hevy_all_traps.csv` say, written down by hand.

Both files are composed: between them they carry every trap met in real exports of the two apps. Whoever sends them
through another door (the API, the terminal) compares with the same values.
"""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Final

from mygymtracker.exchange.records import (
    ExerciseRecord,
    Remark,
    RowOutcome,
    SetRecord,
    WorkoutRecord,
)
from mygymtracker.quantities import DistanceUnit, LoadMode, LoadUnit

FILES: Final = Path(__file__).parent / "files"
KG, LB = LoadUnit.KG, LoadUnit.LB


def exercise(name: str, *sets: SetRecord, notes: str = "", superset_group: int | None = None) -> ExerciseRecord:
    """A run of sets of one exercise."""
    return ExerciseRecord(name, notes, superset_group, sets)


def lift(line_number: int, load: str, unit: LoadUnit, reps: int) -> SetRecord:
    """A working set of which there is nothing else to say."""
    return SetRecord(line_number, load=Decimal(load), load_unit=unit, reps=reps)


def at(text: str) -> datetime:
    """A wall-clock time."""
    return datetime.fromisoformat(text)


# --- strong_all_traps.csv, read with load_unit=kg ---

STRONG_FILE: Final = FILES / "strong_all_traps.csv"
STRONG_BALANCE: Final = {
    RowOutcome.SET: 31,
    RowOutcome.REST: 2,
    RowOutcome.NOTE: 1,
    RowOutcome.SET_ASIDE: 12,
}
STRONG_SET_ASIDE: Final = {
    34: "its quotation marks do not match",
    35: "it has 13 cells where the header has 12",
    36: "it has 7 cells where the header has 12",
    38: 'reps "5.5" is not a whole number from 0 to 32767',
    39: 'load "heavy" is not a number',
    40: 'load "100000" is too large',
    41: 'reps "40000" is not a whole number from 0 to 32767',
    42: 'time "-3" is negative',
    43: "it holds NUL characters, shown as ␀: the file is damaged here",
    44: "it names no exercise",
    45: 'the date "yesterday" cannot be read',
    46: "all its cells are empty",
    47: "it is a second header line, not a set",
}
STRONG_REMARKS: Final = (
    Remark(None, "the file names no unit of distance; km was assumed"),
    Remark(24, "a rest without a set above it"),
    Remark(25, "the workout lasted 48 h: a timer never stopped?"),
)
STRONG_WORKOUTS: Final = (
    WorkoutRecord(
        name="Lower, heavy 💪",
        started_at=at("2026-02-03 18:04:11"),
        occurrence=1,
        ended_at=at("2026-02-03 19:09:11"),
        notes="slept badly\nknee ok",
        exercises=(
            exercise(
                "Squat (Barbell)",
                SetRecord(2, "warmup", load=Decimal(60), load_unit=KG, reps=8),
                # 52.163122550000004 in the file, 8.5 as effort and a rest of 180.0 below it
                SetRecord(3, load=Decimal(115), load_unit=LB, reps=5, rpe=Decimal("8.5"), rest_seconds=180),
                SetRecord(5, load=Decimal(150), load_unit=KG, reps=5, rpe=Decimal("6.5")),
                SetRecord(
                    6,
                    technique="drop_set",
                    continues_previous=True,
                    load=Decimal("61.25"),
                    load_unit=KG,
                    reps=8,
                    note="slow\ndown",
                ),
                # 64.863656 in the file: the older factor; failed, not one made
                SetRecord(8, technique="fail", load=Decimal(143), load_unit=LB, reps=0, rpe=Decimal(10)),
                notes='belt "on"',
            ),
            exercise(
                "Leg Press",
                SetRecord(
                    9,
                    "warmup",
                    load=Decimal("16.5"),
                    load_unit=KG,
                    load_mode=LoadMode.ASSISTED,
                    reps=8,
                    remark="the load -16.5 is negative and was kept as help",
                ),
                SetRecord(
                    10,
                    technique="fail",
                    load=Decimal(100),
                    load_unit=LB,
                    reps=12,
                    remark="RPE 11 is not between 1 and 10 with one decimal and was left out",
                ),
            ),
            exercise("Plank", SetRecord(11, duration_seconds=Decimal(75))),
            exercise(
                "Running",
                SetRecord(
                    12,
                    duration_seconds=Decimal(1122),
                    distance=Decimal("3.1"),
                    distance_unit=DistanceUnit.KM,
                ),
            ),
            exercise(
                "Farmer's Walk",
                SetRecord(
                    13,
                    load=Decimal(32),
                    load_unit=KG,
                    distance=Decimal("0.04"),
                    distance_unit=DistanceUnit.KM,
                ),
            ),
            exercise(
                "Pull Up (Assisted)",
                SetRecord(14, load=Decimal("22.5"), load_unit=KG, load_mode=LoadMode.ASSISTED, reps=8),
            ),
            exercise("Pull Up", lift(15, "0", KG, 10)),
            exercise(
                "Pull Up (Weighted)",
                SetRecord(
                    16,
                    technique="drop_set",
                    load=Decimal(10),
                    load_unit=KG,
                    load_mode=LoadMode.BODYWEIGHT_PLUS,
                    reps=6,
                ),
            ),
            exercise("Lateral Raise (Band)", SetRecord(17, load_mode=LoadMode.BAND, reps=15)),
            exercise(
                "Hip Thrust (Barbell)",
                SetRecord(18, remark="nothing is recorded but the name: probably never performed"),
            ),
            exercise("Deadlift (Barbell)", lift(20, "180", KG, 0), notes="hook grip\nslipped"),
            # the first exercise again, and two equal rows which are two sets
            exercise("Squat (Barbell)", lift(21, "85.5", KG, 5), lift(22, "85.5", KG, 5)),
            exercise(
                "Sit Up",
                SetRecord(
                    23, load=Decimal(0), load_unit=KG, reps=5366, remark="5366 reps is unusually many"
                ),
            ),
        ),
    ),
    WorkoutRecord(
        name="Evening walk",
        started_at=at("2026-02-03 18:04:11"),
        occurrence=2,
        ended_at=at("2026-02-05 18:26:11"),
        notes="",
        exercises=(
            exercise(
                "Cable Fly",
                SetRecord(
                    25,
                    load=Decimal("22.536"),
                    load_unit=KG,
                    reps=12,
                    remark='the set type "X" is not known; taken as a working set',
                ),
            ),
        ),
    ),
    WorkoutRecord(
        name="Üst gövde",
        started_at=at("2026-02-05 07:00:00"),
        occurrence=1,
        ended_at=at("2026-02-05 07:00:00"),
        notes="",
        exercises=(
            exercise(
                "Şınav",
                SetRecord(
                    26, load=Decimal(0), load_unit=KG, reps=20, duration_seconds=Decimal(30), rpe=Decimal(7)
                ),
            ),
            exercise(
                "ベンチプレス",
                SetRecord(27, "warmup", load=Decimal(20), load_unit=KG, reps=10),
                SetRecord(
                    28,
                    load=Decimal(860),
                    load_unit=KG,
                    reps=4,
                    remark="a load of 860 kg is unusually heavy",
                ),
                SetRecord(29, "warmup", load=Decimal(30), load_unit=KG, reps=10),
                lift(30, "40", KG, 10),
            ),
            # numbered from 1 again: a second block, and the warm-up above leads to it
            exercise(
                "ベンチプレス",
                SetRecord(31, "warmup", load=Decimal(20), load_unit=KG, reps=10),
                lift(32, "41", KG, 10),
            ),
            exercise("Row, Wide (Cable)", lift(33, "50", KG, 10)),
            exercise(
                "Row",
                SetRecord(
                    48,
                    load=Decimal("12.346"),
                    load_unit=KG,
                    reps=5,
                    remark="the load 12.345678 was rounded to 12.346",
                ),
            ),
        ),
    ),
)

# --- hevy_all_traps.csv ---

HEVY_FILE: Final = FILES / "hevy_all_traps.csv"
HEVY_BALANCE: Final = {
    RowOutcome.SET: 17,
    RowOutcome.REST: 0,
    RowOutcome.NOTE: 0,
    RowOutcome.SET_ASIDE: 8,
}
HEVY_SET_ASIDE: Final = {
    20: "its quotation marks do not match",
    21: "it has 11 cells where the header has 14",
    22: 'reps "5.5" is not a whole number from 0 to 32767',
    23: 'load "inf" is not a number',
    24: "it holds NUL characters, shown as ␀: the file is damaged here",
    25: "it names no exercise",
    26: 'the start "30 Feb 2026, 00:30" cannot be read',
    27: "it is a second header line, not a set",
}
HEVY_REMARKS: Final = (
    Remark(None, "rows of one workout are not together in the file; they were put together"),
    Remark(14, "the workout lasted 48 h: a timer never stopped?"),
)
HEVY_WORKOUTS: Final = (
    WorkoutRecord(
        name="Push 💪",
        started_at=at("2026-03-07 18:05:00"),
        occurrence=1,
        ended_at=at("2026-03-07 19:12:00"),
        notes="short on time\nno dips",
        exercises=(
            exercise(
                "Bench Press (Barbell)",
                SetRecord(2, "warmup", load=Decimal(40), load_unit=KG, reps=10),
                SetRecord(3, load=Decimal("61.24"), load_unit=KG, reps=8, rpe=Decimal("8.5")),
                # index 2 was deleted in the app
                SetRecord(
                    4,
                    technique="drop_set",
                    continues_previous=True,
                    load=Decimal("45.36"),
                    load_unit=KG,
                    reps=8,
                ),
                notes="paused",
            ),
            # counted from 0 again
            exercise(
                "Bench Press (Barbell)",
                SetRecord(5, load=Decimal(50), load_unit=KG, reps=5, rpe=Decimal(7)),
                notes="paused",
            ),
            exercise(
                "Lateral Raise (Dumbbell)",
                SetRecord(6, technique="drop_set", load=Decimal("11.25"), load_unit=KG, reps=12),
                notes='two\nlines, "slow"',
                superset_group=0,
            ),
            exercise(
                "Plank",
                SetRecord(8, duration_seconds=Decimal(60)),
                SetRecord(9, duration_seconds=Decimal(60)),
                superset_group=0,
            ),
            exercise(
                "Farmers Walk",
                SetRecord(
                    10,
                    load=Decimal(32),
                    load_unit=KG,
                    distance=Decimal("0.04"),
                    distance_unit=DistanceUnit.KM,
                ),
            ),
            exercise(
                "Pull Up (Assisted)",
                SetRecord(
                    11,
                    technique="fail",
                    load=Decimal(15),
                    load_unit=KG,
                    load_mode=LoadMode.ASSISTED,
                    reps=0,
                    rpe=Decimal(10),
                ),
            ),
            exercise(
                "Pull Up (Weighted)",
                SetRecord(
                    12,
                    load=Decimal("12.5"),
                    load_unit=KG,
                    load_mode=LoadMode.BODYWEIGHT_PLUS,
                    reps=5,
                    rpe=Decimal("6.5"),
                ),
            ),
            exercise("Bench Press (Barbell)", lift(13, "20", KG, 20), notes="again"),
        ),
    ),
    WorkoutRecord(
        name="Legs, long",
        started_at=at("2026-02-28 00:30:00"),
        occurrence=1,
        ended_at=at("2026-03-02 00:40:00"),
        notes="",
        exercises=(
            exercise(
                "Squat (Barbell)",
                lift(14, "150", KG, 5),
                SetRecord(
                    15,
                    load=Decimal("149.123"),
                    load_unit=KG,
                    reps=5,
                    remark='the set type "myoreps" is not known; taken as a working set; '
                    "the load 149.12345 was rounded to 149.123; "
                    "RPE 0.5 is not between 1 and 10 with one decimal and was left out",
                ),
                SetRecord(
                    16,
                    load=Decimal(5),
                    load_unit=KG,
                    load_mode=LoadMode.ASSISTED,
                    reps=5,
                    note="third",
                    remark="the load -5 is negative and was kept as help",
                ),
            ),
            exercise(
                "Koşu",
                SetRecord(
                    17,
                    remark="nothing is recorded but the name: probably never performed; "
                    'superset_id "x" is not a counting number and was left out',
                ),
            ),
            exercise("Leg Press", lift(19, "200", KG, 10)),
        ),
    ),
    WorkoutRecord(
        name="Sabah",
        started_at=at("2026-02-28 00:30:00"),
        occurrence=2,
        ended_at=None,
        notes="",
        exercises=(exercise("Şınav", SetRecord(18, reps=20)),),
    ),
)
