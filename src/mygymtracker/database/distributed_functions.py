# ruff: noqa: S608 — put together from constants
"""The functions that take another form on a Citus cluster, each in the place of the declared one of its name.

A trigger of a distributed table runs on the worker, beside the shard, and sees the transition tables there; what it
reads and writes must be named by the shard, which is on the same worker because a person's rows are all together
(`shard_of`). Reference tables (`users`, `exercises`) have a copy on every node, whose triggers run on each: there the
one node notes the change that has the person's shard. What runs on the coordinator names the person in a variable,
without which a statement goes to every shard (docs/decisions/0025).
"""

from __future__ import annotations

from typing import Final

from mygymtracker.database.change_triggers import EVENTS, Rows, noted
from mygymtracker.database.entities.signing_in import EXPIRED_KEPT, REVOKED_KEPT
from mygymtracker.database.row_security import ACTING, LOOKUP_ROLE, WORKING_ROLE, Function, Trigger

_DEFINER: Final = "SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET timezone = 'UTC' AS $$\n"
_LOOKUP: Final = "SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$\n"

#: The table that holds a person's rows on this node, for SQL that is put together; null where another node has them.
SHARD_OF: Final = Function(
    "shard_of",
    "relation text, owner uuid",
    "RETURNS text LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$\n"
    "DECLARE\n"
    "  shard bigint := get_shard_id_for_distribution_column(('{schema}.' || relation)::regclass, owner);\n"
    "BEGIN\n"
    "  PERFORM 1 FROM pg_dist_placement JOIN pg_dist_local_group USING (groupid) WHERE shardid = shard;\n"
    "  RETURN CASE WHEN FOUND THEN format('{schema}.%I', relation || '_' || shard) END;\n"
    "END\n"
    "$$",
)
#: A literal SET LOCAL would be repeated on each worker together with all that came in the same message.
SET_HERE: Final = Function(
    "set_here",
    "name text, value text",
    "RETURNS void LANGUAGE plpgsql AS $$\n"
    "BEGIN\n"
    "  PERFORM pg_catalog.set_config('citus.propagate_set_commands', 'local', true);\n"
    "  EXECUTE pg_catalog.format('SET LOCAL %I = %L', name, value);\n"
    "END\n"
    "$$",
)
_LOCK: Final = Function(
    "lock_changes",
    "",
    "RETURNS void LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$\n"
    "DECLARE\n"
    f"  me uuid := {ACTING};\n"
    "BEGIN\n"
    "  IF me IS NULL THEN\n"
    "    RETURN;\n"
    "  END IF;\n"
    "  PERFORM 1 FROM {schema}.change_counters WHERE user_id = me FOR UPDATE;\n"
    "  IF NOT FOUND THEN\n"
    "    PERFORM 1 FROM {schema}.users WHERE id = me;\n"
    "    IF FOUND THEN\n"
    "      INSERT INTO {schema}.change_counters (user_id) VALUES (me) ON CONFLICT DO NOTHING;\n"
    "      PERFORM 1 FROM {schema}.change_counters WHERE user_id = me FOR UPDATE;\n"
    "    END IF;\n"
    "  END IF;\n"
    "END\n"
    "$$",
)
_LOCK_BEFORE: Final = Function(
    "lock_changes_before",
    "",
    f"RETURNS trigger LANGUAGE plpgsql {_DEFINER}"
    "DECLARE\n"
    f"  me uuid := {ACTING};\n"
    "  counters text;\n"
    "  locked boolean;\n"
    "BEGIN\n"
    "  IF me IS NULL THEN\n"
    "    RETURN NULL;\n"
    "  END IF;\n"
    "  counters := {schema}.shard_of('change_counters', me);\n"
    "  IF counters IS NULL THEN\n"
    "    RETURN NULL;\n"
    "  END IF;\n"
    "  EXECUTE format('SELECT true FROM %s WHERE user_id = $1 FOR UPDATE', counters) INTO locked USING me;\n"
    "  IF locked IS NULL THEN\n"
    "    EXECUTE format('INSERT INTO %s (user_id) SELECT id FROM %s WHERE id = $1 ON CONFLICT DO NOTHING',\n"
    "      counters, {schema}.shard_of('users', me)) USING me;\n"
    "    EXECUTE format('SELECT true FROM %s WHERE user_id = $1 FOR UPDATE', counters) INTO locked USING me;\n"
    "  END IF;\n"
    "  RETURN NULL;\n"
    "END\n"
    "$$",
    callers=(),
)
_TAKE_REVISION: Final = Function(
    "take_revision",
    "owner uuid, current_part smallint",
    f"RETURNS bigint LANGUAGE plpgsql {_DEFINER}"
    "DECLARE\n"
    "  taken bigint;\n"
    "  counters text := {schema}.shard_of('change_counters', owner);\n"
    "  this_transaction bigint := pg_current_xact_id()::text::bigint;\n"
    "BEGIN\n"
    "  EXECUTE format('SELECT revision FROM %s WHERE user_id = $1 AND transaction_id = $2', counters)\n"
    "  INTO taken USING owner, this_transaction;\n"
    "  IF taken IS NULL THEN\n"
    "    EXECUTE format('INSERT INTO %s AS counter (user_id, revision, transaction_id) VALUES ($1, 1, $2)\n"
    "      ON CONFLICT (user_id) DO UPDATE\n"
    "      SET revision = counter.revision + 1, transaction_id = excluded.transaction_id\n"
    "      RETURNING counter.revision', counters)\n"
    "    INTO taken USING owner, this_transaction;\n"
    "  END IF;\n"
    "  EXECUTE format('INSERT INTO %s\n"
    "    (user_id, revision, part, changed_at, through, device, operation_id, undoes)\n"
    "    VALUES ($1, $2, $3, clock_timestamp(), $4, $5, $6, $7)\n"
    "    ON CONFLICT (user_id, revision, part) DO NOTHING', {schema}.shard_of('changes', owner))\n"
    "  USING owner, taken, current_part,\n"
    "    coalesce(nullif(current_setting('app.through', true), ''), 'psql')::{schema}.through,\n"
    "    nullif(current_setting('app.device', true), ''),\n"
    "    nullif(current_setting('app.operation_id', true), '')::uuid,\n"
    "    nullif(current_setting('app.undoes', true), '');\n"
    "  RETURN taken;\n"
    "END\n"
    "$$",
    callers=(),
)


