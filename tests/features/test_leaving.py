"""Leaving: everything goes, in whatever order the keys demand, and nothing of anyone else's."""

from __future__ import annotations

import asyncio
from collections import Counter
from uuid import UUID

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError

from mygymtracker.accounts import leaving
from mygymtracker.accounts.passwords import PasswordHasher
from mygymtracker.database.columns import new_id
from mygymtracker.database.engine import SignIn, build_engine
from mygymtracker.database.entities import BodyMeasurement, BodyPart, BodyUnit, WorkoutSession
from mygymtracker.database.transaction import Database
from mygymtracker.errors import Conflict, Invalid, NotFound, NotSignedIn
from tests.conftest import TestDatabase
from tests.factories import MONDAY, Person, train
from tests.features.accounts import PASSWORD, give_account, sign_in
from tests.features.belongings import settle_in
from tests.isolation.matrix import ENTITIES, LOG, OWNED, owner_column


async def rows_of(test_database: TestDatabase, user_id: UUID | None) -> Counter[str]:
    """How many rows of each table are this person's (None: nobody's), seen by one whom row security does not bind."""
    engine = build_engine(test_database.superuser, working_role=None)
    counted: Counter[str] = Counter()
    async with engine.connect() as connection:
        for table in OWNED + LOG:
            condition = f"{owner_column(table)} IS NOT DISTINCT FROM CAST(:user_id AS uuid)"
            query = text(f"SELECT count(*) FROM {table.name} WHERE {condition}")
            counted[table.name] = (await connection.execute(query, {"user_id": user_id})).scalar_one()
    await engine.dispose()
    return +counted


async def measure(database: Database, user_id: UUID) -> None:
    async with database.acting_as(user_id) as session:
        session.add(
            BodyMeasurement(user_id=user_id, part=BodyPart.BODY_WEIGHT, amount=80, unit=BodyUnit.KG, measured_at=MONDAY)
        )


def test_everything_that_is_owned_is_removed() -> None:
    assert set(leaving.OWNED) == {ENTITIES[table.name] for table in OWNED}


async def test_whoever_leaves_leaves_nothing_and_others_keep_everything(
    database: Database, migrated_database: TestDatabase, catalogue: None
) -> None:
    ann, bob = await settle_in(database), await settle_in(database)
    hers, his, shared = [await rows_of(migrated_database, each) for each in (ann.user_id, bob.user_id, None)]

    await leaving.remove_account(database, user_id=ann.user_id)

    log = {table.name for table in LOG}
    assert hers == his
    assert {name for name in hers if name in log} == log
    assert Counter({name: count for name, count in hers.items() if name not in log}) == (
        Counter(dict.fromkeys((table.name for table in OWNED), 1)) + Counter(exercises=1)
    )
    assert await rows_of(migrated_database, ann.user_id) == Counter()
    assert await rows_of(migrated_database, bob.user_id) == his
    assert await rows_of(migrated_database, None) == shared != Counter()


async def test_an_account_that_is_not_there_cannot_be_removed(database: Database, ann: Person) -> None:
    await leaving.remove_account(database, user_id=ann.id)

    with pytest.raises(NotFound):
        await leaving.remove_account(database, user_id=ann.id)


async def test_leaving_takes_the_password_and_a_sign_in_that_holds(database: Database, hasher: PasswordHasher) -> None:
    ann = await give_account(database, hasher)
    held = SignIn((await sign_in(database, hasher)).session_id, None)

    with pytest.raises(Invalid):
        await leaving.leave(database, hasher, user_id=ann, sign_in=held, password="not the password")
    with pytest.raises(NotSignedIn):
        await leaving.leave(database, hasher, user_id=ann, sign_in=SignIn(new_id(), None), password=PASSWORD)
    await leaving.leave(database, hasher, user_id=ann, sign_in=held, password=PASSWORD)

    with pytest.raises(NotSignedIn):
        async with database.acting_as(ann, sign_in=held):
            pass


async def test_what_is_being_written_meanwhile_goes_too_or_is_refused(
    database: Database, other_process: Database, migrated_database: TestDatabase, ann: Person
) -> None:
    await train(database, ann)

    answers = await asyncio.gather(
        leaving.remove_account(other_process, user_id=ann.id),
        *(measure(database, ann.id) for _ in range(30)),
        return_exceptions=True,
    )

    assert answers[0] is None
    assert {type(answer) for answer in answers[1:]} <= {type(None), IntegrityError}
    assert await rows_of(migrated_database, ann.id) == Counter()


async def test_a_workout_that_is_being_changed_is_waited_for_and_never_the_victim(
    database: Database, other_process: Database, migrated_database: TestDatabase, ann: Person
) -> None:
    """The writer holds a workout and then needs the account; who leaves holds the account and needs the workout."""
    training = await train(database, ann)

    async with database.acting_as(ann.id) as session:
        await session.execute(select(WorkoutSession.id).where(WorkoutSession.id == training.workout).with_for_update())
        leaves = asyncio.create_task(leaving.remove_account(other_process, user_id=ann.id))
        await waiting_for_a_lock(migrated_database)
        row = {"part": BodyPart.BODY_WEIGHT, "amount": 80, "unit": BodyUnit.KG, "measured_at": MONDAY}
        session.add(BodyMeasurement(user_id=ann.id, **row))
        await session.flush()
    await leaves

    assert await rows_of(migrated_database, ann.id) == Counter()


async def waiting_for_a_lock(test_database: TestDatabase) -> None:
    engine = build_engine(test_database.superuser, working_role=None)
    async with engine.connect() as connection:
        while not (await connection.execute(text("SELECT count(*) FROM pg_locks WHERE NOT granted"))).scalar_one():
            pass
    await engine.dispose()


async def test_who_cannot_leave_because_of_a_write_that_never_ends_is_told_so_and_keeps_everything(
    database: Database,
    other_process: Database,
    migrated_database: TestDatabase,
    ann: Person,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(leaving, "_PATIENCE", "20ms")
    training = await train(database, ann)
    before = await rows_of(migrated_database, ann.id)

    async with database.acting_as(ann.id) as session:
        await session.execute(select(WorkoutSession.id).where(WorkoutSession.id == training.workout).with_for_update())
        with pytest.raises(Conflict):
            await leaving.remove_account(other_process, user_id=ann.id)

    assert await rows_of(migrated_database, ann.id) == before
