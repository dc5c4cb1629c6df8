"""Whether the process lives, and whether it can work."""

from __future__ import annotations

import msgspec
from litestar import Response, Router, get
from litestar.datastructures import State
from sqlalchemy import text

from mygymtracker.api.errors import Problem, problems, respond
from mygymtracker.database.supervising import Supervisor
from mygymtracker.database.transaction import Database


class Health(msgspec.Struct):
    """`ok` is true whenever this is answered at all; a database that is away is a 503 problem instead."""

    ok: bool


@get(
    "/live",
    summary="Is the process alive?",
    description="Answers without asking the database. 503 once the embedded database ended and could not be started "
    "again, or is not looked after any more: then the process is of no use and is ending.",
    security=[],
    responses=problems(503),
)
async def live(state: State) -> Response[Health] | Response[Problem]:
    supervisor: Supervisor | None = state.get("supervisor")
    if supervisor is not None and not supervisor.watches:
        return respond(Problem(title="Unavailable", status=503, detail="The database ended, and so does this process."))
    return Response(Health(ok=True))


@get(
    "/ready",
    summary="Can it do its work?",
    description="Asks the database which schema it has; 503 when it is away, or when the schema is not the one that "
    "this server works with. The answer says which.",
    security=[],
)
async def ready(state: State) -> Health:
    database: Database = state.database
    if database.schema is not None:
        await database.schema.look()
    async with database.acting_as_nobody() as session:
        await session.execute(text("SELECT 1"))
    return Health(ok=True)


router = Router("/health", route_handlers=[live, ready], tags=["Health"])
