"""A person who writes without a pause, in every way there is, and notes what was acknowledged."""

from __future__ import annotations

import random
import threading
import time
from datetime import date, timedelta
from typing import Any, Final

import httpx

from faults.ledger import Ledger
from mygymtracker.database.columns import new_id

API: Final = "/api/v1"
PASSWORD: Final = "correct horse battery staple"  # noqa: S105 — nobody's
SETS_OF_AN_IMPORT: Final = 60
_HEADER: Final = (
    "Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,Notes,Workout Notes,RPE\n"
)
Json = dict[str, Any]


class Lifter(threading.Thread):
    """Signed up and with a workout under way once it was made; `start` begins the writing, `end` ends it."""

    def __init__(self, address: str, number: int, ledger: Ledger) -> None:
        super().__init__(name=f"lifter {number}", daemon=True)
        self.ledger = ledger
        self.number = number
        self.chance = random.Random(number)
        self.last_acknowledged = 0.0
        self.statuses: dict[str, int] = {}
        self._ending = threading.Event()
        self._mine: dict[str, int] = {}
        self._imports = 0
        self._client = httpx.Client(base_url=address, trust_env=False, timeout=httpx.Timeout(60))
        self._sign_up()

    def _sign_up(self) -> None:
        email = f"lifter{self.number}-{new_id().hex[-8:]}@example.org"
        account = {"email": email, "password": PASSWORD, "time_zone": "Etc/UTC"}
        self._client.post(f"{API}/accounts", json=account).raise_for_status()
        token = self._client.post(f"{API}/tokens", json={"email": email, "password": PASSWORD}).json()["token"]
        self._client.headers["Authorization"] = f"Bearer {token}"
        workout, self._entry = str(new_id()), str(new_id())
        self._client.put(f"{API}/workouts/{workout}", json={}).raise_for_status()
        exercise = self._client.get(f"{API}/exercises", params={"search": "bench press", "limit": 1}).json()["items"][0]
        entry = {"workout_id": workout, "exercise_id": exercise["id"]}
        self._client.put(f"{API}/workout-exercises/{self._entry}", json=entry).raise_for_status()
        self._epoch = self._client.get(f"{API}/sync/bootstrap", params={"schema": 1}).json()["epoch"]

    def run(self) -> None:
        actions = (self._put,) * 6 + (self._patch,) * 3 + (self._delete,) * 2 + (self._push,) * 3 + (self._undo,) * 2
        while not self._ending.is_set():
            action = self.chance.choice((*actions, self._import))
            action()

    def end(self) -> None:
        self._ending.set()
        self.join()
        self._client.close()

    def acknowledged_since(self, instant: float) -> bool:
        """By the clock of `time.monotonic`."""
        return self.last_acknowledged > instant

    # ------------------------------------------------------------------------------------------------ what is written

    def _put(self) -> None:
        key, reps = str(new_id()), self.chance.randrange(1, 30)
        body = {"workout_exercise_id": self._entry, "reps": reps, "load": "61.25", "load_unit": "kg"}
        answered = self._sent("PUT", f"/sets/{key}", body) is not None
        self.ledger.note("put", key, reps, answered=answered)
        if answered:
            self._mine[key] = reps

    def _patch(self) -> None:
        if (key := self._any()) is None:
            return
        reps = self.chance.randrange(1, 30)
        answered = self._sent("PATCH", f"/sets/{key}", {"reps": reps}) is not None
        self.ledger.note("patch", key, reps, answered=answered)
        self._know(key, reps if answered else None)

    def _delete(self) -> None:
        if (key := self._any()) is None:
            return
        answered = self._sent("DELETE", f"/sets/{key}") is not None
        self.ledger.note("delete", key, None, answered=answered)
        self._know(key, None)

    def _undo(self) -> None:
        """Of a deletion: the set is there again."""
        if (key := self._any()) is None:
            return
        reps = self._mine[key]
        self._know(key, None)
        if self._sent("DELETE", f"/sets/{key}") is None:
            self.ledger.note("delete", key, None, answered=False)
            return
        self.ledger.note("delete", key, None, answered=True)
        listed = self._sent("GET", "/changes?limit=1")
        if listed is None:
            return
        answered = self._sent("PUT", f"/changes/{listed['items'][0]['change']}/undo") is not None
        self.ledger.note("undo", key, reps, answered=answered)
        self._know(key, reps if answered else None)

    def _push(self) -> None:
        made = {str(new_id()): self.chance.randrange(1, 30) for _ in range(self.chance.randrange(1, 8))}
        fields = {"workout_exercise_id": self._entry, "load": "60", "load_unit": "kg", "set_type": "working"}
        operations = [
            {
                "id": str(new_id()),
                "action": "create",
                "kind": "set",
                "row": key,
                "base": 0,
                "fields": fields | {"reps": n},
            }
            for key, n in made.items()
        ]
        body = {"schema": 1, "epoch": self._epoch, "device": f"phone {self.number}", "operations": operations}
        answer = self._sent("POST", "/sync", body)
        receipts = [None] * len(made) if answer is None else [each["outcome"] for each in answer["receipts"]]
        for (key, reps), outcome in zip(made.items(), receipts, strict=True):
            self.ledger.note("push", key, reps, answered=outcome == "applied")
            if outcome == "applied":
                self._mine[key] = reps

    def _import(self) -> None:
        self._imports += 1
        name = f"Import {self.number}-{self._imports}"
        day = date(2015, 1, 1) + timedelta(days=self._imports)
        line = f'{day} 18:00:00,"{name}",50m,"Bench Press (Barbell)",{{}},100,5,0,0,"","",8\n'
        data = (_HEADER + "".join(line.format(order + 1) for order in range(SETS_OF_AN_IMPORT))).encode()
        answer = self._sent("POST", "/imports", files={"file": ("strong.csv", data)}, data={"unit": "lb"})
        self.ledger.note("import", name, SETS_OF_AN_IMPORT, answered=answer is not None)
        if answer is not None and self.chance.random() < 0.3:
            undone = self._sent("PUT", f"/imports/{answer['import_id']}/undo") is not None
            self.ledger.note("undo of an import", name, None, answered=undone)

    # --------------------------------------------------------------------------------------------------------- sending

    def _any(self) -> str | None:
        return self.chance.choice(list(self._mine)) if self._mine else None

    def _know(self, key: str, reps: int | None) -> None:
        """Only what is known for certain is changed again."""
        if reps is None:
            self._mine.pop(key, None)
        else:
            self._mine[key] = reps

    def _sent(self, method: str, path: str, body: Json | None = None, **more: Any) -> Json | None:
        """The answer where it was acknowledged; None where it was refused, or where nobody knows."""
        try:
            answer = self._client.request(method, f"{API}{path}", json=body, **more)
        except httpx.HTTPError as error:
            self._count(type(error).__name__)
            time.sleep(0.1)  # as a device waits before it tries again
            return None
        self._count(str(answer.status_code))
        if not answer.is_success:
            time.sleep(0.1)
            return None
        if method != "GET":
            self.last_acknowledged = time.monotonic()
        got: Json = answer.json() if answer.content else {}
        return got

    def _count(self, what: str) -> None:
        self.statuses[what] = self.statuses.get(what, 0) + 1
