"""`python -m benchmarks`: fills databases, measures in turn, prints what came of it, and with `--write` keeps it."""

from __future__ import annotations

import argparse
import asyncio
import signal
import sys
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Final

from benchmarks import machine, reads, report
from benchmarks.cluster import Cluster, temporary_cluster
from benchmarks.imports import Importing
from benchmarks.plans import Plan, explain
from benchmarks.reads import Reading
from benchmarks.sync import Syncing
from benchmarks.tables import size
from benchmarks.web import Browsing, find_chromium

SIZES: Final = (10_000, 100_000, 1_000_000, 4_000_000)
#: Exercises of other people's own.
OWN: Final = (0, 100_000, 1_000_000)
QUICK_SIZES: Final = (10_000, 100_000)
QUICK_OWN: Final = (0, 10_000)
PARTS: Final = ("import", "reads", "search", "sync", "web")


@dataclass(frozen=True, slots=True)
class Extent:
    """What is measured, on which databases and how often."""

    parts: tuple[str, ...]
    sizes: dict[str, int]
    own: dict[str, int]
    reading_rounds: int
    importing_rounds: int


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="small databases and few rounds, to try it out")
    parser.add_argument("--only", choices=PARTS, action="append", help="this part, and others named so, instead of all")
    parser.add_argument("--write", action="store_true", help="keep the report in benchmarks/results")
    given = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that the server is stopped on the way out
    sizes, own = (QUICK_SIZES, QUICK_OWN) if given.quick else (SIZES, OWN)
    extent = Extent(
        parts=tuple(given.only or PARTS),
        sizes={f"sets_{sets}": sets for sets in sizes},
        own={f"own_{count}": count for count in own},
        reading_rounds=2 if given.quick else 5,
        importing_rounds=1 if given.quick else 3,
    )
    sections = asyncio.run(_print(extent))
    if given.write:
        _say(f"written to benchmarks/results/{report.write(sections).name}")


async def _print(extent: Extent) -> list[str]:
    sections = []
    with temporary_cluster() as cluster:
        async for section in _measure(cluster, extent):
            print(section, flush=True)
            sections.append(section)
    return sections


async def _measure(cluster: Cluster, extent: Extent) -> AsyncIterator[str]:
    """The sections of the report, each as soon as it is measured."""
    load_before = machine.load_average()
    for name, sets in extent.sizes.items():
        if name in _wanted(extent):
            await _fill(cluster, name, sets=sets)
    if "reads" in extent.parts:
        measured, plans = await _read(cluster, extent.sizes, reads.REQUESTS, extent.reading_rounds)
        for section in report.everything(measured, extent.sizes, plans):
            yield section
    if "search" in extent.parts:
        for name, count in extent.own.items():
            await _fill(cluster, name, sets=min(extent.sizes.values()), own_exercises=count)
        measured, plans = await _read(cluster, extent.own, [reads.SEARCH], extent.reading_rounds)
        yield report.searching(measured, extent.own, plans)
    if "import" in extent.parts:
        smallest, *_, largest = extent.sizes.items()
        _say(f"importing into {smallest[0]}, {largest[0]}")
        importing = Importing(cluster, [smallest[0], largest[0]])
        await importing.measure(extent.importing_rounds)
        yield report.importing(importing, dict([smallest, largest]))
    if "sync" in extent.parts:
        smallest, *_, largest = extent.sizes.items()
        _say(f"devices of {smallest[0]}, {largest[0]}")
        syncing = Syncing(cluster, [smallest[0], largest[0]])
        await syncing.measure(extent.importing_rounds)
        yield report.syncing(syncing, dict([smallest, largest]))
    if "web" in extent.parts:
        if find_chromium():
            name = next(iter(extent.sizes))
            _say(f"browsing {name}")
            browsing = Browsing(cluster, name)
            await browsing.measure(extent.importing_rounds)
            yield report.browsing(browsing)
        else:
            _say("no Chromium on PATH: the client is left out")
    rounds = {"reading": extent.reading_rounds, "importing, devices and browsing": extent.importing_rounds}
    yield report.conditions(await cluster.settings(), rounds, load_before=load_before)


def _wanted(extent: Extent) -> set[str]:
    """The databases that the parts need: all of them, the two ends, or the smallest."""
    names, parts = [*extent.sizes], {*extent.parts}
    if "reads" in parts:
        return {*names}
    ends = {names[0], names[-1]} if {"import", "sync"} & parts else set()
    return ends | ({names[0]} if "web" in parts else set())


async def _fill(cluster: Cluster, name: str, *, sets: int, own_exercises: int = 0) -> None:
    begun = time.perf_counter()
    await asyncio.to_thread(cluster.create, name)
    await cluster.fill(name, sets=sets, own_exercises=own_exercises)
    _say(f"{name}: filled with {size(sets)} sets in {time.perf_counter() - begun:.0f} s")


async def _read(
    cluster: Cluster, databases: dict[str, int], endpoints: tuple[str, ...] | list[str], rounds: int
) -> tuple[Reading, dict[tuple[str, str], Plan]]:
    _say(f"reading from {', '.join(databases)}")
    reading = Reading(cluster, list(databases), endpoints)
    await reading.measure(rounds)
    plans = {
        (database, endpoint): await explain(cluster, database, transaction)
        for (database, endpoint), transaction in reading.transactions.items()
    }
    return reading, plans


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
