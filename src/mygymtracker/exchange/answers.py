"""Answers to what a file leaves open, as a form sends them: a JSON object by the names in the file. Pure."""

from __future__ import annotations

from typing import Final, TypeVar

import msgspec

from mygymtracker.errors import Invalid

_SHOWN: Final = 200

_Answers = TypeVar("_Answers")


def read_answers(text: str, shape: type[_Answers], *, field: str, what: str) -> _Answers:
    """What `text` says, as `shape`. Raises Invalid for `field` where it is not that object, which `what` describes."""
    try:
        return msgspec.json.decode(text, type=shape)
    except (msgspec.DecodeError, RecursionError) as error:
        raise Invalid(f"{field} must be a JSON object {what}: {error}", field=field, value=text[:_SHOWN]) from error
