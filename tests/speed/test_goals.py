"""The table of goals that `make bench` prints, on made-up measurements."""

from __future__ import annotations

from benchmarks.goals import GOALS, PGBENCH, TUNED, Goal, goals_table
from benchmarks.nest import VARIANTS
from benchmarks.reads import LOG, TREE


def cells(table: str) -> list[list[str]]:
    """The lines below the head, cell by cell."""
    lines = [line for line in table.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def test_a_goal_is_reached_by_the_median_of_its_rounds_or_falls_short() -> None:
    goals = [Goal(TREE, TUNED, 2.5), Goal(LOG, TUNED, 1.8), Goal(TREE, PGBENCH, 0.3)]

    table = goals_table({(TREE, TUNED): [2.4, 2.5, 3.0], (LOG, TUNED): [1.9, 1.5, 1.7]}, goals)

    assert cells(table) == [
        [TREE, TUNED, "2.5", "2.50", "2.40 – 3.00", "reached"],
        [LOG, TUNED, "1.8", "1.70", "1.50 – 1.90", "short"],
        [TREE, PGBENCH, "0.3", "–", "–", "not measured"],
    ]
    assert table.splitlines()[-1] == f"1 of 2 measured goals are reached. Short: {LOG} against {TUNED} (1.7 of 1.8)."


def test_where_all_is_reached_nothing_is_said_to_fall_short() -> None:
    table = goals_table({(goal.what, goal.against): [goal.least] for goal in GOALS})

    assert {line[-1] for line in cells(table)} == {"reached"}
    assert table.splitlines()[-1] == f"{len(GOALS)} of {len(GOALS)} measured goals are reached."


def test_every_goal_against_the_founding_stack_names_a_variant_that_is_started() -> None:
    against = {goal.against for goal in GOALS if goal.against.startswith("Nest")}

    assert against <= {*VARIANTS}
