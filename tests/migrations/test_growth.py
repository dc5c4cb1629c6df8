"""What was legal at 0001 stays legal for ever, and nothing that 0001 cannot express is dropped in silence."""

from __future__ import annotations

import asyncio
import sys
from asyncio.subprocess import PIPE
from collections.abc import AsyncIterator

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from mygymtracker.database.engine import build_engine
from mygymtracker.database.migrations import runner
from mygymtracker.errors import Conflict
from tests.conftest import Databases, TestDatabase
from tests.migrations.catalogue_shape import shape
from tests.migrations.founding_rows import ACROSS_OWNERS, ANN, BOB, PEOPLE, fill, founding_rows, key


@pytest.fixture
async def connection(empty_database: TestDatabase) -> AsyncIterator[AsyncConnection]:
    """As the tables' owner, who sees everything and may make what the working role may not."""
    engine = build_engine(empty_database.owner, working_role=None, pool_size=1)
    async with engine.connect() as made:
        yield made
    await engine.dispose()


async def up(database: TestDatabase, to: str = "head", *options: str) -> None:
    await asyncio.to_thread(runner.run, database.owner, to=to, options=options)


async def down(database: TestDatabase, to: str = "0001", *options: str) -> None:
    await asyncio.to_thread(runner.revert, database.owner, to=to, options=options)


async def revision(connection: AsyncConnection) -> str:
    found = await connection.scalar(text("SELECT version_num FROM alembic_version"))
    await connection.rollback()
    return str(found)


async def execute(connection: AsyncConnection, statement: str) -> None:
    await connection.exec_driver_sql(statement)
    await connection.commit()


async def test_up_down_and_up_again_ends_where_it_began(
    empty_database: TestDatabase, connection: AsyncConnection
) -> None:
    shapes = []

    for step, to in ((up, "0001"), (up, "head"), (down, "0001"), (up, "head")):
        await step(empty_database, to)
        shapes.append(await shape(connection))

    assert shapes[2] == shapes[0]
    assert shapes[3] == shapes[1]


async def test_rows_at_every_limit_come_through_unchanged_and_back(
    empty_database: TestDatabase, connection: AsyncConnection
) -> None:
    await up(empty_database, "0001")
    await fill(connection)
    at_first = await founding_rows(connection)

    await up(empty_database)
    at_head = await founding_rows(connection)
    await down(empty_database)
    at_last = await founding_rows(connection)

    assert {table: len(rows) for table, rows in at_first.items()} == {
        "users": 4, "user_oauth_providers": 4, "exercises": 5, "workout_plans": 4, "plan_exercises": 7,
        "workout_sessions": 4, "session_exercises": 5, "exercise_sets": 6,
    }  # fmt: skip
    assert at_head == at_first
    assert at_last == at_first


async def test_what_is_new_at_head_says_what_was_meant_at_0001(
    empty_database: TestDatabase, connection: AsyncConnection
) -> None:
    await up(empty_database, "0001")
    await fill(connection)
    await up(empty_database)

    people = await connection.execute(text("SELECT DISTINCT unit::text, time_zone FROM users"))
    sets = await connection.execute(
        text("""
        SELECT DISTINCT load_unit::text, load_mode::text, sets.performed_at = workout.started_at,
          sets.user_id = workout.user_id, sets.exercise_id = parent.exercise_id, sets.rpe, sets.rir, sets.note
        FROM exercise_sets AS sets
        JOIN session_exercises AS parent ON parent.id = sets.session_exercise_id
        JOIN workout_sessions AS workout ON workout.id = parent.session_id
        """)
    )

    assert [tuple(row) for row in people] == [("kg", "UTC")]
    assert [tuple(row) for row in sets] == [("kg", "external", True, True, True, None, None, "")]


async def test_references_across_owners_are_refused_by_name_and_nothing_is_changed(
    empty_database: TestDatabase, connection: AsyncConnection
) -> None:
    await up(empty_database, "0001")
    await fill(connection)
    await fill(connection, ACROSS_OWNERS)
    before = await founding_rows(connection), await shape(connection)

    with pytest.raises(Conflict) as refused:
        await up(empty_database)

    assert str(refused.value).splitlines()[1:] == [
        "Nothing was changed: these rows refer to a plan of another person:",
        f"  workout_sessions {key(43)}",
        f"  session_exercises {key(53)}",
        "Run again with --null-foreign-references to clear these references (the workouts stay).",
    ]
    assert (await founding_rows(connection), await shape(connection)) == before
    assert await revision(connection) == "0001"


