"""Workouts and exercises while their rows are read."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from msgspec import Struct, field
from msgspec.structs import replace

from mygymtracker.exchange.records import SetRecord

#: Different ones, in the order in which they came.
Notes = dict[str, None]
_LONGEST_REST_SECONDS: Final = 86_400


class Block(Struct, array_like=True):
    """A run of one exercise, growing. `last_index` is the set number last seen, as the file counts."""

    name: str
    superset_group: int | None = None
    notes: Notes = field(default_factory=dict)
    sets: list[SetRecord] = field(default_factory=list)
    last_index: int | None = None
    line_number: int = 0

    def add_set(self, record: SetRecord, note: str) -> None:
        """Add a set. The block's first note is the exercise's; another one further down is the set's."""
        if not self.sets:
            self.add_note(note)
        elif note and note not in self.notes:
            record = replace(record, note=note)
        if record.technique == "drop_set" and self.sets and self.sets[-1].set_type == "working":
            record = replace(record, continues_previous=True)
        self.sets.append(record)

    def add_note(self, note: str) -> None:
        """Add to the exercise's notes what they do not say yet."""
        if note:
            self.notes[note] = None

    def take_last_warmups(self) -> list[SetRecord]:
        """Take away the warm-ups at the end: they lead to the block that begins now."""
        keep = len(self.sets)
        while keep and self.sets[keep - 1].set_type == "warmup":
            keep -= 1
        taken, self.sets = self.sets[keep:], self.sets[:keep]
        return taken

    def add_rest(self, seconds: int) -> None:
        """Rest after the set above; several rests after one set add up, and 0 is none.

        Raises `ValueError` when that makes more than a day, and `IndexError` without a set.
        """
        above = self.sets[-1]
        total = (above.rest_seconds or 0) + seconds
        if total > _LONGEST_REST_SECONDS:
            raise ValueError(f"a rest of {total} seconds is longer than a day")
        self.sets[-1] = replace(above, rest_seconds=total or None)


class Workout(Struct, array_like=True):
    """A workout, growing. `rows` counts those that were seen of it."""

    name: str
    started_at: datetime
    line_number: int
    ended_at: datetime | None = None
    notes: Notes = field(default_factory=dict)
    blocks: list[Block] = field(default_factory=list)
    rows: int = 0

    def add_notes(self, text: str) -> None:
        """Add a note unless it is there: apps repeat it on every row."""
        if text:
            self.notes[text] = None

    def start_block(self, name: str, line_number: int, superset_group: int | None = None) -> Block:
        """Begin a new run of an exercise."""
        block = Block(name, superset_group, line_number=line_number)
        self.blocks.append(block)
        return block
