"""Making accounts, signing in and out, changing passwords.

What hashes a password takes the `Database` and opens its own short transactions around the hashing: none is open
while argon2 runs. Everything else takes the session of the person acting, and never commits.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final, Literal
from uuid import UUID

from sqlalchemy import Delete, case, delete, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from mygymtracker.accounts import queries
from mygymtracker.accounts.attempts import (
    Attempt,
    account_bucket,
    forget_attempts,
    network_bucket,
    password_change_bucket,
    take_attempt,
)
from mygymtracker.accounts.emails import normalise_email
from mygymtracker.accounts.passwords import PasswordHasher, check_new_password
from mygymtracker.accounts.profile import refuse_unknown_zone
from mygymtracker.accounts.zones import refuse_unusable_zone
from mygymtracker.database.columns import new_id
from mygymtracker.database.engine import SignIn
from mygymtracker.database.entities import LoginSession, User
from mygymtracker.database.transaction import Database
from mygymtracker.errors import Conflict, Invalid, NotFound, NotSignedIn, Refused, SignInRefusal

#: A browser's login session ends this long after it was last seen.
BROWSER_LASTS: Final = timedelta(days=90)
#: How often being seen is written down.
SEEN_EVERY: Final = timedelta(days=1)
SECRET_BYTES: Final = 32
LONGEST_LABEL: Final = 200

#: Taken by whoever makes an account, so that of two first ones at once the second sees the first.
_MAKING_ACCOUNTS: Final = 0x67796D01

SignUpMode = Literal["open", "first", "closed"]


@dataclass(frozen=True, slots=True)
class SignedIn:
    user_id: UUID
    session_id: UUID
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class BrowserSignedIn(SignedIn):
    """`secret` is for the cookie, and known nowhere else: the database keeps its SHA-256."""

    secret: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class _Verified:
    """An account whose password was just shown. `known_hash` is what it was verified against."""

    user_id: UUID
    email: str
    known_hash: str = field(repr=False)
    best_hash: str = field(repr=False)


async def sign_up(
    database: Database,
    hasher: PasswordHasher,
    *,
    email: str,
    password: str,
    network_address: str,
    mode: SignUpMode,
    now: datetime,
    time_zone: str = "UTC",
) -> UUID:
    """Makes an account, if `mode` lets anyone (open) or the first person only (first). Returns its id.

    Days begin and end in `time_zone`, an IANA name, until the person says otherwise. Raises Refused, Throttled,
    Invalid, and Conflict for an address that has an account.
    """
    if mode == "closed":
        raise _sign_up_closed()
    address = normalise_email(email)
    check_new_password(password, email=address)
    refuse_unknown_zone(time_zone)
    await take_attempt(database, network_bucket(network_address))
    if mode == "first":
        async with database.acting_as_nobody() as session:
            await _refuse_if_any_account(session)  # before the work of hashing; once more when it counts
    password_hash = await hasher.hash(password)
    user_id = new_id()
    async with database.acting_as(user_id) as session:
        await _wait_for_turn(session)
        if mode == "first":
            await _refuse_if_any_account(session)
        await _add_account(session, address, time_zone, user_id=user_id, password_hash=password_hash, now=now)
    return user_id


async def create_account(
    database: Database,
    hasher: PasswordHasher,
    *,
    email: str,
    password: str,
    now: datetime,
    time_zone: str = "UTC",
    user_id: UUID | None = None,
) -> UUID:
    """For whoever runs the server: makes an account in every mode, under an id of its own unless one is given.

    Raises Invalid and Conflict as `sign_up`.
    """
    address = normalise_email(email)
    check_new_password(password, email=address)
    refuse_unknown_zone(time_zone)
    password_hash = await hasher.hash(password)
    user_id = user_id or new_id()
    async with database.acting_as(user_id) as session:
        await _wait_for_turn(session)
        await _add_account(session, address, time_zone, user_id=user_id, password_hash=password_hash, now=now)
    return user_id


#: How one comes in where nobody may make an account for oneself.
SIGN_UP_CLOSED: Final = (
    "New accounts are made by whoever runs this server, with: mygymtracker account create EMAIL "
    "(or opened to everyone with SIGN_UP=open)."
)


def _sign_up_closed() -> Refused:
    return Refused(SIGN_UP_CLOSED)


async def may_sign_up(database: Database, *, mode: SignUpMode) -> tuple[bool, bool]:
    """Whether `sign_up` would make an account, and whether there is none yet."""
    async with database.acting_as_nobody() as session:
        is_empty = not await _any_account(session)
    return mode == "open" or (mode == "first" and is_empty), is_empty


async def _wait_for_turn(session: AsyncSession) -> None:
    await session.execute(select(func.pg_advisory_xact_lock(_MAKING_ACCOUNTS)))


async def _refuse_if_any_account(session: AsyncSession) -> None:
    if await _any_account(session):
        raise _sign_up_closed()


async def _any_account(session: AsyncSession) -> bool:
    return bool((await session.execute(select(func.any_account_exists()))).scalar_one())


async def _add_account(
    session: AsyncSession, email: str, time_zone: str, *, user_id: UUID, password_hash: str, now: datetime
) -> None:
    await refuse_unusable_zone(session, time_zone)
    adding = (
        insert(User)
        .values(id=user_id, email=email, password_hash=password_hash, account_created_at=now, time_zone=time_zone)
        .on_conflict_do_nothing(index_elements=[User.email])
        .returning(User.id)
    )
    if (await session.execute(adding)).scalar_one_or_none() is None:
        raise address_taken(email)


def address_taken(email: str) -> Conflict:
    return Conflict(f"There is an account {email} already.")


async def sign_in_browser(
    database: Database, hasher: PasswordHasher, attempt: Attempt, *, now: datetime
) -> BrowserSignedIn:
    """A login session of 90 days that slides, shown by a secret. Raises NotSignedIn, Throttled, Invalid."""
    secret = secrets.token_bytes(SECRET_BYTES)
    signed_in = await _sign_in(
        database,
        hasher,
        attempt,
        now=now,
        expires_at=now + BROWSER_LASTS,
        secret_digest=hashlib.sha256(secret).digest(),
    )
    return BrowserSignedIn(signed_in.user_id, signed_in.session_id, signed_in.expires_at, secret)


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
    verified = await _verify(database, hasher, attempt)
    signed_in = SignedIn(verified.user_id, new_id(), expires_at)
    async with database.acting_as(verified.user_id) as session:
        # The hash once more: the password may have been changed since, which signs out everyone who used the old.
        if not await _replace_hash(session, verified, last_login_at=now):
            raise _wrong()
        await session.execute(delete(LoginSession).where(LoginSession.expires_at <= func.now()))
        session.add(
            LoginSession(
                user_id=signed_in.user_id,
                id=signed_in.session_id,
                secret_digest=secret_digest,
                label=_fit_label(attempt.label),
                created_at=now,
                last_seen_at=now,
                expires_at=expires_at,
            )
        )
        await session.flush()
        await forget_attempts(session, account_bucket(verified.email))
    return signed_in


async def _verify(database: Database, hasher: PasswordHasher, attempt: Attempt) -> _Verified:
    """Unknown address or wrong password: the same attempts taken, the same work, the same answer."""
    email = normalise_email(attempt.email)
    await take_attempt(database, network_bucket(attempt.network_address))
    await take_attempt(database, account_bucket(email))
    async with database.acting_as_nobody() as session:
        found = (await session.execute(queries.account_for_sign_in(email))).one_or_none()
    if found is None:
        await hasher.verify_against_nobody(attempt.password)
        raise _wrong()
    user_id, known_hash = found
    if not await hasher.verify(known_hash, attempt.password):
        raise _wrong()
    outdated = hasher.needs_rehash(known_hash)
    best_hash = await hasher.hash(attempt.password) if outdated else known_hash
    return _Verified(user_id, email, known_hash, best_hash)


def _wrong() -> NotSignedIn:
    return NotSignedIn("E-mail address or password is wrong.")


async def _replace_hash(session: AsyncSession, verified: _Verified, **also: datetime) -> bool:
    """False when the password is another one by now. Locks the account's row until the transaction ends."""
    replacing = (
        update(User)
        .where(User.id == verified.user_id, User.password_hash == verified.known_hash)
        .values(password_hash=verified.best_hash, **also)
        .returning(User.id)
        .execution_options(synchronize_session=False)
    )
    return (await session.execute(replacing)).scalar_one_or_none() is not None


