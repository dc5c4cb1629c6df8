"""What devices hold: the kinds of rows, the fields of each, and the rows as they are now.

PostgreSQL writes the JSON of a row, from the columns that the fields of its kind name: the shape that is described and
the one that is sent cannot differ.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any, Final
from typing import cast as cast_type
from uuid import UUID

import msgspec
from msgspec import Meta, Struct
from sqlalchemy import (
    ARRAY,
    CTE,
    ColumnElement,
    DateTime,
    Numeric,
    String,
    TableValuedAlias,
    Text,
    Uuid,
    bindparam,
    case,
    cast,
    func,
    literal_column,
    null,
    select,
)
from sqlalchemy.dialects.postgresql import array
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from mygymtracker.accounts.profile import Bar, Plate
from mygymtracker.database.columns import Base
from mygymtracker.database.driver import fetch_rows
from mygymtracker.database.entities import (
    BodyMeasurement,
    BodyPart,
    BodyUnit,
    E1rmFormula,
    Equipment,
    Exercise,
    ExerciseSet,
    IntensityTechnique,
    Laterality,
    Measurement,
    MovementPattern,
    Muscle,
    PlanDay,
    PlanExercise,
    SessionExercise,
    SessionStatus,
    SetType,
    Sex,
    Side,
    User,
    WorkoutPlan,
    WorkoutSession,
)
from mygymtracker.plans.targets import SetTarget, Target
from mygymtracker.quantities import DistanceUnit, LoadMode, LoadUnit


class Kind(StrEnum):
    """What a row is; what others belong to comes before them."""

    PROFILE = "profile"
    EXERCISE = "exercise"
    PLAN = "plan"
    PLAN_DAY = "plan_day"
    PLAN_EXERCISE = "plan_exercise"
    WORKOUT = "workout"
    WORKOUT_EXERCISE = "workout_exercise"
    SET = "set"
    MEASUREMENT = "measurement"


# ------------------------------------------------------------------------------------------------ what rows consist of

ArchivedAt = Annotated[datetime | None, Meta(description="Out of sight since then; null while it is in use.")]
Place = Annotated[int, Meta(description="Its place; where two share one, the id decides.")]
SupersetGroup = Annotated[int | None, Meta(description="Exercises of one group are done in turns.")]


class ProfileFields(Struct, frozen=True, kw_only=True):
    """What the person says of themselves."""

    display_name: str
    unit: Annotated[LoadUnit, Meta(description="Loads are shown in it where they were not typed in one.")]
    time_zone: Annotated[str, Meta(description="An IANA name; days begin and end there.")]
    first_weekday: Annotated[int, Meta(description="1 is Monday, 7 is Sunday.")]
    bars: Annotated[list[Bar], Meta(description="The bars at hand.")]
    plates: Annotated[list[Plate], Meta(description="The plates at hand.")]
    e1rm_formula: Annotated[E1rmFormula, Meta(description="For estimated one-repetition maxima.")]
    sex: Sex | None
    birth_year: int | None


class ExerciseFields(Struct, frozen=True, kw_only=True):
    """One exercise, shared or one's own."""

    name: str
    aliases: Annotated[list[str], Meta(description="Other names that it is found by.")]
    primary_muscles: Annotated[list[Muscle], Meta(description="What it is done for.")]
    secondary_muscles: Annotated[list[Muscle], Meta(description="What works along.")]
    equipment: Equipment | None
    movement_pattern: MovementPattern | None
    measurement: Annotated[Measurement, Meta(description="Which numbers a set of it has.")]
    load_mode: Annotated[LoadMode, Meta(description="What the number of a load means for the movement.")]
    laterality: Laterality
    default_rest_seconds: int | None
    load_step: Annotated[Decimal | None, Meta(description="The smallest change of load that makes sense.")]
    load_step_unit: LoadUnit | None
    notes: str
    archived_at: ArchivedAt
    shared: Annotated[bool, Meta(description="Everybody's, and so in nobody's log; otherwise one's own.")]


class PlanFields(Struct, frozen=True, kw_only=True):
    """One plan, without what is in it."""

    plan_name: str
    notes: str
    archived_at: ArchivedAt


class PlanDayFields(Struct, frozen=True, kw_only=True):
    """One training day of a plan, without its exercises."""

    plan_id: UUID
    day_name: str
    week: Annotated[int | None, Meta(description="From 1; null is every week.")]
    display_order: Place
    notes: str


