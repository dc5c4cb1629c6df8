"""Whose training a command reads or changes: --account, else the account that this terminal acts for.

`account use` chooses that account, and it is remembered by its id in the home, so that a new address changes nothing.
While there is one account it needs no choosing. The demo athlete's is never meant unless it is named.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final
from uuid import UUID

import typer
from sqlalchemy import select

from mygymtracker.accounts.emails import normalise_email
from mygymtracker.accounts.queries import account_for_sign_in
from mygymtracker.cli.connection import Opened
from mygymtracker.cli.printing import show_line
from mygymtracker.database.entities import User
from mygymtracker.demo.account import is_demo
from mygymtracker.errors import Invalid, MyGymTrackerError, NotFound, Unavailable

if TYPE_CHECKING:
    from mygymtracker.settings import Settings

#: In the home: the id of the account that commands act for.
_FILE: Final = "default-account"
#: As many addresses are named where one has to be chosen.
_MOST_NAMED: Final = 5
_ANNOUNCED: Final = f"{__name__}.announced"


@dataclass(frozen=True, slots=True)
class Known:
    """An account of this database."""

    id: UUID
    email: str


@dataclass(frozen=True, slots=True)
class Accounts:
    """All accounts of a database by address, and the one of them that `account use` chose."""

    all: Sequence[Known]
    chosen: Known | None

    @property
    def own(self) -> list[Known]:
        """Those of people."""
        return [each for each in self.all if not is_demo(each.id, each.email)]

    @property
    def default(self) -> Known | None:
        """The one that commands act for; None where somebody has to choose first."""
        return self.chosen or (self.own[0] if len(self.own) == 1 else None)

    def get_default(self) -> Known:
        """Raises NotFound without an account, and Invalid where it is open which one."""
        if self.default is not None:
            return self.default
        if not self.all:
            raise NotFound("There is no account yet. Make one with: mygymtracker account create EMAIL")
        some = ", ".join(each.email for each in (self.own or self.all)[:_MOST_NAMED])
        if not self.own:
            raise NotFound(
                f"There is only the demo athlete's account: look around in it with --account {some}, "
                "or make your own with: mygymtracker account create EMAIL"
            )
        raise Invalid(
            f"There are {len(self.own)} accounts ({some}). Say whose each time, with --account EMAIL, "
            "or once: mygymtracker account use EMAIL",
            field="--account",
        )


# ------------------------------------------------------------------------------------------------------------- finding


async def find_account(context: typer.Context, databases: Opened, email: str | None) -> UUID:
    """The account that a command acts for, and a line on stderr that says whose where there are several.

    Raises NotFound, or Invalid where it is open which one.
    """
    settings: Settings = context.obj
    accounts = await look(databases, settings.home)
    if email is None:
        chosen = accounts.get_default()
    else:
        chosen = Known(await get_account(databases, email), normalise_email(email))
    if len(accounts.all) > 1 and not context.meta.get(_ANNOUNCED):
        context.meta[_ANNOUNCED] = True  # some commands ask first and change then
        show_line(f"Acting for {chosen.email}.", err=True)
    return chosen.id


async def get_account(databases: Opened, email: str) -> UUID:
    """By its address. Raises NotFound."""
    statement = account_for_sign_in(normalise_email(email))
    async with databases.people.acting_as_nobody() as session:
        known = (await session.execute(statement)).one_or_none()
    if known is None:
        raise NotFound(f"There is no account {email}. See: mygymtracker account list")
    user_id, _ = known
    return user_id


async def look(databases: Opened, home: Path) -> Accounts:
    """All accounts, as far as this login may see them, and the chosen one, which everybody may see who acts as it."""
    query = select(User.id, User.email).order_by(User.email)
    async with databases.owner.acting_as_nobody() as session:
        known = [Known(*row) for row in await session.execute(query)]
    chosen = _read_choice(home)
    if chosen is None:
        return Accounts(known, None)
    async with databases.people.acting_as(chosen, read_only=True) as session:
        row = (await session.execute(select(User.id, User.email).where(User.id == chosen))).one_or_none()
    return Accounts(known, Known(*row) if row else None)


# --------------------------------------------------------------------------------------------------------- remembering


def remember_choice(home: Path, user_id: UUID) -> None:
    """Commands act for that account from now on. Raises Unavailable where the home takes no file."""
    path = home / _FILE
    draft = path.with_name(f"{_FILE}.{os.getpid()}")
    try:
        home.mkdir(parents=True, exist_ok=True)
        draft.write_text(f"{user_id}\n", "ascii")
        draft.replace(path)
    except OSError as error:
        raise Unavailable(f"The choice cannot be kept in {path}: {error.strerror}. Say --account EMAIL.") from error


def forget_choice(home: Path, user_id: UUID | None = None) -> None:
    """No account is chosen any more; with an id, only if it is that one. Raises Unavailable."""
    if user_id is not None and _read_choice(home) != user_id:
        return
    try:
        (home / _FILE).unlink(missing_ok=True)
    except OSError as error:
        raise Unavailable(f"{home / _FILE} cannot be removed: {error.strerror}.") from error


def keep_default(home: Path, before: Accounts, made: Known) -> str:
    """A new account never changes whom commands act for: what was clear while there was one is written down.

    What there is to say about it; empty where the new account is the only one.
    """
    default = before.default or (None if before.own else made)
    if default is not None:
        with suppress(MyGymTrackerError):  # the account is made; a home that takes no file is told of by `account use`
            remember_choice(home, default.id)
    if default is not None and default.id == made.id:
        return ""
    here = f"Commands go on acting for {default.email}. " if default else ""
    return f"{here}For the new one: --account {made.email}, or from now on: mygymtracker account use {made.email}"


def _read_choice(home: Path) -> UUID | None:
    """A file that is no choice is none."""
    with suppress(OSError, ValueError):
        return UUID((home / _FILE).read_text("ascii").strip())
    return None
