"""The only way in: one transaction, one identity.

`acting_as` opens a transaction in which PostgreSQL knows who acts. Row security is the guarantee; every ORM statement
names the owner as well, through one mechanism (`_name_the_owner`), because the predicate is the index and the shard.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext
from dataclasses import dataclass
from typing import Any, Final, TypeVar, cast
from uuid import UUID
from weakref import WeakKeyDictionary

import asyncpg
from sqlalchemy import BindParameter, Executable, Uuid, bindparam, event, or_
from sqlalchemy.exc import DBAPIError, InterfaceError, InvalidRequestError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolExhausted
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, AsyncSession
from sqlalchemy.orm import ORMExecuteState, Session, with_loader_criteria
from sqlalchemy.pool import PoolProxiedConnection
from sqlalchemy.sql.base import ExecutableOption
from sqlalchemy.util import greenlet_spawn

from mygymtracker.database.columns import Owned
from mygymtracker.database.engine import Acting, Driver, Messages, SignIn, hand_over, take
from mygymtracker.database.entities import Exercise, Through, User
from mygymtracker.database.schema_watch import SchemaWatch, sqlstate_of
from mygymtracker.database.shares import Shares
from mygymtracker.database.stale_plans import is_about_a_plan
from mygymtracker.errors import Busy, DiskFull, Overloaded, Unavailable, Unsettled
from mygymtracker.waiting import refuse_abandoned

Statement = TypeVar("Statement", bound=Executable)

OWNER = "user_id"
#: What a connection that the server has ended says when it is used.
LOST: Final = (
    asyncpg.InterfaceError,
    asyncpg.InternalClientError,  # a connection that ended in the middle of an answer
    asyncpg.PostgresConnectionError,
    asyncpg.OperatorInterventionError,
    asyncpg.IdleInTransactionSessionTimeoutError,
)
#: What says that the database is away, or was while it was asked; TimeoutError is its silence.
AWAY: Final = (*LOST, ConnectionError, TimeoutError)
RETRY_AFTER: Final = 2

#: SQLSTATEs: no room on the disk; no memory, no connections, a limit of the configuration; files cannot be read.
DISK_FULL = "53100"
EXHAUSTED = "53"
FILES_FAIL = "58030"


class _OwnedSession(Session):
    """A session whose statements name the person acting; `info["user_id"]` is that person."""


def _owners_rows(acting: BindParameter[UUID]) -> tuple[ExecutableOption, ...]:
    return (
        with_loader_criteria(Owned, lambda owned: owned.user_id == acting, include_aliases=True),
        with_loader_criteria(User, lambda user: user.id == acting, include_aliases=True),
        with_loader_criteria(
            Exercise,
            lambda exercise: or_(exercise.owner_id.is_(None), exercise.owner_id == acting),
            include_aliases=True,
        ),
    )


ACTING_PARAMETER = "acting_user_id"
_ROWS_OF_WHOEVER_ACTS = _owners_rows(bindparam(ACTING_PARAMETER, type_=Uuid()))
# A query that a module keeps gets its criteria once, and not at each execution: that was a quarter of a read's time.
_named: WeakKeyDictionary[Executable, Executable] = WeakKeyDictionary()


@event.listens_for(_OwnedSession, "do_orm_execute")
def _name_the_owner(state: ORMExecuteState) -> None:
    """Adds `user_id = …` to every statement on owned entities: subqueries, CTEs, EXISTS, UPDATE and DELETE too.

    It does not reach `text()` and `__table__`, which a lint therefore forbids on owned tables.
    """
    user_id = state.session.info.get(OWNER)
    if user_id is None:
        return
    follows_parent = state.is_column_load or state.is_relationship_load  # whose criteria come along
    if state.is_select:
        if not follows_parent:
            state.statement = naming_owner(state.statement)
        given = state.parameters or {}
        assert isinstance(given, Mapping)  # noqa: S101 — a select takes one set of parameters
        state.parameters = {**given, ACTING_PARAMETER: user_id}
    elif not follows_parent:  # parameters of an INSERT or UPDATE would be taken for columns, so the value goes along
        state.statement = state.statement.options(*_owners_rows(bindparam(None, user_id, type_=Uuid())))


def naming_owner(statement: Statement) -> Statement:
    """A select with the criteria of whoever acts, who is its parameter ACTING_PARAMETER."""
    named = _named.get(statement)
    if named is None:
        named = _named[statement] = statement.options(*_ROWS_OF_WHOEVER_ACTS)
    return cast(Statement, named)


class Transaction(AsyncSession):
    """What `acting_as` gives: one transaction on one connection of the pool, which the driver began.

    SQLAlchemy's session on that connection costs more than a hot read does, so that it is made when something of it
    is first needed: most reads are the driver's alone (`driver.fetch_rows`). When the transaction has ended, the
    connection is somebody else's, and nothing that is kept of it leads there.
    """

    def __init__(
        self, engine: AsyncEngine, pooled: PoolProxiedConnection, messages: Messages, acting: Acting,
        schema: SchemaWatch | None,
    ) -> None:  # fmt: skip
        self.schema = schema  # what AsyncSession's own __init__ does waits for __getattr__
        self._engine = engine
        self._pooled = pooled
        self._messages = messages
        self._acting = acting
        self._connection: AsyncConnection | None = None

    def __getattr__(self, name: str) -> Any:
        """Of the attributes that AsyncSession makes when it is made, the first that is asked for."""
        if name.startswith("__") or self.__dict__.get("_connection", self) is not None:
            raise AttributeError(name)
        self._refuse_ended()
        self._connection = hand_over(self._engine, self._pooled, self._messages)
        super().__init__(
            self._connection,
            sync_session_class=_OwnedSession,
            expire_on_commit=False,
            info={OWNER: self._acting.user_id},
        )
        return getattr(self, name)

    @property
    def owner(self) -> UUID | None:
        """Whoever acts."""
        return self._acting.user_id

    @property
    def is_distributed(self) -> bool:
        """Whether the connection leads to the coordinator of a cluster."""
        return self._messages.is_distributed

    @property
    def driver(self) -> Driver:
        """The driver's own connection, for now. Raises MissingGreenlet where the session still owes it a savepoint."""
        self._refuse_ended()
        if self._connection is not None:
            self.sync_session.connection()
        return self._messages.driver

    def _refuse_ended(self) -> None:
        if not self._messages.is_open:
            raise InvalidRequestError("This transaction has ended.")

    async def start(self) -> None:
        """Raises NotSignedIn, and what the driver raises."""
        try:
            await self._messages.begin(self._acting)
        except BaseException as error:
            await self.abandon(error)
            raise

    async def finish(self) -> None:
        """Raises Unsettled where COMMIT was sent, and no answer came: it may have been done."""
        if self._connection is not None:
            await super().commit()  # writes what waits in the session; the connection's transaction is not its to end
        try:
            await self._messages.commit()
        except AWAY as error:
            if self._acting.read_only or not is_away(error):
                raise
            raise Unsettled(
                "The database was lost while it saved: perhaps this was saved, perhaps not. Send it again, which does "
                "nothing twice, or look."
            ) from error
        await self._give_back()

    async def abandon(self, error: BaseException) -> None:
        """Rolls back because of an error. Whoever is cancelled meanwhile leaves the rest to be done without them."""
        await asyncio.shield(asyncio.create_task(self._abandon(error)))

    async def _abandon(self, error: BaseException) -> None:
        try:
            if is_about_a_plan(error):
                await self._messages.forget_plans()
            if self._connection is None:
                await self._messages.rollback()
            else:
                await self._connection.rollback()  # SQLAlchemy's savepoints end with it
        except AWAY:
            pass  # it is lost, and what made it so is on its way
        finally:
            await self._give_back()

    async def _give_back(self) -> None:
        try:
            if self._connection is not None:
                await super().close()
        finally:
            self._messages.look_at_end()
            if self._messages.is_lost and self._pooled.is_valid:
                await greenlet_spawn(self._pooled.invalidate)
            if self._connection is not None:
                await self._connection.close()
            elif self._pooled.is_valid:
                self._pooled.close()


