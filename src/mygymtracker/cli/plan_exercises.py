"""`mygymtracker plan add`, `set`, `move`, `remove`: the exercises of a plan."""

from __future__ import annotations

from typing import Annotated

import typer
from sqlalchemy.ext.asyncio import AsyncSession

from mygymtracker.cli import plan_fields as fields
from mygymtracker.cli.acting import do
from mygymtracker.cli.finding import day_label, get_day, get_exercise, get_plan, get_planned
from mygymtracker.cli.options import Account, ExerciseName, PlanName
from mygymtracker.cli.printing import show_line
from mygymtracker.contents import Order, read
from mygymtracker.database.columns import new_id
from mygymtracker.database.entities import IntensityTechnique
from mygymtracker.errors import Invalid
from mygymtracker.plans import exercises
from mygymtracker.plans.contents import PlanExerciseCreation
from mygymtracker.plans.tree import Plan, PlannedExercise

Planned = Annotated[
    str, typer.Argument(metavar="EXERCISE", help="Its name, or with --day the number that it has there.")
]


def register(app: typer.Typer) -> None:
    """Adds the commands of this module to those of plans."""
    app.command("add")(add)
    app.command("set")(change)
    app.command("move")(move)
    app.command("remove")(remove)


def refuse_nothing(patch: dict[str, object]) -> None:
    """Raises Invalid."""
    if not patch:
        raise Invalid("Say what to change; the options are in --help.", field="--help")


def add(
    context: typer.Context,
    *,
    plan: PlanName,
    exercise: ExerciseName,
    sets: Annotated[int, fields.SETS],
    reps: Annotated[str, fields.REPS],
    rpe: Annotated[str, fields.RPE],
    rest: Annotated[str, fields.REST],
    account: Account = None,
    day: Annotated[str | None, fields.DAY] = None,
    warmups: Annotated[int | None, fields.WARMUPS] = None,
    technique: Annotated[IntensityTechnique | None, fields.TECHNIQUE] = None,
    superset: Annotated[int | None, fields.SUPERSET] = None,
    per_side: Annotated[bool | None, fields.PER_SIDE] = None,
    substitute: Annotated[list[str] | None, fields.SUBSTITUTE] = None,
    set_target: Annotated[list[str] | None, fields.SET_TARGET] = None,
    note: Annotated[str | None, fields.NOTE] = None,
    next_time: Annotated[str | None, fields.RETURNING_NOTE] = None,
) -> None:
    """Add an exercise to a plan, as the last of its day."""
    body = fields.body_of(
        sets=sets, reps=reps, rpe=rpe, rest=rest, warmups=warmups, technique=technique, superset=superset,
        per_side=per_side, note=note, next_time=next_time, set_target=set_target,
    )  # fmt: skip

    async def work(session: AsyncSession) -> tuple[str, str]:
        of_plan = await get_plan(session, plan)
        if day is None and of_plan.days:
            known = "; ".join(day_label(each) for each in of_plan.days)
            raise Invalid(f"Say which day of {of_plan.plan_name}: --day DAY ({known})", field="--day")
        chosen = await get_exercise(session, exercise)
        place = {"plan_id": of_plan.id, "plan_day_id": None if day is None else get_day(of_plan, day).id}
        named = {"exercise_id": chosen.id, "substitutes": await _ids(session, substitute or [])}
        await exercises.add_exercise(session, new_id(), read(body | place | named, PlanExerciseCreation))
        return chosen.name, of_plan.plan_name

    show_line("Added {} to {}.".format(*do(context, account, work)))


