"""What is intended: plans and their exercises."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import ForeignKey, ForeignKeyConstraint, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from mygymtracker.database.columns import Base, CreatedAt, OwnedWithId, SmallInt, UpdatedAt, check, pg_enum
from mygymtracker.database.entities.exercises import exercises_must_be_visible
from mygymtracker.database.row_security import declare_owned

if TYPE_CHECKING:
    from mygymtracker.database.entities.exercises import Exercise
    from mygymtracker.database.entities.users import User
    from mygymtracker.database.entities.workouts import SessionExercise, WorkoutSession


class IntensityTechnique(StrEnum):
    """How a set is made harder than its load and repetitions say."""

    DROP_SET = "drop_set"
    PAUSE = "pause"
    PARTIAL_LENGTH = "partial_length"
    FAIL = "fail"
    SUPERSET = "superset"
    NOT_APPLICABLE = "N/A"


INTENSITY_TECHNIQUE = pg_enum(IntensityTechnique, "intensity_technique")


class WorkoutPlan(OwnedWithId, Base):
    """A named list of exercises that someone intends to do."""

    __tablename__ = "workout_plans"
    __table_args__ = (Index("workout_plans_user_id_plan_name_key", "user_id", "plan_name", unique=True),)

    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="RESTRICT"), primary_key=True, sort_order=-2)
    plan_name: Mapped[str] = mapped_column(String(100))
    created_at: Mapped[CreatedAt]
    updated_at: Mapped[UpdatedAt]

    user: Mapped[User] = relationship(back_populates="workout_plans", lazy="raise")
    exercises: Mapped[list[PlanExercise]] = relationship(
        back_populates="plan",
        lazy="raise",
        passive_deletes="all",
        order_by="(PlanExercise.display_order, PlanExercise.id)",
    )
    sessions: Mapped[list[WorkoutSession]] = relationship(back_populates="plan", lazy="raise", viewonly=True)


class PlanExercise(OwnedWithId, Base):
    """One exercise of a plan: how many sets and repetitions, how hard, how long to rest (seconds)."""

    __tablename__ = "plan_exercises"
    __table_args__ = (
        ForeignKeyConstraint(["user_id", "plan_id"], ["workout_plans.user_id", "workout_plans.id"], ondelete="CASCADE"),
        check("warmup sets must not be negative", "warmup_sets >= 0"),
        check("working sets must be 0 to 4", "working_sets >= 0 AND working_sets <= 4"),
        check("target reps must be at least 1", "target_reps >= 1"),
        check("rpe early must be 1 to 10", "rpe_early >= 1 AND rpe_early <= 10"),
        check("rpe last must be 1 to 10", "rpe_last >= 1 AND rpe_last <= 10"),
        check("rest time must not be negative", "rest_time >= 0"),
        Index("idx_plan_exercises_user_id_plan_id", "user_id", "plan_id"),
        Index("idx_plan_exercises_exercise_id", "exercise_id"),
    )

    plan_id: Mapped[UUID]
    exercise_id: Mapped[UUID] = mapped_column(ForeignKey("exercises.id"))
    display_order: Mapped[int]
    intensity_technique: Mapped[IntensityTechnique] = mapped_column(INTENSITY_TECHNIQUE)
    warmup_sets: Mapped[SmallInt]
    working_sets: Mapped[SmallInt]
    target_reps: Mapped[SmallInt]
    rpe_early: Mapped[SmallInt]
    rpe_last: Mapped[SmallInt]
    rest_time: Mapped[int]
    notes: Mapped[str] = mapped_column(String(500), server_default="", default="")

    plan: Mapped[WorkoutPlan] = relationship(back_populates="exercises", lazy="raise")
    exercise: Mapped[Exercise] = relationship(back_populates="plan_exercises", lazy="raise", viewonly=True)
    session_exercises: Mapped[list[SessionExercise]] = relationship(
        back_populates="plan_exercise", lazy="raise", viewonly=True
    )


declare_owned(Base.metadata, "workout_plans", "plan_exercises")
exercises_must_be_visible("plan_exercises")
