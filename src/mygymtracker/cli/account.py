"""`mygymtracker account …`: accounts, for whoever runs the server."""

from __future__ import annotations

import sys
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from mygymtracker.accounts import operations, queries
from mygymtracker.accounts.emails import normalise_email
from mygymtracker.accounts.passwords import PasswordHasher, check_new_password
from mygymtracker.cli.connection import Opened, find_account, with_database

app = typer.Typer(help="Accounts: make one, list them, set a password.", no_args_is_help=True)

Email = Annotated[str, typer.Argument(metavar="EMAIL", help="The account's e-mail address.")]
PasswordStdin = Annotated[
    bool, typer.Option("--password-stdin", help="Read the password from the first line of standard input.")
]


@app.command("create")
def create(context: typer.Context, email: Email, password_stdin: PasswordStdin = False) -> None:
    """Make an account, whatever SIGN_UP says. Asks for the password twice."""
    address = normalise_email(email)
    password = _password(address, from_stdin=password_stdin)

    async def work(databases: Opened) -> None:
        async with _hasher() as hasher:
            await operations.create_account(
                databases.people, hasher, email=address, password=password, now=datetime.now(UTC)
            )

    with_database(context, work)
    typer.echo(f"Made the account {address}.")


@app.command("list")
def list_accounts(context: typer.Context) -> None:
    """Show all accounts."""

    async def work(databases: Opened) -> list[tuple[str, datetime, datetime | None]]:
        async with databases.owner.acting_as_nobody() as session:
            return [row._tuple() for row in await session.execute(queries.all_accounts())]

    accounts = with_database(context, work)
    if not accounts:
        typer.echo("There is no account yet. Make one with: mygymtracker account create EMAIL")
        return
    table = Table("E-mail", "Created (UTC)", "Last sign-in (UTC)", box=None, pad_edge=False)
    table.columns[0].overflow = "fold"
    for email, created_at, last_login_at in accounts:
        table.add_row(email, _minute(created_at), _minute(last_login_at) if last_login_at else "never")
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
