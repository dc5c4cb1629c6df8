"""A file as large as one may be: read in pieces and apart, by whoever brings it in, without others waiting for it."""

from __future__ import annotations

import asyncio
import contextlib
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryFile
from typing import BinaryIO

import pytest
from benchmarks import strong_file
from benchmarks.processes import children

from mygymtracker.database.entities import Through
from mygymtracker.database.transaction import Database
from mygymtracker.errors import Invalid, Unavailable, Unreadable
from mygymtracker.exchange import assembly, lines, replacing
from mygymtracker.exchange.assembly import Choices
from mygymtracker.exchange.importable import ReadingOptions, read_importable
from mygymtracker.exchange.importing import ImportOptions, import_file
from mygymtracker.exchange.reading import parse
from mygymtracker.exchange.reading_process import LARGEST_IN_A_THREAD, read_apart
from mygymtracker.exchange.records import MOST_LISTED, WorkoutRecord
from mygymtracker.exchange.report import Taken
from mygymtracker.quantities import LoadUnit
from tests.exchange import histories
from tests.exchange.bringing import KG, bring, counts, is_balanced, outcome
from tests.exchange.histories import FIRST, History, Lift, Session
from tests.factories import Person

SETS = 14_000
IN_KILOGRAMS = ReadingOptions(Choices(load_unit=LoadUnit.KG), None, ())
UNSAID = ReadingOptions(Choices(), None, ())
DRY_RUN = ImportOptions(load_unit=LoadUnit.KG, dry_run=True)
PEAK_OF_READING = """
import sys
from io import BytesIO
from pathlib import Path
from benchmarks import strong_file
from tests.exchange.test_large_files import IN_KILOGRAMS, read_importable

def peak():
    return next(int(line.split()[1]) for line in Path("/proc/self/status").read_text().splitlines() if "VmHWM" in line)

read_importable(BytesIO(strong_file.compose(3_000)), IN_KILOGRAMS)
before = peak()
with open(sys.argv[1], "rb") as file:
    read_importable(file, IN_KILOGRAMS)
print((peak() - before) * 1024)
"""


@pytest.fixture(scope="module")
def large() -> bytes:
    data = strong_file.compose(SETS)
    assert len(data) > LARGEST_IN_A_THREAD
    return data


@contextlib.contextmanager
def opened(data: bytes) -> Iterator[BinaryIO]:
    with TemporaryFile() as file:
        file.write(data)
        file.flush()
        yield file


async def test_a_process_reads_a_file_as_a_thread_does(large: bytes) -> None:
    with opened(large) as file:
        apart = await read_apart(file, len(large), IN_KILOGRAMS)

    here = read_importable(BytesIO(large), IN_KILOGRAMS)
    assert apart == here
    assert apart.parsed.rows == here.parsed.rows
    assert apart.parsed.workouts == here.parsed.workouts


async def test_what_a_file_leaves_open_is_asked_from_a_process_too(large: bytes) -> None:
    with opened(large) as file, pytest.raises(Invalid) as apart:
        await read_apart(file, len(large), UNSAID)

    with pytest.raises(Invalid) as here:
        read_importable(BytesIO(large), UNSAID)
    assert vars(apart.value) == vars(here.value)
    assert str(apart.value) == str(here.value)


async def test_the_process_ends_with_whoever_asked(large: bytes) -> None:
    with opened(large * 4) as file:
        reading = asyncio.create_task(read_apart(file, len(large) * 4, IN_KILOGRAMS))
        before = set(children(os.getpid()))
        while not (process := set(children(os.getpid())) - before):  # noqa: ASYNC110 — the kernel sets no event
            await asyncio.sleep(0.01)
        reading.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await reading

    assert reading.cancelled()
    assert not process & set(children(os.getpid()))


async def test_whoever_goes_away_while_a_file_is_read_leaves_no_work_behind(
    database: Database, ann: Person, large: bytes
) -> None:
    gone: asyncio.Future[None] = asyncio.get_running_loop().create_future()
    before = set(children(os.getpid()))
    importing = asyncio.create_task(
        import_file(database, ann.id, data=large, file_name="strong.csv", options=KG, gone=gone)
    )
    while not (process := set(children(os.getpid())) - before):  # noqa: ASYNC110 — the kernel sets no event
        await asyncio.sleep(0.01)
    gone.set_result(None)

    with pytest.raises(Unavailable, match="Whoever sent the file is gone"):
        await importing

    assert not process & set(children(os.getpid()))
    assert set((await counts(database, ann)).values()) == {0}


async def test_a_process_that_was_ended_is_no_fault_of_the_file() -> None:
    read, write = os.pipe()
    os.close(write)

    with os.fdopen(read, "rb") as pipe, pytest.raises(Unavailable, match=r"ended \(1\)\. Nothing was imported"):
        await read_apart(pipe, LARGEST_IN_A_THREAD + 1, IN_KILOGRAMS)


def test_reading_takes_a_few_times_the_size_of_the_file_in_memory(tmp_path: Path) -> None:
    path = tmp_path / "strong.csv"
    size = path.write_bytes(strong_file.compose(16_000))

    run = subprocess.run(
        [sys.executable, "-c", PEAK_OF_READING, path], capture_output=True, check=True, cwd=Path(__file__).parents[2]
    )

    assert int(run.stdout) < 8 * size


