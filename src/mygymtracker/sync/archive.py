"""Since when something is out of sight, as a field of it."""

from __future__ import annotations

from datetime import datetime

from mygymtracker.contents import Content, read
from mygymtracker.errors import Invalid
from mygymtracker.sync.writing import Sent, part_of
from mygymtracker.workouts.contents import EARLIEST, LATEST, Instant


class _Archived(Content, frozen=True, kw_only=True):
    archived_at: Instant | None = None

    def __post_init__(self) -> None:
        if self.archived_at is not None and not EARLIEST <= self.archived_at < LATEST:
            raise Invalid(
                f"archived_at must be from {EARLIEST.year} to {LATEST.year - 1}",
                field="archived_at",
                value=self.archived_at.isoformat(),
            )


def archived_at(sent: Sent) -> datetime | None:
    """None where it is in use, or where nothing is said. Raises Invalid."""
    return read(part_of(sent, "archived_at"), _Archived).archived_at
