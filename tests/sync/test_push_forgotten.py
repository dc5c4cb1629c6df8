"""What arrives once more, however late, and also when the log has forgotten that it was done."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from mygymtracker.database.entities import Change, ProcessedOperation
from mygymtracker.database.forgetting import forget_changes
from mygymtracker.database.transaction import Database
from tests.api.routes import API
from tests.conftest import TestDatabase
from tests.factories import Person
from tests.sync.pushing import JSON, Logged, Phone, op, outcomes


def fields(receipt: JSON) -> JSON:
    shown: JSON = receipt["row"]["fields"]
    return shown


@pytest.fixture
def made(phone: Phone, logged: Logged) -> JSON:
    """A further set."""
    row = logged.set[:-4] + "abcd"
    return op("create", "set", row, base=phone.revision, workout_exercise_id=logged.exercise, reps=5)


async def test_a_row_that_is_sent_again_very_late_does_not_undo_what_was_corrected_since(
    phone: Phone, made: JSON, migrated_database: TestDatabase
) -> None:
    await phone.push(made)
    await phone.push(op("patch", "set", made["row"], base=phone.revision, reps=99))
    await forget_changes(migrated_database.owner, before=datetime.now(UTC))

    again = await phone.push(made)

    assert outcomes(again) == ["same"]
    assert fields(again[0])["reps"] == 99


async def test_a_correction_that_is_sent_again_very_late_does_not_undo_a_later_one(
    phone: Phone, made: JSON, migrated_database: TestDatabase
) -> None:
    corrected = op("patch", "set", made["row"], base=phone.revision, reps=6)
    await phone.push(made, corrected)
    await phone.push(op("patch", "set", made["row"], base=phone.revision, reps=99))
    await forget_changes(migrated_database.owner, before=datetime.now(UTC))

    again = await phone.push(corrected)

    assert outcomes(again) == ["same"]
    assert fields(again[0])["reps"] == 99


async def test_what_is_sent_again_very_late_does_not_bring_back_what_was_deleted_since(
    phone: Phone, made: JSON, migrated_database: TestDatabase
) -> None:
    corrected = op("patch", "set", made["row"], base=phone.revision, reps=6)
    deleted = op("delete", "set", made["row"], base=phone.revision)
    await phone.push(made, corrected)
    await phone.push(deleted)
    await forget_changes(migrated_database.owner, before=datetime.now(UTC))

    again = await phone.push(made, corrected, deleted)

    assert outcomes(again) == ["same", "same", "same"]
    assert [each["row"] for each in again] == [None, None, None]


async def test_a_deletion_that_is_sent_again_very_late_does_not_delete_what_was_brought_back(
    phone: Phone, logged: Logged, migrated_database: TestDatabase
) -> None:
    deleted = op("delete", "set", logged.set, base=phone.revision)
    await phone.push(deleted)
    undone = await phone.client.put(f"{API}/changes/{phone.revision}.1/undo")
    assert undone.status_code < 300, undone.text
    await forget_changes(migrated_database.owner, before=datetime.now(UTC))

    again = await phone.push(deleted)

    assert outcomes(again) == ["same"]
    assert again[0]["row"]["id"] == logged.set
    assert "deleted" not in again[0]["row"]


async def test_what_changed_nothing_is_known_when_it_comes_again_after_a_correction(phone: Phone, made: JSON) -> None:
    repeated = op("patch", "set", made["row"], base=phone.revision, reps=5)
    first = await phone.push(made, repeated)
    await phone.push(op("patch", "set", made["row"], base=phone.revision, reps=99))

    again = await phone.push(repeated)

    assert (outcomes(first), outcomes(again)) == (["applied", "same"], ["same"])
    assert fields(again[0])["reps"] == 99


async def test_what_was_refused_is_tried_again(phone: Phone, made: JSON) -> None:
    corrected = op("patch", "set", made["row"], base=phone.revision, reps=6)

    early = await phone.push(corrected)
    await phone.push(made)
    again = await phone.push(corrected)

    assert (outcomes(early), outcomes(again)) == (["refused"], ["applied"])


async def test_what_the_log_forgets_and_what_changed_nothing_is_kept_for_each_person(
    phone: Phone, made: JSON, database: Database, migrated_database: TestDatabase, ann: Person, bob: Person
) -> None:
    repeated = op("patch", "set", made["row"], base=phone.revision, reps=5)
    await phone.push(made, repeated)

    before = await operations_of(database, ann)
    await forget_changes(migrated_database.owner, before=datetime.now(UTC))

    assert before == ({repeated["id"]}, before[1])
    assert made["id"] in before[1]
    assert await operations_of(database, ann) == ({repeated["id"], *before[1]}, set())
    assert await operations_of(database, bob) == (set(), set())


async def operations_of(database: Database, person: Person) -> tuple[set[str], set[str]]:
    """Those that are kept, and those in the log."""
    async with database.acting_as(person.id, read_only=True) as session:
        kept = await session.scalars(select(ProcessedOperation.operation_id))
        logged = await session.scalars(select(Change.operation_id).where(Change.operation_id.is_not(None)))
        return {str(each) for each in kept}, {str(each) for each in logged}


async def test_a_row_that_was_never_sent_is_made_however_late_it_comes(
    phone: Phone, made: JSON, migrated_database: TestDatabase
) -> None:
    late = {**made, "base": made["base"] - 1}
    await forget_changes(migrated_database.owner, before=datetime.now(UTC))

    receipts = await phone.push(late)

    assert outcomes(receipts) == ["applied"]