def transaction_of(session: AsyncSession) -> Transaction:
    """Of whatever `acting_as` gave, which features know as a session."""
    if not isinstance(session, Transaction):
        raise TypeError("a session of no transaction of ours")
    return session


@dataclass(frozen=True, slots=True)
class Database:
    """What features are given: transactions, and nothing to open them with by hand.

    With `schema`, there are none while the database's schema is not the program's: they raise SchemaMismatch. With
    `shares`, nobody takes more than theirs: they raise Busy. Heavy work has the connections of `heavy_engine`,
    where there is one, and leaves those of `engine` to others.
    """

    engine: AsyncEngine
    schema: SchemaWatch | None = None
    shares: Shares | None = None
    heavy_engine: AsyncEngine | None = None

    @asynccontextmanager
    async def acting_as(
        self,
        user_id: UUID,
        *,
        sign_in: SignIn | None = None,
        read_only: bool = False,
        through: Through | None = None,
        heavy: bool = False,
    ) -> AsyncGenerator[AsyncSession]:
        """One transaction as `user_id`: committed at the end, rolled back by any exception.

        With `sign_in`, the login session is checked in the same round trip as BEGIN; raises NotSignedIn, with the
        reason, when it was revoked or has run out. Whatever changes rows that are logged says `through` what: such
        transactions of one person follow one another, so that none of them can get in another's way. `heavy` is what
        may take as long as all that a person has. Raises Busy where too much is done already, Unavailable where
        the database is away, and Unsettled where it was lost while it saved.
        """
        async with (
            self._share_of(user_id, sign_in, changes=through is not None, heavy=heavy),
            self._transaction(Acting(user_id, sign_in, read_only, through), heavy=heavy) as session,
        ):
            yield session

    def importing(self, user_id: UUID) -> AbstractAsyncContextManager[None]:
        """One import of a person at a time, from the file's reading to its end. Raises Busy beside another."""
        return nullcontext() if self.shares is None else self.shares.importing(user_id)

    def _share_of(
        self, user_id: UUID, sign_in: SignIn | None, *, changes: bool, heavy: bool
    ) -> AbstractAsyncContextManager[None]:
        if self.shares is None:
            return nullcontext()
        return self.shares.working(self.shares.whose(user_id, sign_in), changes=changes, heavy=heavy)

    @asynccontextmanager
    async def acting_as_nobody(self) -> AsyncGenerator[AsyncSession]:
        """One transaction in which nobody acts: it sees no one's rows, and may ask the few definer functions."""
        async with self._transaction(Acting()) as session:
            yield session

    @asynccontextmanager
    async def _transaction(self, acting: Acting, *, heavy: bool = False) -> AsyncGenerator[Transaction]:
        engine = self.heavy_engine if heavy and self.heavy_engine is not None else self.engine
        try:
            transaction = await self._begin(engine, acting)
            try:
                yield transaction
                await transaction.finish()
            except BaseException as error:
                await transaction.abandon(error)
                raise
        except (DBAPIError, asyncpg.PostgresError) as error:
            if self.schema is not None:
                await self.schema.explain(error)
            refuse_exhausted(error)
            raise

    async def _begin(self, engine: AsyncEngine, acting: Acting) -> Transaction:
        """Begins, once more where a pooled connection turns out to be lost: nothing was asked yet.

        Raises NotSignedIn, and Unavailable when no connection is to be had, or another schema was seen.
        """
        refuse_abandoned()
        if self.schema is not None:
            self.schema.refuse_mismatch()
        for _ in range(engine.pool.size() + 1):  # type: ignore[attr-defined]  # a QueuePool
            try:
                transaction = Transaction(engine, *await take(engine), acting, self.schema)
                await transaction.start()
            except (asyncpg.InterfaceError, asyncpg.InternalClientError, asyncpg.PostgresError) as error:
                if not isinstance(error, LOST):
                    raise
            except PoolExhausted as error:
                raise Busy(
                    "Too much is asked of the server at this moment. Nothing was saved; send it again.",
                    retry_after_seconds=RETRY_AFTER,
                ) from error
            except (OSError, engine.dialect.loaded_dbapi.Error) as error:
                reason = error if str(error) else "it does not answer"
                raise Unavailable(f"The database cannot be reached: {reason}") from error
            else:
                if self.shares is not None:
                    self.shares.prove(acting.sign_in)
                return transaction
        raise Unavailable("The database cannot be reached: it ends every connection.")

    async def dispose(self) -> None:
        await self.engine.dispose()
        if self.heavy_engine is not None:
            await self.heavy_engine.dispose()


def is_away(error: BaseException) -> bool:
    """Whether an error of the driver's, or of SQLAlchemy's around one, says that the database is away."""
    if isinstance(error, DBAPIError):
        if error.connection_invalidated or isinstance(error, OperationalError | InterfaceError):
            return True
        error = getattr(error.orig, "__cause__", None) or error.orig or error
    if isinstance(error, ValueError) and isinstance(error, asyncpg.InterfaceError):
        return False  # the driver's own word for a value that cannot be sent
    return isinstance(error, AWAY)


async def refuse_other_schema(session: AsyncSession, error: Exception) -> None:
    """For whoever catches errors. Raises SchemaMismatch where a statement failed because of another schema."""
    schema = transaction_of(session).schema
    if schema is not None:
        await schema.explain(error)


def refuse_exhausted(error: Exception) -> None:
    """For whoever catches errors. Raises DiskFull or Overloaded where the server has run out of something."""
    state = sqlstate_of(error) or ""
    if state == DISK_FULL:
        raise DiskFull("The disk of the database is full. Nothing was saved; make room, and it goes on.") from error
    if state.startswith(EXHAUSTED) or state == FILES_FAIL:
        raise Overloaded(f"The database has run out of something. Nothing was saved. It says: {error}") from error
