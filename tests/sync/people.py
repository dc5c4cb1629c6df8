"""What people do on their devices in the stories of a `World`, by the program's own verbs, and what is kept of it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, Final

from tests.sync.devices import JSON, Device, Fields

#: What a set of a drop set says besides.
DROP: Final = {"technique": "drop_set"}
DAY: Final = 86_400_000


@dataclass
class Memory:
    """What was typed on all devices of a person, and by which rows it is to be recognized."""

    #: Rows in the order in which they were made: nothing depends on ids.
    made: list[str] = field(default_factory=list)
    #: Every text that was ever typed into a field, each once, with its row.
    typed: dict[str, str] = field(default_factory=dict)
    sets: list[str] = field(default_factory=list)
    #: What a plan asked for when a workout began, by the workout's exercise.
    targets: dict[str, JSON] = field(default_factory=dict)

    def text(self, kind: str) -> str:
        return f"{kind} {len(self.typed)}"

    def take_back(self, before: Iterable[JSON], after: Iterable[JSON], touched: set[str]) -> None:
        """What a person typed over or threw away before the device had sent it is nothing that is lost."""
        still = {(each["key"], text) for each in after for text in texts_of(each.get("fields"))}
        made = {each["key"] for each in after if each["action"] == "create"}
        for each in before:
            if each["key"] not in touched:
                continue
            for text in texts_of(each.get("fields")):
                if (each["key"], text) not in still and self.typed.get(text) == each["key"]:
                    self.typed[text] = ""
            if each["action"] == "create" and each["key"] not in made and each["key"] in self.sets:
                self.sets.remove(each["key"])


def texts_of(fields: Fields | None) -> list[str]:
    return [value for value in (fields or {}).values() if isinstance(value, str)]


class Person:
    """One person at one device. What is done answers what was done, for the story; None where there was nothing."""

    def __init__(self, memory: Memory, device: Device, pick: int) -> None:
        self.memory, self.device, self.pick = memory, device, pick
        self.touched: set[str] = set()
        self.shown: list[JSON] = []

    async def do(self, what: str) -> str:
        before, self.shown = await asyncio.gather(self.device.outbox(), self.device.rows())
        done: Callable[[], Awaitable[str | None]] = getattr(self, what)
        outcome = await done()
        if before:
            self.memory.take_back(before, await self.device.outbox(), self.touched)
        return f"{what}: {outcome or 'nothing there'}"

    # ------------------------------------------------------------------------------------------------------- helpers

    async def _ask(self, verb: str, **of: object) -> Any:
        return await self.device.ask(verb, tab=self.pick, **of)

    def _one(self, kind: str, pick: int | None = None, **fields: object) -> JSON | None:
        """One of the rows shown that have these fields, in the order in which they were made."""
        order = {row_id: place for place, row_id in enumerate(self.memory.made)}
        rows = [row for row in self.shown if row["kind"] == kind and fields.items() <= row["fields"].items()]
        rows.sort(key=lambda row: (order.get(row["id"], len(order)), row["id"]))
        return rows[(self.pick if pick is None else pick) % len(rows)] if rows else None

    def _note(self, row_id: str, text: str) -> str:
        self.memory.typed[text] = row_id
        self.touched.add(row_id)
        return f"{text} ({row_id})"

    async def _make(self, kind: str, name: str, verb: str, **of: object) -> str:
        """A row with a text of its own in one field, which is that of `of` or in its `values`."""
        text = self.memory.text(kind)
        row_id = await self._ask(verb, **_with(of, name, text))
        self.memory.made.append(row_id)
        return self._note(row_id, text)

    async def _edit(self, kind: str, name: str, pick: int | None = None, **fields: object) -> str | None:
        row = self._one(kind, pick)
        if row is None:
            return None
        text = self.memory.text(kind)
        done = self._note(row["id"], text)
        await self.device.patch(kind, row["id"], {name: text, **fields}, tab=self.pick)
        return done

    async def _remove(self, kind: str, verb: str, pick: int | None = None) -> str | None:
        row = self._one(kind, pick)
        if row is None:
            return None
        pieces = [each["id"] for each in self.shown if each["fields"].get("continues_set_id") == row["id"]]
        self.touched |= {row["id"], *pieces}
        await (self._ask(verb, id=row["id"]) if verb else self.device.delete(kind, row["id"], tab=self.pick))
        return str(row["id"])

    # ----------------------------------------------------------------------------------------------------- workouts

    async def log_set(self, **more: object) -> str | None:
        entry = self._one("workout_exercise")
        if entry is None:
            return None
        values = {"reps": self.pick % 20, "load": f"{self.pick}.50", "load_unit": "kg", **more}
        done = await self._make("set", "note", "log_set", entry=entry["id"], values=values)
        self.memory.sets.append(self.memory.made[-1])
        return done

    async def drop(self) -> str | None:
        """A piece of a drop set, in the exercise of the set that it continues."""
        host = self._one("set", continues_set_id=None)
        if host is None:
            return None
        entry, continued = host["fields"]["workout_exercise_id"], {"continues_set_id": host["id"], **DROP}
        values = {"reps": self.pick % 9, "load": "20", "load_unit": "kg", **continued}
        done = await self._make("set", "note", "log_set", entry=entry, values=values)
        self.memory.sets.append(self.memory.made[-1])
        return done

    async def edit_set(self) -> str | None:
        return await self._edit("set", "note", reps=self.pick % 30)

    async def delete_set(self) -> str | None:
        return await self._remove("set", "unlog_set")

    async def start_workout(self) -> str:
        return await self._make("workout", "name", "start_workout")

    async def start_planned(self) -> str | None:
        day = self._one("plan_day")
        if day is None:
            return None
        workout = await self._ask("start_from_day", day=day["id"])
        self.memory.made.append(workout)
        for row in await self.device.rows():
            if row["fields"].get("workout_id") == workout:
                self.memory.made.append(row["id"])
                self.memory.targets[row["id"]] = row["fields"]["target"]
        return f"a workout of {day['id']} ({workout})"

    async def start_like(self) -> str | None:
        earlier = self._one("workout")
        if earlier is None:
            return None
        return f"{await self._ask('start_like', id=earlier['id'])}, like {earlier['id']}"

    async def edit_workout(self) -> str | None:
        return await self._edit("workout", "notes")

    async def finish_workout(self) -> str | None:
        """Or cancels it, or takes it up again."""
        workout, verb = self._one("workout", self.pick // 3), ("finish", "cancel", "take_up")[self.pick % 3]
        if workout is None:
            return None
        await self._ask(verb, id=workout["id"])
        return f"{verb} of {workout['id']}"

    async def delete_workout(self) -> str | None:
        return await self._remove("workout", "delete_workout")

    async def merge_workouts(self) -> str | None:
        """Two that both run become one."""
        one, other = (self._one("workout", self.pick + more, status="in_progress") for more in (0, 1))
        if one is None or other is None or one["id"] == other["id"]:
            return None
        await self._ask("merge_workouts", ids=[one["id"], other["id"]])
        return f"{one['id']} and {other['id']}"

    async def add_exercise(self) -> str | None:
        workout, exercise = self._one("workout"), self._one("exercise", self.pick // 3)
        if workout is None or exercise is None:
            return None
        entry = await self._ask("add_exercise", workout=workout["id"], exercise=exercise["id"])
        self.memory.made.append(entry)
        return f"{exercise['id']} ({entry})"

    async def edit_exercise(self) -> str | None:
        """Every other time, another exercise is done instead."""
        substitute, entry = self._one("exercise", self.pick // 3), self._one("workout_exercise")
        if substitute and entry and self.pick % 2:
            await self._ask("replace_exercise", id=entry["id"], exercise=substitute["id"])
            return f"{substitute['id']} instead of {entry['id']}"
        return await self._edit("workout_exercise", "notes")

    async def turn_round(self) -> str | None:
        """The exercises of a workout in the other order."""
        workout = self._one("workout")
        if workout is None:
            return None
        await self._ask("turn_round", id=workout["id"])
        return str(workout["id"])

    async def remove_exercise(self) -> str | None:
        return await self._remove("workout_exercise", "remove_entry")

    # ------------------------------------------------------------------------------------- exercises, plans, oneself

    async def invent(self) -> str:
        return await self._make("exercise", "name", "make_exercise")

    async def rename(self) -> str | None:
        return await self._edit("exercise", "name")

    async def forget(self) -> str | None:
        return await self._remove("exercise", "delete_exercise")

    async def archive(self) -> str | None:
        """An exercise or a plan, or takes it back into use."""
        kind = ("exercise", "plan")[self.pick % 2]
        row = self._one(kind, self.pick // 2)
        if row is None:
            return None
        archived = row["fields"]["archived_at"] is None
        await self._ask(f"archive_{kind}", id=row["id"], archived=archived)
        return f"{row['id']}, {archived}"

    async def plan(self) -> str:
        return await self._make("plan", "name", "create_plan", days=["Monday"])

    async def plan_exercise(self) -> str | None:
        day, exercise = self._one("plan_day"), self._one("exercise", self.pick // 3)
        if day is None or exercise is None:
            return None
        numbers = {"working_sets": 1 + self.pick % 4, "target_reps": 5, "target_reps_max": 5}
        text = self.memory.text("plan_exercise")
        of = {"day": day["id"], "exercise": exercise["id"], "fields": {"notes": text, **numbers}}
        self.memory.made.append(await self._ask("plan_exercise", **of))
        return self._note(self.memory.made[-1], text)

    async def edit_plan(self) -> str | None:
        kind = ("plan", "plan_day", "plan_exercise")[self.pick % 3]
        numbers = {"working_sets": 1 + self.pick % 4} if kind == "plan_exercise" else {}
        return await self._edit(kind, "notes", self.pick // 3, **numbers)

    async def delete_plan(self) -> str | None:
        kind = ("plan", "plan_day", "plan_exercise")[self.pick % 3]
        return await self._remove(kind, "delete_plan" if kind == "plan" else "", self.pick // 3)

    async def edit_profile(self) -> str | None:
        return await self._edit("profile", "display_name", unit=("kg", "lb")[self.pick % 2])

    async def measure(self) -> str:
        now, text = await self.device.now(), self.memory.text("measurement")
        what = {"part": "waist", "amount": f"{60 + self.pick}.5", "unit": "cm", "measured_at": now, "note": text}
        self.memory.made.append(await self.device.create("measurement", what, tab=self.pick))
        return self._note(self.memory.made[-1], text)

    async def edit_measurement(self) -> str | None:
        return await self._edit("measurement", "note")

    async def delete_measurement(self) -> str | None:
        return await self._remove("measurement", "")

    # ---------------------------------------------------------------------------------------------- the device itself

    async def jump(self) -> str:
        """The clock is set, by a person or by the network: by up to a month, in both directions."""
        await self.device.set_clock(await self.device.time() + (self.pick - 30) * DAY)
        return f"by {self.pick - 30} days"

    async def tabs(self) -> str:
        """A second one is opened or closed."""
        return f"{await self.device.ask('open_tab' if self.pick % 2 else 'close_tab')} are open"

    async def reload(self) -> str:
        """A new program is loaded, in the middle of whatever there is."""
        await self.device.ask("reload")
        return "with the program as it is now"

    async def restart(self) -> str:
        await self.device.ask("kill")
        return "with what it had"

    async def try_again(self) -> str | None:
        """What the server refused, or throws it away."""
        refused = await self.device.refused()
        if not refused:
            return None
        operation = refused[self.pick % len(refused)]
        self.touched.add(operation["key"])
        verb = "discard" if self.pick % 3 == 0 else "try_again"
        await self._ask(verb, id=operation["id"])
        return f"{verb} of {operation['key']}"


def _with(of: Fields, name: str, text: str) -> Fields:
    return of | ({"values": of["values"] | {name: text}} if "values" in of else {name: text})
