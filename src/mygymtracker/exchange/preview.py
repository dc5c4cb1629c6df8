"""What a person needs to see of a file before it comes in: what a name could mean, and workouts as they would be."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import islice
from typing import Final

from mygymtracker.exchange.deciding import Placed
from mygymtracker.exchange.identity import folded
from mygymtracker.exchange.matching import Matched
from mygymtracker.exchange.records import ExerciseRecord, SetRecord
from mygymtracker.exchange.report import NameCandidate, SampleExercise, SampleSet, SampleWorkout
from mygymtracker.exchange.visible import Meant, Visible

_CANDIDATES: Final = 5
#: Each is a search of some milliseconds. Of the files that were read, none has that many names that nothing has.
_MOST_NAMES: Final = 100
_SAMPLE_SETS: Final = 50

#: By folded name; only of names that leave open what they mean.
Candidates = Mapping[str, list[NameCandidate]]


async def find_candidates(blocks: Collection[ExerciseRecord], visible: Visible) -> Candidates:
    """What each name could mean that means nothing by itself, before anything is made for it."""
    sets: Counter[str] = Counter()
    names: dict[str, str] = {}
    for block in blocks:
        names.setdefault(folded(block.name), block.name)
        sets[folded(block.name)] += len(block.sets)
    open_ones = [key for key, _ in sets.most_common() if visible.find(names[key]) is None]
    candidates: dict[str, list[NameCandidate]] = {}
    for key in open_ones[:_MOST_NAMES]:
        candidates[key] = _candidates_of(names[key], visible)
        await asyncio.sleep(0)  # each takes some milliseconds: others go on meanwhile
    return candidates


def _candidates_of(name: str, visible: Visible) -> list[NameCandidate]:
    why, several = visible.look(name)
    candidates = {each.id: NameCandidate(each.id, each.name, why) for each in several}
    for each in visible.similar(name)[:_CANDIDATES]:
        candidates.setdefault(each.id, NameCandidate(each.id, each.name, "similar"))
    return list(candidates.values())[:_CANDIDATES]


def samples_of(writes: Sequence[Placed], matched: Matched) -> list[SampleWorkout]:
    """The first and the last workout, which are one where there is only one."""
    if not writes:
        return []
    first = min(writes, key=lambda placed: placed.started_at)
    last = max(writes, key=lambda placed: placed.started_at)
    return [_sample(placed, matched) for placed in ((first,) if first is last else (first, last))]


def _sample(placed: Placed, matched: Matched) -> SampleWorkout:
    record = placed.record
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
        meant = matched[folded(block.name)]
        sets = [_set(each, meant) for each in islice(block.sets, left)]
        left -= max(1, len(sets))
        yield SampleExercise(block.name, meant.exercise_name, sets)


def _set(record: SetRecord, meant: Meant) -> SampleSet:
    return SampleSet(
        line_number=record.line_number,
        set_type=record.set_type,
        technique=record.technique,
        load=record.load,
        load_unit=record.load_unit,
        load_mode=meant.mode_of(record),
        reps=record.reps,
        duration_seconds=record.duration_seconds,
        distance=record.distance,
        distance_unit=record.distance_unit,
        rpe=record.rpe,
        rest_seconds=record.rest_seconds,
        note=record.kept_note,
    )
