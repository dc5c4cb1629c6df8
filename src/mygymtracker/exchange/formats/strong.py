"""Strong's export: one row per set, with pseudo-rows for rest and notes, in seven forms.

| dialect | what tells it |
|---|---|
| S0 (2016–18) | the unit is the name of the column: `kg`, `lbs`, `km`, `mi.` |
| S1a, S1, S1b (iOS) | `,`, no unit anywhere; S1a without Duration, S1b without Notes |
| S1-de, S1-zh | S1 under a translated header |
| S2 (Android) | `;`, units in columns of their own |
| S3 (version 6) | `Workout #`, units in brackets behind the column name |

The whole history is written anew in the dialect of the app's version, so that the same workout must
read the same in all of them: S0 and S1 write 0 where S2 and S3 leave a cell blank.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import Final, NamedTuple

from msgspec.structs import replace

from mygymtracker.exchange.assembly import Assembly, Block, Choices, Workout
from mygymtracker.exchange.cells import (
    DISTANCE_UNITS,
    LOAD_UNITS,
    read_amount,
    read_note,
    read_number,
    read_span,
    read_unit,
)
from mygymtracker.exchange.load_units import LoadsByExercise, UnitsByName
from mygymtracker.exchange.moments import Moments
from mygymtracker.exchange.records import ExerciseUnit, ParsedFile, RowOutcome, SetRecord
from mygymtracker.exchange.sets import SetKind, Units, read_set
from mygymtracker.exchange.tables import Row, Table
from mygymtracker.quantities import DistanceUnit, LoadUnit

HEADER_EXAMPLE: Final = "Date, Workout Name, Exercise Name, Set Order, Weight, Reps"


class _Cells(NamedTuple):
    """The cells of one row, '' for a column that the file does not have."""

    number: str
    date: str
    workout: str
    duration: str
    exercise: str
    order: str
    weight: str
    weight_unit: str
    reps: str
    rpe: str
    distance: str
    distance_unit: str
    seconds: str
    notes: str
    workout_notes: str


_ROLES: Final = {
    alias: role
    for role, aliases in {
        "number": ("workout #",),
        "date": ("date", "datum", "日期"),
        "workout": ("workout name", "workout-name", "锻炼名称"),
        "duration": ("duration", "workout duration", "dauer", "时长"),
        "exercise": ("exercise name", "name der übung", "运动名称"),
        "order": ("set order", "reihenfolge festlegen", "设置顺序"),
        "weight": ("weight", "kg", "lbs", "lb", "gewicht", "重量"),
        "weight_unit": ("weight unit",),
        "reps": ("reps", "wiederh.", "次"),
        "rpe": ("rpe",),
        "distance": ("distance", "km", "mi.", "mi", "entfernung", "距离"),
        "distance_unit": ("distance unit",),
        "seconds": ("seconds", "sekunden", "秒"),
        "notes": ("notes", "notizen", "备注"),
        "workout_notes": ("workout notes", "workout-notizen", "锻炼备注"),
    }.items()
    for alias in aliases
}
_REQUIRED: Final = {"date", "exercise", "order", "weight", "reps"}
_LANGUAGES: Final = {"datum": "-de", "日期": "-zh"}
_BRACKET: Final = re.compile(r"(.+?)\s*\((.+)\)")
_LONGEST_WORKOUT_SECONDS: Final = 366 * 86_400


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the columns of one file are, and what its header says about units."""

    dialect: str
    positions: Mapping[str, int]
    load_unit: LoadUnit | None
    distance_unit: DistanceUnit | None
    unused: tuple[str, ...]

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
        name = cell.casefold()
        bracket = _BRACKET.fullmatch(name)
        base, unit = (bracket[1], bracket[2]) if bracket else (name, "")
        role = _ROLES.get(base)
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
    )


def _dialect(header: tuple[str, ...], positions: Mapping[str, int], units: Mapping[str, str]) -> str:
    if "number" in positions:
        return "S3"
    if "weight_unit" in positions:
        return "S2"
    if units["weight"] in LOAD_UNITS:
        return "S0" if header[positions["weight"]].casefold() in LOAD_UNITS else "S3"
    if language := _LANGUAGES.get(header[positions["date"]].casefold()):
        return "S1" + language
    if "duration" not in positions:
        return "S1a"
    return "S1" if "notes" in positions else "S1b"


