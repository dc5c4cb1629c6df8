"""How much a person keeps, over HTTP; and the limit for what comes in as files."""

from __future__ import annotations

from litestar import get
from litestar.datastructures import State

from mygymtracker.accounts.storage import Storage, Stored, refuse_full, storage_of
from mygymtracker.api.authentication import Credential, RequestSession
from mygymtracker.api.write_requests import answers

_STORAGE = Storage(
    training=Stored(4_210, 831_000),
    files=Stored(3_900, 620_000),
    log=Stored(4_400, 512_000),
    bytes=1_963_000,
    allowed_bytes=None,
)


@get(
    "/account/storage",
    operation_id="getStorage",
    summary="How much do I keep here?",
    description="Counted now: rows, and the bytes that they take without indexes.",
    responses=answers(Storage, _STORAGE, "By what it is, and all of it.", 401),
)
async def get_storage(state: State, session: RequestSession) -> Storage:
    return await storage_of(session, allowed_bytes=state.storage_bytes)


async def refuse_full_storage(state: State, credential: Credential, *, coming_bytes: int = 0) -> None:
    """Raises Refused where there is a limit and the file would be beyond it."""
    allowed: int | None = state.storage_bytes
    if allowed is None:
        return
    async with state.database.acting_as(
        credential.user_id, sign_in=credential.sign_in, read_only=True, heavy=True
    ) as session:
        await refuse_full(session, allowed_bytes=allowed, coming_bytes=coming_bytes)
