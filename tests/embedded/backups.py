"""What a backup is compared by, and the command that makes and restores it."""

from __future__ import annotations

from pathlib import Path

from mygymtracker.database.connecting import connected
from mygymtracker.database.embedded import EmbeddedServer
from mygymtracker.postgres_address import PostgresAddress
from tests.cli.conftest import RunCommand, command_on

#: What a restore changes: the installation is in another epoch, and the counters say since when.
OF_THE_EPOCH = {"installation", "change_counters"}


def command_here(address: PostgresAddress, server: EmbeddedServer, directory: Path) -> RunCommand:
    """With the client programs of the server under test, whatever is on the PATH."""
    run = command_on(address, directory)
    return lambda *arguments, **given: run(*arguments, **{"PG_BINDIR": str(server.bin), **given})


def files(directory: Path) -> list[Path]:
    return sorted(directory.iterdir())


async def digests(address: PostgresAddress) -> dict[str, str]:
    """Of every table, a digest of all its rows."""
    async with connected(address) as connection:
        tables = await connection.fetch(
            "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'"
        )
        return {
            table: await connection.fetchval(
                f"SELECT md5(coalesce(string_agg(each::text, E'\\n' ORDER BY each::text), '')) FROM {table} AS each"
            )
            for (table,) in tables
        }
