"""Writing what is a person's own beside training and plans: the profile, exercises, measurements."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import Final
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from mygymtracker.accounts.changing import change_profile
from mygymtracker.accounts.profile import ProfileContent
from mygymtracker.body import writes as body
from mygymtracker.body.measurements import MeasurementContent
from mygymtracker.contents import read
from mygymtracker.database.owned_rows import acting
from mygymtracker.errors import NotFound, Refused
from mygymtracker.exercises import writes as exercises
from mygymtracker.exercises.contents import ExerciseContent
from mygymtracker.sync.archive import archived_at
from mygymtracker.sync.rows import Kind
from mygymtracker.sync.writers import Sent, Writer, given, without
from mygymtracker.workouts.contents import Instant


class ExerciseFieldsSent(ExerciseContent, frozen=True, kw_only=True):
    """An exercise of one's own, and since when it is out of sight."""

    archived_at: Instant | None = None


async def _known_profile(session: AsyncSession, user_id: UUID, sent: Sent, /, *, now: datetime) -> bool:  # noqa: ARG001
    """It came with the account."""
    _refuse_other(session, user_id)
    return False


async def _change_profile(session: AsyncSession, user_id: UUID, sent: Sent, /, *, now: datetime) -> None:
    _refuse_other(session, user_id)
    async with session.begin_nested():
        await change_profile(session, sent, expected_version=None, now=now)


async def _keep_profile(session: AsyncSession, user_id: UUID) -> None:
    _refuse_other(session, user_id)
    raise Refused("A profile goes with its account, which is deleted on its own page.")


def _refuse_other(session: AsyncSession, user_id: UUID) -> None:
    if user_id != acting(session):
        raise NotFound("There is no such profile.")


async def _add_exercise(session: AsyncSession, sent_id: UUID, sent: Sent, /, *, now: datetime) -> bool:  # noqa: ARG001
    since, content = archived_at(sent), read(without(given(sent), "archived_at"), ExerciseContent)
    row_id, created = await exercises.add_exercise(session, sent_id, content)
    if created and since is not None:
        await _archive_exercise(session, row_id, since)
    return created


async def _correct_exercise(session: AsyncSession, row_id: UUID, sent: Sent, /, *, now: datetime) -> None:  # noqa: ARG001
    since, fields = archived_at(sent), without(sent, "archived_at")
    async with session.begin_nested():
        await exercises.correct_exercise(session, row_id, fields, expected_version=None)
        if "archived_at" in sent:
            await _archive_exercise(session, row_id, since)


async def _archive_exercise(session: AsyncSession, row_id: UUID, since: datetime | None) -> None:
    """Since another instant, where it is archived already."""
    async with session.begin_nested():
        await exercises.bring_back_exercise(session, row_id, expected_version=None)
        if since is not None:
            await exercises.archive_exercise(session, row_id, now=since, expected_version=None)


async def _measure(session: AsyncSession, row_id: UUID, sent: Sent, /, *, now: datetime) -> bool:  # noqa: ARG001
    return await body.measure(session, row_id, read(given(sent), MeasurementContent))


async def _correct_measurement(session: AsyncSession, row_id: UUID, sent: Sent, /, *, now: datetime) -> None:  # noqa: ARG001
    async with session.begin_nested():
        await body.correct(session, row_id, sent, expected_version=None)


PROFILE: Final = Writer(
    kind=Kind.PROFILE, content_class=ProfileContent, create=_known_profile, patch=_change_profile, delete=_keep_profile
)
EXERCISE: Final = Writer(
    kind=Kind.EXERCISE,
    content_class=ExerciseFieldsSent,
    create=_add_exercise,
    patch=_correct_exercise,
    delete=partial(exercises.remove_exercise, expected_version=None),
)
MEASUREMENT: Final = Writer(
    kind=Kind.MEASUREMENT,
    content_class=MeasurementContent,
    create=_measure,
    patch=_correct_measurement,
    delete=partial(body.forget, expected_version=None),
)
#: In the order in which rows are deleted.
WRITERS: Final = (MEASUREMENT, EXERCISE, PROFILE)
