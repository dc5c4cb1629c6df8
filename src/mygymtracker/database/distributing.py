"""A migrated database spread over the workers of a Citus cluster, by person (docs/decisions/0025).

All rows of a person are in one shard group, so that a request is one node's. What belongs to nobody, or is found before
anybody acts, is on every node (`REFERENCE`); the brakes on signing in stay on the coordinator (`LOCAL`). The schema is
the declared one: keys, policies and triggers are put back as they were, but for what Citus has no form of, which
`distributed_functions` declares.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import asyncpg
from sqlalchemy import ForeignKeyConstraint, Table

from mygymtracker.database.connecting import connected
from mygymtracker.database.distributed_functions import OTHERS, let_go, log_function
from mygymtracker.database.entities import LOGGED, Base
from mygymtracker.database.row_security import LOOKUP_ROLE, WORKING_ROLE, Function, Trigger, declared
from mygymtracker.errors import Refused
from mygymtracker.postgres_address import PostgresAddress

SCHEMA: Final = "public"
REFERENCE: Final = ("users", "exercises", "installation", "alembic_version")
LOCAL: Final = ("sign_in_attempts",)
#: The table with which all others of a person are kept together.
FIRST: Final = "change_counters"
#: What whoever distributes must know; docs/how-to/grow-on-citus.md has the whole of it.
NOT_SUPPORTED: Final = (
    "This is a trial. Not supported on a cluster yet: upgrades that bring migrations, `migration check`, `db backup` "
    "and `db restore`, and moving shards. Not tested there: devices that work offline, and large imports."
)

_IS_CITUS: Final = "SELECT count(*) FROM pg_extension WHERE extname = 'citus'"
_NODES: Final = "SELECT count(*) FROM pg_dist_node WHERE isactive AND groupid <> 0"
_DONE: Final = "SELECT logicalrelid::regclass::text FROM pg_dist_partition"
_KEYS: Final = """
SELECT conrelid::regclass::text AS child, quote_ident(conname) AS name, confrelid::regclass::text AS parent,
  pg_get_constraintdef(oid) AS definition
FROM pg_constraint WHERE contype = 'f' AND connamespace = 'public'::regnamespace AND conparentid = 0
"""
_TRIGGERS: Final = """
SELECT tgrelid::regclass::text AS relation, quote_ident(tgname) AS name FROM pg_trigger
JOIN pg_class ON pg_class.oid = tgrelid
WHERE NOT tgisinternal AND relnamespace = 'public'::regnamespace AND relname = ANY ($1)
"""


def distributed_tables() -> list[str]:
    """Those whose rows are a person's, the first of them first."""
    others = sorted(
        name for name in Base.metadata.tables if name not in (*REFERENCE, *LOCAL, FIRST) and "user_id" in _table(name).c
    )
    return [FIRST, *others]


def functions() -> list[Function]:
    """The functions that are others here, and those that are here alone."""
    return [*OTHERS, *(log_function(rows) for rows in dict.fromkeys(logged.rows for logged in LOGGED))]


def letting_go() -> list[tuple[ForeignKeyConstraint, Trigger]]:
    """The keys with a column that is emptied when what it names goes, and what does it here."""
    return [
        (key, let_go(key.referred_table.name, table.name, (key.ondelete or "")[len("SET NULL (") : -1]))
        for table in Base.metadata.sorted_tables
        for key in sorted(table.foreign_key_constraints, key=lambda key: str(key.name))
        if (key.ondelete or "").startswith("SET NULL")
    ]


async def is_distributed(connection: asyncpg.Connection[asyncpg.Record]) -> bool:
    return bool(await connection.fetchval(_IS_CITUS)) and FIRST in await _done(connection)


async def distribute(address: PostgresAddress) -> list[str]:
    """Does what is not done yet, in one transaction, and returns what that was, in sentences.

    Raises Refused where the server is no coordinator of Citus with workers, and Unavailable where it does not answer.
    """
    await refuse_other_than_coordinator(address)
    async with connected(address) as connection, connection.transaction():
        return await _distribute(connection)


async def refuse_other_than_coordinator(address: PostgresAddress) -> None:
    """Raises Refused, saying what is missing, and Unavailable where the server does not answer."""
    async with connected(address) as connection:
        await _refuse_others(connection, address)


