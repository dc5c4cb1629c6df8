"""What must hold of every table at head, also of the one that somebody adds tomorrow: the catalogue is asked."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

import mygymtracker.database.migrations
from mygymtracker.database.engine import build_engine
from mygymtracker.database.entities import LOGGED, Base
from mygymtracker.database.row_security import LOOKUP_ROLE, WORKING_ROLE
from tests.conftest import Databases

WITHOUT_ROW_SECURITY = {
    "alembic_version": "says where the schema stands; the working role may read it, no more",
    "installation": "is one row that tells one server from another; the working role may read it, no more",
}
#: Row-secured and not logged. What each is instead.
WITHOUT_LOG = {
    "login_sessions": "how one signs in; that is nothing to undo, and nothing for other devices",
    "revoked_sign_ins": "how one signed in; that is nothing to undo",
    "sign_in_events": "how one signed in; that is nothing to undo",
    "sign_in_attempts": "how one signs in, and kept for a short while only",
    "user_oauth_providers": "how one signs in",
    "change_counters": "the log itself",
    "changes": "the log itself",
    "changed_rows": "the log itself",
    "processed_operations": "what is left of the log when it forgets",
}
#: Foreign keys to exercises do not carry who owns the row, for a shared one is nobody's. Which trigger looks instead.
WITHOUT_OWNER = {
    ("plan_exercises", "exercise_id"): "exercise_must_be_visible",
    ("plan_exercises", "first_substitute_id"): "substitutes_must_be_visible",
    ("plan_exercises", "second_substitute_id"): "substitutes_must_be_visible",
    ("session_exercises", "exercise_id"): "exercise_must_be_visible",
    ("exercise_merges", "exercise_id"): "exercise_must_be_visible",
    ("exercise_merges", "into_exercise_id"): "merged_into_must_be_visible",
}


@pytest.fixture(scope="module")
async def head(databases: Databases) -> AsyncIterator[AsyncConnection]:
    made = databases.migrated()
    engine = build_engine(made.superuser, working_role=None)
    async with engine.connect() as connection:
        yield connection
    await engine.dispose()
    databases.drop(made)


async def ask(connection: AsyncConnection, question: str) -> set[tuple[object, ...]]:
    return {tuple(row) for row in await connection.execute(text(question))}


async def test_every_table_is_row_secured_or_on_the_list(head: AsyncConnection) -> None:
    found = await ask(
        head,
        "SELECT relname FROM pg_class WHERE relkind IN ('r', 'p', 'm', 'v', 'f') AND NOT relrowsecurity"
        " AND relnamespace = 'public'::regnamespace"
        " AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = pg_class.oid AND deptype = 'e')",
    )

    assert found == {(table,) for table in WITHOUT_ROW_SECURITY}


async def test_row_security_is_never_forced(head: AsyncConnection) -> None:
    found = await ask(head, "SELECT relname FROM pg_class WHERE relforcerowsecurity")

    assert found == set()


async def test_every_table_is_an_entity_and_every_entity_a_table(head: AsyncConnection) -> None:
    found = await ask(head, "SELECT tablename FROM pg_tables WHERE schemaname = 'public'")

    assert found == {(table,) for table in Base.metadata.tables.keys() | {"alembic_version"}}


async def test_every_foreign_key_between_owned_tables_carries_the_owner(head: AsyncConnection) -> None:
    found = await ask(
        head,
        "SELECT child.relname, parent.relname, (SELECT string_agg(attname, ' ') FROM pg_attribute"
        "   WHERE attrelid = conrelid AND attnum = ANY (conkey)) FROM pg_constraint"
        " JOIN pg_class AS child ON child.oid = conrelid JOIN pg_class AS parent ON parent.oid = confrelid"
        " WHERE contype = 'f' AND child.relrowsecurity AND parent.relrowsecurity AND parent.relname <> 'users'"
        " AND NOT EXISTS (SELECT FROM unnest(conkey, confkey) AS pair (own, other)"
        "   JOIN pg_attribute AS mine ON mine.attrelid = conrelid AND mine.attnum = pair.own"
        "   JOIN pg_attribute AS yours ON yours.attrelid = confrelid AND yours.attnum = pair.other"
        "   WHERE mine.attname = 'user_id' AND yours.attname = 'user_id')",
    )

    assert found == {(table, "exercises", column) for table, column in WITHOUT_OWNER}


async def test_a_trigger_looks_where_a_foreign_key_does_not_carry_the_owner(head: AsyncConnection) -> None:
    found = await ask(
        head,
        "SELECT tgrelid::regclass::text, proname, tgtype & 20 FROM pg_trigger JOIN pg_proc ON pg_proc.oid = tgfoid"
        " WHERE NOT tgisinternal AND tgenabled = 'O' AND tgnewtable = 'changed'",
    )

    on_insert, on_update = 4, 16
    assert found == {
        (table, function, event) for (table, _), function in WITHOUT_OWNER.items() for event in (on_insert, on_update)
    }


async def test_every_foreign_key_is_validated_and_backed_by_an_index(head: AsyncConnection) -> None:
    found = await ask(
        head,
        "SELECT conrelid::regclass::text, conname, convalidated FROM pg_constraint AS key WHERE contype = 'f'"
        " AND (NOT convalidated OR NOT EXISTS ("
        "   SELECT FROM pg_index WHERE indrelid = conrelid"
        "   AND (string_to_array(indkey::text, ' ')::int2[])[1:cardinality(conkey)] @> conkey))",
    )

    assert found == set()


async def test_the_primary_key_of_what_a_person_owns_begins_with_the_person(head: AsyncConnection) -> None:
    found = await ask(
        head,
        "SELECT conrelid::regclass::text FROM pg_constraint"
        " JOIN pg_attribute ON attrelid = conrelid AND attname = 'user_id'"
        " WHERE contype = 'p' AND conkey[1] <> attnum",
    )

    assert found == set()


async def test_the_roles_we_work_as_own_no_table_type_or_schema(head: AsyncConnection) -> None:
    ours = f"IN ('{WORKING_ROLE}'::regrole, '{LOOKUP_ROLE}'::regrole)"

    found = await ask(
        head,
        f"SELECT relname::text FROM pg_class WHERE relowner {ours}"
        f" UNION ALL SELECT typname FROM pg_type WHERE typowner {ours}"
        f" UNION ALL SELECT nspname FROM pg_namespace WHERE nspowner {ours}"
        f" UNION ALL SELECT proname FROM pg_proc WHERE proowner = '{WORKING_ROLE}'::regrole"
        f" UNION ALL SELECT defaclrole::regrole::text FROM pg_default_acl WHERE defaclrole {ours}",
    )

    assert found == set()


async def test_nobody_but_our_roles_may_do_anything(head: AsyncConnection) -> None:
    found = await ask(
        head,
        "SELECT what, coalesce(grantee.rolname, 'PUBLIC') FROM ("
        " SELECT relname::text, relacl, relowner FROM pg_class WHERE relnamespace = 'public'::regnamespace"
        " UNION ALL SELECT oid::regprocedure::text, coalesce(proacl, acldefault('f', proowner)), proowner FROM pg_proc"
        "  WHERE pronamespace = 'public'::regnamespace"
        "  AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = pg_proc.oid AND deptype = 'e')"
        ") AS things (what, acl, owner), aclexplode(acl) AS granted"
        " LEFT JOIN pg_roles AS grantee ON grantee.oid = granted.grantee"
        " WHERE granted.grantee <> owner"
        f" AND coalesce(grantee.rolname, 'PUBLIC') NOT IN ('{WORKING_ROLE}', '{LOOKUP_ROLE}')",
    )

    assert found == set()


async def test_a_function_that_runs_as_its_definer_is_the_look_up_roles_or_notes_what_happened_and_looks_nowhere_else(
    head: AsyncConnection,
) -> None:
    of_the_log = {"lock_changes", "lock_changes_before", "take_revision"} | {each.rows.function for each in LOGGED}
    of_the_log |= {"remember_revoked_sign_ins", "note_processed_operations"}

    found = await ask(
        head,
        "SELECT proname::text, proowner::regrole::text, proconfig::text FROM pg_proc"
        " WHERE prosecdef AND pronamespace = 'public'::regnamespace",
    )

    assert {facts[1:] for facts in found if facts[0] not in of_the_log} == {
        (LOOKUP_ROLE, '{"search_path=pg_catalog, pg_temp"}')
    }
    assert {facts for facts in found if facts[1] != LOOKUP_ROLE} == {
        (function, "mygymtracker_owner", '{"search_path=pg_catalog, pg_temp",TimeZone=UTC}') for function in of_the_log
    }


async def test_every_row_secured_table_is_logged_or_on_the_list(head: AsyncConnection) -> None:
    found = await ask(
        head, "SELECT relname::text FROM pg_class WHERE relrowsecurity AND relnamespace = 'public'::regnamespace"
    )

    logged = {each.table for each in LOGGED}
    assert found == {(table,) for table in logged | WITHOUT_LOG.keys()}
    assert not logged & WITHOUT_LOG.keys()


async def test_both_triggers_of_the_log_are_there_and_enabled_for_every_event_that_is_logged(
    head: AsyncConnection,
) -> None:
    found = await ask(
        head,
        "SELECT tgrelid::regclass::text, proname::text, (tgtype & 2) > 0, tgtype & 29 FROM pg_trigger"
        " JOIN pg_proc ON pg_proc.oid = tgfoid WHERE NOT tgisinternal AND tgenabled = 'O'"
        " AND (proname = 'lock_changes_before' OR proname LIKE 'log\\_%')",
    )

    kind = {"INSERT": 4, "DELETE": 8, "UPDATE": 16}  # of a statement: the bit of FOR EACH ROW is 1
    assert found == {
        (each.table, function, before, kind[event])
        for each in LOGGED
        for event in each.events
        for function, before in (("lock_changes_before", True), (each.rows.function, False))
    }


async def test_instants_know_their_zone_but_for_one_that_is_a_wall_clock(head: AsyncConnection) -> None:
    found = await ask(
        head,
        "SELECT table_name::text, column_name::text FROM information_schema.columns"
        " WHERE table_schema = 'public' AND data_type IN ('timestamp without time zone', 'time without time zone')",
    )

    assert found == {("imported_workouts", "local_start")}


def test_there_is_one_head_and_one_way_to_it() -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(str(mygymtracker.database.migrations.__file__)).parent))
    config.set_main_option("path_separator", "os")
    scripts = ScriptDirectory.from_config(config)

    revisions = list(scripts.walk_revisions())

    assert len(scripts.get_heads()) == 1
    assert [each.revision for each in reversed(revisions)] == [
        f"{number:04}" for number in range(1, len(revisions) + 1)
    ]
