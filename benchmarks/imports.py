"""Importing a long history: against plain COPY of the rows it made, and against importing the same file again."""

from __future__ import annotations

import io
import time
from collections import defaultdict
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from math import nan
from statistics import median
from typing import TYPE_CHECKING, Final
from uuid import UUID

import asyncpg
from sqlalchemy import Table

from benchmarks import people, strong_file
from benchmarks.cluster import Cluster, connect
from benchmarks.processes import family_cpu_seconds
from mygymtracker.database.engine import build_engine
from mygymtracker.database.entities import Base
from mygymtracker.database.row_security import WORKING_ROLE, Trigger, declared
from mygymtracker.database.transaction import Database
from mygymtracker.exchange.importing import ImportOptions, import_file
from mygymtracker.quantities import LoadUnit

SETS: Final = 100_000
#: Nobody else has this number.
_PERSON: Final = 999_999

_WRITTEN: Final = {
    *("imports", "imported_rows", "imported_workouts"),
    *("workout_sessions", "session_exercises", "exercise_sets"),
}
#: Not among the above: COPY of the same rows writes it, too.
_LOG: Final = ("changed_rows", "changes", "change_counters")
_ACCOUNT: Final = """
INSERT INTO users (id, email, password_hash, account_created_at)
VALUES ($1, 'importer@example.org', 'unusable', now())
ON CONFLICT DO NOTHING
"""

if TYPE_CHECKING:
    Connection = asyncpg.Connection[asyncpg.Record]


@dataclass(frozen=True, slots=True)
class Took:
    """Seconds on the clock, and of CPU in this process (reading the file, sending rows) and in PostgreSQL."""

    seconds: float
    own_cpu: float
    postgres_cpu: float


@dataclass(slots=True)
class Figures:
    """Of one database, one entry a round."""

    imports: list[Took] = field(default_factory=list)
    again: list[Took] = field(default_factory=list)
    copies: list[Took] = field(default_factory=list)
    unlogged: list[Took] = field(default_factory=list)

    def middle(self, kind: str, figure: str = "seconds") -> float:
        values = [getattr(took, figure) for took in getattr(self, kind)]
        return float(median(values)) if values else nan

    def ratios(self, of: str, to: str) -> list[float]:
        """Of what was measured in the same round."""
        pairs = zip(getattr(self, of), getattr(self, to), strict=True)
        return [one.seconds / other.seconds for one, other in pairs]

    def ratio(self, of: str, to: str) -> float:
        """The median over the rounds."""
        return float(median(self.ratios(of, to)))


