"""A database at 0001 with a row at every limit that the founding schema allows."""

from __future__ import annotations

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

#: Founding columns, from which everything that was legal must come through unchanged.
FOUNDING_COLUMNS = {
    "users": "id, email, password_hash, created_at, updated_at, last_login_at, account_created_at",
    "user_oauth_providers": "user_id, provider_name, provider_user_id",
    "exercises": "id, name",
    "workout_plans": "id, user_id, plan_name, created_at, updated_at",
    "plan_exercises": "id, plan_id, exercise_id, display_order, intensity_technique, warmup_sets, working_sets,"
    " target_reps, rpe_early, rpe_last, rest_time, notes",
    "workout_sessions": "id, user_id, plan_id, status, started_at, completed_at, created_at, updated_at",
    "session_exercises": "id, session_id, plan_exercise_id, exercise_id, display_order, notes",
    "exercise_sets": "id, session_exercise_id, set_type, set_index, reps, load, created_at",
}
ANN, BOB = "00000000-0000-7000-8000-00000000000a", "00000000-0000-7000-8000-00000000000b"


def key(number: int) -> str:
    """A key that is easy to find again."""
    return f"00000000-0000-7000-8000-{number:012d}"


PEOPLE = f"""
INSERT INTO users (id, email, password_hash, created_at, updated_at, last_login_at, account_created_at) VALUES
  ('{ANN}', repeat('a', 243) || '@example.org', repeat('h', 255), '-infinity', NULL, NULL, '0001-01-01 00:00:00+00 BC'),
  ('{BOB}', 'Bob@example.org', '', 'infinity', '2024-02-29 23:59:59.999999+14', '1999-12-31', '294276-12-31 23:59:59Z'),
  ('{key(1)}', 'bob@example.org', '🏋', now(), NULL, now(), now()),
  ('{key(2)}', '', '', now(), now(), NULL, now());
INSERT INTO user_oauth_providers VALUES
  ('{ANN}', repeat('p', 50), repeat('i', 255)), ('{ANN}', '', ''),
  ('{BOB}', 'google', 'same'), ('{key(1)}', 'google', 'same');
INSERT INTO exercises (id, name) VALUES
  ('{key(10)}', 'Squat'), ('{key(11)}', 'squat'), ('{key(12)}', 'SQUAT '),
  ('{key(13)}', repeat('é', 100)), ('{key(14)}', '');
"""

PLANS = f"""
INSERT INTO workout_plans (id, user_id, plan_name, updated_at) VALUES
  ('{key(20)}', '{ANN}', repeat('n', 100), NULL), ('{key(21)}', '{ANN}', '', now()),
  ('{key(22)}', '{BOB}', 'Lower', NULL), ('{key(23)}', '{ANN}', 'Lower', NULL);
INSERT INTO plan_exercises VALUES
  ('{key(30)}', '{key(20)}', '{key(10)}', -2147483648, 'drop_set', 0, 0, 1, 1, 1, 0, ''),
  ('{key(31)}', '{key(20)}', '{key(10)}', 2147483647, 'pause', 32767, 4, 32767, 10, 10, 2147483647, repeat('x', 500)),
  ('{key(32)}', '{key(20)}', '{key(11)}', 1, 'partial_length', 0, 1, 1, 10, 1, 90, E'two\\nlines'),
  ('{key(33)}', '{key(20)}', '{key(12)}', 1, 'fail', 0, 2, 1, 1, 10, 90, ' '),
  ('{key(34)}', '{key(20)}', '{key(13)}', 1, 'superset', 0, 3, 1, 5, 5, 90, 'é'),
  ('{key(35)}', '{key(20)}', '{key(14)}', 1, 'N/A', 0, 4, 1, 5, 5, 90, ''),
  ('{key(36)}', '{key(22)}', '{key(10)}', 1, 'N/A', 0, 4, 1, 5, 5, 90, '');
"""

WORKOUTS = f"""
INSERT INTO workout_sessions (id, user_id, plan_id, status, started_at, completed_at, updated_at) VALUES
  ('{key(40)}', '{ANN}', '{key(20)}', 'completed', '2024-03-31 01:30:00+00', '2024-03-31 00:00:00+00', NULL),
  ('{key(41)}', '{ANN}', NULL, 'in_progress', '0001-01-01 00:00:00+00', NULL, now()),
  ('{key(42)}', '{ANN}', '{key(21)}', 'cancelled', '294276-12-31 23:59:59.999999+00', 'infinity', NULL),
  ('{key(43)}', '{BOB}', '{key(22)}', 'completed', '2024-10-27 01:30:00+00', now(), NULL);
INSERT INTO session_exercises VALUES
  ('{key(50)}', '{key(40)}', '{key(30)}', '{key(10)}', -2147483648, repeat('x', 500)),
  ('{key(51)}', '{key(40)}', NULL, '{key(11)}', 2147483647, ''),
  ('{key(52)}', '{key(40)}', '{key(30)}', '{key(14)}', 1, 'another exercise than the plan says'),
  ('{key(53)}', '{key(43)}', '{key(36)}', '{key(10)}', 1, ''),
  ('{key(54)}', '{key(41)}', '{key(31)}', '{key(10)}', 1, 'of a plan that the workout is not of');
INSERT INTO exercise_sets (id, session_exercise_id, set_type, set_index, reps, load) VALUES
  ('{key(60)}', '{key(50)}', 'working', 1, 1, 9999.9), ('{key(61)}', '{key(50)}', 'warmup', 32767, 32767, 0),
  ('{key(62)}', '{key(50)}', 'working', 1, 5, 0.1),
  ('{key(64)}', '{key(51)}', 'working', 1, 5, 100), ('{key(65)}', '{key(54)}', 'working', 1, 5, 62.5),
  ('{key(66)}', '{key(53)}', 'working', 1, 5, 100.0);
"""

#: Legal at 0001 by oversight: Bob's workout on Ann's plan, and his exercise of a workout on an exercise of hers.
ACROSS_OWNERS = f"""
UPDATE workout_sessions SET plan_id = '{key(23)}' WHERE id = '{key(43)}';
UPDATE session_exercises SET plan_exercise_id = '{key(31)}' WHERE id = '{key(53)}';
"""


async def fill(connection: AsyncConnection, script: str = PEOPLE + PLANS + WORKOUTS) -> None:
    for statement in script.split(";\n"):
        if statement.strip():
            await connection.exec_driver_sql(statement)
    await connection.commit()


async def founding_rows(connection: AsyncConnection) -> dict[str, list[str]]:
    """Every founding column of every row, as PostgreSQL writes it out: 100 and 100.0 are not the same."""
    rows = {
        table: list(
            await connection.scalars(
                text(f"SELECT found::text FROM (SELECT {columns} FROM {table}) AS found ORDER BY 1")
            )
        )
        for table, columns in FOUNDING_COLUMNS.items()
    }
    await connection.rollback()
    return rows
