"""A wire between the program and PostgreSQL that can fall silent, or be cut right after something was said on it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress
from dataclasses import replace

from mygymtracker.postgres_address import PostgresAddress, TlsMode


class Wire:
    """`is_silent` swallows what either side says; `cut_after` is what the program says last: its answer is lost."""

    def __init__(self, to: PostgresAddress) -> None:
        self.to = to
        self.is_silent = False
        self.cut_after: bytes | None = None
        self.ends: list[asyncio.StreamWriter] = []

    async def carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if self.to.host.startswith("/"):
            far_reader, far_writer = await asyncio.open_unix_connection(f"{self.to.host}/.s.PGSQL.{self.to.port}")
        else:
            far_reader, far_writer = await asyncio.open_connection(self.to.host, self.to.port)
        self.ends += [writer, far_writer]
        back = asyncio.create_task(self._pass_on(far_reader, writer))
        with suppress(ConnectionError):
            while said := await reader.read(65536):
                if self.is_silent:
                    continue
                is_last = self.cut_after is not None and self.cut_after in said
                if is_last:
                    back.cancel()
                far_writer.write(said)
                await far_writer.drain()
                if is_last:
                    await far_reader.read(65536)  # it was done
                    break
        for each in (writer, far_writer):
            each.close()
        back.cancel()

    async def _pass_on(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(ConnectionError):
            while said := await reader.read(65536):
                if not self.is_silent:
                    writer.write(said)
                    await writer.drain()
        writer.close()


@asynccontextmanager
async def wire_to(address: PostgresAddress) -> AsyncGenerator[tuple[Wire, PostgresAddress]]:
    """The wire, and the address at its near end."""
    wire = Wire(address)
    server = await asyncio.start_server(wire.carry, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    try:
        yield wire, replace(address, host="127.0.0.1", port=port, tls=TlsMode.DISABLE)
    finally:
        server.close()
        for end in wire.ends:
            end.close()
            with suppress(ConnectionError):
                await end.wait_closed()
