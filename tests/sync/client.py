"""A small complete client of the protocol in docs/explanation/sync.md, to write others from.

    device = Device(Store(path, device="Ann's phone"), httpx.AsyncClient(base_url=…, headers={"Authorization": …}))
    await device.sync()
    workout = device.new_id()
    device.create("workout", workout, {"name": "Push Day", "started_at": "2026-03-02T18:00:00Z"})
    device.shown()["workout", workout]["name"]
    await device.sync()

What a person does is in the store and shown at once, with or without a network. `sync` may fail at any point, by any
exception, and the device may be killed meanwhile: do it again, with the same file.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Collection, Mapping
from typing import Any, Final
from uuid import UUID, uuid5

import httpx

from tests.sync.store import JSON, Fields, Key, Operation, Row, Store, with_ids

MOST_OPERATIONS: Final = 200
PULL_LIMIT: Final = 500
#: How often in one sync the server may say that what we hold cannot be brought up to date.
BOOTSTRAPS: Final = 3

#: The kinds, what others belong to before them, and the fields that name what a row belongs to.
PARENTS: Final[Mapping[str, Mapping[str, str]]] = {
    "profile": {},
    "exercise": {},
    "plan": {},
    "plan_day": {"plan_id": "plan"},
    "plan_exercise": {"plan_id": "plan", "plan_day_id": "plan_day"},
    "workout": {},
    "workout_exercise": {"workout_id": "workout"},
    "set": {"workout_exercise_id": "workout_exercise"},
    "measurement": {},
}
#: Fields that only the server makes.
MADE: Final = {"shared", "performed_on", "restored_at"}
#: What a row is made from, by its kind: it is said once, and goes when what it names is deleted.
MADE_FROM: Final[Mapping[str, Collection[str]]] = {
    "workout": ["plan_id", "plan_day_id"],
    "workout_exercise": ["plan_exercise_id"],
}
#: What the target of a workout's exercise says besides the numbers that every plan says, where the plan says nothing.
TARGET: Final[Fields] = {
    "substitutes": [],
    "intensity_technique": "N/A",
    "warmup_sets": 0,
    "target_reps_max": None,
    "rest_time_max": None,
    "per_side": False,
    "notes": "",
    "set_targets": [],
}
_NUMBERS: Final = ("working_sets", "target_reps", "rpe_early", "rpe_last", "rest_time")
KINDS: Final = list(PARENTS)


class Outdated(Exception):
    """The server understands this client no more. The outbox is kept; update, and go on."""


class Forgotten(Exception):
    """What we hold cannot be brought up to date. The outbox is kept; bootstrap, and go on."""


class Device:
    """One device of one person. `http` is signed in. `clock` says the time in milliseconds, rightly or not."""

    #: The protocol that is spoken here.
    schema: Final[int] = 1

    def __init__(
        self,
        store: Store,
        http: httpx.AsyncClient,
        *,
        clock: Callable[[], int] = lambda: time.time_ns() // 1_000_000,
        random_bits: Callable[[int], int] = secrets.randbits,
    ) -> None:
        self.store = store
        self.http = http
        self._clock = clock
        self._random_bits = random_bits

    # -------------------------------------------------------------------------------------------------- what is done

    def new_id(self) -> str:
        """A UUIDv7. Nothing depends on the time in it being right."""
        version, variant = 7 << 76, 2 << 62
        noise = self._random_bits(12) << 64 | self._random_bits(62)
        return str(UUID(int=(self._clock() & (1 << 48) - 1) << 80 | version | variant | noise))

    def create(self, kind: str, row_id: str, fields: Fields) -> str:
        """The row's id, which is another one than was given only of an exercise."""
        self.store.queue([self._operation("create", kind, row_id, fields)])
        return self._own_id(kind, row_id)

    def patch(self, kind: str, row_id: str, fields: Fields) -> None:
        self.store.queue([self._operation("patch", kind, row_id, fields)])

    def delete(self, kind: str, row_id: str) -> None:
        self.store.queue([self._operation("delete", kind, row_id)])

    def start_from_day(self, workout_id: str, plan_day_id: str, fields: Fields) -> list[str]:
        """Starts a workout of a plan's day; the ids of its exercises, which sets can be logged for at once.

        They are said one by one, with what the plan asks for: the plan may be another one when the server hears it.
        """
        said = fields | {"plan_day_id": plan_day_id}
        planned = sorted(
            (row["display_order"], row_id, row)
            for (kind, row_id), row in self.shown().items()
            if kind == "plan_exercise" and row.get("plan_day_id") == plan_day_id
        )
        exercises = [
            self._operation(
                "create",
                "workout_exercise",
                str(uuid5(UUID(workout_id), row_id)),
                {
                    "workout_id": workout_id,
                    "exercise_id": row["exercise_id"],
                    "display_order": place,
                    "plan_exercise_id": row_id,
                    "target": {"planned_exercise_id": row["exercise_id"]}
                    | {name: row[name] for name in _NUMBERS}
                    | {name: row.get(name, unsaid) for name, unsaid in TARGET.items()},
                },
            )
            for place, (_, row_id, row) in enumerate(planned, start=1)
        ]
        self.store.queue([self._operation("create", "workout", workout_id, said), *exercises])
        return [each.row for each in exercises]

    # ------------------------------------------------------------------------------------------------- what is shown

    def shown(self) -> dict[Key, Fields]:
        """The rows with the outbox on top. What was refused is not shown here; it waits in `store.refused()`."""
        rows = {key: row.fields for key, row in self.store.rows().items() if row.fields is not None}
        for each in self.store.pending():
            key = (each.kind, self._own_id(each.kind, each.row) if each.action == "create" else each.row)
            if each.action == "delete":
                rows.pop(key, None)
            elif each.action == "create" or key in rows:
                rows[key] = rows.get(key, {}) | (each.fields or {})
        return _without_orphans(rows)

    def _own_id(self, kind: str, sent_id: str) -> str:
        """The id of a row that was created under an id of ours: that of an exercise is derived."""
        if kind != "exercise":
            return sent_id
        account = self.store.standing.account
        assert account is not None, "exercises are made after the first sync"
        return str(uuid5(UUID(account), sent_id))

    def _operation(self, action: str, kind: str, row_id: str, fields: Fields | None = None) -> Operation:
        """`base` says what was seen: up to which revision others' changes of this row are known here."""
        held = self.store.find_row((kind, self._own_id(kind, row_id) if action == "create" else row_id))
        base = held.revision if held is not None else self.store.standing.revision or 0
        return Operation(self.new_id(), action, kind, row_id, base, fields)

    # --------------------------------------------------------------------------------------------------------- sync

    async def sync(self) -> list[JSON]:
        """Pushes and pulls until there is no more; the receipts that a person should see (merged, restored, …).

        Raises Outdated, and what httpx raises where the server is not reached or fails.
        """
        receipts: list[JSON] = []
        for _ in range(BOOTSTRAPS):
            try:
                if self.store.standing.cursor is None:
                    await self._bootstrap()
                await self._read_history()
                receipts += await self._push()
                await self._pull()
            except Forgotten:
                await self._bootstrap()
            else:
                return receipts
        raise Forgotten("The server forgets faster than we read.")

    async def _bootstrap(self) -> None:
        self.store.take_bootstrap(await self._get("/bootstrap"))

    async def _read_history(self) -> None:
        """A client with a screen pushes and pulls meanwhile, unless rows stand aside, of before a restored backup."""
        while page := self.store.standing.history:
            self.store.take_history(await self._get("/bootstrap", page=page))
        if self.store.old_rows():
            self.store.settle(*self._said_again())

    async def _push(self) -> list[JSON]:
        told: list[JSON] = []
        while operations := self.store.pending()[:MOST_OPERATIONS]:
            batch = {
                "schema": self.schema,
                "epoch": self.store.standing.epoch,
                "device": self.store.device,
                "operations": [each.as_sent() for each in operations],
            }
            answer = _checked(await self.http.post("/api/v1/sync", json=batch))
            self.store.take_receipts(answer)
            told += [receipt for receipt in answer["receipts"] if receipt["outcome"] not in ("applied", "same")]
        return told

    async def _pull(self) -> None:
        more = True
        while more:
            answer = await self._get("", cursor=self.store.standing.cursor, limit=PULL_LIMIT)
            self.store.take_pull(answer)
            more = answer["more"]
        if answer["catalogue"] != self.store.standing.catalogue:
            raise Forgotten("The shared exercises are others now, and they are in nobody's log.")

    async def _get(self, path: str, **parameters: Any) -> JSON:
        return _checked(await self.http.get(f"/api/v1/sync{path}", params={"schema": self.schema, **parameters}))

    # ------------------------------------------------------------------------------- after a backup was restored

    def _said_again(self) -> tuple[list[Operation], dict[str, str]]:
        """What the server forgot, as new operations; and the ids of exercises, which are others then."""
        common = self.store.standing.epoch_revision or 0
        there = {key: row.fields for key, row in self.store.rows().items() if row.fields is not None}
        known = sorted(self.store.old_rows().items(), key=_parents_first)
        forgotten = {key: row for key, row in known if row.revision > common}
        renamed = {
            row_id: self._own_id(kind, row_id)
            for (kind, row_id), row in forgotten.items()
            if kind == "exercise" and row.fields is not None and (kind, row_id) not in there
        }
        again, gone = [], []
        for (kind, row_id), row in forgotten.items():
            said = with_ids(_sendable(kind, row.fields), renamed)
            now = there.get((kind, row_id))
            if said is None:
                gone.append(Operation(self.new_id(), "delete", kind, row_id, common))
            elif now is None:
                again.append(Operation(self.new_id(), "create", kind, row_id, common, said))
            elif changed := {
                name: value
                for name, value in said.items()
                if value != now[name] and name not in MADE_FROM.get(kind, ())
            }:
                again.append(Operation(self.new_id(), "patch", kind, row_id, common, changed))
        return again + gone, renamed


