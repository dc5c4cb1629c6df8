"""What becomes of a workout that is here when the version of a file is taken instead: set by set. Pure.

A set of the file is the one that its row became, told by the text of the row; where an app now writes another text, by
its place among the sets of its exercise that are left. What the person has edited since stays as it is, what they added
stays, and what they deleted stays away. Facets that the file does not hold (`workout_identity`) are not touched.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from msgspec import Struct
from msgspec.structs import replace

from mygymtracker.exchange.import_decisions import Placed, Take
from mygymtracker.exchange.records import ExerciseRecord, SetAsStored, SetRecord, WorkoutRecord
from mygymtracker.exchange.workout_identity import WORK, facets_of, same_sets


class StoredWorkout(Struct, frozen=True):
    """A workout that is here, as far as a file can say something of it."""

    id: UUID
    started_at: datetime
    completed_at: datetime | None
    time_zone: str
    notes: str


class StoredExercise(Struct, frozen=True):
    """An exercise of a workout that is here."""

    id: UUID
    session_id: UUID
    exercise_id: UUID
    display_order: int
    notes: str
    superset_group: int | None


class StoredSet(SetAsStored, frozen=True):
    """A set that is here. `session_exercise_id` is the exercise of its workout."""

    id: UUID
    session_exercise_id: UUID
    exercise_id: UUID
    set_index: int


@dataclass(frozen=True, slots=True)
class Stored:
    """A workout with all that belongs to it, in order. `edits` has the fields that the person changed, by row."""

    workout: StoredWorkout
    exercises: list[StoredExercise]
    sets: list[StoredSet]
    edits: Mapping[UUID, Collection[str]]


@dataclass(slots=True)
class Origins:
    """Which sets the rows of one earlier import became, by the text of the row; equal rows in their order."""

    by_text: dict[str, deque[UUID]] = field(default_factory=dict)
    sets: set[UUID] = field(default_factory=set)

    def add(self, text: str, set_id: UUID) -> None:
        self.by_text.setdefault(text, deque()).append(set_id)
        self.sets.add(set_id)

    def take(self, text: str) -> UUID | None:
        ids = self.by_text.get(text)
        return ids.popleft() if ids else None


@dataclass(frozen=True, slots=True)
class NewSet:
    """A set of the file that is not here yet; `continues` is the line of the one that it is a piece of."""

    record: SetRecord
    set_index: int
    continues: int | None


@dataclass(slots=True)
class Taking:
    """What is done to one workout. `lines` tells which set each row of the file is, also one that was deleted here.

    `new_sets` are by the exercise of the workout that they go into, `new_exercises` with their place.
    """

    placed: Placed
    record: WorkoutRecord
    stored: Stored
    workout: StoredWorkout
    exercises: list[StoredExercise] = field(default_factory=list)
    sets: list[StoredSet] = field(default_factory=list)
    new_sets: dict[UUID, list[NewSet]] = field(default_factory=dict)
    new_exercises: list[tuple[int, ExerciseRecord]] = field(default_factory=list)
    removed_sets: list[UUID] = field(default_factory=list)
    removed_exercises: list[UUID] = field(default_factory=list)
    kept: int = 0
    lines: dict[int, UUID] = field(default_factory=dict)

    @property
    def sets_by_id(self) -> Mapping[UUID, StoredSet]:
        """The sets of the workout by key."""
        return {each.id: each for each in self.stored.sets}

    @property
    def present(self) -> Collection[str]:
        """The facets that the file holds."""
        return facets_of(self.placed.content_digest)

    @property
    def added(self) -> int:
        inside = sum(len(each) for each in self.new_sets.values())
        return inside + sum(len(block.sets) for _, block in self.new_exercises)

    @property
    def does_anything(self) -> bool:
        """Whether the workout is another one afterwards."""
        moved = self.workout != self.stored.workout
        return moved or bool(self.exercises or self.sets or self.added or self.removed_sets)

    @property
    def changed(self) -> int:
        """Sets that say something else afterwards; a new place alone does not count."""
        before = self.sets_by_id
        return sum(1 for each in self.sets if replace(each, set_index=before[each.id].set_index) != before[each.id])


#: The exercise that a name of the file means, where it means one.
Find = Callable[[str], UUID | None]


def plan_taking(
    take: Take,
    record: WorkoutRecord,
    stored: Stored,
    origins: Origins,
    *,
    texts: Mapping[int, str],
    find: Find,
    time_zone: str,
) -> Taking:
    """What is to be done so that a workout says what the file says. `texts` are the rows of its sets, by line."""
    placed = take.placed
    taking = Taking(placed, record, stored, _moved(placed, record, stored, time_zone if take.moves else None))
    _pair_by_text(taking, origins, texts)
    left = [each for each in stored.sets if each.id in origins.sets and each.id not in taking.lines.values()]
    _pair_by_place(taking, left, find)
    homes = _homes(taking, find)
    for number, block in enumerate(record.exercises):
        _plan_exercise(taking, number, block, homes.get(number))
    paired = set(taking.lines.values())
    for each in left:
        if each.id not in paired:
            _remove(taking, each)
    _remove_emptied(taking)
    return taking


def _moved(placed: Placed, record: WorkoutRecord, stored: Stored, time_zone: str | None) -> StoredWorkout:
    """`time_zone` is None where the clock of the workout is the one that was said before."""
    workout, edited = stored.workout, stored.edits.get(stored.workout.id, ())
    if time_zone is not None and not {"started_at", "completed_at", "time_zone"} & set(edited):
        workout = replace(workout, started_at=placed.started_at, completed_at=placed.completed_at, time_zone=time_zone)
    if "notes" not in edited and "workout notes" in facets_of(placed.content_digest):
        workout = replace(workout, notes=record.notes)
    return workout


def _pair_by_text(taking: Taking, origins: Origins, texts: Mapping[int, str]) -> None:
    for block in taking.record.exercises:
        for record in block.sets:
            if (set_id := origins.take(texts[record.line_number])) is not None:
                taking.lines[record.line_number] = set_id


def _pair_by_place(taking: Taking, left: Iterable[StoredSet], find: Find) -> None:
    """Sets whose rows read otherwise than before, with those of their exercise that are left, in order."""
    exercises = {each.id: each.exercise_id for each in taking.stored.sets}
    by_exercise: defaultdict[UUID | None, deque[UUID]] = defaultdict(deque)
    for each in left:
        by_exercise[each.exercise_id].append(each.id)
    for block in taking.record.exercises:
        known = [taking.lines[each.line_number] for each in block.sets if each.line_number in taking.lines]
        exercise = next((exercises[each] for each in known if each in exercises), None) or find(block.name)
        for record in block.sets:
            if record.line_number not in taking.lines and (waiting := by_exercise[exercise]):
                taking.lines[record.line_number] = waiting.popleft()


def _homes(taking: Taking, find: Find) -> dict[int, UUID]:
    """Which exercise of the workout each one of the file is, by its place: that of its sets, else one that is free."""
    homes: dict[int, UUID] = {}
    blocks = list(enumerate(taking.record.exercises))
    for number, block in blocks:
        sets = (
            taking.sets_by_id.get(taking.lines[each.line_number])
            for each in block.sets
            if each.line_number in taking.lines
        )
        if (first := next((each for each in sets if each is not None), None)) is not None:
            homes[number] = first.session_exercise_id
    free = [each for each in taking.stored.exercises if each.id not in homes.values()]
    for number, block in blocks:
        if number in homes or (exercise := find(block.name)) is None:
            continue
        if (same := next((each for each in free if each.exercise_id == exercise), None)) is not None:
            free.remove(same)
            homes[number] = same.id
    return homes


def _plan_exercise(taking: Taking, number: int, block: ExerciseRecord, home: UUID | None) -> None:
    missing = [each for each in block.sets if each.line_number not in taking.lines]
    if home is None:
        if missing or not block.sets:  # one whose sets were all deleted here stays away
            taking.new_exercises.append((number + 1, replace_sets(block, missing)))
        return
    _change_exercise(taking, block, home)
    head: int | None = None
    for place, record in enumerate(block.sets, start=1):
        head = head if record.continues_previous else record.line_number
        if record.line_number not in taking.lines:
            new = NewSet(record, place, head if head != record.line_number else None)
            taking.new_sets.setdefault(home, []).append(new)
        elif (stored := taking.sets_by_id.get(taking.lines[record.line_number])) is None or taking.stored.edits.get(
            stored.id
        ):
            taking.kept += 1
        else:
            became = _as_file_says(stored, record, taking.present)
            became = replace(became, set_index=place) if missing else became
            if became != stored:
                taking.sets.append(became)


def replace_sets(block: ExerciseRecord, sets: Iterable[SetRecord]) -> ExerciseRecord:
    """The same exercise with these sets alone."""
    return ExerciseRecord(block.name, block.notes, block.superset_group, tuple(sets))


def _change_exercise(taking: Taking, block: ExerciseRecord, home: UUID) -> None:
    stored = next((each for each in taking.stored.exercises if each.id == home), None)
    if stored is None or taking.stored.edits.get(home):
        return
    became = replace(
        stored,
        notes=block.notes if "notes" in taking.present else stored.notes,
        superset_group=block.superset_group if "supersets" in taking.present else stored.superset_group,
    )
    if became != stored:
        taking.exercises.append(became)


def _as_file_says(stored: StoredSet, record: SetRecord, present: Collection[str]) -> StoredSet:
    """Only what differs in more than its form: a blank stays blank where the file writes 0 for it."""
    if not same_sets(stored, record):
        stored = replace(stored, **{name: getattr(record, name) for name in WORK})
    if "effort" in present:
        stored = replace(stored, rpe=record.rpe)
    if "rest" in present:
        stored = replace(stored, rest_seconds=record.rest_seconds)
    if "notes" in present:
        stored = replace(stored, note=record.kept_note)
    return stored


def _remove(taking: Taking, stored: StoredSet) -> None:
    """What the file does not have any more goes, unless the person has edited it."""
    if taking.stored.edits.get(stored.id):
        taking.kept += 1
    else:
        taking.removed_sets.append(stored.id)


def _remove_emptied(taking: Taking) -> None:
    """Exercises all of whose sets go."""
    going = set(taking.removed_sets)
    staying = {each.session_exercise_id for each in taking.stored.sets if each.id not in going}
    emptied = {each.session_exercise_id for each in taking.stored.sets if each.id in going}
    edited = {each.id for each in taking.stored.exercises if taking.stored.edits.get(each.id)}
    taking.removed_exercises = sorted(emptied - staying - edited - taking.new_sets.keys())
