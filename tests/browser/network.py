"""A gym's cellar, and the way out of it."""

from __future__ import annotations

from playwright.async_api import Page

from tests.browser.gate import Gate
from tests.mortal import MortalServer


class Network:
    """Between the devices and the server. A browser that is told to be offline still answers from its own caches, and
    one whose server is only slow waits for it: so the server is killed, the gate is shut and the browser is told.
    """

    def __init__(self, server: MortalServer, gate: Gate) -> None:
        self.server = server
        self.gate = gate

    async def fail(self, *pages: Page) -> None:
        self.server.kill()
        self.gate.shut()
        for page in pages:
            await page.context.set_offline(True)

    async def come_back(self, *pages: Page) -> None:
        self.server.start()
        self.gate.open()
        for page in pages:
            await page.context.set_offline(False)
