"""All that a person has, as one digest: every row of every table that is logged."""

from __future__ import annotations

import hashlib
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from mygymtracker.database.entities import LOGGED


async def digests(owner: AsyncEngine, user_id: UUID) -> dict[str, str]:
    """A digest for each table that has rows of this person's, asked as the owner of the tables."""
    found = {}
    async with owner.connect() as connection:
        for logged in LOGGED:
            rows = logged.rows
            asked = (
                f"SELECT ({rows.row('there')})::text FROM public.{logged.table} AS there WHERE {rows.owner} = :owner"
            )
            lines = sorted(await connection.scalars(text(asked), {"owner": user_id}))
            if lines:
                found[logged.table] = hashlib.sha256("\n".join(lines).encode()).hexdigest()
    return found
