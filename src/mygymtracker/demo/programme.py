"""What the demo athlete trains: four days, upper and lower body in turns, made up for this purpose."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from mygymtracker.database.entities import IntensityTechnique

DROP, FAIL, NONE = IntensityTechnique.DROP_SET, IntensityTechnique.FAIL, IntensityTechnique.NOT_APPLICABLE


@dataclass(frozen=True, slots=True)
class Lift:
    """One exercise of the programme, by its name in the catalogue, and the strength that the athlete begins with.

    `first_1rm` is the one-repetition maximum at the beginning in kilograms; for `bodyweight` lifts that of the whole
    system, body and belt. `gain` is by how much it has grown after two years (0.3: 30 %).
    """

    exercise: str
    reps: tuple[int, int]
    rest: tuple[int, int]
    first_1rm: int
    gain: float
    step: Decimal = Decimal("2.5")
    warmups: int = 1
    working_sets: int = 3
    rpe: tuple[int, int] = (8, 9)
    technique: IntensityTechnique = NONE
    substitutes: tuple[str, ...] = ()
    superset: int | None = None
    bodyweight: bool = False
    notes: str = ""


@dataclass(frozen=True, slots=True)
class Day:
    """One training day; `weekday` is 0 for Monday."""

    name: str
    weekday: int
    lifts: tuple[Lift, ...]


NAME: Final = "Upper / Lower"
DAYS: Final = (
    Day(
        "Upper A",
        0,
        (
            Lift(
                "Bench Press (Barbell)",
                (5, 8),
                (150, 210),
                92,
                0.28,
                warmups=3,
                substitutes=("Bench Press (Dumbbell)",),
                notes="Pause the first repetition.",
            ),
            Lift("Bent Over Row (Barbell)", (6, 10), (120, 180), 88, 0.27, warmups=2),
            Lift("Overhead Press (Barbell)", (6, 10), (120, 180), 58, 0.24, warmups=2, working_sets=2),
            Lift("Lat Pulldown (Cable)", (8, 12), (90, 120), 80, 0.28),
            Lift(
                "Lateral Raise (Dumbbell)",
                (12, 15),
                (60, 90),
                15,
                0.4,
                step=Decimal(1),
                warmups=0,
                technique=DROP,
                superset=1,
                rpe=(9, 10),
            ),
            Lift(
                "Biceps Curl (Dumbbell)",
                (10, 12),
                (60, 90),
                22,
                0.35,
                step=Decimal(1),
                warmups=0,
                superset=1,
                rpe=(9, 10),
            ),
        ),
    ),
    Day(
        "Lower A",
        1,
        (
            Lift(
                "Squat (Barbell)",
                (4, 7),
                (180, 240),
                118,
                0.34,
                warmups=3,
                substitutes=("Leg Press", "Hack Squat (Machine)"),
            ),
            Lift("Romanian Deadlift (Barbell)", (6, 10), (150, 180), 120, 0.3, warmups=2),
            Lift("Leg Extension (Machine)", (10, 15), (90, 120), 75, 0.35, technique=FAIL, rpe=(9, 10)),
            Lift("Seated Leg Curl (Machine)", (10, 15), (90, 120), 65, 0.33, rpe=(9, 10)),
            Lift("Standing Calf Raise (Machine)", (8, 12), (60, 90), 120, 0.3, step=Decimal(5), warmups=1, rpe=(9, 10)),
        ),
    ),
    Day(
        "Upper B",
        3,
        (
            Lift("Incline Bench Press (Dumbbell)", (8, 12), (120, 150), 42, 0.3, step=Decimal(2), warmups=2),
            Lift(
                "Pull Up",
                (5, 10),
                (120, 180),
                106,
                0.16,
                warmups=1,
                bodyweight=True,
                notes="Add load on the belt from 10 on.",
            ),
            Lift("Seated Row (Cable)", (8, 12), (90, 120), 82, 0.27),
            Lift("Triceps Pushdown (Cable)", (10, 15), (60, 90), 42, 0.32, technique=DROP, superset=1, rpe=(9, 10)),
            Lift("Face Pull (Cable)", (12, 15), (60, 90), 36, 0.3, warmups=0, superset=1),
        ),
    ),
    Day(
        "Lower B",
        4,
        (
            Lift("Deadlift (Barbell)", (3, 5), (180, 300), 148, 0.32, warmups=3, working_sets=2),
            Lift("Leg Press", (8, 12), (120, 180), 240, 0.33, step=Decimal(5), warmups=2),
            Lift("Bulgarian Split Squat (Dumbbell)", (8, 12), (90, 120), 32, 0.38, step=Decimal(2), warmups=1),
            Lift("Hip Thrust (Barbell)", (8, 12), (120, 150), 130, 0.35, step=Decimal(5), warmups=1),
            Lift("Hanging Leg Raise", (8, 15), (60, 90), 0, 0.0, warmups=0),
        ),
    ),
)
