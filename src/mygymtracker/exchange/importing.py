"""A file of another app becomes workouts: all of it in one transaction, or nothing.

A workout that came in before is skipped whole. Its rows are not kept a second time either, for they are there from
the first run; rows of a workout that now says something else are kept, and so is every row that was set aside.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Coroutine, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from io import BytesIO
from typing import Any, BinaryIO, Final, NamedTuple, TypeVar
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import func, insert, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncSession

from mygymtracker.accounts.zones import INVALID_PARAMETER
from mygymtracker.characters import in_one_line
from mygymtracker.clocks import FAR_AHEAD
from mygymtracker.database.columns import new_id
from mygymtracker.database.engine import SignIn
from mygymtracker.database.entities import ExerciseMerge, Import, Through, User
from mygymtracker.database.owned_rows import create
from mygymtracker.database.transaction import Database
from mygymtracker.errors import Invalid, NotFound, Unavailable
from mygymtracker.exchange.assembly import Choices
from mygymtracker.exchange.doubles import Doubles, Overlapping, ask_about
from mygymtracker.exchange.existing import (
    answers_of,
    known_workouts,
    other_workouts,
    read_answers,
    refuse_other_dates,
)
from mygymtracker.exchange.import_decisions import Decided, Rules, decide
from mygymtracker.exchange.importable import ReadingOptions
from mygymtracker.exchange.kept_rows import kept_pieces, lines_of_rows
from mygymtracker.exchange.keys_by_line import KeysByLine
from mygymtracker.exchange.mapping import Decisions, decisions_for
from mygymtracker.exchange.matching import Matching, match_exercises
from mygymtracker.exchange.options import ImportOptions
from mygymtracker.exchange.preview import NO_CANDIDATES, Candidates, find_candidates, samples_of
from mygymtracker.exchange.reading_process import read_apart
from mygymtracker.exchange.records import ParsedFile, RowOutcome
from mygymtracker.exchange.replacing import (
    NOTHING_TAKEN,
    Replacing,
    count_takings,
    new_blocks,
    shown_takes,
    write_takings,
)
from mygymtracker.exchange.report import ImportReport, ReportRemark, Taken
from mygymtracker.exchange.reporting import Outcome, report_of
from mygymtracker.exchange.staging import Staging
from mygymtracker.exchange.visible_exercises import VisibleExercises, load_visible_exercises
from mygymtracker.exchange.wall_clock import find_zone, unknown_zone
from mygymtracker.exchange.workout_identity import KnownWorkout, folded, recognise
from mygymtracker.exercises.merges import MergeContent, content_of

__all__ = ["LARGEST_FILE", "ImportOptions", "import_file"]

#: Ten years of training are a few megabytes.
LARGEST_FILE: Final = 64 * 1024 * 1024

Result = TypeVar("Result")
Progress = Callable[[int, int], None]


async def import_file(
    database: Database,
    user_id: UUID,
    *,
    data: bytes | BinaryIO,
    file_name: str,
    options: ImportOptions,
    sign_in: SignIn | None = None,
    on_progress: Progress | None = None,
    gone: asyncio.Future[None] | None = None,
) -> ImportReport:
    """Bring in a file for a person, in a transaction of its own. `data` is the file, or its bytes.

    A dry run decides all of it and writes nothing, in a transaction that only reads: nobody waits for it. Once `gone`
    is done nobody waits for the answer, and reading the file is given up; what is being written goes on.
    `on_progress` is told how many sets and rows of how many are written. Raises Unreadable for a file of no known
    format, for one with nothing in it that can be read, and for one that has more of something than any export;
    Invalid for `unit` when the file does not say its unit and nobody did, for `exercise_units` where exercises disagree
    with it and nobody said theirs, for `time_zone`, for `date_order` and `month_language` where dates can be read in
    two ways or were read otherwise before, for `set_types` and `read_as` where words are not known, for `exercises`,
    and for `overlapping` where workouts are here from elsewhere and nobody said what to do with them; NotSignedIn
    before the file is looked at; Unavailable where reading was given up, and Busy while another import of theirs runs.
    """
    file = BytesIO(data) if isinstance(data, bytes) else data
    size = file.seek(0, os.SEEK_END)
    if size > LARGEST_FILE:
        raise Invalid(f"The file is larger than {LARGEST_FILE >> 20} MB.", field="file", value=file_name)
    async with database.acting_as(user_id, sign_in=sign_in, read_only=True) as session:
        zone = await _zone(session, options.time_zone)
    async with database.importing(user_id):
        read = await _unless(gone, read_apart(file, size, _reading(options, zone)))
        run = _Run(user_id, read.parsed, read.digest, _storable(file_name), zone, options, on_progress)
        if options.dry_run:
            async with database.acting_as(user_id, sign_in=sign_in, read_only=True, heavy=True) as session:
                return await run.preview(session)
        async with database.acting_as(user_id, sign_in=sign_in, through=Through.IMPORT, heavy=True) as session:
            return await run.write(session)


async def _unless(gone: asyncio.Future[None] | None, work: Coroutine[Any, Any, Result]) -> Result:
    """What comes of the work. Raises Unavailable where whoever waits for it goes away before, and the work ends."""
    if gone is None:
        return await work
    working = asyncio.ensure_future(work)
    both: set[asyncio.Future[Any]] = {working, gone}
    try:
        await asyncio.wait(both, return_when=asyncio.FIRST_COMPLETED)
        if working.done():
            return working.result()
        raise Unavailable("Whoever sent the file is gone. Nothing was imported.")
    finally:
        working.cancel()
        await asyncio.wait([working])


def _reading(options: ImportOptions, zone: ZoneInfo) -> ReadingOptions:
    """What of it decides how the file is read."""
    choices = Choices(
        options.load_unit,
        options.date_order,
        options.month_language,
        {folded(name): unit for name, unit in options.exercise_units.items()},
        _latest_start(zone),
        options.set_types,
    )
    return ReadingOptions(choices, options.read_as, tuple(options.exercise_units))


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


def _storable(file_name: str) -> str:
    """A file's name as the database can hold it: names of files are bytes, and may be anything."""
    return in_one_line(file_name.encode(errors="replace").decode())[:255]