def log_function(rows: Rows) -> Function:
    """What notes rows of a table, on the node that has their owner's shard."""
    return Function(
        rows.function,
        "",
        f"RETURNS trigger LANGUAGE plpgsql {_DEFINER}"
        "DECLARE\n"
        "  owner uuid;\n"
        "  taken bigint;\n"
        "  lines text;\n"
        "  current_part smallint := coalesce(nullif(current_setting('app.part', true), '')::smallint, 1);\n"
        "  at_revision smallint;\n"
        "  last_ordinal integer;\n"
        "BEGIN\n" + "".join(_branch(rows, event) for event in EVENTS) + "  RETURN NULL;\nEND\n$$",
        callers=(),
    )


def _branch(rows: Rows, event: str) -> str:
    owner, source, values = noted(rows, event)
    return (
        f"  IF TG_OP = '{event}' THEN\n"
        f"    FOR owner IN SELECT DISTINCT {owner} FROM {source} AND {owner} IS NOT NULL ORDER BY 1 LOOP\n"
        "      lines := {schema}.shard_of('changed_rows', owner);\n"
        "      CONTINUE WHEN lines IS NULL;\n"
        "      taken := {schema}.take_revision(owner, current_part);\n"
        "      EXECUTE format('SELECT version_num::smallint FROM %s',\n"
        "        {schema}.shard_of('alembic_version', owner)) INTO at_revision;\n"
        "      EXECUTE format('SELECT coalesce(max(ordinal), 0) FROM %s\n"
        "        WHERE user_id = $1 AND revision = $2 AND part = $3', lines)\n"
        "      INTO last_ordinal USING owner, taken, current_part;\n"
        "      EXECUTE format($noting$INSERT INTO %s\n"
        "        (user_id, revision, part, ordinal, table_name, row_id, operation, before, schema)\n"
        "      SELECT $1, $2, $3, $4 + row_number() OVER (), $5,\n"
        f"        {values}, $6\n"
        f"      FROM {source} AND {owner} = $1$noting$, lines)\n"
        "      USING owner, taken, current_part, last_ordinal, regexp_replace(TG_TABLE_NAME, '_[0-9]+$', ''),\n"
        "        at_revision;\n"
        "    END LOOP;\n"
        "  END IF;\n"
    )


