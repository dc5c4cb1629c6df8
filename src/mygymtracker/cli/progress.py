"""`mygymtracker progress`: what the numbers say about one exercise, as a table and a chart."""

from __future__ import annotations

from typing import Annotated, Final

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from mygymtracker.amounts import amount
from mygymtracker.cli.connection import Opened, with_database
from mygymtracker.cli.options import Account
from mygymtracker.cli.printing import show_json, show_line, terminal
from mygymtracker.cli.whose import find_account
from mygymtracker.database.driver import fetch_rows
from mygymtracker.exercises.finding import find_exercises, get_only
from mygymtracker.progress.queries import weekly_progress
from mygymtracker.progress.weekly import Progress, WeeklyBest, build_progress
from mygymtracker.quantities import LoadMode

WIDEST_CHART: Final = 100
CHART_LINES: Final = 16
#: A line takes two points.
FEWEST_WEEKS: Final = 2


def progress(
    context: typer.Context,
    exercise: Annotated[str, typer.Argument(help="Its name, or enough of it to leave no doubt.")],
    account: Account = None,
    json: Annotated[bool, typer.Option("--json", help="Print JSON, in the shape of the web API's answer.")] = False,
) -> None:
    """Show the best estimated one-repetition maximum of each week."""

    async def ask(databases: Opened) -> Progress:
        user_id = await find_account(context, databases, account)
        async with databases.people.acting_as(user_id, read_only=True) as session:
            match = get_only(await find_exercises(session, exercise, rows=20), search=exercise)
            return build_progress(await fetch_rows(session, *weekly_progress(match.id)))

    answer = with_database(context, ask)
    if json:
        show_json(answer)
    else:
        _show(answer, terminal())


def _show(answer: Progress, console: Console) -> None:
    if not answer.weeks:
        show_line(f"{answer.name}: no set yet that an estimate can be made from.")
    else:
        console.print(_table(answer))
    if len(answer.weeks) >= FEWEST_WEEKS and console.encoding.startswith("utf"):
        colorless = console.no_color or not console.is_terminal
        chart = _chart(answer, width=min(console.width, WIDEST_CHART), colorless=colorless)
        console.print(Text.from_ansi(chart))
    show_line(answer.formula)


def _table(answer: Progress) -> Table:
    table = Table("week", title=Text(answer.name))
    table.add_column(f"best estimate ({answer.unit.value})", justify="right")
    table.add_column("from")
    table.add_column("on")
    for best in answer.weeks:
        table.add_row(_week(best), amount(best.estimated_1rm), _set(best), best.performed_on.isoformat())
    return table


def _week(best: WeeklyBest) -> str:
    """ISO's number where weeks begin on Monday, as ISO's do; else their first day."""
    year, week, weekday = best.week_starts_on.isocalendar()
    return f"{year}-W{week:02}" if weekday == 1 else best.week_starts_on.isoformat()


def _set(best: WeeklyBest) -> str:
    """As it was typed: 61.25 kg × 8 @ RPE 8.5; with the body's weight, body + 10 kg × 8."""
    effort = f" @ RPE {best.rpe}" if best.rpe is not None else f" @ RIR {best.rir}" if best.rir is not None else ""
    return f"{_load(best)} × {best.reps}{effort}"


def _load(best: WeeklyBest) -> str:
    load = "" if best.load is None or best.load_unit is None else f"{best.load} {best.load_unit.value}"
    if best.load_mode is LoadMode.EXTERNAL:
        return load
    sign = "−" if best.load_mode is LoadMode.ASSISTED else "+"
    return f"body {sign} {load}" if best.load else "body"


def _chart(answer: Progress, *, width: int, colorless: bool) -> str:
    """Weeks to the right, kilograms or pounds upwards; a week without an estimate has no point but keeps its place."""
    days = [best.week_starts_on.toordinal() for best in answer.weeks]
    import plotext  # type: ignore[import-untyped]  # it has none; and here, because it takes a while to load

    figure = plotext.figure
    figure.clear()
    figure.plot_size(width, CHART_LINES)
    figure.theme("simple")  # paints no background, so that it is readable on light and on dark
    line = figure.signal(days, [float(best.estimated_1rm) for best in answer.weeks], marker="braille")
    line.lines()
    figure.draw(line)
    figure.ruler("x").ticks([days[0], days[-1]], [_week(answer.weeks[0]), _week(answer.weeks[-1])])
    return str(figure.build().string(colorless=colorless))
