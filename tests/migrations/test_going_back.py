"""Each revision after the founding ones goes back where nothing is lost, and names every row that says more."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from mygymtracker.database.engine import build_engine
from mygymtracker.database.migrations import runner
from mygymtracker.errors import Conflict
from tests.conftest import TestDatabase
from tests.migrations.founding_rows import ANN, fill, key

EXERCISE, PLAN, WORKOUT, IN_WORKOUT, DAY = key(10), key(20), key(40), key(50), key(25)
OLDER, SHARED = "the older schema cannot express what", key(11)
REMEDY = "Keep the newer schema, or change these rows first."

#: A plan and a workout of it, which every revision can express.
PLAIN = f"""
INSERT INTO users (id, email, password_hash, account_created_at) VALUES ('{ANN}', 'ann@example.org', '', now());
INSERT INTO exercises (id, name, owner_id) VALUES ('{EXERCISE}', 'Squat', '{ANN}'), ('{SHARED}', 'Bench Press', NULL);
INSERT INTO workout_plans (user_id, id, plan_name, creation_digest) VALUES ('{ANN}', '{PLAN}', 'Lower', '\\x01');
INSERT INTO plan_exercises (user_id, id, plan_id, exercise_id, display_order, intensity_technique, warmup_sets,
  working_sets, target_reps, rpe_early, rpe_last, rest_time)
  VALUES ('{ANN}', '{key(30)}', '{PLAN}', '{EXERCISE}', 1, 'superset', 1, 3, 5, 7, 9, 180);
INSERT INTO workout_sessions (user_id, id, plan_id, status, started_at)
  VALUES ('{ANN}', '{WORKOUT}', '{PLAN}', 'completed', now());
INSERT INTO session_exercises (user_id, id, session_id, plan_exercise_id, exercise_id, display_order)
  VALUES ('{ANN}', '{IN_WORKOUT}', '{WORKOUT}', '{key(30)}', '{EXERCISE}', 1);
INSERT INTO exercise_sets (user_id, id, session_exercise_id, exercise_id, set_type, set_index, reps, performed_at,
  technique) VALUES ('{ANN}', '{key(60)}', '{IN_WORKOUT}', '{EXERCISE}', 'working', 1, 5, now(), 'pause');
