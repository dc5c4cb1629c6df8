"""One function builds the engine, for the application and for migrations alike.

SQLAlchemy would open a transaction with one round trip and say who acts with a second one. Here the DBAPI runs in
autocommit, and `Messages` sends both at once by the driver, in the simple query protocol:

    BEGIN READ ONLY; SET LOCAL role = '…'; SET LOCAL app.user_id = '…'; SELECT FROM live_sign_in(…)
    BEGIN; SET LOCAL role = '…'; SET LOCAL app.user_id = '…'; SET LOCAL app.through = 'api'; SELECT lock_changes() …

The second begins a change: the person's counter is locked before any row is (`change_triggers`), whatever is asked
first. A sign-in that does not hold is no error in the database, whose log would grow with what strangers send: the
last statement returns no row then, and locks nothing. Literals, because SET takes no parameters and because a literal
SET LOCAL is what survives a pooler in transaction mode. They come from `uuid.UUID`, `bytes.hex` and an enum, and from
nothing else.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Final, Protocol, TypeAlias, TypeVar, cast
from uuid import UUID

import asyncpg
from sqlalchemy import URL, Connection, event
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.exc import InvalidRequestError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.pool import PoolProxiedConnection
from sqlalchemy.util import greenlet_spawn

from mygymtracker.database.distributed import LOOK, is_distributed, note_distributed
from mygymtracker.database.entities.changes import Through
from mygymtracker.database.sql_log import log_statements
from mygymtracker.errors import NotSignedIn, SignInRefusal
from mygymtracker.postgres_address import PostgresAddress

T = TypeVar("T")

Driver: TypeAlias = "asyncpg.Connection[asyncpg.Record]"

#: Under these names a connection has the rules of its engine, and what began a transaction on it.
_RULES: Final = "mygymtracker_rules"
_MESSAGES: Final = "mygymtracker_messages"

_REFUSALS: Final = {
    SignInRefusal.REVOKED: "This sign-in was ended. Sign in again.",
    SignInRefusal.EXPIRED: "This sign-in has run out. Sign in again.",
    SignInRefusal.UNKNOWN: "This sign-in is not one of ours. Sign in again.",
}
#: PostgreSQL's answer to a SELECT that finds nothing.
_NO_ROW: Final = "SELECT 0"


def setting(name: str, value: str | int | UUID, *, distributed: bool = False) -> str:
    """The statement that makes a setting hold until the transaction ends: the one place that says how.

    `value` becomes SQL as it is: a role's name, a number, a UUID, the value of an enum, and no text of anybody's.
    `distributed` is whether it must hold on the workers of a cluster, too (`distributed`).
    """
    return f"SELECT public.set_here('{name}', '{value}')" if distributed else f"SET LOCAL {name} = '{value}'"


@dataclass(frozen=True, slots=True)
class Timeouts:
    """How long a transaction may take for what, in seconds; the only place where this is said.

    `lock` is for a lock that another transaction has, `statement` for one statement, `idle` for what the program does
    between two of them, `pool` for one of the engine's connections, and `connect` for a new one. PostgreSQL ends what
    takes longer. Where it does not answer at all, the driver gives up `answer` later. Migrations, backups and commands
    have none of these: somebody looks at them, and what they do is done by nobody else.
    """

    lock: float
    statement: float
    idle: float
    pool: float
    connect: float = 10
    answer: float = 5

    @property
    def silence(self) -> float:
        """After which the driver no longer waits for the answer to a statement."""
        return self.statement + self.answer

    @property
    def beginning(self) -> float:
        """The same for the statements that begin a transaction, which may wait for a lock."""
        return self.lock + self.answer

    def settings(self, *, distributed: bool = False) -> list[str]:
        return [
            setting("lock_timeout", int(self.lock * 1000), distributed=distributed),
            setting("statement_timeout", int(self.statement * 1000), distributed=distributed),
            setting("idle_in_transaction_session_timeout", int(self.idle * 1000), distributed=distributed),
        ]


#: Ordinary requests: a few rows are read or written.
ORDINARY: Final = Timeouts(lock=8, statement=40, idle=40, pool=8)
#: Imports, exports, undoing, first syncs: up to all that a person has.
HEAVY: Final = Timeouts(lock=8, statement=600, idle=300, pool=8)
#: Whether the database answers at all.
PROBE: Final = Timeouts(lock=2, statement=5, idle=5, pool=5)


@dataclass(frozen=True, slots=True)
class SignIn:
    """The login session that a request was made with, to be checked in the round trip that begins its transaction.

    `secret_digest` is the SHA-256 of a browser's secret; None for a program, whose token's signature was checked.
    """

    session_id: UUID
    secret_digest: bytes | None


@dataclass(frozen=True, slots=True)
class Acting:
    """Who acts in one transaction, how that was shown, and whether it may write: through what, where it is logged."""

    user_id: UUID | None = None
    sign_in: SignIn | None = None
    read_only: bool = False
    through: Through | None = None

    def begin(self, working_role: str | None, timeouts: Timeouts | None = None, *, distributed: bool = False) -> str:
        statements = ["BEGIN READ ONLY" if self.read_only else "BEGIN"]
        if working_role is not None:
            statements.append(setting("role", working_role))
        # of nobody, too: a database or a login may have a default of its own (ALTER DATABASE … SET)
        acting = "" if self.user_id is None else _uuid(self.user_id)
        statements.append(setting("app.user_id", acting, distributed=distributed))
        if timeouts is not None:
            statements += timeouts.settings(distributed=distributed)
        if self.through is not None:
            statements.append(setting("app.through", self.through.value, distributed=distributed))
        statements += self._first_question()
        return "; ".join(statements)

    def _first_question(self) -> list[str]:
        """One row where the sign-in holds, and only then the lock; nothing to ask where there is neither."""
        locking = "" if self.through is None else " public.lock_changes()"
        if self.sign_in is None:
            return [f"SELECT{locking}"] if locking else []
        digest = self.sign_in.secret_digest
        given = "NULL" if digest is None else f"'\\x{digest.hex()}'"
        return [f"SELECT{locking} FROM public.live_sign_in('{_uuid(self.sign_in.session_id)}', {given})"]


def _uuid(value: UUID) -> str:
    """The one place where a value becomes SQL text: parsed once more, so that nothing but a UUID gets through."""
    return str(UUID(str(value)))


@dataclass(frozen=True, slots=True)
class _Rules:
    """How the transactions of an engine begin, and how long they wait."""

    working_role: str | None
    timeouts: Timeouts | None


class _DbapiConnection(Protocol):
    def run_async(self, function: Callable[[Driver], Awaitable[T]]) -> T: ...


class Messages:
    """What begins and ends one transaction, on one connection, by the driver itself.

    The pool does not roll back what comes home. So where we cannot know what became of a message (the task was
    cancelled, the connection lost), it `is_lost` and must be given up: it may hold an open transaction and who acted
    in it.
    """

    __slots__ = ("_rules", "driver", "is_distributed", "is_lost", "is_open")

    def __init__(self, driver: Driver, rules: _Rules, *, distributed: bool) -> None:
        self.driver = driver
        self.is_distributed = distributed
        self.is_open = False
        self.is_lost = False
        self._rules = rules

    async def begin(self, acting: Acting) -> None:
        """Raises NotSignedIn, having rolled back."""
        timeouts = self._rules.timeouts
        self.is_open = True
        try:
            statements = acting.begin(self._rules.working_role, timeouts, distributed=self.is_distributed)
            answer = await self._send(statements, timeouts.beginning if timeouts else None)
            if acting.sign_in is not None and answer == _NO_ROW:
                raise await self._refused(acting.sign_in)
        except (asyncpg.PostgresError, NotSignedIn):
            await self.rollback()  # what fails here leaves it open
            raise

    async def commit(self) -> None:
        if self.is_open:
            self.is_open = False  # also where it fails: PostgreSQL rolls back then
            await self._send("COMMIT", self._rules.timeouts.silence if self._rules.timeouts else None)

    async def rollback(self) -> None:
        """Does nothing where there is nothing to roll back: the transaction of a lost connection is the server's."""
        self.is_lost = self.is_lost or self.driver.is_closed()
        if self.is_open and not self.is_lost:
            self.is_open = False
            await self._send("ROLLBACK", self._rules.timeouts.answer if self._rules.timeouts else None)

    async def forget_plans(self) -> None:
        """Rolls back, has PostgreSQL forget the plans of its session, and gives the connection up.

        A pooler prepares a statement once in a session for all who send the same text, so that a new connection alone
        would meet the same plan again. PgBouncer notices from 1.22 on.
        """
        if self.is_open and not self.driver.is_closed():
            self.is_open = False
            # in one message, since a pooler may send the next one to another session
            await self._send("ROLLBACK; DEALLOCATE ALL", self._rules.timeouts.answer if self._rules.timeouts else None)
        self.is_lost = True

    def look_at_end(self) -> None:
        """Whatever happened: a connection on which PostgreSQL still has a transaction is not given to the next one."""
        self.is_open = False
        self.is_lost = self.is_lost or self.driver.is_closed() or self.driver.is_in_transaction()

    async def _refused(self, sign_in: SignIn) -> NotSignedIn:
        why = "SELECT public.sign_in_refusal($1, $2)"
        try:
            word = await self.driver.fetchval(why, sign_in.session_id, sign_in.secret_digest)
        except BaseException as error:
            self._notice(error)
            raise
        reason = SignInRefusal(str(word))
        return NotSignedIn(_REFUSALS[reason], reason=reason)

    async def _send(self, statements: str, seconds: float | None) -> str:
        """In one round trip: the simple query protocol takes several statements, a prepared statement is one.

        Returns PostgreSQL's answer to the last one, such as "SELECT 1". Raises TimeoutError where none comes in time.
        """
        try:
            async with asyncio.timeout(seconds):  # around the driver's own, which may wait for what was before
                return await self.driver.execute(statements)
        except BaseException as error:
            self._notice(error)
            raise

    def _notice(self, error: BaseException) -> None:
        if self.driver.is_closed() or not isinstance(error, asyncpg.PostgresError):
            self.is_lost = True


