"""People with several devices, and what must be true in the end, whatever went wrong.

A `World` does `Step`s, which are numbers and words only, so that a failing run can be read and done again.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

import httpx
from sqlalchemy import select

from mygymtracker.database.columns import new_id
from mygymtracker.database.entities import ChangedRow, RowOperation
from mygymtracker.database.transaction import Database
from tests.api.routes import API
from tests.factories import MONDAY
from tests.factories import Person as Account
from tests.sync.devices import Device, Fields, Key, Line, Machine, Synced
from tests.sync.faults import Fault
from tests.sync.people import Memory, Person, texts_of

#: After so many rounds in which nothing fails, everybody has heard everything; and in how many that must be.
ROUNDS: Final = 2
TRIES: Final = 6
#: What was trained is never refused, whatever others have deleted meanwhile.
TRAINING: Final = {"workout", "workout_exercise", "set", "measurement"}
#: Of what a plan query for, what no merge of exercises changes.
ASKED: Final = ("working_sets", "target_reps", "target_reps_max", "rest_time", "notes")


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

    def __init__(self, account: Account, machine: Machine, line: Line, http: httpx.AsyncClient) -> None:
        self.account, self.machine, self.line, self.http = account, machine, line, http
        self.devices: list[Device] = []
        self.memory = Memory()
        self.story: list[str] = []
        #: What the server answered that it never should.
        self.failures: list[str] = []
        self.is_restored = False

    async def begin(self, clocks: list[int]) -> None:
        """One device for each clock, which is wrong by so many days."""
        for number, days in enumerate(clocks):
            self.devices.append(await self._device(f"device {number}", days=days))
            await self.devices[-1].sync()

    async def end(self) -> None:
        for device in self.devices:
            await device.forget()

    async def _device(self, name: str, *, days: int = 0) -> Device:
        time = int((MONDAY + timedelta(days=days)).timestamp() * 1000)
        return await Device.open(self.machine, name, self.line, time=time)

    # -------------------------------------------------------------------------------------------------------- steps

    async def do(self, step: Step) -> None:
        device = self.devices[step.device % len(self.devices)]
        match step.what:
            case "sync":
                await self._sync(device, step)
            case "meet":
                both = [Step(0, "sync", pick) for pick in (0, 1)]
                await asyncio.gather(*(self._sync(each, sync) for each in self.devices for sync in both))
            case "undo" | "merge_exercises":
                await getattr(self, f"_{step.what}")(device, step.pick)
            case _:
                self._log(device, await Person(self.memory, device, step.pick).do(step.what))

    async def _sync(self, device: Device, step: Step) -> Synced:
        synced = await device.try_sync(step.fault, step.after, tab=step.pick)
        notices = ", ".join(f"{each['outcome']} {each['row']}" for each in synced.notices)
        self._log(device, f"sync, {step.fault.value}: {synced.trouble} {notices} {'killed' if synced.killed else ''}")
        if synced.trouble not in (None, "offline"):
            self.failures.append(f"{device.name}: {synced.trouble}")
        return synced

    async def _undo(self, device: Device, pick: int) -> None:
        """One of the last changes is taken back, at the server and in all that it touched."""
        changes = (await device.ask("changes"))["items"][:6]
        change = changes[pick % len(changes)]
        refusal = await device.ask("undo", change=change["change"])
        self._expect_success(device, f"undo of {change['change']}", refusal["status"] if refusal else 200)

    async def _merge_exercises(self, device: Device, pick: int) -> None:
        shown = sorted(row_id for kind, row_id in await device.shown() if kind == "exercise")
        if len(shown) < 2:
            return
        gone, into = shown[pick % len(shown)], shown[(pick + 1) % len(shown)]
        body = {"exercise_id": gone, "into_exercise_id": into}
        answer = await self.http.put(f"{API}/exercise-merges/{new_id()}", json=body)
        self._expect_success(device, f"merge of {gone} into {into}", answer.status_code)

    def _expect_success(self, device: Device, what: str, status: int) -> None:
        self._log(device, f"{what}: {status}")
        if status >= 500:
            self.failures.append(f"{what}: {status}")

    def _log(self, device: Device, what: str) -> None:
        self.story.append(f"{device.name}: {what}")

    # ----------------------------------------------------------------------------------------------- a restored backup

    async def lose_the_log(self) -> None:
        """A backup of the server is restored: what no device has any more, neither shown nor waiting, is gone."""
        known: set[str] = set()
        rows: set[str] = set()
        for device in self.devices:
            for each in [*await device.rows(), *await device.outbox()]:
                known |= set(texts_of(each.get("fields")))
                rows.add(each.get("key") or each["id"])
        self.memory.typed = {text: row_id if text in known else "" for text, row_id in self.memory.typed.items()}
        self.memory.sets = [each for each in self.memory.sets if each in rows]
        self.is_restored = True

    # --------------------------------------------------------------------------------------------------- in the end

    async def problems(self, database: Database) -> list[str]:
        """What is not as it must be, after everybody could sync."""
        await self._settle()
        problems = [f"{each.name} still waits" for each in self.devices if await each.pending()]
        fresh = await self._device("fresh")
        await fresh.sync()
        self.devices.append(fresh)
        server = await fresh.shown()
        for device in self.devices:
            problems += await self._differences(device, server)
            problems += [f"{device.name} noted {error}" for error in await device.errors()]
            problems += await self._refusals(device)
        problems += _differences("REST", await _rest(self.http), _training(server))
        return problems + self.failures + self._other_targets(server) + await self._losses(database, server)

    async def _settle(self) -> None:
        """Syncs until all went well for everybody, some times in a row."""
        well = 0
        for _ in range(TRIES):
            synced = [await self._sync(device, Step(0, "sync")) for device in self.devices]
            well = well + 1 if all(each.trouble is None for each in synced) else 0
            if well == ROUNDS:
                return

    async def _differences(self, device: Device, server: Mapping[Key, Fields]) -> list[str]:
        """What the server refused is shown as it was typed, until the person has done something about it."""
        refused = {(each["kind"], each["key"]) for each in await device.refused()}
        mine = {key: fields for key, fields in (await device.shown()).items() if key not in refused}
        return _differences(device.name, mine, {key: row for key, row in server.items() if key not in refused})

    async def _refusals(self, device: Device) -> list[str]:
        """Those that nobody should have to deal with."""
        return [
            f"{device.name} was refused {each['action']} of {each['kind']} {each['key']}: {each['problem']}"
            for each in await device.refused()
            if (each["action"] == "create" and each["kind"] in TRAINING) or each["problem"]["status"] == 500
        ]

    def _other_targets(self, server: Mapping[Key, Fields]) -> list[str]:
        """A workout that was begun here keeps what the plan query for here, whatever the plan says since."""
        now = {entry: (server.get(("workout_exercise", entry)) or {}).get("target") for entry in self.memory.targets}
        return [
            f"{entry} was begun with {target}, and has {now[entry]}"
            for entry, target in self.memory.targets.items()
            if ("workout_exercise", entry) in server
            and [target[name] for name in ASKED] != [(now[entry] or {}).get(name) for name in ASKED]
        ]

    async def _losses(self, database: Database, shown: Mapping[Key, Fields]) -> list[str]:
        """Sets that are nowhere or twice, and texts that were typed and stand nowhere any more."""
        query = select(ChangedRow.row_id, ChangedRow.operation, ChangedRow.before)
        async with database.acting_as(self.account.id, read_only=True) as session:
            log = [(str(row_id), what, before) for row_id, what, before in await session.execute(query)]
        kept = _texts((row_id, row) for (_, row_id), row in shown.items())
        kept |= _texts((row_id, before) for row_id, _, before in log)
        for device in self.devices:
            kept |= _texts((each["key"], each.get("fields")) for each in await device.refused())
        if self.is_restored:  # what is said again of an exercise gets another id
            kept = {(row_id, text) for row_id in self.memory.typed.values() for _, text in kept}
        typed = [(row_id, text) for text, row_id in self.memory.typed.items() if row_id]
        lost = [f"{text} of {row_id} stands nowhere" for row_id, text in typed if (row_id, text) not in kept]
        times = Counter((row_id, what) for row_id, what, _ in log)
        for row_id in self.memory.sets:
            made, there = times[row_id, RowOperation.INSERT], ("set", row_id) in shown
            if made - times[row_id, RowOperation.DELETE] != there or not made:
                lost.append(f"set {row_id} was made {made} times, and is {'there' if there else 'gone'}")
        return lost


def _texts(rows: Iterable[tuple[str, Mapping[str, object] | None]]) -> set[tuple[str, object]]:
    """All that stands in fields, by row."""
    return {(row_id, text) for row_id, row in rows for text in (row or {}).values() if isinstance(text, str)}


def _differences(name: str, mine: Mapping[Key, Fields], server: Mapping[Key, Fields]) -> list[str]:
    """What is otherwise than on the server; fields that `name` does not tell do not count."""
    problems = [f"{name} has {key}, the server has not: {mine[key]}" for key in mine.keys() - server.keys()]
    problems += [f"the server has {key}, {name} has not: {server[key]}" for key in server.keys() - mine.keys()]
    return problems + [
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
        query = {"limit": 50} | ({} if first else {"cursor": cursor})
        page = (await http.get(f"{API}/workouts", params=query)).json()
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
