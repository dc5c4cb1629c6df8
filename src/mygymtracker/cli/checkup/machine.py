"""The machine beneath: room on its disks, its clock, and who may read and write what."""

from __future__ import annotations

import os
import pwd
import shutil
import stat
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import mygymtracker
from mygymtracker.cli.checkup.findings import Finding, Patient
from mygymtracker.cli.safety import safety_directory
from mygymtracker.clocks import FAR_AHEAD

LEAST_FREE_BYTES: Final = 500_000_000
LEAST_FREE_FILES: Final = 1000


def look_at_disk(patient: Patient) -> Iterator[Finding]:
    """Where the data and the backups are; a disk that holds both is told of once."""
    settings = patient.settings
    places = [settings.home, *([settings.backups.directory] if settings.backups else [])]
    disks = {_existing(place).stat().st_dev: place for place in reversed(places)}
    for place in disks.values():
        free = shutil.disk_usage(_existing(place)).free
        if free < LEAST_FREE_BYTES:
            yield Finding(
                f"The disk of {place} has {free // 1_000_000} MB left.",
                f"Make room on it. Backups that are not needed any more are in {safety_directory(settings)}.",
            )
        files = os.statvfs(_existing(place))
        if files.f_files and files.f_favail < LEAST_FREE_FILES:
            yield Finding(
                f"The disk of {place} can hold {files.f_favail} more files.", "Delete small files that are not needed."
            )


def look_at_clock(patient: Patient) -> Iterator[Finding]:
    """Against instants that have been: what `serve` did, and when the program was installed."""
    installed = datetime.fromtimestamp(Path(mygymtracker.__file__).stat().st_mtime, UTC)
    been = {
        f"the {name}": at for name, note in patient.jobs.items() for at in (note.succeeded_at, note.failed_at) if at
    }
    for what, at in {**been, "the installation of this program": installed}.items():
        if at > patient.now + FAR_AHEAD:
            yield Finding(
                f"The clock says {patient.now:%Y-%m-%d %H:%M} UTC, which is before {what} ({at:%Y-%m-%d %H:%M}).",
                "Look whether the clock is right (`timedatectl`). If it is, it was wrong then: start `serve`, which "
                "notes the time anew, or say that it is right: mygymtracker db forget",
            )


def look_at_permissions(patient: Patient) -> Iterator[Finding]:
    """Of the home, what is secret in it, and the directory for backups."""
    home, backups = patient.settings.home, patient.settings.backups
    directories = [home, *([backups.directory] if backups else [])]
    for directory in filter(Path.exists, directories):
        if not os.access(directory, os.R_OK | os.W_OK | os.X_OK):
            yield Finding(
                f"{directory} belongs to {_owner(directory)}, and {_self()} may not write in it.",
                "Run the tracker and this command as the user whom it belongs to.",
            )
        elif directory.stat().st_mode & (stat.S_IWGRP | stat.S_IWOTH):
            yield Finding(f"Others than its owner may write in {directory}.", f"chmod go-w {directory}")
    for secret in _secrets(patient):
        if secret.stat().st_mode & 0o077:
            yield Finding(f"Others than its owner may read {secret}.", f"chmod 600 {secret}")
        if not os.access(secret, os.R_OK):
            yield Finding(
                f"{secret} belongs to {_owner(secret)}, and {_self()} may not read it.", f"chown {_self()} {secret}"
            )


def _secrets(patient: Patient) -> list[Path]:
    settings = patient.settings
    directories = [settings.home, settings.home / "https", safety_directory(settings)]
    if settings.backups:
        directories.append(settings.backups.directory)
    endings = (".secret", ".pem", ".dump")
    return [
        path
        for directory in directories
        if directory.is_dir() and os.access(directory, os.R_OK | os.X_OK)
        for path in sorted(directory.iterdir())
        if path.suffix in endings and path.is_file()
    ]


def _existing(place: Path) -> Path:
    return next(each for each in (place, *place.parents) if each.exists())


def _owner(path: Path) -> str:
    uid = path.stat().st_uid
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return str(uid)


def _self() -> str:
    try:
        return pwd.getpwuid(os.geteuid()).pw_name
    except KeyError:
        return str(os.geteuid())
