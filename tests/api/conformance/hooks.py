"""Makes schemathesis ask about rows that exist, and notes what it was answered; its own process loads this.

`CONFORMANCE_REQUESTS` is the file that `prepared.py` makes, `CONFORMANCE_ANSWERS` the one where each answer is a line.

* The first example of each operation is its prepared request, and of one that takes an If-Match the same again with
  the ETag of the first answer.
* In what is guessed, three of four ids in a path are the person's own, and of a PUT that creates three of four are
  fresh; the fields of a body that refer to something refer to what is there. An id that is wrong on purpose stays so,
  and so does every id in chains of requests (the stateful phase), where each is of an earlier answer.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from pathlib import Path
from typing import Any, Final
from uuid import NAMESPACE_URL, UUID, uuid5

import schemathesis
from schemathesis import Case, HookContext, Response
from schemathesis.core import NOT_SET
from schemathesis.core.parameters import ParameterLocation
from schemathesis.generation.meta import CoveragePhaseData, CoverageScenario, TestPhase

REQUESTS: Final[dict[str, Any]] = json.loads(Path(os.environ["CONFORMANCE_REQUESTS"]).read_text(encoding="utf-8"))
AnyCase = Case[Any]
ANSWERS: Final = Path(os.environ["CONFORMANCE_ANSWERS"]).open("a", encoding="utf-8", buffering=1)  # noqa: SIM115
#: How often each operation was asked, and the ETag of the last answer at each path.
ASKED: Final = Counter[str]()
ETAGS: Final[dict[str, str]] = {}
#: How often a wrong type was tried in each place.
TRIED: Final = Counter[tuple[object, ...]]()
IF_MATCH: Final = "If-Match"


@schemathesis.hook
def before_add_examples(context: HookContext, examples: list[AnyCase]) -> None:
    operation = context.operation
    assert operation is not None
    prepared = REQUESTS[operation.label]

    def good(**headers: str) -> AnyCase:
        return operation.Case(
            path_parameters=dict(prepared["path_parameters"]),
            query=dict(prepared["query"]),
            body=NOT_SET if prepared["body"] is None else prepared["body"],
            media_type=prepared["media_type"],
            headers=headers,
        )

    matched = operation.headers.get(IF_MATCH) is not None
    # the last one is asked first
    examples += [good(**{IF_MATCH: "*"}), good()] if matched else [good()]


@schemathesis.hook
def filter_case(_context: HookContext, case: AnyCase) -> bool:
    """Leaves out what tries the same limit again; guesses are all made.

    A merge patch is tried as one, not once more as plain JSON; the outcome is read as the whole content of its PUT,
    which is asked for every wrong value itself, where there is one. Of the wrong types of one field two are tried; in a
    path, a query or a header, where all of them are text, one.
    """
    if case.meta is None or not isinstance(case.meta.phase.data, CoveragePhaseData):
        return True
    limit = case.meta.phase.data
    if case.method.upper() == "PATCH" and (case.media_type == "application/json" or _of_a_whole(case, limit)):
        return False
    if limit.scenario is not CoverageScenario.INCORRECT_TYPE:
        return True
    tried = (case.operation.label, limit.parameter_location, limit.parameter, limit.location)
    TRIED[tried] += 1
    return TRIED[tried] <= (2 if limit.parameter_location is ParameterLocation.BODY else 1)


def _of_a_whole(case: AnyCase, limit: CoveragePhaseData) -> bool:
    """Whether it tries a wrong value in a field of a merge patch that a PUT of the same path has, too."""
    unknown_field = limit.scenario is CoverageScenario.OBJECT_UNEXPECTED_PROPERTIES
    wrong_value = case.meta is not None and case.meta.is_negative_at(ParameterLocation.BODY) and not unknown_field
    return wrong_value and f"PUT {case.path}" in REQUESTS


@schemathesis.hook
def before_call(_context: HookContext, case: AnyCase, kwargs: dict[str, Any]) -> None:
    label = case.operation.label
    ASKED[label] += 1
    guessed = case.meta is not None and case.meta.phase.name is not TestPhase.EXAMPLES
    if case.meta is not None and case.meta.phase.name is TestPhase.STATEFUL:
        return
    known = not guessed or ASKED[label] % 4 != 0
    if guessed and known:
        _refer(case, label)
    if case.headers.get(IF_MATCH) and _as_it_should_be(case, ParameterLocation.HEADER) and known:
        case.headers[IF_MATCH] = ETAGS.get(case.formatted_path, case.headers[IF_MATCH])


def _refer(case: AnyCase, label: str) -> None:
    """Puts ids that exist, or for what creates fresh ones, where ids are that were made up."""
    prepared = REQUESTS[label]
    if _as_it_should_be(case, ParameterLocation.PATH):
        for name, value in case.path_parameters.items():
            if name == prepared["own"]:
                case.path_parameters[name] = str(uuid5(NAMESPACE_URL, f"{label} {ASKED[label]}"))
            elif _is_uuid(value) or name == "change":
                case.path_parameters[name] = prepared["path_parameters"][name]
    if _as_it_should_be(case, ParameterLocation.BODY) and isinstance(case.body, dict):
        references = prepared["references"]
        named = {name: references[name] for name, value in case.body.items() if name in references and _is_uuid(value)}
        case.body = {**case.body, **named}


def _as_it_should_be(case: AnyCase, location: ParameterLocation) -> bool:
    return case.meta is None or not case.meta.is_negative_at(location)


def _is_uuid(value: object) -> bool:
    try:
        return isinstance(value, str) and bool(UUID(value))
    except ValueError:
        return False


@schemathesis.hook
def after_call(_context: HookContext, case: AnyCase, response: Response) -> None:
    if case.method.upper() != case.operation.method.upper():  # tried with a method that its path does not have
        return
    etag = response.headers.get("etag")
    if etag:
        ETAGS[case.formatted_path] = etag[0]
    matched = IF_MATCH if case.headers.get(IF_MATCH, "*") != "*" else ""
    ANSWERS.write(f"{case.operation.label}\t{response.status_code}\t{matched}\n")
