"""Old changes are forgotten by `serve`, day by day; by hand where the clock went further than that."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

import typer

from mygymtracker.amounts import counted
from mygymtracker.cli.connection import Server, ensure_migrated, reach
from mygymtracker.cli.job_notes import JobNotes
from mygymtracker.cli.options import Yes
from mygymtracker.cli.printing import ask_yes, show_line
from mygymtracker.cli.schedule import Job
from mygymtracker.database.forgetting import count_forgettable, forget_changes, newest_change, refuse_jump
from mygymtracker.errors import Refused

if TYPE_CHECKING:
    from mygymtracker.settings import Settings

FORGETTING: Final = "forgetting of old changes"


def forgetting_job(server: Server, settings: Settings, notes: JobNotes) -> Job:
    async def run(now: datetime) -> None:
        last_run = notes.last_success(FORGETTING)
        if last_run is None:  # an installation in use has a change from just before
            last_run = await newest_change(server.owner) or now
            notes.succeeded(FORGETTING, last_run)
        refuse_jump(last_run, now=now)
        await forget_changes(server.owner, before=now - settings.change_log)

    return Job(FORGETTING, timedelta(days=1), run, last_run=lambda: notes.last_success(FORGETTING), part="change_log")


def forget_by_hand(context: typer.Context, yes: Yes = False) -> None:
    """Forget changes older than CHANGE_LOG_DAYS now, whatever the clock did: you say that it is right.

    `serve` does it every day by itself, but not after the clock went back, or a month and more forward: that may be a
    machine that was off, or a clock that is wrong, and what is forgotten can never be undone or brought back.
    """
    settings: Settings = context.obj
    now = datetime.now(UTC)
    before = now - settings.change_log
    with reach(settings) as server:
        ensure_migrated(server)
        number = asyncio.run(count_forgettable(server.owner, before=before))
        show_line(f"The clock says {now:%Y-%m-%d %H:%M} UTC.")
        if number and not yes and not ask_yes(f"Forget {counted(number, 'change')} from before {before:%Y-%m-%d} UTC?"):
            raise Refused("Nothing was forgotten.")
        forgotten = asyncio.run(forget_changes(server.owner, before=before)) if number else 0
    JobNotes(settings.home).succeeded(FORGETTING, now)
    show_line(f"Forgot {counted(forgotten, 'change')} from before {before:%Y-%m-%d} UTC.")
