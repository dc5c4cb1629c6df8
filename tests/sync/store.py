"""What a device keeps, in one SQLite file: rows, outbox, and how far it has read.

Whatever changes something here is one transaction, so that a device may be killed between any two steps, and goes on
from its file. Nothing here knows HTTP; `client.py` does.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

#: Kind and id.
Key = tuple[str, str]
Fields = dict[str, Any]
JSON = dict[str, Any]

#: Fields is NULL of a row that is gone. `old_rows` are those of before a backup of the server was restored.
_TABLES: Final = """
CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS rows (
    kind TEXT, id TEXT, revision INTEGER NOT NULL, fields TEXT, PRIMARY KEY (kind, id)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS old_rows (
    kind TEXT, id TEXT, revision INTEGER NOT NULL, fields TEXT, PRIMARY KEY (kind, id)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS outbox (
    place INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, action TEXT NOT NULL, kind TEXT NOT NULL, row TEXT NOT NULL,
    base INTEGER NOT NULL, fields TEXT, problem TEXT
);
"""


@dataclass(frozen=True, slots=True)
class Row:
    """A row as the server told it at `revision`; `fields` is None where it is gone."""

    revision: int
    fields: Fields | None


@dataclass(frozen=True, slots=True)
class Operation:
    """What a person did on this device. `problem` is why the server refused it; then it waits for the person."""

    id: str
    action: str
    kind: str
    row: str
    base: int
    fields: Fields | None = None
    problem: JSON | None = None

    def as_sent(self) -> JSON:
        """A workout's exercises come along, as its device knows them: the server copies none."""
        begins = {"copies_exercises": False} if (self.action, self.kind) == ("create", "workout") else {}
        fields = {} if self.fields is None else {"fields": self.fields | begins}
        told = {"id": self.id, "action": self.action, "kind": self.kind, "row": self.row, "base": self.base}
        return told | fields


@dataclass(frozen=True, slots=True)
class Standing:
    """How far this device has read, and of which server. All of it is None before the first bootstrap.

    `history` is the page to ask for next, None when all were read; `account` is the person's id.
    """

    cursor: str | None = None
    epoch: str | None = None
    epoch_revision: int | None = None
    revision: int | None = None
    catalogue: str | None = None
    history: str | None = None
    account: str | None = None


class Store:
    """One file. `device` is the name that people know the device by; a store that is there keeps the one it has."""

    def __init__(self, path: Path, *, device: str = "A device") -> None:
        self._file = sqlite3.connect(path, isolation_level=None)
        self._file.executescript(_TABLES)
        self._file.execute("INSERT OR IGNORE INTO meta VALUES ('device', ?)", [device])

    def close(self) -> None:
        self._file.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All of it, or nothing: an exception or a kill leaves the file as it was."""
        self._file.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._file.execute("ROLLBACK")
            raise
        self._file.execute("COMMIT")

    # ------------------------------------------------------------------------------------------------ what there is

    @property
    def device(self) -> str:
        return str(self._meta()["device"])

    @property
    def standing(self) -> Standing:
        meta = self._meta()
        return Standing(**{name: meta.get(name) for name in Standing.__dataclass_fields__})

    def rows(self) -> dict[Key, Row]:
        """All that the server told, those included that are gone."""
        return self._rows("SELECT kind, id, revision, fields FROM rows")

    def old_rows(self) -> dict[Key, Row]:
        """Those of before a backup was restored; none once that is settled."""
        return self._rows("SELECT kind, id, revision, fields FROM old_rows")

    def find_row(self, key: Key) -> Row | None:
        return self._rows("SELECT kind, id, revision, fields FROM rows WHERE kind = ? AND id = ?", key).get(key)

    def pending(self) -> list[Operation]:
        """What the server has not answered yet, in the order in which it was done."""
        return self._operations("problem IS NULL")

    def refused(self) -> list[Operation]:
        """What waits for the person, who does something else instead (a new operation) and discards it."""
        return self._operations("problem IS NOT NULL")

    # ------------------------------------------------------------------------------------------- what the person did

    def queue(self, operations: Iterable[Operation]) -> None:
        """The local edit: what is shown is the rows with the outbox on top."""
        with self.transaction():
            for each in operations:
                self._append(each)

    def discard(self, operation_id: str) -> None:
        """Throws a refused operation away."""
        with self.transaction():
            self._file.execute("DELETE FROM outbox WHERE id = ? AND problem IS NOT NULL", [operation_id])

    # ------------------------------------------------------------------------------------------ what the server said

    def take_bootstrap(self, answer: JSON) -> None:
        """Begins anew with the first answer of a bootstrap: all rows are forgotten, and nothing of the outbox.

        Of another epoch, the rows go aside, until `settle`. Those that stand aside already are what was known before.
        """
        with self.transaction():
            known = self.standing.epoch
            if known is not None and known != answer["epoch"] and not self.old_rows():
                self._file.execute("INSERT INTO old_rows SELECT * FROM rows")
            self._file.execute("DELETE FROM rows")
            self._take(answer["rows"])
            account = next(row["id"] for row in answer["rows"] if row["kind"] == "profile")
            self._note(answer, "epoch", "epoch_revision", "revision", "catalogue", "cursor", "history")
            self._note({"account": account}, "account")

    def take_history(self, answer: JSON) -> None:
        """One page. The cursor stays: what changes while pages are read comes with the pull."""
        with self.transaction():
            self._take(answer["rows"])
            self._note(answer, "history")

    def take_pull(self, answer: JSON) -> None:
        """One page: the rows and the cursor."""
        with self.transaction():
            self._take(answer["rows"])
            self._note(answer, "cursor", "revision")

    def take_receipts(self, answer: JSON) -> None:
        """What was answered leaves the outbox, in the transaction that takes the rows; what was refused stays."""
        with self.transaction():
            for receipt in answer["receipts"]:
                if receipt["outcome"] == "refused":
                    problem = json.dumps(receipt["problem"])
                    self._file.execute("UPDATE outbox SET problem = ? WHERE id = ?", [problem, receipt["id"]])
                else:
                    self._file.execute("DELETE FROM outbox WHERE id = ?", [receipt["id"]])
            self._take(row for receipt in answer["receipts"] if (row := receipt["row"]) is not None)
            self._note(answer, "revision")

    def settle(self, again: Iterable[Operation], renamed: Mapping[str, str]) -> None:
        """Ends what another epoch began: what the server forgot is to be said again, before all that waits.

        `renamed` are ids that are others from now on.
        """
        with self.transaction():
            waiting, common = self._operations("true"), self.standing.epoch_revision or 0
            self._file.execute("DELETE FROM outbox")
            for each in again:
                self._append(each)
            for each in waiting:
                row, base = renamed.get(each.row, each.row), min(each.base, common)
                self._append(replace(each, row=row, base=base, fields=with_ids(each.fields, renamed)))
            self._file.execute("DELETE FROM old_rows")

    # --------------------------------------------------------------------------------------------------- the tables

    def _meta(self) -> dict[str, Any]:
        return dict(self._file.execute("SELECT name, value FROM meta"))

    def _note(self, answer: Mapping[str, Any], *names: str) -> None:
        said = [(name, answer[name]) for name in names]
        self._file.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", said)

    def _take(self, rows: Iterable[JSON]) -> None:
        """A row is taken unless one of a higher revision is held."""
        told = [
            (row["kind"], row["id"], row["revision"], None if row.get("deleted") else json.dumps(row["fields"]))
            for row in rows
        ]
        self._file.executemany(
            "INSERT INTO rows VALUES (?, ?, ?, ?) ON CONFLICT (kind, id) DO UPDATE "
            "SET revision = excluded.revision, fields = excluded.fields WHERE rows.revision <= excluded.revision",
            told,
        )

    def _rows(self, question: str, parameters: Collection[str] = ()) -> dict[Key, Row]:
        return {
            (kind, row_id): Row(revision, None if fields is None else json.loads(fields))
            for kind, row_id, revision, fields in self._file.execute(question, tuple(parameters))
        }

    def _append(self, each: Operation) -> None:
        self._file.execute(
            "INSERT INTO outbox (id, action, kind, row, base, fields, problem) VALUES (?, ?, ?, ?, ?, ?, ?)",
            [each.id, each.action, each.kind, each.row, each.base, _text(each.fields), _text(each.problem)],
        )

    def _operations(self, condition: str) -> list[Operation]:
        asked = f"SELECT id, action, kind, row, base, fields, problem FROM outbox WHERE {condition} ORDER BY place"
        return [
            Operation(operation_id, action, kind, row, base, _value(fields), _value(problem))
            for operation_id, action, kind, row, base, fields, problem in self._file.execute(asked)
        ]


def with_ids(fields: Fields | None, renamed: Mapping[str, str]) -> Fields | None:
    """Fields that name other ids."""
    if fields is None:
        return None
    one = {name: renamed.get(value, value) for name, value in fields.items() if isinstance(value, str)}
    some = {
        name: [renamed.get(each, each) if isinstance(each, str) else each for each in value]
        for name, value in fields.items()
        if isinstance(value, list)
    }
    return fields | one | some


def _text(value: JSON | None) -> str | None:
    return None if value is None else json.dumps(value)


def _value(text: str | None) -> JSON | None:
    if text is None:
        return None
    value: JSON = json.loads(text)
    return value
