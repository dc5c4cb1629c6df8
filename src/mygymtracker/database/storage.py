"""How much one person's rows take: counted when somebody asks, in one statement that reads them all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, cast

from sqlalchemy import Table, func, literal, select, union_all
from sqlalchemy.ext.asyncio import AsyncSession

from mygymtracker.database.columns import Base
from mygymtracker.database.entities import (
    BodyMeasurement,
    Change,
    ChangedRow,
    Exercise,
    ExerciseMerge,
    ExerciseSet,
    Import,
    ImportedRow,
    ImportedWorkout,
    PlanDay,
    PlanExercise,
    ProcessedOperation,
    SessionExercise,
    WorkoutPlan,
    WorkoutSession,
)

TRAINING: Final = "training"
FILES: Final = "files"
LOG: Final = "log"
#: What grows, by what it is to a person.
_PARTS: Final[Mapping[str, Sequence[type[Base]]]] = {
    TRAINING: (
        WorkoutPlan,
        PlanDay,
        PlanExercise,
        WorkoutSession,
        SessionExercise,
        ExerciseSet,
        Exercise,
        ExerciseMerge,
        BodyMeasurement,
    ),
    FILES: (Import, ImportedRow, ImportedWorkout),
    LOG: (Change, ChangedRow, ProcessedOperation),
}


async def rows_and_bytes(session: AsyncSession) -> dict[str, tuple[int, int]]:
    """Of the acting person, by part: how many rows, and how many bytes they take, without indexes."""
    counting = union_all(
        *(
            select(
                literal(part).label("part"),
                func.count().label("rows"),
                func.coalesce(func.sum(func.pg_column_size(cast(Table, entity.__table__).table_valued())), 0).label(
                    "bytes"
                ),
            )
            .select_from(entity)
            .where(*([Exercise.owner_id.is_not(None)] if entity is Exercise else []))
            for part, entities in _PARTS.items()
            for entity in entities
        )
    )
    counted = dict.fromkeys(_PARTS, (0, 0))
    for part, rows, size in await session.execute(counting):
        counted[part] = (counted[part][0] + rows, counted[part][1] + int(size))
    return counted
