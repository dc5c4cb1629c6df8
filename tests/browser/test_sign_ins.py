"""Who signed in and who tried, as a person hears of it; and the code of the first account."""

from __future__ import annotations

import httpx
from playwright.async_api import Page, expect

from mygymtracker.database.transaction import Database
from tests.api.conftest import give_password
from tests.browser.conftest import NewDevice
from tests.browser.lifting import EMAIL, PASSWORD, headline
from tests.factories import Person
from tests.mortal import MortalServer

TRIED = "Somebody tried to sign in as you 5 times."


async def guess(server: MortalServer, *, times: int) -> None:
    async with httpx.AsyncClient(base_url=server.address) as stranger:
        for _ in range(times):
            answer = await stranger.post("/api/v1/tokens", json={"email": EMAIL, "password": "a wrong guess"})
            assert answer.status_code == 401, answer.text


async def test_who_tried_is_told_once_and_listed_and_another_sign_in_ends_with_the_password(
    server_process: MortalServer,
    ann_phone: Page,
    ann_http: httpx.AsyncClient,
    ann: Person,
    database: Database,
    password_hash: str,
) -> None:
    await give_password(database, ann, password_hash)
    await guess(server_process, times=5)
    await ann_phone.reload()
    news = ann_phone.get_by_text(TRIED)
    await expect(news).to_be_visible()
    await ann_phone.get_by_role("button", name="I have seen it").click()
    await expect(news).to_have_count(0)
    await ann_phone.reload()

    await ann_phone.goto("/settings")
    await ann_phone.get_by_role("button", name="Where I am signed in").click()
    sheet = ann_phone.get_by_role("dialog")
    await expect(sheet.get_by_role("list", name="Who signed in, and who tried")).to_contain_text("Refused 5 times")
    await expect(sheet.get_by_text("This device")).to_be_visible()
    end = sheet.get_by_role("button", name="Sign out")
    await end.click()
    await sheet.get_by_label("Your password").fill("a wrong guess")
    await end.click()
    await expect(sheet.get_by_text("The password is wrong.")).to_be_visible()
    await sheet.get_by_label("Your password").fill(PASSWORD)
    await end.click()

    await expect(end).to_have_count(0)
    refused = await ann_http.get("/api/v1/account")
    assert (refused.status_code, refused.json()["reason"]) == (401, "revoked")
    await ann_phone.goto("/")
    await expect(headline(ann_phone, "Today")).to_be_visible()
    await expect(news).to_have_count(0)


async def test_the_first_account_of_a_server_that_others_reach_asks_for_its_code(
    server_process: MortalServer, new_device: NewDevice
) -> None:
    server_process.environment |= {"SIGN_UP": "first", "PUBLIC_URL": "http://gym.local"}
    server_process.kill()
    server_process.start()
    phone = await new_device()

    await expect(headline(phone, "Make an account")).to_be_visible()
    await phone.get_by_label("Email").fill(EMAIL)
    await phone.get_by_label("Password").fill(PASSWORD)
    await phone.get_by_label("Code").fill("0000-0000")
    await phone.get_by_role("button", name="Make the account").click()

    await expect(phone.get_by_text("needs the code that it shows where it was started")).to_be_visible()
    await expect(phone.get_by_label("Email")).to_have_value(EMAIL)