class PlanExerciseFields(Struct, frozen=True, kw_only=True):
    """One exercise of a plan."""

    plan_id: UUID
    exercise_id: UUID
    plan_day_id: Annotated[UUID | None, Meta(description="Null in a plan without days.")]
    display_order: Place
    intensity_technique: Annotated[IntensityTechnique, Meta(description="Of the last working set.")]
    warmup_sets: int
    working_sets: int
    target_reps: int
    target_reps_max: Annotated[int | None, Meta(description="The upper end of a range.")]
    rpe_early: Annotated[int, Meta(description="Of all working sets but the last.")]
    rpe_last: Annotated[int, Meta(description="Of the last working set.")]
    rest_time: Annotated[int, Meta(description="Seconds.")]
    rest_time_max: Annotated[int | None, Meta(description="Seconds; the upper end of a range.")]
    superset_group: SupersetGroup
    per_side: Annotated[bool, Meta(description="Repetitions are meant for each side.")]
    substitutes: Annotated[list[UUID], Meta(description="Exercises to do instead, in this order.")]
    set_targets: Annotated[list[SetTarget], Meta(description="What single sets are meant to be, where they differ.")]
    notes: str
    returning_note: Annotated[str, Meta(description="Shown at the next time; training changes it.")]


class WorkoutFields(Struct, frozen=True, kw_only=True):
    """One workout, without its exercises."""

    name: str
    notes: str
    started_at: datetime
    completed_at: Annotated[datetime | None, Meta(description="Null unless it is completed.")]
    status: SessionStatus
    time_zone: Annotated[str, Meta(description="An IANA name: where it was done.")]
    body_weight: Annotated[Decimal | None, Meta(description="As typed, in `body_weight_unit`.")]
    body_weight_unit: LoadUnit | None
    plan_id: UUID | None
    plan_day_id: UUID | None
    performed_on: Annotated[date, Meta(description="The day it began, where it was done (`time_zone`).")]
    restored_at: Annotated[
        datetime | None,
        Meta(description="When it came back from the trash, because something was logged for it; null if never."),
    ]


class WorkoutExerciseFields(Struct, frozen=True, kw_only=True):
    """One exercise of a workout, without its sets."""

    workout_id: UUID
    exercise_id: UUID
    display_order: Place
    superset_group: SupersetGroup
    notes: str
    returning_note: Annotated[str, Meta(description="Shown again at the next workout of the same plan.")]
    plan_exercise_id: Annotated[UUID | None, Meta(description="What it was copied from.")]
    target: Annotated[Target | None, Meta(description="What the plan asked for when the workout began.")]


class SetFields(Struct, frozen=True, kw_only=True):
    """One set as it was typed: nothing converted, nothing rounded, null where nothing was entered."""

    workout_exercise_id: UUID
    set_type: SetType
    set_index: Annotated[int, Meta(description="Its place, from 1; where two share one, the id decides.")]
    reps: Annotated[int | None, Meta(description="Repetitions; 0 is an attempt of which none was made.")]
    load: Annotated[Decimal | None, Meta(description="As typed, in `load_unit`; with `load_mode` assisted, the help.")]
    load_unit: LoadUnit | None
    load_mode: Annotated[LoadMode, Meta(description="What the number of the load means for the movement.")]
    duration_seconds: Decimal | None
    distance: Annotated[Decimal | None, Meta(description="As typed, in `distance_unit`.")]
    distance_unit: DistanceUnit | None
    rpe: Annotated[Decimal | None, Meta(description="Effort, 0 to 10, where it was entered so.")]
    rir: Annotated[Decimal | None, Meta(description="Repetitions in reserve, where effort was entered so.")]
    rest_seconds: int | None
    note: str
    technique: IntensityTechnique | None
    continues_set_id: Annotated[UUID | None, Meta(description="The set that this one is a piece of.")]
    performed_at: Annotated[datetime, Meta(description="When; the workout's start where the instant is unknown.")]
    side: Annotated[Side | None, Meta(description="With `each`, repetitions and load are those of one side.")]
    exercise_id: Annotated[UUID, Meta(description="That of the `workout_exercise`.")]


class MeasurementFields(Struct, frozen=True, kw_only=True):
    """One measurement of the body, as it was typed."""

    part: BodyPart
    amount: Annotated[Decimal, Meta(description="As typed, in `unit`.")]
    unit: BodyUnit
    measured_at: datetime
    note: str


# --------------------------------------------------------------------------------------------- where they come from

Column = ColumnElement[Any] | InstrumentedAttribute[Any]


@dataclass(frozen=True, slots=True)
class Source:
    """The table that holds the rows of a kind. `renamed` are the fields that are no column of that name."""

    kind: Kind
    entity: type[Base]
    shape: type[Struct]
    renamed: Mapping[str, Column] = field(default_factory=dict)

    @property
    def table(self) -> str:
        return str(self.entity.__tablename__)

    @property
    def row_id(self) -> ColumnElement[UUID]:
        return cast_type("ColumnElement[UUID]", getattr(self.entity, "id"))  # noqa: B009 — not every entity has it

    def columns(self) -> list[ColumnElement[Any]]:
        """One for each field, under its name."""
        return [
            _as_sent(self.renamed[name] if name in self.renamed else getattr(self.entity, name)).label(name)
            for name in self.shape.__struct_fields__
        ]


