"""One row of everything that a person owns, with the ids by which routes are called for it.

`ids` is what fills the braces of a path (`/workouts/{workout_id}`) and of a body (`{"plan_id": "{plan_id}"}`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast
from uuid import UUID

import httpx
from sqlalchemy import String, func, insert, select, update

from mygymtracker.database.columns import new_id
from mygymtracker.database.entities import (
    SYNCED,
    Aggregate,
    Base,
    Change,
    ExerciseMerge,
    LoginSession,
    PlanDay,
    PlanExercise,
    SessionStatus,
    WorkoutSession,
)
from mygymtracker.database.transaction import Database
from tests.api.routes import import_something
from tests.factories import MONDAY, Person, Training, make_exercise, train
from tests.isolation import matrix


@dataclass(frozen=True, slots=True)
class Belongings:
    """The ids that routes take, and all words by which the person's rows would be recognised.

    A change has no id that is nobody else's: its number is told to whoever asks for it, and is no word.
    """

    ids: Mapping[str, Any]
    words: frozenset[str]


async def belongings_of(database: Database, person: Person, client: httpx.AsyncClient, *, copy: str = "") -> Belongings:
    """One row of everything. `client` is the person's, signed in; with another `copy` there is one row more of each.

    `workout_exercise_id` is the exercise within the workout. `exercise_id` is trained, planned, and what
    `merged_exercise_id` was merged into; `other_exercise_id` is used nowhere, so it can be removed or merged.
    """
    training = await train(database, person, exercise_name=only(f"Exercise{copy}", person), plan_name=f"Lower{copy}")
    other = await make_exercise(database, person, only(f"Other Exercise{copy}", person))
    merged = await make_exercise(database, person, only(f"Merged Exercise{copy}", person))
    ids = {
        "exercise_id": training.exercise,
        "other_exercise_id": other,
        "merged_exercise_id": merged,
        "plan_id": training.plan,
        "plan_exercise_id": training.plan_exercise,
        "workout_id": training.workout,
        "cancelled_workout_id": await _cancel_one(database, person),
        "workout_exercise_id": training.session_exercise,
        "set_id": training.set,
        "plan_day_id": await _plan_a_day(database, person, training),
        "merge_id": await _merge(database, person, merged, into=training.exercise),
        "login_session_id": await _sign_in_of(database, person),
        "import_id": await import_something(client),
    }
    for each in SYNCED:
        if each.table != "users" and not each.parents and f"{each.kind}_id" not in ids:
            ids[f"{each.kind}_id"] = await _make(database, person, each)
    named = {only(thing, person) for thing in ("Day", "Note")}
    named |= {only(f"{thing}{copy}", person) for thing in ("Exercise", "Other Exercise", "Merged Exercise")}
    words = frozenset({str(person.id), *named, *map(str, ids.values())})
    return Belongings({**ids, "change": await _last_change(database, person)}, words)


def only(thing: str, person: Person) -> str:
    """A name that nothing else has: "The Exercise Only Ann Has"."""
    return f"The {thing} Only {person.email.partition('@')[0].title()} Has"


async def _plan_a_day(database: Database, person: Person, training: Training) -> UUID:
    day_id = new_id()
    async with database.acting_as(person.id) as session:
        day = {"plan_id": training.plan, "day_name": only("Day", person), "display_order": 1}
        await session.execute(insert(PlanDay).values(user_id=person.id, id=day_id, **day))
        await session.execute(
            update(PlanExercise).where(PlanExercise.id == training.plan_exercise).values(plan_day_id=day_id)
        )
        await session.execute(
            update(WorkoutSession).where(WorkoutSession.id == training.workout).values(plan_day_id=day_id)
        )
    return day_id


async def _cancel_one(database: Database, person: Person) -> UUID:
    row_id = new_id()
    async with database.acting_as(person.id) as session:
        cancelled = {"status": SessionStatus.CANCELLED, "started_at": MONDAY}
        await session.execute(insert(WorkoutSession).values(user_id=person.id, id=row_id, **cancelled))
    return row_id


async def _make(database: Database, person: Person, aggregate: Aggregate) -> UUID:
    """A row in which every text is one that nothing else has."""
    owner, table = matrix.Belongings(person.id), Base.metadata.tables[aggregate.table]
    owner.rows["users"] = {"id": person.id}
    texts = {each.name: only("Note", person) for each in table.columns if type(each.type) is String}
    row = owner.another(table, **texts)
    async with database.acting_as(person.id) as session:
        await session.execute(insert(table).values(row))
    return cast(UUID, row["id"])


async def _merge(database: Database, person: Person, exercise: UUID, *, into: UUID) -> UUID:
    row_id = new_id()
    async with database.acting_as(person.id) as session:
        ends = {"exercise_id": exercise, "into_exercise_id": into}
        await session.execute(insert(ExerciseMerge).values(user_id=person.id, id=row_id, **ends))
    return row_id


async def _sign_in_of(database: Database, person: Person) -> UUID:
    async with database.acting_as(person.id) as session:
        found = await session.execute(select(LoginSession.id).order_by(LoginSession.id).limit(1))
        return found.scalar_one()


async def _last_change(database: Database, person: Person) -> str:
    async with database.acting_as(person.id) as session:
        return str((await session.execute(select(func.max(Change.revision)))).scalar_one())
