"""What a patch overwrites that somebody else has said since its device last knew the row."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import and_, select
from sqlalchemy.ext.asyncio import AsyncSession

from mygymtracker.database.entities import Change, ChangedRow, Through
from mygymtracker.database.row_upgrades import upgrade
from mygymtracker.sync.rows import RowKey, rows_now
from mygymtracker.sync.writers import Kept, Writer


async def find_lost(
    session: AsyncSession, writer: Writer, row_id: UUID, names: Collection[str], *, now: Kept, base: int, device: str
) -> dict[str, Any]:
    """The fields that got their present value after `base`, and not from this device, with that value as JSON.

    `now` is the row as the log would keep it.
    """
    lines = await _lines_since(session, writer.table, row_id, base)
    overwritten = _set_by_others(writer, lines, names, now=now, device=device)
    if not overwritten:
        return {}
    key = RowKey(writer.kind, row_id)
    fields = msgspec.json.decode((await rows_now(session, [key]))[key], type=dict[str, Any])
    return {name: fields[name] for name in overwritten}


#: What a row was before it was changed, through what it was, and on which device.
_Line = tuple[Kept | None, Through, str | None]


async def _lines_since(session: AsyncSession, table: str, row_id: UUID, base: int) -> list[_Line]:
    """From the newest."""
    query = (
        select(ChangedRow.before, ChangedRow.schema, Change.through, Change.device)
        .join(Change, and_(Change.revision == ChangedRow.revision, Change.part == ChangedRow.part))
        .where(ChangedRow.table_name == table, ChangedRow.row_id == row_id, ChangedRow.revision > base)
        .order_by(ChangedRow.revision.desc(), ChangedRow.part.desc(), ChangedRow.ordinal.desc())
    )
    return [
        (None if before is None else upgrade(table, schema, before), through, named)
        for before, schema, through, named in await session.execute(query)
    ]


def _set_by_others(writer: Writer, lines: list[_Line], names: Collection[str], *, now: Kept, device: str) -> list[str]:
    """Of each field the last line counts that changed it."""
    changed_by_others: list[str] = []
    undecided = set(names)
    after = writer.fields(now)
    for before, through, named in lines:
        fields_before: dict[str, object] = {} if before is None else writer.fields(before)
        changed = {name for name in undecided if name not in fields_before or fields_before[name] != after[name]}
        if not (through is Through.SYNC and named == device):
            changed_by_others += changed
        undecided -= changed
        if before is None:
            break
        after = fields_before
    return sorted(changed_by_others)
