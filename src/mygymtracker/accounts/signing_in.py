"""Signing in and out, and how long it lasts.

Here as everywhere no transaction is open while argon2 runs. A clock may be wrong for a while: a sign-in that ran out
stays where it is for so long that one which was ahead by a year has ended none, and the end of one only ever moves
further ahead, up to a year from its beginning.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import Delete, case, delete, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from mygymtracker.accounts import queries
from mygymtracker.accounts.attempts import (
    Attempt,
    Bucket,
    account_bucket,
    forget_attempts,
    known_device_bucket,
    network_bucket,
    take_attempt,
)
from mygymtracker.accounts.devices import Device
from mygymtracker.accounts.emails import normalise_email
from mygymtracker.accounts.hashing_line import Turn
from mygymtracker.accounts.passwords import PasswordHasher
from mygymtracker.accounts.sign_in_events import note_refusal, note_sign_in, note_throttled
from mygymtracker.database.columns import new_id
from mygymtracker.database.engine import SignIn
from mygymtracker.database.entities import LoginSession, User
from mygymtracker.database.entities.signing_in import EXPIRED_KEPT
from mygymtracker.database.transaction import Database
from mygymtracker.errors import NotFound, NotSignedIn, SignInRefusal, Throttled, WrongCredentials

#: A browser's login session ends this long after it was last seen, and that long after it began.
BROWSER_LASTS: Final = timedelta(days=90)
BROWSER_LASTS_AT_MOST: Final = timedelta(days=365)
#: How often being seen is written down.
SEEN_EVERY: Final = timedelta(days=1)
#: Of one person at a time; the one that was seen longest ago makes room.
MOST_SIGN_INS: Final = 50
#: With those that ran out.
MOST_KEPT: Final = 500
SECRET_BYTES: Final = 32


@dataclass(frozen=True, slots=True)
class SignedIn:
    user_id: UUID
    session_id: UUID
    expires_at: datetime
    unusual: bool = False


@dataclass(frozen=True, slots=True)
class BrowserSignedIn(SignedIn):
    """`secret` is for the cookie, and known nowhere else: the database keeps its SHA-256."""

    secret: bytes = field(repr=False, kw_only=True)


@dataclass(frozen=True, slots=True)
class Verified:
    """An account whose password was just shown. `known_hash` is what it was verified against."""

    user_id: UUID
    email: str
    known_hash: str = field(repr=False)
    best_hash: str = field(repr=False)
    device: Device | None = None


async def sign_in_browser(
    database: Database,
    hasher: PasswordHasher,
    attempt: Attempt,
    *,
    now: datetime,
    former: tuple[UUID, SignIn] | None = None,
) -> BrowserSignedIn:
    """A login session of 90 days that slides for a year, shown by a secret. Raises NotSignedIn, Throttled, Invalid.

    `former` is what the browser showed until now, and whose it is: that one ends.
    """
    secret = secrets.token_bytes(SECRET_BYTES)
    signed_in = await _sign_in(
        database,
        hasher,
        attempt,
        now=now,
        expires_at=now + BROWSER_LASTS,
        secret_digest=hashlib.sha256(secret).digest(),
    )
    if former is not None:
        user_id, shown = former
        async with database.acting_as(user_id) as session:
            await session.execute(_shown(shown))
    return BrowserSignedIn(
        signed_in.user_id, signed_in.session_id, signed_in.expires_at, signed_in.unusual, secret=secret
    )


async def sign_in_program(
    database: Database, hasher: PasswordHasher, attempt: Attempt, *, now: datetime, lasts: timedelta
) -> SignedIn:
    """A login session without a secret, for a signed token. Raises NotSignedIn, Throttled, Invalid."""
    return await _sign_in(database, hasher, attempt, now=now, expires_at=now + lasts, secret_digest=None)


async def _sign_in(
    database: Database,
    hasher: PasswordHasher,
    attempt: Attempt,
    *,
    now: datetime,
    expires_at: datetime,
    secret_digest: bytes | None,
) -> SignedIn:
    verified = await _verify(database, hasher, attempt, now=now)
    signed_in = SignedIn(verified.user_id, new_id(), expires_at)
    async with database.acting_as(verified.user_id) as session:
        # The hash once more: the password may have been changed since, which signs out everyone who used the old.
        if not await replace_hash(session, verified, last_login_at=now):
            raise _wrong(verified.user_id)
        await _make_room(session)
        session.add(
            LoginSession(
                user_id=signed_in.user_id,
                id=signed_in.session_id,
                secret_digest=secret_digest,
                label=attempt.shown_label,
                created_at=now,
                last_seen_at=now,
                expires_at=expires_at,
            )
        )
        await session.flush()
        unusual = await note_sign_in(
            session,
            attempt,
            user_id=verified.user_id,
            session_id=signed_in.session_id,
            known_device=verified.device is not None,
            now=now,
        )
        # where others guess meanwhile, what they have used up stays so
        await forget_attempts(session, _own_bucket(verified.email, verified.user_id, verified.device))
    return replace(signed_in, unusual=unusual)


async def _make_room(session: AsyncSession) -> None:
    """For one more. A live one that has to go runs out now, so that its browser is locked and not emptied."""
    last_seen = LoginSession.last_seen_at.desc(), LoginSession.id.desc()
    live = LoginSession.expires_at > func.now()
    crowded = select(LoginSession.id).where(live).order_by(*last_seen).offset(MOST_SIGN_INS - 1)
    await session.execute(
        update(LoginSession)
        .where(LoginSession.id.in_(crowded))
        .values(expires_at=func.now())
        .execution_options(synchronize_session=False)
    )
    kept = select(LoginSession.id).order_by(*last_seen).offset(MOST_KEPT)
    too_old = LoginSession.expires_at <= func.now() - EXPIRED_KEPT
    sweeping = delete(LoginSession).where(or_(too_old, LoginSession.id.in_(kept)))
    await session.execute(sweeping.execution_options(synchronize_session=False))


async def _verify(database: Database, hasher: PasswordHasher, attempt: Attempt, *, now: datetime) -> Verified:
    """Unknown address or wrong password: the same attempts taken, the same work, the same answer."""
    email = normalise_email(attempt.email)
    try:
        device = await _brake(database, attempt, email)
    except Throttled as throttled:
        throttled.account_id = await note_throttled(database, attempt, email=email, now=now)
        raise
    turn = Turn(attempt.network, known=device is not None)
    account = await queries.find_account(database, email)
    if account is None:
        await hasher.verify_against_nobody(attempt.password, turn)
        await note_refusal(database, attempt, user_id=new_id(), now=now)
        raise _wrong(None)
    user_id, known_hash = account
    if not await hasher.verify(known_hash, attempt.password, turn):
        await note_refusal(database, attempt, user_id=user_id, now=now)
        raise _wrong(user_id)
    outdated = hasher.needs_rehash(known_hash)
    best_hash = await hasher.hash(attempt.password, turn) if outdated else known_hash
    return Verified(user_id, email, known_hash, best_hash, device)


async def _brake(database: Database, attempt: Attempt, email: str) -> Device | None:
    """The device, where the account signed in on it before. Raises Throttled."""
    device = await _known_device(database, attempt, email)
    if device is None:
        await take_attempt(database, network_bucket(attempt.network_address))
        await take_attempt(database, account_bucket(email))
    return device


async def _known_device(database: Database, attempt: Attempt, email: str) -> Device | None:
    """The device, where the account signed in on it before: its own brake is taken, and no other. Raises Throttled."""
    if attempt.device is None or not attempt.device.marks:
        return None
    account = await queries.find_account(database, email)
    if account is None or not attempt.device.knows(account[0]):
        return None
    await take_attempt(database, known_device_bucket(attempt.device, account[0]))
    return attempt.device


def _own_bucket(email: str, user_id: UUID, device: Device | None) -> Bucket:
    return account_bucket(email) if device is None else known_device_bucket(device, user_id)


def _wrong(account_id: UUID | None) -> WrongCredentials:
    return WrongCredentials("E-mail address or password is wrong.", account_id=account_id)


async def replace_hash(session: AsyncSession, verified: Verified, **also: datetime) -> bool:
    """False when the password is another one by now. Locks the account's row until the transaction ends."""
    replacing = (
        update(User)
        .where(User.id == verified.user_id, User.password_hash == verified.known_hash)
        .values(password_hash=verified.best_hash, **also)
        .returning(User.id)
        .execution_options(synchronize_session=False)
    )
    return (await session.execute(replacing)).scalar_one_or_none() is not None


