"""Sign-ins that were ended

A browser has to know whether its sign-in was ended on purpose or ran out: the one takes away what it keeps, the other
only locks it. So ended ones are remembered, and what does not hold is answered instead of raised, which would write
into the log of the database whatever strangers send. No brake is further ahead than it can be: those that a wrong
clock wrote are mended here, and where they are read.

Revision ID: 0011
Revises: 0010
"""

from __future__ import annotations

from mygymtracker.database.migrations.steps import give_to_lookup, run

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None
rewrites = ()

DEFINER = "SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$\n"
ATTEMPT = "take_sign_in_attempt(wanted_subject bytea, burst integer, seconds_each integer)"
TAKE_ATTEMPT = (
    f"RETURNS integer LANGUAGE plpgsql {DEFINER}"
    "DECLARE\n"
    "  horizon timestamptz := clock_timestamp() + make_interval(secs => burst * seconds_each);\n"
    "  wait integer;\n"
    "BEGIN\n"
    "{mending}"
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
    "$$"
)
MENDING = (
    "  -- further ahead than it can be: a clock was wrong, and it counts as full\n"
    "  UPDATE public.sign_in_attempts AS known SET free_at = horizon\n"
    "  WHERE known.subject = wanted_subject AND known.free_at > horizon;\n"
)
FORGET = "forget_sign_in_attempts(wanted_subject bytea)"
FORGET_ATTEMPTS = (
    f"RETURNS void LANGUAGE sql {DEFINER}"
    "  DELETE FROM public.sign_in_attempts AS known\n"
    "  WHERE known.subject = wanted_subject OR known.free_at < now() - interval '1 day'\n"
    "{mending}"
    "$$"
)
FORGET_MENDING = "    OR known.free_at > now() + interval '1 day'\n"


def upgrade() -> None:
    run(
        """CREATE TABLE public.revoked_sign_ins (
          user_id uuid NOT NULL,
          id uuid NOT NULL,
          secret_digest bytea,
          revoked_at timestamptz NOT NULL DEFAULT now(),
          CONSTRAINT revoked_sign_ins_pkey PRIMARY KEY (user_id, id)
        )""",
        "CREATE INDEX idx_revoked_sign_ins_revoked_at ON public.revoked_sign_ins (revoked_at)",
        "ALTER TABLE public.revoked_sign_ins ENABLE ROW LEVEL SECURITY",
        "CREATE POLICY revoked_sign_ins_lookup_policy ON public.revoked_sign_ins FOR SELECT "
        "TO mygymtracker_lookup USING (true)",
        "GRANT SELECT ON public.revoked_sign_ins TO mygymtracker_lookup",
        "DROP FUNCTION public.login_session_must_be_live(uuid, bytea)",
    )
    _questions()
    _memory()
    # the longest brake says five minutes
    run("UPDATE public.sign_in_attempts SET free_at = least(free_at, now() + interval '5 minutes')")
    _brakes(MENDING, FORGET_MENDING)


def _questions() -> None:
    run(
        f"CREATE FUNCTION public.live_sign_in(wanted_session uuid, given_digest bytea) "
        f"RETURNS SETOF uuid LANGUAGE sql STABLE {DEFINER}"
        "  SELECT login_sessions.id FROM public.login_sessions\n"
        "  WHERE login_sessions.user_id = public.acting_user_id()\n"
        "    AND login_sessions.id = wanted_session\n"
        "    AND login_sessions.secret_digest IS NOT DISTINCT FROM given_digest\n"
        "    AND login_sessions.expires_at > now()\n"
        "$$",
        f"CREATE FUNCTION public.sign_in_refusal(wanted_session uuid, given_digest bytea) "
        f"RETURNS text LANGUAGE sql STABLE {DEFINER}"
        "  SELECT CASE\n"
        "    WHEN EXISTS (\n"
        "      SELECT FROM public.revoked_sign_ins AS ended\n"
        "      WHERE ended.user_id = public.acting_user_id() AND ended.id = wanted_session\n"
        "        AND ended.secret_digest IS NOT DISTINCT FROM given_digest\n"
        "    ) THEN 'revoked'\n"
        "    WHEN EXISTS (\n"
        "      SELECT FROM public.login_sessions AS known\n"
        "      WHERE known.user_id = public.acting_user_id() AND known.id = wanted_session\n"
        "        AND known.secret_digest IS NOT DISTINCT FROM given_digest\n"
        "    ) THEN 'expired'\n"
        "    ELSE 'unknown'\n"
        "  END\n"
        "$$",
    )
    give_to_lookup("live_sign_in(uuid, bytea)", "sign_in_refusal(uuid, bytea)")


def _memory() -> None:
    run(
        "CREATE FUNCTION public.remember_revoked_sign_ins() RETURNS trigger LANGUAGE plpgsql "
        "SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET timezone = 'UTC' AS $$\n"
        "BEGIN\n"
        "  INSERT INTO public.revoked_sign_ins (user_id, id, secret_digest)\n"
        "  SELECT ended.user_id, ended.id, ended.secret_digest FROM ended\n"
        "  WHERE ended.expires_at > now() - interval '400 days'\n"
        "  ON CONFLICT DO NOTHING;\n"
        "  DELETE FROM public.revoked_sign_ins AS known\n"
        "  WHERE known.revoked_at < now() - interval '800 days';\n"
        "  RETURN NULL;\n"
        "END\n"
        "$$",
        "CREATE TRIGGER login_sessions_remember_revoked_sign_ins AFTER DELETE ON public.login_sessions "
        "REFERENCING OLD TABLE AS ended FOR EACH STATEMENT EXECUTE FUNCTION public.remember_revoked_sign_ins()",
        "REVOKE ALL ON FUNCTION public.remember_revoked_sign_ins() FROM PUBLIC",
    )


def _brakes(mending: str, forget_mending: str) -> None:
    run(
        "DROP FUNCTION public.take_sign_in_attempt(bytea, integer, integer)",
        "DROP FUNCTION public.forget_sign_in_attempts(bytea)",
        f"CREATE FUNCTION public.{ATTEMPT} " + TAKE_ATTEMPT.format(mending=mending),
        f"CREATE FUNCTION public.{FORGET} " + FORGET_ATTEMPTS.format(mending=forget_mending),
    )
    give_to_lookup("take_sign_in_attempt(bytea, integer, integer)", "forget_sign_in_attempts(bytea)")


def downgrade() -> None:
    # who was told why a sign-in ended is told only that it ended; nothing that anyone typed is lost
    run(
        "DROP TRIGGER login_sessions_remember_revoked_sign_ins ON public.login_sessions",
        "DROP FUNCTION public.remember_revoked_sign_ins()",
        "DROP FUNCTION public.sign_in_refusal(uuid, bytea)",
        "DROP FUNCTION public.live_sign_in(uuid, bytea)",
        "DROP TABLE public.revoked_sign_ins",
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
    )
    give_to_lookup("login_session_must_be_live(uuid, bytea)")
    _brakes("", "")
