"""People with several devices, a network that loses and repeats, and what must be true in the end.

A `World` does `Step`s, which are numbers and words only, so that a failing run can be read and done again.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

import httpx
from sqlalchemy import select

from mygymtracker.database.entities import ChangedRow, RowOperation
from mygymtracker.database.transaction import Database
from tests.api.routes import API
from tests.factories import MONDAY, Person
from tests.sync.client import Device
from tests.sync.store import Fields, Key, Store

#: After so many rounds in which nothing fails, everybody has heard everything.
ROUNDS: Final = 2
#: What was trained is never refused, whatever others have deleted meanwhile.
TRAINING: Final = {"workout", "workout_exercise", "set", "measurement"}


class Fault(StrEnum):
    """What happens to one request of a sync, or to the device while it syncs."""

    NONE = "all goes well"
    LOST = "a request is lost"
    CUT = "half of a request arrives"
    ANSWER_LOST = "an answer is lost"
    TWICE = "a request arrives twice"
    OLD = "an old push arrives once more"
    KILLED = "the device is killed as it stores an answer"


class Killed(Exception):
    """The device's process is no more."""


class FaultyTransport(httpx.AsyncBaseTransport):
    """A network. `fault` strikes the request after the next `after`; `pushed` is shared with the other devices'."""

    def __init__(self, inner: httpx.AsyncBaseTransport, pushed: list[httpx.Request]) -> None:
        self.inner = inner
        self.pushed = pushed
        self.fault, self.after = Fault.NONE, 0

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        content = await request.aread()
        match self._strike():
            case Fault.LOST:
                raise httpx.ConnectError("lost")
            case Fault.CUT:
                await self._send(request, content[: len(content) // 2])
                raise httpx.WriteError("cut")
            case Fault.ANSWER_LOST:
                await self._send(request, content)
                raise httpx.ReadError("no answer")
            case Fault.TWICE:
                await self._send(request, content)
            case Fault.OLD if self.pushed:
                old = self.pushed[self.after % len(self.pushed)]
                await self._send(old, old.content)
        if request.method == "POST":
            self.pushed.append(request)
        return await self._send(request, content)

    def _strike(self) -> Fault:
        self.after -= 1
        return self.fault if self.after == -1 else Fault.NONE

    async def _send(self, request: httpx.Request, content: bytes) -> httpx.Response:
        headers = [(name, value) for name, value in request.headers.raw if name.lower() != b"content-length"]
        answer = await self.inner.handle_async_request(
            httpx.Request(request.method, request.url, headers=headers, content=content, extensions=request.extensions)
        )
        await answer.aread()
        return answer

    async def aclose(self) -> None:
        await self.inner.aclose()


class MortalStore(Store):
    """A store whose device is killed in the transaction after the next `lives`."""

    lives: int | None = None

    @contextmanager
    def transaction(self) -> Iterator[None]:
        with super().transaction():
            yield
            if self.lives is not None:
                self.lives -= 1
                if self.lives < 0:
                    raise Killed


@dataclass(frozen=True, slots=True)
class Step:
    """What one device does. `pick` says which row of those there are; `fault` strikes at its `after`-th chance."""

    device: int
    what: str
    pick: int = 0
    fault: Fault = Fault.NONE
    after: int = 0


class World:
    """Devices of one person. `story` is what happened, to be read when something is wrong."""

    def __init__(self, person: Person, home: Path, network: Callable[[], httpx.AsyncBaseTransport]) -> None:
        self.person = person
        self.home = home
        self.network = network
        self.headers: Mapping[str, str] = {}
        self.devices: list[Device] = []
        self.pushed: list[httpx.Request] = []
        self.story: list[str] = []
        #: Rows in the order in which they were made: nothing depends on ids.
        self.made: list[str] = []
        #: Every text that was ever typed into a field, each once, with its row.
        self.typed: dict[str, str] = {}
        self.sets: list[str] = []

    async def begin(self, headers: Mapping[str, str], clocks: list[int]) -> None:
        """One device for each clock, which is wrong by so many days."""
        self.headers = headers
        self.devices = [self._device(f"device {number}", days=days) for number, days in enumerate(clocks)]
        for device in self.devices:
            await device.sync()

    def _device(self, name: str, *, days: int = 0) -> Device:
        ticks, bits = iter(range(1_000_000)), random.Random(name)  # noqa: S311 — the same in every run
        began = MONDAY + timedelta(days=days)
        transport = FaultyTransport(self.network(), self.pushed)
        http = httpx.AsyncClient(transport=transport, base_url="http://localhost:3000", headers=self.headers)
        return Device(
            MortalStore(self.home / f"{name}.sqlite", device=name),
            http,
            clock=lambda: int(began.timestamp() * 1000) + next(ticks),
            random_bits=bits.getrandbits,
        )

    async def end(self) -> None:
        for device in self.devices:
            await device.http.aclose()
            device.store.close()

    # -------------------------------------------------------------------------------------------------------- steps

    async def do(self, step: Step) -> None:
        device = self.devices[step.device % len(self.devices)]
        match step.what:
            case "sync":
                await self._sync(device, step)
            case "restart":
                self._restart(device)
            case _:
                told = getattr(self, f"_{step.what}")(device, step.pick)
                self._tell(device, f"{step.what}: {told or 'nothing there'}")

    async def _sync(self, device: Device, step: Step) -> None:
        transport, store = _transport(device), _store(device)
        transport.fault, transport.after = step.fault, step.after
        store.lives = step.after if step.fault is Fault.KILLED else None
        try:
            told = [(each["outcome"], each["id"]) for each in await device.sync()]
            self._tell(device, f"sync, {step.fault}: {told}")
        except (httpx.HTTPError, Killed) as error:
            self._tell(device, f"sync, {step.fault}: {error!r}")
            if isinstance(error, Killed):
                self._restart(device)
        finally:
            transport.fault, store.lives = Fault.NONE, None

    def _restart(self, device: Device) -> None:
        device.store.close()
        device.store = MortalStore(self.home / f"device {self.devices.index(device)}.sqlite")
        self._tell(device, "restarts from its file")

    def _tell(self, device: Device, what: str) -> None:
        self.story.append(f"{self.devices.index(device)}: {what}")

    def _rows(self, device: Device, kind: str) -> list[str]:
        """In the order in which they were made."""
        found = [row_id for shown, row_id in device.shown() if shown == kind]
        return sorted(found, key=self.made.index)

    def _pick(self, device: Device, kind: str, pick: int) -> str | None:
        rows = self._rows(device, kind)
        return rows[pick % len(rows)] if rows else None

    def _make(self, device: Device, kind: str, field: str, **fields: Any) -> str:
        """A row with a text of its own in one field."""
        text = self._text(kind)
        row_id = device.create(kind, device.new_id(), {field: text, **fields})
        self.made.append(row_id)
        self.typed[text] = row_id
        return f"{text} ({row_id})"

    def _edit(self, device: Device, kind: str, pick: int, field: str, **fields: Any) -> str | None:
        row_id = self._pick(device, kind, pick)
        if row_id is None:
            return None
        text = self._text(kind)
        device.patch(kind, row_id, {field: text, **fields})
        self.typed[text] = row_id
        return f"{text} ({row_id})"

    def _remove(self, device: Device, kind: str, pick: int) -> str | None:
        row_id = self._pick(device, kind, pick)
        if row_id is not None:
            device.delete(kind, row_id)
        return row_id

    def _text(self, kind: str) -> str:
        return f"{kind} {len(self.typed)}"

    def _now(self, device: Device) -> str:
        """What the device's clock shows."""
        seconds = int(device.new_id().replace("-", "")[:12], 16) / 1000
        return datetime.fromtimestamp(seconds, UTC).isoformat().replace("+00:00", "Z")

    # ------------------------------------------------------------------------------------------------ what people do

    def _log_set(self, device: Device, pick: int) -> str | None:
        parent = self._pick(device, "workout_exercise", pick)
        if parent is None:
            return None
        how = {"reps": pick % 20, "load": f"{pick % 200}.50", "load_unit": "kg", "performed_at": self._now(device)}
        told = self._make(device, "set", "note", workout_exercise_id=parent, **how)
        self.sets.append(self.made[-1])
        return told

    def _edit_set(self, device: Device, pick: int) -> str | None:
        return self._edit(device, "set", pick, "note", reps=pick % 30)

    def _delete_set(self, device: Device, pick: int) -> str | None:
        return self._remove(device, "set", pick)

    def _start_workout(self, device: Device, pick: int) -> str:
        return self._make(device, "workout", "name", started_at=self._now(device), time_zone="Europe/Berlin")

    def _start_planned(self, device: Device, pick: int) -> str | None:
        day = self._pick(device, "plan_day", pick)
        if day is None:
            return None
        text, workout = self._text("workout"), device.new_id()
        exercises = device.start_from_day(workout, day, {"name": text, "started_at": self._now(device)})
        self.made += [workout, *exercises]
        self.typed[text] = workout
        return f"{text} ({workout})"

    def _edit_workout(self, device: Device, pick: int) -> str | None:
        return self._edit(device, "workout", pick, "notes")

    def _finish_workout(self, device: Device, pick: int) -> str | None:
        state: Fields = [
            {"status": "completed", "completed_at": self._now(device)},
            {"status": "completed"},
            {"status": "cancelled"},
            {"status": "in_progress"},
        ][pick % 4]
        return self._edit(device, "workout", pick // 4, "name", **state)

    def _delete_workout(self, device: Device, pick: int) -> str | None:
        return self._remove(device, "workout", pick)

    def _add_exercise(self, device: Device, pick: int) -> str | None:
        workout, exercise = self._pick(device, "workout", pick), self._pick(device, "exercise", pick // 3)
        if workout is None or exercise is None:
            return None
        return self._make(device, "workout_exercise", "notes", workout_id=workout, exercise_id=exercise)

    def _edit_exercise(self, device: Device, pick: int) -> str | None:
        substitute = self._pick(device, "exercise", pick // 3)
        other = {} if substitute is None or pick % 2 else {"exercise_id": substitute}
        return self._edit(device, "workout_exercise", pick, "notes", **other)

    def _remove_exercise(self, device: Device, pick: int) -> str | None:
        return self._remove(device, "workout_exercise", pick)

    def _measure(self, device: Device, pick: int) -> str:
        what = {"part": "waist", "amount": f"{60 + pick % 60}.5", "unit": "cm", "measured_at": self._now(device)}
        return self._make(device, "measurement", "note", **what)

    def _edit_measurement(self, device: Device, pick: int) -> str | None:
        return self._edit(device, "measurement", pick, "note")

    def _delete_measurement(self, device: Device, pick: int) -> str | None:
        return self._remove(device, "measurement", pick)

    def _invent(self, device: Device, pick: int) -> str:
        return self._make(device, "exercise", "name")

    def _rename(self, device: Device, pick: int) -> str | None:
        return self._edit(device, "exercise", pick, "name")

    def _forget(self, device: Device, pick: int) -> str | None:
        return self._remove(device, "exercise", pick)

    def _plan(self, device: Device, pick: int) -> str:
        told = self._make(device, "plan", "plan_name")
        self._make(device, "plan_day", "day_name", plan_id=self.made[-1])
        return told

    def _plan_exercise(self, device: Device, pick: int) -> str | None:
        day, exercise = self._pick(device, "plan_day", pick), self._pick(device, "exercise", pick // 3)
        if day is None or exercise is None:
            return None
        of = {"plan_id": device.shown()["plan_day", day]["plan_id"], "plan_day_id": day, "exercise_id": exercise}
        how = {"working_sets": 3, "target_reps": 5, "rpe_early": 8, "rpe_last": 9, "rest_time": 120}
        return self._make(device, "plan_exercise", "notes", display_order=pick % 9, **of, **how)

    def _edit_plan(self, device: Device, pick: int) -> str | None:
        kind, field = [("plan", "notes"), ("plan_day", "notes"), ("plan_exercise", "notes")][pick % 3]
        return self._edit(device, kind, pick // 3, field)

    def _delete_plan(self, device: Device, pick: int) -> str | None:
        return self._remove(device, ("plan", "plan_day", "plan_exercise")[pick % 3], pick // 3)

    # ------------------------------------------------------------------------------------------------- in the end

    async def problems(self, database: Database) -> list[str]:
        """What is not as it must be, after everybody could sync."""
        for _ in range(ROUNDS):
            for device in self.devices:
                await self._sync(device, Step(0, "sync"))
        fresh = self._device("fresh")
        self.devices.append(fresh)
        await fresh.sync()
        found = [f"device {n} still waits" for n, each in enumerate(self.devices) if each.store.pending()]
        for number, device in enumerate(self.devices[:-1]):
            found += _differences(f"device {number}", device.shown(), "the server", fresh.shown())
        found += _differences("REST", await _rest(fresh.http), "the server", _training(fresh.shown()))
        return found + self._refusals() + await self._losses(database, fresh.shown())

    def _refusals(self) -> list[str]:
        """Refusals that nobody should have to deal with."""
        return [
            f"device {number} was refused {each.action} of {each.kind} {each.row}: {each.problem}"
            for number, device in enumerate(self.devices)
            for each in device.store.refused()
            if (each.action == "create" and each.kind in TRAINING) or (each.problem or {}).get("status") == 500
        ]

    async def _losses(self, database: Database, shown: Mapping[Key, Fields]) -> list[str]:
        """Sets that are nowhere or twice, and texts that were typed and stand nowhere any more."""
        asked = select(ChangedRow.row_id, ChangedRow.operation, ChangedRow.before)
        async with database.acting_as(self.person.id, read_only=True) as session:
            log = [(str(row_id), what, before) for row_id, what, before in await session.execute(asked)]
        kept = {
            (row_id, value) for (_, row_id), row in shown.items() for value in row.values() if isinstance(value, str)
        }
        kept |= {
            (row_id, text) for row_id, _, before in log for text in (before or {}).values() if isinstance(text, str)
        }
        for device in self.devices:
            for each in device.store.refused():
                kept |= {(each.row, text) for text in (each.fields or {}).values() if isinstance(text, str)}
        lost = [
            f"{text} of {row_id} stands nowhere" for text, row_id in self.typed.items() if (row_id, text) not in kept
        ]
        times = Counter((row_id, what) for row_id, what, _ in log)
        for row_id in self.sets:
            there = times[row_id, RowOperation.INSERT] - times[row_id, RowOperation.DELETE]
            if there != (("set", row_id) in shown) or not times[row_id, RowOperation.INSERT]:
                lost.append(f"set {row_id} is in the log {there} times, and shown: {('set', row_id) in shown}")
        return lost


def _transport(device: Device) -> FaultyTransport:
    transport = device.http._transport
    assert isinstance(transport, FaultyTransport)
    return transport


def _store(device: Device) -> MortalStore:
    assert isinstance(device.store, MortalStore)
    return device.store


def _differences(name: str, mine: Mapping[Key, Fields], other: str, theirs: Mapping[Key, Fields]) -> list[str]:
    found = [f"{name} has {key}, {other} has not: {mine[key]}" for key in mine.keys() - theirs.keys()]
    found += [f"{other} has {key}, {name} has not: {theirs[key]}" for key in theirs.keys() - mine.keys()]
    for key in mine.keys() & theirs.keys():
        for field in mine[key]:
            if mine[key][field] != theirs[key].get(field):
                found.append(f"{field} of {key}: {mine[key][field]!r} in {name}, {theirs[key].get(field)!r} in {other}")
    return found


def _training(rows: Mapping[Key, Fields]) -> dict[Key, Fields]:
    return {key: row for key, row in rows.items() if key[0] in ("workout", "workout_exercise", "set")}


async def _rest(http: httpx.AsyncClient) -> dict[Key, Fields]:
    """All workouts as the REST API tells them, row by row."""
    rows: dict[Key, Fields] = {}
    cursor = None
    while True:
        page = (await http.get(f"{API}/workouts", params={"limit": 50} | ({"cursor": cursor} if cursor else {}))).json()
        for line in page["items"]:
            workout = (await http.get(f"{API}/workouts/{line['id']}")).json()
            exercises = workout.pop("exercises")
            rows["workout", workout["id"]] = _plain(workout)
            for exercise in exercises:
                sets = exercise.pop("sets")
                rows["workout_exercise", exercise["id"]] = _plain(exercise)
                rows |= {("set", each["id"]): _plain(each) for each in sets}
        cursor = page["next_cursor"]
        if cursor is None:
            return rows


def _plain(row: Fields) -> Fields:
    """Without what a device does not hold."""
    return {name: value for name, value in row.items() if name not in ("id", "version", "name", "previous")}
