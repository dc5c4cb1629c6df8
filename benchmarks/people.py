"""Who is in the benchmark's database and what they did: the same rows in every run, as lines for COPY.

Everybody trains alike: 250 workouts in three years, 5 exercises each, 4 sets each. So people 0 and 1, whose history is
read, have 5,000 sets in every database; a larger database is one with more other people.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Final

WORKOUTS: Final = 250
EXERCISES: Final = 5
SETS: Final = 4
_INDEXES: Final = range(1, SETS + 1)
SETS_OF_A_WORKOUT: Final = EXERCISES * SETS
SETS_OF_A_PERSON: Final = WORKOUTS * SETS_OF_A_WORKOUT
SHARED_EXERCISES: Final = 800
#: The people whose history is read while the database grows; in every one they have the same.
MEASURED: Final = (0, 1)
#: Those who are signed in, where there are so many: stacks that are compared are asked by all of them.
SIGNED_IN: Final = range(16)
OWN_EXERCISES_EACH: Final = 25

_FIRST: Final = datetime(2023, 1, 2, tzinfo=UTC)
_BETWEEN_WORKOUTS: Final = timedelta(days=1095) / WORKOUTS
_BETWEEN_SETS: Final = timedelta(seconds=150)
_NAMES: Final = ("Push", "Legs", "Pull", "Upper")
_EQUIPMENT: Final = (
    "Barbell", "Dumbbell", "Cable", "Machine", "Smith Machine", "Kettlebell", "Band", "Plate", "EZ Bar", "Trap Bar",
    "Bodyweight", "Weighted", "Assisted", "Landmine", "Sled", "Suspension",
)  # fmt: skip
_MOVEMENTS: Final = (
    "Bench Press", "Overhead Press", "Incline Bench Press", "Lateral Raise", "Triceps Extension",
    "Squat", "Romanian Deadlift", "Leg Press", "Leg Curl", "Calf Raise",
    "Deadlift", "Bent Over Row", "Pull Up", "Bicep Curl", "Face Pull",
    "Decline Bench Press", "Seated Row", "Arnold Press", "Hammer Curl", "Dip",
    "Front Squat", "Hip Thrust", "Lunge", "Good Morning", "Shrug", "Upright Row", "Chest Fly", "Pullover",
    "Preacher Curl", "Concentration Curl", "Skull Crusher", "Kickback", "Front Raise", "Rear Delt Fly", "Chin Up",
    "Lat Pulldown", "Crunch", "Russian Twist", "Plank", "Leg Raise", "Step Up", "Bulgarian Split Squat",
    "Leg Extension", "Glute Bridge", "Clean", "Snatch", "Push Press", "Farmer's Walk", "Back Extension", "Wrist Curl",
)  # fmt: skip
_NULL: Final = "\\N"
_PERSON, _WORKOUT, _BLOCK, _SET, _EXERCISE, _LOGIN = range(6)
_VARIANTS: Final = ("Paused", "Close Grip", "Tempo", "Deficit", "One Arm", "Wide Grip", "Seated", "Slow")

#: The columns of the lines below. What is not named has its default.
COLUMNS: Final = {
    "users": ("id", "email", "password_hash", "account_created_at"),
    "login_sessions": ("user_id", "id", "expires_at"),
    "exercises": ("id", "name", "owner_id"),
    "workout_sessions": ("user_id", "id", "status", "started_at", "completed_at", "created_at", "name"),
    "session_exercises": ("user_id", "id", "session_id", "exercise_id", "display_order"),
    "exercise_sets": (
        "user_id", "id", "session_exercise_id", "exercise_id", "set_type", "set_index", "reps", "load", "load_unit",
        "rpe", "rest_seconds", "performed_at", "created_at",
    ),
}  # fmt: skip


def _id(kind: int, at: datetime, person: int, number: int) -> str:
    """In the form of a UUIDv7, so that keys are laid down as those of the program are: in order of time."""
    moment = int(at.timestamp()) * 1000
    return f"{moment >> 16:08x}-{moment & 0xFFFF:04x}-7{kind:03x}-8000-{person:06x}{number:06x}"


def person_id(person: int) -> str:
    return _id(_PERSON, _FIRST, person, 0)


def login_session_id(person: int) -> str:
    return _id(_LOGIN, _FIRST, person, 0)


def exercise_id(number: int) -> str:
    """Of a shared exercise."""
    return _id(_EXERCISE, _FIRST, 0, number)


def workout_id(person: int, number: int) -> str:
    return _id(_WORKOUT, _start(person, number), person, number)


def block_id(person: int, number: int, place: int) -> str:
    """Of an exercise in a workout."""
    return _id(_BLOCK, _start(person, number), person, number * EXERCISES + place)


def exercise_of(person: int, *, workout: int, place: int) -> int:
    """Four workouts of five exercises in turn; sixteen kinds of people, who differ in their equipment."""
    return ((workout % len(_NAMES)) * EXERCISES + place) * len(_EQUIPMENT) + person % len(_EQUIPMENT)


def exercise_name(number: int) -> str:
    return f"{_MOVEMENTS[number // len(_EQUIPMENT)]} ({_EQUIPMENT[number % len(_EQUIPMENT)]})"


def workout_name(number: int) -> str:
    return _NAMES[number % len(_NAMES)]


def typed(workout: int, place: int, index: int) -> tuple[float, int, str]:
    """Load in kg, repetitions and RPE ('' where none was entered) of one set; loads grow with the years."""
    load = 20 + 7.5 * place + 2.5 * (workout // 12) - (10 if index == 1 else 0)
    reps = 5 + (workout + index + place) % 6
    return load, reps, "" if (workout + index) % 2 else str(7 + index % 3 * 0.5)


def _start(person: int, number: int) -> datetime:
    return _FIRST + number * _BETWEEN_WORKOUTS + timedelta(days=person % 4, seconds=21_600 + person * 3917 % 50_400)


def user_lines(people: int) -> Iterator[str]:
    for person in range(people):
        yield f"{person_id(person)}\tperson{person}@example.org\tunusable\t{_FIRST}\n"


def login_session_lines(people: int) -> Iterator[str]:
    for person in SIGNED_IN[:people]:
        yield f"{person_id(person)}\t{login_session_id(person)}\t9999-01-01T00:00:00+00:00\n"


def shared_exercise_lines() -> Iterator[str]:
    for number in range(SHARED_EXERCISES):
        yield f"{exercise_id(number)}\t{exercise_name(number)}\t\\N\n"


def own_exercise_lines(count: int) -> Iterator[str]:
    """Exercises of other people's own, whose names are as like a search as the shared ones."""
    for number in range(count):
        owner, place = len(MEASURED) + number // OWN_EXERCISES_EACH, number % OWN_EXERCISES_EACH
        name = f"{_MOVEMENTS[number * 7 % len(_MOVEMENTS)]} {_VARIANTS[number % len(_VARIANTS)]} {place}"
        yield f"{_id(_EXERCISE, _FIRST, owner, place)}\t{name}\t{person_id(owner)}\n"


