"""The web client in a real Chromium: from the tap to the painted row, against a bare page; loading; the first sync."""

from __future__ import annotations

import json
import shutil
from collections import defaultdict
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from statistics import median, quantiles
from typing import Any, Final
from urllib.request import Request, urlopen

from playwright.async_api import Browser, Page, async_playwright
from tests.browser.inside import wait_until_all_is_sent_and_read

from benchmarks import people
from benchmarks.app_process import App, running_app, token
from benchmarks.cluster import Cluster
from mygymtracker import webbuild
from mygymtracker.database.columns import new_id
from mygymtracker.sync.answers import SCHEMA

#: How many times slower the processor is made: not at all, and to about that of a phone.
SLOWER: Final = (1, 4)
#: Of one round: all sets of one workout.
TAPS: Final = people.SETS_OF_A_WORKOUT
#: Milliseconds from one tap's end to the next tap: quicker than anybody lifts, slow enough that they do not queue.
PAUSE: Final = 250
_PERSON: Final = people.MEASURED[0]
_LOG: Final = "button.log"

#: Notes for each trusted click, in ms from the event: when what `shown()` says has changed and the next frame was made,
#: and when `kept()` is true after that.
_NOTE_TAPS: Final = """() => {
  const showing = () => %s
  const keeping = () => %s
  window.taps = []
  document.addEventListener('click', ({ isTrusted, target, timeStamp }) => {
    if (!isTrusted || !target.closest('button.log')) return
    const before = showing()
    const tap = { painted: null, kept: null }
    const look = () => {
      if (tap.painted === null && showing() !== before) {
        tap.painted = 0
        const channel = new MessageChannel()
        channel.port1.onmessage = () => { tap.painted = performance.now() - timeStamp; end() }
        requestAnimationFrame(() => channel.port2.postMessage(null))
      }
      if (tap.kept === null && tap.painted !== null && keeping()) { tap.kept = performance.now() - timeStamp; end() }
    }
    const observer = new MutationObserver(look)
    const end = () => {
      if (!tap.painted || tap.kept === null) return
      observer.disconnect()
      window.taps.push(tap)
    }
    observer.observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true })
  }, true)
}"""
_RINGS: Final = "[...document.querySelectorAll('main table button[aria-label]')].map((e) => e.ariaLabel).join()"
_NONE_IS_BEING_SAVED: Final = "!document.querySelector('main table button[aria-label*=\": saving\"]')"
#: The least that any page does: it changes one row of as many.
_BARE: Final = """(rows) => {
  document.body.innerHTML = `<button class="log">Log</button><table>${'<tr><td>open</td></tr>'.repeat(rows)}</table>`
  const cells = document.querySelectorAll('td')
  let next = 0
  document.querySelector('button').onclick = () => { cells[next++ % rows].textContent = `done ${next}` }
}"""
#: When Today is there, in ms from the start of the navigation.
_NOTE_TODAY: Final = """() => {
  const look = () => {
    const words = [...document.querySelectorAll('main a, main button')].map((each) => each.textContent.trim())
    if (words.some((each) => /^(Start|Continue)/.test(each))) window.todayAt = performance.now()
    else requestAnimationFrame(look)
  }
  look()
}"""
_FIRST_PAINT: Final = "performance.getEntriesByName('first-contentful-paint')[0].startTime"


@dataclass(slots=True)
class Taps:
    """Milliseconds from the tap, an entry a tap: on the client's page and on the bare one."""

    painted: list[float] = field(default_factory=list)
    kept: list[float] = field(default_factory=list)
    bare: list[float] = field(default_factory=list)


