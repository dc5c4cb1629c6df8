"""The catalogue: exercises shared by all, and those of one's own."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import ARRAY, ForeignKey, Index, String, UniqueConstraint, Uuid, func, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from mygymtracker.database.columns import (
    Base,
    CreatedAt,
    CreationDigest,
    OwnedWithId,
    Versioned,
    check,
    described,
    new_id,
    pg_enum,
)
from mygymtracker.database.entities.users import LOAD_UNIT
from mygymtracker.database.row_security import (
    ACTING,
    WORKING_ROLE,
    Function,
    Grant,
    Policy,
    Trigger,
    declare,
    declare_owned,
)
from mygymtracker.quantities import LoadMode, LoadUnit

if TYPE_CHECKING:
    from mygymtracker.database.entities.plans import PlanExercise
    from mygymtracker.database.entities.workouts import SessionExercise


class Muscle(StrEnum):
    """A region that training volume is counted for; `exercises.muscles` rolls them up to groups."""

    UPPER_CHEST = "upper_chest"
    LOWER_CHEST = "lower_chest"
    FRONT_DELTS = "front_delts"
    SIDE_DELTS = "side_delts"
    REAR_DELTS = "rear_delts"
    ROTATOR_CUFF = "rotator_cuff"
    LATS = "lats"
    UPPER_BACK = "upper_back"
    UPPER_TRAPS = "upper_traps"
    NECK = "neck"
    SPINAL_ERECTORS = "spinal_erectors"
    BICEPS = "biceps"
    BRACHIALIS = "brachialis"
    TRICEPS = "triceps"
    FOREARM_FLEXORS = "forearm_flexors"
    FOREARM_EXTENSORS = "forearm_extensors"
    ABS = "abs"
    OBLIQUES = "obliques"
    HIP_FLEXORS = "hip_flexors"
    GLUTE_MAX = "glute_max"
    GLUTE_MED = "glute_med"
    QUADS = "quads"
    HAMSTRINGS = "hamstrings"
    ADDUCTORS = "adductors"
    CALVES = "calves"
    TIBIALIS = "tibialis"


class Equipment(StrEnum):
    """What the load hangs on; a bench or a rack is not told."""

    BARBELL = "barbell"
    EZ_BAR = "ez_bar"
    TRAP_BAR = "trap_bar"
    DUMBBELL = "dumbbell"
    KETTLEBELL = "kettlebell"
    CABLE = "cable"
    MACHINE = "machine"
    SMITH_MACHINE = "smith_machine"
    BODYWEIGHT = "bodyweight"
    BAND = "band"
    PLATE = "plate"
    SUSPENSION = "suspension"
    BALL = "ball"
    SLED = "sled"
    CARDIO_MACHINE = "cardio_machine"
    OTHER = "other"


class MovementPattern(StrEnum):
    """What the body does, for finding a substitute that does the same."""

    HORIZONTAL_PUSH = "horizontal_push"
    VERTICAL_PUSH = "vertical_push"
    HORIZONTAL_PULL = "horizontal_pull"
    VERTICAL_PULL = "vertical_pull"
    SQUAT = "squat"
    HINGE = "hinge"
    LUNGE = "lunge"
    CHEST_FLY = "chest_fly"
    SHOULDER_RAISE = "shoulder_raise"
    SHRUG = "shrug"
    ELBOW_FLEXION = "elbow_flexion"
    ELBOW_EXTENSION = "elbow_extension"
    WRIST = "wrist"
    KNEE_EXTENSION = "knee_extension"
    KNEE_FLEXION = "knee_flexion"
    HIP = "hip"
    CALF_RAISE = "calf_raise"
    TRUNK = "trunk"
    NECK = "neck"
    CARRY = "carry"
    EXPLOSIVE = "explosive"
    LOCOMOTION = "locomotion"
    MOBILITY = "mobility"
    OTHER = "other"


class Measurement(StrEnum):
    """Which numbers a set of it has."""

    WEIGHT_REPS = "weight_reps"
    REPS = "reps"
    DURATION = "duration"
    WEIGHT_DURATION = "weight_duration"
    DISTANCE_DURATION = "distance_duration"
    WEIGHT_DISTANCE = "weight_distance"


class Laterality(StrEnum):
    """Whether both sides work at once (bilateral), one alone (unilateral), or in turns (alternating)."""

    BILATERAL = "bilateral"
    UNILATERAL = "unilateral"
    ALTERNATING = "alternating"


MUSCLE = pg_enum(Muscle, "muscle")
LOAD_MODE = pg_enum(LoadMode, "load_mode")


class Exercise(Versioned, Base):
    """A movement in the catalogue: shared when `owner_id` is None, else seen by its owner alone.

    Its key is always made by the server: a key made by a client could probe for other people's. `slug` is what the
    catalogue's file knows a shared one by. `load_step` is the smallest change of load that makes sense.
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
        UniqueConstraint("slug"),
        check("slug must be of a shared exercise", "slug IS NULL OR owner_id IS NULL"),
        check("default rest must not be negative", "default_rest_seconds >= 0"),
        check("load step must be above 0", "load_step > 0 AND load_step < 1000 AND scale(load_step) <= 3"),
        check("load step must have a unit", "(load_step IS NULL) = (load_step_unit IS NULL)"),
        # `%` is not leakproof, so under the policy the rows are first found by owner (shared ones by IS NULL).
        Index("idx_exercises_owner_id", "owner_id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id, server_default=func.gen_random_uuid())
    name: Mapped[str] = mapped_column(String(100))
    owner_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id", ondelete="RESTRICT"))
    slug: Mapped[str | None] = mapped_column(String(100))
    aliases: Mapped[list[str]] = mapped_column(
        ARRAY(String(100)), server_default="{}", default=list, info=described("Other names that it is found by.")
    )
    primary_muscles: Mapped[list[Muscle]] = mapped_column(
        ARRAY(MUSCLE), server_default="{}", default=list, info=described("What it is done for.")
    )
    secondary_muscles: Mapped[list[Muscle]] = mapped_column(
        ARRAY(MUSCLE), server_default="{}", default=list, info=described("What works along.")
    )
    equipment: Mapped[Equipment | None] = mapped_column(pg_enum(Equipment, "equipment"))
    movement_pattern: Mapped[MovementPattern | None] = mapped_column(pg_enum(MovementPattern, "movement_pattern"))
    measurement: Mapped[Measurement] = mapped_column(
        pg_enum(Measurement, "measurement"),
        server_default=Measurement.WEIGHT_REPS.value,
        default=Measurement.WEIGHT_REPS,
        info=described("Which numbers a set of it has."),
    )
    load_mode: Mapped[LoadMode] = mapped_column(
        LOAD_MODE,
        server_default=LoadMode.EXTERNAL.value,
        default=LoadMode.EXTERNAL,
        info=described("What the number of a load means for the movement."),
    )
    laterality: Mapped[Laterality] = mapped_column(
        pg_enum(Laterality, "laterality"), server_default=Laterality.BILATERAL.value, default=Laterality.BILATERAL
    )
    default_rest_seconds: Mapped[int | None]
    load_step: Mapped[Decimal | None] = mapped_column(info=described("The smallest change of load that makes sense."))
    load_step_unit: Mapped[LoadUnit | None] = mapped_column(LOAD_UNIT)
    notes: Mapped[str] = mapped_column(String(4000), server_default="", default="")
    archived_at: Mapped[datetime | None] = mapped_column(
        info=described("Out of sight since then; null while it is in use.")
    )
    creation_digest: Mapped[CreationDigest]

    plan_exercises: Mapped[list[PlanExercise]] = relationship(
        back_populates="exercise", lazy="raise", viewonly=True, foreign_keys="PlanExercise.exercise_id"
    )
    session_exercises: Mapped[list[SessionExercise]] = relationship(
        back_populates="exercise", lazy="raise", viewonly=True
    )


class ExerciseMerge(OwnedWithId, Base):
    """One person's history of one exercise taken over by another, which then stands for it; undone by `undone_at`.

    Holds which rows went over, so that exactly those can go back.
    """

    __tablename__ = "exercise_merges"
    __table_args__ = (
        check("exercise must not be merged into itself", "exercise_id <> into_exercise_id"),
        Index(
            "exercise_merges_user_id_exercise_id_key",
            "user_id",
            "exercise_id",
            unique=True,
            postgresql_where=text("undone_at IS NULL"),
        ),
        Index("idx_exercise_merges_exercise_id", "exercise_id"),
        Index("idx_exercise_merges_into_exercise_id", "into_exercise_id"),
    )

    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="RESTRICT"), primary_key=True, sort_order=-2)
    exercise_id: Mapped[UUID] = mapped_column(ForeignKey("exercises.id"))
    into_exercise_id: Mapped[UUID] = mapped_column(ForeignKey("exercises.id"))
    session_exercise_ids: Mapped[list[UUID]] = mapped_column(ARRAY(Uuid()), server_default="{}", default=list)
    plan_exercise_ids: Mapped[list[UUID]] = mapped_column(ARRAY(Uuid()), server_default="{}", default=list)
    created_at: Mapped[CreatedAt]
    undone_at: Mapped[datetime | None]
    creation_digest: Mapped[CreationDigest]


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


