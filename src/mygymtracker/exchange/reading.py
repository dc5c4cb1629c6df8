"""One door for all files: what a file is, is told by its content and never by its name."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from mygymtracker.errors import Unreadable
from mygymtracker.exchange.assembly import Choices
from mygymtracker.exchange.formats import hevy, strong
from mygymtracker.exchange.load_units import UnitsByName
from mygymtracker.exchange.moments import DateOrder
from mygymtracker.exchange.records import ParsedFile
from mygymtracker.exchange.tables import read_table
from mygymtracker.quantities import LoadUnit

__all__ = ["DateOrder", "parse"]

_KNOWN: Final = f"Strong ({strong.HEADER_EXAMPLE}, …) and Hevy ({hevy.HEADER_EXAMPLE}, …)"
_SHOWN_CELLS: Final = 20


def parse(
    data: bytes,
    *,
    load_unit: LoadUnit | None = None,
    date_order: DateOrder | None = None,
    month_language: str | None = None,
    exercise_units: UnitsByName | None = None,
    latest_start: datetime | None = None,
) -> ParsedFile:
    """Read an export of Strong or Hevy. No row is lost: each is a set, a rest, a note, or set aside with a
    reason.

    `load_unit` is for files that do not say their unit, `exercise_units` (by folded name) for exercises of such a file
    that are written in another one; a file that says its unit is believed. `date_order` and
    `month_language` (a code such as `pl`) are for files whose dates can be read in two ways. Rows of workouts that
    start after `latest_start`, by the clock of the file, are set aside.

    Raises `Unreadable` for a file of no known format (`field` is `file`), and `Invalid` when it cannot be
    read without one of the latter two arguments (`field` is the name of that argument). A missing load unit
    does not raise: `unit_guess` is then there, and loads have no unit. A file with only a header has no rows.
    """
    table = read_table(data)
    choices = Choices(load_unit, date_order, month_language, exercise_units or {}, latest_start)
    if (strong_layout := strong.recognise(table.header)) is not None:
        return strong.read(table, strong_layout, choices)
    if (hevy_layout := hevy.recognise(table.header)) is not None:
        return hevy.read(table, hevy_layout, choices)
    found = ", ".join(cell[:40] for cell in table.header[:_SHOWN_CELLS]) or "nothing"
    more = ", …" if len(table.header) > _SHOWN_CELLS else ""
    raise Unreadable(
        f"No known format has this header: {found}{more}. Known are {_KNOWN}.", field="file", value=found[:200]
    )
