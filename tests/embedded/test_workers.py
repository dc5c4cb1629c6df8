"""`serve --workers`: several processes that answer on one port, and what holds for all of them together."""

from __future__ import annotations

import os
import re
import signal
import ssl
import subprocess
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from uuid import UUID

import httpx
import psutil  # type: ignore[import-untyped]  # it has no types
import pytest
from faults.tracker import Tracker, wait_for

from mygymtracker.database.columns import new_id

from .processes import BINARIES, kill_server

SIGN_UP = {"email": "ann@example.org", "password": "correct horse battery staple", "time_zone": "Etc/UTC"}
#: A process whose workers refuse to begin.
REFUSING = """
import socket
from mygymtracker.api.workers import Workers
from mygymtracker.errors import Unavailable
def work(above, on_started):
    raise Unavailable("The role is unsafe.")
try:
    with Workers(work, 2, listening=[], grace_seconds=1) as serving:
        serving.attend(lambda: None)
except Unavailable as error:
    print(f"ended: {error}")
"""
WORKERS = 3
SETS_OF_EACH = 60
WRITERS = 4


@contextmanager
def serving(place: Path, *options: str, **environment: str) -> Iterator[Tracker]:
    binaries = {"PG_BINDIR": str(BINARIES)} if BINARIES else {}
    command = (sys.executable, "-m", "mygymtracker", "serve", "--no-web", *options)
    made = Tracker(place / "home", binaries | environment, command=command)
    made.start()
    try:
        yield made
    finally:
        nursed = family(made)
        made.close()
        psutil.wait_procs(nursed, timeout=20)


def family(tracker: Tracker) -> Sequence[psutil.Process]:
    """The processes of the server that are its own: the nursery, and below it the workers."""
    assert tracker.process is not None
    if tracker.process.poll() is not None:
        return []
    own = psutil.Process(tracker.process.pid).children(recursive=True)
    return [each for each in own if "postgres" not in each.name()]


def workers(tracker: Tracker) -> set[int]:
    assert tracker.process is not None
    nurseries = [each for each in family(tracker) if each.ppid() == tracker.process.pid]
    return {child.pid for nursery in nurseries for child in nursery.children()}


def replaced(tracker: Tracker, victim: int) -> bool:
    return len(workers(tracker) - {victim}) == WORKERS


@contextmanager
def client(tracker: Tracker) -> Iterator[httpx.Client]:
    """Ann's, on a new connection for each request, so that any worker may answer."""
    limits = httpx.Limits(max_keepalive_connections=0)
    transport = httpx.HTTPTransport(limits=limits)
    with httpx.Client(base_url=tracker.address, trust_env=False, timeout=60, transport=transport) as made:
        assert made.post("/api/v1/accounts", json=SIGN_UP).status_code in (201, 409)
        token = made.post("/api/v1/tokens", json={each: SIGN_UP[each] for each in ("email", "password")})
        made.headers["Authorization"] = f"Bearer {token.json()['token']}"
        yield made


def log_until_acknowledged(ann: httpx.Client, path: str) -> int:
    """As a device does: what was not answered is sent again. How often it was cut off."""
    cut = 0
    while True:
        try:
            answer = ann.put(path, json={"alongside": True})
        except httpx.TransportError:
            cut += 1
            continue
        if answer.status_code in (200, 201):
            return cut
        assert answer.status_code == 503, answer.text


def test_workers_that_are_killed_under_load_lose_nothing_that_was_acknowledged(place: Path) -> None:
    with serving(place, "--workers", str(WORKERS)) as tracker:
        tracker.wait_until_ready()
        with client(tracker) as ann, ThreadPoolExecutor(WRITERS) as threads:
            first = workers(tracker)
            ids = [[new_id() for _ in range(SETS_OF_EACH)] for _ in range(WRITERS)]

            def write(own: Sequence[UUID]) -> None:
                for each in own:
                    log_until_acknowledged(ann, f"/api/v1/workouts/{each}")

            writing = [threads.submit(write, own) for own in ids]
            seen = set(first)
            for _ in range(4):
                victim = sorted(workers(tracker))[0]
                os.kill(victim, signal.SIGKILL)
                wait_for(partial(replaced, tracker, victim), "another worker", of=tracker.log)
                seen |= workers(tracker)
            for each in writing:
                each.result(timeout=120)
            kept = [ann.get(f"/api/v1/workouts/{each}").status_code for own in ids for each in own]
        code, _ = tracker.stop()

    assert len(first) == WORKERS
    assert len(seen) == WORKERS + 4
    assert set(kept) == {200}
    assert code == 0
    assert len(re.findall(r"A worker ended \(killed by signal 9\)", tracker.log.read_text())) == 4


