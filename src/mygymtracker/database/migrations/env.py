"""What Alembic runs for every command. `mygymtracker migration …` and `mygymtracker alembic …` both lead here."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Mapping

from alembic import context
from alembic.runtime.migration import MigrationContext, MigrationInfo
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from mygymtracker.database.engine import build_engine
from mygymtracker.database.migrations.autogenerate import add_what_alembic_does_not_see, render_item
from mygymtracker.database.migrations.runner import MIGRATION_LOCK
from mygymtracker.errors import Unavailable
from mygymtracker.postgres_address import PostgresAddress

WAIT_FOR_OTHER_RUN = "60s"
WAIT_FOR_TABLE = "5s"
LOCK_NOT_AVAILABLE = "55P03"


def run(connection: Connection) -> None:
    _one_run_at_a_time(connection)
    if context.config.attributes["naming"]:
        context.config.attributes["began"] = MigrationContext.configure(connection).get_current_heads()
        connection.rollback()
    context.configure(
        connection=connection,
        target_metadata=context.config.attributes["metadata"],
        # going back is all or nothing: a refusal at an older revision must not leave the newer ones undone
        transaction_per_migration=not context.config.attributes["going_back"],
        compare_type=True,
        compare_server_default=True,
        process_revision_directives=add_what_alembic_does_not_see,
        render_item=render_item,
        on_version_apply=_note,
    )
    with context.begin_transaction():
        context.run_migrations()


def _note(
    ctx: MigrationContext,  # noqa: ARG001 — Alembic's names
    step: MigrationInfo,
    heads: Collection[object],  # noqa: ARG001
    run_args: Mapping[str, object],  # noqa: ARG001
) -> None:
    context.config.attributes["moved"].append(step.up_revision_id)


def _one_run_at_a_time(connection: Connection) -> None:
    """Takes the lock for this connection's life; the wait for tables afterwards is short, so that a migration
    behind a long transaction gives up instead of stopping everyone who queues behind it."""
    connection.execute(text("SET search_path = public"))  # whatever the login's own is
    connection.execute(text(f"SET lock_timeout = '{WAIT_FOR_OTHER_RUN}'"))
    try:
        connection.execute(text(f"SELECT pg_advisory_lock({MIGRATION_LOCK})"))
    except DBAPIError as error:
        if getattr(error.orig, "sqlstate", None) != LOCK_NOT_AVAILABLE:
            raise
        raise Unavailable(
            f"Another migration has been running on this database for {WAIT_FOR_OTHER_RUN}; try again when it is done."
        ) from error
    connection.execute(text(f"SET lock_timeout = '{WAIT_FOR_TABLE}'"))
    connection.commit()


async def connect_and_run(address: PostgresAddress) -> None:
    engine = build_engine(address, working_role=None)
    try:
        async with engine.connect() as connection:
            await connection.run_sync(run)
    finally:
        await engine.dispose()


if context.is_offline_mode():
    raise Unavailable("Migrations look at the rows they change, so they cannot be written out as SQL (--sql).")
asyncio.run(connect_and_run(context.config.attributes["address"]))
