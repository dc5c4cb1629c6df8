"""Nothing is missing from the references, every link leads somewhere, and the API's document is served."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
from docs.generators import api, cli, errors

from mygymtracker.api.documentation import METHODS, describe
from mygymtracker.database.entities import Base
from mygymtracker.settings import SETTINGS
from tests.documentation.documents import DOCUMENTS, ROOT, anchors_of, links_of, name_of


def _reference(name: str) -> str:
    return (ROOT / "docs/reference" / name).read_text("utf-8")


def test_every_setting_is_in_the_reference() -> None:
    names = {name for setting in SETTINGS for name in setting.names}

    assert {name for name in names if f"`{name}`" not in _reference("settings.md")} == set()


def test_every_setting_is_in_the_example_file() -> None:
    example = (ROOT / ".env.example").read_text("utf-8")

    assert [setting.name for setting in SETTINGS if f"\n#{setting.name}=" not in example] == []


def test_every_command_is_in_the_reference() -> None:
    names = [name for name, _ in cli.commands()]

    assert [name for name in names if f"\n## {name}\n" not in _reference("cli.md")] == []
    assert {"mygymtracker serve", "mygymtracker import", "mygymtracker migration check"} <= set(names)


def test_every_error_is_in_the_reference() -> None:
    names = [family.__name__ for _, family in errors.families()]

    assert [name for name in names if f"| `{name}` |" not in _reference("errors.md")] == []
    assert len(names) == len(set(names)) >= 9


def test_every_table_is_in_the_reference() -> None:
    assert [name for name in Base.metadata.tables if f"\n### {name}\n" not in _reference("schema.md")] == []


def _operations() -> list[str]:
    paths = describe(api.application())["paths"]
    return [f"{method.upper()} {path}" for path, item in paths.items() for method in METHODS if method in item]


def test_every_route_is_in_the_reference() -> None:
    assert [each for each in _operations() if f"\n### {each}\n" not in _reference("api.md")] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=name_of)
def test_every_link_leads_somewhere(document: Path) -> None:
    broken = []
    for link in links_of(document):
        path, _, anchor = link.partition("#")
        target = (document.parent / path).resolve() if path else document
        if not target.exists() or (anchor and anchor not in anchors_of(target)):
            broken.append(link)

    assert broken == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=name_of)
def test_every_command_that_is_named_exists(document: Path) -> None:
    words = {" ".join(name.split()[1 : 1 + depth]) for name, _ in cli.commands() for depth in (1, 2)}

    named = re.findall(r"`mygymtracker ([a-z]+)(?:( [a-z][a-z-]*))?", document.read_text("utf-8"))

    groups = {word.split()[0] for word in words if " " in word}
    assert {f"{one}{two}" if one in groups else one for one, two in named} - words - groups == set()


@pytest.fixture
async def client() -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(api.application())  # type: ignore[arg-type]  # its database is not asked
    async with httpx.AsyncClient(transport=transport, base_url="http://localhost:3000") as made:
        yield made


async def test_the_document_is_served_and_the_front_door_leads_to_the_page(client: httpx.AsyncClient) -> None:
    document = await client.get("/api/openapi/openapi.json")
    front = await client.get("/")

    assert document.status_code == 200
    assert document.json()["openapi"].startswith("3.1")
    assert document.json()["paths"]["/api/v1/tokens"]["post"]["security"] == []
    assert (front.status_code, front.headers["location"]) == (307, "/api/docs")


async def test_no_page_of_the_framework_is_there(client: httpx.AsyncClient) -> None:
    tried = ["swagger", "redoc", "elements", "rapidoc", "scalar"]

    answers = [(await client.get(f"/api/openapi/{name}")).status_code for name in tried]

    assert answers == [404] * len(tried)
