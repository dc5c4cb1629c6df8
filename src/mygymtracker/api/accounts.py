"""Accounts over HTTP: shapes on top, routes below."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated
from uuid import UUID

import msgspec
from litestar import Response, Router, get, post, put
from litestar.datastructures import State
from litestar.openapi.spec import Example
from litestar.params import BodyKwarg
from msgspec import Meta
from sqlalchemy.ext.asyncio import AsyncSession

from mygymtracker.accounts import operations, queries
from mygymtracker.api import login_sessions
from mygymtracker.api.authentication import (
    COOKIE,
    OpenToAll,
    RequestCredential,
    RequestSession,
    network_address,
    refuse_other_origins,
    session_cookie,
)
from mygymtracker.api.errors import problems
from mygymtracker.api.login_sessions import PASSWORD, SIGN_IN_BODY, AnyRequest, Email, Secretive
from mygymtracker.quantities import LoadUnit

#: What is sent here is short; the passwords of strangers are not read by the megabyte.
LARGEST_BODY = 64 * 1024
NEW_PASSWORD_BODY = BodyKwarg(
    examples=[Example("a longer one", value={"password": "a new and longer one", "old_password": PASSWORD})]
)

Password = Annotated[str, Meta(description="8 to 1024 characters of any kind; é is é however it was typed.")]


class NewAccount(Secretive):
    """What it takes to sign up. The password must not be the e-mail address."""

    email: Email
    password: Password


class PasswordChange(Secretive):
    """The new password, and the old one to show that it is you."""

    password: Password
    old_password: Annotated[str, Meta(description="The password until now.")]


class Account(msgspec.Struct):
    """The account of the person signed in."""

    id: UUID
    email: Annotated[str, Meta(description="In the form in which it is looked up: lower case.")]
    unit: Annotated[LoadUnit, Meta(description="Loads are shown in it where they were not typed in one.")]
    time_zone: Annotated[str, Meta(description="An IANA name; days begin and end there.", examples=["Europe/Berlin"])]
    created_at: datetime


@post(
    "/accounts",
    operation_id="signUp",
    summary="Sign up",
    response_description="The new account.",
    description="Makes an account; then sign in. Who may is for this server to say (SIGN_UP): anyone, only the first "
    "person, or nobody, and then whoever runs it makes accounts on the command line.",
    operation_class=OpenToAll,
    responses=problems(400, 403, 409, 422, 429),
)
async def sign_up(
    request: AnyRequest,
    state: State,
    data: Annotated[NewAccount, SIGN_IN_BODY],
) -> Account:
    refuse_other_origins(request)
    account_id = await operations.sign_up(
        state.database,
        state.hasher,
        email=data.email,
        password=data.password,
        network_address=network_address(request),
        mode=state.sign_up,
        now=datetime.now(UTC),
    )
    async with state.database.acting_as(account_id, read_only=True) as session:
        return await _account(session, account_id)


@get(
    "/account",
    operation_id="getAccount",
    summary="Who am I?",
    description="The account of the person signed in. A browser's cookie is given anew: asked this at every start, "
    "it stays for 90 days from the last one.",
    responses=problems(401),
)
async def get_account(
    request: AnyRequest, state: State, session: RequestSession, credential: RequestCredential
) -> Response[Account]:
    answer = Response(await _account(session, credential.user_id))
    if credential.by_cookie:
        answer.set_cookie(session_cookie(state, request.cookies[COOKIE]))
    return answer


async def _account(session: AsyncSession, user_id: UUID) -> Account:
    return Account(*(await session.execute(queries.account(user_id))).one())


@put(
    "/account/password",
    operation_id="changePassword",
    summary="Change the password",
    description="Takes the old one too, and ends all other sign-ins, browsers and programs alike; the one that asks "
    "goes on.",
    status_code=204,
    responses=problems(400, 401, 403, 409, 422, 429),
)
async def change_password(
    state: State,
    credential: RequestCredential,
    data: Annotated[PasswordChange, NEW_PASSWORD_BODY],
) -> None:
    await operations.change_password(
        state.database,
        state.hasher,
        user_id=credential.user_id,
        sign_in=credential.sign_in,
        old_password=data.old_password,
        password=data.password,
    )


router = Router(
    "/",
    route_handlers=[sign_up, get_account, change_password, login_sessions.router],
    tags=["Accounts"],
    request_max_body_size=LARGEST_BODY,
)
