"""Pulling over HTTP, from a place of the log that a test chooses."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

import httpx
import msgspec

from mygymtracker.database.transaction import Database
from mygymtracker.sync.answers import PullAnswer, get_standing
from mygymtracker.sync.cursors import Cursor, Position, encode, end_of
from tests.api.routes import API
from tests.factories import Person

JSON = dict[str, Any]
PULL: Final = f"{API}/sync"
#: Another server's, or this one's before a backup was restored.
OTHER_EPOCH: Final = UUID("6f1c2a53-98d4-4f0e-8a37-0d2c1f5b7e90")


async def beginning(database: Database, person: Person, position: Position | None = None) -> str:
    """The cursor before anything that the person ever changed, or at a place of the log."""
    async with database.acting_as(person.id) as session:
        standing = await get_standing(session)
    return encode(Cursor(standing.epoch, position or end_of(0)))


async def now_of(database: Database, person: Person) -> str:
    """The cursor behind all that the person has changed so far."""
    async with database.acting_as(person.id) as session:
        standing = await get_standing(session)
    return encode(Cursor(standing.epoch, end_of(standing.revision)))


async def pull(client: httpx.AsyncClient, cursor: str, **query: object) -> JSON:
    answer = await client.get(PULL, params={"schema": 1, "cursor": cursor, **query})  # type: ignore[dict-item]  # httpx writes any value
    assert answer.status_code == 200, answer.text
    msgspec.json.decode(answer.content, type=PullAnswer)
    told = answer.json()
    assert isinstance(told, dict)
    return told


async def pull_all(client: httpx.AsyncClient, cursor: str, *, limit: int) -> list[JSON]:
    """Every answer until there is no more."""
    answers = [await pull(client, cursor, limit=limit)]
    while answers[-1]["more"]:
        answers.append(await pull(client, answers[-1]["cursor"], limit=limit))
    return answers


def keys(rows: list[JSON]) -> list[tuple[str, str]]:
    return [(row["kind"], row["id"]) for row in rows]
