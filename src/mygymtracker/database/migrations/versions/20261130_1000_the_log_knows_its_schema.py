"""The log knows its schema

Each line of the log says at which revision of the schema it was written, so that rows which come back from it, are
told or compared can be read by the columns of today. Lines that are there get the first revision that had a log: no
table that it keeps rows of has changed since.

Revision ID: 0014
Revises: 0013
"""

from __future__ import annotations

from mygymtracker.database.migrations.steps import run

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None
rewrites = ()

DEFINER = "SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET timezone = 'UTC' AS $$\n"
PROFILE = ("unit", "time_zone", "display_name", "first_weekday", "bars", "plates", "e1rm_formula", "sex", "birth_year")


def upgrade() -> None:
    run(
        "ALTER TABLE public.changed_rows ADD COLUMN schema smallint NOT NULL DEFAULT 10",
        "ALTER TABLE public.changed_rows ALTER COLUMN schema DROP DEFAULT",
    )
    _functions(
        declared="  at_revision smallint := (SELECT version_num::smallint FROM public.alembic_version);\n",
        column=", schema",
        value=", at_revision",
    )


def downgrade() -> None:
    # an older program reads every line as one of its own
    run("ALTER TABLE public.changed_rows DROP COLUMN schema")
    _functions(declared="", column="", value="")


def _functions(*, declared: str, column: str, value: str) -> None:
    changed = (declared, column, value)
    _log(changed, "log_rows")
    _log(changed, "log_own_exercises", owner="owner_id", identity=("id",))
    _log(changed, "log_profile", owner="id", identity=("id",), columns=PROFILE)
    _log(
        changed,
        "log_imported_workouts",
        key="import_id",
        identity=("user_id", "source", "local_start", "occurrence"),
    )
    _log(changed, "log_imported_rows", key="import_id", identity=("user_id", "import_id", "line_number"))


def _log(
    changed: tuple[str, str, str],
    function: str,
    *,
    owner: str = "user_id",
    key: str = "id",
    identity: tuple[str, ...] = ("user_id", "id"),
    columns: tuple[str, ...] = (),
) -> None:
    def row(alias: str) -> str:
        pairs = ", ".join(f"'{column}', {alias}.{column}" for column in columns)
        return f"jsonb_build_object({pairs})" if columns else f"to_jsonb({alias}) - '{owner}'"

    declared, column, value = changed
    same = " AND ".join(f"known.{column} = became.{column}" for column in identity)
    differs = "(known OPERATOR(pg_catalog.*<>) became) IS NOT FALSE"
    if columns:
        differs = f"{row('known')} IS DISTINCT FROM {row('became')}"
    operation = f"CASE WHEN became.{key} IS NULL THEN 'delete' WHEN known.{key} IS NULL THEN 'insert' ELSE 'update' END"
    noted = {
        "INSERT": (f"made.{owner}", "made WHERE true", f"made.{key}, 'insert', NULL"),
        "UPDATE": (
            f"coalesce(known.{owner}, became.{owner})",
            f"known FULL JOIN became ON {same} WHERE {differs}",
            f"coalesce(known.{key}, became.{key}), ({operation})::public.row_operation,\n"
            f"        CASE WHEN known.{key} IS NULL THEN NULL ELSE {row('known')} END",
        ),
        "DELETE": (f"removed.{owner}", "removed WHERE true", f"removed.{key}, 'delete', {row('removed')}"),
    }
    branches = "".join(
        f"  IF TG_OP = '{event}' THEN\n"
        f"    FOR owner IN SELECT DISTINCT {whose} FROM {source} AND {whose} IS NOT NULL ORDER BY 1 LOOP\n"
        "      taken := public.take_revision(owner, current_part);\n"
        "      SELECT coalesce(max(logged.ordinal), 0) INTO last_ordinal FROM public.changed_rows AS logged\n"
        "      WHERE logged.user_id = owner AND logged.revision = taken AND logged.part = current_part;\n"
        "      INSERT INTO public.changed_rows\n"
        f"        (user_id, revision, part, ordinal, table_name, row_id, operation, before{column})\n"
        "      SELECT owner, taken, current_part, last_ordinal + row_number() OVER (), TG_TABLE_NAME,\n"
        f"        {what}{value}\n"
        f"      FROM {source} AND {whose} = owner;\n"
        "    END LOOP;\n"
        "  END IF;\n"
        for event, (whose, source, what) in noted.items()
    )
    run(
        f"CREATE OR REPLACE FUNCTION public.{function}() RETURNS trigger LANGUAGE plpgsql {DEFINER}"
        "DECLARE\n"
        "  owner uuid;\n"
        "  taken bigint;\n"
        "  current_part smallint := coalesce(nullif(current_setting('app.part', true), '')::smallint, 1);\n"
        f"{declared}"
        "  last_ordinal integer;\n"
        f"BEGIN\n{branches}  RETURN NULL;\nEND\n$$"
    )
