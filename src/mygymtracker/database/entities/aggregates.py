"""What people own, declared once: every kind of row with its table, its parents, its words and its places.

What is logged, told, undone, synced, exported and removed with an account is derived from this list, as are the kinds
that the web client knows. What a column is (its type, its default, whether it may be empty) the entity says.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import Column, Table
from sqlalchemy.types import TypeEngine

from mygymtracker.database.change_triggers import (
    EVENTS,
    IMPORTED_ROWS,
    IMPORTED_WORKOUTS,
    OWN_EXERCISES,
    OWNED_ROWS,
    PROFILE,
    Logged,
    Rows,
    declare_log,
)
from mygymtracker.database.columns import Base
from mygymtracker.database.entities.body import BodyMeasurement
from mygymtracker.database.entities.exercises import Exercise, ExerciseMerge
from mygymtracker.database.entities.imports import Import, ImportedRow, ImportedWorkout
from mygymtracker.database.entities.plans import PlanDay, PlanExercise, WorkoutPlan
from mygymtracker.database.entities.signing_in import LoginSession, SignInEvent
from mygymtracker.database.entities.users import User, UserOAuthProvider
from mygymtracker.database.entities.workouts import ExerciseSet, SessionExercise, WorkoutSession


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


class ChangedKind(StrEnum):
    """What a row is, in the words of the API. Those that are imported are what an import keeps of its file."""

    PROFILE = "profile"
    EXERCISE = "exercise"
    EXERCISE_MERGE = "exercise_merge"
    PLAN = "plan"
    PLAN_DAY = "plan_day"
    PLAN_EXERCISE = "plan_exercise"
    WORKOUT = "workout"
    WORKOUT_EXERCISE = "workout_exercise"
    SET = "set"
    MEASUREMENT = "measurement"
    IMPORT = "import"
    IMPORTED_WORKOUT = "imported_workout"
    IMPORTED_ROW = "imported_row"


@dataclass(frozen=True, slots=True)
class Parent:
    """What a row belongs to, and the column that names it."""

    entity: type[Base]
    column: str

    @property
    def table(self) -> str:
        return str(self.entity.__tablename__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Aggregate:
    """One kind of row that people own.

    - `kind` is its name in the API, `word` in a sentence (a day of a plan), `thing` where that has no such article.
    - `parents` are what it belongs to, the nearest first; it is counted under them as `counted_as`.
    - `instant` is the column that says when it was. `order` are the columns by which its rows are listed, in the
      export's list `section`: of the whole file, or of the parent's row where it has one.
    - `renamed` are the names of fields, outside the tables, that their columns do not have.
    - `rows` is how the log notes its rows, None where it does not, and at which `events`.
    - `precedence`: a change is told by those of its rows with the lowest first.
    """

    kind: str
    entity: type[Base]
    word: str
    section: str
    thing: str = ""
    rows: Rows | None = OWNED_ROWS
    events: tuple[str, ...] = EVENTS
    precedence: int = 0
    parents: tuple[Parent, ...] = ()
    counted_as: str = ""
    instant: str | None = None
    order: tuple[str, ...] = ()
    renamed: Mapping[str, str] = field(default_factory=dict)

    @property
    def table(self) -> str:
        return str(self.entity.__tablename__)

    @property
    def columns(self) -> Mapping[str, Column[object]]:
        table = self.entity.__table__
        assert isinstance(table, Table)  # noqa: S101 — no entity is a view or a join
        return dict(table.columns.items())

    def public_name(self, column: str) -> str:
        """The name of the field that a column is outside the tables."""
        return next((name for name, renamed in self.renamed.items() if renamed == column), column)

    @property
    def home(self) -> Parent | None:
        """The parent without which it cannot be; a `PlanExercise` may be in no day, and is in a plan."""
        return next((parent for parent in self.parents if not self.columns[parent.column].nullable), None)

    @property
    def is_synced(self) -> bool:
        return self.kind in {each.value for each in Kind}

    @property
    def is_named(self) -> bool:
        """Whether a change names each of its rows; else only the import that they came with."""
        return self.rows is not None and self.rows.are_named

    @property
    def description(self) -> str:
        """What a row is, in the words of its entity."""
        return inspect.cleandoc(self.entity.__doc__ or "").partition("\n\n")[0].replace("\n", " ")

    @property
    def with_article(self) -> str:
        """A set, an exercise of a workout."""
        return f"{'an' if self.word[0] in 'aeiou' else 'a'} {self.word}"


#: Parents before children: rows are made in this order, and removed in the opposite one.
AGGREGATES: Final = (
    Aggregate(
        kind="profile",
        entity=User,
        word="profile",
        thing="the profile",
        section="account",
        rows=PROFILE,
        events=("UPDATE",),
        precedence=2,
    ),
    Aggregate(
        kind="login_session",
        entity=LoginSession,
        word="sign-in",
        section="login_sessions",
        rows=None,
        order=("created_at", "id"),
    ),
    Aggregate(
        kind="sign_in_event",
        entity=SignInEvent,
        word="event of a sign-in",
        section="sign_in_events",
        rows=None,
        order=("happened_at", "id"),
    ),
    Aggregate(
        kind="oauth_provider",
        entity=UserOAuthProvider,
        word="account elsewhere",
        section="oauth_providers",
        rows=None,
    ),
    Aggregate(
        kind="exercise",
        entity=Exercise,
        word="exercise",
        section="exercises",
        rows=OWN_EXERCISES,
        precedence=5,
        order=("id",),
    ),
    Aggregate(
        kind="exercise_merge",
        entity=ExerciseMerge,
        word="merge of exercises",
        section="exercise_merges",
        precedence=1,
        order=("created_at", "id"),
    ),
    Aggregate(
        kind="plan",
        entity=WorkoutPlan,
        word="plan",
        section="plans",
        precedence=3,
        order=("created_at", "id"),
    ),
    Aggregate(
        kind="plan_day",
        entity=PlanDay,
        word="day of a plan",
        section="days",
        precedence=7,
        parents=(Parent(WorkoutPlan, "plan_id"),),
        counted_as="day",
        order=("display_order", "id"),
    ),
    Aggregate(
        kind="plan_exercise",
        entity=PlanExercise,
        word="exercise of a plan",
        section="exercises",
        precedence=8,
        parents=(Parent(PlanDay, "plan_day_id"), Parent(WorkoutPlan, "plan_id")),
        counted_as="exercise",
        order=("display_order", "id"),
    ),
    Aggregate(
        kind="workout",
        entity=WorkoutSession,
        word="workout",
        section="workouts",
        precedence=4,
        instant="started_at",
        order=("started_at", "id"),
    ),
    Aggregate(
        kind="workout_exercise",
        entity=SessionExercise,
        word="exercise of a workout",
        section="exercises",
        precedence=9,
        parents=(Parent(WorkoutSession, "session_id"),),
        counted_as="exercise",
        order=("display_order", "id"),
        renamed={"workout_id": "session_id"},
    ),
    Aggregate(
        kind="set",
        entity=ExerciseSet,
        word="set",
        section="sets",
        precedence=10,
        parents=(Parent(SessionExercise, "session_exercise_id"),),
        counted_as="set",
        instant="performed_at",
        order=("set_index", "id"),
        renamed={"workout_exercise_id": "session_exercise_id"},
    ),
    Aggregate(
        kind="measurement",
        entity=BodyMeasurement,
        word="measurement",
        section="body_measurements",
        precedence=6,
        instant="measured_at",
        order=("measured_at", "id"),
    ),
    Aggregate(
        kind="import",
        entity=Import,
        word="import",
        section="imports",
        order=("created_at", "id"),
    ),
    # what a file said comes with its import and is never changed; it is kept when it goes
    Aggregate(
        kind="imported_row",
        entity=ImportedRow,
        word="imported row",
        thing="what is known of an import",
        section="imported_rows",
        rows=IMPORTED_ROWS,
        events=("UPDATE", "DELETE"),
        precedence=12,
        order=("import_id", "line_number"),
    ),
    Aggregate(
        kind="imported_workout",
        entity=ImportedWorkout,
        word="imported workout",
        thing="what is known of an import",
        section="imported_workouts",
        rows=IMPORTED_WORKOUTS,
        precedence=11,
        order=("import_id",),
    ),
)
BY_TABLE: Final[Mapping[str, Aggregate]] = {each.table: each for each in AGGREGATES}
#: Those whose changes are in the log.
IN_LOG: Final = tuple(each for each in AGGREGATES if each.rows is not None)
SYNCED: Final = tuple(each for each in AGGREGATES if each.is_synced)
LOGGED: Final = tuple(Logged(each.table, each.rows, each.events) for each in AGGREGATES if each.rows is not None)
#: Tables in the order in which a change is told by them: what brings others along comes first.
PRECEDENCE: Final = tuple(each.table for each in sorted(IN_LOG, key=lambda each: each.precedence))


def above(table: str) -> Iterator[str]:
    """The tables of what a row belongs to, and of what that belongs to."""
    for parent in BY_TABLE[table].parents:
        yield parent.table
        yield from above(parent.table)


def below(table: str) -> Iterator[Aggregate]:
    """What belongs to a row, and what belongs to that, parents first."""
    return (each for each in AGGREGATES if table in above(each.table))


def columns_of_type(kind: type[TypeEngine[Any]]) -> frozenset[str]:
    """The names of the columns of a type in the tables that are logged, such as those that hold decimals."""
    return frozenset(name for each in IN_LOG for name, column in each.columns.items() if isinstance(column.type, kind))


declare_log(Base.metadata, LOGGED)
