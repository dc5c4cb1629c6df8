"""`mygymtracker migration …` and `mygymtracker alembic …`: the schema's revisions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table

from mygymtracker.cli.connection import load_shared_exercises, reach
from mygymtracker.cli.options import Backup
from mygymtracker.cli.printing import show_line, terminal
from mygymtracker.cli.safety import Occasion, back_up_before, migrate, refuse_while_in_use
from mygymtracker.database.migrations import runner

if TYPE_CHECKING:
    from mygymtracker.settings import Settings

app = typer.Typer(no_args_is_help=True)


@app.command()
def run(
    context: typer.Context,
    to: Annotated[str, typer.Option("--to", help="The revision to stop at.")] = "head",
    null_foreign_references: Annotated[
        bool,
        typer.Option(
            "--null-foreign-references",
            help="0002: clear references from one person's row to another person's plan.",
        ),
    ] = False,
    backup: Backup = True,
) -> None:
    """Run pending migrations."""
    settings: Settings = context.obj
    options = ["null-foreign-references"] if null_foreign_references else []
    with reach(settings) as server:
        applied = migrate(server, settings, say=show_line, to=to, options=options, backup=backup)
        lines = [f"Applied {revision}." for revision in applied]
        if not runner.pending(server.owner):
            lines += load_shared_exercises(server)
    show_line("\n".join(lines) or "Nothing to do.")


@app.command()
def revert(
    context: typer.Context,
    to: Annotated[str, typer.Option("--to", help="The revision to go back to: -1 is one step, base is all.")] = "-1",
    discard: Annotated[
        bool,
        typer.Option(
            "--discard",
            help="Drop rows of tables that an older schema lacks: imports, merges, measurements, the log of changes.",
        ),
    ] = False,
    backup: Backup = True,
) -> None:
    """Go back. Refuses, and names the rows, where an older schema could not hold what people entered.

    Stop `serve` first: it works with the newest schema only.
    """
    settings: Settings = context.obj
    with reach(settings) as server:
        refuse_while_in_use(server, then="revert again")
        if backup:
            back_up_before(Occasion.REVERT, server, settings, say=show_line)
        reverted = runner.revert(server.owner, to=to, options=["discard"] if discard else [])
    show_line("\n".join(f"Reverted {revision}." for revision in reverted) or "Nothing to do.")


@app.command()
def show(context: typer.Context) -> None:
    """Show every revision and whether it has been applied."""
    table = Table("revision", "title", "state")
    with reach(context.obj) as server:
        for revision in runner.show(server.owner):
            state = "current" if revision.current else "applied" if revision.applied else "pending"
            table.add_row(revision.revision, revision.title, state)
    terminal().print(table)


@app.command()
def check(context: typer.Context) -> None:
    """Compare the database with what the entities declare; exit with 1 when they differ."""
    with reach(context.obj) as server:
        differences = runner.check(server.owner)
    show_line("\n".join(differences) or "The database is what the entities declare.")
    if differences:
        raise typer.Exit(1)


@app.command()
def generate(context: typer.Context, message: Annotated[str, typer.Argument(help="What the revision does.")]) -> None:
    """Write a revision from the difference between the entities and the database."""
    with reach(context.obj) as server:
        path = runner.generate(server.owner, message)
        left = [] if path else runner.check(server.owner)
    if left:
        show_line("\n".join(["Nothing was written: no revision changes what belongs to the server or a login.", *left]))
        raise typer.Exit(1)
    show_line(f"Wrote {path}." if path else "Nothing differs, so nothing was written.")


@app.command()
def create(message: Annotated[str, typer.Argument(help="What the revision does.")]) -> None:
    """Write an empty revision to fill in by hand."""
    show_line(f"Wrote {runner.create(message)}.")


def alembic(context: typer.Context) -> None:
    """Pass everything on to Alembic, on this database: `mygymtracker alembic history --verbose`."""
    with reach(context.obj) as server:
        if "downgrade" in context.args:
            refuse_while_in_use(server, then="downgrade again")
        code = runner.alembic(server.owner, context.args)
    raise typer.Exit(code)
