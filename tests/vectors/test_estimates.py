"""The seven formulas over a grid of loads, repetitions and effort, and weeks, as PostgreSQL computes them."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from itertools import product
from typing import Final
from uuid import UUID

from sqlalchemy import Date, Integer, cast, func, literal, select

from mygymtracker.database.entities import E1rmFormula
from mygymtracker.database.transaction import Database
from mygymtracker.progress.counted import week_of
from mygymtracker.progress.estimating import ESTIMATED_SETS
from mygymtracker.quantities import LoadUnit
from tests.factories import Person, log_workout, make_exercise
from tests.features.progress import choose
from tests.vectors.holding import JSON, hold

Typed = tuple[str, str, int, str | None, str | None]

REPS: Final = (0, 1, 2, 5, 8, 11, 12, 13)
EFFORTS: Final = [
    (None, None), *((rpe, None) for rpe in ("10", "9.5", "8.1", "5.1", "5", "0")),
    *((None, rir) for rir in ("0", "0.5", "1", "3.3", "4.9", "5", "30")),
]  # fmt: skip
LOADS: Final = ("0", "0.001", "1.015", "61.25", "90", "100.0", "102.5", "333.333", "99999.999")


def typed_sets() -> Iterator[Typed]:
    """Load, unit, repetitions, RPE, RIR."""
    for reps, (rpe, rir) in product(REPS, EFFORTS):
        yield "100", "kg", reps, rpe, rir
    for load, unit, reps in product(LOADS, LoadUnit, (1, 8, 10)):
        yield load, unit.value, reps, None, None
    chance = random.Random(20261130)  # noqa: S311 — the same sets every time
    for _ in range(50):
        thousandths, halves = chance.randint(1, 400_000), chance.randint(0, 12)
        unit, reps = chance.choice([*LoadUnit]).value, chance.randint(1, 12)
        yield str(Decimal(thousandths) / 1000), unit, reps, None, str(Decimal(halves) / 2)


async def test_each_formula_estimates_what_the_server_says(database: Database, ann: Person) -> None:
    typed = list(typed_sets())
    exercise = await make_exercise(database, ann, "Bench")
    logged = await log_workout(database, ann, exercise, *(_fields(each) for each in typed))

    estimates = {}
    for unit, formula in product(LoadUnit, E1rmFormula):
        await choose(database, ann, unit=unit, e1rm_formula=formula)
        estimates[unit, formula] = await _estimates(database, ann, exercise)

    hold(
        "estimates",
        {
            "formulas": [formula.value for formula in E1rmFormula],
            "sets": [
                {"set": each}
                | {unit: [estimates[unit, formula].get(set_id) for formula in E1rmFormula] for unit in LoadUnit}
                for each, set_id in zip(typed, logged.sets, strict=True)
            ],
        },
    )


def _fields(typed: Typed) -> JSON:
    load, unit, reps, *effort = typed
    rpe, rir = (None if each is None else Decimal(each) for each in effort)
    return {"load": Decimal(load), "load_unit": LoadUnit(unit), "reps": reps, "rpe": rpe, "rir": rir}


async def _estimates(database: Database, person: Person, exercise: UUID) -> dict[UUID, str]:
    asked = select(ESTIMATED_SETS.c.id, func.round(ESTIMATED_SETS.c.estimate, 2))
    async with database.acting_as(person.id, read_only=True) as session:
        found = await session.execute(asked, {"exercise_id": exercise})
        return {set_id: str(estimate) for set_id, estimate in found}


async def test_weeks_begin_where_the_server_says(database: Database, ann: Person) -> None:
    chance = random.Random(20261130)  # noqa: S311 — the same days every time
    edges = [
        "1900-01-01",
        "1999-12-31",
        "2024-02-28",
        "2024-02-29",
        "2024-03-01",
        "2024-12-30",
        "2025-01-01",
        "2199-12-31",
    ]
    days = [date.fromisoformat(each) for each in edges]
    days += [date(1970, 1, 1) + timedelta(days=chance.randrange(30_000)) for _ in range(30)]

    async with database.acting_as(ann.id, read_only=True) as session:
        cases = []
        for day in days:
            weeks = [week_of(cast(literal(day), Date), cast(literal(weekday), Integer)) for weekday in range(1, 8)]
            starts = (await session.execute(select(*weeks))).one()
            cases.append({"day": str(day), "starts": [str(each) for each in starts]})

    hold("weeks", {"days": cases})
