"""`mygymtracker workout swap`, `move`, `superset`, `remove` and `note`: the exercises of a workout."""

from __future__ import annotations

from typing import Annotated

import typer
from sqlalchemy.ext.asyncio import AsyncSession

from mygymtracker.cli.acting import do
from mygymtracker.cli.finding import RUNNING, get_entry, get_exercise, get_workout
from mygymtracker.cli.options import Account
from mygymtracker.cli.printing import show_line
from mygymtracker.cli.workout_sets import Done, OfWorkout
from mygymtracker.contents import Order
from mygymtracker.workouts import exercises
from mygymtracker.workouts.writes import correct_workout


def register(app: typer.Typer) -> None:
    """Adds the commands of this module to those of workouts."""
    app.command("swap")(swap)
    app.command("move")(move)
    app.command("superset")(superset)
    app.command("remove")(remove)
    app.command("note")(note)


def swap(
    context: typer.Context,
    exercise: Done,
    instead: Annotated[str, typer.Argument(metavar="WITH", help="The exercise to do instead.")],
    account: Account = None,
    workout: OfWorkout = RUNNING,
) -> None:
    """Do another exercise in the place of one. Sets logged so far go with it; what was planned stays."""

    async def work(session: AsyncSession) -> tuple[str, str]:
        entry = get_entry(await get_workout(session, workout), exercise)
        other = await get_exercise(session, instead)
        await exercises.correct_exercise(session, entry.id, {"exercise_id": other.id}, expected_version=None)
        return entry.name, other.name

    show_line("{} is now {}.".format(*do(context, account, work)))


def move(
    context: typer.Context,
    exercise: Done,
    place: Annotated[int, typer.Argument(min=1, help="Where it is to stand, from 1.")],
    account: Account = None,
    workout: OfWorkout = RUNNING,
) -> None:
    """Put an exercise in another place of the workout."""

    async def work(session: AsyncSession) -> str:
        there = await get_workout(session, workout)
        entry = get_entry(there, exercise)
        ids = [each.id for each in there.exercises if each.id != entry.id]
        ids.insert(place - 1, entry.id)
        await exercises.reorder_exercises(session, there.id, Order(ids=ids), expected_version=None)
        return entry.name

    show_line(f"Moved {do(context, account, work)}.")


def superset(
    context: typer.Context,
    group: Annotated[int, typer.Argument(min=0, help="The number of the group; 0 takes them out of theirs.")],
    members: Annotated[list[str], typer.Argument(metavar="EXERCISE...", help="Those that are done in turns.")],
    account: Account = None,
    workout: OfWorkout = RUNNING,
) -> None:
    """Say which exercises of a workout are done in turns."""

    async def work(session: AsyncSession) -> list[str]:
        there = await get_workout(session, workout)
        entries = [get_entry(there, each) for each in members]
        for entry in entries:
            patch = {"superset_group": group or None}
            await exercises.correct_exercise(session, entry.id, patch, expected_version=None)
        return [entry.name for entry in entries]

    turns = ", ".join(do(context, account, work))
    show_line(f"In turns: {turns}." if group else f"Each for itself: {turns}.")


def remove(context: typer.Context, exercise: Done, account: Account = None, workout: OfWorkout = RUNNING) -> None:
    """Take an exercise out of the workout, with its sets."""

    async def work(session: AsyncSession) -> str:
        entry = get_entry(await get_workout(session, workout), exercise)
        await exercises.remove_exercise(session, entry.id, expected_version=None)
        return entry.name

    show_line(f"Removed {do(context, account, work)}.")


def note(
    context: typer.Context,
    *,
    text: Annotated[str, typer.Argument(help='What there is to say; "" for nothing.')],
    account: Account = None,
    workout: OfWorkout = RUNNING,
    exercise: Annotated[str | None, typer.Option(help="Of this exercise, not of the whole workout.")] = None,
    next_time: Annotated[
        bool, typer.Option("--next-time", help="To be shown again when the exercise is done the next time.")
    ] = False,
) -> None:
    """Write a note: of the workout, or of an exercise in it."""

    async def work(session: AsyncSession) -> str:
        there = await get_workout(session, workout)
        if exercise is None:
            await correct_workout(session, there.id, {"notes": text}, expected_version=None)
            return there.name or "the workout"
        entry = get_entry(there, exercise)
        patch = {"returning_note" if next_time else "notes": text}
        await exercises.correct_exercise(session, entry.id, patch, expected_version=None)
        return entry.name

    show_line(f"Noted for {do(context, account, work)}.")
