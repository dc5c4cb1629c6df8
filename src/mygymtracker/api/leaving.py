"""Taking everything along, and leaving, over HTTP."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from datetime import UTC, datetime
from tempfile import SpooledTemporaryFile
from typing import Annotated, Final

from litestar import MediaType, Response, Router, get, put
from litestar.datastructures import State
from litestar.openapi.datastructures import ResponseSpec
from litestar.response import Stream
from msgspec import Meta

from mygymtracker.accounts.leaving import leave
from mygymtracker.api.authentication import HEAVY_WORK, RequestCredential, RequestSession
from mygymtracker.api.errors import problems
from mygymtracker.api.login_sessions import PASSWORD, signed_out
from mygymtracker.api.security_log import logged
from mygymtracker.api.write_requests import Sent, body_of
from mygymtracker.contents import SecretContent, read
from mygymtracker.exchange.export_shapes import Export
from mygymtracker.exchange.exporting import write_export

#: Larger exports wait for whoever fetches them on disk.
KEPT_IN_MEMORY: Final = 4 * 1024 * 1024
CHUNK: Final = 256 * 1024


class Leaving(SecretContent, frozen=True, kw_only=True):
    """The password, to show that it is you."""

    password: Annotated[str, Meta(description="The account's password.")]


@get(
    "/account/export",
    operation_id="exportAccount",
    opt=HEAVY_WORK,
    summary="Take everything along",
    description="A JSON file of everything you own, as it is at this moment: profile, exercises, plans, workouts, "
    "measurements, and imports with every row verbatim. Loads are as typed. Columns hold what the schema says.",
    media_type=MediaType.JSON,
    responses={
        200: ResponseSpec(Export, description="The file, as an attachment.", generate_examples=False),
        **problems(401, 404),
    },
)
async def export_account(session: RequestSession) -> Stream:
    """Written whole before it goes out: a failure is never half a file, and a slow reader holds no connection."""
    now = datetime.now(UTC)
    written = SpooledTemporaryFile(max_size=KEPT_IN_MEMORY)  # noqa: SIM115 — closed once it has been sent
    try:
        await write_export(session, into=written, now=now)
    except BaseException:
        written.close()
        raise
    size = written.tell()
    return Stream(
        _chunks(written),
        media_type=MediaType.JSON,
        headers={
            "Content-Disposition": f'attachment; filename="mygymtracker-{now:%Y-%m-%d}.json"',
            "Content-Length": str(size),
        },
    )


async def _chunks(written: SpooledTemporaryFile[bytes]) -> AsyncGenerator[bytes]:
    with written:
        written.seek(0)
        while chunk := written.read(CHUNK):
            yield chunk


@put(
    "/account/deletion",
    operation_id="deleteAccount",
    summary="Delete the account",
    description="For good, with everything in it: plans, workouts, measurements, exercises of your own, imports. Asks "
    "for the password. Fetch everything first, if you may want it again: GET /api/v1/account/export. All browsers and "
    "programs are signed out at once. The shared exercises stay.",
    status_code=204,
    responses=problems(400, 401, 403, 409, 422, 429),
    after_response=logged("account deleted"),
)
async def delete_account(
    state: State,
    credential: RequestCredential,
    data: Annotated[Sent, body_of(Leaving, {"password": PASSWORD})],
) -> Response[None]:
    await leave(
        state.database,
        state.hasher,
        user_id=credential.user_id,
        sign_in=credential.sign_in,
        password=read(data, Leaving).password,
    )
    return signed_out(state, credential)


router = Router("/", route_handlers=[export_account, delete_account])
