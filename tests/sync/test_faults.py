"""Whatever happens to devices and networks: in the end all show the same, and nothing that was typed is lost."""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from itertools import count
from pathlib import Path
from typing import Final

import httpx
import pytest
from hypothesis import HealthCheck, Phase, given, note, settings
from hypothesis import strategies as st
from sqlalchemy import select, text

from mygymtracker.database.entities import ChangeCounter, Through
from mygymtracker.database.transaction import Database
from tests.api.conftest import program_of
from tests.conftest import TestDatabase
from tests.factories import sign_up
from tests.mortal import MortalServer
from tests.sync.backups import Backup
from tests.sync.devices import Machine
from tests.sync.faults import Fault
from tests.sync.pockets import line_of
from tests.sync.world import Step, World

#: How often people do what; syncing is drawn apart from it.
WHAT: Final = (
    *("log_set",) * 8,
    *("edit_set",) * 6,
    *("delete_set", "drop") * 2,
    *("start_workout", "start_planned", "edit_workout", "finish_workout") * 2,
    *("delete_workout", "merge_workouts", "start_like", "add_exercise", "add_exercise"),
    *("edit_exercise", "turn_round", "remove_exercise", "edit_profile"),
    *("measure", "edit_measurement", "delete_measurement", "invent", "rename", "forget", "archive"),
    *("plan", "plan_exercise", "plan_exercise", "edit_plan", "edit_plan", "delete_plan"),
    *("restart", "reload", "tabs", "jump", "try_again", "meet", "undo", "merge_exercises"),
)
#: So that there is something to get in the way of.
BEGINNING: Final = [
    Step(0, what)
    for what in ("invent", "start_workout", "add_exercise", "log_set", "plan", "plan_exercise", "invent", "sync")
]
_numbers: Final = count(1)

DEVICES = st.integers(0, 4)
EDITS = st.builds(Step, DEVICES, st.sampled_from(WHAT), st.integers(0, 60))
SYNCS = st.builds(Step, DEVICES, st.just("sync"), st.integers(0, 1), st.sampled_from(Fault), st.integers(0, 3))
KILLS = st.builds(Step, DEVICES, st.just("sync"), st.integers(0, 1), st.just(Fault.KILLED), st.integers(0, 20))
STEPS = st.lists(EDITS | EDITS | EDITS | EDITS | SYNCS | SYNCS | KILLS, min_size=30, max_size=60)
CLOCKS = st.lists(st.sampled_from([0, -400, -1, 2, 30]), min_size=2, max_size=4)


@asynccontextmanager
async def a_world(database: Database, machine: Machine, address: str, clocks: list[int]) -> AsyncIterator[World]:
    """Of a person of its own, whose devices have all heard of one set."""
    person = await sign_up(database, f"person{next(_numbers)}@example.org")
    headers = await program_of(database, person)
    async with httpx.AsyncClient(base_url=address, headers=headers, timeout=60) as http:
        await is_up(http)
        world = World(person, machine, await line_of(database, person, address), http)
        await world.begin(clocks)
        for step in BEGINNING + [Step(number, "sync") for number in range(len(clocks))]:
            await world.do(step)
        yield world
        await world.end()


async def is_up(http: httpx.AsyncClient) -> None:
    """Devices wait less long than a server may need to start beside others."""
    (await http.get("/health/live")).raise_for_status()


@settings(
    max_examples=25,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.generate],  # to make a story of a hundred requests smaller takes minutes
)
@given(clocks=CLOCKS, steps=STEPS)
async def test_nothing_is_lost_and_all_devices_come_to_show_the_same(
    served: str, machine: Machine, database: Database, clocks: list[int], steps: list[Step]
) -> None:
    async with a_world(database, machine, served, clocks) as world:
        for step in steps:
            await world.do(step)
        problems = await world.problems(database)
        note("\n".join(world.story))

    assert "\n".join(problems) == ""


@pytest.mark.parametrize("seed", [1, 2, 3, 4])
async def test_what_was_done_since_a_backup_that_is_restored_is_said_again(
    served: str, machine: Machine, database: Database, migrated_database: TestDatabase, seed: int
) -> None:
    """Corrections and deletions since, on devices that have heard of them and on such that have not."""
    chance = random.Random(seed)  # noqa: S311 — the same in every run

    async def go_on(world: World, steps: int) -> None:
        for _ in range(steps):
            what = chance.choice((*WHAT, *("sync",) * 10))
            await world.do(Step(chance.randrange(3), what, chance.randrange(60)))

    async with a_world(database, machine, served, [0, -1, 30]) as world:
        backup = Backup(migrated_database.superuser)
        await go_on(world, 25)
        await backup.take()
        await go_on(world, 40)
        await world.lose_the_log()
        await backup.restore()
        await go_on(world, 15)
        problems = await world.problems(database)

    assert "\n".join(problems) == "", "\n".join(world.story)


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

    async with database.acting_as(world.account.id, through=Through.API):
        syncing = asyncio.create_task(world.do(step))
        await until(waits)
        server.kill()
    await syncing


async def kill_after_commit(server: MortalServer, database: Database, world: World, step: Step) -> None:
    """As soon as the push is done; its answer may be on its way, or not."""

    async def revision() -> int:
        async with database.acting_as(world.account.id, read_only=True) as session:
            return (await session.execute(select(ChangeCounter.revision))).scalar_one()

    async def is_done() -> bool:
        return await revision() > before or syncing.done()

    before = await revision()
    syncing = asyncio.create_task(world.do(step))
    await until(is_done)
    server.kill()
    await syncing


async def kill_between(server: MortalServer, _database: Database, world: World, step: Step) -> None:
    """It was killed before the sync, too."""
    await world.do(step)
    server.kill()


@pytest.mark.parametrize("seed", [1, 2, 3])
async def test_a_server_that_is_killed_again_and_again_loses_nothing(
    mortal_server: MortalServer, machine: Machine, database: Database, seed: int
) -> None:
    chance = random.Random(seed)  # noqa: S311 — the same in every run
    offline = [what for what in WHAT if what not in ("undo", "merge_exercises")]

    async with a_world(database, machine, mortal_server.address, [0, -400, 30]) as world:
        for kill in chance.sample((kill_before_commit, kill_after_commit, kill_between), 3):
            for _ in range(12):
                await world.do(Step(chance.randrange(3), chance.choice(offline), chance.randrange(60)))
            await kill(mortal_server, database, world, Step(chance.randrange(3), "sync"))
            mortal_server.start()
            await is_up(world.http)
        problems = await world.problems(database)

    assert "\n".join(problems) == "", "\n".join(world.story)
