"""What `generate` writes makes the database what is declared, and its way back brings back what was there."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import (
    CheckConstraint,
    Column,
    Computed,
    Date,
    Enum,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    Numeric,
    PrimaryKeyConstraint,
    SmallInteger,
    Table,
    Text,
    Uuid,
    text,
)

from mygymtracker.database.entities import Base
from mygymtracker.database.migrations import runner
from mygymtracker.database.migrations.runner import Migrations
from mygymtracker.database.row_security import (
    LOOKUP_ROLE,
    WORKING_ROLE,
    Declaration,
    Function,
    Grant,
    Policy,
    Trigger,
    declare,
    declare_owned,
    declared,
)
from mygymtracker.errors import Conflict
from tests.conftest import TestDatabase
from tests.documentation.documents import ROOT
from tests.migrations.sql import by_hand

NEWEST, NEXT = "0010", "0011"


@pytest.fixture
def migrations(tmp_path: Path) -> Migrations:
    """A copy of our revisions and declarations, to be altered."""
    directory = tmp_path / "migrations"
    shutil.copytree(Path(runner.__file__).parent, directory, ignore=shutil.ignore_patterns("__pycache__"))
    metadata = MetaData(naming_convention=Base.metadata.naming_convention)
    for table in Base.metadata.tables.values():
        table.to_metadata(metadata)
    ours = declared(Base.metadata)
    declare(metadata, *ours.extensions, *ours.others)
    return Migrations(directory=directory, metadata=metadata)


def change(metadata: MetaData, name: str, changed: Callable[[Declaration], Declaration | None]) -> None:
    """Puts something else, or nothing, in the place of the declaration of that name."""
    place = declared(metadata)
    made = [
        changed(each) if getattr(each, "name", None) == name else each
        for each in place.others
    ]  # fmt: skip
    place.others = [each for each in made if each is not None]


def another_policy(metadata: MetaData) -> None:
    def looser(policy: Declaration) -> Declaration:
        assert isinstance(policy, Policy)
        return replace(policy, expression=f"{policy.expression} AND id IS NOT NULL")

    change(metadata, "users_user_policy", looser)


def a_policy_more_and_one_less(metadata: MetaData) -> None:
    declare(metadata, Policy("imports", "imports_lookup_policy", "true", command="SELECT", role=LOOKUP_ROLE))
    change(metadata, "exercises_delete_policy", lambda _: None)


def other_bodies(metadata: MetaData) -> None:
    """One function that policies or triggers hang on, one that belongs to another role; colons, quotes, backslashes."""

    def longer(function: Declaration) -> Declaration:
        assert isinstance(function, Function)
        return replace(function, head=function.head.replace("BEGIN\n", "BEGIN\n  -- 'a' :b \"c\" \\n %s :=\n\t\n"))

    change(metadata, "exercise_must_be_visible", longer)
    change(metadata, "login_session_must_be_live", longer)


def another_result(metadata: MetaData) -> None:
    def counting(function: Declaration) -> Declaration:
        assert isinstance(function, Function)
        return replace(
            function,
            arguments="lowest integer",
            head="RETURNS bigint LANGUAGE sql STABLE AS $$ SELECT lowest::bigint $$",
            owner=None,
        )

    change(metadata, "any_account_exists", counting)


def other_callers(metadata: MetaData) -> None:
    def for_nobody(function: Declaration) -> Declaration:
        assert isinstance(function, Function)
        return replace(function, callers=(LOOKUP_ROLE,))

    change(metadata, "acting_user_id", for_nobody)
    change(metadata, "account_for_sign_in", for_nobody)


def a_function_with_its_trigger(metadata: MetaData) -> None:
    body = "RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$"
    declare(
        metadata,
        Trigger("imports", "imports_look_on", "AFTER INSERT", "look_on"),
        Function("look_on", "", body),
    )
    change(metadata, "plan_exercises_exercise_must_be_visible_on_insert", lambda _: None)


def other_grants(metadata: MetaData) -> None:
    declare(metadata, Grant("imports", LOOKUP_ROLE, "SELECT", columns="id, source"))
    place = declared(metadata)
    place.others = [each for each in place.others if not (isinstance(each, Grant) and each.table == "exercises")]
    declare(metadata, Grant("exercises", WORKING_ROLE, "SELECT"))


def other_checks(metadata: MetaData) -> None:
    table = metadata.tables["exercise_sets"]
    for constraint in [each for each in table.constraints if isinstance(each, CheckConstraint)]:
        if str(constraint.name).endswith(("set_index_must_be_at_least_1", "rest_must_not_be_negative")):
            table.constraints.discard(constraint)
    table.append_constraint(CheckConstraint("set_index >= 0", name="set_index_must_be_at_least_1"))
    table.append_constraint(CheckConstraint("note <> 'it''s :odd'", name="note_must_be_sane"))


def another_key_that_others_point_at(metadata: MetaData) -> None:
    """The foreign keys that point at the old one go too, and come back on the way down."""
    plans, sessions = metadata.tables["workout_plans"], metadata.tables["workout_sessions"]
    for table in (sessions, metadata.tables["plan_exercises"], metadata.tables["plan_days"]):
        for constraint in [each for each in table.constraints if isinstance(each, ForeignKeyConstraint)]:
            if constraint.referred_table.name == "workout_plans":
                table.constraints.discard(constraint)
                for key in constraint.elements:
                    key.parent.foreign_keys.discard(key)
                table.foreign_key_constraints.discard(constraint)
    plans.constraints.discard(plans.primary_key)
    plans.append_constraint(PrimaryKeyConstraint("id", "user_id"))


def another_index(metadata: MetaData) -> None:
    """Alembic does not look at WHERE."""
    table = metadata.tables["imported_rows"]
    table.indexes.clear()
    Index("idx_imported_rows_user_id_set_id", table.c.user_id, table.c.set_id)


def a_table_of_ones_own(metadata: MetaData) -> None:
    """With an enum type that is there already and one that is not, and a CHECK."""
    Table(
        "moods",
        metadata,
        Column("user_id", Uuid(), primary_key=True),
        Column("id", Uuid(), primary_key=True),
        Column("mood", Enum("good", "it's bad", name="mood"), nullable=False),
        Column("after", Enum("warmup", "working", name="set_type"), nullable=False),
        Column("score", Integer, CheckConstraint("score > 0", name="score_must_be_above_0")),
        ForeignKeyConstraint(["user_id"], ["users.id"], ondelete="CASCADE"),
    )
    declare_owned(metadata, "moods")


def a_column_with_a_check(metadata: MetaData) -> None:
    table = metadata.tables["imports"]
    table.append_column(Column("rating", Integer, server_default=text("1"), nullable=False))
    table.append_constraint(CheckConstraint("rating > 0", name="rating_must_be_above_0"))
    table.append_column(Column("mood", Enum("good", "bad", name="mood")))


def a_table_less(metadata: MetaData) -> None:
    metadata.remove(metadata.tables["sign_in_attempts"])
    place = declared(metadata)
    place.others = [each for each in place.others if getattr(each, "table", None) != "sign_in_attempts"]
    change(metadata, "take_sign_in_attempt", lambda _: None)
    change(metadata, "forget_sign_in_attempts", lambda _: None)


ALTERATIONS = (
    another_policy, a_policy_more_and_one_less, other_bodies, another_result, other_callers,
    a_function_with_its_trigger, other_grants, other_checks, another_key_that_others_point_at, another_index,
    a_table_of_ones_own, a_column_with_a_check, a_table_less,
)  # fmt: skip


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


def what_people_could_say(metadata: MetaData) -> None:
    """Columns with and without a default, one that the database computes, a wider number and a table of one's own."""
    plans = metadata.tables["workout_plans"]
    plans.append_column(Column("goal", Text))
    plans.append_column(Column("cycle_weeks", SmallInteger, server_default=text("4"), nullable=False))
    plans.append_column(Column("motto", Text, server_default=text("'go on'"), nullable=False))
    plans.append_column(Column("shout", Text, Computed("upper(motto)", persisted=True)))
    metadata.tables["plan_exercises"].append_column(Column("rest_time", Numeric, nullable=False), replace_existing=True)
    a_table_of_ones_own(metadata)


