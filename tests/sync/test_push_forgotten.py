"""What arrives once more when the log has forgotten that it was done."""

from __future__ import annotations

from datetime import UTC, datetime

from mygymtracker.database.forgetting import forget_changes
from tests.conftest import TestDatabase
from tests.sync.pushing import Logged, Phone, op, outcomes


async def test_a_row_that_is_sent_again_very_late_does_not_undo_what_was_corrected_since(
    phone: Phone, logged: Logged, migrated_database: TestDatabase
) -> None:
    row = logged.set[:-4] + "abcd"
    made = op("create", "set", row, base=phone.revision, workout_exercise_id=logged.exercise, reps=5)
    await phone.push(made)
    await phone.push(op("patch", "set", row, base=phone.revision, reps=99))
    await forget_changes(migrated_database.owner, before=datetime.now(UTC))

    again = await phone.push(made)

    assert outcomes(again) == ["same"]
    assert again[0]["row"]["fields"]["reps"] == 99


async def test_a_row_that_was_never_sent_is_made_however_late_it_comes(
    phone: Phone, logged: Logged, migrated_database: TestDatabase
) -> None:
    row = logged.set[:-4] + "abcd"
    made = op("create", "set", row, base=phone.revision - 1, workout_exercise_id=logged.exercise, reps=5)
    await forget_changes(migrated_database.owner, before=datetime.now(UTC))

    late = await phone.push(made)

    assert outcomes(late) == ["applied"]
