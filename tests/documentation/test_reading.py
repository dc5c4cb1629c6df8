"""How the OpenAPI document is read for the reference."""

from __future__ import annotations

from typing import Any

import pytest
from docs.generators.reading import Reference, read_document


def _document(schema: dict[str, Any], **operation: Any) -> dict[str, Any]:
    content = {"application/json": {"schema": schema}}
    return {
        "info": {"title": "Gym", "version": "1"},
        "security": [{"token": []}],
        "components": {
            "schemas": {
                "Set": {"type": "object", "required": ["reps"], "properties": {"reps": {"type": "integer"}}},
                "Page_gym.workouts.Set_": {"type": "object", "properties": {}},
            }
        },
        "paths": {"/sets/{set_id}": {"put": {"tags": ["Sets"], "requestBody": {"content": content}, **operation}}},
    }


def _read(schema: dict[str, Any], **operation: Any) -> Reference:
    return read_document(_document(schema, **operation))


@pytest.mark.parametrize(
    ("schema", "words"),
    [
        ({"$ref": "#/components/schemas/Set"}, "[Set]"),
        ({"allOf": [{"$ref": "#/components/schemas/Set"}], "examples": [{"reps": 8}]}, "[Set]"),
        ({"oneOf": [{"type": "null"}, {"$ref": "#/components/schemas/Set"}]}, "null or [Set]"),
        ({"type": "array", "items": {"$ref": "#/components/schemas/Page_gym.workouts.Set_"}}, "list of [Page of Set]"),
        ({"type": ["string", "null"], "format": "date-time"}, "instant or null"),
        ({"type": "integer", "minimum": 1, "maximum": 200, "default": 20}, "whole number, 1 to 200, default 20"),
        ({"type": "string", "maxLength": 100, "default": ""}, "text, at most 100 characters"),
        ({"type": "string", "enum": ["kg", "lb"]}, 'one of "kg", "lb"'),
        ({"type": "object", "additionalProperties": {"type": "number"}}, "object of number"),
        ({}, "anything"),
    ],
)
def test_a_type_is_said_in_words(schema: dict[str, Any], words: str) -> None:
    body = _read(schema).subjects[0].operations[0].body

    assert body is not None
    assert body.type == words


def test_a_given_example_is_shown_and_a_missing_one_is_made_from_the_type() -> None:
    given = _read({"allOf": [{"$ref": "#/components/schemas/Set"}], "examples": [{"reps": 8}]})
    made = _read({"$ref": "#/components/schemas/Set"})

    samples = [read.subjects[0].operations[0].body for read in (given, made)]

    assert [body.sample.split() for body in samples if body] == [["{", '"reps":', "8", "}"], ["{", '"reps":', "1", "}"]]


def test_security_of_the_document_holds_unless_the_operation_says_otherwise() -> None:
    assert _read({}).subjects[0].operations[0].signed_in
    assert not _read({}, security=[]).subjects[0].operations[0].signed_in
    assert not _read({}, security=[{"token": []}, {}]).subjects[0].operations[0].signed_in
