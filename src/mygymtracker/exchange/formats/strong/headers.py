"""Where the columns of a Strong file are: by the words of its header in many languages, or by where they stand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from mygymtracker.exchange.cells import DISTANCE_UNITS, LOAD_UNITS, read_number
from mygymtracker.exchange.formats.strong.header_words import HEADER_WORDS
from mygymtracker.exchange.moments import is_time
from mygymtracker.exchange.tables import Row, Table
from mygymtracker.quantities import DistanceUnit, LoadUnit

HEADER_EXAMPLE: Final = "Date, Workout Name, Exercise Name, Set Order, Weight, Reps"


class Cells(NamedTuple):
    """The cells of one row, '' for a column that the file does not have."""

    number: str
    date: str
    workout: str
    duration: str
    exercise: str
    order: str
    weight: str
    other_weight: str
    weight_unit: str
    reps: str
    rpe: str
    distance: str
    distance_unit: str
    seconds: str
    notes: str
    workout_notes: str


_ROLES: Final[Mapping[str, str]] = {
    word: role for roles in HEADER_WORDS.values() for role, words in roles.items() for word in words.split(" | ")
}
#: By the name of an exercise's column, which no two languages share.
_LANGUAGES: Final[Mapping[str, str]] = {
    word: f"-{language}"
    for language, roles in HEADER_WORDS.items()
    if language != "en"
    for word in roles["exercise"].split(" | ")
}
_REQUIRED: Final = {"date", "exercise", "order", "weight", "reps"}
_BRACKET: Final = re.compile(r"(.+?)\s*\((.+)\)")
_APOSTROPHES: Final = str.maketrans("’‘´`", "''''")
#: The columns of each form that names no unit in its header's words, as they stand.
_POSITIONS: Final[Mapping[str, str]] = {
    "S1": "date workout duration exercise order weight reps distance seconds notes workout_notes rpe",
    "S1b": "date workout duration exercise order weight reps distance seconds rpe",
    "S1a": "date workout exercise order weight reps distance seconds notes workout_notes rpe",
    "S1a without RPE": "date workout exercise order weight reps distance seconds notes workout_notes",
    "S2": "date workout exercise order weight weight_unit reps rpe distance distance_unit seconds notes workout_notes "
    "duration",
    "S3": "number date workout duration exercise order weight reps rpe distance seconds notes workout_notes",
}
_ORDER: Final = re.compile(r"\d{1,3}(\.0)?", re.ASCII)
_LONGEST_WORD: Final = 40


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the columns of one file are, and what its header says about units."""

    dialect: str
    positions: Mapping[str, int]
    load_unit: LoadUnit | None
    distance_unit: DistanceUnit | None
    unused: tuple[str, ...]
    other_load_unit: LoadUnit | None = None

    @property
    def names_load_units(self) -> bool:
        """Whether the header or a column says the unit of loads."""
        return self.load_unit is not None or "weight_unit" in self.positions

    @property
    def zero_is_blank(self) -> bool:
        """S0 and S1 have no blank numbers: they write 0 for what does not apply."""
        return self.dialect.startswith(("S0", "S1"))


def recognise(header: tuple[str, ...]) -> Layout | None:
    """The layout of a Strong file, or None for another app's header. The order of columns is free."""
    positions: dict[str, int] = {}
    units: dict[str, str] = {}
    unused: list[str] = []
    for position, cell in enumerate(header):
        base, unit = _base_and_unit(cell)
        role = _ROLES.get(base)
        if role == "weight" and role in positions and (unit or base) in LOAD_UNITS:
            role = "other_weight"
        if role is None or role in positions:
            unused.append(cell)
            continue
        positions[role] = position
        units[role] = unit or base
    if not positions.keys() >= _REQUIRED:
        return None
    return Layout(
        dialect=_dialect(header, positions, units),
        positions=positions,
        load_unit=LOAD_UNITS.get(units["weight"]),
        distance_unit=DISTANCE_UNITS.get(units.get("distance", "")),
        unused=tuple(unused),
        other_load_unit=LOAD_UNITS.get(units.get("other_weight", "")),
    )


def _base_and_unit(cell: str) -> tuple[str, str]:
    name = cell.casefold().translate(_APOSTROPHES)
    bracket = _BRACKET.fullmatch(name)
    return (bracket[1], bracket[2]) if bracket else (name, "")


def _dialect(header: tuple[str, ...], positions: Mapping[str, int], units: Mapping[str, str]) -> str:
    if "number" in positions:
        return "S3"
    if "weight_unit" in positions:
        return "S2"
    if units["weight"] in LOAD_UNITS:
        return "S0" if header[positions["weight"]].casefold() in LOAD_UNITS else "S3"
    if language := _LANGUAGES.get(_base_and_unit(header[positions["exercise"]])[0]):
        return "S1" + language
    if "duration" not in positions:
        return "S1a"
    return "S1" if "notes" in positions else "S1b"


def by_position(table: Table) -> Layout | None:
    """The layout of a file under a header of unknown words, where its cells look like Strong's from left to right."""
    header = table.header
    for dialect, names in _POSITIONS.items():
        roles = names.split()
        if len(roles) == len(header) and _looks_so((row for row in table.rows if row.damage is None), roles):
            positions = {role: position for position, role in enumerate(roles)}
            units = {role: _base_and_unit(header[position])[1] for role, position in positions.items()}
            return Layout(
                dialect=f"{dialect}, by position",
                positions=positions,
                load_unit=LOAD_UNITS.get(units["weight"]),
                distance_unit=DISTANCE_UNITS.get(units["distance"]),
                unused=(),
            )
    return None


def _looks_so(rows: Iterable[Row], roles: Sequence[str]) -> bool:
    """Whether nine rows of ten could stand in these columns, and a set is numbered in half of them."""
    picks = [roles.index(role) for role in ("date", "exercise", "order")]
    numbers = [roles.index(role) for role in ("weight", "reps", "distance", "seconds")]
    count = fitting = numbered = 0
    for row in rows:
        count += 1
        fitting += _fits(row, picks, numbers)
        numbered += _ORDER.fullmatch(row.cells[picks[2]].strip()) is not None
    return count > 0 and fitting * 10 >= count * 9 and numbered * 2 >= count


def _fits(row: Row, picks: Sequence[int], numbers: Sequence[int]) -> bool:
    date, exercise, order = (row.cells[position].strip() for position in picks)
    is_order = _ORDER.fullmatch(order) or (0 < len(order) <= _LONGEST_WORD and not any(map(str.isdigit, order)))
    return is_time(date) and bool(exercise) and bool(is_order) and all(_are_numbers(row, numbers))


def _are_numbers(row: Row, positions: Sequence[int]) -> Iterator[bool]:
    for position in positions:
        try:
            read_number(row.cells[position])
        except ValueError:
            yield False
        else:
            yield True
