"""The best of each week for one exercise."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Final
from uuid import UUID

from msgspec import Meta, Struct

from mygymtracker.errors import NotFound
from mygymtracker.progress.formulas import EPLEY
from mygymtracker.quantities import LoadUnit


class WeeklyBest(Struct, frozen=True):
    """The best estimate of one ISO week, and the set it comes from as that was typed."""

    week_starts_on: Annotated[date, Meta(description="The Monday of the ISO week.")]
    estimated_1rm: Annotated[Decimal, Meta(description="In the answer's `unit`, rounded to two decimals.")]
    workout_id: UUID
    performed_on: date
    load: Decimal
    load_unit: LoadUnit
    reps: int
    rpe: Decimal | None
    rir: Decimal | None


class Progress(Struct, frozen=True):
    """How the estimated one-repetition maximum of one exercise went, week by week, oldest first."""

    exercise_id: UUID
    name: str
    unit: Annotated[LoadUnit, Meta(description="The person's unit, and that of every estimate.")]
    formula: Annotated[str, Meta(description="How the estimates were computed.")]
    weeks: Annotated[
        list[WeeklyBest],
        Meta(description="Weeks without a set that an estimate can be made from are left out."),
    ]


#: Columns of a row of `queries.weekly_best`: the exercise's and the person's, then the week's.
_HEAD: Final = slice(0, 3)
_WEEK: Final = slice(3, None)
_WEEK_STARTS_ON: Final = 3


def build_progress(rows: Sequence[Sequence[Any]]) -> Progress:
    """Raises NotFound when there is not even an exercise."""
    if not rows:
        raise NotFound("There is no such exercise.")
    weeks = [WeeklyBest(*row[_WEEK]) for row in rows if row[_WEEK_STARTS_ON] is not None]
    return Progress(*(*rows[0][_HEAD], EPLEY, weeks))
