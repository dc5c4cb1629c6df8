"""Exercises by some of their name: what the database has, ranked by `searching`, as the client ranks what it has."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from mygymtracker.database.driver import fetch_rows
from mygymtracker.errors import Invalid, NotFound
from mygymtracker.exercises.catalogue import ExerciseSummary
from mygymtracker.exercises.queries import EVERYTHING, Sought, exercises_by_last_use, exercises_of, own_names
from mygymtracker.exercises.searching import Fit, Names, fits, names_of, order_of, typed
from mygymtracker.exercises.shared_names import shared_exercises

_NEVER: Final = datetime.min.replace(tzinfo=UTC)
_MOST_NAMED: Final = 10


@dataclass(frozen=True, slots=True)
class Match:
    """An exercise that was found, and how well its names fit."""

    exercise: ExerciseSummary
    fit: Fit


async def find_exercises(session: AsyncSession, search: str, *, rows: int, sought: Sought = EVERYTHING) -> list[Match]:
    """At most `rows` exercises, the best fit first; of equal ones those done last, then the usual ones.

    An empty search finds all, those done last first. Raises Invalid for text that PostgreSQL cannot hold.
    """
    if "\0" in search:
        raise Invalid("search must not contain the character NUL", field="search", value=search)
    if not search.strip():
        listed = await fetch_rows(session, *exercises_by_last_use(rows=rows, sought=sought))
        return [Match(each, Fit.NAME) for each in listed]
    known = await _names_in_use(session, sought)
    fitting = fits(typed(search), [names for _, names in known])
    fit_of = {known[place][0]: fit for place, fit in fitting.items()}
    exercises = await fetch_rows(session, *exercises_of(list(fit_of))) if fit_of else []
    return sorted((Match(each, fit_of[each.id]) for each in exercises), key=_order)[:rows]


async def _names_in_use(session: AsyncSession, sought: Sought) -> list[tuple[UUID, Names]]:
    """Of all exercises that the person can use: their own from the database, the shared ones from memory."""
    rows = await fetch_rows(session, *own_names(sought))
    merged = set(rows[0].merged_ids or ())
    shared = await shared_exercises(session, rows[0].catalogue)
    in_use = [(each.id, names) for each, names in shared if each.id not in merged and sought.takes(each)]
    return in_use + [(row.own.id, names_of(row.own.name, *row.own.aliases)) for row in rows if row.own is not None]


def _order(match: Match) -> tuple[object, ...]:
    exercise = match.exercise
    return match.fit, _NEVER - (exercise.last_performed_at or _NEVER), *order_of(exercise.name), exercise.id


def get_only(matches: Sequence[Match], *, search: str) -> ExerciseSummary:
    """The one exercise meant by `search`: of that name, or of that alias alone, or the clear winner among those that
    the person has done.

    Raises NotFound otherwise; the message names those it could have been.
    """
    fitting = [match for match in matches if match.fit is not Fit.PARTLY]
    if not fitting:
        nearest = f" The nearest is {matches[0].exercise.name}. See: mygymtracker exercise search" if matches else ""
        raise NotFound(f"There is no exercise like {search}.{nearest}")
    for match in fitting:
        if match.exercise.name.casefold() == search.strip().casefold():
            return match.exercise
    exact = [match for match in fitting if match.fit <= Fit.ALIAS]
    if len(exact) == 1:
        return exact[0].exercise
    candidates = [match for match in exact or fitting if match.exercise.last_performed_at] or exact or fitting
    if len(candidates) > 1 and candidates[0].fit == candidates[1].fit:
        names = "; ".join(match.exercise.name for match in candidates[:_MOST_NAMED])
        raise NotFound(f"{search} could be several exercises. Say which: {names}")
    return candidates[0].exercise
