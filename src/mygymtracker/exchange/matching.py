"""Which exercise a name of a file means: one the person can see, or a new one of their own.

Nothing is guessed: a name matches by its spelling or not at all, and where several exercises could be meant, none is.
A wrong match is worse than none, because a new exercise can be merged into the right one.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from mygymtracker.database.columns import new_id
from mygymtracker.database.entities import Exercise, Measurement
from mygymtracker.errors import Conflict
from mygymtracker.exchange.identity import folded
from mygymtracker.exchange.loads import load_mode_of
from mygymtracker.exchange.records import ExerciseRecord, SetRecord
from mygymtracker.exchange.report import How
from mygymtracker.exercises.merging import resolve
from mygymtracker.exercises.names import fold_name
from mygymtracker.quantities import LoadMode


@dataclass(frozen=True, slots=True)
class Meant:
    """The exercise that a name means.

    `load_mode` is what loads mean under this name; `told_mode` what the name alone tells, which is what sets of the
    file say unless their number says otherwise (a negative one is help).
    """

    exercise_id: UUID
    exercise_name: str
    how: How
    load_mode: LoadMode
    told_mode: LoadMode


#: By the folded form of every name.
Matched = Mapping[str, Meant]


async def match_exercises(session: AsyncSession, user_id: UUID, blocks: Sequence[ExerciseRecord]) -> Matched:
    """Find the exercise of every name, and make those that are missing; as many statements for one as for thousands.

    One's own come before shared ones, for they are what one's history uses; among either, the name itself comes before
    another spelling of it (`fold_name`) or of an alias. What the person merged away leads to what it was merged into.
    What is made is as the file tells it, and nothing more. Raises Conflict when another request interferes.
    """
    wanted = {folded(block.name): block.name for block in reversed(blocks)}
    if not wanted:
        return {}
    seen = [_Seen(*row) for row in await session.execute(_SEEN)]
    visible = _Visible(seen, await resolve(session))
    names = dict.fromkeys(folded(block.name) for block in blocks)
    matched = {key: meant for key in names if (meant := visible.find(wanted[key])) is not None}
    missing = {key: wanted[key] for key in names if key not in matched}
    if missing:
        made = await _make(session, user_id, missing, blocks)
        matched |= made
        alike = {key: name for key, name in missing.items() if key not in made}
        matched |= await _find_alike(session, alike, visible, made)
    return matched


# -------------------------------------------------------------------------------------------------------- what is there


@dataclass(frozen=True, slots=True)
class _Seen:
    """An exercise as names find it; fields in the order of the columns of `_SEEN`."""

    id: UUID
    name: str
    aliases: Sequence[str]
    load_mode: LoadMode
    is_own: bool
    is_archived: bool
    is_of_the_catalogue: bool


_SEEN: Final = select(
    Exercise.id,
    Exercise.name,
    Exercise.aliases,
    Exercise.load_mode,
    Exercise.owner_id.is_not(None),
    Exercise.archived_at.is_not(None),
    Exercise.slug.is_not(None),
)


def _as_written(name: str) -> str:
    return name


def _name_alone(exercise: _Seen) -> Sequence[str]:
    return (exercise.name,)


def _aliases(exercise: _Seen) -> Sequence[str]:
    return exercise.aliases


#: Ways in which a name finds exercises, the surest first: the key that is compared, and of which spellings.
_WAYS: Final[Sequence[tuple[Callable[[str], str], Callable[[_Seen], Sequence[str]]]]] = (
    (_as_written, _name_alone),
    (folded, _name_alone),
    (folded, _aliases),
    (fold_name, _name_alone),
    (fold_name, _aliases),
)
#: The first of these ways that look at nothing but the name itself, case and blanks apart.
_BY_NAME: Final = 2


class _Group:
    """Exercises among which a name is looked for. Keys are made for a way when it is first gone."""

    def __init__(self, exercises: Iterable[_Seen]) -> None:
        self._exercises = list(exercises)
        self._found: dict[int, dict[str, list[_Seen]]] = {}

    def find(self, name: str) -> tuple[int, Sequence[_Seen]]:
        """Those that the surest way finds, and which way that was; none for a name without a key."""
        for place, (key_of, _) in enumerate(_WAYS):
            if (key := key_of(name)) and (found := self._by_key(place).get(key)):
                return place, found
        return len(_WAYS), ()

    def _by_key(self, place: int) -> dict[str, list[_Seen]]:
        if place not in self._found:
            key_of, spellings = _WAYS[place]
            by_key: dict[str, list[_Seen]] = {}
            for each in self._exercises:
                for key in {key_of(spelling) for spelling in spellings(each)}:
                    by_key.setdefault(key, []).append(each)
            self._found[place] = by_key
        return self._found[place]


class _Visible:
    """All exercises that a person can see, and which of them stands for which (`merging.resolve`).

    An archived one of one's own is still what its name means; a shared one is only where no other has the name.
    """

    def __init__(self, exercises: Sequence[_Seen], ends: Mapping[UUID, UUID]) -> None:
        self._ends = ends
        self._by_id = {each.id: each for each in exercises}
        self._groups = (
            _Group(each for each in exercises if each.is_own),
            _Group(each for each in exercises if not each.is_own and not each.is_archived),
            _Group(each for each in exercises if not each.is_own and each.is_archived),
        )

    def end_of(self, exercise: _Seen) -> _Seen:
        """What stands for an exercise: what it was merged into, or itself."""
        return self._by_id[self._ends[exercise.id]] if exercise.id in self._ends else exercise

    def find(self, name: str) -> Meant | None:
        """What a name means; None where nothing has it, and where several have it that were not merged into one."""
        for group in self._groups:
            way, found = group.find(name)
            if found:
                ends = {end.id: end for end in map(self.end_of, found)}
                if len(ends) > 1:
                    return None
                (end,) = ends.values()
                named = end if end in found else found[0]
                return _meant(name, named, end, by_name=way < _BY_NAME)
        return None


def _meant(name: str, named: _Seen, end: _Seen, *, by_name: bool) -> Meant:
    """`named` is what the name found, `end` what it was merged into, or the same."""
    told = load_mode_of(name)
    how: How = "alias"
    if named is not end:
        how = "merged"
    elif by_name:
        how = "own_name" if named.is_own else "shared_name"
    return Meant(end.id, end.name, how, _load_mode(told, named, end), told)


def _load_mode(told: LoadMode, named: _Seen, end: _Seen) -> LoadMode:
    """What loads mean under a name that alone tells `told`.

    The catalogue knows better than a bracket: in `Lying Neck Curl (Weighted)` nobody lifts the body. Of any other
    exercise external may only mean that nobody said anything. Help stays help when its exercise is merged away.
    """
    mode = _corrected(told, named)
    if named is end or mode in (LoadMode.ASSISTED, LoadMode.BAND):
        return mode
    return _corrected(mode, end)


def _corrected(mode: LoadMode, exercise: _Seen) -> LoadMode:
    is_said = exercise.is_of_the_catalogue or exercise.load_mode is not LoadMode.EXTERNAL
    return exercise.load_mode if is_said else mode


# --------------------------------------------------------------------------------------------------------- what is made


async def _make(
    session: AsyncSession, user_id: UUID, names: Mapping[str, str], blocks: Sequence[ExerciseRecord]
) -> dict[str, Meant]:
    """Exercises of one's own, by folded name; without those that turned out to be there."""
    statement = insert(Exercise).on_conflict_do_nothing().returning(Exercise.name, Exercise.id)
    sets: dict[str, list[SetRecord]] = {key: [] for key in names}
    for block in blocks:
        if (mine := sets.get(folded(block.name))) is not None:
            mine += block.sets
    rows = [
        {
            "id": new_id(),
            "name": name,
            "owner_id": user_id,
            "load_mode": load_mode_of(name),
            "measurement": measurement_of(sets[key]),
        }
        for key, name in names.items()
    ]
    ids = {made.name: made.id for made in await session.execute(statement, rows)}
    return {key: _new(ids[name], name) for key, name in names.items() if name in ids}


