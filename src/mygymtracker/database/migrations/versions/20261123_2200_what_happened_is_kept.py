"""What happened is kept

One append-only log of every row that a person makes, changes or removes, written by triggers in the transaction of the
change: the trail, the trash, what an undo is made of, and the feed that devices follow. A counter per person, locked
before any row of theirs, gives revisions in the order in which they are committed. An installation has an epoch, which
is another one after a backup was restored; a workout says when it came back from the trash.

Revision ID: 0010
Revises: 0009
"""

from __future__ import annotations

from mygymtracker.database.migrations.steps import asked_for, refuse_rows, run

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None
rewrites = ()

LOG = ("change_counters", "changes", "changed_rows")
EVENTS = {
    "INSERT": "NEW TABLE AS made",
    "UPDATE": "OLD TABLE AS known NEW TABLE AS became",
    "DELETE": "OLD TABLE AS removed",
}
PROFILE = ("unit", "time_zone", "display_name", "first_weekday", "bars", "plates", "e1rm_formula", "sex", "birth_year")
ALL = tuple(EVENTS)
#: table: (its function, the events that are logged)
LOGGED = {
    "users": ("log_profile", ("UPDATE",)),
    "exercises": ("log_own_exercises", ALL),
    "exercise_merges": ("log_rows", ALL),
    "workout_plans": ("log_rows", ALL),
    "plan_days": ("log_rows", ALL),
    "plan_exercises": ("log_rows", ALL),
    "workout_sessions": ("log_rows", ALL),
    "session_exercises": ("log_rows", ALL),
    "exercise_sets": ("log_rows", ALL),
    "body_measurements": ("log_rows", ALL),
    "imports": ("log_rows", ALL),
    "imported_workouts": ("log_imported_workouts", ALL),
    "imported_rows": ("log_imported_rows", ("UPDATE", "DELETE")),
}
DEFINER = "SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET timezone = 'UTC' AS $$\n"


def upgrade() -> None:
    run(
        "CREATE TYPE public.through AS ENUM ('api', 'cli', 'import', 'sync', 'psql')",
        "CREATE TYPE public.row_operation AS ENUM ('insert', 'update', 'delete')",
        "ALTER TABLE public.workout_sessions ADD COLUMN restored_at timestamptz",
    )
    _tables()
    _functions()
    for table, (function, events) in LOGGED.items():
        for event in events:
            narrowed = f" OF {', '.join(PROFILE)}" if function == "log_profile" else ""
            run(
                f"CREATE TRIGGER {table}_lock_changes_on_{event.lower()} BEFORE {event}{narrowed} ON public.{table} "
                "FOR EACH STATEMENT EXECUTE FUNCTION public.lock_changes_before()",
                f"CREATE TRIGGER {table}_log_changes_on_{event.lower()} AFTER {event} ON public.{table} "
                f"REFERENCING {EVENTS[event]} FOR EACH STATEMENT EXECUTE FUNCTION public.{function}()",
            )


