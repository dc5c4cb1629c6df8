"""What is wrong with how a page stands, found by looking at all of it at once. Answers are for people to read."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from playwright.async_api import Page

AXE: Final = Path(__file__).parents[2] / "web" / "node_modules" / "axe-core" / "axe.min.js"

#: `target-size` is a rule of WCAG 2.2 that axe leaves out unless asked. What a bar that stays in view covers in part at
#: this moment is no small target: it is scrolled free, and the set in hand always is.
_AXE_FINDS = """async (only) => {
  const all = { rules: { 'target-size': { enabled: true } } }
  const { violations } = await axe.run(only ? { runOnly: { type: 'rule', values: [only] } } : all)
  const staysInView = (node) => {
    for (let each = node; each; each = each.parentElement) {
      if (['sticky', 'fixed'].includes(getComputedStyle(each).position)) return true
    }
    return false
  }
  const isCovered = (node) => {
    const { left, right, top, bottom } = node.getBoundingClientRect()
    const points = [left + 1, right - 1].flatMap((x) => [[x, top + 1], [x, bottom - 1]])
    return points.some(([x, y]) => {
      const above = document.elementFromPoint(x, y)
      return above && !node.contains(above) && !above.contains(node) && staysInView(above)
    })
  }
  return violations.flatMap(({ id, nodes }) =>
    nodes
      .filter(({ target }) => id !== 'target-size' || !isCovered(document.querySelector(target[0])))
      .map(({ target, failureSummary }) => `${id}: ${target.join(' ')}: ${failureSummary.replace(/\\s+/g, ' ')}`),
  )
}"""

#: What is wider than its window and cannot be scrolled by itself. An open sheet is a window of its own.
_STANDS_OUT = """() => {
  const scrolls = (node) => ['auto', 'scroll'].includes(getComputedStyle(node).overflowX)
  return [document.scrollingElement, ...document.querySelectorAll('dialog[open]')].flatMap((frame) => {
    if (frame.scrollWidth <= frame.clientWidth) return []
    const edge = frame.getBoundingClientRect().left + frame.clientWidth
    const wide = [...frame.querySelectorAll('*')].filter((node) => {
      if (node.getBoundingClientRect().right <= edge + 0.5) return false
      for (let each = node.parentElement; each && each !== frame; each = each.parentElement) {
        if (scrolls(each)) return false
      }
      return true
    })
    const named = wide.slice(-3).map((node) => `${node.tagName} ${node.textContent.trim().slice(0, 40)}`)
    return [`${frame.scrollWidth} of ${frame.clientWidth} px wide: ${named.join(' | ')}`]
  })
}"""

#: Words that are wider than the key or the cell in which they stand, and so lie on what is beside it.
_SPILLS: Final = """() => {
  const spills = (node) => {
    const box = node.getBoundingClientRect()
    const texts = document.createTreeWalker(node, NodeFilter.SHOW_TEXT)
    for (let text = texts.nextNode(); text; text = texts.nextNode()) {
      let each = text.parentElement
      const outside = node.parentElement
      while (each && each !== outside && getComputedStyle(each).overflowX === 'visible') each = each.parentElement
      if (each !== outside) continue
      const range = document.createRange()
      range.selectNodeContents(text)
      const words = range.getBoundingClientRect()
      if (words.width > 1 && (words.left < box.left - 1 || words.right > box.right + 1)) return true
    }
    return false
  }
  return [...document.querySelectorAll('button, td, th')]
    .filter(spills)
    .map((node) => `${node.tagName} “${node.textContent.replace(/\\s+/g, ' ').trim()}” is wider than its place`)
}"""

#: What takes any time. Animations that a style begins are events; those of the program are calls.
_NOTE_MOTION = """() => {
  window.motion = []
  const note = (node, kind) => {
    for (const each of node.getAnimations()) {
      if (each.effect.getComputedTiming().duration > 0) window.motion.push(`${kind} of ${node.tagName}`)
    }
  }
  for (const kind of ['animationstart', 'transitionrun']) {
    document.addEventListener(kind, ({ target }) => note(target, kind), true)
  }
  const animate = Element.prototype.animate
  Element.prototype.animate = function (...how) {
    const begun = animate.apply(this, how)
    note(this, 'animate')
    return begun
  }
}"""


async def axe_finds(page: Page, *, only: str | None = None) -> list[str]:
    """By all its rules, or by one."""
    if not await page.evaluate("'axe' in window"):
        await page.evaluate(AXE.read_text("utf-8"))
    found: list[str] = await page.evaluate(_AXE_FINDS, only)
    return found


async def enlarge_text(page: Page, percent: int) -> None:
    """As a person sets it in the browser, before the page is loaded or while it is shown."""
    session = await page.context.new_cdp_session(page)
    await session.send("Page.setFontSizes", {"fontSizes": {"standard": 16 * percent // 100}})
    await session.detach()


async def stands_out(page: Page) -> list[str]:
    """What makes the page or an open sheet scroll sideways, and words that are wider than their place."""
    found: list[str] = await page.evaluate(_STANDS_OUT)
    spilled: list[str] = await page.evaluate(_SPILLS)
    return found + spilled


async def begin_to_note_motion(page: Page) -> None:
    await page.evaluate(_NOTE_MOTION)


async def motion_noted(page: Page) -> list[str]:
    """Since it was begun."""
    found: list[str] = await page.evaluate("window.motion")
    return found
