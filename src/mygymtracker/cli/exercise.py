"""`mygymtracker exercise …`: the catalogue, and exercises of one's own."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Annotated
from uuid import UUID

import msgspec
import typer
from sqlalchemy.ext.asyncio import AsyncSession

from mygymtracker.amounts import amount, counted
from mygymtracker.cli import exercise_fields as fields
from mygymtracker.cli import exercise_merges
from mygymtracker.cli.acting import Habits, ask, do, habits
from mygymtracker.cli.finding import get_exercise
from mygymtracker.cli.options import Account, ExerciseName, Json, Yes, ask_before_deleting
from mygymtracker.cli.printing import show_json, show_line
from mygymtracker.cli.tables import done, show_facts, show_table, show_that_there_are_more, words
from mygymtracker.contents import read
from mygymtracker.database.columns import new_id
from mygymtracker.database.driver import fetch_rows, get_row
from mygymtracker.database.entities import Equipment, Laterality, Measurement, MovementPattern, Muscle
from mygymtracker.exercises import queries, writes
from mygymtracker.exercises.catalogue import NO_SUCH_EXERCISE, Exercise, ExerciseSummary
from mygymtracker.exercises.contents import ExerciseContent
from mygymtracker.exercises.finding import find_exercises
from mygymtracker.progress.record_queries import exercise_records
from mygymtracker.progress.records import Records, build_records
from mygymtracker.quantities import LoadMode

app = typer.Typer(no_args_is_help=True)
exercise_merges.register(app)

OfMuscle = Annotated[list[Muscle] | None, typer.Option("--muscle", help="Done for this muscle. Once for each.")]
OfEquipment = Annotated[Equipment | None, typer.Option("--equipment", help="Done with this.")]
Archived = Annotated[bool, typer.Option("--archived", help="Those put out of sight, too.")]
Limit = Annotated[int, typer.Option(min=1, max=1000, help="How many at most.")]


class ExerciseShown(msgspec.Struct):
    """What `exercise show --json` prints: the two answers of the web API."""

    exercise: Exercise
    records: Records


# ------------------------------------------------------------------------------------------------------------- reading


@app.command("list")
def list_exercises(
    context: typer.Context,
    *,
    account: Account = None,
    muscle: OfMuscle = None,
    equipment: OfEquipment = None,
    archived: Archived = False,
    limit: Limit = 50,
    json: Json = False,
) -> None:
    """List exercises, those done last first."""
    _find(context, account, "", queries.Sought(muscle, equipment, None, archived), limit=limit, json=json)


@app.command("search")
def search(
    context: typer.Context,
    *,
    text: Annotated[str, typer.Argument(help='Some of its name or of another name of it: "bech pres", ohp.')],
    account: Account = None,
    muscle: OfMuscle = None,
    equipment: OfEquipment = None,
    archived: Archived = False,
    limit: Limit = 20,
    json: Json = False,
) -> None:
    """Find exercises by some of their name, nearest first."""
    _find(context, account, text, queries.Sought(muscle, equipment, None, archived), limit=limit, json=json)


def _find(
    context: typer.Context, account: str | None, text: str, sought: queries.Sought, *, limit: int, json: bool
) -> None:
    async def work(session: AsyncSession) -> tuple[list[ExerciseSummary], Habits]:
        matches = await find_exercises(session, text, rows=limit + 1, sought=sought)
        return [match.exercise for match in matches], await habits(session)

    rows, own = ask(context, account, work)
    exercises = rows[:limit]
    if json:
        show_json(exercises)
    elif not exercises:
        show_line("There is none. Make one of your own with: mygymtracker exercise add NAME")
    else:
        show_table(
            ("name", "equipment", "for", "measured by", "last done", ""), (_line(each, own) for each in exercises)
        )
        if not text:  # of a search the nearest are wanted
            show_that_there_are_more(rows, limit)


def _line(each: ExerciseSummary, own: Habits) -> tuple[str, ...]:
    last = own.day(each.last_performed_at)
    remark = ", ".join(word for word, true in (("own", each.is_own), ("archived", each.is_archived)) if true)
    return each.name, words(each.equipment), _muscles(each.primary_muscles), words(each.measurement), last, remark


def _muscles(muscles: Iterable[Muscle]) -> str:
    return ", ".join(map(words, muscles))


@app.command("show")
def show(context: typer.Context, name: ExerciseName, account: Account = None, json: Json = False) -> None:
    """Show all about one exercise, and its records."""

    async def work(session: AsyncSession) -> tuple[ExerciseShown, Habits]:
        exercise_id = (await get_exercise(session, name, include_archived=True)).id
        exercise = await get_row(session, *queries.one_exercise(exercise_id), missing=NO_SUCH_EXERCISE)
        records = build_records(await fetch_rows(session, *exercise_records(exercise_id)))
        return ExerciseShown(exercise, records), await habits(session)

    shown, own = ask(context, account, work)
    if json:
        show_json(shown)
    else:
        show_facts([*_facts(shown.exercise, own), *_records(shown.records)])


def _facts(each: Exercise, own: Habits) -> list[tuple[str, str]]:
    step = "" if each.load_step is None else f"{each.load_step} {each.load_step_unit}"
    return [
        ("Name", each.name),
        ("Also called", "; ".join(each.aliases)),
        ("Whose", "your own" if each.is_own else "shared"),
        ("Done for", _muscles(each.primary_muscles)),
        ("Also works", _muscles(each.secondary_muscles)),
        ("Equipment", words(each.equipment)),
        ("Movement", words(each.movement_pattern)),
        ("Measured by", words(each.measurement)),
        ("Load is", words(each.load_mode)),
        ("Sides", words(each.laterality)),
        ("Rest", "" if each.default_rest_seconds is None else f"{each.default_rest_seconds} s"),
        ("Load step", step),
        ("Notes", each.notes),
        ("Archived", own.day(each.archived_at)),
        ("Last done", own.day(each.last_performed_at) or "never"),
    ]


def _records(records: Records) -> list[tuple[str, str]]:
    unit = records.unit.value
    sets = [("Heaviest", records.heaviest), ("Longest", records.longest), ("Farthest", records.farthest)]
    sets += [("Most repetitions", each) for each in records.most_reps]
    facts = [(label, f"{done(each)} on {each.performed_on}") for label, each in sets if each is not None]
    if best := records.best_estimate:
        estimate = f"{amount(best.estimated_1rm)} {unit} from {done(best.set)} on {best.set.performed_on}"
        facts.append(("Best estimate", estimate))
    if most := records.most_volume:
        facts.append(
            ("Most volume", f"{amount(most.volume)} {unit} in {counted(most.sets, 'set')} on {most.performed_on}")
        )
    return facts


# ------------------------------------------------------------------------------------------------------------- writing


@app.command("add")
def add(
    context: typer.Context,
    *,
    name: Annotated[str, typer.Argument(help="What it is called; none of your own others has that name.")],
    account: Account = None,
    equipment: Annotated[Equipment | None, fields.EQUIPMENT] = None,
    primary: Annotated[list[Muscle] | None, fields.PRIMARY] = None,
    secondary: Annotated[list[Muscle] | None, fields.SECONDARY] = None,
    measurement: Annotated[Measurement | None, fields.MEASUREMENT] = None,
    load_mode: Annotated[LoadMode | None, fields.LOAD_MODE] = None,
    laterality: Annotated[Laterality | None, fields.LATERALITY] = None,
    pattern: Annotated[MovementPattern | None, fields.PATTERN] = None,
    alias: Annotated[list[str] | None, fields.ALIAS] = None,
    rest: Annotated[int | None, fields.REST] = None,
    load_step: Annotated[str | None, fields.LOAD_STEP] = None,
    note: Annotated[str | None, fields.NOTE] = None,
) -> None:
    """Make an exercise of your own."""
    body = fields.body_of(
        equipment=equipment, primary=primary, secondary=secondary, measurement=measurement, load_mode=load_mode,
        laterality=laterality, pattern=pattern, alias=alias, rest=rest, load_step=load_step, note=note,
    )  # fmt: skip

    async def work(session: AsyncSession) -> None:
        content = read({"name": name} | await fields.with_units(session, body), ExerciseContent)
        await writes.add_exercise(session, new_id(), content)

    do(context, account, work)
    show_line(f"Made {name}.")


@app.command("set")
def change(
    context: typer.Context,
    *,
    name: ExerciseName,
    account: Account = None,
    equipment: Annotated[Equipment | None, fields.EQUIPMENT] = None,
    primary: Annotated[list[Muscle] | None, fields.PRIMARY] = None,
    secondary: Annotated[list[Muscle] | None, fields.SECONDARY] = None,
    measurement: Annotated[Measurement | None, fields.MEASUREMENT] = None,
    load_mode: Annotated[LoadMode | None, fields.LOAD_MODE] = None,
    laterality: Annotated[Laterality | None, fields.LATERALITY] = None,
    pattern: Annotated[MovementPattern | None, fields.PATTERN] = None,
    alias: Annotated[list[str] | None, fields.ALIAS] = None,
    rest: Annotated[int | None, fields.REST] = None,
    load_step: Annotated[str | None, fields.LOAD_STEP] = None,
    note: Annotated[str | None, fields.NOTE] = None,
    unset: Annotated[list[fields.Field] | None, fields.UNSET] = None,
) -> None:
    """Change an exercise of your own: only what is given changes."""
    body = fields.body_of(
        equipment=equipment, primary=primary, secondary=secondary, measurement=measurement, load_mode=load_mode,
        laterality=laterality, pattern=pattern, alias=alias, rest=rest, load_step=load_step, note=note,
    )  # fmt: skip
    body |= fields.unset(unset or [])
    fields.refuse_nothing(body)

    async def work(session: AsyncSession) -> str:
        exercise = await get_exercise(session, name, include_archived=True)
        patch = await fields.with_units(session, body)
        await writes.correct_exercise(session, exercise.id, patch, expected_version=None)
        return exercise.name

    show_line(f"Changed {do(context, account, work)}.")


@app.command("rename")
def rename(
    context: typer.Context,
    name: ExerciseName,
    new_name: Annotated[str, typer.Argument(help="What it is called from now on.")],
    account: Account = None,
) -> None:
    """Give an exercise of your own another name."""

    async def work(session: AsyncSession) -> str:
        exercise = await get_exercise(session, name, include_archived=True)
        await writes.correct_exercise(session, exercise.id, {"name": new_name}, expected_version=None)
        return exercise.name

    show_line(f"{do(context, account, work)} is now {new_name}.")


@app.command("archive")
def archive(context: typer.Context, name: ExerciseName, account: Account = None) -> None:
    """Put an exercise of your own out of sight; its history stays."""

    async def work(session: AsyncSession) -> str:
        exercise = await get_exercise(session, name)
        await writes.archive_exercise(session, exercise.id, now=datetime.now(UTC), expected_version=None)
        return exercise.name

    show_line(f"Archived {do(context, account, work)}.")


@app.command("restore")
def restore(context: typer.Context, name: ExerciseName, account: Account = None) -> None:
    """Bring an archived exercise back."""

    async def work(session: AsyncSession) -> str:
        exercise = await get_exercise(session, name, include_archived=True)
        await writes.bring_back_exercise(session, exercise.id, expected_version=None)
        return exercise.name

    show_line(f"Brought back {do(context, account, work)}.")


@app.command("delete")
def delete(context: typer.Context, name: ExerciseName, account: Account = None, yes: Yes = False) -> None:
    """Delete an exercise of your own that was never used; one that was can be archived or merged."""

    async def find(session: AsyncSession) -> tuple[UUID, str]:
        exercise = await get_exercise(session, name, include_archived=True)
        return exercise.id, exercise.name

    exercise_id, called = ask(context, account, find)
    ask_before_deleting(called, yes=yes)
    do(context, account, lambda session: writes.remove_exercise(session, exercise_id, expected_version=None))
    show_line(f"Deleted {called}.")
