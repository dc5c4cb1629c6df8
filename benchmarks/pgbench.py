"""The limit: pgbench running what the program runs, in as many round trips, on as many connections."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from benchmarks.load import NEW_ID_BEGINS
from benchmarks.transactions import Transaction
from mygymtracker.database.embedded_roles import clean_environment
from mygymtracker.postgres_address import PostgresAddress

_DONE: Final = re.compile(r"number of transactions actually processed: (\d+)")
_RATE: Final = re.compile(r"tps = ([0-9.]+) ")
_FAILED: Final = re.compile(r"number of failed transactions: (\d+)")


@dataclass(frozen=True, slots=True)
class Rate:
    """Of one burst."""

    transactions: int
    per_second: float


def find_pgbench(embedded: Path) -> Path | None:
    """From PG_BINDIR, else beside the server, else from PATH or where Debian keeps it; None where there is none."""
    given = os.environ.get("PG_BINDIR")
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    for place in [*([Path(given)] if given else []), embedded, *debian]:
        if os.access(place / "pgbench", os.X_OK):
            return place / "pgbench"
    return Path(found) if (found := shutil.which("pgbench")) else None


def run(
    pgbench: Path, address: PostgresAddress, transactions: Sequence[Transaction], *, connections: int, seconds: int
) -> Rate:
    """One burst, in which each transaction is as likely as the others."""
    with tempfile.TemporaryDirectory() as place:
        arguments: list[str] = []
        for number, transaction in enumerate(transactions):
            script, values = _script(transaction, number)
            path = Path(place) / f"{number}.sql"
            path.write_text(script)
            arguments += ["-f", str(path), *(part for value in values for part in ("-D", value))]
        options = ["-n", "-M", "prepared", "-c", str(connections), "-j", "1", "-T", str(seconds)]
        done = subprocess.run(
            [str(pgbench), *options, *arguments],
            env=clean_environment() | address.libpq_environment(),
            capture_output=True,
            text=True,
            check=False,
        )
    counted, rate, failed = _DONE.search(done.stdout), _RATE.search(done.stdout), _FAILED.search(done.stdout)
    if done.returncode or not counted or not rate or (failed and int(failed[1])):
        raise RuntimeError(f"pgbench: {done.stderr or done.stdout}")
    return Rate(int(counted[1]), float(rate[1]))


def _script(transaction: Transaction, number: int) -> tuple[str, list[str]]:
    """The script, and its variables as `name=value`. A pipeline is how pgbench sends several statements at once."""
    lines = ["\\set fresh random(1, 9000000000000000000)"] if _makes_a_row(transaction) else []
    lines += ["\\startpipeline", *(f"{each};" for each in transaction.begin), "\\endpipeline"]
    values: list[str] = []
    for place, statement in enumerate(transaction.statements):
        prefix = f"v{number}_{place}_"
        passed = [_passed(value, prefix, index) for index, value in enumerate(statement.values, start=1)]
        parts = re.split(r"\$(\d+)", statement.sql)  # what stands between parameters, and their numbers, in turn
        lines.append("".join(passed[int(part) - 1] if at % 2 else part for at, part in enumerate(parts)) + ";")
        values += [
            f"{prefix}{index}={value}"
            for index, value in enumerate(statement.values, start=1)
            if value and not value.startswith(NEW_ID_BEGINS)
        ]
    return "\n".join([*lines, "COMMIT;"]) + "\n", values


def _makes_a_row(transaction: Transaction) -> bool:
    return any(value and value.startswith(NEW_ID_BEGINS) for each in transaction.statements for value in each.values)


def _passed(value: str | None, prefix: str, index: int) -> str:
    """How a parameter is written: NULL and '' cannot be variables, and a new id is another one each time."""
    if not value:
        return "NULL" if value is None else "''"
    return "md5(:fresh::text)::uuid" if value.startswith(NEW_ID_BEGINS) else f":{prefix}{index}"
