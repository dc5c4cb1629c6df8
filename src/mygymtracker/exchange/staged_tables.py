"""Temporary tables that rows of an import go through on their way into the tables of a person.

What a temporary table looks like, and what goes on from it, is derived from the columns of the table it is for. This is
the one place with raw SQL on owned tables: each statement names the owner itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from typing import Any, Final

import msgspec
from sqlalchemy import Column, Enum, Numeric, String, Table, TextClause, text
from sqlalchemy.dialects import postgresql
from sqlalchemy.ext.asyncio import AsyncSession

from mygymtracker.database.columns import Base
from mygymtracker.database.driver import copy_rows
from mygymtracker.database.transaction import transaction_of

_DIALECT: Final = postgresql.dialect()  # type: ignore[no-untyped-call]  # SQLAlchemy has not typed it yet


@dataclass(frozen=True, slots=True)
class StagedTable:
    """A temporary table with some columns of an owned table. Numbers and enums are text in it, as COPY takes them fast.

    `constants` are columns that are equal in all rows, each with the SQL of its value.
    """

    name: str
    entity: type[Base]
    columns: tuple[str, ...]
    constants: Mapping[str, str] = field(default_factory=dict)

    @property
    def staged_columns(self) -> str:
        return ", ".join(f"{name} {_staged_type(self._owned.c[name])}" for name in self.columns)

    @property
    def creation(self) -> str:
        """The statement that makes it, for the time of a transaction."""
        return f"CREATE TEMP TABLE {self.name} ({self.staged_columns}) ON COMMIT DROP"

    def insertion(self, then: str = "") -> TextClause:
        """Adds its rows to the owned table of the person who is the parameter `user_id`; `then` is ON CONFLICT."""
        names = ", ".join(["user_id", *self.constants, *self.columns])
        constants = (
            f"({value})::{self._owned.c[name].type.compile(_DIALECT)}" for name, value in self.constants.items()
        )
        values = ", ".join([":user_id", *constants, *map(self._value, self.columns)])
        return text(f"INSERT INTO public.{self._owned.name} ({names}) SELECT {values} FROM pg_temp.{self.name} {then}")  # noqa: S608 — names of ours

    def update(self) -> TextClause:
        """Gives the rows of the owned table that have their ids their values, of the person who is `user_id`."""
        changes = ", ".join(f"{name} = {self._value(name, 'staged.')}" for name in self.columns if name != "id")
        return text(
            f"UPDATE public.{self._owned.name} AS there SET {changes} FROM pg_temp.{self.name} AS staged "  # noqa: S608 — names of ours
            "WHERE there.user_id = :user_id AND there.id = staged.id"
        )

    def deletion(self) -> TextClause:
        """Removes the rows of the owned table that have its ids, of the person who is the parameter `user_id`."""
        return text(
            f"DELETE FROM public.{self._owned.name} AS there USING pg_temp.{self.name} AS staged "  # noqa: S608 — names of ours
            "WHERE there.user_id = :user_id AND there.id = staged.id"
        )

    @property
    def _owned(self) -> Table:
        return self.entity.metadata.tables[self.entity.__tablename__]

    def _value(self, name: str, prefix: str = "") -> str:
        kind = self._owned.c[name].type
        match kind:
            case Numeric():
                return f"{prefix}{name}::numeric"
            case Enum():
                return f"{prefix}{name}::public.{kind.name}"
        return f"{prefix}{name}"


def _staged_type(column: Column[Any]) -> str:
    if isinstance(column.type, Numeric | Enum | String):
        return "text"
    return column.type.compile(dialect=_DIALECT)


def preparation(*tables: StagedTable) -> TextClause:
    """Makes the tables anew: a connection of a pool may have seen a table of the same name; whatever it is, it goes."""
    dropped = ", ".join(f"pg_temp.{table.name}" for table in tables)
    made = ";\n".join(table.creation for table in tables)
    return text(f"DO $$ BEGIN DROP TABLE IF EXISTS {dropped};\n{made}; END $$")


async def pass_through(
    session: AsyncSession,
    table: StagedTable,
    rows: Sequence[tuple[object, ...]],
    parameters: Mapping[str, object],
    *statements: TextClause,
) -> None:
    """COPYs rows into a temporary table and runs what takes them on; nothing where there are none.

    On a cluster they go along as JSON: no worker sees a temporary table.
    """
    if not rows:
        return
    if transaction_of(session).is_distributed:
        sent = {**parameters, "rows": _as_json(table.columns, rows)}
        for statement in statements:
            await session.execute(_on_the_shard(table.name, table.staged_columns, statement.text), sent)
        return
    await copy_rows(session, table.name, table.columns, rows)
    for statement in statements:
        await session.execute(statement, parameters)


@cache
def _on_the_shard(name: str, columns: str, statement: str) -> TextClause:
    """The statement with rows from JSON: one of a person's shard, because it joins what is there with her counter."""
    rows = f"jsonb_to_recordset((:rows)::jsonb) AS {{}} ({columns})"
    if statement.startswith("INSERT"):
        source = f"public.change_counters AS mine CROSS JOIN {rows.format(name)} WHERE mine.user_id = :user_id"
        statement = statement.replace("SELECT :user_id", "SELECT mine.user_id")
        return text(statement.replace(f"pg_temp.{name}", source))
    return text(statement.replace(f"pg_temp.{name} AS staged", rows.format("staged")))


def _as_json(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    return _JSON.encode([dict(zip(columns, row, strict=True)) for row in rows]).decode()


def _other(value: object) -> str:
    """A key of another class than Python's own."""
    return str(value)


_JSON: Final = msgspec.json.Encoder(enc_hook=_other)


def numbers_among(names: Iterable[str], entity: type[Base]) -> tuple[str, ...]:
    """The columns of a table whose values go through COPY `as_text`."""
    columns = entity.metadata.tables[entity.__tablename__].c
    return tuple(name for name in names if isinstance(columns[name].type, Numeric))


def as_text(numbers: Iterable[Decimal | None]) -> list[str | None]:
    """Numbers on their way through COPY: the driver takes twice as long for a number as for its text."""
    return [None if number is None else str(number) for number in numbers]


def staged(values: Iterable[object]) -> list[object]:
    """Values of any kind on their way through COPY; numbers among them `as_text`."""
    return [str(value) if isinstance(value, Decimal) else value for value in values]
