"""What each operation of the API is asked first: a good request, about rows that exist.

The requests are those of `tests/api/calls.py`; `BETTER` has what those cannot say. `hooks.py`, which runs in the
process of schemathesis, reads them from a file.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

import httpx
from litestar import Litestar

from mygymtracker.api.documentation import DOCUMENT, METHODS
from mygymtracker.api.write_requests import MERGE_PATCH
from mygymtracker.database.columns import new_id
from mygymtracker.database.transaction import Database
from tests.api.belongings import Belongings, belongings_of
from tests.api.calls import BRACES, CALLS, Call, filled
from tests.api.conftest import ORIGIN, PASSWORD, give_password, program_of
from tests.api.routes import API
from tests.factories import MONDAY, Person, sign_up

#: What takes everything from whoever asks for it, slows down who signs in, or is refused while a workout runs: each is
#: asked as a person of its own.
ALONE: Final = {
    ("PUT", "/account/deletion"),
    ("PUT", "/account/email"),
    ("PUT", "/account/password"),
    ("PUT", "/login-sessions/revocation"),
    ("PUT", "/login-sessions/{login_session_id}/revocation"),
    ("DELETE", "/login-sessions/current"),
    ("POST", "/login-sessions"),
    ("POST", "/tokens"),
    ("PUT", "/changes/undo"),
    ("DELETE", "/workouts/{workout_id}/completion"),
}
#: How the path of an operation ends that needs rows of its own, because others take them away or it takes theirs.
APART: Final = ("-order", "/undo", "/cancellation", "/exercise-merges/{merge_id}")
#: Fields of bodies that refer to a row, by the name of that id among the belongings.
REFERENCES: Final = {
    "copy_of": "plan_id",
    "continues_set_id": "set_id",
    "into_exercise_id": "exercise_id",
    **{name: name for name in ("plan_id", "plan_day_id", "workout_id", "workout_exercise_id", "exercise_id")},
}


def _signing_in(person: Person, _sync: Mapping[str, Any]) -> Any:
    return {"json": {"email": person.email, "password": PASSWORD}}


def _signing_up(_person: Person, _sync: Mapping[str, Any]) -> Any:
    return {"json": {"email": "new@example.org", "password": PASSWORD}}


def _pulling(_person: Person, sync: Mapping[str, Any]) -> Any:
    return {"params": {"schema": "1", "cursor": sync["cursor"]}}


def _measuring() -> dict[str, Any]:
    fields = {"part": "waist", "amount": "84.5", "unit": "cm", "measured_at": f"{MONDAY:%Y-%m-%dT%H:%M:%SZ}"}
    ids = {"id": str(new_id()), "row": str(new_id())}
    return {**ids, "action": "create", "kind": "measurement", "base": 0, "fields": fields}


def _pushing(_person: Person, sync: Mapping[str, Any]) -> Any:
    return {"json": {"schema": 1, "epoch": sync["epoch"], "device": "Phone", "operations": [_measuring()]}}


def _reading_a_file(person: Person, _sync: Mapping[str, Any]) -> Any:
    saved = {"schema": 1, "saved_at": "2026-03-09T18:00:00Z", "account": str(person.id), "device": "Phone"}
    return {"json": saved | {"operations": [_measuring()]}}


#: Arguments that depend on the person, or on where the server stands.
BETTER: Final[dict[tuple[str, str], Callable[[Person, Mapping[str, Any]], Any]]] = {
    ("POST", "/login-sessions"): _signing_in,
    ("POST", "/tokens"): _signing_in,
    ("POST", "/accounts"): _signing_up,
    ("GET", "/sync"): _pulling,
    ("POST", "/sync"): _pushing,
    ("POST", "/sync/files"): _reading_a_file,
}


@dataclass(frozen=True, slots=True)
class Settled:
    """Somebody who is signed in. `sync` is where a device of theirs would stand: its epoch and cursor."""

    person: Person
    authorization: str
    sync: Mapping[str, Any]
    belongings: Belongings


@dataclass(frozen=True, slots=True)
class Preparing:
    """Makes people and rows as operations need them; all but those of `ALONE` are asked as ann."""

    app: Litestar
    database: Database
    password_hash: str
    ann: Person

    async def prepare(self, tags: frozenset[str]) -> dict[str, Any]:
        """By the label of each operation with one of `tags` ("PUT /api/v1/sets/{set_id}"), its good request."""
        common = await self._settle(self.ann)
        operations: dict[str, Any] = {}
        for method, path in await self._operations(tags):
            route = method, path.removeprefix(API)
            copy = str(len(operations) + 1)
            if route in ALONE:
                settled = await self._settle(await sign_up(self.database, f"ann+{copy}@example.org"))
            elif method == "DELETE" or path.endswith(APART):
                settled = await self._settle(self.ann, copy=copy)
            else:
                settled = common
            operations[f"{method} {path}"] = _request(route, settled)
        return operations

    async def _operations(self, tags: frozenset[str]) -> list[tuple[str, str]]:
        async with self._client({}) as client:
            paths = (await client.get(DOCUMENT)).json()["paths"]
        return [
            (method.upper(), path)
            for path, item in paths.items()
            for method in METHODS
            if method in item and tags & set(item[method]["tags"])
        ]

    async def _settle(self, person: Person, *, copy: str = "") -> Settled:
        await give_password(self.database, person, self.password_hash)
        signed_in = await program_of(self.database, person)
        async with self._client(signed_in) as client:
            belongings = await belongings_of(self.database, person, client, copy=copy)
            begun = (await client.get(f"{API}/sync/bootstrap", params={"schema": "1"})).json()
        return Settled(person, signed_in["Authorization"], begun, belongings)

    def _client(self, headers: dict[str, str]) -> httpx.AsyncClient:
        transport = httpx.ASGITransport(self.app)  # type: ignore[arg-type]  # Litestar's own types of ASGI
        return httpx.AsyncClient(transport=transport, base_url=ORIGIN, headers=headers)


def _request(route: tuple[str, str], settled: Settled) -> dict[str, Any]:
    """What `hooks.py` needs of one operation: a good request and the ids that belong to whoever asks."""
    call = CALLS.get(route, Call(public=True))
    ids = {name: str(value) for name, value in settled.belongings.ids.items()}
    arguments = filled(call.arguments or {}, ids)
    if route in BETTER:
        arguments = BETTER[route](settled.person, settled.sync)
    in_path = {name: ids[call.aliases.get(name, name)] for name in BRACES.findall(route[1])}
    own = BRACES.findall(route[1])[-1] if call.creates else None
    if own:
        in_path[own] = str(new_id())
    body, media_type = arguments.get("json"), MERGE_PATCH if route[0] == "PATCH" else None
    if "files" in arguments:
        body = {name: file[1] for name, file in arguments["files"].items()} | arguments["data"]
    return {
        "authorization": settled.authorization,
        "path_parameters": in_path,
        "own": own,
        "query": arguments.get("params", {}),
        "body": body,
        "media_type": media_type,
        "references": {field: ids[name] for field, name in REFERENCES.items()},
    }
