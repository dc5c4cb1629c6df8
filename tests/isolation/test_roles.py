"""The program refuses to work as a role that row security would not bind, however it got there."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from uuid import uuid4

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from mygymtracker.database.columns import new_id
from mygymtracker.database.engine import SignIn, build_engine
from mygymtracker.database.row_security import WORKING_ROLE
from mygymtracker.database.transaction import Database
from mygymtracker.database.unsafe_roles import refuse_unsafe_role
from mygymtracker.errors import NotSignedIn, Unavailable
from mygymtracker.postgres_address import PostgresAddress
from tests.conftest import TestDatabase
from tests.isolation.matrix import Belongings

MakeRole = Callable[[str], Awaitable[str]]
DANGERS = {
    "SUPERUSER": "is a superuser",
    "BYPASSRLS": "has BYPASSRLS",
    "IN ROLE pg_monitor": "is a member of pg_monitor",
    "IN ROLE pg_monitor SUPERUSER BYPASSRLS": "is a superuser and has BYPASSRLS and is a member of pg_monitor",
}


async def administer(engine: AsyncEngine, *statements: str) -> None:
    async with engine.begin() as connection:
        for statement in statements:
            await connection.execute(text(statement))


@pytest.fixture
async def administrator(town: TestDatabase) -> AsyncIterator[AsyncEngine]:
    engine = build_engine(town.superuser, working_role=None)
    yield engine
    await engine.dispose()


@pytest.fixture
async def make_role(administrator: AsyncEngine) -> AsyncIterator[MakeRole]:
    """Makes roles of this test's own, which may be reached from the owner's login; roles are cluster-wide."""
    made: list[str] = []

    async def make(attributes: str) -> str:
        made.append(f"worker_{uuid4().hex}")
        await administer(
            administrator,
            f"CREATE ROLE {made[-1]} {attributes}",
            f"GRANT {made[-1]} TO mygymtracker_owner",
            f"GRANT USAGE ON SCHEMA public TO {made[-1]}",
        )
        return made[-1]

    yield make
    for role in made:
        await administer(
            administrator,
            f"REASSIGN OWNED BY {role} TO mygymtracker_owner",
            f"DROP OWNED BY {role}",
            f"DROP ROLE {role}",
        )


async def refusal(address: PostgresAddress, working_role: str, *, production: bool = False) -> str:
    """Why we refuse to start with this login and working role; "" when we do not."""
    database = Database(build_engine(address, working_role=working_role))
    try:
        await refuse_unsafe_role(database, production=production)
    except Unavailable as refused:
        return str(refused)
    finally:
        await database.dispose()
    return ""


@pytest.mark.parametrize("production", [False, True])
@pytest.mark.parametrize("login", ["app", "owner"])
async def test_the_normal_role_is_accepted(login: str, production: bool, town: TestDatabase) -> None:
    assert await refusal(getattr(town, login), WORKING_ROLE, production=production) == ""


async def test_a_superusers_login_is_refused_in_production_only(town: TestDatabase) -> None:
    in_development = await refusal(town.superuser, WORKING_ROLE)
    in_production = await refusal(town.superuser, WORKING_ROLE, production=True)

    assert in_development == ""
    assert in_production.startswith(
        "Refusing to work as the database role mygymtracker_app, which was reached through a superuser's login"
    )


@pytest.mark.parametrize("attributes", DANGERS)
@pytest.mark.parametrize("login", ["owner", "superuser"])
async def test_a_role_that_sees_past_row_security_is_refused(
    login: str, attributes: str, town: TestDatabase, make_role: MakeRole
) -> None:
    role = await make_role(attributes)

    said = await refusal(getattr(town, login), role)

    assert said.startswith(f"Refusing to work as the database role {role}, which {DANGERS[attributes]}: row sec")


async def test_a_role_that_owns_a_table_is_refused(
    town: TestDatabase, make_role: MakeRole, administrator: AsyncEngine
) -> None:
    role = await make_role("")
    await administer(administrator, f"ALTER TABLE sign_in_attempts OWNER TO {role}")

    said = await refusal(town.owner, role)

    assert f"{role}, which owns tables (sign_in_attempts): row security would not hold" in said


async def test_the_tables_owner_is_refused_as_a_working_role(town: TestDatabase) -> None:
    said = await refusal(town.owner, town.owner.user)

    assert "exercise_sets" in said
    assert "is a member of mygymtracker_app, mygymtracker_lookup" in said


async def test_the_superuser_is_refused_as_a_working_role(town: TestDatabase) -> None:
    said = await refusal(town.superuser, town.superuser.user)

    assert "is a superuser and has BYPASSRLS" in said


async def test_a_role_granted_to_the_working_role_later_is_seen_by_the_next_start(
    town: TestDatabase, make_role: MakeRole, administrator: AsyncEngine
) -> None:
    role, granted = await make_role(""), await make_role("")
    before = await refusal(town.owner, role)
    await administer(administrator, f"GRANT {granted} TO {role}")

    after = await refusal(town.owner, role)

    assert (before, f"is a member of {granted}" in after) == ("", True)


async def test_a_login_that_the_server_does_not_know_is_not_taken_for_a_revoked_sign_in(
    town: TestDatabase, settled_ann: Belongings
) -> None:
    unknown = replace(town.app, user=f"unknown_{uuid4().hex}")
    database = Database(build_engine(unknown, working_role=WORKING_ROLE))

    with pytest.raises(Exception, match="unknown_") as refused:
        async with database.acting_as(settled_ann.user_id, sign_in=SignIn(new_id(), None)):
            pytest.fail("let in")

    await database.dispose()
    assert not isinstance(refused.value, NotSignedIn)
