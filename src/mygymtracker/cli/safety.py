"""A backup beside the data before anything that could lose some of it, and migrating with one."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Final

from mygymtracker.amounts import counted
from mygymtracker.cli.connection import Server, holdings_of, programs_for
from mygymtracker.database import backup as backups
from mygymtracker.database import kept_backups
from mygymtracker.database.backup_restore import refuse_company
from mygymtracker.database.connecting import connected
from mygymtracker.database.migrations import runner
from mygymtracker.errors import Refused, Unavailable

if TYPE_CHECKING:
    from mygymtracker.settings import Settings

#: Of each occasion.
KEPT: Final = 3

Say = Callable[[str], object]


class Occasion(StrEnum):
    MIGRATION = "migration"
    REVERT = "revert"
    RESTORE = "restore"
    RESET = "reset"
    UPGRADE = "upgrade"
    DISTRIBUTION = "distribution"


def safety_directory(settings: Settings) -> Path:
    return settings.home / "safety-backups"


def back_up_before(occasion: Occasion, server: Server, settings: Settings, *, say: Say) -> None:
    """Writes a backup into the home directory and says where; the newest three of each occasion are kept.

    Nothing is written where nobody has an account. Raises Unavailable or Refused where no backup could be made.
    """
    if asyncio.run(holdings_of(server)) is None:
        return
    directory, now, prefix = safety_directory(settings), datetime.now(UTC), f"before-{occasion}"
    kept_backups.make_directory(directory, called="The directory for backups,")
    path = kept_backups.next_path(directory, now=now, prefix=prefix)
    try:
        made = asyncio.run(backups.back_up(server.owner, path, programs=programs_for(server, settings)))
    except (Refused, Unavailable) as error:
        raise type(error)(f"{error}\nSo nothing was changed. --no-backup goes on without a backup.") from error
    kept_backups.forget_old(directory, keep=KEPT, made=made.path, now=now, prefix=prefix)
    say(f"Wrote a backup first: {made.path} ({counted(made.size_bytes, 'byte')}): {made.holdings}.")


def migrate(
    server: Server,
    settings: Settings,
    *,
    say: Say,
    to: str = "head",
    options: Sequence[str] = (),
    backup: bool = True,
) -> list[str]:
    """Runs pending revisions, after a backup of what people entered; returns those applied. Raises as `runner.run`.

    Before all that it says what takes a while.
    """
    for line in runner.rewrites(server.owner, to=to):
        say(f"{line[0].upper()}{line[1:]}.")
    if backup and runner.pending(server.owner):
        back_up_before(Occasion.MIGRATION, server, settings, say=say)
    return runner.run(server.owner, to=to, options=options)


def refuse_while_in_use(server: Server, *, then: str) -> None:
    """Raises Refused while `serve` or another command is connected; `then` is what to do when they have ended."""

    async def ask() -> None:
        async with connected(server.owner) as connection:
            await refuse_company(connection, then=then)

    asyncio.run(ask())
