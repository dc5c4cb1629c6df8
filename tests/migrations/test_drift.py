"""Whatever is changed by hand in a migrated database, `check` says so and names it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from mygymtracker.database.migrations import runner
from tests.conftest import TestDatabase
from tests.migrations.sql import by_hand

#: What somebody runs as the owner → how the one sentence about it begins.
BY_THE_OWNER = {
    "ALTER POLICY exercise_sets_user_policy ON exercise_sets USING (true)": (
        "policy exercise_sets_user_policy on exercise_sets: declared FOR ALL TO PUBLIC "
        "USING ((user_id = acting_user_id())) WITH CHECK ((user_id = acting_user_id())), found FOR ALL TO PUBLIC "
        "USING (true) WITH CHECK ((user_id = acting_user_id()))"
    ),
    "ALTER POLICY users_lookup_policy ON users TO PUBLIC": "policy users_lookup_policy on users: declared",
    "CREATE POLICY everyone ON users USING (true)": "policy everyone on users: declared nothing, found FOR ALL",
    "DROP POLICY users_user_policy ON users": "policy users_user_policy on users: declared FOR ALL",
    "ALTER TABLE imports DISABLE ROW LEVEL SECURITY": (
        "row security on imports: declared enabled, found nothing"
    ),
    "ALTER TABLE imports FORCE ROW LEVEL SECURITY": (
        "row security on imports: declared enabled, found enabled and forced"
    ),
    """ALTER TABLE plan_exercises DROP CONSTRAINT plan_exercises_rpe_last_must_be_1_to_10,
       ADD CONSTRAINT plan_exercises_rpe_last_must_be_1_to_10 CHECK (rpe_last BETWEEN 1 AND 11)""": (
        "check plan_exercises_rpe_last_must_be_1_to_10 on plan_exercises: declared"
    ),
    "ALTER TABLE exercise_sets DROP CONSTRAINT exercise_sets_load_must_have_a_unit": (
        "check exercise_sets_load_must_have_a_unit on exercise_sets: declared"
    ),
    "ALTER TABLE imported_rows DROP CONSTRAINT imported_rows_pkey": (
        "primary key imported_rows_pkey on imported_rows: declared PRIMARY KEY (user_id, import_id, line_number), "
        "found nothing"
    ),
    "ALTER TABLE users DROP CONSTRAINT users_email_key": "unique constraint users_email_key on users: declared",
    "ALTER TABLE login_sessions DROP CONSTRAINT login_sessions_user_id_fkey": (
        "foreign key login_sessions_user_id_fkey on login_sessions: declared"
    ),
    "ALTER TYPE set_type ADD VALUE 'cool_down'": (
        "enum type set_type: declared 'warmup', 'working', found 'warmup', 'working', 'cool_down'"
    ),
    """CREATE OR REPLACE FUNCTION acting_user_id() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
       RETURN '00000000-0000-0000-0000-000000000000'::uuid""": "function acting_user_id(): declared RETURN (NULLIF",
    """CREATE FUNCTION surprise() RETURNS integer LANGUAGE sql RETURN 1;
       REVOKE ALL ON FUNCTION surprise() FROM PUBLIC""": "function surprise(): declared nothing, found",
    "DROP TRIGGER plan_exercises_exercise_must_be_visible_on_insert ON plan_exercises": (
        "trigger plan_exercises_exercise_must_be_visible_on_insert on plan_exercises: declared"
    ),
    "ALTER TABLE plan_exercises DISABLE TRIGGER plan_exercises_exercise_must_be_visible_on_update": (
        "trigger plan_exercises_exercise_must_be_visible_on_update on plan_exercises: declared"
    ),
    "GRANT SELECT ON users TO PUBLIC": "grant to PUBLIC on users: declared nothing, found SELECT",
    "GRANT UPDATE (email) ON users TO mygymtracker_lookup": "grant to mygymtracker_lookup on users: declared",
    "GRANT TRUNCATE ON imports TO mygymtracker_app": "grant to mygymtracker_app on imports: declared",
    "REVOKE DELETE ON imports FROM mygymtracker_app": (
        "grant to mygymtracker_app on imports: declared DELETE, INSERT, SELECT, UPDATE, found INSERT, SELECT, UPDATE"
    ),
    "GRANT CREATE ON SCHEMA public TO PUBLIC; REVOKE CREATE ON SCHEMA public FROM mygymtracker_app": (
        "rights on the schema for mygymtracker_app: declared USAGE, found USAGE, CREATE"
    ),
    "ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO PUBLIC": (
        "default privileges of mygymtracker_owner for PUBLIC: declared nothing, found SELECT on tables"
    ),
    "ALTER TABLE users ALTER COLUMN time_zone SET DEFAULT 'Europe/Paris'": "column time_zone on users: declared",
    "ALTER TABLE imports ALTER COLUMN options DROP NOT NULL": (
        "column options on imports: declared jsonb NOT NULL, found jsonb"
    ),
    "ALTER TABLE exercise_sets ALTER COLUMN load TYPE numeric(5,1)": "column load on exercise_sets: declared numeric,",
    "ALTER TABLE users ADD COLUMN nick_name text": "column nick_name on users: declared nothing, found text",
    "DROP INDEX idx_exercises_name_trgm": "index idx_exercises_name_trgm on exercises: declared",
    "CREATE TABLE notes (id integer PRIMARY KEY)": "table notes: declared nothing, found a table",
    "CREATE VIEW emails AS SELECT email FROM users": "table emails: declared nothing, found a view",
    "DROP TABLE imported_workouts": "table imported_workouts: declared a table, found nothing",
    "CREATE RULE keep AS ON DELETE TO workout_sessions DO INSTEAD NOTHING": (
        "rule keep on workout_sessions: declared nothing, found CREATE RULE keep AS"
    ),
    "CREATE SEQUENCE tickets START 7": "sequence tickets: declared nothing, found AS bigint INCREMENT 1",
    "CREATE DOMAIN kilos AS numeric NOT NULL CONSTRAINT sane CHECK (VALUE > 0)": (
        "domain kilos: declared nothing, found numeric NOT NULL CONSTRAINT sane CHECK ((VALUE > (0)::numeric))"
    ),
    "DROP EXTENSION pg_trgm CASCADE": "extension pg_trgm: declared installed, found nothing",
}  # fmt: skip

#: What needs a superuser, or an administrator's rights.
BY_A_SUPERUSER = {
    "ALTER FUNCTION account_for_sign_in(text) SECURITY INVOKER": (
        "function account_for_sign_in(text): declared STABLE SECURITY DEFINER, found STABLE"
    ),
    "ALTER FUNCTION account_for_sign_in(text) RESET search_path": (
        "function account_for_sign_in(text): declared SET search_path TO 'pg_catalog', 'pg_temp', "
        "found the same without"
    ),
    "ALTER FUNCTION account_for_sign_in(text) OWNER TO mygymtracker_app": (
        "function account_for_sign_in(text): declared owned by mygymtracker_lookup / callable by mygymtracker_app, "
        "found owned by mygymtracker_app"
    ),
    "ALTER FUNCTION account_for_sign_in(text) OWNER TO postgres": (
        "function account_for_sign_in(text): declared owned by mygymtracker_lookup, found owned by postgres"
    ),
    "GRANT EXECUTE ON FUNCTION account_for_sign_in(text) TO PUBLIC": (
        "function account_for_sign_in(text): declared callable by mygymtracker_app, "
        "found callable by PUBLIC, mygymtracker_app"
    ),
    "ALTER TABLE imports OWNER TO mygymtracker_app": (
        "table imports: declared a table, found a table owned by mygymtracker_app"
    ),
    "ALTER TABLE login_sessions DISABLE TRIGGER ALL": (
        "foreign key login_sessions_user_id_fkey on login_sessions: declared"
    ),
}  # fmt: skip

#: What changes the cluster, with the way back.
ROLES = {
    "GRANT mygymtracker_lookup TO mygymtracker_app": (
        "REVOKE mygymtracker_lookup FROM mygymtracker_app",
        "role mygymtracker_app: declared member of nothing, found member of mygymtracker_lookup",
    ),
    "ALTER ROLE mygymtracker_app BYPASSRLS": (
        "ALTER ROLE mygymtracker_app NOBYPASSRLS",
        "role mygymtracker_app: declared member of nothing, found BYPASSRLS member of nothing",
    ),
    "ALTER ROLE mygymtracker_lookup CREATEROLE CREATEDB": (
        "ALTER ROLE mygymtracker_lookup NOCREATEROLE NOCREATEDB",
        "role mygymtracker_lookup: declared member of nothing, found CREATEDB CREATEROLE member of nothing",
    ),
}


def test_a_database_at_head_is_what_the_entities_declare(migrated_database: TestDatabase) -> None:
    assert runner.check(migrated_database.owner) == []
    assert runner.check(migrated_database.superuser) == []


def test_checking_leaves_nothing_behind(migrated_database: TestDatabase) -> None:
    runner.check(migrated_database.owner)
    by_hand(migrated_database.owner, "CREATE SCHEMA mygymtracker_declared")  # it would be there


@pytest.mark.parametrize("change", BY_THE_OWNER)
def test_a_change_by_the_owner_is_found_and_named(migrated_database: TestDatabase, change: str) -> None:
    by_hand(migrated_database.owner, change)

    assert any(said.startswith(BY_THE_OWNER[change]) for said in runner.check(migrated_database.owner))


@pytest.mark.parametrize("change", BY_A_SUPERUSER)
def test_a_change_by_a_superuser_is_found_and_named(migrated_database: TestDatabase, change: str) -> None:
    by_hand(migrated_database.superuser, change)

    assert any(said.startswith(BY_A_SUPERUSER[change]) for said in runner.check(migrated_database.owner))


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (
            "DATABASE {name} SET app.user_id = '00000000-0000-7000-8000-000000000000'",
            "setting app.user_id of the database: declared nothing, found 00000000-0000-7000-8000-000000000000",
        ),
        (
            "ROLE mygymtracker_app IN DATABASE {name} SET session_replication_role = replica",
            "setting session_replication_role of the database for mygymtracker_app: declared nothing, found replica",
        ),
    ],
)
def test_a_setting_that_changes_who_acts_or_what_holds_is_found_and_named(
    migrated_database: TestDatabase, change: str, sentence: str
) -> None:
    name = migrated_database.owner.database
    by_hand(migrated_database.superuser, f"ALTER DATABASE {name} SET timezone = 'Europe/Paris'")  # anybody's own affair
    by_hand(migrated_database.superuser, f"ALTER {change.format(name=name)}")

    assert runner.check(migrated_database.owner) == [sentence]


def test_default_privileges_are_told_and_taken_for_nothing_else(migrated_database: TestDatabase) -> None:
    by_hand(
        migrated_database.owner,
        "ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO PUBLIC;"
        "ALTER DEFAULT PRIVILEGES GRANT EXECUTE ON FUNCTIONS TO mygymtracker_app;"
        "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT UPDATE ON TABLES TO mygymtracker_lookup",
    )

    assert runner.check(migrated_database.owner) == [
        "default privileges of mygymtracker_owner for PUBLIC: declared nothing, found SELECT on tables",
        "default privileges of mygymtracker_owner for mygymtracker_app: declared nothing, found EXECUTE on functions",
        "default privileges of mygymtracker_owner for mygymtracker_lookup: declared nothing, found UPDATE on tables",
    ]


@pytest.fixture
def changed_role(migrated_database: TestDatabase, request: pytest.FixtureRequest) -> Iterator[str]:
    """Roles are the cluster's: other tests must not see the change."""
    change = str(request.param)
    back, sentence = ROLES[change]
    by_hand(migrated_database.superuser, change)
    yield sentence
    by_hand(migrated_database.superuser, back)


@pytest.mark.parametrize("changed_role", ROLES, indirect=True)
def test_a_role_that_may_too_much_is_found_and_named(migrated_database: TestDatabase, changed_role: str) -> None:
    assert runner.check(migrated_database.owner) == [changed_role]
