"""The file in which someone takes everything along: its sections, and what a row of each says.

A field is the column of its name in the entity's table (docs/reference/schema.md); the export is made from these
shapes, so that the description and the file cannot differ.
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Literal
from uuid import UUID

from msgspec import Meta, Struct

from mygymtracker.accounts.profile import Bar, Plate
from mygymtracker.database.entities import (
    BodyPart,
    BodyUnit,
    E1rmFormula,
    Equipment,
    IntensityTechnique,
    Laterality,
    Measurement,
    MovementPattern,
    Muscle,
    RowOutcome,
    SessionStatus,
    SetType,
    Sex,
    Side,
)
from mygymtracker.plans.targets import SetTarget, Target
from mygymtracker.quantities import DistanceUnit, LoadMode, LoadUnit

Hexadecimal = Annotated[str, Meta(description="A SHA-256, in hexadecimal digits.")]
WallClock = Annotated[datetime, Meta(tz=False, description="As it stood in the file, in no time zone.")]


class ExportedAccount(Struct):
    """Who this is, and what they say of themselves."""

    id: UUID
    email: str
    created_at: datetime
    updated_at: datetime | None
    last_login_at: datetime | None
    account_created_at: datetime
    unit: LoadUnit
    time_zone: str
    display_name: str
    first_weekday: int
    bars: list[Bar]
    plates: list[Plate]
    e1rm_formula: E1rmFormula
    sex: Sex | None
    birth_year: int | None


class ExportedLoginSession(Struct):
    """A browser or program that was signed in; not what it would take to be it."""

    id: UUID
    label: str
    created_at: datetime
    last_seen_at: datetime
    expires_at: datetime


class ExportedSignInEvent(Struct):
    """Somebody signed in, or was refused with a wrong password."""

    id: UUID
    happened_at: datetime
    succeeded: bool
    unusual: bool
    attempts: int
    label: str
    network: str
    login_session_id: UUID | None
    acknowledged_at: datetime | None


class ExportedProvider(Struct):
    """An account elsewhere that signs this person in."""

    provider_name: str
    provider_user_id: str


class ExportedExercise(Struct):
    """An exercise of one's own."""

    id: UUID
    name: str
    slug: str | None
    aliases: list[str]
    primary_muscles: list[Muscle]
    secondary_muscles: list[Muscle]
    equipment: Equipment | None
    movement_pattern: MovementPattern | None
    measurement: Measurement
    load_mode: LoadMode
    laterality: Laterality
    default_rest_seconds: int | None
    load_step: Decimal | None
    load_step_unit: LoadUnit | None
    notes: str
    archived_at: datetime | None


class SharedExercise(Struct):
    """An exercise of the shared catalogue that is named somewhere in this file."""

    id: UUID
    name: str
    slug: str | None


class ExportedMerge(Struct):
    """One exercise's history taken over by another, and which rows went over."""

    id: UUID
    exercise_id: UUID
    into_exercise_id: UUID
    session_exercise_ids: list[UUID]
    plan_exercise_ids: list[UUID]
    created_at: datetime
    undone_at: datetime | None


class ExportedPlanDay(Struct):
    id: UUID
    plan_id: UUID
    day_name: str
    week: int | None
    display_order: int
    notes: str


class ExportedPlanExercise(Struct):
    id: UUID
    plan_id: UUID
    plan_day_id: UUID | None
    exercise_id: UUID
    display_order: int
    intensity_technique: IntensityTechnique
    warmup_sets: int
    working_sets: int
    target_reps: int
    target_reps_max: int | None
    rpe_early: int
    rpe_last: int
    rest_time: int
    rest_time_max: int | None
    superset_group: int | None
    per_side: bool
    first_substitute_id: UUID | None
    second_substitute_id: UUID | None
    set_targets: list[SetTarget]
    notes: str
    returning_note: str


class ExportedPlan(Struct):
    """A plan with its days and its exercises, both in their order."""

    id: UUID
    plan_name: str
    notes: str
    archived_at: datetime | None
    created_at: datetime
    updated_at: datetime | None
    days: list[ExportedPlanDay]
    exercises: list[ExportedPlanExercise]


