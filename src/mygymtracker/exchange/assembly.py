"""Putting rows together to exercises and workouts, with the balance of what became of every row.

The order of rows is data. Exercises are contiguous runs inside a workout, because the same exercise comes
twice in one workout; workouts are gathered by their key wherever their rows stand, because spreadsheets sort
files.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from msgspec.structs import replace

from mygymtracker.exchange.cells import shown
from mygymtracker.exchange.load_units import UnitsByName
from mygymtracker.exchange.moments import DateOrder, Moments, settle
from mygymtracker.exchange.records import (
    NOTE_LIMIT,
    ExerciseRecord,
    ExerciseUnit,
    ParsedFile,
    Remark,
    RowOutcome,
    SetRecord,
    Source,
    SourceRow,
    UnitGuess,
    WorkoutRecord,
)
from mygymtracker.exchange.set_words import SetTypes
from mygymtracker.exchange.sets import joined
from mygymtracker.exchange.tables import Row, Table
from mygymtracker.quantities import LoadUnit

EXERCISE_NAME_LIMIT = 100
WORKOUT_NAME_LIMIT = 200
_COLUMNS_SHOWN = 20
_LONGEST_REST_SECONDS = 86_400
_FORGOTTEN_TIMER = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class Choices:
    """What whoever imports has said about the file, for what it does not say itself."""

    load_unit: LoadUnit | None = None
    date_order: DateOrder | None = None
    month_language: str | None = None
    exercise_units: UnitsByName = field(default_factory=dict)
    latest_start: datetime | None = None
    set_types: SetTypes = field(default_factory=dict)


@dataclass(slots=True)
class Block:
    """A run of one exercise, growing. `last_index` is the set number last seen, as the file counts."""

    name: str
    superset_group: int | None = None
    notes: list[str] = field(default_factory=list)
    sets: list[SetRecord] = field(default_factory=list)
    last_index: int | None = None
    line_number: int = 0

    def add_set(self, record: SetRecord, note: str) -> None:
        """Add a set. The block's first note is the exercise's; another one further down is the set's."""
        if not self.sets:
            self.add_note(note)
        elif note and note not in self.notes:
            record = replace(record, note=note)
        if record.technique == "drop_set" and self.sets and self.sets[-1].set_type == "working":
            record = replace(record, continues_previous=True)
        self.sets.append(record)

    def add_note(self, note: str) -> None:
        """Add to the exercise's notes what they do not say yet."""
        if note and note not in self.notes:
            self.notes.append(note)

    def take_last_warmups(self) -> list[SetRecord]:
        """Take away the warm-ups at the end: they lead to the block that begins now."""
        keep = len(self.sets)
        while keep and self.sets[keep - 1].set_type == "warmup":
            keep -= 1
        taken, self.sets = self.sets[keep:], self.sets[:keep]
        return taken

    def add_rest(self, seconds: int) -> None:
        """Rest after the set above; several rests after one set add up, and 0 is none.

        Raises `ValueError` when that makes more than a day, and `IndexError` without a set.
        """
        above = self.sets[-1]
        total = (above.rest_seconds or 0) + seconds
        if total > _LONGEST_REST_SECONDS:
            raise ValueError(f"a rest of {total} seconds is longer than a day")
        self.sets[-1] = replace(above, rest_seconds=total or None)


@dataclass(slots=True)
class Workout:
    """A workout, growing."""

    name: str
    started_at: datetime
    line_number: int
    ended_at: datetime | None = None
    notes: list[str] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)

    def add_notes(self, text: str) -> None:
        """Add a note unless it is there: apps repeat it on every row."""
        if text and text not in self.notes:
            self.notes.append(text)

    def start_block(self, name: str, line_number: int, superset_group: int | None = None) -> Block:
        """Begin a new run of an exercise."""
        block = Block(name, superset_group, line_number=line_number)
        self.blocks.append(block)
        return block


class Assembly:
    """The file as read so far."""

    def __init__(self, table: Table, unused_columns: Sequence[str]) -> None:
        self.remarks: list[Remark] = list(table.remarks)
        if unused_columns:
            listed = [shown(column) for column in unused_columns[:_COLUMNS_SHOWN]]
            more = [f"and {len(unused_columns) - len(listed)} more"] if len(unused_columns) > len(listed) else []
            self.remark(None, "columns that were not used: " + ", ".join(listed + more))
        self._rows: list[SourceRow] = []
        self._workouts: dict[Hashable, Workout] = {}
        self._current: Workout | None = None
        self._is_scattered = False
        self._latest_start: datetime | None = None

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
        self._rows.append(SourceRow(row.line_number, row.text, outcome, reason))

    def remark(self, line_number: int | None, text: str) -> None:
        """Note something to tell that belongs to no set."""
        self.remarks.append(Remark(line_number, text))

    def workout(self, key: Hashable, name: str, started_at: datetime, row: Row) -> tuple[Workout, bool]:
        """The workout with this key, and whether this row is its first. Raises `ValueError` for one yet to come."""
        if self._latest_start is not None and started_at > self._latest_start:
            raise ValueError(f"{started_at:%Y-%m-%d %H:%M} is yet to come: the clock that wrote it was wrong")
        found = self._workouts.get(key)
        is_new = found is None
        if found is None:
            found = self._workouts[key] = Workout(name, started_at, row.line_number)
        elif found is not self._current:
            self._is_scattered = True
        self._current = found
        return found, is_new

    def settle_times(self, texts: Collection[str], choices: Choices) -> Moments:
        """Read all times of the file together. Raises `Invalid` as `moments.settle` does."""
        self._latest_start = choices.latest_start
        found = settle(texts, date_order=choices.date_order, month_language=choices.month_language)
        if found.zoned:
            self.remark(None, f'times name a zone ("{shown(found.zoned)}"); their clock time was taken as it stands')
        return found

    def find(self, key: Hashable) -> Workout | None:
        """The workout with this key, if a row of it was seen."""
        return self._workouts.get(key)

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
    ) -> ParsedFile:
        """The file as values."""
        if self._is_scattered:
            self.remark(None, "rows of one workout are not together in the file; they were put together")
        occurrences: Counter[datetime] = Counter()
        workouts: list[WorkoutRecord] = []
        for workout in self._workouts.values():
            occurrences[workout.started_at] += 1
            workouts.append(self._workout_record(workout, occurrences[workout.started_at]))
        return ParsedFile(
            source,
            dialect,
            load_unit,
            unit_guess,
            rows=tuple(self._rows),
            workouts=tuple(workouts),
            remarks=tuple(sorted(self.remarks, key=lambda remark: remark.line_number or 0)),
            exercise_units=exercise_units,
        )

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
            sets=tuple(record if len(record.note) <= NOTE_LIMIT else _with_cut_note(record) for record in block.sets),
        )

    def _cut(self, text: str, limit: int, what: str, line_number: int) -> str:
        """The first `limit` characters; that there are more is remarked, and the row keeps them."""
        if len(text) <= limit:
            return text
        self.remark(line_number, f"the {what} has {len(text)} characters; the first {limit} were taken")
        return text[:limit].rstrip()


def _with_cut_note(record: SetRecord) -> SetRecord:
    remark = f"the note has {len(record.note)} characters; the first {NOTE_LIMIT} were taken"
    return replace(record, note=record.note[:NOTE_LIMIT].rstrip(), remark=joined([record.remark, remark]))
