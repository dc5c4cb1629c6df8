"""What a person says about the names in a file: which exercise each of them is, or that it is one of its own. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Final
from uuid import UUID

from mygymtracker.errors import Invalid
from mygymtracker.exchange.answers import read_answers
from mygymtracker.exchange.workout_identity import folded

#: The name of the field, of the form and of what is refused.
FIELD: Final = "exercises"
_SHOWN: Final = 200

#: From a name as the file writes it to an exercise; None is "make one of my own of this name".
NameMapping = Mapping[str, UUID | None]
#: The same by folded name.
Decisions = Mapping[str, UUID | None]


def read_mapping(text: str) -> NameMapping:
    """From a JSON object of names and ids. Raises Invalid."""
    what = "from names in the file to ids of exercises or null"
    sent = read_answers(text, dict[str, str | None], field=FIELD, what=what)
    return {name: None if value is None else _read_id(value) for name, value in sent.items()}


def _read_id(value: str) -> UUID:
    try:
        return UUID(value)
    except ValueError as error:
        raise no_such_exercise(value) from error


def no_such_exercise(value: str) -> Invalid:
    """The same for one that is not there, one of somebody else and what is no id."""
    return Invalid("There is no such exercise.", field=FIELD, value=value[:_SHOWN])


def decisions_for(mapping: NameMapping, names: Iterable[str], *, visible: Collection[UUID]) -> Decisions:
    """What is said of the names of a file. Case and blanks around a name do not count.

    Raises Invalid for a name that the file does not have, for one that two things are said of, and for an exercise
    that is not among the visible ones.
    """
    there = {folded(name) for name in names}
    decisions: dict[str, UUID | None] = {}
    for name, exercise_id in mapping.items():
        key = folded(name)
        if key not in there:
            raise Invalid(f"The file has no exercise {name[:_SHOWN]}.", field=FIELD, value=name[:_SHOWN])
        if decisions.setdefault(key, exercise_id) != exercise_id:
            raise Invalid(f"{name[:_SHOWN]} is said to be two things.", field=FIELD, value=name[:_SHOWN])
        if exercise_id is not None and exercise_id not in visible:
            raise no_such_exercise(str(exercise_id))
    return decisions
