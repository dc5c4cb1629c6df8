"""`mygymtracker import`: a file of another app, and what came of every row of it."""

from __future__ import annotations

import os
from collections.abc import Generator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryFile
from typing import BinaryIO, Final
from uuid import UUID

import typer
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn
from sqlalchemy.ext.asyncio import AsyncSession

from mygymtracker.cli.connection import Opened, with_database
from mygymtracker.cli.finding import get_exercise
from mygymtracker.cli.import_options import (
    AsJson,
    ColumnsOf,
    Dates,
    DryRun,
    File,
    KindsOfRows,
    Months,
    Names,
    OverlappingWorkouts,
    RestoreDeleted,
    TakeFile,
    Unit,
    UnitsOfExercises,
    Zone,
)
from mygymtracker.cli.import_report import lines_of
from mygymtracker.cli.options import Account
from mygymtracker.cli.printing import show_json, show_line, terminal
from mygymtracker.cli.whose import find_account
from mygymtracker.errors import Invalid
from mygymtracker.exchange import importing
from mygymtracker.exchange.importing import LARGEST_FILE, ImportOptions
from mygymtracker.exchange.questions import EXERCISE_UNITS_FIELD
from mygymtracker.exchange.report import ImportReport
from mygymtracker.exchange.set_words import FIELD as SET_TYPES
from mygymtracker.exchange.set_words import SetMeaning
from mygymtracker.quantities import LoadUnit

#: As many are said again, each with its option.
_FEW_CHOICES: Final = 6


def import_file(
    context: typer.Context,
    file: File,
    *,
    account: Account = None,
    unit: Unit = None,
    exercise_units: UnitsOfExercises = None,
    time_zone: Zone = None,
    date_order: Dates = None,
    month_language: Months = None,
    set_types: KindsOfRows = None,
    read_as: ColumnsOf = None,
    dry_run: DryRun = False,
    restore_deleted: RestoreDeleted = False,
    take_file: TakeFile = False,
    overlapping: OverlappingWorkouts = None,
    names: Names = None,
    json: AsJson = False,
) -> None:
    """Import a file. The same history again adds only what is new."""
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
                data=opened,
                file_name=os.fsencode(file.name).decode(errors="replace"),
                options=replace(options, exercises=exercises),
                on_progress=on_progress,
            )

    with _open(file) as opened:
        report = with_database(context, bring_in)
    if json:
        show_json(report)
    else:
        show_line("\n".join(lines_of(report)))


@contextmanager
def _naming_options() -> Generator[None]:
    """What the file leaves open is asked with the options that say it."""
    try:
        yield
    except Invalid as error:
        sentences = [_with_option(each) for each in (error, *error.further)]
        raise Invalid("\n".join(sentences), field=error.field, value=error.value) from error


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


@contextmanager
def _open(file: Path) -> Generator[BinaryIO]:
    """The file. Raises Invalid for one that is not there, not a file, too large or not readable."""
    with ExitStack() as closing:
        try:
            if file.is_dir():
                raise Invalid(f"{file} is a directory; give the file that the app exported.", field="FILE")
            opened: BinaryIO = closing.enter_context(file.open("rb"))
            if not opened.seekable():
                opened = _kept(opened, closing.enter_context(TemporaryFile()))
            size = opened.seek(0, os.SEEK_END)
        except FileNotFoundError as error:
            raise Invalid(f"There is no file {file}.", field="FILE") from error
        except OSError as error:
            raise Invalid(f"{file} cannot be read: {error.strerror}.", field="FILE") from error
        if size > LARGEST_FILE:
            raise Invalid(f"{file} is larger than {LARGEST_FILE >> 20} MB, so it is no export.", field="FILE")
        yield opened


def _kept(pipe: BinaryIO, kept: BinaryIO) -> BinaryIO:
    """What comes through a pipe, up to what is too large, in a file that no directory names."""
    left = LARGEST_FILE + 1
    while left and (read := pipe.read(min(left, 1 << 20))):
        kept.write(read)
        left -= len(read)
    return kept


@contextmanager
def _progress() -> Generator[importing.Progress]:
    """A bar on stderr, where that is a terminal; it appears once the file is read."""
    console = terminal(stderr=True)
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
