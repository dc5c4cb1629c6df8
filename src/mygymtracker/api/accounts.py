"""Accounts over HTTP: shapes on top, routes below."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import Annotated, Final
from uuid import UUID

from litestar import Response, Router, get, patch, post, put
from litestar.datastructures import State
from msgspec import Meta, Struct
from sqlalchemy.ext.asyncio import AsyncSession

from mygymtracker.accounts import changing, queries, writes
from mygymtracker.accounts.profile import (
    Account,
    Bar,
    Plate,
    ProfileContent,
    TimeZone,
    account_of,
)
from mygymtracker.api import leaving, login_sessions, sign_in_events, storage
from mygymtracker.api.authentication import (
    OpenToAll,
    RequestCredential,
    RequestSession,
    network_address,
    refuse_other_origins,
    session_cookies,
    shown_cookie,
)
from mygymtracker.api.errors import problems
from mygymtracker.api.login_sessions import EMAIL, PASSWORD, AnyRequest, Email
from mygymtracker.api.security_log import log_act, logged
from mygymtracker.api.write_requests import (
    PATCHING,
    IfMatch,
    Sent,
    answers,
    body_of,
    expected_version,
    patch_of,
    versioned,
)
from mygymtracker.contents import SecretContent, read
from mygymtracker.database.driver import get_row
from mygymtracker.database.entities import E1rmFormula
from mygymtracker.quantities import LoadUnit

#: What is sent here is short; the passwords of strangers are not read by the megabyte.
LARGEST_BODY = 64 * 1024

_ACCOUNT: Final = Account(
    id=UUID("019caf70-6140-7000-8000-0000000000a1"),
    email=EMAIL,
    created_at=datetime(2026, 3, 1, 18, 0, tzinfo=UTC),
    display_name="Ann",
    unit=LoadUnit.KG,
    time_zone="Europe/Berlin",
    first_weekday=1,
    bars=[Bar(load=Decimal(20), unit=LoadUnit.KG, name="Olympic bar")],
    plates=[Plate(load=Decimal("1.25"), unit=LoadUnit.KG, count=4), Plate(load=Decimal(20), unit=LoadUnit.KG, count=6)],
    e1rm_formula=E1rmFormula.EPLEY,
    sex=None,
    birth_year=None,
    version=7421,
)

Password = Annotated[
    str,
    Meta(
        description="8 to 1024 characters of any kind; é is é however it was typed. Not one of the most common ones, "
        "nor what anybody knows: the address, the name."
    ),
]


class NewAccount(SecretContent, frozen=True, kw_only=True):
    """What it takes to sign up. The password must not be the e-mail address."""

    email: Email
    password: Password
    time_zone: TimeZone = "UTC"
    code: Annotated[str, Meta(description="Where `GET /sign-up` says that the account needs one.")] = ""


class PasswordChange(SecretContent, frozen=True, kw_only=True):
    """The new password, and the old one to show that it is you."""

    password: Password
    old_password: Annotated[str, Meta(description="The password until now.")]


class EmailChange(SecretContent, frozen=True, kw_only=True):
    """The new address, and the password to show that it is you."""

    email: Email
    password: Annotated[str, Meta(description="The account's password.")]


class SignUpState(Struct):
    """Whether one can make an account here."""

    open: Annotated[bool, Meta(description="Whether a sign-up would be taken.")]
    first: Annotated[bool, Meta(description="Whether there is no account yet: nobody can sign in.")]
    needs_code: Annotated[
        bool, Meta(description="Whether it takes the code that the server shows where it was started.")
    ]
    detail: Annotated[str, Meta(description="Where it is not open, how one comes in; else empty.")]


@get(
    "/sign-up",
    operation_id="getSignUp",
    summary="Can an account be made here?",
    description="For whoever shows a form for it: before anybody is signed in.",
    operation_class=OpenToAll,
    responses=answers(
        SignUpState,
        SignUpState(open=False, first=False, needs_code=False, detail=writes.SIGN_UP_CLOSED),
        "Whether, and how one comes in otherwise.",
    ),
)
async def get_sign_up(state: State) -> SignUpState:
    is_open, is_empty = await writes.may_sign_up(state.database, mode=state.sign_up)
    return SignUpState(
        open=is_open,
        first=is_empty,
        needs_code=is_open and is_empty and state.set_up_code is not None,
        detail="" if is_open else writes.SIGN_UP_CLOSED,
    )


@post(
    "/accounts",
    operation_id="signUp",
    summary="Sign up",
    response_description="The new account.",
    description="Makes an account; then sign in. Who may is for this server to say (SIGN_UP): anyone, only the first "
    "person, or nobody, and then whoever runs it makes accounts on the command line. Where others can "
    "reach it, the first account needs the code that the server shows where it was started.",
    operation_class=OpenToAll,
    responses=problems(400, 403, 409, 422, 429),
)
async def sign_up(
    request: AnyRequest,
    state: State,
    data: Annotated[Sent, body_of(NewAccount, {"email": EMAIL, "password": PASSWORD, "time_zone": "Europe/Berlin"})],
) -> Account:
    refuse_other_origins(request)
    wanted = read(data, NewAccount)
    account_id = await writes.sign_up(
        state.database,
        state.hasher,
        email=wanted.email,
        password=wanted.password,
        time_zone=wanted.time_zone,
        network_address=network_address(request),
        mode=state.sign_up,
        code=wanted.code,
        set_up_code=state.set_up_code,
        now=datetime.now(UTC),
    )
    log_act(request, "account made", account_id=account_id)
    async with state.database.acting_as(account_id, read_only=True) as session:
        return await _account(session)


@get(
    "/account",
    operation_id="getAccount",
    summary="Who am I?",
    description="The account of the person signed in. A browser's cookie is given anew: asked this at every start, "
    "it stays for 90 days from the last one.",
    responses=answers(Account, _ACCOUNT, "The account.", 401),
)
async def get_account(
    request: AnyRequest, state: State, session: RequestSession, credential: RequestCredential
) -> Response[Account]:
    account = await _account(session)
    answer = versioned(account, account.version)
    if credential.by_cookie:
        for cookie in session_cookies(state, shown_cookie(request) or ""):
            answer.set_cookie(cookie)
    return answer


async def _account(session: AsyncSession) -> Account:
    return await get_row(session, *queries.account(), missing="There is no such account.")


@patch(
    "/account",
    operation_id="patchAccount",
    summary="Say who you are",
    description="A JSON merge patch: only what changes. Units, days, what you lift with, and what strength scores ask "
    "for. Bars and plates are each sent as a whole list.",
    responses=answers(Account, _ACCOUNT, "The account as it is now.", *PATCHING),
)
async def patch_account(
    session: RequestSession,
    data: Annotated[
        Sent, patch_of(ProfileContent, {"unit": "lb", "plates": [{"load": "45", "unit": "lb", "count": 8}]})
    ],
    if_match: IfMatch = None,
) -> Response[Account]:
    user = await changing.change_profile(
        session, data, expected_version=expected_version(if_match), now=datetime.now(UTC)
    )
    return versioned(account_of(user), user.version)


@put(
    "/account/email",
    operation_id="changeEmail",
    summary="Change the e-mail address",
    description="Asks for the password. What is signed in stays signed in; from now on one signs in with the new "
    "address. Nothing is sent to either address.",
    responses=answers(Account, _ACCOUNT, "The account as it is now.", 400, 401, 403, 409, 422, 429),
    after_response=logged("e-mail address changed"),
)
async def change_email(
    state: State,
    credential: RequestCredential,
    data: Annotated[Sent, body_of(EmailChange, {"email": EMAIL, "password": PASSWORD})],
) -> Response[Account]:
    wanted = read(data, EmailChange)
    await changing.change_email(
        state.database,
        state.hasher,
        user_id=credential.user_id,
        sign_in=credential.sign_in,
        email=wanted.email,
        password=wanted.password,
    )
    async with state.database.acting_as(credential.user_id, read_only=True) as session:
        account = await _account(session)
    return versioned(account, account.version)


@put(
    "/account/password",
    operation_id="changePassword",
    summary="Change the password",
    description="Takes the old one too, and ends all other sign-ins, browsers and programs alike; the one that asks "
    "goes on.",
    status_code=204,
    responses=problems(400, 401, 403, 409, 422, 429),
    after_response=logged("password changed"),
)
async def change_password(
    state: State,
    credential: RequestCredential,
    data: Annotated[Sent, body_of(PasswordChange, {"password": "a new and longer one", "old_password": PASSWORD})],
) -> None:
    wanted = read(data, PasswordChange)
    await writes.change_password(
        state.database,
        state.hasher,
        user_id=credential.user_id,
        sign_in=credential.sign_in,
        old_password=wanted.old_password,
        password=wanted.password,
    )


routers = (
    Router(
        "/",
        route_handlers=[
            get_sign_up,
            sign_up,
            get_account,
            patch_account,
            change_email,
            change_password,
            leaving.router,
            login_sessions.router,
            sign_in_events.router,
            storage.get_storage,
        ],
        tags=["Accounts"],
        request_max_body_size=LARGEST_BODY,
    ),
)
