"""What speed the project wants, as ratios within one run, and how a run compares with that."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Final

from benchmarks.reads import HISTORY, LIST, LOG, SEARCH, TREE
from benchmarks.tables import ratio, table

IDIOMATIC: Final = "Nest, idiomatic"
TUNED: Final = "Nest, hand-tuned"
FAST_JWT: Final = "Nest, hand-tuned, fast JWT"
PGBENCH: Final = "pgbench"
IMPORT: Final = "import of 100,000 sets"
COPY: Final = "COPY of its rows"
UNDO: Final = "undo of an import of 100,000 sets"
TEN_SECONDS: Final = "10 s"
PUSH: Final = "push of 200 sets"
SINGLES: Final = "single PUTs"


@dataclass(frozen=True, slots=True)
class Goal:
    """Of what, as a multiple of the speed of what else, at least."""

    what: str
    against: str
    least: float


#: The only place where they stand.
GOALS: Final = (
    Goal(TREE, TUNED, 2.5),
    Goal(LIST, TUNED, 2.5),
    Goal(HISTORY, TUNED, 2.5),
    Goal(LOG, TUNED, 1.8),
    Goal(SEARCH, TUNED, 1.5),
    Goal(TREE, FAST_JWT, 2.0),
    Goal(LOG, FAST_JWT, 1.3),
    Goal(TREE, PGBENCH, 0.30),
    Goal(LIST, PGBENCH, 0.45),
    Goal(HISTORY, PGBENCH, 0.25),
    Goal(LOG, PGBENCH, 0.8),
    Goal(IMPORT, COPY, 0.6),
    Goal(PUSH, SINGLES, 4.0),
    Goal(UNDO, TEN_SECONDS, 1.0),
)

#: Of what against what: the ratio of each round.
Measured = Mapping[tuple[str, str], Sequence[float]]


def goals_table(measured: Measured, goals: Iterable[Goal] = GOALS) -> str:
    """Each goal with the median of the rounds, and whether it is reached. Below, what falls short in one line."""
    lines, short = [], []
    for goal in goals:
        ratios = measured.get((goal.what, goal.against), ())
        lines.append([goal.what, goal.against, f"{goal.least:g}", *_cells(goal, ratios)])
        if ratios and median(ratios) < goal.least:
            short.append(f"{goal.what} against {goal.against} ({ratio(median(ratios))} of {goal.least:g})")
    head = ["what", "against", "goal, at least", "measured", "from – to", ""]
    return f"{table(head, lines)}\n{_summary(lines, short)}\n"


def _cells(goal: Goal, ratios: Sequence[float]) -> list[str]:
    if not ratios:
        return ["–", "–", "not measured"]
    middle = median(ratios)
    return [f"{middle:.2f}", f"{min(ratios):.2f} – {max(ratios):.2f}", "reached" if middle >= goal.least else "short"]


def _summary(lines: Sequence[Sequence[str]], short: Sequence[str]) -> str:
    measured = [line for line in lines if line[-1] != "not measured"]
    counts = f"{len(measured) - len(short)} of {len(measured)} measured goals are reached."
    return f"{counts} Short: {'; '.join(short)}." if short else counts
