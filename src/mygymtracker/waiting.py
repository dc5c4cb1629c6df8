"""Whether somebody still waits for what is being done: work that waited for its turn is not begun for nobody."""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar

from mygymtracker.errors import Abandoned

_IS_GONE: ContextVar[Callable[[], bool]] = ContextVar("is_gone", default=lambda: False)


def waiting_unless(is_gone: Callable[[], bool]) -> None:
    """From here on, in this task, the work is for somebody who may go away."""
    _IS_GONE.set(is_gone)


def refuse_abandoned() -> None:
    """Before a connection is taken. Raises Abandoned where nobody waits any more."""
    if _IS_GONE.get()():
        raise Abandoned("Whoever asked is gone.")
