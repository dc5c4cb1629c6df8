"""Signing in and out over HTTP, browsers and programs: shapes on top, routes below."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Annotated, Any
from uuid import UUID

import msgspec
from litestar import Request, Response, Router, delete, get, post, put
from litestar.datastructures import State
from litestar.params import FromPath
from msgspec import Meta

from mygymtracker.accounts import changing, queries, signing_in
from mygymtracker.accounts.attempts import Attempt
from mygymtracker.accounts.tokens import make_token
from mygymtracker.api.authentication import (
    Credential,
    OpenToAll,
    RequestCredential,
    RequestSession,
    cookie_value,
    device_cookie,
    device_of,
    former_of,
    network_address,
    refuse_other_origins,
    session_cookies,
)
from mygymtracker.api.errors import problems
from mygymtracker.api.security_log import log_act, logged
from mygymtracker.api.write_requests import Sent, body_of
from mygymtracker.contents import Hidden, SecretContent, read

AnyRequest = Request[Any, Any, State]

EMAIL = "ann@example.org"
PASSWORD = "correct horse battery staple"  # noqa: S105 — an example

Email = Annotated[str, Meta(description="An e-mail address, in any case.", examples=[EMAIL])]
Label = Annotated[
    str,
    Meta(description="Under which it is found in the list of sign-ins, cut at 200 characters; by default User-Agent."),
]


class SignInAttempt(SecretContent, frozen=True, kw_only=True):
    """What it takes to sign in."""

    email: Email
    password: Annotated[str, Meta(description="The account's password.")]
    label: Label = ""


class Revoking(SecretContent, frozen=True, kw_only=True):
    """The password, to show that it is you."""

    password: Annotated[str, Meta(description="The account's password.")]


class LoginSessionKind(StrEnum):
    """A browser shows a cookie, and lasts 90 days from when it was last seen; a program shows a token."""

    BROWSER = "browser"
    PROGRAM = "program"


class LoginSession(msgspec.Struct):
    """A browser or a program that is signed in."""

    id: UUID
    kind: LoginSessionKind
    label: str
    created_at: datetime
    last_seen_at: Annotated[datetime, Meta(description="To the day: it is noted once in 24 hours.")]
    expires_at: datetime
    current: Annotated[bool, Meta(description="Whether it is the one that asks.")]


class SignedIn(msgspec.Struct):
    """A browser is signed in; its secret is in the cookie and nowhere else."""

    id: Annotated[UUID, Meta(description="Of the login session.")]
    account_id: UUID
    expires_at: Annotated[datetime, Meta(description="Unless it is seen before: then 90 days from that day.")]


class Token(Hidden, msgspec.Struct):
    """Send it as `Authorization: Bearer <token>`. It is shown this once."""

    token: Annotated[str, Meta(description="A JWT, signed with HS256.")]
    login_session_id: Annotated[UUID, Meta(description="To revoke it by.")]
    account_id: UUID
    expires_at: datetime


@post(
    "/login-sessions",
    operation_id="signIn",
    summary="Sign in a browser",
    response_description="Signed in; the cookie is set.",
    description="Sets an HttpOnly, SameSite=Lax cookie that holds for 90 days from when it was last seen, a year at "
    "most; what the browser was signed in with before ends. Changes sent with it must come from our own pages "
    "(Origin). Ten attempts at an account, then one every 30 seconds.",
    operation_class=OpenToAll,
    responses=problems(400, 401, 403, 422, 429),
)
async def sign_in(
    request: AnyRequest,
    state: State,
    data: Annotated[Sent, body_of(SignInAttempt, {"email": EMAIL, "password": PASSWORD})],
) -> Response[SignedIn]:
    refuse_other_origins(request)
    attempt = _attempt(request, read(data, SignInAttempt))
    made = await signing_in.sign_in_browser(
        state.database, state.hasher, attempt, now=datetime.now(UTC), former=former_of(request)
    )
    log_act(request, _act(made), account_id=made.user_id, login_session_id=made.session_id)
    return Response(
        SignedIn(made.session_id, made.user_id, made.expires_at),
        cookies=[
            *session_cookies(state, cookie_value(made.user_id, made.session_id, made.secret)),
            device_cookie(state, device_of(request).signed_in(made.user_id)),
        ],
    )


@post(
    "/tokens",
    operation_id="makeToken",
    summary="Sign in a program",
    response_description="The token.",
    description="A token for the Authorization header. It holds for JWT_EXPIRATION, by default 7 days, or until its "
    "login session is revoked. Attempts are counted together with those of browsers.",
    operation_class=OpenToAll,
    responses=problems(400, 401, 403, 422, 429),
)
async def make_program_token(
    request: AnyRequest,
    state: State,
    data: Annotated[Sent, body_of(SignInAttempt, {"email": EMAIL, "password": PASSWORD, "label": "weekly backup"})],
) -> Response[Token]:
    refuse_other_origins(request)
    attempt, now = _attempt(request, read(data, SignInAttempt)), datetime.now(UTC)
    made = await signing_in.sign_in_program(
        state.database, state.hasher, attempt, now=now, lasts=timedelta(seconds=state.token_seconds)
    )
    log_act(request, _act(made), account_id=made.user_id, login_session_id=made.session_id)
    token = make_token(
        made.user_id, made.session_id, issued_at=now, expires_at=made.expires_at, signing_secret=state.signing_secret
    )
    return Response(Token(token, made.session_id, made.user_id, made.expires_at))


def _act(made: signing_in.SignedIn) -> str:
    return "signed in, from a new device and network" if made.unusual else "signed in"


def _attempt(request: AnyRequest, data: SignInAttempt) -> Attempt:
    return Attempt(
        email=data.email,
        password=data.password,
        network_address=network_address(request),
        label=data.label or request.headers.get("user-agent", ""),
        device=device_of(request),
    )


@get(
    "/login-sessions",
    operation_id="listLoginSessions",
    summary="Where am I signed in?",
    description="All browsers and programs that are signed in, the one seen last first.",
    responses=problems(401),
)
async def list_login_sessions(session: RequestSession, credential: RequestCredential) -> list[LoginSession]:
    rows = await session.execute(queries.live_login_sessions())
    return [
        LoginSession(
            id=row.id,
            kind=LoginSessionKind.BROWSER if row.by_browser else LoginSessionKind.PROGRAM,
            label=row.label,
            created_at=row.created_at,
            last_seen_at=row.last_seen_at,
            expires_at=row.expires_at,
            current=row.id == credential.session_id,
        )
        for row in rows
    ]


@put(
    "/login-sessions/{login_session_id:uuid}/revocation",
    operation_id="revokeLoginSession",
    summary="Sign out another browser or program",
    description="Its next request is refused, with `reason: revoked`: a browser then takes away what it keeps. Asks "
    "for the password, so that whoever finds a browser open cannot shut out its owner. The one that asks is ended "
    "without: `DELETE /login-sessions/current`.",
    status_code=204,
    responses=problems(400, 401, 403, 404, 422, 429),
    after_response=logged("another sign-in revoked"),
)
async def revoke_login_session(
    state: State,
    credential: RequestCredential,
    login_session_id: FromPath[UUID],
    data: Annotated[Sent, body_of(Revoking, {"password": PASSWORD})],
) -> None:
    await _revoke(state, credential, data, session_id=login_session_id)


@put(
    "/login-sessions/revocation",
    operation_id="revokeOtherLoginSessions",
    summary="Sign out all other browsers and programs",
    description="As one of them is. Asks for the password; the one that asks goes on.",
    status_code=204,
    responses=problems(400, 401, 403, 422, 429),
    after_response=logged("all other sign-ins revoked"),
)
async def revoke_other_login_sessions(
    state: State,
    credential: RequestCredential,
    data: Annotated[Sent, body_of(Revoking, {"password": PASSWORD})],
) -> None:
    await _revoke(state, credential, data, session_id=None)


async def _revoke(state: State, credential: Credential, data: Sent, *, session_id: UUID | None) -> None:
    await changing.revoke_confirmed(
        state.database,
        state.hasher,
        user_id=credential.user_id,
        sign_in=credential.sign_in,
        password=read(data, Revoking).password,
        session_id=session_id,
    )


@delete(
    "/login-sessions/current",
    operation_id="signOut",
    summary="Sign out",
    description="Ends the login session that asks, at once, and clears the browser's cookie and cache. One that ran "
    "out or was ended before is signed out as well: a device may have no network when its person leaves it.",
    responses=problems(401, 403),
    after_response=logged("signed out"),
)
async def sign_out(state: State, credential: RequestCredential) -> Response[None]:
    await signing_in.sign_out(state.database, user_id=credential.user_id, sign_in=credential.sign_in)
    return signed_out(state, credential)


def signed_out(state: State, credential: Credential) -> Response[None]:
    """Takes the cookie back, and asks the browser to forget what it cached of our answers and pages.

    It does not ask for the site's storage ("storage"): that would also take what other people's phones keep there and
    have not sent yet, and the client's own program. The client removes the rows of the account that leaves.
    """
    if not credential.by_cookie:
        return Response(None)
    cookies = session_cookies(state, "", max_age_seconds=0)
    return Response(None, cookies=cookies, headers={"Clear-Site-Data": '"cache"'})


router = Router(
    "/",
    route_handlers=[
        sign_in,
        make_program_token,
        list_login_sessions,
        revoke_login_session,
        revoke_other_login_sessions,
        sign_out,
    ],
)