async def test_a_large_file_comes_in_as_a_small_one(database: Database, ann: Person, large: bytes) -> None:
    previewed = await bring(database, ann, large, DRY_RUN)
    nothing = await counts(database, ann)
    report = await bring(database, ann, large)
    again = await bring(database, ann, large)

    assert outcome(previewed) == outcome(report) == (SETS // 20, 0, 0, 0, 0, SETS)
    assert set(nothing.values()) == {0}
    assert outcome(again) == (0, 0, SETS // 20, 0, 0, 0)
    there = await counts(database, ann)
    assert (there["exercise_sets"], there["imported_rows"]) == (SETS, SETS)


async def test_a_dry_run_waits_for_nobody_and_nobody_waits_for_it(database: Database, ann: Person) -> None:
    async with asyncio.timeout(30), database.acting_as(ann.id, through=Through.API):  # holds the person's counter
        report = await bring(database, ann, histories.s1(History()), DRY_RUN)

    assert outcome(report) == (4, 0, 0, 0, 0, 28)


async def test_a_dry_run_takes_names_for_one_as_an_import_does(database: Database, ann: Person) -> None:
    lifts = [Lift(name, "1", "50", "5") for name in ("İnce", "ince", "Yak Lift", "yak  lift")]
    data = histories.s1(History([Session(FIRST, lifts)]))

    previewed, report = await bring(database, ann, data, DRY_RUN), await bring(database, ann, data)

    assert previewed.exercises_created == report.exercises_created
    assert [(each.name, each.exercise_name, each.how) for each in previewed.exercises] == [
        (each.name, each.exercise_name, each.how) for each in report.exercises
    ]


def test_rows_of_a_workout_are_put_together_wherever_they_stand(large: bytes) -> None:
    header, *rows = large.splitlines(keepends=True)
    by_exercise = sorted(rows[:2_000], key=lambda row: row.split(b",")[3])

    parsed = parse(header + b"".join(by_exercise), load_unit=LoadUnit.KG)

    in_order = parse(header + b"".join(rows[:2_000]), load_unit=LoadUnit.KG)
    assert {each.started_at: sets(each) for each in parsed.workouts} == {
        each.started_at: sets(each) for each in in_order.workouts
    }


def sets(workout: WorkoutRecord) -> int:
    return sum(len(block.sets) for block in workout.exercises)


async def test_a_report_lists_the_first_of_many_and_counts_all(database: Database, ann: Person) -> None:
    header, *rows = histories.s1(History()).splitlines(keepends=True)
    damaged = [b"never,%d\n" % number for number in range(MOST_LISTED + 5)]

    report = await bring(database, ann, header + b"".join([*rows, *damaged]))

    assert (report.set_aside_rows, len(report.set_aside)) == (MOST_LISTED + 5, MOST_LISTED)
    assert is_balanced(report)
    assert (await counts(database, ann))["imported_rows"] == report.rows_in


async def test_versions_of_a_file_are_taken_some_at_a_time(
    database: Database, ann: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = histories.s1(History())
    await bring(database, ann, data)
    monkeypatch.setattr(replacing, "TAKES_AT_ONCE", 3)
    corrected = data.replace(b"61.25", b"62.5")

    previewed = await bring(database, ann, corrected, replace(DRY_RUN, take_file=True))
    report = await bring(database, ann, corrected, replace(KG, take_file=True))
    again = await bring(database, ann, corrected)

    assert previewed.taken == report.taken
    assert report.taken == Taken(workouts=4, sets_changed=4, sets_added=0, sets_removed=0, sets_kept=0)
    assert outcome(again) == (0, 0, 4, 0, 0, 0)


@pytest.mark.parametrize(
    ("limit", "sentence"),
    [
        ("MOST_WORKOUTS", "more than 3 workouts"),
        ("MOST_ROWS_OF_A_WORKOUT", "more than 3 rows in one workout"),
        ("MOST_NAMES", "exercises of more than 3 names"),
        ("MOST_DIFFERENT", "more than 3 different set types"),
    ],
)
def test_a_file_that_has_more_of_something_than_any_export_is_refused(
    monkeypatch: pytest.MonkeyPatch, limit: str, sentence: str
) -> None:
    monkeypatch.setattr(assembly, limit, 3)

    with pytest.raises(Unreadable, match=sentence):
        parse(histories.s1(History()), load_unit=LoadUnit.KG)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_line_without_an_end_is_refused(monkeypatch: pytest.MonkeyPatch, encoding: str) -> None:
    monkeypatch.setattr(lines, "LONGEST_LINE", 1_000)

    with pytest.raises(Unreadable, match="a line of more than 1,000 characters"):
        parse(("Date;" + "x" * 2_000).encode(encoding))


def test_thousands_of_notes_of_one_workout_are_looked_through_once() -> None:
    lifts = [Lift("Squat (Barbell)", "1", "60", "5", note=f"note {number}") for number in range(20_000)]

    parsed = parse(histories.s1(History([Session(FIRST, lifts)])), load_unit=LoadUnit.KG)

    assert sets(parsed.workouts[0]) == len(lifts)
