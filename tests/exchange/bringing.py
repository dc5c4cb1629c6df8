"""Bringing a file in for a person, and looking at what is there afterwards."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import text

from mygymtracker.database.transaction import Database
from mygymtracker.exchange.importing import ImportOptions, import_file
from mygymtracker.exchange.report import ImportReport
from mygymtracker.quantities import LoadUnit
from tests.factories import Person

KG = ImportOptions(load_unit=LoadUnit.KG)
TABLES = (
    "exercises", "workout_sessions", "session_exercises", "exercise_sets", "imports", "imported_rows",
    "imported_workouts",
)  # fmt: skip


async def bring(
    database: Database, person: Person, data: bytes, options: ImportOptions = KG, name: str = "export.csv"
) -> ImportReport:
    return await import_file(database, person.id, data=data, file_name=name, options=options)


async def rows(database: Database, person: Person, sql: str) -> Sequence[tuple[object, ...]]:
    async with database.acting_as(person.id, read_only=True) as acting:
        return [tuple(row) for row in await acting.execute(text(sql))]


async def counts(database: Database, person: Person) -> dict[str, object]:
    """How many rows of each table the person sees."""
    found = [await rows(database, person, f"SELECT count(*) FROM {table}") for table in TABLES]
    return {table: row[0][0] for table, row in zip(TABLES, found, strict=True)}


def outcome(report: ImportReport) -> tuple[int, int, int, int, int, int]:
    """Workouts added, restored, known, changed, deleted; sets added."""
    return (
        report.workouts_added,
        report.workouts_restored,
        report.workouts_known,
        report.workouts_changed,
        report.workouts_deleted,
        report.sets_added,
    )


def is_balanced(report: ImportReport) -> bool:
    """Whether every row of the file is accounted for."""
    return report.rows_in == report.set_rows + report.rest_rows + report.note_rows + report.set_aside_rows
