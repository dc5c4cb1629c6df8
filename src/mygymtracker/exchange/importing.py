"""A file of another app becomes workouts: all of it in one transaction, or nothing.

A workout that came in before is skipped whole. Its rows are not kept a second time either, for they are there from
the first run; rows of a workout that now says something else are kept, and so is every row that was set aside.
"""

from __future__ import annotations

import asyncio
import hashlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import func, insert, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncSession

from mygymtracker.clocks import FAR_AHEAD
from mygymtracker.database.columns import new_id
from mygymtracker.database.engine import SignIn
from mygymtracker.database.entities import ExerciseMerge, Import, ImportedWorkout, Through, User
from mygymtracker.database.transaction import Database
from mygymtracker.database.writing import create
from mygymtracker.errors import Invalid, NotFound, Unreadable
from mygymtracker.exchange.deciding import Decided, decide
from mygymtracker.exchange.identity import KnownWorkout, folded, recognise
from mygymtracker.exchange.mapping import Decisions, NameMapping, decisions_for
from mygymtracker.exchange.matching import Matched, Matching, match_exercises
from mygymtracker.exchange.preview import Candidates, find_candidates, samples_of
from mygymtracker.exchange.questions import ask_for_units
from mygymtracker.exchange.reading import DateOrder, ReadAs, parse
from mygymtracker.exchange.records import ParsedFile, RowOutcome, SourceRow
from mygymtracker.exchange.report import ImportedExercise, ImportReport, IncompleteSet, ReportRemark, SetAsideRow
from mygymtracker.exchange.set_words import SetTypes
from mygymtracker.exchange.staging import BATCH, Staging
from mygymtracker.exchange.visible import Visible, see
from mygymtracker.exchange.wall_clock import find_zone, unknown_zone
from mygymtracker.exercises.merges import MergeContent, content_of
from mygymtracker.quantities import LoadUnit

#: Ten years of training are a few megabytes.
LARGEST_FILE: Final = 64 * 1024 * 1024
#: Nobody starts that many workouts at one moment; a file with a damaged column of dates does.
_MOST_AT_ONE_MOMENT: Final = 1_000
#: Of a file of which nothing comes.
_REASONS_SHOWN: Final = 3
_ROW_SHOWN: Final = 200

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """What a person says about a file, for what it does not say itself. `time_zone` None is the person's own.

    `exercises` says which exercise a name is that would be found otherwise, or not at all; `exercise_units` the unit
    that a name is written in where that is not `load_unit`; `set_types` what a word is that the app writes for a kind
    of row, and `read_as` whose columns these are under a header in unknown words.
    """

    load_unit: LoadUnit | None = None
    time_zone: str | None = None
    date_order: DateOrder | None = None
    month_language: str | None = None
    restore_deleted: bool = False
    dry_run: bool = False
    exercises: NameMapping = field(default_factory=dict)
    exercise_units: Mapping[str, LoadUnit] = field(default_factory=dict)
    set_types: SetTypes = field(default_factory=dict)
    read_as: ReadAs | None = None


async def import_file(
    database: Database,
    user_id: UUID,
    *,
    data: bytes,
    file_name: str,
    options: ImportOptions,
    sign_in: SignIn | None = None,
    on_progress: Progress | None = None,
) -> ImportReport:
    """Bring in a file for a person, in a transaction of its own. A dry run does all of it, and takes it back.

    `on_progress` is told how many sets and rows of how many are written. Raises Unreadable for a file of no known
    format, and for one with nothing in it that can be read; Invalid for `unit` when the file does not say its unit and
    nobody did, for `exercise_units` where exercises disagree with it and nobody said theirs, for `time_zone`, for
    `date_order` and `month_language` where dates can be read in two ways, for `set_types` and `read_as` where words are
    not known, and for `exercises`; NotSignedIn before the file is looked at.
    """
    if len(data) > LARGEST_FILE:
        raise Invalid(f"The file is larger than {LARGEST_FILE >> 20} MB.", field="file", value=file_name)
    async with database.acting_as(user_id, sign_in=sign_in, read_only=True) as session:
        zone = await _zone(session, options.time_zone)
    # a second or two for a long history, during which others are served
    parsed = await asyncio.to_thread(_read, data, options, _latest_start(zone))
    digest = await asyncio.to_thread(lambda: hashlib.sha256(data).digest())
    run = _Run(user_id, parsed, digest, _storable(file_name), zone, options, on_progress)
    try:
        async with database.acting_as(user_id, sign_in=sign_in, through=Through.IMPORT) as session:
            report = await run.write(session)
            if options.dry_run:
                raise _TakenBack(report)
    except _TakenBack as taken_back:
        return taken_back.report
    return report


class _TakenBack(Exception):
    def __init__(self, report: ImportReport) -> None:
        super().__init__()
        self.report = report


