"""Sending operations as a device would, with no more words than a test needs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

import httpx
from asyncpg.connection import LoggedQuery
from litestar import Litestar
from sqlalchemy import event, select

from mygymtracker.database.columns import new_id
from mygymtracker.database.entities import Change, ChangedRow
from mygymtracker.database.transaction import Database
from tests.api.routes import API
from tests.factories import Person

JSON = dict[str, Any]
STARTED = "2026-03-02T18:00:00Z"


def op(action: str, kind: str, row: UUID | str, *, base: int = 0, **fields: object) -> JSON:
    return {"id": str(new_id()), "action": action, "kind": kind, "row": str(row), "base": base, "fields": fields}


def outcomes(receipts: Sequence[JSON]) -> list[str]:
    return [receipt["outcome"] for receipt in receipts]


@dataclass
class Phone:
    """A device. `revision` is that of the newest answer it had."""

    client: httpx.AsyncClient
    name: str
    epoch: str
    revision: int = 0

    @classmethod
    async def of(cls, client: httpx.AsyncClient, name: str) -> Phone:
        begun = await client.get(f"{API}/sync/bootstrap", params={"schema": 1})
        assert begun.status_code == 200, begun.text
        return cls(client, name, begun.json()["epoch"], begun.json()["revision"])

    def body(self, *operations: JSON) -> JSON:
        return {"schema": 1, "epoch": self.epoch, "device": self.name, "operations": operations}

    async def push(self, *operations: JSON) -> list[JSON]:
        answer = await self.client.post(f"{API}/sync", json=self.body(*operations))
        assert answer.status_code == 200, answer.text
        self.revision = answer.json()["revision"]
        receipts: list[JSON] = answer.json()["receipts"]
        assert [each["id"] for each in receipts] == [each["id"] for each in operations]
        return receipts

    async def row(self, kind: str, row_id: str) -> JSON:
        """As an operation that does nothing is answered."""
        (receipt,) = await self.push(op("patch", kind, row_id))
        row: JSON = receipt["row"]
        return row


async def kept_of(database: Database, person: Person, row_id: str) -> JSON:
    """What a deleted row was, as the log holds it."""
    asked = (
        select(ChangedRow.before)
        .where(ChangedRow.row_id == UUID(row_id))
        .order_by(ChangedRow.revision.desc(), ChangedRow.part.desc(), ChangedRow.ordinal.desc())
        .limit(1)
    )
    async with database.acting_as(person.id, read_only=True) as session:
        return dict((await session.execute(asked)).scalar_one() or {})


async def changes_of(database: Database, person: Person) -> list[tuple[int, str, str | None, str]]:
    """Part, through, device and operation of all changes."""
    asked = select(Change.part, Change.through, Change.device, Change.operation_id)
    async with database.acting_as(person.id, read_only=True) as session:
        found = await session.execute(asked.order_by(Change.revision, Change.part))
        return [(part, through.value, device, str(operation_id)) for part, through, device, operation_id in found]


@dataclass(frozen=True, slots=True)
class Logged:
    """A workout with one exercise and one set."""

    workout: str
    exercise: str
    set: str


@contextmanager
def sent_to(app: Litestar) -> Iterator[list[str]]:
    """Every message to the database, in order."""
    sent: list[str] = []
    logging = partial(_log, sent)
    engine = app.state.database.engine.sync_engine
    event.listen(engine, "checkout", logging)
    yield sent
    event.remove(engine, "checkout", logging)


def _log(sent: list[str], dbapi: Any, *_: object) -> None:
    driver = dbapi.driver_connection

    def note(query: LoggedQuery) -> None:
        sent.append(query.query)

    driver.add_query_logger(note)
