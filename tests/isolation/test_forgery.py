"""What a person could make in a session of their own to be taken for the real thing, and what it gains: nothing."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from uuid import UUID

import asyncpg
import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncSession

from mygymtracker.database.entities import Base
from mygymtracker.database.row_security import WORKING_ROLE, Function, declared
from mygymtracker.database.transaction import Database
from tests.conftest import TestDatabase
from tests.isolation.matrix import OWNED, Belongings, owner_column, owners_in, rolled_back, sqlstate

REFUSED = "42501"
PATHS = ("pg_temp, public, pg_catalog", "public, pg_temp", "pg_temp, pg_catalog, public")


async def owners(session: AsyncSession) -> dict[str, list[UUID]]:
    """Who can be seen in each table, asked by its full name."""
    return {table.name: list(await session.scalars(text(owners_in(table)))) for table in OWNED}


async def run(session: AsyncSession, statements: Sequence[str]) -> None:
    for statement in statements:
        await (await session.connection()).exec_driver_sql(statement)


def forgeries(ann: Belongings, bob: Belongings) -> dict[str, list[str]]:
    claim = f"RETURNS uuid LANGUAGE sql IMMUTABLE AS $$ SELECT '{ann.user_id}'::uuid $$"
    hers = ann.rows["exercises"]["id"]
    return {
        "a function that says who acts": [f"CREATE FUNCTION pg_temp.acting_user_id() {claim}"],
        "a function that reads settings": [
            "CREATE FUNCTION pg_temp.current_setting(text, boolean) RETURNS text LANGUAGE sql IMMUTABLE "
            f"AS $$ SELECT '{ann.user_id}' $$",
            "CREATE FUNCTION pg_temp.nullif(text, text) RETURNS text LANGUAGE sql IMMUTABLE "
            f"AS $$ SELECT '{ann.user_id}' $$",
        ],
        "an equality that is always true": [
            "CREATE FUNCTION pg_temp.same(uuid, uuid) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT true'",
            "CREATE OPERATOR pg_temp.= (FUNCTION = pg_temp.same, LEFTARG = uuid, RIGHTARG = uuid)",
        ],
        "a type named uuid": ["CREATE DOMAIN pg_temp.uuid AS text"],
        "a catalogue of one's own": [
            "CREATE TEMPORARY TABLE exercises (id uuid, name text, owner_id uuid)",
            f"INSERT INTO pg_temp.exercises VALUES ('{hers}', 'Squat', NULL), ('{hers}', '', '{bob.user_id}')",
            f"CREATE TEMPORARY TABLE changed AS SELECT '{bob.user_id}'::uuid AS user_id,"
            f" '{bob.rows['exercises']['id']}'::uuid AS exercise_id, NULL::uuid AS into_exercise_id,"
            " NULL::uuid AS first_substitute_id, NULL::uuid AS second_substitute_id",
        ],
        "accounts of one's own": [
            "CREATE TEMPORARY TABLE users (id uuid, email text, password_hash text)",
            f"INSERT INTO pg_temp.users VALUES ('{ann.user_id}', '{ann.rows['users']['email']}', 'known')",
        ],
        "sign-ins of one's own": [
            "CREATE TEMPORARY TABLE login_sessions"
            " (user_id uuid, id uuid, secret_digest bytea, expires_at timestamptz)",
            f"INSERT INTO pg_temp.login_sessions VALUES ('{bob.user_id}', '{ann.user_id}', NULL, 'infinity')",
            "CREATE TEMPORARY TABLE revoked_sign_ins (user_id uuid, id uuid, secret_digest bytea)",
            f"INSERT INTO pg_temp.revoked_sign_ins VALUES ('{bob.user_id}', '{ann.user_id}', NULL)",
            "CREATE TEMPORARY TABLE sign_in_attempts (subject bytea PRIMARY KEY, free_at timestamptz)",
        ],
    }


FORGERIES = (
    "a function that says who acts",
    "a function that reads settings",
    "an equality that is always true",
    "a type named uuid",
    "a catalogue of one's own",
    "accounts of one's own",
    "sign-ins of one's own",
)
USES_OF_AN_EXERCISE = (
    ("plan_exercises", "exercise_id"),
    ("plan_exercises", "first_substitute_id"),
    ("exercise_merges", "into_exercise_id"),
)
every_forgery = pytest.mark.parametrize("forgery", FORGERIES)
every_path = pytest.mark.parametrize("path", PATHS)


@every_path
@every_forgery
async def test_a_forgery_shows_and_changes_nothing_of_anyone_elses(
    forgery: str, path: str, as_app: Database, settled_ann: Belongings, settled_bob: Belongings
) -> None:
    forged = forgeries(settled_ann, settled_bob)[forgery]

    async with rolled_back(as_app, settled_bob.user_id) as session:
        before = await owners(session)
        await run(session, [*forged, f"SET LOCAL search_path = {path}"])
        after = await owners(session)
        changed = await session.execute(
            text("UPDATE public.workout_plans SET plan_name = 'x' WHERE user_id::text = :ann"),
            {"ann": str(settled_ann.user_id)},
        )

    assert after == before
    assert set(chain(*after.values())) == {settled_bob.user_id}
    assert changed.rowcount == 0  # type: ignore[attr-defined]


@every_path
@every_forgery
async def test_a_forgery_does_not_fool_the_triggers(
    forgery: str, path: str, as_app: Database, settled_ann: Belongings, settled_bob: Belongings
) -> None:
    forged = forgeries(settled_ann, settled_bob)[forgery]
    hers, refusals = settled_ann.rows["exercises"]["id"], []

    for table, column in USES_OF_AN_EXERCISE:
        with pytest.raises(DBAPIError) as refused:
            async with rolled_back(as_app, settled_bob.user_id) as session:
                use_hers = f"UPDATE public.{table} SET {column} = '{hers}'"
                await run(session, [*forged, f"SET LOCAL search_path = {path}", use_hers])
        refusals.append("is not in the catalogue" in str(refused.value))

    assert refusals == [True] * len(USES_OF_AN_EXERCISE)


@every_path
@every_forgery
async def test_a_forgery_does_not_fool_the_definer_functions(
    forgery: str, path: str, as_app: Database, settled_ann: Belongings, settled_bob: Belongings
) -> None:
    forged = forgeries(settled_ann, settled_bob)[forgery]
    email = {"email": settled_ann.rows["users"]["email"]}

    async with rolled_back(as_app, settled_bob.user_id) as session:
        await run(session, [*forged, f"SET LOCAL search_path = {path}"])
        account = (await session.execute(text("SELECT * FROM public.account_for_sign_in(:email)"), email)).one()
        waits = [await session.scalar(text("SELECT public.take_sign_in_attempt('\\x01', 1, 60)")) for _ in range(2)]
        hers = {"id": settled_ann.user_id}
        live = (await session.execute(text("SELECT public.live_sign_in(:id, NULL)"), hers)).all()
        refusal = await session.scalar(text("SELECT public.sign_in_refusal(:id, NULL)"), hers)

    assert tuple(account) == (settled_ann.user_id, settled_ann.rows["users"]["password_hash"])
    assert (waits[0], waits[1] in range(55, 61)) == (0, True)
    assert (live, refusal) == ([], "unknown")


@pytest.mark.parametrize("junk", ["bob", "' OR true --", "00000000-0000-0000-0000-00000000000", "{}", " "])
async def test_junk_for_who_acts_is_an_error(junk: str, as_app: Database, settled_ann: Belongings) -> None:
    with pytest.raises(DBAPIError) as refused:
        async with rolled_back(as_app, None) as session:
            await session.execute(text("SELECT set_config('app.user_id', :junk, true)"), {"junk": junk})
            await owners(session)

    assert sqlstate(refused.value) == "22P02"


async def test_an_empty_setting_is_nobody(as_app: Database, settled_ann: Belongings) -> None:
    async with rolled_back(as_app, settled_ann.user_id) as session:
        await session.execute(text("SET LOCAL app.user_id = ''"))
        seen = await owners(session)

    assert list(chain(*seen.values())) == []


async def test_a_function_in_a_query_never_meets_other_peoples_rows(
    as_app: Database, settled_ann: Belongings, settled_bob: Belongings
) -> None:
    spy = (
        "CREATE FUNCTION pg_temp.spy(seen uuid) RETURNS boolean LANGUAGE plpgsql COST 0.0000001 AS $$ BEGIN "
        f"IF seen <> '{settled_bob.user_id}' THEN RAISE EXCEPTION 'saw %', seen; END IF; RETURN true; END $$"
    )

    async with rolled_back(as_app, settled_bob.user_id) as session:
        await run(session, [spy])
        seen = [
            len(list(await session.scalars(text(f"{owners_in(table)} AND pg_temp.spy({owner_column(table)})"))))
            for table in OWNED
        ]

    assert seen == [1] * len(OWNED)


BEYOND_A_PERSON = (
    "CREATE TABLE public.mine (id integer)",
    "CREATE FUNCTION public.mine() RETURNS integer LANGUAGE sql RETURN 1",
    "CREATE SCHEMA mine",
    "CREATE FUNCTION pg_temp.leak(uuid) RETURNS boolean LANGUAGE sql LEAKPROOF AS 'SELECT true'",
    "CREATE TRIGGER mine AFTER INSERT ON users EXECUTE FUNCTION public.exercise_must_be_visible()",
    "CREATE POLICY mine ON users USING (true)",
    "ALTER TABLE users DISABLE ROW LEVEL SECURITY",
    "CREATE OR REPLACE FUNCTION public.acting_user_id() RETURNS uuid LANGUAGE sql RETURN NULL::uuid",
    "TRUNCATE exercise_sets",
    "CREATE TEMPORARY TABLE mine (id uuid REFERENCES users)",
    "SELECT FROM sign_in_attempts",
    "UPDATE alembic_version SET version_num = '0001'",
    "SET LOCAL row_security = off; SELECT FROM users",
    "SET LOCAL session_replication_role = replica",
)


@pytest.mark.parametrize("statement", BEYOND_A_PERSON)
async def test_the_working_role_may_not(statement: str, town: TestDatabase) -> None:
    connection = await connect(town)

    with pytest.raises(asyncpg.PostgresError) as refused:
        await connection.execute(f"BEGIN; {statement}")

    await connection.close()
    assert refused.value.sqlstate in (REFUSED, "42P16")  # a temporary table may not refer to a lasting one


@pytest.mark.parametrize("role", ["postgres", "mygymtracker_owner", "mygymtracker_lookup", "pg_read_all_data"])
@pytest.mark.parametrize("become", ["SET ROLE", "SET SESSION AUTHORIZATION"])
async def test_a_login_as_the_working_role_becomes_nobody_else(become: str, role: str, town: TestDatabase) -> None:
    connection = await connect(town)

    with pytest.raises(asyncpg.InsufficientPrivilegeError) as refused:
        await connection.execute(f"{become} {role}")

    await connection.close()
    assert refused.value.sqlstate == REFUSED


async def test_the_working_role_may_call_its_functions_and_no_others(as_app: Database) -> None:
    granted = {
        known.name
        for known in declared(Base.metadata).others
        if isinstance(known, Function) and WORKING_ROLE in known.callers
    }

    async with rolled_back(as_app, None) as session:
        may_call = set(
            await session.scalars(
                text("""
                SELECT proname FROM pg_proc
                WHERE pronamespace = 'public'::regnamespace AND has_function_privilege(oid, 'EXECUTE')
                  AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = pg_proc.oid AND deptype = 'e')
                """)
            )
        )

    assert may_call == granted


async def connect(town: TestDatabase) -> asyncpg.Connection[asyncpg.Record]:
    address = town.app
    return await asyncpg.connect(
        host=address.host,
        port=address.port,
        user=address.user,
        password=address.password or None,
        database=address.database,
        ssl=address.ssl_context(),
    )