async def _zone(session: AsyncSession, wanted: str | None) -> ZoneInfo:
    """The zone to read clock times in; known to Python, which reads them, and to PostgreSQL, which says the day."""
    own = (await session.execute(select(User.time_zone))).scalar_one_or_none()
    if own is None:
        raise NotFound("There is no such account.")
    zone = find_zone(wanted or own)
    try:
        await session.execute(select(func.timezone(zone.key, func.now())))
    except DBAPIError as error:
        raise unknown_zone(zone.key) from error
    return zone


def _latest_start(zone: ZoneInfo) -> datetime:
    """What clocks there show when what starts then is still taken."""
    return (datetime.now(UTC) + FAR_AHEAD).astimezone(zone).replace(tzinfo=None)


def _read(data: bytes, options: ImportOptions, latest_start: datetime) -> ParsedFile:
    parsed = parse(
        data,
        load_unit=options.load_unit,
        date_order=options.date_order,
        month_language=options.month_language,
        exercise_units={folded(name): unit for name, unit in options.exercise_units.items()},
        latest_start=latest_start,
        set_types=options.set_types,
        read_as=options.read_as,
    )
    if not parsed.workouts:
        raise _nothing_to_import(parsed)
    ask_for_units(parsed, options.exercise_units)
    moment, count = max(Counter(workout.started_at for workout in parsed.workouts).items(), key=_count, default=("", 0))
    if count > _MOST_AT_ONE_MOMENT:
        raise Invalid(f"{count} workouts start at {moment}: are the dates of the file damaged?", field="file")
    return parsed


def _count(pair: tuple[object, int]) -> int:
    return pair[1]


def _nothing_to_import(parsed: ParsedFile) -> Unreadable:
    """Why nothing comes of a file: it has no rows, or none that can be read."""
    aside = [row for row in parsed.rows if row.outcome is RowOutcome.SET_ASIDE]
    if not aside:
        return Unreadable("The file has a header and no sets below it. Nothing was imported.", field="file")
    reasons = {row.reason or "": row.line_number for row in reversed(aside)}
    first = sorted(reasons.items(), key=_count)[:_REASONS_SHOWN]
    listed = "; ".join(f"line {line_number}: {reason}" for reason, line_number in first)
    return Unreadable(
        f"None of the {len(parsed.rows)} rows of the file can be read, and nothing was imported. {listed}.",
        field="file",
        value=aside[0].text[:_ROW_SHOWN],
    )


def _storable(file_name: str) -> str:
    """A file's name as the database can hold it: names of files are bytes, and may be anything."""
    return file_name.encode(errors="replace").decode().replace("\0", "␀")[:255]


