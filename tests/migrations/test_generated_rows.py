"""What `generate` writes throws no row of anybody away, there or back."""

from __future__ import annotations

import pytest

from mygymtracker.database.migrations import runner
from mygymtracker.database.migrations.runner import Migrations
from mygymtracker.errors import Conflict
from tests.conftest import TestDatabase
from tests.migrations.alterations import a_table_less, what_people_could_say
from tests.migrations.sql import by_hand

NEXT = f"{int(runner.newest()) + 1:04}"
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
        Conflict, match=rf"Revision {NEXT} .* failed; .*\nNothing was changed: these rows of sign_in_attempts"
    ):
        migrations.run(migrated_database.owner)
