"""What the limits cost: the application with all of them, without the front's, and without any, in turn in one run.

`python -m benchmarks.limits [--write] [--rounds 6]` sends the same requests to each in bursts of a second, the next
one right after the other, in an order that turns from round to round. `ratio` is the median, over the rounds, of what
is left of the rate of the application without any limits; the range shows how much the machine did besides.
"""

from __future__ import annotations

import argparse
import asyncio
from collections import defaultdict
from collections.abc import Iterator
from contextlib import ExitStack
from statistics import median
from typing import Final

from benchmarks import people
from benchmarks.app_process import App, running_app
from benchmarks.cluster import Cluster, temporary_cluster
from benchmarks.load import Order, generate
from benchmarks.processes import cpu_seconds
from benchmarks.reads import CONNECTIONS, LIST, LOG, TREE, requests
from benchmarks.served import report
from benchmarks.unlimited import FRONT, SHARES

_DATABASE: Final = "limits"
_LIVE: Final = "is it alive (nothing but the front)"
_HEALTH: Final = ["GET /health/live HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"]
_WAYS: Final[dict[str, tuple[str, ...]]] = {
    "all limits": (),
    "without the front's": (FRONT,),
    "without any": (FRONT, SHARES),
}
_NONE: Final = "without any"
_WARM_UP_SECONDS: Final = 1.0
_BURST_SECONDS: Final = 1.0


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.limits", description=__doc__)
    parser.add_argument("--rounds", type=int, default=6)
    parser.add_argument("--write", action="store_true", help="keep the report in benchmarks/results")
    given = parser.parse_args()
    title = f"What the limits cost, {given.rounds} rounds"
    report(title, _measure(given.rounds), "limits", write=given.write)


def _measure(rounds: int) -> Iterator[str]:
    with temporary_cluster() as cluster:
        cluster.create(_DATABASE)
        asyncio.run(cluster.fill(_DATABASE, sets=2 * people.SETS_OF_A_PERSON))
        yield "| request | | requests a second | ratio | from – to | ratio by CPU time | from – to |"
        yield "|---|---|---|---|---|---|---|"
        yield from _compare(cluster, rounds)


def _compare(cluster: Cluster, rounds: int) -> Iterator[str]:
    sent = {_LIVE: _HEALTH, LIST: requests(LIST), TREE: requests(TREE), LOG: requests(LOG)}
    rates: dict[tuple[str, str], list[float]] = defaultdict(list)
    costs: dict[tuple[str, str], list[float]] = defaultdict(list)
    with ExitStack() as stack:
        apps = {
            way: stack.enter_context(
                running_app(cluster.server.as_app(_DATABASE), cluster.server.home / f"app{number}", without=parts)
            )
            for number, (way, parts) in enumerate(_WAYS.items())
        }
        for app in apps.values():
            for each in sent.values():
                _burst(app, each, _WARM_UP_SECONDS)
        for number in range(rounds):
            for request, each in sent.items():
                for way in list(apps) if number % 2 else reversed(list(apps)):
                    rate, cpu = _burst(apps[way], each, _BURST_SECONDS)
                    rates[request, way].append(rate)
                    costs[request, way].append(cpu)
    for request in sent:
        for way in apps:
            left = [ours / none for ours, none in zip(rates[request, way], rates[request, _NONE], strict=True)]
            lean = [none / ours for ours, none in zip(costs[request, way], costs[request, _NONE], strict=True)]
            yield f"| {request} | {way} | {median(rates[request, way]):,.0f} | {_ratio(left)} | {_ratio(lean)} |"


def _burst(app: App, each: list[str], seconds: float) -> tuple[float, float]:
    """Requests a second, and the application's CPU seconds for each."""
    before = cpu_seconds(app.pid)
    outcome = generate(Order(app.port, each, CONNECTIONS, seconds))
    return outcome.answers / outcome.seconds, (cpu_seconds(app.pid) - before) / outcome.answers


def _ratio(ratios: list[float]) -> str:
    return f"{median(ratios):.3f} | {min(ratios):.2f} – {max(ratios):.2f}"


if __name__ == "__main__":
    main()
