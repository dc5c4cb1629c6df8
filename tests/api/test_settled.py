"""What settled people have is the same for each test."""

from __future__ import annotations

from tests.api.settled import settle
from tests.conftest import Databases
from tests.embedded.backups import digests


def test_settled_rows_come_back_equal(databases: Databases) -> None:
    made = databases.migrated()
    databases.own_loop.run(settle(made))
    databases.begin_here(made)
    before = databases.own_loop.run(digests(made.superuser))

    databases.write(made, "DELETE FROM users; DELETE FROM exercises")
    emptied = databases.own_loop.run(digests(made.superuser))
    put_back = databases.put_back(made)

    assert put_back
    assert emptied != before
    assert databases.own_loop.run(digests(made.superuser)) == before
    databases.drop(made)
