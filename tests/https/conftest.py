"""The application behind https on 127.0.0.1, as `serve --tls` puts it together, in the test's own event loop."""

from __future__ import annotations

import asyncio
import socket
import ssl
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest

from mygymtracker.api.app import create_app, register_routes
from mygymtracker.api.https.door import Door
from mygymtracker.api.https.help_page import help_app
from mygymtracker.api.https.keeping import Kept, keep
from mygymtracker.api.https.names import names_of
from mygymtracker.api.serving import help_server, web_server
from mygymtracker.settings import Settings
from tests.api.conftest import SIGNING_SECRET, registered_routes, sharing
from tests.conftest import TestDatabase


@dataclass(frozen=True, slots=True)
class Tracker:
    """One at https and its help page at http; both listen on 127.0.0.1 and are asked for by any name."""

    door: Door
    made_at: datetime
    port: int
    help_port: int
    set_up_code: str

    def context(self) -> ssl.SSLContext:
        """Of a device that trusts this authority and no other."""
        made = ssl.create_default_context(cadata=self.door.kept.authority.certificate_pem().decode())
        assert len(made.get_ca_certs()) == 1
        return made

    def shown_to(self, name: str) -> str:
        """The serial number of the certificate. Raises ssl.SSLCertVerificationError when it is not trusted."""
        context = self.context()
        with (
            socket.create_connection(("127.0.0.1", self.port), timeout=10) as plain,
            context.wrap_socket(plain, server_hostname=name) as connection,
        ):
            certificate = connection.getpeercert()
            assert certificate is not None
            return str(certificate["serialNumber"])


@pytest.fixture
def client() -> Path | None:
    """No web client: what is tested here is how the server is reached."""
    return None


@pytest.fixture
async def tracker(client: Path | None, migrated_database: TestDatabase, tmp_path: Path) -> AsyncIterator[Tracker]:
    environment = {"APP_ENV": "test", "JWT_SECRET": SIGNING_SECRET, "MYGYMTRACKER_HOME": str(tmp_path), "TLS": "1"}
    environment |= {"ALLOWED_HOSTS": "gym-server, gym-server.local, gym.lan"}  # this machine has another name
    settings = Settings.load(environment | {"SIGN_UP": "open", "HOST": "127.0.0.1"}, directory=tmp_path)
    routes = register_routes(client) if client else sharing(registered_routes())
    app = create_app(settings, migrated_database.app, routes=routes)
    names = names_of("gym-server", [], ["gym.lan"])

    def look(now: datetime) -> Kept:
        return keep(tmp_path / "https", "gym-server", names, ("gym.lan",), now=now)

    made_at = datetime.now(UTC) - timedelta(days=61)  # good still, and due to be renewed
    door = Door(look, now=made_at)
    async with AsyncExitStack() as running:
        listening = running.enter_context(socket.create_server(("127.0.0.1", 0)))
        helping = running.enter_context(socket.create_server(("127.0.0.1", 0)))
        port = listening.getsockname()[1]
        servers = [
            web_server(app, context=door.context),
            help_server(help_app(lambda: door.kept, port=port), app.state.entrance),
        ]
        serving = [
            asyncio.create_task(server.serve(sockets=[each]))
            for server, each in zip(servers, (listening, helping), strict=True)
        ]
        yield Tracker(door, made_at, port, helping.getsockname()[1], app.state.set_up_code)
        for server in servers:
            server.should_exit = True
        await asyncio.gather(*serving)


@pytest.fixture
async def device(tracker: Tracker) -> AsyncIterator[httpx.AsyncClient]:
    """Trusts the authority and nothing else."""
    base = f"https://localhost:{tracker.port}"
    async with httpx.AsyncClient(base_url=base, verify=tracker.context(), trust_env=False) as made:
        yield made
