"""How devices stay in step, over HTTP: the protocol is in docs/explanation/sync.md."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Annotated, Final
from uuid import UUID

from litestar import Router, get
from litestar.config.compression import CompressionConfig
from litestar.middleware import DefineMiddleware
from litestar.middleware.compression import CompressionMiddleware
from litestar.openapi.spec import OpenAPIType
from litestar.params import QueryParameter

from mygymtracker.api.authentication import HEAVY_WORK, RequestSession
from mygymtracker.api.device_files import read_device_file
from mygymtracker.api.sync_push import push_changes
from mygymtracker.api.write_requests import answers
from mygymtracker.database.entities import SessionStatus, SetType
from mygymtracker.errors import Invalid
from mygymtracker.quantities import LoadMode, LoadUnit
from mygymtracker.sync import bootstrapping, pulling
from mygymtracker.sync.answers import (
    OLDEST_SCHEMA,
    ROW_OF,
    SCHEMA,
    BootstrapAnswer,
    PullAnswer,
    read_schema,
)
from mygymtracker.sync.cursors import SECTIONS, Cursor, encode, end_of, first_page
from mygymtracker.sync.rows import BY_KIND, Kind

_EPOCH: Final = UUID("6f1c2a53-98d4-4f0e-8a37-0d2c1f5b7e90")
_CATALOGUE: Final = "9b1ad8f3c0a45c1f2f7d1f6a6d34b1c7d0c2f7e7c1bb58e6a1c8f1a2d3e4f506"
_STARTED_AT: Final = datetime(2026, 3, 2, 18, tzinfo=UTC)
_WORKOUT: Final = ROW_OF[Kind.WORKOUT](
    id=UUID("019caf70-6140-7000-8000-0000000000a1"),
    revision=57,
    fields=BY_KIND[Kind.WORKOUT].example(
        name="Pull",
        notes="",
        started_at=_STARTED_AT,
        status=SessionStatus.IN_PROGRESS,
        time_zone="Europe/Berlin",
        performed_on=date(2026, 3, 2),
    ),
)
_SET: Final = ROW_OF[Kind.SET](
    id=UUID("019caf70-6140-7000-8000-0000000000a3"),
    revision=61,
    fields=BY_KIND[Kind.SET].example(
        workout_exercise_id=UUID("019caf70-6140-7000-8000-0000000000a2"),
        set_type=SetType.WORKING,
        set_index=1,
        reps=8,
        load=Decimal("82.50"),
        load_unit=LoadUnit.KG,
        load_mode=LoadMode.EXTERNAL,
        rpe=Decimal("8.5"),
        note="",
        performed_at=_STARTED_AT,
        exercise_id=UUID("019caf70-6140-7000-8000-0000000000e1"),
    ),
)
_GONE: Final = ROW_OF[Kind.SET](id=UUID("019caf70-6140-7000-8000-0000000000a4"), revision=61, deleted=True)
_PULLED: Final = PullAnswer(
    schema=SCHEMA,
    epoch=_EPOCH,
    epoch_revision=0,
    revision=61,
    catalogue=_CATALOGUE,
    rows=[_SET, _GONE],
    cursor=encode(Cursor(_EPOCH, end_of(61))),
    more=False,
)
_BEGUN: Final = BootstrapAnswer(
    schema=SCHEMA,
    epoch=_EPOCH,
    epoch_revision=0,
    revision=57,
    catalogue=_CATALOGUE,
    rows=[_WORKOUT],
    cursor=encode(Cursor(_EPOCH, end_of(57))),
    workouts=1056,
    history=encode(first_page(_EPOCH)),
)

#: Text to Litestar, because what is no number is refused in our own words.
Schema = Annotated[
    str | None,
    QueryParameter(
        required=True,
        description="The protocol that you speak.",
        schema_extra={
            "type": OpenAPIType.INTEGER,
            "one_of": None,
            "minimum": OLDEST_SCHEMA,
            "maximum": SCHEMA,
            "examples": [SCHEMA],
        },
    ),
]


@get(
    "/",
    operation_id="pullChanges",
    summary="Pull what changed",
    description="Every row that changed since the cursor, as it is now, once an answer. Ask again while there is more. "
    "Answers 410 where the log does not reach back to the cursor, and 426 to a protocol that is understood no more.",
    responses=answers(PullAnswer, _PULLED, "What changed.", 400, 401, 410, 422, 426),
)
async def pull_changes(
    session: RequestSession,
    *,
    schema: Schema = None,
    cursor: Annotated[
        str | None,
        QueryParameter(
            required=True, max_length=200, description="Of the answer before: of a pull, or of the bootstrap."
        ),
    ] = None,
    limit: Annotated[
        int,
        QueryParameter(
            ge=1, le=pulling.MOST, description=f"Changes that one answer goes through, 1 to {pulling.MOST}."
        ),
    ] = pulling.DEFAULT,
) -> PullAnswer:
    read_schema(schema)
    if cursor is None:
        raise Invalid("cursor must be given: that of an earlier answer", field="cursor")
    return await pulling.pull(session, cursor, limit=limit)


@get(
    "/bootstrap",
    operation_id="bootstrapSync",
    opt=HEAVY_WORK,
    summary="Begin with what there is",
    description="What today needs, and the cursor to pull from: the profile, the workouts that run, the plans that are "
    "not archived, the exercises in them, and the last two workouts that each of these was done in. Then the history, "
    f"page by page: all {', '.join(SECTIONS)}, from the newest where they have an instant. A row may come "
    "twice, and none is missing.",
    responses=answers(BootstrapAnswer, _BEGUN, "What to begin with.", 400, 401, 410, 422, 426),
)
async def bootstrap_sync(
    session: RequestSession,
    *,
    schema: Schema = None,
    page: Annotated[
        str | None,
        QueryParameter(max_length=200, description="`history` of the answer before; leave out to begin."),
    ] = None,
) -> BootstrapAnswer:
    read_schema(schema)
    return await (bootstrapping.begin(session) if page is None else bootstrapping.read_history(session, page))


#: Rows of one kind are much alike. The lowest level is the fastest, and what the others save is little.
_COMPRESSION: Final = CompressionConfig(backend="gzip", minimum_size=1000, gzip_compress_level=1)

routers = (
    Router(
        "/sync",
        route_handlers=[pull_changes, bootstrap_sync, push_changes, read_device_file],
        middleware=[DefineMiddleware(CompressionMiddleware, config=_COMPRESSION)],
        tags=["Sync"],
    ),
)
