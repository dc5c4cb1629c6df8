"""Leaving: an account and everything that belongs to it goes, at once or not at all."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncSession

from mygymtracker.accounts.changing import confirm_password
from mygymtracker.accounts.passwords import PasswordHasher
from mygymtracker.accounts.writes import password_changed_meanwhile
from mygymtracker.database.engine import SignIn
from mygymtracker.database.entities import AGGREGATES, Exercise, Through, User
from mygymtracker.database.savepoints import label
from mygymtracker.database.transaction import Database
from mygymtracker.errors import Conflict, NotFound

#: Everything a person owns, children first: the founding keys let nobody go who still has plans or workouts, and
#: no exercise go that is still used. Removed in one statement each, not row by row from the parents down.
OWNED: Final = tuple(each.entity for each in reversed(AGGREGATES))

#: Below PostgreSQL's own second until it looks for a deadlock and ends one of the two: here it is always us who gives
#: way and begins again, and never the workout that is being written.
_PATIENCE: Final = "500ms"
_TRIES: Final = 10
#: SQLSTATEs lock_not_available and deadlock_detected.
_IN_THE_WAY: Final = ("55P03", "40P01")


async def leave(database: Database, hasher: PasswordHasher, *, user_id: UUID, sign_in: SignIn, password: str) -> None:
    """The person's account is gone, and all it held: every sign-in ends. What is shared by all stays.

    Raises NotSignedIn, Throttled, Invalid for a wrong password, and Conflict when the password was changed, or
    something else went on being written, meanwhile.
    """
    known_hash = await confirm_password(database, hasher, user_id=user_id, sign_in=sign_in, password=password)
    if not await _remove(database, user_id, sign_in=sign_in, known_hash=known_hash):
        raise password_changed_meanwhile()


async def remove_account(database: Database, *, user_id: UUID) -> None:
    """For whoever runs the server: without the password. Raises NotFound, and Conflict as `leave`."""
    if not await _remove(database, user_id):
        raise NotFound("There is no such account.")


async def _remove(
    database: Database, user_id: UUID, *, sign_in: SignIn | None = None, known_hash: str | None = None
) -> bool:
    """False when there is no such account, or its password is another one than that. One transaction a try."""
    for _ in range(_TRIES):
        try:
            async with database.acting_as(user_id, sign_in=sign_in, through=Through.API, heavy=True) as session:
                if not await _lock_account(session, known_hash=known_hash):
                    return False
                await _remove_everything(session, user_id)
                return True
        except DBAPIError as error:
            if getattr(error.orig, "sqlstate", None) not in _IN_THE_WAY:
                raise
    raise Conflict("Something of yours is being written at this moment. Nothing was deleted; try again.")


async def _lock_account(session: AsyncSession, *, known_hash: str | None) -> bool:
    """From here on nobody can add anything of this person's: a new row has to find the account, and waits for it."""
    await label(session, "lock_timeout", _PATIENCE)
    locking = select(User.id).with_for_update()
    if known_hash is not None:
        locking = locking.where(User.password_hash == known_hash)
    return (await session.execute(locking)).scalar_one_or_none() is not None


async def _remove_everything(session: AsyncSession, user_id: UUID) -> None:
    for entity in OWNED:
        removing = delete(entity).execution_options(synchronize_session=False)
        if entity is Exercise:  # whose shared ones everyone sees
            removing = removing.where(Exercise.owner_id == user_id)
        await session.execute(removing)
