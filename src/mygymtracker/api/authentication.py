"""Two ways in, one check: a cookie for browsers, a signed token for programs. Both name a login session.

Nothing here asks the database: whoever the request claims to be is checked by `acting_as`, in the round trip that
begins the request's transaction.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections.abc import AsyncGenerator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from litestar import Request
from litestar.connection import ASGIConnection
from litestar.datastructures import State
from litestar.di import Provide
from sqlalchemy.ext.asyncio import AsyncSession

from mygymtracker.accounts.tokens import read_token
from mygymtracker.database.engine import SignIn
from mygymtracker.database.transaction import Database
from mygymtracker.errors import NotSignedIn, Refused

COOKIE = "mygymtracker_session"
#: Methods that change nothing, and so need no proof that our own pages sent them.
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
#: A cookie's value: the person's id, the login session's id and the secret, 16 + 16 + 32 bytes.
COOKIE_BYTES = 64


@dataclass(frozen=True, slots=True)
class Credential:
    """Who a request says it is from, and the login session to be checked for it."""

    user_id: UUID
    sign_in: SignIn
    by_cookie: bool

    @property
    def session_id(self) -> UUID:
        return self.sign_in.session_id


def cookie_value(user_id: UUID, session_id: UUID, secret: bytes) -> str:
    return base64.urlsafe_b64encode(user_id.bytes + session_id.bytes + secret).rstrip(b"=").decode()


def find_credential(request: ASGIConnection[Any, Any, Any, Any], signing_secret: bytes) -> Credential | None:
    """The token of the Authorization header, else the cookie; None where there is neither.

    Raises NotSignedIn for one that cannot be ours, and Refused for a change sent with a cookie from elsewhere.
    """
    header = request.headers.get("authorization")
    if header is not None:
        scheme, _, token = header.partition(" ")
        if scheme.lower() != "bearer":
            raise NotSignedIn("The Authorization header must read: Bearer <token>.")
        claims = read_token(token.strip(), signing_secret)
        return Credential(claims.user_id, SignIn(claims.session_id, None), by_cookie=False)
    value = request.cookies.get(COOKIE)
    if value is None:
        return None
    refuse_other_origins(request)
    return _from_cookie(value)


def _from_cookie(value: str) -> Credential:
    try:
        raw = base64.urlsafe_b64decode(value + "=" * (-len(value) % 4))
    except (ValueError, binascii.Error):
        raw = b""
    if len(raw) != COOKIE_BYTES:
        raise NotSignedIn("This sign-in is not one of ours. Sign in again.")
    digest = hashlib.sha256(raw[32:]).digest()
    return Credential(UUID(bytes=raw[:16]), SignIn(UUID(bytes=raw[16:32]), digest), by_cookie=True)


def refuse_other_origins(request: ASGIConnection[Any, Any, Any, Any]) -> None:
    """Raises Refused when a browser sends a change from a page that is not ours.

    Browsers name the page in Origin on every such request. Ours is the host that was asked for, or PUBLIC_URL
    behind a proxy that rewrites it.
    """
    if request.scope.get("method") in SAFE:
        return
    origin = request.headers.get("origin")
    if origin is None:
        if request.headers.get("sec-fetch-site", "same-origin") in ("same-origin", "none") and (
            COOKIE not in request.cookies
        ):
            return
        raise Refused("A change that comes with a cookie must name its page in the Origin header.")
    ours = (request.headers.get("host", ""), urlsplit(request.app.state.public_url).netloc)
    if urlsplit(origin).netloc not in ours:
        raise Refused(f"Changes are taken from our own pages only, not from {origin}.")


async def provide_credential(request: Request[Any, Any, State]) -> Credential:
    """For routes that need someone signed in. Raises NotSignedIn."""
    credential = find_credential(request, request.app.state.signing_secret)
    if credential is None:
        raise NotSignedIn("Sign in first: send the session cookie, or Authorization: Bearer <token>.")
    return credential


async def provide_session(
    request: Request[Any, Any, State], credential: Credential
) -> AsyncGenerator[AsyncSession, None]:
    """The request's one transaction, READ ONLY for methods that change nothing; committed before the answer goes."""
    database: Database = request.app.state.database
    async with database.acting_as(
        credential.user_id, sign_in=credential.sign_in, read_only=request.method in SAFE
    ) as session:
        yield session


DEPENDENCIES = {"credential": Provide(provide_credential), "session": Provide(provide_session)}
