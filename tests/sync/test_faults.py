"""Whatever happens to devices and networks: in the end all show the same, and nothing that was typed is lost."""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import httpx
import pytest
from hypothesis import HealthCheck, given, note, settings
from hypothesis import strategies as st
from litestar import Litestar
from sqlalchemy import select, text

from mygymtracker.database.entities import ChangeCounter, Through
from mygymtracker.database.transaction import Database
from tests.api.conftest import program_of
from tests.conftest import TestDatabase
from tests.factories import sign_up
from tests.mortal import MortalServer
from tests.sync.faults import Fault
from tests.sync.world import Step, World

#: How often people do what; syncing is drawn apart from it.
WHAT: Final = (
    *("log_set",) * 8,
    *("edit_set",) * 6,
    *("delete_set",) * 2,
    *("start_workout", "start_planned", "edit_workout", "finish_workout") * 2,
    *("delete_workout", "add_exercise", "add_exercise", "edit_exercise", "remove_exercise"),
    *("measure", "edit_measurement", "delete_measurement", "invent", "rename", "forget"),
    *("plan", "plan_exercise", "edit_plan", "delete_plan", "restart", "meet"),
)
#: So that there is something to get in the way of.
BEGINNING: Final = [Step(0, what) for what in ("invent", "start_workout", "add_exercise", "log_set", "sync")]
_numbers: Final = count(1)
MEMORY: Final = Path("/dev/shm")  # noqa: S108 — a directory of our own is made inside

DEVICES = st.integers(0, 4)
EDITS = st.builds(Step, DEVICES, st.sampled_from(WHAT), st.integers(0, 60))
SYNCS = st.builds(Step, DEVICES, st.just("sync"), st.just(0), st.sampled_from(Fault), st.integers(0, 3))
STEPS = st.lists(EDITS | EDITS | SYNCS, min_size=30, max_size=60)
CLOCKS = st.lists(st.sampled_from([0, -400, -1, 2, 30]), min_size=2, max_size=5)


@asynccontextmanager
async def a_world(
    database: Database, network: Callable[[], httpx.AsyncBaseTransport], clocks: list[int]
) -> AsyncIterator[World]:
    """Of a person of its own, whose devices have all heard of one set."""
    person = await sign_up(database, f"person{next(_numbers)}@example.org")
    with TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as home:
        world = World(person, Path(home), network)
        await world.begin(await program_of(database, person), clocks)
        for step in BEGINNING + [Step(number, "sync") for number in range(len(clocks))]:
            await world.do(step)
        yield world
        await world.end()


@settings(
    max_examples=25,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)
@given(clocks=CLOCKS, steps=STEPS)
async def test_nothing_is_lost_and_all_devices_come_to_show_the_same(
    app: Litestar, database: Database, clocks: list[int], steps: list[Step]
) -> None:
    async with a_world(database, lambda: httpx.ASGITransport(app), clocks) as world:  # type: ignore[arg-type]
        for step in steps:
            await world.do(step)
        problems = await world.problems(database)
        note("\n".join(world.story))

    assert "\n".join(problems) == ""


# ------------------------------------------------------------------------------------------------- a server that dies


WAITING: Final = text(
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
)


@pytest.fixture
def mortal_server(migrated_database: TestDatabase, tmp_path: Path) -> Iterator[MortalServer]:
    made = MortalServer(migrated_database, tmp_path)
    yield made
    made.close()


async def until(condition: Callable[[], Awaitable[bool]]) -> None:
    async with asyncio.timeout(30):
        while not await condition():  # noqa: ASYNC110 — the database tells nobody
            await asyncio.sleep(0.002)


async def kill_before_commit(server: MortalServer, database: Database, world: World, step: Step) -> None:
    """While the push waits for another writer of the same person, it cannot be done yet."""

    async def waits() -> bool:
        async with database.acting_as_nobody() as session:
            return bool((await session.execute(WAITING)).scalar_one()) or syncing.done()

    async with database.acting_as(world.person.id, through=Through.API):
        syncing = asyncio.create_task(world.do(step))
        await until(waits)
        server.kill()
    await syncing


async def kill_after_commit(server: MortalServer, database: Database, world: World, step: Step) -> None:
    """As soon as the push is done; its answer may be on its way, or not."""

    async def revision() -> int:
        async with database.acting_as(world.person.id, read_only=True) as session:
            return (await session.execute(select(ChangeCounter.revision))).scalar_one()

    async def is_done() -> bool:
        return await revision() > before or syncing.done()

    before = await revision()
    syncing = asyncio.create_task(world.do(step))
    await until(is_done)
    server.kill()
    await syncing


async def kill_between(server: MortalServer, _database: Database, world: World, step: Step) -> None:
    server.kill()
    server.start()
    await world.do(step)
    server.kill()


@pytest.mark.parametrize("seed", [1, 2, 3])
async def test_a_server_that_is_killed_again_and_again_loses_nothing(
    mortal_server: MortalServer, database: Database, seed: int
) -> None:
    chance = random.Random(seed)  # noqa: S311 — the same in every run
    address = httpx.URL(mortal_server.address)

    class Wire(httpx.AsyncHTTPTransport):
        async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
            request.url = request.url.copy_with(host=address.host, port=address.port)
            return await super().handle_async_request(request)

    async with a_world(database, Wire, [0, -400, 30]) as world:
        for kill in chance.sample((kill_before_commit, kill_after_commit, kill_between), 3):
            for _ in range(12):
                await world.do(Step(chance.randrange(3), chance.choice(WHAT), chance.randrange(60)))
            await kill(mortal_server, database, world, Step(chance.randrange(3), "sync"))
            mortal_server.start()
        problems = await world.problems(database)

    assert "\n".join(problems) == "", "\n".join(world.story)
