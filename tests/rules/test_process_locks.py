"""Locks of forks: what two of them wait for in different threads is no deadlock."""

from __future__ import annotations

import fcntl
import io
import os
import threading
from pathlib import Path

import pytest

from mygymtracker.database.process_locks import ProcessLocks

LONG, SHORT = 16, 1


def test_waiting_in_one_thread_is_no_deadlock_with_another_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    locks = ProcessLocks()
    begun, begin = os.pipe()
    may_free, let_free = os.pipe()
    refusals: list[int | None] = []
    with locks.locked(LONG):
        if not (other := os.fork()):
            with locks.locked(SHORT):
                threading.Thread(target=lambda: locks.locked(LONG).__enter__(), daemon=True).start()
                os.write(begin, b"b")
                os.read(may_free, 1)
            os._exit(0)
        os.read(begun, 1)
        while not any("->" in line and f" {other} " in line for line in Path("/proc/locks").read_text().splitlines()):
            pass
        lockf = fcntl.lockf

        def watched(file: io.BufferedRandom, kind: int, length: int, place: int) -> None:
            try:
                lockf(file, kind, length, place)
            except OSError as error:
                if not refusals:
                    os.write(let_free, b"f")
                refusals.append(error.errno)
                raise

        monkeypatch.setattr(fcntl, "lockf", watched)
        try:
            with locks.locked(SHORT):
                pass
        finally:
            os.waitpid(other, 0)
    assert refusals
    for each in (begun, begin, may_free, let_free):
        os.close(each)
    locks.close()
