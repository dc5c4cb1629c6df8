"""Every route, called by bob and by nobody with ann's ids: nothing of hers is revealed, and nothing changed.

The routes are those that the application has; one without a row in CALLS fails.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

import httpx
import pytest
from litestar import Litestar
from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncEngine

from mygymtracker.database.columns import new_id
from mygymtracker.database.engine import build_engine
from mygymtracker.database.entities import Base, LoginSession
from mygymtracker.database.transaction import Database
from tests.api.conftest import PASSWORD
from tests.api.routes import API, SMALL_IMPORT, import_something, routes_of
from tests.conftest import TestDatabase
from tests.factories import Person, train

ANNS_EXERCISE = "The Exercise Only Ann Has"


@dataclass(frozen=True, slots=True)
class Call:
    """How a route is called. `public` ones answer whoever has not signed in, too."""

    public: bool = False
    arguments: Mapping[str, Any] | None = None


CALLS: Final[dict[tuple[str, str], Call]] = {
    ("POST", "/accounts"): Call(public=True, arguments={"json": {"email": "ann@example.org", "password": PASSWORD}}),
    ("GET", "/account"): Call(),
    ("PUT", "/account/password"): Call(arguments={"json": {"password": "x" * 20, "old_password": PASSWORD}}),
    ("GET", "/login-sessions"): Call(),
    ("POST", "/login-sessions"): Call(
        public=True, arguments={"json": {"email": "ann@example.org", "password": "not her password"}}
    ),
    ("POST", "/tokens"): Call(
        public=True, arguments={"json": {"email": "ann@example.org", "password": "not her password"}}
    ),
    ("DELETE", "/login-sessions/{login_session_id}"): Call(),
    ("DELETE", "/login-sessions/current"): Call(),
    ("GET", "/workouts"): Call(),
    ("GET", "/workouts/{workout_id}"): Call(),
    ("GET", "/exercises"): Call(arguments={"params": {"search": ANNS_EXERCISE}}),
    ("GET", "/exercises/{exercise_id}/history"): Call(),
    ("GET", "/exercises/{exercise_id}/progress"): Call(),
    ("POST", "/imports"): Call(arguments=SMALL_IMPORT),
    ("GET", "/imports"): Call(),
    ("GET", "/imports/{import_id}"): Call(),
    ("GET", "/imports/{import_id}/rows"): Call(),
}
WITH_IDS: Final = [route for route in CALLS if "{" in route[1]]


@dataclass(frozen=True, slots=True)
class Anns:
    """What is ann's: the ids that routes take, and all words by which it would be recognised."""

    ids: Mapping[str, UUID]
    words: frozenset[str]


@pytest.fixture
async def superuser(migrated_database: TestDatabase) -> AsyncIterator[AsyncEngine]:
    engine = build_engine(migrated_database.superuser, working_role=None)
    yield engine
    await engine.dispose()


@pytest.fixture
async def anns(database: Database, ann: Person, ann_client: httpx.AsyncClient) -> Anns:
    training = await train(database, ann, exercise_name=ANNS_EXERCISE)
    async with database.acting_as(ann.id) as session:
        login_session = (await session.execute(select(LoginSession.id))).scalar_one()
    ids = {
        "workout_id": training.workout,
        "exercise_id": training.exercise,
        "login_session_id": login_session,
        "import_id": await import_something(ann_client),
    }
    hers = {ann.id, login_session, training.session_exercise, training.set, training.plan, training.plan_exercise}
    return Anns(ids, frozenset({ANNS_EXERCISE, *map(str, hers), *map(str, ids.values())}))


def test_every_route_is_called(app: Litestar) -> None:
    routes = routes_of(app)

    assert routes == set(CALLS), "every route has a row in CALLS: how is it called, with ids of whom?"


@pytest.mark.parametrize("route", CALLS, ids=" ".join)
async def test_bob_learns_and_changes_nothing_of_anns(
    route: tuple[str, str], bob_client: httpx.AsyncClient, anns: Anns, ann: Person, superuser: AsyncEngine
) -> None:
    before = await everything_of(ann, superuser)

    answer = await call(bob_client, route, anns.ids)

    assert answer.status_code < 500
    assert told(answer, anns) == []
    assert await everything_of(ann, superuser) == before


@pytest.mark.parametrize("route", CALLS, ids=" ".join)
async def test_nobody_learns_and_changes_nothing_of_anns(
    route: tuple[str, str], nobody_client: httpx.AsyncClient, anns: Anns, ann: Person, superuser: AsyncEngine
) -> None:
    before = await everything_of(ann, superuser)

    answer = await call(nobody_client, route, anns.ids)

    assert CALLS[route].public or answer.status_code == 401
    assert answer.status_code < 500
    assert told(answer, anns) == []
    assert await everything_of(ann, superuser) == before


@pytest.mark.parametrize("route", WITH_IDS, ids=" ".join)
async def test_what_is_anns_and_what_never_was_get_bob_the_same_answer(
    route: tuple[str, str], bob_client: httpx.AsyncClient, anns: Anns
) -> None:
    unknown = {name: new_id() for name in anns.ids}

    answers = [await call(bob_client, route, ids) for ids in (anns.ids, unknown)]

    assert [answer.status_code for answer in answers] == [404, 404]
    assert answers[0].content == answers[1].content
    assert answers[0].headers == answers[1].headers


@pytest.mark.parametrize("route", WITH_IDS, ids=" ".join)
async def test_the_same_call_does_something_for_ann(
    route: tuple[str, str], ann_client: httpx.AsyncClient, anns: Anns
) -> None:
    answer = await call(ann_client, route, anns.ids)

    assert answer.status_code in (200, 204)


async def call(client: httpx.AsyncClient, route: tuple[str, str], ids: Mapping[str, UUID]) -> httpx.Response:
    method, path = route
    return await client.request(method, API + path.format(**ids), **(CALLS[route].arguments or {}))


def told(answer: httpx.Response, anns: Anns) -> list[str]:
    """What of ann's stands in an answer, its headers included."""
    told = answer.text + "".join(answer.headers.values())
    return sorted(word for word in anns.words if word in told)


async def everything_of(person: Person, superuser: AsyncEngine) -> dict[str, list[str]]:
    """Every row that is this person's, in every table, seen by one whom row security does not bind."""
    rows = {}
    async with superuser.connect() as connection:
        for table in Base.metadata.sorted_tables:
            owner = {"users": "id", "exercises": "owner_id"}.get(table.name, "user_id")
            if owner not in table.columns:
                continue
            found = await connection.execute(
                text(f"SELECT to_jsonb(t)::text FROM {table.name} AS t WHERE t.{owner} = :id ORDER BY 1"),
                {"id": person.id},
            )
            rows[table.name] = list(found.scalars())
    return rows