async def test_references_across_owners_are_cleared_when_asked_for(
    empty_database: TestDatabase, connection: AsyncConnection
) -> None:
    await up(empty_database, "0001")
    await fill(connection)
    await fill(connection, ACROSS_OWNERS)
    expected = {
        table: sorted(row.replace(key(23), "").replace(f"{key(43)},{key(31)}", f"{key(43)},") for row in rows)
        if table in ("workout_sessions", "session_exercises")
        else rows
        for table, rows in (await founding_rows(connection)).items()
    }

    await up(empty_database, "head", "null-foreign-references")

    assert await founding_rows(connection) == expected


async def test_a_load_that_is_no_number_is_refused_by_name(
    empty_database: TestDatabase, connection: AsyncConnection
) -> None:
    await up(empty_database, "0001")
    await fill(connection)
    await execute(connection, f"UPDATE exercise_sets SET load = 'NaN' WHERE id = '{key(62)}'")

    with pytest.raises(Conflict) as refused:
        await up(empty_database)

    assert str(refused.value).splitlines()[1:] == [
        "It changed nothing: the loads of these sets are no numbers (NaN):",
        f"  exercise_sets {key(62)}",
        "Give these sets a load first.",
    ]


#: What 0001 cannot express, each in one row of its own.
BEYOND = {
    "exercise_sets": [
        "load_unit = 'lb'",
        "load = 61.25",
        "load = 10000",
        "load = 9999.95",
        "load = NULL, load_unit = NULL",
        "reps = NULL",
        "reps = 0",
        "rpe = 8.5",
        "rir = 0",
        "note = 'felt easy'",
        "technique = 'N/A'",
        "duration_seconds = 0",
        "distance = 0, distance_unit = 'm'",
        "rest_seconds = 0",
        "load_mode = 'assisted'",
        "performed_at = now()",
        f"continues_set_id = '{key(60)}'",
    ],
    "workout_sessions": [
        "name = 'Legs'",
        "notes = 'hot'",
        "time_zone = 'Asia/Tokyo'",
        "body_weight = 80, body_weight_unit = 'kg'",
    ],
    "session_exercises": ["notes = repeat('x', 501)", "superset_group = 0"],
    "users": ["unit = 'lb'", "time_zone = 'Europe/Vienna'"],
}
#: Plain rows by the key they get.
PLAIN = {
    "exercise_sets": "(user_id, id, session_exercise_id, exercise_id, set_type, set_index, reps, load, load_unit,"
    f" performed_at) SELECT user_id, '{{}}', id, exercise_id, 'working', 1, 5, 100.0, 'kg', '0001-01-01 00:00:00+00'"
    f" FROM session_exercises WHERE id = '{key(54)}'",
    "workout_sessions": f"(user_id, id, status, started_at) SELECT '{ANN}', '{{}}', 'completed', now()",
    "session_exercises": "(user_id, id, session_id, exercise_id, display_order)"
    f" SELECT '{ANN}', '{{}}', '{key(41)}', '{key(10)}', 1",
    "users": "(id, email, password_hash, account_created_at) SELECT '{0}', '{0}', '', now()",
}


@pytest.mark.parametrize("tables", [("exercise_sets",), ("workout_sessions", "session_exercises", "users")])
async def test_a_downgrade_names_every_row_that_0001_cannot_express(
    tables: tuple[str, ...], empty_database: TestDatabase, connection: AsyncConnection
) -> None:
    await up(empty_database, "0001")
    await fill(connection)
    await up(empty_database)
    changed = {}
    for table in tables:
        for number, change in enumerate(BEYOND[table], start=100):
            await execute(connection, f"INSERT INTO {table} {PLAIN[table].format(key(number))}")
            await execute(connection, f"UPDATE {table} SET {change} WHERE id = '{key(number)}'")
            changed[f"  {table} {key(number)}"] = change
    await down(empty_database, "0009", "discard")  # the log, for which alone it would be refused
    before = await founding_rows(connection)

    with pytest.raises(Conflict) as refused:
        await down(empty_database)

    _, reason, *rows, remedy = str(refused.value).splitlines()
    assert reason == "Nothing was changed: the founding schema cannot express what these rows hold:"
    assert {row: changed.get(row) for row in rows} == changed
    assert remedy == "Keep the newer schema, or change these rows first."
    assert await founding_rows(connection) == before


IMPORT = (
    "INSERT INTO imports (user_id, id, source, dialect, file_name, file_digest, options, rows_in, set_rows, rest_rows,"
    " note_rows, set_aside_rows, workouts_added, workouts_known, workouts_changed, sets_added)"
    f" VALUES ('{ANN}', '{key(80)}', 'strong', 'ios', 'strong.csv', '', '{{}}', 0, 0, 0, 0, 0, 0, 0, 0, 0)"
)
SAME_KEY = f"INSERT INTO workout_plans (id, user_id, plan_name) VALUES ('{key(20)}', '{BOB}', 'One key, two people')"
OWN_EXERCISE = f"INSERT INTO exercises (id, name, owner_id) VALUES ('{key(70)}', 'Mine', '{ANN}')"