def _tables() -> None:
    run(
        """CREATE TABLE public.installation (
          one boolean NOT NULL DEFAULT true,
          epoch uuid NOT NULL DEFAULT gen_random_uuid(),
          catalogue varchar(64) NOT NULL DEFAULT '',
          CONSTRAINT installation_pkey PRIMARY KEY (one),
          CONSTRAINT installation_there_must_be_one CHECK (one)
        )""",
        "INSERT INTO public.installation DEFAULT VALUES",
        "GRANT SELECT ON public.installation TO mygymtracker_app",
        """CREATE TABLE public.change_counters (
          user_id uuid NOT NULL,
          revision bigint NOT NULL DEFAULT 0,
          oldest_revision bigint NOT NULL DEFAULT 0,
          epoch_revision bigint NOT NULL DEFAULT 0,
          transaction_id bigint,
          CONSTRAINT change_counters_pkey PRIMARY KEY (user_id),
          CONSTRAINT change_counters_user_id_fkey FOREIGN KEY (user_id)
            REFERENCES public.users (id) ON DELETE CASCADE
        )""",
        "INSERT INTO public.change_counters (user_id) SELECT id FROM public.users",
        """CREATE TABLE public.changes (
          user_id uuid NOT NULL,
          revision bigint NOT NULL,
          part smallint NOT NULL,
          changed_at timestamptz NOT NULL,
          through public.through NOT NULL,
          device varchar(100),
          operation_id uuid,
          undoes varchar(40),
          CONSTRAINT changes_pkey PRIMARY KEY (user_id, revision, part),
          CONSTRAINT changes_user_id_fkey FOREIGN KEY (user_id) REFERENCES public.users (id) ON DELETE CASCADE
        )""",
        "CREATE UNIQUE INDEX changes_user_id_operation_id_key ON public.changes (user_id, operation_id) "
        "WHERE operation_id IS NOT NULL",
        "CREATE INDEX idx_changes_changed_at ON public.changes (changed_at)",
        """CREATE TABLE public.changed_rows (
          user_id uuid NOT NULL,
          revision bigint NOT NULL,
          part smallint NOT NULL,
          ordinal integer NOT NULL,
          table_name varchar(63) NOT NULL,
          row_id uuid NOT NULL,
          operation public.row_operation NOT NULL,
          before jsonb,
          CONSTRAINT changed_rows_pkey PRIMARY KEY (user_id, revision, part, ordinal),
          CONSTRAINT changed_rows_user_id_revision_part_fkey FOREIGN KEY (user_id, revision, part)
            REFERENCES public.changes (user_id, revision, part) ON DELETE CASCADE
        )""",
        "CREATE INDEX idx_changed_rows_user_id_row_id_revision ON public.changed_rows (user_id, row_id, revision)",
    )
    for table in LOG:
        run(
            f"ALTER TABLE public.{table} ENABLE ROW LEVEL SECURITY",
            f"CREATE POLICY {table}_user_policy ON public.{table} FOR SELECT TO PUBLIC "
            "USING (user_id = public.acting_user_id())",
            f"GRANT SELECT ON public.{table} TO mygymtracker_app",
        )


def _functions() -> None:
    run(
        f"CREATE FUNCTION public.lock_changes() RETURNS void LANGUAGE plpgsql {DEFINER}"
        "BEGIN\n"
        "  PERFORM FROM public.change_counters WHERE user_id = public.acting_user_id() FOR UPDATE;\n"
        "  IF NOT FOUND AND public.acting_user_id() IS NOT NULL THEN\n"
        "    INSERT INTO public.change_counters (user_id)\n"
        "    SELECT users.id FROM public.users WHERE users.id = public.acting_user_id()\n"
        "    ON CONFLICT DO NOTHING;\n"
        "    PERFORM FROM public.change_counters WHERE user_id = public.acting_user_id() FOR UPDATE;\n"
        "  END IF;\n"
        "END\n"
        "$$",
        f"CREATE FUNCTION public.lock_changes_before() RETURNS trigger LANGUAGE plpgsql {DEFINER}"
        "BEGIN\n  PERFORM public.lock_changes();\n  RETURN NULL;\nEND\n$$",
        "CREATE FUNCTION public.take_revision(owner uuid, current_part smallint) "
        f"RETURNS bigint LANGUAGE plpgsql {DEFINER}"
        "DECLARE\n"
        "  taken bigint;\n"
        "BEGIN\n"
        "  SELECT counter.revision INTO taken FROM public.change_counters AS counter\n"
        "  WHERE counter.user_id = owner AND counter.transaction_id = pg_current_xact_id()::text::bigint;\n"
        "  IF NOT FOUND THEN\n"
        "    INSERT INTO public.change_counters AS counter (user_id, revision, transaction_id)\n"
        "    VALUES (owner, 1, pg_current_xact_id()::text::bigint)\n"
        "    ON CONFLICT (user_id) DO UPDATE\n"
        "    SET revision = counter.revision + 1, transaction_id = excluded.transaction_id\n"
        "    RETURNING counter.revision INTO taken;\n"
        "  END IF;\n"
        "  INSERT INTO public.changes (user_id, revision, part, changed_at, through, device, operation_id, undoes)\n"
        "  VALUES (\n"
        "    owner, taken, current_part, clock_timestamp(),\n"
        "    coalesce(nullif(current_setting('app.through', true), ''), 'psql')::public.through,\n"
        "    nullif(current_setting('app.device', true), ''),\n"
        "    nullif(current_setting('app.operation_id', true), '')::uuid,\n"
        "    nullif(current_setting('app.undoes', true), '')\n"
        "  )\n"
        "  ON CONFLICT (user_id, revision, part) DO NOTHING;\n"
        "  RETURN taken;\n"
        "END\n"
        "$$",
    )
    _log("log_rows")
    _log("log_own_exercises", owner="owner_id", identity=("id",))
    _log("log_profile", owner="id", identity=("id",), columns=PROFILE)
    _log("log_imported_workouts", key="import_id", identity=("user_id", "source", "local_start", "occurrence"))
    _log("log_imported_rows", key="import_id", identity=("user_id", "import_id", "line_number"))
    run(
        *(
            f"REVOKE ALL ON FUNCTION public.{function} FROM PUBLIC"
            for function in (
                "lock_changes()",
                "lock_changes_before()",
                "take_revision(uuid, smallint)",
                *(f"{name}()" for name in dict.fromkeys(name for name, _ in LOGGED.values())),
            )
        ),
        "GRANT EXECUTE ON FUNCTION public.lock_changes() TO mygymtracker_app",
    )


def _log(
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
        "        (user_id, revision, part, ordinal, table_name, row_id, operation, before)\n"
        "      SELECT owner, taken, current_part, last_ordinal + row_number() OVER (), TG_TABLE_NAME,\n"
        f"        {what}\n"
        f"      FROM {source} AND {whose} = owner;\n"
        "    END LOOP;\n"
        "  END IF;\n"
        for event, (whose, source, what) in noted.items()
    )
    run(
        f"CREATE FUNCTION public.{function}() RETURNS trigger LANGUAGE plpgsql {DEFINER}"
        "DECLARE\n"
        "  owner uuid;\n"
        "  taken bigint;\n"
        "  current_part smallint := coalesce(nullif(current_setting('app.part', true), '')::smallint, 1);\n"
        "  last_ordinal integer;\n"
        f"BEGIN\n{branches}  RETURN NULL;\nEND\n$$"
    )


def downgrade() -> None:
    refuse_rows(
        "SELECT 'workout_sessions', id FROM public.workout_sessions WHERE restored_at IS NOT NULL",
        reason="the older schema cannot express that these workouts came back from the trash:",
        remedy="Keep the newer schema, or set restored_at of these rows to NULL first.",
    )
    if not asked_for("discard"):
        refuse_rows(
            "SELECT 'changes', format('of user %s: %s', user_id, count(*)) FROM public.changes GROUP BY user_id",
            reason="the log of what happened, and with it every undo, would be dropped:",
            remedy="Run again with --discard to drop it.",
        )
    for table, (_, events) in LOGGED.items():
        for event in events:
            run(
                f"DROP TRIGGER {table}_log_changes_on_{event.lower()} ON public.{table}",
                f"DROP TRIGGER {table}_lock_changes_on_{event.lower()} ON public.{table}",
            )
    run(
        *(f"DROP FUNCTION public.{name}()" for name in dict.fromkeys(name for name, _ in LOGGED.values())),
        "DROP FUNCTION public.take_revision(uuid, smallint)",
        "DROP FUNCTION public.lock_changes_before()",
        "DROP FUNCTION public.lock_changes()",
        *(f"DROP TABLE public.{table}" for table in reversed(LOG)),
        "DROP TABLE public.installation",
        "ALTER TABLE public.workout_sessions DROP COLUMN restored_at",
        "DROP TYPE public.row_operation",
        "DROP TYPE public.through",
    )
