"""What is shown of the log: changes told in sentences, and the rows of one of them before and after."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any, Final
from uuid import UUID

from msgspec import Meta, Struct

from mygymtracker.database.entities import IN_LOG, ChangedKind, RowOperation, Through
from mygymtracker.errors import NotFound

TABLES: Final = {ChangedKind(each.kind): each.table for each in IN_LOG}
KINDS: Final = {table: kind for kind, table in TABLES.items()}


class RowCount(Struct, frozen=True):
    """How many rows of a kind were made, changed or removed."""

    kind: ChangedKind
    operation: RowOperation
    rows: int


class ChangeSummary(Struct, frozen=True):
    """One thing that was done, in sentences."""

    change: Annotated[str, Meta(description="What it is called: its revision, with its part where there are several.")]
    revision: int
    part: int
    changed_at: datetime
    through: Annotated[Through, Meta(description="Through what it came; psql is whatever did not say.")]
    device: Annotated[str | None, Meta(description="What a device that synced calls itself.")]
    undoes: Annotated[
        str | None, Meta(description="What it took back, where it is an undo: 57, 57.2, or all from 57 on, 57-.")
    ]
    counts: list[RowCount]
    sentences: Annotated[list[str], Meta(description="What happened, at most 20, then how many more there are.")]


class ChangedThing(Struct, frozen=True):
    """One row of a change: what it was, and what the change made of it."""

    kind: ChangedKind
    row: Annotated[UUID, Meta(description="Its id; what is imported has that of its import.")]
    operation: RowOperation
    before: Annotated[dict[str, Any] | None, Meta(description="As it was, field by field; null where there was none.")]
    after: Annotated[
        dict[str, Any] | None,
        Meta(description="What it became then; null where it went, and for what an import keeps of its file."),
    ]


class ChangeKey(Struct, frozen=True, array_like=True):
    """Where a change stands among the newest."""

    revision: int
    part: int


class LineKey(Struct, frozen=True, array_like=True):
    """Where a row stands in its revision."""

    part: int
    ordinal: int


@dataclass(frozen=True, slots=True)
class ChangeName:
    """A change as people write it: 57, which is all of that revision, or 57.2."""

    revision: int
    part: int | None = None


_NAME: Final = re.compile(r"([0-9]{1,18})(?:\.([0-9]{1,4}))?", re.ASCII)


def read_change(text: str) -> ChangeName:
    """Raises NotFound for what can be no change's name, as for one that is not there."""
    match = _NAME.fullmatch(text.strip())
    if match is None:
        raise no_such_change()
    return ChangeName(int(match[1]), int(match[2]) if match[2] else None)


def no_such_change() -> NotFound:
    return NotFound("There is no such change, or it was so long ago that it was forgotten.")
