"""`mygymtracker import-device`: what a browser or phone saved of what it held."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from mygymtracker.amounts import amount
from mygymtracker.cli.connection import Opened, with_database
from mygymtracker.cli.options import Account, Json
from mygymtracker.cli.printing import show_json, show_line
from mygymtracker.cli.tables import words
from mygymtracker.cli.whose import find_account
from mygymtracker.database.entities import Through
from mygymtracker.errors import Invalid
from mygymtracker.sync.device_files import LARGEST_FILE, FileReport, decode
from mygymtracker.sync.reading_files import read_file

#: Of what was refused, as many as a terminal shows; --json has all.
_SHOWN = 20


def import_device(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="A file that the web client saved under Sync.", metavar="FILE")],
    account: Account = None,
    json: Json = False,
) -> None:
    """Read in what a device saved, also of another server or account. The same file again adds nothing."""
    content = decode(_read(file))

    async def bring_in(databases: Opened) -> FileReport:
        user_id = await find_account(context, databases, account)
        return await read_file(databases.people, user_id, content, through=Through.CLI)

    report = with_database(context, bring_in)
    if json:
        show_json(report)
    else:
        _show(report)


def _read(file: Path) -> bytes:
    """Raises Invalid where there is no such file, or too large a one."""
    try:
        if file.stat().st_size > LARGEST_FILE:
            raise Invalid(f"{file} has more than {LARGEST_FILE // 2**20} MB", field="FILE", value=str(file))
        return file.read_bytes()
    except OSError as error:
        raise Invalid(f"{file} cannot be read: {error.strerror}", field="FILE", value=str(file)) from error


def _show(report: FileReport) -> None:
    added = ", ".join(f"{words(kind)}: {amount(count)}" for kind, count in report.added.items())
    show_line(f"Added {added}." if added else "Added nothing.")
    show_line(
        f"Changed {amount(report.changed)}, known already {amount(report.known)}, "
        f"not taken {amount(len(report.refused))}."
    )
    for each in report.refused[:_SHOWN]:
        show_line(f"Not taken: {words(each.kind)} {each.id}: {each.detail}")
    if len(report.refused) > _SHOWN:
        show_line(f"And {amount(len(report.refused) - _SHOWN)} more: --json has all.")
