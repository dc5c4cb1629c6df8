"""The log as an older program would have left it: without columns that came since, or with other names for them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Final

from sqlalchemy import Column, text
from sqlalchemy.ext.asyncio import AsyncEngine
from sqlalchemy.sql.schema import CallableColumnDefault, ScalarElementColumnDefault

from mygymtracker.database import row_upgrades
from mygymtracker.database.change_triggers import Logged
from mygymtracker.database.entities import LOGGED, Base
from mygymtracker.database.row_upgrades import SCHEMA, steps_of

BEFORE: Final = SCHEMA - 1


def kept_columns(logged: Logged) -> list[Column[Any]]:
    """What the log keeps of a row of that table."""
    table = Base.metadata.tables[logged.table]
    kept = logged.rows.columns or [each.name for each in table.columns if not each.system]
    return [table.columns[name] for name in kept if name != logged.rows.owner]


def with_defaults(logged: Logged) -> list[Column[Any]]:
    """Those that could have been added to rows that are there: what they hold then is always the same."""
    constant = (ScalarElementColumnDefault, CallableColumnDefault)
    return [each for each in kept_columns(logged) if isinstance(each.default, constant) and each.name != "id"]


@contextmanager
def added_now(columns: Iterable[Column[Any]]) -> Iterator[None]:
    """Declares these columns as the ones that came since rows are kept, with the newest revision."""
    with _declared(columns, ()):
        yield


@contextmanager
def changed_now(*changes: row_upgrades.Step) -> Iterator[None]:
    """Declares this as all that became of columns since rows are kept."""
    with _declared((), changes):
        yield


@contextmanager
def _declared(columns: Iterable[Column[Any]], changes: tuple[row_upgrades.Step, ...]) -> Iterator[None]:
    """In place of what the program declares of columns that came or changed."""
    since = {column: column.info.pop("since") for column in _columns() if "since" in column.info}
    declared = row_upgrades.CHANGES
    row_upgrades.CHANGES = changes  # type: ignore[misc,assignment]  # a constant, but for what a later revision changes
    added = list(columns)
    for column in added:
        column.info["since"] = SCHEMA
    steps_of.cache_clear()
    try:
        yield
    finally:
        for column in added:
            del column.info["since"]
        for column, revision in since.items():
            column.info["since"] = revision
        row_upgrades.CHANGES = declared  # type: ignore[misc]  # as above
        steps_of.cache_clear()


def _columns() -> Iterator[Column[Any]]:
    for table in Base.metadata.tables.values():
        yield from table.columns


async def make_older(owner: AsyncEngine, columns: Mapping[str, Iterable[str]], *, prefix: str | None = None) -> None:
    """The lines of each table as the revision before the newest wrote them: these columns go, or get a prefix."""
    rename = text(
        "UPDATE changed_rows SET schema = :schema, before = (SELECT jsonb_object_agg("
        "  CASE WHEN field = ANY (:names) THEN :prefix || field ELSE field END, content)"
        "  FROM jsonb_each(before) AS fields (field, content))"
        " WHERE table_name = :table AND before IS NOT NULL"
    )
    remove = text(
        "UPDATE changed_rows SET schema = :schema, before = before - CAST(:names AS text[]) WHERE table_name = :table"
    )
    async with owner.begin() as connection:
        for table, names in columns.items():
            parameters = {"schema": BEFORE, "table": table, "names": list(names)}
            if prefix is None:
                await connection.execute(remove, parameters)
            else:
                await connection.execute(rename, parameters | {"prefix": prefix})


def by_table(columns: Iterable[Column[Any]]) -> dict[str, list[str]]:
    names: dict[str, list[str]] = {logged.table: [] for logged in LOGGED}
    for column in columns:
        names[column.table.name].append(column.name)
    return names
