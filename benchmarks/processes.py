"""CPU time and memory of other processes, as Linux counts them (CPU in hundredths of a second)."""

from __future__ import annotations

import os
from collections.abc import Iterable
from math import isnan, nan
from pathlib import Path
from typing import Final

_PROC: Final = Path("/proc")
_TICKS: Final = os.sysconf("SC_CLK_TCK")
# Fields of /proc/<pid>/stat after the process's name.
_PARENT, _USER, _SYSTEM, _CHILDREN_USER, _CHILDREN_SYSTEM = 1, 11, 12, 13, 14


def cpu_seconds(pid: int) -> float:
    """Of one process. NaN where there is no /proc."""
    fields = _fields(pid)
    return (int(fields[_USER]) + int(fields[_SYSTEM])) / _TICKS if fields else nan


def family_cpu_seconds(pid: int) -> float:
    """Of a process and its children, those that have ended included: a PostgreSQL server with all its backends."""
    own = _fields(pid)
    if not own:
        return nan
    ended = (int(own[_CHILDREN_USER]) + int(own[_CHILDREN_SYSTEM])) / _TICKS
    living = [cpu_seconds(child) for child in children(pid)]
    return cpu_seconds(pid) + ended + sum(seconds for seconds in living if not isnan(seconds))


def children(pid: int) -> list[int]:
    """The processes that a process has started and that live."""
    return [int(path.name) for path in _PROC.iterdir() if path.name.isdecimal() and _parent(path.name) == str(pid)]


def memory_megabytes(pids: Iterable[int]) -> float:
    """PSS of them all: what several share counts once. What is gone counts nothing."""
    return sum(map(_pss, pids)) / 1024


def _pss(pid: int) -> int:
    """Kilobytes."""
    try:
        for line in (_PROC / str(pid) / "smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1])
    except OSError:
        pass
    return 0


def _parent(pid: str) -> str | None:
    fields = _fields(int(pid))
    return fields[_PARENT] if fields else None


def _fields(pid: int) -> list[str]:
    try:
        return (_PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []
