"""Two ways in, one check: a cookie for browsers, a signed token for programs. Both name a login session.

Nothing here asks the database: whoever the request claims to be is checked by `acting_as`, in the round trip that
begins the request's transaction.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import logging
from collections.abc import AsyncGenerator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Final
from urllib.parse import urlsplit
from uuid import UUID

from litestar import Request
from litestar.connection import ASGIConnection
from litestar.datastructures import Cookie, State
from litestar.di import NamedDependency, Provide
from litestar.openapi.spec import Operation
from sqlalchemy.ext.asyncio import AsyncSession

from mygymtracker.accounts.devices import Device, read_device
from mygymtracker.accounts.signing_in import BROWSER_LASTS, keep_alive
from mygymtracker.accounts.tokens import read_token
from mygymtracker.database.engine import SignIn
from mygymtracker.database.entities import Through
from mygymtracker.database.transaction import Database
from mygymtracker.errors import MyGymTrackerError, NotSignedIn, Refused, SignInRefusal

LOG = logging.getLogger(__name__)

COOKIE = "mygymtracker_session"
#: Its name over https: with this prefix a browser takes it only over https, from this host, for all of it.
HOST_COOKIE = f"__Host-{COOKIE}"
#: Which accounts signed in on this device before (`accounts.devices`).
DEVICE_COOKIE = "mygymtracker_device"
#: Its name over https. It is for one path, which the prefix `__Host-` forbids.
SECURE_DEVICE_COOKIE = f"__Secure-{DEVICE_COOKIE}"
DEVICE_SECONDS = 400 * 86_400  # browsers keep none for longer
#: Whose rows a page holds, by the account's id. All tabs share one cookie, and another one may have changed it.
ACCOUNT = "x-account"
BROWSER_SECONDS = int(BROWSER_LASTS.total_seconds())
#: `opt` of a route that may take as long as all that a person has.
HEAVY_WORK: Final = {"heavy": True}
#: Methods that change nothing, and so need no proof that our own pages sent them.
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
#: A cookie's value: the person's id, the login session's id and the secret, 16 + 16 + 32 bytes.
COOKIE_BYTES = 64


@dataclass
class OpenToAll(Operation):
    """For `operation_class` of a route that needs nobody signed in.

    `security=[]` on a route would not say so: Litestar adds a route's requirements to those of its router.
    """

    def __post_init__(self) -> None:
        self.security = []


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


def session_cookies(state: State, value: str, *, max_age_seconds: int = BROWSER_SECONDS) -> list[Cookie]:
    """Out of reach of scripts and of other sites' forms; over https, where pages come that way.

    Over https the one of the plain name goes, which a browser may have from before.
    """
    if not state.cookies_secure:
        return [Cookie(COOKIE, "/", value, max_age_seconds, secure=False, httponly=True, samesite="lax")]
    made = Cookie(HOST_COOKIE, "/", value, max_age_seconds, secure=True, httponly=True, samesite="lax")
    return [made, Cookie(COOKIE, "/", "", 0, secure=True, httponly=True, samesite="lax")]


def shown_cookie(request: ASGIConnection[Any, Any, Any, Any]) -> str | None:
    """What a browser shows, under the name of https or, from before or over plain http, under the plain one."""
    return request.cookies.get(HOST_COOKIE) or request.cookies.get(COOKIE)


def device_of(request: ASGIConnection[Any, Any, Any, Any]) -> Device:
    """What the browser shows of itself; a new device where it shows nothing of ours."""
    shown = request.cookies.get(SECURE_DEVICE_COOKIE) or request.cookies.get(DEVICE_COOKIE, "")
    return read_device(shown, request.app.state.signing_secret)


def device_cookie(state: State, device: Device) -> Cookie:
    """Sent back to where one signs in, and nowhere else. It outlives signing out, and opens nothing."""
    return Cookie(
        SECURE_DEVICE_COOKIE if state.cookies_secure else DEVICE_COOKIE,
        "/api/v1/login-sessions",
        device.value(),
        DEVICE_SECONDS,
        secure=state.cookies_secure,
        httponly=True,
        samesite="strict",
    )


def find_credential(request: ASGIConnection[Any, Any, Any, Any], signing_secret: bytes) -> Credential | None:
    """The token of the Authorization header, else the cookie; None where there is neither.

    Raises NotSignedIn for one that cannot be ours or is not that of the account that the request speaks for, and
    Refused for a change sent with a cookie from elsewhere.
    """
    credential = _find_any(request, signing_secret)
    if credential is not None and request.headers.get(ACCOUNT, str(credential.user_id)) != str(credential.user_id):
        raise NotSignedIn("Somebody else is signed in by now. Sign in again.")
    return credential


def _find_any(request: ASGIConnection[Any, Any, Any, Any], signing_secret: bytes) -> Credential | None:
    header = request.headers.get("authorization")
    if header is not None:
        scheme, _, token = header.partition(" ")
        if scheme.lower() != "bearer":
            raise NotSignedIn("The Authorization header must read: Bearer <token>.")
        claims = read_token(token.strip(), signing_secret)
        return Credential(claims.user_id, SignIn(claims.session_id, None), by_cookie=False)
    value = shown_cookie(request)
    if value is None:
        return None
    _require_origin(request)
    refuse_other_origins(request)
    return _from_cookie(value)


def _from_cookie(value: str) -> Credential:
    try:
        raw = base64.urlsafe_b64decode(value + "=" * (-len(value) % 4))
    except (ValueError, binascii.Error):
        raw = b""
    if len(raw) != COOKIE_BYTES:
        raise NotSignedIn("This sign-in is not one of ours. Sign in again.", reason=SignInRefusal.UNKNOWN)
    digest = hashlib.sha256(raw[32:]).digest()
    return Credential(UUID(bytes=raw[:16]), SignIn(UUID(bytes=raw[16:32]), digest), by_cookie=True)


def former_of(request: ASGIConnection[Any, Any, Any, Any]) -> tuple[UUID, SignIn] | None:
    """Whose sign-in the browser shows that now signs in anew, and which; None where it shows none of ours."""
    try:
        shown = _from_cookie(shown_cookie(request) or "")
    except NotSignedIn:
        return None
    return shown.user_id, shown.sign_in


def refuse_other_origins(request: ASGIConnection[Any, Any, Any, Any]) -> None:
    """Raises Refused when a browser sends a change from a page that is not ours; signing in is a change too.

    Browsers name the page in Origin on every such request. Ours is the host that was asked for, or PUBLIC_URL
    behind a proxy that rewrites it; with https in PUBLIC_URL, never a page that came over plain http. What names no
    page is no browser's doing, unless Sec-Fetch-Site says so.
    """
    if request.scope.get("method") in SAFE:
        return
    origin = request.headers.get("origin")
    if origin is None:
        if request.headers.get("sec-fetch-site", "none") not in ("same-origin", "none"):
            raise Refused("Changes are taken from our own pages only.")
        return
    public, page = urlsplit(request.app.state.public_url), urlsplit(origin)
    host = request.headers.get("host", "").lower()
    ours = {host, public.netloc}
    if not page.netloc or page.netloc not in ours or (public.scheme == "https" and page.scheme != "https"):
        raise Refused(
            f"Changes are taken from our own pages only, not from {origin}. They are at {public.geturl()} (PUBLIC_URL)"
            + (f" and at {public.scheme}://{host}." if host != public.netloc else ".")
        )


def _require_origin(request: ASGIConnection[Any, Any, Any, Any]) -> None:
    """A cookie goes along with any request to us, so whoever sends one has to say which page it is from."""
    if request.scope.get("method") not in SAFE and "origin" not in request.headers:
        raise Refused("A change that comes with a cookie must name its page in the Origin header.")


def network_address(request: ASGIConnection[Any, Any, Any, Any]) -> str:
    """Of whoever asks, for counting attempts; behind a proxy, what the server was told to believe of it."""
    return request.client.host if request.client else ""


def require_credential(connection: ASGIConnection[Any, Any, Any, Any]) -> Credential:
    """For routes that need someone signed in. Raises NotSignedIn."""
    credential = find_credential(connection, connection.app.state.signing_secret)
    if credential is None:
        raise NotSignedIn("Sign in first: send the session cookie, or Authorization: Bearer <token>.")
    connection.state.credential = credential
    return credential


async def provide_credential(request: Request[Any, Any, State]) -> Credential:
    """As it was looked at before the body was taken (`bodies.require_sign_in`)."""
    credential: Credential = request.state.credential
    return credential


async def provide_session(
    request: Request[Any, Any, State], credential: NamedDependency[Credential]
) -> AsyncGenerator[AsyncSession, None]:
    """The request's one transaction, READ ONLY for methods that change nothing; committed before the answer goes."""
    database: Database = request.app.state.database
    read_only = request.method in SAFE
    async with database.acting_as(
        credential.user_id,
        sign_in=credential.sign_in,
        read_only=read_only,
        through=None if read_only else Through.API,
        heavy=bool(request.route_handler.opt.get("heavy")),
    ) as session:
        yield session
    now = datetime.now(UTC)
    if _SEEN.first_today(credential.session_id, now=now):
        await _keep_alive(database, credential, now=now)


