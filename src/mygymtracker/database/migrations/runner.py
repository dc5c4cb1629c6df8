"""The programmatic door to the revisions, for the commands, for `serve` and for tests.

Every function runs Alembic with `env.py`, in silence, on a Config built here: there is no alembic.ini. They block, and
may be called from any thread; Alembic's `op` and `context` are global, so that one process does one thing at a time.
"""

from __future__ import annotations

import asyncio
import io
import subprocess
import sys
import threading
import warnings
from argparse import Namespace
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Final, NoReturn

import asyncpg
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import CommandLine, Config
from alembic.runtime.environment import EnvironmentContext
from alembic.runtime.migration import MigrationContext
from alembic.script import Script, ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import MetaData
from sqlalchemy.exc import DBAPIError

from mygymtracker.database.catalogue import differences
from mygymtracker.database.entities import Base
from mygymtracker.database.migrations import rewriting
from mygymtracker.database.migrations.failures import translate
from mygymtracker.errors import Conflict, SchemaMismatch, Unavailable
from mygymtracker.postgres_address import PostgresAddress

#: Any two runs on one database, and a restore of a backup, meet at this advisory lock ("gym" in a phone's digits, and
#: the year).
MIGRATION_LOCK: Final = 496_2026
_ONE_AT_A_TIME: Final = threading.Lock()


@dataclass(frozen=True, slots=True)
class RevisionState:
    """One revision as it stands in a database. `current` is the newest one applied."""

    revision: str
    title: str
    applied: bool
    current: bool

    def __str__(self) -> str:
        return f"{self.revision} ({self.title})"


