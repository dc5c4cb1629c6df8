"""Who signed in and from where, and how often somebody tried with a wrong password, for the person to see.

Bounded, whatever strangers do: refusals of an hour are one row, and no person has more than some hundreds of rows.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID
from weakref import WeakKeyDictionary

from sqlalchemy import Insert, delete, func, insert, literal, or_, select, update
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from mygymtracker.accounts import queries
from mygymtracker.accounts.attempts import Attempt
from mygymtracker.database.columns import new_id
from mygymtracker.database.entities import SignInEvent, User
from mygymtracker.database.entities.signing_in import EXPIRED_KEPT
from mygymtracker.database.transaction import Database

#: How far back the list goes.
SHOWN: Final = timedelta(days=90)
#: Of one person, newest first.
MOST_EVENTS: Final = 2500
#: Wrong passwords of an hour that a person is told of unasked; fewer may have been their own fingers.
MANY_REFUSALS: Final = 5
_TOGETHER: Final = timedelta(hours=1)
#: Attempts that were throttled are noted once in so many seconds, of so many addresses within that time.
_NOTED_EVERY: Final = 60.0
_MOST_NOTED: Final = 1000


async def note_sign_in(
    session: AsyncSession, attempt: Attempt, *, user_id: UUID, session_id: UUID, known_device: bool, now: datetime
) -> bool:
    """In the transaction that signs in. Returns whether it was unusual: not the first, and all about it is new."""
    before = (
        await session.execute(
            select(
                func.count(SignInEvent.id),
                func.count(SignInEvent.id).filter(SignInEvent.network == attempt.network),
            ).where(SignInEvent.succeeded)
        )
    ).one()
    unusual = not known_device and before[0] > 0 and before[1] == 0
    await _sweep(session, now=now)
    session.add(
        SignInEvent(
            user_id=user_id,
            id=new_id(),
            happened_at=now,
            succeeded=True,
            unusual=unusual,
            attempts=1,
            label=attempt.shown_label,
            network=attempt.network,
            login_session_id=session_id,
        )
    )
    await session.flush()
    return unusual


async def note_refusal(
    database: Database, attempt: Attempt, *, user_id: UUID, now: datetime, attempts: int = 1
) -> None:
    """A wrong password for that account. With those of the same hour it is one row, of the network that tried last.

    An id that no account has does the same work, and nothing comes of it.
    """
    async with database.acting_as(user_id) as session:
        lately = SignInEvent.happened_at.between(now - _TOGETHER, now + _TOGETHER)
        known = select(SignInEvent.id).where(SignInEvent.succeeded.is_(False), lately)
        adding = (
            update(SignInEvent)
            .where(SignInEvent.id.in_(known.order_by(SignInEvent.happened_at.desc()).limit(1)))
            .values(attempts=SignInEvent.attempts + attempts, network=attempt.network, label=attempt.shown_label)
            .returning(SignInEvent.id)
            .execution_options(synchronize_session=False)
        )
        if (await session.execute(adding)).first() is None:
            await session.execute(_first_refusal(attempt, attempts, user_id=user_id, now=now))


class ThrottledAttempts:
    """Counts those that were refused unseen, so that a flood of them asks the database once a minute an address."""

    def __init__(self, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._noted: dict[str, tuple[float, int]] = {}

    def take(self, email: str) -> int:
        """How many to note now: this one and those before it that were not noted yet, or 0 for later."""
        now = self._clock()
        noted_at, waiting = self._noted.get(email, (-_NOTED_EVERY, 0))
        if now - noted_at < _NOTED_EVERY:
            self._noted[email] = noted_at, waiting + 1
            return 0
        if len(self._noted) >= _MOST_NOTED:
            self._noted = {each: counted for each, counted in self._noted.items() if now - counted[0] < _NOTED_EVERY}
        if len(self._noted) >= _MOST_NOTED:
            return 0
        self._noted[email] = now, 0
        return waiting + 1


_THROTTLED: Final[WeakKeyDictionary[AsyncEngine, ThrottledAttempts]] = WeakKeyDictionary()


async def note_throttled(database: Database, attempt: Attempt, *, email: str, now: datetime) -> UUID | None:
    """An attempt that nobody looked at, because there were too many. Whose it was, where it was noted."""
    attempts = _THROTTLED.setdefault(database.engine, ThrottledAttempts()).take(email)
    if not attempts:
        return None
    account = await queries.find_account(database, email)
    user_id = account[0] if account else None
    await note_refusal(database, attempt, user_id=user_id or new_id(), now=now, attempts=attempts)
    return user_id


def _first_refusal(attempt: Attempt, attempts: int, *, user_id: UUID, now: datetime) -> Insert:
    """Of nobody's account there is no row to take it from."""
    values: dict[str, object] = {
        "user_id": user_id,
        "id": new_id(),
        "happened_at": now,
        "succeeded": False,
        "unusual": False,
        "attempts": attempts,
        "label": attempt.shown_label,
        "network": attempt.network,
    }
    columns = SignInEvent.__mapper__.columns
    row = select(*(literal(value, columns[name].type) for name, value in values.items())).where(User.id == user_id)
    return insert(SignInEvent).from_select(list(values), row)


async def _sweep(session: AsyncSession, *, now: datetime) -> None:
    newest = select(SignInEvent.id).order_by(SignInEvent.happened_at.desc(), SignInEvent.id.desc())
    too_old = SignInEvent.happened_at < now - EXPIRED_KEPT
    sweeping = delete(SignInEvent).where(or_(too_old, SignInEvent.id.in_(newest.offset(MOST_EVENTS))))
    await session.execute(sweeping.execution_options(synchronize_session=False))


async def recent_events(session: AsyncSession, *, now: datetime) -> Sequence[SignInEvent]:
    """The acting person's of the last 90 days, newest first."""
    newest_first = SignInEvent.happened_at.desc(), SignInEvent.id.desc()
    query = select(SignInEvent).where(SignInEvent.happened_at > now - SHOWN).order_by(*newest_first)
    return (await session.scalars(query)).all()


def is_news(event: SignInEvent, *, session_id: UUID) -> bool:
    """Whether to tell of it unasked, at a visit by that login session."""
    if event.acknowledged_at is not None or event.login_session_id == session_id:
        return False
    return event.unusual or (not event.succeeded and event.attempts >= MANY_REFUSALS)


async def acknowledge(session: AsyncSession, *, now: datetime) -> None:
    """The person has seen the list: nothing in it is news any more."""
    seen = update(SignInEvent).where(SignInEvent.acknowledged_at.is_(None)).values(acknowledged_at=now)
    await session.execute(seen.execution_options(synchronize_session=False))
