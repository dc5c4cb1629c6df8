"""What `hevy_all_traps.csv` says, written down by hand."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from mygymtracker.exchange.records import Remark, RowOutcome, SetRecord, WorkoutRecord
from mygymtracker.quantities import DistanceUnit, LoadMode
from tests.exchange.composing import FILES, KG, at, exercise, lift, without

HEVY_FILE: Final = FILES / "hevy_all_traps.csv"
HEVY_BALANCE: Final = {
    RowOutcome.SET: 19,
    RowOutcome.REST: 0,
    RowOutcome.NOTE: 0,
    RowOutcome.SET_ASIDE: 6,
}
HEVY_SET_ASIDE: Final = {
    20: "its quotation marks do not match",
    21: "it has 11 cells where the header has 14",
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
                    remark="no set type can be read; taken as a working set; "
                    "the load 149.12345 was rounded to 149.123; "
                    "RPE 0.5 is not between 1 and 10 with one decimal; left out, and noted at the set",
                    unread="RPE 0.5 is not between 1 and 10 with one decimal",
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
            exercise("Leg Press", without(22, 'reps "5.5" is not a whole number from 0 to 32767', load="200")),
            exercise("Leg Press", without(23, 'load "inf" is not a number', reps=5)),
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