"""
A_DAY = (
    "INSERT INTO plan_days (user_id, id, plan_id, day_name, display_order) "
    f"VALUES ('{ANN}', '{DAY}', '{PLAN}', 'Monday', 1)"
)
A_MERGE = (
    "INSERT INTO exercise_merges (user_id, id, exercise_id, into_exercise_id) "
    f"VALUES ('{ANN}', '{key(70)}', '{EXERCISE}', '{SHARED}')"
)
A_MEASUREMENT = (
    "INSERT INTO body_measurements (user_id, id, part, amount, unit, measured_at) "
    f"VALUES ('{ANN}', '{key(80)}', 'body_weight', 82.4, 'kg', now())"
)
#: How a further plain row is made under a key.
MADE = {
    "users": "(id, email, password_hash, account_created_at) SELECT '{0}', '{0}', '', now()",
    "exercises": f"(id, name, owner_id) SELECT '{{0}}', '{{0}}', '{ANN}'",
    "workout_plans": f"(user_id, id, plan_name) SELECT '{ANN}', '{{0}}', '{{0}}'",
    "plan_exercises": "(user_id, id, plan_id, exercise_id, display_order, intensity_technique, warmup_sets,"
    " working_sets, target_reps, rpe_early, rpe_last, rest_time)"
    f" SELECT '{ANN}', '{{0}}', '{PLAN}', '{EXERCISE}', 1, 'N/A', 1, 3, 5, 7, 9, 180",
    "workout_sessions": f"(user_id, id, status, started_at) SELECT '{ANN}', '{{0}}', 'completed', now()",
    "session_exercises": "(user_id, id, session_id, exercise_id, display_order)"
    f" SELECT '{ANN}', '{{0}}', '{WORKOUT}', '{EXERCISE}', 1",
    "exercise_sets": "(user_id, id, session_exercise_id, exercise_id, set_type, set_index, performed_at)"
    f" SELECT '{ANN}', '{{0}}', '{IN_WORKOUT}', '{EXERCISE}', 'working', 1, now()",
}
#: What the schema before a revision cannot express, each in one row of its own; and the reason that is told.
BEYOND: dict[str, tuple[str, dict[str, list[str]]]] = {
    "0009": (
        f"{OLDER} these people say of themselves:",
        {
            "users": [
                "display_name = 'Ann'",
                "first_weekday = 7",
                "bars = '[{}]'",
                "plates = '[{}]'",
                "e1rm_formula = 'brzycki'",
                "sex = 'female'",
                "birth_year = 1990",
            ]
        },
    ),
    "0008": (
        f"{OLDER} these rows hold:",
        {
            "workout_sessions": [f"plan_day_id = '{DAY}'"],
            "session_exercises": ["target = '{}'", "returning_note = 'Narrower.'"],
            "exercise_sets": ["side = 'each'", "technique = 'rest_pause'", "technique = 'myo_reps'"],
            "plan_exercises": ["intensity_technique = 'rest_pause'", "intensity_technique = 'myo_reps'"],
        },
    ),
    "0007": (
        f"{OLDER} these plans say:",
        {
            "workout_plans": ["notes = 'Twelve weeks.'", "archived_at = now()"],
            "plan_exercises": [
                "target_reps_max = 8",
                "rest_time_max = 240",
                "superset_group = 0",
                "per_side = true",
                f"first_substitute_id = '{SHARED}'",
                f"first_substitute_id = '{SHARED}', second_substitute_id = '{EXERCISE}'",
                "set_targets = '[{}]'",
                "returning_note = 'Narrower.'",
            ],
        },
    ),
    "0006": (
        f"{OLDER} these exercises say:",
        {
            "exercises": [
                "aliases = '{RDL}'",
                "primary_muscles = '{quads}'",
                "secondary_muscles = '{abs}'",
                "equipment = 'barbell'",
                "movement_pattern = 'squat'",
                "measurement = 'reps'",
                "load_mode = 'assisted'",
                "laterality = 'unilateral'",
                "default_rest_seconds = 0",
                "load_step = 2.5, load_step_unit = 'kg'",
                "notes = 'High bar.'",
                "archived_at = now()",
            ]
        },
    ),
}


@pytest.fixture
async def connection(empty_database: TestDatabase) -> AsyncIterator[AsyncConnection]:
    """As the tables' owner, at head, with a plan and a workout."""
    await asyncio.to_thread(runner.run, empty_database.owner)
    engine = build_engine(empty_database.owner, working_role=None, pool_size=1)
    async with engine.connect() as made:
        await fill(made, PLAIN)
        yield made
    await engine.dispose()


async def down(database: TestDatabase, to: str, *options: str) -> None:
    """To a revision that had no log yet, which would be refused for the log alone."""
    await asyncio.to_thread(runner.revert, database.owner, to="0009", options=("discard",))
    await asyncio.to_thread(runner.revert, database.owner, to=to, options=options)


async def execute(connection: AsyncConnection, statement: str) -> None:
    await connection.exec_driver_sql(statement)
    await connection.commit()


async def ask(connection: AsyncConnection, question: str) -> list[object]:
    found = list(await connection.scalars(text(question)))
    await connection.rollback()
    return found


def before(revision: str) -> str:
    return f"{int(revision) - 1:04}"


@pytest.mark.parametrize("revision", BEYOND)
async def test_a_revision_names_every_row_that_the_one_before_cannot_express(
    revision: str, empty_database: TestDatabase, connection: AsyncConnection
) -> None:
    reason, tables = BEYOND[revision]
    if revision == "0008":
        await execute(connection, A_DAY)
    changed = {}
    numbered = enumerate(((table, change) for table, changes in tables.items() for change in changes), start=100)
    for number, (table, change) in numbered:
        await execute(connection, f"INSERT INTO {table} {MADE[table].format(key(number))}")
        await execute(connection, f"UPDATE {table} SET {change} WHERE id = '{key(number)}'")
        changed[f"  {table} {key(number)}"] = change

    with pytest.raises(Conflict) as refused:
        await down(empty_database, before(revision))

    _, told, *rows, remedy = str(refused.value).splitlines()
    assert (told, remedy) == (f"Nothing was changed: {reason}", REMEDY)
    assert {row: changed.get(row) for row in rows} == changed
    assert await ask(connection, "SELECT version_num FROM alembic_version") == ["0009"]


async def test_a_plan_with_days_stays_with_days(empty_database: TestDatabase, connection: AsyncConnection) -> None:
    await execute(connection, A_DAY)
    await execute(connection, f"UPDATE plan_exercises SET plan_day_id = '{DAY}'")

    with pytest.raises(Conflict) as refused:
        await down(empty_database, "0006")

    assert str(refused.value).splitlines()[2:-1] == [f"  plan_days {DAY}"]


