"""From what an import did to what its report says. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from mygymtracker.exchange.deciding import Decided
from mygymtracker.exchange.identity import folded
from mygymtracker.exchange.matching import Matched
from mygymtracker.exchange.preview import Candidates
from mygymtracker.exchange.records import ExerciseRecord, ParsedFile, RowOutcome
from mygymtracker.exchange.report import (
    ImportedExercise,
    ImportReport,
    IncompleteSet,
    SampleWorkout,
    SetAsideRow,
    Taken,
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """One import that was done. `blocks` are the exercises of all that was added, in the order of the file."""

    import_id: UUID
    dry_run: bool
    parsed: ParsedFile
    file_name: str
    time_zone: str
    decided: Decided
    blocks: Sequence[ExerciseRecord]
    matched: Matched
    candidates: Candidates
    taken: Taken | None
    samples: list[SampleWorkout]


def report_of(outcome: Outcome) -> ImportReport:
    """What a person is to know of it."""
    matched = outcome.matched
    rows, balance = outcome.parsed.rows, outcome.parsed.balance
    days = [workout.started_at.date() for workout in outcome.parsed.workouts]
    new = {each.exercise_id: each.exercise_name for each in matched.values() if each.is_new}
    return ImportReport(
        import_id=None if outcome.dry_run else outcome.import_id,
        dry_run=outcome.dry_run,
        source=outcome.parsed.source,
        dialect=outcome.parsed.dialect,
        file_name=outcome.file_name,
        unit=outcome.parsed.load_unit,
        exercise_units=list(outcome.parsed.exercise_units),
        time_zone=outcome.time_zone,
        rows_in=len(rows),
        set_rows=balance[RowOutcome.SET],
        rest_rows=balance[RowOutcome.REST],
        note_rows=balance[RowOutcome.NOTE],
        set_aside=[
            SetAsideRow(row.line_number, row.text, row.reason or "")
            for row in rows
            if row.outcome is RowOutcome.SET_ASIDE
        ],
        workouts_added=outcome.decided.added,
        workouts_restored=outcome.decided.restored,
        workouts_known=outcome.decided.known,
        workouts_changed=len(outcome.decided.changed),
        workouts_deleted=outcome.decided.deleted,
        workouts_overlapping=len(outcome.decided.overlapping),
        changed=outcome.decided.changed,
        answers_before=outcome.decided.answers_before,
        taken=outcome.taken,
        overlapping=outcome.decided.overlapping,
        sets_added=outcome.decided.sets,
        exercises_matched=len({each.exercise_id for each in matched.values()} - new.keys()),
        exercises_created=list(new.values()),
        exercises=_exercises(outcome),
        first_day=min(days, default=None),
        last_day=max(days, default=None),
        remarks=outcome.decided.remarks,
        incomplete=list(_incomplete(outcome)),
        samples=outcome.samples if outcome.dry_run else [],
    )


def _exercises(outcome: Outcome) -> list[ImportedExercise]:
    sets: Counter[str] = Counter()
    for block in outcome.blocks:
        sets[block.name] += len(block.sets)
    matches = [(name, outcome.matched[folded(name)], count) for name, count in sets.items()]
    return [
        ImportedExercise(
            name=name,
            exercise_id=None if outcome.dry_run and match.is_new else match.exercise_id,
            exercise_name=match.exercise_name,
            how=match.how,
            sets=count,
            candidates=outcome.candidates.get(folded(name), []),
        )
        for name, match, count in matches
    ]


def _incomplete(outcome: Outcome) -> Iterator[IncompleteSet]:
    missing = {each.line_number: each.unread for block in outcome.blocks for each in block.sets if each.unread}
    return (
        IncompleteSet(row.line_number, row.text, missing[row.line_number])
        for row in outcome.parsed.rows
        if row.line_number in missing
    )
