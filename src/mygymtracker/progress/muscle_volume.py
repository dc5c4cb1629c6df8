"""How much each muscle was trained: working sets a week, direct ones whole and indirect ones half."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import groupby
from operator import attrgetter
from typing import Annotated, Final

from msgspec import Meta, Struct

from mygymtracker.database.entities import Muscle
from mygymtracker.errors import Invalid
from mygymtracker.exercises.muscles import MuscleGroup
from mygymtracker.progress.weekly import WeekStartsOn

USUAL_WEEKS: Final = 8
MOST_WEEKS: Final = 260
FIRST_DAY: Final = date(1900, 1, 1)
LAST_DAY: Final = date(2100, 12, 31)
COUNTED: Final = (
    "Working sets of workouts that were not cancelled: 1 for a muscle that the exercise is for, 0.5 for one that "
    "helps. A set is one set of a group, however many of its muscles it trains. The pieces of a drop set or rest-pause "
    "set are one set; one side alone is half of one. Warm-ups and endurance (distance in a time) do not count."
)

_Sets = Annotated[Decimal, Meta(description="Working sets, to the quarter.")]
_Unknown = Annotated[
    Decimal, Meta(description="Working sets of one's own exercises without muscles, which are counted nowhere else.")
]


class Period(Struct, frozen=True):
    """From a day to a day; without the first, `weeks` weeks, the last of which the last day lies in.

    Without the last day, today where the person is.
    """

    starts_on: date | None
    ends_on: date | None
    weeks: int


class MuscleSets(Struct, frozen=True):
    """The sets of one muscle in a week."""

    muscle: Muscle
    sets: _Sets


class GroupSets(Struct, frozen=True):
    """The sets of one muscle group in a week, and of its muscles."""

    group: MuscleGroup
    sets: _Sets
    muscles: list[MuscleSets]


class WeeklyMuscles(Struct, frozen=True):
    """One week; muscles without a set are left out."""

    week_starts_on: WeekStartsOn
    groups: list[GroupSets]
    without_muscles: _Unknown


class MuscleVolume(Struct, frozen=True):
    """The working sets of each muscle, week by week, oldest first."""

    starts_on: Annotated[date, Meta(description="The first day that counts.")]
    ends_on: Annotated[date, Meta(description="The last day that counts.")]
    first_weekday: Annotated[int, Meta(description="The person's, 1 for Monday to 7 for Sunday.")]
    counted: Annotated[str, Meta(description="Which sets count, and for how much.")]
    without_muscles: _Unknown
    weeks: Annotated[list[WeeklyMuscles], Meta(description="All of them, those in which nothing was done too.")]


def read_period(*, weeks: int | None, starts_on: date | None, ends_on: date | None, now: datetime) -> Period:
    """Raises Invalid for two beginnings, an end before the beginning, and more than 260 weeks."""
    for field, day in (("from", starts_on), ("to", ends_on)):
        if day is not None and not FIRST_DAY <= day <= LAST_DAY:
            raise Invalid(f"{field} must be {FIRST_DAY} to {LAST_DAY}", field=field, value=str(day))
    if starts_on is None:
        return Period(None, ends_on, USUAL_WEEKS if weeks is None else weeks)
    if weeks is not None:
        raise Invalid("weeks must be left out where from is given", field="weeks", value=str(weeks))
    last = ends_on or now.date() + timedelta(days=1)  # it may be tomorrow where the person is
    if last < starts_on:
        raise Invalid("from must not be after to", field="from", value=str(starts_on))
    if last - starts_on >= timedelta(weeks=MOST_WEEKS):
        raise Invalid(f"from must be less than {MOST_WEEKS} weeks before to", field="from", value=str(starts_on))
    return Period(starts_on, ends_on, USUAL_WEEKS)


class MuscleRow(Struct, frozen=True):
    """A row of `muscle_queries.muscle_volume`: the sets of a muscle in a week, of a `muscle_group`, or of neither."""

    first_weekday: int
    starts_on: date
    ends_on: date
    week_starts_on: date | None
    muscle_group: str | None
    muscle: Muscle | None
    sets: Decimal | None


def build_muscle_volume(rows: Sequence[MuscleRow]) -> MuscleVolume:
    period = rows[0]
    by_week = groupby(rows, key=attrgetter("week_starts_on"))
    weeks = [_week(day, list(those)) for day, those in by_week if day is not None]
    return MuscleVolume(
        starts_on=period.starts_on,
        ends_on=period.ends_on,
        first_weekday=period.first_weekday,
        counted=COUNTED,
        without_muscles=sum((week.without_muscles for week in weeks), Decimal(0)),
        weeks=weeks,
    )


def _week(day: date, rows: list[MuscleRow]) -> WeeklyMuscles:
    totals = {row.muscle_group: row.sets for row in rows if row.muscle is None and row.sets is not None}
    of_muscles = [
        (row.muscle_group, MuscleSets(row.muscle, row.sets))
        for row in rows
        if row.muscle is not None and row.sets is not None
    ]
    return WeeklyMuscles(
        week_starts_on=day,
        groups=[
            GroupSets(group, totals[group], [sets for its_group, sets in of_muscles if its_group == group])
            for group in MuscleGroup
            if group in totals
        ],
        without_muscles=totals.get(None, Decimal(0)),
    )
