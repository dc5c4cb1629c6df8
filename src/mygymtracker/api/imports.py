"""History from other apps: a file goes in, and every row of it is accounted for."""

from __future__ import annotations

import asyncio
import os
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Annotated, Any, BinaryIO, Final, cast
from uuid import UUID

import msgspec
from litestar import Request, Response, Router, get, post
from litestar.datastructures import State
from litestar.enums import RequestEncodingType
from litestar.openapi.datastructures import ResponseSpec
from litestar.openapi.spec import Example
from litestar.params import Body, FromPath, QueryParameter
from sqlalchemy.ext.asyncio import AsyncSession

from mygymtracker.api import rates
from mygymtracker.api.authentication import Credential, RequestCredential, RequestSession
from mygymtracker.api.bodies import taking_turns
from mygymtracker.api.errors import PROBLEM, FieldProblem, Problem, problems
from mygymtracker.api.import_form import ImportForm
from mygymtracker.api.pagination import DEFAULT, Cursor, NextCursor, PageSize, cut_page, decode_cursor
from mygymtracker.api.storage import refuse_full_storage
from mygymtracker.database.driver import fetch_rows, get_row
from mygymtracker.database.entities import RowOutcome
from mygymtracker.database.transaction import Database
from mygymtracker.exchange import queries
from mygymtracker.exchange.importing import import_file
from mygymtracker.exchange.known_formats import APPS
from mygymtracker.exchange.queries import ImportKey, ImportRun, KeptRow, RowKey
from mygymtracker.exchange.records import ExerciseUnit, doc
from mygymtracker.exchange.report import (
    ImportedExercise,
    ImportReport,
    IncompleteSet,
    NameCandidate,
    ReportRemark,
    SampleExercise,
    SampleSet,
    SampleWorkout,
    SetAsideRow,
)
from mygymtracker.quantities import LoadMode, LoadUnit

#: Of the rows set aside, as many as an answer about one import holds; all are among its rows.
_MOST_SET_ASIDE: Final = 200

_ID: Final = UUID("019caf70-6140-7000-8000-000000000009")
_SQUAT: Final = UUID("019caf70-6140-7000-8000-00000000000a")
_LUNGE: Final = UUID("019caf70-6140-7000-8000-00000000000b")
_ZERCHER_SQUAT: Final = UUID("019caf70-6140-7000-8000-00000000000c")
_WHICH_UNIT: Final = (
    "The file does not say whether its loads are in kg or lb. Of 16 loads 75% are multiples of 2.5 and 62% of 5; the "
    "heaviest is 107.5. It looks like kg, but that is not sure: 2 of 16 loads are steps of 2.5. Say which: kg or lb."
)


def _sample(line_number: int, load: str, reps: int) -> SampleSet:
    return SampleSet(
        line_number=line_number,
        set_type="working",
        technique=None,
        load=Decimal(load),
        load_unit=LoadUnit.KG,
        load_mode=LoadMode.EXTERNAL,
        reps=reps,
        duration_seconds=None,
        distance=None,
        distance_unit=None,
        rpe=None,
        rest_seconds=None,
        note="",
    )