def _visible(name: str, columns: str) -> Function:
    return Function(
        name,
        "",
        "RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$\n"
        "DECLARE\n"
        "  stranger record;\n"
        "BEGIN\n"
        "  EXECUTE format('SELECT changed.user_id, named.exercise_id FROM changed\n"
        f"    CROSS JOIN LATERAL (VALUES {columns}) AS named (exercise_id)\n"
        "    LEFT JOIN %s AS exercises ON exercises.id = named.exercise_id\n"
        "    WHERE named.exercise_id IS NOT NULL\n"
        "      AND (exercises.id IS NULL OR exercises.owner_id <> changed.user_id)\n"
        "    LIMIT 1', {schema}.shard_of('exercises', NULL)) INTO stranger;\n"
        "  IF stranger.user_id IS NOT NULL THEN\n"
        "    RAISE EXCEPTION 'exercise % is not in the catalogue of user %',"
        " stranger.exercise_id, stranger.user_id\n"
        "      USING ERRCODE = 'foreign_key_violation', TABLE = regexp_replace(TG_TABLE_NAME, '_[0-9]+$', ''),\n"
        "        COLUMN = 'exercise_id';\n"
        "  END IF;\n"
        "  RETURN NULL;\n"
        "END\n"
        "$$",
    )


#: What ON DELETE SET NULL does for one column of a key: Citus has no such keys where the owner is in them.
_LET_GO: Final = Function(
    "let_go",
    "",
    f"RETURNS trigger LANGUAGE plpgsql {_DEFINER}"
    "BEGIN\n"
    "  EXECUTE format('UPDATE %s SET %I = NULL WHERE user_id = $1 AND %2$I = $2',\n"
    "    {schema}.shard_of(TG_ARGV[0], OLD.user_id), TG_ARGV[1]) USING OLD.user_id, OLD.id;\n"
    "  RETURN NULL;\n"
    "END\n"
    "$$",
    callers=(),
)


def let_go(parent: str, child: str, column: str) -> Trigger:
    """Named so that it runs before the trigger of the key, which then has nothing to object to."""
    return Trigger(
        parent,
        f'"A_{child}_{column}_let_go"',
        "AFTER DELETE",
        "let_go",
        "FOR EACH ROW",
        arguments=(child, column),
    )


