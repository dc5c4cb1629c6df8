"""The change log does not reach back for ever: what is older than its retention is forgotten.

Only the owner of the tables can do this; nobody who works for people has the right to. Each person's part is a
transaction of its own, so that nobody waits for anybody else's.
"""

from __future__ import annotations

from datetime import datetime
from typing import Final

from sqlalchemy import text

from mygymtracker.database.engine import build_engine
from mygymtracker.errors import Refused
from mygymtracker.postgres_address import PostgresAddress

#: Row security would show a login of lesser rights an empty log.
_MAY: Final = text("SELECT has_table_privilege('public.changes', 'DELETE')")
_FORGETTABLE: Final = text("""
SELECT user_id, max(revision) AS revision
FROM changes
WHERE changed_at < :before
GROUP BY user_id
ORDER BY user_id
""")
# the counter before the log, as everybody does it who writes
_REMEMBER_WHERE: Final = text("""
UPDATE change_counters
SET oldest_revision = :revision
WHERE user_id = :user_id AND oldest_revision < :revision
""")
_FORGET: Final = text("DELETE FROM changes WHERE user_id = :user_id AND revision <= :revision")


async def forget_changes(owner: PostgresAddress, *, before: datetime) -> int:
    """Forgets every change made before an instant; how many. A device that was last there earlier begins anew.

    A revision goes whole or not at all, and everything older with it. Raises Refused for a login that does not own the
    tables.
    """
    engine = build_engine(owner, working_role=None, pool_size=1)
    forgotten = 0
    try:
        async with engine.begin() as connection:
            if not (await connection.execute(_MAY)).scalar_one():
                raise Refused(f"The login {owner.user} does not own the log of changes, so it cannot forget old ones.")
            found = (await connection.execute(_FORGETTABLE, {"before": before})).all()
        for user_id, revision in found:
            async with engine.begin() as connection:
                one = {"user_id": user_id, "revision": revision}
                await connection.execute(_REMEMBER_WHERE, one)
                forgotten += (await connection.execute(_FORGET, one)).rowcount
    finally:
        await engine.dispose()
    return forgotten
