"""How PostgreSQL plans while a transaction writes many rows of one person.

Of rows that came since tables were analysed it expects none, and none at all of a person of whom it has no statistics:
any index of theirs then looks as good as the right one, and is gone through for each row. A generic plan goes by what
is usual, and takes the index with the most columns. Triggers and foreign keys plan by the same settings, and a
connection keeps what was planned, so that it is forgotten before and after. `jit` would compile for seconds, because
what is switched off looks expensive up to PostgreSQL 17.
"""

from __future__ import annotations

from typing import Final

_SETTINGS: Final = {"plan_cache_mode": "force_generic_plan", "enable_seqscan": "off", "jit": "off"}
FOR_MANY: Final = "; ".join(["DISCARD PLANS", *(f"SET LOCAL {name} = {value}" for name, value in _SETTINGS.items())])
AS_USUAL: Final = "; ".join([*(f"SET LOCAL {name} TO DEFAULT" for name in _SETTINGS), "DISCARD PLANS"])
