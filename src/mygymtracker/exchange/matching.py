"""Which exercise a name of a file means: one the person can see, or a new one of their own.

Nothing is guessed: a name matches by its spelling or not at all, and where several exercises could be meant, none is.
A wrong match is worse than none, because a new exercise can be merged into the right one. What a person decides for a
name goes before all of that, and is remembered as such a merge: an exercise of one's own with the name of the file is
made and stands for the other from then on.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from uuid import UUID

from sqlalchemy import ARRAY, Text, func, literal, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from mygymtracker.database.columns import new_id
from mygymtracker.database.driver import fetch_rows
from mygymtracker.database.entities import Equipment, Exercise
from mygymtracker.errors import Conflict, Invalid
from mygymtracker.exchange.brackets import equipment_of, load_mode_of
from mygymtracker.exchange.mapping import Decisions
from mygymtracker.exchange.names import Names
from mygymtracker.exchange.visible_exercises import ResolvedExercise, VisibleExercises, own_exercise, resolve_name

__all__ = ["Matched", "Matching", "ResolvedExercise", "match_exercises"]

#: By the folded form of every name.
Matched = Mapping[str, ResolvedExercise]


@dataclass(slots=True)
class Matching:
    """What names mean. `remembered` has, for each name whose decision is kept, the exercise that stands for it."""

    matched: dict[str, ResolvedExercise] = field(default_factory=dict)
    remembered: dict[str, UUID] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)


async def match_exercises(
    session: AsyncSession,
    user_id: UUID,
    names: Names,
    *,
    visible: VisibleExercises,
    decisions: Decisions,
    dry_run: bool = False,
) -> Matching:
    """Find the exercise of every name, and make those that are missing; as many statements for one as for thousands.

    One's own come before shared ones, for they are what one's history uses; among either, the name itself comes before
    another spelling of it (`fold_name`) or of an alias. What the person merged away leads to what it was merged into.
    What is made is as the file tells it, and nothing more; a dry run says what would be, and makes nothing. Raises
    Conflict when another request interferes, and Invalid for a decision that cannot be followed.
    """
    written = names.first_written
    matching = Matching()
    for key, name in written.items():
        exercise = _decided(name, decisions[key], visible) if key in decisions else visible.find(name)
        if exercise is not None:
            matching.matched[key] = exercise
    missing = {key: name for key, name in written.items() if key not in matching.matched}
    kept = {key: written[key] for key in _to_remember(written, decisions, visible, matching)}
    if missing or kept:
        wanted = kept | missing  # what is decided goes first where names are alike
        made = await (_would_make(session, wanted) if dry_run else _make(session, user_id, wanted, names))
        _remember(matching, kept, made)
        await _take_made(session, matching, missing, made, visible=visible, decisions=decisions)
    return matching


# ----------------------------------------------------------------------------------------------------------- decisions


def _decided(name: str, exercise_id: UUID | None, visible: VisibleExercises) -> ResolvedExercise | None:
    """None for one that is to be made."""
    if exercise_id is not None:
        return visible.choose(name, exercise_id)
    own = visible.own_of_name(name)
    if own is None:
        return None
    if (end := visible.end_of(own)) is not own:
        raise Invalid(
            f"{own.name} is one of your own exercises already, and was merged into {end.name}. Undo that merge first.",
            field="exercises",
            value=name,
        )
    return replace(resolve_name(name, own, own, by_name=True), how="decided")


def _to_remember(
    names: Mapping[str, str], decisions: Decisions, visible: VisibleExercises, matching: Matching
) -> list[str]:
    """Names that would mean something else the next time. One's own exercise of that name keeps its meaning."""
    keys = []
    for key, name in names.items():
        if decisions.get(key) is None:
            continue
        exercise = visible.find(name)
        if exercise is not None and exercise.exercise_id == matching.matched[key].exercise_id:
            continue
        if visible.own_of_name(name) is None:
            keys.append(key)
        else:
            matching.remarks.append(_this_time(name, matching.matched[key]))
    return keys


def _this_time(name: str, chosen: ResolvedExercise) -> str:
    return (
        f"{name} is one of your own exercises; that it is {chosen.exercise_name} holds for this import alone. "
        "Merge the one into the other to keep it so"
    )


