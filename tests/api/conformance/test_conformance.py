"""The API does what its OpenAPI document says, asked by a program that knows nothing else: schemathesis, all checks.

Every operation is asked to its success (`prepared.py` has the requests, `hooks.py` sends them), and guesses are about
rows that exist. Deeper outside the suite: EXAMPLES=500 .venv/bin/pytest tests/api/conformance
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any, Final

import pytest
from litestar import Litestar

from mygymtracker.api.app import TAGS
from mygymtracker.api.documentation import DOCUMENT
from mygymtracker.database.transaction import Database
from tests.api.conformance.prepared import Preparing
from tests.factories import Person

HERE: Final = Path(__file__).parent
ROOT: Final = HERE.parents[2]
#: How many guesses there are for each operation, beside what tries every limit of its schema.
EXAMPLES: Final = os.environ.get("EXAMPLES", "4")
#: Each run reads the document anew, and runs beside others.
RUNS: Final = [[tag.name for tag in TAGS[first::2]] for first in range(2)]


@pytest.mark.parametrize("tags", RUNS, ids=" ".join)
async def test_the_api_does_what_its_document_says(
    served: str, app: Litestar, database: Database, ann: Person, password_hash: str, tags: list[str], tmp_path: Path
) -> None:
    requests = await Preparing(app, database, password_hash, ann).prepare(frozenset(tags))

    code, report = await run_schemathesis(served + DOCUMENT, requests, tags, tmp_path)

    assert code == 0, report
    reached, matched = statuses_of(tmp_path / "answers.tsv")
    unreached = {label: sorted(reached[label]) for label in requests if not any(200 <= s < 300 for s in reached[label])}
    assert unreached == {}, "operations that were never asked to their success, and what they answered"
    # what DELETE takes is gone when there is an ETag of it; tests/api/test_versions.py deletes with one
    unmatched = {label for label in matched if not label.startswith("DELETE") and not matched[label] & {200, 204}}
    assert unmatched == set(), "operations that never did anything with a good If-Match"


async def run_schemathesis(
    document: str, requests: dict[str, Any], tags: list[str], directory: Path
) -> tuple[int | None, str]:
    """Exit code and output of one run, in `directory`."""
    (directory / "requests.json").write_text(json.dumps(requests))
    config = directory / "schemathesis.toml"
    config.write_text((HERE / "schemathesis.toml").read_text() + signed_in(requests))
    command = [
        *(sys.executable, "-m", "schemathesis.cli", "--config-file", str(config), "run", document, "--checks", "all"),
        *("--max-examples", EXAMPLES, "--continue-on-failure", "--no-color"),
        *(word for tag in tags for word in ("--include-tag", tag)),
    ]
    environment = os.environ | {
        "SCHEMATHESIS_HOOKS": str(HERE / "hooks.py"),
        "CONFORMANCE_REQUESTS": str(directory / "requests.json"),
        "CONFORMANCE_ANSWERS": str(directory / "answers.tsv"),
    }

    run = await asyncio.create_subprocess_exec(
        *command, cwd=directory, env=environment, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT
    )
    output, _ = await run.communicate()
    return run.returncode, output.decode()


def signed_in(requests: dict[str, Any]) -> str:
    """The part of the configuration that says as whom each operation is asked."""
    return "".join(
        f"\n[[operations]]\ninclude-name = {json.dumps(label)}\n"
        f"headers = {{ Authorization = {json.dumps(request['authorization'])} }}\n"
        for label, request in requests.items()
    )


def statuses_of(answers: Path) -> tuple[dict[str, set[int]], dict[str, set[int]]]:
    """The statuses that each operation answered: to all requests, and to those with an If-Match."""
    reached, matched = defaultdict[str, set[int]](set), defaultdict[str, set[int]](set)
    for line in answers.read_text(encoding="utf-8").splitlines():
        label, status, if_match = line.split("\t")
        reached[label].add(int(status))
        if if_match:
            matched[label].add(int(status))
    return reached, matched
