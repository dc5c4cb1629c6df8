"""What the text of one cell says: a number, a span of time, a note. Nothing here knows a format."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from typing import Final, TypeVar

from mygymtracker.exchange.loads import tidy
from mygymtracker.quantities import DistanceUnit, LoadUnit

Unit = TypeVar("Unit", LoadUnit, DistanceUnit)

_NUMBER_LIMIT: Final = Decimal(1_000_000_000)
_LONGEST_NUMBER: Final = 40
_POINT: Final = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,2})?", re.ASCII)
_COMMA: Final = re.compile(r"[+-]?(\d+(,\d*)?|,\d+)([eE][+-]?\d{1,2})?", re.ASCII)
# A comma or a point is decimal where it cannot separate thousands: not three digits after it, or a 0 alone or four
# digits before it.
_DECIMAL_COMMA: Final = re.compile(r"[+-]?(\d+,(\d{0,2}|\d{4,})|0,\d+|\d{4,},\d+)", re.ASCII)
_DECIMAL_POINT: Final = re.compile(r"[+-]?(\d+\.(\d{1,2}|\d{4,})|0\.\d+)", re.ASCII)
_COMMA_THOUSANDS: Final = re.compile(r"[+-]?[1-9]\d{0,2}(,\d{3})+(?P<rest>\.\d+)?", re.ASCII)
_POINT_THOUSANDS: Final = re.compile(r"[+-]?[1-9]\d{0,2}(\.\d{3})+(?P<rest>,\d+)?", re.ASCII)
_OTHER_THOUSANDS: Final = re.compile(r"[+-]?[1-9]\d{0,2}([ '’٬]\d{3})+([.,٫]\d+)?", re.ASCII)
_TYPOGRAPHY: Final = str.maketrans(
    {"\u00a0": " ", "\u202f": " ", "\u2009": " ", "−": "-", "–": "-", "．": ".", "，": ",", "＋": "+", "－": "-"}
)
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
        (86_400, ("d", "day", "days", "天", "日", "일")),
        (
            3_600,
            ("h", "hr", "hrs", "hour", "hours", "std", "hod", "godz", "tim", "sa", "ч", "小时", "小時", "時間", "시간"),
        ),
        (60, ("m", "min", "mins", "minute", "minutes", "dk", "мин", "分钟", "分鐘", "分", "분")),
        (1, ("s", "sec", "secs", "second", "seconds", "sek", "sn", "с", "сек", "秒", "초")),
    )
    for name in names
}


class DecimalSign(StrEnum):
    """What stands before the decimals of a number."""

    POINT = "."
    COMMA = ","


def settle_decimal_sign(signs: Iterable[DecimalSign | None]) -> DecimalSign | None:
    """What the cells of one file have as decimal sign (`sign_of`); None where they use none, or both."""
    used = set(signs) - {None}
    return used.pop() if len(used) == 1 else None


@lru_cache(maxsize=16384)
def sign_of(text: str) -> DecimalSign | None:
    """The decimal sign of one cell, where it can be read in one way.

    `62,5` and `1.234,5` say comma, `62.5` and `1,234.5` point, while `61,235` says neither.
    """
    plain = _plain(text)
    if _OTHER_THOUSANDS.fullmatch(plain):
        return DecimalSign.COMMA if "," in plain else DecimalSign.POINT if "." in plain else None
    points, commas = _POINT_THOUSANDS.fullmatch(plain), _COMMA_THOUSANDS.fullmatch(plain)
    if _DECIMAL_COMMA.fullmatch(plain) or (points and points["rest"]):
        return DecimalSign.COMMA
    if _DECIMAL_POINT.fullmatch(plain) or (commas and commas["rest"]):
        return DecimalSign.POINT
    return None


def _plain(text: str) -> str:
    """A number with the digits and signs of ASCII, and without blanks around it."""
    plain = text.strip()
    if plain.isascii():
        return plain
    digits = "".join(str(unicodedata.decimal(each, each)) for each in plain.translate(_TYPOGRAPHY))
    return digits.strip()


@lru_cache(maxsize=16384)
def read_number(text: str, sign: DecimalSign | None = None) -> Decimal | None:
    """The number a cell holds, without trailing zeros; None for a blank cell.

    `sign` is that of the file (`settle_decimal_sign`); the other one then separates thousands. Without it a point is
    decimal, and a comma where it cannot be anything else (`85,0`, `1.234,5`). Blanks and apostrophes between groups of
    three digits separate thousands; digits are read in all scripts. Raises `ValueError`, with a sentence for the
    report, for anything else: words, `1,234` without a `sign` (could be either), infinities, 10^9 and above.
    """
    plain = _plain(text)
    if not plain:
        return None
    if len(plain) <= _LONGEST_NUMBER and _POINT.fullmatch(plain := _with_point(plain, sign)):
        number = Decimal(plain)
        if abs(number) < _NUMBER_LIMIT:
            return tidy(number)
        raise ValueError(f'"{shown(text)}" is too large')
    raise ValueError(f'"{shown(text)}" is not a number')


def _with_point(plain: str, sign: DecimalSign | None) -> str:
    """The same with a point before the decimals and nothing between thousands, where it is sure which is which."""
    if _OTHER_THOUSANDS.fullmatch(plain):
        return re.sub("[ '’٬]", "", plain).replace(",", ".").replace("٫", ".")
    if "٫" in plain:  # is decimal in all files
        return plain.replace("٫", ".")
    points, commas = _POINT_THOUSANDS.fullmatch(plain), _COMMA_THOUSANDS.fullmatch(plain)
    if commas and (commas["rest"] or plain.count(",") > 1 or sign is DecimalSign.POINT):
        return plain.replace(",", "")
    if points and (points["rest"] or plain.count(".") > 1 or sign is DecimalSign.COMMA):
        return plain.replace(".", "").replace(",", ".")
    if _DECIMAL_COMMA.fullmatch(plain) or (sign is DecimalSign.COMMA and _COMMA.fullmatch(plain)):
        return plain.replace(",", ".")
    return plain


def read_amount(text: str, what: str, sign: DecimalSign | None = None) -> Decimal | None:
    """A number >= 0, with None for 0, which apps write for "does not apply". Raises `ValueError`."""
    try:
        number = read_number(text, sign)
    except ValueError as error:
        raise ValueError(f"{what} {error}") from error
    if number is not None and number < 0:
        raise ValueError(f'{what} "{shown(text)}" is negative')
    return number or None


def read_reps(text: str, sign: DecimalSign | None = None) -> int | None:
    """Repetitions: `5` and `5.0` are 5, blank is None. Raises `ValueError` outside of 0 to 32767."""
    try:
        number = read_number(text, sign)
    except ValueError as error:
        raise ValueError(f"reps {error}") from error
    if number is None:
        return None
    if number != number.to_integral_value() or not 0 <= number <= 32_767:
        raise ValueError(f'reps "{shown(text)}" is not a whole number from 0 to 32767')
    return int(number)


def read_rpe(text: str, sign: DecimalSign | None = None) -> Decimal | None:
    """The rating of perceived exertion, from 1 to 10 with at most one decimal. Blank and 0 say nothing.

    Raises `ValueError` for one that is not possible.
    """
    try:
        number = read_number(text, sign)
    except ValueError as error:
        raise ValueError(f"RPE {error}") from error
    if not number:
        return None
    if not 1 <= number <= 10 or number * 10 % 1:
        raise ValueError(f"RPE {number} is not between 1 and 10 with one decimal")
    return number


@lru_cache(maxsize=4096)
def read_span(text: str) -> int | None:
    """Seconds from `1h 5m`, `31min`, `1小时13分钟`, `38s`, `1:05:00`, bare seconds; None for blank.

    Raises `ValueError` for anything else.
    """
    plain = _plain(text)
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
            raise ValueError(f'"{shown(text)}" is not a length of time')
        total += int(part[1]) * _SECONDS_IN[part[2].casefold()]
        position = part.end()
    return total


def find_unit(text: str, known: Mapping[str, Unit]) -> tuple[Unit | None, str | None]:
    """The unit a cell names, None for a blank cell; and what it says where that is none of the `known`."""
    name = text.strip().casefold()
    unit = known.get(name)
    return unit, text.strip() if name and unit is None else None


def read_note(text: str) -> str:
    """A free text as it was typed: a literal `\\n` is a new line, outer blanks go. Any length."""
    if not text:
        return ""
    if "\\" in text:
        text = text.replace("\\r\\n", "\n").replace("\\n", "\n")
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text.strip()


def shown(text: str, limit: int = 40) -> str:
    """A text of a file as a sentence can hold it: on one line, not too long, and nothing that steers a terminal."""
    visible = "".join(each if each.isprintable() else "·" for each in text[: limit + 1])
    return visible if len(text) <= limit else visible[: limit - 1] + "…"
