"""What Alembic runs for every command. `mygymtracker migration …` and `mygymtracker alembic …` both lead here."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Mapping
from contextlib import AsyncExitStack

from alembic import context
from alembic.runtime.migration import MigrationContext, MigrationInfo
from sqlalchemy import Connection, event, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection

from mygymtracker.database.engine import build_engine
from mygymtracker.database.migrations.autogenerate import add_what_alembic_does_not_see, render_item
from mygymtracker.database.migrations.runner import MIGRATION_LOCK
from mygymtracker.errors import Unavailable
from mygymtracker.postgres_address import PostgresAddress

WAIT_FOR_OTHER_RUN = "60s"
WAIT_FOR_TABLE = "5s"
LOCK_NOT_AVAILABLE = "55P03"
#: Of each transaction, never of the session, which a pooler gives to somebody else. The path is ours whatever the
#: login's own is. The wait is short, so that a migration behind a long transaction gives up instead of stopping
#: everyone who queues behind it.
#: On a coordinator of Citus the other nodes learn of the schema from `db distribute`, and of what changes afterwards.
SETTINGS = f"""
SELECT set_config('search_path', 'public', true), set_config('lock_timeout', '{WAIT_FOR_TABLE}', true),
  CASE WHEN to_regclass('pg_catalog.pg_dist_partition') IS NOT NULL
    AND to_regprocedure('public.set_here(text, text)') IS NULL
  THEN set_config('citus.enable_ddl_propagation', 'off', true) END
"""


def run(connection: Connection) -> None:
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


def _settle(connection: Connection) -> None:
    cursor = connection.connection.cursor()
    cursor.execute(SETTINGS)
    cursor.close()


async def _wait_for_other_run(guard: AsyncConnection) -> None:
    """Takes the lock for the life of the guard's transaction, which does nothing else."""
    await guard.execute(text(f"SET LOCAL lock_timeout = '{WAIT_FOR_OTHER_RUN}'"))
    await guard.execute(text("SET LOCAL idle_in_transaction_session_timeout = 0"))
    try:
        await guard.execute(text(f"SELECT pg_advisory_xact_lock({MIGRATION_LOCK})"))
    except DBAPIError as error:
        if getattr(error.orig, "sqlstate", None) != LOCK_NOT_AVAILABLE:
            raise
        raise Unavailable(
            f"Another migration has been running on this database for {WAIT_FOR_OTHER_RUN}; try again when it is done."
        ) from error


async def connect_and_run(address: PostgresAddress) -> None:
    """Looking takes no lock. A run of several transactions has its lock from one beside them, by which all wait."""
    engine = build_engine(address, working_role=None)
    event.listen(engine.sync_engine, "begin", _settle)
    try:
        async with AsyncExitStack() as stack:
            if not context.config.attributes["looking"]:
                await _wait_for_other_run(await stack.enter_async_context(engine.connect()))
            connection = await stack.enter_async_context(engine.connect())
            await connection.run_sync(run)
    finally:
        await engine.dispose()


if context.is_offline_mode():
    raise Unavailable("Migrations look at the rows they change, so they cannot be written out as SQL (--sql).")
asyncio.run(connect_and_run(context.config.attributes["address"]))
