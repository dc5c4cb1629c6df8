"""`python -m benchmarks`: measures what there are goals for, in ten minutes, and prints how far they are reached.

With `--peers` the founding stack is measured beside it, with `--base` an earlier version, in the same rounds. `--full`
and `--only` look at what else can be measured, for as long as it takes. It ends with 1 where something answers wrongly
or not at all, never because something is slow.
"""

from __future__ import annotations

import argparse
import asyncio
import signal
import sys
import time
from collections.abc import AsyncIterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from benchmarks import earlier_tree, machine, nest, reads, report
from benchmarks.beside import Nonsense, SideBySide, base_database
from benchmarks.cluster import Cluster, temporary_cluster
from benchmarks.goals import COPY, IMPORT, PUSH, SINGLES, TEN_SECONDS, UNDO, goals_table
from benchmarks.imports import SETS as IMPORTED
from benchmarks.imports import Importing
from benchmarks.plans import Plan, explain
from benchmarks.reads import Reading
from benchmarks.sync import Syncing
from benchmarks.tables import size
from benchmarks.undoing import SIZES as UNDONE
from benchmarks.undoing import Undoing
from benchmarks.web import Browsing, find_chromium

SIZES: Final = (10_000, 100_000, 1_000_000, 4_000_000)
#: Exercises of other people's own.
OWN: Final = (0, 100_000, 1_000_000)
QUICK_SIZES: Final = (10_000, 100_000)
QUICK_OWN: Final = (0, 10_000)
#: What the goals are about, and what else there is.
GOALS: Final = ("beside", "import", "sync", "undo")
PARTS: Final = (*GOALS, "reads", "search", "web")
#: Sets in the database that the goals are measured on, and in the one that is imported into.
SIDE_SETS: Final = 1_000_000
SMALL_SETS: Final = 10_000
SECONDS: Final = 600
#: Of the time, how much side by side may take from the beginning on; the rest is for importing, devices and undoing.
SHARE_BESIDE: Final = 0.6


@dataclass(frozen=True, slots=True)
class Extent:
    """What is measured, on which databases and how often; no round begins after `until` (monotonic)."""

    parts: tuple[str, ...]
    sizes: dict[str, int]
    own: dict[str, int]
    reading_rounds: int
    importing_rounds: int
    side_sets: int
    undone: tuple[int, ...]
    begun: float
    until: float
    peers: bool
    base: Path | None

    def begins(self, part: str) -> bool:
        """Whether it is wanted, and there is time left."""
        if part in self.parts and time.monotonic() > self.until:
            _say(f"{part} is left out: time is up")
            return False
        return part in self.parts

    def by(self, share: float) -> float:
        """When so much of the time is over."""
        return self.begun + (self.until - self.begun) * share if self.until != float("inf") else self.until


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="small databases and few rounds, to try it out")
    parser.add_argument("--peers", action="store_true", help="the founding stack beside it, built and started")
    parser.add_argument("--base", metavar="COMMIT", help="an earlier version beside it: a commit or a tag")
    parser.add_argument("--full", action="store_true", help="all parts on all databases, without a limit of time")
    parser.add_argument("--only", choices=PARTS, action="append", help="this part, and others named so")
    parser.add_argument("--write", action="store_true", help="keep the report in benchmarks/results")
    given = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that the server is stopped on the way out
    with ExitStack() as stack:
        if given.peers:
            _say("building the peers")
            nest.build()
        base = stack.enter_context(earlier_tree.checked_out(given.base)) if given.base else None
        try:
            sections = asyncio.run(_print(_extent(given, base)))
        except Nonsense as error:
            sys.exit(f"nonsense: {error}")
    if given.write:
        _say(f"written to benchmarks/results/{report.write(sections).name}")


