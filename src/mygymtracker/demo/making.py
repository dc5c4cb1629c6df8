"""Puts the demo athlete's plan and two years of training into an account, in a few statements."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any, Final
from uuid import UUID, uuid5

import msgspec
from sqlalchemy import insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from mygymtracker.database.entities import (
    BodyMeasurement,
    BodyPart,
    BodyUnit,
    Exercise,
    ExerciseSet,
    PlanDay,
    PlanExercise,
    SessionExercise,
    SessionStatus,
    User,
    WorkoutPlan,
    WorkoutSession,
)
from mygymtracker.database.owned_rows import acting
from mygymtracker.demo.programme import DAYS, NAME, Lift
from mygymtracker.demo.training import TIME_ZONE, WEEKS, DoneSet, DoneWorkout, body_weight, train
from mygymtracker.errors import NotFound
from mygymtracker.plans.targets import target_of
from mygymtracker.quantities import LoadMode, LoadUnit

Row = dict[str, Any]
_SET_TAKES: Final = timedelta(seconds=40)
_REST: Final = timedelta(seconds=60)


@dataclass(frozen=True, slots=True)
class Made:
    """How much there is to look at."""

    workouts: int
    sets: int


async def make_training(session: AsyncSession, *, until: date) -> Made:
    """Everything of the two years that end on `until`, for the person acting. Raises NotFound without a catalogue.

    Ids follow from the person and the day, so that the same call makes the same rows.
    """
    exercises = await _exercises(session)
    maker = _Maker(acting(session), exercises)
    await session.execute(update(User).values(time_zone=TIME_ZONE, display_name="Demo"))
    await session.execute(insert(WorkoutPlan), [maker.plan()])
    await session.execute(insert(PlanDay), list(maker.days()))
    planned = list(maker.plan_exercises())
    session.add_all(planned)
    await session.flush()
    workouts, blocks, sets = maker.training(train(until), planned)
    await session.execute(insert(WorkoutSession), workouts)
    await session.execute(insert(SessionExercise), blocks)
    await session.execute(insert(ExerciseSet), sets)
    await session.execute(insert(BodyMeasurement), list(maker.weights(until)))
    return Made(len(workouts), len(sets))


async def _exercises(session: AsyncSession) -> dict[str, Exercise]:
    wanted = {name for day in DAYS for lift in day.lifts for name in (lift.exercise, *lift.substitutes)}
    catalogue = await session.scalars(select(Exercise).where(Exercise.owner_id.is_(None), Exercise.name.in_(wanted)))
    exercises = {exercise.name: exercise for exercise in catalogue}
    if missing := sorted(wanted - exercises.keys()):
        raise NotFound(f"The catalogue lacks {', '.join(missing)}. Load it with: mygymtracker migration run")
    return exercises


@dataclass(frozen=True, slots=True)
class _Maker:
    """Rows of one person."""

    user_id: UUID
    exercises: Mapping[str, Exercise]

    def plan(self) -> Row:
        return {"user_id": self.user_id, "id": self._id("plan"), "plan_name": NAME, "notes": "Four days a week."}

    def days(self) -> Iterator[Row]:
        for order, day in enumerate(DAYS, start=1):
            yield {
                "user_id": self.user_id,
                "id": self._id(day.name),
                "plan_id": self._id("plan"),
                "day_name": day.name,
                "display_order": order,
            }

    def plan_exercises(self) -> Iterator[PlanExercise]:
        for day in DAYS:
            for order, lift in enumerate(day.lifts, start=1):
                yield self._plan_exercise(day.name, order, lift)

    def _plan_exercise(self, day: str, order: int, lift: Lift) -> PlanExercise:
        substitutes = [self.exercises[name].id for name in lift.substitutes]
        return PlanExercise(
            user_id=self.user_id,
            id=self._id(day, lift.exercise),
            plan_id=self._id("plan"),
            plan_day_id=self._id(day),
            exercise_id=self.exercises[lift.exercise].id,
            display_order=order,
            intensity_technique=lift.technique,
            warmup_sets=lift.warmups,
            working_sets=lift.working_sets,
            target_reps=lift.reps[0],
            target_reps_max=lift.reps[1],
            rpe_early=lift.rpe[0],
            rpe_last=lift.rpe[1],
            rest_time=lift.rest[0],
            rest_time_max=lift.rest[1],
            superset_group=lift.superset,
            first_substitute_id=next(iter(substitutes), None),
            second_substitute_id=next(iter(substitutes[1:]), None),
            notes=lift.notes,
        )

    def training(
        self, done: Iterator[DoneWorkout], planned: Sequence[PlanExercise]
    ) -> tuple[list[Row], list[Row], list[Row]]:
        by_id = {exercise.id: exercise for exercise in planned}
        workouts: list[Row] = []
        blocks: list[Row] = []
        sets: list[Row] = []
        for workout in done:
            row = self._workout(workout)
            workouts.append(row)
            at = workout.started_at
            for lift, lifted in zip(DAYS[workout.day].lifts, workout.sets, strict=True):
                exercise = by_id[self._id(DAYS[workout.day].name, lift.exercise)]
                block = self._block(row["id"], exercise)
                blocks.append(block)
                at = self._sets(sets, block, lifted, lift, at)
        return workouts, blocks, sets

    def _workout(self, workout: DoneWorkout) -> Row:
        day = DAYS[workout.day].name
        return {
            "user_id": self.user_id,
            "id": self._id("workout", workout.started_at.isoformat()),
            "plan_id": self._id("plan"),
            "plan_day_id": self._id(day),
            "status": SessionStatus.COMPLETED,
            "name": day,
            "notes": workout.notes,
            "started_at": workout.started_at,
            "completed_at": workout.completed_at,
            "time_zone": TIME_ZONE,
            "body_weight": workout.body_weight,
            "body_weight_unit": LoadUnit.KG,
        }

    def _block(self, workout_id: UUID, planned: PlanExercise) -> Row:
        return {
            "user_id": self.user_id,
            "id": uuid5(workout_id, str(planned.id)),
            "session_id": workout_id,
            "plan_exercise_id": planned.id,
            "exercise_id": planned.exercise_id,
            "display_order": planned.display_order,
            "superset_group": planned.superset_group,
            "target": msgspec.to_builtins(target_of(planned)),
        }

    def _sets(self, sets: list[Row], block: Row, lifted: Sequence[DoneSet], lift: Lift, at: datetime) -> datetime:
        """Adds the sets of one exercise; when the next one begins."""
        first: UUID | None = None
        mode = self.exercises[lift.exercise].load_mode
        for index, each in enumerate(lifted, start=1):
            set_id = uuid5(block["id"], str(index))
            at += _SET_TAKES
            loaded = each.load is not None
            sets.append(
                {
                    "user_id": self.user_id,
                    "id": set_id,
                    "session_exercise_id": block["id"],
                    "exercise_id": block["exercise_id"],
                    "set_type": each.set_type,
                    "set_index": index,
                    "reps": each.reps,
                    "load": each.load,
                    "load_unit": LoadUnit.KG if loaded else None,
                    "load_mode": mode if lift.bodyweight or not loaded else LoadMode.EXTERNAL,
                    "rpe": each.rpe,
                    "rest_seconds": each.rest_seconds,
                    "technique": each.technique,
                    "continues_set_id": first if each.piece else None,
                    "performed_at": at,
                }
            )
            first = first if each.piece else set_id
            at += timedelta(seconds=each.rest_seconds) if each.rest_seconds else _REST
        return at

    def weights(self, until: date) -> Iterator[Row]:
        monday = until - timedelta(days=until.weekday()) - timedelta(weeks=WEEKS - 1)
        for week in range(WEEKS):
            on = monday + timedelta(weeks=week)
            yield {
                "user_id": self.user_id,
                "id": self._id("weight", str(week)),
                "part": BodyPart.BODY_WEIGHT,
                "amount": Decimal(body_weight(week)),
                "unit": BodyUnit.KG,
                "measured_at": datetime.combine(on, time(6, 30), tzinfo=UTC),
            }

    def _id(self, *what: str) -> UUID:
        return uuid5(self.user_id, " ".join(what))
