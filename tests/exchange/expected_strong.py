"""What `strong_all_traps.csv` says when it is read with kilograms as its unit, written down by hand."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from mygymtracker.exchange.records import Remark, RowOutcome, SetRecord, WorkoutRecord
from mygymtracker.quantities import DistanceUnit, LoadMode
from tests.exchange.composing import FILES, KG, LB, at, exercise, lift, without

STRONG_FILE: Final = FILES / "strong_all_traps.csv"
STRONG_BALANCE: Final = {
    RowOutcome.SET: 34,
    RowOutcome.REST: 2,
    RowOutcome.NOTE: 1,
    RowOutcome.SET_ASIDE: 8,
}
STRONG_SET_ASIDE: Final = {
    34: "its quotation marks do not match",
    35: "it has 13 cells where the header has 12",
    36: "it has 7 cells where the header has 12",
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
                    remark="RPE 11 is not between 1 and 10 with one decimal; left out, and noted at the set",
                    unread="RPE 11 is not between 1 and 10 with one decimal",
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
                SetRecord(23, load=Decimal(0), load_unit=KG, reps=5366, remark="5366 reps is unusually many"),
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
                    remark="no set type can be read; taken as a working set",
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
                SetRecord(26, load=Decimal(0), load_unit=KG, reps=20, duration_seconds=Decimal(30), rpe=Decimal(7)),
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
                without(38, 'reps "5.5" is not a whole number from 0 to 32767', load="50"),
                without(39, 'load "heavy" is not a number', reps=5),
                without(40, 'load "100000" is too large', reps=5),
                without(41, 'reps "40000" is not a whole number from 0 to 32767', load="50"),
                without(42, 'time "-3" is negative', load="50", reps=5),
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
