"""What this machine, or the container around this process, has: processors and memory."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

_GROUP: Final = Path("/sys/fs/cgroup")


def processors() -> int:
    """Those that this process may use, at least 1."""
    allowed = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    quota, _, period = _first_line("cpu.max").partition(" ")
    return max(1, min(allowed, int(quota) // int(period)) if quota.isdigit() and period.isdigit() else allowed)


def memory_bytes() -> int:
    """All there is for this process and its children."""
    installed = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    limit = _first_line("memory.max")
    return min(installed, int(limit)) if limit.isdigit() else installed


def _first_line(name: str) -> str:
    """Of a file of the control group; empty where there is none."""
    try:
        return (_GROUP / name).read_text(encoding="ascii").strip()
    except OSError:
        return ""
