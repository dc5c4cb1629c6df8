"""Exercises of one's own

An exercise is shared, or seen and written by its owner alone. Foreign keys do not know policies, so triggers see to
it that a plan or a workout only uses exercises which its owner can see; sets inherit that through their key.

Revision ID: 0004
Revises: 0003
"""

from __future__ import annotations

from mygymtracker.database.migrations.steps import refuse_rows, run

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None
rewrites = ()

USERS_OF_EXERCISES = ("plan_exercises", "session_exercises")
OWN = "owner_id = public.acting_user_id()"


def upgrade() -> None:
    run(
        "ALTER TABLE public.exercises ADD COLUMN owner_id uuid, "
        "ADD CONSTRAINT exercises_owner_id_fkey FOREIGN KEY (owner_id) "
        "REFERENCES public.users (id) ON DELETE RESTRICT, "
        "DROP CONSTRAINT exercises_name_key",
        "CREATE UNIQUE INDEX exercises_name_shared_key ON public.exercises (name) WHERE owner_id IS NULL",
        "CREATE UNIQUE INDEX exercises_name_own_key ON public.exercises (owner_id, lower(name)) "
        "WHERE owner_id IS NOT NULL",
        "CREATE INDEX idx_exercises_owner_id ON public.exercises (owner_id)",
        "CREATE INDEX idx_plan_exercises_exercise_id ON public.plan_exercises (exercise_id)",
        "CREATE INDEX idx_session_exercises_exercise_id ON public.session_exercises (exercise_id)",
        "ALTER TABLE public.exercises ENABLE ROW LEVEL SECURITY",
        "CREATE POLICY exercises_select_policy ON public.exercises FOR SELECT TO PUBLIC "
        f"USING (owner_id IS NULL OR {OWN})",
        f"CREATE POLICY exercises_insert_policy ON public.exercises FOR INSERT TO PUBLIC WITH CHECK ({OWN})",
        "CREATE POLICY exercises_update_policy ON public.exercises FOR UPDATE TO PUBLIC "
        f"USING ({OWN}) WITH CHECK ({OWN})",
        f"CREATE POLICY exercises_delete_policy ON public.exercises FOR DELETE TO PUBLIC USING ({OWN})",
        "GRANT INSERT, UPDATE, DELETE ON public.exercises TO mygymtracker_app",
    )
    _visibility()


def _visibility() -> None:
    run(
        "CREATE FUNCTION public.exercise_must_be_visible() RETURNS trigger LANGUAGE plpgsql "
        "SET search_path = pg_catalog, pg_temp AS $$\n"
        "DECLARE\n"
        "  stranger record;\n"
        "BEGIN\n"
        "  SELECT changed.user_id, changed.exercise_id INTO stranger\n"
        "  FROM changed\n"
        "  LEFT JOIN public.exercises ON exercises.id = changed.exercise_id\n"
        "  WHERE exercises.id IS NULL OR exercises.owner_id <> changed.user_id\n"
        "  LIMIT 1;\n"
        "  IF FOUND THEN\n"
        "    RAISE EXCEPTION 'exercise % is not in the catalogue of user %',"
        " stranger.exercise_id, stranger.user_id\n"
        "      USING ERRCODE = 'foreign_key_violation', TABLE = TG_TABLE_NAME, COLUMN = 'exercise_id';\n"
        "  END IF;\n"
        "  RETURN NULL;\n"
        "END\n"
        "$$",
        "REVOKE ALL ON FUNCTION public.exercise_must_be_visible() FROM PUBLIC",
        "GRANT EXECUTE ON FUNCTION public.exercise_must_be_visible() TO mygymtracker_app",
    )
    for table in USERS_OF_EXERCISES:
        for event in ("INSERT", "UPDATE"):
            run(
                f"CREATE TRIGGER {table}_exercise_must_be_visible_on_{event.lower()} AFTER {event} "
                f"ON public.{table} REFERENCING NEW TABLE AS changed FOR EACH STATEMENT "
                "EXECUTE FUNCTION public.exercise_must_be_visible()"
            )


def downgrade() -> None:
    refuse_rows(
        "SELECT 'exercises', id FROM public.exercises WHERE owner_id IS NOT NULL",
        reason="the founding schema cannot express that an exercise belongs to one person:",
        remedy="Keep the newer schema, or delete these exercises first.",
    )
    for table in USERS_OF_EXERCISES:
        for event in ("insert", "update"):
            run(f"DROP TRIGGER {table}_exercise_must_be_visible_on_{event} ON public.{table}")
    run("DROP FUNCTION public.exercise_must_be_visible()")
    for command in ("select", "insert", "update", "delete"):
        run(f"DROP POLICY exercises_{command}_policy ON public.exercises")
    run(
        "ALTER TABLE public.exercises DISABLE ROW LEVEL SECURITY",
        "REVOKE INSERT, UPDATE, DELETE ON public.exercises FROM mygymtracker_app",
        "DROP INDEX public.idx_session_exercises_exercise_id",
        "DROP INDEX public.idx_plan_exercises_exercise_id",
        # its indexes go with the column
        "ALTER TABLE public.exercises DROP COLUMN owner_id",
        "ALTER TABLE public.exercises ADD CONSTRAINT exercises_name_key UNIQUE (name)",
    )
