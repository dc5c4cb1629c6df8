"""Whether the database is what this program works with, and keeps the same time."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime

from mygymtracker.cli.checkup.findings import Finding, Patient
from mygymtracker.cli.forgetting import FORGETTING
from mygymtracker.clocks import CLOCK_TOLERANCE, FAR_AHEAD
from mygymtracker.database.connecting import connected
from mygymtracker.database.forgetting import newest_change
from mygymtracker.database.migrations import runner
from mygymtracker.errors import SchemaMismatch
from mygymtracker.postgres_address import PostgresAddress


def look_at_migrations(patient: Patient) -> Iterator[Finding]:
    if patient.server is None:
        return
    try:
        pending = runner.pending(patient.server.owner)
        differences = [] if pending else runner.check(patient.server.owner)
    except SchemaMismatch as error:
        yield Finding(str(error).partition(". ")[0] + ".", "Install that version, or restore a backup from before.")
        return
    if pending:
        yield Finding(
            f"The database lacks {len(pending)} migration(s): {', '.join(pending)}.",
            "mygymtracker migration run, which writes a backup first.",
        )
    for difference in differences:
        yield Finding(
            f"The database is not what it should be: {difference}", "Restore a backup, or undo what was altered."
        )


def look_at_change_log(patient: Patient) -> Iterator[Finding]:
    note = patient.jobs.get(FORGETTING)
    if note and note.failure:
        yield Finding(f"Old changes are not forgotten: {note.failure}", "If the clock is wrong, set it.")
    if patient.server is None:
        return
    now = asyncio.run(_clock_of(patient.server.owner))
    here = datetime.now(UTC)
    if abs(now - here) > CLOCK_TOLERANCE:
        yield Finding(
            f"The database's clock says {now:%Y-%m-%d %H:%M} UTC, and this machine's {here:%Y-%m-%d %H:%M}.",
            "Set the one that is wrong, and let both be set by the network (`timedatectl set-ntp true`).",
        )
    if runner.pending(patient.server.owner):
        return
    newest = asyncio.run(newest_change(patient.server.owner))
    if newest and newest > now + FAR_AHEAD:
        yield Finding(
            f"Something was changed at {newest:%Y-%m-%d %H:%M} UTC, which is a time to come.",
            "If the clock is right now it was ahead then: nothing is lost, and those changes are kept for longer.",
            advice=True,
        )


async def _clock_of(address: PostgresAddress) -> datetime:
    async with connected(address) as connection:
        now: datetime = await connection.fetchval("SELECT clock_timestamp()")
        return now
