"""`mygymtracker account show`, `set` and `export`: what a person says of themselves, and taking everything along."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from io import BufferedWriter
from pathlib import Path
from typing import Annotated, Final
from uuid import UUID

import typer
from rich.table import Table
from rich.text import Text

from mygymtracker.accounts import changing, queries
from mygymtracker.accounts.profile import Account as Shown
from mygymtracker.accounts.profile import ProfileContent, account_of
from mygymtracker.accounts.storage import shown_bytes, storage_of
from mygymtracker.cli import clock
from mygymtracker.cli.connection import Opened, with_database
from mygymtracker.cli.numbers import AMOUNT, read_number
from mygymtracker.cli.options import Account
from mygymtracker.cli.printing import show_json, show_line, terminal
from mygymtracker.cli.whose import find_account
from mygymtracker.database.driver import fetch_rows
from mygymtracker.database.entities import E1rmFormula, Sex, Through
from mygymtracker.errors import Conflict, Invalid
from mygymtracker.exchange.exporting import write_export
from mygymtracker.numerals import folded
from mygymtracker.quantities import LoadUnit

Json = Annotated[bool, typer.Option("--json", help="Print JSON, in the shape of the web API's account.")]

_BAR: Final = re.compile(rf"(?P<load>{AMOUNT})\s*(?P<unit>[a-z]+)\s*(?P<name>.*)")
_PLATE: Final = re.compile(rf"(?P<load>{AMOUNT})\s*(?P<unit>[a-z]+)\s*[x×]\s*(?P<count>\d+)")
_WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def show(context: typer.Context, account: Account = None, json: Json = False) -> None:
    """Show an account: its address, units, days, bars and plates."""

    async def ask(databases: Opened) -> tuple[Shown, int]:
        user_id = await find_account(context, databases, account)
        async with databases.people.acting_as(user_id, read_only=True) as session:
            (row,) = await fetch_rows(session, *queries.account())
            stored = await storage_of(session, allowed_bytes=None)
        return row, stored.bytes

    shown, stored_bytes = with_database(context, ask)
    _print(shown, json=json, further=[("Keeps", shown_bytes(stored_bytes))])


def change(
    context: typer.Context,
    *,
    account: Account = None,
    display_name: Annotated[str | None, typer.Option(help="What to call you.")] = None,
    unit: Annotated[LoadUnit | None, typer.Option(help="To show loads in.")] = None,
    time_zone: Annotated[str | None, typer.Option(help="Where your days begin, like Europe/Berlin.")] = None,
    first_weekday: Annotated[int | None, typer.Option(help="1 is Monday, 7 is Sunday.")] = None,
    formula: Annotated[E1rmFormula | None, typer.Option(help="For estimated one-repetition maxima.")] = None,
    bar: Annotated[
        list[str] | None, typer.Option(help='A bar, like "20 kg Olympic bar". Once for each; replaces all bars.')
    ] = None,
    plate: Annotated[
        list[str] | None, typer.Option(help='Plates, like "1.25 kg x 4". Once for each; replaces all plates.')
    ] = None,
    sex: Annotated[Sex | None, typer.Option(help="For strength scores alone; never required.")] = None,
    birth_year: Annotated[int | None, typer.Option(help="For strength scores alone; never required.")] = None,
    unset: Annotated[
        list[str] | None, typer.Option(help="Make a field what it was at first, like sex or plates.")
    ] = None,
    json: Json = False,
) -> None:
    """Change what an account says of a person: only what is given changes."""
    given: dict[str, object] = {
        "display_name": display_name,
        "unit": unit,
        "time_zone": time_zone,
        "first_weekday": first_weekday,
        "e1rm_formula": formula,
        "bars": _parsed("--bar", _BAR, bar),
        "plates": _parsed("--plate", _PLATE, plate),
        "sex": sex,
        "birth_year": birth_year,
    }
    patch = {field: value for field, value in given.items() if value is not None}
    patch |= dict.fromkeys(_fields(unset or []))
    if not patch:
        raise Invalid("Say what to change; see: mygymtracker account set --help", field="--unit")

    async def work(databases: Opened) -> Shown:
        user_id = await find_account(context, databases, account)
        async with databases.people.acting_as(user_id, through=Through.CLI) as session:
            user = await changing.change_profile(session, patch, expected_version=None, now=datetime.now(UTC))
        return account_of(user)

    _print(with_database(context, work), json=json)


def _fields(names: list[str]) -> list[str]:
    known = ProfileContent.__struct_fields__
    fields = [{"formula": "e1rm_formula"}.get(name, name.replace("-", "_")) for name in names]
    for name, field in zip(names, fields, strict=True):
        if field not in known:
            raise Invalid(f"--unset must be one of {', '.join(known)}, not {name}", field="--unset", value=name)
    return fields


def _parsed(option: str, form: re.Pattern[str], given: list[str] | None) -> list[dict[str, object]] | None:
    """What the options say, as it would be sent. Raises Invalid."""
    if not given:
        return None
    parsed: list[dict[str, object]] = []
    for each in given:
        match = form.fullmatch(folded(each))
        if match is None:
            like = "20 kg Olympic bar" if form is _BAR else "1.25 kg x 4"
            raise Invalid(f'{option} must be like "{like}", not "{each}"', field=option, value=each)
        fields: dict[str, object] = match.groupdict() | {"load": read_number(option, match["load"])}
        if "count" in fields:
            fields["count"] = int(match["count"])
        else:
            fields["name"] = each.strip()[match.start("name") :]
        parsed.append(fields)
    return parsed


def export(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="Where to write it; - is standard output.", metavar="FILE")],
    account: Account = None,
) -> None:
    """Write everything an account owns to a JSON file, as the web API exports it. Takes no file that is there."""
    if str(file) == "-":
        with os.fdopen(os.dup(1), "wb") as output:
            _export(context, output, account)
        return
    try:
        with open(file, "xb", opener=private) as output:
            try:
                _export(context, output, account)
            except BaseException:
                file.unlink()
                raise
    except FileExistsError as error:
        raise Conflict(f"There is a file {file} already. Nothing was written.") from error
    except OSError as error:
        raise Invalid(f"{file} cannot be written: {error.strerror}.", field="FILE") from error
    show_line(f"Wrote {file} ({file.stat().st_size} bytes).")


def private(path: str, flags: int) -> int:
    """An opener of files that only their owner may read, whatever the umask is."""
    return os.open(path, flags, 0o600)


def _export(context: typer.Context, output: BufferedWriter, account: str | None) -> None:
    async def work(databases: Opened) -> UUID:
        user_id = await find_account(context, databases, account)
        async with databases.people.acting_as(user_id, read_only=True) as session:
            await write_export(session, into=output, now=datetime.now(UTC))
        return user_id

    with_database(context, work)


def _print(account: Shown, *, json: bool, further: Sequence[tuple[str, str]] = ()) -> None:
    if json:
        show_json(account)
        return
    table = Table(box=None, pad_edge=False, show_header=False)
    for name, value in (*_lines(account), *further):
        table.add_row(name, Text(value))
    terminal(markup=False).print(table)


def _lines(account: Shown) -> list[tuple[str, str]]:
    return [
        ("E-mail", account.email),
        ("Display name", account.display_name or "-"),
        ("Created", clock.minute(account.created_at, account.time_zone)),
        ("Unit", account.unit.value),
        ("Time zone", account.time_zone),
        ("First weekday", _WEEKDAYS[account.first_weekday - 1]),
        ("Bars", ", ".join(f"{bar.load} {bar.unit} {bar.name}".rstrip() for bar in account.bars) or "-"),
        ("Plates", ", ".join(f"{plate.load} {plate.unit} x {plate.count}" for plate in account.plates) or "-"),
        ("e1RM formula", account.e1rm_formula.value),
        ("Sex", account.sex.value if account.sex else "-"),
        ("Birth year", str(account.birth_year or "-")),
    ]
