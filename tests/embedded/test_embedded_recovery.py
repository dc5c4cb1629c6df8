from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from mygymtracker.database.embedded import EmbeddedServer

from .processes import User, ask, kill_server, server_lives, server_pid, sleeper, wait_until

NewServer = Callable[..., EmbeddedServer]
NewUser = Callable[..., User]


def test_after_user_and_server_were_killed_what_was_committed_is_there(
    home: Path, new_user: NewUser, new_server: NewServer
) -> None:
    user = new_user()
    assert user.says() == "ready"
    server = new_server()
    ask(server, server.as_owner(), "CREATE TABLE sets AS SELECT 5 AS repetitions")
    user.kill()
    kill_server(home)

    server.start()

    assert ask(server, server.as_owner(), "SELECT repetitions FROM sets") == "5"
    assert server.stop() is True


def test_a_user_whose_server_was_killed_can_leave(home: Path, new_user: NewUser) -> None:
    user = new_user()
    assert user.says() == "ready"

    kill_server(home)

    assert user.leave() == "last"


def test_a_pid_file_whose_number_an_innocent_process_has_by_now_is_seen_through(
    home: Path, new_server: NewServer
) -> None:
    server = new_server()
    server.start()
    kill_server(home)
    with sleeper(like=home / "data") as innocent:
        for file in (home / "data" / "postmaster.pid", home / "run" / ".s.PGSQL.5432.lock"):
            _, _, rest = file.read_text().partition("\n")
            file.write_text(f"{innocent.pid}\n{rest}")

        heir = new_server()
        heir.start()

        assert ask(heir, heir.as_app(), "SELECT 1") == "1"
        assert innocent.poll() is None


def test_leaving_a_dead_server_signals_nobody(home: Path, new_server: NewServer) -> None:
    server = new_server()
    server.start()
    kill_server(home)
    with sleeper(like=home / "data") as innocent:
        file = home / "data" / "postmaster.pid"
        _, _, rest = file.read_text().partition("\n")
        file.write_text(f"{innocent.pid}\n{rest}")

        assert server.stop() is True

        with pytest.raises(subprocess.TimeoutExpired):
            innocent.wait(timeout=0.1)


def test_a_start_waits_while_a_backend_of_a_killed_server_still_lives(
    home: Path, new_server: NewServer, new_user: NewUser
) -> None:
    server = new_server()
    server.start()
    children = subprocess.run(
        ["/bin/ps", "-o", "pid=", "--ppid", str(server_pid(home))], capture_output=True, text=True, check=True
    )
    backend = int(children.stdout.split()[0])
    os.kill(backend, signal.SIGSTOP)
    os.kill(server_pid(home), signal.SIGKILL)
    user = new_user()
    with pytest.raises(subprocess.TimeoutExpired):
        user.process.wait(timeout=0.5)
    assert server_lives(home)

    os.kill(backend, signal.SIGCONT)

    assert user.says() == "ready"


def test_an_initdb_that_was_killed_on_the_way_is_done_again(
    home: Path, new_user: NewUser, new_server: NewServer
) -> None:
    user = new_user()
    wait_until((home / "data.new" / "base").exists)
    user.kill()
    assert not (home / "data").exists()

    server = new_server()
    server.start()

    assert ask(server, server.as_app(), "SELECT 1") == "1"
    assert not (home / "data.new").exists()


@pytest.mark.parametrize("sign", ["server.lock", "owner.secret", "app.secret"])
def test_a_bootstrap_that_was_killed_on_the_way_is_finished_by_the_next_start(
    home: Path, new_user: NewUser, new_server: NewServer, sign: str
) -> None:
    user = new_user()
    wait_until((home / sign).exists)
    user.kill()

    server = new_server()
    server.start()

    assert ask(server, server.as_owner(), "SELECT current_user") == "mygymtracker_owner"
    assert ask(server, server.as_app(), "SELECT current_user") == "mygymtracker_app"
    assert (home / "bootstrapped").exists()


def test_passwords_that_never_reached_the_server_are_set_by_the_next_start(home: Path, new_server: NewServer) -> None:
    with new_server():
        pass
    (home / "bootstrapped").unlink()
    (home / "owner.secret").write_text("it's another")

    server = new_server()
    server.start()

    assert ask(server, server.as_owner(), "SELECT current_user") == "mygymtracker_owner"


def test_a_password_file_that_was_lost_is_replaced(home: Path, new_server: NewServer) -> None:
    with new_server():
        pass
    (home / "app.secret").unlink()

    server = new_server()
    server.start()

    assert ask(server, server.as_app(), "SELECT current_user") == "mygymtracker_app"


def test_a_data_directory_moved_away_makes_room_for_a_new_one(home: Path, new_server: NewServer) -> None:
    with new_server():
        pass
    (home / "data").rename(home / "data.old")

    server = new_server()
    server.start()

    assert ask(server, server.as_app(), "SELECT current_database()") == "mygymtracker"


def test_a_server_somebody_started_by_hand_is_used_and_left_running(
    home: Path, new_server: NewServer, everyones_binaries: Path | None
) -> None:
    with new_server() as server:
        control = [f"{everyones_binaries or server.bin}/pg_ctl", "-D", f"{home}/data", "-w", "-l", f"{home}/server.log"]

    def by_hand(action: str) -> None:
        data = (home / "data").stat()
        subprocess.run(
            [*control, action],
            stdout=subprocess.DEVNULL,
            user=data.st_uid if os.geteuid() == 0 else None,
            group=data.st_gid if os.geteuid() == 0 else None,
            extra_groups=[] if os.geteuid() == 0 else None,
            check=True,
        )

    by_hand("start")
    try:
        heir = new_server()
        heir.start()
        assert ask(heir, heir.as_app(), "SELECT 1") == "1"

        heir.stop()

        assert ask(heir, heir.as_app(), "SELECT 1") == "1"
    finally:
        by_hand("stop")
