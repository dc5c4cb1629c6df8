"""Many operations in one transaction, each of which may fail without the others.

A savepoint by SQLAlchemy costs two round trips, and what labels a change in the log two more. Here all of it goes out
at once, by the simple query protocol, as a transaction's beginning does (`engine`):

    RELEASE SAVEPOINT operation; SET LOCAL app.part = '7'; SET LOCAL app.operation_id = '…'; SAVEPOINT operation

The settings come before the savepoint, so that they hold for a second attempt after it was rolled back to. Literals,
because SET takes no parameters; they come from `int` and `uuid.UUID`, and from nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from mygymtracker.database.driver import driver_of
from mygymtracker.database.engine import setting
from mygymtracker.database.transaction import transaction_of


@dataclass(slots=True)
class OperationSavepoints:
    """The operations of one transaction, one after the other.

    SQLAlchemy knows nothing of these savepoints: a flush that fails outside of a `begin_nested` ends the whole
    transaction.
    """

    session: AsyncSession
    _part: int = 0

    async def begin(self, operation_id: UUID) -> None:
        """Keeps what the operation before did. What is logged from here on is the next part of the revision."""
        released = ["RELEASE SAVEPOINT operation"] if self._part else []
        self._part += 1
        distributed = transaction_of(self.session).is_distributed
        await self._send(
            *released,
            setting("app.part", self._part, distributed=distributed),
            setting("app.operation_id", UUID(str(operation_id)), distributed=distributed),
            "SAVEPOINT operation",
        )

    async def take_back(self) -> None:
        """What the operation did, so that it may be tried again or given up. The session forgets what it holds."""
        self.session.expunge_all()
        await self._send("ROLLBACK TO SAVEPOINT operation")

    async def _send(self, *statements: str) -> None:
        await driver_of(self.session).execute("; ".join(statements))


async def label(session: AsyncSession, name: str, value: str) -> None:
    """Makes a setting with anybody's text hold until the transaction ends."""
    await session.connection()  # begins a savepoint where one is due
    setting_it = "public.set_here($1, $2)" if transaction_of(session).is_distributed else "set_config($1, $2, true)"
    await driver_of(session).execute(f"SELECT {setting_it}", name, value)