def build_engine(
    address: PostgresAddress,
    *,
    working_role: str | None,
    log_sql: bool = False,
    pool_size: int = 5,
    timeouts: Timeouts | None = None,
) -> AsyncEngine:
    """An engine whose every transaction runs as `working_role` (None: as the login itself, for migrations).

    With `timeouts`, none of them takes longer.
    """
    # logged in as the working role already: nothing to become
    rules = _Rules(None if address.user == working_role else working_role, timeouts)
    engine = create_async_engine(
        URL.create("postgresql+asyncpg", database=address.database),
        connect_args={
            "host": address.host,
            "port": address.port,
            "user": address.user,
            "password": address.password or None,
            "ssl": address.ssl_context(),
            **({"timeout": timeouts.connect, "command_timeout": timeouts.silence} if timeouts else {}),
        },
        isolation_level="AUTOCOMMIT",
        skip_autocommit_rollback=True,
        pool_size=pool_size,
        max_overflow=0,
        pool_timeout=timeouts.pool if timeouts else 30,
        pool_pre_ping=False,
        pool_reset_on_return=None,  # a transaction that was not ended is never given back
        hide_parameters=not log_sql,
        execution_options={_RULES: rules},
    )
    if log_sql:
        log_statements(engine)
    _fold_transactions(engine)
    event.listens_for(engine.sync_engine, "handle_error")(_give_up_silent)

    @event.listens_for(engine.sync_engine, "first_connect")
    def look(connection: _DbapiConnection, _record: object) -> None:
        if connection.run_async(lambda driver: driver.execute(LOOK)) != _NO_ROW:
            note_distributed(engine.dialect)

    return engine


