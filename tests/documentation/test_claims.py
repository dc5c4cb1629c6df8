"""What the documents list is all there is: revisions, files, commands, pages, pictures, settings."""

from __future__ import annotations

import configparser
import re
from pathlib import Path

import pytest
from docs.generators import cli

from mygymtracker.accounts import hashing_line, passwords, sign_in_events, signing_in
from mygymtracker.accounts.attempts import account_bucket, network_bucket
from mygymtracker.api import accounts, app, bodies, imports, rates, recurring
from mygymtracker.api.front import limits
from mygymtracker.database.embedded_files import LOG_BYTES
from mygymtracker.database.engine import HEAVY, ORDINARY
from mygymtracker.database.entities.signing_in import EXPIRED_KEPT
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


def test_the_page_about_security_says_the_limits_of_the_program() -> None:
    page = (ROOT / "docs/explanation/security.md").read_text("utf-8")
    account, network = account_bucket("ann@example.org"), network_bucket("127.0.0.1")

    said = [
        f"| {signing_in.BROWSER_LASTS.days} days after",
        f"| {signing_in.BROWSER_LASTS_AT_MOST.days} days from",
        f"| {signing_in.MOST_SIGN_INS} at a time",
        f"| {account.burst}, then one every {account.seconds_each} seconds",
        f"| {network.burst}, then one every {network.seconds_each} seconds",
        f"| {passwords.SHORTEST} to {passwords.LONGEST:,} characters",
        f"| {sign_in_events.SHOWN.days} days (kept for {EXPIRED_KEPT.days})",
        f"{hashing_line.LONGEST_OF_ONE_PLACE} of one network wait and {hashing_line.LONGEST_LINE} in all",
        f"{limits.SERVER.total} at once, {limits.SERVER.each} of one network",
        f"headers {limits.MOST_HEADER_BYTES >> 10} KiB in {limits.HEADER_SECONDS:.0f} seconds",
        f"{rates.READS.per_second} a second ({rates.READS.burst:,} at once)",
        f"{rates.CHANGES.per_second} changes a second ({rates.CHANGES.burst:,} at once)",
        f"one every {1 / rates.IMPORTS.per_second:.0f} seconds ({rates.IMPORTS.burst} at once)",
        f"{accounts.LARGEST_BODY >> 10} KiB to sign in, {bodies.LARGEST_BODY >> 20} MiB otherwise",
        f"{imports.LARGEST_FILE >> 20} MiB for a file",
        f"{app.CONNECTIONS} connections for ordinary and {app.HEAVY_CONNECTIONS} for heavy work",
        f"{ORDINARY.lock} seconds for a lock, {ORDINARY.statement} for a statement, {HEAVY.statement} for a heavy one",
        f"two files of {LOG_BYTES // 1_000_000} MB",
        f"of {recurring.MOST_KINDS} such kinds at most",
    ]
    assert [each for each in said if each not in page] == []