def read(table: Table, layout: Layout, choices: Choices) -> ParsedFile:
    """The whole file. Raises `Invalid` when its dates can be read in two ways and nothing settles it.

    Without a unit in the file and in `choices`, loads stay as written and a guess is there instead.
    """
    assembly = Assembly(table, layout.unused)
    picks = [layout.positions.get(role, -1) for role in _Cells._fields]
    rows = [row for row in table.rows if row.damage is None]
    dates = {_cells(row, picks).date for row in rows}
    moments = assembly.settle_times(dates, choices)
    loads = None if layout.names_load_units else LoadsByExercise(_loads(rows, picks))
    units = _UnitsOfRows(layout, choices, {_cells(row, picks).weight_unit for row in rows}, loads)
    reader = _Reader(assembly, moments, units, picks)
    assembly.take_rows(table.rows, reader.take)
    units.remark_on(assembly)
    guess = LoadsByExercise(reader.loads_without_unit).guess() if reader.loads_without_unit else None
    return assembly.finish("strong", layout.dialect, units.of_file, guess, units.of_exercises)


def _cells(row: Row, picks: list[int]) -> _Cells:
    padded = [*row.cells, ""]
    return _Cells._make([padded[position] for position in picks])


def _loads(rows: Iterable[Row], picks: list[int]) -> Iterator[tuple[str, Decimal]]:
    """Exercise and load of every row that has one."""
    for row in rows:
        cells = _cells(row, picks)
        with suppress(ValueError):  # what is no number is set aside where the row is read
            if (load := read_number(cells.weight)) is not None:
                yield cells.exercise.strip(), abs(load)


class _UnitsOfRows:
    """Which units each row is in: its own, else the header's, else its exercise's, else what was chosen.

    `loads` are there for a file that names no unit of them at all.
    """

    def __init__(self, layout: Layout, choices: Choices, named: set[str], loads: LoadsByExercise | None) -> None:
        self._layout = layout
        self._chosen = choices.load_unit
        self._loads = loads
        self._answers: UnitsByName = choices.exercise_units
        self._per_row = "weight_unit" in layout.positions
        in_rows = {unit for text in named if (unit := LOAD_UNITS.get(text.strip().casefold()))}
        self._fallback = layout.load_unit or choices.load_unit or (in_rows.pop() if len(in_rows) == 1 else None)
        self._known: dict[tuple[str, str, str], Units] = {}
        self._assumed_distance: DistanceUnit | None = None

    @property
    def of_file(self) -> LoadUnit | None:
        """The one unit of all loads, or None."""
        return None if self._per_row else self._fallback

    @property
    def of_exercises(self) -> tuple[ExerciseUnit, ...]:
        """What each exercise is written in, where no unit is named and a person says that of the file."""
        if self._loads is None or self._fallback is None:
            return ()
        return self._loads.units(self._fallback, self._answers)

    def of(self, cells: _Cells) -> Units:
        """The units of one row. Raises `ValueError` for a unit that is not known."""
        key = (cells.weight_unit, cells.distance_unit, cells.exercise)
        if key not in self._known:
            load = read_unit(cells.weight_unit, LOAD_UNITS) or self._fallback
            if load is not None and self._loads is not None:
                load = self._loads.unit_of(cells.exercise.strip(), load, self._answers)
            distance = read_unit(cells.distance_unit, DISTANCE_UNITS) or self._layout.distance_unit
            self._known[key] = Units(load, distance, converted=True, zero_is_blank=self._layout.zero_is_blank)
        return self._known[key]

    def assumed_distance(self) -> DistanceUnit | None:
        """S1 names no unit of distance: kilometres for who lifts kilograms, miles for who lifts pounds."""
        if self._fallback is not None:
            self._assumed_distance = DistanceUnit.KM if self._fallback is LoadUnit.KG else DistanceUnit.MI
        return self._assumed_distance

    def remark_on(self, assembly: Assembly) -> None:
        """Say what was assumed, and what was chosen in vain."""
        stated = self._layout.load_unit
        if stated and self._chosen and stated is not self._chosen:
            assembly.remark(None, f"the file says its loads are in {stated}, so {self._chosen} was not used")
        if self._answers and self._loads is None:
            assembly.remark(None, "the file says its units itself, so those said of single exercises were not used")
        if self._assumed_distance:
            assembly.remark(None, f"the file names no unit of distance; {self._assumed_distance} was assumed")


class _Tag(NamedTuple):
    """What the cell `Set Order` says: a number, a letter or a word."""

    outcome: RowOutcome
    number: int | None
    kind: SetKind


_WORDS: Final = {
    "w": _Tag(RowOutcome.SET, None, SetKind("warmup")),
    "d": _Tag(RowOutcome.SET, None, SetKind("working", "drop_set")),
    "f": _Tag(RowOutcome.SET, None, SetKind("working", "fail")),
    "rest timer": _Tag(RowOutcome.REST, None, SetKind()),
    "ruhezeit": _Tag(RowOutcome.REST, None, SetKind()),
    "note": _Tag(RowOutcome.NOTE, None, SetKind()),
}
_SPELLINGS: Final = {
    "warm up": "w",
    "warmup": "w",
    "drop set": "d",
    "dropset": "d",
    "drop": "d",
    "failure": "f",
}


