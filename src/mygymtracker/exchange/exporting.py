"""Everything that one person owns, in one file (`export_shapes.Export`).

One statement gives it all, so that the file shows one moment: a set is never without its workout. PostgreSQL writes
the JSON of each row, and rows arrive some hundred at a time, so that neither memory nor the event loop has to hold
a lifetime of training.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final, Protocol

import msgspec
from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    DateTime,
    Integer,
    LargeBinary,
    Numeric,
    Select,
    String,
    Uuid,
    cast,
    func,
    literal_column,
    null,
    select,
    union,
    union_all,
)
from sqlalchemy.dialects.postgresql import aggregate_order_by
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from mygymtracker.database.columns import Base
from mygymtracker.database.entities import (
    BodyMeasurement,
    Exercise,
    ExerciseMerge,
    ExerciseSet,
    Import,
    ImportedRow,
    ImportedWorkout,
    LoginSession,
    PlanDay,
    PlanExercise,
    SessionExercise,
    SignInEvent,
    User,
    UserOAuthProvider,
    WorkoutPlan,
    WorkoutSession,
)
from mygymtracker.database.streaming import stream_rows
from mygymtracker.errors import NotFound
from mygymtracker.exchange.export_shapes import (
    Export,
    ExportedAccount,
    ExportedExercise,
    ExportedImport,
    ExportedImportedRow,
    ExportedImportedWorkout,
    ExportedLoginSession,
    ExportedMeasurement,
    ExportedMerge,
    ExportedPlan,
    ExportedPlanDay,
    ExportedPlanExercise,
    ExportedProvider,
    ExportedSet,
    ExportedSignInEvent,
    ExportedWorkout,
    ExportedWorkoutExercise,
    SharedExercise,
)

FORMAT: Final = "mygymtracker"
VERSION: Final = 1

#: The shape of each owned entity's rows.
SHAPES: Final[dict[type[Base], type[msgspec.Struct]]] = {
    User: ExportedAccount,
    LoginSession: ExportedLoginSession,
    SignInEvent: ExportedSignInEvent,
    UserOAuthProvider: ExportedProvider,
    Exercise: ExportedExercise,
    ExerciseMerge: ExportedMerge,
    WorkoutPlan: ExportedPlan,
    PlanDay: ExportedPlanDay,
    PlanExercise: ExportedPlanExercise,
    WorkoutSession: ExportedWorkout,
    SessionExercise: ExportedWorkoutExercise,
    ExerciseSet: ExportedSet,
    BodyMeasurement: ExportedMeasurement,
    Import: ExportedImport,
    ImportedRow: ExportedImportedRow,
    ImportedWorkout: ExportedImportedWorkout,
}
#: Columns that no row shows, and why.
LEFT_OUT: Final = {
    "user_id": "is the account's id",
    "owner_id": "is the account's id",
    "version": "is computed from the row, for whoever writes it back",
    "password_hash": "is a secret",
    "secret_digest": "is a secret",
    "creation_digest": "is no more than what this row was created with, for requests sent twice",
}

Json = ColumnElement[Any]


class Writable(Protocol):
    """A file that is written to."""

    def write(self, data: bytes, /) -> object: ...


@dataclass(frozen=True, slots=True)
class _Section:
    """A field of `Export`, and the rows that fill it, in the order of what `order` names of them."""

    name: str
    rows: Select[Any]


def _json(entity: type[Base], **nested: Json) -> Json:
    """The JSON object of a row, with the fields of its shape; `nested` are those that hold rows of their own."""
    return _object(entity, SHAPES[entity], nested)


def _object(entity: type[Base], shape: type[msgspec.Struct], nested: Mapping[str, Json]) -> Json:
    parts: list[Any] = []
    for field in shape.__struct_fields__:
        value = nested[field] if field in nested else _value(getattr(entity, field))
        parts += [literal_column(f"'{field}'"), value]  # a field's name is ours, and never anyone's input
    return func.json_build_object(*parts)


def _value(column: InstrumentedAttribute[Any]) -> ColumnElement[Any]:
    """A column as JSON shows it where PostgreSQL's own way would not do: amounts as typed, instants in UTC."""
    match column.type:
        case Numeric():
            return cast(column, String)
        case DateTime(timezone=True):
            in_utc = func.timezone(literal_column("'UTC'"), column)
            return func.to_char(in_utc, literal_column("""'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'"""))
        case LargeBinary():
            return func.encode(column, literal_column("'hex'"))
    return column.expression


def _children(entity: type[Base], parent: type[Base], belongs: Any, *order: Any, **nested: Json) -> Json:
    """The rows of an entity that belong to one of its parent's, in order, as a JSON list."""
    rows = func.json_agg(aggregate_order_by(_json(entity, **nested), *order))
    found = select(func.coalesce(rows, literal_column("'[]'::json"))).select_from(entity).where(belongs)
    return found.correlate(parent).scalar_subquery()


def _section(
    name: str, row: Json, entity: type[Base], *, at: Any = None, key: Any = None, number: Any = None
) -> _Section:
    """Rows are in the order of `at`, then `key`, then `number`."""
    return _Section(
        name,
        select(
            cast(null(), DateTime(timezone=True)).label("at") if at is None else at.label("at"),
            cast(null(), Uuid()).label("key") if key is None else key.label("key"),
            cast(null(), Integer).label("number") if number is None else number.label("number"),
            cast(row, String).label("row"),
        ).select_from(entity),
    )


