"""The whole schema as the catalogue has it, to be compared with what it was before."""

from __future__ import annotations

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection


async def shape(connection: AsyncConnection) -> dict[str, set[str]]:
    """All that a catalogue can tell apart in the schema."""
    questions = {
        "columns": "SELECT format('%s.%s %s %s %s', attrelid::regclass, attname, format_type(atttypid, atttypmod),"
        " attnotnull, pg_get_expr(adbin, adrelid)) FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid"
        " LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum"
        " WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'i') AND attnum > 0 AND NOT attisdropped",
        "constraints": "SELECT format('%s %s %s', conrelid::regclass, conname, pg_get_constraintdef(oid))"
        " FROM pg_constraint WHERE connamespace = 'public'::regnamespace",
        "indexes": "SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'",
        "policies": "SELECT pg_policies::text FROM pg_policies",
        "privileges": "SELECT format('%s %s %s', relname, relrowsecurity,"
        " (SELECT array_agg(granted::text ORDER BY granted::text)"
        " FROM unnest(coalesce(relacl, acldefault('r', relowner))) AS granted))"  # nothing said is the owner's all
        " FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'",
        "functions": "SELECT format('%s %s %s', oid::regprocedure, proacl, proowner::regrole) FROM pg_proc"
        " WHERE pronamespace = 'public'::regnamespace",
        "types": "SELECT typname FROM pg_type WHERE typnamespace = 'public'::regnamespace",
        "triggers": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal",
        "extensions": "SELECT extname FROM pg_extension",
        "schemas": "SELECT format('%s %s', nspname, nspacl) FROM pg_namespace WHERE nspname = 'public'",
    }
    found = {what: set(await connection.scalars(text(question))) for what, question in questions.items()}
    await connection.rollback()
    return found