def _remember(matching: Matching, names: Mapping[str, str], made: Mapping[str, ResolvedExercise]) -> None:
    for key, name in names.items():
        if key in made:
            matching.remembered[key] = made[key].exercise_id
        else:
            matching.remarks.append(_this_time(name, matching.matched[key]))


# --------------------------------------------------------------------------------------------------------- what is made


async def _take_made(
    session: AsyncSession,
    matching: Matching,
    missing: Mapping[str, str],
    made: Mapping[str, ResolvedExercise],
    *,
    visible: VisibleExercises,
    decisions: Decisions,
) -> None:
    """Let the missing names mean what was made for them, or what turned out to be there."""
    new = {
        each.exercise_name: replace(matching.matched[key], how="merged") if key in matching.remembered else each
        for key, each in made.items()
    }
    alike = {key: name for key, name in missing.items() if key not in made}
    exercises = await _find_alike(session, alike, visible, new)
    for key, name in missing.items():
        each = exercises.get(key) or made[key]
        if key in decisions:
            each = replace(each, how="decided")
        elif each.is_new and visible.look(name)[1]:
            each = replace(each, how="ambiguous")
        matching.matched[key] = each


async def _make(
    session: AsyncSession, user_id: UUID, wanted: Mapping[str, str], names: Names
) -> dict[str, ResolvedExercise]:
    """Exercises of one's own, by folded name; without those that turned out to be there."""
    statement = insert(Exercise).on_conflict_do_nothing().returning(Exercise.name, Exercise.id)
    rows = [
        {
            "id": new_id(),
            "name": name,
            "owner_id": user_id,
            "load_mode": load_mode_of(name),
            "equipment": Equipment(kind) if (kind := equipment_of(name)) else None,
            "measurement": names.measurement_of(key),
        }
        for key, name in wanted.items()
    ]
    ids = {made.name: made.id for made in await session.execute(statement, rows)}
    return {key: _new(ids[name], name) for key, name in wanted.items() if name in ids}


async def _would_make(session: AsyncSession, wanted: Mapping[str, str]) -> dict[str, ResolvedExercise]:
    """The same without making any: of names that are one for PostgreSQL the first is made, unless it is there."""
    lower = await _lower(session, list(wanted.values()))
    own = select(func.lower(Exercise.name)).where(Exercise.owner_id.is_not(None))
    taken = set((await session.execute(own)).scalars())
    made: dict[str, ResolvedExercise] = {}
    for key, name in wanted.items():
        if lower[name] not in taken:
            taken.add(lower[name])
            made[key] = _new(new_id(), name)
    return made


async def _lower(session: AsyncSession, names: Sequence[str]) -> Mapping[str, str]:
    """Names as PostgreSQL compares them."""
    each = func.unnest(literal(list(names), ARRAY(Text()))).column_valued("each")
    lowered = await session.execute(select(each, func.lower(each)))
    return {row[0]: row[1] for row in lowered}


def _new(exercise_id: UUID, name: str) -> ResolvedExercise:
    return ResolvedExercise(exercise_id, name, "made", load_mode_of(name), load_mode_of(name), is_new=True)


async def _find_alike(
    session: AsyncSession, names: Mapping[str, str], visible: VisibleExercises, new: Mapping[str, ResolvedExercise]
) -> dict[str, ResolvedExercise]:
    """Exercises that were there after all: made by a request at the same time, or alike for PostgreSQL alone.

    `İnce` and `ince` are one name where the database folds letter by letter, and two for Python. `new` says, by name,
    what those mean that were just made. Raises Conflict for one that is gone again.
    """
    alike: dict[str, ResolvedExercise] = {}
    lower = await _lower(session, [*names.values(), *new]) if names else {}
    made = {lower[name]: each for name, each in new.items()} if names else {}
    for key, name in names.items():
        if lower[name] in made:
            alike[key] = made[lower[name]]
            continue
        same = await fetch_rows(session, *own_exercise(name))
        if not same:
            raise Conflict(f"Another request is just changing the exercise {name}. Try again.")
        (named,) = same
        alike[key] = resolve_name(name, named, visible.end_of(named), by_name=True)
    return alike
