"""Writing workouts, their exercises and their sets."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from operator import itemgetter
from typing import Final
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from mygymtracker.contents import Content, read
from mygymtracker.database.entities import SessionStatus
from mygymtracker.errors import Invalid
from mygymtracker.plans.targets import Target
from mygymtracker.sync.rows import Kind
from mygymtracker.sync.writers import Sent, Writer, given, part_of, without
from mygymtracker.workouts import exercises, set_writes, writes
from mygymtracker.workouts.contents import (
    Instant,
    Planned,
    WorkoutContent,
    WorkoutCreation,
    WorkoutExerciseCreation,
)
from mygymtracker.workouts.sets import SetCreation
from mygymtracker.workouts.starting import start_workout

_PLANNED: Final = Planned.__struct_fields__


class WorkoutFieldsSent(WorkoutContent, frozen=True, kw_only=True):
    """A workout, its state, and the plan that it was started from.

    Its exercises are copied from the plan as that is by now, unless the device sends them itself, as the plan was when
    the workout began.
    """

    status: SessionStatus = SessionStatus.IN_PROGRESS
    plan_id: UUID | None = None
    plan_day_id: UUID | None = None
    copies_exercises: bool = True


class PlannedWorkoutExercise(WorkoutExerciseCreation, frozen=True, kw_only=True):
    """An exercise of a workout, and what the plan asked for when the device copied it."""

    plan_exercise_id: UUID | None = None
    target: Target | None = None


class _Beginning(Content, frozen=True, kw_only=True):
    copies_exercises: bool = True


class _State(Content, frozen=True, kw_only=True):
    """What state a workout shall be in; None is whatever it is in."""

    status: SessionStatus | None = None
    completed_at: Instant | None = None

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.completed_at is not None and self.status in (SessionStatus.IN_PROGRESS, SessionStatus.CANCELLED):
            raise Invalid(
                "completed_at must be null unless the workout is completed",
                field="completed_at",
                value=self.completed_at.isoformat(),
            )


def _state(sent: Sent) -> _State:
    return read(given(part_of(sent, "status", "completed_at")), _State)


async def _start(session: AsyncSession, workout_id: UUID, sent: Sent, /, *, now: datetime) -> bool:
    state, fields = _state(sent), without(given(sent), "status", "copies_exercises")
    beginning = read(given(part_of(sent, "copies_exercises")), _Beginning)
    if "plan_day_id" in fields:  # which has its plan
        fields.pop("plan_id", None)
    creation = read(fields | {"alongside": True}, WorkoutCreation)
    started = await start_workout(session, workout_id, creation, now=now, copying=beginning.copies_exercises)
    begun = SessionStatus.IN_PROGRESS if creation.completed_at is None else SessionStatus.COMPLETED
    if started.created and state.status not in (None, begun):
        await _correct(session, workout_id, {"status": state.status}, now=now)
    return started.created


async def _correct(session: AsyncSession, workout_id: UUID, sent: Sent, /, *, now: datetime) -> None:
    """Any state may become any other: whoever was offline could not know the one before."""
    state = _state(sent)
    async with session.begin_nested():
        row = await writes.get_workout_for_change(session, workout_id, expected_version=None)
        if state.status in (None, row.status):
            await writes.correct_workout(session, workout_id, without(sent, "status"), expected_version=None)
            return
        row.run_again()
        if fields := without(sent, "status", "completed_at"):
            await writes.correct_workout(session, workout_id, fields, expected_version=None)
        if state.status is SessionStatus.COMPLETED:
            row.complete(state.completed_at, now=now)
        elif state.status is SessionStatus.CANCELLED:
            row.cancel()
        await session.flush()


async def _add_exercise(session: AsyncSession, row_id: UUID, sent: Sent, /, *, now: datetime) -> bool:  # noqa: ARG001
    creation = read(given(without(sent, *_PLANNED)), WorkoutExerciseCreation)
    return await exercises.add_exercise(session, row_id, creation, read(given(part_of(sent, *_PLANNED)), Planned))


async def _correct_exercise(session: AsyncSession, row_id: UUID, sent: Sent, /, *, now: datetime) -> None:  # noqa: ARG001
    async with session.begin_nested():
        if "target" in sent:
            await exercises.correct_target(session, row_id, read(given(part_of(sent, "target")), Planned).target)
        if patch := without(sent, "target"):
            await exercises.correct_exercise(session, row_id, patch, expected_version=None)


async def _log_set(session: AsyncSession, set_id: UUID, sent: Sent, /, *, now: datetime) -> bool:
    _, made = await set_writes.log_set(session, set_id, read(given(sent), SetCreation), now=now)
    return made


async def _correct_set(session: AsyncSession, set_id: UUID, sent: Sent, /, *, now: datetime) -> None:
    async with session.begin_nested():
        await set_writes.correct_set(session, set_id, sent, now=now, expected_version=None)


WORKOUT: Final = Writer(
    kind=Kind.WORKOUT,
    content_class=WorkoutFieldsSent,
    create=_start,
    patch=_correct,
    delete=partial(writes.delete_workout, expected_version=None),
    fixed=frozenset({"plan_id", "plan_day_id"}),
    lets_go={"plan_day_id": "plan_days", "plan_id": "workout_plans"},
    orders=frozenset({"copies_exercises"}),
)
WORKOUT_EXERCISE: Final = Writer(
    kind=Kind.WORKOUT_EXERCISE,
    content_class=PlannedWorkoutExercise,
    create=_add_exercise,
    patch=_correct_exercise,
    delete=partial(exercises.remove_exercise, expected_version=None),
    fixed=frozenset({"workout_id", "plan_exercise_id"}),
    needs={"workout_id": "workout_sessions", "exercise_id": "exercises"},
    lets_go={"plan_exercise_id": "plan_exercises"},
    renamed={"workout_id": itemgetter("session_id")},
)
SET: Final = Writer(
    kind=Kind.SET,
    content_class=SetCreation,
    create=_log_set,
    patch=_correct_set,
    delete=partial(set_writes.delete_set, expected_version=None),
    fixed=frozenset({"workout_exercise_id"}),
    needs={"workout_exercise_id": "session_exercises"},
    lets_go={"continues_set_id": "exercise_sets"},
    renamed={"workout_exercise_id": itemgetter("session_exercise_id")},
)
#: In the order in which rows are deleted.
WRITERS: Final = (WORKOUT, WORKOUT_EXERCISE, SET)
