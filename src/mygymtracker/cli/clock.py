"""Instants as a terminal shows them: by the clock of the account that they are of."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo


def minute(instant: datetime, time_zone: str) -> str:
    """2026-03-02 18:00."""
    return f"{instant.astimezone(ZoneInfo(time_zone)):%Y-%m-%d %H:%M}"


def day(instant: datetime, time_zone: str) -> str:
    """2026-03-02: the day on which it was there."""
    return instant.astimezone(ZoneInfo(time_zone)).date().isoformat()
