"""Workouts and rows of a file on their way into the database, many at a time.

COPY into a table with row security is refused, so rows are COPYed into temporary tables of the transaction and go on
by INSERT … SELECT, which is subject to every policy, key and trigger. This is the one place with raw SQL on owned
tables: each statement names the owner itself.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Final
from uuid import UUID

from sqlalchemy import TextClause, text
from sqlalchemy.ext.asyncio import AsyncSession
from uuid_utils import UUID as FastUUID
from uuid_utils import uuid7

from mygymtracker.database.driver import copy_rows
from mygymtracker.exchange.deciding import Placed
from mygymtracker.exchange.identity import folded
from mygymtracker.exchange.keys_by_line import KeysByLine
from mygymtracker.exchange.matching import Matched
from mygymtracker.exchange.records import ExerciseRecord, SetRecord, SourceRow, WorkoutRecord
from mygymtracker.quantities import LoadMode

#: A key of our own making, or one that was read.
AnyKey = FastUUID | UUID
#: So many sets or rows go at once: the memory it takes, how long other requests wait, how often progress is told.
BATCH: Final = 4_000
#: What smallint holds. Numbers may repeat, keys decide then: they ascend.
_HIGHEST_SET_INDEX: Final = 32_767

WORKOUTS: Final = ("id", "started_at", "completed_at", "name", "notes", "time_zone")
IDENTITIES: Final = ("local_start", "occurrence", "workout_id", "content_digest")
EXERCISES: Final = ("id", "session_id", "exercise_id", "display_order", "notes", "superset_group")
SETS: Final = (
    "id", "session_exercise_id", "exercise_id", "set_type", "set_index", "reps", "load", "load_unit", "load_mode",
    "duration_seconds", "distance", "distance_unit", "rpe", "rest_seconds", "note", "technique", "continues_set_id",
    "performed_at",
)  # fmt: skip
ROWS: Final = ("line_number", "text", "outcome", "reason", "set_id")

# A connection of a pool may have seen a table of the same name; whatever it is, it goes. Plans of foreign keys are
# kept by the connection: one made when the tables were nearly empty reads all of a parent table for every set.
_PREPARE: Final = text("""
DO $$
BEGIN
  DROP TABLE IF EXISTS
    pg_temp.staged_workouts, pg_temp.staged_identities, pg_temp.staged_exercises, pg_temp.staged_sets,
    pg_temp.staged_rows;
  CREATE TEMP TABLE staged_workouts (
    id uuid, started_at timestamptz, completed_at timestamptz, name text, notes text, time_zone text
  ) ON COMMIT DROP;
  CREATE TEMP TABLE staged_identities (
    local_start timestamp, occurrence smallint, workout_id uuid, content_digest bytea
  ) ON COMMIT DROP;
  CREATE TEMP TABLE staged_exercises (
    id uuid, session_id uuid, exercise_id uuid, display_order integer, notes text, superset_group smallint
  ) ON COMMIT DROP;
  CREATE TEMP TABLE staged_sets (
    id uuid, session_exercise_id uuid, exercise_id uuid, set_type text, set_index smallint, reps smallint,
    load text, load_unit text, load_mode text, duration_seconds text, distance text, distance_unit text, rpe text,
    rest_seconds integer, note text, technique text, continues_set_id uuid, performed_at timestamptz
  ) ON COMMIT DROP;
  CREATE TEMP TABLE staged_rows (
    line_number integer, text text, outcome text, reason text, set_id uuid
  ) ON COMMIT DROP;
  DISCARD PLANS;
  SET LOCAL enable_seqscan = off;
END
$$
""")

_INSERT_WORKOUTS: Final = text("""
INSERT INTO public.workout_sessions
  (user_id, id, status, started_at, completed_at, name, notes, time_zone)
SELECT :user_id, id, 'completed', started_at, completed_at, name, notes, time_zone
FROM pg_temp.staged_workouts
""")

_INSERT_EXERCISES: Final = text("""
INSERT INTO public.session_exercises
  (user_id, id, session_id, exercise_id, display_order, notes, superset_group)
SELECT :user_id, id, session_id, exercise_id, display_order, notes, superset_group
FROM pg_temp.staged_exercises
""")

_INSERT_SETS: Final = text("""
INSERT INTO public.exercise_sets
  (user_id, id, session_exercise_id, exercise_id, set_type, set_index, reps, load, load_unit, load_mode,
   duration_seconds, distance, distance_unit, rpe, rest_seconds, note, technique, continues_set_id, performed_at)
SELECT
  :user_id, id, session_exercise_id, exercise_id, set_type::public.set_type, set_index, reps, load::numeric,
  load_unit::public.load_unit, load_mode::public.load_mode, duration_seconds::numeric, distance::numeric,
  distance_unit::public.distance_unit, rpe::numeric, rest_seconds, note, technique::public.intensity_technique,
  continues_set_id, performed_at
