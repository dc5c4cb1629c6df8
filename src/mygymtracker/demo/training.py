"""Two years of an athlete who does not exist: strength that grows, days that are good and bad, weeks off.

Nothing here is chance: the same last day gives the same training. Strength follows a saturating curve; how many
repetitions it is good for is Epley's formula read backwards (`progress.formulas`); loads go up by double progression.
"""

from __future__ import annotations

import math
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Final
from zoneinfo import ZoneInfo

from mygymtracker.database.entities import IntensityTechnique, SetType
from mygymtracker.demo.programme import DAYS, Day, Lift

WEEKS: Final = 104
TIME_ZONE: Final = "Europe/Berlin"
#: Of a year: two weeks in summer, one around the end of the year.
_WEEKS_OFF: Final = (31, 32, 52)
_DELOAD_EVERY: Final = 8
_MISSED: Final = 0.07
_HALF: Final = Decimal("0.5")
#: Percent of the working load, by the number of warm-ups; the repetitions go down as the load goes up.
_WARMUPS: Final = {0: (), 1: (60,), 2: (50, 70), 3: (45, 65, 85)}
_NOTES: Final = ("", "", "", "", "", "Slept badly.", "Felt strong.", "Gym was full.", "Left shoulder a little stiff.")


@dataclass(frozen=True, slots=True)
class DoneSet:
    """One set; `piece` says that it continues the one before."""

    set_type: SetType
    reps: int
    load: Decimal | None
    rpe: Decimal | None = None
    technique: IntensityTechnique | None = None
    rest_seconds: int | None = None
    piece: bool = False


@dataclass(frozen=True, slots=True)
class DoneWorkout:
    """One workout of the programme: the sets of each of its day's lifts, in the day's order."""

    day: int
    started_at: datetime
    completed_at: datetime
    notes: str
    body_weight: Decimal
    sets: tuple[tuple[DoneSet, ...], ...]


@dataclass(slots=True)
class _Progression:
    """Where double progression stands: the working load of the next time."""

    load: Decimal
    done: list[int] = field(default_factory=list)


def train(until: date) -> Iterator[DoneWorkout]:
    """Every workout of the two years that end on `until`, oldest first."""
    chance = random.Random(20260302)  # noqa: S311 — the same for everyone, on purpose
    monday = until - timedelta(days=until.weekday()) - timedelta(weeks=WEEKS - 1)
    standing: dict[str, _Progression] = {}
    for week in range(WEEKS):
        for number, day in enumerate(DAYS):
            on = monday + timedelta(weeks=week, days=day.weekday)
            missed = chance.random() < _MISSED
            form = chance.gauss(0, 0.015)  # drawn on days off too, so that they shift nothing that follows
            if on <= until and not missed and on.isocalendar().week not in _WEEKS_OFF:
                yield _workout(number, day, on, week=week, form=form, chance=chance, standing=standing)


def body_weight(week: int) -> Decimal:
    """In kilograms, a slow gain with the waves that scales show."""
    return Decimal(str(round(80.5 + 4.2 * week / WEEKS + 0.5 * math.sin(week / 3), 1)))


def _workout(
    number: int,
    day: Day,
    on: date,
    *,
    week: int,
    form: float,
    chance: random.Random,
    standing: dict[str, _Progression],
) -> DoneWorkout:
    weight = body_weight(week)
    deload = week % _DELOAD_EVERY == _DELOAD_EVERY - 1
    sets = tuple(
        tuple(_lift(lift, week=week, form=form, deload=deload, weight=weight, chance=chance, standing=standing))
        for lift in day.lifts
    )
    minute = chance.randrange(0, 50, 5)
    start = datetime.combine(on, time(18, minute), tzinfo=ZoneInfo(TIME_ZONE)).astimezone(UTC)
    return DoneWorkout(
        day=number,
        started_at=start,
        completed_at=start + timedelta(minutes=55 + chance.randrange(25)),
        notes="Deload." if deload else chance.choice(_NOTES),
        body_weight=weight,
        sets=sets,
    )


