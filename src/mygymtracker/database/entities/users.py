"""People, and the accounts elsewhere that they sign in with."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import ForeignKey, String, func, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column, relationship

from mygymtracker.database.columns import (
    Base,
    CreatedAt,
    Owned,
    SmallInt,
    UpdatedAt,
    Versioned,
    check,
    described,
    new_id,
    pg_enum,
)
from mygymtracker.database.row_security import (
    ACTING,
    LOOKUP_ROLE,
    WORKING_ROLE,
    Extension,
    Function,
    Grant,
    Policy,
    declare,
    declare_owned,
)
from mygymtracker.quantities import LoadUnit

if TYPE_CHECKING:
    from mygymtracker.database.entities.plans import WorkoutPlan
    from mygymtracker.database.entities.workouts import WorkoutSession

LOAD_UNIT = pg_enum(LoadUnit, "load_unit")


class E1rmFormula(StrEnum):
    """By which formula an estimated one-repetition maximum is computed (`progress.formulas`)."""

    EPLEY = "epley"
    BRZYCKI = "brzycki"
    LOMBARDI = "lombardi"
    OCONNER = "oconner"
    WATHAN = "wathan"
    MAYHEW = "mayhew"
    LANDER = "lander"


class Sex(StrEnum):
    """As strength scores ask for it; never required."""

    FEMALE = "female"
    MALE = "male"


class User(Versioned, Base):
    """One person's account. `email` is kept in the normalised form in which it is looked up.

    `first_weekday` is ISO's, 1 for Monday. `bars` and `plates` are those that the person owns (`accounts.profile`).
    """

    __tablename__ = "users"
    __table_args__ = (
        # timezone() raises "time zone … not recognized" for a name that PostgreSQL does not know
        check(
            "time zone must be known",
            "timezone(time_zone, '2000-01-01 00:00:00+00'::timestamptz) IS NOT NULL",
        ),
        check("first weekday must be 1 to 7", "first_weekday >= 1 AND first_weekday <= 7"),
        check("birth year must be 1900 to 2100", "birth_year >= 1900 AND birth_year <= 2100"),
        check("bars must be a list", "jsonb_typeof(bars) = 'array'"),
        check("plates must be a list", "jsonb_typeof(plates) = 'array'"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id, server_default=func.gen_random_uuid())
    email: Mapped[str] = mapped_column(String(255), unique=True)
    password_hash: Mapped[str] = mapped_column(String(255))
    created_at: Mapped[CreatedAt]
    updated_at: Mapped[UpdatedAt]
    last_login_at: Mapped[datetime | None]
    account_created_at: Mapped[datetime]
    unit: Mapped[LoadUnit] = mapped_column(
        LOAD_UNIT,
        server_default=LoadUnit.KG.value,
        default=LoadUnit.KG,
        info=described("Loads are shown in it where they were not typed in one."),
    )
    time_zone: Mapped[str] = mapped_column(
        String(64), server_default="UTC", default="UTC", info=described("An IANA name; days begin and end there.")
    )
    display_name: Mapped[str] = mapped_column(String(100), server_default="", default="")
    first_weekday: Mapped[SmallInt] = mapped_column(
        server_default=text("1"), default=1, info=described("1 is Monday, 7 is Sunday.")
    )
    bars: Mapped[list[dict[str, object]]] = mapped_column(
        JSONB, server_default="[]", default=list, info=described("The bars at hand.")
    )
    plates: Mapped[list[dict[str, object]]] = mapped_column(
        JSONB, server_default="[]", default=list, info=described("The plates at hand.")
    )
    e1rm_formula: Mapped[E1rmFormula] = mapped_column(
        pg_enum(E1rmFormula, "e1rm_formula"),
        server_default=E1rmFormula.EPLEY.value,
        default=E1rmFormula.EPLEY,
        info=described("For estimated one-repetition maxima."),
    )
    sex: Mapped[Sex | None] = mapped_column(pg_enum(Sex, "sex"))
    birth_year: Mapped[SmallInt | None]

    oauth_providers: Mapped[list[UserOAuthProvider]] = relationship(
        back_populates="user", lazy="raise", passive_deletes="all"
    )
    workout_plans: Mapped[list[WorkoutPlan]] = relationship(back_populates="user", lazy="raise", passive_deletes="all")
    workout_sessions: Mapped[list[WorkoutSession]] = relationship(
        back_populates="user", lazy="raise", passive_deletes="all"
    )


class UserOAuthProvider(Owned, Base):
    """An account elsewhere that signs this person in; one per provider."""

    __tablename__ = "user_oauth_providers"

    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), primary_key=True)
    provider_name: Mapped[str] = mapped_column(String(50), primary_key=True)
    provider_user_id: Mapped[str] = mapped_column(String(255))

    user: Mapped[User] = relationship(back_populates="oauth_providers", lazy="raise")


declare(
    Base.metadata,
    Extension("pg_trgm"),
    Extension("uuid-ossp", optional=True),
    Function(
        "acting_user_id",
        "",
        # An SQL-standard body is parsed when it is made: no search path and no temporary type can bend it.
        "RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE "
        "RETURN nullif(pg_catalog.current_setting('app.user_id', true), '')::uuid",
        callers=(WORKING_ROLE, LOOKUP_ROLE),
    ),
    Policy("users", "users_user_policy", f"id = {ACTING}"),
    Grant("users", WORKING_ROLE),
    Policy("users", "users_lookup_policy", "true", command="SELECT", role=LOOKUP_ROLE),
    Grant("users", LOOKUP_ROLE, "SELECT", columns="id, email, password_hash"),
    Function(
        "account_for_sign_in",
        "wanted_email text",
        "RETURNS TABLE (id uuid, password_hash text) LANGUAGE sql STABLE SECURITY DEFINER "
        "SET search_path = pg_catalog, pg_temp AS $$\n"
        "  SELECT users.id, users.password_hash FROM {schema}.users WHERE users.email = wanted_email\n"
        "$$",
        owner=LOOKUP_ROLE,
    ),
)
declare_owned(Base.metadata, "user_oauth_providers")
