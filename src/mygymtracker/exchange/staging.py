"""Workouts and rows of a file on their way into the database, many at a time.

COPY into a table with row security is refused, so rows are COPYed into temporary tables of the transaction and go on
by INSERT … SELECT, which is subject to every policy, key and trigger (`staged_tables`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from operator import attrgetter
from typing import Any, Final, NamedTuple
from uuid import UUID

from msgspec import Struct
from msgspec.structs import astuple
from sqlalchemy import TextClause, text
from sqlalchemy.ext.asyncio import AsyncSession
from uuid_utils import UUID as FastUUID
from uuid_utils import uuid7

from mygymtracker.database.driver import driver_of
from mygymtracker.database.entities import (
    ExerciseSet,
    ImportedRow,
    ImportedWorkout,
    SessionExercise,
    WorkoutSession,
)
from mygymtracker.database.many_rows import FOR_MANY
from mygymtracker.database.transaction import transaction_of
from mygymtracker.exchange.import_decisions import Placed
from mygymtracker.exchange.keys_by_line import KeysByLine
from mygymtracker.exchange.matching import Matched
from mygymtracker.exchange.records import COPIED, ExerciseRecord, RowOutcome, SetRecord, SourceRow, WorkoutRecord
from mygymtracker.exchange.staged_tables import StagedTable, as_text, numbers_among, pass_through, preparation
from mygymtracker.exchange.workout_identity import folded
from mygymtracker.quantities import LoadMode
from mygymtracker.workouts.sets import SMALLEST_INTEGER_MAX

#: A key of our own making, or one that was read.
AnyKey = FastUUID | UUID
#: So many sets or rows go at once: the memory it takes, how long other requests wait, how often progress is told.
BATCH: Final = 4_000


class StagedWorkout(NamedTuple):
    """A workout, all of which are completed."""

    id: AnyKey
    started_at: datetime
    completed_at: datetime
    name: str
    notes: str
    time_zone: str


class StagedIdentity(NamedTuple):
    """Which workout one of the file is."""

    local_start: datetime
    occurrence: int
    workout_id: AnyKey
    content_digest: bytes


class StagedExercise(NamedTuple):
    """An exercise of a workout."""

    id: AnyKey
    session_id: AnyKey
    exercise_id: UUID
    display_order: int
    notes: str
    superset_group: int | None


class StagedSet(Struct, frozen=True, gc=False):
    """A set, but for what is copied from its record (`records.COPIED`); a struct is made faster than a named tuple."""

    id: AnyKey
    session_exercise_id: AnyKey
    exercise_id: UUID
    set_index: int
    continues_set_id: AnyKey | None
    performed_at: datetime
    load_mode: LoadMode
    note: str


class StagedRow(NamedTuple):
    """A row of the file."""

    line_number: int
    text: str
    outcome: RowOutcome
    reason: str | None
    set_id: UUID | None


WORKOUTS: Final = StagedTable("staged_workouts", WorkoutSession, StagedWorkout._fields, {"status": "'completed'"})
IDENTITIES: Final = StagedTable(
    "staged_identities", ImportedWorkout, StagedIdentity._fields, {"source": ":source", "import_id": ":import_id"}
)
EXERCISES: Final = StagedTable("staged_exercises", SessionExercise, StagedExercise._fields)
_NUMBERS: Final = numbers_among(COPIED, ExerciseSet)
_OTHERS: Final = tuple(name for name in COPIED if name not in _NUMBERS)
SETS: Final = StagedTable("staged_sets", ExerciseSet, StagedSet.__struct_fields__ + _OTHERS + _NUMBERS)
ROWS: Final = StagedTable("staged_rows", ImportedRow, StagedRow._fields, {"import_id": ":import_id"})
_numbers_of: Final = attrgetter(*_NUMBERS)
_others_of: Final = attrgetter(*_OTHERS)

_PREPARE: Final = preparation(WORKOUTS, IDENTITIES, EXERCISES, SETS, ROWS)
_INSERT_WORKOUTS: Final = WORKOUTS.insertion()
_INSERT_EXERCISES: Final = EXERCISES.insertion()
_INSERT_SETS: Final = SETS.insertion()
# What was deleted here and is restored has an identity already; it then points at the workout that is there again.
_INSERT_IDENTITIES: Final = IDENTITIES.insertion("""
ON CONFLICT (user_id, source, local_start, occurrence) DO UPDATE
SET
  import_id = excluded.import_id,
  workout_id = excluded.workout_id,
  content_digest = excluded.content_digest
