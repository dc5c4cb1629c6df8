"""What a working set counts for: one rule for lists of workouts, progress and muscles, and the phone has the same."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Numeric, case, func, literal, or_
from sqlalchemy.orm import InstrumentedAttribute

from mygymtracker.database.entities import Side

Column = ColumnElement[Any] | InstrumentedAttribute[Any]


def sets_counted(continues_set_id: Column, reps: Column, side: Column) -> ColumnElement[Decimal]:
    """A further piece of a set, and an attempt of which none was made, are no set; one side alone is half of one."""
    return case(
        (or_(continues_set_id.is_not(None), reps == 0), literal(Decimal(0), Numeric())),
        (or_(side == Side.LEFT, side == Side.RIGHT), literal(Decimal("0.5"), Numeric())),
        else_=literal(Decimal(1), Numeric()),
    )


def total_sets(sets: ColumnElement[Decimal]) -> ColumnElement[Decimal]:
    """The sum, without zeros at its end: 3, 5.5."""
    return func.trim_scale(func.sum(sets), type_=Numeric())
