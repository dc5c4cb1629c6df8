"""What was acknowledged, and what of it is there in the end."""

from __future__ import annotations

import threading
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

import asyncpg

from mygymtracker.database.embedded import EmbeddedServer

#: Repetitions of a set, or how many sets an import brought; None where there is none.
State = int | None

_SETS = "SELECT id, reps FROM exercise_sets"
_IMPORTS = """
SELECT workout.name, count(*)
FROM workout_sessions AS workout
JOIN session_exercises AS entry ON (entry.user_id, entry.session_id) = (workout.user_id, workout.id)
JOIN exercise_sets AS one ON (one.user_id, one.session_exercise_id) = (entry.user_id, entry.id)
WHERE workout.name LIKE 'Import %'
GROUP BY workout.name
"""
#: Every row that was inserted and is there has its line in the log, and every line of a row that is there its row.
_UNLOGGED = """
SELECT count(*) FROM exercise_sets AS one
WHERE NOT EXISTS (SELECT FROM changed_rows WHERE (user_id, row_id) = (one.user_id, one.id))
"""


@dataclass(slots=True)
class Ledger:
    """Of each thing the states that it may be in: one where all was acknowledged, more where an answer was lost."""

    states: dict[str, frozenset[State]] = field(default_factory=dict)
    acknowledged: Counter[str] = field(default_factory=Counter)
    unanswered: Counter[str] = field(default_factory=Counter)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def note(self, action: str, thing: str, state: State, *, answered: bool) -> None:
        """`state` is what the action makes of it; without an answer it may be as before, too."""
        with self._lock:
            before = self.states.get(thing, frozenset({None}))
            self.states[thing] = frozenset({state}) if answered else before | {state}
            (self.acknowledged if answered else self.unanswered)[action] += 1

    async def differences(self, home: Path) -> list[str]:
        """Of everything that is not as it was acknowledged, a line."""
        stored = await _found(home)
        wrong = [
            f"{thing}: {stored.get(thing)} instead of {sorted(map(str, states))}"
            for thing, states in self.states.items()
            if stored.get(thing) not in states
        ]
        strange = [f"{thing}: nobody sent it" for thing in stored if thing not in self.states]
        return wrong + strange


async def _found(home: Path) -> dict[str, State]:
    address = EmbeddedServer(home).as_superuser("mygymtracker")
    connection = await asyncpg.connect(
        host=address.host, user=address.user, password=address.password, database=address.database, ssl=False
    )
    try:
        imported = {str(name): int(sets) for name, sets in await connection.fetch(_IMPORTS)}
        brought = "SELECT one.id FROM exercise_sets AS one WHERE one.load_unit = 'lb'"
        ids: set[UUID] = {each["id"] for each in await connection.fetch(brought)}
        sets = {str(each): reps for each, reps in await connection.fetch(_SETS) if each not in ids}
        unlogged = await connection.fetchval(_UNLOGGED)
    finally:
        await connection.close()
    return {**sets, **imported, **({"rows without a line in the log": unlogged} if unlogged else {})}
