"""What came in from files: every run, every row as it was written, and which workout became which."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import DateTime, ForeignKey, ForeignKeyConstraint, Index, LargeBinary, String, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from mygymtracker.database.columns import Base, CreatedAt, Owned, OwnedWithId, SmallInt, check, pg_enum
from mygymtracker.database.row_security import declare_owned


class RowOutcome(StrEnum):
    """What became of one row of a file. A row set aside is kept and shown, with its reason."""

    SET = "set"
    REST = "rest"
    NOTE = "note"
    SET_ASIDE = "set_aside"


class Import(OwnedWithId, Base):
    """One run over one file. The balance holds by a CHECK: no row of a file can go missing unnoticed."""

    __tablename__ = "imports"
    __table_args__ = (
        check("rows in must equal rows out", "rows_in = set_rows + rest_rows + note_rows + set_aside_rows"),
        Index("idx_imports_user_id_created_at_id", "user_id", "created_at", "id"),
    )

    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="RESTRICT"), primary_key=True, sort_order=-2)
    source: Mapped[str] = mapped_column(String(30))
    dialect: Mapped[str] = mapped_column(String(30))
    file_name: Mapped[str] = mapped_column(String(255))
    file_digest: Mapped[bytes] = mapped_column(LargeBinary)
    options: Mapped[dict[str, str | bool | dict[str, str] | None]] = mapped_column(JSONB)
    rows_in: Mapped[int]
    set_rows: Mapped[int]
    rest_rows: Mapped[int]
    note_rows: Mapped[int]
    set_aside_rows: Mapped[int]
    workouts_added: Mapped[int]
    workouts_known: Mapped[int]
    workouts_changed: Mapped[int]
    sets_added: Mapped[int]
    created_at: Mapped[CreatedAt]


class ImportedRow(Owned, Base):
    """One row of a file, verbatim. `line_number` counts from 1; `set_id` is the set it became, if it became one."""

    __tablename__ = "imported_rows"
    __table_args__ = (
        ForeignKeyConstraint(["user_id", "import_id"], ["imports.user_id", "imports.id"], ondelete="CASCADE"),
        check("set aside row must have a reason", "(outcome = 'set_aside') = (reason IS NOT NULL)"),
        Index(
            "idx_imported_rows_user_id_set_id",
            "user_id",
            "set_id",
            postgresql_where=text("set_id IS NOT NULL"),
        ),
    )

    import_id: Mapped[UUID] = mapped_column(primary_key=True)
    line_number: Mapped[int] = mapped_column(primary_key=True)
    text: Mapped[str]
    outcome: Mapped[RowOutcome] = mapped_column(pg_enum(RowOutcome, "row_outcome"))
    reason: Mapped[str | None]
    # no foreign key: a row outlives the set it became
    set_id: Mapped[UUID | None]


class ImportedWorkout(Owned, Base):
    """The identity of a workout in its source; it outlives the workout, so that what was thrown away stays away.

    `local_start` is the wall clock written in the file, `occurrence` counts from 1 among equal starts.
    `content_digest` is what was imported, in a form that no dialect, unit or time zone changes.
    """

    __tablename__ = "imported_workouts"
    __table_args__ = (
        ForeignKeyConstraint(["user_id", "import_id"], ["imports.user_id", "imports.id"], ondelete="CASCADE"),
        ForeignKeyConstraint(
            ["user_id", "workout_id"],
            ["workout_sessions.user_id", "workout_sessions.id"],
            ondelete="SET NULL (workout_id)",
        ),
        check("occurrence must be at least 1", "occurrence >= 1"),
        Index("idx_imported_workouts_user_id_import_id", "user_id", "import_id"),
        Index(
            "idx_imported_workouts_user_id_workout_id",
            "user_id",
            "workout_id",
            postgresql_where=text("workout_id IS NOT NULL"),
        ),
    )

    source: Mapped[str] = mapped_column(String(30), primary_key=True)
    local_start: Mapped[datetime] = mapped_column(DateTime(timezone=False), primary_key=True)
    occurrence: Mapped[SmallInt] = mapped_column(primary_key=True)
    import_id: Mapped[UUID]
    workout_id: Mapped[UUID | None]
    content_digest: Mapped[bytes] = mapped_column(LargeBinary)


declare_owned(Base.metadata, "imports", "imported_rows", "imported_workouts")
