"""`mygymtracker plan …`: plans and their days; their exercises are in `plan_exercises`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Annotated
from uuid import UUID

import typer
from sqlalchemy.ext.asyncio import AsyncSession

from mygymtracker.cli import plan_exercises
from mygymtracker.cli.acting import Habits, ask, do, habits
from mygymtracker.cli.finding import day_label, get_day, get_plan, get_plan_id
from mygymtracker.cli.options import Account, Json, PlanName, Yes, ask_before_deleting
from mygymtracker.cli.printing import show_json, show_line
from mygymtracker.cli.tables import set_target_text, show_table, show_text, target_text
from mygymtracker.contents import Order, read
from mygymtracker.database.columns import new_id
from mygymtracker.database.driver import fetch_rows
from mygymtracker.errors import Invalid
from mygymtracker.plans import days, queries, writes
from mygymtracker.plans.contents import DayCreation, PlanCreation
from mygymtracker.plans.tree import Plan, PlannedExercise, PlanSummary

app = typer.Typer(no_args_is_help=True)

DayName = Annotated[
    str, typer.Argument(metavar="DAY", help='Its name; where several have it, as shown: "Push (week 2)".')
]
Place = Annotated[int, typer.Argument(min=1, help="Where it is to stand, from 1.")]
_MOST = 1000


# ------------------------------------------------------------------------------------------------------------- reading


@app.command("list")
def list_plans(
    context: typer.Context,
    account: Account = None,
    archived: Annotated[bool, typer.Option("--archived", help="Those put out of the way, instead.")] = False,
    json: Json = False,
) -> None:
    """List plans by name."""

    async def work(session: AsyncSession) -> tuple[list[PlanSummary], Habits]:
        rows = await fetch_rows(session, *queries.plans_page(rows=_MOST, archived=archived))
        return rows, await habits(session)

    plans, own = ask(context, account, work)
    if json:
        show_json(plans)
    elif not plans:
        show_line("There is no such plan yet. Make one with: mygymtracker plan create NAME")
    else:
        lines = (_line(each, own) for each in plans)
        show_table(("name", "days", "exercises", "last started"), lines, right=("days", "exercises"))


def _line(each: PlanSummary, own: Habits) -> tuple[str, ...]:
    return each.plan_name, str(each.days), str(each.exercises), own.day(each.last_started_at) or "never"


@app.command("show")
def show(context: typer.Context, plan: PlanName, account: Account = None, json: Json = False) -> None:
    """Show a plan, a table for each day."""

    async def work(session: AsyncSession) -> tuple[Plan, Habits]:
        return await get_plan(session, plan), await habits(session)

    shown, own = ask(context, account, work)
    if json:
        show_json(shown)
    else:
        _show(shown, own)


def _show(plan: Plan, own: Habits) -> None:
    archived = f" (archived {own.day(plan.archived_at)})" if plan.archived_at else ""
    show_text("\n".join(line for line in (f"{plan.plan_name}{archived}", plan.notes) if line))
    for day in plan.days:
        _show_exercises(f"{day_label(day)}{f': {day.notes}' if day.notes else ''}", day.exercises)
    if plan.exercises:
        _show_exercises("Of no day" if plan.days else "", plan.exercises)
    if not plan.days and not plan.exercises:
        show_line("Nothing is in it yet. Go on with: mygymtracker plan add-day, mygymtracker plan add")


def _show_exercises(title: str, exercises: Sequence[PlannedExercise]) -> None:
    show_table(
        ("#", "exercise", "asked for", "group"),
        [_planned(number, each) for number, each in enumerate(exercises, start=1)],
        right=("#", "group"),
        title=title,
    )


def _planned(number: int, each: PlannedExercise) -> tuple[str, ...]:
    named = [each.name, *(f"or {name}" for name in each.substitute_names)]
    lines = [target_text(each), *map(set_target_text, each.set_targets), each.notes]
    lines += [f"next time: {each.returning_note}"] if each.returning_note else []
    return (
        str(number),
        "\n".join(named),
        "\n".join(line for line in lines if line),
        "" if each.superset_group is None else str(each.superset_group),
    )


# --------------------------------------------------------------------------------------------------------------- plans


@app.command("create")
def create(
    context: typer.Context,
    name: Annotated[str | None, typer.Argument(help="What it is called; a copy may leave it out.")] = None,
    account: Account = None,
    copy_of: Annotated[str | None, typer.Option(help="The plan to copy, with its days and exercises.")] = None,
    note: Annotated[str | None, typer.Option(help="What there is to say about it.")] = None,
) -> None:
    """Make a plan: empty, or a copy of one."""
    if name is None and copy_of is None:
        raise Invalid("Say what the plan is called, or which one to copy.", field="NAME")
    plan_id = new_id()

    async def work(session: AsyncSession) -> str:
        source = None if copy_of is None else await get_plan_id(session, copy_of)
        body = {"plan_name": name, "notes": note, "copy_of": source}
        await writes.create_plan(session, plan_id, read(body, PlanCreation))
        return (await writes.get_plan_for_change(session, plan_id)).plan_name

    show_line(f"Made {do(context, account, work)}.")


@app.command("rename")
def rename(
    context: typer.Context,
    plan: PlanName,
    new_name: Annotated[str, typer.Argument(help="What it is called from now on.")],
    account: Account = None,
) -> None:
    """Give a plan another name."""
    show_line(f"{_change(context, account, plan, {'plan_name': new_name})} is now {new_name}.")


@app.command("note")
def note(
    context: typer.Context,
    plan: PlanName,
    text: Annotated[str, typer.Argument(help='What there is to say about it; "" for nothing.')],
    account: Account = None,
) -> None:
    """Say something about a plan."""
    show_line(f"Noted for {_change(context, account, plan, {'notes': text})}.")


def _change(context: typer.Context, account: str | None, typed: str, patch: dict[str, object]) -> str:
    async def work(session: AsyncSession) -> str:
        plan = await get_plan(session, typed)
        await writes.change_plan(session, plan.id, patch, expected_version=None)
        return plan.plan_name

    return do(context, account, work)


@app.command("archive")
def archive(context: typer.Context, plan: PlanName, account: Account = None) -> None:
    """Put a plan out of the way."""

    async def work(session: AsyncSession) -> str:
        archived = await get_plan(session, plan)
        await writes.archive_plan(session, archived.id, now=datetime.now(UTC))
        return archived.plan_name

    show_line(f"Archived {do(context, account, work)}.")


@app.command("restore")
def restore(context: typer.Context, plan: PlanName, account: Account = None) -> None:
    """Bring an archived plan back."""

    async def work(session: AsyncSession) -> str:
        restored = await get_plan(session, plan)
        await writes.restore_plan(session, restored.id)
        return restored.plan_name

    show_line(f"Brought back {do(context, account, work)}.")


@app.command("delete")
def delete(context: typer.Context, plan: PlanName, account: Account = None, yes: Yes = False) -> None:
    """Delete a plan with its days and exercises; the workouts that were done by it stay."""
    deleted = ask(context, account, lambda session: get_plan(session, plan))
    ask_before_deleting(deleted.plan_name, yes=yes)
    do(context, account, lambda session: writes.delete_plan(session, deleted.id, expected_version=None))
    show_line(f"Deleted {deleted.plan_name}.")


# ---------------------------------------------------------------------------------------------------------------- days


@app.command("add-day")
def add_day(
    context: typer.Context,
    *,
    plan: PlanName,
    day: Annotated[str | None, typer.Argument(help="What it is called; a copy may leave it out.")] = None,
    account: Account = None,
    week: Annotated[
        int | None, typer.Option(help="The week that it is of, from 1; of every week, if not said.")
    ] = None,
    copy_of: Annotated[str | None, typer.Option(help="A day of the same plan to copy, with its exercises.")] = None,
    note: Annotated[str | None, typer.Option(help="What there is to say about it.")] = None,
) -> None:
    """Add a day to a plan, as its last."""
    if day is None and copy_of is None:
        raise Invalid("Say what the day is called, or which one to copy.", field="DAY")

    async def work(session: AsyncSession) -> str:
        into = await get_plan(session, plan)
        source = None if copy_of is None else get_day(into, copy_of).id
        body = {"plan_id": into.id, "day_name": day, "week": week, "notes": note, "copy_of": source}
        await days.create_day(session, new_id(), read(body, DayCreation))
        return into.plan_name

    show_line(f"Added the day to {do(context, account, work)}.")


@app.command("set-day")
def set_day(
    context: typer.Context,
    *,
    plan: PlanName,
    day: DayName,
    account: Account = None,
    name: Annotated[str | None, typer.Option(help="What it is called from now on.")] = None,
    week: Annotated[int | None, typer.Option(min=0, help="The week that it is of; 0 for every week.")] = None,
    note: Annotated[str | None, typer.Option(help="What there is to say about it.")] = None,
) -> None:
    """Change a day's name, week or note."""
    patch: dict[str, object] = {
        field: value for field, value in (("day_name", name), ("notes", note)) if value is not None
    }
    if week is not None:
        patch["week"] = week or None
    plan_exercises.refuse_nothing(patch)

    async def work(session: AsyncSession) -> str:
        plan_day = get_day(await get_plan(session, plan), day)
        await days.change_day(session, plan_day.id, patch, expected_version=None)
        return day_label(plan_day)

    show_line(f"Changed {do(context, account, work)}.")


