"""From the wall clock that a file shows to instants, by the rules of the place where a person trained."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from mygymtracker.errors import Invalid
from mygymtracker.exchange.known_formats import BY_NAME
from mygymtracker.exchange.records import Source, WorkoutRecord


def find_zone(name: str) -> ZoneInfo:
    """The time zone of a name of the IANA database. Raises Invalid for `time_zone`."""
    try:
        if name.strip() != name or not 0 < len(name) <= 64:
            raise ValueError
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:  # a folder of zones (`Europe`) is an OSError
        raise unknown_zone(name) from error


def unknown_zone(name: str) -> Invalid:
    return Invalid(
        f'"{name}" is no time zone that is known; give one like Europe/Berlin', field="time_zone", value=name
    )


def instant(local: datetime, zone: ZoneInfo) -> datetime:
    """The instant, in UTC, at which clocks there showed `local`.

    Of an hour that came twice the first is taken. An hour that was left out is read by the clock that had not been
    put forward: 02:30 is then the instant that clocks called 03:30.
    """
    return local.replace(tzinfo=zone).astimezone(UTC)


def exists(local: datetime, zone: ZoneInfo) -> bool:
    """Whether clocks there ever showed it; an hour is left out when they are put forward."""
    return instant(local, zone).astimezone(zone).replace(tzinfo=None) == local


def comes_twice(local: datetime, zone: ZoneInfo) -> bool:
    """Whether clocks there showed it twice; an hour is, when they are put back."""
    return exists(local, zone) and instant(local, zone) != instant(local.replace(fold=1), zone)


def end_of(workout: WorkoutRecord, source: Source, zone: ZoneInfo) -> datetime:
    """The instant at which a workout ended, not before it started; its start where the file does not say.

    Some apps write how long it lasted, and that does not change with the clocks; others what the clock showed. A start
    that no clock showed moves, and the end with it. An end before the start is the second of an hour that came twice,
    and otherwise left out (`ends_before_start`).
    """
    started_at = instant(workout.started_at, zone)
    if workout.ended_at is None:
        return started_at
    lasted: timedelta = workout.ended_at - workout.started_at
    if BY_NAME[source].says_duration or not exists(workout.started_at, zone):
        return max(started_at, started_at + lasted)
    ends = [instant(workout.ended_at.replace(fold=fold), zone) for fold in (0, 1)]
    return next((each for each in ends if each >= started_at), started_at)


def ends_before_start(workout: WorkoutRecord, zone: ZoneInfo) -> bool:
    """Whether the file has a workout end before it started, by the rules of clocks there."""
    if workout.ended_at is None or workout.ended_at >= workout.started_at:
        return False
    second = instant(workout.ended_at.replace(fold=1), zone)
    return not comes_twice(workout.ended_at, zone) or second < instant(workout.started_at, zone)
