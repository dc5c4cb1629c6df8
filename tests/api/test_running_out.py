"""A server that runs out of disk, memory or connections says so, keeps nothing by halves and logs one line of it."""

from __future__ import annotations

import asyncio
import errno
import logging
from pathlib import Path

import httpx
import pytest
from litestar import Litestar

from mygymtracker.api import errors
from mygymtracker.api.recurring import RecurringLog
from mygymtracker.database.columns import new_id
from mygymtracker.database.embedded import EmbeddedServer
from mygymtracker.database.supervising import Supervisor, Trouble
from mygymtracker.errors import Unavailable
from tests.api.routes import API
from tests.conftest import TestDatabase
from tests.migrations.sql import by_hand
from tests.sync.pushing import STARTED, Phone, op, outcomes

#: A statement on workouts fails as it does when the server has run out of something.
RUN_OUT = """
CREATE FUNCTION run_out() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'could not extend file' USING ERRCODE = '{state}'; END $$;
CREATE CONSTRAINT TRIGGER run_out AFTER INSERT ON workout_sessions {when} FOR EACH ROW EXECUTE FUNCTION run_out();
"""
AT_ONCE, AT_COMMIT = "", "INITIALLY DEFERRED"
RECOVER = "DROP FUNCTION run_out CASCADE"


@pytest.fixture(autouse=True)
def recurring(monkeypatch: pytest.MonkeyPatch) -> None:
    """Other tests have logged the same within this minute."""
    monkeypatch.setattr(errors, "RECURRING", RecurringLog(errors.LOG))


async def run_out(database: TestDatabase, state: str, when: str = AT_ONCE) -> None:
    await asyncio.to_thread(by_hand, database.owner, RUN_OUT.format(state=state, when=when))


def own_lines(caplog: pytest.LogCaptureFixture) -> list[tuple[str, object]]:
    """Level and traceback of each line of ours."""
    return [(each.levelname, each.exc_info) for each in caplog.records if each.name.startswith("mygymtracker")]


@pytest.mark.parametrize("when", [AT_ONCE, AT_COMMIT])
async def test_a_full_disk_is_a_507_in_a_sentence_and_one_line_in_the_log(
    ann_client: httpx.AsyncClient, migrated_database: TestDatabase, caplog: pytest.LogCaptureFixture, when: str
) -> None:
    await run_out(migrated_database, "53100", when)
    phone = await Phone.of(ann_client, "phone")
    logged = op("create", "workout", new_id(), started_at=STARTED)

    put = await ann_client.put(f"{API}/workouts/{new_id()}", json={})
    pushed = await ann_client.post(f"{API}/sync", json=phone.body(logged))
    await asyncio.to_thread(by_hand, migrated_database.owner, RECOVER)

    assert [each.status_code for each in (put, pushed)] == [507, 507]
    assert put.json() == pushed.json()
    assert put.json()["detail"].startswith("The disk of the server is full. Nothing was saved")
    assert put.headers["content-type"] == "application/problem+json"
    assert own_lines(caplog) == [("ERROR", None)]
    assert "the disk is full" in caplog.text
    assert outcomes(await phone.push(logged)) == ["applied"]


@pytest.mark.parametrize("state", ["53200", "53300", "53000", "58030"])
async def test_a_server_that_runs_out_of_something_else_is_unavailable_for_a_while(
    ann_client: httpx.AsyncClient, migrated_database: TestDatabase, caplog: pytest.LogCaptureFixture, state: str
) -> None:
    await run_out(migrated_database, state)

    answers = [await ann_client.put(f"{API}/workouts/{new_id()}", json={}) for _ in range(3)]

    assert [(each.status_code, each.headers["retry-after"]) for each in answers] == [(503, "5")] * 3
    assert answers[0].json()["detail"].startswith("The server has no memory, connections or files left just now.")
    assert own_lines(caplog) == [("ERROR", None)]


@pytest.mark.parametrize(
    ("number", "status"), [(errno.ENOSPC, 507), (errno.EDQUOT, 507), (errno.EMFILE, 503), (errno.EPERM, 500)]
)
async def test_a_file_of_the_programs_own_that_cannot_be_written_is_told_alike(
    ann_client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch, app: Litestar, number: int, status: int
) -> None:
    def fail() -> None:
        raise OSError(number, "it fails")

    monkeypatch.setattr(type(app.state.database), "acting_as", lambda *_, **__: fail())

    answer = await ann_client.get(f"{API}/account")

    assert answer.status_code == status
    assert "it fails" not in answer.text
    assert ("This is our mistake, not yours. Reference: " in answer.json()["detail"]) is (status == 500)


# ------------------------------------------------------------------------------------------ what the supervisor knows


async def test_a_database_that_is_away_is_told_with_its_reason(
    app: Litestar, nobody_client: httpx.AsyncClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    supervisor = Supervisor(EmbeddedServer(tmp_path / "home"), give_up=lambda: None)
    supervisor.start()
    app.state.supervisor = supervisor

    async def away() -> None:
        raise Unavailable("gone")

    monkeypatch.setattr(app.state.database.schema, "look", away)
    told = []
    for trouble in (None, Trouble("It is started again."), Trouble("There is no room.", disk_is_full=True)):
        supervisor.trouble = trouble
        ready = await nobody_client.get("/health/ready")
        told.append((ready.status_code, ready.json()["detail"][:34]))
    live = await nobody_client.get("/health/live")
    supervisor.failure = Unavailable("hopeless")
    given_up = await nobody_client.get("/health/live")
    supervisor.stop()

    assert told == [
        (503, "The database cannot be reached. No"),
        (503, "It is started again. Nothing was s"),
        (503, "The disk of the server is full. No"),
    ]
    assert (live.status_code, given_up.status_code) == (200, 503)


# ------------------------------------------------------------------------------------------------- lines in the log


def test_what_goes_wrong_with_every_request_is_logged_once_a_minute_with_their_number(
    caplog: pytest.LogCaptureFixture,
) -> None:
    now = 0.0
    recurring = RecurringLog(logging.getLogger(__name__), clock=lambda: now)

    for now in (0.0, 1.0, 59.0, 61.0, 130.0):  # noqa: B007 — the clock
        recurring.error("full", "%s: no room", "PUT")
    recurring.error("other", "gone")

    assert caplog.messages == ["PUT: no room", "PUT: no room (and 2 like it before)", "PUT: no room", "gone"]
