"""web/src/api/schema.d.ts, from the OpenAPI document: what the web client's compiler knows about the API."""

from __future__ import annotations

import json
import subprocess

from docs.generators.api import application
from mygymtracker import webbuild
from mygymtracker.api.documentation import describe

NOTICE = "// Written by docs/generate.py from the program itself. Do not edit: `make docs` writes it anew.\n\n"
PROGRAM = webbuild.SOURCE / "node_modules" / "openapi-typescript" / "bin" / "cli.js"
#: Each shape by its own name besides, so that a client imports `SetFields`.
OPTIONS = ("--root-types", "--root-types-no-schema-prefix")


def render() -> str:
    """Raises CannotBuild where there is no Node.js."""
    node = webbuild.node_with_modules()
    done = subprocess.run(
        [node.program, PROGRAM, *OPTIONS],
        input=json.dumps(describe(application())),
        env=node.environment() | {"NO_COLOR": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise webbuild.CannotBuild(f"The types of the web client could not be written:\n{done.stderr}")
    return NOTICE + done.stdout[done.stdout.index("export ") :]
