"""`mygymtracker body …`: what the scales and the tape say."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

import typer
from sqlalchemy.ext.asyncio import AsyncSession

from mygymtracker.body.measurements import Measured, MeasurementContent, finite_measured
from mygymtracker.body.queries import measurements_page
from mygymtracker.body.writes import measure
from mygymtracker.cli.acting import Habits, ask, do, habits
from mygymtracker.cli.numbers import read_number
from mygymtracker.cli.options import Account, At, Json
from mygymtracker.cli.printing import show_json, show_line
from mygymtracker.cli.tables import show_table, show_that_there_are_more, words
from mygymtracker.contents import read
from mygymtracker.database.columns import new_id
from mygymtracker.database.driver import fetch_rows
from mygymtracker.database.entities import BodyPart, BodyUnit

app = typer.Typer(no_args_is_help=True)


@app.command("add")
def add(
    context: typer.Context,
    *,
    part: Annotated[BodyPart, typer.Argument(help="What was measured.")],
    amount: Annotated[str, typer.Argument(help="What it came to.")],
    account: Account = None,
    unit: Annotated[
        BodyUnit | None, typer.Option(help="Body weight is in the account's unit and a girth in cm, if not said.")
    ] = None,
    at: At = None,
    note: Annotated[str, typer.Option(help="What there is to say about it.")] = "",
) -> None:
    """Keep a measurement."""

    async def work(session: AsyncSession) -> MeasurementContent:
        own = await habits(session)
        usual = {BodyPart.BODY_WEIGHT: own.unit.value, BodyPart.BODY_FAT: "percent"}.get(part, "cm")
        body = {
            "part": part.value,
            "amount": read_number("AMOUNT", amount),
            "unit": unit.value if unit else usual,
            "measured_at": own.instant("--at", at) or datetime.now(UTC),
            "note": note,
        }
        content = read(body, MeasurementContent)
        await measure(session, new_id(), content)
        return content

    kept = do(context, account, work)
    show_line(f"Kept {words(kept.part)} {kept.amount} {kept.unit.value}.")


@app.command("list")
def list_measurements(
    context: typer.Context,
    account: Account = None,
    part: Annotated[BodyPart | None, typer.Option(help="Only these.")] = None,
    limit: Annotated[int, typer.Option(min=1, max=1000, help="How many at most.")] = 20,
    json: Json = False,
) -> None:
    """List the newest measurements."""

    async def work(session: AsyncSession) -> tuple[list[Measured], Habits]:
        rows = await fetch_rows(session, *measurements_page(rows=limit + 1, part=part))
        return [finite_measured(row) for row in rows], await habits(session)

    rows, own = ask(context, account, work)
    measured = rows[:limit]
    if json:
        show_json(measured)
    elif not measured:
        show_line("Nothing is measured yet. Begin with: mygymtracker body add body_weight 82.4")
    else:
        show_table(("when", "what", "amount", "note"), (_line(each, own) for each in measured), right=("amount",))
        show_that_there_are_more(rows, limit)


def _line(each: Measured, own: Habits) -> tuple[str, ...]:
    return own.minute(each.measured_at), words(each.part), f"{each.amount} {each.unit.value}", each.note