def _give_up_silent(context: ExceptionContext) -> None:
    """A connection whose answer did not come in time may still be busy: nothing more is sent on it."""
    if isinstance(context.original_exception, TimeoutError):
        context.is_disconnect = True


def _fold_transactions(engine: AsyncEngine) -> None:
    """What SQLAlchemy begins and ends goes out by the driver, too."""

    @event.listens_for(engine.sync_engine, "begin")
    def begin(connection: Connection) -> None:
        messages = connection.get_execution_options().get(_MESSAGES)
        if messages is None:
            _run(connection, lambda each: each.begin(Acting()))
        elif not messages.is_open:
            raise InvalidRequestError("This transaction has ended.")

    @event.listens_for(engine.sync_engine, "commit")
    def commit(connection: Connection) -> None:
        _run(connection, Messages.commit)

    @event.listens_for(engine.sync_engine, "rollback")
    def rollback(connection: Connection) -> None:
        if not connection.invalidated:  # a cancelled request has no connection left to roll back
            _run(connection, Messages.rollback)


def _run(connection: Connection, what: Callable[[Messages], Awaitable[None]]) -> None:
    messages = connection.get_execution_options().get(_MESSAGES)
    if messages is None:
        messages = messages_of(connection)
        messages.is_open = True
    dbapi = cast(_DbapiConnection, connection.connection.dbapi_connection)
    try:
        dbapi.run_async(lambda _: what(messages))
    finally:
        if messages.is_lost and not connection.invalidated:
            connection.invalidate()


def messages_of(connection: Connection) -> Messages:
    driver = cast(Driver, connection.connection.driver_connection)
    rules = cast(_Rules, connection.get_execution_options()[_RULES])
    return Messages(driver, rules, distributed=is_distributed(connection))


async def take(engine: AsyncEngine) -> tuple[PoolProxiedConnection, Messages]:
    """A connection of the pool, which takes it back by its `close`, and what begins a transaction on it.

    Raises SQLAlchemy's TimeoutError where none is free in time, and OSError, asyncpg's or the DBAPI's errors where none
    can be made.
    """
    pooled = await greenlet_spawn(engine.sync_engine.pool.connect)
    rules = cast(_Rules, engine.sync_engine.get_execution_options()[_RULES])
    driver = cast(Driver, pooled.driver_connection)
    return pooled, Messages(driver, rules, distributed=is_distributed(engine.sync_engine))


def hand_over(engine: AsyncEngine, pooled: PoolProxiedConnection, messages: Messages) -> AsyncConnection:
    """To SQLAlchemy: the transaction on this connection has begun already, and `messages` will end it."""
    connection = Connection(engine.sync_engine, pooled)
    connection.execution_options(**{_MESSAGES: messages})
    connection.begin()
    return AsyncConnection(engine, connection)
