"""`mygymtracker account …`: accounts, for whoever runs the server."""

from __future__ import annotations

import sys
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Annotated
from uuid import UUID

import msgspec
import typer
from rich.console import Console
from rich.table import Table

from mygymtracker.accounts import changing, leaving, operations, queries
from mygymtracker.accounts.emails import normalise_email
from mygymtracker.accounts.passwords import PasswordHasher, check_new_password
from mygymtracker.accounts.profile import refuse_unknown_zone
from mygymtracker.cli import profile
from mygymtracker.cli.connection import Opened, find_account, with_database
from mygymtracker.cli.machine_zone import machine_zone
from mygymtracker.errors import Refused

app = typer.Typer(help="Accounts: who has one, what they say of themselves, and leaving.", no_args_is_help=True)
app.command("show")(profile.show)
app.command("set")(profile.change)
app.command("export")(profile.export)

Email = Annotated[str, typer.Argument(metavar="EMAIL", help="The account's e-mail address.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
PasswordStdin = Annotated[
    bool, typer.Option("--password-stdin", help="Read the password from the first line of standard input.")
]


@app.command("create")
def create(
    context: typer.Context,
    email: Email,
    password_stdin: PasswordStdin = False,
    time_zone: Annotated[
        str | None,
        typer.Option(help="Where its days begin, like Europe/Berlin. That of this machine, if not said."),
    ] = None,
) -> None:
    """Make an account, whatever SIGN_UP says. Asks for the password twice."""
    address = normalise_email(email)
    zone = time_zone or machine_zone()
    refuse_unknown_zone(zone)
    password = _password(address, from_stdin=password_stdin)

    async def work(databases: Opened) -> None:
        async with _hasher() as hasher:
            await operations.create_account(
                databases.people, hasher, email=address, password=password, now=datetime.now(UTC), time_zone=zone
            )

    with_database(context, work)
    typer.echo(f"Made the account {address}." + ("" if zone == "UTC" else f" Its days are those of {zone}."))


class ListedAccount(msgspec.Struct):
    """A row of `account list`."""

    email: str
    created_at: datetime
    last_login_at: datetime | None


@app.command("list")
def list_accounts(context: typer.Context, json: Json = False) -> None:
    """Show all accounts."""

    async def work(databases: Opened) -> list[ListedAccount]:
        async with databases.owner.acting_as_nobody() as session:
            return [ListedAccount(*row) for row in await session.execute(queries.all_accounts())]

    accounts = with_database(context, work)
    if json:
        typer.echo(msgspec.json.encode(accounts))
        return
    if not accounts:
        typer.echo("There is no account yet. Make one with: mygymtracker account create EMAIL")
        return
    table = Table("E-mail", "Created (UTC)", "Last sign-in (UTC)", box=None, pad_edge=False)
    table.columns[0].overflow = "fold"
    for each in accounts:
        seen = _minute(each.last_login_at) if each.last_login_at else "never"
        table.add_row(each.email, _minute(each.created_at), seen)
    Console(highlight=False, markup=False).print(table)


@app.command("password")
def set_password(context: typer.Context, email: Email, password_stdin: PasswordStdin = False) -> None:
    """Set an account's password, and sign out all its browsers and programs. Asks for the password twice."""
    address = normalise_email(email)
    password = _password(address, from_stdin=password_stdin)

    async def work(databases: Opened) -> None:
        user_id = await find_account(databases, address)
        async with _hasher() as hasher:
            await operations.set_password(databases.people, hasher, user_id=user_id, password=password)

    with_database(context, work)
    typer.echo(f"Set the password of {address}. Everything that was signed in with the old one is signed out.")


@app.command("email")
def set_email(
    context: typer.Context,
    email: Email,
    new_email: Annotated[str, typer.Argument(metavar="NEW_EMAIL", help="The address to sign in with from now on.")],
) -> None:
    """Change an account's e-mail address. What is signed in stays signed in."""
    address, new_address = normalise_email(email), normalise_email(new_email)

    async def work(databases: Opened) -> None:
        user_id = await find_account(databases, address)
        await changing.set_email(databases.people, user_id=user_id, email=new_address)

    with_database(context, work)
    typer.echo(f"The account {address} is now {new_address}.")


@app.command("delete")
def delete(
    context: typer.Context,
    email: Email,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    """Delete an account and everything in it, for good. Take it along first, with: mygymtracker account export FILE

    Asks for the e-mail address once more.
    """
    address = normalise_email(email)

    async def find(databases: Opened) -> UUID:
        return await find_account(databases, address)

    user_id = with_database(context, find)
    if not yes:
        typer.echo(f"This deletes {address} for good: every plan, workout, measurement and import.")
        typer.echo(f"To keep a copy: mygymtracker account export FILE --account {address}")
        if str(typer.prompt("Type the e-mail address to delete it")).strip().casefold() != address.casefold():
            raise Refused("That is another address. Nothing was deleted.")
    with_database(context, lambda databases: leaving.remove_account(databases.people, user_id=user_id))
    typer.echo(f"Deleted {address}, and everything in it.")


@asynccontextmanager
async def _hasher() -> AsyncGenerator[PasswordHasher]:
    hasher = PasswordHasher()
    try:
        yield hasher
    finally:
        hasher.close()


def _password(email: str, *, from_stdin: bool) -> str:
    """Of a line, all but its end belongs to the password. Looked at before a database is started for it."""
    password = (
        sys.stdin.readline().removesuffix("\n").removesuffix("\r")
        if from_stdin
        else str(typer.prompt("Password", hide_input=True, confirmation_prompt="The password once more"))
    )
    check_new_password(password, email=email)
    return password


def _minute(instant: datetime) -> str:
    return f"{instant.astimezone(UTC):%Y-%m-%d %H:%M}"
