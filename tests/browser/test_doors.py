"""Coming in, going out, and whose things are on a device meanwhile."""

from __future__ import annotations

from playwright.async_api import Page, Route, expect
from sqlalchemy import delete, func, select

from mygymtracker.api.authentication import COOKIE
from mygymtracker.database.entities import ExerciseSet, LoginSession
from mygymtracker.database.transaction import Database
from tests.api.conftest import browser_of, give_password
from tests.browser.conftest import NewDevice
from tests.browser.inside import give_former_address, people_kept
from tests.browser.lifting import (
    EMAIL,
    badge,
    eventually,
    headline,
    log_set,
    reps_at_the_server,
    sign_in,
    sign_out,
    sign_up,
    start_day,
    tick,
    wait_until_synced,
)
from tests.browser.logging_screen import pick
from tests.browser.network import Network
from tests.browser.training import BENCH, Workout, write_plan
from tests.factories import Person
from tests.mortal import MortalServer
from tests.sync.client import Device


async def test_an_account_is_made_and_known_on_another_device_by_its_password_alone(
    new_device: NewDevice,
) -> None:
    phone = await new_device(timezone_id="America/Los_Angeles")
    await sign_up(phone)
    await phone.goto("/settings")
    await expect(phone.get_by_label("Time zone")).to_have_value("America/Los_Angeles")

    tablet = await new_device()
    await sign_in(tablet, password="correct horse battery stapler")

    await expect(tablet.get_by_role("alert")).to_contain_text("password is wrong")
    await expect(tablet.get_by_label("Email")).to_have_value(EMAIL)
    await sign_in(tablet)
    await expect(headline(tablet, "Today")).to_be_visible()
    await wait_until_synced(tablet)


async def test_an_empty_server_opens_on_making_the_account_and_then_says_how_others_come_in(
    server_process: MortalServer, new_device: NewDevice
) -> None:
    server_process.environment["SIGN_UP"] = "first"
    server_process.kill()
    server_process.start()
    first = await new_device()
    await expect(headline(first, "Make an account")).to_be_visible()
    await expect(first.get_by_text("This server has no account yet.")).to_be_visible()
    await sign_up(first)

    second = await new_device()

    await expect(headline(second, "Sign in")).to_be_visible()
    await expect(second.get_by_text("mygymtracker account create EMAIL")).to_be_visible()
    await expect(second.get_by_role("link", name="Make an account")).to_have_count(0)
    await second.goto("/sign-up")
    await expect(second.get_by_text("mygymtracker account create EMAIL")).to_be_visible()
    await expect(second.get_by_role("button", name="Make the account")).to_have_count(0)


async def test_what_the_same_person_left_of_a_server_that_is_gone_is_brought_into_the_present_one_once(
    ann_phone: Page, watch: Device, bob: Person, database: Database, network: Network
) -> None:
    workout = Workout(watch)
    workout.log(5)
    await watch.sync()
    await ann_phone.reload()
    await expect(ann_phone.get_by_role("link", name="Continue Bench day")).to_be_visible()
    await wait_until_synced(ann_phone)
    await give_former_address(ann_phone, bob.email)
    cookies = await browser_of(database, bob)
    await ann_phone.context.add_cookies([{"name": COOKIE, "value": cookies[COOKIE], "url": network.gate.address}])
    await ann_phone.goto("/sync")
    bring = ann_phone.get_by_role("button", name="Bring into this account")
    await expect(bring).to_be_visible()

    async with ann_phone.expect_download() as saving:
        await ann_phone.get_by_role("button", name="Save as a file").click()
    await bring.click()

    await expect(ann_phone.get_by_text("Read in: ")).to_be_visible()
    assert await sets_of(database, bob) == 1
    await ann_phone.get_by_label("Read in a saved file").set_input_files(await (await saving.value).path())
    await expect(ann_phone.get_by_text("Nothing in it was new.")).to_be_visible()
    assert await sets_of(database, bob) == 1


async def test_where_one_wanted_to_go_before_signing_in_is_where_one_comes(phone: Page) -> None:
    await sign_up(phone)
    await sign_out(phone)

    await phone.goto("/plans")
    await sign_in(phone)

    await expect(headline(phone, "Plans")).to_be_visible()


async def test_signing_out_takes_everything_off_the_device(ann_phone: Page, ann: Person, watch: Device) -> None:
    workout = Workout(watch)
    workout.log(5)
    await watch.sync()
    await ann_phone.reload()
    await expect(ann_phone.get_by_role("link", name="Continue Bench day")).to_be_visible()
    await wait_until_synced(ann_phone)
    assert await people_kept(ann_phone) == [str(ann.id)]

    await sign_out(ann_phone)

    assert await people_kept(ann_phone) == []
    await ann_phone.goto("/history")
    await expect(headline(ann_phone, "Sign in")).to_be_visible()
    await expect(ann_phone.get_by_text("Bench day")).to_have_count(0)


