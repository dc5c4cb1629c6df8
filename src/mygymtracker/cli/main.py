"""The command `mygymtracker`: what it can do, and how errors reach a person."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Sequence
from functools import cache
from typing import Annotated, Final

import typer
from rich.markup import escape

from mygymtracker import errors
from mygymtracker.cli import (
    account,
    body,
    changes,
    database,
    demo,
    device_file,
    doctor,
    exercise,
    imports,
    migration,
    plan,
    progress,
    serve,
    workout,
)
from mygymtracker.cli.printing import show_line, terminal
from mygymtracker.settings import Settings

app = typer.Typer(
    name="mygymtracker",
    help="The gym tracker that cannot lose a set and cannot show it to anyone else.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="markdown",
    epilog="To complete commands and options with the tab key: mygymtracker --install-completion, and a new shell.",
)
app.command("serve")(serve.serve)
app.command("doctor")(doctor.doctor)
app.command("import")(imports.import_file)
app.command("import-device")(device_file.import_device)
app.add_typer(workout.app, name="workout")
app.command("workouts")(workout.list_workouts)
app.add_typer(plan.app, name="plan")
app.add_typer(exercise.app, name="exercise")
app.command("progress")(progress.progress)
app.add_typer(body.app, name="body")
app.command("changes")(changes.list_them)
app.command("undo")(changes.undo)
app.add_typer(account.app, name="account")
app.command("demo")(demo.demo)
app.add_typer(migration.app, name="migration")
app.add_typer(database.app, name="db")
app.command(
    "alembic",
    context_settings={"allow_extra_args": True, "ignore_unknown_options": True, "help_option_names": []},
)(migration.alembic)

#: 2 is what was asked, 1 is what came of it, 3 is the database.
EXIT_CODES: tuple[tuple[type[errors.MyGymTrackerError], int], ...] = (
    (errors.Unavailable, 3),
    (errors.Invalid, 2),
    (errors.MyGymTrackerError, 1),
)


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

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
        context.obj = Settings.load()


#: A field as the web API calls it, which its rules do not always name; options are named in what is said of them.
_FIELD: Final = re.compile(r"[a-z][a-z0-9_.\[\]]*")


def run(arguments: Sequence[str] | None = None, settings: Settings | None = None) -> None:
    """Runs a command; an error of ours becomes a sentence on stderr and an exit code."""
    try:
        _command()(args=arguments, obj=settings)
    except errors.MyGymTrackerError as error:
        terminal(stderr=True, soft_wrap=True).print(f"[bold red]Error:[/] {escape(_sentence(error))}")
        sys.exit(next(code for family, code in EXIT_CODES if isinstance(error, family)))


@cache
def _command() -> Callable[..., object]:
    """Read from the signatures of all commands, once a process."""
    return typer.main.get_command(app)


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
