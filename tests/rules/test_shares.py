"""Who may work at the same time, of one person's requests, in one process."""

from __future__ import annotations

import asyncio
from typing import Final
from uuid import UUID

import pytest

from mygymtracker.database import shares
from mygymtracker.database.engine import SignIn
from mygymtracker.database.shares import MORE_WAITING, PATIENT, Line, Shares
from mygymtracker.errors import Busy

ANN: Final = UUID(int=1)
BOB: Final = UUID(int=2)


async def test_whoever_waits_gets_a_turn_in_the_order_of_coming() -> None:
    line, order = Line(1), list[int]()

    async def work(number: int) -> None:
        await line.enter()
        order.append(number)
        await asyncio.sleep(0)
        line.leave()

    await asyncio.gather(*(work(number) for number in range(PATIENT + MORE_WAITING)))

    assert order == list(range(PATIENT + MORE_WAITING))
    assert line.is_idle


async def test_while_nothing_moves_two_wait_and_the_others_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shares, "STANDING_STILL", 0.01)
    line = Line(1)
    await line.enter()

    waiting = [asyncio.create_task(line.enter()) for _ in range(PATIENT + 3)]
    refused = await asyncio.gather(*waiting[PATIENT:], return_exceptions=True)

    assert [type(each) for each in refused] == [Busy] * 3
    assert not any(each.done() for each in waiting[:PATIENT])
    line.leave()
    await waiting[0]
    line.leave()
    await waiting[1]
    line.leave()
    assert line.is_idle


async def test_more_than_can_ever_have_their_turn_are_refused_at_once() -> None:
    line = Line(1)
    await line.enter()
    waiting = [asyncio.create_task(line.enter()) for _ in range(PATIENT + MORE_WAITING)]
    await asyncio.sleep(0)

    with pytest.raises(Busy):
        await line.enter()

    for each in waiting:
        each.cancel()
    await asyncio.gather(*waiting, return_exceptions=True)
    line.leave()
    assert line.is_idle


async def test_whoever_goes_away_while_waiting_leaves_the_turn_to_the_next() -> None:
    line = Line(1)
    await line.enter()
    first, second = [asyncio.create_task(line.enter()) for _ in range(2)]
    await asyncio.sleep(0)

    first.cancel()
    line.leave()
    await second

    line.leave()
    assert line.is_idle


async def test_changes_of_one_person_follow_one_another_and_those_of_two_do_not() -> None:
    people = Shares(places=4, heavy_places=2)

    async with (
        people.working(ANN, changes=True, heavy=False),
        people.working(BOB, changes=True, heavy=False),
        people.working(ANN, changes=False, heavy=False),
    ):
        next_one = people.working(ANN, changes=True, heavy=False)
        entering = asyncio.create_task(next_one.__aenter__())
        await asyncio.sleep(0)
        waits = not entering.done()
    await entering
    await next_one.__aexit__(None, None, None)

    assert waits


async def test_a_second_import_of_a_person_is_refused_while_the_first_one_runs() -> None:
    people = Shares(places=4, heavy_places=2)

    async with people.importing(ANN), people.importing(BOB):
        with pytest.raises(Busy, match="Another import of yours is running"):
            async with people.importing(ANN):
                pass
    async with people.importing(ANN):
        pass


async def test_a_cookie_counts_for_itself_until_the_database_took_it() -> None:
    """Whose it says that it is, anybody can write into it."""
    people = Shares(places=4, heavy_places=2)
    forged, own, program = SignIn(UUID(int=3), b"guessed"), SignIn(UUID(int=4), b"own"), SignIn(UUID(int=5), None)

    people.prove(own)

    assert people.whose(ANN, own) == people.whose(ANN, program) == people.whose(ANN, None) == ANN
    assert people.whose(ANN, forged) == forged