@lru_cache(maxsize=1024)
def _tag(text: str) -> _Tag:
    word = text.strip().casefold().replace("_", " ")
    if word.isdecimal() and len(word) < 6:
        return _Tag(RowOutcome.SET, int(word), SetKind())
    if (known := _WORDS.get(_SPELLINGS.get(word, word))) is not None:
        return known
    try:
        number = read_number(word)
    except ValueError:
        number = None
    if number is not None and number >= 0 and number == number.to_integral_value():
        return _Tag(RowOutcome.SET, int(number), SetKind())
    remark = f'the set type "{text.strip()}" is not known; taken as a working set'
    return _Tag(RowOutcome.SET, None, SetKind(remark=remark))


class _Reader:
    """Reads row after row into the assembly."""

    def __init__(self, assembly: Assembly, moments: Moments, units: _UnitsOfRows, picks: list[int]) -> None:
        self._assembly = assembly
        self._moments = moments
        self._units = units
        self._picks = picks
        self.loads_without_unit: list[tuple[str, Decimal]] = []

    def take(self, row: Row) -> RowOutcome:
        """Take one row. Raises `ValueError` with the reason to set it aside."""
        cells = _cells(row, self._picks)
        started_at = self._moments.get(cells.date)
        exercise = cells.exercise.strip()
        if started_at is None:
            raise ValueError(f'the date "{cells.date}" cannot be read')
        if not exercise:
            raise ValueError("it names no exercise")
        tag = _tag(cells.order)
        key = (started_at, cells.workout.strip(), cells.number)
        if tag.outcome is RowOutcome.REST:
            self._take_rest(row, cells, self._assembly.find(key), exercise)
            return tag.outcome
        record = self._set(row, cells, exercise, tag) if tag.outcome is RowOutcome.SET else None
        workout, is_new = self._assembly.workout(key, cells.workout.strip(), started_at, row)
        if is_new:
            self._end(workout, cells.duration, row)
        workout.add_notes(read_note(cells.workout_notes))
        block = _block(workout, exercise, tag, row)
        if record is None:
            block.add_note(read_note(cells.notes))
        else:
            block.add_set(record, read_note(cells.notes))
        return tag.outcome

    def _set(self, row: Row, cells: _Cells, exercise: str, tag: _Tag) -> SetRecord:
        record = read_set(
            row.line_number,
            exercise,
            tag.kind,
            load=cells.weight,
            reps=cells.reps,
            seconds=cells.seconds,
            distance=cells.distance,
            rpe=cells.rpe,
            units=self._units.of(cells),
        )
        if record.distance is not None and record.distance_unit is None:
            record = replace(record, distance_unit=self._units.assumed_distance())
            if record.distance_unit is None:
                self.loads_without_unit.append((exercise, record.load or Decimal(0)))
        elif record.load is not None and record.load_unit is None:
            self.loads_without_unit.append((exercise, record.load))
        return record

    def _take_rest(self, row: Row, cells: _Cells, workout: Workout | None, exercise: str) -> None:
        """Rest belongs to the set above it. A rest of 0 seconds is none."""
        seconds = read_amount(cells.seconds, "rest") or Decimal(0)
        block = workout.blocks[-1] if workout and workout.blocks else None
        if block is None or block.name != exercise or not block.sets:
            self._assembly.remark(row.line_number, "a rest without a set above it")
        else:
            block.add_rest(int(seconds.to_integral_value(ROUND_HALF_UP)))
            block.add_note(read_note(cells.notes))

    def _end(self, workout: Workout, duration: str, row: Row) -> None:
        """Set the end of a workout from its duration."""
        try:
            seconds = read_span(duration)
        except ValueError as error:
            self._assembly.remark(row.line_number, f"the duration {error}")
            return
        if seconds is not None and seconds <= _LONGEST_WORKOUT_SECONDS:
            self._assembly.end(workout, workout.started_at + timedelta(seconds=seconds))
        elif seconds is not None:
            self._assembly.remark(row.line_number, f'the duration "{duration}" was left out: over a year')


def _block(workout: Workout, exercise: str, tag: _Tag, row: Row) -> Block:
    """The block a row belongs to: the last one, unless the exercise changes or its sets are numbered anew.

    An equal number is no new beginning: equal rows are sets of their own that an app numbered alike.
    """
    block = workout.blocks[-1] if workout.blocks else None
    if block is None or block.name != exercise:
        block = workout.start_block(exercise, row.line_number)
    elif tag.number is not None and block.last_index is not None and tag.number < block.last_index:
        warmups = block.take_last_warmups()
        block = workout.start_block(exercise, row.line_number)
        block.sets.extend(warmups)
    if tag.number is not None:
        block.last_index = tag.number
    return block
