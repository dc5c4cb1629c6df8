"""`mygymtracker workout …`: workouts as a whole; their exercises and sets are in `workout_sets`."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Annotated
from uuid import UUID

import typer
from sqlalchemy.ext.asyncio import AsyncSession

from mygymtracker.cli import workout_exercises, workout_sets, workout_table
from mygymtracker.cli.acting import ask, do, habits
from mygymtracker.cli.finding import LATEST, RUNNING, day_label, get_day, get_plan, get_workout, get_workout_id
from mygymtracker.cli.options import Account, At, Json, Yes, ask_before_deleting
from mygymtracker.cli.printing import show_json, show_line
from mygymtracker.cli.tables import show_that_there_are_more
from mygymtracker.contents import read
from mygymtracker.database.columns import new_id
from mygymtracker.database.driver import fetch_rows
from mygymtracker.database.entities import SessionStatus
from mygymtracker.errors import Conflict, Invalid, NotFound
from mygymtracker.workouts import writes
from mygymtracker.workouts.contents import WorkoutCreation
from mygymtracker.workouts.queries import workouts_page
from mygymtracker.workouts.starting import start_workout
from mygymtracker.workouts.summary import WorkoutSummary
from mygymtracker.workouts.tree import Workout

app = typer.Typer(no_args_is_help=True)
workout_sets.register(app)
workout_exercises.register(app)

Which = Annotated[
    str, typer.Argument(metavar="WORKOUT", help="running, latest, a day like 2026-03-02, or the beginning of its id.")
]


# ------------------------------------------------------------------------------------------------------------- reading


@app.command("list")
def list_workouts(
    context: typer.Context,
    account: Account = None,
    limit: Annotated[int, typer.Option(min=1, help="How many at most.")] = 20,
    json: Annotated[bool, typer.Option("--json", help="Print JSON, in the shape of the web API's list.")] = False,
) -> None:
    """List the newest workouts."""

    async def work(session: AsyncSession) -> list[WorkoutSummary]:
        return await fetch_rows(session, *workouts_page(rows=limit + 1))

    rows = ask(context, account, work)
    done = rows[:limit]
    if json:
        show_json(done)
    elif not done:
        show_line("No workouts yet. Bring some in with: mygymtracker import FILE")
    else:
        workout_table.show_list(done)
        show_that_there_are_more(rows, limit)


@app.command("show")
def show(
    context: typer.Context,
    workout: Annotated[
        str | None,
        typer.Argument(
            metavar="WORKOUT",
            help="running, latest, a day like 2026-03-02, or the beginning of its id; the running one, else the "
            "latest, if not said.",
        ),
    ] = None,
    account: Account = None,
    json: Json = False,
) -> None:
    """Show a workout with its sets; while it runs, with what was done the last time."""
    shown = ask(context, account, lambda session: _one(session, workout))
    if json:
        show_json(shown)
    else:
        workout_table.show_workout(shown)


async def _one(session: AsyncSession, which: str | None) -> Workout:
    if which is not None:
        return await get_workout(session, which)
    try:
        return await get_workout(session, RUNNING)
    except NotFound:
        return await get_workout(session, LATEST)


# ---------------------------------------------------------------------------------------------------- its beginning


@app.command("start")
def start(
    context: typer.Context,
    *,
    account: Account = None,
    plan: Annotated[str | None, typer.Option(help="The plan to do, by its name.")] = None,
    day: Annotated[str | None, typer.Option(help="The day of the plan.")] = None,
    name: Annotated[str | None, typer.Option(help="What to call it; the day's name, if not said.")] = None,
    note: Annotated[str, typer.Option(help="What there is to say about it.")] = "",
    alongside: Annotated[bool, typer.Option("--alongside", help="Even while another one is running.")] = False,
    at: At = None,
    completed_at: Annotated[str | None, typer.Option(help="When it ended, for a workout of the past.")] = None,
    body_weight: Annotated[str | None, typer.Option(help="What you weigh, like 82.4 or 180lb.")] = None,
    json: Json = False,
) -> None:
    """Start a workout: empty, or from a day of a plan, whose exercises are copied."""
    workout_id = new_id()

    async def work(session: AsyncSession) -> Workout:
        own = await habits(session)
        body: dict[str, object] = {
            "name": name,
            "notes": note,
            "alongside": alongside,
            "started_at": own.instant("--at", at),
            "completed_at": own.instant("--completed-at", completed_at),
            **await _source(session, plan, day),
        }
        if body_weight is not None:
            body["body_weight"], body["body_weight_unit"] = own.weight("--body-weight", body_weight)
        started = await start_workout(session, workout_id, read(body, WorkoutCreation), now=datetime.now(UTC))
        if not started.created:
            running = await get_workout(session, RUNNING)
            raise Conflict(
                f"{running.name or 'A workout'} is running since {own.minute(running.started_at)}. Complete or "
                "cancel it first, or start another one with --alongside."
            )
        return await get_workout(session, str(workout_id))

    started = do(context, account, work)
    if json:
        show_json(started)
    elif started.exercises:
        workout_table.show_workout(started)
    else:
        show_line(f"Started {workout_table.called(started)}. Log a set with: mygymtracker workout log EXERCISE 100x5")


async def _source(session: AsyncSession, plan: str | None, day: str | None) -> dict[str, UUID]:
    """What it is started from. Raises NotFound, Invalid."""
    if plan is None:
        if day is not None:
            raise Invalid("Say the plan that the day is of: --plan PLAN", field="--plan")
        return {}
    source = await get_plan(session, plan)
    if day is not None:
        return {"plan_day_id": get_day(source, day).id}
    if len(source.days) > 1 and not source.exercises:
        known = "; ".join(day_label(each) for each in source.days)
        raise Invalid(f"Say which day of {source.plan_name}: --day DAY ({known})", field="--day")
    return {"plan_day_id": source.days[0].id} if source.days and not source.exercises else {"plan_id": source.id}


@app.command("set")
def change(
    context: typer.Context,
    *,
    workout: Which = RUNNING,
    account: Account = None,
    name: Annotated[str | None, typer.Option(help="What it is called.")] = None,
    at: Annotated[str | None, typer.Option(help="When it began.")] = None,
    completed_at: Annotated[str | None, typer.Option(help="When it ended, if it is completed.")] = None,
    time_zone: Annotated[str | None, typer.Option(help="Where it was done, like Europe/Berlin.")] = None,
    body_weight: Annotated[str | None, typer.Option(help="What you weighed, like 82.4 or 180lb.")] = None,
) -> None:
    """Correct a workout: only what is given changes."""

    async def work(session: AsyncSession) -> None:
        own = await habits(session)
        given = {
            "name": name,
            "started_at": own.instant("--at", at),
            "completed_at": own.instant("--completed-at", completed_at),
            "time_zone": time_zone,
        }
        patch: dict[str, object] = {field: value for field, value in given.items() if value is not None}
        if body_weight is not None:
            patch["body_weight"], patch["body_weight_unit"] = own.weight("--body-weight", body_weight)
        if not patch:
            raise Invalid("Say what to change; the options are in --help.", field="--help")
        workout_id = await get_workout_id(session, workout)
        await writes.correct_workout(session, workout_id, patch, expected_version=None)

    do(context, account, work)
    show_line("Changed the workout.")


# -------------------------------------------------------------------------------------------------------------- its end


@app.command("complete")
def complete(context: typer.Context, workout: Which = RUNNING, account: Account = None, at: At = None) -> None:
    """Complete a workout."""

    async def finish(session: AsyncSession, workout_id: UUID) -> None:
        ended = (await habits(session)).instant("--at", at)
        await writes.complete_workout(session, workout_id, at=ended, now=datetime.now(UTC), expected_version=None)

    _settle(context, account, workout, finish, "Completed")


@app.command("cancel")
def cancel(context: typer.Context, workout: Which = RUNNING, account: Account = None) -> None:
    """Cancel a workout: it stays, and counts for nothing. `workout reopen` takes it back."""

    async def work(session: AsyncSession, workout_id: UUID) -> None:
        await writes.cancel_workout(session, workout_id, expected_version=None)

    _settle(context, account, workout, work, "Cancelled")


@app.command("reopen")
def reopen(context: typer.Context, workout: Which = LATEST, account: Account = None) -> None:
    """Go on with a workout that was completed or cancelled."""

    async def work(session: AsyncSession, workout_id: UUID) -> None:
        row = await writes.get_workout_for_change(session, workout_id, expected_version=None)
        cancelled = row.status is SessionStatus.CANCELLED
        again = writes.take_back_cancellation if cancelled else writes.reopen_workout
        await again(session, workout_id, expected_version=None)

    _settle(context, account, workout, work, "Reopened")


@app.command("delete")
def delete(context: typer.Context, workout: Which, account: Account = None, yes: Yes = False) -> None:
    """Delete a workout with its sets. To keep it without counting it: `workout cancel`."""
    deleted = ask(context, account, lambda session: get_workout(session, workout))
    called = workout_table.called(deleted)
    ask_before_deleting(called, yes=yes)
    do(context, account, lambda session: writes.delete_workout(session, deleted.id, expected_version=None))
    show_line(f"Deleted {called}.")


def _settle(
    context: typer.Context,
    account: str | None,
    which: str,
    change: Callable[[AsyncSession, UUID], Awaitable[None]],
    done: str,
) -> None:
    async def work(session: AsyncSession) -> Workout:
        workout_id = await get_workout_id(session, which)
        await change(session, workout_id)
        return await get_workout(session, str(workout_id))

    show_line(f"{done} {workout_table.called(do(context, account, work))}.")