def workout_lines(people: int) -> Iterator[str]:
    """In order of time, people interleaved; so are those of blocks and sets."""
    for number in range(WORKOUTS):
        for person in range(people):
            start = _start(person, number)
            end = start + SETS_OF_A_WORKOUT * _BETWEEN_SETS
            yield (
                f"{person_id(person)}\t{_id(_WORKOUT, start, person, number)}\tcompleted\t{start}\t{end}\t{start}"
                f"\t{workout_name(number)}\n"
            )


def block_lines(people: int) -> Iterator[str]:
    for number in range(WORKOUTS):
        for person in range(people):
            start = _start(person, number)
            who, workout = person_id(person), _id(_WORKOUT, start, person, number)
            for place in range(EXERCISES):
                block = _id(_BLOCK, start, person, number * EXERCISES + place)
                exercise = exercise_id(exercise_of(person, workout=number, place=place))
                yield f"{who}\t{block}\t{workout}\t{exercise}\t{place + 1}\n"


def set_lines(people: int) -> Iterator[str]:
    offsets = [count * _BETWEEN_SETS for count in range(SETS_OF_A_WORKOUT + 1)]
    for number in range(WORKOUTS):
        what = {(place, index): _what(number, place, index) for place in range(EXERCISES) for index in _INDEXES}
        for person in range(people):
            start = _start(person, number)
            who = person_id(person)
            for place in range(EXERCISES):
                block = _id(_BLOCK, start, person, number * EXERCISES + place)
                exercise = exercise_id(exercise_of(person, workout=number, place=place))
                for index in _INDEXES:
                    done = start + offsets[place * SETS + index]
                    key = _id(_SET, done, person, (number * EXERCISES + place) * SETS + index)
                    yield f"{who}\t{key}\t{block}\t{exercise}\t{what[place, index]}\t{done}\t{done}\n"


def _what(workout: int, place: int, index: int) -> str:
    """The columns from `set_type` to `rest_seconds`."""
    load, reps, rpe = typed(workout, place, index)
    return f"{'warmup' if index == 1 else 'working'}\t{index}\t{reps}\t{load}\tkg\t{rpe or _NULL}\t150"
