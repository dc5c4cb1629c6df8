"""One door for all files: what a file is, is told by its content and never by its name."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from io import BytesIO
from typing import BinaryIO, Final

from msgspec.structs import asdict

from mygymtracker.errors import Invalid, Unreadable
from mygymtracker.exchange.assembly import Choices, Output
from mygymtracker.exchange.cells import shown
from mygymtracker.exchange.file_kinds import what_else, what_no_text_is
from mygymtracker.exchange.format import Format
from mygymtracker.exchange.known_formats import FORMATS, HEADERS
from mygymtracker.exchange.load_units import UnitsByName
from mygymtracker.exchange.moments import DateOrder
from mygymtracker.exchange.records import ParsedFile, Summary
from mygymtracker.exchange.set_words import SetTypes
from mygymtracker.exchange.tables import read_table
from mygymtracker.quantities import LoadUnit

__all__ = ["DateOrder", "ReadAs", "parse", "read_file", "whole"]

_SHOWN_CELLS: Final = 20


class ReadAs(StrEnum):
    """An app whose columns stand in fixed order, so that its files can be read whatever their header says."""

    STRONG = "strong"


def parse(
    data: bytes,
    *,
    load_unit: LoadUnit | None = None,
    date_order: DateOrder | None = None,
    month_language: str | None = None,
    exercise_units: UnitsByName | None = None,
    latest_start: datetime | None = None,
    set_types: SetTypes | None = None,
    read_as: ReadAs | None = None,
) -> ParsedFile:
    """Read an export of a known app. No row is lost: each is a set, a rest, a note, or set aside with a
    reason.

    `load_unit` is for files that do not say their unit, `exercise_units` (by folded name) for exercises of such a file
    that are written in another one; a file that says its unit is believed. `date_order` and
    `month_language` (a code such as `pl`) are for files whose dates can be read in two ways, `set_types` for words for
    kinds of rows that nobody knows, and `read_as` for a header in a language that nobody knows, over columns that stand
    as in that app's files. Rows of workouts that start after `latest_start`, by the clock of the file, are set aside.

    Raises `Unreadable` for a file of no known format (`field` is `file`), and `Invalid` when it cannot be
    read without one of the latter four arguments (`field` is the name of that argument). A missing load unit
    does not raise: `unit_guess` is then there, and loads have no unit. A file with only a header has no rows.
    """
    choices = Choices(load_unit, date_order, month_language, exercise_units or {}, latest_start, set_types or {})
    output = Output()
    return whole(read_file(BytesIO(data), choices, read_as, output), output)


def whole(summary: Summary, output: Output) -> ParsedFile:
    """A file with the rows and workouts that went out while it was read."""
    return ParsedFile(**asdict(summary), rows=output.rows, workouts=output.workouts)


def read_file(file: BinaryIO, choices: Choices, read_as: ReadAs | None, output: Output) -> Summary:
    """The same of a file that can be gone through again, in little memory: rows and workouts go to `output`.

    Raises as `parse` does.
    """
    if (sentence := what_else(file)) is not None:
        raise Unreadable(sentence, field="file")
    table = read_table(file)
    for each in FORMATS:
        if (reader := each.reader_for(table.header)) is not None:
            return reader(table, choices=choices, output=output)
    for each in FORMATS:
        if (reader := each.reader_by_position(table)) is not None:
            if read_as is None:
                raise _ask_to_read_by_position(each, table.header)
            return reader(table, choices=choices, output=output)
    if (sentence := what_no_text_is(",".join(table.header))) is not None:
        raise Unreadable(sentence, field="file")
    header = _header_shown(table.header)
    raise Unreadable(
        f"No known format has this header: {header}. Known are {HEADERS}.", field="file", value=header[:200]
    )


def _header_shown(header: Sequence[str]) -> str:
    listed = ", ".join(shown(cell) for cell in header[:_SHOWN_CELLS]) or "nothing"
    return listed + (", …" if len(header) > _SHOWN_CELLS else "")


def _ask_to_read_by_position(looks_like: Format, header: Sequence[str]) -> Invalid:
    return Invalid(
        "The columns of this file have names in a language that is not known, and stand as in an export of "
        f"{looks_like.title} ({looks_like.columns}). Say whether it is to be read as one.",
        field="read_as",
        value=_header_shown(header)[:200],
        choices=list(ReadAs),
    )
