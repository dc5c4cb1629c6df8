"""Merging an exercise into another: a person's history of the one goes over, and can go back.

For a shared exercise it is that person's history of it and no one else's.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from datetime import datetime
from uuid import UUID

from sqlalchemy import ARRAY, CollectionAggregate, Select, Uuid, any_, literal, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from mygymtracker.database.entities import (
    Exercise,
    ExerciseMerge,
    ExerciseSet,
    PlanExercise,
    SessionExercise,
)
from mygymtracker.database.owned_rows import create, get_for_change
from mygymtracker.errors import Conflict, Invalid
from mygymtracker.exercises.merges import (
    ALONE,
    MergeContent,
    Places,
    content_of,
    followed,
    given_back,
    taken_over,
)
from mygymtracker.exercises.queries import active_merges


async def resolve(session: AsyncSession) -> Mapping[UUID, UUID]:
    """For every exercise that the person has merged away, the one that stands for it now."""
    return followed(dict((await session.execute(active_merges())).all()))


async def merge_exercises(session: AsyncSession, merge_id: UUID, content: MergeContent) -> bool:
    """Moves what was done and planned with one exercise to another. False when this same request did so before.

    Raises Invalid for an exercise that is not there, and Conflict when one of the two was merged away already.
    """
    known = (await session.execute(select(ExerciseMerge.id).where(ExerciseMerge.id == merge_id))).scalar_one_or_none()
    moved: dict[str, list[UUID]] = {}
    if known is None:
        await _refuse_unusable(session, content)
        gone, into = content.exercise_id, content.into_exercise_id
        doing = select(SessionExercise.id).where(SessionExercise.exercise_id == gone)
        moved["session_exercise_ids"] = await _move_workouts(session, doing, to=into)
        moved["plan_exercise_ids"] = await _move_plans(session, gone, into)
    values = {"exercise_id": content.exercise_id, "into_exercise_id": content.into_exercise_id, **moved}
    return await create(session, ExerciseMerge, merge_id, content, values, content_of=content_of)


async def undo_merge(session: AsyncSession, merge_id: UUID, *, now: datetime) -> None:
    """Moves back what went over and is still there, also where later merges have carried it on.

    What was done since stays. Does nothing to a merge undone already. Raises NotFound.
    """
    undone = await get_for_change(session, ExerciseMerge, merge_id, what="merge", content_of=content_of)
    if undone.undone_at is not None:
        return
    later = await _merges_after(session, undone)
    end = later[-1].into_exercise_id if later else undone.into_exercise_id
    ids = undone.session_exercise_ids
    there = select(SessionExercise.id).where(SessionExercise.id == _any_of(ids), SessionExercise.exercise_id == end)
    await _move_workouts(session, there, to=undone.exercise_id)
    for carried in later:
        carried.session_exercise_ids = _without(carried.session_exercise_ids, ids)
    await _give_plans_back(session, undone, later, end=end)
    undone.undone_at = now
    await session.flush()


async def _refuse_unusable(session: AsyncSession, content: MergeContent) -> None:
    """Keeps those of one's own from being removed meanwhile. Raises Invalid, Conflict."""
    named = {"exercise_id": content.exercise_id, "into_exercise_id": content.into_exercise_id}
    own = select(Exercise.id).where(Exercise.id.in_(named.values()), Exercise.owner_id.is_not(None))
    await session.execute(own.order_by(Exercise.id).with_for_update(read=True, key_share=True))
    ends = await resolve(session)
    query = select(Exercise.id, Exercise.name).where(Exercise.id.in_({*named.values(), *ends.values()}))
    names = dict((await session.execute(query)).all())
    for field, row_id in named.items():
        if row_id not in names:
            raise Invalid("There is no such exercise.", field=field, value=str(row_id))
        if end := ends.get(row_id):
            raise Conflict(
                f"{names[row_id]} was merged already. Use {names[end]} ({end}) instead, or undo that merge first.",
                sent=content,
            )


