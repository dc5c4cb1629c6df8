"""`python -m faults`: stages every fault, prints what was acknowledged against what was found, and judges.

All of it takes about four minutes. After `--minutes` (10 unless said otherwise) it ends by itself, with 1.
"""

from __future__ import annotations

import argparse
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from statistics import median
from types import FrameType
from typing import Final

from faults.scenarios import SCENARIOS, Outcome

#: Seconds in which those that strike again and again may go on; the others take what they take.
STRIKING: Final = {"kills": 120.0, "cut": 20.0}
#: Of the time that a run has, what is kept for ending what it started.
TEARDOWN_SECONDS: Final = 60.0
TEARDOWN_STEP_SECONDS: Final = 20.0


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


class OutOfTimeError(BaseException):
    """The run has taken as long as it may. No `except Exception` on the way holds it up."""


@contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """Raises OutOfTimeError in the block so early that what it started can be ended within the time.

    And again every TEARDOWN_STEP_SECONDS, so that nothing that is being ended can hang, either.
    """

    def ring(_number: int, _frame: FrameType | None) -> None:
        raise OutOfTimeError

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, max(seconds - TEARDOWN_SECONDS, 0.01), TEARDOWN_STEP_SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def stage(name: str, seconds: float) -> Outcome:
    try:
        return SCENARIOS[name](seconds)
    except TimeoutError as error:
        return Outcome(name, problems=[f"it needs a hand: {error}"])


def stage_all(names: Sequence[str], *, striking: float | None, most_seconds: float) -> int:
    """How many things were wrong; a fault for which no time was left is one."""
    wrong, done = 0, 0
    try:
        with at_most(most_seconds):
            for name in names:
                outcome = stage(name, STRIKING.get(name, 0.0) if striking is None else striking)
                show(outcome)
                sys.stdout.flush()
                wrong, done = wrong + len(outcome.problems), done + 1
    except OutOfTimeError:
        unfinished = names[done:]
        print(f"\nWRONG: not done within {most_seconds / 60:.1f} minutes: {', '.join(unfinished)}")
        wrong += len(unfinished)
    return wrong


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m faults", description=__doc__)
    parser.add_argument("scenario", nargs="*", choices=[*SCENARIOS, []], help="all of them, unless some are named")
    parser.add_argument("--seconds", type=float, help="how long faults strike that strike again and again")
    parser.add_argument("--minutes", type=float, default=10.0, help="of the whole run, at most; 10 if not given")
    given = parser.parse_args()
    names = given.scenario or list(SCENARIOS)
    wrong = stage_all(names, striking=given.seconds, most_seconds=given.minutes * 60)
    print(f"\n{wrong} wrong")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
