"""What is written and taken back of many rows costs each of them the same, for people without statistics, too.

Counted is what PostgreSQL looks at, by its own counters: entries of indexes, and rows of tables gone through.
"""

from __future__ import annotations

from uuid import UUID

import pytest
from benchmarks import strong_file
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from mygymtracker.changes.undoing import undo_change, undo_import
from mygymtracker.database.entities import Through
from mygymtracker.database.transaction import Database
from tests.exchange.bringing import bring
from tests.factories import Person, sign_up

FEW, MANY = 600, 2_400
#: A set with its share of its workout, its line in the file and all their lines in the log. A few hundred need up to 43
#: each, a few thousand 33; where each looked through the others it was 600.
MOST_EACH = 60
LOOKED_AT = text("""
SELECT sum(pg_stat_get_xact_tuples_returned(oid))::integer FROM pg_class
WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'i')
""")


async def looked_at(session: AsyncSession) -> int:
    """In this transaction."""
    return int((await session.execute(LOOKED_AT)).scalar_one())


@pytest.fixture
async def analysed(database: Database, owner: AsyncEngine, ann: Person) -> None:
    """Whoever comes now is the second member of a household: only the first one is in the statistics."""
    await bring(database, ann, strong_file.compose(FEW))
    async with owner.begin() as connection:
        await connection.execute(text("ANALYZE"))


@pytest.mark.usefixtures("catalogue", "analysed")
@pytest.mark.parametrize("sets", [FEW, MANY])
async def test_an_import_is_taken_back_and_brought_back_row_by_row(database: Database, sets: int) -> None:
    bob = await sign_up(database, "bob@example.org")
    import_id = await imported(database, bob, sets)

    async with database.acting_as(bob.id, through=Through.API) as session:
        undone = await undo_import(session, import_id)
        undoing = await looked_at(session)
    async with database.acting_as(bob.id, through=Through.API) as session:
        await undo_change(session, undone.revision or 0)
        bringing_back = await looked_at(session)

    assert undoing < MOST_EACH * sets
    assert bringing_back < MOST_EACH * sets


async def imported(database: Database, person: Person, sets: int) -> UUID:
    report = await bring(database, person, strong_file.compose(sets))
    assert report.sets_added == sets
    assert report.import_id is not None
    return report.import_id
