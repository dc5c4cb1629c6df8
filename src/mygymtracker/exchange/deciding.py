"""What becomes of every workout and every row of a file, before anything is written. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from mygymtracker.exchange.doubles import Doubles
from mygymtracker.exchange.identity import Candidate, KnownWorkout, additions, differences, folded
from mygymtracker.exchange.records import ExerciseRecord, ParsedFile, RowOutcome, SourceRow, WorkoutRecord
from mygymtracker.exchange.report import AnswerBefore, ChangedWorkout, OverlappingWorkout, ReportRemark
from mygymtracker.exchange.wall_clock import comes_twice, end_of, ends_before_start, exists, find_zone, instant

#: In what a workout differs whose clock was read in another place; it is no facet, for the file says the same.
TIME: Final = "time"


@dataclass(frozen=True, slots=True)
class Placed:
    """A workout that is to be written: which it is, and when it was."""

    record: WorkoutRecord
    local_start: datetime
    occurrence: int
    content_digest: bytes
    started_at: datetime
    completed_at: datetime


@dataclass(frozen=True, slots=True)
class Take:
    """A workout that is here, and of which the version of the file is taken. `moves` when its clock is another one."""

    placed: Placed
    workout_id: UUID
    import_id: UUID
    moves: bool


@dataclass(frozen=True, slots=True)
class Answers:
    """What a person said about a file that its numbers hang on. `exercise_units` are by folded name."""

    unit: str | None
    time_zone: str
    exercise_units: Mapping[str, str]


@dataclass(slots=True)
class Decided:
    """What an import does. `rows` are those to be kept verbatim, in file order."""

    writes: list[Placed] = field(default_factory=list)
    takes: list[Take] = field(default_factory=list)
    overlapping: list[OverlappingWorkout] = field(default_factory=list)
    answers_before: list[AnswerBefore] = field(default_factory=list)
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


@dataclass(frozen=True, slots=True)
class Rules:
    """How to decide: what is said of the file now, what was said before by import, and what is wanted of the workouts.

    `doubles` are workouts here that did not come from the same app, by what is in the file at their minute; None where
    the file's workouts are to come in all the same.
    """

    zone: ZoneInfo
    answers: Answers
    earlier: Mapping[UUID, Answers]
    restore_deleted: bool
    take_file: bool
    doubles: Doubles | None


def decide(parsed: ParsedFile, candidates: Sequence[Candidate], rules: Rules) -> Decided:
    """Sort the workouts of a file into new, known, changed and deleted ones, and say which rows to keep."""
    deciding = _Deciding(parsed, rules)
    for candidate in candidates:
        deciding.take(candidate)
    return deciding.decided()


#: Field, exercise, answer before, answer now.
AnswerKey = tuple[str, str | None, str | None, str | None]


@dataclass(slots=True)
class _Deciding:
    """`saying` are workouts whose rows say something that no earlier run has kept; `richer` counts facets that known
    ones have now, and `answers` what was said otherwise of workouts that differ.
    """

    parsed: ParsedFile
    rules: Rules
    so_far: Decided = field(default_factory=Decided)
    saying: list[WorkoutRecord] = field(default_factory=list)
    richer: Counter[str] = field(default_factory=Counter)
    answers: Counter[AnswerKey] = field(default_factory=Counter)

    def take(self, candidate: Candidate) -> None:
        """Decide about one workout of the file."""
        known, rules = candidate.known, self.rules
        if known is None and rules.doubles and (double := rules.doubles.find(candidate.record, rules.zone)):
            self.so_far.overlapping.append(double)
        elif known is None or (known.workout_id is None and rules.restore_deleted):
            self.so_far.writes.append(_placed(candidate, self.parsed, rules.zone))
            self.so_far.added += known is None
            self.so_far.restored += known is not None
            self.saying.append(candidate.record)
        elif known.workout_id is None:
            self.so_far.deleted += 1
        else:
            self._take_known(candidate, known, known.workout_id)

    def _take_known(self, candidate: Candidate, known: KnownWorkout, workout_id: UUID) -> None:
        """One that came in before and is still here."""
        record, rules = candidate.record, self.rules
        facets = differences(known.content_digest, candidate.digest)
        more = additions(known.content_digest, candidate.digest)
        moves = _moves(record, known, rules)
        if differing := [*facets, *([TIME] if moves else [])]:
            self.so_far.changed.append(ChangedWorkout(record.name, record.started_at, differing))
            self.answers.update(_other_answers(record, known, rules, differing))
        else:
            self.so_far.known += 1
            self.richer.update(() if rules.take_file else more)
        takes = rules.take_file and bool(differing or more)
        if takes and known.import_id:
            placed = _placed(candidate, self.parsed, rules.zone)
            self.so_far.takes.append(Take(placed, workout_id, known.import_id, moves))
        if takes or facets or more:
            self.saying.append(record)

    def decided(self) -> Decided:
        """All of it, once every workout was taken."""
        decided = self.so_far
        decided.rows = _rows_to_keep(self.parsed.rows, self.saying)
        decided.remarks = list(_remarks(self.parsed, decided.writes, self.richer, self.rules.zone))
        decided.answers_before = [AnswerBefore(*key, workouts=count) for key, count in self.answers.items()]
        return decided


def _moves(record: WorkoutRecord, known: KnownWorkout, rules: Rules) -> bool:
    """Whether its clock was read elsewhere before, where it showed another instant."""
    earlier = rules.earlier.get(known.import_id) if known.import_id else None
    if earlier is None or earlier.time_zone == rules.zone.key:
        return False
    return instant(record.started_at, find_zone(earlier.time_zone)) != instant(record.started_at, rules.zone)


def _other_answers(
    record: WorkoutRecord, known: KnownWorkout, rules: Rules, differing: Sequence[str]
) -> Iterable[AnswerKey]:
    """What was said otherwise when a workout came in that differs now; of an exercise, also by what was of the file."""
    earlier, now = rules.earlier.get(known.import_id) if known.import_id else None, rules.answers
    if earlier is None:
        return
    if TIME in differing:
        yield "time_zone", None, earlier.time_zone, now.time_zone
    if "sets" not in differing:
        return
    if earlier.unit and now.unit and earlier.unit != now.unit:
        yield "unit", None, earlier.unit, now.unit
    for key, name in {folded(block.name): block.name for block in record.exercises}.items():
        if key in earlier.exercise_units or key in now.exercise_units:
            before, after = (each.exercise_units.get(key, each.unit) for each in (earlier, now))
            if before != after:
                yield "exercise_units", name, before, after


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