async def _merges_after(session: AsyncSession, merge: ExerciseMerge) -> list[ExerciseMerge]:
    """Those that carried on what a merge had moved: of its target, of their target, and so on."""
    active = select(ExerciseMerge).where(ExerciseMerge.undone_at.is_(None))
    of = {each.exercise_id: each for each in (await session.execute(active)).scalars()}
    after: list[ExerciseMerge] = []
    while carried := of.get((after[-1] if after else merge).into_exercise_id):
        after.append(carried)
    return after


# ----------------------------------------------------------------------------------------------------------- workouts


async def _move_workouts(session: AsyncSession, doing: Select[UUID], *, to: UUID) -> list[UUID]:
    """Gives exercises of workouts, with their sets, to another exercise; which they were.

    They are locked first, so that a set which is just being logged is either seen here or refused there. Both tables
    change in one statement: a set's key names its exercise, and is looked at when the statement ends.
    """
    moved = await session.execute(doing.order_by(SessionExercise.id).with_for_update())
    ids = list(moved.scalars())
    if not ids:
        return []
    sets = (
        update(ExerciseSet)
        .where(ExerciseSet.session_exercise_id == _any_of(ids))
        .values(exercise_id=to)
        .returning(ExerciseSet.id)
        .cte("moved_sets")
    )
    exercises = (
        update(SessionExercise)
        .where(SessionExercise.id == _any_of(ids))
        .values(exercise_id=to)
        .returning(SessionExercise.id)
        .cte("moved_exercises")
    )
    await session.execute(select(exercises.c.id).add_cte(sets))
    return ids


def _any_of(ids: Collection[UUID]) -> CollectionAggregate[bool]:
    return any_(literal(list(ids), ARRAY(Uuid())))


def _without(ids: Collection[UUID], taken: Collection[UUID]) -> list[UUID]:
    gone = set(taken)
    return [each for each in ids if each not in gone]


# -------------------------------------------------------------------------------------------------------------- plans


async def _move_plans(session: AsyncSession, gone: UUID, into: UUID) -> list[UUID]:
    """Gives what is planned to another exercise; the rows that changed, each as often as `merges` says."""
    places = (PlanExercise.exercise_id, PlanExercise.first_substitute_id, PlanExercise.second_substitute_id)
    naming = select(PlanExercise).where(or_(*(place == gone for place in places)))
    moved: list[UUID] = []
    for row in (await session.execute(naming.order_by(PlanExercise.id).with_for_update())).scalars():
        named, how = taken_over(_places_of(row), gone, into)
        _name(row, named)
        moved += [row.id] * how
    await session.flush()
    return moved


async def _give_plans_back(
    session: AsyncSession, undone: ExerciseMerge, later: list[ExerciseMerge], *, end: UUID
) -> None:
    how = Counter(undone.plan_exercise_ids)
    rows = select(PlanExercise).where(PlanExercise.id == _any_of(how)).order_by(PlanExercise.id).with_for_update()
    for row in (await session.execute(rows)).scalars():
        carried = _carried_on(row.id, how[row.id], later)
        _name(row, given_back(_places_of(row), undone.exercise_id, end, carried))


def _carried_on(row_id: UUID, how: int, later: list[ExerciseMerge]) -> int:
    """How a row of a plan went over in the end, and no later merge has it any more.

    One that went over alone is, for the merge that carried it on, its own row: how it went over then is what counts.
    """
    for merge in later:
        if how != ALONE:
            break
        how = max(ALONE, merge.plan_exercise_ids.count(row_id))
        merge.plan_exercise_ids = _without(merge.plan_exercise_ids, {row_id})
    return how


def _places_of(row: PlanExercise) -> Places:
    return row.exercise_id, row.first_substitute_id, row.second_substitute_id


def _name(row: PlanExercise, places: Places) -> None:
    row.exercise_id, row.first_substitute_id, row.second_substitute_id = places
