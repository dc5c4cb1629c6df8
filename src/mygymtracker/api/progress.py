"""What the numbers say about all training together."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Annotated, Final

from litestar import Router, get
from litestar.params import QueryParameter

from mygymtracker.api.authentication import RequestSession
from mygymtracker.api.write_requests import answers
from mygymtracker.database.driver import fetch_rows
from mygymtracker.database.entities import Muscle
from mygymtracker.exercises.muscles import MuscleGroup
from mygymtracker.progress.muscle_queries import muscle_volume
from mygymtracker.progress.muscle_volume import (
    COUNTED,
    MOST_WEEKS,
    GroupSets,
    MuscleSets,
    MuscleVolume,
    WeeklyMuscles,
    build_muscle_volume,
    read_period,
)

_VOLUME: Final = MuscleVolume(
    starts_on=date(2026, 3, 2),
    ends_on=date(2026, 3, 4),
    first_weekday=1,
    counted=COUNTED,
    without_muscles=Decimal(0),
    weeks=[
        WeeklyMuscles(
            week_starts_on=date(2026, 3, 2),
            groups=[
                GroupSets(MuscleGroup.SHOULDERS, Decimal("1.5"), [MuscleSets(Muscle.REAR_DELTS, Decimal("1.5"))]),
                GroupSets(MuscleGroup.BACK, Decimal(3), [MuscleSets(Muscle.LATS, Decimal(3))]),
                GroupSets(MuscleGroup.BICEPS, Decimal("5.5"), [MuscleSets(Muscle.BICEPS, Decimal("5.5"))]),
            ],
            without_muscles=Decimal(0),
        )
    ],
)


@get(
    "/muscles",
    operation_id="getMuscleVolume",
    summary="Read the sets of each muscle",
    description="Week by week, the working sets of each muscle and of the group it belongs to, direct ones whole and "
    "indirect ones half. The last `weeks` weeks (8 where nothing is said), this one included, or the days `from` to "
    "`to`.",
    responses=answers(MuscleVolume, _VOLUME, "The weeks, oldest first.", 400, 401, 422),
)
async def get_muscle_volume(
    session: RequestSession,
    *,
    weeks: Annotated[
        int | None, QueryParameter(ge=1, le=MOST_WEEKS, description="How many, when `from` is not given.")
    ] = None,
    starts_on: Annotated[date | None, QueryParameter(name="from", description="The first day that counts.")] = None,
    ends_on: Annotated[
        date | None, QueryParameter(name="to", description="The last day that counts; without it, today.")
    ] = None,
) -> MuscleVolume:
    now = datetime.now(UTC)
    period = read_period(weeks=weeks, starts_on=starts_on, ends_on=ends_on, now=now)
    return build_muscle_volume(await fetch_rows(session, *muscle_volume(period, now=now)))


routers = (Router("/progress", route_handlers=[get_muscle_volume], tags=["Progress"]),)
