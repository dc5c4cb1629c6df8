# ruff: noqa: S608 — put together from the names of the schema
"""Rows go back to what the change log says they were, all at once.

One statement for all tables: keys are looked at when a statement ends, so that a plan and the workouts that name it, or
an exercise of a workout and the sets that share its key, come back in any order. Every part of it names the owner.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Final
from uuid import UUID

import asyncpg
import msgspec
from sqlalchemy import Dialect, ForeignKeyConstraint, Table
from sqlalchemy.dialects import postgresql
from sqlalchemy.ext.asyncio import AsyncSession

from mygymtracker.database.change_triggers import Logged
from mygymtracker.database.driver import driver_of
from mygymtracker.database.entities import LOGGED, Base
from mygymtracker.database.many_rows import AS_USUAL, FOR_MANY
from mygymtracker.database.row_upgrades import is_current, upgrade
from mygymtracker.database.transaction import OWNER, transaction_of

_DIALECT: Final[Dialect] = postgresql.dialect()  # type: ignore[no-untyped-call]  # SQLAlchemy has not typed it yet
_LOGGED: Final = {logged.table: logged for logged in LOGGED}


#: Numbers stay numbers, with the digits that they were typed with.
_JSON: Final = msgspec.json.Encoder(decimal_format="number")
_ROW: Final = msgspec.json.Decoder(dict[str, object], float_hook=Decimal)
_MANY: Final = 200
#: Each of them would be looked for by itself.
_HASHED: Final = "SET LOCAL enable_nestloop = off"
_AS_USUAL: Final = "SET LOCAL enable_nestloop TO DEFAULT"


@dataclass(frozen=True, slots=True)
class RowKey:
    """A row as the log names it; of what came with an import, the import."""

    table: str
    row_id: UUID


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the log, whether the row that it is about was there before, and the schema it was written under."""

    key: RowKey
    revision: int
    part: int
    ordinal: int
    existed: bool
    schema: int

    @property
    def place(self) -> tuple[int, int, int]:
        return self.revision, self.part, self.ordinal


Fields = Mapping[str, object]


async def go_back(session: AsyncSession, lines: Sequence[Line], patches: Mapping[RowKey, Fields]) -> int:
    """Makes rows what they were before the given lines of the log; how many there were to make so.

    What was not there goes, what is gone comes back, what is there is changed. Of the rows of `patches` only these
    fields are changed. A reference to something that is gone comes back empty where it may be. What was written under
    an older schema comes back as rows are today. Raises asyncpg's errors of a constraint: a parent that is gone, a name
    that is taken.
    """
    tables = tuple(table for table in _LOGGED if any(key.table == table for key in _keys(lines, patches)))
    if not tables:
        return 0
    driver = await _driver(session)
    upgraded = await _upgraded(session, lines)
    apart = transaction_of(session).is_distributed
    many = len(lines) > _MANY and not apart  # a cluster plans no statement without its values
    if many:
        await driver.execute(f"{FOR_MANY}; {_HASHED}")
    count = int(
        await driver.fetchval(
            _statement(tables, apart=apart),
            session.info[OWNER],
            [line.key.table for line in lines],
            [line.key.row_id for line in lines],
            [line.revision for line in lines],
            [line.part for line in lines],
            [line.ordinal for line in lines],
            [line.existed for line in lines],
            [upgraded.get(line.place) for line in lines],
            [key.table for key in patches],
            [key.row_id for key in patches],
            [_JSON.encode(fields).decode() for fields in patches.values()],
        )
    )
    if many:
        await driver.execute(f"{_AS_USUAL}; {AS_USUAL}")
    return count


async def _upgraded(session: AsyncSession, lines: Iterable[Line]) -> dict[tuple[int, int, int], str]:
    """What rows were, as JSON, of those lines whose own JSON is of an older schema; by their places."""
    older = {line.place: line for line in lines if line.existed and not is_current(line.key.table, line.schema)}
    if not older:
        return {}
    records = await (await _driver(session)).fetch(
        _KEPT, session.info[OWNER], *([place[each] for place in older] for each in range(3))
    )
    rows = {(revision, part, ordinal): read_fields(before) for revision, part, ordinal, before in records}
    return {
        place: _JSON.encode(upgrade(line.key.table, line.schema, rows[place])).decode() for place, line in older.items()
    }


