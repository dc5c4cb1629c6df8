"""What stands between the program and PostgreSQL: a pooler may give a session to somebody else after each transaction.

Only what was seen counts: that two connections had one session, or one had two. In a session of its own a statement
that was prepared stays. In one that is shared it does only where the pooler takes it along, under a name of its own.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress
from enum import Enum, auto
from typing import Final

import asyncpg

from mygymtracker.database.connecting import connected
from mygymtracker.errors import Refused, Unavailable
from mygymtracker.postgres_address import PostgresAddress

#: For a second session, which a pooler may not have to give.
PATIENCE_SECONDS: Final = 3.0
PAGE: Final = "docs/how-to/behind-a-pooler.md"
_SESSION: Final = "SELECT pg_catalog.pg_backend_pid()"
#: As the driver called it, which is not what the server heard where a pooler takes statements along.
_BY_OUR_NAME: Final = r"SELECT EXISTS (SELECT FROM pg_catalog.pg_prepared_statements WHERE name LIKE '\_\_asyncpg\_%')"
#: What a server says of a statement that was prepared elsewhere, or by somebody else under the same name.
_LOST: Final = (asyncpg.InvalidSQLStatementNameError, asyncpg.DuplicatePreparedStatementError)


class Sessions(Enum):
    """What a connection gets: a session of its own, one for each transaction, or not even that."""

    OWN = auto()
    SHARED = auto()
    SHARED_WITHOUT_STATEMENTS = auto()
    NO_TRANSACTIONS = auto()


async def look_at_sessions(address: PostgresAddress) -> Sessions:
    """One question where nothing stands between. Raises Unavailable where the database cannot be reached."""
    async with connected(address) as first:
        try:
            session = await _ask(first, _SESSION)
            if session == first.get_server_pid():  # which a pooler makes up
                return Sessions.OWN
            loses = bool(await _ask(first, _BY_OUR_NAME))
            shared = await _is_shared(address, first, session)
        except (asyncpg.ProtocolViolationError, asyncpg.ConnectionDoesNotExistError) as error:
            if "statement pooling" not in str(error):
                raise
            return Sessions.NO_TRANSACTIONS
        except _LOST:
            return Sessions.SHARED_WITHOUT_STATEMENTS
    if not shared:
        return Sessions.OWN
    return Sessions.SHARED_WITHOUT_STATEMENTS if loses else Sessions.SHARED


async def refuse_unfit_pooler(address: PostgresAddress) -> None:
    """Raises Unavailable where requests would fail, with the reason."""
    sessions = await look_at_sessions(address)
    if sessions is Sessions.NO_TRANSACTIONS:
        raise Unavailable(
            f"{address} leads through a pooler in statement mode, which knows no transactions. Set pool_mode = "
            f"transaction ({PAGE})."
        )
    if sessions is Sessions.SHARED_WITHOUT_STATEMENTS:
        raise Unavailable(
            f"{address} leads through a pooler that gives each transaction another session and does not take prepared "
            "statements along, so that requests would fail. PgBouncer takes them along from 1.21 on, with "
            f"max_prepared_statements above 0 ({PAGE})."
        )


async def refuse_pooler(address: PostgresAddress) -> None:
    """For what PostgreSQL's own programs do. Raises Refused where their settings would be left to somebody else."""
    if await look_at_sessions(address) is not Sessions.OWN:
        raise Refused(
            f"{address} leads through a pooler, which gives each transaction another session. A backup needs its "
            f"own: say in DATABASE_DIRECT_URL where the database itself is ({PAGE})."
        )


async def _ask(connection: asyncpg.Connection, question: str) -> object:
    async with connection.transaction():
        answer: object = await connection.fetchval(question)
        return answer


async def _is_shared(address: PostgresAddress, first: asyncpg.Connection, session: object) -> bool:
    """Whether a second connection gets the session of the first, or the first another one of those in turn."""
    with suppress(TimeoutError, Unavailable):
        async with asyncio.timeout(PATIENCE_SECONDS), connected(address) as second:
            if await _ask(second, _SESSION) == session:
                return True
    return any([await _ask(first, _SESSION) != session for _ in range(2)])
