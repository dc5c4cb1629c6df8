"""The trash: what was deleted is in the log, and comes back from there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from mygymtracker.changes import lines
from mygymtracker.database.entities import RowOperation
from mygymtracker.database.row_reversal import Line, RowKey, go_back, required_parents, rows_there
from mygymtracker.database.row_upgrades import upgrade


async def bring_back(session: AsyncSession, table: str, row_id: UUID) -> list[RowKey]:
    """Brings a deleted row back, with what was deleted along with it, and those of its parents that are missing.

    The rows that came back; none where it is not in the trash: it is there, never was, was forgotten, or is somebody
    else's. Raises asyncpg's errors of a constraint, where its name was taken by another one since.
    """
    wanted = RowKey(table, row_id)
    deletion = (await session.execute(lines.last_line(table, row_id))).one_or_none()
    if deletion is None or deletion.operation != RowOperation.DELETE or await rows_there(session, [wanted]):
        return []
    back: list[RowKey] = []
    before = upgrade(table, deletion.schema, deletion.before or {})
    for parent, column in required_parents(table):
        back += await bring_back(session, parent, UUID(str(before[column])))
    if wanted in back:  # it went with its parent, and came back with it
        return back
    removed = (await session.execute(lines.lines_of_deletion(deletion.revision, deletion.part))).all()
    belonging = _belonging(wanted, _children(removed))
    missing = belonging - (await rows_there(session, belonging)).keys()
    coming = [
        Line(_key(line), line.revision, line.part, line.ordinal, existed=True, schema=line.schema)
        for line in removed
        if _key(line) in missing
    ]
    await go_back(session, coming, {})
    session.expire_all()
    return back + [line.key for line in coming]


def _children(removed: Sequence[lines.LineRow]) -> dict[RowKey, list[RowKey]]:
    """Of each row those that cannot be without it. An exercise is named by a workout, which does not belong to it."""
    children: dict[RowKey, list[RowKey]] = {}
    for line in removed:
        before = upgrade(line.table_name, line.schema, line.before)
        for parent, column in required_parents(line.table_name):
            if parent != "exercises":
                children.setdefault(RowKey(parent, UUID(before[column])), []).append(_key(line))
    return children


def _belonging(wanted: RowKey, children: Mapping[RowKey, list[RowKey]]) -> set[RowKey]:
    """The row, its children, and theirs."""
    return {wanted}.union(*(_belonging(child, children) for child in children.get(wanted, [])))


def _key(line: lines.LineRow) -> RowKey:
    return RowKey(line.table_name, line.row_id)
