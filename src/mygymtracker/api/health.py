"""Whether the process lives, and whether it can work."""

from __future__ import annotations

import msgspec
from litestar import Router, get
from litestar.datastructures import State
from sqlalchemy import text

from mygymtracker.database.transaction import Database


class Health(msgspec.Struct):
    """`ok` is true whenever this is answered at all; a database that is away is a 503 problem instead."""

    ok: bool


@get("/live", summary="Is the process alive?", description="Answers without asking the database.", security=[])
async def live() -> Health:
    return Health(ok=True)


@get(
    "/ready",
    summary="Can it do its work?",
    description="Asks the database which schema it has; 503 when it is away, or when the schema is not the one that "
    "this server works with. The answer says which.",
    security=[],
)
async def ready(state: State) -> Health:
    database: Database = state.probe
    if database.schema is not None:
        await database.schema.look()
    async with database.acting_as_nobody() as session:
        await session.execute(text("SELECT 1"))
    return Health(ok=True)


router = Router("/health", route_handlers=[live, ready], tags=["Health"])
