"""How much of a machine the embedded PostgreSQL takes."""

from __future__ import annotations

from typing import Final

import pytest

from mygymtracker.database.embedded_settings import fitting

GB: Final = 1 << 30
MB: Final = 1 << 20
#: Memory, free disk; the settings in MB: buffers, cache, of a sort, of maintenance, log at most and at least.
MACHINES: Final = {
    "a Raspberry Pi of 2 GB with a card of 32 GB": (2 * GB, 20 * GB, (128, 1024, 4, 64, 1024, 80)),
    "the same with a card that is nearly full": (2 * GB, 700 * MB, (128, 1024, 4, 64, 87, 80)),
    "a container of 512 MB": (512 * MB, 4 * GB, (32, 256, 2, 16, 512, 80)),
    "no room at all": (256 * MB, 0, (32, 128, 2, 16, 64, 64)),
    "a server of 64 GB": (64 * GB, 500 * GB, (512, 32 * 1024, 16, 256, 1024, 80)),
}


@pytest.mark.parametrize("machine", MACHINES)
def test_a_machine_has_the_settings_that_fit_it(machine: str) -> None:
    memory, free, expected = MACHINES[machine]

    assert tuple(size // MB for size in sizes(memory, free).values()) == expected


@pytest.mark.parametrize("memory", [256 * MB, 900 * MB, 1900 * MB, 4 * GB, 512 * GB])
@pytest.mark.parametrize("free", [0, 100 * MB, 3 * GB, 4000 * GB])
def test_they_never_ask_for_more_than_there_is(memory: int, free: int) -> None:
    of = sizes(memory, free)

    assert of["shared_buffers"] + 10 * of["work_mem"] + 3 * of["maintenance_work_mem"] < memory / 2
    assert of["effective_cache_size"] <= memory / 2
    assert 32 * MB <= of["min_wal_size"] <= of["max_wal_size"] <= max(64 * MB, free / 8)


def sizes(memory: int, free: int) -> dict[str, int]:
    """In bytes."""
    return {name: int(value.removesuffix("MB")) * MB for name, value in fitting(memory, free).items()}