def test_what_a_worker_must_know_of_the_database_and_of_the_jobs_reaches_it(place: Path) -> None:
    with serving(place, "--workers", "2", BACKUP_DIRECTORY="/dev/null/nowhere") as tracker:
        tracker.wait_until_ready()
        with client(tracker) as ann:
            workout = f"/api/v1/workouts/{new_id()}"
            assert ann.put(workout, json={}).status_code == 201
            wait_for(lambda: "backups" in ann.get("/health/ready").json()["problems"], "the backup's failure")
            kill_server(tracker.home)
            wait_for(lambda: "works again" in tracker.log.read_text(), "the database", of=tracker.log)
            wait_for(lambda: ann.get("/health/ready").status_code == 200, "the workers")
            again = [ann.get(workout).status_code for _ in range(8)]
        code, seconds = tracker.stop()

    assert again == [200] * 8
    assert (code, seconds < 10) == (0, True)


def test_workers_end_with_the_process_above_them_and_free_the_port_however_it_died(place: Path) -> None:
    with serving(place, "--workers", "2") as tracker:
        tracker.wait_until_ready()
        before = family(tracker)

        tracker.kill()
        gone, alive = psutil.wait_procs(before, timeout=20)
        tracker.start()
        tracker.wait_until_ready()

    assert (len(gone), alive) == (3, [])


def test_a_rate_holds_for_all_workers_together(place: Path) -> None:
    with serving(place, "--workers", "2") as tracker:
        tracker.wait_until_ready()
        with client(tracker) as ann:
            file = {"file": ("export.csv", b"nothing that anybody knows")}
            answers = [ann.post("/api/v1/imports", files=file).status_code for _ in range(64)]

    assert answers[:60] == [422] * 60
    assert 429 in answers


def test_one_worker_is_the_process_itself(place: Path) -> None:
    with serving(place, "--workers", "1") as tracker:
        tracker.wait_until_ready()
        own = family(tracker)
        code, _ = tracker.stop()

    assert (own, code) == ([], 0)


@pytest.mark.parametrize("host", ["127.0.0.1", "::1"])
def test_tls_and_its_help_page_are_answered_by_every_worker(place: Path, host: str) -> None:
    with serving(place, "--workers", "2", "--tls", HOST=host, TLS_HELP_PORT="0") as tracker:
        at = f"[{host}]" if ":" in host else host
        authority = tracker.home / "https" / "authority.pem"
        wait_for(lambda: "From other devices" in tracker.log.read_text(), "the start", of=tracker.log)
        trust = ssl.create_default_context(cafile=str(authority))
        limits = httpx.Limits(max_keepalive_connections=0)
        with httpx.Client(verify=trust, trust_env=False, limits=limits, timeout=60) as asking:
            answers = [asking.get(f"https://{at}:{tracker.port}/health/live").status_code for _ in range(6)]
        match = re.search(r"open http://\S+:(\d+)/ on it", tracker.log.read_text())
        assert match
        page = httpx.get(f"http://{at}:{match[1]}/", trust_env=False, timeout=60).status_code
        code, _ = tracker.stop()

    assert (answers, page, code) == ([200] * 6, 200, 0)


def test_workers_that_cannot_answer_end_the_server_with_the_reason() -> None:
    done = subprocess.run([sys.executable, "-c", REFUSING], capture_output=True, text=True, check=False, timeout=60)

    assert "The role is unsafe." in done.stderr
    assert "ended: The web server did not start, or ended: its reason stands above." in done.stdout
