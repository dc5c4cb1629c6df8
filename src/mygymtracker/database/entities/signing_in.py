"""Being signed in, and what may be asked of the database before anyone is."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from mygymtracker.database.columns import Base, CreatedAt, OwnedWithId
from mygymtracker.database.row_security import (
    LOOKUP_ROLE,
    Function,
    Grant,
    Policy,
    Trigger,
    declare,
    declare_owned,
)

#: A sign-in that ran out is swept away only this long afterwards: a clock that is ahead by a year ends none for good.
EXPIRED_KEPT: Final = timedelta(days=400)
#: How long it is known that a sign-in was revoked: longer than any that is shown again may have been put away.
REVOKED_KEPT: Final = timedelta(days=800)


class LoginSession(OwnedWithId, Base):
    """A signed-in browser or program; deleting it signs out at once.

    A browser's cookie holds a secret of which `secret_digest` is the SHA-256; a program's token is signed
    instead, and has none.
    """

    __tablename__ = "login_sessions"
    __table_args__ = (Index("idx_login_sessions_user_id_created_at", "user_id", "created_at"),)

    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), primary_key=True, sort_order=-2)
    secret_digest: Mapped[bytes | None] = mapped_column(LargeBinary)
    label: Mapped[str] = mapped_column(String(200), server_default="", default="")
    created_at: Mapped[CreatedAt]
    last_seen_at: Mapped[CreatedAt]
    expires_at: Mapped[datetime]


class SignInEvent(OwnedWithId, Base):
    """Somebody signed in, or was refused with a wrong password: `attempts` times within an hour.

    `network` is where from: an IPv4 address or the /64 of an IPv6 one. One that is `unusual` came from a device and a
    network that were both new, and is told to the person until it is `acknowledged_at`.
    """

    __tablename__ = "sign_in_events"
    __table_args__ = (Index("idx_sign_in_events_user_id_happened_at", "user_id", "happened_at"),)

    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), primary_key=True, sort_order=-2)
    happened_at: Mapped[CreatedAt]
    succeeded: Mapped[bool]
    unusual: Mapped[bool]
    attempts: Mapped[int]
    label: Mapped[str] = mapped_column(String(200), server_default="", default="")
    network: Mapped[str] = mapped_column(String(64), server_default="", default="")
    login_session_id: Mapped[UUID | None]
    acknowledged_at: Mapped[datetime | None]


class RevokedSignIn(Base):
    """A login session that was ended before it ran out, so that who still shows it can be told so.

    Nobody's own: it outlives the account, and holds neither a name nor an address. Kept for some two years.
    """

    __tablename__ = "revoked_sign_ins"
    __table_args__ = (Index("idx_revoked_sign_ins_revoked_at", "revoked_at"),)

    user_id: Mapped[UUID] = mapped_column(primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    secret_digest: Mapped[bytes | None] = mapped_column(LargeBinary)
    revoked_at: Mapped[CreatedAt]


class SignInAttempt(Base):
    """A bucket that leaks: `subject` (a digest of an address or a network address) is free again at `free_at`."""

    __tablename__ = "sign_in_attempts"

    subject: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    free_at: Mapped[datetime]


declare_owned(Base.metadata, "login_sessions", "sign_in_events")
_DEFINER = "SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$\n"
declare(
    Base.metadata,
    Policy("login_sessions", "login_sessions_lookup_policy", "true", command="SELECT", role=LOOKUP_ROLE),
    Grant("login_sessions", LOOKUP_ROLE, "SELECT", columns="user_id, id, secret_digest, expires_at"),
    Policy("sign_in_attempts", "sign_in_attempts_lookup_policy", "true", role=LOOKUP_ROLE),
    Grant("sign_in_attempts", LOOKUP_ROLE),
    Function(
        "any_account_exists",
        "",
        f"RETURNS boolean LANGUAGE sql STABLE {_DEFINER}  SELECT EXISTS (SELECT FROM {{schema}}.users)\n$$",
        owner=LOOKUP_ROLE,
    ),
    Policy("revoked_sign_ins", "revoked_sign_ins_lookup_policy", "true", command="SELECT", role=LOOKUP_ROLE),
    Grant("revoked_sign_ins", LOOKUP_ROLE, "SELECT"),
    Function(
        "live_sign_in",
        "wanted_session uuid, given_digest bytea",
        f"RETURNS SETOF uuid LANGUAGE sql STABLE {_DEFINER}"
        "  SELECT login_sessions.id FROM {schema}.login_sessions\n"
        "  WHERE login_sessions.user_id = {schema}.acting_user_id()\n"
        "    AND login_sessions.id = wanted_session\n"
        "    AND login_sessions.secret_digest IS NOT DISTINCT FROM given_digest\n"
        "    AND login_sessions.expires_at > now()\n"
        "$$",
        owner=LOOKUP_ROLE,
    ),
    # For one that is not live. Whoever shows the secret is told what became of it, and nobody else.
    Function(
        "sign_in_refusal",
        "wanted_session uuid, given_digest bytea",
        f"RETURNS text LANGUAGE sql STABLE {_DEFINER}"
        "  SELECT CASE\n"
        "    WHEN EXISTS (\n"
        "      SELECT FROM {schema}.revoked_sign_ins AS ended\n"
        "      WHERE ended.user_id = {schema}.acting_user_id() AND ended.id = wanted_session\n"
        "        AND ended.secret_digest IS NOT DISTINCT FROM given_digest\n"
        "    ) THEN 'revoked'\n"
        "    WHEN EXISTS (\n"
        "      SELECT FROM {schema}.login_sessions AS known\n"
        "      WHERE known.user_id = {schema}.acting_user_id() AND known.id = wanted_session\n"
        "        AND known.secret_digest IS NOT DISTINCT FROM given_digest\n"
        "    ) THEN 'expired'\n"
        "    ELSE 'unknown'\n"
        "  END\n"
        "$$",
        owner=LOOKUP_ROLE,
    ),
    # Whatever removes a login session is noted, its account's removal too; but not that an old one is swept away.
    Function(
        "remember_revoked_sign_ins",
        "",
        "RETURNS trigger LANGUAGE plpgsql "
        "SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET timezone = 'UTC' AS $$\n"
        "BEGIN\n"
        "  INSERT INTO {schema}.revoked_sign_ins (user_id, id, secret_digest)\n"
        "  SELECT ended.user_id, ended.id, ended.secret_digest FROM ended\n"
        f"  WHERE ended.expires_at > now() - interval '{EXPIRED_KEPT.days} days'\n"
        "  ON CONFLICT DO NOTHING;\n"
        "  DELETE FROM {schema}.revoked_sign_ins AS known\n"
        f"  WHERE known.revoked_at < now() - interval '{REVOKED_KEPT.days} days';\n"
        "  RETURN NULL;\n"
        "END\n"
        "$$",
        callers=(),
    ),
    Trigger(
        "login_sessions",
        "login_sessions_remember_revoked_sign_ins",
        "AFTER DELETE",
        "remember_revoked_sign_ins",
        "REFERENCING OLD TABLE AS ended FOR EACH STATEMENT",
    ),
    # Generic cell rate algorithm: one row a subject, one statement an attempt, right across processes.
    Function(
        "take_sign_in_attempt",
        "wanted_subject bytea, burst integer, seconds_each integer",
        f"RETURNS integer LANGUAGE plpgsql {_DEFINER}"
        "DECLARE\n"
        "  horizon timestamptz := clock_timestamp() + make_interval(secs => burst * seconds_each);\n"
        "  wait integer;\n"
        "BEGIN\n"
        "  -- further ahead than it can be: a clock was wrong, and it counts as full\n"
        "  UPDATE {schema}.sign_in_attempts AS known SET free_at = horizon\n"
        "  WHERE known.subject = wanted_subject AND known.free_at > horizon;\n"
        "  INSERT INTO {schema}.sign_in_attempts AS known (subject, free_at)\n"
        "  VALUES (wanted_subject, clock_timestamp() + make_interval(secs => seconds_each))\n"
        "  ON CONFLICT (subject) DO UPDATE\n"
        "  SET free_at = greatest(known.free_at, clock_timestamp()) + make_interval(secs => seconds_each)\n"
        "  WHERE known.free_at + make_interval(secs => seconds_each) <= horizon;\n"
        "  IF FOUND THEN\n"
        "    RETURN 0;\n"
        "  END IF;\n"
        "  SELECT ceil(extract(epoch FROM known.free_at + make_interval(secs => seconds_each) - horizon))\n"
        "  INTO wait FROM {schema}.sign_in_attempts AS known WHERE known.subject = wanted_subject;\n"
        "  RETURN greatest(coalesce(wait, 1), 1);\n"
        "END\n"
        "$$",
        owner=LOOKUP_ROLE,
    ),
    Function(
        "forget_sign_in_attempts",
        "wanted_subject bytea",
        f"RETURNS void LANGUAGE sql {_DEFINER}"
        "  DELETE FROM {schema}.sign_in_attempts AS known\n"
        "  WHERE known.subject = wanted_subject OR known.free_at < now() - interval '1 day'\n"
        "    OR known.free_at > now() + interval '1 day'\n"
        "$$",
        owner=LOOKUP_ROLE,
    ),
)
