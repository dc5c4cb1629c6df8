"""`mygymtracker account …`: accounts, for whoever runs the server."""

from __future__ import annotations

import sys
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from uuid import UUID

import msgspec
import typer
from rich.table import Table

from mygymtracker.accounts import changing, leaving, queries, writes
from mygymtracker.accounts.attempts import account_bucket, forget_all_attempts, forget_attempts, password_change_bucket
from mygymtracker.accounts.emails import normalise_email
from mygymtracker.accounts.passwords import PasswordHasher, check_new_password
from mygymtracker.accounts.profile import refuse_unknown_zone
from mygymtracker.cli import clock, profile, sign_ins
from mygymtracker.cli.connection import Opened, with_database
from mygymtracker.cli.machine_zone import machine_zone
from mygymtracker.cli.printing import ask_for, show_json, show_line, terminal
from mygymtracker.cli.whose import Accounts, Known, forget_choice, get_account, keep_default, look, remember_choice
from mygymtracker.errors import Invalid, Refused

if TYPE_CHECKING:
    from mygymtracker.settings import Settings

app = typer.Typer(no_args_is_help=True)
app.command("show")(profile.show)
app.command("set")(profile.change)
app.command("export")(profile.export)
app.command("sign-ins")(sign_ins.sign_ins)
app.command("sign-out")(sign_ins.sign_out)

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

    async def work(databases: Opened) -> str:
        before = await look(databases, _home(context))
        async with _hasher() as hasher:
            user_id = await writes.create_account(
                databases.people, hasher, email=address, password=password, now=datetime.now(UTC), time_zone=zone
            )
        return keep_default(_home(context), before, Known(user_id, address))

    whose = with_database(context, work)
    show_line(f"Made the account {address}." + ("" if zone == "UTC" else f" Its days are those of {zone}."))
    if whose:
        show_line(whose)


@app.command("use")
def use(
    context: typer.Context,
    email: Annotated[
        str | None, typer.Argument(metavar="EMAIL", help="The account to act for. If not said: shows which one it is.")
    ] = None,
    nobody: Annotated[bool, typer.Option("--nobody", help="Choose none: with several accounts, say whose.")] = False,
) -> None:
    """Choose the account that commands act for where --account says nothing, or show it.

    The choice is kept in the data directory of this machine. With one account it needs none.
    """
    if nobody and email is not None:
        raise Invalid("Say EMAIL or --nobody, not both.", field="EMAIL", value=email)
    if nobody:
        forget_choice(_home(context))

    async def work(databases: Opened) -> Accounts:
        if email is not None:
            remember_choice(_home(context), await get_account(databases, email))
        return await look(databases, _home(context))

    show_line(_default_sentence(with_database(context, work)))


def _default_sentence(accounts: Accounts) -> str:
    default = accounts.default
    if default is None:
        emails = ", ".join(each.email for each in accounts.own) or "none"
        return f"Commands act for nobody until --account says for whom. Accounts of people: {emails}."
    why = "" if accounts.chosen else ", the only account of a person here"
    return f"Commands act for {default.email}{why}."


class ListedAccount(msgspec.Struct):
    """A row of `account list`."""

    email: str
    created_at: datetime
    last_login_at: datetime | None
    time_zone: str
    is_default: bool


@app.command("list")
def list_accounts(context: typer.Context, json: Json = False) -> None:
    """Show all accounts, each by its own clock, and the one that commands act for."""

    async def work(databases: Opened) -> list[ListedAccount]:
        default = (await look(databases, _home(context))).default
        async with databases.owner.acting_as_nobody() as session:
            rows = await session.execute(queries.all_accounts())
            return [ListedAccount(*row, is_default=default is not None and row[0] == default.email) for row in rows]

    accounts = with_database(context, work)
    if json:
        show_json(accounts)
        return
    if not accounts:
        show_line("There is no account yet. Make one with: mygymtracker account create EMAIL")
        return
    table = Table("E-mail", "Created", "Last sign-in", "Time zone", "Default", box=None, pad_edge=False)
    table.columns[0].overflow = "fold"
    for each in accounts:
        seen = clock.minute(each.last_login_at, each.time_zone) if each.last_login_at else "never"
        created = clock.minute(each.created_at, each.time_zone)
        table.add_row(each.email, created, seen, each.time_zone, "yes" if each.is_default else "")
    terminal(markup=False).print(table)


@app.command("password")
def set_password(context: typer.Context, email: Email, password_stdin: PasswordStdin = False) -> None:
    """Set an account's password, and sign out all its browsers and programs. Asks for the password twice."""
    address = normalise_email(email)
    password = _password(address, from_stdin=password_stdin)

    async def work(databases: Opened) -> None:
        user_id = await get_account(databases, address)
        async with _hasher() as hasher:
            await writes.set_password(databases.people, hasher, user_id=user_id, password=password)

    with_database(context, work)
    show_line(f"Set the password of {address}. Everything that was signed in with the old one is signed out.")


@app.command("unlock")
def unlock(
    context: typer.Context,
    email: Annotated[
        str | None, typer.Argument(metavar="EMAIL", help="Whose sign-in was tried too often. If not said: everybody's.")
    ] = None,
) -> None:
    """Let people try to sign in again at once, where the server says: Too many attempts."""

    address = None if email is None else normalise_email(email)

    async def work(databases: Opened) -> None:
        if address is None:
            async with databases.owner.acting_as_nobody() as session:
                await forget_all_attempts(session)
            return
        user_id = await get_account(databases, address)
        async with databases.people.acting_as_nobody() as session:
            for bucket in (account_bucket(address), password_change_bucket(user_id)):
                await forget_attempts(session, bucket)

    with_database(context, work)
    show_line(f"{address or 'Everybody'} can try again now.")


@app.command("email")
def set_email(
    context: typer.Context,
    email: Email,
    new_email: Annotated[str, typer.Argument(metavar="NEW_EMAIL", help="The address to sign in with from now on.")],
) -> None:
    """Change an account's e-mail address. What is signed in stays signed in."""
    address, new_address = normalise_email(email), normalise_email(new_email)

    async def work(databases: Opened) -> None:
        user_id = await get_account(databases, address)
        await changing.set_email(databases.people, user_id=user_id, email=new_address)

    with_database(context, work)
    show_line(f"The account {address} is now {new_address}.")


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
        return await get_account(databases, address)

    user_id = with_database(context, find)
    if not yes:
        show_line(f"This deletes {address} for good: every plan, workout, measurement and import.")
        show_line(f"To keep a copy: mygymtracker account export FILE --account {address}")
        if ask_for("Type the e-mail address to delete it").strip().casefold() != address.casefold():
            raise Refused("That is another address. Nothing was deleted.")
    with_database(context, lambda databases: leaving.remove_account(databases.people, user_id=user_id))
    forget_choice(_home(context), user_id)
    show_line(f"Deleted {address}, and everything in it.")


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
        else ask_for("Password", hide_input=True, confirmation_prompt="The password once more")
    )
    check_new_password(password, email=email)
    return password


def _home(context: typer.Context) -> Path:
    settings: Settings = context.obj
    return settings.home
