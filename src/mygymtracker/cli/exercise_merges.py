"""`mygymtracker exercise merge` and `unmerge`."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

import typer
from sqlalchemy.ext.asyncio import AsyncSession

from mygymtracker.cli.acting import do
from mygymtracker.cli.finding import get_exercise, pick
from mygymtracker.cli.options import Account, ExerciseName
from mygymtracker.cli.printing import show_line
from mygymtracker.database.columns import new_id
from mygymtracker.database.driver import fetch_rows
from mygymtracker.errors import NotFound
from mygymtracker.exercises import merging, queries
from mygymtracker.exercises.merges import MergeContent, Merged

#: Merges that are looked through, newest first.
_MOST = 1000


def register(app: typer.Typer) -> None:
    """Adds the commands of this module to those of exercises."""
    app.command("merge")(merge)
    app.command("unmerge")(unmerge)


def merge(
    context: typer.Context,
    name: ExerciseName,
    into: Annotated[str, typer.Argument(help="The exercise that stands for it from now on.")],
    account: Account = None,
) -> None:
    """Give all that was done and planned with one exercise to another. `exercise unmerge` takes it back."""

    async def work(session: AsyncSession) -> tuple[str, str]:
        gone = await get_exercise(session, name, include_archived=True)
        kept = await get_exercise(session, into)
        content = MergeContent(exercise_id=gone.id, into_exercise_id=kept.id)
        await merging.merge_exercises(session, new_id(), content)
        return gone.name, kept.name

    gone, kept = do(context, account, work)
    show_line(f"Merged {gone} into {kept}. To take it back: mygymtracker exercise unmerge {gone!r}")


def unmerge(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="The exercise that was merged into another one.")],
    account: Account = None,
) -> None:
    """Undo a merge: what went over goes back. What was done since stays where it is."""

    async def work(session: AsyncSession) -> Merged:
        rows = await fetch_rows(session, *queries.merges_page(rows=_MOST))
        merges = [each for each in rows if each.undone_at is None]
        if not merges:
            raise NotFound("No exercise is merged into another.")
        merge = pick(name, merges, lambda each: each.exercise_name, what="merged exercise")
        await merging.undo_merge(session, merge.id, now=datetime.now(UTC))
        return merge

    undone = do(context, account, work)
    show_line(f"{undone.exercise_name} is an exercise of its own again, no longer merged into "
               f"{undone.into_exercise_name}.")  # fmt: skip
