"""An embedded server that ended is started again by whoever serves on it, or given up with a reason."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil  # type: ignore[import-untyped]  # it has no types
import pytest

from mygymtracker.database import embedded, embedded_files
from mygymtracker.database.embedded import EmbeddedServer
from mygymtracker.database.supervising import Supervisor, Trouble, supervised
from mygymtracker.errors import Unavailable

from .processes import ask, kill_server, server_lives, server_pid, wait_until

NewServer = Callable[..., EmbeddedServer]


@contextmanager
def watching(server: EmbeddedServer, *wait_seconds: float) -> Iterator[tuple[Supervisor, threading.Event]]:
    """A supervisor at work, and what it sets when it gives up."""
    given_up = threading.Event()
    supervisor = Supervisor(server, give_up=given_up.set, wait_seconds=wait_seconds or (0, 0, 0))
    supervisor.start()
    try:
        yield supervisor, given_up
    finally:
        supervisor.stop()


def works(server: EmbeddedServer) -> bool:
    try:
        return ask(server, server.as_app(), "SELECT 1") == "1"
    except subprocess.CalledProcessError:
        return False


def children(pid: int) -> list[psutil.Process]:
    found: list[psutil.Process] = psutil.Process(pid).children()
    return found


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGQUIT])
def test_a_server_that_ends_is_started_again_with_all_that_was_committed(
    home: Path, new_server: NewServer, number: signal.Signals
) -> None:
    server = new_server()
    server.start()
    ask(server, server.as_owner(), "CREATE TABLE sets AS SELECT 5 AS repetitions")
    before = server_pid(home)

    with watching(server) as (supervisor, given_up):
        os.kill(before, number)
        wait_until(lambda: works(server) and server_pid(home) != before)
        wait_until(lambda: supervisor.trouble is None)

    assert ask(server, server.as_owner(), "SELECT repetitions FROM sets") == "5"
    assert not given_up.is_set()
    assert server.stop() is True


def test_a_server_that_is_only_slow_is_left_alone(home: Path, new_server: NewServer) -> None:
    server = new_server()
    server.start()
    before = server_pid(home)
    os.kill(before, signal.SIGSTOP)

    assert server.has_ended() is False

    os.kill(before, signal.SIGCONT)


def test_two_that_serve_on_one_home_and_a_command_meanwhile_share_the_next_server(
    home: Path, new_server: NewServer
) -> None:
    one, other, command = new_server(), new_server(), new_server()
    one.start()
    other.start()

    with watching(one) as (first, _), watching(other) as (second, _):
        kill_server(home)
        command.start()
        wait_until(lambda: first.trouble is None and second.trouble is None and not first.server.has_ended())
        pid = server_pid(home)
        assert [works(each) for each in (one, other, command)] == [True] * 3

    assert [command.stop(), other.stop()] == [False, False]
    assert server_pid(home) == pid
    assert one.stop() is True


def test_a_backend_that_outlives_its_postmaster_bars_nobody_for_long(
    home: Path, new_server: NewServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(embedded, "ORPHANED_SECONDS", 0.2)
    server = new_server()
    server.start()
    before = server_pid(home)
    stuck = children(before)[0]

    with watching(server):
        assert server.has_ended() is False
        stuck.suspend()
        os.kill(before, signal.SIGKILL)
        wait_until(lambda: works(server))

    assert not stuck.is_running() or stuck.status() == psutil.STATUS_ZOMBIE


def test_a_server_that_cannot_be_started_is_given_up_with_its_last_word(
    home: Path, new_server: NewServer, caplog: pytest.LogCaptureFixture
) -> None:
    server = new_server()
    server.start()

    with watching(server, 0, 0) as (supervisor, given_up):
        (home / "data" / "global" / "pg_control").rename(home / "pg_control")
        kill_server(home)
        assert given_up.wait(30)

    assert supervisor.watches is False
    assert supervisor.trouble == Trouble("The database has ended and could not be started again yet.")
    assert "pg_control" in str(supervisor.failure)
    (started, again, hopeless) = [record.getMessage() for record in caplog.records]
    assert started == "The database server has ended. It is started again."
    assert again.startswith("The database server did not start (next try in 0 s): ") and "\n" not in again
    assert hopeless.startswith("The database server is given up: ") and "\n" not in hopeless


def test_a_server_that_ends_again_and_again_is_given_up(home: Path, new_server: NewServer) -> None:
    server = new_server()
    server.start()

    with watching(server, 0) as (supervisor, given_up):
        kill_server(home)
        wait_until(lambda: works(server) and supervisor.trouble is None)
        kill_server(home)
        assert given_up.wait(30)

    assert "again and again" in str(supervisor.failure)


def test_whoever_supervises_hears_why_it_ends(home: Path, new_server: NewServer) -> None:
    server = new_server()
    server.start()

    supervisor = Supervisor(server, give_up=lambda: None)

    with pytest.raises(Unavailable, match="hopeless"), supervised(supervisor):
        supervisor.failure = Unavailable("hopeless")
        raise SystemExit(0)


def test_an_end_in_the_middle_of_a_start_does_not_wait_for_it(
    home: Path, new_server: NewServer, everyones_binaries: Path | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = new_server()
    server.start()
    with watching(server) as (supervisor, _), embedded_files.locked(home / "start.lock"):
        kill_server(home)
        wait_until(lambda: supervisor.trouble is not None)
        supervisor.stop()

    assert server.stop() is True
    assert not server_lives(home)


# ------------------------------------------------------------------------------------------------------- a full disk


@pytest.fixture
def small_disk(place: Path) -> Iterator[Path]:
    """A file system of 150 MB, which only root can make."""
    disk = place / "disk"
    disk.mkdir()
    options = ["-t", "tmpfs", "-o", "size=150m,mode=0755", "tmpfs", str(disk)]
    if os.geteuid() != 0 or subprocess.run(["mount", *options], capture_output=True, check=False).returncode != 0:
        pytest.skip("a file system can be mounted by root only")
    yield disk
    subprocess.run(["umount", "--lazy", str(disk)], check=True)


def test_a_server_that_ended_for_want_of_room_is_back_once_there_is_some(
    small_disk: Path, new_server: NewServer, caplog: pytest.LogCaptureFixture
) -> None:
    home, ballast = small_disk / "home", small_disk / "ballast"
    log = {"min_wal_size": "32MB", "max_wal_size": "32MB", "dynamic_shared_memory_type": "posix"}
    server = new_server(home, settings=log)
    server.start()
    ask(server, server.as_owner(), "CREATE TABLE sets AS SELECT 5 AS repetitions")

    with watching(server, 0, 0) as (supervisor, given_up):
        with ballast.open("wb") as file:
            file.write(bytes(shutil.disk_usage(small_disk).free))
        write = "SELECT pg_logical_emit_message(true, 'x', repeat('x', 1000000)) FROM generate_series(1, 40)"
        with pytest.raises(subprocess.CalledProcessError):
            ask(server, server.as_superuser(), write)
        wait_until(lambda: supervisor.trouble is not None and supervisor.trouble.disk_is_full)
        ballast.unlink()
        wait_until(lambda: supervisor.trouble is None and works(server))

    assert ask(server, server.as_owner(), "SELECT repetitions FROM sets") == "5"
    assert not given_up.is_set()
    assert sum(line.startswith("The disk is full: ") for line in caplog.messages) == 1
    assert server.stop() is True


# ------------------------------------------------------------------------------------------------------------ its log


def test_the_log_is_set_aside_while_the_server_writes_to_it(home: Path, new_server: NewServer) -> None:
    server = new_server()
    server.start()
    log = home / "server.log"
    os.truncate(log, 10_000_001)

    with watching(server):
        wait_until(lambda: log.stat().st_size < 10_000_001)
        with pytest.raises(subprocess.CalledProcessError):
            ask(server, server.as_app(), "SELECT 'still written' / 1")
        wait_until(lambda: "still written" in log.read_text())

    assert (home / "server.log.1").stat().st_size == 10_000_001
    assert log.stat().st_size < 10_000
