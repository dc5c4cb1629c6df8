"""What goes wrong between a device and the server, and in a device: requests and answers that get lost, kills."""

from __future__ import annotations

from enum import StrEnum


class Fault(StrEnum):
    """What happens to one request of a sync, or to the device while it syncs. web/tests/devices knows the names."""

    NONE = "all goes well"
    LOST = "a request is lost"
    CUT = "half of a request arrives"
    ANSWER_LOST = "an answer is lost"
    TWICE = "a request arrives twice"
    OLD = "an old push arrives once more"
    KILLED = "the device is killed before it writes"
