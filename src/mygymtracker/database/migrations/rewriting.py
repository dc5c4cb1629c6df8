"""How long revisions take that write every row of a table anew, while nobody can use it.

Each revision declares these tables as `rewrites`; `tests/migrations/test_rewrites.py` holds it to that.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Final

from alembic.script import Script
from sqlalchemy import Connection, text

from mygymtracker.amounts import amount, duration

#: Bytes of a table, its indexes included, that are rewritten in a second. A disk of flash memory took two minutes for
#: 20 million sets (8.3 GB); a small machine's card of class 10 writes at least so much.
FAST_BYTES_PER_SECOND: Final = 70_000_000
SLOW_BYTES_PER_SECOND: Final = 10_000_000
#: Of less, nobody notices it.
LEAST_BYTES: Final = 100_000_000

_SIZE: Final = text("SELECT coalesce(pg_total_relation_size(to_regclass('public.' || quote_ident(:table))), 0)")


def sentences(connection: Connection, revisions: Iterable[Script]) -> list[str]:
    """What of `revisions` will take a while in this database, in their order."""
    return [
        sentence(revision.revision, table, size)
        for revision in revisions
        for table in getattr(revision.module, "rewrites", ())
        if (size := int(connection.scalar(_SIZE, {"table": table}) or 0)) >= LEAST_BYTES
    ]


def sentence(revision: str, table: str, size_bytes: int) -> str:
    """The estimate is in proportion to the table's size: from that of a fast disk to that of a slow card."""
    fast, slow = (
        duration(timedelta(seconds=max(60, size_bytes / each)))
        for each in (FAST_BYTES_PER_SECOND, SLOW_BYTES_PER_SECOND)
    )
    return (
        f"revision {revision} writes {table} anew ({amount(size_bytes / 1e9)} GB): about {fast} on a fast disk, {slow} "
        "on a slow card, in which nobody can use it"
    )
