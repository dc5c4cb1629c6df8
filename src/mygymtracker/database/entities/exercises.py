"""The catalogue: exercises shared by all, and those of one's own."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, func, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from mygymtracker.database.columns import Base, new_id
from mygymtracker.database.row_security import (
    ACTING,
    WORKING_ROLE,
    Function,
    Grant,
    Policy,
    Trigger,
    declare,
)

if TYPE_CHECKING:
    from mygymtracker.database.entities.plans import PlanExercise
    from mygymtracker.database.entities.workouts import SessionExercise


class Exercise(Base):
    """A movement in the catalogue: shared when `owner_id` is None, else seen by its owner alone.

    Its key is always made by the server: a key made by a client could probe for other people's.
    """

    __tablename__ = "exercises"
    __table_args__ = (
        Index("idx_exercises_name_trgm", "name", postgresql_using="gin", postgresql_ops={"name": "gin_trgm_ops"}),
        # Founded case-sensitive, and what was legal then stays legal.
        Index("exercises_name_shared_key", "name", unique=True, postgresql_where=text("owner_id IS NULL")),
        Index(
            "exercises_name_own_key",
            "owner_id",
            text("lower(name)"),
            unique=True,
            postgresql_where=text("owner_id IS NOT NULL"),
        ),
        # `%` is not leakproof, so under the policy the rows are first found by owner (shared ones by IS NULL).
        Index("idx_exercises_owner_id", "owner_id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id, server_default=func.gen_random_uuid())
    name: Mapped[str] = mapped_column(String(100))
    owner_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id", ondelete="RESTRICT"))

    plan_exercises: Mapped[list[PlanExercise]] = relationship(back_populates="exercise", lazy="raise", viewonly=True)
    session_exercises: Mapped[list[SessionExercise]] = relationship(
        back_populates="exercise", lazy="raise", viewonly=True
    )


_OWN = f"owner_id = {ACTING}"

declare(
    Base.metadata,
    Policy("exercises", "exercises_select_policy", f"owner_id IS NULL OR {_OWN}", command="SELECT"),
    Policy("exercises", "exercises_insert_policy", _OWN, command="INSERT"),
    Policy("exercises", "exercises_update_policy", _OWN, command="UPDATE"),
    Policy("exercises", "exercises_delete_policy", _OWN, command="DELETE"),
    Grant("exercises", WORKING_ROLE),
    # Foreign keys do not know policies. For a person this sees what the person sees; for a role that bypasses
    # row security the second condition says the same.
    Function(
        "exercise_must_be_visible",
        "",
        "RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$\n"
        "DECLARE\n"
        "  stranger record;\n"
        "BEGIN\n"
        "  SELECT changed.user_id, changed.exercise_id INTO stranger\n"
        "  FROM changed\n"
        "  LEFT JOIN {schema}.exercises ON exercises.id = changed.exercise_id\n"
        "  WHERE exercises.id IS NULL OR exercises.owner_id <> changed.user_id\n"
        "  LIMIT 1;\n"
        "  IF FOUND THEN\n"
        "    RAISE EXCEPTION 'exercise % is not in the catalogue of user %',"
        " stranger.exercise_id, stranger.user_id\n"
        "      USING ERRCODE = 'foreign_key_violation', TABLE = TG_TABLE_NAME, COLUMN = 'exercise_id';\n"
        "  END IF;\n"
        "  RETURN NULL;\n"
        "END\n"
        "$$",
    ),
)


def exercises_must_be_visible(table: str) -> None:
    """Declares that rows of `table` may only use exercises that their owner can see."""
    for event in ("INSERT", "UPDATE"):  # a trigger with a transition table serves one event only
        declare(
            Base.metadata,
            Trigger(
                table,
                f"{table}_exercise_must_be_visible_on_{event.lower()}",
                f"AFTER {event}",
                "exercise_must_be_visible",
                "REFERENCING NEW TABLE AS changed FOR EACH STATEMENT",
            ),
        )
