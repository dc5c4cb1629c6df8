"""What one person may do at the same time, and how much is hashed, however many workers there are."""

from __future__ import annotations

import asyncio
import multiprocessing
from collections.abc import Callable, Iterator
from contextlib import AbstractAsyncContextManager, AsyncExitStack, contextmanager
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Final
from uuid import UUID

import argon2
import pytest

from mygymtracker.accounts.passwords import THREADS, PasswordHasher
from mygymtracker.database import shares
from mygymtracker.database.process_locks import ProcessLocks
from mygymtracker.database.shares import HEAVY_WORK, LARGE_BODIES, Shares
from mygymtracker.errors import Busy

ANN: Final = UUID(int=1)
BOB: Final = UUID(int=2)
WORKERS: Final = 4
FORKS: Final = multiprocessing.get_context("fork")
#: Within which a worker that is not held back would be at work.
SOON: Final = 0.3

Way = Callable[[Shares, UUID], AbstractAsyncContextManager[None]]
Worker = Callable[[Connection, ProcessLocks], None]

WAYS: Final[dict[str, tuple[Way, int]]] = {
    "large body": (lambda people, whose: people.large_body(whose), LARGE_BODIES),
    "heavy work": (lambda people, whose: people.working(whose, changes=False, heavy=True), HEAVY_WORK),
    "import": (lambda people, whose: people.importing(whose), 1),
}


@pytest.fixture
def locks() -> Iterator[ProcessLocks]:
    made = ProcessLocks()
    yield made
    made.close()


@contextmanager
def workers(count: int, work: Worker, locks: ProcessLocks) -> Iterator[dict[Connection, BaseProcess]]:
    """Forks that do it, by their end of a pipe."""
    forks = dict[Connection, BaseProcess]()
    for _ in range(count):
        ours, theirs = FORKS.Pipe()
        fork = FORKS.Process(target=work, args=(theirs, locks))
        fork.start()
        theirs.close()
        forks[ours] = fork
    try:
        yield forks
    finally:
        for each in forks.values():
            each.kill()
            each.join()


def taking(way: Way, whose: UUID) -> Worker:
    """A worker that takes as much as it gets, says how much that was, and keeps it."""

    async def take(pipe: Connection, locks: ProcessLocks) -> None:
        people = Shares(places=7, heavy_places=3, locks=locks)
        async with AsyncExitStack() as taken:
            count = 0
            try:
                while True:
                    await taken.enter_async_context(way(people, whose))
                    count += 1
            except Busy:
                pipe.send(count)
            pipe.recv()

    return lambda pipe, locks: asyncio.run(take(pipe, locks))


@pytest.mark.parametrize("name", WAYS)
def test_what_one_person_may_do_at_a_time_does_not_grow_with_the_workers(
    name: str, locks: ProcessLocks, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shares, "PATIENCE", 0.1)
    way, most = WAYS[name]

    with workers(WORKERS, taking(way, ANN), locks) as forks:
        taken = {pipe: pipe.recv() for pipe in forks}
        holding = next(pipe for pipe, count in taken.items() if count)
        with workers(1, taking(way, BOB), locks) as others:
            (of_another,) = [pipe.recv() for pipe in others]
        forks[holding].kill()
        forks[holding].join()
        with workers(1, taking(way, ANN), locks) as others:
            (after_its_end,) = [pipe.recv() for pipe in others]

    assert sum(taken.values()) == most
    assert of_another == most
    assert after_its_end == taken[holding]


def test_whoever_waits_for_another_worker_gets_the_turn_when_that_is_done(locks: ProcessLocks) -> None:
    way, most = WAYS["heavy work"]

    async def work(pipe: Connection) -> None:
        people = Shares(places=7, heavy_places=1, locks=locks)
        async with way(people, ANN):
            pipe.send(True)
            await asyncio.to_thread(pipe.recv)

    with workers(most + 1, lambda pipe, _: asyncio.run(work(pipe)), locks) as forks:
        at_work = set[object]()
        while len(at_work) < most:
            at_work |= set(wait(list(forks)))
        waiting = next(pipe for pipe in forks if pipe not in at_work)
        waits = not waiting.poll(SOON)
        next(pipe for pipe in forks if pipe in at_work).send("done")

        assert (waits, waiting.recv()) == (True, True)


def test_no_more_passwords_are_hashed_at_a_time_than_in_one_process(locks: ProcessLocks) -> None:
    def hash_one(pipe: Connection, locks: ProcessLocks) -> None:
        hasher = PasswordHasher(workers=WORKERS, locks=locks)

        def hash_slowly(*_: object) -> str:
            pipe.send("begins")
            return str(pipe.recv())

        setattr(argon2.PasswordHasher, "hash", hash_slowly)  # noqa: B010 — of this process alone
        asyncio.run(hasher.hash("correct horse battery staple"))
        pipe.send("ended")

    at_work, most, done = set[object](), 0, 0
    with workers(WORKERS, hash_one, locks) as forks:
        while done < WORKERS:
            while ready := wait(list(forks), SOON if at_work else None):
                for pipe in ready:
                    assert isinstance(pipe, Connection)
                    if pipe.recv() == "begins":
                        at_work.add(pipe)
                        most = max(most, len(at_work))
                    else:
                        forks.pop(pipe).join()
                        done += 1
                if not forks:
                    break
            for pipe in [each for each in at_work if isinstance(each, Connection)][:1]:
                at_work.discard(pipe)
                pipe.send("a hash")

    assert (most, done) == (THREADS, WORKERS)