WHERE imported_workouts.user_id = :user_id
""")
_INSERT_ROWS: Final = ROWS.insertion()
_EMPTY: Final = text(
    "TRUNCATE pg_temp.staged_workouts, pg_temp.staged_identities, pg_temp.staged_exercises, pg_temp.staged_sets"
)
_EMPTY_ROWS: Final = text("TRUNCATE pg_temp.staged_rows")


@dataclass(slots=True)
class Staging:
    """Writes for one import in one transaction. `set_ids` has the key of the set that each line became, and
    `block_ids` the keys that the exercises of workouts became, for each folded name that is in it.

    Keys are UUIDv7 as everywhere; these are made and sent without an object of Python's own class for each, which
    was a tenth of the work.
    """

    session: AsyncSession
    user_id: UUID
    import_id: UUID
    source: str
    time_zone: str
    exercises: Matched
    set_ids: KeysByLine
    block_ids: dict[str, list[UUID]] = field(default_factory=dict)
    _workouts: list[StagedWorkout] = field(default_factory=list)
    _identities: list[StagedIdentity] = field(default_factory=list)
    _exercises: list[StagedExercise] = field(default_factory=list)
    _sets: list[tuple[object, ...]] = field(default_factory=list)

    async def prepare(self) -> None:
        await self.session.execute(_PREPARE)

    def add(self, placed: Placed, record: WorkoutRecord) -> None:
        """Take a workout along to the next `flush`."""
        workout_id = uuid7()
        self._workouts.append(
            StagedWorkout(
                id=workout_id,
                started_at=placed.started_at,
                completed_at=placed.completed_at,
                name=record.name,
                notes=record.notes,
                time_zone=self.time_zone,
            )
        )
        self.identify(placed, workout_id)
        for display_order, block in enumerate(record.exercises, start=1):
            self.add_exercise(workout_id, display_order, block, placed.started_at)

    def identify(self, placed: Placed, workout_id: AnyKey) -> None:
        """Say which workout one of the file is, and what the file says of it."""
        self._identities.append(
            StagedIdentity(placed.local_start, placed.occurrence, workout_id, placed.content_digest)
        )

    def add_exercise(
        self, workout_id: AnyKey, display_order: int, block: ExerciseRecord, performed_at: datetime
    ) -> None:
        """Take an exercise of a workout along, with its sets."""
        key = folded(block.name)
        block_id, exercise = uuid7(), self.exercises[key]
        if key in self.block_ids:
            self.block_ids[key].append(UUID(int=block_id.int))
        self._exercises.append(
            StagedExercise(
                id=block_id,
                session_id=workout_id,
                exercise_id=exercise.exercise_id,
                display_order=display_order,
                notes=block.notes,
                superset_group=block.superset_group,
            )
        )
        head: FastUUID | None = None
        for number, record in enumerate(block.sets, start=1):
            continues = head if record.continues_previous else None
            set_id = self.add_set(
                block_id,
                exercise.exercise_id,
                record,
                load_mode=exercise.mode_of(record),
                set_index=number,
                continues=continues,
                performed_at=performed_at,
            )
            if not record.continues_previous:
                head = set_id

    def add_set(
        self,
        block_id: AnyKey,
        exercise_id: UUID,
        record: SetRecord,
        *,
        load_mode: LoadMode,
        set_index: int,
        continues: AnyKey | None,
        performed_at: datetime,
    ) -> FastUUID:
        """Take a set along; the key that it gets."""
        set_id = uuid7()
        self.set_ids.put(record.line_number, set_id)
        placed = StagedSet(
            id=set_id,
            session_exercise_id=block_id,
            exercise_id=exercise_id,
            # numbers may repeat, keys decide then: they ascend
            set_index=min(set_index, SMALLEST_INTEGER_MAX),
            continues_set_id=continues,
            performed_at=performed_at,
            load_mode=load_mode,
            note=record.kept_note,
        )
        self._sets.append((*astuple(placed), *_others_of(record), *as_text(_numbers_of(record))))
        return set_id

    @property
    def is_full(self) -> bool:
        return len(self._sets) >= BATCH or len(self._exercises) >= BATCH

    async def flush(self) -> int:
        """Write what was added, parents first. Returns how many sets that were."""
        written = len(self._sets)
        parameters = {"user_id": self.user_id, "source": self.source, "import_id": self.import_id}
        through: tuple[tuple[StagedTable, list[Any], TextClause], ...] = (
            (WORKOUTS, self._workouts, _INSERT_WORKOUTS),
            (IDENTITIES, self._identities, _INSERT_IDENTITIES),
            (EXERCISES, self._exercises, _INSERT_EXERCISES),
            (SETS, self._sets, _INSERT_SETS),
        )
        if not transaction_of(self.session).is_distributed:  # a cluster plans no statement without its values
            await driver_of(self.session).execute(FOR_MANY)  # each time: what was planned for an empty table stays so
        for table, rows, insertion in through:
            await pass_through(self.session, table, rows, parameters, insertion)
            rows.clear()
        await self.session.execute(_EMPTY)
        return written

    async def write_rows(self, rows: Sequence[SourceRow]) -> None:
        """Keep rows of the file verbatim, each with the set it became in this import."""
        kept = [
            StagedRow(row.line_number, row.text, row.outcome, row.reason, self.set_ids.get(row.line_number))
            for row in rows
        ]
        parameters = {"user_id": self.user_id, "import_id": self.import_id}
        await pass_through(self.session, ROWS, kept, parameters, _INSERT_ROWS)
        await self.session.execute(_EMPTY_ROWS)
