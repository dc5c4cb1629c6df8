"""What a request costs the program, against an earlier version of it: both on one database, in turn in one run.

`python -m benchmarks.earlier SRC [--rounds 8]` takes the `src` of the earlier version (`git archive` of a commit with
the same newest migration, unpacked somewhere). Both get the same requests in bursts of a second, one right after the
other, in an order that turns from round to round. Shown are medians over the rounds of microseconds of the program's
own CPU for a request; `now / earlier` is the median of the ratios of the pairs.
"""

from __future__ import annotations

import argparse
import asyncio
import os
from collections import defaultdict
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import median
from typing import Final

from benchmarks import machine, people
from benchmarks.app_process import App, running_app, token
from benchmarks.cluster import Cluster, temporary_cluster
from benchmarks.load import Order, generate
from benchmarks.processes import cpu_seconds
from benchmarks.reads import HISTORY, LIST, LOG, PROGRESS, SEARCH, TREE, requests
from benchmarks.tables import count, table

_DATABASE: Final = "earlier"
_CONNECTIONS: Final = 2
_SECONDS: Final = 1.0
_RUNNING: Final = "a workout that runs, with the last time"
#: Besides what `reads` asks: paths of one measured person.
_FURTHER: Final = {
    _RUNNING: "/api/v1/workouts/{workout}",
    "records of an exercise": "/api/v1/exercises/{exercise}/records",
    "muscles, 8 weeks": "/api/v1/progress/muscles",
    "an exercise": "/api/v1/exercises/{exercise}",
    "changes, 20 of them": "/api/v1/changes?limit=20",
    "the account": "/api/v1/account",
}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.earlier", description=__doc__)
    parser.add_argument("src", type=Path, help="the src directory of the earlier version")
    parser.add_argument("--rounds", type=int, default=8)
    given = parser.parse_args()
    print(asyncio.run(_compare(given.src.resolve(), given.rounds)))


async def _compare(src: Path, rounds: int) -> str:
    load_before = machine.load_average()
    with temporary_cluster() as cluster, ExitStack() as stack:
        await _fill(cluster)
        address = cluster.server.as_app(_DATABASE)
        now = stack.enter_context(running_app(address, Path(cluster.server.home) / "now"))
        with _python_path(src):
            earlier = stack.enter_context(running_app(address, Path(cluster.server.home) / "earlier"))
        asked = {name: requests(name) for name in (TREE, HISTORY, SEARCH, LIST, PROGRESS, LOG)} | _further()
        costs = _measure(asked, {"now": now, "earlier": earlier}, rounds)
    lines = [[name, *(count(median(costs[name, which])) for which in ("now", "earlier")), _ratio(costs, name)]
             for name in asked]  # fmt: skip
    head = ["request", "now, µs", "earlier, µs", "now / earlier"]
    return f"Load average before and after: {load_before} / {machine.load_average()}\n\n{table(head, lines)}"


def _measure(asked: dict[str, list[str]], apps: dict[str, App], rounds: int) -> dict[tuple[str, str], list[float]]:
    """Microseconds of CPU for a request, a figure a round."""
    costs: dict[tuple[str, str], list[float]] = defaultdict(list)
    for number in range(-1, rounds):  # the first opens connections and prepares statements
        for name, each in asked.items():
            for which in apps if number % 2 == 0 else reversed(apps):
                before = cpu_seconds(apps[which].pid)
                outcome = generate(Order(apps[which].port, each, _CONNECTIONS, _SECONDS))
                spent = cpu_seconds(apps[which].pid) - before
                if number >= 0:
                    costs[name, which].append(spent * 1_000_000 / outcome.answers)
    return costs


def _ratio(costs: dict[tuple[str, str], list[float]], name: str) -> str:
    ratios = [now / earlier for now, earlier in zip(costs[name, "now"], costs[name, "earlier"], strict=True)]
    return f"{median(ratios):.2f} ({min(ratios):.2f} to {max(ratios):.2f})"


async def _fill(cluster: Cluster) -> None:
    """The last workout of each measured person runs."""
    cluster.create(_DATABASE)
    await cluster.fill(_DATABASE, sets=10 * people.SETS_OF_A_PERSON)
    running = ", ".join(f"'{people.workout_id(person, people.WORKOUTS - 1)}'" for person in people.MEASURED)
    await cluster.run(
        _DATABASE,
        "SET session_replication_role = replica",
        f"UPDATE workout_sessions SET status = 'in_progress', completed_at = NULL WHERE id IN ({running})",
        "RESET session_replication_role",
    )


def _further() -> dict[str, list[str]]:
    return {
        name: [
            f"GET {_path(path, person)} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {token(person)}\r\n\r\n"
            for person in people.MEASURED
        ]
        for name, path in _FURTHER.items()
    }


def _path(path: str, person: int) -> str:
    return path.format(
        workout=people.workout_id(person, people.WORKOUTS - 1),
        exercise=people.exercise_id(people.exercise_of(person, workout=0, place=0)),
    )


@contextmanager
def _python_path(src: Path) -> Iterator[None]:
    """Programs that start meanwhile run that version."""
    before = os.environ.get("PYTHONPATH")
    os.environ["PYTHONPATH"] = str(src)
    try:
        yield
    finally:
        if before is None:
            del os.environ["PYTHONPATH"]
        else:
            os.environ["PYTHONPATH"] = before


if __name__ == "__main__":
    main()
