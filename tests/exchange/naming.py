"""Files of a few names, and exercises that those may mean."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from msgspec.structs import replace
from sqlalchemy import insert, select

from mygymtracker.database.columns import new_id
from mygymtracker.database.engine import build_engine
from mygymtracker.database.entities import Exercise, ExerciseSet, Through
from mygymtracker.database.transaction import Database
from mygymtracker.exchange.report import ImportedExercise, ImportReport
from mygymtracker.exercises.catalogue_file import read_catalogue
from mygymtracker.exercises.loading import load_catalogue
from mygymtracker.exercises.merges import MergeContent
from mygymtracker.exercises.merging import merge_exercises
from tests.conftest import TestDatabase
from tests.exchange import histories
from tests.exchange.bringing import rows
from tests.exchange.histories import FIRST, History, Lift, Session
from tests.factories import MONDAY, Person


def file_of(*names: str, load: str = "50", reps: str = "8", day: int = 0) -> bytes:
    """One workout with one set of each name."""
    lifts = [Lift(name, "1", load, reps) for name in names]
    return histories.s1(History([Session(FIRST + timedelta(days=day), lifts)]))


def told(found: Sequence[ImportedExercise]) -> list[tuple[str, str, str, int]]:
    return [(each.name, each.exercise_name, each.how, each.sets) for each in found]


def without_preview(trial: ImportReport) -> ImportReport:
    """A dry run without what is only there to look at, and without the words that say that it was one."""
    exercises = [replace(each, candidates=[]) for each in trial.exercises]
    return replace(trial, import_id=None, dry_run=False, exercises=exercises, samples=[])


def without_new_ids(report: ImportReport) -> ImportReport:
    """An import without the keys of what it made, which a dry run cannot know."""
    made = {"made", "ambiguous", "decided"}
    new = set(report.exercises_created)
    exercises = [
        replace(each, exercise_id=None) if each.how in made and each.exercise_name in new else each
        for each in report.exercises
    ]
    return replace(report, import_id=None, exercises=exercises)


async def shared(database: Database, person: Person, name: str) -> UUID:
    async with database.acting_as(person.id, read_only=True) as session:
        named = select(Exercise.id).where(Exercise.name == name, Exercise.owner_id.is_(None))
        return (await session.execute(named)).scalar_one()


async def make_own(database: Database, person: Person, name: str, **columns: object) -> UUID:
    made = new_id()
    async with database.acting_as(person.id) as session:
        await session.execute(insert(Exercise).values(id=made, name=name, owner_id=person.id, **columns))
    return made


async def merge(database: Database, person: Person, exercise: UUID, into: UUID) -> UUID:
    merge_id = new_id()
    async with database.acting_as(person.id, through=Through.API) as session:
        await merge_exercises(session, merge_id, MergeContent(exercise_id=exercise, into_exercise_id=into))
    return merge_id


async def load_shared(at: TestDatabase, *others: dict[str, object]) -> None:
    """The catalogue, and shared exercises that are not in it."""
    owner = Database(build_engine(at.owner, working_role=None))
    async with owner.acting_as_nobody() as session:
        await load_catalogue(session, read_catalogue(), now=MONDAY)
        for each in others:
            await session.execute(insert(Exercise).values(id=new_id(), **each))
    await owner.dispose()


async def used(database: Database, person: Person) -> set[UUID]:
    async with database.acting_as(person.id, read_only=True) as session:
        return set((await session.execute(select(ExerciseSet.exercise_id))).scalars())


async def modes(database: Database, person: Person) -> list[str]:
    found = "SELECT sets.load_mode::text FROM exercise_sets AS sets ORDER BY sets.performed_at, sets.id"
    return [str(row[0]) for row in await rows(database, person, found)]
