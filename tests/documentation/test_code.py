"""The Python that a document shows runs, in its order and on a migrated database, and prints what stands beside it."""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Coroutine
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path
from typing import Any, cast

import pytest

from tests.conftest import TestDatabase
from tests.documentation.documents import DOCUMENTS, code_of, is_answered, name_of

#: What the line beside it says is printed.
_PRINTED = re.compile(r"^\s*print\(.*\)  # (.+)$", re.MULTILINE)
WITH_CODE = [document for document in DOCUMENTS if code_of(document)]


@pytest.mark.parametrize("document", WITH_CODE, ids=name_of)
async def test_the_code_of_a_document_runs_and_prints_what_it_says(
    document: Path, migrated_database: TestDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", migrated_database.owner.libpq_url())
    names: dict[str, object] = {}
    printed = StringIO()

    for code in code_of(document):
        with redirect_stdout(printed):
            await _run(code, names)

    said = [line for code in code_of(document) for line in _PRINTED.findall(code)]
    lines = printed.getvalue().splitlines()
    assert [line for line in said if not any(is_answered(line, each) for each in lines)] == []


def test_the_guide_and_the_page_for_developers_show_code() -> None:
    assert {name_of(document) for document in WITH_CODE} >= {
        "src/mygymtracker/database/README.md",
        "docs/explanation/the-founding-document.md",
    }


async def _run(code: str, names: dict[str, object]) -> None:
    """As at a prompt that takes `await`."""
    compiled = compile(code, "<document>", "exec", flags=ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
    running = eval(compiled, names)  # noqa: S307 — our own documents
    if inspect.iscoroutine(running):
        await cast("Coroutine[Any, Any, None]", running)
