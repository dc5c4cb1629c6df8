"""What the process that looks after the database and the jobs knows, for the workers that answer requests."""

from __future__ import annotations

import mmap
from collections.abc import Mapping
from typing import Final

import msgspec

from mygymtracker.database.process_locks import ProcessLocks
from mygymtracker.database.supervising import DatabaseState, Trouble

_BYTES: Final = 1 << 16
_LENGTH: Final = 4
#: The lock of the board.
_PLACE: Final = 0


class Status(msgspec.Struct, frozen=True):
    """`trouble` and `watches` are the supervisor's, `problems` those of parts that no request needs."""

    trouble: Trouble | None = None
    watches: bool = True
    problems: Mapping[str, str] = {}


class StatusBoard:
    """One page of memory that forks share. To a worker it is what a `Supervisor` would be."""

    def __init__(self, locks: ProcessLocks) -> None:
        self._locks = locks
        self._memory = mmap.mmap(-1, _BYTES)
        self._shown = Status()
        self._show(self._shown)

    def publish(self, supervisor: DatabaseState | None, problems: Mapping[str, str]) -> None:
        """For the process that knows. Costs next to nothing where nothing is new."""
        watched = (supervisor.trouble, supervisor.watches) if supervisor else (None, True)
        if (status := Status(*watched, problems)) != self._shown:
            self._show(status)
            self._shown = status

    def problems(self) -> Mapping[str, str]:
        return self._status().problems

    @property
    def trouble(self) -> Trouble | None:
        return self._status().trouble

    @property
    def watches(self) -> bool:
        return self._status().watches

    def _show(self, status: Status) -> None:
        """Raises IndexError for more than fits."""
        written = msgspec.json.encode(status)
        with self._locks.locked(_PLACE):
            self._memory[:_LENGTH] = len(written).to_bytes(_LENGTH)
            self._memory[_LENGTH : _LENGTH + len(written)] = written

    def _status(self) -> Status:
        with self._locks.locked(_PLACE):
            length = int.from_bytes(self._memory[:_LENGTH])
            return msgspec.json.decode(self._memory[_LENGTH : _LENGTH + length], type=Status)
