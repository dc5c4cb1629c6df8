"""Who acts is known for one transaction and forgotten with it, however it ends."""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import insert, select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncSession

from mygymtracker.database.columns import new_id
from mygymtracker.database.driver import fetch_rows
from mygymtracker.database.engine import SignIn, build_engine
from mygymtracker.database.entities import LoginSession, WorkoutPlan
from mygymtracker.database.row_security import WORKING_ROLE
from mygymtracker.database.transaction import Database
from mygymtracker.errors import NotSignedIn
from tests.conftest import TestDatabase
from tests.factories import MONDAY, sign_up
from tests.isolation.matrix import OWNED, Belongings, owners_in, sqlstate

READ_ONLY = "25006"
CANCELLATIONS = 30
#: As the embedded server logs in, and as a server that knows one login only.
LOGINS = ("app", "owner", "superuser")


@pytest.fixture(params=LOGINS)
async def one_connection(request: pytest.FixtureRequest, town: TestDatabase) -> AsyncIterator[Database]:
    """A pool of one: whatever a transaction leaves behind, the next one meets."""
    address = getattr(town, request.param)
    made = Database(build_engine(address, working_role=WORKING_ROLE, pool_size=1))
    yield made
    await made.dispose()


async def seen(session: AsyncSession) -> set[UUID]:
    """Everyone of whom anything can be seen, by SQL that names nobody."""
    everywhere = " UNION ".join(owners_in(table) for table in OWNED)
    return set(await session.scalars(text(everywhere)))


async def who_is_seen(database: Database, *people: Belongings) -> list[set[UUID]]:
    """What nobody sees, and then each person, on whatever connection the pool has."""
    async with database.acting_as_nobody() as session:
        answers = [await seen(session)]
    for person in people:
        async with database.acting_as(person.user_id) as session:
            answers.append(await seen(session))
    return answers


async def test_nobody_acting_sees_nothing_and_nothing_raises(one_connection: Database, settled_ann: Belongings) -> None:
    async with one_connection.acting_as_nobody() as session:
        rows = {table.name: (await session.execute(text(owners_in(table)))).all() for table in OWNED}

    assert rows == {table.name: [] for table in OWNED}


async def test_nobody_acts_where_the_database_says_by_default_who_does(
    migrated_database: TestDatabase,
) -> None:
    as_app = Database(build_engine(migrated_database.app, working_role=WORKING_ROLE))
    ann = await sign_up(as_app, "ann@example.org")
    await as_app.dispose()
    name = migrated_database.owner.database
    administrator = build_engine(migrated_database.superuser, working_role=None)
    async with administrator.begin() as connection:
        await connection.execute(text(f"ALTER DATABASE {name} SET app.user_id = '{ann.id}'"))
    await administrator.dispose()

    async with as_app.acting_as_nobody() as session:
        people = list(await session.scalars(text("SELECT id FROM users")))
    await as_app.dispose()

    assert people == []


async def test_each_transaction_sees_the_rows_of_whoever_acts_in_it(
    one_connection: Database, settled_ann: Belongings, settled_bob: Belongings
) -> None:
    forth = await who_is_seen(one_connection, settled_ann, settled_bob)
    back = await who_is_seen(one_connection, settled_bob, settled_ann)

    assert forth == [set(), {settled_ann.user_id}, {settled_bob.user_id}]
    assert back == [set(), {settled_bob.user_id}, {settled_ann.user_id}]


async def test_identity_survives_a_savepoint_that_is_rolled_back(
    one_connection: Database, settled_ann: Belongings
) -> None:
    async with one_connection.acting_as(settled_ann.user_id) as session:
        with pytest.raises(DBAPIError):
            async with session.begin_nested():
                await session.execute(text("SELECT 1 / 0"))
        after = await seen(session)
        role = await session.scalar(text("SELECT current_user"))

    assert (after, role) == ({settled_ann.user_id}, WORKING_ROLE)


