"""Making accounts, signing in and out, changing passwords.

What hashes a password takes the `Database` and opens its own short transactions around the hashing: none is open
while argon2 runs. Everything else takes the session of the person acting, and never commits.
"""

from __future__ import annotations

import hmac
from datetime import datetime
from typing import Final, Literal
from uuid import UUID

from sqlalchemy import delete, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from mygymtracker.accounts import queries
from mygymtracker.accounts.attempts import (
    account_bucket,
    forget_attempts,
    household,
    network_bucket,
    password_change_bucket,
    take_attempt,
)
from mygymtracker.accounts.emails import normalise_email
from mygymtracker.accounts.hashing_line import Turn
from mygymtracker.accounts.passwords import PasswordHasher, check_new_password
from mygymtracker.accounts.profile import refuse_unknown_zone
from mygymtracker.accounts.set_up_code import read_code
from mygymtracker.accounts.signing_in import Verified, replace_hash
from mygymtracker.accounts.zones import refuse_unusable_zone
from mygymtracker.database.columns import new_id
from mygymtracker.database.engine import SignIn
from mygymtracker.database.entities import LoginSession, User
from mygymtracker.database.transaction import Database
from mygymtracker.errors import Conflict, Invalid, NotFound, Refused, WrongPassword

#: Taken by whoever makes an account, so that of two first ones at once the second sees the first.
_MAKING_ACCOUNTS: Final = 0x67796D01

SignUpMode = Literal["open", "first", "closed"]


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
    code: str = "",
    set_up_code: str | None = None,
) -> UUID:
    """Makes an account, if `mode` lets anyone (open) or the first person only (first). Returns its id.

    The first account needs `set_up_code`, where there is one, as its `code`. Days begin and end in `time_zone`, an IANA
    name, until the person says otherwise. Raises Refused, Throttled, Busy, Invalid, and Conflict for an address that
    has an account.
    """
    if mode == "closed":
        raise _sign_up_closed()
    address = normalise_email(email)
    check_new_password(password, email=address)
    refuse_unknown_zone(time_zone)
    await take_attempt(database, network_bucket(network_address))
    has_code = set_up_code is None or hmac.compare_digest(read_code(code), read_code(set_up_code))
    async with database.acting_as_nobody() as session:  # before the work of hashing; once more when it counts
        await _refuse_sign_up(session, mode=mode, has_code=has_code)
    password_hash = await hasher.hash(password, Turn(household(network_address)))
    user_id = new_id()
    async with database.acting_as(user_id) as session:
        await _wait_for_turn(session)
        await _refuse_sign_up(session, mode=mode, has_code=has_code)
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


async def _refuse_sign_up(session: AsyncSession, *, mode: SignUpMode, has_code: bool) -> None:
    if await _any_account(session):
        if mode == "first":
            raise _sign_up_closed()
    elif not has_code:
        raise Invalid(
            "The first account of this server needs the code that it shows where it was started: in its terminal, or "
            "in its log.",
            field="code",
        )


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


async def change_password(
    database: Database, hasher: PasswordHasher, *, user_id: UUID, sign_in: SignIn, old_password: str, password: str
) -> None:
    """Also ends all other login sessions, those of programs included; the one that asks goes on.

    Raises NotSignedIn, Throttled, Invalid for a wrong old password or an unfit new one, and Conflict when it was
    changed from elsewhere meanwhile.
    """
    async with database.acting_as(user_id, sign_in=sign_in, read_only=True) as session:
        email, known_hash, name = (await session.execute(queries.password_of(user_id))).one()
    check_new_password(password, email=email, name=name)
    bucket = password_change_bucket(user_id)
    await take_attempt(database, bucket)
    if not await hasher.verify(known_hash, old_password):
        raise WrongPassword("The old password is wrong.", field="old_password")
    verified = Verified(user_id, email, known_hash, await hasher.hash(password))
    async with database.acting_as(user_id, sign_in=sign_in) as session:
        if not await replace_hash(session, verified):
            raise password_changed_meanwhile()
        await session.execute(delete(LoginSession).where(LoginSession.id != sign_in.session_id))
        await forget_attempts(session, bucket)


def password_changed_meanwhile() -> Conflict:
    return Conflict("The password was changed from elsewhere at this moment. Nothing was changed here.")


async def set_password(database: Database, hasher: PasswordHasher, *, user_id: UUID, password: str) -> None:
    """For whoever runs the server: without the old password. Ends all login sessions. Raises Invalid, NotFound."""
    async with database.acting_as(user_id, read_only=True) as session:
        account = (await session.execute(queries.password_of(user_id))).one_or_none()
    if account is None:
        raise NotFound("There is no such account.")
    email, _, name = account
    check_new_password(password, email=email, name=name)
    password_hash = await hasher.hash(password)
    async with database.acting_as(user_id) as session:
        setting = update(User).where(User.id == user_id).values(password_hash=password_hash)
        await session.execute(setting.execution_options(synchronize_session=False))
        await session.execute(delete(LoginSession).where(LoginSession.user_id == user_id))
        await forget_attempts(session, account_bucket(email))
