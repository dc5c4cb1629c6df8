"""Reading in what a device saved as a file, over HTTP."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Final
from uuid import UUID

from litestar import post
from litestar.datastructures import State

from mygymtracker.api.authentication import RequestCredential
from mygymtracker.api.bodies import taking_turns
from mygymtracker.api.storage import refuse_full_storage
from mygymtracker.api.write_requests import Sent, answers, body_of
from mygymtracker.contents import read
from mygymtracker.database.entities import Through
from mygymtracker.sync.device_files import FORM, LARGEST_FILE, DeviceFile, FileReport, FileRow, RefusedPart
from mygymtracker.sync.reading_files import read_file
from mygymtracker.sync.rows import Kind

_SET: Final = UUID("019caf70-6140-7000-8000-0000000000a4")
_FILE: Final = DeviceFile(
    schema=FORM,
    saved_at=datetime(2026, 3, 9, 18, tzinfo=UTC),
    account=UUID("019caf70-6140-7000-8000-0000000000a1"),
    email="ann@example.org",
    epoch=UUID("6f1c2a53-98d4-4f0e-8a37-0d2c1f5b7e90"),
    device="Ann's phone",
    rows=[
        FileRow(
            kind=Kind.MEASUREMENT,
            id=UUID("019caf70-6140-7000-8000-0000000000a3"),
            fields={"part": "body_weight", "amount": "82.4", "unit": "kg", "measured_at": "2026-03-02T06:30:00Z"},
        )
    ],
    operations=[],
)
_REPORT: Final = FileReport(
    added={"workout": 1, "workout_exercise": 2, "set": 7},
    changed=0,
    known=3,
    refused=[RefusedPart(Kind.SET, _SET, "There is no such exercise in a workout.")],
)


@post(
    "/files",
    status_code=200,
    request_max_body_size=LARGEST_FILE,
    middleware=[taking_turns],
    operation_id="readDeviceFile",
    summary="Read in what a device saved",
    description="The file that a device saved of what it held, as it is: of a server that is gone or was replaced, or "
    "of another account. What is here already, or was deleted here, is left as it is, so that a file can be read "
    "again, and another one of the same device. Rows get ids of this account; of exercises those are used that have "
    "the name here.",
    responses=answers(FileReport, _REPORT, "What came of it.", 400, 401, 403, 413, 422),
)
async def read_device_file(
    state: State, credential: RequestCredential, data: Annotated[Sent, body_of(DeviceFile, _FILE)]
) -> FileReport:
    await refuse_full_storage(state, credential)
    return await read_file(
        state.database,
        credential.user_id,
        read(data, DeviceFile),
        sign_in=credential.sign_in,
        through=Through.SYNC,
    )