_REPORT: Final = ImportReport(
    import_id=_ID,
    dry_run=False,
    source="strong",
    dialect="S1",
    file_name="strong.csv",
    unit=LoadUnit.KG,
    exercise_units=[ExerciseUnit("Squats (Barbell)", LoadUnit.KG, "file", 0, 1, Decimal("102.5"))],
    time_zone="Europe/Berlin",
    rows_in=4,
    set_rows=2,
    rest_rows=1,
    note_rows=0,
    set_aside_rows=1,
    set_aside=[SetAsideRow(5, 'yesterday,"Lower",1h 5m,"Row",1,50,5,0,0,,,', 'the date "yesterday" cannot be read')],
    workouts_added=1,
    workouts_restored=0,
    workouts_known=0,
    workouts_changed=0,
    workouts_deleted=0,
    workouts_overlapping=0,
    changed=[],
    answers_before=[],
    taken=None,
    overlapping=[],
    sets_added=2,
    exercises_matched=1,
    exercises_created=["Zercher Lunge"],
    exercises=[
        ImportedExercise("Squats (Barbell)", _SQUAT, "Squat (Barbell)", "alias", 1),
        ImportedExercise("Zercher Lunge", _LUNGE, "Zercher Lunge", "made", 1),
    ],
    first_day=date(2026, 2, 3),
    last_day=date(2026, 2, 3),
    remark_count=2,
    remarks=[
        ReportRemark(None, "the file names no unit of distance; km was assumed"),
        ReportRemark(4, 'reps "5.5" is not a whole number from 0 to 32767; left out, and noted at the set'),
    ],
    incomplete_sets=1,
    incomplete=[
        IncompleteSet(
            4,
            '2026-02-03 18:04:11,"Lower",1h 5m,"Zercher Lunge",1,40,5.5,0,0,,,',
            'reps "5.5" is not a whole number from 0 to 32767',
        )
    ],
)
_PREVIEW: Final = msgspec.structs.replace(
    _REPORT,
    import_id=None,
    dry_run=True,
    exercises=[
        _REPORT.exercises[0],
        msgspec.structs.replace(
            _REPORT.exercises[1],
            exercise_id=None,
            candidates=[NameCandidate(_ZERCHER_SQUAT, "Zercher Squat (Barbell)", "similar")],
        ),
    ],
    samples=[
        SampleWorkout(
            "Lower",
            datetime(2026, 2, 3, 17, 4, 11, tzinfo=UTC),
            datetime(2026, 2, 3, 18, 4, 11),  # noqa: DTZ001 — a wall clock
            2,
            [
                SampleExercise("Squats (Barbell)", "Squat (Barbell)", [_sample(2, "102.5", 5)]),
                SampleExercise("Zercher Lunge", "Zercher Lunge", [_sample(4, "40", 8)]),
            ],
        )
    ],
)
_UNSAID: Final = Problem(
    title="Invalid",
    status=422,
    detail=_WHICH_UNIT,
    errors=[FieldProblem("unit", _WHICH_UNIT, "Squats (Barbell) 107.5 × 5; Zercher Lunge 40 × 8", ["kg", "lb"])],
)
_RUN: Final = ImportRun(
    id=_ID,
    created_at=datetime(2026, 3, 2, 17, 30, tzinfo=UTC),
    source=_REPORT.source,
    dialect=_REPORT.dialect,
    file_name=_REPORT.file_name,
    options={"unit": "kg", "exercise_units": {}, "time_zone": "Europe/Berlin", "restore_deleted": False},
    rows_in=_REPORT.rows_in,
    set_rows=_REPORT.set_rows,
    rest_rows=_REPORT.rest_rows,
    note_rows=_REPORT.note_rows,
    set_aside_rows=1,
    workouts_added=1,
    workouts_known=0,
    workouts_changed=0,
    sets_added=2,
)
_ROW: Final = KeptRow(5, _REPORT.set_aside[0].text, RowOutcome.SET_ASIDE, _REPORT.set_aside[0].reason, None)


class ImportPage(msgspec.Struct):
    """Some runs, newest first."""

    items: list[ImportRun]
    next_cursor: NextCursor


class ImportDetail(msgspec.Struct):
    """One run, and the rows of its file that were set aside."""

    run: ImportRun
    set_aside: Annotated[list[SetAsideRow], doc(f"The first {_MOST_SET_ASIDE}; all of them: rows?outcome=set_aside.")]


class RowPage(msgspec.Struct):
    """Some rows, in the order of the file."""

    items: list[KeptRow]
    next_cursor: NextCursor


def _answer(status: int, shape: type, example: object, description: str) -> dict[int, ResponseSpec]:
    shown = Example(summary="As it comes back", value=msgspec.to_builtins(example))
    return {status: ResponseSpec(shape, description=description, generate_examples=False, examples=[shown])}


_CANNOT_BE_READ: Final = {
    422: ResponseSpec(
        Problem,
        description="Invalid: also a file that leaves something open.",
        media_type=PROBLEM,
        generate_examples=False,
        examples=[Example(summary="A file that does not say its unit", value=msgspec.to_builtins(_UNSAID))],
    )
}
_TOO_LARGE: Final = {
    413: ResponseSpec(Problem, description="More than 64 MB.", media_type=PROBLEM, generate_examples=False)
}


@post(
    "/",
    middleware=[taking_turns],
    operation_id="importFile",
    summary="Import a file",
    description=f"An export of {APPS}, recognised by its content. All of it goes in, or nothing. A workout that "
    "came in before is skipped, also when the app has changed the form of its file, its unit or its name: sending the "
    "same history again, or a longer one, adds only what is new. The name of an exercise means one of your own or a "
    "shared one: by that name, by another spelling of it or by an alias; what you have merged means what it was merged "
    "into. A name that means none, or several, becomes an exercise of your own. `exercises` says how each was found, "
    "in this answer alone. Where that is wrong, decide otherwise: the field exercises of the form says what a name "
    "means. That is remembered as a merge of an exercise of that name, which can be undone like any other, and goes "
    "with the import when that is undone. Every row is accounted for: rows in = sets + rests + notes + set aside; and "
    "every workout: those in the file are added, restored, known, changed, deleted or overlapping. What was imported "
    "before and reads otherwise now is kept, and told with what was said otherwise then (`answers_before`); take_file "
    "makes it say what the file says. A dry run does all of this and "
    "keeps nothing; its answer also has `candidates` for the names that leave open what they mean, and `samples` to "
    "look at. A number that cannot be read costs that number and not its set: `incomplete` lists these sets, and the "
    "note of each names what is missing. Answers 422 for the fields unit, date_order, month_language, set_types or "
    "read_as when the file needs one and nobody said it, with the choices, and with the value that leaves it open: of "
    "a unit, what some loads look like; and for the field file when nothing in it can be read. In a file "
    "without units each exercise has its own: a load like 124.73790175 shows by itself that 275 lb were typed, in "
    "whatever file, and what its exercise is written in; where other loads of that exercise would be read in another "
    "unit, that is asked, too: one error for the field exercise_units with each such name as its value.",
    responses=_answer(201, ImportReport, _REPORT, "What was done.")
    | _answer(
        200,
        ImportReport,
        _PREVIEW,
        "What would be done: a dry run.",
    )
    | problems(400, 401, 403, 429, 503)
    | _CANNOT_BE_READ
    | _TOO_LARGE,
)
async def create_import(
    state: State,
    request: Request[Any, Any, State],
    credential: RequestCredential,
    data: Annotated[ImportForm, Body(media_type=RequestEncodingType.MULTI_PART)],
) -> Response[ImportReport]:
    state.rates.take(state.database.shares.whose(credential.user_id, credential.sign_in), rates.IMPORTS)
    if not data.dry_run:
        await refuse_full_storage(state, credential, coming_bytes=data.file.file.seek(0, os.SEEK_END))
    gone = asyncio.ensure_future(_gone(request))
    try:
        report = await _import(state.database, credential, data, gone)
    finally:
        gone.cancel()
    return Response(report, status_code=200 if report.dry_run else 201)


