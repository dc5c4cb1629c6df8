"""The founding schema

Eight tables, three enums, the trigram index, and row security for a role that owns nothing.

Revision ID: 0001
Revises:
"""

from __future__ import annotations

from alembic import op
from sqlalchemy import text

from mygymtracker.database.migrations.steps import ensure_role, give_to_lookup, run

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None
rewrites = ()

TABLES = (
    "exercise_sets",
    "session_exercises",
    "workout_sessions",
    "plan_exercises",
    "workout_plans",
    "exercises",
    "user_oauth_providers",
    "users",
)


def upgrade() -> None:
    ensure_role("mygymtracker_app")
    ensure_role("mygymtracker_lookup")
    _extensions()
    _enums()
    _people()
    _plans()
    _workouts()
    _row_security()


def _extensions() -> None:
    # looked for first: Citus refuses IF NOT EXISTS where an administrator made it
    there = set(op.get_bind().scalars(text("SELECT extname FROM pg_extension")))
    if "pg_trgm" not in there:
        run("CREATE EXTENSION IF NOT EXISTS pg_trgm")
    # nothing depends on it: keys default to gen_random_uuid(), and not every server ships it
    offered = "SELECT count(*) FROM pg_available_extensions WHERE name = 'uuid-ossp'"
    if "uuid-ossp" not in there and op.get_bind().scalar(text(offered)):
        run('CREATE EXTENSION IF NOT EXISTS "uuid-ossp"')


def _enums() -> None:
    run(
        "CREATE TYPE public.intensity_technique AS ENUM "
        "('drop_set', 'pause', 'partial_length', 'fail', 'superset', 'N/A')",
        "CREATE TYPE public.set_type AS ENUM ('warmup', 'working')",
        "CREATE TYPE public.session_status AS ENUM ('in_progress', 'completed', 'cancelled')",
    )


def _people() -> None:
    run(
        """CREATE TABLE public.users (
          id uuid NOT NULL DEFAULT gen_random_uuid(),
          email varchar(255) NOT NULL,
          password_hash varchar(255) NOT NULL,
          created_at timestamptz NOT NULL DEFAULT now(),
          updated_at timestamptz,
          last_login_at timestamptz,
          account_created_at timestamptz NOT NULL,
          CONSTRAINT users_pkey PRIMARY KEY (id),
          CONSTRAINT users_email_key UNIQUE (email)
        )""",
        """CREATE TABLE public.user_oauth_providers (
          user_id uuid NOT NULL,
          provider_name varchar(50) NOT NULL,
          provider_user_id varchar(255) NOT NULL,
          CONSTRAINT user_oauth_providers_pkey PRIMARY KEY (user_id, provider_name),
          CONSTRAINT user_oauth_providers_user_id_fkey FOREIGN KEY (user_id)
            REFERENCES public.users (id) ON DELETE CASCADE
        )""",
    )