def _extent(given: argparse.Namespace, base: Path | None) -> Extent:
    sizes, own = (QUICK_SIZES, QUICK_OWN) if given.quick else (SIZES, OWN)
    bounded = not (given.full or given.only)
    begun = time.monotonic()
    return Extent(
        parts=tuple(given.only or (PARTS if given.full else GOALS)),
        sizes={f"sets_{sets}": sets for sets in sizes},
        own={f"own_{count}": count for count in own},
        reading_rounds=2 if given.quick else 5,
        importing_rounds=1 if given.quick else 3,
        side_sets=max(QUICK_SIZES) if given.quick else SIDE_SETS,
        undone=UNDONE[:2] if given.quick else UNDONE,
        begun=begun,
        until=begun + SECONDS if bounded else float("inf"),
        peers=given.peers,
        base=base,
    )


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
    rounds: dict[str, int] = {}
    if {*GOALS} & {*extent.parts}:
        async for section in _measure_goals(cluster, extent, rounds):
            yield section
    if "reads" in extent.parts:
        for name, sets in extent.sizes.items():
            await _fill(cluster, name, sets=sets)
        measured, plans = await _read(cluster, extent.sizes, reads.REQUESTS, extent.reading_rounds)
        rounds["reading"] = extent.reading_rounds
        for section in report.everything(measured, extent.sizes, plans):
            yield section
    if "search" in extent.parts:
        for name, count in extent.own.items():
            await _fill(cluster, name, sets=min(extent.sizes.values()), own_exercises=count)
        measured, plans = await _read(cluster, extent.own, [reads.SEARCH], extent.reading_rounds)
        yield report.searching(measured, extent.own, plans)
    if "web" in extent.parts:
        if find_chromium():
            _say("browsing")
            await _fill(cluster, "web", sets=SMALL_SETS)
            browsing = Browsing(cluster, "web")
            await browsing.measure(extent.importing_rounds)
            yield report.browsing(browsing)
        else:
            _say("no Chromium on PATH: the client is left out")
    yield report.conditions(await cluster.settings(), rounds, load_before=load_before)


async def _measure_goals(cluster: Cluster, extent: Extent, rounds: dict[str, int]) -> AsyncIterator[str]:
    """What there are goals for, and how far they are reached. Adds how many rounds it were of what."""
    measured: dict[tuple[str, str], list[float]] = {}
    small = "small"
    if {"import", "sync", "undo"} & {*extent.parts}:
        await _fill(cluster, small, sets=SMALL_SETS)
    if "beside" in extent.parts:
        name = "beside"
        await _fill(cluster, name, sets=extent.side_sets)
        if extent.base and not earlier_tree.has_our_schema(extent.base):
            earlier = base_database(name)
            cluster.server.create_database(earlier)
            await asyncio.to_thread(earlier_tree.migrate, extent.base, cluster.server.as_owner(earlier))
            await cluster.fill(earlier, sets=extent.side_sets)
        _say("side by side")
        beside = SideBySide(cluster, name, with_peers=extent.peers, base=extent.base)
        rounds["side by side"] = await beside.measure(extent.reading_rounds, until=extent.by(SHARE_BESIDE))
        measured |= beside.measured()
        yield report.section(f"Side by side, {size(extent.side_sets)} sets", beside.table())
    if extent.begins("import"):
        _say("importing")
        importing = Importing(cluster, [small])
        rounds["importing"] = await importing.measure(extent.importing_rounds, until=extent.by(0.75))
        measured[IMPORT, COPY] = importing.figures[small].ratios("copies", "imports")
        yield report.importing(importing, {small: SMALL_SETS})
    if extent.begins("sync"):
        _say("devices")
        syncing = Syncing(cluster, [small])
        await syncing.measure(extent.importing_rounds)
        measured[PUSH, SINGLES] = syncing.figures[small].ratios("batches", "singles")
        yield report.syncing(syncing, {small: SMALL_SETS})
    if extent.begins("undo"):
        _say("undoing")
        undoing = Undoing(cluster, small)
        await undoing.measure(extent.undone, until=extent.until)
        measured[UNDO, TEN_SECONDS] = [10 / seconds for seconds in undoing.seconds(IMPORTED)]
        yield report.section("Taking an import back", undoing.table())
    yield report.section("Goals", goals_table(measured))


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
