"""Hevy's `workout_data.csv`: one row per set, newest workout first, units in the names of two columns.

Weight and distance units are chosen apart from each other (`weight_kg` with `distance_miles` is real). What
is missing is blank; there is no rest, no identifier and no zone. Months follow the language of the app.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from typing import Final, NamedTuple

from msgspec.structs import replace

from mygymtracker.exchange.assembly import Assembly, Choices, Output, note_different
from mygymtracker.exchange.cells import DecimalSign, Unit, read_note, read_number, settle_decimal_sign, shown, sign_of
from mygymtracker.exchange.format import Format, reader_for
from mygymtracker.exchange.moments import Moments
from mygymtracker.exchange.partial_workouts import Block, Workout
from mygymtracker.exchange.records import RowOutcome, SetRecord, Summary
from mygymtracker.exchange.set_words import SetMeaning, folded_word, is_word, settle
from mygymtracker.exchange.sets import KINDS, WITHOUT_A_WORD, SetKind, Units, Written, filled, joined, read_set
from mygymtracker.exchange.tables import Row, Table
from mygymtracker.quantities import DistanceUnit, LoadUnit


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
    other_weight: str
    reps: str
    distance: str
    other_distance: str
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
_MEASURES: Final = ("weight", "other_weight", "distance", "other_distance")
_REQUIRED: Final = {"start_time", "exercise_title", "set_index", "reps", "weight"}
#: Clocks were never put back by more in a night that anybody trained in.
_PUT_BACK: Final = timedelta(hours=2)
_MEANINGS: Final = {
    "normal": SetMeaning.WORKING,
    "working": SetMeaning.WORKING,
    "warmup": SetMeaning.WARMUP,
    "warm up": SetMeaning.WARMUP,
    "dropset": SetMeaning.DROP_SET,
    "drop set": SetMeaning.DROP_SET,
    "failure": SetMeaning.FAILURE,
}


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the columns of one file are, and which units their names say: of the first and of the second column."""

    positions: Mapping[str, int]
    loads: Sequence[LoadUnit]
    distances: Sequence[DistanceUnit]
    unused: tuple[str, ...]

    @property
    def load_unit(self) -> LoadUnit | None:
        """The one unit of all loads, or None where there are two columns."""
        return self.loads[0] if len(self.loads) == 1 else None


def recognise(header: tuple[str, ...]) -> Layout | None:
    """The layout of a Hevy file, or None when this is another app's header. The order of columns is free."""
    positions: dict[str, int] = {}
    unused: list[str] = []
    loads: list[LoadUnit] = []
    distances: list[DistanceUnit] = []
    for position, cell in enumerate(header):
        name = cell.casefold()
        load, distance = _WEIGHTS.get(name), _DISTANCES.get(name)
        role = "weight" if load else "distance" if distance else name
        if role in positions and load not in (None, *loads):
            role = "other_weight"
        elif role in positions and distance not in (None, *distances):
            role = "other_distance"
        is_measure = load is not None or distance is not None
        if role not in _Cells._fields or role in positions or (not is_measure and role in _MEASURES):
            unused.append(cell)
            continue
        positions[role] = position
        loads += [load] if load else []
        distances += [distance] if distance else []
    if not positions.keys() >= _REQUIRED:
        return None
    return Layout(positions, loads, distances, tuple(unused))


def read(table: Table, layout: Layout, choices: Choices, output: Output) -> Summary:
    """The whole file. Raises `Invalid` when its dates or its set types leave open what they mean.

    It is gone through twice: what its cells mean is settled by all of them together.
    """
    picks = [layout.positions.get(role, -1) for role in _Cells._fields]
    times: set[str] = set()
    types: set[str] = set()
    signs: set[DecimalSign | None] = set()
    for cells in (_cells(row, picks) for row in table.rows if row.damage is None):
        note_different(times, cells.start_time, "times")
        note_different(times, cells.end_time, "times")
        note_different(types, cells.set_type, "set types")
        signs.update(map(sign_of, _numbers(cells)))
    assembly = Assembly(table, layout.unused, output)
    stated = layout.load_unit
    if choices.load_unit and stated and choices.load_unit is not stated:
        assembly.remark(None, f"the file says its loads are in {stated}, so {choices.load_unit} was not used")
    if choices.exercise_units:
        assembly.remark(None, "the file says its units itself, so those said of single exercises were not used")
    moments = assembly.settle_times(times, choices)
    meanings = settle(types, _MEANINGS, choices.set_types, list(KINDS))
    reader = _Reader(assembly, moments, meanings, _Measures(layout, settle_decimal_sign(signs)), picks)
    assembly.take_rows(table.rows, reader.take)
    return assembly.finish("hevy", "hevy", stated, None)


