"""What is wrong, and how to mend it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from mygymtracker.cli.job_notes import JobNote

if TYPE_CHECKING:
    from mygymtracker.cli.connection import Server
    from mygymtracker.settings import Settings


@dataclass(frozen=True, slots=True)
class Finding:
    """Both are sentences. Advice is of what works, and could be lost more easily than need be."""

    problem: str
    mend: str
    advice: bool = False


@dataclass(frozen=True, slots=True)
class Patient:
    """An installation as it is now. `server` is None where its database cannot be reached, or was never made."""

    settings: Settings
    now: datetime
    jobs: dict[str, JobNote]
    server: Server | None = None


Check = Callable[[Patient], Iterable[Finding]]
