"""Which workout of a file is which that came in before, and whether it still says the same.

A workout is known by its source, its start as the file writes it, and its occurrence among equal starts; not by
its name, unit, dialect or instant. What it says is compared by a digest of six facets, because the forms of one
app do not hold the same:

| facet | what of a workout | missing in |
|---|---|---|
| sets | exercise, kind, load, reps, time and distance of every set, in order | – |
| effort | RPE of every set | S0, S1a at first, the first S2 |
| rest | the rest after every set | forms without rest rows |
| notes | of exercises and sets | S1b |
| workout notes | | S0 of 2016, S1a at first, S1b |
| supersets | | all of Strong |

A facet that is blank in a whole file is taken for missing there, and what is missing on either side is not
compared; that a file now has what was missing is told apart (`additions`). Within `sets` nothing counts that only a
dialect, a unit or a spreadsheet changes: loads are compared in hundredths of a kilogram (100 lb is 45.36 kg in a
file of kilograms), distances in metres, and a 0 is as good as a blank, because S0 and S1 write it for one. Names of
exercises are folded; the workout's name, its end and where one block ends and the next begins do not count.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import lru_cache
from typing import Final
from uuid import UUID

from msgspec import Struct

from mygymtracker.exchange.records import ExerciseRecord, SetAsStored, SetRecord, WorkoutKey, WorkoutRecord
from mygymtracker.quantities import DistanceUnit, LoadUnit, convert_distance, convert_load

FACETS: Final = ("sets", "effort", "rest", "notes", "workout notes", "supersets")
#: How facets are written down; digests of another version cannot be compared, and are taken for equal.
_VERSION: Final = b"\x01"
#: Of the SHA-256 of each facet. People do not forge their own history; 2^64 is far beyond chance.
_BYTES: Final = 8
_MISSING: Final = bytes(_BYTES)
_HUNDREDTH: Final = Decimal("0.01")
_METRE: Final = Decimal(1)


@lru_cache(maxsize=16384)
def folded(name: str) -> str:
    """A name without what people do not mean by it: case, outer and repeated spaces, composed letters."""
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())


class Digests:
    """What each workout of one file says, comparable with `differences`: known once all were added."""

    def __init__(self) -> None:
        self._hashes: list[bytes] = []
        self._is_present = [False] * len(FACETS)

    def add(self, workout: WorkoutRecord) -> None:
        facets = _facets(workout)
        self._hashes.append(b"".join(map(_hash, facets)))
        for place, facet in enumerate(facets):
            self._is_present[place] |= bool(facet)

    def of_all(self) -> Iterator[bytes]:
        """In the order in which they were added."""
        for hashes in self._hashes:
            pairs = zip(_parts(_VERSION + hashes), self._is_present, strict=True)
            yield _VERSION + b"".join(part if there else _MISSING for part, there in pairs)


def differences(one: bytes, other: bytes) -> list[str]:
    """The facets in which two digests differ; those that either side lacks are not compared."""
    if one == other or one[:1] != _VERSION or other[:1] != _VERSION:
        return []
    pairs = zip(FACETS, _parts(one), _parts(other), strict=True)
    return [facet for facet, mine, yours in pairs if mine != yours and _MISSING not in (mine, yours)]


def additions(known: bytes, digest: bytes) -> list[str]:
    """The facets that were missing when the workout came in, and that the file now says something in."""
    if known[:1] != _VERSION or digest[:1] != _VERSION:
        return []
    pairs = zip(FACETS, _parts(known), _parts(digest), strict=True)
    return [facet for facet, before, now in pairs if before == _MISSING and now not in (_MISSING, _BLANK)]


def facets_of(digest: bytes) -> frozenset[str]:
    """The facets that the file holds which a digest is of; none where the digest is of another version."""
    if digest[:1] != _VERSION:
        return frozenset()
    return frozenset(facet for facet, part in zip(FACETS, _parts(digest), strict=True) if part != _MISSING)


def same_sets(one: SetRecord | SetAsStored, other: SetRecord | SetAsStored) -> bool:
    """Whether two sets of one exercise say the same, as `Digests` compares them."""
    return _set_text(one) == _set_text(other)


def _parts(digest: bytes) -> Iterator[bytes]:
    return (digest[start : start + _BYTES] for start in range(1, 1 + _BYTES * len(FACETS), _BYTES))


def _hash(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()[:_BYTES]


_BLANK: Final = _hash("")


def _facets(workout: WorkoutRecord) -> tuple[str, ...]:
    """The texts to be hashed, in the order of FACETS; '' for one with nothing in it."""
    blocks = [(folded(block.name), block) for block in workout.exercises]
    sets = [(name, each) for name, block in blocks for each in block.sets]
    return (
        "\n".join([f"{name}\t{_set_text(each)}" for name, each in sets]),
        _sparse(None if each.rpe is None else _plain(each.rpe) for _, each in sets),
        _sparse(None if each.rest_seconds is None else str(each.rest_seconds) for _, each in sets),
        "\n".join(f"{name}\t{note}" for name, block in blocks for note in _notes(block)),
        " ".join(workout.notes.split()),
        _sparse(
            None if block.superset_group is None else str(block.superset_group) for _, block in blocks if block.sets
        ),
    )


#: The fields that `same_sets` compares.
WORK: Final = (
    "set_type", "technique", "load", "load_unit", "reps", "duration_seconds", "distance", "distance_unit",
)  # fmt: skip


def _set_text(record: SetRecord | SetAsStored) -> str:
    return (
        f"{record.set_type}\t{record.technique or ''}\t{_load(record.load, record.load_unit)}\t{record.reps or ''}\t"
        f"{_plain(record.duration_seconds)}\t{_distance(record.distance, record.distance_unit)}"
    )


@lru_cache(maxsize=16384)
def _load(load: Decimal | None, unit: LoadUnit | None) -> str:
    if not load or unit is None:
        return ""
    return str(convert_load(load, unit, to=LoadUnit.KG).quantize(_HUNDREDTH))


@lru_cache(maxsize=4096)
def _distance(distance: Decimal | None, unit: DistanceUnit | None) -> str:
    if not distance or unit is None:
        return ""
    return str(convert_distance(distance, unit, to=DistanceUnit.M).quantize(_METRE))


@lru_cache(maxsize=4096)
def _plain(number: Decimal | None) -> str:
    return f"{number.normalize():f}" if number else ""


def _notes(block: ExerciseRecord) -> Iterator[str]:
    for note in (block.notes, *(each.note for each in block.sets)):
        if words := " ".join(note.split()):
            yield words


def _sparse(values: Iterable[str | None]) -> str:
    """Those that are there, each with its place."""
    return "\n".join([f"{place} {value}" for place, value in enumerate(values) if value is not None])


class KnownWorkout(Struct, frozen=True):
    """A workout that came in before. `workout_id` is None when the person deleted it here.

    `import_id` is the import that said last what it is.
    """

    local_start: datetime
    occurrence: int
    workout_id: UUID | None
    content_digest: bytes
    import_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """A workout of the file; `known` is the same one as it came in before, if it did.

    `occurrence` is free for a new one, and that of `known` otherwise.
    """

    digest: bytes
    known: KnownWorkout | None
    local_start: datetime
    occurrence: int


def recognise(workouts: Sequence[WorkoutKey], known: Iterable[KnownWorkout]) -> list[Candidate]:
    """Each workout of a file, in file order, with what it was known as.

    Among several of one start those that say the same belong together, the others by their order: an app may list
    them otherwise than before. A spreadsheet that cut the seconds off (10:02 for 10:02:11) is seen through: a start
    without seconds is also that of a known one in the same minute, and the other way round.
    """
    pairing = _Pairing(workouts, sorted(known, key=lambda each: (each.local_start, each.occurrence)))
    for key in (_second, _minute):
        pairing.pair(key, same_content=True)
        pairing.pair(key, same_content=False)
    return pairing.candidates()


def _second(moment: datetime) -> datetime:
    return moment


def _minute(moment: datetime) -> datetime:
    return moment.replace(second=0)


class _Pairing:
    """Workouts of a file on one side, known ones on the other, and which were found to be the same."""

    def __init__(self, workouts: Sequence[WorkoutKey], known: Sequence[KnownWorkout]) -> None:
        self._file = workouts
        self._known = known
        self._paired: dict[int, KnownWorkout] = {}

    def pair(self, key: Callable[[datetime], datetime], *, same_content: bool) -> None:
        """Pair what is still alone on both sides and equal by `key`, in order."""
        paired = {id(each) for each in self._paired.values()}
        alone: defaultdict[datetime, list[KnownWorkout]] = defaultdict(list)
        for each in self._known:
            if id(each) not in paired:
                alone[key(each.local_start)].append(each)
        for place, workout in enumerate(self._file):
            if place in self._paired:
                continue
            group = alone.get(key(workout.started_at), [])
            for each in group:
                if _may_start_together(each.local_start, workout.started_at) and not (
                    same_content and differences(each.content_digest, workout.digest)
                ):
                    self._paired[place] = each
                    group.remove(each)
                    break

    def candidates(self) -> list[Candidate]:
        """All workouts of the file; new ones get occurrences that are free."""
        taken: defaultdict[datetime, set[int]] = defaultdict(set)
        for each in self._known:
            taken[each.local_start].add(each.occurrence)
        made: list[Candidate] = []
        for place, workout in enumerate(self._file):
            if known := self._paired.get(place):
                made.append(Candidate(workout.digest, known, known.local_start, known.occurrence))
                continue
            numbers = taken[workout.started_at]
            free = next(number for number in range(len(numbers) + 1, 0, -1) if number not in numbers)
            numbers.add(free)
            made.append(Candidate(workout.digest, None, workout.started_at, free))
        return made


def _may_start_together(one: datetime, other: datetime) -> bool:
    return one == other or not (one.second and other.second)
