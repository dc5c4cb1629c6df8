"""`mygymtracker doctor`: what is wrong with an installation, and how to mend it."""

from __future__ import annotations

from collections.abc import Generator, Iterable
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

import typer

from mygymtracker.amounts import counted
from mygymtracker.cli.checkup.backups import look_at_backups
from mygymtracker.cli.checkup.certificates import look_at_certificates
from mygymtracker.cli.checkup.database import look_at_change_log, look_at_migrations
from mygymtracker.cli.checkup.findings import Check, Finding, Patient
from mygymtracker.cli.checkup.machine import look_at_clock, look_at_disk, look_at_permissions
from mygymtracker.cli.connection import Server, reach
from mygymtracker.cli.job_notes import JobNotes
from mygymtracker.cli.printing import show_line
from mygymtracker.errors import MyGymTrackerError, Unavailable

if TYPE_CHECKING:
    from mygymtracker.settings import Settings

#: In the order in which they are told.
CHECKS: Final[tuple[tuple[str, Check], ...]] = (
    ("disk", look_at_disk),
    ("clock", look_at_clock),
    ("permissions", look_at_permissions),
    ("migrations", look_at_migrations),
    ("change log", look_at_change_log),
    ("backups", look_at_backups),
    ("certificates", look_at_certificates),
)


def doctor(context: typer.Context) -> None:
    """Say what is wrong with this installation, and how to mend it. Exits with 1 where there is a problem.

    Looks at disk, clock, permissions, the database and its migrations, backups and certificates, whether `serve` runs
    or not. It changes nothing.
    """
    settings: Settings = context.obj
    now, jobs = datetime.now(UTC), JobNotes(settings.home).read()
    show_line(f"The data is in {settings.home}; the clock says {now:%Y-%m-%d %H:%M} UTC.")
    show_line(f"Settings come from the environment{f' and from {settings.file}' if settings.file else ''}.")
    with _reached(settings) as (server, unreachable):
        number = _tell("database", unreachable)
        patient = Patient(settings, now, jobs, server)
        number += sum(_tell(part, _look(check, patient)) for part, check in CHECKS)
    show_line(f"{counted(number, 'problem')}." if number else "Nothing is wrong.")
    if number:
        raise typer.Exit(1)


@contextmanager
def _reached(settings: Settings) -> Generator[tuple[Server | None, list[Finding]]]:
    """The database, which is not made for this; or why it cannot be reached."""
    if settings.database is None and not (settings.home / "data").exists():
        never = Finding("There is no database yet.", "Start `serve`, which makes it.", advice=True)
        yield None, [never]
        return
    with ExitStack() as stack:
        try:
            server = stack.enter_context(reach(settings))
        except MyGymTrackerError as error:
            problem, _, more = str(error).partition("\n")
            yield None, [Finding(problem, more or "Put that right, and ask again.")]
            return
        yield server, []


def _look(check: Check, patient: Patient) -> list[Finding]:
    """A thing that cannot be looked at is a problem itself, and keeps nothing else from being looked at."""
    try:
        return list(check(patient))
    except (OSError, MyGymTrackerError) as error:
        mend = "Start the database." if isinstance(error, Unavailable) else "Run this as the user of the tracker."
        return [Finding(f"It cannot be looked at: {error}", mend)]


def _tell(part: str, findings: Iterable[Finding]) -> int:
    """How many of them are problems."""
    shown = list(findings)
    if not shown:
        show_line(f"{part}: well.")
    for finding in shown:
        kind = " (advice)" if finding.advice else ""
        show_line(f"{part}{kind}: {finding.problem}\n    {finding.mend}")
    return sum(not finding.advice for finding in shown)
