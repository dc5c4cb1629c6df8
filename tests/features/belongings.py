"""Someone with a row of every owned table, and a log: who leaves must leave none, who takes all along must get all."""

from __future__ import annotations

from sqlalchemy import ARRAY, Uuid, cast, func, insert, select

from mygymtracker.database.columns import new_id
from mygymtracker.database.transaction import Database
from tests.isolation.matrix import OWNED, Belongings


async def settle_in(database: Database) -> Belongings:
    """As `tests.isolation.matrix.settle`, with a second exercise for the first to be merged into."""
    owner = Belongings(new_id())
    for table in OWNED:
        rows = [owner.another(table, **({"id": owner.user_id} if table.name == "users" else {}))]
        if table.name == "exercises":
            rows.append(owner.another(table))
        if table.name == "exercise_merges":
            rows[0]["into_exercise_id"] = owner.rows["another exercise"]["id"]
        async with database.acting_as(owner.user_id) as session:
            made = [
                dict((await session.execute(insert(table).values(row).returning(*table.columns))).mappings().one())
                for row in rows
            ]
        owner.rows[table.name] = made[0]
        if table.name == "exercises":
            owner.rows["another exercise"] = made[1]
    async with database.acting_as(owner.user_id) as session:  # of whose devices the server knows what was done
        await session.execute(select(func.note_processed_operations(cast([new_id()], ARRAY(Uuid())))))
    return owner
