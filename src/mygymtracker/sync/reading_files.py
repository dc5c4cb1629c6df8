"""Reading in what a device saved: here, on another server, for another account.

A row gets an id that follows from its own and from the account, so that it is known when it is read again. Everything
goes the way of what devices send, each part in a savepoint of its own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Final
from uuid import UUID, uuid5

from msgspec.structs import replace
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from mygymtracker.characters import in_one_line
from mygymtracker.contents import name_key
from mygymtracker.database.driver import fetch_rows
from mygymtracker.database.engine import SignIn
from mygymtracker.database.entities import Exercise, Through, WorkoutPlan
from mygymtracker.database.owned_rows import acting
from mygymtracker.database.transaction import Database, is_away
from mygymtracker.errors import Unavailable, Unsettled
from mygymtracker.exercises.contents import exercise_id
from mygymtracker.exercises.names import fold_name
from mygymtracker.sync.answers import SCHEMA, Standing, get_standing
from mygymtracker.sync.device_files import DeviceFile, FileReport, FileRow, RefusedPart
from mygymtracker.sync.pushing import push
from mygymtracker.sync.receipts import MOST_OPERATIONS, Action, Operation, Outcome, Push, Receipt
from mygymtracker.sync.rows import Kind, RowKey, rows_now
from mygymtracker.sync.trash import WRITERS, find_trashed

#: Rows are made in this order: what others belong to or name comes before them. The profile is no training.
_ORDER: Final = (
    Kind.EXERCISE,
    Kind.PLAN,
    Kind.PLAN_DAY,
    Kind.PLAN_EXERCISE,
    Kind.WORKOUT,
    Kind.WORKOUT_EXERCISE,
    Kind.SET,
    Kind.MEASUREMENT,
)
#: What a workout says of the plan it followed: left out where the plan is not in the file.
_FOLLOWED: Final = frozenset({"plan_id", "plan_day_id", "plan_exercise_id"})
_LONGEST_NAME: Final = 100

#: One's own last: of two of one name that one is meant.
_EXERCISES: Final = select(Exercise.id, Exercise.name).order_by(Exercise.owner_id.is_not(None), Exercise.id)
_PLANS: Final = select(WorkoutPlan.id, WorkoutPlan.plan_name)


@dataclass(frozen=True, slots=True)
class Part:
    """An operation to be done here, and the row of the file that it is about."""

    operation: Operation
    row: UUID


@dataclass(slots=True)
class Tally:
    """What has come of a file so far."""

    added: Counter[str] = field(default_factory=Counter)
    changed: int = 0
    known: int = 0
    refused: list[RefusedPart] = field(default_factory=list)

    def count(self, part: Part, receipt: Receipt) -> None:
        match receipt.outcome:
            case Outcome.REFUSED:
                detail = receipt.problem.detail if receipt.problem else ""
                self.refused.append(RefusedPart(part.operation.kind, part.row, detail))
            case Outcome.SAME | Outcome.DELETED:
                self.known += 1
            case _ if part.operation.action is Action.CREATE:
                self.added[part.operation.kind.value] += 1
            case _:
                self.changed += 1


async def read_file(
    database: Database, user_id: UUID, file: DeviceFile, *, sign_in: SignIn | None = None, through: Through
) -> FileReport:
    """Takes in what is not here yet, in a transaction for every few hundred parts: what breaks off is read again."""
    file = file.of_today()
    async with database.acting_as(user_id, sign_in=sign_in, through=through) as session:
        parts = list(await _parts_of(session, file))
    tally = Tally()
    for at in range(0, len(parts), MOST_OPERATIONS):
        try:
            async with database.acting_as(user_id, sign_in=sign_in, through=through) as session:
                await _take(session, file, parts[at : at + MOST_OPERATIONS], tally)
        except Exception as error:
            if at == 0 or not (isinstance(error, Unavailable) or is_away(error)):
                raise
            raise Unsettled(
                f"The database was lost after {at} of {len(parts)} parts of the file were read, which are saved. Read "
                "the file again, which does nothing twice."
            ) from error
    return FileReport(dict(tally.added), tally.changed, tally.known, tally.refused)


async def _take(session: AsyncSession, file: DeviceFile, parts: Sequence[Part], tally: Tally) -> None:
    """A row that is here, or in the trash, is not made again, whatever it says by now."""
    keys = [_keys(session, each.operation) if each.operation.action is Action.CREATE else [] for each in parts]
    all_keys = [key for each in keys for key in each]
    present_rows = await rows_now(session, all_keys)
    trashed = {key.row_id for key in await find_trashed(session, [key.id for key in all_keys])}
    wanted = [
        part
        for part, names in zip(parts, keys, strict=True)
        if not any(key in present_rows or key.id in trashed for key in names)
    ]
    tally.known += len(parts) - len(wanted)
    standing = await get_standing(session)
    device = in_one_line(file.device or "A saved file")[:_LONGEST_NAME]
    sent = Push(schema=SCHEMA, epoch=standing.epoch, device=device, operations=[each.operation for each in wanted])
    answer = await push(session, sent, now=datetime.now(UTC))
    for part, receipt in zip(wanted, answer.receipts, strict=True):
        tally.count(part, receipt)


def _keys(session: AsyncSession, operation: Operation) -> list[RowKey]:
    """What the row may be known by."""
    ids = [operation.row]
    if operation.kind is Kind.EXERCISE:
        ids.append(exercise_id(acting(session), operation.row))
    return [RowKey(operation.kind, each) for each in ids]


# ---------------------------------------------------------------------------------------------------------- translating


@dataclass(frozen=True, slots=True)
class _Translation:
    """From the ids of a file to those that its rows have here. `here` are exercises that need not be made."""

    account: UUID
    is_own: bool
    ids: Mapping[str, str]
    here: frozenset[UUID]

    def row(self, row_id: UUID) -> UUID:
        return UUID(self.ids.get(str(row_id), str(row_id)))

    def value(self, value: object) -> object:
        """With the ids in it translated, however deep."""
        match value:
            case str():
                return self.ids.get(value, value)
            case list():
                return [self.value(each) for each in value]
            case dict():
                return {name: self.value(each) for name, each in value.items()}
        return value

    def fields(self, kind: Kind, action: Action, fields: Mapping[str, Any]) -> dict[str, Any]:
        """A workout's exercises are in the file: they are not copied from its plan."""
        copying = {"copies_exercises": False} if kind is Kind.WORKOUT and action is Action.CREATE else {}
        content = {
            name: self.value(value)
            for name, value in fields.items()
            if self.is_own or name not in _FOLLOWED or self._leads_somewhere(value)
        }
        return content | copying

    def _leads_somewhere(self, value: object) -> bool:
        """What can be no id does, too: it is not left out in silence, but refused with its row."""
        return value in self.ids if isinstance(value, str) else value is not None


