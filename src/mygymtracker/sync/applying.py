"""Applies one operation of a device: finds out which situation it meets (`situations`), and does what that says.

What is likely is tried first, in one statement, and only where it fails is more asked: nearly all sets are new.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from mygymtracker.changes.trash_restore import bring_back
from mygymtracker.contents import merge, shown
from mygymtracker.database.entities import Exercise, WorkoutSession
from mygymtracker.database.owned_rows import acting
from mygymtracker.database.row_reversal import RowKey, rows_there
from mygymtracker.database.savepoints import OperationSavepoints
from mygymtracker.errors import Invalid, MyGymTrackerError, NotFound
from mygymtracker.exercises.contents import exercise_id
from mygymtracker.exercises.merging import resolve
from mygymtracker.sync.field_upgrades import upgrade_fields
from mygymtracker.sync.overwritten_fields import find_lost
from mygymtracker.sync.receipts import Action, Operation, Outcome
from mygymtracker.sync.rows import Kind
from mygymtracker.sync.situations import Situation
from mygymtracker.sync.trash import WRITERS, before_deletion, bring_back_for_now, delete_again, find_trashed
from mygymtracker.sync.writers import Kept, Sent, Writer, without


@dataclass(frozen=True, slots=True)
class Applied:
    """The situation an operation met. `lost` are values as JSON, `restored` what came back from the trash."""

    situation: Situation
    lost: Mapping[str, Any] = field(default_factory=dict)
    restored: Sequence[RowKey] = ()

    @property
    def outcome(self) -> Outcome:
        return self.situation.outcome


def ids_of(session: AsyncSession, operation: Operation) -> list[UUID]:
    """What the row may be known by: an exercise by its own id and by the one that a device made it under."""
    if operation.kind is Kind.EXERCISE:
        return [operation.row, exercise_id(acting(session), operation.row)]
    return [operation.row]


@dataclass(slots=True)
class Applying:
    """The operations of one device, in one transaction. `revision` is how far the log had come before them.

    Up to `oldest_revision` the log is forgotten, and with it which operations were done.
    """

    session: AsyncSession
    operations: OperationSavepoints
    device: str
    revision: int
    oldest_revision: int
    row_ids: Sequence[UUID]
    now: datetime
    _trashed: set[RowKey] | None = None
    _merged: Mapping[UUID, UUID] | None = None

    async def apply(self, operation: Operation) -> Applied:
        """Raises whatever the REST API would answer; what was done until then is to be taken back."""
        writer = WRITERS[operation.kind]
        sent, dropped = upgrade_fields(operation.kind, operation.row_schema, operation.fields)
        writer.refuse_unknown(sent)
        fields, merged_away = await self._follow_merges(writer, sent)
        replaced = {**merged_away, **dropped}
        applied = await self._apply(writer, msgspec.structs.replace(operation, fields=fields))
        if not replaced or applied.outcome in (Outcome.SAME, Outcome.DELETED):
            return applied
        situation = applied.situation
        if applied.outcome is Outcome.APPLIED:
            situation = Situation.EXERCISE_MERGED if merged_away else Situation.FIELD_DROPPED
        return Applied(situation, {**applied.lost, **replaced}, applied.restored)

    async def _apply(self, writer: Writer, operation: Operation) -> Applied:
        key = await self._key(writer, operation)
        if operation.action is Action.DELETE:
            return await self._delete(writer, key)
        if await self._is_trashed(key):
            return await self._keep_with_deleted(writer, key, operation)
        if operation.action is Action.PATCH:
            return await self._patch(writer, key, operation, operation.fields)
        return await self._create(writer, key, operation)

    async def _follow_merges(self, writer: Writer, sent: Sent) -> tuple[Sent, dict[str, Any]]:
        """The fields with what stands now for exercises that were merged away, and what was sent in their place."""
        naming = [name for name, table in writer.needs.items() if table == Exercise.__tablename__ and sent.get(name)]
        if not naming:
            return sent, {}
        if self._merged is None:  # no operation of a device merges
            self._merged = await resolve(self.session)
        followed = {name: _followed(sent[name], self._merged) for name in naming}
        replaced = {name: sent[name] for name in naming if followed[name] != sent[name]}
        return {**sent, **followed}, replaced

    def forget(self) -> None:
        """What was found out, which a savepoint that was rolled back to has undone."""
        self._trashed = None

    async def _key(self, writer: Writer, operation: Operation) -> RowKey:
        """The first of its ids that is there or in the trash, else the last."""
        *others, last = [RowKey(writer.table, each) for each in ids_of(self.session, operation)]
        for key in others:
            if await self._is_trashed(key) or await rows_there(self.session, [key]):
                return key
        return last

    async def _is_trashed(self, key: RowKey) -> bool:
        if self._trashed is None:
            self._trashed = await find_trashed(self.session, self.row_ids)
        return key in self._trashed

    # ------------------------------------------------------------------------------------------------------- deleting

    async def _delete(self, writer: Writer, key: RowKey) -> Applied:
        try:
            await writer.delete(self.session, key.row_id)
        except NotFound:
            return Applied(Situation.NOT_THERE)
        self.forget()
        return Applied(Situation.THERE)

    async def _keep_with_deleted(self, writer: Writer, key: RowKey, operation: Operation) -> Applied:
        """Deleted it stays, and the log's deletion holds what was sent."""
        before = await before_deletion(self.session, key)
        differing = without(_differing(writer, before, operation.fields), *writer.fixed, *writer.orders)
        if differing:
            back = await bring_back(self.session, key.table, key.row_id)
            await writer.patch(self.session, key.row_id, differing, now=self.now)
            await delete_again(self.session, back)
            self.forget()
        return Applied(Situation.TRASHED)

    # -------------------------------------------------------------------------------------------------------- patching

    async def _patch(self, writer: Writer, key: RowKey, operation: Operation, sent: Sent) -> Applied:
        there = await self._find(key)
        if there is None:  # shared by all, somebody else's or nobody's, which the REST API tells apart as far as it may
            await writer.patch(self.session, key.row_id, sent, now=self.now)
            raise NotFound(f"There is no such {writer.kind.value.replace('_', ' ')}.")
        differing = _differing(writer, there, sent)
        if not differing:
            return Applied(Situation.SAME_FIELDS)
        _refuse_fixed(writer, differing)
        lost = {}
        if operation.base < self.revision:
            lost = await find_lost(
                self.session,
                writer,
                key.row_id,
                differing,
                now=there,
                base=operation.base,
                device=self.device,
            )
        restored = await self._change(writer, key, differing)
        if restored:
            return Applied(Situation.FIELDS_NAME_TRASHED, lost, restored)
        return Applied(Situation.FIELDS_OF_OTHERS if lost else Situation.OTHER_FIELDS, lost)

    async def _change(self, writer: Writer, key: RowKey, sent: Sent) -> list[RowKey]:
        """What had to come back from the trash for it."""
        try:
            await writer.patch(self.session, key.row_id, sent, now=self.now)
        except MyGymTrackerError:
            await self.operations.take_back()
            restored = await self._bring_back_needed(writer, sent)
            if not restored:
                raise
            await writer.patch(self.session, key.row_id, sent, now=self.now)
            return restored
        return []

    async def _find(self, key: RowKey) -> Kept | None:
        return (await rows_there(self.session, [key])).get(key)

    # -------------------------------------------------------------------------------------------------------- creating

    async def _create(self, writer: Writer, key: RowKey, operation: Operation) -> Applied:
        if writer.kind is Kind.EXERCISE and key.row_id == operation.row:  # one that was made under another id
            return await self._patch(writer, key, operation, operation.fields)
        try:
            if await writer.create(self.session, operation.row, operation.fields, now=self.now):
                return Applied(Situation.NEW)
        except MyGymTrackerError as error:
            await self.operations.take_back()
            if await self._find(key) is None:
                return await self._create_again(writer, operation, error)
        if operation.base < self.oldest_revision:
            return Applied(Situation.KNOWN_LONGER_THAN_LOG)
        return await self._patch(writer, key, operation, without(operation.fields, *writer.beginnings))

    async def _create_again(self, writer: Writer, operation: Operation, error: MyGymTrackerError) -> Applied:
        """With what it belongs to brought back, without what it can be without. Raises `error` where neither helps."""
        restored = await self._bring_back_needed(writer, operation.fields)
        sent, lost, borrowed = await self._let_go(writer, operation.fields)
        if not restored and not lost:
            raise error
        await writer.create(self.session, operation.row, sent, now=self.now)
        await delete_again(self.session, borrowed)
        self.forget()
        return Applied(Situation.NEW_BELOW_TRASHED if restored else Situation.NEW_FROM_GONE, lost, restored)

    async def _bring_back_needed(self, writer: Writer, sent: Sent) -> list[RowKey]:
        """What the fields name and is in the trash. A workout that comes back says since when."""
        restored = [
            key
            for name, table in writer.needs.items()
            for row_id in _ids(sent.get(name))
            for key in await bring_back(self.session, table, row_id)
        ]
        workouts = [key.row_id for key in restored if key.table == WRITERS[Kind.WORKOUT].table]
        if workouts:
            marking = update(WorkoutSession).where(WorkoutSession.id.in_(workouts)).values(restored_at=self.now)
            await self.session.execute(marking.execution_options(synchronize_session=False))
        if restored:
            self.forget()
        return restored

    async def _let_go(self, writer: Writer, sent: Sent) -> tuple[Sent, dict[str, Any], list[RowKey]]:
        """What is left of the fields, those whose rows are gone, and of these what is there again for the moment.

        A workout whose plan is in the trash gets its exercises nevertheless: its device has them already.
        """
        left, lost, borrowed = dict(sent), dict[str, Any](), list[RowKey]()
        named = [(name, RowKey(table, each)) for name, table in writer.lets_go.items() for each in _ids(sent.get(name))]
        for name, key in named:
            if key not in borrowed and await self._find(key) is not None:
                continue
            lost[name] = sent[name]
            if key not in borrowed:
                back = await bring_back_for_now(self.session, key)
                borrowed += back
                left = left if back else without(left, *writer.lets_go)
        return left, lost, borrowed


def _followed(value: object, merged: Mapping[UUID, UUID]) -> object:
    """An id, or each of a list of ids; what is no id is refused by whoever reads it."""
    if isinstance(value, list):
        return [_followed(each, merged) for each in value]
    return next((str(merged[row_id]) for row_id in _ids(value) if row_id in merged), value)


def _differing(writer: Writer, row: Kept, sent: Sent) -> dict[str, Any]:
    """What of the fields sent is not so already. Raises Invalid."""
    known = writer.content(row)
    if known is None:
        return dict(sent)
    wanted = merge(known, sent)
    return {name: value for name, value in sent.items() if getattr(known, name) != getattr(wanted, name)}


def _refuse_fixed(writer: Writer, sent: Sent) -> None:
    """Raises Invalid for a field that is said when a row is made."""
    for name in sorted((writer.fixed | writer.orders) & sent.keys()):
        raise Invalid(f"{name} is said when it is created, and never changes", field=name, value=shown(sent[name]))


def _ids(value: object) -> list[UUID]:
    """One id or several, as sent; none of what is no id."""
    try:
        return msgspec.convert(value if isinstance(value, list) else [value], list[UUID])
    except msgspec.ValidationError:
        return []
