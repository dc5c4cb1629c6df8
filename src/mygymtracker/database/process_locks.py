"""Locks between processes that are forks of one. The kernel frees those of a process that ends, however it ended."""

from __future__ import annotations

import errno
import fcntl
import hashlib
import tempfile
from collections.abc import Generator
from contextlib import contextmanager
from typing import Final

#: Places below are for what there is a number of; those above are of subjects.
_SUBJECTS: Final = 1 << 32


class ProcessLocks:
    """Each byte of a file that no directory names is a lock (POSIX: a process's own, which its threads share)."""

    def __init__(self) -> None:
        self._file = tempfile.TemporaryFile()  # noqa: SIM115 — it is open as long as this is used

    @contextmanager
    def locked(self, place: int) -> Generator[None]:
        """Waits for it: for what takes microseconds, or in a thread."""
        self._wait_for(place)
        try:
            yield
        finally:
            self.free(place)

    def _wait_for(self, place: int) -> None:
        """To the kernel a process waits as a whole, so that it sees a deadlock where two threads wait: ask again.

        There is none: whoever has a lock that another one waits for frees it without waiting for anything.
        """
        while True:
            try:
                fcntl.lockf(self._file, fcntl.LOCK_EX, 1, place)
            except OSError as error:
                if error.errno != errno.EDEADLK:
                    raise
            else:
                return

    def take(self, place: int) -> bool:
        """Whether no other process has it."""
        try:
            fcntl.lockf(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, place)
        except OSError:
            return False
        return True

    def free(self, place: int) -> None:
        fcntl.lockf(self._file, fcntl.LOCK_UN, 1, place)

    def close(self) -> None:
        """Frees what this process has; the others keep theirs."""
        self._file.close()


def place_of(subject: bytes) -> int:
    """The lock of a person, say. Two subjects share one by a chance of 1 in 2^56."""
    return _SUBJECTS + int.from_bytes(hashlib.blake2b(subject, digest_size=7).digest())
