"""What `generate` writes makes the database what is declared, and its way back brings back what was there."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest
from sqlalchemy import Column, Computed, Date, MetaData

from mygymtracker.database.migrations import runner
from mygymtracker.database.migrations.runner import Migrations
from mygymtracker.errors import Conflict
from tests.conftest import TestDatabase
from tests.documentation.documents import ROOT
from tests.migrations.alterations import (
    ALTERATIONS,
    a_table_less,
    a_table_of_ones_own,
    other_bodies,
    what_people_could_say,
)
from tests.migrations.sql import by_hand

NEWEST: Final = runner.newest()
NEXT: Final = f"{int(NEWEST) + 1:04}"


def test_nothing_is_written_when_nothing_differs(migrated_database: TestDatabase, migrations: Migrations) -> None:
    assert migrations.check(migrated_database.owner) == []
    assert migrations.generate(migrated_database.owner, "Nothing at all") is None
    assert len(list((migrations.directory / "versions").glob("*.py"))) == int(NEWEST)


@pytest.mark.parametrize("alter", ALTERATIONS, ids=lambda alter: alter.__name__)
def test_a_generated_revision_goes_there_and_back(
    migrated_database: TestDatabase, migrations: Migrations, alter: Callable[[MetaData], None]
) -> None:
    alter(migrations.metadata)
    before = migrations.check(migrated_database.owner)
    assert before

    migrations.generate(migrated_database.owner, "As it is declared")

    assert migrations.run(migrated_database.owner) == [NEXT]
    assert migrations.check(migrated_database.owner) == []
    assert migrations.revert(migrated_database.owner) == [NEXT]
    assert migrations.check(migrated_database.owner) == [
        f"revision {NEXT} (As it is declared) is pending",
        *before,
    ]
    assert migrations.run(migrated_database.owner) == [NEXT]


def test_drift_by_hand_is_put_right_by_a_generated_revision(
    migrated_database: TestDatabase, migrations: Migrations
) -> None:
    by_hand(
        migrated_database.owner,
        "ALTER TABLE imports DISABLE ROW LEVEL SECURITY; ALTER TABLE users FORCE ROW LEVEL SECURITY;"
        "ALTER TABLE plan_exercises DISABLE TRIGGER plan_exercises_exercise_must_be_visible_on_update;"
        "GRANT SELECT ON users TO PUBLIC; ALTER TABLE imported_rows DROP CONSTRAINT imported_rows_pkey;"
        "DROP FUNCTION account_for_sign_in(text); GRANT CREATE ON SCHEMA public TO mygymtracker_app;"
        "CREATE RULE keep AS ON DELETE TO workout_sessions DO INSTEAD NOTHING; CREATE SEQUENCE tickets;"
        "CREATE DOMAIN kilos AS numeric DEFAULT 1 CHECK (VALUE > 0);"
        "DROP EXTENSION pg_trgm CASCADE",
    )

    before = migrations.check(migrated_database.owner)

    migrations.generate(migrated_database.owner, "Put right")
    migrations.run(migrated_database.owner)

    assert migrations.check(migrated_database.owner) == []
    migrations.revert(migrated_database.owner)
    assert migrations.check(migrated_database.owner)[1:] == before


def test_nothing_is_granted_that_is_not_declared_where_default_privileges_grant_it(
    migrated_database: TestDatabase, migrations: Migrations
) -> None:
    by_hand(migrated_database.owner, "ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO PUBLIC")

    assert migrations.generate(migrated_database.owner, "Nothing at all") is None


def test_what_is_generated_is_as_lint_wants_it(
    migrated_database: TestDatabase, migrations: Migrations, tmp_path: Path
) -> None:
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    what_people_could_say(migrations.metadata)
    other_bodies(migrations.metadata)
    a_table_less(migrations.metadata)

    written = [migrations.generate(migrated_database.owner, "All kinds of things"), migrations.create("By hand")]

    for check in (["check"], ["format", "--check"]):
        command = [sys.executable, "-m", "ruff", *check, *map(str, written)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert (done.returncode, done.stdout) == (0, done.stdout), done.stdout


def test_the_file_is_named_numbered_and_as_ruff_formats_it(
    migrated_database: TestDatabase, migrations: Migrations
) -> None:
    other_bodies(migrations.metadata)
    a_table_of_ones_own(migrations.metadata)

    path = migrations.generate(migrated_database.owner, "Moods of one's own")

    assert path is not None
    assert path.name[13:] == "_moods_of_one_s_own.py"
    assert f'\nrevision = "{NEXT}"\ndown_revision = "{NEWEST}"\n' in path.read_text().replace("'", '"')
    command = [sys.executable, "-m", "ruff", "format", "--line-length=110", "--isolated", str(path)]
    subprocess.run(command, check=True, capture_output=True)
    subprocess.run([*command, "--check"], check=True, capture_output=True)
    migrations.run(migrated_database.owner)
    assert migrations.check(migrated_database.owner) == []


def test_new_enum_values_stay_on_the_way_back(migrated_database: TestDatabase, migrations: Migrations) -> None:
    by_hand(
        migrated_database.owner,
        "ALTER TYPE intensity_technique RENAME TO old; CREATE TYPE intensity_technique AS ENUM ('pause', 'fail');"
        "ALTER TABLE plan_exercises ALTER COLUMN intensity_technique TYPE intensity_technique "
        "USING intensity_technique::text::intensity_technique;"
        "ALTER TABLE exercise_sets ALTER COLUMN technique TYPE intensity_technique "
        "USING technique::text::intensity_technique;"
        "DROP TYPE old",
    )

    path = migrations.generate(migrated_database.owner, "More techniques")
    migrations.run(migrated_database.owner)

    assert path is not None
    gone = "'drop_set', 'partial_length', 'superset', 'N/A', 'rest_pause'"
    assert f"PostgreSQL cannot take back {gone}" in path.read_text()
    assert migrations.check(migrated_database.owner) == []
    assert migrations.revert(migrated_database.owner) == [NEXT]
    assert migrations.run(migrated_database.owner) == [NEXT]


@pytest.mark.parametrize(
    "by_hand_before",
    [
        "ALTER TYPE set_type ADD VALUE 'cool_down'",
        "ALTER TYPE set_type RENAME VALUE 'warmup' TO 'x'; ALTER TYPE set_type RENAME VALUE 'working' TO 'warmup';"
        "ALTER TYPE set_type RENAME VALUE 'x' TO 'working'",
    ],
    ids=["one more than declared", "another order"],
)
def test_what_postgresql_cannot_do_to_an_enum_is_refused(
    migrated_database: TestDatabase, migrations: Migrations, by_hand_before: str
) -> None:
    by_hand(migrated_database.owner, by_hand_before)

    with pytest.raises(Conflict, match=r"PostgreSQL cannot remove or reorder values .*set_type.* by hand"):
        migrations.generate(migrated_database.owner, "Fewer kinds of sets")


def test_what_alembic_cannot_do_to_a_column_is_refused(migrated_database: TestDatabase, migrations: Migrations) -> None:
    table = migrations.metadata.tables["workout_sessions"]
    day = Computed("(completed_at AT TIME ZONE time_zone)::date", persisted=True)
    table.append_column(Column("performed_on", Date, day, nullable=False), replace_existing=True)

    with pytest.raises(Conflict, match=r"column performed_on on workout_sessions: .* by hand"):
        migrations.generate(migrated_database.owner, "Another day")


def test_pending_revisions_come_first(migrated_database: TestDatabase, migrations: Migrations) -> None:
    migrations.revert(migrated_database.owner)

    with pytest.raises(Conflict, match=rf"Run the pending migrations first \({NEWEST}\)"):
        migrations.generate(migrated_database.owner, "Too early")


def test_an_empty_revision_needs_no_database(migrations: Migrations) -> None:
    path = migrations.create("Something by hand")

    assert path.name[13:] == "_something_by_hand.py"
    assert path.read_text().startswith(f'"""Something by hand\n\nRevision ID: {NEXT}\nRevises: {NEWEST}\n"""')