def _plans() -> None:
    run(
        """CREATE TABLE public.exercises (
          id uuid NOT NULL DEFAULT gen_random_uuid(),
          name varchar(100) NOT NULL,
          CONSTRAINT exercises_pkey PRIMARY KEY (id),
          CONSTRAINT exercises_name_key UNIQUE (name)
        )""",
        "CREATE INDEX idx_exercises_name_trgm ON public.exercises USING gin (name gin_trgm_ops)",
        """CREATE TABLE public.workout_plans (
          id uuid NOT NULL DEFAULT gen_random_uuid(),
          user_id uuid NOT NULL,
          plan_name varchar(100) NOT NULL,
          created_at timestamptz NOT NULL DEFAULT now(),
          updated_at timestamptz,
          CONSTRAINT workout_plans_pkey PRIMARY KEY (id),
          CONSTRAINT workout_plans_user_id_fkey FOREIGN KEY (user_id)
            REFERENCES public.users (id) ON DELETE RESTRICT
        )""",
        "CREATE UNIQUE INDEX workout_plans_user_id_plan_name_key ON public.workout_plans (user_id, plan_name)",
        """CREATE TABLE public.plan_exercises (
          id uuid NOT NULL DEFAULT gen_random_uuid(),
          plan_id uuid NOT NULL,
          exercise_id uuid NOT NULL,
          display_order integer NOT NULL,
          intensity_technique public.intensity_technique NOT NULL,
          warmup_sets smallint NOT NULL,
          working_sets smallint NOT NULL,
          target_reps smallint NOT NULL,
          rpe_early smallint NOT NULL,
          rpe_last smallint NOT NULL,
          rest_time integer NOT NULL,
          notes varchar(500) NOT NULL DEFAULT '',
          CONSTRAINT plan_exercises_pkey PRIMARY KEY (id),
          CONSTRAINT plan_exercises_plan_id_fkey FOREIGN KEY (plan_id)
            REFERENCES public.workout_plans (id) ON DELETE CASCADE,
          CONSTRAINT plan_exercises_exercise_id_fkey FOREIGN KEY (exercise_id)
            REFERENCES public.exercises (id),
          CONSTRAINT plan_exercises_warmup_sets_must_not_be_negative CHECK (warmup_sets >= 0),
          CONSTRAINT plan_exercises_working_sets_must_be_0_to_4
            CHECK (working_sets >= 0 AND working_sets <= 4),
          CONSTRAINT plan_exercises_target_reps_must_be_at_least_1 CHECK (target_reps >= 1),
          CONSTRAINT plan_exercises_rpe_early_must_be_1_to_10 CHECK (rpe_early >= 1 AND rpe_early <= 10),
          CONSTRAINT plan_exercises_rpe_last_must_be_1_to_10 CHECK (rpe_last >= 1 AND rpe_last <= 10),
          CONSTRAINT plan_exercises_rest_time_must_not_be_negative CHECK (rest_time >= 0)
        )""",
    )


def _workouts() -> None:
    run(
        """CREATE TABLE public.workout_sessions (
          id uuid NOT NULL DEFAULT gen_random_uuid(),
          user_id uuid NOT NULL,
          plan_id uuid,
          status public.session_status NOT NULL,
          started_at timestamptz NOT NULL,
          completed_at timestamptz,
          created_at timestamptz NOT NULL DEFAULT now(),
          updated_at timestamptz,
          CONSTRAINT workout_sessions_pkey PRIMARY KEY (id),
          CONSTRAINT workout_sessions_user_id_fkey FOREIGN KEY (user_id)
            REFERENCES public.users (id) ON DELETE RESTRICT,
          CONSTRAINT workout_sessions_plan_id_fkey FOREIGN KEY (plan_id)
            REFERENCES public.workout_plans (id) ON DELETE SET NULL
        )""",
        "CREATE INDEX idx_workout_sessions_user_id_completed_at ON public.workout_sessions (user_id, completed_at)",
        """CREATE TABLE public.session_exercises (
          id uuid NOT NULL DEFAULT gen_random_uuid(),
          session_id uuid NOT NULL,
          plan_exercise_id uuid,
          exercise_id uuid NOT NULL,
          display_order integer NOT NULL,
          notes varchar(500) NOT NULL DEFAULT '',
          CONSTRAINT session_exercises_pkey PRIMARY KEY (id),
          CONSTRAINT session_exercises_session_id_fkey FOREIGN KEY (session_id)
            REFERENCES public.workout_sessions (id) ON DELETE CASCADE,
          CONSTRAINT session_exercises_plan_exercise_id_fkey FOREIGN KEY (plan_exercise_id)
            REFERENCES public.plan_exercises (id) ON DELETE SET NULL,
          CONSTRAINT session_exercises_exercise_id_fkey FOREIGN KEY (exercise_id)
            REFERENCES public.exercises (id)
        )""",
        """CREATE TABLE public.exercise_sets (
          id uuid NOT NULL DEFAULT gen_random_uuid(),
          session_exercise_id uuid NOT NULL,
          set_type public.set_type NOT NULL,
          set_index smallint NOT NULL,
          reps smallint NOT NULL,
          load numeric(5,1) NOT NULL,
          created_at timestamptz NOT NULL DEFAULT now(),
          CONSTRAINT exercise_sets_pkey PRIMARY KEY (id),
          CONSTRAINT exercise_sets_session_exercise_id_fkey FOREIGN KEY (session_exercise_id)
            REFERENCES public.session_exercises (id) ON DELETE CASCADE,
          CONSTRAINT exercise_sets_set_index_must_be_at_least_1 CHECK (set_index >= 1),
          CONSTRAINT exercise_sets_reps_must_be_at_least_1 CHECK (reps >= 1),
          CONSTRAINT exercise_sets_load_must_not_be_negative CHECK (load >= 0)
        )""",
    )


