"""The faults, each against a server of its own under load; what they leave is compared with what was acknowledged."""

from __future__ import annotations

import asyncio
import os
import random
import shutil
import signal
import subprocess
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import asyncpg
import psutil  # type: ignore[import-untyped]  # it has no types

from faults.ledger import Ledger
from faults.lifter import Lifter
from faults.relay import Relay
from faults.tracker import Tracker, tracker, wait_for
from mygymtracker.database.connecting import connected
from mygymtracker.database.embedded import EmbeddedServer
from mygymtracker.errors import Unavailable

LIFTERS = 3
RECOVER_SECONDS = 60.0


@dataclass(slots=True)
class Outcome:
    """What a fault did. `seconds` are from each strike to the first write of everybody that was acknowledged."""

    name: str
    strikes: int = 0
    acknowledged: Counter[str] = field(default_factory=Counter)
    unanswered: Counter[str] = field(default_factory=Counter)
    things: int = 0
    wrong: int = 0
    statuses: Counter[str] = field(default_factory=Counter)
    seconds: list[float] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    skipped: str = ""


@contextmanager
def place() -> Iterator[Path]:
    """A directory that the database's user may enter."""
    made = Path(tempfile.mkdtemp(prefix="gf-", dir="/tmp"))
    made.chmod(0o755)
    try:
        yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)


@contextmanager
def lifting(server: Tracker, outcome: Outcome, *, through: str | None = None) -> Iterator[list[Lifter]]:
    """People write until the end of the block; then what they were told is looked for."""
    ledger = Ledger()
    lifters = [Lifter(through or server.address, number, ledger) for number in range(LIFTERS)]
    for each in lifters:
        each.start()
    try:
        yield lifters
    finally:
        outcome.problems += [f"{each.name} has failed" for each in lifters if not each.is_alive()]
        for each in lifters:
            each.end()
            outcome.statuses.update(each.statuses)
        outcome.acknowledged.update(ledger.acknowledged)
        outcome.unanswered.update(ledger.unanswered)
        outcome.things += len(ledger.states)
        server.wait_until_ready()
        differences = asyncio.run(ledger.differences(server.home))
        outcome.wrong += len(differences)
        outcome.problems += differences


def recovered(lifters: Sequence[Lifter], outcome: Outcome, *, since: float) -> None:
    """Waits until everybody was acknowledged something after an instant; a problem where that takes too long."""
    try:
        wait_for(lambda: all(each.acknowledged_since(since) for each in lifters), "writes", seconds=RECOVER_SECONDS)
    except TimeoutError:
        outcome.problems.append(f"no write was acknowledged within {RECOVER_SECONDS:.0f} s: it needs a hand")
        return
    outcome.strikes += 1
    outcome.seconds.append(time.monotonic() - since)


def kills(seconds: float) -> Outcome:
    """kill -9 of the program (started again as a service is), the postmaster, backends, and all of it."""
    outcome = Outcome("kill -9 under load")
    chance = random.Random(7)
    with place() as here, tracker(here / "home") as server, lifting(server, outcome) as lifters:
        strikes = [_app, _postmaster, _backend, _terminated, _all]
        number = 0
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            since = time.monotonic()
            recovered(lifters, outcome, since=since)  # there is load
            if outcome.problems:
                break
            outcome.seconds.pop()
            time.sleep(chance.uniform(0.0, 0.6))
            strike = strikes[number % len(strikes)]
            strike(server, chance)
            recovered(lifters, outcome, since=time.monotonic())
            number += 1
        outcome.strikes = number
    return outcome


def _app(server: Tracker, _: random.Random) -> None:
    server.kill()
    server.start()


def _postmaster(server: Tracker, _: random.Random) -> None:
    server.postmaster().kill()


def _terminated(server: Tracker, _: random.Random) -> None:
    server.postmaster().terminate()


def _backend(server: Tracker, chance: random.Random) -> None:
    with suppress(psutil.Error, IndexError):
        chance.choice(server.postmaster().children()).kill()


def _all(server: Tracker, _: random.Random) -> None:
    postmaster = server.postmaster()
    family = [*postmaster.children(), postmaster]
    server.kill()
    for process in family:
        with suppress(psutil.Error):
            process.kill()
    server.start()


def full_disk(_: float) -> Outcome:
    """No byte is left for the tables and for the log of PostgreSQL, until it ends; then there is room again."""
    outcome = Outcome("full disk")
    with place() as here:
        disk = here / "disk"
        disk.mkdir()
        mount = ["mount", "-t", "tmpfs", "-o", "size=260m,mode=0755", "tmpfs", str(disk)]
        if os.geteuid() != 0 or subprocess.run(mount, capture_output=True, check=False).returncode != 0:
            outcome.skipped = "a small file system can be mounted by root only"
            return outcome
        try:
            with tracker(disk / "home") as server, lifting(server, outcome) as lifters:
                _fill_and_free(disk, server, lifters, outcome)
        finally:
            subprocess.run(["umount", "--lazy", str(disk)], check=False)
    return outcome


