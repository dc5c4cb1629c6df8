"""What tests of progress share: a profile, the scales, the pieces of a set."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import update

from mygymtracker.database.columns import new_id
from mygymtracker.database.entities import BodyMeasurement, BodyPart, BodyUnit, ExerciseSet, User
from mygymtracker.database.transaction import Database
from tests.factories import Person


async def choose(database: Database, person: Person, **profile: object) -> None:
    """`await choose(database, ann, unit=LoadUnit.LB)`."""
    async with database.acting_as(person.id) as session:
        await session.execute(update(User).values(**profile))


async def weigh(database: Database, person: Person, kilograms: str, at: datetime) -> None:
    async with database.acting_as(person.id) as session:
        session.add(
            BodyMeasurement(
                user_id=person.id,
                id=new_id(),
                part=BodyPart.BODY_WEIGHT,
                amount=Decimal(kilograms),
                unit=BodyUnit.KG,
                measured_at=at,
            )
        )


async def continue_set(database: Database, person: Person, first: UUID, pieces: Sequence[UUID]) -> None:
    """Makes these sets pieces of the first."""
    async with database.acting_as(person.id) as session:
        await session.execute(update(ExerciseSet).where(ExerciseSet.id.in_(pieces)).values(continues_set_id=first))