@pytest.mark.parametrize(
    ("made", "to", "told"),
    [
        (
            A_MEASUREMENT,
            "0008",
            [
                "Nothing was changed: these measurements would be dropped:",
                f"  body_measurements {key(80)}",
                "Run again with --discard to drop them.",
            ],
        ),
        (
            A_MERGE,
            "0005",
            [
                "Nothing was changed: these merges of exercises could not be undone any more:",
                f"  exercise_merges {key(70)}",
                "Run again with --discard to forget them (the history stays where it is).",
            ],
        ),
    ],
    ids=["measurements", "merges"],
)
async def test_what_has_a_table_of_its_own_is_dropped_only_when_asked_for(
    made: str, to: str, told: list[str], empty_database: TestDatabase, connection: AsyncConnection
) -> None:
    await execute(connection, made)

    with pytest.raises(Conflict) as refused:
        await down(empty_database, to)
    await down(empty_database, to, "discard")

    assert str(refused.value).splitlines()[1:] == told
    assert await ask(connection, f"SELECT to_regclass('public.{told[1].split()[0]}')") == [None]
    assert await ask(connection, "SELECT count(*) FROM exercise_sets") == [1]


async def test_the_log_is_dropped_only_when_asked_for(
    empty_database: TestDatabase, connection: AsyncConnection
) -> None:
    noted = await ask(connection, "SELECT count(*) FROM changes")

    with pytest.raises(Conflict) as refused:
        await asyncio.to_thread(runner.revert, empty_database.owner, to="0009")
    still_there = await ask(connection, "SELECT count(*) FROM changes")
    await down(empty_database, "0009")

    assert str(refused.value).splitlines()[1:] == [
        "Nothing was changed: the log of what happened, and with it every undo, would be dropped:",
        f"  changes of user {ANN}: {noted[0]}",
        "Run again with --discard to drop it.",
    ]
    assert still_there == noted != [0]
    assert await ask(connection, "SELECT to_regclass('public.changes')") == [None]
    assert await ask(connection, "SELECT count(*) FROM exercise_sets") == [1]


async def test_discarding_does_not_drop_what_has_to_be_changed_first(
    empty_database: TestDatabase, connection: AsyncConnection
) -> None:
    await execute(connection, "UPDATE users SET sex = 'female'")

    with pytest.raises(Conflict) as refused:
        await down(empty_database, "0008", "discard")

    assert str(refused.value).splitlines()[2:-1] == [f"  users {ANN}"]


async def test_a_brake_that_a_wrong_clock_wrote_is_mended_on_the_way(
    empty_database: TestDatabase, connection: AsyncConnection
) -> None:
    await asyncio.to_thread(runner.revert, empty_database.owner, to="0010")
    await execute(connection, "INSERT INTO sign_in_attempts VALUES ('ann', now() + interval '500 days')")

    await asyncio.to_thread(runner.run, empty_database.owner)

    assert await ask(connection, "SELECT free_at <= now() + interval '5 minutes' FROM sign_in_attempts") == [True]


async def test_what_the_older_schema_can_express_goes_back_and_comes_again(
    empty_database: TestDatabase, connection: AsyncConnection
) -> None:
    shared_from_the_file = "slug = 'bench-press', aliases = '{BP}', primary_muscles = '{lower_chest}', notes = 'Flat.'"
    await execute(connection, f"UPDATE exercises SET {shared_from_the_file} WHERE id = '{SHARED}'")
    for table in ("workout_plans", "plan_exercises", "workout_sessions", "session_exercises", "exercise_sets"):
        await execute(connection, f"UPDATE {table} SET creation_digest = '\\x02'")

    await down(empty_database, "0005")
    techniques = (
        await ask(connection, "SELECT enum_range(NULL::intensity_technique)::text"),
        await ask(connection, "SELECT intensity_technique::text FROM plan_exercises"),
        await ask(connection, "SELECT technique::text FROM exercise_sets"),
    )
    await asyncio.to_thread(runner.run, empty_database.owner)

    assert techniques == (["{drop_set,pause,partial_length,fail,superset,N/A}"], ["superset"], ["pause"])
    assert await ask(connection, "SELECT name FROM exercises ORDER BY name") == ["Bench Press", "Squat"]
    assert await asyncio.to_thread(runner.check, empty_database.owner) == []