def _new(exercise_id: UUID, name: str) -> Meant:
    return Meant(exercise_id, name, "made", load_mode_of(name), load_mode_of(name))


def measurement_of(sets: Collection[SetRecord]) -> Measurement:
    """Which numbers sets have, where all that say something agree; weight and reps where they do not."""
    found = {each for each in map(_measured, sets) if each is not None}
    return found.pop() if len(found) == 1 else Measurement.WEIGHT_REPS


def _measured(record: SetRecord) -> Measurement | None:
    """What one set was measured in; None for one that was never performed. A load of 0 is none."""
    if record.reps is not None:
        return Measurement.WEIGHT_REPS if record.load else Measurement.REPS
    if record.distance:
        return Measurement.WEIGHT_DISTANCE if record.load else Measurement.DISTANCE_DURATION
    if record.duration_seconds:
        return Measurement.WEIGHT_DURATION if record.load else Measurement.DURATION
    return None


async def _find_alike(
    session: AsyncSession, names: Mapping[str, str], visible: _Visible, made: Mapping[str, Meant]
) -> dict[str, Meant]:
    """Exercises that were there after all: made by a request at the same time, or alike for PostgreSQL alone.

    `İnce` and `ince` are one name where the database folds letter by letter, and two for Python. Raises Conflict for
    one that is gone again.
    """
    new_ids = {each.exercise_id for each in made.values()}
    found: dict[str, Meant] = {}
    for key, name in names.items():
        same = _SEEN.where(Exercise.owner_id.is_not(None), func.lower(Exercise.name) == func.lower(name))
        row = (await session.execute(same)).one_or_none()
        if row is None:
            raise Conflict(f"Another request is just changing the exercise {name}. Try again.")
        named = _Seen(*row)
        found[key] = (
            _new(named.id, named.name)
            if named.id in new_ids
            else _meant(name, named, visible.end_of(named), by_name=True)
        )
    return found
