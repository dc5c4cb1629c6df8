"""From the rows of a Strong file to workouts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from msgspec.structs import replace

from mygymtracker.exchange.assembly import Assembly, Choices, Output, note_different, refuse_too_many
from mygymtracker.exchange.cells import (
    DISTANCE_UNITS,
    LOAD_UNITS,
    DecimalSign,
    find_unit,
    read_amount,
    read_note,
    read_number,
    read_span,
    settle_decimal_sign,
    shown,
    sign_of,
)
from mygymtracker.exchange.formats.strong.headers import Cells, Layout
from mygymtracker.exchange.formats.strong.set_orders import SetOrders, Tag
from mygymtracker.exchange.load_units import LoadsByExercise, UnitsByName
from mygymtracker.exchange.moments import Moments
from mygymtracker.exchange.partial_workouts import Block, Workout
from mygymtracker.exchange.records import ExerciseUnit, RowOutcome, SetRecord, Summary
from mygymtracker.exchange.sets import Units, Written, filled, joined, read_set
from mygymtracker.exchange.tables import Row, Table
from mygymtracker.quantities import DistanceUnit, LoadUnit

_LONGEST_WORKOUT_SECONDS: Final = 366 * 86_400


def read(table: Table, layout: Layout, choices: Choices, output: Output) -> Summary:
    """The whole file. Raises `Invalid` when its dates or its set types leave open what they mean.

    Without a unit in the file and in `choices`, loads stay as written and a guess is there instead. The file is gone
    through twice: what its cells mean is settled by all of them together.
    """
    picks = [layout.positions.get(role, -1) for role in Cells._fields]
    seen = _Seen()
    for row in table.rows:
        if row.damage is None:
            seen.look_at(_cells(row, picks), names_load_units=layout.names_load_units)
    assembly = Assembly(table, layout.unused, output)
    moments = assembly.settle_times(seen.dates, choices)
    orders = SetOrders(seen.orders, choices.set_types)
    sign = settle_decimal_sign(seen.signs)
    loads = None if layout.names_load_units else LoadsByExercise(seen.loads(sign))
    units = _UnitsOfRows(layout, choices, seen.weight_units, loads, sign)
    reader = _Reader(assembly, moments, units, orders, picks)
    assembly.take_rows(table.rows, reader.take)
    units.remark_on(assembly)
    guess = LoadsByExercise(reader.loads_without_unit.items()).guess() if reader.loads_without_unit else None
    return assembly.finish("strong", layout.dialect, units.of_file, guess, units.of_exercises)


def _cells(row: Row, picks: list[int]) -> Cells:
    padded = [*row.cells, ""]
    return Cells._make([padded[position] for position in picks])


@dataclass(slots=True)
class _Seen:
    """The different things that the cells of a file say, before any of them is read."""

    dates: set[str] = field(default_factory=set)
    orders: set[str] = field(default_factory=set)
    weight_units: set[str] = field(default_factory=set)
    signs: set[DecimalSign | None] = field(default_factory=set)
    weights: Counter[tuple[str, str]] = field(default_factory=Counter)

    def look_at(self, cells: Cells, *, names_load_units: bool) -> None:
        note_different(self.dates, cells.date, "times")
        note_different(self.orders, cells.order, "set types")
        note_different(self.weight_units, cells.weight_unit, "units")
        numbers = (cells.weight, cells.other_weight, cells.reps, cells.distance, cells.seconds, cells.rpe)
        self.signs.update(map(sign_of, numbers))
        if not names_load_units:
            self.weights[cells.exercise, cells.weight] += 1
            refuse_too_many(self.weights, "loads")

    def loads(self, sign: DecimalSign | None) -> Iterator[tuple[tuple[str, Decimal], int]]:
        """Exercise and load of every row that has one, with how many have it."""
        for (exercise, weight), times in self.weights.items():
            with suppress(ValueError):  # what is no number is told where the row is read
                if (load := read_number(weight, sign)) is not None:
                    yield (exercise.strip(), abs(load)), times


class _UnitsOfRows:
    """Which units each row is in: its own, else the header's, else its exercise's, else what was chosen.

    `loads` are there for a file that names no unit of them at all.
    """

    def __init__(
        self,
        layout: Layout,
        choices: Choices,
        named: set[str],
        loads: LoadsByExercise | None,
        sign: DecimalSign | None,
    ) -> None:
        self.sign = sign
        self._loads = loads
        self._answers: UnitsByName = choices.exercise_units
        self._layout = layout
        self._chosen = choices.load_unit
        self._per_row = "weight_unit" in layout.positions
        in_rows = {unit for text in named if (unit := LOAD_UNITS.get(text.strip().casefold()))}
        self._fallback = layout.load_unit or choices.load_unit or (in_rows.pop() if len(in_rows) == 1 else None)
        self._known: dict[tuple[str, str, LoadUnit | None, str], Units] = {}
        self._assumed_distance: DistanceUnit | None = None

    @property
    def of_file(self) -> LoadUnit | None:
        """The one unit of all loads, or None."""
        return None if self._per_row or self._layout.other_load_unit else self._fallback

    @property
    def of_exercises(self) -> tuple[ExerciseUnit, ...]:
        """What each exercise is written in, where no unit is named and a person says that of the file."""
        if self._loads is None or self._fallback is None:
            return ()
        return self._loads.units(self._fallback, self._answers)

    def load(self, cells: Cells) -> tuple[str, LoadUnit | None, str | None]:
        """The cell with the load of a row and the unit of its column; a remark where two columns disagree."""
        stated = self._layout.load_unit
        if stated is None or (other := self._layout.other_load_unit) is None:
            return cells.weight, stated, None
        return filled(Written(cells.weight, stated), Written(cells.other_weight, other), self.sign)

    def of(self, cells: Cells, column_unit: LoadUnit | None) -> Units:
        """The units of one row whose load stands in a column of this unit."""
        key = (cells.weight_unit, cells.distance_unit, column_unit, cells.exercise)
        if key not in self._known:
            named, unknown_load = find_unit(cells.weight_unit, LOAD_UNITS)
            load = named or column_unit or self._fallback
            if load is not None and self._loads is not None:
                load = self._loads.unit_of(cells.exercise.strip(), load, self._answers)
            distance, unknown_distance = find_unit(cells.distance_unit, DISTANCE_UNITS)
            self._known[key] = Units(
                load,
                distance or self._layout.distance_unit,
                converted=True,
                zero_is_blank=self._layout.zero_is_blank,
                unknown_load=unknown_load,
                unknown_distance=unknown_distance,
                sign=self.sign,
            )
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


class _Reader:
    """Reads row after row into the assembly."""

    def __init__(
        self, assembly: Assembly, moments: Moments, units: _UnitsOfRows, orders: SetOrders, picks: list[int]
    ) -> None:
        self._assembly = assembly
        self._moments = moments
        self._units = units
        self._orders = orders
        self._picks = picks
        self.loads_without_unit: Counter[tuple[str, Decimal]] = Counter()

    def take(self, row: Row) -> RowOutcome:
        """Take one row. Raises `ValueError` with the reason to set it aside."""
        cells = _cells(row, self._picks)
        started_at = self._moments.get(cells.date)
        exercise = cells.exercise.strip()
        if started_at is None:
            raise ValueError(f'the date "{shown(cells.date)}" cannot be read')
        if not exercise:
            raise ValueError("it names no exercise")
        tag = self._orders.tag(cells.order)
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

    def _set(self, row: Row, cells: Cells, exercise: str, tag: Tag) -> SetRecord:
        load, column_unit, disagreement = self._units.load(cells)
        record = read_set(
            row.line_number,
            exercise,
            tag.kind,
            load=load,
            reps=cells.reps,
            seconds=cells.seconds,
            distance=cells.distance,
            rpe=cells.rpe,
            units=self._units.of(cells, column_unit),
        )
        if disagreement:
            record = replace(record, remark=joined([record.remark, disagreement]))
        if record.distance is not None and record.distance_unit is None:
            record = replace(record, distance_unit=self._units.assumed_distance())
            if record.distance_unit is None:
                self.loads_without_unit[exercise, record.load or Decimal(0)] += 1
        elif record.load is not None and record.load_unit is None:
            self.loads_without_unit[exercise, record.load] += 1
        return record

    def _take_rest(self, row: Row, cells: Cells, workout: Workout | None, exercise: str) -> None:
        """Rest belongs to the set above it. A rest of 0 seconds is none."""
        seconds = read_amount(cells.seconds, "rest", self._units.sign) or Decimal(0)
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
            self._assembly.remark(row.line_number, f'the duration "{shown(duration)}" was left out: over a year')


def _block(workout: Workout, exercise: str, tag: Tag, row: Row) -> Block:
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
