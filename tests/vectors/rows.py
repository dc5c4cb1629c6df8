"""Rows under short names instead of ids, and the way of a name to its id and back.

"s007" is the seventh set. Names of a kind stand in the order of their ids, which decides where all else is equal.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

import httpx

from mygymtracker.exercises.contents import exercise_id
from tests.factories import Person
from tests.sync.pushing import Phone, op, outcomes
from tests.vectors.holding import JSON

#: By the first letter of a name.
KINDS: Final[Mapping[str, str]] = {
    "x": "exercise",
    "p": "plan",
    "d": "plan_day",
    "e": "plan_exercise",
    "w": "workout",
    "b": "workout_exercise",
    "s": "set",
    "m": "measurement",
}
#: As many operations are sent at a time.
_A_PUSH: Final = 200


@dataclass(frozen=True, slots=True)
class Row:
    """What a device says of a row that it makes, other rows by their names."""

    name: str
    fields: JSON

    @property
    def kind(self) -> str:
        return KINDS[self.name[0]]

    def told(self) -> JSON:
        return {"id": self.name, "fields": self.fields}


class Names:
    """Ids of one person's rows by their names, and names by ids."""

    def __init__(self, person: Person) -> None:
        self._person = person
        self._names: dict[str, str] = {}

    def sent(self, name: str) -> str:
        """The id under which a device makes a row."""
        kind = list(KINDS).index(name[0]) + 1
        return str(UUID(int=(kind << 112) | (0x7000_8000 << 48) | int(name[1:])))

    def id(self, name: str) -> str:
        """The id that the row has: of an exercise it is derived from the one that is sent."""
        sent = self.sent(name)
        made = str(exercise_id(self._person.id, UUID(sent))) if name[0] == "x" else sent
        self._names[made] = name
        return made

    def name(self, row_id: str) -> str:
        return self._names[row_id]

    def with_ids(self, fields: Mapping[str, Any]) -> JSON:
        return {field: self._with_ids(field, value) for field, value in fields.items()}

    def with_names(self, value: Any) -> Any:
        """The same with a name in the place of each id that there is one for."""
        match value:
            case dict():
                return {field: self.with_names(each) for field, each in value.items()}
            case list():
                return [self.with_names(each) for each in value]
            case str():
                return self._names.get(value, value)
        return value

    def _with_ids(self, field: str, value: Any) -> Any:
        if field == "substitutes":
            return [self.id(each) for each in value]
        return self.id(value) if field.endswith("_id") and value is not None else value


async def push(client: httpx.AsyncClient, names: Names, rows: Sequence[Row]) -> list[JSON]:
    """Makes the rows as a device does; the fields that the server tells of each, under names."""
    phone = await Phone.of(client, "A phone")
    made: list[JSON] = []
    for at in range(0, len(rows), _A_PUSH):
        operations = []
        for row in rows[at : at + _A_PUSH]:
            names.id(row.name)
            operations.append(op("create", row.kind, names.sent(row.name), **names.with_ids(row.fields)))
        receipts = await phone.push(*operations)
        assert outcomes(receipts) == ["applied"] * len(receipts), receipts
        made += [names.with_names(receipt["row"]["fields"]) for receipt in receipts]
    return made
