"""A database that goes on to the next test is as if it were new, or it does not go on."""

from __future__ import annotations

import asyncio

import pytest

from mygymtracker.database.connecting import connected
from mygymtracker.errors import Unavailable
from tests.conftest import Databases, TestDatabase
from tests.embedded.backups import digests

WRITTEN = """
INSERT INTO exercises (id, name) SELECT gen_random_uuid(), 'Squat ' || n FROM generate_series(1, 5000) AS n;
INSERT INTO users (id, email, password_hash, account_created_at)
VALUES (gen_random_uuid(), 'ann@example.org', 'unusable', now());
UPDATE alembic_version SET version_num = '9999';
DELETE FROM installation
"""


async def run(database: TestDatabase, statements: str) -> None:
    async with connected(database.superuser) as connection:
        await connection.execute(statements)


@pytest.fixture
def used(databases: Databases) -> TestDatabase:
    """Given back after it was written to, also to what migrations wrote."""
    made = databases.borrow()
    databases.own_loop.run(run(made, WRITTEN))
    databases.give_back(made)
    return made


def test_of_what_a_test_wrote_the_next_one_sees_nothing(databases: Databases, used: TestDatabase) -> None:
    fresh = databases.migrated()

    seen, as_migrated = (databases.own_loop.run(digests(each.owner)) for each in (used, fresh))

    databases.drop(fresh)
    assert used in databases.spare
    assert seen == as_migrated


@pytest.mark.parametrize(
    "altered",
    [
        "ALTER TABLE users ALTER email DROP NOT NULL",
        "DROP POLICY users_lookup_policy ON users",
        "DROP TRIGGER exercise_sets_log_changes_on_delete ON exercise_sets",
        "CREATE TABLE strange (id int)",
        "CREATE SCHEMA strange",
        "ALTER TYPE set_type ADD VALUE 'cool_down'",
        "CREATE RULE nothing AS ON INSERT TO users DO INSTEAD NOTHING",
        "COMMENT ON TABLE users IS 'people'",
        "CREATE COLLATION strange (provider = libc, locale = 'C')",
        "GRANT SELECT ON users TO PUBLIC",
        "ALTER FUNCTION lock_changes() SECURITY INVOKER",
        "ALTER TABLE exercise_sets DISABLE TRIGGER ALL",
        "DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET work_mem = 64', current_database()); END $$",
        "INSERT INTO exercises (id, name) VALUES (gen_random_uuid(), 'Squat'); ANALYZE exercises",
    ],
)
def test_one_whose_schema_was_altered_is_given_to_nobody(databases: Databases, altered: str) -> None:
    made = databases.borrow()
    databases.own_loop.run(run(made, altered))

    databases.give_back(made)

    assert made not in databases.spare


async def test_one_in_which_somebody_is_still_at_work_is_given_to_nobody(databases: Databases) -> None:
    made = await asyncio.to_thread(databases.borrow)  # which has an event loop of its own

    with pytest.raises(Unavailable):  # the connection was ended with the database
        async with connected(made.superuser) as connection, connection.transaction():
            await connection.execute("LOCK TABLE users")
            await asyncio.to_thread(databases.give_back, made)

    assert made not in databases.spare