async def test_who_signs_in_with_things_waiting_of_somebody_else_neither_sees_nor_sends_them(
    ann_phone: Page,
    ann: Person,
    bob: Person,
    watch: Device,
    database: Database,
    network: Network,
    password_hash: str,
) -> None:
    await give_password(database, bob, password_hash)
    await write_plan(watch)
    await ann_phone.reload()
    await start_day(ann_phone)
    await wait_until_synced(ann_phone)
    network.gate.shut()
    await log_set(ann_phone, 1, load="60", reps=5, exercise=BENCH)
    async with database.acting_as(ann.id) as session:
        await session.execute(delete(LoginSession))
    network.gate.open()
    await ann_phone.evaluate("dispatchEvent(new Event('online'))")
    await expect(headline(ann_phone, "Sign in")).to_be_visible()
    await expect(ann_phone.get_by_text("waits to be sent.")).to_be_visible()

    await sign_in(ann_phone, email=bob.email)

    await expect(headline(ann_phone, "Somebody else’s training is here")).to_be_visible()
    await expect(ann_phone.get_by_text("Bench")).to_have_count(0)
    async with ann_phone.expect_download() as saving:
        await ann_phone.get_by_role("button", name="Save unsent sets as a file").click()
    assert '"reps": 5' in (await (await saving.value).path()).read_text()
    await ann_phone.get_by_role("button", name="Take it off and go on").click()
    await expect(ann_phone.get_by_text("Log your first workout")).to_be_visible()
    await wait_until_synced(ann_phone)
    assert await sets_of(database, bob) == await sets_of(database, ann) == 0
    assert await people_kept(ann_phone) == [str(bob.id)]


async def test_what_waits_is_never_sent_with_the_sign_in_of_somebody_else(
    ann_phone: Page, bob: Person, database: Database, network: Network
) -> None:
    await wait_until_synced(ann_phone)
    network.gate.shut()
    await ann_phone.get_by_role("button", name="Start a workout").click()
    await ann_phone.get_by_role("main").get_by_role("button", name="Add an exercise").click()
    await pick(ann_phone, BENCH)
    await log_set(ann_phone, 1, load="60", reps=5, exercise=BENCH)
    # Bob signed in in another tab, and whose the sign-in is now is not answered for long.
    cookies = await browser_of(database, bob)
    await ann_phone.context.add_cookies([{"name": COOKIE, "value": cookies[COOKIE], "url": network.gate.address}])
    await ann_phone.route("**/api/v1/account", wait_for_ever)
    network.gate.open()
    await ann_phone.reload()

    await expect(badge(ann_phone, "Sign in again")).to_be_visible()
    assert await sets_of(database, bob) == 0


async def wait_for_ever(_: Route) -> None:
    """No answer."""


async def test_a_sign_in_that_ended_shuts_the_device_and_the_next_one_of_the_same_person_sends_what_waits(
    ann_phone: Page, ann: Person, watch: Device, database: Database, password_hash: str
) -> None:
    await give_password(database, ann, password_hash)
    await write_plan(watch, sets=4)
    await ann_phone.reload()
    await start_day(ann_phone)
    await log_set(ann_phone, 1, load="60", reps=5, exercise=BENCH)
    await wait_until_synced(ann_phone)
    async with database.acting_as(ann.id) as session:
        await session.execute(delete(LoginSession).where(LoginSession.label == "browser"))

    await tick(ann_phone, 2, BENCH)

    await expect(headline(ann_phone, "Sign in")).to_be_visible()
    # the set, and how long the rest before it was
    await expect(ann_phone.get_by_text("2 things wait to be sent.")).to_be_visible()
    await ann_phone.goto("/history")
    await expect(headline(ann_phone, "Sign in")).to_be_visible()
    await expect(ann_phone.get_by_text("Push")).to_have_count(0)
    assert await reps_at_the_server(watch) == [5]
    await sign_in(ann_phone)
    await expect(headline(ann_phone, "History")).to_be_visible()
    await wait_until_synced(ann_phone)
    await eventually(lambda: reps_at_the_server(watch), [5, 5])


async def sets_of(database: Database, person: Person) -> int:
    async with database.acting_as(person.id) as session:
        return await session.scalar(select(func.count()).select_from(ExerciseSet)) or 0
