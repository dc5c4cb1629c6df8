"""One connection of its own, for what is no request: commands, backups and what looks at the schema."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress

import asyncpg

from mygymtracker.errors import Unavailable
from mygymtracker.postgres_address import PostgresAddress


@asynccontextmanager
async def connected(address: PostgresAddress) -> AsyncGenerator[asyncpg.Connection]:
    """One connection of its own. Raises Unavailable where the database cannot be reached or does not answer."""
    try:
        connection = await asyncpg.connect(
            host=address.host,
            port=address.port,
            user=address.user,
            password=address.password or None,
            database=address.database,
            ssl=address.ssl_context(),
        )
    except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
        raise Unavailable(f"The database {address} cannot be reached: {error}") from error
    try:
        yield connection
    except (asyncpg.PostgresError, asyncpg.InterfaceError) as error:
        raise Unavailable(f"The database {address} does not answer as it should: {error}") from error
    finally:
        with suppress(OSError, asyncpg.PostgresError, asyncpg.InterfaceError):
            await connection.close()
