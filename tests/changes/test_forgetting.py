"""The log reaches back as far as its retention, for each person by itself."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select, update

from mygymtracker.cli.connection import Server
from mygymtracker.cli.forgetting import FORGETTING, forgetting_job
from mygymtracker.cli.job_notes import JobNotes
from mygymtracker.cli.schedule import Job
from mygymtracker.database.connecting import connected
from mygymtracker.database.entities import Change, ChangeCounter, ChangedRow, Through, User
from mygymtracker.database.forgetting import forget_changes
from mygymtracker.database.transaction import Database
from mygymtracker.errors import Refused
from mygymtracker.settings import Settings
from tests.cli.conftest import command_on
from tests.conftest import TestDatabase
from tests.factories import Person, train


async def test_what_is_older_is_forgotten_and_the_rest_stays(
    migrated_database: TestDatabase, database: Database, ann: Person, bob: Person
) -> None:
    await train(database, ann)
    instant = datetime.now(UTC)
    await rename(database, ann, "Ann")
    await train(database, bob)

    forgotten = await forget_changes(migrated_database.owner, before=instant)
    again = await forget_changes(migrated_database.owner, before=instant)

    assert (forgotten, again) == (1, 0)
    assert await log_of(database, ann) == ([2], 1, (2, 1))
    assert await log_of(database, bob) == ([1], 6, (1, 0))


async def test_a_login_that_does_not_own_the_log_is_told_so(
    migrated_database: TestDatabase, database: Database, ann: Person
) -> None:
    await train(database, ann)

    with pytest.raises(Refused, match="does not own the log of changes"):
        await forget_changes(migrated_database.app, before=datetime.now(UTC))

    assert await log_of(database, ann) == ([1], 6, (1, 0))


async def test_whoever_writes_meanwhile_loses_nothing(
    migrated_database: TestDatabase, database: Database, ann: Person
) -> None:
    await train(database, ann)

    await forget_changes(migrated_database.owner, before=datetime.now(UTC))
    await rename(database, ann, "Ann")

    assert await log_of(database, ann) == ([2], 1, (2, 1))


YEAR, DAY = timedelta(days=365), timedelta(days=1)


@pytest.fixture
def job(migrated_database: TestDatabase, tmp_path: Path) -> Job:
    """What `serve` does each day, with changes kept for 400 days."""
    settings = Settings.load({"MYGYMTRACKER_HOME": str(tmp_path)}, directory=tmp_path)
    return forgetting_job(Server(migrated_database.owner, migrated_database.app, None), settings, JobNotes(tmp_path))


@pytest.fixture
def notes(tmp_path: Path) -> JobNotes:
    return JobNotes(tmp_path)


async def test_a_clock_that_is_ahead_when_the_server_starts_costs_no_change(
    job: Job, database: Database, ann: Person
) -> None:
    await train(database, ann)

    for year in (2, 3):
        with pytest.raises(Refused, match="the machine was off for as long, or the clock is wrong"):
            await job.run(datetime.now(UTC) + year * YEAR)
        await rename(database, ann, f"Ann {year}")  # life goes on, which says nothing about the clock

    assert await log_of(database, ann) == ([1, 2, 3], 8, (3, 0))


@pytest.mark.parametrize(("jump", "words"), [(2 * YEAR, "days after old"), (-YEAR, "before")], ids=["ahead", "behind"])
async def test_a_jump_while_the_server_runs_costs_no_change_and_is_over_when_the_clock_is_right(
    job: Job, notes: JobNotes, database: Database, ann: Person, jump: timedelta, words: str
) -> None:
    await train(database, ann)
    now = datetime.now(UTC)
    notes.succeeded(FORGETTING, now)

    with pytest.raises(Refused, match=words):
        await job.run(now + jump)
    await job.run(now + DAY)

    assert await log_of(database, ann) == ([1], 6, (1, 0))


async def test_days_that_go_by_one_after_the_other_are_no_jump(
    job: Job, notes: JobNotes, database: Database, ann: Person
) -> None:
    await train(database, ann)
    now = datetime.now(UTC)

    for days in range(0, 421, 30):  # a server that is started for a while each month
        await job.run(now + days * DAY)
        notes.succeeded(FORGETTING, now + days * DAY)

    assert await log_of(database, ann) == ([], 0, (1, 1))


async def test_a_change_of_a_clock_that_was_behind_takes_none_along_that_were_before_it(
    migrated_database: TestDatabase, database: Database, ann: Person
) -> None:
    await train(database, ann)
    await rename(database, ann, "Ann")
    async with connected(migrated_database.superuser) as connection:
        await connection.execute("UPDATE changes SET changed_at = '1970-01-02Z' WHERE revision = 2")

    forgotten = await forget_changes(migrated_database.owner, before=datetime.now(UTC) - YEAR)

    assert forgotten == 0
    assert await log_of(database, ann) == ([1, 2], 7, (2, 0))


async def test_a_person_who_knows_the_clock_to_be_right_forgets_by_hand(
    migrated_database: TestDatabase, database: Database, ann: Person, notes: JobNotes, tmp_path: Path
) -> None:
    await train(database, ann)
    await rename(database, ann, "Ann")
    async with connected(migrated_database.superuser) as connection:
        await connection.execute("UPDATE changes SET changed_at = changed_at - interval '500 days' WHERE revision = 1")
    run_command = command_on(migrated_database.owner, tmp_path)

    declined = run_command("db", "forget", input="n\n")
    there = await log_of(database, ann)
    done = run_command("db", "forget", "--yes")

    assert (declined.returncode, declined.stderr) == (1, "Error: Nothing was forgotten.\n")
    assert there == ([1, 2], 7, (2, 0))
    assert (done.returncode, done.stderr) == (0, "")
    assert "Forgot 1 change from before" in done.stdout
    assert await log_of(database, ann) == ([2], 1, (2, 1))
    assert notes.last_success(FORGETTING) is not None


async def rename(database: Database, person: Person, name: str) -> None:
    async with database.acting_as(person.id, through=Through.API) as session:
        await session.execute(update(User).values(display_name=name))


async def log_of(database: Database, person: Person) -> tuple[list[int], int, tuple[int, int]]:
    """The revisions that there are, how many rows they tell of, and the counter: newest and last forgotten."""
    async with database.acting_as(person.id, read_only=True) as session:
        revisions = list(await session.scalars(select(Change.revision).order_by(Change.revision)))
        rows = (await session.execute(select(func.count()).select_from(ChangedRow))).scalar_one()
        counter = (await session.execute(select(ChangeCounter.revision, ChangeCounter.oldest_revision))).one()
    return revisions, rows, (counter.revision, counter.oldest_revision)
