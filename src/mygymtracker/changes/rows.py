"""What is read from the log: a change, a row of it, and what things are called."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from msgspec import Struct

from mygymtracker.database.entities import RowOperation, Through


class LineRow(Struct, frozen=True):
    """A row of a change, as it was and as it became: the text of JSON, None where it was not there or is unknown.

    What it was is written under `schema`; what it became stands beside the schema of that (`queries._became`).
    """

    table_name: str
    row_id: UUID
    operation: RowOperation
    schema: int
    before: str | None
    after: str | None


class PlacedLineRow(LineRow, frozen=True):
    """A row of a change, and where it stands in it."""

    part: int
    ordinal: int


class ChangeRow(Struct, frozen=True):
    """A change, and one of the rows that tell it. `alone` is whether its revision has no other part."""

    revision: int
    part: int
    changed_at: datetime
    through: Through
    device: str | None
    undoes: str | None
    alone: bool
    tally: list[tuple[str, RowOperation, int]] | None
    time_zone: str | None
    line: LineRow | None


class NameRow(Struct, frozen=True):
    """What a row of a table is called, and what else tells it."""

    table_name: str
    row_id: UUID
    name: str | None
    further: str | None
