"""What came of an import, as lines of a terminal."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from typing import Final

from mygymtracker.amounts import amount, counted
from mygymtracker.cli.tables import done
from mygymtracker.database.row_shapes import filled
from mygymtracker.exchange.loads import read_dust
from mygymtracker.exchange.records import ExerciseUnit
from mygymtracker.exchange.report import AnswerBefore, ImportedExercise, ImportReport, SampleSet
from mygymtracker.workouts.set_shapes import SetNumbers

#: Of each list, as many as a terminal shows; --json has all.
_SHOWN: Final = 20
#: Behind a name of which it is open what it means; --json has five.
_CANDIDATES: Final = 3


def lines_of(report: ImportReport) -> Generator[str]:
    yield _headline(report)
    yield (
        f"Rows: {amount(report.rows_in)} in = {counted(report.set_rows, 'set')} + {counted(report.rest_rows, 'rest')} "
        f"+ {counted(report.note_rows, 'note')} + {amount(report.set_aside_rows)} set aside."
    )
    yield from _workouts(report)
    yield from _exercises(report)
    yield from _listed(
        "In a unit of their own:", [_own_unit(each) for each in report.exercise_units if _is_own(each, report)]
    )
    yield from _samples(report)
    yield from _other_version(report)
    yield from _listed(
        "Left out, for one from elsewhere starts in the same minute:",
        [f"{each.local_start:%Y-%m-%d %H:%M} {each.name}" for each in report.overlapping],
    )
    if report.set_aside:  # what could not be read is never hidden
        yield "Set aside:"
        yield from (f"  line {row.line_number}: {row.reason}\n    {_printed(row.text)}" for row in report.set_aside)
        yield from _more(report.set_aside_rows - len(report.set_aside))
    if report.incomplete:  # nor is what came in without a part of it
        yield "Without a number that could not be read (the note of the set says so; `workout edit` types it):"
        yield from (
            f"  line {each.line_number}: {each.missing}\n    {_printed(each.text)}" for each in report.incomplete
        )
        yield from _more(report.incomplete_sets - len(report.incomplete))
    yield from _listed(
        "Remarks:",
        [f"line {each.line_number}: {each.text}" if each.line_number else each.text for each in report.remarks],
    )


def _more(count: int) -> Generator[str]:
    """Of what the report lists the first of."""
    if count:
        yield f"  … and {amount(count)} more"


def _printed(text: str) -> str:
    """A row as a terminal may show it: with new lines, and without what would steer it."""
    return "".join(each if each.isprintable() or each in "\n\t" else "·" for each in text)


def _headline(report: ImportReport) -> str:
    what = "Dry run, nothing was kept" if report.dry_run else "Imported"
    days = f", {report.first_day} to {report.last_day}" if report.first_day else ""
    unit = f", in {report.unit}" if report.unit else ""
    return f"{what}: {report.file_name} ({report.source} {report.dialect}{unit}, {report.time_zone}{days})."


def _workouts(report: ImportReport) -> Generator[str]:
    counts = [
        (report.workouts_added, "added"),
        (report.workouts_restored, "restored"),
        (report.workouts_known, "known already"),
        (report.workouts_changed, "known and otherwise in the file"),
        (report.workouts_deleted, "deleted here before (bring them back: --restore-deleted)"),
        (report.workouts_overlapping, "left out"),
    ]
    sentence = ", ".join(f"{amount(count)} {word}" for count, word in counts if count) or "none"
    yield f"Workouts: {sentence}. Sets added: {amount(report.sets_added)}."


def _exercises(report: ImportReport) -> Generator[str]:
    """Those to look at first: what is new, then what was found under another name; of the rest, how many."""
    made = [each for each in report.exercises if each.how in ("made", "ambiguous")]
    decided = [each for each in report.exercises if each.how == "decided"]
    renamed = [each for each in report.exercises if each.how in ("alias", "merged")]
    if not report.exercises:
        return
    yield f"Exercises: {amount(report.exercises_matched)} were there, {amount(len(report.exercises_created))} are new."
    becoming = "would be yours" if report.dry_run else "yours now"
    correcting = (
        '`--as "NAME=EXERCISE"` says otherwise'
        if report.dry_run
        else "`mygymtracker exercise merge NAME INTO` corrects it"
    )
    yield from _listed(
        f"New: {becoming}; {correcting}:",
        _beside([(each.name, each.sets) for each in made], [_candidates(each) for each in made]),
    )
    yield from _listed(
        "As you said:", _beside([(f"{each.name} → {each.exercise_name}", each.sets) for each in decided])
    )
    yield from _listed(
        "Found under another name:",
        _beside(
            [
                (f"{each.name} → {each.exercise_name}{' (merged)' if each.how == 'merged' else ''}", each.sets)
                for each in renamed
            ]
        ),
    )
    listed = len(made) + len(decided) + len(renamed)
    if others := len(report.exercises) - listed:
        yield f"Found by {'its name' if others == 1 else 'their names'}: {amount(others)}{' more' if listed else ''}."


def _other_version(report: ImportReport) -> Generator[str]:
    """Of workouts that came in before and read otherwise now: in what, why, and what was done about it."""
    taken = report.taken
    for each in report.answers_before:
        yield f"{_answer_before(each)} ({counted(each.workouts, 'workout')})."
    if taken is not None:
        yield (
            f"Took what the file says: {counted(taken.workouts, 'workout')}. Of their sets "
            f"{amount(taken.sets_changed)} changed, {amount(taken.sets_added)} came, "
            f"{amount(taken.sets_removed)} went, {amount(taken.sets_kept)} stayed as you changed them."
        )
    kept = "" if taken else " (what is here was kept; --take-file takes what the file says)"
    yield from _listed(
        f"Otherwise in the file{kept}:",
        [f"{each.local_start:%Y-%m-%d %H:%M} {each.name}: {', '.join(each.differs_in)}" for each in report.changed],
    )


def _answer_before(answer: AnswerBefore) -> str:
    before, now = answer.before or "nothing", answer.now or "nothing"
    if answer.field == "exercise_units":
        return f"The unit of {answer.name} was {before} the last time, and is {now} now"
    what = "time zone" if answer.field == "time_zone" else "unit"
    return f"The {what} was {before} the last time, and is {now} now"


def _is_own(exercise: ExerciseUnit, report: ImportReport) -> bool:
    return exercise.source != "file" and exercise.written_in is not report.unit


def _own_unit(exercise: ExerciseUnit) -> str:
    because = "as you said" if exercise.source == "answer" else "as its loads show"
    typed = read_dust(exercise.example)
    example = f" ({exercise.example:f} is {typed[0]:f} {typed[1]})" if typed else ""
    return f"{exercise.name}: written in {exercise.written_in}, {because}{example}"


def _candidates(exercise: ImportedExercise) -> str:
    """What the name could mean, as a dry run says it."""
    likely = [each.name for each in exercise.candidates[:_CANDIDATES]]
    if not likely:
        return ""
    return f"  ({'one of several' if exercise.how == 'ambiguous' else 'like'}: {'; '.join(likely)})"


def _beside(names: list[tuple[str, int]], remarks: Sequence[str] = ()) -> list[str]:
    """Names with how many sets they have, and what there is to say of them, one below the other."""
    width = max((len(name) for name, _ in names), default=0)
    lines = zip(names, remarks or [""] * len(names), strict=True)
    return [f"{name:{width}}  {counted(sets, 'set')}{remark}" for (name, sets), remark in lines]


def _samples(report: ImportReport) -> Generator[str]:
    """The first and the last workout, one line an exercise, for a look whether unit and day are right."""
    for sample in report.samples:
        yield f"As it would be, {sample.local_start:%Y-%m-%d %H:%M} {sample.name}:"
        yield from (
            f"  {each.exercise_name}: {', '.join(map(_set, each.sets))}" for each in sample.exercises if each.sets
        )


def _set(sample: SampleSet) -> str:
    shared = set(SetNumbers.__struct_fields__) & set(SampleSet.__struct_fields__)
    numbers = {name: getattr(sample, name) for name in shared}
    return done(filled(SetNumbers, **numbers)) or "nothing"


def _listed(title: str, items: list[str]) -> Generator[str]:
    if items:
        yield title
        yield from (f"  {item}" for item in items[:_SHOWN])
    if len(items) > _SHOWN:
        yield f"  … {amount(len(items) - _SHOWN)} more: --json"