def _fill_and_free(disk: Path, server: Tracker, lifters: Sequence[Lifter], outcome: Outcome) -> None:
    ballast = disk / "ballast"
    lines = _lines(server)
    deadline = time.monotonic() + 60
    while "The disk is full: the database server" not in server.log.read_text() and time.monotonic() < deadline:
        with suppress(OSError), ballast.open("ab") as file:  # what PostgreSQL frees is taken as well
            file.write(bytes(max(0, shutil.disk_usage(disk).free)))
        asyncio.run(write_ahead(server.home))
        time.sleep(0.2)
    if time.monotonic() >= deadline:
        outcome.problems.append("PostgreSQL did not end for want of room: nothing was shown")
    time.sleep(3)
    written = _lines(server) - lines
    ballast.unlink()
    recovered(lifters, outcome, since=time.monotonic())
    if written > 20:
        outcome.problems.append(f"{written} lines were logged while the disk was full")
    if not any("507" in each.statuses for each in lifters):
        outcome.problems.append("nobody was told by a 507")


async def write_ahead(home: Path) -> None:
    """Fills the write-ahead log, which tables that are full already would not do; ends when the server does."""
    with suppress(OSError, asyncpg.PostgresError, asyncpg.InterfaceError, Unavailable):
        async with connected(EmbeddedServer(home).as_superuser("mygymtracker")) as connection:
            for _ in range(40):
                await connection.execute("SELECT pg_logical_emit_message(true, 'x', repeat('x', 1000000))")


def _lines(server: Tracker) -> int:
    return len(server.log.read_text(errors="replace").splitlines())


def frozen(_: float) -> Outcome:
    """Every process of the database stands still for 20 s."""
    outcome = Outcome("frozen database, 20 s")
    with place() as here, tracker(here / "home") as server, lifting(server, outcome) as lifters:
        recovered(lifters, Outcome(""), since=time.monotonic())
        postmaster = server.postmaster()
        family = [postmaster, *postmaster.children()]
        _signal(family, signal.SIGSTOP)
        time.sleep(20)
        _signal(family, signal.SIGCONT)
        recovered(lifters, outcome, since=time.monotonic())
        if "has ended" in server.log.read_text():
            outcome.problems.append("a server that only stood still was taken for one that ended")
    return outcome


def _signal(processes: Sequence[psutil.Process], number: signal.Signals) -> None:
    for each in processes:
        with suppress(psutil.Error):
            each.send_signal(number)


def cut(seconds: float) -> Outcome:
    """All connections between people and server are cut again and again, in the middle of requests and of answers."""
    outcome = Outcome("cut connections")
    with (
        place() as here,
        tracker(here / "home", PUBLIC_URL="http://127.0.0.1") as server,
        Relay(server.port) as relay,
        lifting(server, outcome, through=relay.address) as lifters,
    ):
        until = time.monotonic() + seconds
        while time.monotonic() < until and not outcome.problems:
            time.sleep(0.3)
            since = time.monotonic()
            relay.cut()
            recovered(lifters, outcome, since=since)
    return outcome


def clocks(_: float) -> Outcome:
    """The clock is a year ahead for one start, and a year behind for another."""
    outcome = Outcome("clock jumps by a year")
    library = find_faketime()
    if library is None:
        outcome.skipped = "there is no libfaketime.so.1 (Debian: faketime)"
        return outcome
    with place() as here, tracker(here / "home") as server:
        with lifting(server, outcome) as lifters:
            recovered(lifters, Outcome(""), since=time.monotonic())
            for offset in ("+365d", "+0", "-365d", "+0"):
                server.stop()
                server.end_database()  # libfaketime may keep the program from waiting for its end
                wrong = {"LD_PRELOAD": library, "FAKETIME": offset, "FAKETIME_DONT_FAKE_MONOTONIC": "1"}
                server.start(**(wrong if offset != "+0" else {}))
                server.wait_until_ready()
                if offset == "+0":
                    recovered(lifters, outcome, since=time.monotonic())
        _sign_up_works(server, outcome)
    return outcome


def _sign_up_works(server: Tracker, outcome: Outcome) -> None:
    """Nobody is locked out for longer than the longest brake."""
    try:
        Lifter(server.address, LIFTERS, Ledger())
    except Exception as error:
        outcome.problems.append(f"nobody can sign up after the clock is right again: {error}")


def find_faketime() -> str | None:
    for directory in (Path("/usr/lib"), Path("/usr/local/lib"), Path("/lib")):
        for library in sorted(directory.glob("**/faketime/libfaketime.so.1")):
            return str(library)
    return None


SCENARIOS: dict[str, Callable[[float], Outcome]] = {
    "kills": kills,
    "full-disk": full_disk,
    "clocks": clocks,
    "frozen": frozen,
    "cut": cut,
}
