"""What the owner of the tables does day by day: by `serve` where it has the owner's login, else by `db chores`."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import typer

from mygymtracker.cli.backup import backup_job
from mygymtracker.cli.connection import Server, ensure_migrated, load_shared_exercises, reach
from mygymtracker.cli.forgetting import forgetting_job
from mygymtracker.cli.job_notes import JobNotes
from mygymtracker.cli.logs import log_to_stderr
from mygymtracker.cli.printing import show_line
from mygymtracker.cli.schedule import Job, Schedule
from mygymtracker.database.forgetting import may_forget
from mygymtracker.errors import Refused

if TYPE_CHECKING:
    from mygymtracker.settings import Settings


def chores_of(server: Server, settings: Settings, notes: JobNotes) -> list[Job]:
    jobs = (backup_job(server, settings), forgetting_job(server, settings, notes))
    return [job for job in jobs if job is not None]


def may_do_chores(server: Server) -> bool:
    return server.embedded is not None or asyncio.run(may_forget(server.owner))


def left_to_the_owner(server: Server, settings: Settings) -> str:
    """What `serve` says at its start where its login may not do them."""
    backups = "makes no backups and " if settings.backups else ""
    return (
        f"The login {server.owner.user} does not own the tables, so this server {backups}forgets no old changes. "
        "Run `mygymtracker db chores` as their owner each day (docs/how-to/behind-a-pooler.md)."
    )


def do_chores(context: typer.Context) -> None:
    """Do now, as the owner, what `serve` does each day: a backup, if BACKUP_DIRECTORY says where, and forgetting.

    Brings the shared exercises of this version as well. For cron, where `serve` has a login that owns nothing.
    Exits with 1 where something failed.
    """
    settings: Settings = context.obj
    log_to_stderr()
    with reach(settings) as server:
        ensure_migrated(server)
        if not may_do_chores(server):
            raise Refused(
                f"The login {server.owner.user} does not own the tables. Give the owner's: DATABASE_DIRECT_URL."
            )
        for sentence in load_shared_exercises(server):
            show_line(sentence)
        notes = JobNotes(settings.home)
        schedule = Schedule(chores_of(server, settings, notes), notes)
        for job in schedule.jobs:
            asyncio.run(schedule.run(job, datetime.now(UTC)))
    failed = schedule.failed()
    for job in schedule.jobs:
        if job.name not in failed:
            show_line(f"Done: {job.name}.")
    if failed:
        raise typer.Exit(1)
