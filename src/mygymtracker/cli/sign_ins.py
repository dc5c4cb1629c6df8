"""`mygymtracker account sign-ins` and `sign-out`: who is signed in, who tried, and ending it all."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated
from uuid import UUID

import msgspec
import typer
from rich.table import Table
from sqlalchemy.ext.asyncio import AsyncSession

from mygymtracker.accounts import queries
from mygymtracker.accounts.emails import normalise_email
from mygymtracker.accounts.sign_in_events import recent_events
from mygymtracker.accounts.signing_in import revoke_all
from mygymtracker.cli import clock
from mygymtracker.cli.acting import ask
from mygymtracker.cli.connection import Opened, with_database
from mygymtracker.cli.printing import show_json, show_line, terminal
from mygymtracker.cli.whose import get_account
from mygymtracker.database.driver import fetch_rows


class LiveSignIn(msgspec.Struct):
    """A browser or program that is signed in."""

    id: UUID
    label: str
    by_browser: bool
    created_at: datetime
    last_seen_at: datetime
    expires_at: datetime


class ListedEvent(msgspec.Struct):
    """A sign-in, or refusals of an hour."""

    happened_at: datetime
    succeeded: bool
    attempts: int
    unusual: bool
    label: str
    network: str


class SignIns(msgspec.Struct):
    """What `account sign-ins` prints as JSON."""

    time_zone: str
    live: list[LiveSignIn]
    events: list[ListedEvent]


def sign_ins(
    context: typer.Context,
    email: Annotated[
        str | None,
        typer.Argument(metavar="EMAIL", help="The account's e-mail address. If not said: whom commands act for."),
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Show where an account is signed in, and who signed in or was refused in the last 90 days."""
    sign_ins = ask(context, email, _read)
    if json:
        show_json(sign_ins)
        return
    _print_live(sign_ins)
    show_line("")
    _print_events(sign_ins)


async def _read(session: AsyncSession) -> SignIns:
    (account,) = await fetch_rows(session, *queries.account())
    live = await session.execute(queries.live_login_sessions())
    events = await recent_events(session, now=datetime.now(UTC))
    return SignIns(
        time_zone=account.time_zone,
        live=[LiveSignIn(*row) for row in live],
        events=[msgspec.convert(each, ListedEvent, from_attributes=True) for each in events],
    )


def _print_live(sign_ins: SignIns) -> None:
    if not sign_ins.live:
        show_line("Nothing is signed in.")
        return
    table = _table("Signed in", "Since", "Last seen", "Until")
    for each in sign_ins.live:
        moments = (clock.minute(at, sign_ins.time_zone) for at in (each.created_at, each.last_seen_at, each.expires_at))
        table.add_row(each.label or ("browser" if each.by_browser else "program"), *moments)
    terminal(markup=False).print(table)


def _print_events(sign_ins: SignIns) -> None:
    if not sign_ins.events:
        show_line("Nobody signed in or tried to in the last 90 days.")
        return
    table = _table("When", "What", "From", "With")
    for each in sign_ins.events:
        table.add_row(clock.minute(each.happened_at, sign_ins.time_zone), _what(each), each.network, each.label)
    terminal(markup=False).print(table)


def _table(*headings: str) -> Table:
    table = Table(*headings, box=None, pad_edge=False)
    for column in table.columns:
        column.overflow = "fold"
    return table


def _what(event: ListedEvent) -> str:
    if not event.succeeded:
        return f"refused, {event.attempts} {'time' if event.attempts == 1 else 'times'}"
    return "signed in, unusual" if event.unusual else "signed in"


def sign_out(
    context: typer.Context,
    email: Annotated[str, typer.Argument(metavar="EMAIL", help="The account's e-mail address.")],
) -> None:
    """End all sign-ins of an account, browsers and programs. Its password stays."""
    address = normalise_email(email)

    async def work(databases: Opened) -> None:
        user_id = await get_account(databases, address)
        async with databases.people.acting_as(user_id) as session:
            await revoke_all(session)

    with_database(context, work)
    show_line(f"Everything of {address} is signed out. Browsers take away what they keep, once they hear of it.")
