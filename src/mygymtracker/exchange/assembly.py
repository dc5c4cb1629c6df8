"""Putting rows together to exercises and workouts, with the balance of what became of every row.

The order of rows is data. Exercises are contiguous runs inside a workout, because the same exercise comes
twice in one workout; workouts are gathered by their key wherever their rows stand, because spreadsheets sort
files.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Sequence, Sized
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

import msgspec
from msgspec.structs import replace

from mygymtracker.characters import HIDDEN_IN_NAMES, HIDDEN_IN_TEXTS, named, pictured
from mygymtracker.errors import Unreadable
from mygymtracker.exchange.cells import shown
from mygymtracker.exchange.load_units import UnitsByName
from mygymtracker.exchange.moments import DateOrder, Moments, settle
from mygymtracker.exchange.partial_workouts import Block, Workout
from mygymtracker.exchange.pieces import Pieces
from mygymtracker.exchange.records import (
    MOST_LISTED,
    NOTE_LIMIT,
    ExerciseRecord,
    ExerciseUnit,
    Remark,
    RowOutcome,
    SetRecord,
    Source,
    SourceRow,
    Summary,
    UnitGuess,
    WorkoutKey,
    WorkoutRecord,
)
from mygymtracker.exchange.set_words import SetTypes
from mygymtracker.exchange.sets import joined
from mygymtracker.exchange.tables import Row, Table
from mygymtracker.exchange.workout_identity import Digests
from mygymtracker.quantities import LoadUnit

EXERCISE_NAME_LIMIT = 100
WORKOUT_NAME_LIMIT = 200
_COLUMNS_SHOWN = 20
_FORGOTTEN_TIMER = timedelta(hours=12)
#: Of a file: ten a day for 27 years.
MOST_WORKOUTS: Final = 100_000
#: Different ones of a file; an app knows some hundreds.
MOST_NAMES: Final = 20_000
#: Of the times, the set types or the loads of a file: starts and ends of so many workouts.
MOST_DIFFERENT: Final = 2 * MOST_WORKOUTS
MOST_ROWS_OF_A_WORKOUT: Final = 100_000
_OUTCOMES: Final = {outcome: place for place, outcome in enumerate(RowOutcome)}
_ENCODER: Final = msgspec.msgpack.Encoder()
_DECODER: Final = msgspec.msgpack.Decoder(Workout)


@dataclass(frozen=True, slots=True)
class Choices:
    """What whoever imports has said about the file, for what it does not say itself."""

    load_unit: LoadUnit | None = None
    date_order: DateOrder | None = None
    month_language: str | None = None
    exercise_units: UnitsByName = field(default_factory=dict)
    latest_start: datetime | None = None
    set_types: SetTypes = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Output:
    """Where rows and workouts go as they are read."""

    rows: Pieces[SourceRow] = field(default_factory=lambda: Pieces(SourceRow))
    workouts: Pieces[WorkoutRecord] = field(default_factory=lambda: Pieces(WorkoutRecord))


class Assembly:
    """The file as read so far.

    Workouts are packed while rows of others are read: a file has tens of thousands of them.
    """

    def __init__(self, table: Table, unused_columns: Sequence[str], output: Output) -> None:
        self._output = output
        self._lines = array("I")
        self._outcomes = bytearray()
        self._remarks: list[Remark] = []
        self._remark_count = 0
        self._packed: dict[Hashable, bytes] = {}
        self._open: tuple[Hashable, Workout] | None = None
        self._current: Hashable = None
        self._is_scattered = False
        self._latest_start: datetime | None = None
        for each in table.remarks:
            self.remark(each.line_number, each.text)
        if unused_columns:
            listed = [shown(column) for column in unused_columns[:_COLUMNS_SHOWN]]
            more = [f"and {len(unused_columns) - len(listed)} more"] if len(unused_columns) > len(listed) else []
            self.remark(None, "columns that were not used: " + ", ".join(listed + more))

    def take_rows(self, rows: Iterable[Row], take: Callable[[Row], RowOutcome]) -> None:
        """Take every row, or set it aside: a damaged one, and one for which `take` raises `ValueError`."""
        for row in rows:
            if row.damage is not None:
                self._keep(row, RowOutcome.SET_ASIDE, row.damage)
                continue
            try:
                outcome = take(row)
            except ValueError as error:
                self._keep(row, RowOutcome.SET_ASIDE, str(error))
            else:
                self._keep(row, outcome)

    def _keep(self, row: Row, outcome: RowOutcome, reason: str | None = None) -> None:
        self._output.rows.append(SourceRow(row.line_number, row.text, outcome, reason))
        self._lines.append(row.line_number)
        self._outcomes.append(_OUTCOMES[outcome])

    def remark(self, line_number: int | None, text: str) -> None:
        """Note something to tell that belongs to no set."""
        self._remark_count += 1
        if line_number is None or len(self._remarks) < MOST_LISTED:
            self._remarks.append(Remark(line_number, text))

    def workout(self, key: Hashable, name: str, started_at: datetime, row: Row) -> tuple[Workout, bool]:
        """The workout with this key, and whether this row is its first. Raises `ValueError` for one yet to come."""
        if self._latest_start is not None and started_at > self._latest_start:
            raise ValueError(f"{started_at:%Y-%m-%d %H:%M} is yet to come: the clock that wrote it was wrong")
        workout = self.find(key)
        is_new = workout is None
        if workout is None:
            workout = Workout(name, started_at, row.line_number)
            self._exchange_open(key, workout)
            if len(self._packed) > MOST_WORKOUTS:
                raise _too_much(f"more than {MOST_WORKOUTS:,} workouts")
        elif key != self._current:
            self._is_scattered = True
        self._current = key
        workout.rows += 1
        if workout.rows > MOST_ROWS_OF_A_WORKOUT:
            raise _too_much(f"more than {MOST_ROWS_OF_A_WORKOUT:,} rows in one workout, of {started_at}")
        return workout, is_new

    def find(self, key: Hashable) -> Workout | None:
        """The workout with this key, if a row of it was seen. It may grow until the next is asked for."""
        if self._open is not None and self._open[0] == key:
            return self._open[1]
        if (packed := self._packed.get(key)) is None:
            return None
        workout = _DECODER.decode(packed)
        self._exchange_open(key, workout)
        return workout

    def _exchange_open(self, key: Hashable, workout: Workout) -> None:
        """Let another workout grow, and pack the one that did."""
        if self._open is not None:
            self._packed[self._open[0]] = _ENCODER.encode(self._open[1])
        self._packed.setdefault(key, b"")  # the order of workouts is that of their first rows
        self._open = (key, workout)

    def settle_times(self, texts: Collection[str], choices: Choices) -> Moments:
        """Read all times of the file together. Raises `Invalid` as `moments.settle` does."""
        self._latest_start = choices.latest_start
        settled = settle(texts, date_order=choices.date_order, month_language=choices.month_language)
        if settled.zoned:
            self.remark(None, f'times name a zone ("{shown(settled.zoned)}"); their clock time was taken as it stands')
        return settled

    def end(self, workout: Workout, ended_at: datetime) -> None:
        """Set the end of a workout, not before its start; remark the timers that somebody forgot to stop."""
        workout.ended_at = ended_at
        lasted = ended_at - workout.started_at
        if lasted > _FORGOTTEN_TIMER:
            hours = int(lasted.total_seconds()) // 3_600
            self.remark(workout.line_number, f"the workout lasted {hours} h: a timer never stopped?")

    def finish(
        self,
        source: Source,
        dialect: str,
        load_unit: LoadUnit | None,
        unit_guess: UnitGuess | None,
        exercise_units: tuple[ExerciseUnit, ...] = (),
    ) -> Summary:
        """The file but for its rows and workouts, which went out by then."""
        if self._is_scattered:
            self.remark(None, "rows of one workout are not together in the file; they were put together")
        digests, starts, names = Digests(), [], dict[str, None]()
        for record in self._workout_records():
            digests.add(record)
            starts.append(record.started_at)
            names.update((block.name, None) for block in record.exercises)
            if len(names) > MOST_NAMES:
                raise _too_much(f"exercises of more than {MOST_NAMES:,} names")
            self._output.workouts.append(record)
        self._output.rows.close()
        self._output.workouts.close()
        return Summary(
            source=source,
            dialect=dialect,
            load_unit=load_unit,
            unit_guess=unit_guess,
            remarks=tuple(sorted(self._remarks, key=lambda remark: remark.line_number or 0)),
            remark_count=self._remark_count,
            exercise_units=exercise_units,
            names=tuple(names),
            keys=[WorkoutKey(*each) for each in zip(starts, digests.of_all(), strict=True)],
            row_outcomes=bytes(self._outcomes),
            row_lines=self._lines.tobytes(),
        )

    def _workout_records(self) -> Iterator[WorkoutRecord]:
        """All workouts in the order of their first rows, taken out of the store one by one."""
        if self._open is not None:
            self._exchange_open(*self._open)
        occurrences: Counter[datetime] = Counter()
        for key in list(self._packed):
            workout = _DECODER.decode(self._packed.pop(key))
            occurrences[workout.started_at] += 1
            yield self._workout_record(workout, occurrences[workout.started_at])

    def _workout_record(self, workout: Workout, occurrence: int) -> WorkoutRecord:
        return WorkoutRecord(
            name=self._cut(workout.name, WORKOUT_NAME_LIMIT, "workout name", workout.line_number),
            started_at=workout.started_at,
            occurrence=occurrence,
            ended_at=workout.ended_at,
            notes=self._cut("\n".join(workout.notes), NOTE_LIMIT, "workout note", workout.line_number),
            exercises=tuple(map(self._exercise_record, workout.blocks)),
        )

    def _exercise_record(self, block: Block) -> ExerciseRecord:
        return ExerciseRecord(
            name=self._cut(block.name, EXERCISE_NAME_LIMIT, "exercise name", block.line_number),
            notes=self._cut("\n".join(block.notes), NOTE_LIMIT, "exercise note", block.line_number),
            superset_group=block.superset_group,
            sets=tuple(map(_with_fitting_note, block.sets)),
        )

    def _cut(self, text: str, limit: int, what: str, line_number: int) -> str:
        """The first `limit` characters, and none that are hidden; either is remarked, and the row keeps all."""
        fitting, remark = _fitting(text, limit, what)
        if remark is not None:
            self.remark(line_number, remark)
        return fitting


def _with_fitting_note(record: SetRecord) -> SetRecord:
    note, remark = _fitting(record.note, NOTE_LIMIT, "note")
    return record if remark is None else replace(record, note=note, remark=joined([record.remark, remark]))


def _fitting(text: str, limit: int, what: str) -> tuple[str, str | None]:
    """A name or a note as it can be kept, and what to remark of what it loses."""
    remarks: list[str | None] = []
    hidden = HIDDEN_IN_TEXTS if limit == NOTE_LIMIT else HIDDEN_IN_NAMES
    if match := hidden.search(text):
        remarks.append(f"the {what} has invisible characters ({named(match[0])}), which were left out")
        text = hidden.sub("", text).strip() or pictured(text)
    if len(text) > limit:
        remarks.append(f"the {what} has {len(text)} characters; the first {limit} were taken")
        text = text[:limit].rstrip()
    return text, joined(remarks)


def _too_much(what: str) -> Unreadable:
    return Unreadable(f"The file has {what}: is it damaged? Nothing was imported.", field="file")


def note_different(seen: set[str], text: str, what: str) -> None:
    """Add a text to the different ones that a column has. Raises Unreadable where they are more than any file has."""
    seen.add(text)
    refuse_too_many(seen, what)


def refuse_too_many(seen: Sized, what: str) -> None:
    """Raises Unreadable where a column has more different texts than any file has."""
    if len(seen) > MOST_DIFFERENT:
        raise _too_much(f"more than {MOST_DIFFERENT:,} different {what}")
