"""How PostgreSQL answers each statement: what it reads for it, in the smallest database and in the largest."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from benchmarks.cluster import Cluster, connect
from benchmarks.transactions import Statement, Transaction

#: A prepared statement is planned for its values five times, then perhaps once for all; this is what goes on for ever.
_EXECUTIONS: Final = 6
#: Looking at this much more for the same answer is growth. An index over 400 times as many rows is two levels deeper,
#: which doubles the pages of a look into it; that is not what is meant.
_GROWTH_OF_ROWS: Final = 1.5
_GROWTH_OF_PAGES: Final = 3


@dataclass(frozen=True, slots=True)
class Plan:
    """`scans` name what is read and how; `buffers` are pages of 8 kB, `rows` those looked at, found or not."""

    buffers: int
    rows: int
    scans: tuple[str, ...]

    def grows_from(self, smaller: Plan) -> bool:
        return self.rows > smaller.rows * _GROWTH_OF_ROWS or self.buffers > smaller.buffers * _GROWTH_OF_PAGES


async def explain(cluster: Cluster, database: str, transaction: Transaction) -> Plan:
    """Of all statements of one transaction, as the working role, on a connection that has run them before."""
    connection = await connect(cluster.server.as_app(database))
    try:
        await connection.execute("; ".join(transaction.begin))
        found = []
        for number, statement in enumerate(transaction.statements):
            run = f"EXECUTE asked_{number} {_values(statement)}"
            await connection.execute(f"PREPARE asked_{number} AS {statement.sql}")
            for _ in range(_EXECUTIONS):
                await connection.execute(run)
            explained = await connection.fetchval(f"EXPLAIN (ANALYZE, BUFFERS, TIMING OFF, FORMAT JSON) {run}")
            found.append(_plan(json.loads(explained)[0]["Plan"]))
        await connection.execute("COMMIT")
    finally:
        await connection.close()
    return Plan(
        sum(plan.buffers for plan in found),
        sum(plan.rows for plan in found),
        tuple(scan for plan in found for scan in plan.scans),
    )


def _values(statement: Statement) -> str:
    quoted = ("NULL" if value is None else "'" + value.replace("'", "''") + "'" for value in statement.values)
    return f"({', '.join(quoted)})" if statement.values else ""


def _plan(root: dict[str, Any]) -> Plan:
    scans = [node for node in _nodes(root) if "Relation Name" in node and node["Actual Loops"]]
    buffers = root["Shared Hit Blocks"] + root["Shared Read Blocks"]
    return Plan(buffers, sum(map(_rows, scans)), tuple(dict.fromkeys(map(_name, scans))))


def _nodes(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield node
    for child in node.get("Plans", ()):
        yield from _nodes(child)


def _rows(scan: dict[str, Any]) -> int:
    removed = (value for name, value in scan.items() if name.startswith("Rows Removed by"))
    return round((float(scan["Actual Rows"]) + sum(map(float, removed))) * int(scan["Actual Loops"]))


def _name(scan: dict[str, Any]) -> str:
    """`Index Scan of exercise_sets by idx_…: 20 rows`."""
    inner = [child.get("Index Name") for child in scan.get("Plans", ())]
    by = [name for name in (scan.get("Index Name"), *inner) if name]
    using = f" by {', '.join(by)}" if by else ""
    return f"{scan['Node Type']} of {scan['Relation Name']}{using}: {_rows(scan):,} rows"
