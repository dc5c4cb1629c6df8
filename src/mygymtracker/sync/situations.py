"""The situations that an operation of a device can meet, and what becomes of it in each: the table of
docs/explanation/sync.md, which is written from here. `applying` finds out which one it is.
"""

from __future__ import annotations

from enum import Enum

from mygymtracker.sync.receipts import Action, Outcome

_CREATE = (Action.CREATE,)
_CHANGE = (Action.CREATE, Action.PATCH)
_DELETE = (Action.DELETE,)
_ANY = tuple(Action)


class Situation(Enum):
    """By the actions that can meet it: what is so when the operation arrives, what is done, and the outcome.

    "What it belongs to" are the rows of `Writer.needs`, "what it was made from" those of `Writer.lets_go`.
    """

    PROCESSED_BEFORE = (_ANY, "an operation of this id was done before", "nothing", Outcome.SAME)

    NEW = (_CREATE, "the row is unknown", "it is made", Outcome.APPLIED)
    NEW_BELOW_TRASHED = (
        _CREATE,
        "the row is unknown, and what it belongs to is in the trash",
        "that comes back, with all that was deleted along with it, and the row is made",
        Outcome.RESTORED,
    )
    NEW_FROM_GONE = (
        _CREATE,
        "the row is unknown, and what it was made from is gone",
        "the row is made without that reference, which stands in `lost`",
        Outcome.MERGED,
    )
    KNOWN_LONGER_THAN_LOG = (
        _CREATE,
        "the row is there, and `base` is older than the log reaches back",
        "nothing: what was corrected since stays",
        Outcome.SAME,
    )

    SAME_FIELDS = (_CHANGE, "the row is there, and its fields are so already", "nothing", Outcome.SAME)
    OTHER_FIELDS = (_CHANGE, "the row is there, with other fields", "they are changed", Outcome.APPLIED)
    FIELDS_OF_OTHERS = (
        _CHANGE,
        "the row is there, and others changed these fields since `base`",
        "they are changed, and the values of the others stand in `lost`",
        Outcome.MERGED,
    )
    FIELDS_NAME_TRASHED = (
        _CHANGE,
        "the row is there, and a field names something in the trash",
        "that comes back, and the fields are changed",
        Outcome.RESTORED,
    )
    EXERCISE_MERGED = (
        _CHANGE,
        "a field names an exercise that was merged into another one since",
        "the row names the one that stands for it, and what was sent stands in `lost`",
        Outcome.MERGED,
    )
    FIELD_DROPPED = (
        _CHANGE,
        "a field is of an older schema, and rows have it no more",
        "the other fields are changed, and what was sent in it stands in `lost`",
        Outcome.MERGED,
    )
    TRASHED = (
        _CHANGE,
        "the row is in the trash",
        "it stays there, and what was sent is kept with it",
        Outcome.DELETED,
    )

    THERE = (_DELETE, "the row is there", "it goes to the trash", Outcome.APPLIED)
    NOT_THERE = (_DELETE, "the row is in the trash, or unknown", "nothing", Outcome.SAME)

    def __init__(self, actions: tuple[Action, ...], condition: str, effect: str, outcome: Outcome) -> None:
        self.actions = actions
        self.condition = condition
        self.effect = effect
        self.outcome = outcome
