from __future__ import annotations

import os
import shutil
import signal
import stat
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from mygymtracker.database.embedded import EmbeddedServer
from mygymtracker.database.programs import Programs
from mygymtracker.database.transaction import Database
from tests.cli.conftest import RunCommand
from tests.conftest import TestDatabase
from tests.factories import Person, train

from .backups import command_here
from .processes import BINARIES, FAST, User, server_lives, server_pid, wait_until


def _room() -> str:
    """In memory where there is room and programs may run; the path is short, as a socket's must be."""
    memory = "/dev/shm"  # noqa: S108 — for mkdtemp
    if not os.access(memory, os.W_OK) or os.statvfs(memory).f_flag & getattr(os, "ST_NOEXEC", 0):
        return "/tmp"  # noqa: S108 — for mkdtemp
    return memory if shutil.disk_usage(memory).free > 1_000_000_000 else "/tmp"  # noqa: S108


@pytest.fixture
def place() -> Iterator[Path]:
    """A directory everybody may enter, gone afterwards together with the servers in it."""
    directory = Path(tempfile.mkdtemp(prefix="gym", dir=_room()))
    directory.chmod(0o755)
    yield directory
    for lock in directory.rglob("server.lock"):
        if server_lives(lock.parent):
            os.kill(server_pid(lock.parent), signal.SIGQUIT)
            wait_until(lambda home=lock.parent: not server_lives(home))  # type: ignore[misc]
    shutil.rmtree(directory)


@pytest.fixture(scope="session")
def everyones_binaries() -> Iterator[Path | None]:
    """Binaries that any user may run: the package's own, or a copy where they lie in somebody's closed directory."""
    if BINARIES is not None:
        yield BINARIES
        return
    package = Path(EmbeddedServer(Path("/nowhere")).bin).parents[1]
    if all(directory.stat().st_mode & stat.S_IXOTH for directory in package.parents):
        yield None
        return
    copy = Path(tempfile.mkdtemp(prefix="pg", dir=_room()))
    copy.chmod(0o755)
    for directory in package.parent.glob(f"{package.name}*"):
        if directory.suffix in ("", ".libs"):
            shutil.copytree(directory, copy / directory.name)
    yield copy / package.name / "pginstall/bin"
    shutil.rmtree(copy)


@pytest.fixture
def home(place: Path) -> Path:
    return place / "home"


@pytest.fixture
def new_server(home: Path) -> Iterator[Callable[..., EmbeddedServer]]:
    """Makes a server for the home, not started; takes the arguments of EmbeddedServer."""
    made: list[EmbeddedServer] = []

    def new(at: Path = home, **options: Any) -> EmbeddedServer:
        options = {"binaries": BINARIES} | options | {"settings": FAST | options.get("settings", {})}
        made.append(EmbeddedServer(at, **options))
        return made[-1]

    yield new
    for server in made:
        server.stop()


@pytest.fixture
def new_user(home: Path) -> Iterator[Callable[..., User]]:
    """Starts another process that starts the home's server; takes the arguments of User."""
    made: list[User] = []

    def new(**options: Any) -> User:
        made.append(User(home, **options))
        return made[-1]

    yield new
    for user in made:
        user.close()


@pytest.fixture
def programs(server: EmbeddedServer) -> Programs:
    return Programs(server.bin)


@pytest.fixture
async def trained(catalogue: None, database: Database, ann: Person, bob: Person) -> None:
    """Ann and Bob have a plan and a workout each, and nobody is connected any more."""
    await train(database, ann)
    await train(database, bob)
    await database.dispose()


@pytest.fixture
def run_command(server: EmbeddedServer, migrated_database: TestDatabase, tmp_path: Path) -> RunCommand:
    return command_here(migrated_database.owner, server, tmp_path)
