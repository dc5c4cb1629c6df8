"""Merges of exercises: what one says, what is answered, and what becomes of a plan that names both."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Annotated, Final
from uuid import UUID

from msgspec import Meta, Struct

from mygymtracker.contents import Content, from_row
from mygymtracker.database.entities import ExerciseMerge
from mygymtracker.errors import Invalid


class MergeContent(Content, frozen=True, kw_only=True):
    """The history of one exercise goes over to another, which then stands for it."""

    exercise_id: Annotated[UUID, Meta(description="Whose history goes over.")]
    into_exercise_id: Annotated[UUID, Meta(description="Where it goes.")]

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.exercise_id == self.into_exercise_id:
            raise Invalid(
                "into_exercise_id must be another exercise than exercise_id",
                field="into_exercise_id",
                value=str(self.into_exercise_id),
            )


class Merged(Struct, frozen=True):
    """One merge, with the names as they are now."""

    id: UUID
    exercise_id: UUID
    exercise_name: str
    into_exercise_id: UUID
    into_exercise_name: str
    workouts: Annotated[int, Meta(description="In how many workouts there is something that went over.")]
    created_at: datetime
    undone_at: datetime | None
    version: int


class MergeKey(Struct, frozen=True, array_like=True):
    """Where a merge stands among the newest."""

    created_at: Annotated[datetime, Meta(tz=True)]
    id: UUID


def content_of(row: ExerciseMerge) -> MergeContent:
    return from_row(MergeContent, row)


def followed(into: Mapping[UUID, UUID]) -> dict[UUID, UUID]:
    """For every exercise merged away, the one at the end of its chain (A into B, B into C: both C)."""
    ends: dict[UUID, UUID] = {}
    for exercise_id, end in into.items():
        at = end
        while at in into:
            at = into[at]
        ends[exercise_id] = at
    return ends


#: The exercises that a row of a plan names: its own, and up to two substitutes.
Places = tuple[UUID, UUID | None, UUID | None]

#: How a row of a plan went over, which is how often `plan_exercise_ids` lists it: it named the one exercise only; both,
#: this one before the other; both, the other before this one. A row never names one exercise twice, so what it named is
#: known from that again.
ALONE: Final = 1
BEFORE: Final = 2
BEHIND: Final = 3


def taken_over(places: Places, gone: UUID, into: UUID) -> tuple[Places, int]:
    """What a row of a plan that names `gone` names after the merge, and how it went over."""
    named = _named(places)
    how = ALONE if into not in named else BEFORE if named.index(gone) < named.index(into) else BEHIND
    return _places([into if each == gone else each for each in named]), how


def given_back(places: Places, gone: UUID, into: UUID, how: int) -> Places:
    """What such a row names after the merge is undone; unchanged where it does not name `into` any more."""
    named = _named(places)
    if into not in named:
        return places
    if how == BEHIND:
        return _places([*named, gone])
    back = [gone if each == into else each for each in named]
    return _places(back if how == ALONE else [*back, into])


def _named(places: Places) -> list[UUID]:
    return [each for each in places if each is not None]


def _places(named: Sequence[UUID]) -> Places:
    own, first, second, *_ = [*dict.fromkeys(named), None, None]
    assert own is not None  # noqa: S101 — a row of a plan always names one
    return own, first, second
