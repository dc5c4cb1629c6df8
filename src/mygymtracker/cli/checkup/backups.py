"""Whether there are backups, of today, that can be read."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from mygymtracker.cli.backup import BACKUP, encryption_of
from mygymtracker.cli.checkup.findings import Finding, Patient
from mygymtracker.database.embedded_files import find_binaries
from mygymtracker.database.encrypting import is_encrypted
from mygymtracker.database.kept_backups import KeptBackup, newest_kept
from mygymtracker.database.programs import ProgramFailed, Programs
from mygymtracker.errors import MyGymTrackerError


def look_at_backups(patient: Patient) -> Iterator[Finding]:
    backups = patient.settings.backups
    if backups is None:
        if patient.settings.database is None:
            yield Finding(
                "`serve` makes no backups.",
                "Give it a directory on another disk: BACKUP_DIRECTORY.",
                advice=True,
            )
        return
    yield from _failures(patient)
    newest = newest_kept(backups.directory, now=patient.now)
    if newest is None:
        yield Finding(f"There is no backup in {backups.directory}.", "Start `serve`, which writes one at once.")
        return
    late = patient.now - newest.made_at
    if late > 2 * backups.every + timedelta(hours=1):
        yield Finding(
            f"The newest backup, {newest.path}, is {late.days} days and {late.seconds // 3600} hours old; there should "
            f"be one each {backups.every // timedelta(hours=1)} hours.",
            "Start `serve`, which writes one at once; its log says what keeps it from that.",
        )
    yield from _unreadable(patient, newest)
    if backups.directory.stat().st_dev == patient.settings.home.stat().st_dev and patient.settings.database is None:
        yield Finding(
            f"{backups.directory} is on the disk that holds the data, and is lost with it.",
            "Name a directory on another disk (BACKUP_DIRECTORY), or copy the backups elsewhere.",
            advice=True,
        )


def _failures(patient: Patient) -> Iterator[Finding]:
    note = patient.jobs.get(BACKUP)
    if note and note.failure and note.failed_at:
        yield Finding(
            f"The backup failed at {note.failed_at:%Y-%m-%d %H:%M} UTC: {note.failure}",
            "Put that right; it is tried again within the hour, as long as `serve` runs.",
        )
    try:
        encryption_of(patient.settings)
    except MyGymTrackerError as error:
        yield Finding(f"BACKUP_RECIPIENT: {error}", "Give a public key: age-keygen makes a pair, and shows it.")


def _unreadable(patient: Patient, newest: KeptBackup) -> Iterator[Finding]:
    """The list of an archive; of an encrypted one only how it begins, as the key is elsewhere."""
    try:
        if not is_encrypted(newest.path):
            programs = Programs(find_binaries(patient.settings.pg_bindir))
            asyncio.run(_list(newest.path, programs))
    except (MyGymTrackerError, ProgramFailed) as error:
        yield Finding(
            f"The newest backup, {newest.path}, cannot be read: {error}",
            "Write another one: mygymtracker db backup FILE",
        )


async def _list(archive: Path, programs: Programs) -> None:
    await programs.run("pg_restore", "--list", str(archive))
