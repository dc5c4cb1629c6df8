"""The OpenAPI document, and `/api/docs`, which shows it in a browser by Swagger UI (docs/decisions/0005)."""

from __future__ import annotations

from copy import deepcopy
from http import HTTPStatus
from typing import Any, Final

import msgspec
from litestar import Litestar, MediaType, Request, Response, Router, get
from litestar.openapi.plugins import JsonRenderPlugin
from litestar.response import Redirect
from litestar.routes import HTTPRoute

from mygymtracker.api.errors import PROBLEM, Problem
from mygymtracker.api.web import POLICY
from mygymtracker.api.write_requests import CONTENTS, MERGE_PATCH, PATCH
from mygymtracker.database.row_shapes import WITHOUT_OFFSET

PAGE: Final = "/api/docs"
DOCUMENT: Final = "/api/openapi/openapi.json"
METHODS: Final = ("get", "post", "put", "patch", "delete")
#: Swagger UI is built beside the web client; without it, and until it runs, the document itself is linked.
HTML: Final = f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>MyGymTracker API</title>
<link rel="stylesheet" href="/api-docs/swagger-ui.css">
</head>
<body>
<main id="api"><h1>MyGymTracker API</h1><p><a href="{DOCUMENT}">The OpenAPI document</a></p></main>
<script src="/api-docs/swagger-ui-bundle.js"></script>
<script src="/api-docs/start.js"></script>
</body>
</html>
"""
FORM: Final = "The request does not have the form of this address"
ANY_OTHER: Final = "Any other failure"
#: Instead of the phrases of HTTP, which promise a URL that does not follow.
SUCCESS: Final = {"200": "The answer", "201": "What was made", "204": "Done; there is nothing more to say"}


def describe(app: Litestar) -> dict[str, Any]:
    """The OpenAPI document of an application, put right where Litestar's own is not true of ours.

    Litestar adds up security over the layers, so that a route with `security=[]` would inherit its router's; and it
    describes a validation error of its own, which our handlers answer as a problem document like every other failure.
    """
    document = deepcopy(app.openapi_schema.to_schema())
    _, shapes = msgspec.json.schema_components([Problem], ref_template="#/components/schemas/{name}")
    schemas = document.setdefault("components", {}).setdefault("schemas", {})
    schemas.update(shapes)
    schemas.update(_sent_shapes())
    document["components"]["schemas"] = dict(sorted(schemas.items()))  # msgspec tells them in an order of the moment
    open_to_all = _open_to_all(app)
    for path, item in document["paths"].items():
        for method in METHODS:
            if method in item:
                if (method, path) in open_to_all:
                    item[method]["security"] = []
                _put_answers_right(item[method], path)
                _put_body_right(item[method], schemas)
    _put_wall_clocks_right(schemas)
    return document


def _open_to_all(app: Litestar) -> set[tuple[str, str]]:
    """Method and path of the routes that say `security=[]`."""
    return {
        (method.lower(), route.path_format or "/")
        for route in app.routes
        if isinstance(route, HTTPRoute)
        for method, (handler, _) in route.route_handler_map.items()
        if handler.security == []
    }


def _sent_shapes() -> dict[str, Any]:
    """Every content, and its patch: the same fields, none required, and each may be null."""
    _, shapes = msgspec.json.schema_components(CONTENTS.values(), ref_template="#/components/schemas/{name}")
    for name in CONTENTS:
        whole = shapes[name]
        fields = {field: {"anyOf": [shape, {"type": "null"}]} for field, shape in whole["properties"].items()}
        shapes[name + PATCH] = {
            "title": name + PATCH,
            "description": f"A JSON merge patch (RFC 7396) of {name}: any of its fields; null is what a field is "
            "when it is left out.",
            "type": "object",
            "properties": fields,
            "additionalProperties": False,
        }
    return shapes


def _put_body_right(operation: dict[str, Any], schemas: dict[str, Any]) -> None:
    """A body that our own code reads is known to Litestar as any object; its title says what it is (`write_requests`).
    A form is known to it, but not that nothing else is taken (`bodies`). A body that may be left out may be null, too.
    """
    may_be_null = [] if operation.get("requestBody", {}).get("required", True) else [{"type": "null"}]
    content = operation.get("requestBody", {}).get("content", {})
    for sent in list(content.values()):
        title = sent.get("schema", {}).get("title", "")
        form = sent.get("schema", {}).get("$ref", "").rpartition("/")[2]
        if form in schemas:
            schemas[form]["additionalProperties"] = False
        if title.removesuffix(PATCH) in CONTENTS:
            shape = {"$ref": f"#/components/schemas/{title}"}
            sent["schema"] = {
                "anyOf" if may_be_null else "allOf": [shape, *may_be_null],
                "examples": sent["schema"]["examples"],
            }
            if title.endswith(PATCH):
                content[MERGE_PATCH] = sent


def _put_wall_clocks_right(schemas: dict[str, Any]) -> None:
    """To Litestar every datetime is an instant; the title of one without an offset says what it is (`WallClock`)."""
    for shape in schemas.values():
        for field in shape.get("properties", {}).values():
            if field.get("title") == WITHOUT_OFFSET:
                field["format"] = field.pop("title")


def _put_answers_right(operation: dict[str, Any], path: str) -> None:
    """Nobody signed in is a 401 everywhere, and what a path names and nobody can see is a 404 everywhere."""
    answers = operation.setdefault("responses", {})
    problem = {PROBLEM: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    if operation.get("security"):
        answers.setdefault("401", {"description": "Not signed in"})
    if "{" in path:
        answers.setdefault("404", {"description": "Not found"})
    for status, response in answers.items():
        if status in SUCCESS and response["description"] == HTTPStatus(int(status)).description:
            response["description"] = SUCCESS[status]
        if status == "204":
            response.pop("content", None)  # Litestar would describe a null
        if status >= "4" and PROBLEM not in response.get("content", {}):
            answers[status] = {"description": FORM if status == "400" else response["description"], "content": problem}
    answers["default"] = {"description": ANY_OTHER, "content": problem}


class DocumentPlugin(JsonRenderPlugin):
    """Serves the document at openapi.json. Litestar's own pages load their scripts from elsewhere: none is used."""

    def render(self, request: Request[Any, Any, Any], openapi_schema: dict[str, Any]) -> bytes:  # noqa: ARG002
        """Written at the first request and kept: routes do not change while the program runs."""
        state = request.app.state
        if "openapi_document" not in state:
            state["openapi_document"] = super().render(request, describe(request.app))
        document: bytes = state["openapi_document"]
        return document


@get(PAGE, media_type=MediaType.HTML, sync_to_thread=False)
def page() -> Response[str]:
    """The page for whoever writes a program. What it may load is what the client may: this server's files."""
    return Response(
        HTML, media_type=MediaType.HTML, headers={"Content-Security-Policy": POLICY, "Cache-Control": "no-cache"}
    )


@get("/", include_in_schema=False, sync_to_thread=False)
def front_door() -> Redirect:
    """Where there is no client to open, the page for programs is what there is to see."""
    return Redirect(PAGE, status_code=307)


router = Router("/", route_handlers=[page], include_in_schema=False)
