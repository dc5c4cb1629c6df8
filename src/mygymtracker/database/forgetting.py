"""The change log does not reach back for ever: what is older than its retention is forgotten.

Only the owner of the tables can do this; nobody who works for people has the right to. Each person's part is a
transaction of its own, so that nobody waits for anybody else's.

What is forgotten is gone for good, and whether a clock is right cannot be known. So nothing is forgotten by itself
after the clock went further than a server that is in use stands still: a person has to say that it is right.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import text

from mygymtracker.clocks import FAR_AHEAD
from mygymtracker.database.engine import build_engine
from mygymtracker.errors import Refused
from mygymtracker.postgres_address import PostgresAddress

#: Row security would show a login of lesser rights an empty log.
_MAY: Final = text("SELECT has_table_privilege('public.changes', 'DELETE')")
# A revision whose clock was behind is as new as those before it, and one whose clock was ahead keeps those after it.
_FORGETTABLE: Final = text("""
SELECT user_id,
       coalesce(min(revision) FILTER (WHERE changed_at >= :before) - 1, max(revision)) AS revision
FROM changes
GROUP BY user_id
HAVING min(changed_at) < :before
""")
_COUNT: Final = text(f"""
SELECT count(*)
FROM changes
JOIN ({_FORGETTABLE.text}) AS old
  ON changes.user_id = old.user_id AND changes.revision <= old.revision
""")  # noqa: S608 — constants
_NEWEST: Final = text("SELECT max(changed_at) FROM changes")
# the counter before the log, as everybody does it who writes
_REMEMBER_WHERE: Final = text("""
UPDATE change_counters
SET oldest_revision = :revision
WHERE user_id = :user_id AND oldest_revision < :revision
""")
# a device may send again what the log forgets
_REMEMBER_OPERATIONS: Final = text("""
INSERT INTO processed_operations (user_id, operation_id)
SELECT user_id, operation_id
FROM changes
WHERE user_id = :user_id AND revision <= :revision AND operation_id IS NOT NULL
ON CONFLICT DO NOTHING
""")
_FORGET: Final = text("DELETE FROM changes WHERE user_id = :user_id AND revision <= :revision")


#: How long a server may be off, or its clock be set forward, until a person has to say that its clock is right.
LONGEST_GAP: Final = timedelta(days=31)


def refuse_jump(last_run: datetime, *, now: datetime) -> None:
    """Raises Refused where the clock went further than expected since old changes were forgotten last, or back."""
    hint = "Nothing is forgotten. If the clock is right, say so: mygymtracker db forget"
    if now < last_run - FAR_AHEAD:
        raise Refused(
            f"The clock says {now:%Y-%m-%d %H:%M} UTC, before {last_run:%Y-%m-%d %H:%M}, when old changes were looked "
            f"for last. {hint}"
        )
    if now - last_run > LONGEST_GAP:
        raise Refused(
            f"The clock says {now:%Y-%m-%d %H:%M} UTC, which is {(now - last_run).days} days after old changes were "
            f"looked for last: the machine was off for as long, or the clock is wrong. {hint}"
        )


async def may_forget(login: PostgresAddress) -> bool:
    """Whether a login owns the tables, as that of whoever serves need not."""
    engine = build_engine(login, working_role=None, pool_size=1)
    try:
        async with engine.begin() as connection:
            return bool((await connection.execute(_MAY)).scalar_one())
    finally:
        await engine.dispose()


async def newest_change(owner: PostgresAddress) -> datetime | None:
    """When somebody changed anything last, as the clock said then; None in an empty log."""
    engine = build_engine(owner, working_role=None, pool_size=1)
    try:
        async with engine.begin() as connection:
            newest: datetime | None = (await connection.execute(_NEWEST)).scalar_one()
            return newest
    finally:
        await engine.dispose()


async def count_forgettable(owner: PostgresAddress, *, before: datetime) -> int:
    """How many changes `forget_changes` would forget."""
    engine = build_engine(owner, working_role=None, pool_size=1)
    try:
        async with engine.begin() as connection:
            number: int = (await connection.execute(_COUNT, {"before": before})).scalar_one()
            return number
    finally:
        await engine.dispose()


async def forget_changes(owner: PostgresAddress, *, before: datetime) -> int:
    """Forgets every change made before an instant; how many. A device that was last there earlier begins anew.

    A revision goes whole or not at all, and everything older with it. That operations of devices were done is
    remembered. Raises Refused for a login that does not own the tables.
    """
    if not await may_forget(owner):
        raise Refused(f"The login {owner.user} does not own the log of changes, so it cannot forget old ones.")
    engine = build_engine(owner, working_role=None, pool_size=1)
    forgotten = 0
    try:
        async with engine.begin() as connection:
            forgettable = (await connection.execute(_FORGETTABLE, {"before": before})).all()
        for user_id, revision in forgettable:
            async with engine.begin() as connection:
                one = {"user_id": user_id, "revision": revision}
                await connection.execute(_REMEMBER_WHERE, one)
                await connection.execute(_REMEMBER_OPERATIONS, one)
                forgotten += (await connection.execute(_FORGET, one)).rowcount
    finally:
        await engine.dispose()
    return forgotten
