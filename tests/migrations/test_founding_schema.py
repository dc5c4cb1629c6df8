"""Revision 0001 is the founding schema, row by row, nothing less and nothing else: hold it next to schema.md."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from mygymtracker.database.engine import build_engine
from mygymtracker.database.migrations import runner
from tests.conftest import Databases
from tests.migrations.founding_facts import (
    APP,
    BESIDES,
    CALLERS,
    CHECKS,
    COLUMNS,
    ENUMS,
    FOREIGN_KEYS,
    FUNCTIONS,
    INDEXES,
    LOOKUP,
    LOOKUP_ROLE,
    POLICIES,
    PRIMARY_KEYS,
    UNIQUE,
    WRITE,
)


@pytest.fixture(scope="module")
async def founded(databases: Databases) -> AsyncIterator[AsyncConnection]:
    made = databases.empty()
    await asyncio.to_thread(runner.run, made.owner, to="0001")
    engine = build_engine(made.superuser, working_role=None)
    async with engine.connect() as connection:
        yield connection
    await engine.dispose()
    databases.drop(made)


async def ask(connection: AsyncConnection, question: str) -> set[tuple[object, ...]]:
    return {tuple(row) for row in await connection.execute(text(question))}


async def test_the_tables_are_these_and_no_others(founded: AsyncConnection) -> None:
    found = await ask(
        founded,
        "SELECT relname, relkind::text FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind <> 'i'"
        " AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = pg_class.oid AND deptype = 'e')",
    )

    assert found == {(table, "r") for table in COLUMNS.keys() | BESIDES}


@pytest.mark.parametrize("table", COLUMNS)
async def test_the_columns_are_these_and_no_others(table: str, founded: AsyncConnection) -> None:
    found = await ask(
        founded,
        "SELECT attname, format_type(atttypid, atttypmod), NOT attnotnull, pg_get_expr(adbin, adrelid)"
        " FROM pg_attribute LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum"
        f" WHERE attrelid = 'public.{table}'::regclass AND attnum > 0 AND NOT attisdropped",
    )

    assert found == {(column, *facts) for column, facts in COLUMNS[table].items()}


async def test_the_enums_are_these_with_their_labels_in_order(founded: AsyncConnection) -> None:
    found = await founded.execute(
        text("SELECT typname, string_agg(enumlabel, ' ' ORDER BY enumsortorder) FROM pg_enum"
             " JOIN pg_type ON pg_type.oid = enumtypid GROUP BY typname")
    )  # fmt: skip
    others = await ask(
        founded,
        "SELECT typname FROM pg_type WHERE typnamespace = 'public'::regnamespace AND typtype NOT IN ('c', 'e')"
        " AND typcategory <> 'A' AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = pg_type.oid AND deptype = 'e')",
    )

    assert {tuple(row) for row in found} == {(name, " ".join(labels)) for name, labels in ENUMS.items()}
    assert others == set()


async def test_the_keys_are_these_and_no_others(founded: AsyncConnection) -> None:
    found = await ask(
        founded,
        "SELECT conrelid::regclass::text, pg_get_constraintdef(oid) FROM pg_constraint"
        " WHERE contype IN ('p', 'u', 'x') AND connamespace = 'public'::regnamespace"
        " AND conrelid <> 'public.alembic_version'::regclass",
    )

    assert found == set(PRIMARY_KEYS.items()) | set(UNIQUE.items())


async def test_the_foreign_keys_are_these_with_their_rules(founded: AsyncConnection) -> None:
    found = await ask(
        founded,
        "SELECT conrelid::regclass::text, pg_get_constraintdef(oid), conname, convalidated, condeferrable"
        " FROM pg_constraint WHERE contype = 'f'",
    )

    assert found == {
        (
            table,
            f"FOREIGN KEY ({column}) REFERENCES {parent}(id)" + (f" ON DELETE {rule}" if rule != "NO ACTION" else ""),
            f"{table}_{column}_fkey",
            True,
            False,
        )
        for (table, column), (parent, rule) in FOREIGN_KEYS.items()
    }


async def test_the_indexes_are_these_and_no_others(founded: AsyncConnection) -> None:
    found = await ask(
        founded,
        "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'"
        " AND indexname NOT IN (SELECT conname FROM pg_constraint)",
    )

    assert found == set(INDEXES.items())


async def test_the_checks_are_these_and_no_others(founded: AsyncConnection) -> None:
    found = await ask(founded, "SELECT conname, conrelid::regclass::text FROM pg_constraint WHERE contype = 'c'"
                               " AND connamespace = 'public'::regnamespace")  # fmt: skip

    assert found == {(name, table) for name, (table, *_) in CHECKS.items()}


@pytest.mark.parametrize("name", CHECKS)
async def test_a_check_takes_its_limits_and_refuses_what_lies_beyond(name: str, founded: AsyncConnection) -> None:
    table, column, taken, refused = CHECKS[name]
    await founded.execute(text(f"CREATE TEMPORARY TABLE tried (LIKE {table} INCLUDING CONSTRAINTS)"))
    await founded.execute(text(f"ALTER TABLE tried {await optional_columns(founded, table)}"))
    errors = []

    for value in taken:
        await founded.execute(text(f"INSERT INTO tried ({column}) VALUES ({value})"))
    for value in refused:
        with pytest.raises(IntegrityError) as error:
            async with founded.begin_nested():
                await founded.execute(text(f"INSERT INTO tried ({column}) VALUES ({value})"))
        errors.append(str(error.value.orig))

    await founded.rollback()
    assert [f'violates check constraint "{name}"' in error for error in errors] == [True] * len(refused)


async def optional_columns(connection: AsyncConnection, table: str) -> str:
    """So that one column can be tried at a time; a key's columns are not among the copy's constraints."""
    return ", ".join(f"ALTER COLUMN {column} DROP NOT NULL" for column in COLUMNS[table])


async def test_row_security_is_enabled_and_not_forced_on_everything_but_exercises(founded: AsyncConnection) -> None:
    found = await ask(founded, "SELECT relname, relrowsecurity, relforcerowsecurity FROM pg_class"
                               " WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace")  # fmt: skip

    assert found == {(table, table in POLICIES, False) for table in COLUMNS.keys() | BESIDES}


async def test_the_policies_are_these_and_no_others(founded: AsyncConnection) -> None:
    found = await ask(
        founded,
        "SELECT tablename, policyname, cmd, permissive, roles::text[]::text, regexp_replace(qual, '\\s+', ' ', 'g'),"
        " regexp_replace(with_check, '\\s+', ' ', 'g') FROM pg_policies",
    )

    assert found == {
        (table, f"{table}_user_policy", "ALL", "PERMISSIVE", "{public}", expression, expression)
        for table, expression in POLICIES.items()
    } | {("users", "users_lookup_policy", "SELECT", "PERMISSIVE", f"{{{LOOKUP_ROLE}}}", "true", None)}


async def test_the_working_role_may_write_what_people_own_and_only_read_exercises(founded: AsyncConnection) -> None:
    tables = await ask(
        founded,
        "SELECT relname, grantee.rolname, privilege_type FROM pg_class, aclexplode(relacl) AS granted"
        " LEFT JOIN pg_roles AS grantee ON grantee.oid = granted.grantee"
        " WHERE relnamespace = 'public'::regnamespace AND granted.grantee <> relowner",
    )
    columns = await ask(
        founded,
        "SELECT attrelid::regclass::text, attname, grantee::regrole::text, privilege_type"
        " FROM pg_attribute, aclexplode(attacl) WHERE attrelid::regclass::text NOT LIKE 'pg_%'",
    )

    assert tables == {
        (table, APP, privilege) for table in COLUMNS for privilege in (WRITE if table != "exercises" else {"SELECT"})
    }
    assert columns == {(table, column, LOOKUP_ROLE, "SELECT") for table, column in LOOKUP}


OURS = (
    "pronamespace = 'public'::regnamespace"
    " AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = pg_proc.oid AND deptype = 'e')"
)


async def test_the_functions_are_these_and_no_others(founded: AsyncConnection) -> None:
    found = await founded.execute(
        text("SELECT oid::regprocedure::text, proowner::regrole::text, prosecdef, proconfig,"
             f" pg_get_function_result(oid) FROM pg_proc WHERE {OURS}")
    )  # fmt: skip

    assert {row[0]: tuple(row[1:]) for row in found} == FUNCTIONS


async def test_nobody_may_call_a_function_but_the_roles_it_is_for(founded: AsyncConnection) -> None:
    found = await ask(
        founded,
        "SELECT proname, coalesce(grantee.rolname, 'PUBLIC')"
        " FROM pg_proc, aclexplode(coalesce(proacl, acldefault('f', proowner))) AS granted"
        f" LEFT JOIN pg_roles AS grantee ON grantee.oid = granted.grantee WHERE {OURS} AND granted.grantee <> proowner",
    )

    assert found == CALLERS


async def test_there_are_no_triggers_rules_or_views(founded: AsyncConnection) -> None:
    found = await ask(
        founded,
        "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal UNION ALL"
        " SELECT rulename FROM pg_rules WHERE schemaname = 'public' UNION ALL"
        " SELECT viewname FROM pg_views WHERE schemaname = 'public'",
    )

    assert found == set()


async def test_the_extensions_are_trigrams_and_where_offered_uuid_ossp(founded: AsyncConnection) -> None:
    offered = await ask(founded, "SELECT name FROM pg_available_extensions WHERE name = 'uuid-ossp'")

    found = await ask(founded, "SELECT extname FROM pg_extension WHERE extname <> 'plpgsql'")

    assert found == {("pg_trgm",)} | offered


async def test_the_roles_own_nothing_and_may_do_nothing_on_their_own(founded: AsyncConnection) -> None:
    found = await ask(
        founded,
        "SELECT rolname, rolsuper, rolbypassrls, rolcreatedb, rolcreaterole FROM pg_roles"
        f" WHERE rolname IN ('{APP}', '{LOOKUP_ROLE}')",
    )
    owned = await ask(
        founded, f"SELECT relname FROM pg_class WHERE relowner IN ('{APP}'::regrole, '{LOOKUP_ROLE}'::regrole)"
    )

    assert found == {(role, False, False, False, False) for role in (APP, LOOKUP_ROLE)}
    assert owned == set()
