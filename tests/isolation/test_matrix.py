"""Every owned table × read, add, change, remove × ann, bob, nobody: by SQL alone, and through the entities."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import CursorResult, Select, Table, delete, insert, inspect, select, text, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncSession

from mygymtracker.database.transaction import Database
from tests.isolation.matrix import (
    ENTITIES,
    LOG,
    OWNED,
    ROW_SECURED,
    Belongings,
    columns_of,
    owner_column,
    owners_in,
    rolled_back,
    sqlstate,
)

every_table_of_the_log = pytest.mark.parametrize("table", LOG, ids=lambda table: table.name)
every_owned_table = pytest.mark.parametrize("table", OWNED, ids=lambda table: table.name)
strangers = pytest.mark.parametrize("who", ["bob", "nobody"])
REFUSED = "42501"


@pytest.fixture
def stranger(who: str, settled_bob: Belongings) -> Belongings | None:
    return settled_bob if who == "bob" else None


def acting(who: Belongings | None) -> UUID | None:
    return who.user_id if who else None


def somebodys(table: Table) -> Select[Any]:
    """All rows of a table that belong to anyone; a shared exercise does not."""
    entity = ENTITIES[table.name]
    return select(entity).where(getattr(entity, owner_column(table)).is_not(None))


async def counted(session: AsyncSession, statement: str, **values: object) -> int:
    done = await session.execute(text(statement), values)
    assert isinstance(done, CursorResult)
    return done.rowcount


async def add_by_sql(session: AsyncSession, table: Table, row: dict[str, object]) -> int:
    done = await (await session.connection()).execute(insert(table).values(row))
    return done.rowcount


@every_owned_table
@strangers
async def test_others_cannot_read_a_row(
    table: Table, as_app: Database, settled_ann: Belongings, stranger: Belongings | None
) -> None:
    async with rolled_back(as_app, acting(stranger)) as session:
        owners = (await session.execute(text(owners_in(table)))).scalars().all()

    assert owners == ([stranger.user_id] if stranger else [])


@every_owned_table
@strangers
async def test_others_cannot_add_a_row(
    table: Table, as_app: Database, settled_ann: Belongings, stranger: Belongings | None
) -> None:
    row = settled_ann.another(table)

    with pytest.raises(DBAPIError) as refused:
        async with rolled_back(as_app, acting(stranger)) as session:
            await add_by_sql(session, table, row)

    assert sqlstate(refused.value) == REFUSED
    assert "row-level security policy" in str(refused.value)


@every_owned_table
@strangers
async def test_others_cannot_change_a_row(
    table: Table, as_app: Database, settled_ann: Belongings, stranger: Belongings | None
) -> None:
    owner = owner_column(table)
    change = f"UPDATE {table.name} SET {owner} = {owner}"

    async with rolled_back(as_app, acting(stranger)) as session:
        hers = await counted(session, f"{change} WHERE {owner} = :ann", ann=settled_ann.user_id)
        all_there_are = await counted(session, change)

    assert (hers, all_there_are) == (0, 1 if stranger else 0)


@every_owned_table
@strangers
async def test_others_cannot_remove_a_row(
    table: Table, as_app: Database, settled_ann: Belongings, stranger: Belongings | None
) -> None:
    owner = owner_column(table)

    async with rolled_back(as_app, acting(stranger)) as session:
        removed = await counted(session, f"DELETE FROM {table.name} WHERE {owner} = :ann", ann=settled_ann.user_id)

    assert removed == 0


@every_owned_table
async def test_a_row_cannot_be_given_to_somebody_else(
    table: Table, as_app: Database, settled_ann: Belongings, settled_bob: Belongings
) -> None:
    owner = owner_column(table)

    with pytest.raises(DBAPIError) as refused:
        async with rolled_back(as_app, settled_bob.user_id) as session:
            await counted(session, f"UPDATE {table.name} SET {owner} = :ann", ann=settled_ann.user_id)

    assert sqlstate(refused.value) == REFUSED


@every_owned_table
async def test_its_owner_can_do_all_four(table: Table, as_app: Database, settled_ann: Belongings) -> None:
    owner = owner_column(table)
    row = settled_ann.another(table)
    key = {column.name: row[column.name] for column in table.primary_key}
    this = " AND ".join(f"{name} = :{name}" for name in key)

    async with rolled_back(as_app, settled_ann.user_id) as session:
        found = (await session.execute(text(f"SELECT * FROM {table.name} WHERE {owner} IS NOT NULL"))).mappings().all()
    async with rolled_back(as_app, row[owner]) as session:  # type: ignore[arg-type]
        done = (
            await add_by_sql(session, table, row),
            await counted(session, f"UPDATE {table.name} SET {owner} = {owner} WHERE {this}", **key),
            await counted(session, f"DELETE FROM {table.name} WHERE {this}", **key),
        )

    assert [dict(each) for each in found] == [settled_ann.rows[table.name]]
    assert done == (1, 1, 1)


@every_owned_table
@strangers
async def test_others_cannot_read_change_or_remove_an_entity(
    table: Table, as_app: Database, settled_ann: Belongings, stranger: Belongings | None
) -> None:
    entity = ENTITIES[table.name]
    owner = getattr(entity, owner_column(table))
    key = tuple(settled_ann.rows[table.name][column.name] for column in inspect(entity).primary_key)

    async with rolled_back(as_app, acting(stranger)) as session:
        found = (await session.scalars(select(entity).where(owner == settled_ann.user_id))).all()
        known = await session.get(entity, key)
        changed = await session.execute(
            update(entity)
            .where(owner == settled_ann.user_id)
            .values({owner_column(table): settled_ann.user_id})
            .execution_options(synchronize_session=False)
        )
        removed = await session.execute(
            delete(entity).where(owner == settled_ann.user_id).execution_options(synchronize_session=False)
        )

    assert isinstance(changed, CursorResult)
    assert isinstance(removed, CursorResult)
    assert (found, known, changed.rowcount, removed.rowcount) == ([], None, 0, 0)


@every_owned_table
@strangers
async def test_others_cannot_add_an_entity(
    table: Table, as_app: Database, settled_ann: Belongings, stranger: Belongings | None
) -> None:
    made = ENTITIES[table.name](**settled_ann.another(table))

    with pytest.raises(DBAPIError) as refused:
        async with rolled_back(as_app, acting(stranger)) as session:
            session.add(made)
            await session.flush()

    assert sqlstate(refused.value) == REFUSED


@every_owned_table
async def test_an_entity_cannot_be_given_to_somebody_else(
    table: Table, as_app: Database, settled_ann: Belongings, settled_bob: Belongings
) -> None:
    with pytest.raises(DBAPIError) as refused:
        async with rolled_back(as_app, settled_bob.user_id) as session:
            his = (await session.scalars(somebodys(table))).one()
            setattr(his, owner_column(table), settled_ann.user_id)
            await session.flush()

    assert sqlstate(refused.value) == REFUSED


@every_owned_table
async def test_its_owner_can_do_all_four_with_an_entity(
    table: Table, as_app: Database, settled_ann: Belongings
) -> None:
    entity = ENTITIES[table.name]
    row = settled_ann.another(table)
    owner = owner_column(table)
    made = entity(**row)

    async with rolled_back(as_app, settled_ann.user_id) as session:
        found = (await session.scalars(somebodys(table))).all()
        held = [{column.name: getattr(each, column.name) for column in columns_of(table)} for each in found]
    async with rolled_back(as_app, row[owner]) as session:  # type: ignore[arg-type]
        session.add(made)
        await session.flush()
        changed = await session.execute(
            update(entity).values({owner: row[owner]}).execution_options(synchronize_session=False)
        )
        await session.delete(made)
        await session.flush()
        left = (await session.scalars(somebodys(table))).all()

    assert isinstance(changed, CursorResult)
    assert held == [settled_ann.rows[table.name]]
    assert (changed.rowcount, made in left) == (1 if table.name == "users" else 2, False)


@pytest.mark.parametrize(
    "table", [table for table in ROW_SECURED if table not in OWNED + LOG], ids=lambda table: table.name
)
async def test_what_is_nobodys_in_particular_is_closed_to_people(
    table: Table, as_app: Database, settled_ann: Belongings
) -> None:
    refusals = []

    for statement in (
        f"SELECT FROM {table.name}",
        f"INSERT INTO {table.name} DEFAULT VALUES",
        f"UPDATE {table.name} SET {table.columns[0].name} = DEFAULT",
        f"DELETE FROM {table.name}",
    ):
        with pytest.raises(DBAPIError) as refused:
            async with rolled_back(as_app, settled_ann.user_id) as session:
                await session.execute(text(statement))
        refusals.append(sqlstate(refused.value))

    assert refusals == [REFUSED] * 4


def test_the_log_is_these_tables() -> None:
    assert {table.name for table in LOG} == {"change_counters", "changes", "changed_rows", "processed_operations"}


@every_table_of_the_log
async def test_the_log_shows_each_person_their_own_and_nobody_anything(
    table: Table, as_app: Database, settled_ann: Belongings, settled_bob: Belongings
) -> None:
    seen = []

    for who in (settled_ann.user_id, settled_bob.user_id, None):
        async with rolled_back(as_app, who) as session:
            by_sql = set((await session.execute(text(f"SELECT user_id FROM {table.name}"))).scalars())
            by_entity = {each.user_id for each in await session.scalars(somebodys(table))}
            hers = await counted(session, f"SELECT FROM {table.name} WHERE user_id = :ann", ann=settled_ann.user_id)
        seen.append((by_sql, by_entity, hers > 0))

    ann, bob = {settled_ann.user_id}, {settled_bob.user_id}
    assert seen == [(ann, ann, True), (bob, bob, False), (set(), set(), False)]


@every_table_of_the_log
@pytest.mark.parametrize("who", ["ann", "bob", "nobody"])
async def test_the_log_is_written_by_nobody(
    table: Table, who: str, as_app: Database, settled_ann: Belongings, settled_bob: Belongings
) -> None:
    acting_as = {"ann": settled_ann.user_id, "bob": settled_bob.user_id, "nobody": None}[who]
    columns = ", ".join(column.name for column in columns_of(table))
    refusals = []

    for statement in (
        # as if it were Ann's: with every value of a row that there is
        f"INSERT INTO {table.name} ({columns}) SELECT {columns} FROM {table.name}",
        f"INSERT INTO {table.name} (user_id) VALUES ('{settled_ann.user_id}')",
        f"UPDATE {table.name} SET user_id = '{settled_ann.user_id}'",
        f"UPDATE {table.name} SET {columns_of(table)[-1].name} = NULL",
        f"DELETE FROM {table.name}",
        f"DELETE FROM {table.name} WHERE user_id = '{settled_ann.user_id}'",
        f"TRUNCATE {table.name} CASCADE",
        f"SELECT FROM {table.name} FOR UPDATE",
    ):
        with pytest.raises(DBAPIError) as refused:
            async with rolled_back(as_app, acting_as) as session:
                await session.execute(text(statement))
        refusals.append((sqlstate(refused.value), "permission denied for table" in str(refused.value)))

    assert refusals == [(REFUSED, True)] * 8


async def test_what_tells_one_server_from_another_can_be_read_and_no_more(
    as_app: Database, settled_ann: Belongings
) -> None:
    refusals = []

    async with rolled_back(as_app, settled_ann.user_id) as session:
        found = await counted(session, "SELECT epoch, catalogue FROM installation")
    for statement in (
        "INSERT INTO installation DEFAULT VALUES",
        "UPDATE installation SET epoch = gen_random_uuid()",
        "DELETE FROM installation",
        "TRUNCATE installation",
    ):
        with pytest.raises(DBAPIError) as refused:
            async with rolled_back(as_app, settled_ann.user_id) as session:
                await session.execute(text(statement))
        refusals.append(sqlstate(refused.value))

    assert (found, refusals) == (1, [REFUSED] * 4)


def test_every_owned_table_has_an_entity() -> None:
    without = [table.name for table in OWNED + LOG if table.name not in ENTITIES]

    assert without == []
