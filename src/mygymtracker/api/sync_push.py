"""Taking in what devices did: the other half of `sync`."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import Annotated, Final
from uuid import UUID

from litestar import post
from litestar.datastructures import State

from mygymtracker.api.authentication import RequestCredential
from mygymtracker.api.bodies import taking_turns
from mygymtracker.api.write_requests import Sent, answers, body_of
from mygymtracker.contents import read
from mygymtracker.database.entities import BodyPart, BodyUnit, Through
from mygymtracker.database.row_upgrades import SCHEMA as ROW_SCHEMA
from mygymtracker.database.transaction import Database
from mygymtracker.sync.answers import ROW_OF, SCHEMA, refuse_schema
from mygymtracker.sync.pushing import push
from mygymtracker.sync.receipts import (
    MOST_OPERATIONS,
    Action,
    Operation,
    Outcome,
    Push,
    PushAnswer,
    Receipt,
    Refusal,
    RefusedField,
)
from mygymtracker.sync.rows import BY_KIND, Kind

#: Two hundred of the longest notes that there can be.
LARGEST_PUSH: Final = 16 * 1024 * 1024

_EPOCH: Final = UUID("6f1c2a53-98d4-4f0e-8a37-0d2c1f5b7e90")
_MEASUREMENT: Final = UUID("019caf70-6140-7000-8000-0000000000a3")
_MADE: Final = Operation(
    id=UUID("019caf70-6140-7000-8000-0000000000b1"),
    action=Action.CREATE,
    kind=Kind.MEASUREMENT,
    row=_MEASUREMENT,
    base=57,
    fields={"part": "body_weight", "amount": "82.4", "unit": "kg", "measured_at": "2026-03-02T06:30:00Z"},
    row_schema=ROW_SCHEMA,
)
_WRONG: Final = Operation(
    id=UUID("019caf70-6140-7000-8000-0000000000b2"),
    action=Action.PATCH,
    kind=Kind.MEASUREMENT,
    row=_MEASUREMENT,
    base=57,
    fields={"amount": "-82.6"},
    row_schema=ROW_SCHEMA,
)
_REMOVED: Final = Operation(
    id=UUID("019caf70-6140-7000-8000-0000000000b3"),
    action=Action.DELETE,
    kind=Kind.MEASUREMENT,
    row=UUID("019caf70-6140-7000-8000-0000000000a4"),
    base=57,
    row_schema=ROW_SCHEMA,
)
_PUSHED: Final = Push(schema=SCHEMA, epoch=_EPOCH, device="Ann's phone", operations=[_MADE, _WRONG, _REMOVED])
_ROW: Final = ROW_OF[Kind.MEASUREMENT](
    id=_MEASUREMENT,
    revision=61,
    fields=BY_KIND[Kind.MEASUREMENT].example(
        part=BodyPart.BODY_WEIGHT,
        amount=Decimal("82.4"),
        unit=BodyUnit.KG,
        measured_at=datetime(2026, 3, 2, 6, 30, tzinfo=UTC),
        note="",
    ),
)
_RULE: Final = "amount must be above 0 and below 100000"
_ANSWER: Final = PushAnswer(
    schema=SCHEMA,
    epoch=_EPOCH,
    revision=61,
    receipts=[
        Receipt(id=_MADE.id, outcome=Outcome.APPLIED, row=_ROW),
        Receipt(
            id=_WRONG.id,
            outcome=Outcome.REFUSED,
            row=_ROW,
            problem=Refusal("Invalid", 422, _RULE, [RefusedField("amount", _RULE, "-82.6")]),
        ),
        Receipt(
            id=_REMOVED.id,
            outcome=Outcome.APPLIED,
            row=ROW_OF[Kind.MEASUREMENT](id=_REMOVED.row, revision=61, deleted=True),
        ),
    ],
)


@post(
    "/",
    status_code=200,
    request_max_body_size=LARGEST_PUSH,
    middleware=[taking_turns],
    operation_id="pushChanges",
    summary="Push what was done",
    description=f"At most {MOST_OPERATIONS} operations of one device, in the order in which they were made. Each is "
    "done once, however often it is sent, and stands alone: one that is refused leaves the others as they are, and "
    "its receipt says why. A create of a known id is a patch; a patch changes the fields that it names, and the last "
    "to arrive wins; deletions stick; what is logged for something in the trash brings it back. Answers 410 for the "
    "epoch of another server, and 426 to a protocol that is understood no more, or to fields of a schema that has "
    "changed too often since: then nothing is done.",
    responses=answers(PushAnswer, _ANSWER, "A receipt for each operation.", 400, 401, 410, 413, 422, 426),
)
async def push_changes(
    state: State, credential: RequestCredential, data: Annotated[Sent, body_of(Push, _PUSHED)]
) -> PushAnswer:
    schema = data.get("schema")
    if isinstance(schema, int):  # before what is said in it
        refuse_schema(schema)
    sent = read(data, Push)
    database: Database = state.database
    async with database.acting_as(credential.user_id, sign_in=credential.sign_in, through=Through.SYNC) as session:
        return await push(session, sent, now=datetime.now(UTC))
