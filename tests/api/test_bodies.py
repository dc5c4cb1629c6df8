"""Bodies: who may send one before any of it is taken, and what of it is refused as 400."""

from __future__ import annotations

from collections.abc import AsyncIterator

import httpx
import pytest
from sqlalchemy import delete

from mygymtracker.api.bodies import DEEPEST, MOST_UNCHECKED
from mygymtracker.database.entities import LoginSession
from mygymtracker.database.transaction import Database
from tests.api.conformance.conftest import served
from tests.api.conftest import Connect, browser_of, program_of
from tests.factories import Person

__all__ = ["served"]  # a fixture

PLAN = "/api/v1/plans/0193a5c1-7c00-7000-8000-000000000001"
JSON = {"Content-Type": "application/json"}
OPEN_AND_NOT = [("POST", "/api/v1/tokens"), ("PUT", PLAN), ("POST", "/api/v1/sync"), ("DELETE", PLAN)]


class Untaken:
    """A body that notices whether any of it is taken."""

    def __init__(self) -> None:
        self.taken = 0

    async def __aiter__(self) -> AsyncIterator[bytes]:
        while True:
            self.taken += 1
            yield bytes(1000)


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/api/v1/sync"),
        ("POST", "/api/v1/imports"),
        ("PUT", PLAN),
        ("DELETE", PLAN),
        ("PATCH", "/api/v1/account"),
    ],
)
async def test_nothing_is_taken_of_a_body_without_a_sign_in(connect: Connect, method: str, path: str) -> None:
    body = Untaken()

    answer = await (await connect()).request(method, path, content=body, headers=JSON)

    assert (answer.status_code, body.taken) == (401, 0)


@pytest.mark.parametrize("headers", [{}, {"Content-Length": str(MOST_UNCHECKED + 1)}])
async def test_nothing_is_taken_of_a_large_body_whose_sign_in_has_ended(
    connect: Connect, database: Database, ann: Person, headers: dict[str, str]
) -> None:
    program, cookies = await program_of(database, ann), await browser_of(database, ann)
    async with database.acting_as(ann.id) as session:
        await session.execute(delete(LoginSession))
    clients = [
        await connect(headers=program | JSON | headers),
        await connect(headers={"Origin": "http://localhost:3000"} | JSON | headers, cookies=cookies),
    ]

    for client in clients:
        body = Untaken()
        answer = await client.post("/api/v1/sync", content=body)
        assert (answer.status_code, body.taken) == (401, 0)


async def test_a_body_that_is_too_large_is_told_how_large_it_may_be(ann_client: httpx.AsyncClient) -> None:
    by_length = await ann_client.put(PLAN, content=bytes(2_000_000), headers=JSON)
    streamed = await ann_client.put(PLAN, content=Untaken(), headers=JSON)
    sign_in = await ann_client.post("/api/v1/tokens", content=bytes(70_000), headers=JSON)

    assert [answer.status_code for answer in (by_length, streamed, sign_in)] == [413, 413, 413]
    assert by_length.json()["detail"] == "A body may have at most 1048576 bytes here. This one has 2000000."
    assert streamed.json()["detail"] == "A body may have at most 1048576 bytes here."
    assert sign_in.json()["detail"] == "A body may have at most 65536 bytes here. This one has 70000."


@pytest.mark.parametrize(("method", "path"), OPEN_AND_NOT)
@pytest.mark.parametrize(
    "body",
    [
        b"[" * 3000, b'{"a":' * 60_000, b"[" * 3000 + b"]" * 3000, b'{"a":' * 40 + b"1" + b"}" * 40,
        b'{"email":"\xff"}', b"\xff\xfe", b'{"email":"\\ud800"}', b"{", b"nul", b"\x00", b'{"a":1e999999}',
    ],
)  # fmt: skip
async def test_no_json_is_a_mistake_of_ours(ann_client: httpx.AsyncClient, method: str, path: str, body: bytes) -> None:
    answer = await ann_client.request(method, path, content=body, headers=JSON)

    assert answer.status_code in (400, 413, 422)
    assert answer.headers["content-type"] == "application/problem+json"


async def test_json_that_is_too_deep_says_how_deep_it_may_be(nobody_client: httpx.AsyncClient) -> None:
    answers = [
        await nobody_client.post(
            "/api/v1/tokens", content=b'{"email":' + b"[" * depth + b"]" * depth + b"}", headers=JSON
        )
        for depth in (DEEPEST - 1, DEEPEST, 5000)
    ]

    assert [answer.status_code for answer in answers] == [422, 400, 400]
    assert answers[1].json()["detail"] == answers[2].json()["detail"]
    assert answers[1].json()["detail"] == f"The body is JSON that is nested deeper than {DEEPEST} levels."


async def test_a_token_whose_header_is_deep_json_is_not_ours(nobody_client: httpx.AsyncClient) -> None:
    deep = "W1tb" * 240

    answer = await nobody_client.get("/api/v1/account", headers={"Authorization": f"Bearer {deep}.e30.aaaa"})

    assert answer.status_code == 401


@pytest.mark.parametrize("field", ["exercises", "exercise_units", "set_types"])
async def test_deep_json_in_a_form_names_its_field(ann_client: httpx.AsyncClient, field: str) -> None:
    answer = await ann_client.post(
        "/api/v1/imports", files={"file": ("strong.csv", b"Date")}, data={field: '{"a":' * 50_000}
    )

    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, field)