class ExportedSet(Struct):
    """One set exactly as it was typed."""

    id: UUID
    session_exercise_id: UUID
    exercise_id: UUID
    set_type: SetType
    set_index: int
    reps: int | None
    load: Decimal | None
    load_unit: LoadUnit | None
    load_mode: LoadMode
    duration_seconds: Decimal | None
    distance: Decimal | None
    distance_unit: DistanceUnit | None
    rpe: Decimal | None
    rir: Decimal | None
    rest_seconds: int | None
    side: Side | None
    technique: IntensityTechnique | None
    continues_set_id: UUID | None
    note: str
    performed_at: datetime
    created_at: datetime


class ExportedWorkoutExercise(Struct):
    """One exercise of a workout, with its sets in their order."""

    id: UUID
    session_id: UUID
    plan_exercise_id: UUID | None
    exercise_id: UUID
    display_order: int
    superset_group: int | None
    target: Target | None
    notes: str
    returning_note: str
    sets: list[ExportedSet]


class ExportedWorkout(Struct):
    """One workout, with its exercises in their order."""

    id: UUID
    plan_id: UUID | None
    plan_day_id: UUID | None
    status: SessionStatus
    name: str
    notes: str
    started_at: datetime
    completed_at: datetime | None
    time_zone: str
    performed_on: date
    body_weight: Decimal | None
    body_weight_unit: LoadUnit | None
    created_at: datetime
    updated_at: datetime | None
    restored_at: datetime | None
    exercises: list[ExportedWorkoutExercise]


class ExportedMeasurement(Struct):
    id: UUID
    part: BodyPart
    amount: Decimal
    unit: BodyUnit
    measured_at: datetime
    note: str
    created_at: datetime
    updated_at: datetime | None


class ExportedImport(Struct):
    """One run over one file from another app."""

    id: UUID
    source: str
    dialect: str
    file_name: str
    file_digest: Hexadecimal
    options: dict[str, str | bool | dict[str, str] | None]
    rows_in: int
    set_rows: int
    rest_rows: int
    note_rows: int
    set_aside_rows: int
    workouts_added: int
    workouts_known: int
    workouts_changed: int
    sets_added: int
    created_at: datetime


class ExportedImportedRow(Struct):
    """One row of an imported file, verbatim."""

    import_id: UUID
    line_number: int
    text: str
    outcome: RowOutcome
    reason: str | None
    set_id: UUID | None


class ExportedImportedWorkout(Struct):
    """Which workout of a file became which one here."""

    source: str
    local_start: WallClock
    occurrence: int
    import_id: UUID
    workout_id: UUID | None
    content_digest: Hexadecimal


class Export(Struct):
    """Everything that one person owns, as it was at one moment.

    Loads and all other amounts are as typed: a decimal in a string, with its unit beside it. Instants are UTC. What
    is left out of every row is whose it is (the account's `id`), and what would let someone else in (the password's
    hash, the secrets of sign-ins). A later version may have more fields; one that takes any away has another `version`.
    """

    format: Literal["mygymtracker"]
    version: Literal[1]
    exported_at: datetime
    account: ExportedAccount
    login_sessions: list[ExportedLoginSession]
    sign_in_events: Annotated[list[ExportedSignInEvent], Meta(description="Oldest first.")]
    oauth_providers: list[ExportedProvider]
    exercises: list[ExportedExercise]
    shared_exercises: list[SharedExercise]
    exercise_merges: list[ExportedMerge]
    plans: list[ExportedPlan]
    workouts: Annotated[list[ExportedWorkout], Meta(description="Oldest first.")]
    body_measurements: Annotated[list[ExportedMeasurement], Meta(description="Oldest first.")]
    imports: Annotated[list[ExportedImport], Meta(description="Oldest first.")]
    imported_rows: Annotated[list[ExportedImportedRow], Meta(description="In the order of each file.")]
    imported_workouts: list[ExportedImportedWorkout]