@dataclass(frozen=True, slots=True)
class _Run:
    """One import, from what was read to what is reported."""

    user_id: UUID
    parsed: ParsedFile
    digest: bytes
    file_name: str
    zone: ZoneInfo
    options: ImportOptions
    on_progress: Progress | None

    async def write(self, session: AsyncSession) -> ImportReport:
        candidates = recognise(self.parsed.workouts, await self._known(session))
        decided = decide(self.parsed, candidates, self.zone, restore_deleted=self.options.restore_deleted)
        visible = await see(session)
        decisions = self._decisions(visible)
        suggested = await find_candidates(decided.blocks, visible) if self.options.dry_run else {}
        matching = await match_exercises(session, self.user_id, decided.blocks, visible=visible, decisions=decisions)
        decided.remarks += [ReportRemark(None, remark) for remark in matching.remarks]
        import_id = new_id()
        await session.execute(insert(Import).values(id=import_id, **self._columns(decided)))
        staging = Staging(session, self.user_id, import_id, self.parsed.source, self.zone.key, matching.matched)
        staging.block_ids = {key: [] for key in matching.remembered}
        await self._write_all(staging, decided)
        await _remember(session, matching, staging.block_ids)
        return self._report(import_id, decided, matching.matched, suggested)

    def _decisions(self, visible: Visible) -> Decisions:
        names = {block.name for workout in self.parsed.workouts for block in workout.exercises}
        return decisions_for(self.options.exercises, names, visible=visible.ids)

    async def _known(self, session: AsyncSession) -> list[KnownWorkout]:
        statement = select(
            ImportedWorkout.local_start,
            ImportedWorkout.occurrence,
            ImportedWorkout.workout_id,
            ImportedWorkout.content_digest,
        ).where(ImportedWorkout.source == self.parsed.source)
        return [KnownWorkout(*row) for row in await session.execute(statement)]

    def _columns(self, decided: Decided) -> dict[str, object]:
        balance = self.parsed.balance
        options = self.options
        return {
            "user_id": self.user_id,
            "source": self.parsed.source,
            "dialect": self.parsed.dialect,
            "file_name": self.file_name,
            "file_digest": self.digest,
            "options": {
                "unit": options.load_unit,
                "time_zone": self.zone.key,
                "date_order": options.date_order,
                "month_language": options.month_language,
                "read_as": options.read_as,
                "restore_deleted": options.restore_deleted,
                "exercise_units": dict(options.exercise_units),
                "set_types": dict(options.set_types),
            },
            "rows_in": len(self.parsed.rows),
            "set_rows": balance[RowOutcome.SET],
            "rest_rows": balance[RowOutcome.REST],
            "note_rows": balance[RowOutcome.NOTE],
            "set_aside_rows": balance[RowOutcome.SET_ASIDE],
            "workouts_added": decided.added + decided.restored,
            "workouts_known": decided.known + decided.deleted,
            "workouts_changed": len(decided.changed),
            "sets_added": decided.sets,
        }

    async def _write_all(self, staging: Staging, decided: Decided) -> None:
        total, done = decided.sets + len(decided.rows), 0
        self._tell(done, total)
        if not total and not decided.writes:
            return
        await staging.prepare()
        for placed in decided.writes:
            staging.add(placed)
            if staging.is_full:
                done += await staging.flush()
                self._tell(done, total)
        done += await staging.flush()
        for start in range(0, len(decided.rows), BATCH):
            self._tell(done + start, total)
            await staging.write_rows(decided.rows[start : start + BATCH])
        self._tell(total, total)

    def _tell(self, done: int, total: int) -> None:
        if self.on_progress is not None:
            self.on_progress(done, total)

    def _report(self, import_id: UUID, decided: Decided, matched: Matched, candidates: Candidates) -> ImportReport:
        rows, balance = self.parsed.rows, self.parsed.balance
        days = [workout.started_at.date() for workout in self.parsed.workouts]
        new = {each.exercise_id: each.exercise_name for each in matched.values() if each.is_new}
        return ImportReport(
            import_id=None if self.options.dry_run else import_id,
            dry_run=self.options.dry_run,
            source=self.parsed.source,
            dialect=self.parsed.dialect,
            file_name=self.file_name,
            unit=self.parsed.load_unit,
            exercise_units=list(self.parsed.exercise_units),
            time_zone=self.zone.key,
            rows_in=len(rows),
            set_rows=balance[RowOutcome.SET],
            rest_rows=balance[RowOutcome.REST],
            note_rows=balance[RowOutcome.NOTE],
            set_aside=[
                SetAsideRow(row.line_number, row.text, row.reason or "")
                for row in rows
                if row.outcome is RowOutcome.SET_ASIDE
            ],
            workouts_added=decided.added,
            workouts_restored=decided.restored,
            workouts_known=decided.known,
            workouts_changed=len(decided.changed),
            workouts_deleted=decided.deleted,
            changed=decided.changed,
            sets_added=decided.sets,
            exercises_matched=len({each.exercise_id for each in matched.values()} - new.keys()),
            exercises_created=list(new.values()),
            exercises=self._exercises(decided, matched, candidates),
            first_day=min(days, default=None),
            last_day=max(days, default=None),
            remarks=decided.remarks,
            incomplete=list(_incomplete(decided, rows)),
            samples=samples_of(decided.writes, matched) if self.options.dry_run else [],
        )

    def _exercises(self, decided: Decided, matched: Matched, candidates: Candidates) -> list[ImportedExercise]:
        sets: Counter[str] = Counter()
        for block in decided.blocks:
            sets[block.name] += len(block.sets)
        found = [(name, matched[folded(name)], count) for name, count in sets.items()]
        return [
            ImportedExercise(
                name=name,
                exercise_id=None if self.options.dry_run and meant.is_new else meant.exercise_id,
                exercise_name=meant.exercise_name,
                how=meant.how,
                sets=count,
                candidates=candidates.get(folded(name), []),
            )
            for name, meant, count in found
        ]


def _incomplete(decided: Decided, rows: Sequence[SourceRow]) -> Iterator[IncompleteSet]:
    missing = {each.line_number: each.unread for block in decided.blocks for each in block.sets if each.unread}
    return (
        IncompleteSet(row.line_number, row.text, missing[row.line_number]) for row in rows if row.line_number in missing
    )


async def _remember(session: AsyncSession, matching: Matching, block_ids: Mapping[str, list[UUID]]) -> None:
    """What a person decided is a merge: a later import finds it by the name, and undoing it gives these sets back."""
    for key, exercise_id in matching.remembered.items():
        content = MergeContent(exercise_id=exercise_id, into_exercise_id=matching.matched[key].exercise_id)
        values = {
            "exercise_id": content.exercise_id,
            "into_exercise_id": content.into_exercise_id,
            "session_exercise_ids": block_ids[key],
        }
        await create(session, ExerciseMerge, new_id(), content, values, content_of=content_of)
