"""What is there over plain http: how to trust the authority, and nothing else."""

from __future__ import annotations

from collections.abc import AsyncIterator
from html.parser import HTMLParser

import httpx
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes

from tests.https.conftest import Tracker

#: Elements that have no end.
VOID = {"meta", "link", "br", "hr", "img", "input"}
#: How HTML loads something, or runs it.
LOADING = {"src", "srcset", "data", "poster", "action", "formaction", "background", "ping", "style"}


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
async def phone(tracker: Tracker) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{tracker.help_port}", trust_env=False) as made:
        yield made


async def test_the_page_shows_the_fingerprint_and_leads_to_https(tracker: Tracker, phone: httpx.AsyncClient) -> None:
    answer = await phone.get("/", headers={"host": f"gym.lan:{tracker.help_port}"})

    outline = Outline(answer.text)
    links = [a["href"] for a in outline.all("a") if (a["href"] or "").startswith("https:")]
    assert (answer.status_code, answer.headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert tracker.door.kept.authority.fingerprint in answer.text
    assert links == [f"https://{host}:{tracker.port}/" for host in ("gym.lan", "gym-server.local", "gym-server")]


async def test_the_address_that_was_asked_for_comes_first(tracker: Tracker, phone: httpx.AsyncClient) -> None:
    answer = await phone.get("/", headers={"host": f"gym-server.local:{tracker.help_port}"})

    links = [a["href"] for a in Outline(answer.text).all("a") if (a["href"] or "").startswith("https:")]
    assert links[0] == f"https://gym-server.local:{tracker.port}/"


async def test_the_page_is_well_formed_loads_nothing_and_runs_nothing(phone: httpx.AsyncClient) -> None:
    answer = await phone.get("/")

    outline = Outline(answer.text)
    used = {name for _, attributes in outline.elements for name in attributes}
    assert outline.faults == []
    assert outline.all("html") == [{"lang": "en"}]
    assert {tag for tag, _ in outline.elements} & {"script", "link", "img", "iframe", "object", "form"} == set()
    assert {name for name in used if name in LOADING or name.startswith("on")} == set()
    assert answer.headers["content-security-policy"].startswith("default-src 'none'; ")
    assert "set-cookie" not in answer.headers


async def test_the_certificate_is_the_authoritys_and_comes_without_its_key(
    tracker: Tracker, phone: httpx.AsyncClient
) -> None:
    answer = await phone.get("/mygymtracker.crt")

    got = x509.load_pem_x509_certificate(answer.content)
    assert answer.headers["content-type"] == "application/x-x509-ca-cert"
    assert got == tracker.door.kept.authority.certificate
    assert got.fingerprint(hashes.SHA256()).hex(":").upper() == tracker.door.kept.authority.fingerprint
    assert b"PRIVATE" not in answer.content


@pytest.mark.parametrize(
    "path", ["/health/live", "/api/v1/account", "/api/docs", "/authority.pem", "/../authority.pem", "//", "/index.html"]
)
async def test_nothing_else_is_there(phone: httpx.AsyncClient, path: str) -> None:
    answer = await phone.get(httpx.URL(str(phone.base_url)).copy_with(raw_path=path.encode()))

    assert answer.status_code == 404
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS"])
async def test_nothing_is_taken(phone: httpx.AsyncClient, method: str) -> None:
    answer = await phone.request(method, "/")

    assert (answer.status_code, answer.headers["allow"]) == (405, "GET, HEAD")


async def test_a_name_that_is_made_up_does_not_get_into_the_page(phone: httpx.AsyncClient) -> None:
    answer = await phone.get("/", headers={"host": '"><script>evil.example.org'})

    assert "evil" not in answer.text
