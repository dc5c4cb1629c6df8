"""Every route, called by bob and by nobody with ann's ids: nothing of hers is revealed, and nothing changed.

The routes are those that the application has; one without a row in `tests/api/calls.py` fails.
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Final
from uuid import UUID

import httpx
import pytest
from litestar import Litestar
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from mygymtracker.database.columns import new_id
from mygymtracker.database.engine import build_engine
from mygymtracker.database.entities import Base
from tests.api.belongings import Belongings
from tests.api.calls import BRACES, CALLS, filled
from tests.api.conftest import Connect
from tests.api.routes import API, routes_of
from tests.api.settled import Town
from tests.conftest import TestDatabase
from tests.factories import Person

CREATING: Final = [route for route in CALLS if CALLS[route].creates]


def own_id(route: tuple[str, str]) -> str:
    """The name in the path of the id that the sender chooses."""
    return str(BRACES.findall(route[1])[-1])


def in_body(route: tuple[str, str]) -> set[str]:
    return set(BRACES.findall(repr(CALLS[route].arguments)))


def referred_to(route: tuple[str, str]) -> set[str]:
    """Names of the ids that must belong to the sender: in the body, and in the path but for the own id."""
    in_path = BRACES.findall(route[1])
    return set(in_path[:-1] if CALLS[route].creates else in_path) | in_body(route)


WITH_IDS: Final = [route for route in CALLS if "{" in route[1] or in_body(route)]
#: Every id in a body, with the others being the sender's own.
AMONG_OTHERS: Final = [(route, name) for route in CALLS for name in sorted(in_body(route))]


Rows = Callable[[], Awaitable[dict[str, list[str]]]]


@dataclass(frozen=True, slots=True)
class Settled:
    """Somebody who is signed in and has one row of everything."""

    client: httpx.AsyncClient
    ids: Mapping[str, UUID]


@pytest.fixture
def migrated_database(town: Town) -> TestDatabase:
    return town.database


@pytest.fixture
def anns(town: Town) -> Belongings:
    return town.belongings["ann"]


@pytest.fixture
async def anns_rows(town: Town) -> AsyncIterator[Rows]:
    """Every row that is ann's, by table, as it is when asked."""
    superuser = build_engine(town.database.superuser, working_role=None)
    yield partial(everything_of, town.people["ann"].person, superuser)
    await superuser.dispose()


@pytest.fixture
async def ann_client(connect: Connect, town: Town) -> httpx.AsyncClient:
    return await connect(headers=town.people["ann"].headers)


@pytest.fixture
async def bob_client(connect: Connect, town: Town) -> httpx.AsyncClient:
    return await connect(headers=town.people["bob"].headers)


@pytest.fixture
async def carl_client(connect: Connect, town: Town) -> httpx.AsyncClient:
    """Of one who is in everything like bob, but never heard of ann's ids."""
    return await connect(headers=town.people["carl"].headers)


@pytest.fixture
async def bob_settled(connect: Connect, town: Town) -> Settled:
    return await settled("bob_settled", connect, town)


@pytest.fixture
async def carl_settled(connect: Connect, town: Town) -> Settled:
    return await settled("carl_settled", connect, town)


async def settled(name: str, connect: Connect, town: Town) -> Settled:
    return Settled(await connect(headers=town.people[name].headers), town.belongings[name].ids)


def test_every_route_is_called(app: Litestar) -> None:
    routes = routes_of(app)

    assert routes == set(CALLS), "every route has a row in CALLS: how is it called, with ids of whom?"


@pytest.mark.parametrize("route", CALLS, ids=" ".join)
async def test_bob_learns_and_changes_nothing_of_anns(
    route: tuple[str, str], bob_client: httpx.AsyncClient, anns: Belongings, anns_rows: Rows
) -> None:
    before = await anns_rows()

    answer = await call(bob_client, route, anns.ids)

    assert answer.status_code < 500, answer.text
    assert told(answer, anns, route) == []
    assert await anns_rows() == before


@pytest.mark.parametrize("route", CALLS, ids=" ".join)
async def test_nobody_learns_and_changes_nothing_of_anns(
    route: tuple[str, str], nobody_client: httpx.AsyncClient, anns: Belongings, anns_rows: Rows
) -> None:
    before = await anns_rows()

    answer = await call(nobody_client, route, anns.ids)

    assert CALLS[route].public or answer.status_code == 401
    assert answer.status_code < 500, answer.text
    assert told(answer, anns, route) == []
    assert await anns_rows() == before


@pytest.mark.parametrize("route", WITH_IDS, ids=" ".join)
async def test_what_is_anns_and_what_never_was_get_the_same_answer(
    route: tuple[str, str], bob_client: httpx.AsyncClient, carl_client: httpx.AsyncClient, anns: Belongings
) -> None:
    unknown = {name: new_id() for name in anns.ids}

    hers, nobodys = await call(bob_client, route, anns.ids), await call(carl_client, route, unknown)

    assert hers.status_code in statuses_of_unknown(route), hers.text
    assert comparable(hers) == comparable(nobodys)


