"""What strangers' connections do to a read of somebody who is signed in, and to the program's memory.

`python -m benchmarks.front [--write] [--seconds 5]` starts `mygymtracker serve` with a PostgreSQL of its own; the
strangers come from another address (127.0.0.2), and come again where they are cut off. A read is measured before,
during and after; what is quoted is how many times as long it takes in the middle as before and after.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from statistics import median
from typing import Final

from benchmarks.served import Person, memory, milliseconds, report, served, watching
from benchmarks.strangers import BODIES, ENDLESS, HALF_OPEN, SIGNED_BODIES, attacking

_SETS: Final = 2000
_WARM_UP_SECONDS: Final = 3.0
ATTACKS: Final = ([ENDLESS], [HALF_OPEN], [BODIES], [ENDLESS, HALF_OPEN, BODIES], [SIGNED_BODIES])


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.front", description=__doc__)
    parser.add_argument("--seconds", type=float, default=5, help="of each measurement")
    parser.add_argument("--write", action="store_true", help="keep the report in benchmarks/results")
    given = parser.parse_args()
    report("A read while strangers attack the front", _measure(given.seconds), "front", write=given.write)


def _measure(seconds: float) -> Iterator[str]:
    with served() as server:
        ann, bob = Person(server, "ann"), Person(server, "bob")
        ann.train(sets=_SETS)
        ann.read_for(_WARM_UP_SECONDS)
        idle = memory(server)
        yield f"Memory with nobody else: {idle.program:.0f} MB of the program, {idle.database:.0f} MB of PostgreSQL."
        yield ""
        yield "| | before, ms | during: median ms | p95 | slowest | after, ms | times as long | memory, MB | refused |"
        yield "|---|---|---|---|---|---|---|---|---|"
        before = ann.read_for(seconds)
        for kinds in ATTACKS:
            at_first = memory(server)
            ann.refused = 0
            with attacking(server.port, kinds, bob.token), watching(server) as most:
                during = ann.read_for(seconds)
            after = ann.read_for(seconds)
            usual = median(before + after)
            yield (
                f"| {', '.join(kinds)} | {median(before) * 1000:.1f} | {milliseconds(during)} "
                f"| {median(after) * 1000:.1f} | {median(during) / usual:.2f} "
                f"| {most.program - at_first.program:+.0f} | {ann.refused} |"
            )
            before = after
        now = memory(server)
        yield ""
        yield f"Memory afterwards: {now.program:.0f} MB of the program, {now.database:.0f} MB of PostgreSQL."


if __name__ == "__main__":
    main()
