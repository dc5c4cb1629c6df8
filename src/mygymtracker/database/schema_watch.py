"""Whether the database's schema is still the one of this program, while the program serves.

It was when the program started: `serve` migrates or refuses. Afterwards somebody may revert under it, or a newer
version may migrate. Every answer from then on would be a guess, so that there is none: whoever asks is told the reason.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress
from typing import Final

import asyncpg
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from mygymtracker.database.engine import PROBE, build_engine
from mygymtracker.database.row_security import WORKING_ROLE
from mygymtracker.errors import SchemaMismatch
from mygymtracker.postgres_address import PostgresAddress

#: How long a change of the schema may stay unseen by statements that still work with it. One that fails looks at once.
LOOK_SECONDS: Final = 5.0
_REVISION: Final = text("SELECT version_num FROM public.alembic_version")
#: SQLSTATEs of statements that do not fit the schema: what they name is not there, or not what it was.
_UNFITTING: Final = ("42", "0A")
#: The working role may read the revision from 0005 on; at base there is no such table.
_OLDER: Final = ("42501", "42P01")


class SchemaWatch:
    """Looks from time to time, on a connection of its own. `mismatch` is None while all is well."""

    def __init__(self, address: PostgresAddress, *, expected: str) -> None:
        self.mismatch: str | None = None
        self._expected = expected
        self._engine = build_engine(address, working_role=WORKING_ROLE, pool_size=1, timeouts=PROBE)

    @asynccontextmanager
    async def watching(self) -> AsyncGenerator[None]:
        task = asyncio.create_task(self._look_again_and_again())
        try:
            yield
        finally:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task
            await self._engine.dispose()

    def refuse_mismatch(self) -> None:
        """Raises SchemaMismatch where the last look found another schema."""
        if self.mismatch is not None:
            raise SchemaMismatch(self.mismatch)

    async def look(self) -> None:
        """A database that cannot be reached says nothing of its schema: what was known of it stays."""
        try:
            revision = await self._ask()
        except (SQLAlchemyError, asyncpg.PostgresError, asyncpg.InterfaceError, OSError) as error:
            if sqlstate_of(error) not in _OLDER:
                return
            revision = "none that this program could work with"
        self.mismatch = None
        if revision != self._expected:
            self.mismatch = (
                f"The schema of the database is at revision {revision}, and this server works with {self._expected}: "
                "it was changed while the server ran. Nothing was saved. Whoever runs the server: stop it and start it "
                "again, which says what to do; `mygymtracker migration show` says where the schema is."
            )

    async def explain(self, error: Exception) -> None:
        """Looks at once where a statement failed for the sake of the schema. Raises SchemaMismatch from the error."""
        if (sqlstate_of(error) or "").startswith(_UNFITTING):
            await self.look()
            if self.mismatch is not None:
                raise SchemaMismatch(self.mismatch) from error

    async def _ask(self) -> str:
        try:
            return await self._revision()
        except (SQLAlchemyError, asyncpg.PostgresError, asyncpg.InterfaceError, OSError) as error:
            if sqlstate_of(error) in _OLDER:
                raise
        return await self._revision()  # the kept connection was lost; another one may be had

    async def _revision(self) -> str:
        async with self._engine.connect() as connection:
            return ", ".join(await connection.scalars(_REVISION)) or "base"

    async def _look_again_and_again(self) -> None:
        while True:
            await asyncio.sleep(LOOK_SECONDS)
            await self.look()


def sqlstate_of(error: BaseException) -> str | None:
    """PostgreSQL's code of an error of the driver's, or of SQLAlchemy's around one."""
    cause = error.orig if isinstance(error, DBAPIError) else error
    code = getattr(cause, "sqlstate", None)
    return code if isinstance(code, str) else None
