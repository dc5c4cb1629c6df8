"""Being signed in, on a real database: for how long, and what ends it."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from uuid import UUID

import pytest

from mygymtracker.accounts import queries, signing_in, writes
from mygymtracker.accounts.passwords import PasswordHasher
from mygymtracker.database.engine import SignIn, build_engine
from mygymtracker.database.transaction import Database
from mygymtracker.errors import Invalid, NotFound, NotSignedIn, Throttled
from tests.conftest import TestDatabase
from tests.factories import Person
from tests.features.accounts import PASSWORD, attempt, give_account, now, sign_in

OTHER = "a new and longer one"
WEEK = timedelta(days=7)


async def live(database: Database, user_id: UUID) -> set[UUID]:
    async with database.acting_as(user_id, read_only=True) as session:
        return {row.id for row in await session.execute(queries.live_login_sessions())}


# Being signed in


async def test_being_seen_is_noted_once_a_day_and_makes_a_browser_last_on(
    database: Database, hasher: PasswordHasher
) -> None:
    ann, at = await give_account(database, hasher), now()
    browser = await signing_in.sign_in_browser(database, hasher, attempt(), now=at)
    program = await signing_in.sign_in_program(database, hasher, attempt(), now=at, lasts=WEEK)
    next_day = at + timedelta(days=1)

    async with database.acting_as(ann) as session:
        for seen_at in (at + timedelta(hours=23), next_day, next_day + timedelta(hours=1)):
            for made in (browser, program):
                await signing_in.keep_alive(session, session_id=made.session_id, now=seen_at)
        rows = (await session.execute(queries.live_login_sessions())).all()

    assert {row.id: (row.last_seen_at, row.expires_at) for row in rows} == {
        browser.session_id: (next_day, next_day + timedelta(days=90)),
        program.session_id: (next_day, at + WEEK),
    }


async def test_only_ones_own_sign_in_can_be_revoked(database: Database, hasher: PasswordHasher, bob: Person) -> None:
    ann = await give_account(database, hasher)
    made = await sign_in(database, hasher)

    async with database.acting_as(bob.id) as session:
        with pytest.raises(NotFound):
            await signing_in.revoke(session, session_id=made.session_id)

    assert await live(database, ann) == {made.session_id}
    async with database.acting_as(ann) as session:
        await signing_in.revoke(session, session_id=made.session_id)
    with pytest.raises(NotSignedIn):
        async with database.acting_as(ann, sign_in=SignIn(made.session_id, None)):
            pass


async def test_a_new_password_ends_all_other_sign_ins_and_nobody_elses(
    database: Database, hasher: PasswordHasher
) -> None:
    ann, bob = await give_account(database, hasher), await give_account(database, hasher, "bob@example.org")
    current, _ = await sign_in(database, hasher), await sign_in(database, hasher)
    await signing_in.sign_in_browser(database, hasher, attempt("bob@example.org"), now=now())

    await writes.change_password(
        database,
        hasher,
        user_id=ann,
        sign_in=SignIn(current.session_id, None),
        old_password=PASSWORD,
        password=OTHER,
    )

    assert await live(database, ann) == {current.session_id}
    assert len(await live(database, bob)) == 1
    assert isinstance(await sign_in(database, hasher, OTHER), signing_in.SignedIn)


async def test_the_old_password_cannot_be_guessed_at_a_browser_left_open(
    database: Database, hasher: PasswordHasher
) -> None:
    ann = await give_account(database, hasher)
    shown = SignIn((await sign_in(database, hasher)).session_id, None)

    async def guess(old_password: str) -> None:
        await writes.change_password(
            database, hasher, user_id=ann, sign_in=shown, old_password=old_password, password=OTHER
        )

    for number in range(10):
        with pytest.raises(Invalid):
            await guess(f"guess {number}")
    with pytest.raises(Throttled):
        await guess(PASSWORD)

    assert isinstance(await sign_in(database, hasher), signing_in.SignedIn)


async def test_of_two_new_passwords_at_once_one_is_told_that_the_other_came_first(
    database: Database, other_process: Database, hasher: PasswordHasher
) -> None:
    ann = await give_account(database, hasher)
    shown = SignIn((await sign_in(database, hasher)).session_id, None)

    answers = await asyncio.gather(
        *(
            writes.change_password(
                process, hasher, user_id=ann, sign_in=shown, old_password=PASSWORD, password=password
            )
            for process, password in ((database, "the first of two"), (other_process, "the second of two"))
        ),
        return_exceptions=True,
    )

    assert sorted(type(answer).__name__ for answer in answers) == ["Conflict", "NoneType"]


async def test_a_password_set_by_whoever_runs_the_server_signs_out_everything_of_that_account(
    database: Database, hasher: PasswordHasher
) -> None:
    ann, bob = await give_account(database, hasher), await give_account(database, hasher, "bob@example.org")
    await sign_in(database, hasher)
    await signing_in.sign_in_browser(database, hasher, attempt("bob@example.org"), now=now())

    await writes.set_password(database, hasher, user_id=ann, password=OTHER)

    assert await live(database, ann) == set()
    assert len(await live(database, bob)) == 1
    assert isinstance(await sign_in(database, hasher, OTHER), signing_in.SignedIn)
    with pytest.raises(NotSignedIn):
        await sign_in(database, hasher)


async def test_the_owner_of_the_database_sees_all_accounts_and_nobody_none(
    database: Database, ann: Person, bob: Person, migrated_database: TestDatabase
) -> None:
    owner = Database(build_engine(migrated_database.owner, working_role=None))

    seen = {}
    for name, asking in (("owner", owner), ("nobody", database)):
        async with asking.acting_as_nobody() as session:
            seen[name] = [row.email for row in await session.execute(queries.all_accounts())]
    await owner.dispose()

    assert seen == {"owner": ["ann@example.org", "bob@example.org"], "nobody": []}
