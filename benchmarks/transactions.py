"""What the program sends to PostgreSQL for a request, read from the server's log, so that it cannot drift."""

from __future__ import annotations

import asyncio
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from benchmarks.cluster import Cluster
from mygymtracker.database.row_security import WORKING_ROLE

# An entry begins with the prefix of `cluster.SETTINGS`; its further lines begin with a tab.
_ENTRY: Final = re.compile(r"^@@(\d+) (\S*)@@ (\w+): +(.*?)(?=^@@|\Z)", re.MULTILINE | re.DOTALL)
_STATEMENT: Final = re.compile(r"(statement|execute [^:]+): (.*)", re.DOTALL)
_PARAMETER: Final = re.compile(r"\$(\d+) = (NULL|'(?:[^']|'')*')")
_SETTLE_SECONDS: Final = 0.5
#: The function that every request asks as it begins.
_SIGN_IN: Final = "live_sign_in"


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement with parameters `$1`, `$2`, …, and their values as text, None for NULL."""

    sql: str
    values: tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class Transaction:
    """`begin` is sent in one message, several statements in it; then the statements, one by one; then COMMIT."""

    begin: tuple[str, ...]
    statements: tuple[Statement, ...]


async def capture(cluster: Cluster, ask: Callable[[str], object], requests: Sequence[str]) -> list[Transaction]:
    """What each request makes the program run, which is one transaction. Its connections must be open already."""
    before = cluster.log.stat().st_size
    await cluster.run("postgres", "ALTER SYSTEM SET log_statement = 'all'", "SELECT pg_reload_conf()")
    await asyncio.sleep(_SETTLE_SECONDS)  # until every backend has read it
    for request in requests:
        await asyncio.to_thread(ask, request)
    await cluster.run("postgres", "ALTER SYSTEM RESET log_statement", "SELECT pg_reload_conf()")
    await asyncio.sleep(_SETTLE_SECONDS)
    found = [each for sent in _statements(cluster.log, before).values() for each in _transactions(sent)]
    assert len(found) == len(requests), f"{len(requests)} requests made {len(found)} transactions"
    return found


def _statements(log: Path, offset: int) -> dict[str, list[Statement]]:
    """Of every connection of the working role's, in order."""
    with log.open("rb") as file:
        file.seek(offset)
        text = file.read().decode(errors="replace")
    found: dict[str, list[Statement]] = defaultdict(list)
    for process, user, kind, written in _ENTRY.findall(text):
        message = written.replace("\n\t", "\n").strip()
        if user != WORKING_ROLE:
            continue
        if kind == "LOG" and (logged := _STATEMENT.fullmatch(message)):
            found[process].append(Statement(logged[2].strip(), ()))
        elif kind == "DETAIL" and message.lower().startswith("parameters:"):
            found[process][-1] = Statement(found[process][-1].sql, _values(message))
    return found


def _values(message: str) -> tuple[str | None, ...]:
    found = _PARAMETER.findall(message)
    return tuple(None if value == "NULL" else value[1:-1].replace("''", "'") for _, value in found)


def _transactions(statements: Iterable[Statement]) -> list[Transaction]:
    """Cut at every end. Requests are those that check a sign-in; what the program does by itself is left out."""
    found: list[Transaction] = []
    current: list[Statement] = []
    for statement in statements:
        if statement.sql not in ("COMMIT", "ROLLBACK"):
            current.append(statement)
            continue
        begin, *others = current
        assert begin.sql.startswith("BEGIN"), f"a transaction begins with {begin.sql}"
        if _SIGN_IN in begin.sql:
            found.append(Transaction(tuple(begin.sql.split("; ")), tuple(others)))
        current = []
    return found