class Browsing:
    """Rounds on one database: taps at both speeds, then loads, each with a device that knows nothing yet."""

    def __init__(self, cluster: Cluster, database: str) -> None:
        self._cluster = cluster
        self._database = database
        self.taps: dict[int, Taps] = defaultdict(Taps)
        self.first_paint: list[float] = []
        self.first_today: list[float] = []
        self.offline_today: list[float] = []
        self.first_sync: list[float] = []

    async def measure(self, rounds: int) -> None:
        chromium = find_chromium()
        assert chromium is not None
        webbuild.build_if_changed(say=lambda _: None)
        server = self._cluster.server
        with running_app(server.as_app(self._database), Path(server.home) / "app") as app:
            async with async_playwright() as playwright:
                browser = await playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
                for _ in range(rounds):
                    await self._load(browser, app)
                    for slower in SLOWER:
                        await self._tap(browser, app, slower)
                await browser.close()

    async def _load(self, browser: Browser, app: App) -> None:
        async with _device(browser, app) as page:
            await page.add_init_script(f"({_NOTE_TODAY})()")
            await page.goto("/")
            self.first_today.append(await _today(page))
            self.first_paint.append(await page.evaluate(_FIRST_PAINT))
            await wait_until_all_is_sent_and_read(page, seconds=300)
            self.first_sync.append(await page.evaluate("performance.now()") / 1000)
            await page.evaluate("navigator.serviceWorker.ready.then(() => null)")
            await page.context.set_offline(True)
            await page.reload()
            self.offline_today.append(await _today(page))

    async def _tap(self, browser: Browser, app: App, slower: int) -> None:
        workout = _begin_workout(app)
        # Each in a window of its own: both are seen all the time.
        async with _device(browser, app) as page, _device(browser, app) as bare:
            await page.goto("/")
            await wait_until_all_is_sent_and_read(page, seconds=300)
            await page.goto(f"/workouts/{workout}")
            await page.locator(_LOG).wait_for()
            await bare.goto("/theme.js")
            await bare.evaluate(_BARE, TAPS)
            for each, shown, kept in ((page, _RINGS, _NONE_IS_BEING_SAVED), (bare, "document.body.innerText", "true")):
                session = await each.context.new_cdp_session(each)
                await session.send("Emulation.setCPUThrottlingRate", {"rate": slower})
                await each.evaluate(_NOTE_TAPS % (shown, kept))
            figures = self.taps[slower]
            for number in range(1, TAPS + 1):
                for each in (page, bare):
                    await each.wait_for_timeout(PAUSE)
                    await each.locator(_LOG).click()
                    await each.wait_for_function("(count) => window.taps.length >= count", arg=number)
            taps = await page.evaluate("window.taps")
            figures.painted += [tap["painted"] for tap in taps]
            figures.kept += [tap["kept"] for tap in taps]
            figures.bare += [tap["painted"] for tap in await bare.evaluate("window.taps")]


def find_chromium() -> str | None:
    return shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


def percentile(values: Sequence[float], percent: int) -> float:
    return median(values) if percent == 50 else quantiles(values, n=100)[percent - 1]


@asynccontextmanager
async def _device(browser: Browser, app: App) -> AsyncIterator[Page]:
    """A phone that has never been here; the person is signed in on it."""
    context = await browser.new_context(
        base_url=f"http://127.0.0.1:{app.port}",
        viewport={"width": 390, "height": 844},
        extra_http_headers={"Authorization": f"Bearer {token(_PERSON)}"},
    )
    yield await context.new_page()
    await context.close()


async def _today(page: Page) -> float:
    await page.wait_for_function("() => window.todayAt")
    at: float = await page.evaluate("window.todayAt")
    return at


def _begin_workout(app: App) -> str:
    """With the exercises of one that was done before, whose sets are taken over with one tap each."""
    workout, now = str(new_id()), datetime.now(UTC).isoformat()
    said: dict[str, Any] = {"name": "Push", "started_at": now, "time_zone": "UTC", "status": "in_progress"}
    rows = [("workout", workout, said)]
    for place in range(people.EXERCISES):
        exercise = people.exercise_id(people.exercise_of(_PERSON, workout=0, place=place))
        belongs = {"workout_id": workout, "exercise_id": exercise, "display_order": place + 1}
        rows.append(("workout_exercise", str(new_id()), belongs))
    operations = [
        {"id": str(new_id()), "action": "create", "kind": kind, "row": row, "base": 0, "fields": fields}
        for kind, row, fields in rows
    ]
    epoch = json.loads(_ask(app, f"/api/v1/sync/bootstrap?schema={SCHEMA}"))["epoch"]
    sent = {"schema": SCHEMA, "epoch": epoch, "device": "benchmark", "operations": operations}
    answer = _ask(app, "/api/v1/sync", json.dumps(sent).encode())
    assert answer.count(b'"applied"') == len(operations), answer[:500]
    return workout


def _ask(app: App, path: str, body: bytes | None = None) -> bytes:
    headers = {"Authorization": f"Bearer {token(_PERSON)}", "Content-Type": "application/json"}
    with urlopen(Request(f"http://127.0.0.1:{app.port}{path}", body, headers)) as response:
        answer: bytes = response.read()
    return answer
