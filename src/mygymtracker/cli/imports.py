"""`mygymtracker import`: a file of another app, and what came of every row of it."""

from __future__ import annotations

import os
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Final
from uuid import UUID

import msgspec
import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn
from sqlalchemy.ext.asyncio import AsyncSession

from mygymtracker.cli.connection import Opened, with_database
from mygymtracker.cli.finding import get_exercise
from mygymtracker.cli.options import Account
from mygymtracker.cli.tables import done
from mygymtracker.cli.whose import find_account
from mygymtracker.database.entities import SetType
from mygymtracker.errors import Invalid
from mygymtracker.exchange import importing
from mygymtracker.exchange.importing import LARGEST_FILE, ImportOptions
from mygymtracker.exchange.loads import read_dust
from mygymtracker.exchange.questions import EXERCISE_UNITS_FIELD
from mygymtracker.exchange.reading import DateOrder, ReadAs
from mygymtracker.exchange.records import ExerciseUnit
from mygymtracker.exchange.report import ImportedExercise, ImportReport, SampleSet
from mygymtracker.exchange.set_words import FIELD as SET_TYPES
from mygymtracker.exchange.set_words import SetMeaning
from mygymtracker.quantities import LoadUnit
from mygymtracker.workouts.previous import PreviousSet

#: Of each list, as many as a terminal shows; --json has all.
_SHOWN: Final = 20
#: Behind a name of which it is open what it means; --json has five.
_CANDIDATES: Final = 3
#: As many are said again, each with its option.
_FEW_CHOICES: Final = 6


