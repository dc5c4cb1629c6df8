"""Every situation that an operation can meet is met by a set or by an exercise of a workout, and has its outcome.

The other tests of pushing say more about each, and about other kinds of rows.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

import pytest

from mygymtracker.database.columns import new_id
from mygymtracker.database.forgetting import forget_changes
from mygymtracker.database.row_upgrades import SCHEMA, Dropped
from mygymtracker.database.transaction import Database
from mygymtracker.sync.receipts import Outcome
from mygymtracker.sync.situations import Situation
from tests.api.routes import API
from tests.changes.aging import changed_now
from tests.conftest import TestDatabase
from tests.factories import Person, make_exercise
from tests.sync.pushing import JSON, Logged, Phone, op


@dataclass(frozen=True, slots=True)
class Gym:
    """Ann's two devices, what was logged before both heard of it, and her database."""

    phone: Phone
    tablet: Phone
    logged: Logged
    base: int
    squat: str
    ann: Person
    database: Database
    schema: TestDatabase

    def set(self, action: str = "create", **fields: object) -> JSON:
        return op(action, "set", new_id(), base=self.base, workout_exercise_id=self.logged.exercise, **fields)

    def patch(self, **fields: object) -> JSON:
        return op("patch", "set", self.logged.set, base=self.base, **fields)


@pytest.fixture
async def gym(
    phone: Phone, tablet: Phone, logged: Logged, squat: str, ann: Person, database: Database,
    migrated_database: TestDatabase,
) -> AsyncIterator[Gym]:  # fmt: skip
    with changed_now(Dropped("exercise_sets", SCHEMA, "pulse")):
        yield Gym(phone, tablet, logged, phone.revision, squat, ann, database, migrated_database)


async def processed_before(gym: Gym) -> JSON:
    sent = gym.set(reps=5)
    await gym.phone.push(sent)
    return sent


async def new(gym: Gym) -> JSON:
    return gym.set(reps=5)


async def new_below_trashed(gym: Gym) -> JSON:
    await gym.tablet.push(op("delete", "workout", gym.logged.workout))
    return gym.set(reps=5)


async def new_from_gone(gym: Gym) -> JSON:
    return gym.set(reps=5, continues_set_id=str(new_id()))


async def known_longer_than_log(gym: Gym) -> JSON:
    sent = gym.set(reps=5)
    await gym.phone.push(sent)
    await gym.phone.push(op("patch", "set", sent["row"], base=gym.phone.revision, reps=6))
    await forget_changes(gym.schema.owner, before=datetime.now(UTC))
    return {**sent, "id": str(new_id())}


async def same_fields(gym: Gym) -> JSON:
    return gym.patch(reps=5)


async def other_fields(gym: Gym) -> JSON:
    return gym.patch(reps=6)


async def fields_of_others(gym: Gym) -> JSON:
    await gym.tablet.push(gym.patch(reps=7))
    return gym.patch(reps=6)


async def fields_name_trashed(gym: Gym) -> JSON:
    own = str(await make_exercise(gym.database, gym.ann, "Zercher Squat"))
    await gym.tablet.push(op("delete", "exercise", own))
    return op("patch", "workout_exercise", gym.logged.exercise, base=gym.phone.revision, exercise_id=own)


async def exercise_merged(gym: Gym) -> JSON:
    merged = str(await make_exercise(gym.database, gym.ann, "Sqat"))
    merge = {"exercise_id": merged, "into_exercise_id": gym.squat}
    assert (await gym.phone.client.put(f"{API}/exercise-merges/{new_id()}", json=merge)).status_code == 201
    return op("create", "workout_exercise", new_id(), workout_id=gym.logged.workout, exercise_id=merged)


async def field_dropped(gym: Gym) -> JSON:
    return gym.patch(reps=6, pulse=140)


async def trashed(gym: Gym) -> JSON:
    await gym.tablet.push(op("delete", "set", gym.logged.set))
    return gym.patch(reps=6)


async def there(gym: Gym) -> JSON:
    return op("delete", "set", gym.logged.set, base=gym.base)


async def not_there(gym: Gym) -> JSON:
    return op("delete", "set", new_id(), base=gym.base)


STORIES: Final[dict[Situation, Callable[[Gym], Awaitable[JSON]]]] = {
    Situation[story.__name__.upper()]: story
    for story in (
        processed_before, new, new_below_trashed, new_from_gone, known_longer_than_log, same_fields, other_fields,
        fields_of_others, fields_name_trashed, exercise_merged, field_dropped, trashed, there, not_there,
    )
}  # fmt: skip


def test_every_situation_has_its_story() -> None:
    assert list(STORIES) == list(Situation)


@pytest.mark.parametrize("situation", Situation, ids=lambda each: each.name.lower())
async def test_what_is_met_has_its_outcome(situation: Situation, gym: Gym) -> None:
    sent = await STORIES[situation](gym)

    (receipt,) = await gym.phone.push(sent)

    assert (receipt["outcome"], receipt.get("problem")) == (situation.outcome, None)
    assert sent["action"] in situation.actions
    assert ("restored" in receipt, "lost" in receipt) == (
        situation.outcome is Outcome.RESTORED,
        situation.outcome is Outcome.MERGED,
    )
