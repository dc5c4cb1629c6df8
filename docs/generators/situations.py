"""The table of docs/explanation/sync.md: what an operation of a device can meet, and what becomes of it."""

from __future__ import annotations

from pathlib import Path

from docs.generators.markdown import code, table
from mygymtracker.sync.receipts import Action
from mygymtracker.sync.situations import Situation

PAGE = Path(__file__).resolve().parent.parent / "explanation" / "sync.md"
BEGIN, END = "<!-- situations: written by docs/generate.py -->\n", "<!-- end of situations -->\n"


def render() -> str:
    """The page as it is, with the table anew. Raises ValueError where the page has no place for it."""
    before, _, rest = PAGE.read_text("utf-8").partition(BEGIN)
    _, end, after = rest.partition(END)
    if not end:
        raise ValueError(f"{PAGE.name} has no place for the table of situations")
    rows = [(_actions(each), each.condition, each.effect, code(each.outcome.value)) for each in Situation]
    return f"{before}{BEGIN}\n{table(('action', 'when it arrives', 'what is done', 'outcome'), rows)}\n\n{END}{after}"


def _actions(situation: Situation) -> str:
    return "any" if situation.actions == tuple(Action) else ", ".join(situation.actions)
