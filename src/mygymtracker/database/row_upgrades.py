"""Rows of older schemas, read as rows of today's.

The log, the devices, their files and exports keep rows as the schema of their day had them, and say which revision that
was. What has changed since is declared once: a column that was added by `info={"since": N}` where it is mapped, and by
its default there; everything else in `CHANGES`. Whoever reads a kept row calls `upgrade`; what devices do with theirs
is written from the same declarations (`sync.field_upgrades`, `docs/generate.py`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Column
from sqlalchemy.sql.schema import CallableColumnDefault, ScalarElementColumnDefault

from mygymtracker.database.entities import LOGGED, Base

#: The newest revision of the schema: they are counted from 1, and each is a file.
SCHEMA: Final = sum(1 for _ in (Path(__file__).parent / "migrations" / "versions").glob("*.py"))
#: The first that kept rows: what says nothing of its schema was written under it, or could have been.
FIRST_SCHEMA: Final = 10


@dataclass(frozen=True, slots=True)
class Added:
    """Rows written before revision `since` lack the column `name`, and say `default`."""

    table: str
    since: int
    name: str
    default: object


@dataclass(frozen=True, slots=True)
class Renamed:
    """In rows written before revision `since` the column `new` is called `old`."""

    table: str
    since: int
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Dropped:
    """Rows written before revision `since` have a column `name`, for which there is no place any more."""

    table: str
    since: int
    name: str


@dataclass(frozen=True, slots=True)
class Changed:
    """In rows written before revision `since` these values of the column `name` are written otherwise: old to new."""

    table: str
    since: int
    name: str
    values: Mapping[str, str]


Step = Added | Renamed | Dropped | Changed

#: What became of columns since the first revision that kept rows, but for those that were added.
CHANGES: Final[tuple[Renamed | Dropped | Changed, ...]] = ()

#: Within one revision: columns get their present names before anything else is said of them.
_ORDER: Final = (Renamed, Changed, Dropped, Added)


@cache
def steps_of(table: str) -> tuple[Step, ...]:
    """What makes a row of today's of an older one, in this order. Raises ValueError for a column without a default."""
    rows = next(logged.rows for logged in LOGGED if logged.table == table)
    added = [
        Added(table, column.info["since"], column.name, default_of(column))
        for column in Base.metadata.tables[table].columns
        if "since" in column.info and (not rows.columns or column.name in rows.columns)
    ]
    steps: list[Step] = [*(step for step in CHANGES if step.table == table), *added]
    return tuple(sorted(steps, key=lambda step: (step.since, _ORDER.index(type(step)))))


def default_of(column: Column[Any]) -> object:
    """What a row says that is older than the column, as JSON has it. Raises ValueError where nothing can be said."""
    match column.default:
        case ScalarElementColumnDefault(arg=value):
            return value.value if isinstance(value, Enum) else value
        case CallableColumnDefault(arg=make) if column.name != "id":
            return make(None)  # type: ignore[arg-type]  # a function without a context takes whatever it gets
    if column.nullable or column.computed is not None:
        return None
    raise ValueError(f"{column} was added since rows are kept: give it a default, which older rows then have.")


def is_current(table: str, schema: int) -> bool:
    """Whether a row of that table was written as today's are."""
    steps = steps_of(table)
    return not steps or schema >= steps[-1].since


def upgrade(table: str, schema: int, fields: Mapping[str, Any]) -> Mapping[str, Any]:
    """A whole row that was written under `schema`, as it would be today."""
    if is_current(table, schema):
        return fields
    upgraded = dict(fields)
    for step in steps_of(table):
        if schema < step.since:
            apply_step(step, upgraded, whole=True)
    return upgraded


def apply_step(step: Step, fields: dict[str, Any], *, whole: bool) -> None:
    """Does one step to the fields of a row, of which there are all or, in an operation of a device, some."""
    match step:
        case Added(name=name, default=default):
            if whole and name not in fields:
                fields[name] = default
        case Renamed(old=old, new=new):
            if old in fields:
                fields[new] = fields.pop(old)
        case Dropped(name=name):
            fields.pop(name, None)
        case Changed(name=name, values=values):
            if isinstance(fields.get(name), str):
                fields[name] = values.get(fields[name], fields[name])


def former_names(table: str, name: str) -> list[str]:
    """What a column was called in older rows, from the latest."""
    names = [name]
    for step in reversed(steps_of(table)):
        if isinstance(step, Renamed) and step.new == names[-1]:
            names.append(step.old)
    return names[1:]
