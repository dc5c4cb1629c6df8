"""web/src/domain/formula-labels.ts: the formulas of the e1RM in words."""

from __future__ import annotations

import json

from docs.generators.client_types import NOTICE
from mygymtracker.progress.formulas import LABELS


def render() -> str:
    labels = (f"  {name}: {json.dumps(label, ensure_ascii=False)}," for name, label in LABELS.items())
    lines = ["/** Each formula in words. */", "export const FORMULA_LABELS = {", *labels, "} as const"]
    return NOTICE + "\n".join(lines) + "\n"