class Migrations:
    """The revisions in `directory` (it holds env.py too), which lead to what `metadata` declares."""

    def __init__(self, *, directory: Path, metadata: MetaData) -> None:
        self.directory = directory
        self.metadata = metadata

    def run(self, address: PostgresAddress, *, to: str = "head", options: Sequence[str] = ()) -> list[str]:
        """Applies revisions and returns them in order. `options` are -x arguments: "null-foreign-references".

        Waits for another run on the same database. Raises Conflict where rows stand in the way, and Unavailable where
        the database cannot be used or a table is held by somebody else; a revision that fails leaves nothing behind.
        The error names that revision, and what was applied before it.
        """
        config = self._config(address, options=options, naming=True)
        try:
            self._carefully(lambda: command.upgrade(config, to))
        except (Conflict, Unavailable) as error:
            raise self._named(error, config) from error
        return _moved(config)

    def revert(self, address: PostgresAddress, *, to: str = "-1", options: Sequence[str] = ()) -> list[str]:
        """Goes back and returns the revisions undone, newest first; of an empty database nothing. Raises as `run`.

        All of it is one transaction: where one revision refuses, none is undone.
        """
        if not any(state.applied for state in self.show(address)):
            return []
        config = self._config(address, options=options, naming=True)
        config.attributes["going_back"] = True
        try:
            self._carefully(lambda: command.downgrade(config, to))
        except (Conflict, Unavailable) as error:
            raise self._named(error, config) from error
        return _moved(config)

    def show(self, address: PostgresAddress) -> list[RevisionState]:
        """Every revision, oldest first; waits for no run. Raises SchemaMismatch where the database is at another."""
        states: list[RevisionState] = []
        config = self._config(address)
        config.attributes["looking"] = True
        self._look(config, lambda script, context: states.extend(_states(script, context)))
        return states

    def pending(self, address: PostgresAddress) -> list[str]:
        return [state.revision for state in self.show(address) if not state.applied]

    def rewrites(self, address: PostgresAddress, *, to: str = "head") -> list[str]:
        """What a run will write anew and for how long nobody can use it, as sentences; none where nobody notices."""
        lines: list[str] = []

        def look(script: ScriptDirectory, context: MigrationContext) -> None:
            assert context.connection is not None  # noqa: S101 — only offline there is none
            heads = context.get_current_heads()
            if heads:  # an empty database has no rows
                steps = reversed(list(script.iterate_revisions(to, heads)))
                lines.extend(rewriting.sentences(context.connection, steps))

        config = self._config(address)
        config.attributes["looking"] = True
        self._look(config, look)
        return lines

    def declared_rewrites(self, revision: str) -> tuple[str, ...]:
        """The tables of which it writes every row anew. Needs no database."""
        script = ScriptDirectory.from_config(self._config(None)).get_revision(revision)
        tables: tuple[str, ...] = script.module.rewrites
        return tables

    def newest(self) -> str:
        """The revision that this program works with. Needs no database."""
        return str(ScriptDirectory.from_config(self._config(None)).get_current_head())

    def check(self, address: PostgresAddress) -> list[str]:
        """What the database lacks or has too much, as sentences; none when it is what the entities declare."""
        sentences: list[str] = []

        def look(script: ScriptDirectory, context: MigrationContext) -> None:
            assert context.connection is not None  # noqa: S101 — only offline there is none
            states = _states(script, context)
            pending = [state for state in states if not state.applied]
            sentences.extend(f"revision {state.revision} ({state.title}) is pending" for state in pending)
            waiting = [script.get_revision(state.revision) for state in pending]
            sentences.extend(rewriting.sentences(context.connection, filter(None, waiting)))
            if pending == states:  # an empty database lacks everything, which says it all
                return
            drift = differences(context.connection, self.metadata)
            sentences.extend(str(difference) for difference in drift)
            if not drift:  # otherwise Alembic would say some of it again, in its own words
                seen = compare_metadata(context, self.metadata)
                sentences.extend(f"Alembic sees a difference: {difference}" for difference in seen)

        self._look(self._config(address), look)  # which makes what is declared, to compare it: one at a time
        return sentences

    def generate(self, address: PostgresAddress, message: str) -> Path | None:
        """Writes a revision from the difference between the declarations and the database; None if there is none.

        Raises Conflict where revisions are pending, and where a difference has to be written by hand.
        """
        if pending := self.pending(address):
            raise Conflict(f"Run the pending migrations first ({', '.join(pending)}); then generate.")
        config = self._config(address)
        written: list[Script] = []

        def write() -> None:
            made = command.revision(config, message, autogenerate=True, rev_id=self._next_revision(config))
            written.extend([made] if isinstance(made, Script) else [script for script in made or [] if script])

        self._carefully(write)
        return _tidied(Path(written[0].path)) if written else None

    def create(self, message: str) -> Path:
        """Writes an empty revision. Needs no database."""
        config = self._config(None)
        written: list[Path] = []

        def write() -> None:
            made = command.revision(config, message, rev_id=self._next_revision(config))
            assert isinstance(made, Script)  # noqa: S101 — several only with several heads
            written.append(Path(made.path))

        self._carefully(write)
        return _tidied(written[0])

    def alembic(self, address: PostgresAddress, arguments: list[str]) -> int:
        """Alembic's own command line on our Config, with what it prints; returns its exit code."""
        line = CommandLine(prog="mygymtracker alembic")
        codes: list[object] = [0]

        def obey() -> None:
            try:
                options = line.parser.parse_args(arguments or ["--help"])
                if not hasattr(options, "cmd"):
                    line.parser.error("too few arguments")
                config = self._config(address, command_line=options)
                config.attributes["going_back"] = options.cmd[0] is command.downgrade
                if getattr(options, "rev_id", "") is None:  # `revision` and `merge`: ours are numbered
                    options.rev_id = self._next_revision(config)
                line.run_cmd(config, options)
            except SystemExit as leaving:
                codes.append(leaving.code)

        self._carefully(obey)
        code = codes[-1]
        return code if isinstance(code, int) and code >= 0 else 0 if code is None else 1

    def _config(
        self,
        address: PostgresAddress | None,
        *,
        options: Sequence[str] = (),
        command_line: Namespace | None = None,
        naming: bool = False,
    ) -> Config:
        if command_line is None:
            config = Config(cmd_opts=Namespace(x=list(options), quiet=True), stdout=io.StringIO())
        else:
            config = Config(cmd_opts=command_line, stdout=sys.stdout)
        config.set_main_option("script_location", str(self.directory).replace("%", "%%"))
        config.set_main_option("path_separator", "os")
        config.set_main_option("timezone", "UTC")
        config.set_main_option("truncate_slug_length", "100")
        stamp = "%%(year)d%%(month).2d%%(day).2d_%%(hour).2d%%(minute).2d_%%(slug)s"
        config.set_main_option("file_template", stamp)
        config.attributes.update(address=address, metadata=self.metadata, moved=[], going_back=False, looking=False)
        config.attributes.update(naming=naming, began=None)  # where the run began, for the errors of a revision
        return config

    def _named(self, error: Conflict | Unavailable, config: Config) -> Conflict | Unavailable:
        """With the revision that failed; as it is where none was at work, or where the database does not answer."""
        began: tuple[str, ...] | None = config.attributes["began"]
        if began is None or isinstance(error.__cause__, CommandError):
            return error
        try:
            states = self.show(config.attributes["address"])
        except (Conflict, Unavailable):
            return error
        place = {state.revision: number for number, state in enumerate(states, start=1)}
        first = max((place[revision] for revision in began), default=0)
        if config.attributes["going_back"]:
            at = first - len(_moved(config)) - 1
            sentence = f"Revision {states[at]} cannot be reverted, and none was."
            return type(error)(f"{sentence}\n{error}") if at >= 0 else error
        kept = [state for state in states[first:] if state.applied]
        if first + len(kept) >= len(states):
            return error
        before = f"applied before it, and kept: {', '.join(map(str, kept))}" if kept else "none was applied before it"
        reason = str(error)
        if kept:
            reason = reason.replace("Nothing was changed:", "It changed nothing:", 1)
        return type(error)(f"Revision {states[first + len(kept)]} failed; {before}.\n{reason}")

    def _look(self, config: Config, look: Callable[[ScriptDirectory, MigrationContext], None]) -> None:
        script = ScriptDirectory.from_config(config)

        def instead_of_migrating(_: object, context: MigrationContext) -> list[NoReturn]:
            look(script, context)
            return []

        def obey() -> None:
            with EnvironmentContext(config, script, fn=instead_of_migrating, dont_mutate=True):
                script.run_env()

        self._carefully(obey)

    def _next_revision(self, config: Config) -> str:
        known = [script.revision for script in ScriptDirectory.from_config(config).walk_revisions()]
        return f"{max((int(revision) for revision in known), default=0) + 1:04}"

    def _carefully(self, obey: Callable[[], object]) -> None:
        """One at a time, where no event loop runs, and with errors that a person understands."""

        def obey_alone() -> None:
            with _ONE_AT_A_TIME, warnings.catch_warnings():
                # Alembic warns of a column it cannot change; here that is a difference, or refused
                warnings.filterwarnings("ignore", message="Computed default", category=UserWarning)
                obey()

        try:
            _outside_the_loop(obey_alone)
        except CommandError as error:
            raise Conflict(f"{error}") from error
        except DBAPIError as error:
            translate(error, sqlstate=getattr(error.orig, "sqlstate", None), statement=error.statement)
        except asyncpg.PostgresError as error:
            translate(error, sqlstate=error.sqlstate, statement=None)
        except (OSError, asyncpg.InterfaceError) as error:
            raise Unavailable(f"The database cannot be reached: {error}") from error


