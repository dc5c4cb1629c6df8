"""`mygymtracker serve`: the database, the migrations, the web server, the backups; and all down again in order."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Annotated, Final

import typer
from rich.console import Console
from rich.markup import escape

from mygymtracker import machine, webbuild
from mygymtracker.accounts.writes import may_sign_up
from mygymtracker.cli import safety
from mygymtracker.cli.chores import chores_of, left_to_the_owner, may_do_chores
from mygymtracker.cli.connection import Server, load_shared_exercises, opened, pending_migrations, reach
from mygymtracker.cli.home_https import HomeHttps, home_https, qr_code
from mygymtracker.cli.job_notes import JobNotes
from mygymtracker.cli.logs import log_to_stderr
from mygymtracker.cli.printing import terminal
from mygymtracker.cli.schedule import Schedule, running
from mygymtracker.database.migrations import runner
from mygymtracker.database.pooler import refuse_unfit_pooler
from mygymtracker.database.process_locks import ProcessLocks
from mygymtracker.database.supervising import Supervisor, supervised
from mygymtracker.errors import Refused, SchemaMismatch, Unavailable

if TYPE_CHECKING:
    from litestar import Litestar

    from mygymtracker.api.status_board import StatusBoard
    from mygymtracker.settings import Settings

#: A connection takes memory in PostgreSQL, too: more workers than that are for whoever says so.
MOST_BY_ITSELF: Final = 8
MOST_WORKERS: Final = 16
MEMORY_FOR_SEVERAL: Final = 2 << 30
#: Why it does not give root up by itself: docs/decisions/0015.
AS_ROOT: Final = (
    "The web server runs as root. Better start it as a user of its own; docs/how-to/run-as-a-service.md shows how."
)

NumberOfWorkers = Annotated[
    int | None,
    typer.Option(
        min=1,
        max=MOST_WORKERS,
        help="How many processes answer requests. WORKERS, if not said; else one for each processor, at most "
        f"{MOST_BY_ITSELF}, and one alone below 2 GB of memory.",
    ),
]


def serve(
    context: typer.Context,
    *,
    migrate: Annotated[
        bool, typer.Option("--migrate", help="Run pending migrations on an external database, too.")
    ] = False,
    log_sql: Annotated[bool, typer.Option("--log-sql", help="Show every SQL statement (never in production).")] = False,
    web: Annotated[bool, typer.Option("--web/--no-web", help="Serve the web client, or the API alone.")] = True,
    tls: Annotated[bool, typer.Option("--tls", help="Serve https for the phones in your home network.")] = False,
    workers: NumberOfWorkers = None,
) -> None:
    """Run the tracker: on the embedded PostgreSQL, or on the server that the settings name."""
    settings: Settings = context.obj.with_tls() if tls else context.obj
    if log_sql and settings.is_production:
        raise Refused("--log-sql shows what people typed, so production refuses it.")
    console = terminal(stderr=True, soft_wrap=True)
    say = console.print
    log_to_stderr()
    if os.geteuid() == 0:
        say(AS_ROOT)
    signal.signal(signal.SIGTERM, _end)  # until the web server listens for it
    listening = _listen(settings.host, settings.port)
    with listening, reach(settings) as server, home_https(settings, listening, _listen) as https:
        client = _web_client(say) if web else None
        if server.embedded is None:
            asyncio.run(refuse_unfit_pooler(server.app))
        migrate_at_start(server, settings, say, external_too=migrate)
        for sentence in load_shared_exercises(server):
            say(sentence)
        is_empty = asyncio.run(_look_inside(server, production=settings.is_production))
        # only this command needs the web's libraries, which take a while to load
        from mygymtracker.api.app import create_app
        from mygymtracker.api.status_board import StatusBoard

        count = workers or settings.workers or workers_for(machine.processors(), machine.memory_bytes())
        locks = ProcessLocks() if count > 1 else None
        board = StatusBoard(locks) if locks else None
        supervisor = _supervisor(server)
        schedule = _schedule(server, settings, https, say)
        app = create_app(
            settings,
            server.app,
            log_sql=log_sql,
            client=client,
            supervisor=board or supervisor,
            part_problems=board.problems if board else schedule.problems,
            workers=count,
            locks=locks,
        )
        _tell_where(server, settings, listening, say)
        if is_empty and app.state.set_up_code is not None and settings.sign_up != "closed":
            say(f"Nobody has an account yet. The first one needs this code: [bold]{app.state.set_up_code}[/]")
        if https:
            _tell(https, console)
        _answer(app, listening, https, beside=(supervisor, schedule), board=board)
        say("Stopped.")


def _answer(
    app: Litestar,
    listening: socket.socket,
    https: HomeHttps | None,
    *,
    beside: tuple[Supervisor | None, Schedule],
    board: StatusBoard | None,
) -> None:
    """Here, or in workers where there is a board for them. What is beside has threads, and begins after the forks."""
    from mygymtracker.api.serving import serve_until_signal, workers_of

    (supervisor, schedule), by_https = beside, https.https if https else None
    watching = supervised(supervisor) if supervisor else nullcontext()
    if board is None:
        with watching, running(schedule):
            serve_until_signal(app, listening, https=by_https)
    else:
        with workers_of(app, listening, https=by_https) as serving, watching, running(schedule):
            serving.attend(lambda: board.publish(supervisor, schedule.problems()))


def _tell_where(server: Server, settings: Settings, listening: socket.socket, say: Callable[[str], object]) -> None:
    where = "embedded PostgreSQL" if server.embedded else f"PostgreSQL at {server.app.host}"
    here = f"{'https' if settings.tls else 'http'}://{_shown(settings.host)}:{listening.getsockname()[1]}"
    say(f"MyGymTracker is at [bold]{here}[/] on {where}.")


def workers_for(processors: int, memory_bytes: int) -> int:
    """One for each processor; where there is little memory one alone. The second takes 100 MB, a further one 23."""
    return min(processors, MOST_BY_ITSELF) if memory_bytes >= MEMORY_FOR_SEVERAL else 1


def _supervisor(server: Server) -> Supervisor | None:
    """What keeps an embedded server running; where that is hopeless, this process ends as by a signal."""
    if server.embedded is None:
        return None
    return Supervisor(server.embedded, give_up=lambda: os.kill(os.getpid(), signal.SIGTERM))


def migrate_at_start(server: Server, settings: Settings, say: Callable[[str], object], *, external_too: bool) -> None:
    """An external database only where that was said: it may not be ours alone. Raises SchemaMismatch."""
    pending = runner.pending(server.owner)
    if not pending:
        return
    if server.embedded is None and not external_too:
        raise SchemaMismatch(pending_migrations(server, pending))
    for revision in safety.migrate(server, settings, say=say):
        say(f"Migrated to {revision}.")


def _web_client(say: Callable[[str], object]) -> Path | None:
    """The folder to serve. In a checkout the client is built where it changed; the API never waits for what fails."""
    try:
        webbuild.build_if_changed(say=say)
    except webbuild.CannotBuild as error:
        say(escape(str(error)))
        say("Serving the web client that was built last." if webbuild.built() else "Serving the API alone.")
    return webbuild.built()


def _tell(https: HomeHttps, console: Console) -> None:
    for sentence in https.sentences():
        console.print(sentence)
    if console.is_terminal:
        console.file.write(qr_code(https.help_address))  # it has colours of its own


def _schedule(server: Server, settings: Settings, https: HomeHttps | None, say: Callable[[str], object]) -> Schedule:
    notes = JobNotes(settings.home)
    jobs = chores_of(server, settings, notes) if may_do_chores(server) else []
    if not jobs:  # there always is one
        say(left_to_the_owner(server, settings))
    return Schedule([*jobs, *([https.job()] if https else [])], notes)


async def _look_inside(server: Server, *, production: bool) -> bool:
    """Whether nobody has an account yet.

    Refuses an unsafe role in one sentence, before the web server starts: that one would say it at length.
    """
    async with opened(server, production=production) as databases:
        _, is_empty = await may_sign_up(databases.people, mode="first")
        return is_empty


def _end(_signal: int, _frame: FrameType | None) -> None:
    raise SystemExit(0)


def _listen(host: str, port: int, setting: str = "PORT") -> socket.socket:
    """Taken before anything is started, so that a second `serve` on the port ends at once."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
        listening.listen(1024)
    except OSError as error:
        listening.close()
        raise Unavailable(
            f"Cannot listen on HOST {host}, {setting} {port}: {error.strerror}. Is MyGymTracker running already? "
            f"Another port: {setting}={port + 1} mygymtracker serve"
        ) from error
    return listening


def _shown(host: str) -> str:
    return "localhost" if host in ("127.0.0.1", "0.0.0.0", "::", "::1") else host  # noqa: S104 — only compared
