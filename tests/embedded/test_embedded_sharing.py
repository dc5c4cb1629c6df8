from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from mygymtracker.database.embedded import EmbeddedServer

from .processes import BINARIES, User, ask, server_lives, server_pid

NewServer = Callable[..., EmbeddedServer]
NewUser = Callable[..., User]


def test_four_processes_start_one_empty_home_at_once_and_the_last_out_stops_it(home: Path, new_user: NewUser) -> None:
    users = [new_user() for _ in range(4)]

    assert [user.says() for user in users] == ["ready"] * 4

    assert [user.leave() for user in users] == ["left", "left", "left", "last"]
    assert not server_lives(home)


def test_who_comes_later_attaches_to_the_running_server(home: Path, new_server: NewServer) -> None:
    first, second = new_server(), new_server()
    first.start()
    pid = server_pid(home)

    second.start()

    assert server_pid(home) == pid
    assert first.stop() is False
    assert ask(second, second.as_app(), "SELECT 1") == "1"
    assert second.stop() is True


def test_control_c_does_not_reach_the_server(home: Path, new_user: NewUser, new_server: NewServer) -> None:
    user = new_user()
    assert user.says() == "ready"
    pid = server_pid(home)

    user.interrupt()

    server = new_server()
    server.start()
    assert server_pid(home) == pid
    assert ask(server, server.as_app(), "SELECT 1") == "1"


def test_a_server_whose_user_was_killed_is_adopted_and_stopped_by_the_last_out(home: Path, new_user: NewUser) -> None:
    killed = new_user()
    assert killed.says() == "ready"
    pid = server_pid(home)
    killed.kill()

    heir = new_user()

    assert heir.says() == "ready"
    assert server_pid(home) == pid
    assert heir.leave() == "last"
    assert not server_lives(home)


def test_a_killed_user_no_longer_counts(home: Path, new_user: NewUser) -> None:
    killed, other = new_user(), new_user()
    assert [killed.says(), other.says()] == ["ready", "ready"]

    killed.kill()

    assert server_lives(home)
    assert other.leave() == "last"


FORKING = """
import os, sys
from pathlib import Path
from mygymtracker.database.embedded import EmbeddedServer

home, binaries, deed = Path(sys.argv[1]), sys.argv[2] and Path(sys.argv[2]), sys.argv[3]
server = EmbeddedServer(home, binaries=binaries or None)
server.start()
child_is_ready, ready = os.pipe()
parent_has_left, left = os.pipe()
child = os.fork()
if child == 0:
    os.close(left)
    if deed == "start":
        server.start()
        os.write(ready, b"!")
        os.read(parent_has_left, 1)
    print("child", server.stop(), flush=True)
    os._exit(0)
if deed == "start":
    os.read(child_is_ready, 1)
else:
    os.waitpid(child, 0)
print("parent", server.stop(), flush=True)
os.close(left)
if deed == "start":
    os.waitpid(child, 0)
"""


def test_a_forked_child_cannot_stop_its_parents_server(home: Path) -> None:
    command = [sys.executable, "-c", FORKING, str(home), str(BINARIES or ""), "stop"]

    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)

    assert done.stdout.splitlines() == ["child False", "parent True"]
    assert not server_lives(home)


def test_a_forked_child_that_starts_the_server_is_a_user_of_its_own(home: Path) -> None:
    command = [sys.executable, "-c", FORKING, str(home), str(BINARIES or ""), "start"]

    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)

    assert done.stdout.splitlines() == ["parent False", "child True"]
    assert not server_lives(home)
