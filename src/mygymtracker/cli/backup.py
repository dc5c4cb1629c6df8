"""`mygymtracker db backup` and `db restore`, and the backups that `serve` makes by itself."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from mygymtracker.amounts import counted
from mygymtracker.cli.connection import Server, load_shared_exercises, programs_for, reach
from mygymtracker.cli.options import Backup, Yes
from mygymtracker.cli.printing import ask_yes, show_line
from mygymtracker.cli.safety import Occasion, back_up_before, refuse_while_in_use
from mygymtracker.cli.schedule import Job
from mygymtracker.database import backup as backups
from mygymtracker.database import kept_backups
from mygymtracker.database.backup_restore import Archive, ensure_roles, read_archive, refuse_company, restore
from mygymtracker.database.connecting import connected
from mygymtracker.database.encrypting import Encryption, opened_backup, read_recipient
from mygymtracker.database.migrations import runner
from mygymtracker.database.programs import Programs
from mygymtracker.errors import Conflict, Refused

if TYPE_CHECKING:
    from mygymtracker.settings import Settings

#: The name of the job.
BACKUP: Final = "backup"


def back_up(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Where to write it.")],
    force: Annotated[bool, typer.Option("--force", help="Replace FILE if it exists.")] = False,
) -> None:
    """Write everybody's data into one file, of one moment, also while the tracker runs.

    It holds password hashes, so only you may read it. It is read again before it gets its name. With BACKUP_RECIPIENT
    it is encrypted.
    """
    settings: Settings = context.obj
    if not force:
        backups.refuse_to_replace(file)
    encryption = encryption_of(settings)
    with reach(settings) as server:
        programs = programs_for(server, settings)
        made = asyncio.run(backups.back_up(server.owner, file, programs=programs, encryption=encryption))
    size = counted(made.size_bytes, "byte") + (", encrypted" if encryption else "")
    show_line(f"Wrote {made.path} ({size}): {made.holdings}.")


def bring_back(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="What db backup wrote.")],
    yes: Yes = False,
    backup: Backup = True,
    identity: Annotated[
        Path | None, typer.Option(metavar="KEY", help="The file with the private key of an encrypted backup.")
    ] = None,
) -> None:
    """Put a backup in the place of what is there: all of it, or nothing. Stop `serve` first.

    Asks before it replaces anything. What is there goes into a backup of its own. A backup of an older version is
    migrated to this one's schema.
    """
    settings: Settings = context.obj
    with (
        reach(settings) as server,
        opened_backup(file, identity=identity, drafts=settings.home) as opened,
    ):
        programs = programs_for(server, settings)
        archive = asyncio.run(read_archive(opened, programs=programs))
        there = asyncio.run(_look(server))
        if there is not None and there.accounts and not yes:
            _ask(server, there, archive)
        refuse_while_in_use(server, then="restore again")
        if backup:
            back_up_before(Occasion.RESTORE, server, settings, say=show_line)
        asyncio.run(_restore(server, archive, programs=programs, fresh=there is None))
        _finish(server)
        restored = asyncio.run(_look(server))
    show_line(f"Restored the backup of {archive.made_at}: {restored}.")
    show_line("Sign-ins are as they were then. Devices that synchronise start over from what is here now.")


async def _look(server: Server) -> backups.Holdings | None:
    async with connected(server.owner) as connection:
        return await backups.look(connection, server.owner)


def _ask(server: Server, there: backups.Holdings, archive: Archive) -> None:
    show_line(f"In {server.owner} there are {there.in_full()}. All of it will be replaced.")
    if not ask_yes(f"Replace it with the backup of {archive.made_at}?"):
        raise Refused("Nothing was changed.")


async def _restore(server: Server, archive: Archive, *, programs: Programs, fresh: bool) -> None:
    async with connected(server.owner) as connection:
        if fresh:
            await ensure_roles(connection, server.owner)
        await refuse_company(connection, then="restore again")
        await restore(server.owner, archive, programs=programs)


def _finish(server: Server) -> None:
    """Raises Conflict where the database, restored and migrated, is not what this version declares."""
    for revision in runner.run(server.owner):
        show_line(f"Migrated to {revision}.")
    if differences := runner.check(server.owner):
        raise Conflict("\n".join(["The backup was restored, but the database is not what it should be:", *differences]))
    for sentence in load_shared_exercises(server):
        show_line(sentence)


# ------------------------------------------------------------------------------------------------------------ by itself


def backup_job(server: Server, settings: Settings) -> Job | None:
    """Writes a backup into BACKUP_DIRECTORY, then deletes the oldest ones; None where no directory is named."""
    kept = settings.backups
    if kept is None:
        return None
    programs, encryption = programs_for(server, settings), encryption_of(settings)

    async def run(now: datetime) -> None:
        kept_backups.make_directory(kept.directory, called="BACKUP_DIRECTORY")
        path = kept_backups.next_path(kept.directory, now=now, encrypted=encryption is not None)
        made = await backups.back_up(server.owner, path, programs=programs, encryption=encryption)
        kept_backups.forget_old(kept.directory, keep=kept.keep, made=made.path, now=now)

    def last_run() -> datetime | None:
        newest = kept_backups.newest_kept(kept.directory, now=datetime.now(UTC))
        return newest.made_at if newest else None

    return Job(BACKUP, kept.every, run, last_run=last_run, part="backups")


def encryption_of(settings: Settings) -> Encryption | None:
    """None where no BACKUP_RECIPIENT is given. Raises Invalid where one is no public key."""
    if not settings.backup_recipients:
        return None
    for recipient in settings.backup_recipients:
        read_recipient(recipient)
    return Encryption(settings.backup_recipients, settings.home)
