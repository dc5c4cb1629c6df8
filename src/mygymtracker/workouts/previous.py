"""The last time an exercise was done: what someone in the gym wants to beat."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Annotated, Final
from uuid import UUID

from msgspec import Meta, Struct
from msgspec.json import Decoder
from msgspec.structs import astuple

from mygymtracker.database.entities import IntensityTechnique, SetType, Side
from mygymtracker.quantities import DistanceUnit, LoadMode, LoadUnit


class PreviousSet(Struct, frozen=True, gc=False):
    """One set of the last time, as it was typed."""

    set_type: SetType
    set_number: Annotated[
        int, Meta(description="From 1, warm-ups and working sets counted apart; a piece has its set's.")
    ]
    piece: Annotated[int | None, Meta(description="From 1, for the pieces of a set (drop set, rest-pause).")]
    reps: int | None
    load: Decimal | None
    load_unit: LoadUnit | None
    load_mode: LoadMode
    duration_seconds: Decimal | None
    distance: Decimal | None
    distance_unit: DistanceUnit | None
    rpe: Decimal | None
    rir: Decimal | None
    side: Side | None
    technique: IntensityTechnique | None


class PreviousPerformance(Struct, frozen=True):
    """The latest earlier workout, cancelled ones aside, in which the exercise was done."""

    workout_id: UUID
    performed_on: date
    notes: str
    returning_note: str
    sets: list[PreviousSet]


class _Typed(Struct, frozen=True, array_like=True, gc=False):
    """A set as `previous_queries` puts it into JSON: its keys, then the fields of `PreviousSet`."""

    id: UUID
    continues_set_id: UUID | None
    set_type: SetType
    reps: int | None
    load: Decimal | None
    load_unit: LoadUnit | None
    load_mode: LoadMode
    duration_seconds: Decimal | None
    distance: Decimal | None
    distance_unit: DistanceUnit | None
    rpe: Decimal | None
    rir: Decimal | None
    side: Side | None
    technique: IntensityTechnique | None


class _Performance(Struct, frozen=True, array_like=True):
    """`PreviousPerformance` as it comes, its sets in the order of `set_index` and id."""

    workout_id: UUID
    performed_on: date
    notes: str
    returning_note: str
    sets: list[_Typed]


#: What follows a set's keys and type.
_AS_TYPED: Final = slice(3, None)
_decode: Final = Decoder(_Performance).decode


def build_previous(text: str) -> PreviousPerformance:
    """From what `previous_queries.previous_performances` made of one exercise."""
    found = _decode(text)
    return PreviousPerformance(
        found.workout_id, found.performed_on, found.notes, found.returning_note, _numbered(found.sets)
    )


def _numbered(typed: Sequence[_Typed]) -> list[PreviousSet]:
    """Sets in order, each followed by its pieces in theirs; a piece of a piece is one of the same set."""
    continued = {each.id: each.continues_set_id for each in typed}
    whole_of = {each.id: _whole(each.id, continued) for each in typed}
    numbers: Counter[SetType] = Counter()
    sets = []
    for whole in typed:
        if whole_of[whole.id] != whole.id:
            continue
        numbers[whole.set_type] += 1
        number = numbers[whole.set_type]
        pieces = [each for each in typed if whole_of[each.id] == whole.id and each is not whole]
        sets.append(_previous_set(whole, number, None))
        sets.extend(_previous_set(each, number, place) for place, each in enumerate(pieces, start=1))
    return sets


def _whole(set_id: UUID, continued: Mapping[UUID, UUID | None]) -> UUID:
    """The set that a piece belongs to; for one that is no piece, or a piece in a circle, itself."""
    passed: set[UUID] = set()
    while set_id not in passed and (before := continued[set_id]) is not None and before in continued:
        passed.add(set_id)
        set_id = before
    return set_id


def _previous_set(typed: _Typed, number: int, piece: int | None) -> PreviousSet:
    return PreviousSet(typed.set_type, number, piece, *astuple(typed)[_AS_TYPED])
