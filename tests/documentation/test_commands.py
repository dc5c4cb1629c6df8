"""Every command that a document shows runs: in the document's order, as somebody with a clone and an empty home.

What the document shows as its answer is in the answer, and what a command gives a name to is known to the next ones.
The README and the tutorial are read one after the other, in one home. Nothing is there that the text does not tell the
reader to make; other pages begin where `docs/README.md` says, in the clone's directory with its programs at hand.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.documentation.documents import DOCUMENTS, ROOT, commands_of, name_of, steps_of
from tests.documentation.terminal import IN_THE_BROWSER, NOT_RUN, README, Terminal, reason_not_to_run

TUTORIAL = ROOT / "docs/tutorial/your-first-week.md"
#: Need a server of the reader's own: test_own_postgresql.py.
OWN_POSTGRESQL = (ROOT / "docs/how-to/use-your-own-postgresql.md", ROOT / "docs/how-to/behind-a-pooler.md")
#: Documents that are read only where a program is installed that is not ours.
NEEDED = {ROOT / "docs/how-to/encrypted-backups.md": "age"}
WITH_COMMANDS = [document for document in DOCUMENTS if commands_of(document)]
#: What is read in one home, in this order.
JOURNEYS = [
    [README, TUTORIAL],
    *([document] for document in WITH_COMMANDS if document not in (README, TUTORIAL, *OWN_POSTGRESQL)),
]


@pytest.mark.parametrize("documents", JOURNEYS, ids=lambda journey: "+".join(map(name_of, journey)))
def test_every_command_of_a_document_does_what_it_says(documents: list[Path], terminal: Terminal) -> None:
    for program in (NEEDED[document] for document in documents if document in NEEDED):
        if shutil.which(program) is None:
            pytest.skip(f"{program} is not installed")

    problems = [problem for document in documents for problem in terminal.read(document)]

    assert "\n".join(problems) == ""
    assert terminal.close() == 0


def test_the_readme_says_what_is_done_in_the_browser() -> None:
    assert [step for step in steps_of(README, IN_THE_BROWSER) if isinstance(step, str)] == [IN_THE_BROWSER]


def test_what_is_not_run_stands_in_a_document() -> None:
    shown = [command for document in DOCUMENTS for command in commands_of(document)]

    used = {reason_not_to_run(command) for command in shown}

    assert set(NOT_RUN) - used == set()


def test_make_serve_is_the_command_that_runs_here_in_its_place() -> None:
    makefile = (ROOT / "Makefile").read_text()

    assert "\t@exec $(BIN)/mygymtracker serve\n" in makefile
