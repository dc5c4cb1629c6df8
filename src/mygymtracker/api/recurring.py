"""Log lines of what may go wrong with every request: one a minute of each kind, so that no trouble fills a disk."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

EVERY_SECONDS: Final = 60.0
#: As many kinds are counted each for itself within a minute; what is more is of one kind.
MOST_KINDS: Final = 200
_FURTHER: Final = "further kinds"


@dataclass(slots=True)
class _Kind:
    logged_at: float
    left_out: int = 0


class RecurringLog:
    """Logs the first of a kind at once. The next one after a minute says how many there were meanwhile.

    Kinds may be made of what strangers choose, such as where they are: there are never more than MOST_KINDS.
    """

    def __init__(self, log: logging.Logger, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._log = log
        self._clock = clock
        self._kinds: dict[str, _Kind] = {}

    def error(self, kind: str, message: str, *arguments: object) -> None:
        """`message` and its arguments are as `logging` takes them."""
        self.line(logging.ERROR, kind, message, *arguments)

    def line(self, level: int, kind: str, message: str, *arguments: object) -> None:
        """As `error`, of a level of `logging`."""
        now = self._clock()
        if kind not in self._kinds and not self._has_room(now):
            kind = _FURTHER
        before = self._kinds.get(kind)
        if before is not None and now - before.logged_at < EVERY_SECONDS:
            before.left_out += 1
            return
        self._kinds[kind] = _Kind(now)
        if before is not None and before.left_out:
            message, arguments = f"{message} (and %d like it before)", (*arguments, before.left_out)
        self._log.log(level, message, *arguments)

    def _has_room(self, now: float) -> bool:
        """For one more kind; those whose minute is over go where there are too many, and what they left out is said."""
        if len(self._kinds) < MOST_KINDS:
            return True
        past = {name: kind for name, kind in self._kinds.items() if now - kind.logged_at >= EVERY_SECONDS}
        for name in past:
            del self._kinds[name]
        if left_out := sum(kind.left_out for kind in past.values()):
            self._log.warning("%d lines were left out, of kinds that came no more", left_out)
        return len(self._kinds) < MOST_KINDS
