"""The names of the shared exercises, in memory: they are the same for all people, and most of what a search reads.

They are read anew when the catalogue is another one, which its digest says (`loading`). The digest is of their ids,
too, so that no two databases have the same one.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy.ext.asyncio import AsyncSession

from mygymtracker.database.driver import fetch_rows
from mygymtracker.exercises.catalogue import SharedExercise
from mygymtracker.exercises.queries import shared_names
from mygymtracker.exercises.searching import Names, names_of

Shared = list[tuple[SharedExercise, Names]]
#: By its digest the catalogue that was read last.
_latest: Final[dict[str, Shared]] = {}


async def shared_exercises(session: AsyncSession, catalogue: str) -> Shared:
    """Those of the catalogue with that digest, the archived ones too, each with its names ready to be looked through.

    Where none was loaded the digest is empty, and they are read each time.
    """
    known = _latest.get(catalogue)
    if known is not None:
        return known
    rows = await fetch_rows(session, *shared_names())
    shared = [(row.shared, names_of(row.shared.name, *row.shared.aliases)) for row in rows]
    if rows and rows[0].catalogue:
        _latest.clear()
        _latest[rows[0].catalogue] = shared
    return shared