class _Decision(NamedTuple):
    """What becomes of a file, before anything of it is written."""

    decided: Decided
    taken: Taken
    replacing: Replacing
    visible: VisibleExercises
    decisions: Decisions


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

    async def preview(self, session: AsyncSession) -> ImportReport:
        """What it would do; nothing is written."""
        decided, taken, _, visible, decisions = await self._decide(session)
        suggested = await find_candidates(decided.names, visible)
        matching = await match_exercises(
            session, self.user_id, decided.names, visible=visible, decisions=decisions, dry_run=True
        )
        outcome = self._outcome(decided, matching, taken, candidates=suggested)
        placed, known_names = shown_takes(decided.takes, self.parsed.workouts, visible)
        matched = {**known_names, **matching.matched}
        samples = samples_of([*decided.writes, *placed], self.parsed.workouts, matched)
        return await asyncio.to_thread(report_of, replace(outcome, dry_run=True, samples=samples))

    async def write(self, session: AsyncSession) -> ImportReport:
        """Do it."""
        decided, taken, replacing, visible, decisions = await self._decide(session)
        matching = await match_exercises(session, self.user_id, decided.names, visible=visible, decisions=decisions)
        outcome = self._outcome(decided, matching, taken)
        await session.execute(insert(Import).values(id=outcome.import_id, **self._columns(decided)))
        keys = KeysByLine(lines_of_rows(self.parsed)[-1])
        staging = Staging(
            session, self.user_id, outcome.import_id, self.parsed.source, self.zone.key, matching.matched, keys
        )
        staging.block_ids = {key: [] for key in matching.remembered}
        await self._write_all(staging, decided, replacing)
        await _remember(session, matching, staging.block_ids)
        return await asyncio.to_thread(report_of, outcome)

    async def _decide(self, session: AsyncSession) -> _Decision:
        """What becomes of the file, in the transaction that does it. Raises Invalid for what is left to ask."""
        source = self.parsed.source
        await refuse_other_dates(session, self.digest, self.options.kept(self.zone.key))
        known, rules = await known_workouts(session, source), await self._rules(session)
        decided = await asyncio.to_thread(self._decided, known, rules)
        if self.options.overlapping is None:
            ask_about(
                decided.overlapping.first,
                count=decided.overlapping.count,
                sources=decided.overlapping_sources,
                workouts=decided.added + decided.overlapping.count,
            )
        visible = await load_visible_exercises(session)
        decisions = decisions_for(self.options.exercises, self.parsed.names, visible=visible.ids)
        replacing = Replacing(decided.takes, self.parsed, visible, time_zone=self.zone.key)
        taken = NOTHING_TAKEN
        async for takings in replacing.plans(session):
            taken = count_takings(takings, taken)
            for block in new_blocks(takings):
                decided.come_in(block)
        return _Decision(decided, taken, replacing, visible, decisions)

    def _decided(self, known: Sequence[KnownWorkout], rules: Rules) -> Decided:
        return decide(self.parsed, recognise(self.parsed.keys, known), rules)

    def _outcome(
        self, decided: Decided, matching: Matching, taken: Taken, *, candidates: Candidates = NO_CANDIDATES
    ) -> Outcome:
        for remark in matching.remarks:
            decided.remarks.append(ReportRemark(None, remark))
        return Outcome(
            samples=[],
            import_id=new_id(),
            dry_run=False,
            parsed=self.parsed,
            file_name=self.file_name,
            time_zone=self.zone.key,
            decided=decided,
            names=decided.names,
            matched=matching.matched,
            candidates=candidates,
            taken=taken if self.options.take_file else None,
        )

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

    def _columns(self, decided: Decided) -> dict[str, object]:
        balance = self.parsed.balance
        return {
            "user_id": self.user_id,
            "source": self.parsed.source,
            "dialect": self.parsed.dialect,
            "file_name": self.file_name,
            "file_digest": self.digest,
            "options": self.options.kept(self.zone.key),
            "rows_in": len(self.parsed.row_outcomes),
            "set_rows": balance[RowOutcome.SET],
            "rest_rows": balance[RowOutcome.REST],
            "note_rows": balance[RowOutcome.NOTE],
            "set_aside_rows": balance[RowOutcome.SET_ASIDE],
            "workouts_added": decided.added + decided.restored,
            "workouts_known": decided.known + decided.deleted,
            "workouts_changed": decided.changed.count,
            "sets_added": decided.sets,
        }

    async def _write_all(self, staging: Staging, decided: Decided, replacing: Replacing) -> None:
        rows = decided.kept_rows.count(1)
        total, done = decided.sets + rows, 0
        self._tell(done, total)
        if not total and not decided.writes and not decided.takes:
            return
        await staging.prepare()
        for placed in decided.writes:
            staging.add(placed, self.parsed.workouts[placed.place])
            if staging.is_full:
                done += await staging.flush()
                self._tell(done, total)
        done += await staging.flush()
        async for takings in replacing.plans(staging.session):
            await write_takings(staging, takings)
        for piece in kept_pieces(self.parsed, decided.kept_rows):
            await staging.write_rows(piece)
            done += len(piece)
            self._tell(done, total)
        self._tell(total, total)

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
