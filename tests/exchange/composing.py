"""Short ways to write down what a file should say."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Final

from mygymtracker.exchange.records import ExerciseRecord, SetRecord
from mygymtracker.quantities import LoadUnit

FILES: Final = Path(__file__).parent / "files"
KG, LB = LoadUnit.KG, LoadUnit.LB


def exercise(name: str, *sets: SetRecord, notes: str = "", superset_group: int | None = None) -> ExerciseRecord:
    """A run of sets of one exercise."""
    return ExerciseRecord(name, notes, superset_group, sets)


def lift(line_number: int, load: str, unit: LoadUnit, reps: int) -> SetRecord:
    """A working set of which there is nothing else to say."""
    return SetRecord(line_number, load=Decimal(load), load_unit=unit, reps=reps)


def without(line_number: int, unread: str, *, load: str | None = None, reps: int | None = None) -> SetRecord:
    """A working set in kilograms that lost one of its numbers, for the reason `unread`."""
    return SetRecord(
        line_number,
        load=None if load is None else Decimal(load),
        load_unit=None if load is None else KG,
        reps=reps,
        remark=f"{unread}; left out, and noted at the set",
        unread=unread,
    )


def at(text: str) -> datetime:
    """A wall-clock time."""
    return datetime.fromisoformat(text)
