"""What holds on every screen. That none breaks the Content-Security-Policy is watched wherever a device is used."""

from __future__ import annotations

from playwright.async_api import Page, expect

from tests.browser.lifting import headline, show_last_workouts, wait_for_worker, wait_until_synced
from tests.browser.network import Network
from tests.browser.screens import routes
from tests.browser.training import BENCH, Workout, exercise_named, write_plan
from tests.sync.client import Device

AWAY = "cannot be reached"


async def test_every_screen_opens_without_a_network_with_what_is_here_or_says_what_is_not(
    ann_phone: Page, watch: Device, network: Network
) -> None:
    await write_plan(watch)
    ended, running = Workout(watch, name="Last time", hours_ago=30), Workout(watch, name="Bench day")
    for each in (ended, running):
        each.log(5)
    ended.finish()
    assert await watch.sync() == []
    plan = next(row_id for kind, row_id in watch.shown() if kind == "plan")
    bench = exercise_named(watch, BENCH)
    shown = {
        "/": ("Today", "Continue Bench day"),
        f"/workouts/{running.id}": ("Bench day", BENCH),
        f"/workouts/{ended.id}": ("Last time", BENCH),
        "/plans": ("Plans", "Push"),
        f"/plans/{plan}": ("Upper", BENCH),
        "/exercises": ("Exercises", BENCH),
        f"/exercises/{bench}": (BENCH, "Progress and records"),
        "/history": ("History", "Bench day"),
        "/progress": ("Progress", BENCH),
        f"/progress/{bench}": (BENCH, "Records"),
        "/more": ("More", "Signed in as"),
        "/settings": ("Settings", "Time zone"),
        "/imports": ("Import", AWAY),
        "/imports/2": ("Import", AWAY),
        "/changes": ("Changes", AWAY),
        "/sync": ("Sync", AWAY),
        "/sign-in": ("Sign in", "New here?"),
        "/sign-up": ("Make an account", "Been here before?"),
    }
    assert [route.pattern for route in routes() if not any(map(route.match, shown))] == []
    await ann_phone.reload()
    await expect(ann_phone.get_by_role("link", name="Continue Bench day")).to_be_visible()
    await wait_until_synced(ann_phone)
    await wait_for_worker(ann_phone)

    await network.fail(ann_phone)

    for path, (title, words) in shown.items():
        await ann_phone.goto(path)
        await expect(headline(ann_phone, title)).to_be_visible()
        if path == "/history":
            await show_last_workouts(ann_phone)
        await expect(ann_phone.get_by_role("main").get_by_text(words).first).to_be_visible()


async def test_the_page_about_the_api_shows_every_subject_and_sends_a_request_as_whoever_is_signed_in(
    ann_phone: Page,
) -> None:
    document = await (await ann_phone.request.get("/api/openapi/openapi.json")).json()

    await ann_phone.goto("/api/docs")

    for tag in document["tags"]:
        await expect(ann_phone.locator(f"#operations-tag-{tag['name'].replace(' ', '_')}")).to_be_visible()
    account = ann_phone.locator("#operations-Accounts-getAccount")
    await account.get_by_role("button").first.click()
    await account.get_by_role("button", name="Try it out").click()
    await account.get_by_role("button", name="Execute").click()
    await expect(account.get_by_text("ann@example.org").first).to_be_visible()