@pytest.mark.parametrize("route", CREATING, ids=" ".join)
async def test_an_id_of_anns_is_as_free_to_bob_as_any_other(
    route: tuple[str, str], bob_settled: Settled, carl_settled: Settled, anns: Belongings, anns_rows: Rows
) -> None:
    before = await anns_rows()

    hers = await call(bob_settled.client, route, bob_settled.ids, own=anns.ids[own_id(route)])
    nobodys = await call(carl_settled.client, route, carl_settled.ids, own=new_id())

    assert hers.status_code == 201, hers.text
    assert comparable(hers) == comparable(nobodys)
    assert told(hers, anns, route) == []
    assert await anns_rows() == before


@pytest.mark.parametrize(
    ("route", "name"), AMONG_OTHERS, ids=lambda part: part if isinstance(part, str) else " ".join(part)
)
async def test_one_id_of_anns_in_a_body_gets_bob_what_an_unknown_one_gets(
    route: tuple[str, str], name: str, bob_settled: Settled, carl_settled: Settled, anns: Belongings
) -> None:
    fresh = new_id() if CALLS[route].creates else None

    hers = await call(bob_settled.client, route, {**bob_settled.ids, name: anns.ids[name]}, own=fresh)
    nobodys = await call(carl_settled.client, route, {**carl_settled.ids, name: new_id()}, own=fresh)

    assert hers.status_code in (404, 409, 422), hers.text
    assert comparable(hers) == comparable(nobodys)
    assert told(hers, anns, route) == []


@pytest.mark.parametrize("route", WITH_IDS, ids=" ".join)
async def test_the_same_call_does_something_for_ann(
    route: tuple[str, str], ann_client: httpx.AsyncClient, anns: Belongings
) -> None:
    fresh = new_id() if CALLS[route].creates else None

    answer = await call(ann_client, route, anns.ids, own=fresh)
    again = await call(ann_client, route, anns.ids, own=fresh)

    if fresh:
        assert (answer.status_code, again.status_code) == (201, 200), answer.text + again.text
    else:
        assert answer.status_code in (200, 201, 204), answer.text


async def call(
    client: httpx.AsyncClient, route: tuple[str, str], ids: Mapping[str, UUID], *, own: UUID | None = None
) -> httpx.Response:
    """Calls with these ids; with `own` as the id that the sender chooses."""
    method, path = route
    aliases = CALLS[route].aliases
    in_path = {name: ids[aliases.get(name, name)] for name in BRACES.findall(path)}
    if own is not None:
        in_path[own_id(route)] = own
    arguments = filled(CALLS[route].arguments or {}, ids)
    return await client.request(method, API + filled(path, in_path), **arguments)


def statuses_of_unknown(route: tuple[str, str]) -> tuple[int, ...]:
    """What a call with ids of nobody's gets: nothing is there, a field is wrong, or it makes something new."""
    if not referred_to(route):
        return (201,)
    return (404, 422) if in_body(route) else (404,)


def told(answer: httpx.Response, anns: Belongings, route: tuple[str, str]) -> list[str]:
    """What of ann's stands in an answer, its headers included, and was not sent by the caller to be kept."""
    sent = in_body(route) | ({own_id(route)} if CALLS[route].creates else set())
    words = anns.words - {str(anns.ids[name]) for name in sent}
    told = answer.text + "".join(answer.headers.values())
    return sorted(word for word in words if word in told)


#: What differs between two answers that say the same: ids, versions, the time, and who it is.
DIFFERING: Final = re.compile(
    r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|(?<=\"version\":)\d+|\d{4}-\d\d-\d\dT[\d:.]+Z|(?<=Only )\w+(?= Has)"
)


def comparable(answer: httpx.Response) -> tuple[int, str, dict[str, str]]:
    """An answer without what is its own."""
    headers = {name: value for name, value in answer.headers.items() if name not in ("etag", "content-length")}
    return answer.status_code, DIFFERING.sub("…", answer.text), headers


async def everything_of(person: Person, superuser: AsyncEngine) -> dict[str, list[str]]:
    """Every row that is this person's, in every table, seen by one whom row security does not bind.

    With its version, so that a change of nothing is one, too.
    """
    rows = {}
    async with superuser.connect() as connection:
        for table in Base.metadata.sorted_tables:
            owner = {"users": "id", "exercises": "owner_id"}.get(table.name, "user_id")
            # that somebody tried her password is noted, for her alone to see
            if owner not in table.columns or table.name == "sign_in_events":
                continue
            found = await connection.execute(
                text(
                    f"SELECT xmin || ' ' || to_jsonb(t)::text FROM {table.name} AS t WHERE t.{owner} = :id ORDER BY 1"
                ),
                {"id": person.id},
            )
            rows[table.name] = list(found.scalars())
    return rows
