"""A file as an import needs it: read to its end, hashed, and with nothing left to ask that it could say itself."""

from __future__ import annotations

import hashlib
from collections import Counter
from datetime import datetime
from typing import BinaryIO, Final

from msgspec import Struct

from mygymtracker.errors import Invalid, Unreadable
from mygymtracker.exchange.assembly import Choices, Output
from mygymtracker.exchange.questions import ask_for_units
from mygymtracker.exchange.reading import ReadAs, read_file, whole
from mygymtracker.exchange.records import ParsedFile, RowOutcome

#: Nobody starts that many workouts in one minute; a file with a damaged column of dates does.
_MOST_IN_ONE_MINUTE: Final = 1_000
#: Of a file of which nothing comes.
_REASONS_SHOWN: Final = 3
_ROW_SHOWN: Final = 200


class ReadingOptions(Struct, frozen=True):
    """What was said of a file that decides how it is read. `exercise_units` are by name as it was said."""

    choices: Choices
    read_as: ReadAs | None
    exercise_units: tuple[str, ...]


class Importable(Struct, frozen=True):
    """A file that was read, and the SHA-256 of its bytes."""

    parsed: ParsedFile
    digest: bytes


def read_importable(file: BinaryIO, options: ReadingOptions) -> Importable:
    """Raises Unreadable for a file of no known format and for one with nothing in it that can be read; Invalid as
    `reading.parse` and `ask_for_units` do, and for a file whose dates are damaged.
    """
    output = Output()
    parsed = whole(read_file(file, options.choices, options.read_as, output), output)
    if not parsed.keys:
        raise _nothing_to_import(parsed)
    ask_for_units(parsed, options.exercise_units)
    minutes = Counter(each.started_at.replace(second=0, microsecond=0) for each in parsed.keys)
    minute, count = minutes.most_common(1)[0]
    if count > _MOST_IN_ONE_MINUTE:
        raise _one_minute(minute, count)
    file.seek(0)
    return Importable(parsed, hashlib.file_digest(file, "sha256").digest())  # type: ignore[arg-type]  # it is one


def _one_minute(minute: datetime, count: int) -> Invalid:
    return Invalid(
        f"{count} workouts start at {minute:%Y-%m-%d %H:%M}: are the dates of the file damaged?", field="file"
    )


def _nothing_to_import(parsed: ParsedFile) -> Unreadable:
    """Why nothing comes of a file: it has no rows, or none that can be read."""
    reasons: dict[str, int] = {}
    first_text = ""
    for row in parsed.rows:
        if row.outcome is RowOutcome.SET_ASIDE:
            first_text = first_text if reasons else row.text
            reasons.setdefault(row.reason or "", row.line_number)
            if len(reasons) == _REASONS_SHOWN:
                break
    if not reasons:
        return Unreadable("The file has a header and no sets below it. Nothing was imported.", field="file")
    listed = "; ".join(f"line {line_number}: {reason}" for reason, line_number in reasons.items())
    return Unreadable(
        f"None of the {len(parsed.rows)} rows of the file can be read, and nothing was imported. {listed}.",
        field="file",
        value=first_text[:_ROW_SHOWN],
    )