def _checked(answer: httpx.Response) -> JSON:
    """Raises Forgotten, Outdated, and HTTPStatusError for all else that is no success: sent again, as it is, later."""
    match answer.status_code:
        case 410:
            raise Forgotten(answer.text)
        case 426:
            raise Outdated(answer.text)
    said: JSON = answer.raise_for_status().json()
    return said


def _without_orphans(rows: Mapping[Key, Fields]) -> dict[Key, Fields]:
    """A deletion hides what belongs to the row."""
    shown: dict[Key, Fields] = {}
    for key in sorted(rows, key=lambda key: KINDS.index(key[0])):
        belongs = [(parent, rows[key].get(field)) for field, parent in PARENTS[key[0]].items()]
        if all(row_id is None or (parent, row_id) in shown for parent, row_id in belongs):
            shown[key] = rows[key]
    return shown


def _sendable(kind: str, fields: Fields | None) -> Fields | None:
    """Of an exercise in a workout, and only there, which exercise it is can be said; a set has its own."""
    if fields is None:
        return None
    made = MADE | ({"exercise_id"} if kind == "set" else set())
    return {name: value for name, value in fields.items() if name not in made}


def _parents_first(held: tuple[Key, Row]) -> tuple[int, bool]:
    """Of sets, those come first that others continue."""
    (kind, _), row = held
    return KINDS.index(kind), bool((row.fields or {}).get("continues_set_id"))