_LAST_INSTANT: Final = literal_column("'9999-12-31T23:59:59.999999Z'", String)


def _as_sent(column: Column) -> ColumnElement[Any]:
    """A column as REST shows it, where PostgreSQL's own JSON would not: amounts as typed, instants in UTC."""
    match column.type:
        case Numeric():
            return cast(column, Text)
        case DateTime(timezone=True):
            in_utc = func.timezone(literal_column("'UTC'"), column)
            written = func.to_char(in_utc, literal_column("""'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'"""))
            shown = func.replace(written, literal_column("'.000000'"), literal_column("''"))
            # to_char knows no infinity, which earlier versions kept; `clocks.finite` is the same instant
            return case((func.isfinite(column), shown), (column.is_not(None), _LAST_INSTANT))
    return column.expression


SOURCES: Final = (
    Source(Kind.PROFILE, User, ProfileFields),
    Source(Kind.EXERCISE, Exercise, ExerciseFields, {"shared": Exercise.owner_id.is_(None)}),
    Source(Kind.PLAN, WorkoutPlan, PlanFields),
    Source(Kind.PLAN_DAY, PlanDay, PlanDayFields),
    Source(
        Kind.PLAN_EXERCISE,
        PlanExercise,
        PlanExerciseFields,
        {
            "substitutes": func.array_remove(
                array([PlanExercise.first_substitute_id, PlanExercise.second_substitute_id]), null()
            )
        },
    ),
    Source(Kind.WORKOUT, WorkoutSession, WorkoutFields),
    Source(
        Kind.WORKOUT_EXERCISE, SessionExercise, WorkoutExerciseFields, {"workout_id": SessionExercise.session_id}
    ),
    Source(Kind.SET, ExerciseSet, SetFields, {"workout_exercise_id": ExerciseSet.session_exercise_id}),
    Source(Kind.MEASUREMENT, BodyMeasurement, MeasurementFields),
)  # fmt: skip
#: By kind, and by the name of the table that the log knows.
BY_KIND: Final[Mapping[Kind, Source]] = {source.kind: source for source in SOURCES}
BY_TABLE: Final[Mapping[str, Source]] = {source.table: source for source in SOURCES}

# ------------------------------------------------------------------------------------------------ the rows as they are


def fields_of(
    keys: CTE | TableValuedAlias, table: ColumnElement[str], row_id: ColumnElement[UUID]
) -> ColumnElement[str]:
    """The JSON text of the fields of a row that `keys` names by its table and id; NULL where there is none.

    A question for each row: one step in the index of its table, however the planner reckons.
    """
    questions = {source.table: _fields(source, keys, row_id) for source in SOURCES}
    return case(*((table == text_constant(name), question) for name, question in questions.items()))


def kind_of(table: ColumnElement[str]) -> ColumnElement[str]:
    """The kind of the rows of a table that the log knows."""
    return case(*((table == text_constant(source.table), text_constant(source.kind.value)) for source in SOURCES))


def _fields(source: Source, keys: CTE | TableValuedAlias, row_id: ColumnElement[UUID]) -> ColumnElement[str]:
    row = select(*source.columns()).where(source.row_id == row_id).correlate(keys).subquery("shown")
    return select(cast(func.row_to_json(row.table_valued()), Text)).correlate(keys).scalar_subquery()


def text_constant(constant: str) -> ColumnElement[str]:
    """Written out, for it is ours, and the same in every statement."""
    return literal_column(f"'{constant}'", String)


@dataclass(frozen=True, slots=True)
class RowKey:
    """What a row is, and its id."""

    kind: Kind
    id: UUID


_KEYS: Final = (
    func.unnest(bindparam("tables", type_=ARRAY(Text)), bindparam("ids", type_=ARRAY(Uuid())))
    .table_valued("table_name", "row_id")
    .render_derived(name="keys")
)
_NOW: Final = select(_KEYS.c.table_name, _KEYS.c.row_id, fields_of(_KEYS, _KEYS.c.table_name, _KEYS.c.row_id))


async def rows_now(session: AsyncSession, keys: Collection[RowKey]) -> dict[RowKey, msgspec.Raw]:
    """The fields of those rows that there are, as JSON. One statement; none for no keys."""
    if not keys:
        return {}
    wanted = list(keys)
    parameters = {"tables": [BY_KIND[key.kind].table for key in wanted], "ids": [key.id for key in wanted]}
    found = await fetch_rows(session, _NOW, parameters)
    return {
        RowKey(BY_TABLE[table].kind, row_id): msgspec.Raw(fields)
        for table, row_id, fields in found
        if fields is not None
    }
