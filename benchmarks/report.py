"""What was measured, as text that can be read in a terminal and kept as a file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import Final

from benchmarks import imports, machine, people, reads, sync, web
from benchmarks.imports import Importing
from benchmarks.plans import Plan
from benchmarks.reads import Reading
from benchmarks.sync import Syncing
from benchmarks.tables import count, ratio, size, table
from benchmarks.web import Browsing

RESULTS: Final = Path(__file__).parent / "results"

#: Databases in order of size, with what is in them.
Sizes = Mapping[str, int]
Plans = Mapping[tuple[str, str], Plan]


def conditions(settings: Mapping[str, str], rounds: Mapping[str, int], *, load_before: str) -> str:
    facts = [
        ("date", f"{datetime.now(UTC):%Y-%m-%d}"),
        *machine.description(),
        ("load average before and after", f"{load_before} / {machine.load_average()}"),
        ("reading", f"{reads.CONNECTIONS} connections, bursts of {reads.BURST_SECONDS} s"),
        *((f"rounds of {what}", str(count)) for what, count in rounds.items()),
        *((f"PostgreSQL: {name}", value) for name, value in settings.items()),
    ]
    return section("Where and how", table(["", "value"], facts))


def importing(measured: Importing, sizes: Sizes) -> str:
    rows = []
    for name, sets in sizes.items():
        figures = measured.figures[name]
        rows.append(
            [
                size(sets),
                count(imports.SETS / figures.middle("imports")),
                count(imports.SETS / figures.middle("copies")),
                ratio(figures.ratio("copies", "imports")),
                ratio(figures.ratio("again", "imports")),
                ratio(figures.ratio("imports", "unlogged")),
                *(f"{figures.middle(kind):.1f}" for kind in ("imports", "copies", "again")),
                f"{figures.middle('imports', 'own_cpu'):.1f} + {figures.middle('imports', 'postgres_cpu'):.1f}",
                f"{figures.middle('copies', 'own_cpu'):.1f} + {figures.middle('copies', 'postgres_cpu'):.1f}",
            ]
        )
    head = ["sets in the database", "import sets/s", "COPY sets/s", "ratio", "time again / first"]
    head += ["time with / without the log", "import s", "COPY s"]
    more = ["again s", "CPU s of import", "CPU s of COPY"]
    told = f"{imports.SETS:,} sets from one file, which become {measured.rows:,} rows in six tables.\n"
    why = "CPU is ours (reading the file, deciding, sending) + PostgreSQL's.\n"
    return section("Import against plain COPY", told, why, table([*head, *more], rows))


def syncing(measured: Syncing, sizes: Sizes) -> str:
    rows = []
    for name, sets in sizes.items():
        figures = measured.figures[name]
        rows.append(
            [
                size(sets),
                *(count(figures.middle(kind)) for kind in ("batches", "singles", "pgbench")),
                ratio(figures.ratio("batches", "singles")),
                ratio(figures.ratio("batches", "pgbench")),
                count(figures.middle("pulls")),
                count(figures.middle("bytes_a_row")),
            ]
        )
    head = ["sets in the database", "pushed sets/s", "single PUT/s", "pgbench/s", "push / PUT", "push / pgbench"]
    more = ["pulled rows/s", "bytes a row"]
    told = f"One device, one connection: batches of {sync.BATCH} against one by one; pgbench runs what one PUT sends.\n"
    also = f"Then {sync.PULLED:,} rows are pulled, {sync.PAGE:,} a page, compressed.\n"
    return section("Devices", told, also, table([*head, *more], rows))


def browsing(measured: Browsing) -> str:
    rows = []
    for slower, taps in measured.taps.items():
        painted, bare = (
            [web.percentile(values, percent) for percent in (50, 95)] for values in (taps.painted, taps.bare)
        )
        cells = [*painted, *bare, web.percentile(taps.kept, 50)]
        name = "full speed" if slower == 1 else f"1/{slower}"
        rows.append([name, *(f"{value:.1f}" for value in cells), ratio(painted[0] / bare[0])])
    head = ["processor", "painted p50 ms", "p95 ms", "bare page p50 ms", "p95 ms", "durable p50 ms", "painted / bare"]
    loads = [
        ["first load: first paint, ms", count(median(measured.first_paint))],
        ["first load: Today is there, ms", count(median(measured.first_today))],
        ["offline reload: Today is there, ms", count(median(measured.offline_today))],
        [f"first sync of {people.SETS_OF_A_PERSON:,} sets, s", f"{median(measured.first_sync):.1f}"],
    ]
    told = (
        f"From the tap on “Log set” to the frame after the row shows it, {len(measured.taps[1].painted)} taps each;\n"
    )
    also = "bare: a page that does nothing but change one row of a table.\n"
    return section("The client in a browser", told + also, table(head, rows), table(["", ""], loads))


def reading(measured: Reading, name: str) -> str:
    rows = []
    for endpoint in reads.REQUESTS:
        figures = measured.figures[name, endpoint]
        rows.append(
            [
                endpoint,
                count(figures.middle("http", "per_second")),
                count(figures.middle("pgbench", "per_second")),
                ratio(figures.share),
                count(figures.middle("http", "app_us")),
                count(figures.middle("http", "postgres_us")),
                count(figures.middle("pgbench", "postgres_us")),
                f"{figures.middle('http', 'p50_ms'):.1f}",
                f"{figures.middle('http', 'p99_ms'):.1f}",
            ]
        )
    missing = "" if measured.compared else "There is no pgbench here: set PG_BINDIR to a PostgreSQL that has one.\n\n"
    head = ["", "requests/s", "pgbench/s", "ratio", "app µs", "PostgreSQL µs", "in pgbench µs", "p50 ms", "p99 ms"]
    return missing + table(head, rows)


def growth(measured: Reading, sizes: Sizes, endpoints: Sequence[str], *, kind: str, figure: str) -> str:
    """Medians on each database, and in brackets what they are of the smallest one's."""
    rows = []
    for endpoint in endpoints:
        values = [measured.figures[name, endpoint].middle(kind, figure) for name in sizes]
        rows.append([endpoint, *(f"{count(value)} ({ratio(value / values[0])})" for value in values)])
    return table(["", *map(size, sizes.values())], rows)


