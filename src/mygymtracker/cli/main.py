"""The command `mygymtracker`: what it can do, and how errors reach a person."""

from __future__ import annotations

import sys
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape

from mygymtracker import errors
from mygymtracker.cli import account, database, imports, migration, progress, serve, workouts
from mygymtracker.settings import Settings

app = typer.Typer(
    name="mygymtracker",
    help="The gym tracker that cannot lose a set and cannot show it to anyone else.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="markdown",
)
app.command("serve")(serve.serve)
app.command("import")(imports.import_file)
app.command("workouts")(workouts.workouts)
app.command("progress")(progress.progress)
app.add_typer(account.app, name="account")
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

        typer.echo(f"mygymtracker {version('mygymtracker')}")
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


def run() -> None:
    """Runs a command; an error of ours becomes a sentence on stderr and an exit code."""
    try:
        app()
    except errors.MyGymTrackerError as error:
        Console(stderr=True, soft_wrap=True, highlight=False).print(f"[bold red]Error:[/] {escape(str(error))}")
        sys.exit(next(code for family, code in EXIT_CODES if isinstance(error, family)))


if __name__ == "__main__":
    run()
