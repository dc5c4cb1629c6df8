"""Working for one person: their account, one transaction, and what they are used to."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final, TypeVar
from zoneinfo import ZoneInfo

import typer
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from mygymtracker.cli import clock
from mygymtracker.cli.connection import Opened, with_database
from mygymtracker.cli.numbers import AMOUNT, read_number
from mygymtracker.cli.whose import find_account
from mygymtracker.database.entities import Through, User
from mygymtracker.errors import Invalid
from mygymtracker.numerals import folded
from mygymtracker.quantities import LoadUnit

T = TypeVar("T")

_WEIGHT: Final = re.compile(rf"(?P<amount>{AMOUNT})\s*(?P<unit>[a-z]*)", re.IGNORECASE)


def ask(context: typer.Context, account: str | None, work: Callable[[AsyncSession], Awaitable[T]]) -> T:
    """Runs `work` in a transaction of that account that changes nothing."""
    return _run(context, account, work, read_only=True)


def do(context: typer.Context, account: str | None, work: Callable[[AsyncSession], Awaitable[T]]) -> T:
    """Runs `work` in a transaction of that account; an error in it leaves everything as it was."""
    return _run(context, account, work, read_only=False)


def _run(
    context: typer.Context, account: str | None, work: Callable[[AsyncSession], Awaitable[T]], *, read_only: bool
) -> T:
    async def run(databases: Opened) -> T:
        user_id = await find_account(context, databases, account)
        async with databases.people.acting_as(
            user_id, read_only=read_only, through=None if read_only else Through.CLI
        ) as session:
            return await work(session)

    return with_database(context, run)


@dataclass(frozen=True, slots=True)
class Habits:
    """What a person leaves unsaid."""

    unit: LoadUnit
    time_zone: str

    def instant(self, option: str, text: str | None) -> datetime | None:
        """A moment as typed: with its own offset, or by the person's clock. Raises Invalid."""
        if text is None:
            return None
        try:
            moment = datetime.fromisoformat(folded(text))
        except ValueError as error:
            raise Invalid(f"{option} must be like 2026-03-02T18:00, not {text}", field=option, value=text) from error
        return moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(self.time_zone))

    def minute(self, instant: datetime) -> str:
        """2026-03-02 18:00, by the person's clock."""
        return clock.minute(instant, self.time_zone)

    def day(self, instant: datetime | None) -> str:
        """2026-03-02, where the person is; empty for None."""
        return "" if instant is None else clock.day(instant, self.time_zone)

    def weight(self, option: str, text: str) -> tuple[str, str]:
        """An amount and its unit: 82.4, 82,4kg, "180 lb". Raises Invalid."""
        match = _WEIGHT.fullmatch(folded(text))
        if match is None:
            raise Invalid(f"{option} must be like 82.4 or 180lb, not {text}", field=option, value=text)
        return read_number(option, match["amount"]), match["unit"].lower() or self.unit.value


async def habits(session: AsyncSession) -> Habits:
    return Habits(*(await session.execute(select(User.unit, User.time_zone))).one())