def plans(found: Plans, smallest: str, largest: str, endpoints: Sequence[str]) -> str:
    rows, lines = [], []
    for endpoint in endpoints:
        small, large = found[smallest, endpoint], found[largest, endpoint]
        grows = "grows" if large.grows_from(small) else "no"
        rows.append([endpoint, *map(count, (small.buffers, large.buffers, small.rows, large.rows)), grows])
        lines += [f"- {endpoint}: " + "; ".join(large.scans)]
    head = ["GET", "pages, smallest", "pages, largest", "rows, smallest", "rows, largest", "growth"]
    return table(head, rows) + "\nWhat is read in the largest:\n\n" + "\n".join(lines) + "\n"


def section(title: str, *parts: str) -> str:
    return f"## {title}\n\n" + "\n".join(parts)


def everything(measured: Reading, sizes: Sizes, found: Plans) -> list[str]:
    """The sections about reading."""
    smallest, largest = next(iter(sizes)), list(sizes)[-1]
    one_person = f"Everyone has {people.SETS_OF_A_PERSON:,} sets; in a larger database there are more other people.\n"
    return [
        section(f"Requests over HTTP against pgbench, {size(sizes[smallest])} sets", reading(measured, smallest)),
        section(f"Requests over HTTP against pgbench, {size(sizes[largest])} sets", reading(measured, largest)),
        section(
            "Requests while the database grows",
            one_person,
            "Requests per second:\n",
            growth(measured, sizes, reads.REQUESTS, kind="http", figure="per_second"),
            "The same transactions in pgbench, per second:\n",
            growth(measured, sizes, reads.REQUESTS, kind="pgbench", figure="per_second"),
            "PostgreSQL's CPU for a request, in µs:\n",
            growth(measured, sizes, reads.REQUESTS, kind="http", figure="postgres_us"),
        ),
        section("What the statements read", plans(found, smallest, largest, reads.ENDPOINTS)),
    ]


def searching(measured: Reading, sizes: Sizes, found: Plans) -> str:
    """The section about other people's own exercises."""
    endpoints = [reads.SEARCH]
    return section(
        "Search while other people make exercises of their own",
        f"{people.SHARED_EXERCISES} exercises are shared; the columns count those that belong to others.\n",
        "Requests per second:\n",
        growth(measured, sizes, endpoints, kind="http", figure="per_second"),
        "The same transactions in pgbench, per second:\n",
        growth(measured, sizes, endpoints, kind="pgbench", figure="per_second"),
        plans(found, next(iter(sizes)), list(sizes)[-1], endpoints),
    )


def write(sections: Sequence[str]) -> Path:
    """Keeps a report under the date and the machine; a second one on the same day takes the place of the first."""
    RESULTS.mkdir(exist_ok=True)
    path = RESULTS / f"{datetime.now(UTC):%Y-%m-%d}-{machine.slug()}.md"
    path.write_text("\n".join(["# Benchmark\n", "How to read it: [README](../README.md).\n", *sections]))
    return path