async def find_reference(session: AsyncSession, gone: Collection[RowKey], known: Collection[RowKey]) -> RowKey | None:
    """A row that refers to one of `gone` and is not among `known`: it would lose what it refers to."""
    for table in {key.table for key in gone}:
        ids = [key.row_id for key in gone if key.table == table]
        for child, column in _references(table):
            others = [key.row_id for key in known if key.table == child]
            child_id = await (await _driver(session)).fetchval(
                f"SELECT child.id FROM public.{child} AS child "
                f"WHERE child.{_owner(child)} = $1 AND child.{column} = ANY ($2::uuid[]) "
                "AND child.id <> ALL ($3::uuid[]) LIMIT 1",
                session.info[OWNER],
                ids,
                others,
            )
            if child_id is not None:
                return RowKey(child, child_id)
    return None


async def rows_there(session: AsyncSession, keys: Collection[RowKey]) -> dict[RowKey, Fields]:
    """The rows that there are, as the log would keep them. Not for what came with an import."""
    rows_now: dict[RowKey, Fields] = {}
    for table in {key.table for key in keys}:
        rows = _LOGGED[table].rows
        records = await (await _driver(session)).fetch(
            f"SELECT there.id, ({rows.row('there')})::text FROM public.{table} AS there "
            f"WHERE there.{rows.owner} = $1 AND there.id = ANY ($2::uuid[])",
            session.info[OWNER],
            [key.row_id for key in keys if key.table == table],
        )
        rows_now |= {RowKey(table, row_id): read_fields(row) for row_id, row in records}
    return rows_now


def read_fields(row: str) -> Fields:
    """A row of the log from its JSON. Numbers are as they were typed: what is compared and written back is no float."""
    return _ROW.decode(row)


async def _driver(session: AsyncSession) -> asyncpg.Connection[asyncpg.Record]:
    """Asking the session for its connection begins a savepoint where one is due."""
    await session.connection()
    return driver_of(session)


def required_parents(table: str) -> list[tuple[str, str]]:
    """What a row cannot be without: the table, and the column that holds its id."""
    return [
        (key.referred_table.name, column)
        for key, column in _foreign_keys(table)
        if not _table(table).columns[column].nullable
    ]


def _keys(lines: Iterable[Line], patches: Mapping[RowKey, Fields]) -> list[RowKey]:
    return [*(line.key for line in lines), *patches]


def _table(name: str) -> Table:
    return Base.metadata.tables[name]


def _owner(name: str) -> str:
    return _LOGGED[name].rows.owner


def _foreign_keys(table: str) -> list[tuple[ForeignKeyConstraint, str]]:
    """To other logged tables: the key, and the column that holds the other's id."""
    return [
        (key, next(element.parent.name for element in key.elements if element.column.name == "id"))
        for key in sorted(_table(table).foreign_key_constraints, key=lambda key: str(key.name))
        if key.referred_table.name in _LOGGED and key.referred_table.name != "users"
    ]


def _references(parent: str) -> list[tuple[str, str]]:
    """Which columns refer to a table, but for what comes and goes with an import."""
    return [
        (table, column)
        for table, logged in _LOGGED.items()
        for key, column in _foreign_keys(table)
        if key.referred_table.name == parent and logged.rows.are_named
    ]


# ------------------------------------------------------------------------------------------------------- the statement


@cache
def _statement(tables: tuple[str, ...], *, apart: bool) -> str:
    """`apart` is where the parts are run one after the other, and see what those before have done.

    Then no row comes or goes before what it hangs on, and what came is not changed once more.
    """
    parts = [part for table in tables for part in _parts(_LOGGED[table], apart=apart)]
    if apart:
        came, changed, went = ([part for part in parts if part[0].startswith(f"{what}_")] for what in _ORDER)
        parts = [*came, *changed, *reversed(went)]
    counted = " + ".join(f"(SELECT count(*) FROM {name})" for name, _ in parts)
    return _WANTED + "".join(f", {name} AS ({statement})" for name, statement in parts) + f"\nSELECT {counted}"


_ORDER: Final = ("came", "changed", "went")
_KEPT: Final = """
SELECT logged.revision, logged.part, logged.ordinal, logged.before::text
FROM unnest($2::bigint[], $3::smallint[], $4::integer[]) AS line (revision, part, ordinal)
JOIN public.changed_rows AS logged
  ON logged.user_id = $1 AND logged.revision = line.revision AND logged.part = line.part
  AND logged.ordinal = line.ordinal
WHERE logged.before IS NOT NULL"""
_WANTED: Final = """
WITH wanted AS MATERIALIZED (
  SELECT line.table_name, line.row_id, line.existed, coalesce(line.upgraded::jsonb, logged.before) AS before
  FROM unnest($2::text[], $3::uuid[], $4::bigint[], $5::smallint[], $6::integer[], $7::boolean[], $8::text[])
    AS line (table_name, row_id, revision, part, ordinal, existed, upgraded)
  JOIN public.changed_rows AS logged
    ON logged.user_id = $1 AND logged.revision = line.revision AND logged.part = line.part
    AND logged.ordinal = line.ordinal
  UNION ALL
  SELECT patch.table_name, patch.row_id, true, patch.fields::jsonb
  FROM unnest($9::text[], $10::uuid[], $11::text[]) AS patch (table_name, row_id, fields)
)"""