async def test_an_identity_taken_in_a_savepoint_goes_with_it(one_connection: Database, settled_ann: Belongings) -> None:
    async with one_connection.acting_as(settled_ann.user_id) as session:
        savepoint = await session.begin_nested()
        await session.execute(text(f"SET LOCAL app.user_id = '{new_id()}'"))
        await savepoint.rollback()
        after = await seen(session)

    assert after == {settled_ann.user_id}


async def test_an_error_leaves_nobody_behind(one_connection: Database, settled_ann: Belongings) -> None:
    with pytest.raises(DBAPIError):
        async with one_connection.acting_as(settled_ann.user_id) as session:
            await session.execute(text("SELECT 1 / 0"))
    with pytest.raises(ZeroDivisionError):
        async with one_connection.acting_as(settled_ann.user_id):
            raise ZeroDivisionError

    assert await who_is_seen(one_connection, settled_ann) == [set(), {settled_ann.user_id}]


async def test_a_commit_that_fails_leaves_nobody_behind(one_connection: Database, settled_ann: Belongings) -> None:
    async with one_connection.acting_as(settled_ann.user_id) as session:
        driver = (await (await session.connection()).get_raw_connection()).driver_connection
        assert driver is not None
        await driver.execute("SAVEPOINT doomed")
        with pytest.raises(Exception, match="division by zero"):
            await driver.execute("SELECT 1 / 0")  # SQLAlchemy does not know that nothing will be committed

    assert await who_is_seen(one_connection, settled_ann) == [set(), {settled_ann.user_id}]


PLANS = select(WorkoutPlan.plan_name)


async def test_a_deferred_check_that_fails_at_commit_leaves_nobody_behind(
    one_connection: Database, settled_ann: Belongings
) -> None:
    with pytest.raises(Exception, match="duplicate key"):
        async with one_connection.acting_as(settled_ann.user_id) as session:
            await session.execute(text("CREATE TEMPORARY TABLE once (id integer UNIQUE DEFERRABLE INITIALLY DEFERRED)"))
            await session.execute(text("INSERT INTO once VALUES (1), (1)"))

    assert await who_is_seen(one_connection, settled_ann) == [set(), {settled_ann.user_id}]


async def test_a_cancelled_task_leaves_nobody_behind(
    one_connection: Database, settled_ann: Belongings, settled_bob: Belongings
) -> None:
    chance = random.Random(3)  # noqa: S311 — where to cancel, not what to keep secret
    ended: list[object] = []
    answers = []

    async def work_without_end() -> None:
        while True:
            async with one_connection.acting_as(settled_ann.user_id) as session:
                await seen(session)
                await fetch_rows(session, PLANS, {})

    for _ in range(CANCELLATIONS):
        task = asyncio.create_task(work_without_end())
        for _ in range(chance.randrange(1, 60)):
            await asyncio.sleep(0)
        task.cancel()
        if chance.random() < 0.5:  # some callers insist
            await asyncio.sleep(0)
            task.cancel()
        ended += await asyncio.gather(task, return_exceptions=True)
        answers.append(await who_is_seen(one_connection, settled_bob))

    assert [type(each) for each in ended] == [asyncio.CancelledError] * CANCELLATIONS
    assert answers == [[set(), {settled_bob.user_id}]] * CANCELLATIONS


async def test_a_connection_that_the_server_ended_is_replaced_without_an_error(
    one_connection: Database, town: TestDatabase, settled_ann: Belongings
) -> None:
    administrator = build_engine(town.superuser, working_role=None)
    async with one_connection.acting_as(settled_ann.user_id) as session:
        backend = await session.scalar(text("SELECT pg_backend_pid()"))

    async with administrator.begin() as connection:
        await connection.execute(text("SELECT pg_terminate_backend(:backend, 5000)"), {"backend": backend})
    await administrator.dispose()

    assert await who_is_seen(one_connection, settled_ann) == [set(), {settled_ann.user_id}]


async def test_a_connection_that_is_lost_within_a_transaction_is_given_up(town: TestDatabase) -> None:
    engine = build_engine(town.app, working_role=WORKING_ROLE, pool_size=1)
    async with engine.connect() as connection:
        await connection.execute(text("SELECT 1"))
        driver = (await connection.get_raw_connection()).driver_connection
        assert driver is not None
        driver.terminate()

        await connection.rollback()

        assert connection.invalidated
    await engine.dispose()


