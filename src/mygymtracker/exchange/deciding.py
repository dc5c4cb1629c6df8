"""What becomes of every workout and every row of a file, before anything is written. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from mygymtracker.exchange.identity import Candidate, additions, differences
from mygymtracker.exchange.records import ExerciseRecord, ParsedFile, RowOutcome, SourceRow, WorkoutRecord
from mygymtracker.exchange.report import ChangedWorkout, ReportRemark
from mygymtracker.exchange.wall_clock import comes_twice, end_of, ends_before_start, exists, instant


@dataclass(frozen=True, slots=True)
class Placed:
    """A workout that is to be written: which it is, and when it was."""

    record: WorkoutRecord
    local_start: datetime
    occurrence: int
    content_digest: bytes
    started_at: datetime
    completed_at: datetime


@dataclass(slots=True)
class Decided:
    """What an import does. `rows` are those to be kept verbatim, in file order."""

    writes: list[Placed] = field(default_factory=list)
    added: int = 0
    restored: int = 0
    known: int = 0
    deleted: int = 0
    changed: list[ChangedWorkout] = field(default_factory=list)
    rows: list[SourceRow] = field(default_factory=list)
    remarks: list[ReportRemark] = field(default_factory=list)

    @property
    def blocks(self) -> list[ExerciseRecord]:
        """All exercises of all workouts to be written, in file order."""
        return [block for placed in self.writes for block in placed.record.exercises]

    @property
    def sets(self) -> int:
        return sum(len(block.sets) for block in self.blocks)


def decide(parsed: ParsedFile, candidates: Sequence[Candidate], zone: ZoneInfo, *, restore_deleted: bool) -> Decided:
    """Sort the workouts of a file into new, known, changed and deleted ones, and say which rows to keep."""
    decided = Decided()
    told: list[WorkoutRecord] = []  # workouts whose rows say something that no earlier run has kept
    richer: Counter[str] = Counter()
    for candidate in candidates:
        known = candidate.known
        if known is None or (known.workout_id is None and restore_deleted):
            decided.writes.append(_placed(candidate, parsed, zone))
            decided.added += known is None
            decided.restored += known is not None
        elif known.workout_id is None:
            decided.deleted += 1
            continue
        elif facets := differences(known.content_digest, candidate.digest):
            decided.changed.append(ChangedWorkout(candidate.record.name, candidate.record.started_at, facets))
        else:
            decided.known += 1
            more = additions(known.content_digest, candidate.digest)
            richer.update(more)
            if not more:
                continue
        told.append(candidate.record)
    decided.rows = _rows_to_keep(parsed.rows, told)
    decided.remarks = list(_remarks(parsed, decided.writes, richer, zone))
    return decided


def _placed(candidate: Candidate, parsed: ParsedFile, zone: ZoneInfo) -> Placed:
    record = candidate.record
    return Placed(
        record,
        candidate.local_start,
        candidate.occurrence,
        candidate.digest,
        instant(record.started_at, zone),
        end_of(record, parsed.source, zone),
    )


def _rows_to_keep(rows: Sequence[SourceRow], workouts: Iterable[WorkoutRecord]) -> list[SourceRow]:
    """Rows of these workouts, and all that were set aside.

    Rests and notes do not say what workout they belong to. They stand beside its sets, so one is kept when the
    nearest set above or below it is; a workout without any set keeps all of them.
    """
    lines: set[int] = set()
    all_notes = False
    for workout in workouts:
        mine = [each.line_number for block in workout.exercises for each in block.sets]
        lines.update(mine)
        all_notes = all_notes or not mine
    if not lines and not all_notes:
        return [row for row in rows if row.outcome is RowOutcome.SET_ASIDE]
    below = _nearest_set_kept(reversed(rows), lines)
    beside = zip(rows, _nearest_set_kept(rows, lines), reversed(below), strict=True)
    return [row for row, above, under in beside if _is_kept(row, lines, beside_kept=above or under or all_notes)]


def _nearest_set_kept(rows: Iterable[SourceRow], lines: set[int]) -> list[bool]:
    """For every row, whether the last set row up to it is in `lines`."""
    kept = False
    answers = []
    for row in rows:
        if row.outcome is RowOutcome.SET:
            kept = row.line_number in lines
        answers.append(kept)
    return answers


def _is_kept(row: SourceRow, lines: set[int], *, beside_kept: bool) -> bool:
    if row.outcome is RowOutcome.SET:
        return row.line_number in lines
    return row.outcome is RowOutcome.SET_ASIDE or beside_kept


def _remarks(
    parsed: ParsedFile, writes: Sequence[Placed], richer: Counter[str], zone: ZoneInfo
) -> Iterable[ReportRemark]:
    """About the file, then about known workouts, then about each workout and set that is written."""
    for remark in parsed.remarks:
        yield ReportRemark(remark.line_number, remark.text)
    for facet, count in richer.items():
        yield ReportRemark(
            None,
            f"{count} workouts that were imported before have {facet} in this file, which the file before did not "
            "hold; nothing was added to them",
        )
    for placed in writes:
        line = _first_line(placed.record)
        yield from (ReportRemark(line, text) for text in _about_clocks(placed, zone))
        for block in placed.record.exercises:
            for each in block.sets:
                if each.remark is not None:
                    yield ReportRemark(each.line_number, each.remark)


def _about_clocks(placed: Placed, zone: ZoneInfo) -> Iterable[str]:
    """What the clocks of the place make of the times that the file shows."""
    local = placed.record.started_at
    taken = placed.started_at.astimezone(zone)
    if not exists(local, zone):
        left_out = f"{local:%Y-%m-%d %H:%M} does not exist in {zone.key}, where clocks were put forward"
        yield f"{left_out}; {taken:%H:%M} was taken"
    elif comes_twice(local, zone):
        yield f"{local:%Y-%m-%d %H:%M} came twice in {zone.key}, where clocks were put back; the first was taken"
    if ends_before_start(placed.record, zone):
        yield f"the end {placed.record.ended_at:%Y-%m-%d %H:%M} was left out: before the start"


def _first_line(workout: WorkoutRecord) -> int | None:
    return next((each.line_number for block in workout.exercises for each in block.sets), None)