def _parts(logged: Logged, *, apart: bool) -> list[tuple[str, str]]:
    """Name and statement of what is done with one table. What came with an import goes with it, not by itself."""
    rows = logged.rows
    comes = "DELETE" in logged.events
    parts = [(f"changed_{logged.table}", _change(logged, but_what_came=apart and comes))]
    if comes:
        parts.append((f"came_{logged.table}", _come(logged)))
        if rows.are_named:
            parts.append((f"went_{logged.table}", _go(logged)))
    return parts


def _change(logged: Logged, *, but_what_came: bool) -> str:
    """What the log does not name of a row stays as it is."""
    columns = _columns(logged)
    those = ", ".join(f"there.{name}" for name in _identity(logged))
    others = f"AND ({those}) NOT IN (SELECT * FROM came_{logged.table})" if but_what_came else ""
    return f"""
UPDATE public.{logged.table} AS there SET ({", ".join(columns)}) = (
  SELECT {", ".join(f"became.{name}" for name in columns)}
  FROM jsonb_populate_record(there, wanted.before) AS became
)
FROM wanted
WHERE wanted.table_name = '{logged.table}' AND wanted.existed AND {_same(logged)} {others}
RETURNING 1"""


def _go(logged: Logged) -> str:
    return f"""
DELETE FROM public.{logged.table} AS there USING wanted
WHERE wanted.table_name = '{logged.table}' AND NOT wanted.existed AND {_same(logged)}
RETURNING 1"""


def _come(logged: Logged) -> str:
    table, columns = logged.table, _columns(logged)
    values = {name: f"came.{name}" for name in columns}
    for parent, column in _letting_go(table):
        there = f"SELECT FROM public.{parent} AS parent WHERE parent.{_owner(parent)} = $1"
        values[column] = (
            f"CASE WHEN came.{column} IN ({_coming(parent)}) OR EXISTS ({there} AND parent.id = came.{column}) "
            f"THEN came.{column} END"
        )
    if table == "exercise_sets":  # its exercise may have been substituted since
        values["exercise_id"] = f"""CASE WHEN came.session_exercise_id IN ({_coming("session_exercises")})
    THEN came.exercise_id
    ELSE coalesce((
      SELECT parent.exercise_id FROM public.session_exercises AS parent
      WHERE parent.user_id = $1 AND parent.id = came.session_exercise_id
    ), came.exercise_id) END"""
    return f"""
INSERT INTO public.{table} ({logged.rows.owner}, {", ".join(columns)})
SELECT $1, {", ".join(values.values())}
FROM wanted
CROSS JOIN LATERAL jsonb_populate_record(NULL::public.{table}, wanted.before) AS came
WHERE wanted.table_name = '{table}' AND wanted.existed
  AND NOT EXISTS (SELECT FROM public.{table} AS there WHERE {_same(logged)})
RETURNING {", ".join(_identity(logged))}"""


def _coming(table: str) -> str:
    """The rows that come back by the same statement. Not correlated, so that they are looked up in a hash."""
    return f"SELECT other.row_id FROM wanted AS other WHERE other.table_name = '{table}' AND other.existed"


def _letting_go(table: str) -> list[tuple[str, str]]:
    """What a row can be without: the table, and the column that becomes empty when what it names is gone."""
    return [
        (key.referred_table.name, column)
        for key, column in _foreign_keys(table)
        if (key.ondelete or "").startswith("SET NULL")
    ]


def _columns(logged: Logged) -> list[str]:
    """All that can be written but the owner."""
    return list(logged.rows.columns) or [
        column.name
        for column in _table(logged.table).columns
        if not column.system and column.computed is None and column.name != logged.rows.owner
    ]


def _identity(logged: Logged) -> list[str]:
    return [name for name in logged.rows.identity if name != "user_id"]


def _same(logged: Logged) -> str:
    """What tells that the row `there` is the wanted one."""
    same = [f"there.{name} = {_wanted(logged.table, name)}" for name in _identity(logged)]
    return " AND ".join([f"there.{logged.rows.owner} = $1", *same])


def _wanted(table: str, name: str) -> str:
    if name == "id":
        return "wanted.row_id"
    kind = _table(table).columns[name].type.compile(_DIALECT)
    return f"(wanted.before ->> '{name}')::{kind}"
