"""The types of the web client are those of what it uses of the API."""

from __future__ import annotations

from typing import Any

from docs.generators.client_types import used_of


def test_what_the_client_does_not_ask_for_is_left_out_with_all_that_only_it_is_made_of() -> None:
    document: dict[str, Any] = {
        "paths": {
            "/a": {"get": {"responses": _answer("Page")}, "put": {"responses": _answer("Unused")}},
            "/b": {"get": {"responses": _answer("Unused")}},
        },
        "components": {
            "schemas": {
                "Page": {"properties": {"items": {"type": "array", "items": _of("Item")}}},
                "Item": {"properties": {"parent": _of("Item")}},
                "Unused": {"type": "object"},
                "Word": {"enum": ["one"]},
            }
        },
    }
    sources = ["import type { Word } from '../api/schema'", "await api.GET('/a', {})"]

    used = used_of(document, sources)

    assert used["paths"] == {"/a": {"get": document["paths"]["/a"]["get"]}}
    assert list(used["components"]["schemas"]) == ["Page", "Item", "Word"]


def _of(name: str) -> dict[str, object]:
    return {"$ref": f"#/components/schemas/{name}"}


def _answer(name: str) -> dict[str, object]:
    return {"200": {"content": {"application/json": {"schema": _of(name)}}}}
