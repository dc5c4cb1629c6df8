"""`serve` as people start it: a process that keeps its database running, and ends in time and with a reason."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest
from faults.tracker import Tracker, wait_for

from mygymtracker.database.columns import new_id
from mygymtracker.database.embedded import EmbeddedServer

from .processes import BINARIES, ask, kill_server

SIGN_UP = {"email": "ann@example.org", "password": "correct horse battery staple", "time_zone": "Etc/UTC"}
LINE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ (?:WARNING|ERROR) mygymtracker\.\S+: .+")


SLEEPERS = "FROM pg_stat_activity WHERE query ~ 'sleep' AND pid <> pg_backend_pid()"
#: `serve`, which gives its database up sooner.
IMPATIENT = """
from mygymtracker.cli.main import run
from mygymtracker.database import supervising
supervising.WAIT_SECONDS = (0.0, 0.1)
run(["serve", "--no-web"])
"""


@pytest.fixture
def tracker(place: Path) -> Iterator[Tracker]:
    binaries = {"PG_BINDIR": str(BINARIES)} if BINARIES else {}
    made = Tracker(place / "home", binaries, command=(sys.executable, "-c", IMPATIENT))
    made.start()
    made.wait_until_ready()
    yield made
    made.close()


@pytest.fixture
def ann(tracker: Tracker) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=tracker.address, trust_env=False, timeout=60) as client:
        assert client.post("/api/v1/accounts", json=SIGN_UP).status_code == 201
        token = client.post("/api/v1/tokens", json={each: SIGN_UP[each] for each in ("email", "password")})
        client.headers["Authorization"] = f"Bearer {token.json()['token']}"
        yield client


def test_it_starts_its_database_again_says_so_and_ends_with_an_error_once_it_cannot(
    tracker: Tracker, ann: httpx.Client
) -> None:
    kept = f"/api/v1/workouts/{new_id()}"
    assert ann.put(kept, json={}).status_code == 201

    kill_server(tracker.home)
    wait_for(lambda: "works again" in tracker.log.read_text(), "the database", of=tracker.log)
    answers = [ann.get(kept), ann.get("/health/live"), ann.get("/health/ready")]
    (tracker.home / "data" / "global" / "pg_control").rename(tracker.home / "pg_control")
    kill_server(tracker.home)
    assert tracker.process is not None
    code = tracker.process.wait(timeout=60)

    assert [each.status_code for each in answers] == [200, 200, 200]
    lines = [line for line in tracker.log.read_text().splitlines() if "supervising" in line]
    assert [line for line in lines if not LINE.fullmatch(line)] == []
    assert [line.split(": ")[1][:30] for line in lines] == [
        "The database server has ended.",
        "The database server works agai",
        "The database server has ended.",
        "The database server is given u",
    ]
    assert code == 3
    assert ("The web server runs as root." in tracker.log.read_text()) is (os.geteuid() == 0)


def test_it_ends_within_the_ten_seconds_that_a_container_is_given(
    tracker: Tracker, ann: httpx.Client, new_server: Callable[..., EmbeddedServer]
) -> None:
    beside = new_server(tracker.home)
    beside.start()
    workout = f"/api/v1/workouts/{new_id()}"
    lock = "BEGIN; LOCK TABLE workout_sessions; SELECT pg_sleep(60)"

    with ThreadPoolExecutor() as threads:
        threads.submit(lambda: ask(beside, beside.as_superuser("mygymtracker"), lock))
        wait_for(lambda: _waiting(beside, "relation", granted=True) > 0, "the lock")
        stuck = [threads.submit(lambda: ann.put(workout, json={})) for _ in range(3)]
        wait_for(lambda: _waiting(beside, "relation", granted=False) > 0, "a request that waits")
        code, seconds = tracker.stop()
        ask(
            beside,
            beside.as_superuser(),
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query ~ 'sleep' AND pid <> pg_backend_pid()",
        )

    assert (code, seconds < 10) == (0, True)
    assert [each.exception() is not None or each.result().status_code >= 500 for each in stuck] == [True] * 3


def _waiting(server: EmbeddedServer, kind: str, *, granted: bool) -> int:
    question = f"SELECT count(*) FROM pg_locks WHERE locktype = '{kind}' AND granted = {granted}"
    table = " AND relation = 'workout_sessions'::regclass" if granted else ""
    mode = " AND mode = 'AccessExclusiveLock'" if granted else ""
    return int(ask(server, server.as_superuser("mygymtracker"), question + table + mode))
