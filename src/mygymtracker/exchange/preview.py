"""What a person needs to see of a file before it comes in: what a name could mean, and workouts as they would be."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Final

from mygymtracker.exchange.import_decisions import Placed
from mygymtracker.exchange.matching import Matched
from mygymtracker.exchange.names import Names
from mygymtracker.exchange.records import COPIED, ExerciseRecord, SetRecord, WorkoutRecord
from mygymtracker.exchange.report import NameCandidate, SampleExercise, SampleSet, SampleWorkout
from mygymtracker.exchange.visible_exercises import ResolvedExercise, VisibleExercises
from mygymtracker.exchange.workout_identity import folded

_CANDIDATES: Final = 5
#: Each is a search of some milliseconds. Of the files that were read, none has that many names that nothing has.
_MOST_NAMES: Final = 100
_SAMPLE_SETS: Final = 50

#: By folded name; only of names that leave open what they mean.
Candidates = Mapping[str, list[NameCandidate]]
NO_CANDIDATES: Final[Candidates] = {}


async def find_candidates(names: Names, visible: VisibleExercises) -> Candidates:
    """What each name could mean that means nothing by itself, before anything is made for it."""
    written = names.first_written
    sets: Counter[str] = Counter()
    for name, count in names.sets.items():
        sets[folded(name)] += count
    open_ones = [key for key, _ in sets.most_common() if visible.find(written[key]) is None]
    candidates: dict[str, list[NameCandidate]] = {}
    for key in open_ones[:_MOST_NAMES]:
        candidates[key] = _candidates_of(written[key], visible)
        await asyncio.sleep(0)  # each takes some milliseconds: others go on meanwhile
    return candidates


def _candidates_of(name: str, visible: VisibleExercises) -> list[NameCandidate]:
    why, several = visible.look(name)
    candidates = {each.id: NameCandidate(each.id, each.name, why) for each in several}
    for each in visible.similar(name)[:_CANDIDATES]:
        candidates.setdefault(each.id, NameCandidate(each.id, each.name, "similar"))
    return list(candidates.values())[:_CANDIDATES]


def first_and_last(writes: Iterable[Placed]) -> list[Placed]:
    """Of workouts, which are one where there is only one."""
    placed = list(writes)
    if not placed:
        return []
    first = min(placed, key=lambda each: each.started_at)
    last = max(placed, key=lambda each: each.started_at)
    return [first] if first is last else [first, last]


def samples_of(writes: Iterable[Placed], workouts: Sequence[WorkoutRecord], matched: Matched) -> list[SampleWorkout]:
    """The first and the last of them, as they would be stored."""
    return [_sample(placed, workouts[placed.place], matched) for placed in first_and_last(writes)]


def _sample(placed: Placed, record: WorkoutRecord, matched: Matched) -> SampleWorkout:
    return SampleWorkout(
        name=record.name,
        started_at=placed.started_at,
        local_start=record.started_at,
        sets=sum(len(block.sets) for block in record.exercises),
        exercises=list(_exercises(record.exercises, matched)),
    )


def _exercises(blocks: Sequence[ExerciseRecord], matched: Matched) -> Iterator[SampleExercise]:
    left = _SAMPLE_SETS
    for block in blocks:
        if left <= 0:
            return
        exercise = matched[folded(block.name)]
        sets = [_set(each, exercise) for each in islice(block.sets, left)]
        left -= max(1, len(sets))
        yield SampleExercise(block.name, exercise.exercise_name, sets)


def _set(record: SetRecord, exercise: ResolvedExercise) -> SampleSet:
    return SampleSet(
        line_number=record.line_number,
        load_mode=exercise.mode_of(record),
        note=record.kept_note,
        **{name: getattr(record, name) for name in COPIED},
    )
