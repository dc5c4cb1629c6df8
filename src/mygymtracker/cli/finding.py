"""From what a person types to the thing that is meant: names, beginnings of names, numbers as shown, days."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from typing import Final, TypeVar
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.ext.asyncio import AsyncSession

from mygymtracker.amounts import counted
from mygymtracker.database.driver import fetch_rows
from mygymtracker.database.entities import ExerciseSet, SessionStatus, WorkoutPlan, WorkoutSession
from mygymtracker.database.newest import in_order
from mygymtracker.errors import NotFound
from mygymtracker.exercises.catalogue import ExerciseSummary
from mygymtracker.exercises.finding import Match, find_exercises, get_only
from mygymtracker.exercises.names import fold_name
from mygymtracker.exercises.queries import Sought
from mygymtracker.numerals import folded
from mygymtracker.plans.queries import plan_tree
from mygymtracker.plans.tree import Day, DayWithExercises, Plan, PlannedExercise, build_plan
from mygymtracker.workouts.queries import workout_tree
from mygymtracker.workouts.tree import Workout, WorkoutExercise, build_workout

T = TypeVar("T")

RUNNING: Final = "running"
LATEST: Final = "latest"
_CANDIDATES: Final = 20
_MOST_NAMED: Final = 10
#: The beginning of an id: fewer digits would rather be a number or a name.
_ID: Final = re.compile(r"[0-9a-f]{4}[0-9a-f-]*", re.IGNORECASE)
_ID_DIGITS: Final = 32


def pick(typed: str, things: Sequence[T], name: Callable[[T], str], *, what: str) -> T:
    """The one of that name; else the only one that begins so, or has it in its name.

    Raises NotFound, naming those that it could be.
    """
    matches = alike(typed, things, name)
    if not matches:
        there = "; ".join(name(each) for each in things[:_MOST_NAMED])
        raise NotFound(f"There is no {what} like {typed}. {f'There is: {there}' if there else 'There is none yet.'}")
    if len(matches) > 1:
        raise NotFound(
            f"{typed} could be several. Say which: {'; '.join(name(each) for each in matches[:_MOST_NAMED])}"
        )
    return matches[0]


def alike(typed: str, things: Sequence[T], name: Callable[[T], str]) -> list[T]:
    """Those of that name; if there are none, those that begin so; if there are none, those that have it in them."""
    wanted = typed.strip().casefold()
    fits: tuple[Callable[[str], bool], ...] = (
        lambda text: text == wanted,
        lambda text: text.startswith(wanted),
        lambda text: wanted in text,
    )
    for fit in fits:
        matches = [each for each in things if fit(name(each).casefold())]
        if matches:
            return matches
    return []


# ---------------------------------------------------------------------------------------------------------- exercises


async def get_exercise(session: AsyncSession, typed: str, *, include_archived: bool = False) -> ExerciseSummary:
    """By its name, however it is spelt (`names.fold_name`), or by enough of it to leave no doubt.

    Raises NotFound, also where only some of the words fit: a set that is logged for another exercise than was meant is
    worse than none.
    """
    matches = await _matches(session, typed, include_archived=include_archived)
    return get_only(_spelt(typed, matches) or matches, search=typed)


async def find_exactly(session: AsyncSession, typed: str) -> ExerciseSummary | None:
    """The only exercise of that name, however it is spelt."""
    spelt = _spelt(typed, await _matches(session, typed))
    return get_only(spelt, search=typed) if spelt else None


async def _matches(session: AsyncSession, typed: str, *, include_archived: bool = False) -> list[Match]:
    return await find_exercises(session, typed, rows=_CANDIDATES, sought=Sought(include_archived=include_archived))


def _spelt(typed: str, matches: Sequence[Match]) -> list[Match]:
    """The exercise of that very name; else the only one whose name is another spelling of it."""
    same = [match for match in matches if match.exercise.name.casefold() == typed.strip().casefold()]
    alike = [match for match in matches if fold_name(match.exercise.name) == fold_name(typed)]
    return same or (alike if len(alike) == 1 else [])


# -------------------------------------------------------------------------------------------------------------- plans


async def get_plan_id(session: AsyncSession, typed: str) -> UUID:
    """Raises NotFound."""
    plan_names = select(WorkoutPlan.id, WorkoutPlan.plan_name).order_by(WorkoutPlan.plan_name)
    plan_id, _ = pick(typed, (await session.execute(plan_names)).all(), lambda row: row.plan_name, what="plan")
    return plan_id


async def get_plan(session: AsyncSession, typed: str) -> Plan:
    """Raises NotFound."""
    return build_plan(await fetch_rows(session, *plan_tree(await get_plan_id(session, typed))))


def day_label(day: Day) -> str:
    return day.day_name if day.week is None else f"{day.day_name} (week {day.week})"


def get_day(plan: Plan, typed: str) -> DayWithExercises:
    """By its name, or as shown where several have it: "Push (week 2)". Raises NotFound."""
    return pick(typed, plan.days, day_label, what=f"day in {plan.plan_name}")


def get_planned(plan: Plan, typed: str, *, day: str | None) -> PlannedExercise:
    """By its name or the number that it has in its day. Raises NotFound."""
    if day is not None or len(plan.days) == 1:
        there = get_day(plan, day).exercises if day is not None else [*plan.days[0].exercises, *plan.exercises]
        return _numbered(typed, there, lambda each: each.name, what=plan.plan_name)
    if not plan.days:
        return _numbered(typed, plan.exercises, lambda each: each.name, what=plan.plan_name)
    everywhere = [(each, f"{each.name} on {day_label(on)}") for on in plan.days for each in on.exercises]
    everywhere += [(each, each.name) for each in plan.exercises]
    matches = alike(typed, everywhere, lambda pair: pair[0].name)
    if len(matches) > 1:
        places = "; ".join(label for _, label in matches[:_MOST_NAMED])
        raise NotFound(f"{typed} is in {plan.plan_name} several times. Say which, with --day: {places}")
    return pick(typed, matches or everywhere, lambda pair: pair[0].name, what=f"exercise in {plan.plan_name}")[0]


# ----------------------------------------------------------------------------------------------------------- workouts


async def get_workout(session: AsyncSession, which: str) -> Workout:
    """`running`, `latest`, a day like 2026-03-02, or the beginning of an id. Raises NotFound."""
    return build_workout(await fetch_rows(session, *workout_tree(await get_workout_id(session, which))))


async def get_workout_id(session: AsyncSession, which: str) -> UUID:
    """As `get_workout`."""
    newest = in_order(select(WorkoutSession.id), WorkoutSession.started_at, WorkoutSession.id)
    if which == RUNNING:
        running = newest.where(WorkoutSession.status == SessionStatus.IN_PROGRESS).limit(1)
        return await _first(session, running, missing="No workout is running. Say which: an id, a day, or latest.")
    if which == LATEST:
        return await _first(session, newest.limit(1), missing="There is no workout yet.")
    if day := day_of(which):
        return await _only(session, newest.where(WorkoutSession.performed_on == day), f"workout of {which}")
    if _ID.fullmatch(which):
        return await _only(session, newest.where(WorkoutSession.id.between(*_range(which))), f"workout {which}")
    raise NotFound(f"There is no workout {which}. Say running, latest, a day like 2026-03-02, or an id.")


async def get_set_id(session: AsyncSession, which: str) -> UUID:
    """By the beginning of its id. Raises NotFound."""
    if not _ID.fullmatch(which):
        raise NotFound(f"{which} is no id of a set. Say its exercise and its number, or the beginning of its id.")
    return await _only(session, select(ExerciseSet.id).where(ExerciseSet.id.between(*_range(which))), f"set {which}")


def find_entries(workout: Workout, typed: str) -> list[WorkoutExercise]:
    """Those of the workout that it could be, by name or by the number that it has there."""
    if typed.isdecimal() and 1 <= int(typed) <= len(workout.exercises):
        return [workout.exercises[int(typed) - 1]]
    return alike(typed, workout.exercises, lambda each: each.name)


def get_entry(workout: Workout, typed: str) -> WorkoutExercise:
    """An exercise of the workout, by its name or its number there. Raises NotFound."""
    return _numbered(typed, workout.exercises, lambda each: each.name, what="the workout")


def get_set_of(entry: WorkoutExercise, number: int) -> UUID:
    """By its number as shown. Raises NotFound."""
    if not 1 <= number <= len(entry.sets):
        raise NotFound(f"{entry.name} has {counted(len(entry.sets), 'set')}, and none of number {number}.")
    return entry.sets[number - 1].id


def _numbered(typed: str, there: Sequence[T], name: Callable[[T], str], *, what: str) -> T:
    if typed.isdecimal() and 1 <= int(typed) <= len(there):
        return there[int(typed) - 1]
    matches = alike(typed, there, name)
    if len(matches) > 1:
        numbers = {id(each): number for number, each in enumerate(there, start=1)}
        several = "; ".join(f"{numbers[id(each)]} is {name(each)}" for each in matches[:_MOST_NAMED])
        raise NotFound(f"{typed} could be several. Say which by its number: {several}")
    return pick(typed, matches or there, name, what=f"exercise in {what}")


def day_of(text: str) -> date | None:
    text = folded(text)
    try:
        return date.fromisoformat(text) if re.fullmatch(r"\d{4}-\d\d-\d\d", text) else None
    except ValueError:
        return None


def _range(beginning: str) -> tuple[UUID, UUID]:
    digits = beginning.replace("-", "")[:_ID_DIGITS]
    return UUID(digits.ljust(_ID_DIGITS, "0")), UUID(digits.ljust(_ID_DIGITS, "f"))


async def _first(session: AsyncSession, query: Select[UUID], *, missing: str) -> UUID:
    row_id = (await session.execute(query)).scalar_one_or_none()
    if row_id is None:
        raise NotFound(missing)
    return row_id


async def _only(session: AsyncSession, query: Select[UUID], what: str) -> UUID:
    row_ids = list((await session.execute(query.limit(_MOST_NAMED))).scalars())
    if not row_ids:
        raise NotFound(f"There is no {what}.")
    if len(row_ids) > 1:
        raise NotFound(f"There are several: {what}. Say which: {', '.join(map(str, row_ids))}")
    return row_ids[0]