#: All but those of the log, which are made of its declarations.
OTHERS: Final = (
    SHARD_OF,
    SET_HERE,
    _LOCK,
    _LOCK_BEFORE,
    _TAKE_REVISION,
    _LET_GO,
    _visible("exercise_must_be_visible", "(changed.exercise_id)"),
    _visible("merged_into_must_be_visible", "(changed.into_exercise_id)"),
    _visible("substitutes_must_be_visible", "(changed.first_substitute_id), (changed.second_substitute_id)"),
    Function(
        "any_account_exists",
        "",
        f"RETURNS boolean LANGUAGE sql STABLE {_LOOKUP}  SELECT EXISTS (SELECT 1 FROM {{schema}}.users)\n$$",
        owner=LOOKUP_ROLE,
    ),
    Function(
        "live_sign_in",
        "wanted_session uuid, given_digest bytea",
        f"RETURNS SETOF uuid LANGUAGE plpgsql STABLE {_LOOKUP}"
        "DECLARE\n"
        f"  me uuid := {ACTING};\n"
        "BEGIN\n"
        "  RETURN QUERY SELECT login_sessions.id FROM {schema}.login_sessions\n"
        "  WHERE login_sessions.user_id = me\n"
        "    AND login_sessions.id = wanted_session\n"
        "    AND login_sessions.secret_digest IS NOT DISTINCT FROM given_digest\n"
        "    AND login_sessions.expires_at > now();\n"
        "END\n"
        "$$",
        owner=LOOKUP_ROLE,
    ),
    Function(
        "sign_in_refusal",
        "wanted_session uuid, given_digest bytea",
        f"RETURNS text LANGUAGE plpgsql STABLE {_LOOKUP}"
        "DECLARE\n"
        f"  me uuid := {ACTING};\n"
        "BEGIN\n"
        "  PERFORM 1 FROM {schema}.revoked_sign_ins AS ended\n"
        "  WHERE ended.user_id = me AND ended.id = wanted_session\n"
        "    AND ended.secret_digest IS NOT DISTINCT FROM given_digest;\n"
        "  IF FOUND THEN\n"
        "    RETURN 'revoked';\n"
        "  END IF;\n"
        "  PERFORM 1 FROM {schema}.login_sessions AS known\n"
        "  WHERE known.user_id = me AND known.id = wanted_session\n"
        "    AND known.secret_digest IS NOT DISTINCT FROM given_digest;\n"
        "  RETURN CASE WHEN FOUND THEN 'expired' ELSE 'unknown' END;\n"
        "END\n"
        "$$",
        owner=LOOKUP_ROLE,
    ),
    Function(
        "note_processed_operations",
        "operation_ids uuid[]",
        f"RETURNS void LANGUAGE plpgsql {_DEFINER}"
        "DECLARE\n"
        f"  me uuid := {ACTING};\n"
        "  each_id uuid;\n"
        "BEGIN\n"
        "  IF me IS NULL THEN\n"
        "    RETURN;\n"
        "  END IF;\n"
        "  FOREACH each_id IN ARRAY operation_ids LOOP\n"
        "    INSERT INTO {schema}.processed_operations (user_id, operation_id) VALUES (me, each_id)\n"
        "    ON CONFLICT DO NOTHING;\n"
        "  END LOOP;\n"
        "END\n"
        "$$",
        callers=(WORKING_ROLE,),
    ),
    Function(
        "remember_revoked_sign_ins",
        "",
        f"RETURNS trigger LANGUAGE plpgsql {_DEFINER}"
        "DECLARE\n"
        "  owner uuid;\n"
        "BEGIN\n"
        "  FOR owner IN SELECT DISTINCT user_id FROM ended LOOP\n"
        "    EXECUTE format($noting$INSERT INTO %s (user_id, id, secret_digest)\n"
        "    SELECT ended.user_id, ended.id, ended.secret_digest FROM ended\n"
        f"    WHERE ended.user_id = $1 AND ended.expires_at > now() - interval '{EXPIRED_KEPT.days} days'\n"
        "    ON CONFLICT DO NOTHING$noting$, {schema}.shard_of('revoked_sign_ins', owner)) USING owner;\n"
        "    EXECUTE format($noting$DELETE FROM %s\n"
        f"    WHERE revoked_at < now() - interval '{REVOKED_KEPT.days} days'$noting$,\n"
        "      {schema}.shard_of('revoked_sign_ins', owner));\n"
        "  END LOOP;\n"
        "  RETURN NULL;\n"
        "END\n"
        "$$",
        callers=(),
    ),
)
