"""Bodies: who may send one before it is taken, JSON that can be read, and fields that nobody reads are refused.

A body of JSON that a route does read is `contents.read`'s, which refuses what it does not know.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from contextlib import AsyncExitStack
from typing import Any, Final

import msgspec
from litestar import Request
from litestar.connection import ASGIConnection
from litestar.datastructures import FormMultiDict, State
from litestar.exceptions import ClientException
from litestar.handlers import BaseRouteHandler
from litestar.types import ASGIApp, Receive, Scope, Send

from mygymtracker.api import rates
from mygymtracker.api.authentication import Credential, OpenToAll, require_credential
from mygymtracker.contents import unknown_field
from mygymtracker.database.transaction import Database
from mygymtracker.errors import Invalid

#: What asks, and changes nothing: a body of these means nothing to anybody (RFC 9110, 9.3.1).
_ASKING: Final = frozenset({"GET", "HEAD", "OPTIONS"})
#: How deep JSON may be nested. Ours is at most seven deep: a push, its operations, a plan, its days, ….
DEEPEST: Final = 32
#: What is typed is short; a plan with all it holds is some kilobytes. The few routes that take more say so, and are
#: `taking_turns`.
LARGEST_BODY: Final = 1024 * 1024
#: Bytes of a body that are taken of somebody whose sign-in the database was not asked about yet.
MOST_UNCHECKED: Final = 64 * 1024
#: In a request's state: what is left when it is answered.
_UNTIL_ANSWERED: Final = "until_answered"


class ReadableRequest(Request[Any, Any, State]):
    """A request whose JSON or form is refused with 400 where it cannot be read, whatever is wrong with it."""

    async def json(self) -> Any:
        try:
            value = await super().json()
        except RecursionError:
            raise _too_deep() from None
        except UnicodeDecodeError as error:
            raise ClientException("The body is not UTF-8 text.") from error
        refuse_depth(value)
        return value

    async def form(self) -> FormMultiDict:
        try:
            return await super().form()
        except (UnicodeError, LookupError) as error:  # a part may also name a charset that nobody knows
            raise ClientException("A field of the form is not UTF-8 text.") from error


def refuse_depth(value: object) -> None:
    """Raises ClientException for what is nested deeper than DEEPEST."""
    level = [value]
    for _ in range(DEEPEST):
        level = [part for each in level for part in _parts(each) if isinstance(part, dict | list)]
        if not level:
            return
    raise _too_deep()


def _parts(value: object) -> Iterable[object]:
    if isinstance(value, dict):
        return value.values()
    return value if isinstance(value, list) else ()


def _count(connection: ASGIConnection[Any, Any, Any, Any], credential: Credential) -> None:
    """Raises Throttled for what floods."""
    state = connection.app.state
    asks = connection.scope.get("method") in _ASKING
    whose = state.database.shares.whose(credential.user_id, credential.sign_in)
    state.rates.take(whose, rates.READS if asks else rates.CHANGES)


def _too_deep() -> ClientException:
    return ClientException(f"The body is JSON that is nested deeper than {DEEPEST} levels.")


async def require_sign_in(connection: ASGIConnection[Any, Any, Any, Any], handler: BaseRouteHandler) -> None:
    """Before anything of a body is taken. Raises NotSignedIn where the route needs somebody and nobody is named.

    The database is asked who it is only for a large body; otherwise it is in the round trip that begins the work.
    """
    if connection.scope.get("method") == "OPTIONS" or getattr(handler, "operation_class", None) is OpenToAll:
        return
    credential = require_credential(connection)
    _count(connection, credential)
    if _may_have_more_than(MOST_UNCHECKED, connection):
        database: Database = connection.app.state.database
        async with database.acting_as(credential.user_id, sign_in=credential.sign_in, read_only=True):
            pass
        await _take_turn(connection, credential)


def taking_turns(app: ASGIApp) -> ASGIApp:
    """Middleware of routes with larger bodies than LARGEST_BODY: of one person, few of these are taken at a time."""

    async def call(scope: Scope, receive: Receive, send: Send) -> None:
        async with AsyncExitStack() as until_answered:
            scope["state"][_UNTIL_ANSWERED] = until_answered
            await app(scope, receive, send)

    return call


async def _take_turn(connection: ASGIConnection[Any, Any, Any, Any], credential: Credential) -> None:
    """For as long as the request takes. Raises Busy."""
    until_answered: AsyncExitStack | None = connection.scope["state"].get(_UNTIL_ANSWERED)
    if until_answered is not None and _may_have_more_than(LARGEST_BODY, connection):
        shares = connection.app.state.database.shares
        await until_answered.enter_async_context(shares.large_body(credential.user_id))


def _may_have_more_than(length: int, connection: ASGIConnection[Any, Any, Any, Any]) -> bool:
    """Whether the body has more bytes; one whose length is not given may have."""
    given = connection.headers.get("content-length", "0")
    return "transfer-encoding" in connection.headers or not given.isdecimal() or int(given) > length


async def refuse_unread_fields(request: Request[Any, Any, State]) -> None:
    """Before a route is called. Raises Invalid naming the field."""
    if request.method in _ASKING:
        return
    body = request.route_handler.parsed_fn_signature.parameters.get("data")
    if body is None:
        _refuse_any(await request.body())
    elif dataclasses.is_dataclass(body.annotation):
        known = {each.name for each in dataclasses.fields(body.annotation)}
        for name, value in (await request.form()).items():
            if name not in known:
                raise unknown_field(name, value if isinstance(value, str) else None)


def _refuse_any(body: bytes) -> None:
    """Nothing, and an object of nothing, is as good as no body."""
    try:
        sent = msgspec.json.decode(body) if body.strip() else None
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise Invalid("There is nothing to say in the body here.", field="body") from error
    if isinstance(sent, dict):
        for name, value in sent.items():
            raise unknown_field(name, value)
    elif sent is not None:
        raise Invalid("There is nothing to say in the body here.", field="body")
