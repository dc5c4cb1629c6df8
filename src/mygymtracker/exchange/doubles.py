"""One history from two apps: workouts of a file that are here already, from another app or logged here. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import UTC, datetime
from enum import StrEnum
from typing import Final
from zoneinfo import ZoneInfo

from msgspec import Struct

from mygymtracker.errors import Invalid
from mygymtracker.exchange.records import WorkoutRecord
from mygymtracker.exchange.report import OverlappingWorkout
from mygymtracker.exchange.wall_clock import instant

#: The name of the field, of the form and of what is refused.
OVERLAPPING_FIELD: Final = "overlapping"
_SHOWN: Final = 3


class Overlapping(StrEnum):
    """What to do with workouts that start in a minute in which one from elsewhere starts."""

    SKIP = "skip"
    ADD = "add"


class OtherWorkout(Struct, frozen=True):
    """A workout that is here and did not come from the app of the file.

    `source` is the app it came from, with the wall clock that it wrote; both None for one that was logged here.
    """

    name: str
    started_at: datetime
    source: str | None
    local_start: datetime | None


class Doubles:
    """Those workouts, to be found by the minute in which they start: by the instant, or as the wall clock showed it."""

    def __init__(self, others: Iterable[OtherWorkout]) -> None:
        self._by_minute: dict[datetime, OtherWorkout] = {}
        for each in others:
            self._by_minute.setdefault(_minute(each.started_at.astimezone(UTC)), each)
            if each.local_start is not None:
                self._by_minute.setdefault(_minute(each.local_start), each)

    def find(self, record: WorkoutRecord, zone: ZoneInfo) -> OverlappingWorkout | None:
        """The workout here that starts as one of the file does."""
        minutes = (_minute(instant(record.started_at, zone)), _minute(record.started_at))
        other = next((self._by_minute[each] for each in minutes if each in self._by_minute), None)
        if other is None:
            return None
        return OverlappingWorkout(record.name, record.started_at, other.name, other.source)


def _minute(moment: datetime) -> datetime:
    return moment.replace(second=0, microsecond=0)


def ask_about(
    overlapping: Sequence[OverlappingWorkout], *, count: int, sources: Collection[str | None], workouts: int
) -> None:
    """Raises Invalid for `overlapping` where there are any: `count` of them, of which the first are given, from these
    apps; `workouts` are all that are new.
    """
    if not count:
        return
    listed = ", ".join(sorted(map(_from, sources)))
    one = count == 1
    raise Invalid(
        f"{count} of {workouts} new workouts of this file {'starts' if one else 'start'} in the same minute "
        f"as one that is here already ({listed}): {'is it' if one else 'are they'} the same? Say which: skip leaves "
        f"{'it' if one else 'them'} out, add takes {'it' if one else 'them'} all the same.",
        field=OVERLAPPING_FIELD,
        value="; ".join(f"{each.local_start:%Y-%m-%d %H:%M} {each.name}".strip() for each in overlapping[:_SHOWN]),
        choices=list(Overlapping),
    )


def _from(source: str | None) -> str:
    return f"from {source.capitalize()}" if source else "logged here"
