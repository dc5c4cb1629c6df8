"""Every statement in the log, once: those of SQLAlchemy, and those that go out by the driver itself.

SQLAlchemy's own `echo` knows the first kind only, and puts a handler beside those of the program, so that it says
everything twice.
"""

from __future__ import annotations

import asyncio
import logging
from typing import Final

from asyncpg.connection import LoggedQuery
from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncEngine
from sqlalchemy.pool import ConnectionPoolEntry

LOG: Final = logging.getLogger("mygymtracker.sql")


def log_statements(engine: AsyncEngine) -> None:
    """From now on, for every connection that the engine makes. What people typed is in the parameters."""
    LOG.setLevel(logging.INFO)

    @event.listens_for(engine.sync_engine, "before_cursor_execute")
    def by_sqlalchemy(_connection: object, _cursor: object, statement: str, parameters: object, *_: object) -> None:
        asyncio.get_running_loop().call_soon(_log, statement, parameters)  # as the driver does: in the order of sending

    @event.listens_for(engine.sync_engine, "connect")
    def connected(_: object, entry: ConnectionPoolEntry) -> None:
        driver = entry.driver_connection
        if driver is not None:
            driver.add_query_logger(by_the_driver)


def by_the_driver(query: LoggedQuery) -> None:
    _log(query.query, query.args)


def _log(statement: str, parameters: object) -> None:
    LOG.info("%s %s", " ".join(statement.split()), parameters or "")
