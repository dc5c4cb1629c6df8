"""What all tables share: the naming convention, the column types, and what it means to be owned."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, NoReturn
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    DateTime,
    Enum,
    LargeBinary,
    MetaData,
    Numeric,
    SmallInteger,
    Table,
    Uuid,
    event,
    func,
)
from sqlalchemy.orm import (
    DeclarativeBase,
    Mapped,
    Mapper,
    RelationshipDirection,
    RelationshipProperty,
    column_property,
    mapped_column,
)
from uuid_utils.compat import uuid7

from mygymtracker.database.versions import version_of

__all__ = [
    "Base",
    "CreatedAt",
    "Owned",
    "OwnedWithId",
    "UpdatedAt",
    "Versioned",
    "check",
    "described",
    "new_id",
    "pg_enum",
]


class Base(DeclarativeBase):
    """The root of all entities. Instants are aware datetimes, numbers a person typed are Decimals."""

    metadata = MetaData(
        naming_convention={
            "pk": "%(table_name)s_pkey",
            "fk": "%(table_name)s_%(column_0_N_name)s_fkey",
            "uq": "%(table_name)s_%(column_0_N_name)s_key",
            "ck": "%(table_name)s_%(constraint_name)s",
            "ix": "idx_%(table_name)s_%(column_0_N_name)s",
        }
    )
    # Without an entry, Mapped[datetime] becomes a timestamp WITHOUT time zone.
    type_annotation_map = {  # noqa: RUF012 — read by SQLAlchemy, which wants it a plain class attribute
        datetime: DateTime(timezone=True),
        UUID: Uuid(),
        Decimal: Numeric(),
    }


@event.listens_for(Base, "mapper_configured", propagate=True)
def _refuse_assignments(_: Mapper[Any], entity: type[Base]) -> None:
    """A relationship that is only for reading refuses to be assigned: SQLAlchemy would forget it without a word."""
    for relationship in entity.__mapper__.relationships:
        if relationship.viewonly:
            refuse = _refusal(relationship)
            for happening in ("set", "append", "remove", "bulk_replace"):
                event.listen(getattr(entity, relationship.key), happening, refuse)


def _refusal(relationship: RelationshipProperty[Any]) -> Callable[..., NoReturn]:
    down = relationship.direction is RelationshipDirection.ONETOMANY
    holder = (relationship.mapper if down else relationship.parent).class_.__name__
    named = [remote if down else local for local, remote in relationship.local_remote_pairs or ()]
    columns = " and ".join(f"{holder}.{column.key}" for column in named if column.key != "user_id")
    here = f"{relationship.parent.class_.__name__}.{relationship.key}"

    def refuse(*_: object, **__: object) -> NoReturn:
        raise AttributeError(f"{here} is for reading. Set {columns} instead.")

    return refuse


def new_id() -> UUID:
    """A UUIDv7: final before it reaches a server, and neighbours in time are neighbours in the index."""
    return uuid7()


class Versioned:
    """A row that says which version of it this is, for whoever writes it back (ETag and If-Match).

    `version` is a hash of what the row holds (`versions`), so another one after every change, by whatever program. It
    orders nothing, and says nothing of other rows.
    """

    if TYPE_CHECKING:
        version: Mapped[int]

    # what the database makes of a change comes back with it, and needs no question of its own
    __mapper_args__: ClassVar[dict[str, object]] = {"eager_defaults": True}

    def __init_subclass__(cls, **given: Any) -> None:
        super().__init_subclass__(**given)
        table = getattr(cls, "__table__", None)
        if isinstance(table, Table):
            cls.version = column_property(version_of(table))


class Owned:
    """A row that belongs to one person.

    Its key starts with `user_id`, row security compares that column and nothing else, and every ORM
    statement made by `transaction.acting_as` names it too.
    """

    user_id: Mapped[UUID] = mapped_column(primary_key=True, sort_order=-2)


class OwnedWithId(Versioned, Owned):
    """An owned row with a key of its own: (`user_id`, `id`)."""

    id: Mapped[UUID] = mapped_column(
        primary_key=True, default=new_id, server_default=func.gen_random_uuid(), sort_order=-1
    )


#: What a row was created with (`contents.digest`), so that the same request again is known for one; None for
#: rows that came another way.
CreationDigest = Annotated[bytes | None, mapped_column(LargeBinary)]
CreatedAt = Annotated[datetime, mapped_column(server_default=func.now())]
UpdatedAt = Annotated[datetime | None, mapped_column(onupdate=func.now())]
SmallInt = Annotated[int, mapped_column(SmallInteger)]


def check(sentence: str, expression: str) -> CheckConstraint:
    """A CHECK whose name reads as a sentence after the table's name, because people see it in errors."""
    return CheckConstraint(expression, name=sentence.replace(" ", "_"))


def described(description: str, *, since: int | None = None) -> dict[str, str | int]:
    """The `info` of a column: what a row says in it, in the words of the sync protocol and the export.

    `since` is the revision that added it, where that is one after the first that kept rows (`row_upgrades`).
    """
    return {"description": description} | ({} if since is None else {"since": since})


def pg_enum(values: type[StrEnum], name: str) -> Enum:
    """A PostgreSQL enum holding the values (not the names) of a Python one."""
    return Enum(values, name=name, values_callable=lambda members: [member.value for member in members])
