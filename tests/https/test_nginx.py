"""The example with nginx in front: what it says of the settings, and what the tracker hears through a real nginx."""

from __future__ import annotations

import asyncio
import os
import shutil
import socket
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from ipaddress import ip_network
from pathlib import Path
from typing import Final

import httpx
import pytest

from mygymtracker.api.front.entrance import Entrance
from mygymtracker.api.front.hosts import hosts_of
from mygymtracker.api.front.limits import SERVER
from mygymtracker.api.https.keeping import Kept, keep
from mygymtracker.api.https.names import names_of
from mygymtracker.api.imports import LARGEST_FILE
from mygymtracker.settings import Settings
from tests.documentation.documents import ROOT
from tests.front.conftest import running_front

NGINX: Final = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
EXAMPLE: Final = (ROOT / "docs/examples/nginx.conf").read_text("utf-8")
HOST: Final = "gym.example.org"
ELSEWHERE: Final = "127.0.0.2"
PUBLIC_URL: Final = f"https://{HOST}"
#: What nginx needs around the example to be started by hand; its files are in the working directory.
AROUND: Final = """
daemon off; master_process off; pid pid; error_log stderr; events {}
http {
  access_log off;
  client_body_temp_path body; proxy_temp_path proxy;
  fastcgi_temp_path fastcgi; uwsgi_temp_path uwsgi; scgi_temp_path scgi;
  include gym.conf;
}
"""


def test_the_example_passes_on_to_the_port_of_the_settings_and_takes_what_the_tracker_takes(tmp_path: Path) -> None:
    port = Settings.load({}, directory=tmp_path).port

    assert f"proxy_pass http://127.0.0.1:{port};" in EXAMPLE
    assert f"client_max_body_size {LARGEST_FILE >> 20}m;" in EXAMPLE


@asynccontextmanager
async def nginx(here: Path, kept: Kept, *, before: int) -> AsyncIterator[int]:
    """One with the example, but for its addresses and its certificate, in front of that port; its own port."""
    assert NGINX is not None
    with socket.create_server(("127.0.0.1", 0)) as free:  # nginx takes no port 0
        port = free.getsockname()[1]
    certificate = str(kept.path)
    replaced = {
        "listen 443 ssl": f"listen 127.0.0.1:{port} ssl",
        "/etc/ssl/gym.pem": certificate,
        "/etc/ssl/gym.key": certificate,
        "http://127.0.0.1:3000": f"http://127.0.0.1:{before}",
    }
    example = EXAMPLE
    for written, instead in replaced.items():
        assert written in example
        example = example.replace(written, instead)
    (here / "gym.conf").write_text(example)
    (here / "nginx.conf").write_text(AROUND)
    process = await asyncio.create_subprocess_exec(
        NGINX, "-p", here, "-c", "nginx.conf", stderr=asyncio.subprocess.PIPE
    )
    async with asyncio.timeout(10):
        while not (here / "pid").exists():  # it listens then
            assert process.returncode is None, await process.communicate()
            await asyncio.sleep(0)
    try:
        yield port
    finally:
        if process.returncode is None:
            process.terminate()
        await process.wait()


@pytest.mark.skipif(NGINX is None, reason="there is no nginx")
async def test_through_nginx_the_tracker_hears_its_own_name_who_asks_and_that_it_was_by_https(tmp_path: Path) -> None:
    kept = keep(tmp_path / "https", "gym", names_of("gym", [], [HOST]), (HOST,), now=datetime.now(UTC))
    context = ssl.create_default_context(cadata=kept.authority.certificate_pem().decode())
    entrance = Entrance(
        hosts_of(hostname="gym", public_url=PUBLIC_URL, further=[]), [ip_network("127.0.0.1/32")], strict=True
    )

    async with (
        running_front(SERVER, is_exempt=entrance.is_trusted, entrance=entrance) as front,
        nginx(tmp_path, kept, before=front.port) as port,
        httpx.AsyncClient(
            transport=httpx.AsyncHTTPTransport(verify=context, local_address=ELSEWHERE, retries=3),
            base_url=f"https://127.0.0.1:{port}",
            headers={"Host": HOST, "X-Forwarded-For": "203.0.113.9"},
        ) as client,
    ):
        answer = await client.post("/api/v1/imports", content=bytes(2_000_000), extensions={"sni_hostname": HOST})
        [scope] = front.echo.scopes

    assert (answer.status_code, answer.content) == (200, b"2000000")
    assert scope["client"] is not None
    assert (scope["client"][0], scope["scheme"]) == (ELSEWHERE, "https")
    assert "Strict-Transport-Security" in answer.headers
