"""Rows made by whoever sends them, under a key of their own: created once, changed with care, removed.

A phone that never saw our answer sends the same again, so a creation is known by a digest of what it said.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement, delete, inspect, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm.attributes import set_committed_value

from mygymtracker.contents import AnyContent, Content, digest, merge
from mygymtracker.database.columns import OwnedWithId, Versioned
from mygymtracker.database.transaction import transaction_of
from mygymtracker.errors import Changed, Conflict, NotFound

Entity = TypeVar("Entity", bound=OwnedWithId)
AnyRow = TypeVar("AnyRow", bound=Versioned)


def acting(session: AsyncSession) -> UUID:
    """Whose transaction this is."""
    user_id = transaction_of(session).owner
    assert isinstance(user_id, UUID)  # noqa: S101 — narrows what the session holds untyped
    return user_id


async def create(
    session: AsyncSession,
    entity: type[Entity],
    row_id: UUID,
    content: Content,
    values: Mapping[str, Any],
    *,
    content_of: Callable[[Entity], Content],
) -> bool:
    """Adds a row. False when this same request added it before, whatever has become of the row since.

    Raises Conflict, showing both, when the key was taken by another creation.
    """
    sent = digest(content)
    adding = (
        insert(entity)
        .values(user_id=acting(session), id=row_id, creation_digest=sent, **values)
        .on_conflict_do_nothing(index_elements=["user_id", "id"])
        .returning(entity.id)
    )
    if (await session.execute(adding)).scalar_one_or_none() is not None:
        return True
    known = (await session.execute(select(entity).where(entity.id == row_id))).scalar_one()
    if known.creation_digest == sent:  # type: ignore[attr-defined]  # every entity created so has one
        return False
    raise Conflict(
        f"The id {row_id} was used before, for something else. Send a new id, or change what is there with PATCH.",
        existing=content_of(known),
        sent=content,
    )


async def get_for_change(
    session: AsyncSession,
    entity: type[Entity],
    row_id: UUID,
    *,
    what: str,
    content_of: Callable[[Entity], Content],
    expected_version: int | None = None,
) -> Entity:
    """The row, locked until the transaction ends. `what` is what a person calls it.

    Raises NotFound, and Changed when it is another version than `expected_version` (None: any).
    """
    row = (await session.execute(select(entity).where(entity.id == row_id).with_for_update())).scalar_one_or_none()
    if row is None:
        raise NotFound(f"There is no such {what}.")
    refuse_other_version(row.version, expected_version, what=what, existing=content_of(row))
    return row


def refuse_other_version(version: int, expected: int | None, *, what: str, existing: Content) -> None:
    """Raises Changed, showing what is there, when it is another version than `expected` (None: any)."""
    if expected is not None and version != expected:
        raise Changed(
            f"This {what} was changed since you read it. Read it again, then decide what to send.", existing=existing
        )


def patched(row: Entity, patch: Mapping[str, object], content_of: Callable[[Entity], AnyContent]) -> AnyContent:
    """What the row would say with a merge patch. Raises Invalid."""
    return merge(content_of(row), patch)


async def change(session: AsyncSession, row: AnyRow, values: Mapping[str, Any]) -> AnyRow:
    """Gives columns of a row these values; its version and what the database computes come back with it."""
    entity = type(row)
    differing = {column: value for column, value in values.items() if getattr(row, column) != value}
    if not differing:
        return row
    if transaction_of(session).is_distributed:  # what is on every node may return nothing that it computes
        changing = update(entity).where(*_is(row)).values(differing)
        await session.execute(changing, execution_options={"synchronize_session": False})
        reading = select(entity).where(*_is(row)).execution_options(populate_existing=True)
        (await session.execute(reading)).scalar_one()
    else:
        changing = update(entity).where(*_is(row)).values(differing).returning(entity, entity.version)
        options = {"synchronize_session": False, "populate_existing": True}
        _, version = (await session.execute(changing, execution_options=options)).one()
        set_committed_value(row, "version", version)  # computed attributes do not come with the row
    return row


def _is(row: AnyRow) -> list[ColumnElement[bool]]:
    return [column == getattr(row, column.key) for column in inspect(type(row)).primary_key]


async def remove(session: AsyncSession, row: Entity) -> None:
    """Removes a row that `get_for_change` gave, with all that belongs to it."""
    entity = type(row)
    await session.execute(delete(entity).where(entity.id == row.id).execution_options(synchronize_session=False))
