"""The programmatic door: what is applied, what is not, and what happens when something is in the way."""

from __future__ import annotations

import asyncio
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.ext.asyncio import AsyncEngine

from mygymtracker.database import engine
from mygymtracker.database.entities import Base
from mygymtracker.database.migrations import runner
from mygymtracker.database.migrations.runner import Migrations, RevisionState
from mygymtracker.errors import Conflict, Unavailable
from mygymtracker.postgres_address import PostgresAddress
from tests.conftest import TestDatabase
from tests.migrations.sql import by_hand, connect

ALL = [f"{number:04}" for number in range(1, int(runner.newest()) + 1)]
NEWEST, NEXT = ALL[-1], f"{len(ALL) + 1:04}"
FAILING = f"""
from mygymtracker.database.migrations.steps import run

revision = "{NEXT}"
down_revision = "{NEWEST}"


def upgrade() -> None:
    run("CREATE TABLE public.half (id integer)", "ALTER TABLE public.users ALTER COLUMN last_login_at SET NOT NULL")
    run("SELECT nothing_of_this_name")


def downgrade() -> None:
    pass
"""
TOUCHING_USERS = FAILING.replace('run("SELECT nothing_of_this_name")', "pass")


@pytest.fixture
def migrations(tmp_path: Path) -> Migrations:
    """A copy of ours, to add revisions to. It does not wait long for a table."""
    directory = tmp_path / "migrations"
    shutil.copytree(Path(runner.__file__).parent, directory, ignore=shutil.ignore_patterns("__pycache__"))
    environment = directory / "env.py"
    environment.write_text(environment.read_text().replace('WAIT_FOR_TABLE = "5s"', 'WAIT_FOR_TABLE = "50ms"'))
    return Migrations(directory=directory, metadata=Base.metadata)


def add(migrations: Migrations, revision: str) -> None:
    (migrations.directory / "versions" / "20300101_0000_added.py").write_text(revision)


def test_an_empty_database_has_everything_pending(empty_database: TestDatabase) -> None:
    assert runner.pending(empty_database.owner) == ALL
    assert runner.show(empty_database.owner)[0] == RevisionState("0001", "The founding schema", False, False)
    by_hand(empty_database.owner, "CREATE TABLE alembic_version ()")  # looking has not made it


def test_running_applies_in_order_and_then_there_is_nothing_to_do(empty_database: TestDatabase) -> None:
    assert runner.run(empty_database.owner, to="0002") == ALL[:2]
    assert [state.current for state in runner.show(empty_database.owner)] == [revision == "0002" for revision in ALL]
    assert runner.pending(empty_database.owner) == ALL[2:]

    assert runner.run(empty_database.owner) == ALL[2:]
    assert runner.run(empty_database.owner) == []
    assert runner.pending(empty_database.owner) == []


def test_up_down_and_up_again_from_empty(empty_database: TestDatabase) -> None:
    runner.run(empty_database.owner)

    assert runner.revert(empty_database.owner) == [NEWEST]
    assert runner.revert(empty_database.owner, to="base", options=["discard"]) == ALL[-2::-1]
    assert runner.revert(empty_database.owner) == []
    assert runner.run(empty_database.owner) == ALL
    assert runner.check(empty_database.owner) == []


def test_pending_revisions_are_told_by_check(migrated_database: TestDatabase) -> None:
    runner.revert(migrated_database.owner, to="0009", options=["discard"])

    said = runner.check(migrated_database.owner)

    assert said[0] == "revision 0010 (What happened is kept) is pending"
    assert "table changed_rows: declared a table, found nothing" in said


def test_of_two_processes_at_once_one_waits_and_finds_nothing_to_do(empty_database: TestDatabase) -> None:
    program = (
        "import sys\n"
        "from mygymtracker.database.migrations import runner\n"
        "from mygymtracker.postgres_address import PostgresAddress\n"
        "sys.stdin.readline()\n"
        "print(runner.run(PostgresAddress.parse(sys.argv[1])))\n"
    )
    command = [sys.executable, "-c", program, empty_database.owner.libpq_url()]
    processes = [
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for _ in range(3)
    ]
    for process in processes:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()

    printed = sorted(process.communicate()[0].strip() for process in processes)

    assert printed == [str(ALL), "[]", "[]"]


