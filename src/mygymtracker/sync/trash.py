"""What is in the trash, and what was taken out of it for a moment."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from contextlib import suppress
from typing import Final
from uuid import UUID

import asyncpg
from sqlalchemy import ARRAY, Uuid, any_, bindparam, select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.ext.asyncio import AsyncSession

from mygymtracker.changes.lines import last_line
from mygymtracker.changes.trash_restore import bring_back
from mygymtracker.database.driver import fetch_rows
from mygymtracker.database.entities import ChangedRow, RowOperation
from mygymtracker.database.row_reversal import RowKey, rows_there
from mygymtracker.database.row_upgrades import upgrade
from mygymtracker.errors import Conflict, NotFound
from mygymtracker.sync import personal, plans, workouts
from mygymtracker.sync.rows import Kind
from mygymtracker.sync.writers import Kept, Writer

#: By kind, in the order in which rows are deleted: what others belong to before them, and what others name after them.
WRITERS: Final[dict[Kind, Writer]] = {
    writer.kind: writer for writer in (*plans.WRITERS, *workouts.WRITERS, *personal.WRITERS)
}

_LAST_OPERATIONS: Final = (
    select(ChangedRow.table_name, ChangedRow.row_id, ChangedRow.operation)
    .where(ChangedRow.row_id == any_(bindparam("row_ids", type_=ARRAY(Uuid()))))
    .ext(distinct_on(ChangedRow.table_name, ChangedRow.row_id))
    .order_by(
        ChangedRow.table_name,
        ChangedRow.row_id,
        ChangedRow.revision.desc(),
        ChangedRow.part.desc(),
        ChangedRow.ordinal.desc(),
    )
)


async def find_trashed(session: AsyncSession, row_ids: Collection[UUID]) -> set[RowKey]:
    """Those of these ids that were deleted."""
    if not row_ids:
        return set()
    last_operations = await fetch_rows(session, _LAST_OPERATIONS, {"row_ids": list(row_ids)})
    return {RowKey(table, row_id) for table, row_id, operation in last_operations if operation is RowOperation.DELETE}


async def before_deletion(session: AsyncSession, key: RowKey) -> Kept:
    """What a row in the trash was."""
    line = (await session.execute(last_line(key.table, key.row_id))).one()
    return upgrade(key.table, line.schema, line.before or {})


async def bring_back_for_now(session: AsyncSession, key: RowKey) -> list[RowKey]:
    """Brings a row back, as `bring_back`; nothing where something else has taken its name since."""
    try:
        async with session.begin_nested():
            return await bring_back(session, key.table, key.row_id)
    except asyncpg.IntegrityConstraintViolationError:
        return []


async def delete_again(session: AsyncSession, keys: Sequence[RowKey]) -> None:
    """Deletes what was brought back for a moment, in one change, so that it would come back together again."""
    for writer in WRITERS.values():
        for key in await rows_there(session, [key for key in keys if key.table == writer.table]):
            with suppress(NotFound, Conflict):  # it went along with another one, or came to be used
                await writer.delete(session, key.row_id)
