"""The command `mygymtracker`: what it can do, and how errors reach a person."""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, Annotated, Final

import typer

from mygymtracker import errors
from mygymtracker.cli.lazy_commands import Command, LazyCommand, lazy_group

if TYPE_CHECKING:
    from mygymtracker.settings import Settings

COMMANDS: Final = (
    LazyCommand(
        "serve",
        "mygymtracker.cli.serve:serve",
        "Run the tracker: on the embedded PostgreSQL, or on the server that the settings name.",
    ),
    LazyCommand(
        "doctor",
        "mygymtracker.cli.doctor:doctor",
        "Say what is wrong with this installation, and how to mend it. Exits with 1 where there is a problem.",
    ),
    LazyCommand(
        "import",
        "mygymtracker.cli.imports:import_file",
        "Import a file. The same history again adds only what is new.",
    ),
    LazyCommand(
        "import-device",
        "mygymtracker.cli.device_file:import_device",
        "Read in what a device saved, also of another server or account. The same file again adds nothing.",
    ),
    LazyCommand("workouts", "mygymtracker.cli.workout:list_workouts", "List the newest workouts."),
    LazyCommand(
        "progress",
        "mygymtracker.cli.progress:progress",
        "Show the best estimated one-repetition maximum of each week.",
    ),
    LazyCommand(
        "changes",
        "mygymtracker.cli.changes:list_them",
        "List what happened, newest first. What is listed can be taken back: `mygymtracker undo CHANGE`.",
    ),
    LazyCommand(
        "undo",
        "mygymtracker.cli.changes:undo",
        "Take back a change, an import, or everything since an instant. An undo can be taken back, too.",
    ),
    LazyCommand(
        "demo",
        "mygymtracker.cli.demo:demo",
        "Make an account with two years of believable training, to look around in.",
    ),
    LazyCommand(
        "alembic",
        "mygymtracker.cli.migration:alembic",
        "Pass everything on to Alembic, on this database: `mygymtracker alembic history --verbose`.",
        {"allow_extra_args": True, "ignore_unknown_options": True, "help_option_names": []},
    ),
    LazyCommand("workout", "mygymtracker.cli.workout:app", "Workouts: start one, log sets, complete it."),
    LazyCommand("plan", "mygymtracker.cli.plan:app", "Plans: their days and exercises."),
    LazyCommand("exercise", "mygymtracker.cli.exercise:app", "The catalogue, and exercises of your own."),
    LazyCommand("body", "mygymtracker.cli.body:app", "Body weight, body fat and girths."),
    LazyCommand(
        "account",
        "mygymtracker.cli.account:app",
        "Accounts: who has one, what they say of themselves, and leaving.",
    ),
    LazyCommand("migration", "mygymtracker.cli.migration:app", "The schema's revisions."),
    LazyCommand(
        "db",
        "mygymtracker.cli.database:app",
        "The database itself: backups, a shell, its address, starting over.",
    ),
)

app = typer.Typer(
    name="mygymtracker",
    help="The gym tracker that cannot lose a set and cannot show it to anyone else.",
    cls=lazy_group(COMMANDS),
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="markdown",
    epilog="To complete commands and options with the tab key: mygymtracker --install-completion, and a new shell.",
)

#: 2 is what was asked, 1 is what came of it, 3 is the database.
EXIT_CODES: tuple[tuple[type[errors.MyGymTrackerError], int], ...] = (
    (errors.Unavailable, 3),
    (errors.Invalid, 2),
    (errors.MyGymTrackerError, 1),
)


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        from mygymtracker.cli.printing import show_line

        show_line(f"mygymtracker {version('mygymtracker')}")
        raise typer.Exit


@app.callback()
def main(
    context: typer.Context,
    _: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and end.")
    ] = False,
) -> None:
    """Settings come from the environment and `.env`; see `.env.example`."""
    if context.obj is None and not context.resilient_parsing:
        from mygymtracker.settings import Settings  # nobody who asks for help waits for them

        context.obj = Settings.load()


#: A field as the web API calls it, which its rules do not always name; options are named in what is said of them.
_FIELD: Final = re.compile(r"[a-z][a-z0-9_.\[\]]*")


def run(arguments: Sequence[str] | None = None, settings: Settings | None = None) -> None:
    """Runs a command; an error of ours becomes a sentence on stderr and an exit code."""
    try:
        _command()(args=arguments, obj=settings)
    except errors.MyGymTrackerError as error:
        from rich.markup import escape

        from mygymtracker.cli.printing import terminal

        terminal(stderr=True, soft_wrap=True).print(f"[bold red]Error:[/] {escape(_sentence(error))}")
        sys.exit(next(code for family, code in EXIT_CODES if isinstance(error, family)))


@cache
def _command() -> Command:
    """Read from the signatures of the commands that are used, once a process."""
    return typer.main.get_command(app)


def whole_command() -> Command:
    """With all that it can do, loaded."""
    command = _command()
    command.load_all()
    return command


def _sentence(error: errors.MyGymTrackerError) -> str:
    """Of what was given it names the field and the value, where the sentence does not."""
    sentence = str(error)
    if not isinstance(error, errors.Invalid) or not _FIELD.fullmatch(error.field):
        return sentence
    if error.field in sentence or (error.value and error.value in sentence):
        return sentence
    value = f" {error.value}" if error.value else ""
    return f"{error.field}{value}: {sentence}"


if __name__ == "__main__":
    run()
