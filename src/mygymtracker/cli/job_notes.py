"""What came of the jobs of `serve`, in a file of the home: for the next start, and for `doctor`."""

from __future__ import annotations

import logging
from datetime import datetime
from pathlib import Path
from threading import Lock
from typing import Final

import msgspec

from mygymtracker.database.embedded_files import write_whole

LOG: Final = logging.getLogger(__name__)


class JobNote(msgspec.Struct, frozen=True):
    """Of one job. `failure` is a sentence where it failed since it was done last."""

    succeeded_at: datetime | None = None
    failed_at: datetime | None = None
    failure: str = ""


class JobNotes:
    """A file that cannot be read, or written, is as none: the log says so, and no job fails for it."""

    def __init__(self, home: Path) -> None:
        self.path = home / "jobs.json"
        self._lock = Lock()

    def read(self) -> dict[str, JobNote]:
        try:
            return msgspec.json.decode(self.path.read_bytes(), type=dict[str, JobNote])
        except FileNotFoundError:
            return {}
        except (OSError, msgspec.DecodeError) as error:
            LOG.warning("%s cannot be read: %s", self.path, error)
            return {}

    def last_success(self, name: str) -> datetime | None:
        return self.read().get(name, JobNote()).succeeded_at

    def succeeded(self, name: str, at: datetime) -> None:
        self._write(name, JobNote(succeeded_at=at))

    def failed(self, name: str, at: datetime, failure: str) -> None:
        self._write(name, JobNote(self.last_success(name), at, failure))

    def _write(self, name: str, note: JobNote) -> None:
        with self._lock:
            text = msgspec.json.encode(self.read() | {name: note}).decode()
            try:
                self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                write_whole(self.path, text, mode=0o600)
            except OSError as error:
                LOG.warning("%s cannot be written: %s", self.path, error)
