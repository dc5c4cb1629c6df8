"""What a browser holds of the program, looked at beside it. Read where nothing else is said; screens show the rest."""

from __future__ import annotations

import time
from typing import Any

from playwright.async_api import Page

#: Begins every script here: the databases by their names, and the one of whoever used this device last.
_OPENING = """
  const asked = (of) => new Promise((resolve, reject) => {
    of.onsuccess = () => resolve(of.result)
    of.onerror = () => reject(of.error)
  })
  const names = (await indexedDB.databases()).map(({ name }) => name)
  const open = async (name) => (names.includes(name) ? asked(indexedDB.open(name)) : null)
  const common = await open('mygymtracker')
  const account = common && (await asked(common.transaction('accounts').objectStore('accounts').get('last')))
  common?.close()
  const database = account ? await open(`mygymtracker-${account.id}`) : null
"""
_SYNCED = """async () => {%s
  if (!database) return false
  const transaction = database.transaction(['meta', 'outbox'])
  const standing = await asked(transaction.objectStore('meta').get('standing'))
  const waiting = await asked(transaction.objectStore('outbox').count())
  database.close()
  return waiting === 0 && Boolean(standing?.cursor) && standing.history === null && standing.synced_at !== null
}"""
_SPOIL = """async ([id, fields]) => {%s
  const transaction = database.transaction(['outbox', 'rows'], 'readwrite')
  const row = await asked(transaction.objectStore('rows').get(['set', id]))
  transaction.objectStore('rows').put({ ...row, waiting: 1, shown: { ...row.shown, ...fields } })
  transaction.objectStore('outbox').add({
    id: crypto.randomUUID(), action: 'patch', kind: 'set', row: id, key: id,
    base: row.revision, sent: 0, since: Date.now(), fields,
  })
  await new Promise((resolve) => (transaction.oncomplete = resolve))
  database.close()
}"""
_UPGRADE = """async () => {%s
  const { name, version } = database
  database.close()
  const opening = indexedDB.open(name, version + 1)
  return new Promise((resolve, reject) => {
    opening.onblocked = () => resolve(false)
    opening.onerror = () => reject(opening.error)
    opening.onsuccess = () => resolve(true)
  })
}"""
_READDRESS = """async (email) => {%s
  database?.close()
  const door = await open('mygymtracker')
  const people = door.transaction('accounts', 'readwrite').objectStore('accounts')
  for (const key of ['last', account.id]) await asked(people.put({ ...account, email }, key))
  door.close()
}"""
_NAMES = "indexedDB.databases().then((all) => all.map(({ name }) => name))"


async def people_kept(page: Page) -> list[str]:
    """The ids of all whose rows this browser holds."""
    names: list[str] = await page.evaluate(_NAMES)
    return [name.removeprefix("mygymtracker-") for name in names if name.startswith("mygymtracker-")]


async def wait_until_all_is_sent_and_read(page: Page, *, seconds: float) -> None:
    """`wait_for_function` would take the promise of an answer for a yes."""
    deadline = time.monotonic() + seconds
    while not await page.evaluate(_SYNCED % _OPENING):
        assert time.monotonic() < deadline, f"not synced after {seconds} seconds"


async def change_behind(page: Page, set_id: str, fields: dict[str, Any]) -> None:
    """Puts a change into the outbox that no screen would make, as an older program could have."""
    await page.evaluate(_SPOIL % _OPENING, [set_id, fields])


async def upgrade(page: Page) -> bool:
    """As a program does that keeps rows in another form; whether all other tabs made way for it."""
    made: bool = await page.evaluate(_UPGRADE % _OPENING)
    return made


async def give_former_address(page: Page, email: str) -> None:
    """Whoever was here last had this address, as at another server where it was another account's."""
    await page.evaluate(_READDRESS % _OPENING, email)
