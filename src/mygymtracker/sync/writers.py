"""What it takes to write the rows of one kind: what can be said of them, and the operations that do it.

They are the operations of the REST API; here stands what devices say differently.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

import msgspec
from sqlalchemy.ext.asyncio import AsyncSession

from mygymtracker.contents import Content, unknown_field
from mygymtracker.errors import Invalid
from mygymtracker.sync.rows import BY_KIND, Kind

#: What was sent of a row, as JSON.
Sent = Mapping[str, Any]
#: A row as the log keeps it, as JSON.
Kept = Mapping[str, object]


class Create(Protocol):
    """Makes a row. False where it was made before."""

    async def __call__(self, session: AsyncSession, row_id: UUID, sent: Sent, /, *, now: datetime) -> bool: ...


class Patch(Protocol):
    """Changes what was sent of a row, and nothing else."""

    async def __call__(self, session: AsyncSession, row_id: UUID, sent: Sent, /, *, now: datetime) -> None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Writer:
    """How rows of a kind are written. All verbs raise what the REST API answers.

    `content_class` has the fields that can be sent; `fixed` ones are said when the row is made, and never change.
    `renamed` are those that the log keeps under other names. Fields that name other rows name the table of these:
    `needs` are brought back from the trash where they are in it, and without `lets_go` a row can be. `orders` say how a
    row is to be made, and no row has them.
    """

    kind: Kind
    content_class: type[Content]
    create: Create
    patch: Patch
    delete: Callable[[AsyncSession, UUID], Awaitable[None]]
    fixed: frozenset[str] = frozenset()
    needs: Mapping[str, str] = field(default_factory=dict)
    lets_go: Mapping[str, str] = field(default_factory=dict)
    renamed: Mapping[str, Callable[[Kept], object]] = field(default_factory=dict)
    orders: frozenset[str] = frozenset()

    @property
    def beginnings(self) -> frozenset[str]:
        """Fields that say what a row is made from, and are heeded once: when it is made."""
        return (self.fixed & self.lets_go.keys()) | self.orders

    @property
    def table(self) -> str:
        return BY_KIND[self.kind].table

    def refuse_unknown(self, sent: Sent) -> None:
        """Raises Invalid for a field that nobody can send."""
        for name, value in sent.items():
            if name not in self.content_class.__struct_fields__:
                raise unknown_field(name, value)

    def fields(self, row: Kept) -> dict[str, object]:
        """What a row says, of the types of `content_class`."""
        return {
            each.name: _typed(self.renamed[each.name](row) if each.name in self.renamed else row.get(each.name), each)
            for each in msgspec.structs.fields(self.content_class)
            if each.name not in self.orders
        }

    def content(self, row: Kept) -> Content | None:
        """None for a row that says what nobody could send today."""
        try:
            return self.content_class(**self.fields(row))
        except (Invalid, TypeError):
            return None


def _typed(value: object, into: msgspec.structs.FieldInfo) -> object:
    try:
        return msgspec.convert(value, into.type)
    except msgspec.ValidationError:
        return value


def given(sent: Sent) -> dict[str, Any]:
    """What was sent to make a row of: null is what a field is when it is left out."""
    return {name: value for name, value in sent.items() if value is not None}


def part_of(sent: Sent, *names: str) -> dict[str, Any]:
    return {name: sent[name] for name in names if name in sent}


def without(sent: Sent, *names: str) -> dict[str, Any]:
    return {name: value for name, value in sent.items() if name not in names}
