"""The record of what happened to people's rows: written by triggers, in the transaction of the change, and never again.

It is at once the trail, the trash, what an undo is made of, and the feed that devices follow. Revisions of one person
are committed in their order, because the person's counter is locked before any row: a reader that polls misses none.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, ForeignKeyConstraint, Index, Integer, String, func, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from mygymtracker.database.columns import Base, Owned, SmallInt, check, pg_enum
from mygymtracker.database.row_security import ACTING, WORKING_ROLE, Function, Grant, Policy, declare


class Through(StrEnum):
    """Through what a change came. `PSQL` is whatever did not say."""

    API = "api"
    CLI = "cli"
    IMPORT = "import"
    SYNC = "sync"
    PSQL = "psql"


class RowOperation(StrEnum):
    """What happened to one row."""

    INSERT = "insert"
    UPDATE = "update"
    DELETE = "delete"


class Installation(Base):
    """The one row that tells one server's data from another's.

    `epoch` is another one after a backup was restored. `catalogue` is the digest of the shared exercises.
    """

    __tablename__ = "installation"
    __table_args__ = (check("there must be one", "one"),)

    one: Mapped[bool] = mapped_column(primary_key=True, server_default=text("true"))
    epoch: Mapped[UUID] = mapped_column(server_default=func.gen_random_uuid())
    catalogue: Mapped[str] = mapped_column(String(64), server_default="")


class ChangeCounter(Owned, Base):
    """How far one person's revisions have come.

    `oldest_revision` is the last one that was forgotten, `epoch_revision` the last one of the backup that this
    installation was restored from. `transaction_id` is the transaction that `revision` belongs to.
    """

    __tablename__ = "change_counters"

    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), primary_key=True)
    revision: Mapped[int] = mapped_column(BigInteger, server_default=text("0"))
    oldest_revision: Mapped[int] = mapped_column(BigInteger, server_default=text("0"))
    epoch_revision: Mapped[int] = mapped_column(BigInteger, server_default=text("0"))
    transaction_id: Mapped[int | None] = mapped_column(BigInteger)


class Change(Owned, Base):
    """One thing that a person did: all of a transaction, or one operation of those that a device sent together.

    `operation_id` is the device's own, by which the same operation sent again is known. `undoes` says what an undo took
    back: a change `57.1`, or all since one, `57.1-`.
    """

    __tablename__ = "changes"
    __table_args__ = (
        Index(
            "changes_user_id_operation_id_key",
            "user_id",
            "operation_id",
            unique=True,
            postgresql_where=text("operation_id IS NOT NULL"),
        ),
        Index("idx_changes_changed_at", "changed_at"),
    )

    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), primary_key=True, sort_order=-2)
    revision: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    part: Mapped[SmallInt] = mapped_column(primary_key=True)
    changed_at: Mapped[datetime]
    through: Mapped[Through] = mapped_column(pg_enum(Through, "through"))
    device: Mapped[str | None] = mapped_column(String(100))
    operation_id: Mapped[UUID | None]
    undoes: Mapped[str | None] = mapped_column(String(40))


class ChangedRow(Owned, Base):
    """What happened to one row. `before` is the row without its owner, None where there was none.

    What it became is in the next of its changes, or is what there is. `row_id` is the key of the row, or of the import
    that it belongs to. `schema` is the revision of the schema that the line was written under: `row_upgrades` makes a
    row of today's of it.
    """

    __tablename__ = "changed_rows"
    __table_args__ = (
        ForeignKeyConstraint(
            ["user_id", "revision", "part"],
            ["changes.user_id", "changes.revision", "changes.part"],
            ondelete="CASCADE",
        ),
        Index("idx_changed_rows_user_id_row_id_revision_part", "user_id", "row_id", "revision", "part"),
    )

    revision: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    part: Mapped[SmallInt] = mapped_column(primary_key=True)
    ordinal: Mapped[int] = mapped_column(Integer, primary_key=True)
    table_name: Mapped[str] = mapped_column(String(63))
    row_id: Mapped[UUID]
    operation: Mapped[RowOperation] = mapped_column(pg_enum(RowOperation, "row_operation"))
    before: Mapped[dict[str, object] | None] = mapped_column(JSONB(none_as_null=True))
    schema: Mapped[SmallInt]


class ProcessedOperation(Owned, Base):
    """An operation of a device that was done and of which the log says nothing: by now, or because it changed nothing.

    Kept as long as the account, so that the operation sent again is known however late it comes.
    """

    __tablename__ = "processed_operations"

    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), primary_key=True, sort_order=-2)
    operation_id: Mapped[UUID] = mapped_column(primary_key=True)


declare(
    Base.metadata,
    Grant("installation", WORKING_ROLE, "SELECT"),
    *(
        declaration
        for table in ("change_counters", "changes", "changed_rows", "processed_operations")
        for declaration in (
            Policy(table, f"{table}_user_policy", command="SELECT"),
            Grant(table, WORKING_ROLE, "SELECT"),
        )
    ),
    Function(
        "note_processed_operations",
        "operation_ids uuid[]",
        "RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp "
        "SET timezone = 'UTC' AS $$\n"
        "BEGIN\n"
        "  INSERT INTO {schema}.processed_operations (user_id, operation_id)\n"
        f"  SELECT {ACTING}, processed.id FROM unnest(operation_ids) AS processed (id)\n"
        f"  WHERE {ACTING} IS NOT NULL\n"
        "  ON CONFLICT DO NOTHING;\n"
        "END\n"
        "$$",
    ),
)
