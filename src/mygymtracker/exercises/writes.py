"""Making exercises of one's own, changing them, taking them out of sight."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import asynccontextmanager
from datetime import datetime
from typing import TYPE_CHECKING, Final
from uuid import UUID

from sqlalchemy import ColumnElement, ColumnExpressionArgument, delete, func, or_, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from mygymtracker.contents import digest, merge, name_key
from mygymtracker.database.entities import Exercise, ExerciseMerge, ExerciseSet, PlanExercise, SessionExercise
from mygymtracker.database.owned_rows import acting, change, refuse_other_version
from mygymtracker.errors import Conflict, NotFound, Refused
from mygymtracker.exercises.contents import ExerciseContent, columns_of, content_of, exercise_id

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator

#: One that vanishes between two looks leaves its name free, which is then tried once more.
_TRIES: Final = 2


async def add_exercise(session: AsyncSession, sent_id: UUID, content: ExerciseContent) -> tuple[UUID, bool]:
    """The id of a new exercise (`contents.exercise_id`), and False when this same request made it before.

    Raises Conflict, showing both, when the id or the name was taken by another one of one's own.
    """
    user_id = acting(session)
    row_id, sent = exercise_id(user_id, sent_id), digest(content)
    adding = (
        insert(Exercise)
        .values(id=row_id, owner_id=user_id, creation_digest=sent, **columns_of(content))
        .on_conflict_do_nothing()
        .returning(Exercise.id)
    )
    namesake = await _find_namesake(session, content.name, other_than=row_id)
    if namesake is not None:
        raise _taken(namesake, content)
    for _ in range(_TRIES):
        if (await session.execute(adding)).scalar_one_or_none() is not None:
            return row_id, True
        known = (await session.execute(select(Exercise).where(Exercise.id == row_id))).scalar_one_or_none()
        if known is not None and known.creation_digest == sent:
            return row_id, False
        if known is not None:
            raise Conflict(
                f"The id {sent_id} was used before, for something else. Send a new id, or change what is there with "
                "PATCH.",
                existing=content_of(known),
                sent=content,
            )
        namesake = await _find_namesake(session, content.name, other_than=row_id)
        if namesake is not None:
            raise _taken(namesake, content)
    raise Conflict(f"Another request is just making an exercise {content.name}. Try again.", sent=content)


async def correct_exercise(
    session: AsyncSession, row_id: UUID, patch: Mapping[str, object], *, expected_version: int | None
) -> None:
    """Raises NotFound, Refused (it is shared), Changed, Invalid, Conflict (the name is taken)."""
    row = await _get_own(session, row_id, expected_version=expected_version)
    content = merge(content_of(row), patch)
    async with _naming(session, row, content):
        await change(session, row, columns_of(content))


async def archive_exercise(session: AsyncSession, row_id: UUID, *, now: datetime, expected_version: int | None) -> None:
    """Out of sight, but its history stays. Does nothing to one archived already. Raises NotFound, Refused, Changed."""
    row = await _get_own(session, row_id, expected_version=expected_version)
    row.archived_at = row.archived_at or now
    await session.flush()


async def bring_back_exercise(session: AsyncSession, row_id: UUID, *, expected_version: int | None) -> None:
    """Raises NotFound, Refused, Changed."""
    row = await _get_own(session, row_id, expected_version=expected_version)
    row.archived_at = None
    await session.flush()


async def remove_exercise(session: AsyncSession, row_id: UUID, *, expected_version: int | None) -> None:
    """For good, which only one can be that nothing refers to.

    Raises NotFound, Refused, Changed, and Conflict that says how often it is used.
    """
    await _get_own(session, row_id, expected_version=expected_version, removing=True)
    if uses := await _uses(session, row_id):
        raise Conflict(
            f"This exercise is used in {' and '.join(uses)}, so it cannot be removed. "
            "Archive it, or merge it into another one."
        )
    await session.execute(delete(Exercise).where(Exercise.id == row_id).execution_options(synchronize_session=False))


async def _get_own(
    session: AsyncSession, row_id: UUID, *, expected_version: int | None, removing: bool = False
) -> Exercise:
    """The exercise, locked until the transaction ends; sets of it can still be logged unless it is being removed.

    Raises NotFound, Refused (it is shared), Changed.
    """
    one = select(Exercise).where(Exercise.id == row_id, Exercise.owner_id.is_not(None))
    row = (await session.execute(one.with_for_update(key_share=not removing))).scalar_one_or_none()
    if row is None:
        seen = (await session.execute(select(Exercise.name).where(Exercise.id == row_id))).scalar_one_or_none()
        if seen is None:
            raise NotFound("There is no such exercise.")
        raise Refused(
            f"{seen} is shared by everybody, so it cannot be changed. Make one of your own, and merge this one into it "
            "if its history is to come along."
        )
    refuse_other_version(row.version, expected_version, what="exercise", existing=content_of(row))
    return row


@asynccontextmanager
async def _naming(session: AsyncSession, row: Exercise, content: ExerciseContent) -> AsyncGenerator[None]:
    """Around a change that may give the exercise a name which another one has. Raises Conflict, showing that one."""
    if content.name == row.name:
        yield
        return
    row_id = row.id  # a rolled back savepoint forgets what the row was
    namesake = await _find_namesake(session, content.name, other_than=row_id)
    if namesake is not None:
        raise _taken(namesake, content)
    try:
        async with session.begin_nested():
            yield
    except IntegrityError as error:
        namesake = await _find_namesake(session, content.name, other_than=row_id)
        if namesake is None:
            raise Conflict(f"Another request is just taking the name {content.name}. Try again.") from error
        raise _taken(namesake, content) from error


async def _find_namesake(session: AsyncSession, name: str, *, other_than: UUID) -> Exercise | None:
    """Another exercise of one's own that has this name; `contents.name_key` says when two names are the same."""
    wanted = name_key(name)
    own = select(Exercise.id, Exercise.name).where(Exercise.owner_id.is_not(None), Exercise.id != other_than)
    alike = [row_id for row_id, theirs in await session.execute(own) if name_key(theirs) == wanted]
    return await session.get(Exercise, alike[0]) if alike else None


def _taken(namesake: Exercise, content: ExerciseContent) -> Conflict:
    return Conflict(
        f"You have an exercise {namesake.name} already ({namesake.id}). Use that one, or choose another name.",
        existing=content_of(namesake),
        sent=content,
    )


async def _uses(session: AsyncSession, row_id: UUID) -> list[str]:
    """Where an exercise is used, and how often: "2 workouts (9 sets)"."""
    planned = (PlanExercise.exercise_id, PlanExercise.first_substitute_id, PlanExercise.second_substitute_id)
    merged = (ExerciseMerge.exercise_id, ExerciseMerge.into_exercise_id)
    counting = select(
        _count(SessionExercise.session_id.distinct(), SessionExercise.exercise_id == row_id),
        _count(ExerciseSet.id, ExerciseSet.exercise_id == row_id),
        _count(PlanExercise.plan_id.distinct(), or_(*(place == row_id for place in planned))),
        _count(ExerciseMerge.id, or_(*(place == row_id for place in merged))),
    )
    workouts, sets, plans, merges = (await session.execute(counting)).one()
    uses = [f"{workouts} workout(s) ({sets} set(s))"] if workouts else []
    uses += [f"{plans} plan(s)"] if plans else []
    return uses + ([f"{merges} merge(s)"] if merges else [])


def _count(counted: ColumnExpressionArgument[UUID], condition: ColumnElement[bool]) -> ColumnElement[int]:
    return select(func.count(counted)).where(condition).scalar_subquery()
