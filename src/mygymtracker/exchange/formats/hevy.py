"""Hevy's `workout_data.csv`: one row per set, newest workout first, units in the names of two columns.

Weight and distance units are chosen apart from each other (`weight_kg` with `distance_miles` is real). What
is missing is blank; there is no rest, no identifier and no zone. Months follow the language of the app.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from typing import Final, NamedTuple

from msgspec.structs import replace

from mygymtracker.exchange.assembly import Assembly, Block, Choices, Workout
from mygymtracker.exchange.cells import read_note, read_number
from mygymtracker.exchange.moments import Moments
from mygymtracker.exchange.records import ParsedFile, RowOutcome, SetRecord
from mygymtracker.exchange.sets import SetKind, Units, joined, read_set
from mygymtracker.exchange.tables import Row, Table
from mygymtracker.quantities import DistanceUnit, LoadUnit

HEADER_EXAMPLE: Final = "title, start_time, exercise_title, set_index, set_type, weight_kg, reps"


class _Cells(NamedTuple):
    """The cells of one row, '' for a column that the file does not have."""

    title: str
    start_time: str
    end_time: str
    description: str
    exercise_title: str
    superset_id: str
    exercise_notes: str
    set_index: str
    set_type: str
    weight: str
    reps: str
    distance: str
    duration_seconds: str
    rpe: str


_WEIGHTS: Final = {
    "weight_kg": LoadUnit.KG,
    "weight_kgs": LoadUnit.KG,
    "weight_lbs": LoadUnit.LB,
    "weight_lb": LoadUnit.LB,
}
_DISTANCES: Final = {
    "distance_km": DistanceUnit.KM,
    "distance_miles": DistanceUnit.MI,
    "distance_mi": DistanceUnit.MI,
    "distance_meters": DistanceUnit.M,
    "distance_m": DistanceUnit.M,
}
_REQUIRED: Final = {"start_time", "exercise_title", "set_index", "reps", "weight"}
#: Clocks were never put back by more in a night that anybody trained in.
_PUT_BACK: Final = timedelta(hours=2)
_KINDS: Final = {
    "normal": SetKind(),
    "warmup": SetKind("warmup"),
    "dropset": SetKind("working", "drop_set"),
    "failure": SetKind("working", "fail"),
}


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the columns of one file are, and which units their names say."""

    positions: Mapping[str, int]
    units: Units
    unused: tuple[str, ...]


def recognise(header: tuple[str, ...]) -> Layout | None:
    """The layout of a Hevy file, or None when this is another app's header. The order of columns is free."""
    positions: dict[str, int] = {}
    unused: list[str] = []
    load: LoadUnit | None = None
    distance: DistanceUnit | None = None
    for position, cell in enumerate(header):
        name = cell.casefold()
        role = "weight" if name in _WEIGHTS else "distance" if name in _DISTANCES else name
        if role not in _Cells._fields or role in positions or (role == name and role in ("weight", "distance")):
            unused.append(cell)
            continue
        positions[role] = position
        load = _WEIGHTS.get(name, load)
        distance = _DISTANCES.get(name, distance)
    if not positions.keys() >= _REQUIRED:
        return None
    return Layout(positions, Units(load, distance), tuple(unused))


def read(table: Table, layout: Layout, choices: Choices) -> ParsedFile:
    """The whole file. Raises `Invalid` when its dates can be read in two ways and nothing settles it."""
    assembly = Assembly(table, layout.unused)
    stated = layout.units.load
    if choices.load_unit and choices.load_unit is not stated:
        assembly.remark(None, f"the file says its loads are in {stated}, so {choices.load_unit} was not used")
    if choices.exercise_units:
        assembly.remark(None, "the file says its units itself, so those said of single exercises were not used")
    picks = [layout.positions.get(role, -1) for role in _Cells._fields]
    rows = (_cells(row, picks) for row in table.rows if row.damage is None)
    times = {text for cells in rows for text in (cells.start_time, cells.end_time)}
    moments = assembly.settle_times(times, choices)
    reader = _Reader(assembly, moments, layout.units, picks)
    assembly.take_rows(table.rows, reader.take)
    return assembly.finish("hevy", "hevy", stated, None)


def _cells(row: Row, picks: list[int]) -> _Cells:
    padded = [*row.cells, ""]
    return _Cells._make([padded[position] for position in picks])


@lru_cache(maxsize=256)
def _kind(text: str) -> SetKind:
    word = text.strip().casefold().replace("_", "").replace(" ", "")
    remark = f'the set type "{text.strip()}" is not known; taken as a working set'
    return _KINDS.get(word) or SetKind(remark=remark)


class _Reader:
    """Reads row after row into the assembly."""

    def __init__(self, assembly: Assembly, moments: Moments, units: Units, picks: list[int]) -> None:
        self._assembly = assembly
        self._moments = moments
        self._units = units
        self._picks = picks

    def take(self, row: Row) -> RowOutcome:
        """Take one row. Raises `ValueError` with the reason to set it aside."""
        cells = _cells(row, self._picks)
        started_at = self._moments.get(cells.start_time)
        exercise = cells.exercise_title.strip()
        if started_at is None:
            raise ValueError(f'the start "{cells.start_time}" cannot be read')
        if not exercise:
            raise ValueError("it names no exercise")
        record = self._set(row, cells, exercise)
        index, doubt = _small_number(cells.set_index, "set_index")
        group, other_doubt = _small_number(cells.superset_id, "superset_id")
        if doubt or other_doubt:
            record = replace(record, remark=joined([record.remark, doubt, other_doubt]))
        title = cells.title.strip()
        workout, is_new = self._assembly.workout((started_at, title, cells.end_time), title, started_at, row)
        if is_new:
            self._end(workout, cells.end_time, row)
        workout.add_notes(read_note(cells.description))
        _block(workout, exercise, group, index, row).add_set(record, read_note(cells.exercise_notes))
        return RowOutcome.SET

    def _set(self, row: Row, cells: _Cells, exercise: str) -> SetRecord:
        return read_set(
            row.line_number,
            exercise,
            _kind(cells.set_type),
            load=cells.weight,
            reps=cells.reps,
            seconds=cells.duration_seconds,
            distance=cells.distance,
            rpe=cells.rpe,
            units=self._units,
        )

    def _end(self, workout: Workout, text: str, row: Row) -> None:
        """Set the end of a workout. One before the start can be, where clocks were put back in between."""
        ended_at = self._moments.get(text)
        if ended_at is not None and ended_at > workout.started_at - _PUT_BACK:
            self._assembly.end(workout, ended_at)
        elif text.strip():
            self._assembly.remark(row.line_number, f'the end "{text}" was left out: unreadable or before the start')


@lru_cache(maxsize=1024)
def _small_number(text: str, column: str) -> tuple[int | None, str | None]:
    """A counting number of a column, and what to remark when the cell holds something else."""
    try:
        number = read_number(text)
    except ValueError:
        number = None
    if number is not None and 0 <= number <= 32_767 and number == number.to_integral_value():
        return int(number), None
    return None, f'{column} "{text}" is not a counting number and was left out' if text.strip() else None


def _block(workout: Workout, exercise: str, group: int | None, index: int | None, row: Row) -> Block:
    """The block a row belongs to: the last one, unless exercise, superset or counting start anew."""
    block = workout.blocks[-1] if workout.blocks else None
    counted_anew = block and index is not None and block.last_index is not None and index <= block.last_index
    if block is None or block.name != exercise or block.superset_group != group or counted_anew:
        block = workout.start_block(exercise, row.line_number, group)
    if index is not None:
        block.last_index = index
    return block
