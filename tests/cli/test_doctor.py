"""What is wrong with an installation is said in sentences, each with what to do about it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from mygymtracker.api.https.authority import make_authority, make_certificate
from mygymtracker.api.https.names import Names
from mygymtracker.cli.forgetting import FORGETTING
from mygymtracker.cli.job_notes import JobNotes
from mygymtracker.database.migrations import runner
from tests.cli.conftest import RunCommand, command_in
from tests.conftest import TestDatabase

NOW = datetime.now(UTC)
PARTS = ["disk", "clock", "permissions", "migrations", "change log", "backups", "certificates"]


def test_a_sound_installation_has_nothing_wrong(command: RunCommand) -> None:
    done = command("doctor")

    assert (done.returncode, done.stderr) == (0, "")
    assert [f"{part}: well." in done.stdout for part in ("database", *PARTS)] == [True] * 8
    assert done.stdout.endswith("Nothing is wrong.\n")


def test_an_installation_that_was_never_started_is_left_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = tmp_path / "home"

    done = command_in({"MYGYMTRACKER_HOME": str(home)}, tmp_path, monkeypatch)("doctor")

    assert (done.returncode, home.exists()) == (0, False)
    assert "database (advice): There is no database yet." in done.stdout
    assert "backups (advice): `serve` makes no backups." in done.stdout


def test_a_database_that_is_away_keeps_nothing_else_from_being_looked_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    away = {"DATABASE_URL": f"postgresql://ann:secret@/gym?host={tmp_path}", "MYGYMTRACKER_HOME": str(tmp_path)}
    (tmp_path / "jwt.secret").touch(mode=0o644)

    done = command_in(away, tmp_path, monkeypatch)("doctor")

    assert done.returncode == 1
    assert "cannot be reached" in done.stdout
    assert f"permissions: Others than its owner may read {tmp_path}/jwt.secret.\n    chmod 600" in done.stdout


def ahead(home: Path) -> str:
    JobNotes(home).succeeded("backup", NOW + timedelta(days=500))
    return "which is before the backup"


def jumped(home: Path) -> str:
    JobNotes(home).failed(FORGETTING, NOW, "The clock says what it should not.")
    return "Old changes are not forgotten: The clock says what it should not."


def failed(home: Path) -> str:
    JobNotes(home).failed("backup", NOW, "The disk is full.")
    return "UTC: The disk is full."


def none(home: Path) -> str:
    return f"There is no backup in {home}/backups."


def old(home: Path) -> str:
    (home / "backups/mygymtracker-20200101T000000Z-000001.dump.age").write_bytes(b"age-encryption.org/v1\n")
    return "there should be one each 24 hours"


def broken(home: Path) -> str:
    path = home / f"backups/mygymtracker-{NOW:%Y%m%dT%H%M%S}Z-000001.dump"
    path.write_bytes(b"half of a")
    return f"The newest backup, {path}, cannot be read:"


def readable_by_all(home: Path) -> str:
    (home / "backups/monday.dump").touch(mode=0o644)
    return f"Others than its owner may read {home}/backups/monday.dump."


def ended(home: Path) -> str:
    (home / "https").mkdir()
    authority = make_authority("gym", ["gym.lan"], [], now=NOW - timedelta(days=3640))
    made = make_certificate(authority, Names(("gym.lan",), ()), now=NOW - timedelta(days=3640))
    for name, pair in (("authority.pem", authority), ("certificate.pem", made)):
        (home / "https" / name).touch(mode=0o600)
        (home / "https" / name).write_bytes(pair.to_pem())
    return f"The authority in {home}/https/authority.pem is good until"


@pytest.mark.parametrize("ail", [ahead, jumped, failed, none, old, broken, readable_by_all, ended])
def test_each_ailment_is_told_with_its_remedy(command: RunCommand, tmp_path: Path, ail: Callable[[Path], str]) -> None:
    (tmp_path / "backups").mkdir(mode=0o700)
    words = ail(tmp_path)

    done = command("doctor", BACKUP_DIRECTORY=str(tmp_path / "backups"))

    assert (done.returncode, done.stderr) == (1, "")
    lines = done.stdout.splitlines()
    (at,) = [number for number, line in enumerate(lines) if words in line]
    assert lines[at + 1].startswith("    ")


def test_migrations_that_are_pending_are_named(migrated_database: TestDatabase, command: RunCommand) -> None:
    newest = runner.newest()
    runner.revert(migrated_database.owner, to="-1", options=["discard"])

    done = command("doctor")

    assert done.returncode == 1
    assert f"migrations: The database lacks 1 migration(s): {newest}.\n    mygymtracker migration run" in done.stdout
