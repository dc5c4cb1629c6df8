"""How many statements an answer may take, beside the BEGIN that says who acts and the COMMIT."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Final

import httpx
import pytest
from asyncpg.connection import LoggedQuery
from litestar import Litestar
from sqlalchemy import event

from mygymtracker.database.columns import new_id
from tests.api.calls import CALLS
from tests.api.conftest import Connect
from tests.api.routes import API, routes_of
from tests.api.settled import Town
from tests.conftest import TestDatabase

#: Every GET route: one statement, and these some more.
BUDGETS: Final[dict[str, int]] = {path: 1 for method, path in CALLS if method == "GET"} | {
    "/account/export": 2,  # all in one, through a cursor; one more for every 500 rows
    "/imports/{import_id}": 2,
    "/imports/{import_id}/rows": 2,
    "/changes": 2,
    "/changes/{change}": 3,
}


@pytest.fixture
def migrated_database(town: Town) -> TestDatabase:
    return town.database


def test_every_question_has_a_budget(app: Litestar) -> None:
    assert {path for method, path in routes_of(app) if method == "GET"} == set(BUDGETS)


@pytest.mark.parametrize("path", BUDGETS)
async def test_an_answer_stays_within_its_budget(app: Litestar, connect: Connect, town: Town, path: str) -> None:
    ann_client = await connect(headers=town.people["ann"].headers)
    asked = path.format(**town.belongings["ann"].ids)
    await ann_client.put(f"{API}/workouts/{new_id()}", json={})  # one that runs
    query = await query_of(path, ann_client)
    await ann_client.get(API + asked, params=query)  # what a new connection asks about types is not the route's

    with statements_of(app) as statements:
        answer = await ann_client.get(API + asked, params=query)

    assert (answer.status_code, len(statements)) == (200, BUDGETS[path]), statements


async def query_of(path: str, client: httpx.AsyncClient) -> dict[str, str]:
    """What has to be asked along: devices say which protocol they speak, and where they stand."""
    if not path.startswith("/sync"):
        return {}
    begun = await client.get(f"{API}/sync/bootstrap", params={"schema": "1"})
    return {"schema": "1", "cursor": begun.json()["cursor"]}


@contextmanager
def statements_of(app: Litestar) -> Iterator[list[str]]:
    """What the application sends to its database meanwhile, through SQLAlchemy or by the driver itself."""
    database = app.state.database
    engines = [database.engine.sync_engine, database.heavy_engine.sync_engine]
    statements: list[str] = []

    def by_sqlalchemy(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        statements.append(statement)

    def by_the_driver(query: LoggedQuery) -> None:
        if not query.query.startswith(("BEGIN", "COMMIT")):
            statements.append(query.query)

    def watch(driver: Any, *_: object) -> None:
        driver.driver_connection.add_query_logger(by_the_driver)

    def leave(driver: Any, *_: object) -> None:
        driver.driver_connection.remove_query_logger(by_the_driver)

    listeners: dict[str, Callable[..., Any]] = {
        "before_cursor_execute": by_sqlalchemy,
        "checkout": watch,
        "checkin": leave,
    }
    listening = [(engine, name, listener) for engine in engines for name, listener in listeners.items()]
    for each in listening:
        event.listen(*each)
    yield statements
    for each in listening:
        event.remove(*each)
