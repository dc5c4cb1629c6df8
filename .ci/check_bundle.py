"""Whoever logs a set loads little, and what is loaded begins.

Fails when the JavaScript of the logging page is above the budget, and when files of the client import each other in a
circle, in which one would run before what it needs.
"""

from __future__ import annotations

import gzip
import json
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

CLIENT = Path("src/mygymtracker/web")
#: What is there before a set can be logged, and what follows by itself, so that the set arrives.
LOGGING_PAGE = ("index.html", "src/screens/workout/Workout.svelte")
SYNC = "src/core/sync.ts"
BUDGET = 66_000  # bytes in all, each file as gzip -9 makes it

Manifest = dict[str, dict[str, list[str]]]


def main() -> int:
    before = sizes(*LOGGING_PAGE)
    in_all = sizes(*LOGGING_PAGE, SYNC)
    total = sum(in_all.values())
    sys.stdout.write(
        f"JavaScript of the logging page: {sum(before.values()) / 1000:.1f} kB before a set can be logged, "
        f"{total / 1000:.1f} kB in all (budget: {BUDGET / 1000:.0f} kB).\n"
    )
    if total > BUDGET:
        for name, size in sorted(in_all.items(), key=lambda each: -each[1]):
            sys.stderr.write(f"{size:8} {name}\n")
    rounds = list(circles(manifest()))
    for names in rounds:
        sys.stderr.write(f"In a circle: {' -> '.join(names)}\n")
    return int(total > BUDGET or bool(rounds))


def sizes(*beginnings: str) -> dict[str, int]:
    """Bytes of each file that the page itself names, and that these and all that they import need."""
    page = re.findall(r'<script[^>]* src="/([^"]+)"', (CLIENT / "index.html").read_text())
    files = {*page, *needed(manifest(), beginnings)}
    return {name: len(gzip.compress((CLIENT / name).read_bytes(), 9)) for name in sorted(files)}


def needed(known: Manifest, beginnings: Iterable[str]) -> Iterator[str]:
    """The files of these, and of all that they import before they can begin."""
    waiting, seen = list(beginnings), set[str]()
    while waiting:
        name = waiting.pop()
        if name not in seen:
            seen.add(name)
            waiting += known[name].get("imports", [])
            yield str(known[name]["file"])


def circles(known: Manifest) -> Iterator[list[str]]:
    """Each as the names along it, the first one again at the end."""
    free: set[str] = set()

    def along(path: list[str]) -> Iterator[list[str]]:
        for name in known[path[-1]].get("imports", []):
            if name in path:
                yield [*path[path.index(name) :], name]
            elif name not in free:
                yield from along([*path, name])
        free.add(path[-1])

    for name in known:
        if name not in free:
            yield from along([name])


def manifest() -> Manifest:
    found: Manifest = json.loads((CLIENT / ".vite" / "manifest.json").read_text())
    return found


if __name__ == "__main__":
    sys.exit(main())
