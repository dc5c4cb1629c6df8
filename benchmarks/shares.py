"""One person imports 64 MB and sends writes from several connections without a pause; what another person's read waits.

`python -m benchmarks.shares [--write] [--seconds 60] [--megabytes 64]` starts `mygymtracker serve` with a PostgreSQL of
its own, and ends with the import, or after so many seconds of it.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator
from typing import Final

from benchmarks.flood import CONNECTIONS, Flood, Order, flooding
from benchmarks.served import Memory, Person, memory, milliseconds, report, served, watching

_SETS: Final = 2000
_SECONDS: Final = 5.0


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.shares", description=__doc__)
    parser.add_argument("--seconds", type=float, default=60, help="of the import, at most")
    parser.add_argument("--megabytes", type=int, default=64)
    parser.add_argument("--write", action="store_true", help="keep the report in benchmarks/results")
    given = parser.parse_args()
    title = f"A read beside one person's import of {given.megabytes} MB and flood of writes"
    report(title, _measure(given.megabytes, given.seconds), "shares", write=given.write)


def _measure(megabytes: int, seconds: float) -> Iterator[str]:
    with served() as server:
        ann, bob = Person(server, "ann"), Person(server, "bob")
        fields = ann.log_into()
        bob.train(sets=_SETS)
        bob.read_for(_SECONDS / 2)
        yield "| beside | reads | median ms | p95 | slowest | refused | program, MB | PostgreSQL, MB |"
        yield "|---|---|---|---|---|---|---|---|"
        yield _row("nothing", bob, bob.read_for(_SECONDS), memory(server))
        writes = f"writes from {CONNECTIONS} connections"
        for size, name in ((0, writes), (megabytes, f"these and the import of {megabytes} MB")):
            order = Order(server.address, ann.token, fields, size)
            with watching(server) as most, flooding(order) as flood:
                took = bob.read_for(_SECONDS) if not size else _read_beside(bob, flood, seconds)
            yield _row(name, bob, took, most)
            line = f"Answers to the writes: {flood.answers}. The import: {flood.imported}."
        yield _row("nothing, afterwards", bob, bob.read_for(_SECONDS), memory(server))
        yield ""
        yield line


def _read_beside(bob: Person, flood: Flood, seconds: float) -> list[float]:
    took: list[float] = []
    until = time.monotonic() + seconds
    while flood.is_importing() and time.monotonic() < until:
        took += bob.read_for(0.5)
    return took


def _row(name: str, bob: Person, took: list[float], most: Memory) -> str:
    refused, bob.refused = bob.refused, 0
    return f"| {name} | {len(took)} | {milliseconds(took)} | {refused} | {most.program:.0f} | {most.database:.0f} |"


if __name__ == "__main__":
    main()
