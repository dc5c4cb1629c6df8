"""Whether the process lives, and whether it can work."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import msgspec
from litestar import Response, Router, get
from litestar.datastructures import State
from sqlalchemy import text

from mygymtracker.api.errors import Problem, problems, respond
from mygymtracker.database.supervising import DatabaseState
from mygymtracker.database.transaction import Database

#: Sentences that anybody may read, by the part that does not work as it should: `backups`, `change_log`, `disk`.
PartProblems = Callable[[], Mapping[str, str]]


def no_problems() -> Mapping[str, str]:
    return {}


class Health(msgspec.Struct):
    """`ok` is true whenever this is answered at all; a database that is away is a 503 problem instead."""

    ok: bool


class Readiness(Health):
    """`problems` are of parts that no request needs: a sentence each, by the part's name."""

    problems: Mapping[str, str]


@get(
    "/live",
    summary="Is the process alive?",
    description="Answers without asking the database. 503 once the embedded database ended and could not be started "
    "again, or is not looked after any more: then the process is of no use and is ending.",
    security=[],
    responses=problems(503),
)
async def live(state: State) -> Response[Health] | Response[Problem]:
    supervisor: DatabaseState | None = state.get("supervisor")
    if supervisor is not None and not supervisor.watches:
        return respond(Problem(title="Unavailable", status=503, detail="The database ended, and so does this process."))
    return Response(Health(ok=True))


@get(
    "/ready",
    summary="Can it do its work?",
    description="Asks the database which schema it has; 503 when it is away, or when the schema is not the one that "
    "this server works with. The answer says which. Where requests can be served and something else went wrong, "
    "`problems` says what: `backups` that failed, a `change_log` that a jump of the clock keeps from being shortened.",
    security=[],
)
async def ready(state: State) -> Readiness:
    database: Database = state.probe
    if database.schema is not None:
        await database.schema.look()
    async with database.acting_as_nobody() as session:
        await session.execute(text("SELECT 1"))
    part_problems: PartProblems = state.part_problems
    return Readiness(ok=True, problems=part_problems())


router = Router("/health", route_handlers=[live, ready], tags=["Health"])
