"""What becomes of every workout and every row of a file, before anything is written. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, Generic, TypeVar
from uuid import UUID
from zoneinfo import ZoneInfo

from mygymtracker.exchange.doubles import Doubles
from mygymtracker.exchange.kept_rows import RowsToKeep
from mygymtracker.exchange.names import Names
from mygymtracker.exchange.records import MOST_LISTED, ExerciseRecord, ParsedFile, WorkoutRecord
from mygymtracker.exchange.report import AnswerBefore, ChangedWorkout, OverlappingWorkout, ReportRemark
from mygymtracker.exchange.wall_clock import comes_twice, end_of, ends_before_start, exists, find_zone, instant
from mygymtracker.exchange.workout_identity import Candidate, KnownWorkout, additions, differences, folded

Entry = TypeVar("Entry")

#: In what a workout differs whose clock was read in another place; it is no facet, for the file says the same.
TIME: Final = "time"


@dataclass(frozen=True, slots=True)
class Placed:
    """A workout that is to be written: which it is, and when it was. `place` is that in the file."""

    place: int
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


class Listed(Generic[Entry]):
    """What a report lists: the first `MOST_LISTED` of them, and how many there are."""

    def __init__(self) -> None:
        self.first: list[Entry] = []
        self.count = 0

    def append(self, entry: Entry) -> None:
        self.count += 1
        if len(self.first) < MOST_LISTED:
            self.first.append(entry)


@dataclass(slots=True)
class Decided:
    """What an import does. `kept_rows` has a byte for each row of the file: whether it is kept verbatim; `names` are
    those of the workouts to be written, which have `sets` in all; `incomplete` the lines of sets that come in without a
    number of theirs, with what is wrong with it.
    """

    writes: list[Placed] = field(default_factory=list)
    takes: list[Take] = field(default_factory=list)
    overlapping: Listed[OverlappingWorkout] = field(default_factory=Listed)
    overlapping_sources: set[str | None] = field(default_factory=set)
    answers_before: list[AnswerBefore] = field(default_factory=list)
    added: int = 0
    restored: int = 0
    known: int = 0
    deleted: int = 0
    changed: Listed[ChangedWorkout] = field(default_factory=Listed)
    kept_rows: bytes = b""
    remarks: Listed[ReportRemark] = field(default_factory=Listed)
    incomplete: Listed[tuple[int, str]] = field(default_factory=Listed)
    names: Names = field(default_factory=Names)
    sets: int = 0

    def come_in(self, block: ExerciseRecord) -> None:
        """Note an exercise that comes in."""
        self.names.add(block)
        for each in block.sets:
            if each.unread:
                self.incomplete.append((each.line_number, each.unread))


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
    for place, (candidate, record) in enumerate(zip(candidates, parsed.workouts, strict=True)):
        deciding.take(place, candidate, record)
    return deciding.decided()


#: Field, exercise, answer before, answer now.
AnswerKey = tuple[str, str | None, str | None, str | None]


@dataclass(slots=True)
class _Deciding:
    """`keeping` are the rows of workouts that say something which no earlier run has kept; `richer` counts facets that
    known ones have now, and `answers` what was said otherwise of workouts that differ; `remarks` are about sets.
    """

    parsed: ParsedFile
    rules: Rules
    so_far: Decided = field(default_factory=Decided)
    keeping: RowsToKeep = field(default_factory=RowsToKeep)
    richer: Counter[str] = field(default_factory=Counter)
    answers: Counter[AnswerKey] = field(default_factory=Counter)
    remarks: Listed[ReportRemark] = field(default_factory=Listed)

    def take(self, place: int, candidate: Candidate, record: WorkoutRecord) -> None:
        """Decide about one workout of the file."""
        known, rules = candidate.known, self.rules
        if known is None and rules.doubles and (double := rules.doubles.find(record, rules.zone)):
            self.so_far.overlapping.append(double)
            self.so_far.overlapping_sources.add(double.source_here)
        elif known is None or (known.workout_id is None and rules.restore_deleted):
            self.so_far.added += known is None
            self.so_far.restored += known is not None
            self._write(_placed(place, candidate, record, self.parsed, rules.zone), record)
        elif known.workout_id is None:
            self.so_far.deleted += 1
        else:
            self._take_known(place, candidate, record, known.workout_id)

    def _write(self, placed: Placed, record: WorkoutRecord) -> None:
        self.so_far.writes.append(placed)
        self.keeping.add(record)
        for line, text in _about_clocks(placed, record, self.rules.zone):
            self.remarks.append(ReportRemark(line, text))
        for block in record.exercises:
            self.so_far.come_in(block)
            self.so_far.sets += len(block.sets)
            for each in block.sets:
                if each.remark is not None:
                    self.remarks.append(ReportRemark(each.line_number, each.remark))

    def _take_known(self, place: int, candidate: Candidate, record: WorkoutRecord, workout_id: UUID) -> None:
        """One that came in before and is still here."""
        known, rules = candidate.known, self.rules
        assert known is not None  # noqa: S101 — the caller has looked
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
            placed = _placed(place, candidate, record, self.parsed, rules.zone)
            self.so_far.takes.append(Take(placed, workout_id, known.import_id, moves))
        if takes or facets or more:
            self.keeping.add(record)

    def decided(self) -> Decided:
        """All of it, once every workout was taken."""
        decided = self.so_far
        decided.kept_rows = self.keeping.of(self.parsed)
        decided.remarks = self._all_remarks()
        decided.answers_before = [AnswerBefore(*key, workouts=count) for key, count in self.answers.items()]
        return decided

    def _all_remarks(self) -> Listed[ReportRemark]:
        """About the file, then about known workouts, then about each workout and set that is written."""
        remarks: Listed[ReportRemark] = Listed()
        for remark in self.parsed.remarks:
            remarks.append(ReportRemark(remark.line_number, remark.text))
        for facet, count in self.richer.items():
            words = f"{count} workouts that were imported before have {facet} in this file, which the file before did "
            remarks.append(ReportRemark(None, f"{words}not hold; nothing was added to them"))
        for each in self.remarks.first:
            remarks.append(each)
        remarks.count += self.parsed.remark_count - len(self.parsed.remarks)
        remarks.count += self.remarks.count - len(self.remarks.first)
        return remarks


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


def _placed(place: int, candidate: Candidate, record: WorkoutRecord, parsed: ParsedFile, zone: ZoneInfo) -> Placed:
    return Placed(
        place,
        candidate.local_start,
        candidate.occurrence,
        candidate.digest,
        instant(record.started_at, zone),
        end_of(record, parsed.source, zone),
    )


def _about_clocks(placed: Placed, record: WorkoutRecord, zone: ZoneInfo) -> Iterable[tuple[int | None, str]]:
    """What the clocks of the place make of the times that the file shows, with the first line of the workout."""
    line = next((each.line_number for block in record.exercises for each in block.sets), None)
    local = record.started_at
    taken = placed.started_at.astimezone(zone)
    if not exists(local, zone):
        left_out = f"{local:%Y-%m-%d %H:%M} does not exist in {zone.key}, where clocks were put forward"
        yield line, f"{left_out}; {taken:%H:%M} was taken"
    elif comes_twice(local, zone):
        yield line, f"{local:%Y-%m-%d %H:%M} came twice in {zone.key}, where clocks were put back; the first was taken"
    if ends_before_start(record, zone):
        yield line, f"the end {record.ended_at:%Y-%m-%d %H:%M} was left out: before the start"
