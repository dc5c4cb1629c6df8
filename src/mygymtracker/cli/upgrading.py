"""`mygymtracker db upgrade`: the embedded data of an older PostgreSQL becomes this one's, with a way back."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mygymtracker.amounts import counted
from mygymtracker.cli.connection import Server
from mygymtracker.cli.options import Yes
from mygymtracker.cli.printing import ask_yes, show_line
from mygymtracker.cli.safety import Occasion, refuse_while_in_use, safety_directory
from mygymtracker.database import kept_backups, major_upgrade
from mygymtracker.database.backup import Backup, Holdings, back_up, look
from mygymtracker.database.backup_restore import ensure_roles, read_archive, restore
from mygymtracker.database.connecting import connected
from mygymtracker.database.embedded import EmbeddedServer
from mygymtracker.database.migrations import runner
from mygymtracker.database.programs import Programs
from mygymtracker.errors import Conflict, Refused

if TYPE_CHECKING:
    from mygymtracker.settings import Settings


def upgrade(
    context: typer.Context,
    binaries: Annotated[
        Path | None, typer.Option(metavar="DIRECTORY", help="Where the older PostgreSQL's programs are.")
    ] = None,
    back: Annotated[bool, typer.Option("--back", help="Go back to the data of before the upgrade.")] = False,
    yes: Yes = False,
) -> None:
    """Move the embedded data over to this version's PostgreSQL, by a backup that is restored. Stop `serve` first.

    The older PostgreSQL reads its data once more; where it is not found, --binaries says where it is. The data of
    before stays beside the new one, as `data-15` for example, until you delete it. All of it is moved, or nothing.
    """
    settings: Settings = context.obj
    if settings.database is not None:
        raise Refused("This is for the embedded database. A server of your own is upgraded by its own means.")
    if back:
        _go_back(settings.home, yes=yes)
    elif major_upgrade.finish_interrupted(settings.home):
        show_line("Finished the upgrade that had been cut short.")
    else:
        _upgrade(settings, binaries)


def _upgrade(settings: Settings, binaries: Path | None) -> None:
    home = settings.home
    here, new = major_upgrade.binaries_here(home, settings.pg_bindir)
    old = major_upgrade.refuse_unfit(home, to=new)
    older = major_upgrade.find_older_binaries(home, old, binaries)
    made = _back_up_old(EmbeddedServer(home, binaries=older), settings)
    show_line(f"Wrote a backup first: {made.path} ({counted(made.size_bytes, 'byte')}): {made.holdings}.")
    with major_upgrade.new_cluster(home, binaries=here) as server:
        moved = _fill(server, made, programs=Programs(here))
    kept = major_upgrade.take_place(home, old=old)
    show_line(f"Moved from PostgreSQL {old} to {new}: {moved}.")
    show_line(f"What was before is in {kept}. Delete it when all is well; mygymtracker db upgrade --back goes back.")
    show_line("Devices that synchronise start over from what is here, and send what waits on them.")


def _back_up_old(embedded: EmbeddedServer, settings: Settings) -> Backup:
    """Of data that nobody else uses, by its own pg_dump: a newer one writes what a distribution added to its server.

    The old server is stopped afterwards.
    """
    directory, prefix = safety_directory(settings), f"before-{Occasion.UPGRADE}"
    kept_backups.make_directory(directory, called="The directory for backups,")
    path = kept_backups.next_path(directory, now=datetime.now(UTC), prefix=prefix)
    embedded.start()
    try:
        refuse_while_in_use(Server(embedded.as_owner(), embedded.as_app(), embedded), then="upgrade again")
        return asyncio.run(back_up(embedded.as_owner(), path, programs=Programs(embedded.bin)))
    finally:
        embedded.stop()


def _fill(embedded: EmbeddedServer, made: Backup, *, programs: Programs) -> Holdings:
    """Restores and migrates. Raises Conflict where the outcome is not what was before, and what is declared."""
    owner = embedded.as_owner()

    async def run() -> None:
        archive = await read_archive(made.path, programs=programs)
        async with connected(owner) as connection:
            await ensure_roles(connection, owner)
            await restore(owner, archive, programs=programs)

    async def count() -> Holdings | None:
        async with connected(owner) as connection:
            return await look(connection, owner)

    asyncio.run(run())
    runner.run(owner)
    moved = asyncio.run(count())
    differences = runner.check(owner)
    if moved is None or moved.rows() != made.holdings.rows() or differences:
        there = "\n".join([f"The new database holds {moved}, the old one {made.holdings}.", *differences])
        raise Conflict(f"{there}\nNothing was changed.")
    return moved


def _go_back(home: Path, *, yes: bool) -> None:
    question = "What was done since the upgrade will not be there any more. Go back?"
    if not yes and not ask_yes(question):
        raise Refused("Nothing was changed.")
    version, kept = major_upgrade.go_back(home)
    show_line(f"The data is PostgreSQL {version}'s again. What was there is in {kept}.")
    show_line(
        f"Start the version of MyGymTracker that came with PostgreSQL {version}, or set PG_BINDIR to its programs."
    )