class Importing:
    """Rounds on several databases, in turn; what came in is taken out again, so that no database grows."""

    def __init__(self, cluster: Cluster, databases: Sequence[str]) -> None:
        self._cluster = cluster
        self._databases = databases
        self._data = strong_file.compose(SETS)
        self._user_id = UUID(people.person_id(_PERSON))
        self.figures: dict[str, Figures] = defaultdict(Figures)
        self.rows = 0
        self._kept: dict[Table, bytes] = {}

    async def measure(self, rounds: int, *, until: float = float("inf")) -> int:
        """Every database once before anything counts: later rounds find room in its tables.

        One round in any case, no further one after `until` (monotonic); returns how many it were.
        """
        for number in range(rounds + 1):
            if number > 1 and time.monotonic() > until:
                return number - 1
            for name in self._databases:
                made = await self._round(name, copy_first=number % 2 == 1)
                if number:
                    figures = self.figures[name]
                    kinds = (figures.imports, figures.again, figures.copies, figures.unlogged)
                    for kept, new in zip(kinds, made, strict=True):
                        kept.append(new)
        return rounds

    async def _round(self, name: str, *, copy_first: bool) -> tuple[Took, Took, Took, Took]:
        """With `copy_first` the rows are those that the round before imported."""
        database = Database(build_engine(self._cluster.server.as_app(name), working_role=WORKING_ROLE))
        superuser = await connect(self._cluster.server.as_superuser(name))
        try:
            await superuser.execute(_ACCOUNT, self._user_id)
            copied = await self._copied(superuser) if copy_first else None
            unlogged = await self._unlogged(superuser, database) if copy_first else None
            imported = await self._timed(superuser, lambda: self._import(database, sets=SETS))
            self._kept = await self._keep(superuser)
            again = await self._timed(superuser, lambda: self._import(database, sets=0))
            await self._remove(superuser)
            copied = copied or await self._copied(superuser)
            return imported, again, copied, unlogged or await self._unlogged(superuser, database)
        finally:
            await superuser.close()
            await database.dispose()

    async def _import(self, database: Database, *, sets: int) -> None:
        """As `mygymtracker import` does it, without the bar."""
        options = ImportOptions(load_unit=LoadUnit.KG, time_zone="Europe/Berlin")
        report = await import_file(database, self._user_id, data=self._data, file_name="strong.csv", options=options)
        assert report.sets_added == sets, f"{report.sets_added} sets were added"

    async def _copied(self, superuser: Connection) -> Took:
        async def copy() -> None:
            async with superuser.transaction():
                for table, rows in self._kept.items():
                    await superuser.copy_to_table(table.name, source=io.BytesIO(rows), columns=_columns(table))

        took = await self._timed(superuser, copy)
        await self._remove(superuser)
        return took

    async def _unlogged(self, superuser: Connection, database: Database) -> Took:
        """The same import without the triggers of the change log."""
        await self._switch_log(superuser, "DISABLE")
        try:
            took = await self._timed(superuser, lambda: self._import(database, sets=SETS))
        finally:
            await self._switch_log(superuser, "ENABLE")
        await self._remove(superuser)
        return took

    async def _switch_log(self, superuser: Connection, switch: str) -> None:
        triggers = [
            trigger
            for trigger in declared(Base.metadata).others
            if isinstance(trigger, Trigger)
            and ("_log_changes_on_" in trigger.name or "_lock_changes_on_" in trigger.name)
        ]
        for trigger in triggers:
            await superuser.execute(f"ALTER TABLE {trigger.table} {switch} TRIGGER {trigger.name}")

    async def _keep(self, superuser: Connection) -> dict[Table, bytes]:
        """What the import made in every table, as text for COPY, parents first."""
        kept, self.rows = {}, 0
        for table in _tables():
            made = io.BytesIO()
            columns = ", ".join(_columns(table))
            query = f"SELECT {columns} FROM {table.name} WHERE user_id = '{self._user_id}'"
            status = await superuser.copy_from_query(query, output=made)
            self.rows += int(status.split()[-1])
            kept[table] = made.getvalue()
        return kept

    async def _remove(self, superuser: Connection) -> None:
        """Rows and their remains. Not the account, nor exercises: the file names shared ones only."""
        await superuser.execute("SET session_replication_role = replica")
        tables = [*(table.name for table in _tables()), *_LOG]
        for table in tables:
            await superuser.execute(f"DELETE FROM {table} WHERE user_id = '{self._user_id}'")
        await superuser.execute("RESET session_replication_role")
        for table in tables:
            await superuser.execute(f"VACUUM {table}")

    async def _timed(self, superuser: Connection, work: Callable[[], Awaitable[None]]) -> Took:
        """After a checkpoint, so that none pays for what was written before."""
        await superuser.execute("CHECKPOINT")
        own, postgres = time.process_time(), family_cpu_seconds(self._cluster.postmaster)
        begun = time.perf_counter()
        await work()
        seconds = time.perf_counter() - begun
        return Took(seconds, time.process_time() - own, family_cpu_seconds(self._cluster.postmaster) - postgres)


def _tables() -> list[Table]:
    """Everything that an import may write to and that belongs to a person, parents first."""
    return [table for table in Base.metadata.sorted_tables if table.name in _WRITTEN]


def _columns(table: Table) -> list[str]:
    """Without those that PostgreSQL computes."""
    return [column.name for column in table.columns if column.computed is None]
