"""Files of cases: written anew with `VECTORS=write` (`make vectors`), compared otherwise."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

HERE: Final = Path(__file__).parent
#: A file that is longer is no longer read in a review. In bytes.
LARGEST: Final = 60_000

#: What is longer and one character again and again is written as that: {"of": "x", "times": 4001}.
LONG: Final = 80

JSON = dict[str, Any]


def hold(name: str, sections: Mapping[str, Iterable[object]]) -> None:
    """Fails where `name`.json is not these cases. A case stands on a line of its own, so that a change is one, too."""
    path, text = HERE / f"{name}.json", _written(sections)
    if os.environ.get("VECTORS") == "write":
        path.write_text(text, "utf-8")
    assert len(text.encode()) < LARGEST
    assert path.is_file(), f"{name}.json is missing. Write it: make vectors"
    assert path.read_text("utf-8") == text, f"{name}.json is not what the program says. Write it anew: make vectors"


def _written(sections: Mapping[str, Iterable[object]]) -> str:
    parts = []
    for section, cases in sections.items():
        lines = ",\n".join(f"    {json.dumps(_short(case), sort_keys=True)}" for case in cases)
        parts.append(f"  {json.dumps(section)}: [\n{lines}\n  ]")
    return "{\n" + ",\n".join(parts) + "\n}\n"


def _short(case: object) -> object:
    match case:
        case dict():
            return {name: _short(value) for name, value in case.items()}
        case list() | tuple():
            return [_short(value) for value in case]
        case str() if len(case) > LONG and len(set(case)) == 1:
            return {"of": case[0], "times": len(case)}
        case float() if case.is_integer():
            return int(case)
        case str() | int() | float() | None:
            return case
    return str(case)
