"""Merging exercises over HTTP: one's history of the one goes over to the other, and can go back."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Final
from uuid import UUID

from litestar import Response, Router, delete, get, put
from litestar.params import FromPath
from msgspec import Struct

from mygymtracker.api.authentication import HEAVY_WORK, RequestSession
from mygymtracker.api.errors import problems
from mygymtracker.api.pagination import DEFAULT, Cursor, NextCursor, PageSize, cut_page, decode_cursor
from mygymtracker.api.write_requests import CREATING, Sent, answers, body_of, versioned
from mygymtracker.contents import read
from mygymtracker.database.driver import fetch_rows, get_row
from mygymtracker.exercises import merging, queries
from mygymtracker.exercises.merges import MergeContent, Merged, MergeKey

_CONTENT: Final = MergeContent(
    exercise_id=UUID("7b4f3a52-3d0e-5a53-9d0c-6f0f7f1f0b1e"),
    into_exercise_id=UUID("019caf70-6140-7000-8000-0000000000e1"),
)
_MERGED: Final = Merged(
    id=UUID("019caf70-6140-7000-8000-0000000000d1"),
    exercise_id=_CONTENT.exercise_id,
    exercise_name="Flat Bench",
    into_exercise_id=_CONTENT.into_exercise_id,
    into_exercise_name="Bench Press (Barbell)",
    workouts=31,
    created_at=datetime(2026, 3, 2, 19, 12, tzinfo=UTC),
    undone_at=None,
    version=7421,
)


class MergePage(Struct):
    """Some merges, newest first."""

    items: list[Merged]
    next_cursor: NextCursor


@get(
    "/",
    operation_id="listExerciseMerges",
    summary="List merges of exercises",
    description="Newest first, also those undone. One page at a time.",
    responses=answers(MergePage, MergePage([_MERGED], None), "One page of merges.", 401, 422),
)
async def list_merges(session: RequestSession, limit: PageSize = DEFAULT, cursor: Cursor = None) -> MergePage:
    question = queries.merges_page(rows=limit + 1, after=decode_cursor(cursor, MergeKey))
    merges = await fetch_rows(session, *question)
    return MergePage(*cut_page(merges, size=limit, key=lambda each: MergeKey(each.created_at, each.id)))


@put(
    "/{merge_id:uuid}",
    operation_id="putExerciseMerge",
    opt=HEAVY_WORK,
    summary="Merge an exercise into another",
    description="Under an id that you made (a UUIDv7). What was done and planned with `exercise_id` is from now on of "
    "`into_exercise_id`, and only the latter is found by a search. Of a shared exercise it is your history alone. "
    "Sent again, it answers with the merge as it is now.",
    responses=answers(Merged, _MERGED, "The merge.", *CREATING, created=True),
)
async def put_merge(
    session: RequestSession,
    merge_id: FromPath[UUID],
    data: Annotated[Sent, body_of(MergeContent, _CONTENT)],
) -> Response[Merged]:
    created = await merging.merge_exercises(session, merge_id, read(data, MergeContent))
    merged = await get_row(session, *queries.one_merge(merge_id), missing="There is no such merge.")
    return versioned(merged, merged.version, created=created)


@delete(
    "/{merge_id:uuid}",
    operation_id="undoExerciseMerge",
    opt=HEAVY_WORK,
    summary="Undo a merge of exercises",
    description="What went over then goes back, where it still is what it was merged into; what was done since stays. "
    "The merge stays in the list, with the time when it was undone.",
    responses=problems(401, 404),
)
async def undo_merge(session: RequestSession, merge_id: FromPath[UUID]) -> None:
    await merging.undo_merge(session, merge_id, now=datetime.now(UTC))


routers = (
    Router(
        "/exercise-merges",
        route_handlers=[list_merges, put_merge, undo_merge],
        tags=["Exercises"],
    ),
)