def _visible_in(name: str, columns: str) -> Function:
    """Foreign keys do not know policies: a function for triggers that looks at other columns than `exercise_id`."""
    return Function(
        name,
        "",
        "RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$\n"
        "DECLARE\n"
        "  stranger record;\n"
        "BEGIN\n"
        "  SELECT changed.user_id, named.exercise_id INTO stranger\n"
        "  FROM changed\n"
        f"  CROSS JOIN LATERAL (VALUES {columns}) AS named (exercise_id)\n"
        "  LEFT JOIN {schema}.exercises ON exercises.id = named.exercise_id\n"
        "  WHERE named.exercise_id IS NOT NULL\n"
        "    AND (exercises.id IS NULL OR exercises.owner_id <> changed.user_id)\n"
        "  LIMIT 1;\n"
        "  IF FOUND THEN\n"
        "    RAISE EXCEPTION 'exercise % is not in the catalogue of user %',"
        " stranger.exercise_id, stranger.user_id\n"
        "      USING ERRCODE = 'foreign_key_violation', TABLE = TG_TABLE_NAME, COLUMN = 'exercise_id';\n"
        "  END IF;\n"
        "  RETURN NULL;\n"
        "END\n"
        "$$",
    )


declare(
    Base.metadata,
    _visible_in("merged_into_must_be_visible", "(changed.into_exercise_id)"),
    _visible_in("substitutes_must_be_visible", "(changed.first_substitute_id), (changed.second_substitute_id)"),
)


def exercises_must_be_visible(table: str, function: str = "exercise_must_be_visible") -> None:
    """Declares that rows of `table` may only use exercises that their owner can see, as `function` looks at them."""
    for event in ("INSERT", "UPDATE"):  # a trigger with a transition table serves one event only
        declare(
            Base.metadata,
            Trigger(
                table,
                f"{table}_{function}_on_{event.lower()}",
                f"AFTER {event}",
                function,
                "REFERENCING NEW TABLE AS changed FOR EACH STATEMENT",
            ),
        )


declare_owned(Base.metadata, "exercise_merges")
exercises_must_be_visible("exercise_merges")
exercises_must_be_visible("exercise_merges", "merged_into_must_be_visible")