@pytest.mark.parametrize(
    ("change", "named"),
    [
        (OWN_EXERCISE, f"exercises {key(70)}"),
        (IMPORT, f"imports {key(80)}"),
        (SAME_KEY, f"workout_plans {key(20)}"),
    ],
    ids=["an exercise of one's own", "an import", "a key of two people"],
)
async def test_a_downgrade_refuses(
    change: str, named: str, empty_database: TestDatabase, connection: AsyncConnection
) -> None:
    await up(empty_database)
    await fill(connection, PEOPLE)
    if change is SAME_KEY:
        await execute(connection, SAME_KEY.replace(BOB, ANN))
    await execute(connection, change)
    await down(empty_database, "0009", "discard")  # the log, for which alone it would be refused
    before = await founding_rows(connection)
    newest = await connection.scalar(text("SELECT version_num FROM alembic_version"))

    with pytest.raises(Conflict) as refused:
        await down(empty_database)

    assert str(refused.value).splitlines()[2:-1] == [f"  {named}"]
    assert await founding_rows(connection) == before
    assert await connection.scalar(text("SELECT version_num FROM alembic_version")) == newest


async def test_imports_are_dropped_when_asked_for(empty_database: TestDatabase, connection: AsyncConnection) -> None:
    await up(empty_database)
    await fill(connection, PEOPLE)
    await execute(connection, IMPORT)
    before = await founding_rows(connection)

    await down(empty_database, "0001", "discard")

    assert await founding_rows(connection) == before
    assert await connection.scalar(text("SELECT to_regclass('public.imports')")) is None


async def test_more_rows_than_can_be_shown_are_said_to_be_more(
    empty_database: TestDatabase, connection: AsyncConnection
) -> None:
    await up(empty_database)
    await fill(connection, PEOPLE)
    await execute(
        connection, f"INSERT INTO exercises (name, owner_id) SELECT n, '{ANN}' FROM generate_series(1, 21) AS n"
    )
    await down(empty_database, "0009", "discard")  # the log, for which alone it would be refused

    with pytest.raises(Conflict) as refused:
        await down(empty_database)

    assert len(str(refused.value).splitlines()) == 2 + 20 + 1 + 1
    assert str(refused.value).splitlines()[-2] == "  … and more"


async def test_going_back_to_nothing_leaves_nothing_but_the_roles(
    empty_database: TestDatabase, connection: AsyncConnection
) -> None:
    before = await shape(connection)
    await up(empty_database)

    await down(empty_database, "base")

    after = await shape(connection)
    roles = set(await connection.scalars(text("SELECT rolname FROM pg_roles WHERE rolname LIKE 'mygymtracker%'")))
    version_table = {name: {fact for fact in facts if "alembic_version" in fact} for name, facts in after.items()}
    assert {name: facts - version_table[name] for name, facts in after.items()} == before
    assert roles >= {"mygymtracker_app", "mygymtracker_lookup"}


async def test_an_extension_that_was_there_before_stays(
    empty_database: TestDatabase, connection: AsyncConnection
) -> None:
    administrator = build_engine(empty_database.superuser, working_role=None)
    async with administrator.begin() as elsewhere:
        await elsewhere.execute(text("CREATE EXTENSION pg_trgm"))
    await administrator.dispose()

    await up(empty_database)
    await down(empty_database, "base")

    assert "pg_trgm" in (await shape(connection))["extensions"]


#: In a process of its own: within one, runs take turns.
MIGRATE = """
import sys
from mygymtracker.database.migrations import runner
from mygymtracker.postgres_address import PostgresAddress
host, port, user, password, database = sys.argv[1:]
runner.run(PostgresAddress(host, int(port), user, password, database))
"""


async def test_two_databases_of_one_cluster_can_be_migrated_at_once(databases: Databases) -> None:
    made = [databases.empty().owner for _ in range(2)]

    running = [
        await asyncio.create_subprocess_exec(
            sys.executable, "-c", MIGRATE, at.host, str(at.port), at.user, at.password, at.database, stderr=PIPE
        )
        for at in made
    ]  # fmt: skip
    complaints = [(await each.communicate())[1].decode() for each in running]

    assert complaints == ["", ""]
    assert [await asyncio.to_thread(runner.pending, each) for each in made] == [[], []]