async def test_a_read_only_transaction_refuses_to_write(one_connection: Database, settled_ann: Belongings) -> None:
    with pytest.raises(DBAPIError) as refused:
        async with one_connection.acting_as(settled_ann.user_id, read_only=True) as session:
            session.add(WorkoutPlan(user_id=settled_ann.user_id, plan_name="Upper"))
            await session.flush()

    async with one_connection.acting_as(settled_ann.user_id) as session:
        plans = list(await session.scalars(select(WorkoutPlan.plan_name)))
    assert sqlstate(refused.value) == READ_ONLY
    assert plans == [settled_ann.rows["workout_plans"]["plan_name"]]


class TestSigningIn:
    """A login session is looked at in the round trip that begins the transaction."""

    @pytest.fixture
    async def signed_in(self, one_connection: Database, settled_ann: Belongings) -> AsyncIterator[SignIn]:
        sign_in = SignIn(new_id(), b"\x01" * 32)
        async with one_connection.acting_as(settled_ann.user_id) as session:
            await session.execute(
                insert(LoginSession).values(
                    user_id=settled_ann.user_id, id=sign_in.session_id, secret_digest=sign_in.secret_digest,
                    expires_at=MONDAY + timedelta(days=36500),
                )
            )  # fmt: skip
        yield sign_in
        await self.revoke(one_connection, settled_ann, sign_in)

    async def revoke(self, database: Database, ann: Belongings, sign_in: SignIn) -> None:
        async with database.acting_as(ann.user_id) as session:
            await session.execute(text("DELETE FROM login_sessions WHERE id = :id"), {"id": sign_in.session_id})

    async def test_a_live_one_lets_its_owner_in(
        self, one_connection: Database, settled_ann: Belongings, signed_in: SignIn
    ) -> None:
        async with one_connection.acting_as(settled_ann.user_id, sign_in=signed_in) as session:
            people = await seen(session)

        assert people == {settled_ann.user_id}

    async def test_a_revoked_one_is_refused_at_once_and_the_connection_stays_good(
        self, one_connection: Database, settled_ann: Belongings, signed_in: SignIn
    ) -> None:
        async with one_connection.acting_as_nobody() as session:
            backend = await session.scalar(text("SELECT pg_backend_pid()"))
        await self.revoke(one_connection, settled_ann, signed_in)

        with pytest.raises(NotSignedIn, match="was ended"):
            async with one_connection.acting_as(settled_ann.user_id, sign_in=signed_in):
                pytest.fail("let in")

        assert await who_is_seen(one_connection, settled_ann) == [set(), {settled_ann.user_id}]
        async with one_connection.acting_as_nobody() as session:
            assert await session.scalar(text("SELECT pg_backend_pid()")) == backend

    async def test_one_that_ran_out_is_refused(
        self, one_connection: Database, settled_ann: Belongings, signed_in: SignIn
    ) -> None:
        async with one_connection.acting_as(settled_ann.user_id) as session:
            await session.execute(
                text("UPDATE login_sessions SET expires_at = now() WHERE id = :id"), {"id": signed_in.session_id}
            )

        with pytest.raises(NotSignedIn):
            async with one_connection.acting_as(settled_ann.user_id, sign_in=signed_in):
                pytest.fail("let in")

    async def test_neither_another_secret_nor_none_nor_another_person_will_do(
        self, one_connection: Database, settled_ann: Belongings, settled_bob: Belongings, signed_in: SignIn
    ) -> None:
        wrong = [
            (settled_ann, replace(signed_in, secret_digest=b"\x02" * 32)),
            (settled_ann, replace(signed_in, secret_digest=None)),
            (settled_ann, replace(signed_in, secret_digest=b"")),
            (settled_ann, replace(signed_in, session_id=new_id())),
            (settled_bob, signed_in),
        ]

        for person, sign_in in wrong:
            with pytest.raises(NotSignedIn):
                async with one_connection.acting_as(person.user_id, sign_in=sign_in):
                    pytest.fail("let in")