def import_file(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="An export of Strong or Hevy.", metavar="FILE")],
    *,
    account: Account = None,
    unit: Annotated[LoadUnit | None, typer.Option(help="Of its loads, where the file does not say.")] = None,
    exercise_units: Annotated[
        list[str] | None,
        typer.Option(
            "--unit-of",
            help="The unit that one exercise is written in where that is not --unit, like 'Squat (Barbell)=kg'. Can be "
            "said several times.",
            metavar="NAME=UNIT",
        ),
    ] = None,
    time_zone: Annotated[
        str | None, typer.Option(help="Where its clock times were, like Europe/Berlin; else the account's own.")
    ] = None,
    date_order: Annotated[
        DateOrder | None, typer.Option(help="For dates like 3/4/2025 that nothing in the file settles.")
    ] = None,
    month_language: Annotated[
        str | None, typer.Option(help="For month names that two languages share: a code like pl.")
    ] = None,
    set_types: Annotated[
        list[str] | None,
        typer.Option(
            "--set-type",
            help="What rows are whose set type is a word that is not known, like Pausa=rest: working, warmup, "
            "drop_set, failure, rest or note. Can be said several times.",
            metavar="WORD=KIND",
        ),
    ] = None,
    read_as: Annotated[
        ReadAs | None,
        typer.Option(help="Whose columns they are, by where they stand, under a header in an unknown language."),
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be done, and do nothing.")] = False,
    restore_deleted: Annotated[
        bool, typer.Option("--restore-deleted", help="Bring back workouts that were deleted here.")
    ] = False,
    names: Annotated[
        list[str] | None,
        typer.Option(
            "--as",
            help="What a name in the file is, like 'BB Squats=Squat (Barbell)'; with nothing behind = it becomes an "
            "exercise of one's own. Can be said several times, and is remembered.",
            metavar="NAME=EXERCISE",
        ),
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Print JSON, in the shape of the web API's report.")] = False,
) -> None:
    """Import a file. The same history again adds only what is new."""
    data = _read(file)
    options = ImportOptions(
        unit,
        time_zone,
        date_order,
        month_language,
        restore_deleted,
        dry_run,
        exercise_units=dict(map(_split_unit, exercise_units or ())),
        set_types=dict(map(_set_type, set_types or ())),
        read_as=read_as,
    )
    typed = [_split(each) for each in names or ()]

    async def bring_in(databases: Opened) -> ImportReport:
        user_id = await find_account(context, databases, account)
        async with databases.people.acting_as(user_id, read_only=True) as session:
            exercises = {name: await _chosen(session, exercise) for name, exercise in typed}
        with _progress() as on_progress, _naming_options():
            return await importing.import_file(
                databases.people,
                user_id,
                data=data,
                file_name=os.fsencode(file.name).decode(errors="replace"),
                options=replace(options, exercises=exercises),
                on_progress=on_progress,
            )

    report = with_database(context, bring_in)
    typer.echo(msgspec.json.encode(report) if json else "\n".join(_lines(report)))


@contextmanager
def _naming_options() -> Generator[None]:
    """What the file leaves open is asked with the options that say it."""
    try:
        yield
    except Invalid as error:
        asked = [_with_option(each) for each in (error, *error.further)]
        raise Invalid("\n".join(asked), field=error.field, value=error.value) from error


def _with_option(error: Invalid) -> str:
    if not 0 < len(error.choices) <= _FEW_CHOICES:
        return error.sentence
    ways = " or ".join(_option(error, choice) for choice in error.choices)
    return f"{str(error).rstrip('.')}. That is {ways}."


def _option(error: Invalid, choice: str) -> str:
    if error.field == EXERCISE_UNITS_FIELD:
        return f'--unit-of "{error.value}={choice}"'
    if error.field == SET_TYPES:
        return f'--set-type "{error.value}={choice}"'
    return f"--{error.field.replace('_', '-')} {choice}"


def _split_unit(typed: str) -> tuple[str, LoadUnit]:
    name, sign, unit = typed.rpartition("=")
    if not sign or not name.strip() or unit.strip() not in list(LoadUnit):
        raise Invalid("Say the unit of an exercise like this: NAME=kg or NAME=lb", field="--unit-of", value=typed)
    return name, LoadUnit(unit.strip())


def _set_type(typed: str) -> tuple[str, SetMeaning]:
    """A word in the file, and what it means. Raises Invalid."""
    word, _, meaning = typed.rpartition("=")
    if not word.strip() or meaning not in set(SetMeaning):
        raise Invalid(
            f"Say what rows are like this: WORD=KIND, where KIND is one of {', '.join(SetMeaning)}.",
            field="--set-type",
            value=typed,
        )
    return word.strip(), SetMeaning(meaning)


def _split(typed: str) -> tuple[str, str]:
    """A name in the file, and an exercise; at the last `=`, for names in files may have one. Raises Invalid."""
    name, sign, exercise = typed.rpartition("=")
    if not sign or not name.strip():
        raise Invalid("Say what a name in the file is like this: NAME=EXERCISE", field="--as", value=typed)
    return name, exercise.strip()


async def _chosen(session: AsyncSession, typed: str) -> UUID | None:
    return (await get_exercise(session, typed, include_archived=True)).id if typed else None


def _read(file: Path) -> bytes:
    """The bytes of a file. Raises Invalid for one that is not there, not a file, too large or not readable."""
    try:
        if file.is_dir():
            raise Invalid(f"{file} is a directory; give the file that the app exported.", field="FILE")
        with file.open("rb") as opened:
            data = opened.read(LARGEST_FILE + 1)
    except FileNotFoundError as error:
        raise Invalid(f"There is no file {file}.", field="FILE") from error
    except OSError as error:
        raise Invalid(f"{file} cannot be read: {error.strerror}.", field="FILE") from error
    if len(data) > LARGEST_FILE:
        raise Invalid(f"{file} is larger than {LARGEST_FILE >> 20} MB, so it is no export.", field="FILE")
    return data


@contextmanager
def _progress() -> Generator[importing.Progress]:
    """A bar on stderr, where that is a terminal; it appears once the file is read."""
    console = Console(stderr=True)
    bar = Progress(
        TextColumn("Importing"),
        BarColumn(),
        TaskProgressColumn(),
        TimeRemainingColumn(),
        console=console,
        disable=not console.is_terminal,
        transient=True,
    )
    with bar:
        task = bar.add_task("Importing", total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def _lines(report: ImportReport) -> Generator[str]:
    yield _headline(report)
    yield (
        f"Rows: {report.rows_in} in = {report.set_rows} sets + {report.rest_rows} rests + {report.note_rows} notes "
        f"+ {len(report.set_aside)} set aside."
    )
    yield from _workouts(report)
    yield from _exercises(report)
    yield from _listed(
        "In a unit of their own:", [_own_unit(each) for each in report.exercise_units if _is_own(each, report)]
    )
    yield from _samples(report)
    yield from _listed(
        "Changed since they were imported (what is here was kept):",
        [f"{each.local_start:%Y-%m-%d %H:%M} {each.name}: {', '.join(each.differs_in)}" for each in report.changed],
    )
    if report.set_aside:  # every one of them: what could not be read is never hidden
        yield "Set aside:"
        yield from (f"  line {row.line_number}: {row.reason}\n    {_printed(row.text)}" for row in report.set_aside)
    if report.incomplete:  # nor is what came in without a part of it
        yield "Without a number that could not be read (the note of the set says so; `workout edit` types it):"
        yield from (
            f"  line {each.line_number}: {each.missing}\n    {_printed(each.text)}" for each in report.incomplete
        )
    yield from _listed(
        "Remarks:",
        [f"line {each.line_number}: {each.text}" if each.line_number else each.text for each in report.remarks],
    )


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
        (report.workouts_changed, "known and changed since"),
        (report.workouts_deleted, "deleted here before (bring them back: --restore-deleted)"),
    ]
    said = ", ".join(f"{count} {word}" for count, word in counts if count) or "none"
    yield f"Workouts: {said}. Sets added: {report.sets_added}."


def _exercises(report: ImportReport) -> Generator[str]:
    """Those to look at first: what is new, then what was found under another name; of the rest, how many."""
    made = [each for each in report.exercises if each.how in ("made", "ambiguous")]
    decided = [each for each in report.exercises if each.how == "decided"]
    renamed = [each for each in report.exercises if each.how in ("alias", "merged")]
    if not report.exercises:
        return
    yield f"Exercises: {report.exercises_matched} were there, {len(report.exercises_created)} are new."
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
    told = len(made) + len(decided) + len(renamed)
    if others := len(report.exercises) - told:
        yield f"Found by {'its name' if others == 1 else 'their names'}: {others}{' more' if told else ''}."


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
    said = zip(names, remarks or [""] * len(names), strict=True)
    return [f"{name:{width}}  {sets} {'set' if sets == 1 else 'sets'}{remark}" for (name, sets), remark in said]


def _samples(report: ImportReport) -> Generator[str]:
    """The first and the last workout, one line an exercise, for a look whether unit and day are right."""
    for sample in report.samples:
        yield f"As it would be, {sample.local_start:%Y-%m-%d %H:%M} {sample.name}:"
        yield from (
            f"  {each.exercise_name}: {', '.join(map(_set, each.sets))}" for each in sample.exercises if each.sets
        )


def _set(sample: SampleSet) -> str:
    as_stored = PreviousSet(
        set_type=SetType(sample.set_type),
        set_number=1,
        piece=None,
        reps=sample.reps,
        load=sample.load,
        load_unit=sample.load_unit,
        load_mode=sample.load_mode,
        duration_seconds=sample.duration_seconds,
        distance=sample.distance,
        distance_unit=sample.distance_unit,
        rpe=sample.rpe,
        rir=None,
        side=None,
        technique=None,
    )
    return done(as_stored) or "nothing"


def _listed(title: str, items: list[str]) -> Generator[str]:
    if items:
        yield title
        yield from (f"  {item}" for item in items[:_SHOWN])
    if len(items) > _SHOWN:
        yield f"  … {len(items) - _SHOWN} more: --json"
