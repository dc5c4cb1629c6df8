"""`mygymtracker import`: a file of another app, and what came of every row of it."""

from __future__ import annotations

import os
from collections.abc import Generator
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
from mygymtracker.cli.import_report import lines_of
from mygymtracker.cli.options import Account
from mygymtracker.cli.whose import find_account
from mygymtracker.errors import Invalid
from mygymtracker.exchange import importing
from mygymtracker.exchange.doubles import Overlapping
from mygymtracker.exchange.importing import LARGEST_FILE, ImportOptions
from mygymtracker.exchange.questions import EXERCISE_UNITS_FIELD
from mygymtracker.exchange.reading import DateOrder, ReadAs
from mygymtracker.exchange.report import ImportReport
from mygymtracker.exchange.set_words import FIELD as SET_TYPES
from mygymtracker.exchange.set_words import SetMeaning
from mygymtracker.quantities import LoadUnit

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
    take_file: Annotated[
        bool,
        typer.Option(
            "--take-file",
            help="Where workouts came in before and read otherwise now, take what the file says, set by set, but for "
            "what was changed here since.",
        ),
    ] = False,
    overlapping: Annotated[
        Overlapping | None,
        typer.Option(
            help="What to do with workouts that start in the minute of one that is here from another app or was logged "
            "here: leave them out, or take them all the same."
        ),
    ] = None,
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
        take_file=take_file,
        overlapping=overlapping,
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
    typer.echo(msgspec.json.encode(report) if json else "\n".join(lines_of(report)))


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
