"""Since when something is out of sight, as a field of it."""

from __future__ import annotations

from datetime import datetime

from mygymtracker.clocks import refuse_instant
from mygymtracker.contents import Content, read
from mygymtracker.sync.writers import Sent, part_of
from mygymtracker.workouts.contents import Instant


class _Archived(Content, frozen=True, kw_only=True):
    archived_at: Instant | None = None

    def __post_init__(self) -> None:
        refuse_instant("archived_at", self.archived_at)


def archived_at(sent: Sent) -> datetime | None:
    """None where it is in use, or where nothing is said. Raises Invalid."""
    return read(part_of(sent, "archived_at"), _Archived).archived_at