FROM pg_temp.staged_sets
""")

# What was deleted here and is restored has an identity already; it then points at the workout that is there again.
_INSERT_IDENTITIES: Final = text("""
INSERT INTO public.imported_workouts
  (user_id, source, local_start, occurrence, import_id, workout_id, content_digest)
SELECT :user_id, :source, local_start, occurrence, :import_id, workout_id, content_digest
FROM pg_temp.staged_identities
ON CONFLICT (user_id, source, local_start, occurrence) DO UPDATE
SET
  import_id = excluded.import_id,
  workout_id = excluded.workout_id,
  content_digest = excluded.content_digest
WHERE imported_workouts.user_id = :user_id
""")

_INSERT_ROWS: Final = text("""
INSERT INTO public.imported_rows
  (user_id, import_id, line_number, text, outcome, reason, set_id)
SELECT :user_id, :import_id, line_number, text, outcome::public.row_outcome, reason, set_id
FROM pg_temp.staged_rows
""")

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
    _workouts: list[tuple[object, ...]] = field(default_factory=list)
    _identities: list[tuple[object, ...]] = field(default_factory=list)
    _exercises: list[tuple[object, ...]] = field(default_factory=list)
    _sets: list[tuple[object, ...]] = field(default_factory=list)

    async def prepare(self) -> None:
        await self.session.execute(_PREPARE)

    def add(self, placed: Placed, record: WorkoutRecord) -> None:
        """Take a workout along to the next `flush`."""
        workout_id = uuid7()
        self._workouts.append(
            (workout_id, placed.started_at, placed.completed_at, record.name, record.notes, self.time_zone)
        )
        self.identify(placed, workout_id)
        for display_order, block in enumerate(record.exercises, start=1):
            self.add_exercise(workout_id, display_order, block, placed.started_at)

    def identify(self, placed: Placed, workout_id: AnyKey) -> None:
        """Say which workout one of the file is, and what the file says of it."""
        self._identities.append((placed.local_start, placed.occurrence, workout_id, placed.content_digest))

    def add_exercise(
        self, workout_id: AnyKey, display_order: int, block: ExerciseRecord, performed_at: datetime
    ) -> None:
        """Take an exercise of a workout along, with its sets."""
        key = folded(block.name)
        block_id, meant = uuid7(), self.exercises[key]
        if key in self.block_ids:
            self.block_ids[key].append(UUID(int=block_id.int))
        self._exercises.append(
            (block_id, workout_id, meant.exercise_id, display_order, block.notes, block.superset_group)
        )
        head: FastUUID | None = None
        for number, record in enumerate(block.sets, start=1):
            continues = head if record.continues_previous else None
            set_id = self.add_set(
                block_id,
                meant.exercise_id,
                record,
                load_mode=meant.mode_of(record),
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
        self._sets.append(
            (
                set_id,
                block_id,
                exercise_id,
                record.set_type,
                min(set_index, _HIGHEST_SET_INDEX),
                record.reps,
                _text(record.load),
                record.load_unit,
                load_mode,
                _text(record.duration_seconds),
                _text(record.distance),
                record.distance_unit,
                _text(record.rpe),
                record.rest_seconds,
                record.kept_note,
                record.technique,
                continues,
                performed_at,
            )
        )
        return set_id

    @property
    def is_full(self) -> bool:
        return len(self._sets) >= BATCH or len(self._exercises) >= BATCH

    async def flush(self) -> int:
        """Write what was added, parents first. Returns how many sets that were."""
        written = len(self._sets)
        parameters = {"user_id": self.user_id}
        identity = {"source": self.source, "import_id": self.import_id}
        await self._through("staged_workouts", WORKOUTS, self._workouts, _INSERT_WORKOUTS, parameters)
        await self._through(
            "staged_identities", IDENTITIES, self._identities, _INSERT_IDENTITIES, parameters | identity
        )
        await self._through("staged_exercises", EXERCISES, self._exercises, _INSERT_EXERCISES, parameters)
        await self._through("staged_sets", SETS, self._sets, _INSERT_SETS, parameters)
        await self.session.execute(_EMPTY)
        return written

    async def _through(
        self,
        table: str,
        columns: Sequence[str],
        rows: list[tuple[object, ...]],
        insert: TextClause,
        parameters: Mapping[str, object],
    ) -> None:
        if rows:
            await copy_rows(self.session, table, columns, rows)
            await self.session.execute(insert, parameters)
            rows.clear()

    async def write_rows(self, rows: Sequence[SourceRow]) -> None:
        """Keep rows of the file verbatim, each with the set it became in this import."""
        staged = [
            (row.line_number, row.text, row.outcome, row.reason, self.set_ids.get(row.line_number)) for row in rows
        ]
        await copy_rows(self.session, "staged_rows", ROWS, staged)
        await self.session.execute(_INSERT_ROWS, {"user_id": self.user_id, "import_id": self.import_id})
        await self.session.execute(_EMPTY_ROWS)


def _text(number: Decimal | None) -> str | None:
    """A number on its way through COPY: the driver takes twice as long for one as for its text."""
    return None if number is None else str(number)
