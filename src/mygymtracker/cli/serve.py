"""`mygymtracker serve`: the database, the migrations, the web server, the backups; and all down again in order."""

from __future__ import annotations

import asyncio
import signal
import socket
from datetime import datetime, timedelta
from types import FrameType
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from mygymtracker.cli.backup import backup_job
from mygymtracker.cli.connection import Server, load_shared_exercises, migrate_or_refuse, opened, reach
from mygymtracker.cli.schedule import Job, Schedule, running
from mygymtracker.database.forgetting import forget_changes
from mygymtracker.errors import Refused, Unavailable

if TYPE_CHECKING:
    from mygymtracker.settings import Settings


def serve(
    context: typer.Context,
    migrate: Annotated[
        bool, typer.Option("--migrate", help="Run pending migrations on an external database, too.")
    ] = False,
    log_sql: Annotated[bool, typer.Option("--log-sql", help="Show every SQL statement (never in production).")] = False,
) -> None:
    """Run the tracker: on the embedded PostgreSQL, or on the server that the settings name."""
    settings: Settings = context.obj
    if log_sql and settings.is_production:
        raise Refused("--log-sql shows what people typed, so production refuses it.")
    say = Console(stderr=True, highlight=False).print
    signal.signal(signal.SIGTERM, _end)  # until the web server listens for it
    listening = _listen(settings.host, settings.port)
    with listening, reach(settings) as server:
        for revision in migrate_or_refuse(server, migrate=migrate):
            say(f"Migrated to {revision}.")
        for sentence in load_shared_exercises(server):
            say(sentence)
        asyncio.run(_look_inside(server, production=settings.is_production))
        # only this command needs the web's libraries, which take a while to load
        from mygymtracker.api.app import create_app
        from mygymtracker.api.serving import serve_until_signal

        app = create_app(settings, server.app, log_sql=log_sql)
        where = "embedded PostgreSQL" if server.embedded else f"PostgreSQL at {server.app.host}"
        say(f"MyGymTracker is at [bold]http://{_shown(settings.host)}:{listening.getsockname()[1]}[/] on {where}.")
        with running(_schedule(server, settings)):
            serve_until_signal(app, listening)
        say("Stopped.")


def _schedule(server: Server, settings: Settings) -> Schedule:
    jobs = [backup_job(server, settings), _forgetting(server, settings)]
    return Schedule(job for job in jobs if job is not None)


def _forgetting(server: Server, settings: Settings) -> Job:
    async def run(now: datetime) -> None:
        await forget_changes(server.owner, before=now - settings.change_log)

    return Job("forgetting of old changes", timedelta(days=1), run)


async def _look_inside(server: Server, *, production: bool) -> None:
    """Refuses an unsafe role in one sentence, before the web server starts: that one would say it at length."""
    async with opened(server, production=production):
        pass


def _end(_signal: int, _frame: FrameType | None) -> None:
    raise SystemExit(0)


def _listen(host: str, port: int) -> socket.socket:
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
            f"Cannot listen on HOST {host}, PORT {port}: {error.strerror}. Is MyGymTracker running already? "
            "Another port: PORT=3001 mygymtracker serve"
        ) from error
    return listening


def _shown(host: str) -> str:
    return "localhost" if host in ("127.0.0.1", "0.0.0.0", "::", "::1") else host  # noqa: S104 — only compared
