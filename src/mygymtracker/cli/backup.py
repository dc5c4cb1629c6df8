"""`mygymtracker db backup` and `db restore`, and the backups that `serve` makes by itself."""

from __future__ import annotations

import asyncio
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mygymtracker.cli.connection import Server, load_shared_exercises, reach
from mygymtracker.cli.options import Yes
from mygymtracker.cli.schedule import Job
from mygymtracker.database import backup as backups
from mygymtracker.database.migrations import runner
from mygymtracker.database.programs import Programs
from mygymtracker.database.restoring import Archive, ensure_roles, read_archive, refuse_company, restore
from mygymtracker.errors import Conflict, Refused

if TYPE_CHECKING:
    from mygymtracker.settings import Settings


def programs_for(server: Server, settings: Settings) -> Programs:
    """The embedded server's own; for an external one PG_BINDIR's, else those on the PATH."""
    return Programs(server.bin or settings.pg_bindir)


def back_up(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Where to write it.")],
    force: Annotated[bool, typer.Option("--force", help="Replace FILE if it exists.")] = False,
) -> None:
    """Write everybody's data into one file, of one moment, also while the tracker runs.

    It holds password hashes, so only you may read it. It is read again before it gets its name.
    """
    settings: Settings = context.obj
    if not force:
        backups.refuse_to_replace(file)
    with reach(settings) as server:
        made = asyncio.run(backups.back_up(server.owner, file, programs=programs_for(server, settings)))
    typer.echo(f"Wrote {made.path} ({made.size_bytes:,} bytes): {made.holdings}.")


def bring_back(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="What db backup wrote.")],
    yes: Yes = False,
) -> None:
    """Put a backup in the place of what is there: all of it, or nothing. Stop `serve` first.

    Asks before it replaces anything. A backup of an older version is migrated to this one's schema.
    """
    settings: Settings = context.obj
    with reach(settings) as server:
        programs = programs_for(server, settings)
        archive = asyncio.run(read_archive(file, programs=programs))
        there = asyncio.run(_look(server))
        if there is not None and not yes:
            _ask(server, there, archive)
        asyncio.run(_restore(server, archive, programs=programs, fresh=there is None))
        _finish(server)
        restored = asyncio.run(_look(server))
    typer.echo(f"Restored the backup of {archive.made_at}: {restored}.")
    typer.echo("Sign-ins are as they were then. Devices that synchronise start over from what is here now.")


async def _look(server: Server) -> backups.Holdings | None:
    async with backups.connected(server.owner) as connection:
        return await backups.look(connection, server.owner)


def _ask(server: Server, there: backups.Holdings, archive: Archive) -> None:
    typer.echo(f"In {server.owner} there are {there}. All of it will be replaced.")
    if not typer.confirm(f"Replace it with the backup of {archive.made_at}?"):
        raise Refused("Nothing was changed.")


async def _restore(server: Server, archive: Archive, *, programs: Programs, fresh: bool) -> None:
    async with backups.connected(server.owner) as connection:
        if fresh:
            await ensure_roles(connection, server.owner)
        await refuse_company(connection)
        await restore(server.owner, archive, programs=programs)


def _finish(server: Server) -> None:
    """Raises Conflict where the database, restored and migrated, is not what this version declares."""
    for revision in runner.run(server.owner):
        typer.echo(f"Migrated to {revision}.")
    if differences := runner.check(server.owner):
        raise Conflict("\n".join(["The backup was restored, but the database is not what it should be:", *differences]))
    for sentence in load_shared_exercises(server):
        typer.echo(sentence)


# ------------------------------------------------------------------------------------------------------------ by itself


def backup_job(server: Server, settings: Settings) -> Job | None:
    """Writes a backup into BACKUP_DIRECTORY, then deletes the oldest ones; None where no directory is named."""
    kept = settings.backups
    if kept is None:
        return None
    programs = programs_for(server, settings)

    async def run(now: datetime) -> None:
        _make_directory(kept.directory)
        await backups.back_up(server.owner, backups.kept_path(kept.directory, now=now), programs=programs)
        backups.forget_old(kept.directory, keep=kept.keep)

    return Job("backup", kept.every, run, last_run=lambda: backups.newest_kept(kept.directory))


def _make_directory(directory: Path) -> None:
    try:
        directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise Refused(f"BACKUP_DIRECTORY {directory} cannot be made: {error.strerror}.") from error
