"""The processes of an embedded server, as far as this system shows them: not those of another container."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import psutil  # type: ignore[import-untyped]  # it has no types

_NAME = "postgres"


@dataclass(frozen=True, slots=True)
class Postmaster:
    """The process that starts all others of one server."""

    process: psutil.Process

    @property
    def lives(self) -> bool:
        """Not where another process has its number by now, nor where nobody has reaped it yet."""
        with suppress(psutil.Error):
            return bool(self.process.is_running() and self.process.status() != psutil.STATUS_ZOMBIE)
        return False


def find_postmaster(data: Path) -> Postmaster | None:
    """The one that wrote its number into the data directory; None where it lives no more, or cannot be seen."""
    with suppress(OSError, ValueError, IndexError, psutil.Error):
        process = psutil.Process(int((data / "postmaster.pid").read_text().split()[0]))
        postmaster = Postmaster(process)
        if process.name() == _NAME and postmaster.lives:
            return postmaster
    return None


def end_orphans(data: Path, lock: Path) -> None:
    """Kills what is left of a server whose postmaster is gone; nothing where it lives.

    They are known by the lock, which every process of the server has inherited an open descriptor of.
    """
    if find_postmaster(data) is not None:
        return
    inherited = str(lock.resolve())
    for process in psutil.process_iter():
        with suppress(OSError, psutil.Error):
            if process.name() == _NAME and any(each.path == inherited for each in process.open_files()):
                process.kill()
