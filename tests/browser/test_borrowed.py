"""A browser that is not one's own: what it shows and keeps after a sign-in ended, or of somebody who borrowed it."""

from __future__ import annotations

from playwright.async_api import Page, expect

from mygymtracker.database.transaction import Database
from tests.api.conftest import give_password
from tests.browser.conftest import NewDevice
from tests.browser.inside import people_kept
from tests.browser.lifting import (
    PASSWORD,
    badge,
    eventually,
    headline,
    log_set,
    reps_at_the_server,
    sign_in,
    start_day,
    tick,
    wait_for_worker,
    wait_until_synced,
)
from tests.browser.network import Network
from tests.browser.training import BENCH, write_plan
from tests.factories import Person
from tests.sync.client import Device

#: A device that knows its owner by a finger or a face, as Chromium plays it.
AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


async def end_all_other_sign_ins(watch: Device) -> None:
    """As somebody does whose phone is gone: with a new password."""
    body = {"old_password": PASSWORD, "password": PASSWORD + "r"}
    answer = await watch.http.put("/api/v1/account/password", json=body)
    assert answer.status_code == 204, answer.text


async def test_a_revoked_sign_in_takes_all_off_a_lost_phone_in_every_tab_and_offers_what_was_not_sent(
    ann_phone: Page, ann: Person, watch: Device, database: Database, network: Network, password_hash: str
) -> None:
    await give_password(database, ann, password_hash)
    await write_plan(watch, sets=4)
    await ann_phone.reload()
    await start_day(ann_phone)
    await log_set(ann_phone, 1, load="60", reps=5, exercise=BENCH)
    await wait_until_synced(ann_phone)
    other = await ann_phone.context.new_page()
    await other.goto("/history")
    await expect(headline(other, "History")).to_be_visible()
    network.gate.shut()
    await tick(ann_phone, 2, BENCH)
    await end_all_other_sign_ins(watch)
    network.gate.open()
    # Sooner than the pause between two tries, which has grown meanwhile.
    await ann_phone.evaluate("dispatchEvent(new Event('online'))")

    for page in (ann_phone, other):
        await expect(page.get_by_text("This sign-in was ended from elsewhere.")).to_be_visible()
        await expect(page.get_by_text(BENCH)).to_have_count(0)
    await ann_phone.reload()
    async with ann_phone.expect_download() as saving:
        await ann_phone.get_by_role("button", name="Save unsent sets as a file").click()
    assert '"reps": 5' in (await (await saving.value).path()).read_text()
    await ann_phone.get_by_role("button", name="Take all off this device").click()
    await ann_phone.get_by_role("dialog").get_by_role("button", name="Take it off").click()

    await expect(ann_phone.get_by_text("What was on this device is gone from it.")).to_be_visible()
    await expect(other.get_by_role("button", name="Save unsent sets as a file")).to_have_count(0)
    assert await people_kept(ann_phone) == []
    assert await cached_answers(ann_phone) == []


async def test_signing_out_in_a_cellar_leaves_nothing_and_the_server_hears_of_it_before_anybody_comes_in(
    ann_phone: Page, network: Network, watch: Device
) -> None:
    await wait_until_synced(ann_phone)
    await wait_for_worker(ann_phone)
    network.gate.shut()
    await ann_phone.context.set_offline(True)
    await ann_phone.goto("/settings")
    await ann_phone.get_by_role("button", name="Sign out", exact=True).click()
    await ann_phone.get_by_role("dialog").get_by_role("button", name="Sign out").click()

    await expect(ann_phone.get_by_text("Signed out, and nothing is left here.")).to_be_visible()
    assert await people_kept(ann_phone) == []
    await ann_phone.goto("/history")
    await expect(headline(ann_phone, "Sign in")).to_be_visible()
    assert await browsers_signed_in(watch) == 1
    network.gate.open()
    await ann_phone.context.set_offline(False)
    await ann_phone.goto("/history")

    await expect(headline(ann_phone, "Sign in")).to_be_visible()
    await eventually(lambda: browsers_signed_in(watch), 0)


