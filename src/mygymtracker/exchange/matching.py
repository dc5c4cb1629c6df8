"""Which exercise a name of a file means: one the person can see, or a new one of their own."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from mygymtracker.database.columns import new_id
from mygymtracker.database.entities import Exercise
from mygymtracker.exchange.identity import folded


@dataclass(frozen=True, slots=True)
class Matched:
    """The exercise of every name, by its folded form. `created` are names as the file writes them, in file order."""

    ids: Mapping[str, UUID]
    created: tuple[str, ...]


async def match_exercises(session: AsyncSession, user_id: UUID, names: Collection[str]) -> Matched:
    """Find an exercise for every name, and make those that are missing; two or three statements for any number.

    A name matches when it differs in case and blanks only. One's own comes before a shared one: it is what one's
    history uses. Among shared ones that differ in case the one written alike comes first.
    """
    wanted = {folded(name): name for name in reversed(list(names))}
    statement = select(Exercise.id, Exercise.name, Exercise.owner_id)
    found: dict[str, tuple[tuple[bool, bool, str], UUID]] = {}
    for each in await session.execute(statement):
        key = folded(each.name)
        if key in wanted:
            rank = (each.owner_id is None, each.name != wanted[key], each.name)
            found[key] = min(found.get(key, (rank, each.id)), (rank, each.id))
    ids = {key: exercise_id for key, (_, exercise_id) in found.items()}
    missing = [(key, wanted[key]) for key in dict.fromkeys(map(folded, names)) if key not in ids]
    if not missing:
        return Matched(ids, ())
    made = await _make(session, user_id, [name for _, name in missing])
    return Matched(
        ids
        | {key: made[name] for key, name in missing if name in made}
        | await _find_alike(session, [(key, name) for key, name in missing if name not in made]),
        tuple(name for _, name in missing if name in made),
    )


async def _make(session: AsyncSession, user_id: UUID, names: Sequence[str]) -> dict[str, UUID]:
    """Exercises of one's own, by name; without those that turned out to be there."""
    statement = insert(Exercise).on_conflict_do_nothing().returning(Exercise.name, Exercise.id)
    rows = [{"id": new_id(), "name": name, "owner_id": user_id} for name in names]
    return {made.name: made.id for made in await session.execute(statement, rows)}


async def _find_alike(session: AsyncSession, names: Sequence[tuple[str, str]]) -> dict[str, UUID]:
    """Exercises that were there after all: made by a request at the same time, or alike for PostgreSQL alone.

    `İnce` and `ince` are one name where the database folds letter by letter, and two for Python.
    """
    found: dict[str, UUID] = {}
    for key, name in names:
        statement = select(Exercise.id).where(
            Exercise.owner_id.is_not(None), func.lower(Exercise.name) == func.lower(name)
        )
        found[key] = (await session.execute(statement)).scalar_one()
    return found