def _lift(
    lift: Lift,
    *,
    week: int,
    form: float,
    deload: bool,
    weight: Decimal,
    chance: random.Random,
    standing: dict[str, _Progression],
) -> Iterator[DoneSet]:
    if not lift.first_1rm:
        yield from _by_repetitions(lift, week=week, chance=chance)
        return
    carried = float(weight) if lift.bodyweight else 0.0
    strength = _strength(lift, week) * (1 + form)
    known = standing.setdefault(lift.exercise, _Progression(_first_load(lift, strength, carried)))
    load = _rounded(float(known.load) * 0.85, lift.step) if deload else known.load
    shown = load if load or not lift.bodyweight else None
    yield from _warmups(lift, load)
    reps = []
    for place in range(lift.working_sets):
        last = place == lift.working_sets - 1
        rpe = lift.rpe[1] if last else lift.rpe[0]
        capable = 30 * (strength * 0.985**place / (carried + float(load)) - 1)
        wanted = capable - (10 - rpe) + chance.gauss(0, 0.5)
        made = max(1, min(lift.reps[1], round(wanted)))
        reps.append(made)
        felt = min(Decimal(10), max(Decimal(5), _half(10 - (capable - made) + chance.gauss(0, 0.3))))
        fails = last and lift.technique is IntensityTechnique.FAIL and not deload
        yield DoneSet(
            SetType.WORKING, made, shown, rpe=felt, rest_seconds=lift.rest[0] + chance.randrange(0, 60, 5),
            technique=IntensityTechnique.FAIL if fails else None,
        )  # fmt: skip
    if lift.technique is IntensityTechnique.DROP_SET and not deload:
        dropped = _rounded(float(load) * 0.7, lift.step)
        yield DoneSet(
            SetType.WORKING, 8 + chance.randrange(4), dropped, technique=IntensityTechnique.DROP_SET, piece=True
        )
    if not deload:
        _progress(lift, known, reps)


def _by_repetitions(lift: Lift, *, week: int, chance: random.Random) -> Iterator[DoneSet]:
    """A movement of the body alone: the repetitions are what grows."""
    for place in range(lift.working_sets):
        reps = lift.reps[0] + round((lift.reps[1] - lift.reps[0]) * week / WEEKS) - place + chance.randrange(2)
        yield DoneSet(SetType.WORKING, max(1, reps), None, rpe=Decimal(8) + _HALF * place, rest_seconds=lift.rest[0])


def _warmups(lift: Lift, load: Decimal) -> Iterator[DoneSet]:
    if lift.bodyweight:
        yield from (DoneSet(SetType.WARMUP, 5, None) for _ in range(lift.warmups))
        return
    for place, percent in enumerate(_WARMUPS[lift.warmups]):
        reps = max(2, round(lift.reps[0] * (1 - 0.25 * place)))
        yield DoneSet(SetType.WARMUP, reps, _rounded(float(load) * percent / 100, lift.step))


def _strength(lift: Lift, week: int) -> float:
    """A curve that flattens: most of the two years' gain comes in the first."""
    return lift.first_1rm * (1 + lift.gain * (1 - math.exp(-2.2 * week / WEEKS)) / (1 - math.exp(-2.2)))


def _first_load(lift: Lift, strength: float, carried: float) -> Decimal:
    """What the middle of the range can be done with, three repetitions short of failure."""
    middle = sum(lift.reps) / 2 + 3
    return _rounded(max(0.0, strength / (1 + middle / 30) - carried), lift.step)


def _progress(lift: Lift, known: _Progression, reps: list[int]) -> None:
    """Double progression: more load once every set is at the top of the range; less after three misses of its foot."""
    if min(reps) >= lift.reps[1]:
        known.load += lift.step
        known.done.clear()
    elif min(reps) < lift.reps[0]:
        known.done.append(min(reps))
        if len(known.done) >= 3:
            known.load = max(Decimal(0), known.load - lift.step)
            known.done.clear()


def _rounded(load: float, step: Decimal) -> Decimal:
    return (Decimal(str(load)) / step).to_integral_value() * step


def _half(number: float) -> Decimal:
    return (Decimal(str(round(number, 3))) / _HALF).to_integral_value() * _HALF
