"""What a clock that is wrong may not do: the latest of anything is never after now, and no instant is out of reach."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Final

from mygymtracker.errors import Invalid

#: Two clocks that differ by no more than this are both right.
CLOCK_TOLERANCE: Final = timedelta(minutes=2)
#: What begins later than this after now is the doing of a wrong clock, and no difference between time zones.
FAR_AHEAD: Final = timedelta(days=1)
#: Whatever a person did or measured was from the first to before the second.
EARLIEST: Final = datetime(1900, 1, 1, tzinfo=UTC)
LATEST: Final = datetime(2200, 1, 1, tzinfo=UTC)


def refuse_instant(field: str, instant: datetime | None) -> None:
    """Raises Invalid for an instant at which nobody did anything. It has a zone; None is none."""
    if instant is not None and not EARLIEST <= instant < LATEST:
        raise Invalid(
            f"{field} must be from {EARLIEST.year} to {LATEST.year - 1}", field=field, value=instant.isoformat()
        )


def finite(instant: datetime) -> datetime:
    """An instant of the database. `infinity`, which the driver reads without a zone, is the last one that there is."""
    return instant if instant.tzinfo is not None else instant.replace(tzinfo=UTC)
