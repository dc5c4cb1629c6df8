"""From what an import did to what its report says. Pure."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from itertools import islice
from uuid import UUID

from mygymtracker.exchange.import_decisions import Decided
from mygymtracker.exchange.kept_rows import SET_ASIDE, lines_of_rows
from mygymtracker.exchange.matching import Matched
from mygymtracker.exchange.names import Names
from mygymtracker.exchange.preview import Candidates
from mygymtracker.exchange.records import MOST_LISTED, ParsedFile, RowOutcome
from mygymtracker.exchange.report import (
    ImportedExercise,
    ImportReport,
    IncompleteSet,
    SampleWorkout,
    SetAsideRow,
    Taken,
)
from mygymtracker.exchange.workout_identity import folded


@dataclass(frozen=True, slots=True)
class Outcome:
    """One import that was done. `names` are those of all that was added."""

    import_id: UUID
    dry_run: bool
    parsed: ParsedFile
    file_name: str
    time_zone: str
    decided: Decided
    names: Names
    matched: Matched
    candidates: Candidates
    taken: Taken | None
    samples: list[SampleWorkout]


def report_of(outcome: Outcome) -> ImportReport:
    """What a person is to know of it."""
    matched = outcome.matched
    decided, balance = outcome.decided, outcome.parsed.balance
    starts = [workout.started_at for workout in outcome.parsed.keys]
    set_aside, incomplete = _file_rows(outcome)
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
        rows_in=len(outcome.parsed.rows),
        set_rows=balance[RowOutcome.SET],
        rest_rows=balance[RowOutcome.REST],
        note_rows=balance[RowOutcome.NOTE],
        set_aside_rows=balance[RowOutcome.SET_ASIDE],
        set_aside=set_aside,
        workouts_added=decided.added,
        workouts_restored=decided.restored,
        workouts_known=decided.known,
        workouts_changed=decided.changed.count,
        workouts_deleted=decided.deleted,
        workouts_overlapping=decided.overlapping.count,
        changed=decided.changed.first,
        answers_before=decided.answers_before,
        taken=outcome.taken,
        overlapping=decided.overlapping.first,
        sets_added=decided.sets,
        exercises_matched=len({each.exercise_id for each in matched.values()} - new.keys()),
        exercises_created=list(new.values()),
        exercises=_exercises(outcome),
        first_day=min(starts).date(),
        last_day=max(starts).date(),
        remark_count=decided.remarks.count,
        remarks=decided.remarks.first,
        incomplete_sets=decided.incomplete.count,
        incomplete=incomplete,
        samples=outcome.samples if outcome.dry_run else [],
    )


def _exercises(outcome: Outcome) -> list[ImportedExercise]:
    matches = [(name, outcome.matched[folded(name)], count) for name, count in outcome.names.sets.items()]
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


def _file_rows(outcome: Outcome) -> tuple[list[SetAsideRow], list[IncompleteSet]]:
    """The first of the rows that were set aside, and of those of sets that lack a number."""
    parsed = outcome.parsed
    missing = dict(outcome.decided.incomplete.first)
    lines = lines_of_rows(parsed)
    aside = (place for place, each in enumerate(parsed.row_outcomes) if each == SET_ASIDE)
    places = {*islice(aside, MOST_LISTED), *(bisect_left(lines, line) for line in missing)}
    rows = [parsed.rows[place] for place in sorted(places)]
    return (
        [SetAsideRow(row.line_number, row.text, row.reason or "") for row in rows if row.reason is not None],
        [IncompleteSet(row.line_number, row.text, missing[row.line_number]) for row in rows if row.reason is None],
    )
