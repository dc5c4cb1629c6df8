"""Each revision declares which tables it writes anew, and whoever runs it is told how long that takes."""

from __future__ import annotations

import asyncio

import pytest

from mygymtracker.database.engine import build_engine
from mygymtracker.database.migrations import rewriting, runner
from tests.conftest import TestDatabase
from tests.migrations import founding_rows
from tests.migrations.sql import connect
from tests.revisions.conftest import REVISIONS, Past, fill

TABLES = "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
#: What a revision has rewritten has another file, or none of its rows where it was (all of them were updated).
PLACES = "SELECT pg_relation_filenode('public.{0}'), coalesce(array_agg(ctid::text), ARRAY[]::text[]) FROM public.{0}"
#: In which each revision itself writes the one row there is.
OUR_OWN = {"alembic_version"}

Places = dict[str, tuple[int, frozenset[str]]]


async def places(database: TestDatabase) -> Places:
    connection = await connect(database.superuser)
    try:
        tables = {row["relname"] for row in await connection.fetch(TABLES)} - OUR_OWN
        rows = {table: await connection.fetchrow(PLACES.format(table)) for table in tables}
    finally:
        await connection.close()
    return {table: (row[0], frozenset(row[1])) for table, row in rows.items() if row}


def rewritten(before: Places, after: Places) -> set[str]:
    both = before.keys() & after.keys()
    return {
        table
        for table in both
        if before[table][0] != after[table][0] or (before[table][1] and not before[table][1] & after[table][1])
    }


async def fill_as_at(database: TestDatabase, revision: str) -> None:
    if revision == "0001":
        engine = build_engine(database.superuser, working_role=None)
        async with engine.connect() as connection:
            await founding_rows.fill(connection)
        await engine.dispose()
    elif (REVISIONS / revision).exists():
        await fill(database, Past(revision))


async def test_each_revision_declares_the_tables_that_it_writes_anew(empty_database: TestDatabase) -> None:
    declared, measured = dict[str, set[str]](), dict[str, set[str]]()
    for state in runner.show(empty_database.owner):
        before = await places(empty_database)
        await asyncio.to_thread(runner.run, empty_database.owner, to=state.revision)
        measured[state.revision] = rewritten(before, await places(empty_database))
        declared[state.revision] = set(runner.declared_rewrites(state.revision))
        await fill_as_at(empty_database, state.revision)

    assert measured == declared, "a revision says in `rewrites` of which tables it writes every row anew"


def test_what_is_large_is_told_before_it_begins(
    migrated_database: TestDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    runner.revert(migrated_database.owner, to="0002", options=["discard"])
    small = runner.rewrites(migrated_database.owner)
    monkeypatch.setattr(rewriting, "LEAST_BYTES", 1)

    lines = runner.rewrites(migrated_database.owner)
    checked = runner.check(migrated_database.owner)
    runner.run(migrated_database.owner)

    assert small == []
    assert [line.split(" anew")[0] for line in lines] == [
        "revision 0003 writes exercise_sets",
        "revision 0003 writes workout_sessions",
    ]
    assert set(lines) < set(checked)
    assert runner.rewrites(migrated_database.owner) == []


def test_only_what_will_run_counts(empty_database: TestDatabase, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rewriting, "LEAST_BYTES", 1)
    of_an_empty_one = runner.rewrites(empty_database.owner)
    runner.run(empty_database.owner, to="0001")

    assert of_an_empty_one == []
    assert {line[:13] for line in runner.rewrites(empty_database.owner, to="0002")} == {"revision 0002"}
    assert {line[:13] for line in runner.rewrites(empty_database.owner, to="+1")} == {"revision 0002"}
    assert {line[:13] for line in runner.rewrites(empty_database.owner)} == {"revision 0002", "revision 0003"}


def test_the_estimate_is_in_proportion_to_the_size() -> None:
    assert rewriting.sentence("0016", "exercise_sets", 8_300_000_000) == (
        "revision 0016 writes exercise_sets anew (8.3 GB): about 2 min on a fast disk, 14 min on a slow card, in which "
        "nobody can use it"
    )
    assert "about 1 min on a fast disk, 1 min" in rewriting.sentence("0016", "exercise_sets", 1_000_000)
