"""What people change of their own account: what they say of themselves, and the address they sign in with."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from mygymtracker.accounts import queries
from mygymtracker.accounts.attempts import forget_attempts, password_change_bucket, take_attempt
from mygymtracker.accounts.emails import normalise_email
from mygymtracker.accounts.passwords import PasswordHasher, refuse_own_address
from mygymtracker.accounts.profile import (
    content_of,
    refuse_future_year,
    values_of,
)
from mygymtracker.accounts.signing_in import revoke, revoke_all
from mygymtracker.accounts.writes import address_taken, password_changed_meanwhile
from mygymtracker.accounts.zones import refuse_unusable_zone
from mygymtracker.contents import merge
from mygymtracker.database.engine import SignIn
from mygymtracker.database.entities import User
from mygymtracker.database.owned_rows import change, refuse_other_version
from mygymtracker.database.transaction import Database
from mygymtracker.errors import NotFound, WrongPassword


async def change_profile(
    session: AsyncSession, patch: Mapping[str, object], *, expected_version: int | None, now: datetime
) -> User:
    """A JSON merge patch of what the acting person says of themselves. Raises Invalid, Changed, NotFound."""
    locked = select(User).with_for_update(key_share=True)  # whoever adds a row of theirs meanwhile need not wait
    user = (await session.execute(locked)).scalar_one_or_none()
    if user is None:
        raise NotFound("There is no such account.")
    known = content_of(user)
    refuse_other_version(user.version, expected_version, what="profile", existing=known)
    wanted = merge(known, patch)
    if wanted.time_zone != known.time_zone:
        await refuse_unusable_zone(session, wanted.time_zone)
    refuse_future_year(wanted.birth_year, now=now)
    return await change(session, user, values_of(wanted))


async def confirm_password(
    database: Database, hasher: PasswordHasher, *, user_id: UUID, sign_in: SignIn, password: str
) -> str:
    """That it is really the person signed in who asks for what cannot be undone. Counted as changes of a password are.

    Returns the hash that it was verified against. Raises NotSignedIn, Throttled, and Invalid for a wrong password.
    """
    async with database.acting_as(user_id, sign_in=sign_in, read_only=True) as session:
        _, known_hash, _ = (await session.execute(queries.password_of(user_id))).one()
    await take_attempt(database, password_change_bucket(user_id))
    if not await hasher.verify(known_hash, password):
        raise WrongPassword("The password is wrong.", field="password")
    return known_hash


async def revoke_confirmed(
    database: Database,
    hasher: PasswordHasher,
    *,
    user_id: UUID,
    sign_in: SignIn,
    password: str,
    session_id: UUID | None = None,
) -> None:
    """Ends another login session, or with no id all others, once it is sure who asks. The one that asks goes on.

    Raises NotSignedIn, Throttled, Invalid for a wrong password, and NotFound.
    """
    await confirm_password(database, hasher, user_id=user_id, sign_in=sign_in, password=password)
    async with database.acting_as(user_id, sign_in=sign_in) as session:
        if session_id is not None:
            await revoke(session, session_id=session_id)
        else:
            await revoke_all(session, but=sign_in.session_id)
        await forget_attempts(session, password_change_bucket(user_id))


async def change_email(
    database: Database, hasher: PasswordHasher, *, user_id: UUID, sign_in: SignIn, email: str, password: str
) -> None:
    """Whoever is signed in stays so: a login session shows who, and not under which address.

    Raises NotSignedIn, Throttled, Invalid, and Conflict for an address that has another account, or when the password
    was changed from elsewhere meanwhile.
    """
    address = normalise_email(email)
    known_hash = await confirm_password(database, hasher, user_id=user_id, sign_in=sign_in, password=password)
    refuse_own_address(password, email=address)
    async with database.acting_as(user_id, sign_in=sign_in) as session:
        if not await _replace_email(session, address, known_hash=known_hash):
            raise password_changed_meanwhile()
        await forget_attempts(session, password_change_bucket(user_id))


async def set_email(database: Database, *, user_id: UUID, email: str) -> None:
    """For whoever runs the server: without the password. Raises Invalid, Conflict as `change_email`, NotFound."""
    async with database.acting_as(user_id) as session:
        if not await _replace_email(session, normalise_email(email)):
            raise NotFound("There is no such account.")


async def _replace_email(session: AsyncSession, email: str, *, known_hash: str | None = None) -> bool:
    """False when there is no such account, or its password is another one than that by now. Raises Conflict."""
    replacing = update(User).values(email=email).returning(User.id).execution_options(synchronize_session=False)
    if known_hash is not None:
        replacing = replacing.where(User.password_hash == known_hash)
    try:
        return (await session.execute(replacing)).scalar_one_or_none() is not None
    except IntegrityError as error:  # one address has one account, also where two ask for it at once
        raise address_taken(email) from error
