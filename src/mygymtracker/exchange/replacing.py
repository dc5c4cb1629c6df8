"""The version of a file takes the place of what is here, in the transaction of the import: an undo of it undoes this.

Rows go through temporary tables as in `staging`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import AsyncIterator, Sequence
from typing import Final
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from mygymtracker.database.entities import ExerciseSet, SessionExercise, WorkoutSession
from mygymtracker.exchange.existing import origins_of
from mygymtracker.exchange.import_decisions import Placed, Take
from mygymtracker.exchange.kept_rows import lines_of_rows
from mygymtracker.exchange.matching import Matched
from mygymtracker.exchange.records import COPIED, ExerciseRecord, ParsedFile, WorkoutRecord
from mygymtracker.exchange.reimport import StoredExercise, StoredSet, StoredWorkout, Taking, plan_taking
from mygymtracker.exchange.report import Taken
from mygymtracker.exchange.staged_tables import StagedTable, pass_through, preparation, staged
from mygymtracker.exchange.staging import Staging
from mygymtracker.exchange.stored import read_stored
from mygymtracker.exchange.visible_exercises import ResolvedExercise, VisibleExercises
from mygymtracker.exchange.workout_identity import folded

_SET_COLUMNS: Final = ("id", "set_index", *COPIED, "note")
_WORKOUTS: Final = StagedTable(
    "taken_workouts", WorkoutSession, ("id", "started_at", "completed_at", "time_zone", "notes")
)
_EXERCISES: Final = StagedTable("taken_exercises", SessionExercise, ("id", "notes", "superset_group"))
_SETS: Final = StagedTable("taken_sets", ExerciseSet, _SET_COLUMNS)
_GONE_SETS: Final = StagedTable("removed_sets", ExerciseSet, ("id",))
_GONE_EXERCISES: Final = StagedTable("removed_exercises", SessionExercise, ("id",))
_PREPARE: Final = preparation(_WORKOUTS, _EXERCISES, _SETS, _GONE_SETS, _GONE_EXERCISES)
# Only sets whose instant is unknown, which shows in their having the workout's start.
_MOVE_SETS: Final = text("""
UPDATE public.exercise_sets AS there
SET performed_at = taken.started_at
FROM pg_temp.taken_workouts AS taken
JOIN public.workout_sessions AS workouts ON workouts.user_id = :user_id AND workouts.id = taken.id
JOIN public.session_exercises AS blocks ON blocks.user_id = :user_id AND blocks.session_id = taken.id
WHERE there.user_id = :user_id AND there.session_exercise_id = blocks.id
  AND there.performed_at = workouts.started_at AND workouts.started_at <> taken.started_at
