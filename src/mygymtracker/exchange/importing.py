"""A file of another app becomes workouts: all of it in one transaction, or nothing.

A workout that came in before is skipped whole. Its rows are not kept a second time either, for they are there from
the first run; rows of a workout that now says something else are kept, and so is every row that was set aside.
"""

from __future__ import annotations

import asyncio
import hashlib
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import func, insert, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncSession

from mygymtracker.accounts.zones import INVALID_PARAMETER
from mygymtracker.clocks import FAR_AHEAD
from mygymtracker.database.columns import new_id
from mygymtracker.database.engine import SignIn
from mygymtracker.database.entities import ExerciseMerge, Import, Through, User
from mygymtracker.database.transaction import Database
from mygymtracker.database.writing import create
from mygymtracker.errors import Invalid, NotFound, Unreadable
from mygymtracker.exchange.deciding import Decided, Rules, decide
from mygymtracker.exchange.doubles import Doubles, Overlapping, ask_about
from mygymtracker.exchange.existing import (
    answers_of,
    known_workouts,
    other_workouts,
    read_answers,
    refuse_other_dates,
)
from mygymtracker.exchange.identity import folded, recognise
from mygymtracker.exchange.mapping import Decisions, decisions_for
from mygymtracker.exchange.matching import Matching, match_exercises
from mygymtracker.exchange.options import ImportOptions
from mygymtracker.exchange.preview import find_candidates, samples_of
from mygymtracker.exchange.questions import ask_for_units
from mygymtracker.exchange.reading import parse
from mygymtracker.exchange.records import ParsedFile, RowOutcome
from mygymtracker.exchange.replacing import NOTHING_TAKEN, new_blocks, plan_takings, shown_takes, write_takings
from mygymtracker.exchange.report import ImportReport, ReportRemark, Taken
from mygymtracker.exchange.reporting import Outcome, report_of
from mygymtracker.exchange.staging import BATCH, Staging
from mygymtracker.exchange.taking import Taking
from mygymtracker.exchange.visible import Visible, see
from mygymtracker.exchange.wall_clock import find_zone, unknown_zone
from mygymtracker.exercises.merges import MergeContent, content_of

__all__ = ["LARGEST_FILE", "ImportOptions", "import_file"]

#: Ten years of training are a few megabytes.
LARGEST_FILE: Final = 64 * 1024 * 1024
#: Nobody starts that many workouts at one moment; a file with a damaged column of dates does.
_MOST_AT_ONE_MOMENT: Final = 1_000
#: Of a file of which nothing comes.
_REASONS_SHOWN: Final = 3
_ROW_SHOWN: Final = 200

Progress = Callable[[int, int], None]


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
    `date_order` and `month_language` where dates can be read in two ways or were read otherwise before, for
    `set_types` and `read_as` where words are not known, for `exercises`, and for `overlapping` where workouts are here
    from elsewhere and nobody said what to do with them; NotSignedIn before the file is looked at.
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
        if getattr(error.orig, "sqlstate", None) != INVALID_PARAMETER:
            raise
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
        source = self.parsed.source
        await refuse_other_dates(session, self.digest, self.options.kept(self.zone.key))
        candidates = recognise(self.parsed.workouts, await known_workouts(session, source))
        decided = decide(self.parsed, candidates, await self._rules(session))
        if self.options.overlapping is None:
            ask_about(decided.overlapping, workouts=decided.added + len(decided.overlapping))
        visible = await see(session)
        decisions = self._decisions(visible)
        takings = await plan_takings(session, decided.takes, self.parsed, visible, time_zone=self.zone.key)
        blocks = [*decided.blocks, *new_blocks(takings)]
        suggested = await find_candidates(blocks, visible) if self.options.dry_run else {}
        matching = await match_exercises(session, self.user_id, blocks, visible=visible, decisions=decisions)
        decided.remarks += [ReportRemark(None, remark) for remark in matching.remarks]
        import_id = new_id()
        await session.execute(insert(Import).values(id=import_id, **self._columns(decided)))
        staging = Staging(session, self.user_id, import_id, source, self.zone.key, matching.matched)
        staging.block_ids = {key: [] for key in matching.remembered}
        taken = await self._write_all(staging, decided, takings)
        await _remember(session, matching, staging.block_ids)
        placed, known_names = shown_takes(decided.takes, visible)
        outcome = Outcome(
            samples=samples_of([*decided.writes, *placed], {**known_names, **matching.matched}),
            import_id=import_id,
            dry_run=self.options.dry_run,
            parsed=self.parsed,
            file_name=self.file_name,
            time_zone=self.zone.key,
            decided=decided,
            blocks=blocks,
            matched=matching.matched,
            candidates=suggested,
            taken=taken,
        )
        return report_of(outcome)

    async def _rules(self, session: AsyncSession) -> Rules:
        adds_all = self.options.overlapping is Overlapping.ADD
        return Rules(
            zone=self.zone,
            answers=read_answers(self.options.kept(self.zone.key)),
            earlier=await answers_of(session, self.parsed.source),
            restore_deleted=self.options.restore_deleted,
            take_file=self.options.take_file,
            doubles=None if adds_all else Doubles(await other_workouts(session, self.parsed.source)),
        )

    def _decisions(self, visible: Visible) -> Decisions:
        names = {block.name for workout in self.parsed.workouts for block in workout.exercises}
        return decisions_for(self.options.exercises, names, visible=visible.ids)

    def _columns(self, decided: Decided) -> dict[str, object]:
        balance = self.parsed.balance
        return {
            "user_id": self.user_id,
            "source": self.parsed.source,
            "dialect": self.parsed.dialect,
            "file_name": self.file_name,
            "file_digest": self.digest,
            "options": self.options.kept(self.zone.key),
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

    async def _write_all(self, staging: Staging, decided: Decided, takings: Sequence[Taking]) -> Taken | None:
        """What was taken, where that was asked for."""
        total, done = decided.sets + len(decided.rows), 0
        self._tell(done, total)
        if not total and not decided.writes and not takings:
            return NOTHING_TAKEN if self.options.take_file else None
        await staging.prepare()
        for placed in decided.writes:
            staging.add(placed)
            if staging.is_full:
                done += await staging.flush()
                self._tell(done, total)
        done += await staging.flush()
        taken = await write_takings(staging, takings) if self.options.take_file else None
        for start in range(0, len(decided.rows), BATCH):
            self._tell(done + start, total)
            await staging.write_rows(decided.rows[start : start + BATCH])
        self._tell(total, total)
        return taken

    def _tell(self, done: int, total: int) -> None:
        if self.on_progress is not None:
            self.on_progress(done, total)


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
