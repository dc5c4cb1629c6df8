"""Nothing is missing from the references, every link leads somewhere, and the API page is sound."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from html.parser import HTMLParser
from pathlib import Path

import httpx
import pytest
from docs.generators import api, cli, errors

from mygymtracker.api.documentation import describe
from mygymtracker.api.reference import METHODS
from mygymtracker.database.entities import Base
from mygymtracker.settings import SETTINGS
from tests.documentation.documents import DOCUMENTS, ROOT, anchors_of, links_of, name_of

#: Elements that have no end.
VOID = {"meta", "link", "br", "hr", "img", "input"}
#: How HTML loads something, or runs it.
LOADING = {"src", "srcset", "data", "poster", "action", "formaction", "background", "ping", "style"}


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


class Outline(HTMLParser):
    """What a page is made of; `faults` are elements closed in the wrong order or not at all."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.faults: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)
        self.close()
        self.faults += [f"<{name}> is not closed" for name in self.open]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"</{tag}> closes something else")

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]


@pytest.fixture
async def client() -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(api.application())  # type: ignore[arg-type]  # its database is not asked
    async with httpx.AsyncClient(transport=transport, base_url="http://localhost:3000") as made:
        yield made


async def test_the_page_shows_every_operation(client: httpx.AsyncClient) -> None:
    answer = await client.get("/api/docs")

    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    paths = {each.split()[1] for each in _operations()}
    assert [path for path in paths if f"<h3>{path}</h3>" not in answer.text] == []


async def test_the_page_is_well_formed_and_every_inner_link_has_its_target(client: httpx.AsyncClient) -> None:
    outline = Outline((await client.get("/api/docs")).text)

    ids = [attributes["id"] for _, attributes in outline.elements if "id" in attributes]
    inner = {(a["href"] or "")[1:] for a in outline.all("a") if (a["href"] or "").startswith("#")}
    assert outline.faults == []
    assert len(ids) == len(set(ids))
    assert inner - set(ids) == set()
    assert outline.all("html") == [{"lang": "en"}]
    assert [len(outline.all(landmark)) for landmark in ("header", "nav", "main", "footer", "h1")] == [1] * 5


async def test_the_page_loads_nothing_and_runs_nothing(client: httpx.AsyncClient) -> None:
    answer = await client.get("/api/docs")
    outline = Outline(answer.text)

    used = {name for _, attributes in outline.elements for name in attributes}
    assert {tag for tag, _ in outline.elements} & {"script", "link", "img", "iframe", "object", "form"} == set()
    assert {name for name in used if name in LOADING or name.startswith("on")} == set()
    assert re.search(r"url\(|@import", answer.text) is None
    assert {a["href"] for a in outline.all("a") if not (a["href"] or "").startswith("#")} == {
        "/api/openapi/openapi.json"
    }
    assert answer.headers["content-security-policy"].startswith("default-src 'none'; style-src 'sha256-")


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
