"""Taking in what was done on a device: each operation once, in order, and each by itself."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

import asyncpg
from sqlalchemy import ARRAY, Uuid, any_, bindparam, cast, func, select, union_all
from sqlalchemy.exc import DBAPIError, PendingRollbackError
from sqlalchemy.ext.asyncio import AsyncSession

from mygymtracker.database.columns import new_id
from mygymtracker.database.driver import fetch_rows
from mygymtracker.database.entities import Change, ProcessedOperation
from mygymtracker.database.row_reversal import RowKey as TableKey
from mygymtracker.database.savepoints import OperationSavepoints, label
from mygymtracker.database.transaction import is_away, refuse_other_schema
from mygymtracker.errors import Conflict, MyGymTrackerError, Unavailable
from mygymtracker.sync.answers import SCHEMA, Row, get_standing, row_of
from mygymtracker.sync.applying import Applied, Applying, ids_of
from mygymtracker.sync.field_upgrades import refuse_older
from mygymtracker.sync.receipts import (
    Operation,
    Outcome,
    Push,
    PushAnswer,
    Receipt,
    Refusal,
    RestoredRow,
    refusal_of,
)
from mygymtracker.sync.rows import BY_KIND, BY_TABLE, RowKey, rows_now
from mygymtracker.sync.situations import Situation
from mygymtracker.sync.trash import find_trashed

LOG = logging.getLogger(__name__)

_OPERATION_IDS: Final = bindparam("operation_ids", type_=ARRAY(Uuid()))
_PROCESSED: Final = union_all(
    *(
        select(each.operation_id).where(each.operation_id == any_(_OPERATION_IDS))
        for each in (Change, ProcessedOperation)
    )
).subquery()
_DONE_BEFORE: Final = select(_PROCESSED.c.operation_id)
#: Of these the log may hold no trace.
_NOTHING_CHANGED: Final = (Outcome.SAME, Outcome.DELETED)
#: After these nothing can be done in the transaction, or nothing of it would be kept.
_FATAL: Final = (
    asyncpg.InsufficientResourcesError,
    asyncpg.PostgresIOError,
    asyncpg.TransactionRollbackError,
    asyncpg.LockNotAvailableError,
    Unavailable,
    PendingRollbackError,
)


async def push(session: AsyncSession, sent: Push, *, now: datetime) -> PushAnswer:
    """Does what was not done before. Raises Forgotten for another epoch, and Outdated for fields of too old a schema;
    what goes wrong with one operation stands in its receipt.
    """
    refuse_older(sent.operations)
    standing = await get_standing(session)
    standing.refuse_epoch(sent.epoch)
    await label(session, "app.device", sent.device)
    operation_ids = {"operation_ids": [each.id for each in sent.operations]}
    known: dict[object, Applied | Refusal] = {
        operation_id: Applied(Situation.PROCESSED_BEFORE)
        for (operation_id,) in await fetch_rows(session, _DONE_BEFORE, operation_ids)
    }
    applying = Applying(
        session,
        OperationSavepoints(session),
        device=sent.device,
        revision=standing.revision,
        oldest_revision=standing.oldest_revision,
        row_ids=[row_id for each in sent.operations for row_id in ids_of(session, each)],
        now=now,
    )
    results = await _receive_all(applying, sent.operations, known)
    revision = (await get_standing(session)).revision
    rows = await _rows(session, sent.operations, revision=revision)
    receipts = [_receipt(*each) for each in zip(sent.operations, results, rows, strict=True)]
    return PushAnswer(schema=SCHEMA, epoch=standing.epoch, revision=revision, receipts=receipts)


async def _receive_all(
    applying: Applying, operations: Sequence[Operation], known: dict[object, Applied | Refusal]
) -> list[Applied | Refusal]:
    """What became of each. `known` are those that were done before, and gets the others."""
    results: list[Applied | Refusal] = []
    without_trace: list[UUID] = []
    for operation in operations:
        if operation.id not in known:
            done = known[operation.id] = await _receive(applying, operation)
            results.append(done)
            if isinstance(done, Applied) and done.outcome in _NOTHING_CHANGED:
                without_trace.append(operation.id)
        else:
            before = known[operation.id]
            results.append(before if isinstance(before, Refusal) else Applied(Situation.PROCESSED_BEFORE))
    if without_trace:
        await applying.session.execute(select(func.note_processed_operations(cast(without_trace, ARRAY(Uuid())))))
    return results


async def _receive(applying: Applying, operation: Operation) -> Applied | Refusal:
    """In a savepoint of its own. Raises what ends the transaction."""
    await applying.operations.begin(operation.id)
    try:
        done = await applying.apply(operation)
        await applying.session.flush()
    except Exception as error:
        if _is_fatal(error):
            raise
        await refuse_other_schema(applying.session, error)  # it is not the operation that is wrong
        await applying.operations.take_back()
        applying.forget()
        return _refused(operation, error)
    applying.session.expunge_all()  # the next operation looks for itself
    return done


def _cause(error: Exception) -> BaseException:
    """What the driver raised."""
    if isinstance(error, DBAPIError) and error.orig is not None:
        return error.orig.__cause__ or error.orig
    return error


def _is_fatal(error: Exception) -> bool:
    return is_away(error) or isinstance(_cause(error), _FATAL)


def _refused(operation: Operation, error: Exception) -> Refusal:
    """One operation must not keep all that were made after it on their device, whatever is wrong with it."""
    if isinstance(error, MyGymTrackerError):
        return refusal_of(error)
    cause = _cause(error)
    if isinstance(cause, asyncpg.IntegrityConstraintViolationError):
        LOG.warning("operation %s: %s", operation.id, cause)
        return refusal_of(Conflict(str(cause).splitlines()[0]))
    reference = new_id()
    LOG.error("operation %s failed, reference %s", operation.id, reference, exc_info=error)
    detail = f"This is our mistake, not yours. The operation was not done. Reference: {reference}"
    return Refusal("Something went wrong here", 500, detail)


async def _rows(session: AsyncSession, operations: Sequence[Operation], *, revision: int) -> list[Row | None]:
    """Of each operation its row as it is by now."""
    keys = [[RowKey(each.kind, row_id) for row_id in ids_of(session, each)] for each in operations]
    there = await rows_now(session, {key for alternatives in keys for key in alternatives})
    missing = [key.id for alternatives in keys if not there.keys() & set(alternatives) for key in alternatives]
    trashed = await find_trashed(session, missing)
    return [
        next((row_of(key, revision=revision, fields=there[key]) for key in alternatives if key in there), None)
        or next(
            (
                row_of(key, revision=revision, fields=None)
                for key in alternatives
                if TableKey(BY_KIND[key.kind].table, key.id) in trashed
            ),
            None,
        )
        for alternatives in keys
    ]


def _receipt(operation: Operation, result: Applied | Refusal, row: Row | None) -> Receipt:
    if isinstance(result, Refusal):
        return Receipt(id=operation.id, outcome=Outcome.REFUSED, row=row, problem=result)
    restored = [RestoredRow(BY_TABLE[key.table].kind, key.row_id) for key in result.restored if key.table in BY_TABLE]
    return Receipt(id=operation.id, outcome=result.outcome, row=row, lost=dict(result.lost), restored=restored)