async def test_a_run_waits_for_another_one_on_the_same_database(migrated_database: TestDatabase) -> None:
    other = await connect(migrated_database.owner)
    try:
        await other.execute("SELECT pg_advisory_lock(4962026)")
        run = asyncio.create_task(asyncio.to_thread(runner.run, migrated_database.owner))
        waiting = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"
        while not await other.fetchval(waiting):
            assert not run.done()
        await other.execute("SELECT pg_advisory_unlock(4962026)")
        assert await run == []
    finally:
        await other.close()


async def test_looking_waits_for_no_run(migrated_database: TestDatabase) -> None:
    other = await connect(migrated_database.owner)
    try:
        await other.execute("BEGIN; SELECT pg_advisory_xact_lock(4962026)")
        looked = await asyncio.to_thread(runner.pending, migrated_database.owner)
    finally:
        await other.close()

    assert looked == []


def test_what_runs_leaves_neither_a_lock_nor_a_setting_on_its_connection(
    migrated_database: TestDatabase, migrations: Migrations, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A pooler gives the session to somebody else, with whatever is left on it."""
    left: list[object] = []

    def build_engine(address: PostgresAddress, *, working_role: str | None) -> AsyncEngine:
        built = engine.build_engine(address, working_role=working_role)
        event.listen(built.sync_engine, "checkin", look)
        return built

    def look(connection: DBAPIConnection, _: object) -> None:
        cursor = connection.cursor()
        cursor.execute(
            "SELECT current_setting('search_path'), current_setting('lock_timeout'), "
            "(SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid())"
        )
        left.append(cursor.fetchone())

    environment = migrations.directory / "env.py"
    environment.write_text(environment.read_text().replace("import build_engine", "import watched as build_engine"))
    monkeypatch.setattr(engine, "watched", build_engine, raising=False)
    add(migrations, TOUCHING_USERS)

    assert migrations.pending(migrated_database.owner) == [NEXT]
    assert migrations.run(migrated_database.owner) == [NEXT]

    assert left == [('"$user", public', "0", 0)] * 3


def test_of_two_threads_at_once_one_finds_nothing_to_do(empty_database: TestDatabase) -> None:
    with ThreadPoolExecutor(max_workers=2) as threads:
        applied = sorted(threads.map(lambda _: runner.run(empty_database.owner), range(2)))

    assert applied == [[], ALL]


async def test_it_may_be_called_where_an_event_loop_runs(migrated_database: TestDatabase) -> None:
    assert runner.pending(migrated_database.owner) == []
    assert await asyncio.to_thread(runner.run, migrated_database.owner) == []


async def test_a_table_held_by_another_transaction_is_not_waited_for_long(
    migrated_database: TestDatabase, migrations: Migrations
) -> None:
    add(migrations, TOUCHING_USERS)
    other = await connect(migrated_database.owner)
    try:
        await other.execute("BEGIN; LOCK TABLE users IN ACCESS SHARE MODE")
        with pytest.raises(Unavailable, match=r"Another transaction holds a table .*ALTER TABLE public\.users"):
            migrations.run(migrated_database.owner)
    finally:
        await other.close()

    assert migrations.pending(migrated_database.owner) == [NEXT]
    assert migrations.run(migrated_database.owner) == [NEXT]


def test_a_revision_that_fails_leaves_nothing_behind(migrated_database: TestDatabase, migrations: Migrations) -> None:
    add(migrations, FAILING)

    with pytest.raises(Conflict, match="nothing_of_this_name"):
        migrations.run(migrated_database.owner)

    assert migrations.pending(migrated_database.owner) == [NEXT]
    assert runner.check(migrated_database.owner) == []


def test_a_revision_that_fails_is_named_with_what_was_applied_before_it(
    empty_database: TestDatabase, migrations: Migrations
) -> None:
    runner.run(empty_database.owner, to="0008")
    by_hand(empty_database.owner, "CREATE TABLE changes (note text)")

    with pytest.raises(Conflict) as first:
        runner.run(empty_database.owner)
    with pytest.raises(Conflict) as again:
        runner.run(empty_database.owner)

    before = "applied before it, and kept: 0009 (Who one is, and what the scales say)"
    exists = 'relation "changes" already exists\nWhat stands in the way was not made by a revision.'
    assert str(first.value).startswith(f"Revision 0010 (What happened is kept) failed; {before}.\n{exists}")
    assert "“already exists”" in str(first.value)
    assert str(again.value).startswith(
        f"Revision 0010 (What happened is kept) failed; none was applied before it.\n{exists}"
    )


def test_a_revision_that_cannot_be_reverted_is_named(migrated_database: TestDatabase) -> None:
    by_hand(
        migrated_database.owner,
        "INSERT INTO users (email, password_hash, account_created_at, sex) "
        "VALUES ('ann@example.org', 'unusable', now(), 'female')",
    )

    with pytest.raises(Conflict, match=r"^Revision 0009 \(Who one is.*\) cannot be reverted, and none was\.\nNothing"):
        runner.revert(migrated_database.owner, to="0007", options=["discard"])

    assert runner.pending(migrated_database.owner) == []


def test_a_refusal_comes_through_as_it_is(migrated_database: TestDatabase) -> None:
    by_hand(
        migrated_database.owner,
        "INSERT INTO users (email, password_hash, account_created_at, time_zone) "
        "VALUES ('ann@example.org', 'unusable', now(), 'Europe/Paris')",
    )

    with pytest.raises(Conflict, match="Nothing was changed: the founding schema cannot express"):
        runner.revert(migrated_database.owner, to="base", options=["discard"])


def test_a_database_migrated_by_a_newer_version_is_refused(migrated_database: TestDatabase) -> None:
    by_hand(migrated_database.owner, "UPDATE alembic_version SET version_num = '0099'")

    with pytest.raises(Unavailable, match="revision 0099, which this version does not know"):
        runner.pending(migrated_database.owner)


def test_a_database_that_is_not_there_is_unavailable(empty_database: TestDatabase) -> None:
    with pytest.raises(Unavailable, match="nowhere"):
        runner.pending(empty_database.owner.with_database("nowhere"))


def test_an_unknown_revision_is_a_conflict(migrated_database: TestDatabase) -> None:
    with pytest.raises(Conflict, match="elsewhere"):
        runner.run(migrated_database.owner, to="elsewhere")


def test_nothing_is_printed(empty_database: TestDatabase, capfd: pytest.CaptureFixture[str]) -> None:
    runner.run(empty_database.owner)
    runner.revert(empty_database.owner)
    runner.check(empty_database.owner)

    assert capfd.readouterr() == ("", "")


def test_alembics_own_commands_are_passed_on(
    migrated_database: TestDatabase, capfd: pytest.CaptureFixture[str]
) -> None:
    assert runner.alembic(migrated_database.owner, ["current"]) == 0
    assert capfd.readouterr().out == f"{NEWEST} (head)\n"
    assert runner.alembic(migrated_database.owner, ["check"]) == 0
    assert runner.alembic(migrated_database.owner, ["upgrade", "elsewhere"]) == 1
    assert runner.alembic(migrated_database.owner, ["dance"]) == 2


def test_a_revision_made_by_alembics_own_command_is_numbered_too(
    migrated_database: TestDatabase, migrations: Migrations
) -> None:
    by_hand(migrated_database.owner, "GRANT SELECT ON users TO PUBLIC")

    assert migrations.alembic(migrated_database.owner, ["revision", "--autogenerate", "-m", "Put right"]) == 0

    assert migrations.run(migrated_database.owner) == [NEXT]
    assert migrations.check(migrated_database.owner) == []
