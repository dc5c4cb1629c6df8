"""`serve --tls`: https in the home network, and what the terminal says of it."""

from __future__ import annotations

import io
import socket
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from rich.markup import escape

from mygymtracker.cli.schedule import Job

if TYPE_CHECKING:
    from mygymtracker.api.https.door import Door
    from mygymtracker.api.serving import Https
    from mygymtracker.settings import Settings

#: Where any address is listened on, people are told of those that their devices can reach.
EVERY_ADDRESS = ("0.0.0.0", "::")  # noqa: S104 — only compared


@dataclass(frozen=True, slots=True)
class HomeHttps:
    """Https that is about to be served on `port`."""

    door: Door
    https: Https
    host: str
    port: int

    def job(self) -> Job:
        """Certificates end, and machines get other addresses from their router."""

        async def run(now: datetime) -> None:
            self.door.renew(now)

        return Job("look at the https certificate", timedelta(minutes=1), run, part="certificate")

    def sentences(self) -> list[str]:
        kept = self.door.kept
        lines = [
            f"From other devices: {' or '.join(f'https://{host}:{self.port}' for host in self._reached)}",
            *(
                f"The certificate does not answer to {name}, which the authority was not made for. Delete "
                f"{kept.path.parent}, and another one is made, which every device has to trust anew."
                for name in kept.left_out
            ),
        ]
        return [
            *map(escape, lines),
            f"A device that does not trust it yet: open [bold]{escape(self.help_address)}[/] on it.",
            "The certificate there must have this SHA-256 fingerprint:",
            f"  [bold]{kept.authority.fingerprint}[/]",
        ]

    @property
    def help_address(self) -> str:
        """By an address rather than a name where there is one: not every network knows names."""
        addresses = self.door.kept.names.addresses_elsewhere if self.host in EVERY_ADDRESS else ()
        return f"http://{[*addresses, *self._reached][0]}:{self.https.help_listening.getsockname()[1]}/"

    @property
    def _reached(self) -> tuple[str, ...]:
        names = self.door.kept.names
        hosts = names.domains_elsewhere + names.addresses_elsewhere if self.host in EVERY_ADDRESS else ()
        return hosts or (self._host_in_url,)

    @property
    def _host_in_url(self) -> str:
        if self.host in (*EVERY_ADDRESS, "127.0.0.1", "::1"):
            return "localhost"
        return f"[{self.host}]" if ":" in self.host else self.host


def qr_code(address: str) -> str:
    """For a phone's camera: dark on light, whatever the colours of the terminal are."""
    import segno

    drawn = io.StringIO()
    segno.make(address, error="l", micro=False).terminal(drawn, compact=True)
    return "".join(f"\x1b[97;40m{line}\x1b[0m\n" for line in drawn.getvalue().splitlines())


@contextmanager
def home_https(
    settings: Settings, listening: socket.socket, listen: Callable[[str, int, str], socket.socket]
) -> Generator[HomeHttps | None]:
    """None where the settings want plain http. Raises Refused where the authority that is kept cannot be used.

    `listen` takes a host, a port and the name of the port's setting.
    """
    if not settings.tls:
        yield None
        return
    # only this needs the libraries of certificates, which take a while to load
    from mygymtracker.api.https.door import Door
    from mygymtracker.api.https.help_page import help_app
    from mygymtracker.api.https.keeping import Kept, keep
    from mygymtracker.api.https.names import names_of_this_machine
    from mygymtracker.api.serving import Https

    extra = settings.tls_names

    def look(now: datetime) -> Kept:
        names = names_of_this_machine(extra)
        return keep(settings.home / "https", socket.gethostname(), names, extra, now=now)

    with listen(settings.host, settings.tls_help_port, "TLS_HELP_PORT") as helping:
        door = Door(look, now=datetime.now(UTC))
        port = listening.getsockname()[1]
        helper = help_app(lambda: door.kept, port=port)
        yield HomeHttps(
            door, Https(door.context, lambda: door.renew(datetime.now(UTC)), helper, helping), settings.host, port
        )
