"""Taking back an import, by its rows and seconds: growing ones by a person of whom PostgreSQL has no statistics yet."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from math import log
from typing import Final
from uuid import UUID

from benchmarks import people, strong_file
from benchmarks.cluster import Cluster, connect
from benchmarks.processes import family_cpu_seconds
from benchmarks.tables import count, table
from mygymtracker.changes import undoing
from mygymtracker.database.engine import build_engine
from mygymtracker.database.entities import Through
from mygymtracker.database.row_security import WORKING_ROLE
from mygymtracker.database.transaction import Database
from mygymtracker.exchange.importing import ImportOptions, import_file
from mygymtracker.quantities import LoadUnit

SIZES: Final = (2_000, 12_000, 100_000)
#: Nobody else has these numbers; each import has a person of its own.
_FIRST_PERSON: Final = 900_000
_ACCOUNT: Final = """
INSERT INTO users (id, email, password_hash, account_created_at) VALUES ($1, $2, 'unusable', now())
"""


@dataclass(frozen=True, slots=True)
class Took:
    """Of one undo."""

    sets: int
    rows: int
    seconds: float
    postgres_cpu: float


class Undoing:
    """One import of each size and its undo, without those that would last beyond the time that is left."""

    def __init__(self, cluster: Cluster, database: str) -> None:
        self._cluster = cluster
        self._database = database
        self.took: list[Took] = []
        self.left_out: list[int] = []

    async def measure(self, sizes: Sequence[int] = SIZES, *, until: float = float("inf")) -> None:
        for place, sets in enumerate(sizes):
            if time.monotonic() + self._expected(sets) > until:
                self.left_out = list(sizes[place:])
                return
            self.took.append(await self._undo(_FIRST_PERSON + place, sets))

    def _expected(self, sets: int) -> float:
        """Seconds, if it goes on as between the last two; 0 where there were none."""
        if len(self.took) < 2:
            return 0.0
        one, other = self.took[-2:]
        power = max(1.0, log(other.seconds / one.seconds) / log(other.sets / one.sets))
        return float(other.seconds * (sets / other.sets) ** power)

    async def _undo(self, person: int, sets: int) -> Took:
        user_id = UUID(people.person_id(person))
        superuser = await connect(self._cluster.server.as_superuser(self._database))
        database = Database(build_engine(self._cluster.server.as_app(self._database), working_role=WORKING_ROLE))
        try:
            await superuser.execute(_ACCOUNT, user_id, f"person{person}@example.org")
            options = ImportOptions(load_unit=LoadUnit.KG, time_zone="Europe/Berlin")
            data = strong_file.compose(sets)
            report = await import_file(database, user_id, data=data, file_name="strong.csv", options=options)
            assert report.import_id is not None
            await superuser.execute("CHECKPOINT")
            cpu, begun = family_cpu_seconds(self._cluster.postmaster), time.perf_counter()
            async with database.acting_as(user_id, through=Through.CLI, heavy=True) as session:
                undone = await undoing.undo_import(session, report.import_id)
            seconds = time.perf_counter() - begun
            left = await superuser.fetchval("SELECT count(*) FROM exercise_sets WHERE user_id = $1", user_id)
            assert left == 0, f"{left} sets are left after the undo"
            return Took(sets, undone.rows, seconds, family_cpu_seconds(self._cluster.postmaster) - cpu)
        finally:
            await superuser.close()
            await database.dispose()

    def seconds(self, sets: int) -> list[float]:
        """Of the undo of so many; none where it was left out."""
        return [each.seconds for each in self.took if each.sets == sets]

    def table(self) -> str:
        lines = [
            [f"{each.sets:,}", count(each.rows), f"{each.seconds:.1f}", count(each.rows / each.seconds),
             count(each.seconds * 1_000_000 / each.rows), f"{each.postgres_cpu:.1f}"]
            for each in self.took
        ]  # fmt: skip
        head = ["sets of an import", "rows", "seconds of its undo", "rows a second", "µs a row", "PostgreSQL CPU s"]
        left_out = ", ".join(f"{sets:,}" for sets in self.left_out)
        return table(head, lines) + (f"\nLeft out, since time would not do: {left_out} sets.\n" if left_out else "")