class SeenToday:
    """Which login sessions were noted as seen today, so that ordinary requests need not ask the database.

    Of this process only: what is written depends on what the database knows, not on this.
    """

    def __init__(self, *, most: int = 100_000) -> None:
        self._most = most
        self._day = date.min
        self._sessions: set[UUID] = set()

    def first_today(self, session_id: UUID, *, now: datetime) -> bool:
        """True once a day (UTC) for each login session, or more often when there are too many to remember."""
        if now.date() != self._day or len(self._sessions) >= self._most:
            self._day, self._sessions = now.date(), set()
        if session_id in self._sessions:
            return False
        self._sessions.add(session_id)
        return True


_SEEN = SeenToday()


async def _keep_alive(database: Database, credential: Credential, *, now: datetime) -> None:
    """In a transaction of its own. The request's is committed: nothing that fails here may turn its answer."""
    try:
        async with database.acting_as(credential.user_id) as session:
            await keep_alive(session, session_id=credential.session_id, now=now)
    except MyGymTrackerError as error:
        LOG.warning("the login session %s was seen, which could not be noted: %s", credential.session_id, error)
    except Exception:
        LOG.warning("the login session %s was seen, which could not be noted", credential.session_id, exc_info=True)


#: How a route asks for them.
RequestCredential = NamedDependency[Credential]
RequestSession = NamedDependency[AsyncSession]
DEPENDENCIES = {"credential": Provide(provide_credential), "session": Provide(provide_session)}
