"""Signing in

Login sessions that end the moment they are deleted, and a brake on guessing passwords that holds across processes.
What must be known before anyone is acting goes through definer functions that return the least possible.

Revision ID: 0005
Revises: 0004
"""

from __future__ import annotations

from mygymtracker.database.migrations.steps import give_to_lookup, own_rows_only, run

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None
rewrites = ()


def upgrade() -> None:
    run(
        """CREATE TABLE public.login_sessions (
          user_id uuid NOT NULL,
          id uuid NOT NULL DEFAULT gen_random_uuid(),
          secret_digest bytea,
          label varchar(200) NOT NULL DEFAULT '',
          created_at timestamptz NOT NULL DEFAULT now(),
          last_seen_at timestamptz NOT NULL DEFAULT now(),
          expires_at timestamptz NOT NULL,
          CONSTRAINT login_sessions_pkey PRIMARY KEY (user_id, id),
          CONSTRAINT login_sessions_user_id_fkey FOREIGN KEY (user_id)
            REFERENCES public.users (id) ON DELETE CASCADE
        )""",
        "CREATE INDEX idx_login_sessions_user_id_created_at ON public.login_sessions (user_id, created_at)",
        """CREATE TABLE public.sign_in_attempts (
          subject bytea NOT NULL,
          free_at timestamptz NOT NULL,
          CONSTRAINT sign_in_attempts_pkey PRIMARY KEY (subject)
        )""",
    )
    own_rows_only("login_sessions")
    # a server that logs in as this role must see whether migrations are pending
    run("GRANT SELECT ON public.alembic_version TO mygymtracker_app")
    run(
        "CREATE POLICY login_sessions_lookup_policy ON public.login_sessions FOR SELECT "
        "TO mygymtracker_lookup USING (true)",
        "GRANT SELECT (user_id, id, secret_digest, expires_at) ON public.login_sessions TO mygymtracker_lookup",
        "ALTER TABLE public.sign_in_attempts ENABLE ROW LEVEL SECURITY",
        "CREATE POLICY sign_in_attempts_lookup_policy ON public.sign_in_attempts FOR ALL "
        "TO mygymtracker_lookup USING (true) WITH CHECK (true)",
        "GRANT SELECT, INSERT, UPDATE, DELETE ON public.sign_in_attempts TO mygymtracker_lookup",
    )
    _functions()


DEFINER = "SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$\n"


def _functions() -> None:
    run(
        f"CREATE FUNCTION public.any_account_exists() RETURNS boolean LANGUAGE sql STABLE {DEFINER}"
        "  SELECT EXISTS (SELECT FROM public.users)\n$$",
        "CREATE FUNCTION public.login_session_must_be_live(wanted_session uuid, given_digest bytea) "
        f"RETURNS void LANGUAGE plpgsql STABLE {DEFINER}"
        "BEGIN\n"
        "  IF NOT EXISTS (\n"
        "    SELECT FROM public.login_sessions\n"
        "    WHERE login_sessions.user_id = public.acting_user_id()\n"
        "      AND login_sessions.id = wanted_session\n"
        "      AND login_sessions.secret_digest IS NOT DISTINCT FROM given_digest\n"
        "      AND login_sessions.expires_at > now()\n"
        "  ) THEN\n"
        "    RAISE EXCEPTION 'this sign-in was revoked or has run out'\n"
        "      USING ERRCODE = 'GYM01';\n"
        "  END IF;\n"
        "END\n"
        "$$",
        "CREATE FUNCTION public.take_sign_in_attempt(wanted_subject bytea, burst integer, seconds_each integer) "
        f"RETURNS integer LANGUAGE plpgsql {DEFINER}"
        "DECLARE\n"
        "  horizon timestamptz := clock_timestamp() + make_interval(secs => burst * seconds_each);\n"
        "  wait integer;\n"
        "BEGIN\n"
        "  INSERT INTO public.sign_in_attempts AS known (subject, free_at)\n"
        "  VALUES (wanted_subject, clock_timestamp() + make_interval(secs => seconds_each))\n"
        "  ON CONFLICT (subject) DO UPDATE\n"
        "  SET free_at = greatest(known.free_at, clock_timestamp()) + make_interval(secs => seconds_each)\n"
        "  WHERE known.free_at + make_interval(secs => seconds_each) <= horizon;\n"
        "  IF FOUND THEN\n"
        "    RETURN 0;\n"
        "  END IF;\n"
        "  SELECT ceil(extract(epoch FROM known.free_at + make_interval(secs => seconds_each) - horizon))\n"
        "  INTO wait FROM public.sign_in_attempts AS known WHERE known.subject = wanted_subject;\n"
        "  RETURN greatest(coalesce(wait, 1), 1);\n"
        "END\n"
        "$$",
        f"CREATE FUNCTION public.forget_sign_in_attempts(wanted_subject bytea) RETURNS void LANGUAGE sql {DEFINER}"
        "  DELETE FROM public.sign_in_attempts AS known\n"
        "  WHERE known.subject = wanted_subject OR known.free_at < now() - interval '1 day'\n"
        "$$",
    )
    give_to_lookup(
        "any_account_exists()",
        "login_session_must_be_live(uuid, bytea)",
        "take_sign_in_attempt(bytea, integer, integer)",
        "forget_sign_in_attempts(bytea)",
    )


def downgrade() -> None:
    # everyone is signed out, which loses nothing that anyone typed
    run(
        "REVOKE SELECT ON public.alembic_version FROM mygymtracker_app",
        "DROP FUNCTION public.forget_sign_in_attempts(bytea)",
        "DROP FUNCTION public.take_sign_in_attempt(bytea, integer, integer)",
        "DROP FUNCTION public.login_session_must_be_live(uuid, bytea)",
        "DROP FUNCTION public.any_account_exists()",
        "DROP TABLE public.sign_in_attempts",
        "DROP TABLE public.login_sessions",
    )
