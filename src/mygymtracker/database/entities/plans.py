"""What is intended: plans and their exercises."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import ForeignKey, ForeignKeyConstraint, Index, String, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column, relationship

from mygymtracker.database.columns import (
    Base,
    CreatedAt,
    CreationDigest,
    OwnedWithId,
    SmallInt,
    UpdatedAt,
    check,
    described,
    pg_enum,
)
from mygymtracker.database.entities.exercises import exercises_must_be_visible
from mygymtracker.database.row_security import declare_owned

if TYPE_CHECKING:
    from mygymtracker.database.entities.exercises import Exercise
    from mygymtracker.database.entities.users import User
    from mygymtracker.database.entities.workouts import SessionExercise, WorkoutSession


class IntensityTechnique(StrEnum):
    """How a set is made harder than its load and repetitions say. `PAUSE` is a pause within each repetition."""

    DROP_SET = "drop_set"
    PAUSE = "pause"
    PARTIAL_LENGTH = "partial_length"
    FAIL = "fail"
    SUPERSET = "superset"
    NOT_APPLICABLE = "N/A"
    REST_PAUSE = "rest_pause"
    MYO_REPS = "myo_reps"


INTENSITY_TECHNIQUE = pg_enum(IntensityTechnique, "intensity_technique")


class WorkoutPlan(OwnedWithId, Base):
    """What someone intends to do: exercises, in days where it has days."""

    __tablename__ = "workout_plans"
    __table_args__ = (Index("workout_plans_user_id_plan_name_key", "user_id", "plan_name", unique=True),)

    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="RESTRICT"), primary_key=True, sort_order=-2)
    plan_name: Mapped[str] = mapped_column(String(100))
    notes: Mapped[str] = mapped_column(String(4000), server_default="", default="")
    archived_at: Mapped[datetime | None] = mapped_column(
        info=described("Out of sight since then; null while it is in use.")
    )
    creation_digest: Mapped[CreationDigest]
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


class PlanDay(OwnedWithId, Base):
    """One training day of a plan; of every week, or of `week` (from 1) alone."""

    __tablename__ = "plan_days"
    __table_args__ = (
        ForeignKeyConstraint(["user_id", "plan_id"], ["workout_plans.user_id", "workout_plans.id"], ondelete="CASCADE"),
        UniqueConstraint("user_id", "id", "plan_id"),  # what an exercise's key points at
        check("week must be at least 1", "week >= 1"),
        Index("idx_plan_days_user_id_plan_id", "user_id", "plan_id"),
    )

    plan_id: Mapped[UUID]
    day_name: Mapped[str] = mapped_column(String(100))
    week: Mapped[SmallInt | None] = mapped_column(info=described("From 1; null is every week."))
    display_order: Mapped[int] = mapped_column(info=described("Its place; where two share one, the id decides."))
    notes: Mapped[str] = mapped_column(String(4000), server_default="", default="")
    creation_digest: Mapped[CreationDigest]


class PlanExercise(OwnedWithId, Base):
    """One exercise of a plan: how many sets and repetitions, how hard, how long to rest (seconds).

    `target_reps` and `rest_time` are the lower ends where there is a range. `rpe_early` is meant for all working sets
    but the last. `set_targets` says otherwise for single sets (`plans.targets.SetTarget`). The `returning_note` is
    written while training, and shown at the next time. Without `plan_day_id` it belongs to a plan without days.
    """

    __tablename__ = "plan_exercises"
    __table_args__ = (
        ForeignKeyConstraint(["user_id", "plan_id"], ["workout_plans.user_id", "workout_plans.id"], ondelete="CASCADE"),
        check("warmup sets must not be negative", "warmup_sets >= 0"),
        check("working sets must be 0 to 4", "working_sets >= 0 AND working_sets <= 4"),
        check("target reps must be at least 1", "target_reps >= 1"),
        check("rpe early must be 1 to 10", "rpe_early >= 1 AND rpe_early <= 10"),
        check("rpe last must be 1 to 10", "rpe_last >= 1 AND rpe_last <= 10"),
        check("rest time must not be negative", "rest_time >= 0"),
        # a day of the same plan; where there is none, nothing is compared
        ForeignKeyConstraint(
            ["user_id", "plan_day_id", "plan_id"],
            ["plan_days.user_id", "plan_days.id", "plan_days.plan_id"],
            ondelete="CASCADE",
            name="plan_exercises_plan_day_fkey",
        ),
        check("target reps max must not be below target reps", "target_reps_max >= target_reps"),
        check("rest time max must not be below rest time", "rest_time_max >= rest_time"),
        check("superset group must not be negative", "superset_group >= 0"),
        check("set targets must be a list", "jsonb_typeof(set_targets) = 'array'"),
        check(
            "substitutes must be given in order",
            "second_substitute_id IS NULL OR first_substitute_id IS NOT NULL",
        ),
        Index("idx_plan_exercises_user_id_plan_id", "user_id", "plan_id"),
        Index(
            "idx_plan_exercises_user_id_plan_day_id",
            "user_id",
            "plan_day_id",
            "plan_id",
            postgresql_where=text("plan_day_id IS NOT NULL"),
        ),
        Index(
            "idx_plan_exercises_first_substitute_id",
            "first_substitute_id",
            postgresql_where=text("first_substitute_id IS NOT NULL"),
        ),
        Index(
            "idx_plan_exercises_second_substitute_id",
            "second_substitute_id",
            postgresql_where=text("second_substitute_id IS NOT NULL"),
        ),
        Index("idx_plan_exercises_exercise_id", "exercise_id"),
    )

    plan_id: Mapped[UUID]
    exercise_id: Mapped[UUID] = mapped_column(ForeignKey("exercises.id"))
    display_order: Mapped[int] = mapped_column(info=described("Its place; where two share one, the id decides."))
    intensity_technique: Mapped[IntensityTechnique] = mapped_column(
        INTENSITY_TECHNIQUE, info=described("Of the last working set.")
    )
    warmup_sets: Mapped[SmallInt]
    working_sets: Mapped[SmallInt]
    target_reps: Mapped[SmallInt]
    rpe_early: Mapped[SmallInt] = mapped_column(info=described("Of all working sets but the last."))
    rpe_last: Mapped[SmallInt] = mapped_column(info=described("Of the last working set."))
    rest_time: Mapped[int] = mapped_column(info=described("Seconds."))
    notes: Mapped[str] = mapped_column(String(500), server_default="", default="")
    plan_day_id: Mapped[UUID | None] = mapped_column(info=described("Null in a plan without days."))
    target_reps_max: Mapped[SmallInt | None] = mapped_column(info=described("The upper end of a range."))
    rest_time_max: Mapped[int | None] = mapped_column(info=described("Seconds; the upper end of a range."))
    superset_group: Mapped[SmallInt | None] = mapped_column(info=described("Exercises of one group are done in turns."))
    per_side: Mapped[bool] = mapped_column(
        server_default=text("false"), default=False, info=described("Repetitions are meant for each side.")
    )
    first_substitute_id: Mapped[UUID | None] = mapped_column(ForeignKey("exercises.id"))
    second_substitute_id: Mapped[UUID | None] = mapped_column(ForeignKey("exercises.id"))
    set_targets: Mapped[list[dict[str, object]]] = mapped_column(
        JSONB, server_default="[]", default=list, info=described("What single sets are meant to be, where they differ.")
    )
    returning_note: Mapped[str] = mapped_column(
        String(4000), server_default="", default="", info=described("Shown at the next time; training changes it.")
    )
    creation_digest: Mapped[CreationDigest]

    plan: Mapped[WorkoutPlan] = relationship(back_populates="exercises", lazy="raise")
    exercise: Mapped[Exercise] = relationship(
        back_populates="plan_exercises", lazy="raise", viewonly=True, foreign_keys=[exercise_id]
    )
    session_exercises: Mapped[list[SessionExercise]] = relationship(
        back_populates="plan_exercise", lazy="raise", viewonly=True
    )


declare_owned(Base.metadata, "workout_plans", "plan_days", "plan_exercises")
exercises_must_be_visible("plan_exercises")
exercises_must_be_visible("plan_exercises", "substitutes_must_be_visible")
