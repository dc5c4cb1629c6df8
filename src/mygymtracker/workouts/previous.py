"""The last time an exercise was done: what someone in the gym wants to beat."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Annotated
from uuid import UUID

from msgspec import Meta, Struct

from mygymtracker.database.entities import IntensityTechnique, SetType
from mygymtracker.database.reading import extension
from mygymtracker.workouts.set_shapes import SetNumbers


class LastSetFields(SetNumbers, frozen=True, gc=False):
    """What is shown of a set of the last time."""

    set_type: SetType
    technique: IntensityTechnique | None


class PreviousSet(LastSetFields, frozen=True, gc=False):
    """One set of the last time, as it was typed."""

    set_number: Annotated[
        int, Meta(description="From 1, warm-ups and working sets counted apart; a piece has its set's.")
    ]
    piece: Annotated[int | None, Meta(description="From 1, for the pieces of a set (drop set, rest-pause).")]


class LastWorkout(Struct, frozen=True):
    """The latest earlier workout, cancelled ones aside, in which the exercise was done."""

    workout_id: UUID
    performed_on: date
    notes: str
    returning_note: str


class PreviousPerformance(LastWorkout, frozen=True):
    """The latest earlier workout, cancelled ones aside, in which the exercise was done."""

    sets: list[PreviousSet]


class LastSet(LastSetFields, frozen=True, array_like=True, gc=False):
    """A set as `previous_queries` puts it into JSON, and what says which one it continues."""

    id: UUID
    continues_set_id: UUID | None


class LastPerformance(LastWorkout, frozen=True, array_like=True):
    """`PreviousPerformance` as `previous_queries` puts it into JSON, its sets in the order of `set_index` and id."""

    sets: list[LastSet]


_previous_performance = extension(PreviousPerformance, LastWorkout)
#: Of a set of the last time: its number, and which piece it is.
_previous_set = extension(PreviousSet, LastSetFields)


def build_previous(last: LastPerformance) -> PreviousPerformance:
    """With its sets numbered."""
    return _previous_performance(last, _numbered(last.sets))


def _numbered(last: Sequence[LastSet]) -> list[PreviousSet]:
    """Sets in order, each followed by its pieces in theirs; a piece of a piece is one of the same set."""
    whole_sets, pieces = _with_pieces_apart(last)
    numbers: Counter[SetType] = Counter()
    sets = []
    for whole in whole_sets:
        numbers[whole.set_type] += 1
        number = numbers[whole.set_type]
        sets.append(_previous_set(whole, number, None))
        if pieces:
            sets.extend(_previous_set(each, number, place) for place, each in enumerate(pieces[whole.id], start=1))
    return sets


def _with_pieces_apart(last: Sequence[LastSet]) -> tuple[Sequence[LastSet], Mapping[UUID, list[LastSet]]]:
    """The sets that are no pieces, and by their ids the pieces of each. No id is looked up where there are none."""
    if all(each.continues_set_id is None for each in last):
        return last, {}
    continued = {each.id: each.continues_set_id for each in last}
    whole_sets: list[LastSet] = []
    pieces: defaultdict[UUID, list[LastSet]] = defaultdict(list)
    for each in last:
        whole = _whole(each.id, continued)
        if whole == each.id:
            whole_sets.append(each)
        else:
            pieces[whole].append(each)
    return whole_sets, pieces


def _whole(set_id: UUID, continued: Mapping[UUID, UUID | None]) -> UUID:
    """The set that a piece belongs to; for one that is no piece, or a piece in a circle, itself."""
    passed: set[UUID] = set()
    while set_id not in passed and (before := continued[set_id]) is not None and before in continued:
        passed.add(set_id)
        set_id = before
    return set_id