_PLAN: Final = _json(
    WorkoutPlan,
    days=_children(PlanDay, WorkoutPlan, PlanDay.plan_id == WorkoutPlan.id, PlanDay.display_order, PlanDay.id),
    exercises=_children(
        PlanExercise,
        WorkoutPlan,
        PlanExercise.plan_id == WorkoutPlan.id,
        PlanExercise.display_order,
        PlanExercise.id,
    ),
)
_SETS: Final = _children(
    ExerciseSet,
    SessionExercise,
    ExerciseSet.session_exercise_id == SessionExercise.id,
    ExerciseSet.set_index,
    ExerciseSet.id,
)
_WORKOUT: Final = _json(
    WorkoutSession,
    exercises=_children(
        SessionExercise,
        WorkoutSession,
        SessionExercise.session_id == WorkoutSession.id,
        SessionExercise.display_order,
        SessionExercise.id,
        sets=_SETS,
    ),
)
_NAMED: Final[CompoundSelect[Any]] = union(
    select(SessionExercise.exercise_id),
    select(PlanExercise.exercise_id),
    select(PlanExercise.first_substitute_id),
    select(PlanExercise.second_substitute_id),
    select(ExerciseMerge.exercise_id),
    select(ExerciseMerge.into_exercise_id),
)


def _sections() -> Iterator[_Section]:
    """In the order of the fields of `Export`."""
    yield _section("account", _json(User), User)
    yield _section("login_sessions", _json(LoginSession), LoginSession, at=LoginSession.created_at, key=LoginSession.id)
    signed_in = SignInEvent
    yield _section("sign_in_events", _json(signed_in), signed_in, at=signed_in.happened_at, key=signed_in.id)
    yield _section("oauth_providers", _json(UserOAuthProvider), UserOAuthProvider)
    exercises = _section("exercises", _json(Exercise), Exercise, key=Exercise.id)
    yield _Section("exercises", exercises.rows.where(Exercise.owner_id.is_not(None)))
    shared = _section("shared_exercises", _object(Exercise, SharedExercise, {}), Exercise, key=Exercise.id)
    yield _Section("shared_exercises", shared.rows.where(Exercise.owner_id.is_(None), Exercise.id.in_(_NAMED)))
    yield _section(
        "exercise_merges", _json(ExerciseMerge), ExerciseMerge, at=ExerciseMerge.created_at, key=ExerciseMerge.id
    )
    yield _section("plans", _PLAN, WorkoutPlan, at=WorkoutPlan.created_at, key=WorkoutPlan.id)
    yield _section("workouts", _WORKOUT, WorkoutSession, at=WorkoutSession.started_at, key=WorkoutSession.id)
    measured = BodyMeasurement
    yield _section("body_measurements", _json(measured), measured, at=measured.measured_at, key=measured.id)
    yield _section("imports", _json(Import), Import, at=Import.created_at, key=Import.id)
    yield _section(
        "imported_rows", _json(ImportedRow), ImportedRow, key=ImportedRow.import_id, number=ImportedRow.line_number
    )
    yield _section("imported_workouts", _json(ImportedWorkout), ImportedWorkout, key=ImportedWorkout.import_id)


SECTIONS: Final = tuple(_sections())


def _everything() -> Select[*tuple[Any, ...]]:
    """Rows of (the number of a section, the JSON of one of its rows)."""
    parts = (
        section.rows.add_columns(literal_column(str(number), Integer).label("section"))
        for number, section in enumerate(SECTIONS)
    )
    rows = union_all(*parts).subquery("everything")
    return select(rows.c.section, rows.c.row).order_by(rows.c.section, rows.c.at, rows.c.key, rows.c.number)


EVERYTHING: Final = _everything()


async def write_export(session: AsyncSession, *, into: Writable, now: datetime) -> None:
    """Writes the file of whoever acts (`export_shapes.Export`).

    Raises NotFound for an account that is gone by now, and asyncpg's errors; what was written until then is no file.
    """
    into.write(_head(now))
    place = -1
    async for piece in stream_rows(session, EVERYTHING, {}):
        written: list[str] = []
        for section, row in piece:
            written += [",\n", row] if section == place else [*_until(section, place), row]
            place = section
        into.write("".join(written).encode())
    if place < 0:
        raise NotFound("There is no such account.")
    into.write("".join([*_until(len(SECTIONS), place), "}\n"]).encode())


def _head(now: datetime) -> bytes:
    opened = msgspec.json.encode({"format": FORMAT, "version": VERSION, "exported_at": now.astimezone(UTC)})
    return opened.removesuffix(b"}")


def _until(section: int, place: int) -> Iterator[str]:
    """What closes the section at `place` (-1: none yet), and opens and closes all those up to `section`."""
    for passed in range(max(place, 0), section + 1):
        opens = passed != place
        if opens and passed < len(SECTIONS):
            yield f',\n"{SECTIONS[passed].name}":' + ("" if passed == 0 else "[\n")
        if passed < section and passed != 0:
            yield "\n]"


assert tuple(section.name for section in SECTIONS) == Export.__struct_fields__[3:]  # noqa: S101 — the order is one
