"""Log lines of what may go wrong with every request: one a minute of each kind, so that no trouble fills a disk."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from typing import Final

EVERY_SECONDS: Final = 60.0


class RecurringLog:
    """Logs the first of a kind at once. The next one after a minute says how many there were meanwhile."""

    def __init__(self, log: logging.Logger, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._log = log
        self._clock = clock
        self._last: dict[str, float] = {}
        self._left_out: dict[str, int] = {}

    def error(self, kind: str, message: str, *arguments: object) -> None:
        """`kind` is one of few; `message` and its arguments are as `logging` takes them."""
        now = self._clock()
        if now - self._last.get(kind, -EVERY_SECONDS) < EVERY_SECONDS:
            self._left_out[kind] = self._left_out.get(kind, 0) + 1
            return
        self._last[kind] = now
        if left_out := self._left_out.pop(kind, 0):
            message, arguments = f"{message} (and %d like it before)", (*arguments, left_out)
        self._log.error(message, *arguments)
