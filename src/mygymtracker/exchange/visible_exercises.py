"""The exercises that a person can see, as names of a file find them. Nothing is guessed."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final
from uuid import UUID

from msgspec import Struct
from sqlalchemy import String, bindparam, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from mygymtracker.database.driver import fetch_rows
from mygymtracker.database.entities import Exercise
from mygymtracker.database.reading import Query, Question, columns_of
from mygymtracker.exchange.brackets import in_english, load_mode_of
from mygymtracker.exchange.records import SetRecord
from mygymtracker.exchange.report import How, Why
from mygymtracker.exchange.workout_identity import folded
from mygymtracker.exercises.merging import resolve
from mygymtracker.exercises.names import fold_name
from mygymtracker.exercises.searching import fits, names_of, order_of, typed
from mygymtracker.quantities import LoadMode


@dataclass(frozen=True, slots=True)
class ResolvedExercise:
    """The exercise that a name means.

    `load_mode` is what loads mean under this name; `name_load_mode` what the name alone tells, which is what sets of
    the file say unless their number says otherwise (a negative one is help). `is_new` is one that this import makes.
    """

    exercise_id: UUID
    exercise_name: str
    how: How
    load_mode: LoadMode
    name_load_mode: LoadMode
    is_new: bool = False

    def mode_of(self, record: SetRecord) -> LoadMode:
        """What the load of one set under this name means."""
        return self.load_mode if record.load_mode is self.name_load_mode else record.load_mode


class NamedExercise(Struct, frozen=True):
    """An exercise as names find it."""

    id: UUID
    name: str
    aliases: list[str]
    load_mode: LoadMode
    is_own: bool
    is_archived: bool
    is_of_the_catalogue: bool


_SEEN: Final = select(
    *columns_of(
        Exercise,
        NamedExercise,
        {
            "is_own": Exercise.owner_id.is_not(None),
            "is_archived": Exercise.archived_at.is_not(None),
            "is_of_the_catalogue": Exercise.slug.is_not(None),
        },
    )
)
_ALL: Final = Query(_SEEN, NamedExercise)
_OWN_OF_NAME: Final = Query(
    _SEEN.where(
        Exercise.owner_id.is_not(None), func.lower(Exercise.name) == func.lower(bindparam("name", type_=String()))
    ),
    NamedExercise,
)


def own_exercise(name: str) -> Question[NamedExercise]:
    """One's own exercise of a name, as PostgreSQL compares them: one row or none."""
    return _OWN_OF_NAME, {"name": name}


def _as_written(name: str) -> str:
    return name


def _with_english_bracket(name: str) -> str:
    return fold_name(in_english(name))


def _name_alone(exercise: NamedExercise) -> Sequence[str]:
    return (exercise.name,)


def _aliases(exercise: NamedExercise) -> Sequence[str]:
    return exercise.aliases


#: Ways in which a name finds exercises, the surest first: the key that is compared, of which spellings, and its word.
_MATCHING_RULES: Final[Sequence[tuple[Callable[[str], str], Callable[[NamedExercise], Sequence[str]], Why]]] = (
    (_as_written, _name_alone, "name"),
    (folded, _name_alone, "name"),
    (folded, _aliases, "alias"),
    (fold_name, _name_alone, "spelling"),
    (fold_name, _aliases, "spelling"),
    (_with_english_bracket, _name_alone, "spelling"),
    (_with_english_bracket, _aliases, "spelling"),
)


class _Group:
    """Exercises among which a name is looked for. Keys are made for a way when it is first gone."""

    def __init__(self, exercises: Iterable[NamedExercise]) -> None:
        self._exercises = list(exercises)
        self._by_way: dict[int, dict[str, list[NamedExercise]]] = {}

    def find(self, name: str) -> tuple[Why, Sequence[NamedExercise]] | None:
        """Those that the surest way finds, and which way that was; None also for a name without a key."""
        for place, (key_of, _, why) in enumerate(_MATCHING_RULES):
            if (key := key_of(name)) and (exercises := self._by_key(place).get(key)):
                return why, exercises
        return None

    def _by_key(self, place: int) -> dict[str, list[NamedExercise]]:
        if place not in self._by_way:
            key_of, spellings, _ = _MATCHING_RULES[place]
            by_key: dict[str, list[NamedExercise]] = {}
            for each in self._exercises:
                for key in {key_of(spelling) for spelling in spellings(each)}:
                    by_key.setdefault(key, []).append(each)
            self._by_way[place] = by_key
        return self._by_way[place]


