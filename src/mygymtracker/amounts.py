"""Counts, volumes and durations as people read them; the phone writes them alike (`web/src/domain/amounts.ts`)."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal


def amount(value: Decimal | float) -> str:
    """1,300; 0.5; 25,352.50: a decimal as finely as it is kept, a float to the tenth."""
    return f"{value:,.1f}".removesuffix(".0") if isinstance(value, float) else f"{value:,}"


def counted(value: Decimal | float, what: str) -> str:
    """1 exercise; 1,300 sets; 1.5 working sets. `what` is one of them."""
    return f"{amount(value)} {what}{'' if value == 1 else 's'}"


def duration(lasted: timedelta) -> str:
    """To the nearest minute: 45 min, 12 h 10 min, 2 h."""
    hours, minutes = divmod(int(lasted.total_seconds() + 30) // 60, 60)
    parts = [f"{amount(hours)} h" if hours else "", f"{minutes} min" if minutes or not hours else ""]
    return " ".join(part for part in parts if part)
