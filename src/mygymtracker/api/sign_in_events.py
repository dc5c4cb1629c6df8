"""Who signed in and from where, over HTTP: shapes on top, routes below."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated
from uuid import UUID

import msgspec
from litestar import Router, get, put
from msgspec import Meta

from mygymtracker.accounts.sign_in_events import acknowledge, is_news, recent_events
from mygymtracker.api.authentication import RequestCredential, RequestSession
from mygymtracker.api.errors import problems


class SignInEvent(msgspec.Struct):
    """Somebody signed in, or was refused: with a wrong password, or unseen after too many of them."""

    id: UUID
    happened_at: datetime
    succeeded: bool
    attempts: Annotated[int, Meta(description="Refusals of an hour are told together.")]
    unusual: Annotated[bool, Meta(description="Signed in from a device and a network that were both new.")]
    label: Annotated[str, Meta(description="What the browser or program said of itself.")]
    network: Annotated[str, Meta(description="An IPv4 address, or the /64 of an IPv6 one; the last one of refusals.")]
    login_session_id: Annotated[UUID | None, Meta(description="Which one began then; it may have ended since.")]
    news: Annotated[
        bool,
        Meta(
            description="To be told unasked: an unusual sign-in by another browser or program, or five and more "
            "refusals in an hour, that nobody has acknowledged."
        ),
    ]


@get(
    "/sign-in-events",
    operation_id="listSignInEvents",
    summary="Who signed in, and who tried?",
    description="Of the last 90 days, newest first.",
    responses=problems(401),
)
async def list_sign_in_events(session: RequestSession, credential: RequestCredential) -> list[SignInEvent]:
    return [
        SignInEvent(
            id=event.id,
            happened_at=event.happened_at,
            succeeded=event.succeeded,
            attempts=event.attempts,
            unusual=event.unusual,
            label=event.label,
            network=event.network,
            login_session_id=event.login_session_id,
            news=is_news(event, session_id=credential.session_id),
        )
        for event in await recent_events(session, now=datetime.now(UTC))
    ]


@put(
    "/sign-in-events/acknowledgement",
    operation_id="acknowledgeSignInEvents",
    summary="NamedExercise",
    description="Nothing that is in the list now is news any more.",
    status_code=204,
    responses=problems(401, 403),
)
async def acknowledge_sign_in_events(session: RequestSession) -> None:
    await acknowledge(session, now=datetime.now(UTC))


router = Router("/", route_handlers=[list_sign_in_events, acknowledge_sign_in_events])
