"""`mygymtracker changes` and `mygymtracker undo`: what happened, and taking it back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Annotated, Final
from uuid import UUID
from zoneinfo import ZoneInfo

import typer
from sqlalchemy.ext.asyncio import AsyncSession

from mygymtracker.amounts import amount, counted
from mygymtracker.changes import queries as changes_queries
from mygymtracker.changes import undoing
from mygymtracker.changes.history import get_changes, list_changes
from mygymtracker.changes.shapes import ChangeName, ChangeSummary, read_change
from mygymtracker.cli.acting import Habits, ask, do, habits
from mygymtracker.cli.options import Account, Yes
from mygymtracker.cli.printing import ask_yes, show_json, show_line
from mygymtracker.cli.tables import show_table, show_text, show_that_there_are_more
from mygymtracker.database.driver import fetch_rows
from mygymtracker.errors import Invalid, NotFound, Refused
from mygymtracker.exchange.queries import imports_page

_LATEST: Final = "latest"
#: Imports that are looked through, newest first.
_MOST_IMPORTS: Final = 1000
#: Of one change, as many sentences as a table holds.
_SENTENCES: Final = 5


def list_them(
    context: typer.Context,
    account: Account = None,
    limit: Annotated[int, typer.Option(min=1, max=200, help="How many at most.")] = 20,
    row: Annotated[UUID | None, typer.Option(help="Only changes of the thing with this id: its history.")] = None,
    json: Annotated[bool, typer.Option("--json", help="Print JSON, in the shape of the web API's list.")] = False,
) -> None:
    """List what happened, newest first. What is listed can be taken back: `mygymtracker undo CHANGE`."""

    async def work(session: AsyncSession) -> tuple[list[ChangeSummary], Habits]:
        return await list_changes(session, rows=limit + 1, row=row), await habits(session)

    rows, own = ask(context, account, work)
    newest = rows[:limit]
    if json:
        show_json(newest)
    elif not newest:
        show_line("Nothing happened yet, or nothing that is kept.")
    else:
        show_table(
            ("Change", "When", "Through", "What"),
            ((each.change, own.minute(each.changed_at), _through(each), _what(each)) for each in newest),
            right=("Change",),
        )
        show_that_there_are_more(rows, limit)


def _through(change: ChangeSummary) -> str:
    return change.device or change.through.value


def _what(change: ChangeSummary) -> str:
    shown = change.sentences[:_SENTENCES]
    left = len(change.sentences) - len(shown)
    return "\n".join([*shown, f"… {amount(left)} more: --json"] if left else shown)


# ---------------------------------------------------------------------------------------------------------- taking back


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What to take back: a change, an import, or everything since an instant; and how many changes that is."""

    what: ChangeName | UUID | datetime
    changes: int
    description: str


def undo(
    context: typer.Context,
    *,
    change: Annotated[
        str | None, typer.Argument(metavar="CHANGE", help="The change, as `mygymtracker changes` calls it: 57.")
    ] = None,
    import_id: Annotated[
        str | None, typer.Option("--import", metavar="ID", help="An import: latest, or the beginning of its id.")
    ] = None,
    since: Annotated[
        str | None,
        typer.Option(help="Everything since then: today, yesterday, or like 2026-03-02T18:00 by the account's clock."),
    ] = None,
    account: Account = None,
    yes: Yes = False,
) -> None:
    """Take back a change, an import, or everything since an instant. An undo can be taken back, too."""
    if sum(given is not None for given in (change, import_id, since)) != 1:
        raise Invalid("Say one thing to take back: a CHANGE, --import ID, or --since WHEN.", field="CHANGE")

    async def find(session: AsyncSession) -> _Wanted:
        if change is not None:
            return await _find_change(session, change)
        return await (_find_import(session, import_id) if import_id is not None else _find_since(session, since or ""))

    wanted = ask(context, account, find)
    if wanted.changes > 1 and not yes and not ask_yes(f"Take back {wanted.description}?"):
        raise Refused("Nothing was taken back.")

    async def work(session: AsyncSession) -> list[ChangeSummary]:
        undone = await _undo(session, wanted.what)
        return [] if undone.revision is None else await get_changes(session, ChangeName(undone.revision))

    _say(do(context, account, work))


async def _find_change(session: AsyncSession, text: str) -> _Wanted:
    name = read_change(text)
    parts = len(await get_changes(session, name))
    return _Wanted(name, parts, f"change {text}, which is {counted(parts, 'change')} of a device")


async def _find_import(session: AsyncSession, text: str) -> _Wanted:
    """Raises NotFound, and Invalid where the beginning of an id leaves a doubt."""
    runs = await fetch_rows(session, *imports_page(rows=_MOST_IMPORTS))
    imports = runs[:1] if text == _LATEST else [run for run in runs if str(run.id).startswith(text.lower())]
    if not imports:
        raise NotFound("There is no such import.")
    if len(imports) > 1:
        some = ", ".join(f"{run.id} ({run.file_name})" for run in imports[:5])
        raise Invalid(f"{text} can be several imports: {some}", field="--import", value=text)
    return _Wanted(imports[0].id, 1, f"the import of {imports[0].file_name}")


async def _find_since(session: AsyncSession, text: str) -> _Wanted:
    instant = _instant(await habits(session), text)
    ((count,),) = await fetch_rows(session, *changes_queries.changes_since(instant))
    return _Wanted(instant, count, f"{counted(count, 'change')}, everything since {text}")


def _instant(own: Habits, text: str) -> datetime:
    """Where it is a day, the beginning of it. Raises Invalid."""
    midnight = datetime.combine(datetime.now(ZoneInfo(own.time_zone)), time(), ZoneInfo(own.time_zone))
    match text.strip().lower():
        case "today":
            return midnight.astimezone(UTC)
        case "yesterday":
            return (midnight - timedelta(days=1)).astimezone(UTC)
    instant = own.instant("--since", text)
    assert instant is not None  # noqa: S101 — None is for no text
    return instant.astimezone(UTC)


async def _undo(session: AsyncSession, what: ChangeName | UUID | datetime) -> undoing.Undone:
    match what:
        case ChangeName():
            return await undoing.undo_change(session, what.revision, what.part)
        case UUID():
            return await undoing.undo_import(session, what)
    return await undoing.undo_since(session, what)


def _say(changes: Sequence[ChangeSummary]) -> None:
    if not changes:
        show_line("There was nothing to take back: it is as it was.")
        return
    for each in changes:
        first, *others = each.sentences
        show_text(f"{first[:1].upper()}{first[1:]}{':' if others else '.'}")
        for sentence in others:
            show_text(f"  {sentence}")
    show_text(f"To take this back: mygymtracker undo {changes[0].change}")
