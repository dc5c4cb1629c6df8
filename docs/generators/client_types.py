"""web/src/api/schema.d.ts, from the OpenAPI document: what the web client's compiler knows about the API.

It has the operations that the client asks for and the shapes that it names, with all that they are made of.
"""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from docs.generators.api import application
from mygymtracker import webbuild
from mygymtracker.api.documentation import METHODS, describe
from mygymtracker.sync.rows import SOURCES

NOTICE = "// Written by docs/generate.py from the program itself. Do not edit: `make docs` writes it anew.\n\n"
PROGRAM = webbuild.SOURCE / "node_modules" / "openapi-typescript" / "bin" / "cli.js"
#: Each shape by its own name besides, so that a client imports `SetFields`.
OPTIONS = ("--root-types", "--root-types-no-schema-prefix")
#: `api.GET('/api/v1/changes'`, and `import type { Target } from '../api/schema'`.
_OPERATION: Final = re.compile(r"\bapi\.([A-Z]+)\(\s*'([^']+)'")
_IMPORT: Final = re.compile(r"import type \{([^}]*)\} from '[./\w]+/schema'")
_SCHEMAS: Final = "#/components/schemas/"


def render() -> str:
    """Raises CannotBuild where there is no Node.js."""
    node = webbuild.node_with_modules()
    done = subprocess.run(
        [node.program, PROGRAM, *OPTIONS],
        input=json.dumps(used_of(describe(application()), _sources())),
        env=node.environment() | {"NO_COLOR": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise webbuild.CannotBuild(f"The types of the web client could not be written:\n{done.stderr}")
    return NOTICE + done.stdout[done.stdout.index("export ") :]


def used_of(document: Mapping[str, Any], sources: Iterable[str]) -> dict[str, Any]:
    """The document, with what the sources of the client use of it. The rows that devices keep are always used."""
    text = "\n".join(sources)
    operations = {(path, method.lower()) for method, path in _OPERATION.findall(text)}
    paths = {
        path: {name: part for name, part in item.items() if name not in METHODS or (path, name) in operations}
        for path, item in document["paths"].items()
        if any((path, method) in operations for method in METHODS)
    }
    schemas = document["components"]["schemas"]
    names = {name.strip() for names in _IMPORT.findall(text) for name in names.split(",")}
    names |= {source.shape.__name__ for source in SOURCES}
    waiting = [*_references(paths), *(names & schemas.keys())]
    used: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name not in used:
            used.add(name)
            waiting += _references(schemas[name])
    components = {"schemas": {name: schema for name, schema in schemas.items() if name in used}}
    return {**document, "paths": paths, "components": components}


def _sources() -> Iterator[str]:
    for folder in ("src", "tests"):
        for file in sorted((webbuild.SOURCE / folder).rglob("*")):
            if file.suffix in {".ts", ".svelte"} and not file.name.endswith(".d.ts"):
                yield file.read_text("utf-8")


def _references(part: object) -> Iterator[str]:
    """The names of the shapes that a part of the document refers to."""
    if isinstance(part, Mapping):
        reference = part.get("$ref")
        if isinstance(reference, str) and reference.startswith(_SCHEMAS):
            yield reference.removeprefix(_SCHEMAS)
        for each in part.values():
            yield from _references(each)
    elif isinstance(part, list):
        for each in part:
            yield from _references(each)
