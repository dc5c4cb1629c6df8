"""The built client, as it goes out over HTTP."""

from __future__ import annotations

import asyncio
import gzip
import socket
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path

import httpx
import pytest
from litestar import Litestar

from mygymtracker.api.app import create_app, register_routes
from mygymtracker.api.serving import web_server
from mygymtracker.api.web import POLICY, read_client
from mygymtracker.settings import Settings
from tests.api.conftest import SIGNING_SECRET, sharing
from tests.conftest import TestDatabase

PAGE = b"<!doctype html><title>MyGymTracker</title>" + b"<p>words</p>" * 20
SCRIPT = b"export const sets = 3\n" * 20


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A client as the build leaves it, with a secret beside it. No test writes to it."""
    made = tmp_path_factory.mktemp("client") / "web"
    files = {
        "index.html": PAGE,
        "index.html.gz": gzip.compress(PAGE),
        "index.html.br": b"brotli of the page",
        "sw.js": b"worker",
        "assets/index-abc123.js": SCRIPT,
        "assets/index-abc123.js.gz": gzip.compress(SCRIPT),
        "icon-192.png": b"png",
        "manifest.webmanifest": b"{}",
        ".source": b"digest",
        ".vite/manifest.json": b"{}",
    }
    for name, content in files.items():
        (made / name).parent.mkdir(parents=True, exist_ok=True)
        (made / name).write_bytes(content)
    (made.parent / "secret.txt").write_text("nobody's business")
    return made


@pytest.fixture(scope="module")
def routes(folder: Path) -> Litestar:
    return register_routes(folder)


@pytest.fixture
async def client(migrated_database: TestDatabase, routes: Litestar, tmp_path: Path) -> AsyncIterator[httpx.AsyncClient]:
    """Over a socket, so that paths arrive as a browser may send them; asks for no compression by itself."""
    environment = {"APP_ENV": "test", "JWT_SECRET": SIGNING_SECRET, "MYGYMTRACKER_HOME": str(tmp_path)}
    app = create_app(Settings.load(environment, directory=tmp_path), migrated_database.app, routes=sharing(routes))
    async with AsyncExitStack() as running:
        listening = running.enter_context(socket.create_server(("127.0.0.1", 0)))
        server = web_server(app)
        serving = asyncio.create_task(server.serve(sockets=[listening]))
        address = f"http://127.0.0.1:{listening.getsockname()[1]}"
        yield await running.enter_async_context(
            httpx.AsyncClient(base_url=address, headers={"Accept-Encoding": "identity"})
        )
        server.should_exit = True
        await serving


@pytest.mark.parametrize(
    "path", ["/", "/plans", "/plans/", "/workouts/0190b5a4-0000-7000-8000-000000000000", "/apiary"]
)
async def test_every_place_in_the_client_is_the_page(client: httpx.AsyncClient, path: str) -> None:
    answer = await client.get(path)

    assert (answer.status_code, answer.content) == (200, PAGE)
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["cache-control"] == "no-cache"


@pytest.mark.parametrize(
    "path",
    [
        "/api",
        "/api/",
        "/api/v1/nothing",
        "/api/v2/plans",
        "/health/nothing",
        "/assets/index-old.js",
        "/assets/index-old",
        "/favicon.ico",
        "/index.html.gz",
        "/.source",
        "/.vite/manifest.json",
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "/assets/..%2f..%2fsecret.txt",
        "//secret.txt",
    ],
)
async def test_what_is_no_place_and_no_file_is_not_found(client: httpx.AsyncClient, path: str) -> None:
    target = httpx.URL(f"{client.base_url}".rstrip("/")).copy_with(raw_path=path.encode())

    answer = await client.get(target)

    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"


async def test_the_page_allows_this_server_alone(client: httpx.AsyncClient) -> None:
    answer = await client.get("/")

    assert {name: answer.headers[name] for name in answer.headers if name not in ("date", "etag")} == {
        "content-security-policy": POLICY,
        "x-content-type-options": "nosniff",
        "referrer-policy": "no-referrer",
        "permissions-policy": "screen-wake-lock=(self), camera=(), display-capture=(), geolocation=(), microphone=(), "
        "payment=(), usb=()",
        "cross-origin-opener-policy": "same-origin",
        "cross-origin-resource-policy": "same-origin",
        "content-type": "text/html; charset=utf-8",
        "content-length": str(len(PAGE)),
        "cache-control": "no-cache",
        "vary": "Accept-Encoding",
    }


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("gzip", "gzip"),
        ("GZIP;q=0.5", "gzip"),
        ("br;q=0, gzip;q=1.0", "gzip"),
        ("*", "br"),
        ("br;q=high, identity", None),
        ("identity", None),
        ("", None),
    ],
)
async def test_the_best_compressed_form_that_is_accepted_goes_out(
    client: httpx.AsyncClient, accepted: str, encoding: str | None
) -> None:
    async with client.stream("GET", "/", headers={"Accept-Encoding": accepted}) as answer:
        sent = b"".join([part async for part in answer.aiter_raw()])

    expected = {"br": b"brotli of the page", "gzip": gzip.compress(PAGE), None: PAGE}[encoding]
    assert (answer.headers.get("content-encoding"), answer.headers["vary"]) == (encoding, "Accept-Encoding")
    assert (gzip.decompress(sent) if encoding == "gzip" else sent) == (PAGE if encoding == "gzip" else expected)


async def test_what_is_named_by_its_content_is_kept_for_ever_and_the_worker_never(client: httpx.AsyncClient) -> None:
    script, worker = await client.get("/assets/index-abc123.js"), await client.get("/sw.js")

    assert (script.content, script.headers["cache-control"]) == (SCRIPT, "public, max-age=31536000, immutable")
    assert (worker.content, worker.headers["cache-control"]) == (b"worker", "no-cache")
    assert (worker.headers["content-type"], "vary" in worker.headers) == ("text/javascript; charset=utf-8", False)


async def test_what_the_browser_has_already_is_not_sent_again(client: httpx.AsyncClient) -> None:
    first = await client.get("/", headers={"Accept-Encoding": "gzip"})
    tag = first.headers["etag"]

    again = await client.get("/", headers={"Accept-Encoding": "gzip", "If-None-Match": f'"another", W/{tag}'})
    other_form = await client.get("/", headers={"If-None-Match": tag})

    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    assert (again.headers["cache-control"], again.headers["vary"]) == ("no-cache", "Accept-Encoding")
    assert (other_form.status_code, other_form.content) == (200, PAGE)


async def test_head_tells_what_get_would_send(client: httpx.AsyncClient) -> None:
    head, whole = await client.head("/plans"), await client.get("/plans")

    assert (head.status_code, head.content) == (200, b"")
    assert {**head.headers, "date": ""} == {**whole.headers, "date": ""}


async def test_nothing_is_sent_to_the_client(client: httpx.AsyncClient) -> None:
    answer = await client.post("/plans", json={})

    assert (answer.status_code, sorted(answer.headers["allow"].split(", "))) == (405, ["GET", "HEAD", "OPTIONS"])
    assert answer.headers["content-type"] == "application/problem+json"


async def test_the_page_about_the_api_and_the_health_stay_where_they_were(client: httpx.AsyncClient) -> None:
    page, document, health = [
        await client.get(path) for path in ("/api/docs", "/api/openapi/openapi.json", "/health/live")
    ]

    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert "<h1" in page.text
    assert [path for path in document.json()["paths"] if not path.startswith(("/api/", "/health/"))] == []
    assert health.json() == {"ok": True}


def test_what_the_build_says_about_itself_is_no_file_of_the_client(folder: Path) -> None:
    assert sorted(read_client(folder)) == [
        "/assets/index-abc123.js",
        "/icon-192.png",
        "/index.html",
        "/manifest.webmanifest",
        "/sw.js",
    ]
