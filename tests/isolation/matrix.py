"""What a person owns, read from the mappers: a new table is covered by every test here on the day it is made."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable, Mapping
from contextlib import asynccontextmanager
from datetime import date, datetime
from decimal import Decimal
from itertools import count
from typing import Final
from uuid import UUID

import pytest
from sqlalchemy import Column, Enum, ForeignKeyConstraint, String, Table, insert, text
from sqlalchemy.ext.asyncio import AsyncSession

from mygymtracker.database.columns import new_id
from mygymtracker.database.entities import Base
from mygymtracker.database.row_security import Policy, declared
from mygymtracker.database.transaction import Database
from tests.factories import MONDAY

Row = Mapping[str, object]

#: The one exercise that is everybody's.
SHARED_EXERCISE: Final = UUID("019caf70-6140-7000-8000-0000000000e1")
#: Where a value made from the column's type alone, or the person's own row, would break a CHECK.
VALUES: Final[dict[str, dict[str, object]]] = {
    "imports": {"rows_in": 4},
    "body_measurements": {"part": "body_weight", "unit": "kg"},
    # undone, because an exercise can be merged only once at a time
    "exercise_merges": {"into_exercise_id": SHARED_EXERCISE, "undone_at": MONDAY},
}

_numbers = count(1)
_BY_TYPE: Final[dict[type, Callable[[], object]]] = {
    UUID: new_id,
    int: lambda: 1,
    Decimal: lambda: Decimal(1),
    datetime: lambda: MONDAY,
    date: MONDAY.date,
    bytes: lambda: new_id().bytes,
    bool: lambda: True,
    object: dict,  # JSON
}

ENTITIES: Final[dict[str, type[Base]]] = {
    table.name: mapper.class_ for mapper in Base.registry.mappers if isinstance(table := mapper.local_table, Table)
}
_POLICIES: Final = [known for known in declared(Base.metadata).others if isinstance(known, Policy)]
#: In the order in which rows can be made.
ROW_SECURED: Final = [
    table for table in Base.metadata.sorted_tables if table.name in {policy.table for policy in _POLICIES}
]
_WRITTEN: Final = {policy.table for policy in _POLICIES if policy.role == "PUBLIC" and policy.command != "SELECT"}
OWNED: Final = [table for table in ROW_SECURED if table.name in _WRITTEN]
#: What is kept about a person's rows, which the person can read and nobody but the triggers write.
LOG: Final = [
    table
    for table in ROW_SECURED
    if table not in OWNED and table.name in {policy.table for policy in _POLICIES if policy.role == "PUBLIC"}
]
OWNER_COLUMN: Final = {"users": "id", "exercises": "owner_id"}


def owner_column(table: Table) -> str:
    return OWNER_COLUMN.get(table.name, "user_id")


def owners_in(table: Table) -> str:
    """Asks whose rows can be seen; a shared exercise is nobody's."""
    owner = owner_column(table)
    return f"SELECT {owner} FROM public.{table.name} WHERE {owner} IS NOT NULL"


def columns_of(table: Table) -> list[Column[object]]:
    """Those that hold something; PostgreSQL's own (xmin) are not among them."""
    return [column for column in table.columns if not column.system]


def references_between_owned() -> list[tuple[Table, ForeignKeyConstraint]]:
    """Every foreign key of an owned table to another owned one; who a row belongs to is not such a reference."""
    return [
        (table, key)
        for table in OWNED
        for key in sorted(table.foreign_key_constraints, key=lambda key: list(key.column_keys))
        if key.referred_table.name != "users" and key.referred_table in OWNED
    ]


class Belongings:
    """One row of every owned table, belonging to one person."""

    def __init__(self, user_id: UUID) -> None:
        self.user_id = user_id
        self.rows: dict[str, dict[str, object]] = {}

    def another(self, table: Table, **values: object) -> dict[str, object]:
        """A row like the one there is, under the same parents, with a key of its own."""
        row = self._references(table)
        for column in columns_of(table):
            if column.name not in row and (column.primary_key or _must_be_given(column)):
                row[column.name] = _value(column)
        row |= VALUES.get(table.name, {})
        return row | values

    def _references(self, table: Table) -> dict[str, object]:
        row: dict[str, object] = {}
        if table.name != "users":
            row[owner_column(table)] = self.user_id
        for key in table.foreign_key_constraints:
            if key.referred_table is not table:  # no row refers to one like itself
                row |= reference(key, self.rows[key.referred_table.name])
        return row


def reference(key: ForeignKeyConstraint, parent: Row) -> dict[str, object]:
    """What a row holds that refers to `parent` by `key`."""
    return {element.parent.name: parent[element.column.name] for element in key.elements}


def _must_be_given(column: Column[object]) -> bool:
    return not (column.nullable or column.default or column.server_default)


def _value(column: Column[object]) -> object:
    if isinstance(column.type, Enum):
        return column.type.enums[0]
    if isinstance(column.type, String):
        return new_id().hex[-(column.type.length or 32) :]
    wanted = column.type.python_type
    if wanted is int and column.primary_key:
        return next(_numbers)
    if wanted is datetime and column.type.timezone is False:  # type: ignore[attr-defined]
        return MONDAY.replace(tzinfo=None)
    return _BY_TYPE[wanted]()


async def settle(database: Database) -> Belongings:
    """Someone who has one row of everything, made as that person through the working role."""
    owner = Belongings(new_id())
    for table in OWNED:
        try:
            row = owner.another(table, **({"id": owner.user_id} if table.name == "users" else {}))
            async with database.acting_as(owner.user_id) as session:
                made = await session.execute(insert(table).values(row).returning(*columns_of(table)))
                owner.rows[table.name] = dict(made.mappings().one())
        except Exception as error:
            pytest.fail(
                f"no row of {table.name} could be made, so nothing shows that it is isolated; say what its "
                f"columns must hold in VALUES of tests/isolation/matrix.py: {error}"
            )
    async with database.acting_as(owner.user_id) as session:  # triggers write the rest of the log
        await session.execute(text("SELECT note_processed_operations(ARRAY[gen_random_uuid()])"))
    return owner


@asynccontextmanager
async def rolled_back(database: Database, user_id: UUID | None) -> AsyncGenerator[AsyncSession]:
    """A transaction as somebody (None: nobody) that leaves nothing behind."""
    acting = database.acting_as_nobody() if user_id is None else database.acting_as(user_id)
    async with acting as session:
        yield session
        await session.rollback()


def sqlstate(error: BaseException) -> str:
    """PostgreSQL's code for what went wrong: 42501 is a policy or a privilege, 23503 a foreign key."""
    return str(getattr(getattr(error, "orig", error), "sqlstate", ""))
