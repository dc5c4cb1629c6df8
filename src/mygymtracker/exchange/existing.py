"""What is here already: workouts that came in before, what was said of their files, and those from elsewhere."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Final
from uuid import UUID

from sqlalchemy import ARRAY, Text, Uuid, and_, any_, bindparam, literal, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from mygymtracker.database.driver import fetch_rows
from mygymtracker.database.entities import Import, ImportedRow, ImportedWorkout, WorkoutSession
from mygymtracker.database.reading import Query, columns_of
from mygymtracker.errors import Invalid
from mygymtracker.exchange.doubles import OtherWorkout
from mygymtracker.exchange.import_decisions import Answers
from mygymtracker.exchange.reimport import Origins
from mygymtracker.exchange.workout_identity import KnownWorkout, folded

#: What an import keeps of what was said about its file. Those of earlier versions lack some.
Options = Mapping[str, str | bool | dict[str, str] | None]


_SOURCE: Final = bindparam("source", type_=ImportedWorkout.source.type)
_KNOWN: Final = Query(
    select(*columns_of(ImportedWorkout, KnownWorkout)).where(ImportedWorkout.source == _SOURCE), KnownWorkout
)
_OTHERS: Final = Query(
    select(
        *columns_of(
            WorkoutSession,
            OtherWorkout,
            {"source": ImportedWorkout.source, "local_start": ImportedWorkout.local_start},
        )
    )
    .outerjoin(
        ImportedWorkout,
        and_(ImportedWorkout.user_id == WorkoutSession.user_id, ImportedWorkout.workout_id == WorkoutSession.id),
    )
    .where(ImportedWorkout.source.is_distinct_from(_SOURCE))
    .order_by(WorkoutSession.started_at, WorkoutSession.id),
    OtherWorkout,
)


async def known_workouts(session: AsyncSession, source: str) -> list[KnownWorkout]:
    """All that came in from an app, with what was deleted since."""
    return await fetch_rows(session, _KNOWN, {"source": source})


async def answers_of(session: AsyncSession, source: str) -> dict[UUID, Answers]:
    """What was said of each file of an app."""
    statement = select(Import.id, Import.options).where(Import.source == source)
    return {import_id: read_answers(options) for import_id, options in await session.execute(statement)}


def read_answers(options: Options) -> Answers:
    """From what an import keeps."""
    unit, time_zone, units = options.get("unit"), options.get("time_zone"), options.get("exercise_units")
    return Answers(
        unit=unit if isinstance(unit, str) else None,
        time_zone=time_zone if isinstance(time_zone, str) else "UTC",
        exercise_units={folded(name): each for name, each in units.items()} if isinstance(units, dict) else {},
    )


async def other_workouts(session: AsyncSession, source: str) -> list[OtherWorkout]:
    """All workouts that did not come from an app: from another one, or logged here."""
    return await fetch_rows(session, _OTHERS, {"source": source})


async def refuse_other_dates(session: AsyncSession, digest: bytes, options: Options) -> None:
    """Raises Invalid where this very file came in with its dates read otherwise: its workouts would come in twice."""
    statement = select(Import.options).where(
        Import.file_digest == digest,
        select(ImportedWorkout.workout_id)
        .where(ImportedWorkout.import_id == Import.id, ImportedWorkout.workout_id.is_not(None))
        .exists(),
    )
    for (before,) in await session.execute(statement):
        for field in ("date_order", "month_language"):
            if options[field] and before.get(field) and options[field] != before[field]:
                raise Invalid(
                    f"This file came in before with its dates read as {before[field]}, and would come in a second time "
                    f"under other days. Take that import back first, then bring it in as {options[field]}.",
                    field=field,
                    value=str(options[field]),
                )


async def origins_of(
    session: AsyncSession, import_ids: Collection[UUID], *, texts: Collection[str], sets: Collection[UUID]
) -> dict[UUID, Origins]:
    """Which sets the rows of earlier imports became: rows of these texts, and those that became these sets."""
    origins: dict[UUID, Origins] = {import_id: Origins() for import_id in import_ids}
    statement = (
        select(ImportedRow.import_id, ImportedRow.text, ImportedRow.set_id)
        .where(
            ImportedRow.import_id.in_(import_ids),
            ImportedRow.set_id.is_not(None),
            or_(
                ImportedRow.text == any_(literal(list(texts), ARRAY(Text()))),
                ImportedRow.set_id == any_(literal(list(sets), ARRAY(Uuid()))),
            ),
        )
        .order_by(ImportedRow.import_id, ImportedRow.line_number)
    )
    for import_id, text, set_id in await session.execute(statement):
        if set_id is not None:
            origins[import_id].add(text, set_id)
    return origins
