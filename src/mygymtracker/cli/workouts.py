"""`mygymtracker workouts`: what was done lately."""

from __future__ import annotations

from typing import Annotated

import msgspec
import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from mygymtracker.cli.connection import Opened, find_account, with_database
from mygymtracker.workouts.queries import workouts_page
from mygymtracker.workouts.summary import WorkoutSummary


def workouts(
    context: typer.Context,
    account: Annotated[
        str | None, typer.Option(help="Whose, by e-mail; not needed while there is one account.")
    ] = None,
    limit: Annotated[int, typer.Option(min=1, help="How many at most.")] = 20,
    json: Annotated[bool, typer.Option("--json", help="Print JSON, in the shape of the web API's list.")] = False,
) -> None:
    """List the newest workouts."""

    async def ask(databases: Opened) -> list[WorkoutSummary]:
        user_id = await find_account(databases, account)
        async with databases.people.acting_as(user_id, read_only=True) as session:
            rows = (await session.execute(*workouts_page(rows=limit))).all()
        return [WorkoutSummary(*row) for row in rows]

    done = with_database(context, ask)
    if json:
        typer.echo(msgspec.json.encode(done))
    elif not done:
        typer.echo("No workouts yet. Bring some in with: mygymtracker import FILE")
    else:
        Console().print(_table(done))


def _table(done: list[WorkoutSummary]) -> Table:
    table = Table("day", "name")
    for heading in ("exercises", "sets", "duration"):
        table.add_column(heading, justify="right")
    for workout in done:
        table.add_row(
            workout.performed_on.isoformat(),
            Text(workout.name),
            str(workout.exercises),
            str(workout.working_sets),
            _duration(workout),
        )
    table.caption = "Sets without warm-ups."
    return table


def _duration(workout: WorkoutSummary) -> str:
    """Hours and minutes, or what became of it where it was not completed."""
    if workout.completed_at is None:
        return workout.status.value.replace("_", " ")
    minutes = int((workout.completed_at - workout.started_at).total_seconds()) // 60
    return f"{minutes // 60}:{minutes % 60:02}"
