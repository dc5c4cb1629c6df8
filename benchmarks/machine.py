"""The machine that figures come from, as far as it explains them and no further: no names, no paths."""

from __future__ import annotations

import os
import platform
import re
from pathlib import Path


def cpu_model() -> str:
    try:
        found = re.search(r"model name\s*: (.+)", Path("/proc/cpuinfo").read_text())
    except OSError:
        found = None
    return found[1].strip() if found else platform.processor() or platform.machine()


def cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def memory_gigabytes() -> int:
    return round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30)


def load_average() -> str:
    """Over 1, 5 and 15 minutes."""
    return " ".join(f"{each:.1f}" for each in os.getloadavg())


def description() -> list[tuple[str, str]]:
    return [
        ("CPU", f"{cpu_model()}, {cores()} cores"),
        ("memory", f"{memory_gigabytes()} GB"),
        ("kernel", f"{platform.system()} {platform.release().split('-')[0]}"),
        ("Python", platform.python_version()),
    ]


def slug() -> str:
    """For a file's name: `amd-epyc-2-cores-24-gb`."""
    words = f"{cpu_model()} {cores()} cores {memory_gigabytes()} GB"
    return re.sub(r"[^a-z0-9]+", "-", words.lower()).strip("-")