@app.command("move-day")
def move_day(context: typer.Context, plan: PlanName, day: DayName, place: Place, account: Account = None) -> None:
    """Put a day in another place among those of its plan."""

    async def work(session: AsyncSession) -> str:
        moved_in = await get_plan(session, plan)
        moved = get_day(moved_in, day)
        ids = [each.id for each in moved_in.days if each.id != moved.id]
        ids.insert(place - 1, moved.id)
        await days.reorder_days(session, moved_in.id, Order(ids=ids))
        return day_label(moved)

    show_line(f"Moved {do(context, account, work)}.")


@app.command("delete-day")
def delete_day(context: typer.Context, plan: PlanName, day: DayName, account: Account = None, yes: Yes = False) -> None:
    """Delete a day with its exercises; the workouts that were done by it stay."""

    async def find(session: AsyncSession) -> tuple[UUID, str]:
        of_plan = await get_plan(session, plan)
        plan_day = get_day(of_plan, day)
        return plan_day.id, f"{day_label(plan_day)} of {of_plan.plan_name}"

    day_id, called = ask(context, account, find)
    ask_before_deleting(called, yes=yes)
    do(context, account, lambda session: days.delete_day(session, day_id, expected_version=None))
    show_line(f"Deleted {called}.")


plan_exercises.register(app)
