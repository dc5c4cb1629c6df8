"""Which rows of a file are kept verbatim: those that say something that no earlier run has kept. Pure."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from itertools import islice
from operator import lt
from typing import Final

from mygymtracker.exchange.records import ParsedFile, RowOutcome, SourceRow, WorkoutRecord

_PLACES: Final = {outcome: place for place, outcome in enumerate(RowOutcome)}
_SET: Final = _PLACES[RowOutcome.SET]
#: In `Summary.row_outcomes`.
SET_ASIDE: Final = _PLACES[RowOutcome.SET_ASIDE]


class RowsToKeep:
    """Rows of the workouts that are added, and all that were set aside.

    Rests and notes do not say what workout they belong to. They stand beside its sets, so one is kept when the
    nearest set above or below it is; a workout without any set keeps all of them.
    """

    def __init__(self) -> None:
        self._lines = array("I")
        self._all_notes = False

    def add(self, workout: WorkoutRecord) -> None:
        lines_before = len(self._lines)
        for block in workout.exercises:
            self._lines.extend(each.line_number for each in block.sets)
        self._all_notes = self._all_notes or len(self._lines) == lines_before

    def of(self, parsed: ParsedFile) -> bytes:
        """A byte for each row of the file: 1 for one that is kept."""
        outcomes = parsed.row_outcomes
        kept = bytearray(len(outcomes))
        for place in self._places_of_sets(parsed):
            kept[place] = 1
        sets = bytes(kept)
        for order in (range(len(outcomes)), range(len(outcomes) - 1, -1, -1)):
            is_beside = self._all_notes
            for place in order:
                if outcomes[place] == _SET:
                    is_beside = bool(sets[place]) or self._all_notes
                elif is_beside or outcomes[place] == SET_ASIDE:
                    kept[place] = 1
        return bytes(kept)

    def _places_of_sets(self, parsed: ParsedFile) -> Iterator[int]:
        """Which of the rows are the sets of the workouts: both are gone through in the order of lines."""
        lines = self._lines
        is_in_order = all(map(lt, lines, islice(lines, 1, None)))  # but for a file that a spreadsheet sorted
        wanted = iter(lines if is_in_order else sorted(lines))
        line = next(wanted, None)
        for place, each in enumerate(lines_of_rows(parsed)):
            if each == line:
                yield place
                line = next(wanted, None)


def lines_of_rows(parsed: ParsedFile) -> array[int]:
    """The line of each row of a file."""
    lines = array("I")
    lines.frombytes(parsed.row_lines)
    return lines


def kept_pieces(parsed: ParsedFile, kept: bytes) -> Iterator[list[SourceRow]]:
    """The rows that are kept, in file order, some hundred at a time."""
    place = 0
    for piece in parsed.rows.pieces():
        flags = kept[place : place + len(piece)]
        place += len(piece)
        if any(flags):
            yield [row for row, is_kept in zip(piece, flags, strict=True) if is_kept]