async def _parts_of(session: AsyncSession, file: DeviceFile) -> Iterator[Part]:
    """Rows first. Where the device's own server speaks, it knows them better, and the operations alone count."""
    standing = await get_standing(session)
    is_own = file.account == acting(session)
    if is_own and file.epoch == standing.epoch:
        return (Part(each, each.row) for each in file.operations)
    translation = await _translate(session, file, is_own=is_own)
    taken = {name_key(name): plan_id for plan_id, name in await fetch_rows(session, _PLANS, {})}
    return _translated(file, translation, taken, standing)


async def _translate(session: AsyncSession, file: DeviceFile, *, is_own: bool) -> _Translation:
    account = acting(session)
    seen = await fetch_rows(session, _EXERCISES, {})
    by_id = {row_id for row_id, _ in seen}
    by_name = {fold_name(name): row_id for row_id, name in seen}
    ids: dict[str, str] = {}
    here: set[UUID] = set()
    for row_id, name in _exercises(file):
        known = row_id if row_id in by_id else by_name.get(fold_name(name))
        ids[str(row_id)] = str(known or exercise_id(account, row_id))
        if known is not None and known != exercise_id(account, row_id):
            here.add(row_id)
    if not is_own:
        others = [each.id for each in file.rows if each.kind is not Kind.EXERCISE]
        others += [each.row for each in file.operations if each.kind is not Kind.EXERCISE]
        ids |= {str(each): str(uuid5(account, str(each))) for each in others}
    return _Translation(account, is_own, ids, frozenset(here))


def _exercises(file: DeviceFile) -> Iterator[tuple[UUID, str]]:
    """By the ids that sets name them by."""
    for row in file.rows:
        if row.kind is Kind.EXERCISE:
            yield row.id, str(row.fields.get("name", ""))
    for each in file.operations:
        if each.kind is Kind.EXERCISE and each.action is Action.CREATE:
            yield exercise_id(file.account, each.row), str(each.fields.get("name", ""))


def _translated(
    file: DeviceFile, translation: _Translation, taken: Mapping[str, UUID], standing: Standing
) -> Iterator[Part]:
    for row in sorted(file.rows, key=_place):
        if row.kind in _ORDER and row.id not in translation.here:
            yield Part(_making(row, translation, taken, file, standing), row.id)
    for each in file.operations:
        moved = _moved(each, translation, file, standing)
        if moved is not None:
            yield Part(moved, each.row)


def _place(row: FileRow) -> tuple[int, bool]:
    """Of sets, those come first that others continue."""
    return _ORDER.index(row.kind) if row.kind in _ORDER else len(_ORDER), bool(row.fields.get("continues_set_id"))


def _making(
    row: FileRow, translation: _Translation, taken: Mapping[str, UUID], file: DeviceFile, standing: Standing
) -> Operation:
    sendable = WRITERS[row.kind].content_class.__struct_fields__
    fields = translation.fields(
        row.kind, Action.CREATE, {name: row.fields[name] for name in sendable if name in row.fields}
    )
    made = row.id if row.kind is Kind.EXERCISE else translation.row(row.id)
    if row.kind is Kind.PLAN and taken.get(name_key(str(fields.get("plan_name"))), made) != made:
        ending = f" ({file.saved_at:%Y-%m-%d})"
        fields["plan_name"] = f"{fields['plan_name']}"[: _LONGEST_NAME - len(ending)] + ending
    return Operation(
        id=uuid5(translation.account, f"{row.kind.value} {row.id}"),
        action=Action.CREATE,
        kind=row.kind,
        row=made,
        base=standing.epoch_revision,
        fields=fields,
        row_schema=file.row_schema,
    )


def _moved(each: Operation, translation: _Translation, file: DeviceFile, standing: Standing) -> Operation | None:
    """None for what is not the file's to change here: settings, and exercises that were here before."""
    base = min(each.base, standing.epoch_revision)
    if each.kind is Kind.EXERCISE:
        made = each.action is Action.CREATE
        row = exercise_id(file.account, each.row) if made and not translation.is_own else each.row
        if row in translation.here:
            return None
        target = row if made else translation.row(row)
    elif each.kind is Kind.PROFILE and not translation.is_own:
        return None
    else:
        target = translation.row(each.row)
    operation_id = each.id if translation.is_own else uuid5(translation.account, str(each.id))
    return replace(
        each, id=operation_id, row=target, base=base, fields=translation.fields(each.kind, each.action, each.fields)
    )
