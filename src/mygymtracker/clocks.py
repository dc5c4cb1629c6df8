"""What a clock that is wrong may not do: the latest of anything is never after now."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

#: Two clocks that differ by no more than this are both right.
CLOCK_TOLERANCE: Final = timedelta(minutes=2)
#: What begins later than this after now is the doing of a wrong clock, and no difference between time zones.
FAR_AHEAD: Final = timedelta(days=1)
