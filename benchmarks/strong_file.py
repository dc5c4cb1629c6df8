"""A composed export of Strong (form S1): a long history, one workout a day, the newest last."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from benchmarks import people

_HEADER: Final = (
    "Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,Notes,Workout Notes,RPE\n"
)
_FIRST: Final = datetime(2012, 1, 2, 18, 4, 11)  # noqa: DTZ001 — a wall clock, as in the file


def compose(sets: int) -> bytes:
    """A whole number of workouts, at least `sets` sets in all; every third workout and some sets have notes."""
    lines = [_HEADER]
    for number in range(-(-sets // people.SETS_OF_A_WORKOUT)):
        lines += _workout(number)
    return "".join(lines).encode()


def _workout(number: int) -> list[str]:
    start = _FIRST + timedelta(days=number, seconds=number * 97 % 7200)
    opening = f'{start},"{people.workout_name(number)}",{50 + number % 40}m'
    closing = '"slept well"' if number % 3 == 0 else '""'
    lines = []
    for place in range(people.EXERCISES):
        name = people.exercise_name(people.exercise_of(0, workout=number, place=place))
        for index in range(1, people.SETS + 1):
            load, reps, rpe = people.typed(number % people.WORKOUTS, place, index)
            order = "W" if index == 1 else index - 1
            note = '"belt on"' if (number + place + index) % 23 == 0 else '""'
            lines.append(f'{opening},"{name}",{order},{load},{reps},0,0,{note},{closing},{rpe}\n')
    return lines