async def load_visible_exercises(session: AsyncSession) -> VisibleExercises:
    """All that the person can see, in two statements."""
    return VisibleExercises(await fetch_rows(session, _ALL, {}), await resolve(session))


class VisibleExercises:
    """All exercises that a person can see, and which of them stands for which (`merging.resolve`).

    An archived one of one's own is still what its name means; a shared one is only where no other has the name.
    """

    def __init__(self, exercises: Sequence[NamedExercise], ends: Mapping[UUID, UUID]) -> None:
        self._ends = ends
        self._by_id = {each.id: each for each in exercises}
        self._in_use = [each for each in exercises if not each.is_archived and each.id not in ends]
        self._own = _Group(each for each in exercises if each.is_own)
        self._groups = (
            self._own,
            _Group(each for each in exercises if not each.is_own and not each.is_archived),
            _Group(each for each in exercises if not each.is_own and each.is_archived),
        )

    @property
    def ids(self) -> Collection[UUID]:
        return self._by_id.keys()

    def end_of(self, exercise: NamedExercise) -> NamedExercise:
        """What stands for an exercise: what it was merged into, or itself."""
        return self._by_id[self._ends[exercise.id]] if exercise.id in self._ends else exercise

    def look(self, name: str) -> tuple[Why, Sequence[NamedExercise]]:
        """What has a name, in the surest way that finds anything, and which way that was; the ends of merges."""
        why, exercises = self._look(name)
        return why, list({end.id: end for end in map(self.end_of, exercises)}.values())

    def find(self, name: str) -> ResolvedExercise | None:
        """What a name means; None where nothing has it, and where several have it that were not merged into one."""
        why, exercises = self._look(name)
        ends = {end.id: end for end in map(self.end_of, exercises)}
        if len(ends) != 1:
            return None
        (end,) = ends.values()
        named = end if end in exercises else exercises[0]
        return resolve_name(name, named, end, by_name=why == "name")

    def choose(self, name: str, exercise_id: UUID) -> ResolvedExercise | None:
        """What a name means where a person says so, as if it were merged into that; None for no such exercise."""
        if (chosen := self._by_id.get(exercise_id)) is None:
            return None
        end = self.end_of(chosen)
        if (by_name := self.find(name)) is not None and by_name.exercise_id == end.id:
            return replace(by_name, how="decided")
        mode = load_mode_of(name)
        return ResolvedExercise(end.id, end.name, "decided", _beside(mode, end), mode)

    def own_of_name(self, name: str) -> NamedExercise | None:
        """The exercise of one's own that has this very name, case and blanks apart; merged away or not."""
        match = self._own.find(name)
        return match[1][0] if match and match[0] == "name" else None

    def similar(self, name: str) -> list[NamedExercise]:
        """What a search for the name finds among the exercises in use, the best fit first."""
        fitting = fits(typed(name), [names_of(each.name, *each.aliases) for each in self._in_use])
        places = sorted(fitting, key=lambda place: (fitting[place], order_of(self._in_use[place].name)))
        return [self._in_use[place] for place in places]

    def _look(self, name: str) -> tuple[Why, Sequence[NamedExercise]]:
        return next((match for group in self._groups if (match := group.find(name))), ("name", ()))


def resolve_name(name: str, named: NamedExercise, end: NamedExercise, *, by_name: bool) -> ResolvedExercise:
    """`named` is what the name found, `end` what it was merged into, or the same."""
    name_load_mode = load_mode_of(name)
    how: How = "alias"
    if named is not end:
        how = "merged"
    elif by_name:
        how = "own_name" if named.is_own else "shared_name"
    return ResolvedExercise(end.id, end.name, how, _load_mode(name_load_mode, named, end), name_load_mode)


def _load_mode(name_load_mode: LoadMode, named: NamedExercise, end: NamedExercise) -> LoadMode:
    """What loads mean under a name that alone tells `name_load_mode`.

    The catalogue knows better than a bracket: in `Lying Neck Curl (Weighted)` nobody lifts the body. Of any other
    exercise external may only mean that nobody said anything. Help stays help when its exercise is merged away.
    """
    mode = _corrected(name_load_mode, named)
    return mode if named is end else _beside(mode, end)


def _beside(mode: LoadMode, end: NamedExercise) -> LoadMode:
    """What loads of a name that tells `mode` mean among those of another exercise."""
    return mode if mode in (LoadMode.ASSISTED, LoadMode.BAND) else _corrected(mode, end)


def _corrected(mode: LoadMode, exercise: NamedExercise) -> LoadMode:
    is_known = exercise.is_of_the_catalogue or exercise.load_mode is not LoadMode.EXTERNAL
    return exercise.load_mode if is_known else mode