def _tidied(path: Path) -> Path:
    """As `make lint` wants it, by the settings of the tree that it is in; as it is where ruff is not installed."""
    if find_spec("ruff") is not None:
        for command_line in (["check", "--fix", "--quiet", "--exit-zero"], ["format", "--quiet"]):
            subprocess.run([sys.executable, "-m", "ruff", *command_line, str(path)], capture_output=True, check=False)
    return path


def _outside_the_loop(obey: Callable[[], None]) -> None:
    """env.py starts an event loop of its own, which is not allowed in a thread where one runs."""
    running = False
    with suppress(RuntimeError):
        running = asyncio.get_running_loop() is not None
    if not running:
        obey()
        return
    with ThreadPoolExecutor(max_workers=1) as elsewhere:
        elsewhere.submit(obey).result()


def _states(script: ScriptDirectory, context: MigrationContext) -> list[RevisionState]:
    heads = context.get_current_heads()
    known = {revision.revision for revision in script.walk_revisions()}
    if strange := sorted(set(heads) - known):
        raise SchemaMismatch(
            f"The database is at revision {', '.join(strange)}, which this version does not know: "
            "a newer one has migrated it. Install that version again, or restore a backup from before."
        )
    applied = {revision.revision for revision in script.iterate_revisions(heads, "base")} if heads else set()
    return [
        RevisionState(each.revision, each.doc, each.revision in applied, each.revision in heads)
        for each in reversed(list(script.walk_revisions()))
    ]


def _moved(config: Config) -> list[str]:
    moved: list[str] = config.attributes["moved"]
    return moved


_OURS = Migrations(directory=Path(__file__).parent, metadata=Base.metadata)

run = _OURS.run
revert = _OURS.revert
show = _OURS.show
pending = _OURS.pending
rewrites = _OURS.rewrites
declared_rewrites = _OURS.declared_rewrites
newest = cache(_OURS.newest)
check = _OURS.check
generate = _OURS.generate
create = _OURS.create
alembic = _OURS.alembic