def _numbers(cells: _Cells) -> tuple[str, ...]:
    weights, distances = (cells.weight, cells.other_weight), (cells.distance, cells.other_distance)
    return (*weights, cells.reps, *distances, cells.duration_seconds, cells.rpe)


class _Measures:
    """Load and distance of a row, from the column that has them."""

    def __init__(self, layout: Layout, sign: DecimalSign | None) -> None:
        self._loads = layout.loads
        self._distances = layout.distances
        self._sign = sign

    def of(self, cells: _Cells) -> tuple[str, str, Units, str | None]:
        """The texts of load and distance, what they are in, and what to remark where two columns disagree."""
        load, load_unit, doubt = self._filled(cells.weight, cells.other_weight, self._loads)
        distance, distance_unit, other = self._filled(cells.distance, cells.other_distance, self._distances)
        return load, distance, Units(load_unit, distance_unit, sign=self._sign), joined([doubt, other])

    def _filled(self, text: str, other: str, units: Sequence[Unit]) -> tuple[str, Unit | None, str | None]:
        if len(units) < 2:
            return text, next(iter(units), None), None
        return filled(Written(text, units[0]), Written(other, units[1]), self._sign)


def _cells(row: Row, picks: list[int]) -> _Cells:
    padded = [*row.cells, ""]
    return _Cells._make([padded[position] for position in picks])


class _Reader:
    """Reads row after row into the assembly."""

    def __init__(
        self,
        assembly: Assembly,
        moments: Moments,
        meanings: Mapping[str, SetMeaning],
        measures: _Measures,
        picks: list[int],
    ) -> None:
        self._assembly = assembly
        self._moments = moments
        self._meanings = meanings
        self._measures = measures
        self._picks = picks

    def take(self, row: Row) -> RowOutcome:
        """Take one row. Raises `ValueError` with the reason to set it aside."""
        cells = _cells(row, self._picks)
        started_at = self._moments.get(cells.start_time)
        exercise = cells.exercise_title.strip()
        if started_at is None:
            raise ValueError(f'the start "{shown(cells.start_time)}" cannot be read')
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
        load, distance, units, disagreement = self._measures.of(cells)
        record = read_set(
            row.line_number,
            exercise,
            self._kind(cells.set_type),
            load=load,
            reps=cells.reps,
            seconds=cells.duration_seconds,
            distance=distance,
            rpe=cells.rpe,
            units=units,
        )
        return replace(record, remark=joined([record.remark, disagreement])) if disagreement else record

    def _kind(self, text: str) -> SetKind:
        return KINDS[self._meanings[folded_word(text)]] if is_word(text) else WITHOUT_A_WORD

    def _end(self, workout: Workout, text: str, row: Row) -> None:
        """Set the end of a workout. One before the start can be, where clocks were put back in between."""
        ended_at = self._moments.get(text)
        if ended_at is not None and ended_at > workout.started_at - _PUT_BACK:
            self._assembly.end(workout, ended_at)
        elif text.strip():
            self._assembly.remark(
                row.line_number, f'the end "{shown(text)}" was left out: unreadable or before the start'
            )


@lru_cache(maxsize=1024)
def _small_number(text: str, column: str) -> tuple[int | None, str | None]:
    """A counting number of a column, and what to remark when the cell holds something else."""
    try:
        number = read_number(text)
    except ValueError:
        number = None
    if number is not None and 0 <= number <= 32_767 and number == number.to_integral_value():
        return int(number), None
    return None, f'{column} "{shown(text)}" is not a counting number and was left out' if text.strip() else None


def _block(workout: Workout, exercise: str, group: int | None, index: int | None, row: Row) -> Block:
    """The block a row belongs to: the last one, unless exercise, superset or counting start anew."""
    block = workout.blocks[-1] if workout.blocks else None
    counted_anew = block and index is not None and block.last_index is not None and index <= block.last_index
    if block is None or block.name != exercise or block.superset_group != group or counted_anew:
        block = workout.start_block(exercise, row.line_number, group)
    if index is not None:
        block.last_index = index
    return block


FORMAT: Final = Format(
    name="hevy",
    title="Hevy",
    dialects="hevy",
    header_example="title, start_time, exercise_title, set_index, set_type, weight_kg, reps",
    reader_for=reader_for(recognise, read),
)
