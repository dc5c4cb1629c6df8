"""docs/reference/api.md, from the OpenAPI document."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from litestar import Litestar

from docs.generators.markdown import anchor, block, code, page, paragraphs, table
from docs.generators.reading import Content, Field, Operation, Reference, Shape, Subject, read_document
from mygymtracker.api.app import create_app
from mygymtracker.api.documentation import DOCUMENT, PAGE, describe
from mygymtracker.postgres_address import PostgresAddress
from mygymtracker.settings import Settings

SIGNING_IN = f"""\
A program signs in with `POST /api/v1/tokens` and sends the token it gets as `Authorization: Bearer …`. A browser signs
in with `POST /api/v1/login-sessions` and gets a cookie.

A running server shows the same as a page at `{PAGE}`, and the OpenAPI 3.1 document at `{DOCUMENT}`."""


def application() -> Litestar:
    """As it is built, with settings of its own: nothing is read from where this runs, and no database is asked."""
    environment = {"JWT_SECRET": "only to build the application, signs nothing", "MYGYMTRACKER_HOME": "/nowhere"}
    settings = Settings.load(environment, directory=Path("/nowhere"))
    return create_app(settings, PostgresAddress(host="/nowhere", port=5432, user="", password="", database=""))


def reference() -> Reference:
    return read_document(describe(application()))


def render() -> str:
    read = reference()
    return page(
        "API",
        paragraphs(read.description),
        SIGNING_IN,
        *(_subject(subject) for subject in read.subjects),
        "## Shapes",
        *(_shape(shape) for shape in read.shapes),
    )


def _subject(subject: Subject) -> str:
    parts = [f"## {subject.name}", subject.description, *(_operation(operation) for operation in subject.operations)]
    return "\n\n".join(part for part in parts if part)


def _operation(operation: Operation) -> str:
    parts = [
        f"### {operation.method} {operation.path}",
        f"**{operation.summary}.** {paragraphs(operation.description)}".replace("?.**", "?**"),
        "Needs a sign-in." if operation.signed_in else "Open to everyone.",
    ]
    if operation.parameters:
        rows = [(code(f.name), f.place, _type(f), f.description) for f in operation.parameters]
        parts.append(table(("parameter", "in", "type", "meaning"), rows))
    if operation.body:
        parts += [f"Body, {_content(operation.body)}", block(operation.body.sample, "json")]
    answers = [(each.status, each.description, _content(each.content)) for each in operation.answers]
    parts.append(table(("answer", "means", "body"), answers))
    sample = next((a.content.sample for a in operation.answers if a.content and not a.is_failure), "")
    if sample:
        parts += ["An answer:", block(sample, "json")]
    return "\n\n".join(part for part in parts if part)


def _content(content: Content | None) -> str:
    return "" if content is None else f"`{content.media_type}`: {_linked(content.type)}"


def _shape(shape: Shape) -> str:
    parts = [f"### {shape.name}", paragraphs(shape.description), _linked(shape.type), _fields(shape.fields)]
    return "\n\n".join(part for part in parts if part)


def _fields(fields: Iterable[Field]) -> str:
    return table(("field", "type", "meaning"), [(code(f.name), _type(f), f.description) for f in fields])


def _type(field: Field) -> str:
    return _linked(field.type) + ("" if field.required else "; optional")


def _linked(text: str) -> str:
    return re.sub(r"\[([^\[\]]+)\]", lambda name: f"[{name[1]}](#{anchor(name[1])})", text)