async def _refuse_others(connection: asyncpg.Connection[asyncpg.Record], address: PostgresAddress) -> None:
    if not await connection.fetchval(_IS_CITUS):
        raise Refused(
            f"{address} is plain PostgreSQL. An administrator makes it the coordinator of a Citus cluster first: "
            "CREATE EXTENSION citus, on every node, and citus_add_node for each worker."
        )
    if await connection.fetchval("SELECT groupid FROM pg_dist_local_group") != 0:
        raise Refused(f"{address} is a worker of a Citus cluster. Name its coordinator.")
    if not await connection.fetchval(_NODES):
        raise Refused(f"{address} has no workers yet. An administrator adds them: SELECT citus_add_node('…', 5432).")


async def _distribute(connection: asyncpg.Connection[asyncpg.Record]) -> list[str]:
    await connection.execute(
        "SET LOCAL search_path = public; SET LOCAL client_min_messages = error; "
        "SET LOCAL citus.enable_unsafe_triggers = on; SET LOCAL citus.multi_shard_modify_mode = sequential; "
        "SET LOCAL check_function_bodies = off"
    )
    done = await _done(connection)
    tables = distributed_tables()
    left = [table for table in (*REFERENCE, *tables) if table not in done]
    did = []
    for role in (WORKING_ROLE, LOOKUP_ROLE):
        if not await connection.fetchval("SELECT rolcanlogin FROM pg_roles WHERE rolname = $1", role):
            await connection.execute(f"ALTER ROLE {role} LOGIN")
            did.append(f"{role} may log in, as Citus does between its nodes; what may connect, pg_hba.conf says.")
    keys = await connection.fetch(_KEYS)
    if left:
        for trigger in await connection.fetch(_TRIGGERS, [*REFERENCE, *tables]):
            await connection.execute(f"DROP TRIGGER {trigger['name']} ON {trigger['relation']}")
        for key in keys:
            await connection.execute(f"ALTER TABLE {key['child']} DROP CONSTRAINT {key['name']}")
    for table in left:
        if table in REFERENCE:
            await connection.execute(f"SELECT create_reference_table('{SCHEMA}.{table}')")
        else:
            together = "" if table == FIRST else f", colocate_with => '{SCHEMA}.{FIRST}'"
            await connection.execute(f"SELECT create_distributed_table('{SCHEMA}.{table}', 'user_id'{together})")
    await _make_functions(connection)
    if left:
        for key in keys:
            definition = key["definition"].partition(" ON DELETE SET NULL")[0]
            await connection.execute(f"ALTER TABLE {key['child']} ADD CONSTRAINT {key['name']} {definition}")
        await _make(connection, (each for each in declared(Base.metadata).others if isinstance(each, Trigger)))
        await _make(connection, (trigger for _, trigger in letting_go()))
        for statement in _LOCKING:
            await connection.execute(statement)
        did += [f"{table} is on every node." for table in left if table in REFERENCE]
        did += [f"{table} is distributed by person." for table in left if table not in REFERENCE]
    return did


#: A person may lock her counter, and make one that has counted nothing; she can change none.
_LOCKING: Final = (
    "DROP POLICY IF EXISTS change_counters_lock_policy ON public.change_counters",
    "DROP POLICY IF EXISTS change_counters_begin_policy ON public.change_counters",
    f"CREATE POLICY change_counters_lock_policy ON public.change_counters FOR UPDATE TO {WORKING_ROLE} "
    "USING (user_id = public.acting_user_id()) WITH CHECK (false)",
    f"CREATE POLICY change_counters_begin_policy ON public.change_counters FOR INSERT TO {WORKING_ROLE} "
    "WITH CHECK (user_id = public.acting_user_id() AND revision = 0 AND oldest_revision = 0 AND epoch_revision = 0 "
    "AND transaction_id IS NULL)",
    f"GRANT INSERT, UPDATE ON public.change_counters TO {WORKING_ROLE}",
)


async def _make_functions(connection: asyncpg.Connection[asyncpg.Record]) -> None:
    """Those that a worker has already are replaced there by their owner, who must be able to."""
    lending = f"GRANT CREATE ON SCHEMA {SCHEMA} TO {LOOKUP_ROLE}"
    await connection.execute(lending)
    for function in functions():
        for statement in function.create(SCHEMA):
            if "ON SCHEMA" not in statement:
                await connection.execute(statement.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION", 1))
    await connection.execute(lending.replace("GRANT", "REVOKE").replace(" TO ", " FROM "))


async def _make(connection: asyncpg.Connection[asyncpg.Record], triggers: Iterable[Trigger]) -> None:
    for trigger in triggers:
        for statement in trigger.create(SCHEMA):
            await connection.execute(statement)


async def _done(connection: asyncpg.Connection[asyncpg.Record]) -> set[str]:
    return {str(row[0]).removeprefix(f"{SCHEMA}.") for row in await connection.fetch(_DONE)}


def _table(name: str) -> Table:
    return Base.metadata.tables[name]
