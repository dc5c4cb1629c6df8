"""People with several devices, and what must be true in the end, whatever went wrong.

A `World` does `Step`s, which are numbers and words only, so that a failing run can be read and done again.
"""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

import httpx
from sqlalchemy import select

from mygymtracker.database.entities import ChangedRow, RowOperation
from mygymtracker.database.transaction import Database
from tests.api.routes import API
from tests.factories import MONDAY, Person
from tests.sync.client import Device
from tests.sync.faults import Fault, FaultyTransport, Killed, MortalStore
from tests.sync.store import Fields, Key

#: After so many rounds in which nothing fails, everybody has heard everything.
ROUNDS: Final = 2
#: What was trained is never refused, whatever others have deleted meanwhile.
TRAINING: Final = {"workout", "workout_exercise", "set", "measurement"}


@dataclass(frozen=True, slots=True)
class Step:
    """What one device does. `pick` says which row of those there are; `fault` strikes after `after` chances."""

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
        #: What the server answered that it never should.
        self.failures: list[str] = []
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

    async def end(self) -> None:
        for device in self.devices:
            await device.http.aclose()
            device.store.close()

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

    # -------------------------------------------------------------------------------------------------------- steps

    async def do(self, step: Step) -> None:
        device = self.devices[step.device % len(self.devices)]
        match step.what:
            case "sync":
                await self._sync(device, step)
            case "meet":
                await asyncio.gather(*(self._sync(each, Step(0, "sync")) for each in self.devices))
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
            told = [f"{each['outcome']} {(each['row'] or {}).get('id')}" for each in await device.sync()]
            self._tell(device, f"sync, {step.fault.value}: {', '.join(told)}")
        except (httpx.HTTPError, Killed) as error:
            self._tell(device, f"sync, {step.fault.value}: {error!r}")
            if isinstance(error, httpx.HTTPStatusError):
                self.failures.append(f"{error!r} {error.response.text}")
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

    def _pick(self, device: Device, kind: str, pick: int) -> str | None:
        """One of the rows shown, in the order in which they were made."""
        rows = sorted((row_id for shown, row_id in device.shown() if shown == kind), key=self.made.index)
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

    # ----------------------------------------------------------------------------------------------- what people do

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

    def _start_workout(self, device: Device, _: int) -> str:
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
        """Or takes it up again."""
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
        """Every other time, another exercise is done instead."""
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

    def _invent(self, device: Device, _: int) -> str:
        return self._make(device, "exercise", "name")

    def _rename(self, device: Device, pick: int) -> str | None:
        return self._edit(device, "exercise", pick, "name")

    def _forget(self, device: Device, pick: int) -> str | None:
        return self._remove(device, "exercise", pick)

    def _plan(self, device: Device, _: int) -> str:
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
        return self._edit(device, ("plan", "plan_day", "plan_exercise")[pick % 3], pick // 3, "notes")

    def _delete_plan(self, device: Device, pick: int) -> str | None:
        return self._remove(device, ("plan", "plan_day", "plan_exercise")[pick % 3], pick // 3)

    # --------------------------------------------------------------------------------------------------- in the end

    async def problems(self, database: Database) -> list[str]:
        """What is not as it must be, after everybody could sync."""
        for _ in range(ROUNDS):
            for device in self.devices:
                await self._sync(device, Step(0, "sync"))
        found = [f"device {n} still waits" for n, each in enumerate(self.devices) if each.store.pending()]
        fresh = self._device("fresh")
        await fresh.sync()
        there = fresh.shown()
        for number, device in enumerate(self.devices):
            found += _differences(f"device {number}", device.shown(), there)
        found += _differences("REST", await _rest(fresh.http), _training(there))
        self.devices.append(fresh)
        return found + self.failures + self._refusals() + await self._losses(database, there)

    def _refusals(self) -> list[str]:
        """Those that nobody should have to deal with."""
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
        kept = _texts((row_id, row) for (_, row_id), row in shown.items())
        kept |= _texts((row_id, before) for row_id, _, before in log)
        kept |= _texts((each.row, each.fields) for device in self.devices for each in device.store.refused())
        missing = [(text, row_id) for text, row_id in self.typed.items() if (row_id, text) not in kept]
        lost = [f"{text} of {row_id} stands nowhere" for text, row_id in missing]
        times = Counter((row_id, what) for row_id, what, _ in log)
        for row_id in self.sets:
            made, there = times[row_id, RowOperation.INSERT], ("set", row_id) in shown
            if made - times[row_id, RowOperation.DELETE] != there or not made:
                lost.append(f"set {row_id} was made {made} times, and is {'there' if there else 'gone'}")
        return lost


def _transport(device: Device) -> FaultyTransport:
    transport = device.http._transport
    assert isinstance(transport, FaultyTransport)
    return transport


def _store(device: Device) -> MortalStore:
    assert isinstance(device.store, MortalStore)
    return device.store


def _texts(rows: Iterable[tuple[str, Mapping[str, object] | None]]) -> set[tuple[str, object]]:
    """All that stands in fields, by row."""
    return {(row_id, text) for row_id, row in rows for text in (row or {}).values() if isinstance(text, str)}


def _differences(name: str, mine: Mapping[Key, Fields], server: Mapping[Key, Fields]) -> list[str]:
    """What is otherwise than on the server; fields that `name` does not tell do not count."""
    found = [f"{name} has {key}, the server has not: {mine[key]}" for key in mine.keys() - server.keys()]
    found += [f"the server has {key}, {name} has not: {server[key]}" for key in server.keys() - mine.keys()]
    return found + [
        f"{field} of {key}: {value!r} in {name}, {server[key].get(field)!r} on the server"
        for key in mine.keys() & server.keys()
        for field, value in mine[key].items()
        if value != server[key].get(field)
    ]


def _training(rows: Mapping[Key, Fields]) -> dict[Key, Fields]:
    return {key: row for key, row in rows.items() if key[0] in ("workout", "workout_exercise", "set")}


async def _rest(http: httpx.AsyncClient) -> dict[Key, Fields]:
    """All workouts as the REST API tells them, row by row."""
    rows: dict[Key, Fields] = {}
    cursor, first = None, True
    while cursor is not None or first:
        asked = {"limit": 50} | ({} if first else {"cursor": cursor})
        page = (await http.get(f"{API}/workouts", params=asked)).json()
        for line in page["items"]:
            workout = (await http.get(f"{API}/workouts/{line['id']}")).json()
            for exercise in workout.pop("exercises"):
                rows |= {("set", each["id"]): _plain(each) for each in exercise.pop("sets")}
                rows["workout_exercise", exercise["id"]] = _plain(exercise, "name", "previous")
            rows["workout", workout["id"]] = _plain(workout)
        cursor, first = page["next_cursor"], False
    return rows


def _plain(row: Fields, *besides: str) -> Fields:
    """Without what a device does not hold."""
    return {name: value for name, value in row.items() if name not in ("id", "version", *besides)}
