"""`mygymtracker workout log`, `edit` and `delete-set`: sets, written as on paper."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Annotated, Final
from uuid import UUID

import typer
from sqlalchemy.ext.asyncio import AsyncSession

from mygymtracker.cli.acting import Habits, do, habits
from mygymtracker.cli.finding import (
    RUNNING,
    find_entries,
    find_exactly,
    get_entry,
    get_exercise,
    get_set_id,
    get_set_of,
    get_workout,
)
from mygymtracker.cli.notation import NOTATION, read_sets
from mygymtracker.cli.numbers import read_number
from mygymtracker.cli.options import Account, Json
from mygymtracker.cli.printing import show_json, show_line
from mygymtracker.cli.tables import done
from mygymtracker.contents import read
from mygymtracker.database.columns import new_id
from mygymtracker.database.entities import IntensityTechnique, SetType, Side
from mygymtracker.errors import Conflict, Invalid
from mygymtracker.quantities import DistanceUnit, LoadMode, LoadUnit
from mygymtracker.workouts import set_writes
from mygymtracker.workouts.contents import WorkoutExerciseCreation
from mygymtracker.workouts.exercises import add_exercise
from mygymtracker.workouts.sets import LoggedSet, SetCreation
from mygymtracker.workouts.tree import Workout, WorkoutExercise

#: -20x8 is a set of assisted pull-ups, and no option.
SETS_LOOK_LIKE_OPTIONS: Final = {"ignore_unknown_options": True}

OfWorkout = Annotated[
    str, typer.Option("--workout", help="running, latest, a day like 2026-03-02, or the beginning of its id.")
]
Done = Annotated[str, typer.Argument(metavar="EXERCISE", help="Its name, or the number that it has in the workout.")]
#: What a set as on paper says all over again.
_WORK: Final = ("reps", "load", "load_unit", "load_mode", "duration_seconds", "distance", "distance_unit", "rpe", "rir")


def register(app: typer.Typer) -> None:
    """Adds the commands of this module to those of workouts."""
    app.command("log", context_settings=SETS_LOOK_LIKE_OPTIONS, epilog=NOTATION)(log)
    app.command("edit", context_settings=SETS_LOOK_LIKE_OPTIONS, epilog=NOTATION)(edit)
    app.command("delete-set")(delete_set)


# ------------------------------------------------------------------------------------------------------------- logging


def log(
    context: typer.Context,
    *,
    exercise: Done,
    sets: Annotated[list[str], typer.Argument(help="As on paper: w60x5 100x5@8.5 15x8/10x6.")],
    account: Account = None,
    workout: OfWorkout = RUNNING,
    unit: Annotated[LoadUnit | None, typer.Option(help="Of loads that name none; the account's, if not said.")] = None,
    technique: Annotated[
        IntensityTechnique | None, typer.Option(help="What the pieces after / are; drop sets, if not said.")
    ] = None,
    rest: Annotated[int | None, typer.Option(help="Rest after each of them, in seconds.")] = None,
    note: Annotated[str, typer.Option(help="What there is to say about them.")] = "",
    superset: Annotated[int | None, typer.Option(help="The group to add the exercise to, done in turns.")] = None,
    at: Annotated[
        str | None, typer.Option(help="When; if not said, now, and in a workout of the past when that began.")
    ] = None,
    json: Json = False,
) -> None:
    """Log sets of an exercise, which is added to the workout if it is not in it yet."""

    async def work(session: AsyncSession) -> tuple[str, list[LoggedSet]]:
        own = await habits(session)
        entered = list(read_sets(sets, unit=unit or own.unit))
        into = await get_workout(session, workout)
        entry_id, name = await _entry(session, into, exercise, superset=superset)
        common = {"rest_seconds": rest, "note": note, "performed_at": own.instant("--at", at)}
        for content, continues in entered:
            if continues and technique is not None:
                content["technique"] = technique.value
            content.update(common)
        return name, await _log(session, entry_id, entered)

    name, logged = do(context, account, work)
    if json:
        show_json(logged)
    else:
        show_line(f"{name}: {'; '.join(map(done, logged))}")


async def _entry(session: AsyncSession, workout: Workout, typed: str, *, superset: int | None) -> tuple[UUID, str]:
    """The exercise of the workout to log for, and its name; of several entries of one exercise it must be said which.

    The catalogue's exact name comes before what is only like it in the workout. Raises NotFound.
    """
    exact = None if typed.isdecimal() else await find_exactly(session, typed)
    if exact is None and find_entries(workout, typed):
        entry = get_entry(workout, typed)
        return entry.id, entry.name
    exercise = exact or await get_exercise(session, typed)
    there = [each for each in workout.exercises if each.exercise_id == exercise.id]
    if there:
        return _only(there, workout).id, exercise.name
    row_id = new_id()
    body = {"workout_id": workout.id, "exercise_id": exercise.id, "superset_group": superset}
    await add_exercise(session, row_id, read(body, WorkoutExerciseCreation))
    return row_id, exercise.name


def _only(there: Sequence[WorkoutExercise], workout: Workout) -> WorkoutExercise:
    if len(there) == 1:
        return there[0]
    numbers = ", ".join(str(workout.exercises.index(each) + 1) for each in there)
    raise Conflict(f"{there[0].name} is in the workout several times. Say which by its number: {numbers}")


async def _log(
    session: AsyncSession, entry_id: UUID, entered: Sequence[tuple[dict[str, object], bool]]
) -> list[LoggedSet]:
    logged: list[LoggedSet] = []
    first: UUID | None = None
    for content, continues in entered:
        place = {"workout_exercise_id": entry_id, "continues_set_id": first if continues else None}
        creation = read(content | place, SetCreation)
        one, _ = await set_writes.log_set(session, new_id(), creation, now=datetime.now(UTC))
        logged.append(one)
        if not continues:
            first = one.id
    return logged


# ---------------------------------------------------------------------------------------------------------- correcting


def edit(
    context: typer.Context,
    *,
    which: Annotated[
        str,
        typer.Argument(metavar="EXERCISE", help="The exercise, with NUMBER after it; or the beginning of a set's id."),
    ],
    number: Annotated[
        str | None, typer.Argument(metavar="NUMBER", help="The set's number, as shown; none after an id.")
    ] = None,
    written: Annotated[str | None, typer.Argument(metavar="SET", help="What it was, as on paper: 102.5x5@9.")] = None,
    account: Account = None,
    workout: OfWorkout = RUNNING,
    kind: Annotated[SetType | None, typer.Option(help="Whether it counts.")] = None,
    reps: Annotated[int | None, typer.Option(help="Repetitions.")] = None,
    load: Annotated[str | None, typer.Option(help="Like 100 or 225lb.")] = None,
    load_mode: Annotated[LoadMode | None, typer.Option(help="What the load means for the body.")] = None,
    seconds: Annotated[str | None, typer.Option(help="How long it took.")] = None,
    distance: Annotated[str | None, typer.Option(help="How far it went, with --distance-unit.")] = None,
    distance_unit: Annotated[DistanceUnit | None, typer.Option(help="Of the distance.")] = None,
    rpe: Annotated[str | None, typer.Option(help="Effort, in half steps; replaces RIR.")] = None,
    rir: Annotated[str | None, typer.Option(help="Repetitions in reserve, in half steps; replaces RPE.")] = None,
    rest: Annotated[int | None, typer.Option(help="Rest after it, in seconds.")] = None,
    note: Annotated[str | None, typer.Option(help="What there is to say about it.")] = None,
    technique: Annotated[IntensityTechnique | None, typer.Option(help="How it was made harder.")] = None,
    side: Annotated[Side | None, typer.Option(help="The side that it was done with.")] = None,
    at: Annotated[str | None, typer.Option(help="When it was done.")] = None,
) -> None:
    """Correct a set: written anew as on paper, or only what the options say."""
    if number is not None and written is None and not number.isdecimal():
        number, written = None, number
    given: dict[str, object] = {
        "set_type": kind, "reps": reps, "load_mode": load_mode, "distance_unit": distance_unit, "rest_seconds": rest,
        "note": note, "technique": technique, "side": side,
        "duration_seconds": None if seconds is None else read_number("--seconds", seconds),
        "distance": None if distance is None else read_number("--distance", distance),
    }  # fmt: skip
    body = {field: value for field, value in given.items() if value is not None} | _effort(rpe, rir)

    async def work(session: AsyncSession) -> LoggedSet:
        own = await habits(session)
        patch = {**_anew(written, own), **body}
        if load is not None:
            patch["load"], patch["load_unit"] = own.weight("--load", load)
        if at is not None:
            patch["performed_at"] = own.instant("--at", at)
        if not patch:
            raise Invalid("Say what to change; the options are in --help.", field="--help")
        set_id = await _set_id(session, which, number, workout)
        return await set_writes.correct_set(session, set_id, patch, now=datetime.now(UTC), expected_version=None)

    show_line(f"Now {done(do(context, account, work))}.")


def _anew(written: str | None, own: Habits) -> dict[str, object]:
    """What a set as on paper changes: the work and the effort, and what else it says. Raises Invalid."""
    if written is None:
        return {}
    (content, _), *more = read_sets([written], unit=own.unit)
    if more:
        raise Invalid("Only one set can be written anew at a time.", field="SET", value=written)
    return dict.fromkeys(_WORK) | content


def _effort(rpe: str | None, rir: str | None) -> dict[str, object]:
    """Effort is told in one way: the other is forgotten."""
    if rpe is not None and rir is not None:
        raise Invalid("Tell effort with --rpe or with --rir, not with both.", field="--rir", value=rir)
    if rpe is not None:
        return {"rpe": read_number("--rpe", rpe), "rir": None}
    return {} if rir is None else {"rir": read_number("--rir", rir), "rpe": None}


def delete_set(
    context: typer.Context,
    which: Annotated[
        str,
        typer.Argument(metavar="EXERCISE", help="The exercise, with NUMBER after it; or the beginning of a set's id."),
    ],
    number: Annotated[
        str | None, typer.Argument(metavar="NUMBER", help="The set's number, as shown; none after an id.")
    ] = None,
    account: Account = None,
    workout: OfWorkout = RUNNING,
) -> None:
    """Delete a set. Of pieces that continued it the first takes its place."""

    async def work(session: AsyncSession) -> None:
        set_id = await _set_id(session, which, number, workout)
        await set_writes.delete_set(session, set_id, expected_version=None)

    do(context, account, work)
    show_line("Deleted the set.")


async def _set_id(session: AsyncSession, which: str, number: str | None, workout: str) -> UUID:
    """Raises NotFound, Invalid."""
    if number is None:
        return await get_set_id(session, which)
    if not number.isdecimal():
        raise Invalid(f"NUMBER must be a set's number, as shown, not {number}", field="NUMBER", value=number)
    return get_set_of(get_entry(await get_workout(session, workout), which), int(number))