POLICIES = {
    "users": "id = public.acting_user_id()",
    "user_oauth_providers": "user_id = public.acting_user_id()",
    "workout_plans": "user_id = public.acting_user_id()",
    "workout_sessions": "user_id = public.acting_user_id()",
    "plan_exercises": """EXISTS (
        SELECT FROM public.workout_plans
        WHERE workout_plans.id = plan_exercises.plan_id AND workout_plans.user_id = public.acting_user_id())""",
    "session_exercises": """EXISTS (
        SELECT FROM public.workout_sessions
        WHERE workout_sessions.id = session_exercises.session_id
          AND workout_sessions.user_id = public.acting_user_id())""",
    "exercise_sets": """EXISTS (
        SELECT FROM public.session_exercises
        JOIN public.workout_sessions ON workout_sessions.id = session_exercises.session_id
        WHERE session_exercises.id = exercise_sets.session_exercise_id
          AND workout_sessions.user_id = public.acting_user_id())""",
}


def _row_security() -> None:
    run(
        "GRANT USAGE ON SCHEMA public TO mygymtracker_app, mygymtracker_lookup",
        # a database that others share keeps its own rule; imports need temporary tables
        "DO $$ BEGIN EXECUTE format('GRANT TEMPORARY ON DATABASE %I TO mygymtracker_app', current_database()); END $$",
        # parsed when made: no search path and no temporary type can bend it; '' is what SET LOCAL leaves behind
        "CREATE FUNCTION public.acting_user_id() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE "
        "RETURN nullif(pg_catalog.current_setting('app.user_id', true), '')::uuid",
        "REVOKE ALL ON FUNCTION public.acting_user_id() FROM PUBLIC",
        "GRANT EXECUTE ON FUNCTION public.acting_user_id() TO mygymtracker_app, mygymtracker_lookup",
    )
    for table, expression in POLICIES.items():
        run(
            f"ALTER TABLE public.{table} ENABLE ROW LEVEL SECURITY",
            f"CREATE POLICY {table}_user_policy ON public.{table} FOR ALL TO PUBLIC "
            f"USING ({expression}) WITH CHECK ({expression})",
            f"GRANT SELECT, INSERT, UPDATE, DELETE ON public.{table} TO mygymtracker_app",
        )
    run(
        "GRANT SELECT ON public.exercises TO mygymtracker_app",
        "CREATE POLICY users_lookup_policy ON public.users FOR SELECT TO mygymtracker_lookup USING (true)",
        "GRANT SELECT (id, email, password_hash) ON public.users TO mygymtracker_lookup",
        "CREATE FUNCTION public.account_for_sign_in(wanted_email text) "
        "RETURNS TABLE (id uuid, password_hash text) LANGUAGE sql STABLE SECURITY DEFINER "
        "SET search_path = pg_catalog, pg_temp AS $$\n"
        "  SELECT users.id, users.password_hash FROM public.users WHERE users.email = wanted_email\n"
        "$$",
    )
    give_to_lookup("account_for_sign_in(text)")


def downgrade() -> None:
    run("DROP FUNCTION public.account_for_sign_in(text)")
    for table in TABLES:  # their policies and grants go with them
        run(f"DROP TABLE public.{table}")
    run(
        "DROP FUNCTION public.acting_user_id()",
        "DROP TYPE public.session_status",
        "DROP TYPE public.set_type",
        "DROP TYPE public.intensity_technique",
        "REVOKE USAGE ON SCHEMA public FROM mygymtracker_app, mygymtracker_lookup",
    )
    mine = (
        "SELECT extname FROM pg_extension "
        "WHERE extname IN ('pg_trgm', 'uuid-ossp') AND extowner = current_user::regrole"
    )
    for extension in op.get_bind().scalars(text(mine)).all():
        run(f'DROP EXTENSION "{extension}"')
