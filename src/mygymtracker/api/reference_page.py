"""The API reference as one HTML page: no script, nothing loaded from anywhere, readable without a stylesheet."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from html import escape
from pathlib import Path
from typing import Final

from mygymtracker.api.reference import Content, Field, Operation, Reference, Shape, Subject, shape_anchor

STYLE: Final = Path(__file__).with_name("reference.css").read_text("utf-8")
#: What a bearer token's place looks like in the examples: a shell variable.
AS_SOMEONE: Final = '-H "Authorization: Bearer $TOKEN"'
PASSWORD: Final = "correct horse battery staple"  # noqa: S105 — an example on a page


def render_page(reference: Reference, *, origin: str, document_path: str) -> str:
    """`origin` is where this server is reached; `document_path` is the path of the OpenAPI document."""
    title = f"{reference.title} API"
    parts = [
        _signing_in(origin),
        _problems(),
        *(_subject(subject, origin) for subject in reference.subjects),
        _shapes(reference.shapes),
    ]
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n"
        '<a class="skip" href="#reference">Skip to the reference</a>\n<div class="page">\n'
        f'<header class="head">\n<h1>{escape(title)} <small>{escape(reference.version)}</small></h1>\n'
        f"<p>{_prose(reference.description)}</p>\n"
        f'<p>For programs: <a href="{escape(document_path)}">the OpenAPI 3.1 document</a>.</p>\n</header>\n'
        f'{_contents(reference)}\n<main id="reference">\n' + "\n".join(parts) + "\n</main>\n"
        f"<footer><p>{escape(reference.title)} {escape(reference.version)}</p></footer>\n</div>\n</body>\n</html>\n"
    )


def _contents(reference: Reference) -> str:
    groups = [
        f'<h3><a href="#{_part(subject.name)}">{escape(subject.name)}</a></h3>\n<ul>\n'
        + "\n".join(
            f'<li><a href="#{operation.anchor}">{_verb(operation)} '
            f"<span>{escape(operation.summary or operation.path)}</span></a></li>"
            for operation in subject.operations
        )
        + "\n</ul>"
        for subject in reference.subjects
    ]
    ends = '<h3><a href="#signing-in">How to sign in</a></h3>\n<h3><a href="#problems">When it fails</a></h3>'
    return (
        '<nav class="contents" aria-labelledby="contents">\n<h2 id="contents">Contents</h2>\n'
        f"{ends}\n" + "\n".join(groups) + '\n<h3><a href="#shapes">Shapes</a></h3>\n</nav>'
    )


def _signing_in(origin: str) -> str:
    body = json.dumps({"email": "ann@example.org", "password": PASSWORD})
    ask = f"curl {origin}/api/v1/tokens \\\n  -H 'Content-Type: application/json' \\\n  -d '{body}'"
    use = f"curl {origin}/api/v1/workouts \\\n  {AS_SOMEONE}"
    return (
        '<section class="part" id="signing-in" aria-labelledby="signing-in-head">\n'
        '<h2 id="signing-in-head">How to sign in</h2>\n'
        "<p>A program asks for a token, with an account's e-mail address and password:</p>\n"
        f"<pre>{escape(ask)}</pre>\n"
        "<p>It sends the token with every request from then on, until it runs out or is revoked:</p>\n"
        f"<pre>{escape(use)}</pre>\n"
        "<p>A browser signs in at <code>POST /api/v1/login-sessions</code> and gets a cookie instead. A change that "
        "comes with the cookie is taken from this server’s own pages only.</p>\n</section>"
    )


def _problems() -> str:
    rows = (
        ("400", "the request is not of the form that the address takes"),
        ("401", "nobody is signed in, or the sign-in was revoked or has run out: <code>reason</code> says which"),
        ("403", "understood, and not allowed"),
        ("404", "there is no such thing, or none that you can see"),
        ("409", "it clashes with what is there already; <code>existing</code> and <code>sent</code> show both"),
        ("412", "it was changed since you read it; <code>existing</code> is what it is by now"),
        ("422", "what was given cannot be right; <code>errors</code> names the field, the value and the rule"),
        ("429", "too many attempts; <code>Retry-After</code> says how many seconds to wait"),
        ("503", "the database cannot be used right now"),
    )
    lines = "\n".join(f'<tr><th scope="row"><span class="status bad">{s}</span></th><td>{t}</td></tr>' for s, t in rows)
    return (
        '<section class="part" id="problems" aria-labelledby="problems-head">\n'
        '<h2 id="problems-head">When it fails</h2>\n'
        "<p>Whatever fails answers with a problem document (RFC 9457, <code>application/problem+json</code>): "
        "<code>title</code>, <code>status</code> and <code>detail</code>, a sentence for a person.</p>\n"
        '<table>\n<thead><tr><th scope="col">Status</th><th scope="col">Means</th></tr></thead>\n'
        f"<tbody>\n{lines}\n</tbody>\n</table>\n</section>"
    )


def _subject(subject: Subject, origin: str) -> str:
    part = _part(subject.name)
    return (
        f'<section class="part" id="{part}" aria-labelledby="{part}-head">\n'
        f'<h2 id="{part}-head">{escape(subject.name)}</h2>\n<p>{_prose(subject.description)}</p>\n'
        '<div class="sheet">\n' + "\n".join(_operation(each, origin) for each in subject.operations) + "\n</div>\n"
        "</section>"
    )


def _operation(operation: Operation, origin: str) -> str:
    # The anchor is inside: a browser opens the details element that holds a link's target, not one that is it.
    inside = [f"<p>{_prose(operation.description)}</p>"] if operation.description else []
    inside.append(f'<p class="quiet">{_who(operation)}</p>')
    if operation.parameters:
        inside.append(f"<h4>Parameters</h4>\n{_fields(operation.parameters)}")
    if operation.body:
        inside.append(f"<h4>Body</h4>\n{_content(operation.body)}")
    for answer in operation.answers:
        if not answer.is_failure:
            head = f'<h4>Answer <span class="status">{escape(answer.status)}</span></h4>'
            said = f'<p class="quiet">{_prose(answer.description)}</p>'
            inside.append(f"{head}\n{_content(answer.content) if answer.content else said}")
    inside.append(_failures(operation))
    inside.append(f"<h4>Try it</h4>\n<pre>{escape(_curl(operation, origin))}</pre>")
    return (
        f"<details>\n<summary>{_verb(operation)}<h3>{escape(operation.path)}</h3>"
        f'<span class="said">{escape(operation.summary)}</span></summary>\n'
        f'<div class="inside" id="{operation.anchor}">\n' + "\n".join(inside) + "\n</div>\n</details>"
    )


def _failures(operation: Operation) -> str:
    lines = "\n".join(
        f'<tr><th scope="row"><span class="status bad">{escape(answer.status)}</span></th>'
        f"<td>{_prose(answer.description)}</td></tr>"
        for answer in operation.answers
        if answer.is_failure
    )
    return (
        f"<h4>Failures, each a {_type('[Problem]')}</h4>\n"
        f'<table class="failures">\n<tbody>\n{lines}\n</tbody>\n</table>'
    )


def _who(operation: Operation) -> str:
    return "Needs a sign-in." if operation.signed_in else "Open to everyone."


def _content(content: Content) -> str:
    type_ = f" · {_type(content.type)}" if content.type else ""
    parts = [f'<p class="quiet"><code>{escape(content.media_type)}</code>{type_}</p>']
    if content.fields:
        parts.append(_fields(content.fields))
    if content.sample:
        parts.append(f"<h5>Example</h5>\n<pre>{escape(content.sample)}</pre>")
    return "\n".join(parts)


def _fields(fields: Iterable[Field]) -> str:
    rows = "\n".join(
        f'<tr><th scope="row"><code>{escape(field.name)}</code><small>{_place(field)}</small></th>'
        f"<td>{_type(field.type)}</td><td>{_prose(field.description)}</td></tr>"
        for field in fields
    )
    return (
        '<table class="fields">\n<thead><tr><th scope="col">Name</th><th scope="col">Type</th>'
        f'<th scope="col">Meaning</th></tr></thead>\n<tbody>\n{rows}\n</tbody>\n</table>'
    )


def _place(field: Field) -> str:
    words = [f"in the {field.place}"] if field.place else []
    words += [] if field.required else ["optional"]
    return escape(", ".join(words))


def _shapes(shapes: Iterable[Shape]) -> str:
    listed = "\n".join(
        f"<details>\n<summary><h3>{escape(shape.name)}</h3>"
        f'<span class="said">{_prose(shape.description)}</span></summary>\n'
        f'<div class="inside" id="{shape_anchor(shape.name)}">\n'
        + (_fields(shape.fields) if shape.fields else f"<p>{_type(shape.type)}</p>")
        + "\n</div>\n</details>"
        for shape in shapes
    )
    return (
        '<section class="part shapes" id="shapes" aria-labelledby="shapes-head">\n<h2 id="shapes-head">Shapes</h2>\n'
        "<p>What bodies and answers are made of.</p>\n"
        f'<div class="sheet">\n{listed}\n</div>\n</section>'
    )


def _curl(operation: Operation, origin: str) -> str:
    path = re.sub(r"\{(\w+)[^}]*\}", lambda name: f"${name[1].upper()}", operation.path)
    lines = [f'curl "{origin}{path}"']
    if operation.method != "GET":
        lines[0] = f'curl -X {operation.method} "{origin}{path}"'
    if operation.signed_in:
        lines.append(AS_SOMEONE)
    if operation.body and operation.body.media_type.startswith("multipart/"):
        lines += [f"-F {field.name}={_form_value(field)}" for field in operation.body.fields if field.required]
    elif operation.body and operation.body.sample:
        compact = json.dumps(json.loads(operation.body.sample), ensure_ascii=False).replace("'", "'\\''")
        lines += [f"-H 'Content-Type: {operation.body.media_type}'", f"-d '{compact}'"]
    elif operation.body:
        lines += [f"-H 'Content-Type: {operation.body.media_type}'", "--data-binary @FILE"]
    return " \\\n  ".join(lines)


def _form_value(field: Field) -> str:
    return "@FILE" if field.type.startswith("file") else field.name.upper()


def _verb(operation: Operation) -> str:
    return f'<span class="verb {operation.method.lower()}">{operation.method}</span>'


def _part(name: str) -> str:
    return f"part-{re.sub(r'[^a-z0-9]+', '-', name.lower()).strip('-')}"


def _type(text: str) -> str:
    """Shape names in brackets become links; brackets hold no markup, so escaping first is safe."""
    return re.sub(r"\[([^\[\]]+)\]", lambda name: f'<a href="#{shape_anchor(name[1])}">{name[1]}</a>', escape(text))


def _prose(text: str) -> str:
    """Text of a docstring: `code` is marked, paragraphs run on."""
    return re.sub(r"`([^`]+)`", r"<code>\1</code>", escape(" ".join(text.split())))
