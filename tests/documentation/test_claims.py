"""What the documents list is all there is: revisions, files, commands, pages, pictures, settings."""

from __future__ import annotations

import configparser
import re
from pathlib import Path

import pytest
from docs.generators import cli

from mygymtracker.exercises.catalogue_file import read_catalogue
from mygymtracker.settings import SETTINGS
from tests.documentation.documents import DOCUMENTS, ROOT, links_of, name_of

GUIDE = (ROOT / "src/mygymtracker/database/README.md").read_text("utf-8")
REVISIONS = {
    re.search(r'^revision.*"(\d{4})"', text, re.MULTILINE)[1]: text  # type: ignore[index]  # every revision has one
    for path in (ROOT / "src/mygymtracker/database/migrations/versions").glob("*.py")
    for text in [path.read_text("utf-8")]
}
#: Read by other means than a link: by the hosting site, and from inside the package.
NOT_LINKED = {"README.md"}


def test_the_guide_has_every_revision() -> None:
    assert re.findall(r"^\| (\d{4}) \|", GUIDE, re.MULTILINE) == sorted(REVISIONS)


def test_the_guide_says_of_every_revision_what_discard_drops() -> None:
    asking = {revision for revision, text in REVISIONS.items() if 'asked_for("discard")' in text}

    (sentence,) = re.findall(r"only\s+with `--discard`:(.+?)\. ", GUIDE, re.DOTALL)

    assert set(re.findall(r"\((\d{4})", sentence)) == asking


def test_the_guide_says_of_every_file_what_it_holds() -> None:
    files = {path.name for path in (ROOT / "src/mygymtracker/database").glob("*.py")} - {"__init__.py"}

    assert {file for file in files if f"`{file}`" not in GUIDE} == set()


def test_the_map_has_every_package() -> None:
    tree = (ROOT / "ARCHITECTURE.md").read_text("utf-8")
    packages = {path.parent.name for path in (ROOT / "src/mygymtracker").glob("*/__init__.py")}

    assert {package for package in packages if f"── {package}/" not in tree} == set()


def test_the_readme_has_every_group_of_commands() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    first_words = {name.split()[1] for name, _ in cli.commands() if " " in name}

    assert {word for word in first_words if f"`mygymtracker {word}" not in readme} == set()


@pytest.mark.parametrize("name", ["README.md", "docs/tutorial/your-first-week.md"])
def test_the_catalogue_is_as_large_as_it_says(name: str) -> None:
    counted = len(read_catalogue())

    assert re.findall(r"catalogue\s+(?:of|has) (\d+)", (ROOT / name).read_text("utf-8")) == [str(counted)]


def test_every_document_is_reached_from_another_one() -> None:
    reached = {
        (document.parent / link.partition("#")[0]).resolve()
        for document in DOCUMENTS
        for link in links_of(document)
        if link.partition("#")[0]
    }

    assert {name_of(document) for document in DOCUMENTS if document not in reached} - NOT_LINKED == set()


@pytest.mark.parametrize("document", DOCUMENTS, ids=name_of)
def test_every_picture_is_there_and_says_what_it_shows(document: Path) -> None:
    text = document.read_text("utf-8")

    shown = [(source, alt) for alt, source in re.findall(r"!\[([^\]]*)\]\(([^)]+)\)", text)]
    shown += [
        (re.search(r'src="([^"]*)"', tag)[1], (re.search(r'alt="([^"]*)"', tag) or ("", ""))[1])  # type: ignore[index]
        for tag in re.findall(r"<img[^>]*>", text)
    ]

    assert [source for source, alt in shown if not alt or not (document.parent / source).is_file()] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=name_of)
def test_every_setting_that_is_shown_exists(document: Path) -> None:
    known = {name for setting in SETTINGS for name in setting.names} | {"GYM_HOST"}

    blocks = re.findall(r"^```text\n(.*?)^```$", document.read_text("utf-8"), re.MULTILINE | re.DOTALL)

    assert {name for block in blocks for name in re.findall(r"^([A-Z][A-Z_]+)=", block, re.MULTILINE)} - known == set()


def test_the_unit_of_the_service_runs_the_program_by_settings_that_exist() -> None:
    unit = configparser.RawConfigParser(strict=False)
    unit.optionxform = str  # type: ignore[assignment,method-assign]  # as the documentation of configparser has it

    unit.read(ROOT / "docs/examples/mygymtracker.service", "utf-8")

    program, *arguments = unit["Service"]["ExecStart"].split()
    assert (Path(program).name, arguments) == ("mygymtracker", ["serve"])
    name, home = unit["Service"]["Environment"].split("=")
    assert name in {each.name for each in SETTINGS}
    assert home == f"/var/lib/{unit['Service']['StateDirectory']}" == unit["Service"]["WorkingDirectory"]