def _fit_label(label: str) -> str:
    """What a device says about itself: without control characters, and no longer than the column."""
    return "".join(filter(str.isprintable, label)).strip()[:LONGEST_LABEL]


async def keep_alive(session: AsyncSession, *, session_id: UUID, now: datetime) -> None:
    """Notes that a login session was seen; a browser's then lasts 90 days again, a program's as long as its token.

    Once a day at most, however often it is called.
    """
    slid = case((LoginSession.secret_digest.is_(None), LoginSession.expires_at), else_=now + BROWSER_LASTS)
    await session.execute(
        update(LoginSession)
        .where(LoginSession.id == session_id, LoginSession.last_seen_at <= now - SEEN_EVERY)
        .values(last_seen_at=now, expires_at=slid)
        .execution_options(synchronize_session=False)
    )


async def revoke(session: AsyncSession, *, session_id: UUID) -> None:
    """Ends one of the acting person's login sessions, at once. Raises NotFound, for another person's too."""
    revoking = delete(LoginSession).where(LoginSession.id == session_id).returning(LoginSession.id)
    if (await session.execute(revoking)).scalar_one_or_none() is None:
        raise NotFound("There is no such login session. It may have ended already.")


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


async def change_password(
    database: Database, hasher: PasswordHasher, *, user_id: UUID, sign_in: SignIn, old_password: str, password: str
) -> None:
    """Also ends all other login sessions, those of programs included; the one that asks goes on.

    Raises NotSignedIn, Throttled, Invalid for a wrong old password or an unfit new one, and Conflict when it was
    changed from elsewhere meanwhile.
    """
    async with database.acting_as(user_id, sign_in=sign_in, read_only=True) as session:
        email, known_hash = (await session.execute(queries.password_of(user_id))).one()
    check_new_password(password, email=email)
    bucket = password_change_bucket(user_id)
    await take_attempt(database, bucket)
    if not await hasher.verify(known_hash, old_password):
        raise Invalid("The old password is wrong.", field="old_password")
    verified = _Verified(user_id, email, known_hash, await hasher.hash(password))
    async with database.acting_as(user_id, sign_in=sign_in) as session:
        if not await _replace_hash(session, verified):
            raise password_changed_meanwhile()
        await session.execute(delete(LoginSession).where(LoginSession.id != sign_in.session_id))
        await forget_attempts(session, bucket)


def password_changed_meanwhile() -> Conflict:
    return Conflict("The password was changed from elsewhere at this moment. Nothing was changed here.")


async def set_password(database: Database, hasher: PasswordHasher, *, user_id: UUID, password: str) -> None:
    """For whoever runs the server: without the old password. Ends all login sessions. Raises Invalid, NotFound."""
    async with database.acting_as(user_id, read_only=True) as session:
        found = (await session.execute(queries.password_of(user_id))).one_or_none()
    if found is None:
        raise NotFound("There is no such account.")
    email, _ = found
    check_new_password(password, email=email)
    password_hash = await hasher.hash(password)
    async with database.acting_as(user_id) as session:
        setting = update(User).where(User.id == user_id).values(password_hash=password_hash)
        await session.execute(setting.execution_options(synchronize_session=False))
        await session.execute(delete(LoginSession).where(LoginSession.user_id == user_id))
        await forget_attempts(session, account_bucket(email))