async def test_of_a_borrowed_device_nothing_is_kept_and_closing_the_page_signs_out(
    new_device: NewDevice, ann: Person, watch: Device, database: Database, network: Network, password_hash: str
) -> None:
    await give_password(database, ann, password_hash)
    await write_plan(watch)
    theirs = await new_device()
    borrowed = await theirs.context.new_page()
    await borrowed.goto("/sign-in")
    await borrowed.get_by_role("button", name="This is not my device").click()
    await expect(borrowed.get_by_text("Nothing is kept on this device.")).to_be_visible()
    await sign_in(borrowed)
    await start_day(borrowed)
    await log_set(borrowed, 1, load="60", reps=5, exercise=BENCH)
    await eventually(lambda: reps_at_the_server(watch), [5])
    assert await people_kept(theirs) == []
    network.gate.shut()
    await tick(borrowed, 2, BENCH)

    async with borrowed.expect_event("dialog") as warning:
        await borrowed.close(run_before_unload=True)
    assert (await warning.value).type == "beforeunload"
    await (await warning.value).dismiss()
    network.gate.open()
    await eventually(lambda: reps_at_the_server(watch), [5, 5])
    await expect(badge(borrowed, "All synced")).to_be_visible()
    await borrowed.close(run_before_unload=True)

    await eventually(lambda: browsers_signed_in(watch), 0)
    await theirs.goto("/history")
    await expect(headline(theirs, "Sign in")).to_be_visible()
    assert await people_kept(theirs) == []


async def test_a_pin_keeps_eyes_off_a_phone_and_the_password_is_the_way_back(
    ann_phone: Page, ann: Person, database: Database, password_hash: str
) -> None:
    await give_password(database, ann, password_hash)
    await wait_until_synced(ann_phone)
    await ann_phone.goto("/settings")
    await ann_phone.get_by_role("button", name="Lock with a PIN").click()
    await ann_phone.get_by_role("textbox", name="PIN").fill("2580")
    await ann_phone.get_by_role("button", name="Set it").click()
    await expect(ann_phone.get_by_role("button", name="Take the lock off")).to_be_visible()

    await ann_phone.goto("/more")
    await expect(headline(ann_phone, "Locked")).to_be_visible()
    await expect(ann_phone.get_by_text(ann.email)).to_have_count(0)
    await ann_phone.get_by_role("textbox", name="PIN").fill("1234")
    await ann_phone.get_by_role("button", name="Open").click()
    await expect(ann_phone.get_by_text("That is not the PIN.")).to_be_visible()
    await ann_phone.get_by_role("textbox", name="PIN").fill("2580")
    await ann_phone.get_by_role("button", name="Open").click()
    await expect(headline(ann_phone, "More")).to_be_visible()

    await ann_phone.reload()
    await ann_phone.get_by_role("link", name="Sign in with the password instead").click()
    await sign_in(ann_phone)
    await expect(headline(ann_phone, "Today")).to_be_visible()
    await ann_phone.reload()
    await expect(headline(ann_phone, "Today")).to_be_visible()


async def test_the_devices_passkey_opens_what_nobody_else_at_the_device_can(
    phone: Page, ann: Person, database: Database, network: Network, password_hash: str
) -> None:
    await give_password(database, ann, password_hash)
    authenticator = await phone.context.new_cdp_session(phone)
    await authenticator.send("WebAuthn.enable")
    added = await authenticator.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    # Passkeys belong to names, never to addresses.
    await phone.goto(f"http://localhost:{network.gate.port}/sign-in")
    await sign_in(phone)
    await expect(headline(phone, "Today")).to_be_visible()
    await phone.goto(f"http://localhost:{network.gate.port}/settings")
    await phone.get_by_role("button", name="Lock with the device’s passkey").click()
    await expect(phone.get_by_role("button", name="Take the lock off")).to_be_visible()

    await phone.reload()
    verified = {"authenticatorId": added["authenticatorId"], "isUserVerified": False}
    await authenticator.send("WebAuthn.setUserVerified", verified)
    await phone.get_by_role("button", name="Open with the device’s passkey").click()
    await expect(phone.get_by_text("The device did not say that it is you.")).to_be_visible()
    await authenticator.send("WebAuthn.setUserVerified", verified | {"isUserVerified": True})
    await phone.get_by_role("button", name="Open with the device’s passkey").click()

    await expect(headline(phone, "Settings")).to_be_visible()


async def browsers_signed_in(watch: Device) -> int:
    answer = await watch.http.get("/api/v1/login-sessions")
    return sum(1 for each in answer.json() if each["kind"] == "browser")


async def cached_answers(page: Page) -> list[str]:
    """Paths of the API that the service worker's caches hold."""
    found: list[str] = await page.evaluate(
        """async () => {
          const all = await Promise.all((await caches.keys()).map(async (name) => (await caches.open(name)).keys()))
          return all.flat().map(({ url }) => new URL(url).pathname).filter((path) => path.startsWith('/api/'))
        }"""
    )
    return found
