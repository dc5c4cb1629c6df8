# ruff: noqa: S608 — put together from constants
"""The triggers that write the change log, declared per table (`entities.aggregates` says for which).

Before a statement the person's counter is locked; after it, every row that it made, changed or removed is noted, the
row before the change with it. The functions run as the owner of the tables, whom row security does not bind, so that
the working role needs no right on the log but to read it (docs/decisions/0010).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from sqlalchemy import MetaData

from mygymtracker.database.row_security import ACTING, Function, Trigger, declare

_DEFINER: Final = "SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET timezone = 'UTC' AS $$\n"
EVENTS: Final = ("INSERT", "UPDATE", "DELETE")
#: The transition tables of each event, as CREATE TRIGGER names them.
_TRANSITIONS: Final = {
    "INSERT": "NEW TABLE AS made",
    "UPDATE": "OLD TABLE AS known NEW TABLE AS became",
    "DELETE": "OLD TABLE AS removed",
}


@dataclass(frozen=True, slots=True)
class Rows:
    """What rows are called and whose they are, for the function that notes them. `key` is what a change names them by.

    `identity` tells one row from another; with `columns` only those are looked at and kept, else all but the owner.
    """

    function: str
    owner: str = "user_id"
    key: str = "id"
    identity: tuple[str, ...] = ("user_id", "id")
    columns: tuple[str, ...] = ()

    @property
    def are_named(self) -> bool:
        """Whether a change names each of them; else only the import that they came with."""
        return self.key == "id"

    def row(self, alias: str) -> str:
        """A row as JSON, without its owner."""
        if self.columns:
            pairs = ", ".join(f"'{column}', {alias}.{column}" for column in self.columns)
            return f"jsonb_build_object({pairs})"
        return f"to_jsonb({alias}) - '{self.owner}'"

    @property
    def same(self) -> str:
        return " AND ".join(f"known.{column} = became.{column}" for column in self.identity)

    @property
    def differs(self) -> str:
        """Bytes are compared, for 82.4 is equal to 82.40 and was typed otherwise; a row with no other half differs."""
        if self.columns:
            return f"{self.row('known')} IS DISTINCT FROM {self.row('became')}"
        return "(known OPERATOR(pg_catalog.*<>) became) IS NOT FALSE"


OWNED_ROWS: Final = Rows("log_rows")
#: Shared ones are nobody's.
OWN_EXERCISES: Final = Rows("log_own_exercises", owner="owner_id", identity=("id",))
#: What a person says of themselves; how they sign in is nothing for a log.
PROFILE: Final = Rows(
    "log_profile",
    owner="id",
    identity=("id",),
    columns=(
        "unit", "time_zone", "display_name", "first_weekday", "bars", "plates", "e1rm_formula", "sex", "birth_year",
    ),
)  # fmt: skip
IMPORTED_WORKOUTS: Final = Rows(
    "log_imported_workouts", key="import_id", identity=("user_id", "source", "local_start", "occurrence")
)
IMPORTED_ROWS: Final = Rows("log_imported_rows", key="import_id", identity=("user_id", "import_id", "line_number"))


@dataclass(frozen=True, slots=True)
class Logged:
    """A table whose rows are logged."""

    table: str
    rows: Rows = OWNED_ROWS
    events: tuple[str, ...] = EVENTS


def declare_log(metadata: MetaData, tables: tuple[Logged, ...]) -> None:
    """Declares the functions of the log, and for each table what calls them."""
    declare(metadata, _LOCK, _LOCK_BEFORE, _TAKE_REVISION)
    declare(metadata, *(_log(rows) for rows in dict.fromkeys(logged.rows for logged in tables)))
    for logged in tables:
        for event in logged.events:
            declare(metadata, _before(logged, event), _after(logged, event))


#: The counter of whoever acts, locked until the transaction ends, and made where there is none yet.
_LOCK: Final = Function(
    "lock_changes",
    "",
    f"RETURNS void LANGUAGE plpgsql {_DEFINER}"
    "BEGIN\n"
    f"  PERFORM FROM {{schema}}.change_counters WHERE user_id = {ACTING} FOR UPDATE;\n"
    f"  IF NOT FOUND AND {ACTING} IS NOT NULL THEN\n"
    "    INSERT INTO {schema}.change_counters (user_id)\n"
    f"    SELECT users.id FROM {{schema}}.users WHERE users.id = {ACTING}\n"
    "    ON CONFLICT DO NOTHING;\n"
    f"    PERFORM FROM {{schema}}.change_counters WHERE user_id = {ACTING} FOR UPDATE;\n"
    "  END IF;\n"
    "END\n"
    "$$",
)
_LOCK_BEFORE: Final = Function(
    "lock_changes_before",
    "",
    f"RETURNS trigger LANGUAGE plpgsql {_DEFINER}BEGIN\n  PERFORM {{schema}}.lock_changes();\n  RETURN NULL;\nEND\n$$",
    callers=(),
)
#: The revision of this transaction and person, with its change: taken at the first row that is noted.
_TAKE_REVISION: Final = Function(
    "take_revision",
    "owner uuid, current_part smallint",
    f"RETURNS bigint LANGUAGE plpgsql {_DEFINER}"
    "DECLARE\n"
    "  taken bigint;\n"
    "BEGIN\n"
    "  SELECT counter.revision INTO taken FROM {schema}.change_counters AS counter\n"
    "  WHERE counter.user_id = owner AND counter.transaction_id = pg_current_xact_id()::text::bigint;\n"
    "  IF NOT FOUND THEN\n"
    "    INSERT INTO {schema}.change_counters AS counter (user_id, revision, transaction_id)\n"
    "    VALUES (owner, 1, pg_current_xact_id()::text::bigint)\n"
    "    ON CONFLICT (user_id) DO UPDATE\n"
    "    SET revision = counter.revision + 1, transaction_id = excluded.transaction_id\n"
    "    RETURNING counter.revision INTO taken;\n"
    "  END IF;\n"
    "  INSERT INTO {schema}.changes (user_id, revision, part, changed_at, through, device, operation_id, undoes)\n"
    "  VALUES (\n"
    "    owner, taken, current_part, clock_timestamp(),\n"
    "    coalesce(nullif(current_setting('app.through', true), ''), 'psql')::{schema}.through,\n"
    "    nullif(current_setting('app.device', true), ''),\n"
    "    nullif(current_setting('app.operation_id', true), '')::uuid,\n"
    "    nullif(current_setting('app.undoes', true), '')\n"
    "  )\n"
    "  ON CONFLICT (user_id, revision, part) DO NOTHING;\n"
    "  RETURN taken;\n"
    "END\n"
    "$$",
    callers=(),
)


def _before(logged: Logged, event: str) -> Trigger:
    columns = logged.rows.columns
    narrowed = f" OF {', '.join(columns)}" if columns and event == "UPDATE" else ""
    return Trigger(
        logged.table, f"{logged.table}_lock_changes_on_{event.lower()}", f"BEFORE {event}{narrowed}", _LOCK_BEFORE.name
    )


def _after(logged: Logged, event: str) -> Trigger:
    return Trigger(
        logged.table,
        f"{logged.table}_log_changes_on_{event.lower()}",
        f"AFTER {event}",
        logged.rows.function,
        f"REFERENCING {_TRANSITIONS[event]} FOR EACH STATEMENT",
    )


def _log(rows: Rows) -> Function:
    """For each person whose rows a statement touched (one, but in psql) the revision, then the rows.

    A row whose key was changed is one removed and one made. Each says the schema that it was written under, as Alembic
    knows it: no migration can forget to say that it changed.
    """
    return Function(
        rows.function,
        "",
        f"RETURNS trigger LANGUAGE plpgsql {_DEFINER}"
        "DECLARE\n"
        "  owner uuid;\n"
        "  taken bigint;\n"
        "  current_part smallint := coalesce(nullif(current_setting('app.part', true), '')::smallint, 1);\n"
        "  at_revision smallint := (SELECT version_num::smallint FROM {schema}.alembic_version);\n"
        "  last_ordinal integer;\n"
        "BEGIN\n" + "".join(_branch(rows, event) for event in EVENTS) + "  RETURN NULL;\nEND\n$$",
        callers=(),
    )


def _branch(rows: Rows, event: str) -> str:
    owner, source, values = noted(rows, event)
    return (
        f"  IF TG_OP = '{event}' THEN\n"
        f"    FOR owner IN SELECT DISTINCT {owner} FROM {source} AND {owner} IS NOT NULL ORDER BY 1 LOOP\n"
        "      taken := {schema}.take_revision(owner, current_part);\n"
        "      SELECT coalesce(max(logged.ordinal), 0) INTO last_ordinal FROM {schema}.changed_rows AS logged\n"
        "      WHERE logged.user_id = owner AND logged.revision = taken AND logged.part = current_part;\n"
        "      INSERT INTO {schema}.changed_rows\n"
        "        (user_id, revision, part, ordinal, table_name, row_id, operation, before, schema)\n"
        "      SELECT owner, taken, current_part, last_ordinal + row_number() OVER (), TG_TABLE_NAME,\n"
        f"        {values}, at_revision\n"
        f"      FROM {source} AND {owner} = owner;\n"
        "    END LOOP;\n"
        "  END IF;\n"
    )


def noted(rows: Rows, event: str) -> tuple[str, str, str]:
    """Whose rows they are, where they are from, and what is noted of them: key, operation, the row before."""
    if event == "INSERT":
        return f"made.{rows.owner}", "made WHERE true", f"made.{rows.key}, 'insert', NULL"
    if event == "DELETE":
        return (
            f"removed.{rows.owner}",
            "removed WHERE true",
            f"removed.{rows.key}, 'delete', {rows.row('removed')}",
        )
    gone, new = f"became.{rows.key} IS NULL", f"known.{rows.key} IS NULL"
    operation = f"CASE WHEN {gone} THEN 'delete' WHEN {new} THEN 'insert' ELSE 'update' END"
    return (
        f"coalesce(known.{rows.owner}, became.{rows.owner})",
        f"known FULL JOIN became ON {rows.same} WHERE {rows.differs}",
        f"coalesce(known.{rows.key}, became.{rows.key}), ({operation})::{{schema}}.row_operation,\n"
        f"        CASE WHEN {new} THEN NULL ELSE {rows.row('known')} END",
    )
