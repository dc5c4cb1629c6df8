"""Questions about accounts and login sessions."""

from __future__ import annotations

from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import Select, String, Uuid, column, func, select

from mygymtracker.accounts.profile import Account
from mygymtracker.database.entities import LoginSession, User
from mygymtracker.database.reading import Query, Question, columns_of
from mygymtracker.database.transaction import Database

_ACCOUNT: Final = Query(select(*columns_of(User, Account, {"created_at": User.account_created_at})), Account)


def account() -> Question[Account]:
    """The acting person's: one row, none for an account that is gone."""
    return _ACCOUNT, {}


def password_of(user_id: UUID) -> Select[str, str, str]:
    """One row: email, password_hash, display_name."""
    return select(User.email, User.password_hash, User.display_name).where(User.id == user_id)


def account_for_sign_in(email: str) -> Select[UUID, str]:
    """id and password_hash of the account with that normalised address; may be asked by nobody. One row or none."""
    account = func.account_for_sign_in(email).table_valued(column("id", Uuid), column("password_hash", String))
    return select(account.c.id, account.c.password_hash)


async def find_account(database: Database, email: str) -> tuple[UUID, str] | None:
    """id and password_hash by the normalised address, for whoever is nobody yet: a transaction of its own."""
    async with database.acting_as_nobody() as session:
        row = (await session.execute(account_for_sign_in(email))).one_or_none()
    return (row[0], row[1]) if row else None


def all_accounts() -> Select[str, datetime, datetime | None, str]:
    """For the owner of the database, who alone sees them all: email, account_created_at, last_login_at, time_zone."""
    return select(User.email, User.account_created_at, User.last_login_at, User.time_zone).order_by(User.email)


def live_login_sessions() -> Select[UUID, str, bool, datetime, datetime, datetime]:
    """The acting person's, seen last first: id, label, by_browser, created_at, last_seen_at, expires_at."""
    return (
        select(
            LoginSession.id,
            LoginSession.label,
            LoginSession.secret_digest.is_not(None).label("by_browser"),
            LoginSession.created_at,
            LoginSession.last_seen_at,
            LoginSession.expires_at,
        )
        .where(LoginSession.expires_at > func.now())
        .order_by(LoginSession.last_seen_at.desc(), LoginSession.id.desc())
    )