PERSON = "INSERT INTO users (email, password_hash, account_created_at) VALUES ('ann@example.org', 'unusable', now())"
PLAN = "INSERT INTO workout_plans (user_id, id, plan_name) SELECT id, id, 'Lower' FROM users"
EXERCISE = (
    "INSERT INTO exercises (id, name) SELECT id, 'Squat' FROM users; INSERT INTO plan_exercises (user_id, id, plan_id, "
    "exercise_id, display_order, intensity_technique, warmup_sets, working_sets, target_reps, rpe_early, rpe_last, "
    "rest_time) SELECT id, id, id, id, 1, 'N/A', 0, 3, 5, 7, 8, 90.5 FROM users"
)


@pytest.mark.parametrize(
    ("said", "refusal"),
    [
        ("UPDATE workout_plans SET goal = 'strength'", r"say \(cycle_weeks, goal, motto\):\n  workout_plans "),
        ("UPDATE workout_plans SET cycle_weeks = 6", r"say \(cycle_weeks, goal, motto\):\n  workout_plans "),
        (EXERCISE, r"say more than a integer can hold \(rest_time\):\n  plan_exercises "),
        (
            "INSERT INTO moods (user_id, id, mood, after) SELECT id, id, 'good', 'warmup' FROM users",
            r"these rows of moods would be dropped:\n  moods .*\nRun again with --discard to drop them\.",
        ),
    ],
)
def test_a_generated_way_back_throws_no_row_away(
    migrated_database: TestDatabase, migrations: Migrations, said: str, refusal: str
) -> None:
    what_people_could_say(migrations.metadata)
    migrations.generate(migrated_database.owner, "What people could say")
    migrations.run(migrated_database.owner)
    by_hand(migrated_database.owner, f"{PERSON}; {PLAN}; {said}")

    with pytest.raises(Conflict, match=refusal):
        migrations.revert(migrated_database.owner)

    assert migrations.check(migrated_database.owner) == []
    if "moods" in said:
        assert migrations.revert(migrated_database.owner, options=["discard"]) == [NEXT]


def test_a_generated_revision_drops_no_row_on_its_way_either(
    migrated_database: TestDatabase, migrations: Migrations
) -> None:
    a_table_less(migrations.metadata)
    migrations.generate(migrated_database.owner, "Nobody tries")
    by_hand(migrated_database.owner, "INSERT INTO sign_in_attempts (subject, free_at) VALUES ('ann', now())")

    with pytest.raises(
        Conflict, match=r"Revision 0011 .* failed; .*\nNothing was changed: these rows of sign_in_attempts"
    ):
        migrations.run(migrated_database.owner)


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
