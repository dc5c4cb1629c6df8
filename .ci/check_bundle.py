"""Whoever logs a set loads little: fails when the JavaScript of the logging page is above the budget."""

from __future__ import annotations

import gzip
import json
import re
import sys
from pathlib import Path

CLIENT = Path("src/mygymtracker/web")
LOGGING_PAGE = "src/screens/workout/Workout.svelte"
BUDGET = 60_000  # bytes, each file as gzip -9 makes it


def main() -> int:
    sizes = {name: len(gzip.compress((CLIENT / name).read_bytes(), 9)) for name in sorted(scripts())}
    total = sum(sizes.values())
    sys.stdout.write(f"The logging page loads {total / 1000:.1f} kB of JavaScript (budget: {BUDGET / 1000:.0f} kB).\n")
    if total <= BUDGET:
        return 0
    for name, size in sorted(sizes.items(), key=lambda each: -each[1]):
        sys.stderr.write(f"{size:8} {name}\n")
    return 1


def scripts() -> set[str]:
    """What the page itself names, the logging screen, and all that either imports before it can begin."""
    manifest = json.loads((CLIENT / ".vite" / "manifest.json").read_text())
    page = re.findall(r'<script[^>]* src="/([^"]+)"', (CLIENT / "index.html").read_text())
    waiting, seen = ["index.html", LOGGING_PAGE], set()
    while waiting:
        name = waiting.pop()
        if name not in seen:
            seen.add(name)
            waiting += manifest[name].get("imports", [])
    return {*page, *(manifest[name]["file"] for name in seen)}


if __name__ == "__main__":
    sys.exit(main())
