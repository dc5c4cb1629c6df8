"""How many statements an answer may take, beside the BEGIN that says who acts and the COMMIT."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

import httpx
import pytest
from litestar import Litestar
from sqlalchemy import Connection, event

from mygymtracker.database.transaction import Database
from tests.api.routes import API, import_something, routes_of
from tests.factories import Person, train

BUDGETS: Final[dict[str, int]] = {
    "/account": 1,
    "/login-sessions": 1,
    "/workouts": 1,
    "/workouts/{workout_id}": 1,
    "/exercises": 1,
    "/exercises/{exercise_id}/history": 1,
    "/exercises/{exercise_id}/progress": 1,
    "/imports": 1,
    "/imports/{import_id}": 2,
    "/imports/{import_id}/rows": 2,
}


def test_every_question_has_a_budget(app: Litestar) -> None:
    asked = {path for method, path in routes_of(app) if method == "GET"}

    assert asked == set(BUDGETS), "every GET route has a row in BUDGETS: how many statements may it take?"


@pytest.mark.parametrize("path", BUDGETS)
async def test_an_answer_stays_within_its_budget(
    app: Litestar, ann_client: httpx.AsyncClient, database: Database, ann: Person, path: str
) -> None:
    training = await train(database, ann)
    import_id = await import_something(ann_client)
    await ann_client.get(f"{API}/account")  # whatever a first connection asks is not the route's
    asked = path.format(workout_id=training.workout, exercise_id=training.exercise, import_id=import_id)

    with statements_of(app) as statements:
        answer = await ann_client.get(API + asked)

    assert (answer.status_code, len(statements)) == (200, BUDGETS[path]), statements


@contextmanager
def statements_of(app: Litestar) -> Iterator[list[str]]:
    """What the application sends to its database meanwhile."""
    engine = app.state.database.engine.sync_engine
    statements: list[str] = []

    def note(connection: Connection, cursor: object, statement: str, *_: Any) -> None:
        statements.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    yield statements
    event.remove(engine, "before_cursor_execute", note)
