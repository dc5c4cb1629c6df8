"""`mygymtracker serve` with its embedded PostgreSQL on a home and port of its own, and people who use it over HTTP."""

from __future__ import annotations

import http.client
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path
from statistics import median
from typing import Any, Final

import httpx
import psutil  # type: ignore[import-untyped]  # it has no types
from faults.scenarios import place
from faults.tracker import Tracker, tracker

from benchmarks import machine, strong_file
from benchmarks.processes import memory_megabytes
from mygymtracker.api.rates import READS
from mygymtracker.database.columns import new_id

API: Final = "/api/v1"
READ: Final = f"{API}/workouts?limit=20"
RESULTS: Final = Path(__file__).with_name("results")
_PASSWORD: Final = "correct horse battery staple"  # noqa: S105 — nobody's
_LOOK_SECONDS: Final = 0.1
#: Between two reads: more would be refused once the burst of `READS` is used up, and a refusal is quick.
_EVERY_SECONDS: Final = 1.25 / READS.per_second


@contextmanager
def served() -> Iterator[Tracker]:
    """One that is ready; nothing of it is left afterwards."""
    with place() as here, tracker(here / "home") as made:
        yield made


def processes(server: Tracker) -> tuple[list[int], list[int]]:
    """The program's, and the database's."""
    assert server.process is not None
    postmaster = server.postmaster()
    database = [postmaster.pid, *(each.pid for each in postmaster.children(recursive=True))]
    program = psutil.Process(server.process.pid)
    family = [program.pid, *(each.pid for each in program.children(recursive=True))]
    return [pid for pid in family if pid not in database], database


@dataclass(slots=True)
class Memory:
    """PSS in MB, of the program and of the database."""

    program: float
    database: float


def memory(server: Tracker) -> Memory:
    program, database = processes(server)
    return Memory(memory_megabytes(program), memory_megabytes(database))


@contextmanager
def watching(server: Tracker) -> Iterator[Memory]:
    """The most there was of each until the end of the block."""
    most = memory(server)

    def look() -> None:
        now = memory(server)
        most.program, most.database = max(most.program, now.program), max(most.database, now.database)

    with beside(look, every=_LOOK_SECONDS):
        yield most


@contextmanager
def beside(step: Callable[[], None], *, every: float) -> Iterator[None]:
    """The step again and again, in a thread, with so many seconds between, until the block ends."""
    ended = threading.Event()

    def repeat() -> None:
        while not ended.wait(every):
            step()

    thread = threading.Thread(target=repeat)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()


@dataclass(slots=True)
class Person:
    """Signed up and in. `took` are the seconds of the reads, each on a connection that had to get a place first."""

    server: Tracker
    name: str
    token: str = ""
    took: list[float] = field(default_factory=list)
    refused: int = 0

    def __post_init__(self) -> None:
        account = {"email": f"{self.name}@example.org", "password": _PASSWORD}
        with self.client() as client:
            client.post("/accounts", json=account | {"time_zone": "Etc/UTC"}).raise_for_status()
            self.token = client.post("/tokens", json=account).raise_for_status().json()["token"]

    def client(self, *, seconds: float = 30) -> httpx.Client:
        headers = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        return httpx.Client(base_url=f"{self.server.address}{API}", headers=headers, timeout=seconds, trust_env=False)

    def import_strong(self, data: bytes, *, seconds: float = 30) -> httpx.Response:
        fields = {"unit": "kg", "time_zone": "Europe/Berlin", "overlapping": "add"}
        with self.client(seconds=seconds) as client:
            return client.post("/imports", data=fields, files={"file": ("strong.csv", data, "text/csv")})

    def train(self, *, sets: int) -> None:
        """A history of so many sets."""
        self.import_strong(strong_file.compose(sets)).raise_for_status()

    def log_into(self) -> dict[str, Any]:
        """A workout under way: what a set that is logged into it says."""
        with self.client() as client:
            exercise = client.get("/exercises", params={"search": "bench press", "limit": 1}).json()["items"][0]
            workout, made = str(new_id()), str(new_id())
            client.put(f"/workouts/{workout}", json={}).raise_for_status()
            entry = {"workout_id": workout, "exercise_id": exercise["id"]}
            client.put(f"/workout-exercises/{made}", json=entry).raise_for_status()
        return {"workout_exercise_id": made, "reps": 8, "load": "61.25", "load_unit": "kg"}

    def read(self) -> None:
        begun = time.perf_counter()
        connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=30)
        try:
            connection.request("GET", READ, headers={"Authorization": f"Bearer {self.token}"})
            answer = connection.getresponse()
            answer.read()
            if answer.status == 200:
                self.took.append(time.perf_counter() - begun)
            else:
                self.refused += 1
        except OSError:
            self.refused += 1
        finally:
            connection.close()

    def read_for(self, seconds: float) -> list[float]:
        """One after the other, as often as a person may go on to; the seconds that each answered one took."""
        self.took = []
        until = time.monotonic() + seconds
        while (begun := time.monotonic()) < until:
            self.read()
            time.sleep(max(0.0, begun + _EVERY_SECONDS - time.monotonic()))
        return self.took


def milliseconds(took: list[float]) -> str:
    """Median, 95th of a hundred, and slowest."""
    if not took:
        return "– | – | –"
    ordered = sorted(took)
    of = (median(ordered), ordered[int(len(ordered) * 0.95)], ordered[-1])
    return " | ".join(f"{each * 1000:.1f}" for each in of)


def report(title: str, lines: Iterator[str], name: str, *, write: bool) -> None:
    """Prints them as they come, below title and conditions; `write` keeps them under the date and the machine."""
    kept = []
    for line in chain((f"# {title}, on {datetime.now(UTC):%Y-%m-%d}", "", _conditions(), ""), lines):
        print(line, flush=True)
        kept.append(line)
    if write:
        path = RESULTS / f"{datetime.now(UTC):%Y-%m-%d}-{machine.slug()}-{name}.md"
        path.write_text("\n".join(kept) + "\n")


def _conditions() -> str:
    described = "; ".join(f"{name}: {value}" for name, value in machine.description())
    return f"{described}; load before: {machine.load_average()}"
