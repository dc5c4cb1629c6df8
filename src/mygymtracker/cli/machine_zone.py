"""The time zone that this machine is set to, by the name that people know."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

from mygymtracker.accounts.profile import refuse_unknown_zone
from mygymtracker.errors import Invalid

#: A link to the file of the zone, on Linux and macOS alike.
_LOCALTIME: Final = Path("/etc/localtime")


def machine_zone(*, localtime: Path = _LOCALTIME) -> str:
    """An IANA name: that of TZ, else that of the system; UTC where neither names a place."""
    named = os.environ.get("TZ", "").removeprefix(":") or str(localtime.resolve()).rpartition("/zoneinfo/")[2]
    try:
        refuse_unknown_zone(named)
    except Invalid:
        return "UTC"
    return named
