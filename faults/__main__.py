"""`python -m faults`: stages every fault, prints what was acknowledged against what was found, and judges.

All of it takes about six minutes. After `--minutes` (10 unless said otherwise) it ends by itself, with 1.
"""

from __future__ import annotations

import argparse
import sys
from statistics import median
from typing import Final

from faults.scenarios import SCENARIOS, Outcome

#: Seconds in which those that strike again and again may go on; the others take what they take.
STRIKING: Final = {"kills": 120.0, "cut": 20.0}


def show(outcome: Outcome) -> None:
    print(f"\n{outcome.name}")
    if outcome.skipped:
        print(f"  left out: {outcome.skipped}")
        return
    for action in sorted(outcome.acknowledged | outcome.unanswered):
        print(f"  {action:20} acknowledged {outcome.acknowledged[action]:6}  without {outcome.unanswered[action]:5}")
    print(f"  found                {outcome.things - outcome.wrong} of {outcome.things} things as acknowledged")
    print("  answers              " + ", ".join(f"{what} × {n}" for what, n in sorted(outcome.statuses.items())))
    if outcome.seconds:
        usual, longest = median(outcome.seconds), max(outcome.seconds)
        print(f"  back after           {usual:.1f} s (median), {longest:.1f} s at most; {outcome.strikes} strikes")
    for problem in outcome.problems[:20]:
        print(f"  WRONG: {problem}")


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m faults", description=__doc__)
    parser.add_argument("scenario", nargs="*", choices=[*SCENARIOS, []], help="all of them, unless some are named")
    parser.add_argument("--seconds", type=float, help="how long faults strike that strike again and again")
    given = parser.parse_args()
    wrong = 0
    for name in given.scenario or SCENARIOS:
        seconds = given.seconds or STRIKING.get(name, 0.0)
        try:
            outcome = SCENARIOS[name](seconds)
        except TimeoutError as error:
            outcome = Outcome(name, problems=[f"it needs a hand: {error}"])
        show(outcome)
        sys.stdout.flush()
        wrong += len(outcome.problems)
    print(f"\n{wrong} wrong")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