async def keep_alive(session: AsyncSession, *, session_id: UUID, now: datetime) -> None:
    """Notes that a login session was seen; a browser's then lasts 90 days again, a program's as long as its token.

    Once a day at most, however often it is called. No browser lasts longer than a year from when it signed in, and
    none ends earlier than was said before: the clock may have been set back.
    """
    # in UTC, where a day has 24 hours: what depends on the session's time zone is no value for a row on Citus
    at_most = func.timezone("UTC", func.timezone("UTC", LoginSession.created_at) + BROWSER_LASTS_AT_MOST)
    longest = func.least(now + BROWSER_LASTS, at_most)
    slid = case(
        (LoginSession.secret_digest.is_(None), LoginSession.expires_at),
        else_=func.greatest(LoginSession.expires_at, longest),
    )
    not_today = or_(LoginSession.last_seen_at <= now - SEEN_EVERY, LoginSession.last_seen_at > now + SEEN_EVERY)
    await session.execute(
        update(LoginSession)
        .where(LoginSession.id == session_id, not_today)
        .values(last_seen_at=now, expires_at=slid)
        .execution_options(synchronize_session=False)
    )


async def revoke(session: AsyncSession, *, session_id: UUID) -> None:
    """Ends one of the acting person's login sessions, at once. Raises NotFound, for another person's too."""
    revoking = delete(LoginSession).where(LoginSession.id == session_id).returning(LoginSession.id)
    if (await session.execute(revoking)).scalar_one_or_none() is None:
        raise NotFound("There is no such login session. It may have ended already.")


async def revoke_all(session: AsyncSession, *, but: UUID | None = None) -> int:
    """Ends all login sessions of the acting person, but that one. How many there were, with those that ran out."""
    ending = delete(LoginSession).returning(LoginSession.id)
    if but is not None:
        ending = ending.where(LoginSession.id != but)
    return len((await session.execute(ending)).all())


async def sign_out(database: Database, *, user_id: UUID, sign_in: SignIn) -> None:
    """Ends the login session that is shown, also one that ran out or was ended already: a device may say so late.

    Raises NotSignedIn for one that nobody knows.
    """
    try:
        async with database.acting_as(user_id, sign_in=sign_in) as session:
            await revoke(session, session_id=sign_in.session_id)
    except NotFound:  # ended by another request at this moment
        return
    except NotSignedIn as refused:
        if refused.reason is SignInRefusal.UNKNOWN:
            raise
        async with database.acting_as(user_id) as session:
            await session.execute(_shown(sign_in))


def _shown(sign_in: SignIn) -> Delete:
    """Of whoever acts, by the secret that was shown: of nobody else's sign-in is anything ended."""
    return delete(LoginSession).where(
        LoginSession.id == sign_in.session_id,
        LoginSession.secret_digest.is_not_distinct_from(sign_in.secret_digest),
    )