def change(
    context: typer.Context,
    *,
    plan: PlanName,
    exercise: Planned,
    account: Account = None,
    day: Annotated[str | None, fields.DAY] = None,
    sets: Annotated[int | None, fields.SETS] = None,
    reps: Annotated[str | None, fields.REPS] = None,
    rpe: Annotated[str | None, fields.RPE] = None,
    rest: Annotated[str | None, fields.REST] = None,
    warmups: Annotated[int | None, fields.WARMUPS] = None,
    technique: Annotated[IntensityTechnique | None, fields.TECHNIQUE] = None,
    superset: Annotated[int | None, fields.SUPERSET] = None,
    per_side: Annotated[bool | None, fields.PER_SIDE] = None,
    substitute: Annotated[list[str] | None, fields.SUBSTITUTE] = None,
    set_target: Annotated[list[str] | None, fields.SET_TARGET] = None,
    note: Annotated[str | None, fields.NOTE] = None,
    next_time: Annotated[str | None, fields.RETURNING_NOTE] = None,
    instead: Annotated[str | None, typer.Option(help="Another exercise to plan in its place.")] = None,
    unset: Annotated[list[fields.Optional] | None, fields.UNSET] = None,
) -> None:
    """Change what a plan says of an exercise: only what is given changes. Workouts done by it stay as they were."""
    patch = fields.body_of(
        sets=sets, reps=reps, rpe=rpe, rest=rest, warmups=warmups, technique=technique, superset=superset,
        per_side=per_side, note=note, next_time=next_time, set_target=set_target,
    )  # fmt: skip
    patch |= fields.unset(unset or [])
    refuse_nothing({**patch, **({"named": substitute or instead} if substitute or instead else {})})

    async def work(session: AsyncSession) -> tuple[str, str]:
        of_plan = await get_plan(session, plan)
        planned = get_planned(of_plan, exercise, day=day)
        if substitute:
            patch["substitutes"] = await _ids(session, substitute)
        if instead is not None:
            patch["exercise_id"] = (await get_exercise(session, instead)).id
        await exercises.change_exercise(session, planned.id, patch, expected_version=None)
        return planned.name, of_plan.plan_name

    show_line("Changed {} in {}.".format(*do(context, account, work)))


def move(
    context: typer.Context,
    *,
    plan: PlanName,
    exercise: Planned,
    place: Annotated[int, typer.Argument(min=1, help="Where it is to stand in its day, from 1.")],
    account: Account = None,
    day: Annotated[str | None, fields.DAY] = None,
    to_day: Annotated[str | None, typer.Option(help="Another day to put it in.")] = None,
) -> None:
    """Put an exercise in another place of its day, or in another day."""

    async def work(session: AsyncSession) -> tuple[str, str]:
        of_plan = await get_plan(session, plan)
        planned = get_planned(of_plan, exercise, day=day)
        day_id = planned.plan_day_id if to_day is None else get_day(of_plan, to_day).id
        if day_id != planned.plan_day_id:
            patch = {"plan_day_id": day_id, "display_order": None}
            await exercises.change_exercise(session, planned.id, patch, expected_version=None)
        ids = [each.id for each in _of_day(of_plan, day_id) if each.id != planned.id]
        ids.insert(place - 1, planned.id)
        if day_id is None:
            await exercises.reorder_dayless(session, of_plan.id, Order(ids=ids))
        else:
            await exercises.reorder_day(session, day_id, Order(ids=ids))
        return planned.name, of_plan.plan_name

    show_line("Moved {} in {}.".format(*do(context, account, work)))


def remove(
    context: typer.Context,
    plan: PlanName,
    exercise: Planned,
    account: Account = None,
    day: Annotated[str | None, fields.DAY] = None,
) -> None:
    """Take an exercise out of a plan; the workouts that were done by it stay."""

    async def work(session: AsyncSession) -> tuple[str, str]:
        of_plan = await get_plan(session, plan)
        planned = get_planned(of_plan, exercise, day=day)
        await exercises.remove_exercise(session, planned.id, expected_version=None)
        return planned.name, of_plan.plan_name

    show_line("Removed {} from {}.".format(*do(context, account, work)))


async def _ids(session: AsyncSession, names: list[str]) -> list[object]:
    return [(await get_exercise(session, name)).id for name in names]


def _of_day(plan: Plan, day_id: object) -> list[PlannedExercise]:
    return next((each.exercises for each in plan.days if each.id == day_id), plan.exercises)
