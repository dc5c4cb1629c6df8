"""`mygymtracker db …`: the database itself."""

from __future__ import annotations

import asyncio
import os
import subprocess
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from mygymtracker.cli import backup, chores, forgetting, upgrading
from mygymtracker.cli.connection import Server, ensure_migrated, holdings_of, load_shared_exercises, programs_for, reach
from mygymtracker.cli.options import Backup
from mygymtracker.cli.printing import ask_for, show_line
from mygymtracker.cli.safety import Occasion, back_up_before, refuse_while_in_use
from mygymtracker.database.migrations import runner
from mygymtracker.database.reset import drop_everything, strange_tables
from mygymtracker.errors import Refused, Unavailable
from mygymtracker.postgres_address import PostgresAddress

if TYPE_CHECKING:
    from mygymtracker.settings import Settings

app = typer.Typer(no_args_is_help=True)
app.command("backup")(backup.back_up)
app.command("restore")(backup.bring_back)
app.command("upgrade")(upgrading.upgrade)
app.command("forget")(forgetting.forget_by_hand)
app.command("chores")(chores.do_chores)


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
        show_line(_address(server, role).libpq_url())


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
def distribute(context: typer.Context, backup: Backup = True) -> None:
    """Spread the database over the workers of a Citus cluster, by person, as its owner. Stop `serve` first.

    The server must be the coordinator of such a cluster already. All of it is one transaction: what fails leaves
    nothing behind, and what is done already is not done again. This is a trial: what is not supported there yet, it
    says when it is done.
    """
    from mygymtracker.database import distributing

    settings: Settings = context.obj
    with reach(settings) as server:
        asyncio.run(distributing.refuse_other_than_coordinator(server.owner))
        ensure_migrated(server)
        refuse_while_in_use(server, then="distribute again")
        if backup:
            back_up_before(Occasion.DISTRIBUTION, server, settings, say=show_line)
        for sentence in asyncio.run(distributing.distribute(server.owner)):
            show_line(sentence)
    show_line("The database is distributed.")
    show_line(distributing.NOT_SUPPORTED)


@app.command()
def reset(
    context: typer.Context,
    confirm: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="The database's name, for scripts; otherwise it is asked for."),
    ] = None,
    backup: Backup = True,
) -> None:
    """Throw everything away and start with an empty, migrated database. Stop `serve` first; production refuses.

    Shows what would go, and wants the database's name typed. What is there goes into a backup of its own.
    """
    settings: Settings = context.obj
    if settings.is_production:
        raise Refused("db reset throws away everybody's training, so it refuses in production (APP_ENV).")
    with reach(settings) as server:
        refuse_while_in_use(server, then="reset again")
        _tell_what_would_go(server, backup=backup)
        _refuse_another_name(server, confirm)
        refuse_while_in_use(server, then="reset again")  # an answer can take its time
        if backup:
            back_up_before(Occasion.RESET, server, settings, say=show_line)
        drop_everything(server.owner)
        runner.run(server.owner)
        load_shared_exercises(server)
    show_line("The database is empty and migrated.")


def _tell_what_would_go(server: Server, *, backup: bool) -> None:
    """Raises Unavailable where that cannot be read, unless no backup is wanted either: a reset is a way out."""
    try:
        holdings = asyncio.run(holdings_of(server))
    except Unavailable as error:
        if backup:
            raise Unavailable(f"{error}\nSo no backup can be made. --no-backup goes on without one.") from error
        show_line(f"{error}\nWhatever it holds will go.")
        return
    strangers = ", ".join(asyncio.run(strange_tables(server.owner)))
    if strangers and holdings is None and backup:
        raise Refused(
            f"In {server.owner} nobody has an account, but there are tables of something else, which would go: "
            f"{strangers}. Give MyGymTracker a database of its own, or say --no-backup to drop them."
        )
    show_line(f"In {server.owner} " + (f"there are {holdings.in_full()}." if holdings else "nobody has an account."))
    if strangers:
        show_line(f"There are tables of something else, too: {strangers}.")
    if holdings or strangers:
        show_line("All of it will go.")


def _refuse_another_name(server: Server, confirm: str | None) -> None:
    """Raises Refused unless what is given, or typed, is the name of the database."""
    name = server.owner.database
    given = confirm if confirm is not None else ask_for(f"Type the database's name, {name}, to go on")
    if given.strip() != name:
        raise Refused(f"{given.strip()} is not {name}. Nothing was changed.")
