"""How workouts look in a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from mygymtracker.amounts import amount, duration
from mygymtracker.cli.printing import show_line
from mygymtracker.cli.tables import done, kind, set_target_text, show_table, show_text, target_text
from mygymtracker.database.entities import SetType
from mygymtracker.workouts.set_shapes import WorkoutSet
from mygymtracker.workouts.summary import WorkoutSummary
from mygymtracker.workouts.tree import Workout, WorkoutExercise


def called(workout: Workout) -> str:
    return f"{workout.name or 'the workout'} of {workout.performed_on}"


def show_list(workouts: Sequence[WorkoutSummary]) -> None:
    headings = ("day", "name", "exercises", "sets", "duration")
    show_table(
        headings,
        map(_line, workouts),
        right=headings[2:],
        caption="Sets without warm-ups; one side alone is half of one, and the pieces of a drop set are one.",
    )


def _line(workout: WorkoutSummary) -> tuple[str, ...]:
    return (
        workout.performed_on.isoformat(),
        workout.name,
        amount(workout.exercises),
        amount(workout.working_sets),
        _duration(workout.status.value, workout.started_at, workout.completed_at)
        + (", in the future" if workout.in_future else ""),
    )


def _duration(status: str, started_at: datetime, completed_at: datetime | None) -> str:
    """How long it took, or what became of it where it was not completed."""
    if completed_at is None:
        return status.replace("_", " ")
    return duration(completed_at - started_at)


def show_workout(workout: Workout) -> None:
    facts = [
        called(workout),
        _duration(workout.status.value, workout.started_at, workout.completed_at),
        "" if workout.body_weight is None else f"body {workout.body_weight} {workout.body_weight_unit}",
        str(workout.id),
    ]
    show_text(", ".join(fact for fact in facts if fact))
    if workout.notes:
        show_text(workout.notes)
    for number, each in enumerate(workout.exercises, start=1):
        _show_exercise(number, each)
    if not workout.exercises:
        show_line("Nothing is in it yet. Log a set with: mygymtracker workout log EXERCISE 100x5")


def _show_exercise(number: int, each: WorkoutExercise) -> None:
    group = "" if each.superset_group is None else f"  (superset {each.superset_group})"
    lines = [
        f"\n{number}. {each.name}{group}",
        *([f"   planned: {target_text(each.target)}"] if each.target else []),
        *([f"   planned: {set_target_text(target)}" for target in each.target.set_targets] if each.target else []),
        *([f"   {each.target.notes}"] if each.target and each.target.notes else []),
        *([f"   last time: {_last_time(each)}"] if each.previous else []),
        *([f"   remember: {each.returning_note}"] if each.returning_note else []),
        *([f"   {each.notes}"] if each.notes else []),
    ]
    show_text("\n".join(lines))
    if each.sets:
        rows = [set_cells(place, one) for place, one in enumerate(each.sets, start=1)]
        show_table(("#", "set", "done", "rest", "note"), rows, right=("#", "rest"))


def _last_time(each: WorkoutExercise) -> str:
    if each.previous is None:
        return ""
    working, warmups = [
        "; ".join(done(one) for one in each.previous.sets if one.set_type is set_type)
        for set_type in (SetType.WORKING, SetType.WARMUP)
    ]
    sets = f"{working} (warm-ups: {warmups})" if working and warmups else working or f"warm-ups: {warmups}"
    return f"{each.previous.performed_on}: {sets}"


def set_cells(number: int, one: WorkoutSet) -> tuple[str, ...]:
    """The line of a set: its number, what it is, what was done, the rest after it in seconds, and remarks."""
    rest = "" if one.rest_seconds is None else f"{one.rest_seconds} s"
    return str(number), kind(one), done(one), rest, one.note
