"""Which backups stay: those that were written last, whatever the clock said then."""

from __future__ import annotations

import fcntl
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from mygymtracker.database.kept_backups import abandoned, draft_of, forget_old, newest_kept, next_path
from mygymtracker.errors import Refused

NOW = datetime(2026, 11, 23, 3, 14, 58, tzinfo=UTC)
DAY = timedelta(days=1)


def written(directory: Path, now: datetime, *, keep: int = 14, encrypted: bool = False) -> Path:
    """What one run of the schedule does with files."""
    path = next_path(directory, now=now, encrypted=encrypted)
    path.write_bytes(b"")
    forget_old(directory, keep=keep, made=path, now=now)
    return path


def names(directory: Path) -> list[str]:
    return sorted(path.name for path in directory.iterdir())


def test_runs_of_a_clock_that_was_ahead_push_nothing_out_that_was_written_later(tmp_path: Path) -> None:
    for day in range(20):
        written(tmp_path, NOW + day * DAY)
    for day in range(14):
        written(tmp_path, NOW + (730 + day) * DAY)

    honest = [written(tmp_path, NOW + (34 + day) * DAY) for day in range(60)]

    assert names(tmp_path) == [path.name for path in honest[-14:]]
    newest = newest_kept(tmp_path, now=NOW)
    assert newest is not None and (newest.path, newest.run) == (honest[-1], 94)


def test_names_of_earlier_versions_are_older_and_those_of_a_time_to_come_go_first(tmp_path: Path) -> None:
    for stamp in ("20261120T031458Z", "20261121T031458Z", "20301121T031458Z", "20301122T031458Z"):
        (tmp_path / f"mygymtracker-{stamp}.dump").write_bytes(b"")

    first = written(tmp_path, NOW, keep=2)
    after_one = names(tmp_path)
    second = written(tmp_path, NOW + DAY, keep=2, encrypted=True)

    assert after_one == ["mygymtracker-20261121T031458Z.dump", first.name]
    assert first.name == "mygymtracker-20261123T031458Z-000001.dump"
    assert second.name == "mygymtracker-20261124T031458Z-000002.dump.age"
    assert names(tmp_path) == [first.name, second.name]


def test_a_clock_that_goes_back_keeps_the_order_of_writing(tmp_path: Path) -> None:
    ahead = written(tmp_path, NOW + 365 * DAY, keep=2)
    back = [written(tmp_path, NOW + day * DAY, keep=2) for day in range(2)]

    assert not ahead.exists()
    assert names(tmp_path) == [path.name for path in back]


def test_a_run_that_would_delete_what_it_wrote_deletes_nothing_and_is_an_error(tmp_path: Path) -> None:
    made = next_path(tmp_path, now=NOW)
    made.write_bytes(b"")
    of_somebody_else = next_path(tmp_path, now=NOW)
    of_somebody_else.write_bytes(b"")

    with pytest.raises(Refused, match="was just written, and is not among the newest 1 backups"):
        forget_old(tmp_path, keep=1, made=made, now=NOW)

    assert names(tmp_path) == [made.name, of_somebody_else.name]


def test_drafts_of_writers_that_were_killed_go_and_others_stay(tmp_path: Path) -> None:
    path = tmp_path / "monday.dump"
    left = [
        tmp_path / name
        for name in (
            ".monday.dump.0123abcd.part",
            ".mygymtracker-20261123T031458Z.dump.0123abcd.part",
            ".before-reset-20261123T031458Z-000007.dump.age.0123abcd.part",
        )
    ]
    others = [tmp_path / name for name in (".letter.dump.0123abcd.part", "monday.dump.part", ".monday.dump")]
    for each in (*left, *others):
        each.write_bytes(b"")
    in_work = tmp_path / ".monday.dump.4567abcd.part"

    with in_work.open("wb") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        found = abandoned(path)
        with draft_of(path) as draft:
            seen_while_written = abandoned(path)
            there = names(tmp_path)

    assert sorted(found) == sorted(left)
    assert seen_while_written == []
    assert there == sorted(each.name for each in (*others, in_work, draft))
    assert not draft.exists()
