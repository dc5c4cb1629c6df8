"""What happened in a change, in plain English: told by what is on top, the rest of it counted.

Pure: rows in, sentences out. At most `queries.ROWS_READ` rows of a change are here, those on top first; of the others
it is known how many there are.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from mygymtracker.amounts import amount, counted
from mygymtracker.changes.lines import IMPORTED
from mygymtracker.changes.rows import NameRow
from mygymtracker.changes.sentences import Line, Names, Telling, tell, touched
from mygymtracker.changes.values import differing
from mygymtracker.database.entities import BY_TABLE, RowOperation, above, below

#: How many rows of each table were made, changed, removed.
Tally = Mapping[tuple[str, RowOperation], int]

MOST_SENTENCES: Final = 20
_UPDATE: Final = RowOperation.UPDATE
#: Fields that follow those of the row above.
_FOLLOWING: Final = {"exercise_id", "performed_at"}
_UNDONE: Final = re.compile(r"(?P<change>[0-9.]+)(?P<since>-?)")


def tell_change(lines: Sequence[Line], tally: Tally, telling: Telling, *, undoes: str | None) -> list[str]:
    """Sentences, at most 20, and after them how many more there would be."""
    telling = replace(telling, comes_back=undoes is not None or any(map(_restores, lines)))
    tops = _tops(lines)
    on_top = [line for line in lines if tops[line] is line and line.table not in IMPORTED]
    belonging = Counter((id(top), line.table) for line, top in tops.items() if line is not top)
    unread = _unread(lines, tally)
    sentences_of_lines = [
        f"{sentence}{_with(line, belonging, unread, tally)}"
        for line in on_top
        if (sentence := tell(line, telling)) is not None
    ]
    sentences_of_lines = sentences_of_lines or [touched(line, telling) for line in on_top or lines[:1]]
    sentences = list(dict.fromkeys([*_taken_back(undoes), *sentences_of_lines]))
    more = len(sentences) - MOST_SENTENCES if len(sentences) > MOST_SENTENCES else 0
    more += _unread_on_top(lines, unread, tally)
    return sentences[:MOST_SENTENCES] + ([f"and {amount(more)} more"] if more else [])


def _restores(line: Line) -> bool:
    """Whether a workout came out of the trash, because something was logged for it."""
    marked = (line.before or {}).get("restored_at") != (line.after or {}).get("restored_at")
    return line.table == "workout_sessions" and line.operation is _UPDATE and marked


def _taken_back(undoes: str | None) -> list[str]:
    if undoes is None:
        return []
    match = _UNDONE.fullmatch(undoes)
    if match is None:
        return [f"took back {undoes}"]
    return [f"took back {'everything from ' if match['since'] else ''}change {match['change']}"
            f"{' on' if match['since'] else ''}"]  # fmt: skip


# ------------------------------------------------------------------------------------------------- what is on top


def _tops(lines: Sequence[Line]) -> dict[Line, Line]:
    """Of each row the one that it came, went or changed along with; itself, where that is none."""
    there = {(line.table, line.row_id, line.operation): line for line in lines}
    covering = {line.operation: line for line in lines if line.table == "imports"}
    merge = next((line for line in lines if line.table == "exercise_merges"), None)
    tops: dict[Line, Line] = {}
    for line in lines:
        top = _above(line, there)
        if line.table != "imports" and line.operation in covering:
            top = covering[line.operation]
        elif merge is not None and line is not merge and line.operation is _UPDATE:
            top = merge
        tops[line] = line if top is None else top
    return {line: _highest(line, tops) for line in lines}


def _highest(line: Line, tops: Mapping[Line, Line]) -> Line:
    top = tops[line]
    return line if top is line else _highest(top, tops)


def _above(line: Line, there: Mapping[tuple[str, str, RowOperation], Line]) -> Line | None:
    fields = line.known or {}
    for parent in BY_TABLE[line.table].parents:
        parent_line = there.get((parent.table, str(fields.get(parent.column)), line.operation))
        if parent_line is not None and (line.operation is not _UPDATE or _follows(line)):
            return parent_line
    return None


def _follows(line: Line) -> bool:
    """Whether a row that changed only followed the one above."""
    return not set(differing(line.before or {}, line.after or {})) - _FOLLOWING


# ---------------------------------------------------------------------------------------------- what is only counted


def _with(line: Line, belonging: Counter[tuple[int, str]], unread: int, tally: Tally) -> str:
    """With 5 exercises and 18 sets; nothing where it is not known whose those are."""
    if line.operation is _UPDATE or (unread and tally[line.table, line.operation] > 1):
        return ""
    counts = [
        (tally.get((each.table, line.operation), 0) if unread else belonging[id(line), each.table], each.counted_as)
        for each in below(line.table)
    ]
    counts_text = " and ".join(counted(count, what) for count, what in counts if count)
    return f" with {counts_text}" if counts_text else ""


def _unread(lines: Sequence[Line], tally: Tally) -> int:
    return sum(tally.values()) - len(lines)


def _unread_on_top(lines: Sequence[Line], unread: int, tally: Tally) -> int:
    """How many of the rows that were not read would be told, as far as their tables say."""
    if not unread or any(line.table in ("imports", "exercise_merges") for line in lines):
        return 0
    read = Counter((line.table, line.operation) for line in lines)
    all_updates = all(operation is _UPDATE for _, operation in tally)
    return sum(
        count - read[table, operation]
        for (table, operation), count in tally.items()
        if table not in IMPORTED and (all_updates if operation is _UPDATE else _is_highest(table, operation, tally))
    )


def _is_highest(table: str, operation: RowOperation, tally: Tally) -> bool:
    return all((parent, operation) not in tally for parent in above(table))


# -------------------------------------------------------------------------------------------------- what to ask for

#: By table, the columns that refer to something with a name, and what that is.
_REFERENCES: Final[Mapping[str, Mapping[str, str]]] = {
    "exercise_sets": {"exercise_id": "exercises", "session_exercise_id": "places"},
    "session_exercises": {"exercise_id": "exercises", "session_id": "workouts"},
    "plan_days": {"plan_id": "plans"},
    "plan_exercises": {
        "exercise_id": "exercises",
        "first_substitute_id": "exercises",
        "second_substitute_id": "exercises",
        "plan_id": "plans",
        "plan_day_id": "days",
    },
    "exercise_merges": {"exercise_id": "exercises", "into_exercise_id": "exercises"},
}


def ids_to_name(lines: Iterable[Line]) -> dict[str, set[str]]:
    """What the sentences of these rows will call by name: the ids of exercises, places, workouts, plans and days."""
    wanted: dict[str, set[str]] = {}
    for line in lines:
        for column, what in _REFERENCES.get(line.table, {}).items():
            ids = {fields[column] for fields in (line.before, line.after) if fields is not None}
            wanted.setdefault(what, set()).update(ids - {None})
    return wanted


def read_names(rows: Iterable[NameRow]) -> Names:
    """From the rows of `queries.names_of`."""
    tables = ("exercises", "session_exercises", "workout_plans", "plan_days")
    names: dict[str, dict[str, str]] = {table: {} for table in tables}
    workouts: dict[str, tuple[str, str]] = {}
    for row in rows:
        if row.table_name == "workout_sessions":
            workouts[str(row.row_id)] = (row.name or "", row.further or "")
        elif row.table_name == "session_exercises" and row.further is not None:
            names[row.table_name][str(row.row_id)] = row.further
        elif row.name is not None:
            names[row.table_name][str(row.row_id)] = row.name
    return Names(
        exercises=names["exercises"],
        workouts=workouts,
        places=names["session_exercises"],
        plans=names["workout_plans"],
        days=names["plan_days"],
    )
