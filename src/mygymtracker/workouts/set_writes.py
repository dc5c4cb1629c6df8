"""What happens to sets: logging, correcting, deleting, reordering; whatever the state of their workout.

What changes several sets, or which set continues which, locks their exercise of the workout before the first of them.
So does logging, and it waits for nothing afterwards but a set it continues: nobody waits in a circle.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ARRAY, CollectionAggregate, Integer, Uuid, any_, column, func, literal, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from mygymtracker.contents import Order, digest, from_row
from mygymtracker.database.driver import fetch_rows
from mygymtracker.database.entities import Exercise, ExerciseSet, SessionExercise, SessionStatus, WorkoutSession
from mygymtracker.database.owned_rows import change, get_for_change, patched, remove
from mygymtracker.database.transaction import transaction_of
from mygymtracker.errors import Conflict, Invalid, NotFound
from mygymtracker.workouts import set_queries
from mygymtracker.workouts.exercises import WHAT as WORKOUT_EXERCISE
from mygymtracker.workouts.exercises import get_exercise_for_change
from mygymtracker.workouts.sets import (
    SMALLEST_INTEGER_MAX,
    LoggedSet,
    SetContent,
    SetCreation,
    content_of,
    creation_of,
    refuse_unusable,
    trimmed,
)

WHAT: Final = "set"
#: How often the same is asked while other transactions add and delete under the same id.
_ATTEMPTS: Final = 3


async def log_set(
    session: AsyncSession, set_id: UUID, creation: SetCreation, *, now: datetime
) -> tuple[LoggedSet, bool]:
    """The set as it is now, and whether this request made it. One statement, but for a race.

    Raises Invalid, NotFound (the exercise of the workout), and Conflict, showing both, when the id was used before.
    """
    refuse_unusable(creation)
    sent = digest(creation)
    question = set_queries.log_set(
        set_id, creation.workout_exercise_id, trimmed(creation), creation_digest=sent, now=now
    )
    apart = transaction_of(session).is_distributed
    for _ in range(_ATTEMPTS):
        if apart:
            logging = await set_queries.log_set_apart(session, question)
        else:
            (logging,) = await fetch_rows(session, *question)
        if logging.set is not None:
            return _as_known(logging, logging.set, creation, sent)
        if logging.parent_id is None:
            raise NotFound(f"There is no such {WORKOUT_EXERCISE}.")
        if creation.continues_set_id is not None:
            _refuse_first_piece(creation.continues_set_id, logging.first_piece_id, logging.first_piece_continues_id)
        # what another transaction has just added is seen by the next statement
    raise Conflict("This set is being written and deleted by others at this moment. Send it again.", sent=creation)


def _as_known(
    logging: set_queries.SetLogging, row: LoggedSet, creation: SetCreation, sent: bytes
) -> tuple[LoggedSet, bool]:
    if logging.made or logging.creation_digest == sent:
        return row, bool(logging.made)
    raise Conflict(
        f"The id {row.id} was used before, for something else. Send a new id, or change what is there with PATCH.",
        existing=creation_of(row),
        sent=creation,
    )


async def correct_set(
    session: AsyncSession,
    set_id: UUID,
    patch: Mapping[str, object],
    *,
    now: datetime,
    expected_version: int | None,
) -> LoggedSet:
    """Raises NotFound, Changed, Invalid."""
    if "continues_set_id" in patch:
        await _lock_workout_exercise(session, set_id)
    row = await _get_set_for_change(session, set_id, expected_version=expected_version)
    content = patched(row, patch, content_of)
    refuse_unusable(content, known=content_of(row))
    if content.continues_set_id != row.continues_set_id:
        await _refuse_continuing(session, row, content)
    return logged(await change(session, row, trimmed(content) | await _left_out(session, row, content, now=now)))


async def delete_set(session: AsyncSession, set_id: UUID, *, expected_version: int | None) -> None:
    """For good. Of sets that continued it the first takes its place. Raises NotFound, Changed."""
    await _lock_workout_exercise(session, set_id)
    row = await _get_set_for_change(session, set_id, expected_version=expected_version)
    await _let_pieces_go_on(session, set_id)
    await remove(session, row)


async def reorder_sets(
    session: AsyncSession, workout_exercise_id: UUID, order: Order, *, expected_version: int | None
) -> None:
    """Gives all sets of an exercise in a workout the places 1, 2, 3, …

    Raises NotFound, Changed, and Conflict naming those that `order` misses, or that are not sets of the exercise.
    """
    await get_exercise_for_change(session, workout_exercise_id, expected_version=expected_version)
    places = await _places(session, workout_exercise_id)
    order.refuse_others(places, what="sets of the exercise")
    if list(places.items()) != [(each, place) for place, each in enumerate(order.ids, start=1)]:
        await _give_places(session, order.ids)


def logged(row: ExerciseSet) -> LoggedSet:
    return from_row(LoggedSet, row, workout_exercise_id=row.session_exercise_id)


async def _get_set_for_change(session: AsyncSession, set_id: UUID, *, expected_version: int | None) -> ExerciseSet:
    return await get_for_change(
        session, ExerciseSet, set_id, what=WHAT, content_of=content_of, expected_version=expected_version
    )


async def _lock_workout_exercise(session: AsyncSession, set_id: UUID) -> None:
    """Until the transaction ends; a set never leaves the one it was logged for."""
    its = select(ExerciseSet.session_exercise_id).where(ExerciseSet.id == set_id)
    await session.execute(select(SessionExercise.id).where(SessionExercise.id.in_(its)).with_for_update())


# ---------------------------------------------------------------------------------------------------- what was left out


async def _left_out(session: AsyncSession, row: ExerciseSet, content: SetContent, *, now: datetime) -> dict[str, Any]:
    """What the fields are that must have a value and were given none, as when a set is logged."""
    missing = [field for field in ("set_index", "load_mode", "performed_at") if getattr(content, field) is None]
    if not missing:
        return {}
    others = (
        select(func.max(ExerciseSet.set_index))
        .where(ExerciseSet.session_exercise_id == row.session_exercise_id, ExerciseSet.id != row.id)
        .scalar_subquery()
    )
    query = (
        select(others, Exercise.load_mode, WorkoutSession.status, WorkoutSession.started_at)
        .select_from(SessionExercise)
        .join(Exercise, Exercise.id == SessionExercise.exercise_id)
        .join(WorkoutSession, WorkoutSession.id == SessionExercise.session_id)
        .where(SessionExercise.id == row.session_exercise_id)
    )
    last, load_mode, status, started_at = (await session.execute(query)).one()
    values = {
        "set_index": min((last or 0) + 1, SMALLEST_INTEGER_MAX),
        "load_mode": load_mode,
        "performed_at": max(now, started_at) if status is SessionStatus.IN_PROGRESS else started_at,
    }
    return {field: values[field] for field in missing}


# ------------------------------------------------------------------------------------------- sets that continue others


async def _refuse_continuing(session: AsyncSession, row: ExerciseSet, content: SetContent) -> None:
    """Raises Invalid unless a set can be a piece of the one that it shall continue."""
    first_id = content.continues_set_id
    if first_id is None:
        return
    if first_id == row.id:
        raise Invalid("A set cannot continue itself.", field="continues_set_id", value=str(first_id))
    query = select(ExerciseSet.id, ExerciseSet.continues_set_id).where(
        ExerciseSet.id == first_id, ExerciseSet.session_exercise_id == row.session_exercise_id
    )
    first_piece = (await session.execute(query.with_for_update(read=True, key_share=True))).one_or_none()
    _refuse_first_piece(first_id, *(first_piece or (None, None)))
    if await _pieces(session, row.id):
        raise Invalid(
            "This set is continued by others, so it cannot continue a set itself.",
            field="continues_set_id",
            value=str(first_id),
        )


def _refuse_first_piece(first_id: UUID, first_piece_id: UUID | None, continued: UUID | None) -> None:
    """Raises Invalid for a set that there is not, and for one that continues another itself."""
    field, value = "continues_set_id", str(first_id)
    if first_piece_id is None:
        raise Invalid("There is no such set of the same exercise in the workout to continue.", field=field, value=value)
    if continued is not None:
        raise Invalid(
            f"That set continues another one itself: send {continued}, the first piece.", field=field, value=value
        )


async def _let_pieces_go_on(session: AsyncSession, set_id: UUID) -> None:
    """They still belong together, and would count as so many sets if each stood alone."""
    pieces = await _pieces(session, set_id)
    if pieces:
        first = pieces[0]  # which continues nothing then
        await session.execute(
            update(ExerciseSet)
            .where(ExerciseSet.id == _any_of(pieces))
            .values(continues_set_id=func.nullif(literal(first, Uuid()), ExerciseSet.id))
            .execution_options(synchronize_session=False)
        )


async def _pieces(session: AsyncSession, set_id: UUID) -> list[UUID]:
    """In order."""
    query = select(ExerciseSet.id).where(ExerciseSet.continues_set_id == set_id)
    return list((await session.execute(query.order_by(ExerciseSet.set_index, ExerciseSet.id))).scalars())


def _any_of(ids: Collection[UUID]) -> CollectionAggregate[bool]:
    return any_(literal(list(ids), ARRAY(Uuid())))


# ---------------------------------------------------------------------------------------------------------------- order


async def _places(session: AsyncSession, workout_exercise_id: UUID) -> dict[UUID, int]:
    """Of each set its place, in order."""
    query = select(ExerciseSet.id, ExerciseSet.set_index).where(ExerciseSet.session_exercise_id == workout_exercise_id)
    places = await session.execute(query.order_by(ExerciseSet.set_index, ExerciseSet.id))
    return {row.id: row.set_index for row in places}


async def _give_places(session: AsyncSession, ids: list[UUID]) -> None:
    given = func.unnest(literal(ids, ARRAY(Uuid()))).table_valued(column("id", Uuid()), with_ordinality="place")
    order = given.render_derived(name="given")
    place = order.c.place.cast(Integer)
    await session.execute(
        update(ExerciseSet)
        .where(ExerciseSet.id == order.c.id, ExerciseSet.set_index != place)
        .values(set_index=place)
        .execution_options(synchronize_session=False)
    )
