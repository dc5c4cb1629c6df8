"""What the log holds, and what rows are, read as the owner of the tables, whom row security does not bind.

And ways to have something noted, as the person.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from decimal import Decimal
from typing import Final
from uuid import UUID

from sqlalchemy import String, Table, insert, text
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from mygymtracker.database.change_triggers import Logged
from mygymtracker.database.columns import new_id
from mygymtracker.database.entities import LOGGED, Base, BodyMeasurement, BodyPart, BodyUnit
from tests.factories import MONDAY
from tests.isolation.matrix import Belongings

BY_TABLE: Final = {logged.table: logged for logged in LOGGED}
#: How a row is changed where another text in its first field of text will not do.
_OTHERWISE: Final = {
    "users": "unit = 'lb'",
    "exercises": "name = 'Another name'",
    "exercise_merges": "undone_at = now()",
    "body_measurements": "amount = 82.40",
    "imports": "file_name = 'another.csv'",
    "imported_workouts": "content_digest = '\\x02'",
    "imported_rows": "text = 'Another text'",
}


def _change_of(logged: Logged) -> str:
    """How a row of a table is changed, as SQL sets it. Raises ValueError where that is not known."""
    if logged.table in _OTHERWISE:
        return _OTHERWISE[logged.table]
    texts = [each.name for each in Base.metadata.tables[logged.table].columns if type(each.type) is String]
    if not texts:
        raise ValueError(f"{logged.table} has no text: say in _OTHERWISE how a row of it is changed")
    return f"{texts[0]} = 'Another text'"


CHANGES: Final = {logged.table: _change_of(logged) for logged in LOGGED if "UPDATE" in logged.events}


@dataclass(frozen=True, slots=True)
class Noted:
    """One row of the log. `before` is JSON text, in which 82.4 and 82.40 differ."""

    place: tuple[int, int, int]
    table: str
    row_id: UUID
    operation: str
    before: str | None


@dataclass(frozen=True, slots=True)
class Header:
    """One change, without when it happened."""

    place: tuple[int, int]
    through: str
    device: str | None = None
    operation_id: UUID | None = None
    undoes: str | None = None


async def noted(owner: AsyncEngine, user_id: UUID, *, after: int = 0) -> list[Noted]:
    """What happened to a person's rows after a revision, in order."""
    query = text(
        "SELECT revision, part, ordinal, table_name, row_id, operation::text, before::text FROM changed_rows"
        " WHERE user_id = :user_id AND revision > :after ORDER BY revision, part, ordinal"
    )
    async with owner.connect() as connection:
        rows = await connection.execute(query, {"user_id": user_id, "after": after})
    return [Noted((each[0], each[1], each[2]), *each[3:]) for each in rows]


async def in_short(owner: AsyncEngine, user_id: UUID, *, after: int = 0) -> list[tuple[str, str, UUID]]:
    """As `noted`: operation, table and key alone."""
    return [(each.operation, each.table, each.row_id) for each in await noted(owner, user_id, after=after)]


async def headers(owner: AsyncEngine, user_id: UUID, *, after: int = 0) -> list[Header]:
    query = text(
        "SELECT revision, part, through::text, device, operation_id, undoes FROM changes"
        " WHERE user_id = :user_id AND revision > :after ORDER BY revision, part"
    )
    async with owner.connect() as connection:
        rows = await connection.execute(query, {"user_id": user_id, "after": after})
    return [Header((each[0], each[1]), *each[2:]) for each in rows]


async def counter(owner: AsyncEngine, user_id: UUID) -> int:
    """The person's revision; 0 where there is none yet."""
    query = text("SELECT revision FROM change_counters WHERE user_id = :user_id")
    async with owner.connect() as connection:
        return int(await connection.scalar(query, {"user_id": user_id}) or 0)


def table_of(logged: Logged) -> Table:
    return Base.metadata.tables[logged.table]


def this(table: Table, row: dict[str, object]) -> tuple[str, dict[str, object]]:
    """The condition that finds a row by its whole key."""
    key = {column.name: row[column.name] for column in table.primary_key}
    return " AND ".join(f"there.{name} = :{name}" for name in key), key


async def as_kept(session: AsyncSession, table: Table, row: dict[str, object]) -> str:
    """The row as the log must keep it: all columns but the owner, or those that are looked at, as JSON text."""
    rows = BY_TABLE[table.name].rows
    condition, key = this(table, row)
    kept = f"to_jsonb(there) - '{rows.owner}'"
    if rows.columns:
        kept = (
            "(SELECT jsonb_object_agg(field, content) FROM jsonb_each(to_jsonb(there)) AS fields (field, content)"
            f" WHERE field = ANY ('{{{','.join(rows.columns)}}}'))"
        )
    await session.execute(text("SET LOCAL timezone = 'UTC'"))
    found = await session.execute(text(f"SELECT ({kept})::text FROM {table.name} AS there WHERE {condition}"), key)
    await session.execute(text("SET LOCAL timezone = 'Asia/Tokyo'"))
    return str(found.scalar_one())


def fields(before: str | None) -> dict[str, object]:
    """What is kept of a row, decoded."""
    decoded = json.loads(before or "{}")
    assert isinstance(decoded, dict)
    return decoded


# ---------------------------------------------------------------------------------------------- to have something noted


async def add(session: AsyncSession, logged: Logged, ann: Belongings) -> dict[str, object]:
    """A row that nothing refers to; of people the one that there is."""
    if logged.table == "users":
        return ann.rows["users"]
    table = table_of(logged)
    columns = [column for column in table.columns if not column.system]
    made = await (await session.connection()).execute(insert(table).values(ann.another(table)).returning(*columns))
    return dict(made.mappings().one())


async def measure(session: AsyncSession, person_id: UUID, amount: str = "82.4") -> UUID:
    """Notes a body weight in a statement of its own."""
    row_id = new_id()
    content = {"part": BodyPart.BODY_WEIGHT, "amount": Decimal(amount), "unit": BodyUnit.KG, "measured_at": MONDAY}
    session.add(BodyMeasurement(user_id=person_id, id=row_id, **content))
    await session.flush()
    return row_id


async def changed(session: AsyncSession, row_id: UUID, change: str) -> None:
    await session.execute(text(f"UPDATE body_measurements SET {change} WHERE id = :id"), {"id": row_id})


async def label(session: AsyncSession, **settings: object) -> None:
    for name, value in settings.items():
        await session.execute(
            text("SELECT set_config('app.' || :name, :value, true)"), {"name": name, "value": str(value)}
        )
