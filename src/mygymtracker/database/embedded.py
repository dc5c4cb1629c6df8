"""A private PostgreSQL in the home directory, for installations that have no database server of their own.

    home/
    ├── data/            the cluster; owned by the user the server runs as
    ├── run/             its socket; there is no TCP port
    ├── *.secret         passwords of the superuser, the owner and the app (mode 0600)
    ├── server.conf      our settings, included by data/postgresql.conf
    ├── server.log       server.log.1 is the one before
    ├── bootstrapped     there once roles, passwords and the database are as they should be
    ├── safety-backups/  what was there before a migration, a revert, a restore or a reset
    ├── pg-<version>/    a copy of the binaries, only where the server's user cannot read the package
    └── *.lock           start: who may change any of this; users: who is there; server: that it lives

Whether the server lives is never guessed from process ids, which are reused and differ between containers:
the server inherits an open, locked descriptor of server.lock, and the kernel frees that lock when the
postmaster and its last backend are gone, however they went.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from mygymtracker.database.embedded_files import (
    OLDEST_MAJOR,
    bound_log,
    check_path,
    find_account,
    find_binaries,
    join,
    leave,
    locale_options,
    locked,
    log_tail,
    major_of,
    make_home,
    make_secret,
    nameless_file,
    never,
    prepare_log,
    render_settings,
    take_lock,
    usable_binaries,
    write_whole,
)
from mygymtracker.database.embedded_processes import Postmaster, end_orphans, find_postmaster
from mygymtracker.database.embedded_roles import (
    DATABASE,
    OWNER,
    SOCKET_NAME,
    SUPERUSER,
    answers,
    creation_script,
    drop_script,
    privileges_script,
    roles_script,
    run_script,
)
from mygymtracker.database.embedded_settings import fitting
from mygymtracker.database.row_security import WORKING_ROLE
from mygymtracker.errors import Unavailable
from mygymtracker.machine import memory_bytes
from mygymtracker.postgres_address import PostgresAddress, TlsMode

START_SECONDS: Final = 600  # recovery after a crash may take minutes
STOP_SECONDS: Final = 120
#: How long backends whose postmaster is gone may take to notice. They can do nothing any more, and bar the next server.
ORPHANED_SECONDS: Final = 5


class EmbeddedServer:
    """One private cluster per home directory; many processes may use it; the last one out stops it.

    A process that ends without `stop` no longer counts, but leaves the server running: the next user
    attaches to it, and the last one out stops it. Install a handler for SIGTERM if that should not happen.

    A child made by fork shares its parent's place: it keeps the server alive after the parent was killed,
    its own `stop` does nothing, and the parent's `stop` is for both. A child that calls `start` gets a place
    of its own. Do not fork in another thread while `start` runs: the child would pass for a living server.

    PostgreSQL refuses to run as root. For root the server runs as `run_as`, by default the system user
    `mygymtracker` where there is one, otherwise `nobody`; that user needs the right to enter the home
    directory and everything above it. `nobody` is shared with other programs, which could then reach the
    cluster's files: a real installation has a user of its own. The secrets stay with the calling user, who
    must be the same every time (or root).
    """

    def __init__(
        self,
        home: Path,
        *,
        binaries: Path | None = None,
        run_as: str | None = None,
        settings: Mapping[str, str] | None = None,
    ) -> None:
        """`settings` apply to a server this object starts, not to one that it finds running."""
        if sys.platform == "win32":
            raise Unavailable("The embedded database does not run on Windows. Use WSL, or set DATABASE_URL.")
        self.home = Path(home).absolute()
        check_path(self.home)
        self.bin = find_binaries(binaries)
        self._packaged = binaries is None
        self._account = find_account(run_as)
        self._settings = dict(settings or {})
        self._data, self._log = self.home / "data", self.home / "server.log"
        self._sockets, self._marker = self.home / "run", self.home / "bootstrapped"
        self._tools, self._major = self.bin, 0
        self._users: int | None = None
        self._user_pid = 0
        self._postmaster: Postmaster | None = None

    def start(self) -> None:
        """Blocks until the server answers; at the first start ever, makes the cluster, roles and database.

        Does nothing when this process has started it already. Raises Unavailable, saying what to do.
        """
        if self._users is not None and self._user_pid == os.getpid():
            return
        try:
            make_home(self.home, self._account)
            with locked(self.home / "start.lock") as starting:
                self._start(starting)
        except OSError as error:
            raise Unavailable(f"The database in {self.home} cannot be used: {error}") from error

    def stop(self) -> bool:
        """Leaves. True when this was the last user and the server has ended, its backends included."""
        if self._users is None:
            return False
        users, self._users = self._users, None
        if self._user_pid != os.getpid():
            os.close(users)
            return False
        try:
            with locked(self.home / "start.lock") as starting:
                if last := leave(users):
                    self._halt(starting)
        except OSError as error:
            raise Unavailable(f"The database in {self.home} could not be stopped: {error}") from error
        return last

    def has_ended(self) -> bool:
        """Whether no server works here any more; a backend may be left over. Raises OSError."""
        if self._postmaster is not None and self._postmaster.lives:
            return False
        if (other := find_postmaster(self._data)) is not None:
            self._postmaster = other
            return False
        if (lock := take_lock(self.home / "server.lock")) is None:
            return self._postmaster is not None  # one that was never seen works in another container
        os.close(lock)
        return True

    def revive(self, *, unless: Callable[[], bool] = never) -> None:
        """Starts the server again where it has ended, for whoever started it and is still there.

        Does nothing where somebody else did it meanwhile. It never makes a cluster: data that is gone may come back.
        Raises Unavailable, also once `unless` says that the wait makes no sense any more.
        """
        try:
            with locked(self.home / "start.lock", unless=unless):
                self._bring_up(unless)
        except OSError as error:
            raise Unavailable(f"The database in {self.home} cannot be used: {error}") from error

    def bound_log(self) -> None:
        """Keeps the server's log from growing without an end. Raises OSError."""
        bound_log(self._log)

    def start_and_stop(self) -> None:
        """Ends a server that somebody left running."""
        with self:
            pass

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def as_superuser(self, database: str = "postgres") -> PostgresAddress:
        return self._connection(SUPERUSER, "superuser", database)

    def as_owner(self, database: str = DATABASE) -> PostgresAddress:
        return self._connection(OWNER, "owner", database)

    def as_app(self, database: str = DATABASE) -> PostgresAddress:
        return self._connection(WORKING_ROLE, "app", database)

    def create_database(self, name: str) -> None:
        """A database of the owner's, closed to everybody but the app. One that exists is put right."""
        self._sql(creation_script(name))
        self._sql(privileges_script(name), database=name)

    def drop_database(self, name: str) -> None:
        """Ends the connections it has. One that does not exist is fine."""
        self._sql(drop_script(name))

    # Starting and stopping: everything below is called with start.lock held.

    def _start(self, starting: int) -> None:
        self._tools, self._major = usable_binaries(
            self.bin, self._account, copies=self.home if self._packaged else None
        )
        users = join(self.home / "users.lock")
        try:
            self._initialise(starting)
            self._bring_up()
            self._bootstrap()
        except BaseException:
            with suppress(Unavailable, OSError):  # the first error is the one to tell
                if leave(users):
                    self._halt(starting)
            raise
        if self._users is not None:  # our parent's, since we were made by fork
            os.close(self._users)
        self._users, self._user_pid = users, os.getpid()

    def _initialise(self, starting: int) -> None:
        if not (self._data / "PG_VERSION").exists():
            if self._data.exists() and any(self._data.iterdir()):
                raise Unavailable(f"{self._data} is there, but holds no PostgreSQL cluster. Move it away.")
            if kept := [path.name for path in self.home.glob("data-*") if major_of(path) is not None]:
                raise Unavailable(
                    f"There is no {self._data}, but {', '.join(kept)}: an upgrade was cut short. Finish it with: "
                    "mygymtracker db upgrade"
                )
            self._create_cluster(starting)
        if (owner := self._data.stat().st_uid) != self._account.uid:
            raise Unavailable(
                f"{self._data} belongs to user id {owner}, and the database server would run as "
                f"{self._account.name!r} (user id {self._account.uid}). Run as the user it belongs to."
            )
        if (made_by := major_of(self._data)) != self._major:
            raise Unavailable(
                f"{self._data} was made by PostgreSQL {made_by}, and {self.bin} holds PostgreSQL {self._major}. "
                + _way_over(made_by, self._major)
            )

    def _create_cluster(self, starting: int) -> None:
        """initdb into data.new, then a rename: one that is killed on the way leaves no half-made cluster.

        It inherits start.lock, so that an initdb that survives us is not joined by a second one.
        """
        new, superuser = self.home / "data.new", self.home / "superuser.secret"
        self._marker.unlink(missing_ok=True)
        if not superuser.exists():
            make_secret(superuser)
        if new.exists():
            shutil.rmtree(new)
        new.mkdir(mode=0o700)
        self._account.own(new)
        with nameless_file(superuser.read_text(), self._account) as password:
            self._run(
                *("initdb", "-D", str(new), "-U", SUPERUSER, "-E", "UTF8", "--auth=scram-sha-256"),
                *(f"--pwfile=/dev/fd/{password}", "--data-checksums", *locale_options(self._major)),
                inherit=(starting, password),
            )
        # The directory is that user's by now: do not follow a link that was put there.
        conf = os.open(new / "postgresql.conf", os.O_WRONLY | os.O_APPEND | os.O_NOFOLLOW)
        with os.fdopen(conf, "w", encoding="utf-8") as file:
            file.write("\ninclude '../server.conf'\n")
        new.rename(self._data)

    def _bring_up(self, unless: Callable[[], bool] = never) -> None:
        """Attaches or launches; waits while an old server is still starting, stopping or dying."""
        began = time.monotonic()
        while not answers(self._sockets, pg_isready=self.bin / "pg_isready"):
            if (lock := take_lock(self.home / "server.lock")) is not None:
                try:
                    self._launch(lock, unless)
                finally:
                    os.close(lock)
                self._check_data_directory_lock()
                return
            waited = time.monotonic() - began
            if waited > START_SECONDS:
                raise Unavailable(
                    f"A database server works in {self._data}, but does not answer.\n{log_tail(self._log)}"
                )
            if unless():
                raise Unavailable("It is being ended.")
            if waited > ORPHANED_SECONDS:
                end_orphans(self._data, self.home / "server.lock")
            time.sleep(0.02)

    def _launch(self, lock: int, unless: Callable[[], bool]) -> None:
        # We hold the lock, so no server lives: these are left over. PostgreSQL itself would believe them when
        # the process id in them has been given to some other process of the same user.
        for stale in (self._data / "postmaster.pid", self._sockets / f"{SOCKET_NAME}.lock"):
            stale.unlink(missing_ok=True)
        prepare_log(self._log, self._account)
        ours = {
            "listen_addresses": "",
            "unix_socket_directories": f'"{self._sockets}"',
            "unix_socket_permissions": "0700",
        }
        # a statement that fails may hold who signed in with what (`engine`): the log shows the error alone
        quiet = {"log_min_error_statement": "panic"}
        fit = fitting(memory_bytes(), shutil.disk_usage(self._data).free)
        write_whole(self.home / "server.conf", render_settings(fit | quiet | self._settings | ours), mode=0o644)
        self._run(
            *("pg_ctl", "start", "-w", "-t", str(START_SECONDS), "-D", str(self._data), "-l", str(self._log)),
            inherit=(lock,),
            unless=unless,
        )

    def _check_data_directory_lock(self) -> None:
        """Some network file systems do not hand a lock on to children; there we would be blind."""
        if (lock := take_lock(self.home / "server.lock")) is None:
            return
        os.close(lock)
        self._run("pg_ctl", "stop", "-m", "fast", "-w", "-D", str(self._data))
        raise Unavailable(
            f"The file system of {self.home} does not keep locks as a local one does. "
            "Set MYGYMTRACKER_HOME to a directory on a local disk."
        )

    def _halt(self, starting: int) -> None:
        """Returns when the lock is free. The loop is for a server that is still starting, or dying already.

        pg_ctl inherits start.lock: should we be killed, it cannot stop a server that others joined since.
        """
        deadline = time.monotonic() + STOP_SECONDS
        while (lock := take_lock(self.home / "server.lock")) is None:
            if time.monotonic() > deadline:
                raise Unavailable(f"The database server in {self._data} does not stop.\n{log_tail(self._log)}")
            with suppress(Unavailable):  # there may be nobody left but a last backend
                self._run("pg_ctl", "stop", "-m", "fast", "-w", "-D", str(self._data), inherit=(starting,))
            time.sleep(0.02)
        os.close(lock)

    def _run(
        self, tool: str, *arguments: str, inherit: tuple[int, ...] = (), unless: Callable[[], bool] = never
    ) -> None:
        # A file, not a pipe: the server inherits it from pg_ctl, and a pipe would never come to its end.
        with tempfile.TemporaryFile("w+", errors="replace") as output:
            command = [str(self._tools / tool), *arguments]
            done = self._account.run(command, cwd=self.home, stdout=output.fileno(), inherit=inherit, unless=unless)
            if done.returncode != 0:
                output.seek(0)
                tail = log_tail(self._log) if tool == "pg_ctl" else ""
                raise Unavailable(f"{tool} failed: {output.read().strip()}\n{tail}".strip())

    def _bootstrap(self) -> None:
        """Everything each time until the marker is written: a bootstrap cut short is finished later."""
        for role in ("owner", "app"):
            if not (secret := self.home / f"{role}.secret").exists():
                self._marker.unlink(missing_ok=True)
                make_secret(secret)
        if self._marker.exists():
            return
        passwords = {OWNER: self.as_owner().password, WORKING_ROLE: self.as_app().password}
        self._sql(roles_script(passwords, major=self._major))
        self.create_database(DATABASE)
        write_whole(self._marker, "", mode=0o600)

    def _connection(self, user: str, secret: str, database: str) -> PostgresAddress:
        path = self.home / f"{secret}.secret"
        try:
            password = path.read_text().strip()
        except OSError as error:
            raise Unavailable(
                f"The password of database role {user} cannot be read: {error}. If the database was started "
                "before, restore this file from a backup, or run as the user it belongs to."
            ) from error
        return PostgresAddress(str(self._sockets), 5432, user, password, database, TlsMode.DISABLE)

    def _sql(self, script: str, *, database: str = "postgres") -> None:
        run_script(script, self.as_superuser(database), psql=self.bin / "psql")


def _way_over(made_by: int | None, major: int) -> str:
    if made_by is not None and OLDEST_MAJOR <= made_by < major:
        return "Stop whatever uses it, and move it over with: mygymtracker db upgrade"
    return "Install the version of MyGymTracker that made it, or set PG_BINDIR to a PostgreSQL of that version."
