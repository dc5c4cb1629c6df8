"""What the embedded PostgreSQL may take of this machine: from its memory, and from what is free on its disk.

PostgreSQL's own defaults believe in 8 GB of memory and in a gigabyte of disk for its log. A Raspberry Pi has 2 GB and a
card, where most of the memory is the system's, for its cache of files, and a full disk is the end of writing.
"""

from __future__ import annotations

from typing import Final

_MB: Final = 1 << 20


def fitting(memory_bytes: int, free_bytes: int) -> dict[str, str]:
    """Settings of a server that shares a machine with the tracker, and has so much of its disk left."""
    log = _part(free_bytes, 8, 64 * _MB, 1024 * _MB)
    settings = {
        # the system's cache holds the files too, and gives memory back to whoever needs it: a sixteenth is enough,
        # which is PostgreSQL's default at 2 GB
        "shared_buffers": _part(memory_bytes, 16, 32 * _MB, 512 * _MB),
        # takes none: what the planner may hope to find in memory, where 4 GB would be more than there is
        "effective_cache_size": _part(memory_bytes, 2, 128 * _MB, 64 << 30),
        # of each sort and hash of each of some ten statements at a time
        "work_mem": _part(memory_bytes, 512, 2 * _MB, 16 * _MB),
        # of each of three workers of autovacuum, and of an index that a restore or a migration builds
        "maintenance_work_mem": _part(memory_bytes, 32, 16 * _MB, 256 * _MB),
        # the log between two checkpoints, a soft limit: seven times as much stays for rows and backups; what is kept
        # of it for the next one is no more than that
        "max_wal_size": log,
        "min_wal_size": min(log, 80 * _MB),
    }
    return {name: f"{value // _MB}MB" for name, value in settings.items()}


def _part(of: int, divisor: int, least: int, most: int) -> int:
    return max(least, min(of // divisor, most))
