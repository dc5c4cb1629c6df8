"""A small client of the protocol in docs/explanation/sync.md, to write others from.

    device = Device(path, httpx.AsyncClient(base_url=…, headers={"Authorization": …}), name="Ann's watch")
    await device.sync()
    workout = device.create("workout", device.new_id(), {"name": "Push Day", "started_at": "2026-03-02T18:00:00Z"})
    device.shown()["workout", workout]["name"]
    await device.sync()

What a person does is in the file and shown at once, with or without a network. `sync` may fail at any point, by any
exception, and the device may be killed meanwhile: do it again, with the same file. What it does not do is say again
what a restored backup has forgotten; the web client does (web/src/core/restored.ts).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final
from uuid import UUID, uuid5

import httpx
import uuid_utils

JSON = dict[str, Any]
Fields = dict[str, Any]
#: Kind and id.
Key = tuple[str, str]

MOST_OPERATIONS: Final = 200
PULL_LIMIT: Final = 500
#: What rows of a kind belong to: the kind, and the field that names it. Parents come first.
PARENTS: Final[Mapping[str, tuple[str, str]]] = {
    "plan_day": ("plan", "plan_id"),
    "plan_exercise": ("plan_day", "plan_day_id"),
    "workout_exercise": ("workout", "workout_id"),
    "set": ("workout_exercise", "workout_exercise_id"),
}


class Forgotten(Exception):
    """What we hold cannot be brought up to date. The outbox is kept; bootstrap, and go on."""


class Device:
    """One device of one person, whose program is signed in by `http`. All that it keeps is in one file."""

    #: The protocol that is spoken here.
    schema: Final = 1

    def __init__(self, path: Path, http: httpx.AsyncClient, *, name: str = "A device") -> None:
        self.path, self.http = path, http
        empty: JSON = {"device": name, "standing": {"revision": 0}, "rows": [], "outbox": []}
        kept = json.loads(path.read_text()) if path.exists() else empty
        self.name: str = kept["device"]
        #: How far was read: cursor, epoch, revision, catalogue, the page of the history to ask for next.
        self.standing: JSON = kept["standing"]
        #: As the server told them; those that are gone have no fields.
        self.rows: dict[Key, JSON] = {(row["kind"], row["id"]): row for row in kept["rows"]}
        #: Operations without an answer, in their order; with a problem, where the server refused them.
        self.outbox: list[JSON] = kept["outbox"]

    def _keep(self) -> None:
        """All at once: the rows that were told, and what is known since."""
        kept = {"device": self.name, "standing": self.standing, "rows": [*self.rows.values()], "outbox": self.outbox}
        new = self.path.with_suffix(".new")
        new.write_text(json.dumps(kept))
        new.replace(self.path)

    # -------------------------------------------------------------------------------------------------- what is done

    def new_id(self) -> str:
        """A UUIDv7. Nothing depends on the time in it being right."""
        return str(uuid_utils.uuid7())

    def create(self, kind: str, row_id: str, fields: Fields) -> str:
        """The row's id, which is another one than was given only of an exercise."""
        return self._queue("create", kind, row_id, fields)

    def patch(self, kind: str, row_id: str, fields: Fields) -> None:
        self._queue("patch", kind, row_id, fields)

    def delete(self, kind: str, row_id: str) -> None:
        self._queue("delete", kind, row_id, None)

    def refused(self) -> list[JSON]:
        """What waits for the person, who does something else instead."""
        return [each for each in self.outbox if "problem" in each]

    def pending(self) -> list[JSON]:
        return [each for each in self.outbox if "problem" not in each]

    def _queue(self, action: str, kind: str, row_id: str, fields: Fields | None) -> str:
        """`base` says what was seen: up to which revision others' changes of this row are known here."""
        own_id = self._own_id(action, kind, row_id)
        base = self.rows.get((kind, own_id), self.standing)["revision"]
        operation = {"id": self.new_id(), "action": action, "kind": kind, "row": row_id, "base": base}
        # The exercises of a workout are said by the device that begins it: the server copies none from a plan.
        begins = {"copies_exercises": False} if (action, kind) == ("create", "workout") else {}
        self.outbox.append(operation if fields is None else operation | {"fields": fields | begins})
        self._keep()
        return own_id

    def _own_id(self, action: str, kind: str, row_id: str) -> str:
        """That of an exercise is derived from the one that is sent."""
        if (action, kind) != ("create", "exercise"):
            return row_id
        account = next(row_id for kind, row_id in self.rows if kind == "profile")
        return str(uuid5(UUID(account), row_id))

    # ------------------------------------------------------------------------------------------------- what is shown

    def shown(self) -> dict[Key, Fields]:
        """The rows with the outbox on top. What was refused is not shown here."""
        rows = {key: row["fields"] for key, row in self.rows.items() if "fields" in row}
        for each in self.pending():
            key = (each["kind"], self._own_id(each["action"], each["kind"], each["row"]))
            if each["action"] == "delete":
                rows.pop(key, None)
            elif each["action"] == "create" or key in rows:
                rows[key] = rows.get(key, {}) | each["fields"]
        for kind, (parent, field) in PARENTS.items():  # a deletion hides what belongs to the row
            for key in [key for key in rows if key[0] == kind]:
                if rows[key].get(field) is not None and (parent, rows[key][field]) not in rows:
                    del rows[key]
        return rows

    # --------------------------------------------------------------------------------------------------------- sync

    async def sync(self) -> list[JSON]:
        """Pushes and pulls until there is no more; the receipts that a person should see (merged, restored, …).

        Raises httpx.HTTPError where the server is not reached or fails; 426 means: update, and go on.
        """
        try:
            if "cursor" not in self.standing:
                await self._bootstrap()
            receipts = await self._push()
            await self._pull()
        except Forgotten:
            await self._bootstrap()
            return await self.sync()
        return receipts

    async def _bootstrap(self) -> None:
        answer = await self._get("/bootstrap")
        known, page = answer["rows"], answer["history"]
        while page:
            history = await self._get("/bootstrap", page=page)
            known, page = known + history["rows"], history["history"]
        self.rows.clear()
        self._take(known, answer)

    async def _push(self) -> list[JSON]:
        receipts: list[JSON] = []
        while operations := self.pending()[:MOST_OPERATIONS]:
            epoch = self.standing["epoch"]
            body = {"schema": self.schema, "epoch": epoch, "device": self.name, "operations": operations}
            answer = _checked(await self.http.post("/api/v1/sync", json=body))
            problems = {each["id"]: each["problem"] for each in answer["receipts"] if each["outcome"] == "refused"}
            answered = {each["id"] for each in answer["receipts"]} - problems.keys()
            self.outbox = [
                each | ({"problem": problems[each["id"]]} if each["id"] in problems else {})
                for each in self.outbox
                if each["id"] not in answered
            ]
            self._take([each["row"] for each in answer["receipts"] if each["row"]], {"revision": answer["revision"]})
            receipts += [each for each in answer["receipts"] if each["outcome"] not in ("applied", "same")]
        return receipts

    async def _pull(self) -> None:
        more = True
        while more:
            answer = await self._get("", cursor=self.standing["cursor"], limit=PULL_LIMIT)
            catalogue = self.standing["catalogue"]
            self._take(answer["rows"], {name: answer[name] for name in ("cursor", "revision")})
            more = answer["more"]
        if answer["catalogue"] != catalogue:
            raise Forgotten("The shared exercises are others now, and they are in nobody's log.")

    def _take(self, rows: list[JSON], standing: JSON) -> None:
        """A row is taken unless one of a higher revision is held."""
        for row in rows:
            key = (row["kind"], row["id"])
            if row["revision"] >= self.rows.get(key, row)["revision"]:
                self.rows[key] = row
        names = ("cursor", "epoch", "revision", "catalogue")
        self.standing |= {name: standing[name] for name in names if name in standing}
        self._keep()

    async def _get(self, path: str, **parameters: Any) -> JSON:
        return _checked(await self.http.get(f"/api/v1/sync{path}", params={"schema": self.schema, **parameters}))


def _checked(answer: httpx.Response) -> JSON:
    """Raises Forgotten, and HTTPStatusError for all else that is no success: sent again, as it is, later."""
    if answer.status_code == httpx.codes.GONE:
        raise Forgotten(answer.text)
    body: JSON = answer.raise_for_status().json()
    return body


def reps_of(device: Device) -> dict[str, int]:
    return {row_id: fields["reps"] for (kind, row_id), fields in device.shown().items() if kind == "set"}
