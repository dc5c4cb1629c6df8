"""Backups of one kind in one directory, of which the newest stay: newest by the order of writing, whatever clocks said.

Each has the number of its run in its name, one more than the highest that was there: that is the order of writing.
The instant beside it is for people, and may be wrong. Names of earlier versions have no number; they are older than
all that have one, and among themselves an instant of a time to come is the doing of a clock that was ahead.
"""

from __future__ import annotations

import fcntl
import os
import re
import secrets
from collections.abc import Generator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from mygymtracker.errors import Refused

#: How the backups of the schedule are called; retention deletes what bears its own prefix, and nothing else.
SCHEDULED: Final = "mygymtracker"
#: What follows the name of an encrypted backup.
ENCRYPTED: Final = ".age"
_STAMP: Final = "%Y%m%dT%H%M%S"
_KEPT: Final = r"-(?P<stamp>[0-9]{8}T[0-9]{6})Z(?:-(?P<run>[0-9]{6,}))?\.dump(?:\.age)?"
_DRAFT: Final = r"\.[0-9a-f]{8}\.part"


@dataclass(frozen=True, slots=True)
class KeptBackup:
    """A backup by its name. `run` is 0 where an earlier version wrote it; `made_at` is what its clock said."""

    path: Path
    run: int
    made_at: datetime


def next_path(directory: Path, *, now: datetime, prefix: str = SCHEDULED, encrypted: bool = False) -> Path:
    """Where the next backup goes."""
    run = max((kept.run for kept in _kept(directory, prefix)), default=0) + 1
    return directory / f"{prefix}-{now.astimezone(UTC):{_STAMP}}Z-{run:06}.dump{ENCRYPTED if encrypted else ''}"


def newest_kept(directory: Path, *, now: datetime) -> KeptBackup | None:
    """The one that was written last; None where there is none, and no directory."""
    return next(reversed(_in_order(directory, SCHEDULED, now)), None)


def forget_old(directory: Path, *, keep: int, made: Path, now: datetime, prefix: str = SCHEDULED) -> list[Path]:
    """Deletes all but the newest `keep` of the backups of that prefix, and nothing that is called otherwise.

    Raises Refused, and deletes nothing, where `made`, which was just written, would be among the old ones: then
    somebody else writes into that directory.
    """
    old = [kept.path for kept in _in_order(directory, prefix, now)[:-keep]]
    if made in old or not made.exists():
        raise Refused(
            f"{made} was just written, and is not among the newest {keep} backups in its directory. Does something "
            "else write backups into it? No backup was deleted."
        )
    for path in old:
        path.unlink(missing_ok=True)
    return old


def _in_order(directory: Path, prefix: str, now: datetime) -> list[KeptBackup]:
    """Oldest first."""
    return sorted(_kept(directory, prefix), key=lambda each: (each.run, each.made_at <= now, each.path.name))


def _kept(directory: Path, prefix: str) -> list[KeptBackup]:
    if not directory.exists():
        return []
    name = re.compile(re.escape(prefix) + _KEPT)
    matched = ((path, name.fullmatch(path.name)) for path in directory.iterdir())
    named = [(path, match) for path, match in matched if match and path.is_file() and not path.is_symlink()]
    return [
        KeptBackup(path, int(match["run"] or 0), made_at)
        for path, match in named
        if (made_at := _instant(match["stamp"])) is not None
    ]


def _instant(stamp: str) -> datetime | None:
    try:
        return datetime.strptime(stamp, _STAMP).replace(tzinfo=UTC)
    except ValueError:  # a thirteenth month
        return None


def make_directory(directory: Path, *, called: str) -> None:
    """For their owner only. Raises Refused, where `called` says what the directory is."""
    try:
        directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise Refused(f"{called} {directory} cannot be made: {error.strerror}.") from error


# -------------------------------------------------------------------------------------------- files that are not whole


@contextmanager
def draft_of(path: Path) -> Generator[Path]:
    """An empty file beside it for its owner alone, locked while somebody writes it, gone afterwards. Raises OSError."""
    for left in abandoned(path):
        left.unlink(missing_ok=True)
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with suppress(OSError):  # some network file systems know no locks
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield draft
    finally:
        os.close(descriptor)
        draft.unlink(missing_ok=True)


def abandoned(path: Path) -> list[Path]:
    """Drafts beside `path`, of it or of any kept backup, that nobody writes any more: their writer was killed."""
    name = re.compile(rf"\.(?:{re.escape(path.name)}|[a-z-]+{_KEPT}){_DRAFT}")
    drafts = [draft for draft in path.parent.glob(".*.part") if name.fullmatch(draft.name)]
    return [draft for draft in drafts if not draft.is_symlink() and not _is_locked(draft)]


def _is_locked(path: Path) -> bool:
    """True also where that cannot be known."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW)
    except OSError:
        return True
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return True
    finally:
        os.close(descriptor)
    return False
