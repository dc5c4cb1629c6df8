"""What was done: workouts, their exercises, their sets. Tables keep the founding names."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import Computed, ForeignKey, ForeignKeyConstraint, Index, String, UniqueConstraint, text
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
from mygymtracker.database.entities.exercises import LOAD_MODE, exercises_must_be_visible
from mygymtracker.database.entities.plans import INTENSITY_TECHNIQUE, IntensityTechnique
from mygymtracker.database.entities.users import LOAD_UNIT
from mygymtracker.database.row_security import declare_owned
from mygymtracker.errors import Conflict, Invalid
from mygymtracker.quantities import DistanceUnit, LoadMode, LoadUnit

if TYPE_CHECKING:
    from mygymtracker.database.entities.exercises import Exercise
    from mygymtracker.database.entities.plans import PlanExercise, WorkoutPlan
    from mygymtracker.database.entities.users import User


class SessionStatus(StrEnum):
    IN_PROGRESS = "in_progress"
    COMPLETED = "completed"
    CANCELLED = "cancelled"


class SetType(StrEnum):
    WARMUP = "warmup"
    WORKING = "working"


class Side(StrEnum):
    """Which side did a set: one of them, or each of them what the set says (10 a side is 10 `each`)."""

    LEFT = "left"
    RIGHT = "right"
    EACH = "each"


class WorkoutSession(OwnedWithId, Base):
    """One workout. `performed_on` is the day it began where it was done (`time_zone`).

    `restored_at` is when it came back from the trash, because something was logged for it on a device that did not
    know it to be deleted.
    """

    __tablename__ = "workout_sessions"
    __table_args__ = (
        ForeignKeyConstraint(
            ["user_id", "plan_id"],
            ["workout_plans.user_id", "workout_plans.id"],
            ondelete="SET NULL (plan_id)",
        ),
        ForeignKeyConstraint(
            ["user_id", "plan_day_id"],
            ["plan_days.user_id", "plan_days.id"],
            ondelete="SET NULL (plan_day_id)",
        ),
        check("notes must have at most 4000 characters", "char_length(notes) <= 4000"),
        check(
            "body weight must be above 0",
            "body_weight > 0 AND body_weight < 100000 AND scale(body_weight) <= 3",
        ),
        check("body weight must have a unit", "(body_weight IS NULL) = (body_weight_unit IS NULL)"),
        Index("idx_workout_sessions_user_id_completed_at", "user_id", "completed_at"),
        Index("idx_workout_sessions_user_id_started_at_id", "user_id", "started_at", "id"),
        Index(
            "idx_workout_sessions_user_id_plan_id",
            "user_id",
            "plan_id",
            postgresql_where=text("plan_id IS NOT NULL"),
        ),
        Index(
            "idx_workout_sessions_user_id_plan_day_id",
            "user_id",
            "plan_day_id",
            postgresql_where=text("plan_day_id IS NOT NULL"),
        ),
        # the running one: asked for at every start
        Index(
            "idx_workout_sessions_user_id_in_progress",
            "user_id",
            postgresql_where=text("status = 'in_progress'"),
        ),
    )

    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="RESTRICT"), primary_key=True, sort_order=-2)
    plan_id: Mapped[UUID | None]
    status: Mapped[SessionStatus] = mapped_column(pg_enum(SessionStatus, "session_status"))
    started_at: Mapped[datetime]
    completed_at: Mapped[datetime | None] = mapped_column(info=described("Null unless it is completed."))
    created_at: Mapped[CreatedAt]
    updated_at: Mapped[UpdatedAt]
    name: Mapped[str] = mapped_column(String(200), server_default="", default="")
    notes: Mapped[str] = mapped_column(server_default="", default="")
    time_zone: Mapped[str] = mapped_column(
        String(64), server_default="UTC", default="UTC", info=described("An IANA name: where it was done.")
    )
    performed_on: Mapped[date] = mapped_column(
        Computed("(started_at AT TIME ZONE time_zone)::date", persisted=True),
        info=described("The day it began, where it was done (`time_zone`)."),
    )
    body_weight: Mapped[Decimal | None] = mapped_column(info=described("As typed, in `body_weight_unit`."))
    body_weight_unit: Mapped[LoadUnit | None] = mapped_column(LOAD_UNIT)
    plan_day_id: Mapped[UUID | None]
    creation_digest: Mapped[CreationDigest]
    restored_at: Mapped[datetime | None] = mapped_column(
        info=described("When it came back from the trash, because something was logged for it; null if never.")
    )

    user: Mapped[User] = relationship(back_populates="workout_sessions", lazy="raise")
    plan: Mapped[WorkoutPlan | None] = relationship(back_populates="sessions", lazy="raise", viewonly=True)
    exercises: Mapped[list[SessionExercise]] = relationship(
        back_populates="session",
        lazy="raise",
        passive_deletes="all",
        order_by="(SessionExercise.display_order, SessionExercise.id)",
    )

    def complete(self, at: datetime | None, *, now: datetime) -> None:
        """Ends it at `at`; where that is None, now, or when it was completed before.

        Raises Conflict for a cancelled one, and Invalid for an end before the start.
        """
        if self.status is SessionStatus.CANCELLED:
            raise Conflict("This workout was cancelled. Take the cancellation back before you complete it.")
        if self.status is SessionStatus.COMPLETED and at is None:
            return
        at = at or max(now, self.started_at)  # a phone's clock may be ahead of ours
        if at < self.started_at:
            raise Invalid(
                f"completed_at must not be before started_at, which is {self.started_at.isoformat()}",
                field="completed_at",
                value=at.isoformat(),
            )
        self.status, self.completed_at = SessionStatus.COMPLETED, at

    def cancel(self) -> None:
        """Raises Conflict for a completed one: what was done is not unmade by accident."""
        if self.status is SessionStatus.COMPLETED:
            raise Conflict("This workout is completed. Reopen it before you cancel it, or delete it.")
        self.status = SessionStatus.CANCELLED

    def run_again(self) -> None:
        """What was completed or cancelled goes on."""
        self.status, self.completed_at = SessionStatus.IN_PROGRESS, None


class SessionExercise(OwnedWithId, Base):
    """One exercise of a workout. Those with the same `superset_group` were done in turns.

    `target` is what the plan said when the workout began (`plans.targets.Target`), a copy that later edits of the
    plan never change.
    """

    __tablename__ = "session_exercises"
    __table_args__ = (
        ForeignKeyConstraint(
            ["user_id", "session_id"], ["workout_sessions.user_id", "workout_sessions.id"], ondelete="CASCADE"
        ),
        ForeignKeyConstraint(
            ["user_id", "plan_exercise_id"],
            ["plan_exercises.user_id", "plan_exercises.id"],
            ondelete="SET NULL (plan_exercise_id)",
        ),
        UniqueConstraint("user_id", "id", "exercise_id"),  # what a set's one key points at
        check("superset group must not be negative", "superset_group >= 0"),
        Index("idx_session_exercises_user_id_session_id", "user_id", "session_id"),
        Index(
            "idx_session_exercises_user_id_plan_exercise_id",
            "user_id",
            "plan_exercise_id",
            postgresql_where=text("plan_exercise_id IS NOT NULL"),
        ),
        Index("idx_session_exercises_exercise_id", "exercise_id"),
    )

    session_id: Mapped[UUID]
    plan_exercise_id: Mapped[UUID | None] = mapped_column(info=described("What it was copied from."))
    exercise_id: Mapped[UUID] = mapped_column(ForeignKey("exercises.id"))
    display_order: Mapped[int] = mapped_column(info=described("Its place; where two share one, the id decides."))
    notes: Mapped[str] = mapped_column(String(4000), server_default="", default="")
    superset_group: Mapped[SmallInt | None] = mapped_column(info=described("Exercises of one group are done in turns."))
    target: Mapped[dict[str, object] | None] = mapped_column(
        JSONB(none_as_null=True), info=described("What the plan asked for when the workout began.")
    )
    returning_note: Mapped[str] = mapped_column(
        String(4000), server_default="", default="", info=described("Shown again at the next workout of the same plan.")
    )
    creation_digest: Mapped[CreationDigest]

    session: Mapped[WorkoutSession] = relationship(back_populates="exercises", lazy="raise")
    plan_exercise: Mapped[PlanExercise | None] = relationship(
        back_populates="session_exercises", lazy="raise", viewonly=True
    )
    exercise: Mapped[Exercise] = relationship(back_populates="session_exercises", lazy="raise", viewonly=True)
    sets: Mapped[list[ExerciseSet]] = relationship(
        back_populates="session_exercise",
        lazy="raise",
        passive_deletes="all",
        order_by="(ExerciseSet.set_index, ExerciseSet.id)",
    )


class ExerciseSet(OwnedWithId, Base):
    """One set as it was typed: nothing converted, nothing rounded, None where nothing was entered.

    `reps` 0 is an attempt of which none was made. With `load_mode` assisted, `load` is the help. Effort is
    `rpe` or `rir`, whichever was entered. A set that `continues_set_id` is a piece of that one (drop set,
    rest-pause). `performed_at` is the workout's start where the instant is unknown. `rest_seconds` is the rest after
    it.
    """

    __tablename__ = "exercise_sets"
    __table_args__ = (
        ForeignKeyConstraint(
            ["user_id", "session_exercise_id", "exercise_id"],
            ["session_exercises.user_id", "session_exercises.id", "session_exercises.exercise_id"],
            ondelete="CASCADE",
            name="exercise_sets_session_exercise_fkey",
        ),
        ForeignKeyConstraint(
            ["user_id", "continues_set_id"],
            ["exercise_sets.user_id", "exercise_sets.id"],
            ondelete="SET NULL (continues_set_id)",
        ),
        check("set index must be at least 1", "set_index >= 1"),
        check("reps must not be negative", "reps >= 0"),
        # numeric(p,s) would round in silence
        check("load must be 0 to 99999 with 3 decimals", "load >= 0 AND load < 100000 AND scale(load) <= 3"),
        check("load must have a unit", "(load IS NULL) = (load_unit IS NULL)"),
        check("duration must not be negative", "duration_seconds >= 0 AND duration_seconds < 1000000000"),
        check("distance must not be negative", "distance >= 0 AND distance < 1000000000"),
        check("distance must have a unit", "(distance IS NULL) = (distance_unit IS NULL)"),
        check("rpe must be 0 to 10 with 1 decimal", "rpe >= 0 AND rpe <= 10 AND scale(rpe) <= 1"),
        check("rir must be 0 to 30 with 1 decimal", "rir >= 0 AND rir <= 30 AND scale(rir) <= 1"),
        check("effort must be rpe or rir and not both", "rpe IS NULL OR rir IS NULL"),
        check("rest must not be negative", "rest_seconds >= 0"),
        check("set must not continue itself", "continues_set_id <> id"),
        Index("idx_exercise_sets_user_id_session_exercise_id", "user_id", "session_exercise_id", "exercise_id"),
        Index(
            "idx_exercise_sets_user_id_exercise_id_performed_at_id",
            "user_id",
            "exercise_id",
            "performed_at",
            "id",
        ),
        Index(
            "idx_exercise_sets_user_id_continues_set_id",
            "user_id",
            "continues_set_id",
            postgresql_where=text("continues_set_id IS NOT NULL"),
        ),
    )

    session_exercise_id: Mapped[UUID]
    exercise_id: Mapped[UUID] = mapped_column(info=described("That of the exercise of the workout."))
    set_type: Mapped[SetType] = mapped_column(pg_enum(SetType, "set_type"))
    set_index: Mapped[SmallInt] = mapped_column(
        info=described("Its place, from 1; where two share one, the id decides.")
    )
    reps: Mapped[SmallInt | None] = mapped_column(
        info=described("Repetitions; 0 is an attempt of which none was made.")
    )
    load: Mapped[Decimal | None] = mapped_column(
        info=described("As typed, in `load_unit`; with `load_mode` assisted, the help.")
    )
    created_at: Mapped[CreatedAt]
    load_unit: Mapped[LoadUnit | None] = mapped_column(LOAD_UNIT)
    load_mode: Mapped[LoadMode] = mapped_column(
        LOAD_MODE,
        server_default=LoadMode.EXTERNAL.value,
        default=LoadMode.EXTERNAL,
        info=described("What the number of the load means for the movement."),
    )
    duration_seconds: Mapped[Decimal | None]
    distance: Mapped[Decimal | None] = mapped_column(info=described("As typed, in `distance_unit`."))
    distance_unit: Mapped[DistanceUnit | None] = mapped_column(pg_enum(DistanceUnit, "distance_unit"))
    rpe: Mapped[Decimal | None] = mapped_column(info=described("Effort, 0 to 10, where it was entered so."))
    rir: Mapped[Decimal | None] = mapped_column(info=described("Repetitions in reserve, where effort was entered so."))
    rest_seconds: Mapped[int | None]
    note: Mapped[str] = mapped_column(String(4000), server_default="", default="")
    technique: Mapped[IntensityTechnique | None] = mapped_column(INTENSITY_TECHNIQUE)
    continues_set_id: Mapped[UUID | None] = mapped_column(info=described("The set that this one is a piece of."))
    performed_at: Mapped[datetime] = mapped_column(
        info=described("When; the workout's start where the instant is unknown.")
    )
    side: Mapped[Side | None] = mapped_column(
        pg_enum(Side, "side"), info=described("With `each`, repetitions and load are those of one side.")
    )
    creation_digest: Mapped[CreationDigest]

    session_exercise: Mapped[SessionExercise] = relationship(back_populates="sets", lazy="raise")


declare_owned(Base.metadata, "workout_sessions", "session_exercises", "exercise_sets")
exercises_must_be_visible("session_exercises")