""")
_CHANGE_WORKOUTS: Final = _WORKOUTS.update()
_CHANGE_EXERCISES: Final = _EXERCISES.update()
_CHANGE_SETS: Final = _SETS.update()
_REMOVE_SETS: Final = _GONE_SETS.deletion()
_REMOVE_EXERCISES: Final = _GONE_EXERCISES.deletion()

#: Workouts that are planned together.
TAKES_AT_ONCE: Final = 500
NOTHING_TAKEN: Final = Taken(workouts=0, sets_changed=0, sets_added=0, sets_removed=0, sets_kept=0)


class Replacing:
    """Of the workouts of which the file's version is taken some hundred at a time: each takes its sets and its log.

    They can be planned apart from each other: rows of the file that read alike belong to one workout.
    """

    def __init__(self, takes: Sequence[Take], parsed: ParsedFile, visible: VisibleExercises, *, time_zone: str) -> None:
        self._takes = takes
        self._parsed = parsed
        self._visible = visible
        self._time_zone = time_zone
        self._lines = lines_of_rows(parsed)
        self._kept: list[Taking] | None = None

    async def plans(self, session: AsyncSession) -> AsyncIterator[list[Taking]]:
        """What is to be done to every workout. Few are planned once, many each time they are asked for."""
        for start in range(0, len(self._takes), TAKES_AT_ONCE):
            if self._kept is not None:
                yield self._kept
                continue
            plans = await self._plan(session, self._takes[start : start + TAKES_AT_ONCE])
            if len(self._takes) <= TAKES_AT_ONCE:
                self._kept = plans
            yield plans

    async def _plan(self, session: AsyncSession, takes: Sequence[Take]) -> list[Taking]:
        stored = await read_stored(session, [take.workout_id for take in takes])
        records = {take.placed.place: self._parsed.workouts[take.placed.place] for take in takes}
        lines = (each.line_number for record in records.values() for block in record.exercises for each in block.sets)
        texts = {line: self._parsed.rows[bisect_left(self._lines, line)].text for line in sorted(lines)}
        sets = [each.id for workout in stored.values() for each in workout.sets]
        origins = await origins_of(session, {take.import_id for take in takes}, texts=set(texts.values()), sets=sets)
        return [
            plan_taking(
                take,
                records[take.placed.place],
                stored[take.workout_id],
                origins[take.import_id],
                texts=texts,
                find=self._find,
                time_zone=self._time_zone,
            )
            for take in takes
            if take.workout_id in stored
        ]

    def _find(self, name: str) -> UUID | None:
        match = self._visible.find(name)
        return match.exercise_id if match else None


def shown_takes(
    takes: Sequence[Take], workouts: Sequence[WorkoutRecord], visible: VisibleExercises
) -> tuple[list[Placed], Matched]:
    """Of the workouts that are to be taken those all of whose names mean something already, for a look at them."""
    matched: dict[str, ResolvedExercise | None] = {}
    placed: list[Placed] = []
    for take in takes:
        names = {folded(block.name): block.name for block in workouts[take.placed.place].exercises}
        for key in names.keys() - matched.keys():
            matched[key] = visible.find(names[key])
        if all(matched[key] is not None for key in names):
            placed.append(take.placed)
    return placed, {key: match for key, match in matched.items() if match is not None}


def new_blocks(takings: Sequence[Taking]) -> list[ExerciseRecord]:
    """The exercises that workouts get which did not have them."""
    return [block for taking in takings for _, block in taking.new_exercises]


async def write_takings(staging: Staging, takings: Sequence[Taking]) -> None:
    """Do it, with the identities of these workouts. `staging` has to be prepared, and knows new exercises."""
    session, person = staging.session, {"user_id": staging.user_id}
    await session.execute(_PREPARE)
    removed_sets = [(each,) for taking in takings for each in taking.removed_sets]
    await pass_through(session, _GONE_SETS, removed_sets, person, _REMOVE_SETS)
    emptied = [(each,) for taking in takings for each in taking.removed_exercises]
    await pass_through(session, _GONE_EXERCISES, emptied, person, _REMOVE_EXERCISES)
    workouts = [taking.workout for taking in takings if taking.workout != taking.stored.workout]
    rows = [_columns_of(each, _WORKOUTS) for each in workouts]
    await pass_through(session, _WORKOUTS, rows, person, _MOVE_SETS, _CHANGE_WORKOUTS)
    rows = [_columns_of(each, _EXERCISES) for taking in takings for each in taking.exercises]
    await pass_through(session, _EXERCISES, rows, person, _CHANGE_EXERCISES)
    rows = [_columns_of(each, _SETS) for taking in takings for each in taking.sets]
    await pass_through(session, _SETS, rows, person, _CHANGE_SETS)
    for taking in takings:
        _add_new(staging, taking)
    await staging.flush()


def _columns_of(each: StoredWorkout | StoredExercise | StoredSet, table: StagedTable) -> tuple[object, ...]:
    return tuple(staged(getattr(each, name) for name in table.columns))


def _add_new(staging: Staging, taking: Taking) -> None:
    """Sets and exercises that are not here yet. Of a drop set its head is one that is there, or was just added."""
    workout = taking.workout
    staging.identify(taking.placed, workout.id)
    for line, set_id in taking.lines.items():
        staging.set_ids.put(line, set_id)
    modes = {each.session_exercise_id: each.load_mode for each in reversed(taking.stored.sets)}
    remaining_ids = {each.id for each in taking.stored.sets} - set(taking.removed_sets)
    exercises = {each.id: each.exercise_id for each in taking.stored.exercises}
    for block_id, new_sets in taking.new_sets.items():
        for new in new_sets:
            head = None if new.continues is None else staging.set_ids.get(new.continues)
            known = head if new.continues not in taking.lines or head in remaining_ids else None
            staging.add_set(
                block_id,
                exercises[block_id],
                new.record,
                load_mode=modes.get(block_id, new.record.load_mode),
                set_index=new.set_index,
                continues=known,
                performed_at=workout.started_at,
            )
    for display_order, block in taking.new_exercises:
        staging.add_exercise(workout.id, display_order, block, workout.started_at)


def count_takings(takings: Sequence[Taking], before: Taken = NOTHING_TAKEN) -> Taken:
    """What comes of them, as the report says it, with what came of others before."""
    return Taken(
        workouts=before.workouts + sum(1 for each in takings if each.does_anything),
        sets_changed=before.sets_changed + sum(each.changed for each in takings),
        sets_added=before.sets_added + sum(each.added for each in takings),
        sets_removed=before.sets_removed + sum(len(each.removed_sets) for each in takings),
        sets_kept=before.sets_kept + sum(each.kept for each in takings),
    )
