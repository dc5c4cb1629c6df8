"""Words that revisions share. Frozen like the revisions themselves: later needs get new words."""

from __future__ import annotations

from alembic import context, op
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from mygymtracker.errors import Conflict, Unavailable

SHOWN_ROWS = 20


def run(*statements: str) -> None:
    """Runs one statement after the other: the driver prepares each, and prepares only one at a time."""
    connection = op.get_bind()
    for statement in statements:
        connection.exec_driver_sql(statement)


def asked_for(flag: str) -> bool:
    """Whether the person running this said `-x flag` (the commands turn `--flag` into it)."""
    return flag in context.get_x_argument(as_dictionary=True)


def refuse_rows(query: str, *, reason: str, remedy: str) -> None:
    """Raises Conflict, naming rows, when `query` (columns: table, key) finds any."""
    rows = op.get_bind().execute(text(f"SELECT * FROM ({query}) AS found LIMIT {SHOWN_ROWS + 1}")).all()
    if not rows:
        return
    shown = [f"  {table} {key}" for table, key in rows[:SHOWN_ROWS]]
    if len(rows) > SHOWN_ROWS:
        shown.append("  … and more")
    raise Conflict("\n".join([f"Nothing was changed: {reason}", *shown, remedy]))


def ensure_role(name: str) -> None:
    """Makes a role that owns nothing, accepts one made beforehand, and lets the migrating login become it.

    Roles are cluster-wide: two databases may be migrated at once, and no downgrade drops a role.
    """
    connection = op.get_bind()
    connection.exec_driver_sql(
        f"""DO $$ BEGIN
          IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{name}') THEN
            CREATE ROLE {name} NOLOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOINHERIT NOBYPASSRLS;
          END IF;
        EXCEPTION
          WHEN duplicate_object OR unique_violation THEN NULL;
          WHEN insufficient_privilege THEN NULL;
        END $$"""
    )
    version = int(str(connection.scalar(text("SHOW server_version_num"))))
    become = "SET" if version >= 160000 else "MEMBER"
    if not connection.scalar(text("SELECT count(*) FROM pg_roles WHERE rolname = :name"), {"name": name}):
        raise Unavailable(
            f"The login may not create the role {name}. Let an administrator run:\n"
            f"  CREATE ROLE {name} NOLOGIN NOINHERIT; GRANT {name} TO {_login()};"
        )
    if _may_become(name, become):
        return
    options = " WITH INHERIT FALSE, SET TRUE" if version >= 160000 else ""
    try:
        with connection.begin_nested():
            connection.exec_driver_sql(f"GRANT {name} TO CURRENT_USER{options}")
    except DBAPIError as error:
        if _may_become(name, become):  # another database's migration granted it in the same moment
            return
        raise Unavailable(
            f"The login may not become the role {name}. Let an administrator run:\n"
            f"  GRANT {name} TO {_login()}{options};"
        ) from error


def _may_become(role: str, become: str) -> bool:
    return bool(op.get_bind().scalar(text(f"SELECT pg_has_role(current_user, :role, '{become}')"), {"role": role}))


def _login() -> str:
    return str(op.get_bind().scalar(text("SELECT quote_ident(current_user)")))


def give_to_lookup(*signatures: str) -> None:
    """Hands functions to the role that owns what runs as its definer, and to nobody else's call but ours."""
    run("GRANT CREATE ON SCHEMA public TO mygymtracker_lookup")
    for signature in signatures:
        run(
            f"REVOKE ALL ON FUNCTION public.{signature} FROM PUBLIC",
            f"GRANT EXECUTE ON FUNCTION public.{signature} TO mygymtracker_app",
            f"ALTER FUNCTION public.{signature} OWNER TO mygymtracker_lookup",
        )
    run("REVOKE CREATE ON SCHEMA public FROM mygymtracker_lookup")


def own_rows_only(*tables: str) -> None:
    """Row security by one equality on the table's own `user_id`, and the working role's rights."""
    for table in tables:
        run(
            f"ALTER TABLE public.{table} ENABLE ROW LEVEL SECURITY",
            f"CREATE POLICY {table}_user_policy ON public.{table} FOR ALL TO PUBLIC "
            "USING (user_id = public.acting_user_id()) WITH CHECK (user_id = public.acting_user_id())",
            f"GRANT SELECT, INSERT, UPDATE, DELETE ON public.{table} TO mygymtracker_app",
        )
