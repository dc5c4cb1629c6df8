"""`mygymtracker db …`: the database itself."""

from __future__ import annotations

import os
import subprocess
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from mygymtracker.cli import backup
from mygymtracker.cli.backup import programs_for
from mygymtracker.cli.connection import Server, load_shared_exercises, reach
from mygymtracker.database.migrations import runner
from mygymtracker.database.reset import drop_everything
from mygymtracker.errors import Refused
from mygymtracker.postgres_address import PostgresAddress

if TYPE_CHECKING:
    from mygymtracker.settings import Settings

app = typer.Typer(help="The database itself: backups, a shell, its address, starting over.", no_args_is_help=True)
app.command("backup")(backup.back_up)
app.command("restore")(backup.bring_back)


class Role(StrEnum):
    OWNER = "owner"
    APP = "app"


RoleOption = Annotated[
    Role,
    typer.Option("--role", help="owner sees everyone's rows; app is what works for people and sees nobody's."),
]


def _address(server: Server, role: Role) -> PostgresAddress:
    return server.owner if role is Role.OWNER else server.app


@app.command()
def url(context: typer.Context, role: RoleOption = Role.OWNER) -> None:
    """Print the libpq URL, password included. An embedded server answers there while someone runs it."""
    with reach(context.obj) as server:
        typer.echo(_address(server, role).libpq_url())


@app.command(context_settings={"allow_extra_args": True, "ignore_unknown_options": True})
def shell(context: typer.Context, role: RoleOption = Role.OWNER) -> None:
    """Open psql. What follows `--` goes to psql: `mygymtracker db shell -- -c "SELECT 1"`."""
    settings: Settings = context.obj
    with reach(settings) as server:
        psql = programs_for(server, settings).find("psql")
        environment = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
        # the password goes by the environment: a command line can be read by every user of the machine
        done = subprocess.run(
            [psql, *context.args],
            env=environment | _address(server, role).libpq_environment(),
            check=False,
        )
    raise typer.Exit(done.returncode)


@app.command()
def reset(context: typer.Context, yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False) -> None:
    """Throw everything away and start with an empty, migrated database. Production refuses."""
    settings: Settings = context.obj
    if settings.is_production:
        raise Refused("db reset throws away everybody's training, so it refuses in production (APP_ENV).")
    with reach(settings) as server:
        if not yes:
            typer.confirm(f"Throw away everything in {server.owner}?", abort=True)
        drop_everything(server.owner)
        runner.run(server.owner)
        load_shared_exercises(server)
    typer.echo("The database is empty and migrated.")
