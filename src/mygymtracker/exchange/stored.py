"""Workouts as they are here, and which fields of them a person has changed since an import wrote them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Final, TypeVar
from uuid import UUID

import msgspec
from sqlalchemy import ARRAY, CollectionAggregate, String, Uuid, any_, cast, literal, select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession

from mygymtracker.database.entities import Change, ChangedRow, ExerciseSet, SessionExercise, Through
from mygymtracker.database.row_reversal import Fields, RowKey, read_fields, rows_there
from mygymtracker.database.row_upgrades import upgrade
from mygymtracker.exchange.reimport import Stored, StoredExercise, StoredSet, StoredWorkout
from mygymtracker.workouts.set_shapes import SetNumbers

#: What a person can change of a row and a file can say, by table.
_TYPED: Final = {
    "workout_sessions": ("started_at", "completed_at", "time_zone", "notes"),
    "session_exercises": ("notes", "superset_group"),
    "exercise_sets": (*SetNumbers.__struct_fields__, "set_type", "technique", "rest_seconds", "note"),
}
_Row = TypeVar("_Row", StoredWorkout, StoredExercise, StoredSet)


async def read_stored(session: AsyncSession, workout_ids: Collection[UUID]) -> dict[UUID, Stored]:
    """Workouts with their exercises and sets, by id; without those that are not there."""
    exercises_of = select(SessionExercise.id).where(SessionExercise.session_id == _any(workout_ids))
    blocks = (await session.execute(exercises_of)).scalars().all()
    sets_of = select(ExerciseSet.id).where(ExerciseSet.session_exercise_id == _any(blocks))
    sets = (await session.execute(sets_of)).scalars().all()
    by_table = (("workout_sessions", workout_ids), ("session_exercises", blocks), ("exercise_sets", sets))
    rows = await rows_there(session, [RowKey(table, row_id) for table, ids in by_table for row_id in ids])
    edits = await _edits(session, rows)
    exercises = defaultdict(list)
    for exercise in sorted(_rows(rows, "session_exercises", StoredExercise), key=_place_of_exercise):
        exercises[exercise.session_id].append(exercise)
    by_exercise = defaultdict(list)
    for each in sorted(_rows(rows, "exercise_sets", StoredSet), key=_place_of_set):
        by_exercise[each.session_exercise_id].append(each)
    return {
        workout.id: Stored(
            workout,
            exercises[workout.id],
            [each for exercise in exercises[workout.id] for each in by_exercise[exercise.id]],
            edits,
        )
        for workout in _rows(rows, "workout_sessions", StoredWorkout)
    }


def _place_of_exercise(exercise: StoredExercise) -> tuple[int, UUID]:
    return exercise.display_order, exercise.id


def _place_of_set(each: StoredSet) -> tuple[int, UUID]:
    return each.set_index, each.id


def _any(ids: Collection[UUID]) -> CollectionAggregate[bool]:
    """For a comparison with any of many keys, as one parameter."""
    return any_(literal(list(ids), ARRAY(Uuid())))


def _rows(rows: Mapping[RowKey, Fields], table: str, shape: type[_Row]) -> list[_Row]:
    return [msgspec.convert(fields, shape, strict=False) for key, fields in rows.items() if key.table == table]


async def _edits(session: AsyncSession, rows: Mapping[RowKey, Fields]) -> dict[UUID, Collection[str]]:
    """The fields in which a row is not as any import left it, by row; all of them where the log has forgotten that."""
    lines: defaultdict[UUID, list[tuple[Through, Fields | None]]] = defaultdict(list)
    ids = [key.row_id for key in rows]
    statement = (
        select(
            ChangedRow.row_id, Change.through, cast(ChangedRow.before, String), ChangedRow.table_name, ChangedRow.schema
        )
        .join(
            Change,
            tuple_(Change.user_id, Change.revision, Change.part)
            == tuple_(ChangedRow.user_id, ChangedRow.revision, ChangedRow.part),
        )
        .where(ChangedRow.row_id == _any(ids))
        .order_by(ChangedRow.revision, ChangedRow.part, ChangedRow.ordinal)
    )
    for row_id, through, before, table, schema in await session.execute(statement):
        row: str | None = before
        lines[row_id].append((through, upgrade(table, schema, read_fields(row)) if row else None))
    return {key.row_id: _edited(key.table, fields, lines[key.row_id]) for key, fields in rows.items()}


def _edited(table: str, now: Fields, lines: Sequence[tuple[Through, Fields | None]]) -> Collection[str]:
    """`lines` are those of the log about a row: through what each change came, and what the row was before it."""
    after = [before for _, before in lines[1:]] + [now]
    left = [state for (through, _), state in zip(lines, after, strict=False) if through is Through.IMPORT]
    differing = [
        [name for name in _TYPED[table] if state.get(name) != now.get(name)] for state in left if state is not None
    ]
    return min(differing, key=len, default=_TYPED[table])