async def _gone(request: Request[Any, Any, State]) -> None:
    """Returns when the client no longer waits for the answer. All of the request was read by then."""
    while (await request.receive())["type"] != "http.disconnect":
        pass


async def _import(
    database: Database, credential: Credential, data: ImportForm, gone: asyncio.Future[None]
) -> ImportReport:
    return await import_file(
        database,
        credential.user_id,
        data=cast(BinaryIO, data.file.file),
        file_name=data.file.filename,
        options=data.options(),
        sign_in=credential.sign_in,
        gone=gone,
    )


@get(
    "/",
    operation_id="listImports",
    summary="List imports",
    description="Every run that was not a dry one, newest first, with what came of it. One page at a time.",
    responses=_answer(200, ImportPage, ImportPage([_RUN], "ktf_aabDaNiQAZyvcGFAcACAAAAAAAAAAQ"), "One page of runs.")
    | problems(401, 422),
)
async def list_imports(session: RequestSession, limit: PageSize = DEFAULT, cursor: Cursor = None) -> ImportPage:
    question = queries.imports_page(rows=limit + 1, after=decode_cursor(cursor, ImportKey))
    runs = await fetch_rows(session, *question)
    return ImportPage(*cut_page(runs, size=limit, key=lambda run: ImportKey(run.created_at, run.id)))


@get(
    "/{import_id:uuid}",
    operation_id="getImport",
    summary="Read an import",
    description="One run with its balance, and the rows that were set aside, with their reasons.",
    responses=_answer(200, ImportDetail, ImportDetail(_RUN, _REPORT.set_aside), "The run and what was set aside.")
    | problems(401, 404),
)
async def get_import(session: RequestSession, import_id: FromPath[UUID]) -> ImportDetail:
    run = await _run(session, import_id)
    question = queries.rows_page(import_id, rows=_MOST_SET_ASIDE, outcome=RowOutcome.SET_ASIDE)
    rows = await fetch_rows(session, *question)
    return ImportDetail(run, [SetAsideRow(row.line_number, row.text, row.reason or "") for row in rows])


@get(
    "/{import_id:uuid}/rows",
    operation_id="listImportedRows",
    summary="Read the rows of an import",
    description="The rows that a run kept, verbatim and in the order of the file: those of workouts that were added "
    "or that now say something else, and all that were set aside. Rows of workouts that were known already are with "
    "the run that brought them. One page at a time.",
    responses=_answer(200, RowPage, RowPage([_ROW], "kQU"), "One page of rows.") | problems(401, 404, 422),
)
async def list_imported_rows(
    session: RequestSession,
    import_id: FromPath[UUID],
    outcome: Annotated[
        RowOutcome | None, QueryParameter(description="Only rows of which this became; without it, all.")
    ] = None,
    limit: PageSize = DEFAULT,
    cursor: Cursor = None,
) -> RowPage:
    await _run(session, import_id)
    question = queries.rows_page(import_id, rows=limit + 1, outcome=outcome, after=decode_cursor(cursor, RowKey))
    rows = await fetch_rows(session, *question)
    return RowPage(*cut_page(rows, size=limit, key=lambda row: RowKey(row.line_number)))


async def _run(session: AsyncSession, import_id: UUID) -> ImportRun:
    return await get_row(session, *queries.one_import(import_id), missing="There is no such import.")


#: Import files of ten years are a few megabytes.
LARGEST_FILE: Final = 64 * 1024 * 1024

routers = (
    Router(
        "/imports",
        request_max_body_size=LARGEST_FILE,
        route_handlers=[create_import, list_imports, get_import, list_imported_rows],
        response_headers={"Cache-Control": "no-store"},
        tags=["Imports"],
    ),
)
