"""What a generated revision would throw away: it refuses instead, and names the rows, as those written by hand do."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from alembic.operations import ops
from alembic.operations.ops import MigrateOperation

from mygymtracker.database.catalogue import SCHEMA, Kind, ObjectKey, Snapshot

_INTEGERS: Final = ("smallint", "integer", "bigint")
#: Without an operator for equality.
_INCOMPARABLE: Final = ("json", "xml", "point")


class Refusal(MigrateOperation):
    """`refuse_rows(query, …)`; where `discard` is an option, not for whoever asked for that."""

    def __init__(self, query: str, *, reason: str, remedy: str, discard: bool = False) -> None:
        self.query = query
        self.reason = reason
        self.remedy = remedy
        self.discard = discard

    def to_diff_tuple(self) -> tuple[str, ...]:
        return ("refuse", self.query)


@dataclass(frozen=True, slots=True)
class _Column:
    """As the catalogue has it: `varchar(100) NOT NULL DEFAULT ''::character varying`."""

    name: str
    definition: str

    @property
    def type(self) -> str:
        return re.split(r" (?:COLLATE|NOT NULL|GENERATED|DEFAULT) ?", self.definition)[0]

    @property
    def is_computed(self) -> bool:
        return " GENERATED ALWAYS AS " in self.definition

    def says_something(self) -> str:
        """Of which rows, as a condition: those that say something else than every row does by itself."""
        _, has_default, default = self.definition.partition(" DEFAULT ")
        if not has_default:
            return f"{self.name} IS NOT NULL"
        cast = "::text" if self.type in _INCOMPARABLE else ""
        return f"{self.name}{cast} IS DISTINCT FROM ({default}){cast}"


def losses(
    operations: Iterable[MigrateOperation], *, old: Snapshot, new: Snapshot, going_back: bool
) -> Iterator[Refusal]:
    """Of Alembic's operations from `old` to `new` what they would drop or round: tables, columns, narrower types."""
    dropped: dict[str, list[_Column]] = {}
    for each in operations:
        match each:
            case ops.DropTableOp():
                yield _of_table(each.table_name, old, going_back=going_back)
            case ops.DropColumnOp():
                dropped.setdefault(each.table_name, []).append(_column(each.table_name, each.column_name, old))
            case ops.AlterColumnOp() if each.modify_type is not None:
                yield from _of_type(each.table_name, each.column_name, old=old, new=new)
    for table, columns in dropped.items():
        if stored := [column for column in columns if not column.is_computed]:
            yield _of_columns(table, stored, old, going_back=going_back)


def _of_table(table: str, old: Snapshot, *, going_back: bool) -> Refusal:
    return Refusal(
        _rows(table, old),
        reason=f"these rows of {table} would be dropped:",
        remedy="Run again with --discard to drop them."
        if going_back
        else "Copy them elsewhere, and delete them first.",
        discard=going_back,
    )


def _of_columns(table: str, columns: Sequence[_Column], old: Snapshot, *, going_back: bool) -> Refusal:
    columns = sorted(columns, key=lambda column: column.name)
    names = ", ".join(column.name for column in columns)
    reason = "the older schema has no place for" if going_back else "this schema has no place any more for"
    return Refusal(
        f"{_rows(table, old)} WHERE {' OR '.join(column.says_something() for column in columns)}",
        reason=f"{reason} what these rows of {table} say ({names}):",
        remedy="Keep the newer schema, or change these rows first."
        if going_back
        else "Copy it elsewhere, and change these rows first.",
    )


def _of_type(table: str, name: str, *, old: Snapshot, new: Snapshot) -> Iterator[Refusal]:
    """PostgreSQL rounds numbers and cuts times in silence. Types of our own are left to whoever reads the revision."""
    before, after = _column(table, name, old).type, _column(table, name, new).type
    if _holds_all_of(before, after) or f"{SCHEMA}." in before + after or before in _INCOMPARABLE:
        return
    yield Refusal(
        f"{_rows(table, old)} WHERE {name} IS DISTINCT FROM {name}::{after}::{before}",
        reason=f"these rows of {table} say more than a {after} can hold ({name}):",
        remedy="Change these rows first.",
    )


def _holds_all_of(narrow: str, wide: str) -> bool:
    if narrow in _INTEGERS and wide in _INTEGERS:
        return _INTEGERS.index(narrow) <= _INTEGERS.index(wide)
    base, limit = re.fullmatch(r"([^(]+)(?:\((.*)\))?.*", narrow), re.fullmatch(r"([^(]+)(?:\(([0-9]+)\))?", wide)
    if wide == "text":
        return True
    if base is None or limit is None or base[1] != limit[1]:
        return False
    return limit[2] is None or ((base[2] or "").isdigit() and int(base[2]) <= int(limit[2]))


def _rows(table: str, old: Snapshot) -> str:
    primary_key = old.get(next((key for key in old if key.kind is Kind.PRIMARY_KEY and key.table == table), _NOTHING))
    columns = re.sub(r"PRIMARY KEY \((.*)\)", r"\1", primary_key.definition).split(", ") if primary_key else []
    key = "id" if "id" in columns else f"concat_ws(', ', {', '.join(columns)})" if columns else "ctid"
    return f"SELECT '{table}', {key} FROM {SCHEMA}.{table}"


_NOTHING: Final = ObjectKey(Kind.PRIMARY_KEY, None, "")


def _column(table: str, name: str, snapshot: Snapshot) -> _Column:
    return _Column(name, snapshot[ObjectKey(Kind.COLUMN, table, name)].definition)
