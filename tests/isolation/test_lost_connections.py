"""A server that is away is said to be away."""

from __future__ import annotations

import pytest

from mygymtracker.database.engine import build_engine
from mygymtracker.database.row_security import WORKING_ROLE
from mygymtracker.database.transaction import Database
from mygymtracker.errors import Unavailable
from tests.conftest import TestDatabase
from tests.factories import Person


async def test_a_server_that_is_not_there_is_unavailable_not_a_sign_in_that_ended(
    migrated_database: TestDatabase, ann: Person
) -> None:
    wrong = (
        migrated_database.app.with_role(WORKING_ROLE, "guessed"),
        migrated_database.app.with_role("nobody_we_know", "guessed"),
        migrated_database.app.with_database("none"),
    )

    for address in wrong:
        lost = Database(build_engine(address, working_role=WORKING_ROLE))
        with pytest.raises(Unavailable, match="The database cannot be reached"):
            async with lost.acting_as(ann.id):
                pass
        await lost.dispose()
