"""docs/reference/errors.md, from the tree of errors and what each adapter makes of it."""

from __future__ import annotations

from collections.abc import Iterator

from docs.generators.markdown import block, page, paragraphs, table
from mygymtracker import errors
from mygymtracker.api.errors import STATUS
from mygymtracker.cli.main import EXIT_CODES
from mygymtracker.errors import MyGymTrackerError

INTRODUCTION = """\
Whatever is refused on purpose is one of these. An error is raised where the fact is known, as a sentence for a person,
and each adapter translates it once: the API into a status and a problem document (RFC 9457), the terminal into a line
on standard error and an exit code."""

OTHERS = """\
A request that does not have the form of its address is a 400, an address that is not there a 404 and a wrong method a
405, all problem documents too. What nobody foresaw is a 500 in the API, with a reference that is in the log."""


def families() -> Iterator[tuple[int, type[MyGymTrackerError]]]:
    """Every class of the tree with its depth, parents before children, in the order of definition."""

    def below(family: type[MyGymTrackerError], depth: int) -> Iterator[tuple[int, type[MyGymTrackerError]]]:
        yield depth, family
        for child in vars(errors).values():
            if isinstance(child, type) and family in child.__bases__:
                yield from below(child, depth + 1)

    yield from below(MyGymTrackerError, 0)


def render() -> str:
    tree = "\n".join(f"{'    ' * depth}{family.__name__}" for depth, family in families())
    rows = [
        (f"`{family.__name__}`", _status(family), _exit_code(family), paragraphs(family.__doc__ or ""))
        for _, family in families()
    ]
    return page("Errors", INTRODUCTION, block(tree), table(("error", "HTTP", "exit", "means"), rows), OTHERS)


def _status(family: type[MyGymTrackerError]) -> str:
    return next((f"{status} {title}" for known, status, title in STATUS if issubclass(family, known)), "")


def _exit_code(family: type[MyGymTrackerError]) -> str:
    return str(next(code for known, code in EXIT_CODES if issubclass(family, known)))
