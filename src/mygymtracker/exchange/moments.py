"""Wall-clock times as exports write them, read with one decision per file where a single cell is ambiguous.

`3/4/2025` is in March or in April, and `lis` is October in Croatian and November in Polish and Czech. Neither can be
told from one cell, often from all cells of a file together; where not even these tell, whoever imports is
asked.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping, Set
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import lru_cache
from typing import Final

from babel import Locale

from mygymtracker.errors import Invalid

#: Languages whose months are read, each with its locales of the CLDR, which abbreviate differently.
MONTH_LOCALES: Final[Mapping[str, tuple[str, ...]]] = {
    "en": ("en", "en_GB", "en_AU"),
    "de": ("de", "de_AT"),
    "fr": ("fr", "fr_CA"),
    "es": ("es", "es_MX", "es_PE"),
    "pt": ("pt", "pt_PT"),
    "zh": ("zh", "zh_Hant"),
    **{
        language: (language,)
        for language in (
            "it", "nl", "pl", "ru", "tr", "hr", "sv", "cs", "uk", "ja", "ko", "da", "nb", "fi", "ro", "hu", "sk", "sl",
            "bg", "el", "id",
        )
    },
}  # fmt: skip
#: Abbreviations that phones write and the CLDR does not have.
_MORE_MONTHS: Final[Mapping[str, Mapping[str, int]]] = {"de": {"mrz": 3, "mär": 3, "jun": 6, "jul": 7, "sep": 9}}
_SHOWN_NAMES: Final = 5
_SHOWN_NAME: Final = 20
_FIRST_YEAR, _LAST_YEAR = 1900, 2199  # outside of these a time zone may not be applicable, and nobody trained

_CLOCK: Final = (
    r"(?:\s*,?\s*[T\s]\s*(?:(?P<half_before>[ap](?=\.?m)|上午|下午|午前|午後|오전|오후)(?:\.?m\.?)?\s*)?"
    r"(?P<hour>\d{1,2}):(?P<minute>\d\d)(?::(?P<second>\d\d)(?:\.\d+)?)?"
    r"(?:\s?(?P<half>[ap])\.?m\.?)?\s*(?P<zone>z|[+-]\d\d:?\d\d)?)?"
)
_NAME: Final = r"(?P<name>[^\W\d_]+|\d{1,2}\s?[月월])\.?,?"
_YEAR_FIRST: Final = re.compile(
    r"(?P<year>\d{4})(?:[-/.]\s?|\s?[年년]\s?)(?P<month>\d{1,2})(?:[-/.]\s?|\s?[月월]\s?)(?P<day>\d{1,2})\s?[.日일]?"
    + _CLOCK,
    re.IGNORECASE,
)
_YEAR_LAST: Final = re.compile(
    r"(?P<first>\d{1,2})(?P<mark>[-/.])\s?(?P<second_number>\d{1,2})(?P=mark)\s?(?P<year>\d{4})" + _CLOCK, re.IGNORECASE
)
_DAY_NAMED: Final = re.compile(
    r"(?P<day>\d{1,2})[.日일]?\s+(?:de\s+)?" + _NAME + r"\s+(?:de\s+)?(?P<year>\d{4})[年년]?" + _CLOCK, re.IGNORECASE
)
_NAMED_DAY: Final = re.compile(
    _NAME + r"\s+(?P<day>\d{1,2})[.日일]?,?\s+(?P<year>\d{4})[年년]?" + _CLOCK, re.IGNORECASE
)
_YEAR_NAMED: Final = re.compile(r"(?P<year>\d{4})\.?\s+" + _NAME + r"\s+(?P<day>\d{1,2})\.?" + _CLOCK, re.IGNORECASE)
_AFTERNOON: Final = frozenset({"p", "下午", "午後", "오후"})


class DateOrder(StrEnum):
    """What comes first in a date like 3/4/2025."""

    DAY_FIRST = "day_first"
    MONTH_FIRST = "month_first"


@dataclass(frozen=True, slots=True)
class Moments:
    """Every distinct time text of a file with what it means; a text without an entry could not be read.

    `zoned` is one text that named a time zone: its clock time was taken and the zone was not.
    """

    by_text: Mapping[str, datetime]
    zoned: str | None

    def get(self, text: str) -> datetime | None:
        """The wall-clock time a cell says, or None where it says none."""
        return self.by_text.get(text)


def settle(texts: Iterable[str], *, date_order: DateOrder | None = None, month_language: str | None = None) -> Moments:
    """Read all times of one file together.

    Raises `Invalid` for the field `date_order` or `month_language` when the file can be read in two ways that
    give different days; giving that argument settles it. A date with dots has the day first in all languages.
    """
    matches = {text: match for text in set(texts) if (match := _match(text))}
    months = _months_of(
        {_folded(name) for match in matches.values() if (name := _group(match, "name"))},
        language=month_language,
    )
    numeric = [match for match in matches.values() if match.re is _YEAR_LAST and match["mark"] != "."]
    order = _order_of(numeric, date_order)
    by_text: dict[str, datetime] = {}
    for text, match in matches.items():
        moment = _moment(match, months, order)
        if moment is not None:
            by_text[text] = moment
    zoned = next((text for text in sorted(by_text) if _group(matches[text], "zone")), None)
    return Moments(by_text, zoned)


def is_time(text: str) -> bool:
    """Whether a cell is written as a date is, with or without a clock time."""
    return _match(text) is not None


def _match(text: str) -> re.Match[str] | None:
    plain = " ".join(text.split())  # no-break spaces too: iOS writes U+202F before AM
    for mark in "日일":  # `2026年2月3日18:04`
        plain = plain.replace(mark, mark + " ")
    plain = " ".join(plain.split())
    if not plain.isascii():  # digits of any script, so that int() and the pattern see the same
        plain = "".join(str(unicodedata.decimal(each, each)) for each in plain)
    for form in (_YEAR_FIRST, _YEAR_LAST, _DAY_NAMED, _NAMED_DAY, _YEAR_NAMED):
        if match := form.fullmatch(plain):
            return match
    return None


def _group(match: re.Match[str], name: str) -> str | None:
    value = match.groupdict().get(name)
    return str(value) if value else None


def _moment(match: re.Match[str], months: Mapping[str, int], order: DateOrder) -> datetime | None:
    """The time a match says; None for months of no known name and for times that do not exist."""
    if match.re is _YEAR_LAST:
        day_first = match["mark"] == "." or order is DateOrder.DAY_FIRST
        day, month = match["first"], match["second_number"]
        day, month = (day, month) if day_first else (month, day)
    else:
        day = match["day"]
        month = match["month"] if match.re is _YEAR_FIRST else str(months.get(_folded(match["name"]), 0))
    hour, half = int(match["hour"] or 0), (match["half"] or match["half_before"] or "").casefold()
    if half and not 1 <= hour <= 12:
        return None
    hour = hour % 12 + (12 if half in _AFTERNOON else 0) if half else hour
    if not _FIRST_YEAR <= int(match["year"]) <= _LAST_YEAR:
        return None
    try:
        return datetime(  # noqa: DTZ001 — a wall clock: the file names no zone, the importer asks for it
            int(match["year"]),
            int(month),
            int(day),
            hour,
            int(match["minute"] or 0),
            int(match["second"] or 0),
        )
    except ValueError:
        return None


def _order_of(matches: Collection[re.Match[str]], given: DateOrder | None) -> DateOrder:
    """Whether day or month comes first, from a number above 12 in either place, or as given."""
    if given is not None:
        return given
    day_first = any(int(match["first"]) > 12 for match in matches)
    month_first = any(int(match["second_number"]) > 12 for match in matches)
    either = sorted(match[0] for match in matches if match["first"] != match["second_number"])
    if day_first == month_first and either:
        raise Invalid(
            f'"{either[0]}" can be day first or month first, and no other date in the file settles it',
            field="date_order",
            value=either[0],
            choices=list(DateOrder),
        )
    return DateOrder.MONTH_FIRST if month_first else DateOrder.DAY_FIRST


def _months_of(names: Set[str], *, language: str | None) -> Mapping[str, int]:
    """What number each month name of the file has, in the language of all of them.

    Several languages may know all names; as long as they agree it does not matter which it is (`Mai` is May in German,
    French and Portuguese). A name that none of these knows is asked about: the file may be in a language that is not
    known at all, and share some names with one that is (`srp` is July in Croatian and August in Czech).
    """
    tables = _month_tables()
    if language is not None and language not in tables:
        raise Invalid(
            f'"{language}" is not a language whose months are known; known are {", ".join(tables)}',
            field="month_language",
            value=language,
            choices=list(tables),
        )
    if language is not None:
        return {name: tables[language][name] for name in names if name in tables[language]}
    candidates = {key: table for key, table in tables.items() if names <= table.keys()}
    if not candidates:
        raise _unknown_months(names, tables)
    months: dict[str, int] = {}
    for name in sorted(names):
        readings = {table[name]: key for key, table in candidates.items()}
        if len(readings) > 1:
            listed = ", ".join(f"{number} in {key!r}" for number, key in sorted(readings.items()))
            raise Invalid(
                f'the month "{name}" is number {listed}',
                field="month_language",
                value=name,
                choices=list(candidates),
            )
        months[name] = next(iter(readings))
    return months


def _unknown_months(names: Set[str], tables: Mapping[str, Mapping[str, int]]) -> Invalid:
    """The question where no language knows all months; those that know most of them come first."""
    known = {key: sum(name in table for name in names) for key, table in tables.items()}
    likely = sorted((key for key, count in known.items() if count), key=lambda key: -known[key])
    foreign = sorted(name for name in names if not any(name in table for table in tables.values()))
    if foreign:
        shown = ", ".join(f'"{name[:_SHOWN_NAME]}"' for name in foreign[:_SHOWN_NAMES])
        problem = f"the month {shown} belongs to no language that is known"
    else:
        problem = "the months of the file belong to no one language"
    way = "say in which language the file is, and rows with other months are set aside"
    return Invalid(
        f"{problem}; {way}. Dates written in numbers, like 2026-02-03, are always read",
        field="month_language",
        value=(foreign or sorted(names))[0][:_SHOWN_NAME],
        choices=likely or list(tables),
    )


@lru_cache(maxsize=1)
def _month_tables() -> Mapping[str, Mapping[str, int]]:
    """Short and long month names of each language, from the CLDR, without a final dot and in lower case."""
    tables: dict[str, dict[str, int]] = {}
    for language, locales in MONTH_LOCALES.items():
        table = tables[language] = dict(_MORE_MONTHS.get(language, {}))
        for forms in (Locale.parse(each).months for each in locales):
            for context in ("format", "stand-alone"):
                for width in ("abbreviated", "wide"):
                    table.update({_folded(name): number for number, name in forms[context][width].items()})
    return tables


def _folded(name: str) -> str:
    return name.casefold().rstrip(".").replace(" ", "")
