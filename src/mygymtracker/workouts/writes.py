"""What happens to a workout as a whole: correcting, completing, cancelling, deleting (`starting` is apart)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Final
from uuid import UUID

from msgspec.structs import asdict
from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from mygymtracker.accounts.zones import refuse_unusable_zone
from mygymtracker.contents import kept
from mygymtracker.database.entities import ExerciseSet, SessionExercise, SessionStatus, WorkoutSession
from mygymtracker.database.owned_rows import change, get_for_change, patched, remove
from mygymtracker.errors import Conflict
from mygymtracker.workouts.contents import content_of, refuse_early_end
from mygymtracker.workouts.starting import find_running

WHAT: Final = "workout"


async def correct_workout(
    session: AsyncSession, workout_id: UUID, patch: Mapping[str, object], *, expected_version: int | None
) -> None:
    """Sets whose instant is unknown move with the start. Raises NotFound, Changed, Invalid."""
    row = await get_workout_for_change(session, workout_id, expected_version=expected_version)
    content = patched(row, patch, content_of)
    refuse_early_end(row, content)
    if content.time_zone != row.time_zone:
        await refuse_unusable_zone(session, content.time_zone)
    if content.started_at != row.started_at:
        await _move_sets(session, row, to=content.started_at)
    await change(session, row, asdict(content) | {"body_weight": kept(content.body_weight)})


async def complete_workout(
    session: AsyncSession, workout_id: UUID, *, at: datetime | None, now: datetime, expected_version: int | None
) -> None:
    """Ends it; one that is completed already stays as it is, unless `at` says otherwise.

    Raises NotFound, Changed, Conflict (it was cancelled), Invalid (an end before the start).
    """
    row = await get_workout_for_change(session, workout_id, expected_version=expected_version)
    row.complete(at, now=now)
    await session.flush()


async def reopen_workout(session: AsyncSession, workout_id: UUID, *, expected_version: int | None) -> None:
    """A completed one goes on. Raises NotFound, Changed, and Conflict: it was cancelled, or another one runs."""
    await _run_again(session, workout_id, after=SessionStatus.COMPLETED, expected_version=expected_version)


async def cancel_workout(session: AsyncSession, workout_id: UUID, *, expected_version: int | None) -> None:
    """It stays, and counts for nothing. Raises NotFound, Changed, Conflict (it is completed)."""
    row = await get_workout_for_change(session, workout_id, expected_version=expected_version)
    row.cancel()
    await session.flush()


async def take_back_cancellation(session: AsyncSession, workout_id: UUID, *, expected_version: int | None) -> None:
    """A cancelled one goes on. Raises NotFound, Changed, and Conflict: it is completed, or another one runs."""
    await _run_again(session, workout_id, after=SessionStatus.CANCELLED, expected_version=expected_version)


async def delete_workout(session: AsyncSession, workout_id: UUID, *, expected_version: int | None) -> None:
    """With its exercises and sets, for good. Raises NotFound, Changed."""
    await remove(session, await get_workout_for_change(session, workout_id, expected_version=expected_version))


async def get_workout_for_change(
    session: AsyncSession, workout_id: UUID, *, expected_version: int | None
) -> WorkoutSession:
    """Raises NotFound, Changed."""
    return await get_for_change(
        session, WorkoutSession, workout_id, what=WHAT, content_of=content_of, expected_version=expected_version
    )


async def _run_again(
    session: AsyncSession, workout_id: UUID, *, after: SessionStatus, expected_version: int | None
) -> None:
    """Does nothing to one that runs. Refused where another one runs: nobody asked for two."""
    row = await get_workout_for_change(session, workout_id, expected_version=expected_version)
    if row.status is SessionStatus.IN_PROGRESS:
        return
    if row.status is not after:
        raise Conflict(f"This workout is {row.status.value}, not {after.value}.", existing=content_of(row))
    other = await find_running(session, besides=workout_id)
    if other is not None:
        raise Conflict(
            f"Another workout is running{f': {other.name}' if other.name else ''}. Complete or cancel it first.",
            existing=other,
        )
    row.run_again()
    await session.flush()


async def _move_sets(session: AsyncSession, row: WorkoutSession, *, to: datetime) -> None:
    """Only those whose instant is unknown, which is told by their having the workout's start."""
    exercises = select(SessionExercise.id).where(SessionExercise.session_id == row.id)
    await session.execute(
        update(ExerciseSet)
        .where(ExerciseSet.session_exercise_id.in_(exercises), ExerciseSet.performed_at == row.started_at)
        .values(performed_at=to)
        .execution_options(synchronize_session=False)
    )
