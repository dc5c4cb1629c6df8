"""A field that nobody knows is refused by name, in every body of every route: what was meant by it is not lost unseen.

The bodies are those of `calls.CALLS`, which has a good one for every route that there is.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from copy import deepcopy
from typing import Any, Final

import httpx
import pytest
from litestar import Litestar

from mygymtracker.api.documentation import describe
from mygymtracker.database.columns import new_id
from mygymtracker.database.transaction import Database
from mygymtracker.sync.rows import Kind
from tests.api.belongings import belongings_of
from tests.api.calls import BRACES, CALLS, filled
from tests.api.routes import API
from tests.factories import Person

CHANGING: Final = [route for route in CALLS if route[0] != "GET"]
NOBODY_KNOWS: Final = "colour_of_socks"


@pytest.mark.parametrize("value", ["blue", None], ids=["a value", "null"])
async def test_every_route_refuses_a_field_that_it_does_not_know(
    value: str | None, ann: Person, ann_client: httpx.AsyncClient, database: Database
) -> None:
    ids = (await belongings_of(database, ann, ann_client)).ids
    answers = {}

    for route in CHANGING:
        answers[route] = await send_with_more(ann_client, route, ids, {NOBODY_KNOWS: value})

    assert {route: refusal(answer) for route, answer in answers.items()} == dict.fromkeys(CHANGING, (422, NOBODY_KNOWS))


async def send_with_more(
    client: httpx.AsyncClient, route: tuple[str, str], ids: Mapping[str, Any], more: Mapping[str, Any]
) -> httpx.Response:
    """The call of a route as it should be, but for something more in its body."""
    method, path = route
    aliases = CALLS[route].aliases
    in_path = {name: ids[aliases.get(name, name)] for name in BRACES.findall(path)}
    arguments = deepcopy(filled(CALLS[route].arguments or {}, ids))
    if "files" in arguments:
        arguments["data"] |= {name: value or "" for name, value in more.items()}
    else:
        arguments["json"] = arguments.get("json", {}) | more
    return await client.request(method, API + filled(path, in_path), **arguments)


def refusal(answer: httpx.Response) -> tuple[int, str | None]:
    """Status, and the field that the answer blames."""
    errors = answer.json().get("errors", []) if answer.content else []
    return answer.status_code, errors[0]["field"] if errors else None


async def test_every_kind_of_row_that_a_device_sends_refuses_a_field_that_it_does_not_know(
    ann_client: httpx.AsyncClient,
) -> None:
    begun = (await ann_client.get(f"{API}/sync/bootstrap", params={"schema": 1})).json()
    operations = [
        {"id": str(new_id()), "action": action, "kind": kind, "row": str(new_id()), "base": 0, "fields": {name: None}}
        for kind in Kind
        for action in ("create", "patch", "delete")
        for name in (NOBODY_KNOWS,)
    ]

    answer = await ann_client.post(
        f"{API}/sync", json={"schema": 1, "epoch": begun["epoch"], "device": "Phone", "operations": operations}
    )

    receipts = answer.json()["receipts"]
    assert [(each["outcome"], each["problem"]["errors"][0]["field"]) for each in receipts] == [
        ("refused", NOBODY_KNOWS)
    ] * len(operations)


async def test_a_field_within_a_field_is_refused_by_its_place(ann_client: httpx.AsyncClient) -> None:
    bar = {"load": "20", "unit": "kg", "colour": "red"}

    whole = await ann_client.patch(f"{API}/account", json={"bars": [bar]})
    operation = {"id": str(new_id()), "action": "delete", "kind": "set", "row": str(new_id()), "base": 0, "when": 1}
    pushed = await ann_client.post(
        f"{API}/sync", json={"schema": 1, "epoch": str(new_id()), "device": "Phone", "operations": [operation]}
    )

    assert [refusal(whole), refusal(pushed)] == [(422, "bars[0].colour"), (422, "operations[0].when")]


@pytest.mark.parametrize("path", ["/accounts", "/login-sessions", "/tokens"])
async def test_what_was_written_beside_a_password_is_named_and_not_repeated(
    path: str, nobody_client: httpx.AsyncClient
) -> None:
    sent = {"email": "ann@example.org", "password": "a long passphrase", "pasword": "another long passphrase"}

    answer = await nobody_client.post(API + path, json=sent)

    assert refusal(answer) == (422, "pasword")
    assert "passphrase" not in answer.text


async def test_the_description_promises_it_for_every_object_in_every_body(app: Litestar) -> None:
    document = describe(app)

    open_ended = {
        f"{method} {path}: {place}"
        for path, item in document["paths"].items()
        for method, operation in item.items()
        for media in operation.get("requestBody", {}).get("content", {}).values()
        for place, shape in objects_in(media["schema"], document["components"]["schemas"])
        if shape.get("additionalProperties") is not False
    }

    # what is said of a row is described by its kind, in the routes of each
    assert open_ended == {
        f"post {API}/sync: operations.fields",
        f"post {API}/sync/files: operations.fields",
        f"post {API}/sync/files: rows.fields",
    }


def objects_in(shape: Any, shapes: Mapping[str, Any], place: str = "") -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Every object within a schema, with its place; references followed."""
    if isinstance(shape, Mapping) and "$ref" in shape:
        yield from objects_in(shapes[shape["$ref"].rpartition("/")[2]], shapes, place)
    elif isinstance(shape, Mapping):
        if shape.get("type") == "object":
            yield place, shape
        for name, inner in shape.get("properties", {}).items():
            yield from objects_in(inner, shapes, f"{place}.{name}".lstrip("."))
        for each in [shape.get("items"), *(part for key in ("allOf", "anyOf", "oneOf") for part in shape.get(key, []))]:
            yield from objects_in(each, shapes, place)


def test_a_body_is_json_here() -> None:
    """So that a form of the browser's own, which is no JSON, is the import's alone."""
    assert [route for route, call in CALLS.items() if "files" in json.dumps(sorted(call.arguments or {}))] == [
        ("POST", "/imports")
    ]
