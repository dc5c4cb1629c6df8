"""What the text of one cell says: a number, a span of time, a note. Nothing here knows a format."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache
from typing import Final, TypeVar

from mygymtracker.exchange.loads import tidy
from mygymtracker.quantities import DistanceUnit, LoadUnit

Unit = TypeVar("Unit", LoadUnit, DistanceUnit)

NOTE_LIMIT: Final = 4_000
_NUMBER_LIMIT: Final = Decimal(1_000_000_000)
_LONGEST_NUMBER: Final = 40
_POINT: Final = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,2})?", re.ASCII)
# A comma is decimal where it cannot separate thousands: not three digits after it, or a 0 alone before it.
_DECIMAL_COMMA: Final = re.compile(r"[+-]?(\d+,(\d{1,2}|\d{4,})|0,\d+)", re.ASCII)
_COMMA_THOUSANDS: Final = re.compile(r"[+-]?[1-9]\d{0,2}(,\d{3})+\.\d+", re.ASCII)
_POINT_THOUSANDS: Final = re.compile(r"[+-]?[1-9]\d{0,2}(\.\d{3})+,\d+", re.ASCII)
_SPAN_PART: Final = re.compile(r"(\d{1,7})\s*([^\W\d]+)\.?\s*")
_CLOCK_SPAN: Final = re.compile(r"(\d{1,4}):(\d\d):(\d\d)", re.ASCII)
LOAD_UNITS: Final = {"kg": LoadUnit.KG, "kgs": LoadUnit.KG, "lb": LoadUnit.LB, "lbs": LoadUnit.LB}
DISTANCE_UNITS: Final = {
    name: unit
    for unit, names in {
        DistanceUnit.M: ("m", "meters", "metres"),
        DistanceUnit.KM: ("km",),
        DistanceUnit.MI: ("mi", "mi.", "miles"),
        DistanceUnit.YD: ("yd", "yards"),
        DistanceUnit.FT: ("ft", "feet"),
    }.items()
    for name in names
}
_SECONDS_IN: Final = {
    name: seconds
    for seconds, names in (
        (86_400, ("d", "day", "days", "天")),
        (3_600, ("h", "hr", "hrs", "hour", "hours", "std", "小时", "小時", "時間")),
        (60, ("m", "min", "mins", "minute", "minutes", "分钟", "分鐘", "分")),
        (1, ("s", "sec", "secs", "second", "seconds", "sek", "秒")),
    )
    for name in names
}


@lru_cache(maxsize=16384)
def read_number(text: str) -> Decimal | None:
    """The number a cell holds, without trailing zeros; None for a blank cell.

    A point is decimal, a comma where it cannot be anything else (`85,0`, `1.234,5`). Raises `ValueError`,
    with a sentence for the report, for anything else: words, `1,234` (could be either), infinities, 10^9 and
    above.
    """
    plain = text.strip().replace("\u00a0", "").replace("\u202f", "").replace("−", "-")
    if not plain:
        return None
    if len(plain) <= _LONGEST_NUMBER:
        if _COMMA_THOUSANDS.fullmatch(plain):
            plain = plain.replace(",", "")
        elif _POINT_THOUSANDS.fullmatch(plain):
            plain = plain.replace(".", "").replace(",", ".")
        elif _DECIMAL_COMMA.fullmatch(plain):
            plain = plain.replace(",", ".")
        if _POINT.fullmatch(plain):
            number = Decimal(plain)
            if abs(number) < _NUMBER_LIMIT:
                return tidy(number)
            raise ValueError(f'"{text}" is too large')
    raise ValueError(f'"{_shortened(text)}" is not a number')


def read_amount(text: str, what: str) -> Decimal | None:
    """A number >= 0, with None for 0, which apps write for "does not apply". Raises `ValueError`."""
    number = read_number(text)
    if number is not None and number < 0:
        raise ValueError(f'{what} "{text}" is negative')
    return number or None


def read_reps(text: str) -> int | None:
    """Repetitions: `5` and `5.0` are 5, blank is None. Raises `ValueError` outside of 0 to 32767."""
    try:
        number = read_number(text)
    except ValueError as error:
        raise ValueError(f"reps {error}") from error
    if number is None:
        return None
    if number != number.to_integral_value() or not 0 <= number <= 32_767:
        raise ValueError(f'reps "{text}" is not a whole number from 0 to 32767')
    return int(number)


def read_rpe(text: str) -> tuple[Decimal | None, str | None]:
    """The rating of perceived exertion, and what to remark when the cell holds none that is possible.

    From 1 to 10 with at most one decimal. Blank and 0 say nothing.
    """
    try:
        number = read_number(text)
    except ValueError:
        return None, f'RPE "{_shortened(text)}" is not a number and was left out'
    if not number:
        return None, None
    if not 1 <= number <= 10 or number * 10 % 1:
        return None, f"RPE {number} is not between 1 and 10 with one decimal and was left out"
    return number, None


@lru_cache(maxsize=4096)
def read_span(text: str) -> int | None:
    """Seconds from `1h 5m`, `31min`, `1小时13分钟`, `38s`, `1:05:00`, bare seconds; None for blank.

    Raises `ValueError` for anything else.
    """
    plain = text.strip()
    if not plain:
        return None
    if clock := _CLOCK_SPAN.fullmatch(plain):
        hours, minutes, seconds = map(int, clock.groups())
        return hours * 3_600 + minutes * 60 + seconds
    if plain.isascii() and plain.replace(".", "", 1).isdigit() and len(plain) <= 10:
        return int(Decimal(plain))
    total = position = 0
    while position < len(plain):
        part = _SPAN_PART.match(plain, position)
        if part is None or part[2].casefold() not in _SECONDS_IN:
            raise ValueError(f'"{_shortened(text)}" is not a length of time')
        total += int(part[1]) * _SECONDS_IN[part[2].casefold()]
        position = part.end()
    return total


def read_unit(text: str, known: Mapping[str, Unit]) -> Unit | None:
    """The unit a cell names, None for a blank cell. Raises `ValueError` for one that is not `known`."""
    name = text.strip().casefold()
    if name and name not in known:
        raise ValueError(f'the unit "{_shortened(text)}" is not known')
    return known.get(name)


def read_note(text: str) -> str:
    """A free text as it was typed: a literal `\\n` is a new line, outer blanks go. Any length."""
    if not text:
        return ""
    if "\\" in text:
        text = text.replace("\\r\\n", "\n").replace("\\n", "\n")
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text.strip()


def _shortened(text: str) -> str:
    return text if len(text) <= 40 else text[:39] + "…"
