"""Many operations in one transaction: what fails leaves the others and the session as they were."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import DBAPIError, IntegrityError

from mygymtracker.database.columns import new_id
from mygymtracker.database.entities import Change, Through, WorkoutPlan
from mygymtracker.database.savepoints import OperationSavepoints
from mygymtracker.database.transaction import Database
from tests.factories import Person


def plan(person: Person, name: str) -> WorkoutPlan:
    return WorkoutPlan(user_id=person.id, id=new_id(), plan_name=name)


async def test_an_operation_that_failed_is_undone_and_the_session_goes_on(database: Database, ann: Person) -> None:
    ids = [new_id() for _ in range(3)]

    async with database.acting_as(ann.id, through=Through.SYNC) as session:
        operations = OperationSavepoints(session)
        await operations.begin(ids[0])
        session.add(plan(ann, "Upper"))
        await session.flush()
        await operations.begin(ids[1])
        session.add(plan(ann, "Lower"))
        with pytest.raises(IntegrityError):
            async with session.begin_nested():
                session.add(plan(ann, "Upper"))
                await session.flush()
        await operations.take_back()
        await operations.begin(ids[2])
        session.add(plan(ann, "Legs"))
        await session.flush()

    async with database.acting_as(ann.id) as session:
        names = (await session.scalars(select(WorkoutPlan.plan_name).order_by(WorkoutPlan.plan_name))).all()
        changes = (await session.execute(select(Change.part, Change.operation_id).order_by(Change.part))).all()
    assert names == ["Legs", "Upper"]
    assert [tuple(change) for change in changes] == [(1, ids[0]), (3, ids[2])]


async def test_a_statement_that_failed_is_undone_too(database: Database, ann: Person) -> None:
    async with database.acting_as(ann.id, through=Through.SYNC) as session:
        operations = OperationSavepoints(session)
        await operations.begin(new_id())
        with pytest.raises(DBAPIError):
            await session.execute(select(func.timezone("Nowhere", func.now())))
        await operations.take_back()

        assert (await session.scalars(select(WorkoutPlan.id))).all() == []


async def test_what_is_tried_again_is_the_same_operation(database: Database, ann: Person) -> None:
    operation_id = new_id()

    async with database.acting_as(ann.id, through=Through.SYNC) as session:
        operations = OperationSavepoints(session)
        await operations.begin(new_id())
        await operations.begin(operation_id)
        session.add(plan(ann, "Upper"))
        await session.flush()
        await operations.take_back()
        session.add(plan(ann, "Lower"))
        await session.flush()

    async with database.acting_as(ann.id) as session:
        names = (await session.scalars(select(WorkoutPlan.plan_name))).all()
        changes = (await session.execute(select(Change.part, Change.operation_id))).all()
    assert names == ["Lower"]
    assert [tuple(change) for change in changes] == [(2, operation_id)]


async def test_an_object_that_was_taken_back_is_read_anew(database: Database, ann: Person) -> None:
    upper = plan(ann, "Upper")
    async with database.acting_as(ann.id) as session:
        session.add(upper)

    async with database.acting_as(ann.id, through=Through.SYNC) as session:
        operations = OperationSavepoints(session)
        await operations.begin(new_id())
        known = (await session.scalars(select(WorkoutPlan))).one()
        known.plan_name = "Lower"
        await session.flush()
        await operations.take_back()
        again = (await session.scalars(select(WorkoutPlan))).one()

    assert (again is known, again.plan_name) == (False, "Upper")
