"""Every statement made through the entities names whose rows it means, whatever its form: what was sent is read.

The policy is the guarantee; the predicate is what finds the index, and later the shard.
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager
from decimal import Decimal

import pytest
from asyncpg.connection import LoggedQuery
from sqlalchemy import (
    Executable,
    bindparam,
    delete,
    event,
    exists,
    func,
    insert,
    literal,
    select,
    union_all,
    update,
)
from sqlalchemy.orm import aliased, selectinload

from mygymtracker.database.columns import new_id
from mygymtracker.database.driver import fetch_rows
from mygymtracker.database.engine import build_engine
from mygymtracker.database.entities import (
    Base,
    Exercise,
    ExerciseSet,
    Import,
    SessionExercise,
    SetType,
    User,
    UserOAuthProvider,
    WorkoutPlan,
    WorkoutSession,
)
from mygymtracker.database.row_security import WORKING_ROLE
from mygymtracker.database.transaction import Database
from tests.conftest import Databases
from tests.factories import Person, train

Other = aliased(WorkoutSession)
heavy = select(ExerciseSet.session_exercise_id, func.max(ExerciseSet.load).label("load")).group_by(
    ExerciseSet.session_exercise_id
)
heavy_cte = heavy.cte("heavy")
heavy_subquery = heavy.subquery("heavy")
deep = select(ExerciseSet.id, ExerciseSet.continues_set_id).cte("pieces", recursive=True)
deep = deep.union_all(select(ExerciseSet.id, ExerciseSet.continues_set_id).join(deep, ExerciseSet.id == deep.c.id))

#: form: (statement, how often it names an owned table and therefore its owner)
FORMS: dict[str, tuple[Callable[[], Executable], int]] = {
    "an entity": (lambda: select(WorkoutSession), 1),
    "columns": (lambda: select(WorkoutSession.id, WorkoutSession.started_at), 1),
    "a count": (lambda: select(func.count()).select_from(ExerciseSet), 1),
    "an alias": (lambda: select(Other), 1),
    "an entity and its alias": (
        lambda: select(WorkoutSession).join(Other, Other.started_at < WorkoutSession.started_at),
        2,
    ),
    "a join along a key": (
        lambda: select(ExerciseSet.load).join(SessionExercise, ExerciseSet.session_exercise_id == SessionExercise.id),
        2,
    ),
    "a join along a relationship": (lambda: select(WorkoutSession).join(WorkoutSession.exercises), 2),
    "an outer join": (
        lambda: select(WorkoutPlan.id, WorkoutSession.id).outerjoin(
            WorkoutSession, WorkoutSession.plan_id == WorkoutPlan.id
        ),
        2,
    ),
    "EXISTS": (
        lambda: select(WorkoutPlan.id).where(exists().where(WorkoutSession.plan_id == WorkoutPlan.id)),
        2,
    ),
    "any()": (lambda: select(WorkoutPlan.id).where(WorkoutPlan.sessions.any()), 2),
    "a scalar subquery": (
        lambda: select(
            WorkoutPlan.id,
            select(func.count(WorkoutSession.id)).where(WorkoutSession.plan_id == WorkoutPlan.id).scalar_subquery(),
        ),
        2,
    ),
    "IN": (
        lambda: select(ExerciseSet.id).where(ExerciseSet.session_exercise_id.in_(select(SessionExercise.id))),
        2,
    ),
    "a CTE": (lambda: select(heavy_cte.c.load), 1),
    "a recursive CTE": (lambda: select(deep.c.id), 2),
    "a subquery": (lambda: select(heavy_subquery.c.load), 1),
    "a subquery joined with an entity": (
        lambda: select(SessionExercise.id, heavy_subquery.c.load).join(
            heavy_subquery, heavy_subquery.c.session_exercise_id == SessionExercise.id
        ),
        2,
    ),
    "LATERAL": (
        lambda: select(SessionExercise.id).join(
            select(ExerciseSet.load)
            .where(ExerciseSet.session_exercise_id == SessionExercise.id)
            .limit(1)
            .lateral("last"),
            literal(True),
        ),
        2,
    ),
    "UNION": (lambda: union_all(select(WorkoutPlan.id), select(WorkoutSession.id)), 2),
    "UPDATE": (lambda: update(WorkoutPlan).values(plan_name="Upper"), 1),
    "UPDATE with a subquery": (
        lambda: (
            update(WorkoutPlan)
            .values(plan_name="Upper")
            .where(WorkoutPlan.id.in_(select(WorkoutSession.plan_id)))
            .execution_options(synchronize_session=False)
        ),
        2,
    ),
    "DELETE": (lambda: delete(UserOAuthProvider), 1),
    "DELETE with EXISTS": (
        lambda: (
            delete(Import)
            .where(exists().where(WorkoutSession.id == Import.id))
            .execution_options(synchronize_session=False)
        ),
        2,
    ),
    "INSERT … SELECT": (
        lambda: insert(UserOAuthProvider).from_select(
            ["user_id", "provider_name", "provider_user_id"],
            select(WorkoutPlan.user_id, WorkoutPlan.plan_name, literal("x")),
        ),
        1,
    ),
    "a person": (lambda: select(User.email), 1),
    "a person's change": (lambda: update(User).values(password_hash="changed"), 1),
    "an exercise": (lambda: select(Exercise.name), 1),
    "exercises with sets": (
        lambda: select(Exercise.name).join(ExerciseSet, ExerciseSet.exercise_id == Exercise.id),
        2,
    ),
}


@contextmanager
def sent_to(database: Database) -> Iterator[list[tuple[str, str]]]:
    """What goes to the driver: statements, and their parameters as text."""
    sent: list[tuple[str, str]] = []

    def note(_c: object, _cursor: object, statement: str, parameters: object, _context: object, _many: bool) -> None:
        sent.append((" ".join(statement.split()), str(parameters)))

    event.listen(database.engine.sync_engine, "before_cursor_execute", note)
    yield sent
    event.remove(database.engine.sync_engine, "before_cursor_execute", note)


@pytest.fixture(scope="module")
async def read_only(databases: Databases) -> AsyncIterator[Database]:
    """One database for all that leaves nothing behind."""
    addresses = databases.migrated()
    made = Database(build_engine(addresses.app, working_role=WORKING_ROLE))
    yield made
    await made.dispose()
    databases.drop(addresses)


OWNER_NAMED = re.compile(r"(?:\w+\.user_id|users\.id|exercises\.owner_id) = \$\d+")


@pytest.mark.parametrize("form", FORMS)
async def test_a_statement_names_the_owner_of_every_table_in_it(form: str, read_only: Database) -> None:
    make, tables = FORMS[form]
    somebody = new_id()

    async with read_only.acting_as(somebody) as session:
        with sent_to(read_only) as sent:
            await session.execute(make())
        await session.rollback()

    ((statement, parameters),) = sent
    assert len(OWNER_NAMED.findall(statement)) == tables, statement
    assert str(somebody) in parameters


KEPT = (
    select(ExerciseSet.load, ExerciseSet.set_type, SessionExercise.notes)
    .join(SessionExercise, SessionExercise.id == ExerciseSet.session_exercise_id)
    .where(ExerciseSet.set_type == SetType.WORKING, ExerciseSet.reps >= bindparam("reps"))
)


async def test_a_kept_select_sent_by_the_driver_gives_each_person_their_rows_alone(
    database: Database, ann: Person, bob: Person
) -> None:
    asked: list[LoggedQuery] = []
    for person in (ann, bob):
        await train(database, person)

    answers = []
    for person in (ann, bob):
        async with database.acting_as(person.id) as session:
            driver = (await (await session.connection()).get_raw_connection()).driver_connection
            assert driver is not None
            driver.add_query_logger(asked.append)
            mine = await fetch_rows(session, KEPT, {"reps": 5})
            same = (await session.execute(KEPT, {"reps": 5})).all()
            answers.append((mine, [tuple(row) for row in same]))

    row = (Decimal(100), SetType.WORKING, "")
    statements = [query for query in asked if "exercise_sets" in query.query]
    assert answers == [([row], [row])] * 2
    assert [type(mine[0][1]) for mine, _ in answers] == [SetType, SetType]
    assert [len(OWNER_NAMED.findall(query.query)) for query in statements] == [2, 2]
    assert [person.id in query.args for person, query in zip((ann, bob), statements, strict=True)] == [True, True]


async def test_children_that_are_loaded_along_name_their_owner(database: Database, ann: Person) -> None:
    await train(database, ann)

    async with database.acting_as(ann.id) as session:
        with sent_to(database) as sent:
            tree = selectinload(WorkoutSession.exercises).selectinload(SessionExercise.sets)
            (workout,) = (await session.scalars(select(WorkoutSession).options(tree))).all()

    assert [len(each.sets) for each in workout.exercises] == [1]
    assert len(sent) == 3
    assert [statement for statement, _ in sent if "user_id" not in statement.partition(" WHERE ")[2]] == []
    assert [parameters for _, parameters in sent if str(ann.id) not in parameters] == []


async def test_a_row_found_by_its_key_names_its_owner(database: Database, ann: Person) -> None:
    training = await train(database, ann)

    async with database.acting_as(ann.id) as session:
        with sent_to(database) as sent:
            found = await session.get(WorkoutPlan, (ann.id, training.plan))

    assert found is not None
    assert [len(re.findall(r"user_id = \$\d+", statement)) >= 1 for statement, _ in sent] == [True]


async def test_a_unit_of_work_names_the_owner_of_what_it_changes_and_removes(database: Database, ann: Person) -> None:
    training = await train(database, ann)

    async with database.acting_as(ann.id) as session:
        workout = await session.get_one(WorkoutSession, (ann.id, training.workout))
        with sent_to(database) as sent:
            workout.notes = "hot"
            await session.flush()
            await session.delete(workout)
            await session.flush()

    changes = [statement for statement, _ in sent if statement.startswith(("UPDATE", "DELETE"))]
    assert [statement.split()[0] for statement in changes] == ["UPDATE", "DELETE"]
    assert [OWNER_NAMED.search(statement) is not None for statement in changes] == [True, True]


async def test_two_people_in_turn_are_each_named_by_the_same_statement(
    database: Database, ann: Person, bob: Person
) -> None:
    named = []

    for person in (ann, bob, ann):
        async with database.acting_as(person.id) as session:
            with sent_to(database) as sent:
                await session.execute(select(WorkoutPlan.id))
        named.append([person.id for _, parameters in sent if str(person.id) in parameters])

    assert named == [[ann.id], [bob.id], [ann.id]]


def test_relationships_between_owned_rows_join_on_the_owner_too() -> None:
    without = [
        f"{mapper.class_.__name__}.{relationship.key}"
        for mapper in Base.registry.mappers
        for relationship in mapper.relationships
        if mapper.has_property("user_id")
        and relationship.mapper.has_property("user_id")
        and "user_id" not in {column.name for column in relationship.local_columns}
    ]

    assert without == []
