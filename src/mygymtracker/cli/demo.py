"""`mygymtracker demo`: an account with two years of training to look around in."""

from __future__ import annotations

import secrets
from datetime import UTC, date, datetime, timedelta
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from mygymtracker.accounts import writes
from mygymtracker.accounts.emails import normalise_email
from mygymtracker.accounts.passwords import PasswordHasher
from mygymtracker.amounts import counted
from mygymtracker.cli.connection import Opened, with_database
from mygymtracker.cli.printing import show_line
from mygymtracker.database.entities import Through
from mygymtracker.demo.account import DEMO_EMAIL, new_demo_id
from mygymtracker.demo.making import Made, make_training
from mygymtracker.demo.training import TIME_ZONE


def demo(
    context: typer.Context,
    email: Annotated[str, typer.Option(help="The new account's e-mail address.")] = DEMO_EMAIL,
    until: Annotated[
        datetime | None,
        typer.Option(
            formats=["%Y-%m-%d"], help="The last day of training. Yesterday, if not said.", metavar="YYYY-MM-DD"
        ),
    ] = None,
) -> None:
    """Make an account with two years of believable training, to look around in.

    The same last day makes the same training. The password is new each time, and shown once. Commands act for it only
    where --account names it. When you have seen enough: `mygymtracker account delete EMAIL`.
    """
    address = normalise_email(email)
    password = secrets.token_urlsafe(12)
    last_day: date = until.date() if until else datetime.now(ZoneInfo(TIME_ZONE)).date() - timedelta(days=1)

    async def work(databases: Opened) -> Made:
        hasher = PasswordHasher()
        try:
            user_id = await writes.create_account(
                databases.people, hasher, email=address, password=password, now=datetime.now(UTC), user_id=new_demo_id()
            )
        finally:
            hasher.close()
        async with databases.people.acting_as(user_id, through=Through.CLI) as session:
            return await make_training(session, until=last_day)

    made = with_database(context, work)
    show_line(f"Made {address} with {counted(made.workouts, 'workout')} and {counted(made.sets, 'set')}.")
    show_line(f"Look around with --account {address}: no command acts for it unless you say so.")
    show_line(f"Password: {password}")
