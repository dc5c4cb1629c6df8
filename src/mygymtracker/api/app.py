"""The web application: everything a request can reach, put together once."""

from __future__ import annotations

import socket
from collections.abc import AsyncGenerator, Iterator, Sequence
from contextlib import asynccontextmanager
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from pkgutil import iter_modules

from litestar import Litestar, Router
from litestar.datastructures import State
from litestar.openapi import OpenAPIConfig
from litestar.openapi.spec import Components, License, SecurityScheme, Tag
from litestar.routes import HTTPRoute
from sqlalchemy.ext.asyncio import AsyncEngine

from mygymtracker import api
from mygymtracker.accounts.passwords import PasswordHasher
from mygymtracker.accounts.set_up_code import make_code
from mygymtracker.api import documentation, health, web
from mygymtracker.api.authentication import COOKIE, DEPENDENCIES
from mygymtracker.api.bodies import LARGEST_BODY, ReadableRequest, refuse_unread_fields, require_sign_in
from mygymtracker.api.errors import HANDLERS
from mygymtracker.api.front.entrance import Entrance
from mygymtracker.api.front.hosts import hosts_of
from mygymtracker.api.rates import Rates
from mygymtracker.database.engine import HEAVY, ORDINARY, PROBE, Timeouts, build_engine
from mygymtracker.database.migrations import runner
from mygymtracker.database.process_locks import ProcessLocks
from mygymtracker.database.row_security import WORKING_ROLE
from mygymtracker.database.schema_watch import SchemaWatch
from mygymtracker.database.shares import Shares
from mygymtracker.database.supervising import DatabaseState
from mygymtracker.database.transaction import Database
from mygymtracker.database.unsafe_roles import refuse_unsafe_role
from mygymtracker.postgres_address import PostgresAddress
from mygymtracker.settings import Settings

#: To the database: for ordinary requests, and beside them for what may take long.
CONNECTIONS = 7
HEAVY_CONNECTIONS = 3
#: So many of all workers together, as far as each has its least. PostgreSQL allows 100 unless somebody says otherwise.
MOST_CONNECTIONS = 28
MOST_HEAVY_CONNECTIONS = 6

TAGS = [
    Tag("Accounts", "Signing up, in and out."),
    Tag("Plans", "What is intended."),
    Tag("Workouts", "What was done."),
    Tag("Exercises", "The catalogue."),
    Tag("Progress", "What the numbers say."),
    Tag("Body", "Weight, fat and girths."),
    Tag("Imports", "History from other apps."),
    Tag("Sync", "How devices that work offline stay in step."),
    Tag("Changes", "What happened, and taking it back."),
    Tag("Health", "For whoever keeps this server running."),
]


def create_app(
    settings: Settings,
    address: PostgresAddress,
    *,
    log_sql: bool = False,
    client: Path | None = None,
    supervisor: DatabaseState | None = None,
    part_problems: health.PartProblems = health.no_problems,
    routes: Litestar | None = None,
    workers: int = 1,
    locks: ProcessLocks | None = None,
) -> Litestar:
    """The application on one database. `address` is the working role's, or a login that may become it.

    `client` is the folder of the built web client; without it the page about the API is at `/`.
    `supervisor` keeps an embedded server running, and knows why there is none just now.
    `part_problems` tells what does not work beside the requests, backups for one: `/health/ready` says it.
    `routes` is what `register_routes` made, where that is done already; it becomes the application.
    It is to be forked into so many `workers`, which have `locks` in common where there are several.
    """
    schema = SchemaWatch(address, expected=runner.newest())
    # nobody's work keeps it from saying how it is
    probe = Database(build_engine(address, working_role=WORKING_ROLE, pool_size=1, timeouts=PROBE), schema)

    entrance = _entrance(settings)
    app = register_routes(client) if routes is None else routes
    app.state = State(
        {
            "database": _database(address, schema, log_sql=log_sql, workers=workers, locks=locks),
            "probe": probe,
            "schema": schema,
            "rates": Rates(locks=locks),
            "workers": workers,
            "storage_bytes": settings.storage_bytes,
            "supervisor": supervisor,
            "part_problems": part_problems,
            "hasher": PasswordHasher(workers=workers, locks=locks),
            "entrance": entrance,
            "is_production": settings.is_production,
            **_signing_in(settings),
        }
    )
    app.asgi_handler = entrance.before(app.asgi_handler)
    return app


def register_routes(client: Path | None) -> Litestar:
    """Everything that can be asked, with nothing yet to answer from: `create_app` gives it its state.

    Takes 200 ms, nearly all that an application takes.
    """
    app = Litestar(
        route_handlers=[
            _version_1(),
            health.router,
            documentation.router,
            web.client_handler(web.read_client(client)) if client else documentation.front_door,
        ],
        lifespan=[_lifespan],
        exception_handlers=HANDLERS,
        request_max_body_size=LARGEST_BODY,
        request_class=ReadableRequest,
        openapi_config=_openapi(),
        logging_config=None,  # that is up to whoever runs it
        debug=False,
    )
    _tell_all_methods(app)
    return app


@asynccontextmanager
async def _lifespan(app: Litestar) -> AsyncGenerator[None]:
    """What has to be there before the first request, and is closed after the last one."""
    state = app.state
    await refuse_unsafe_role(state.database, production=state.is_production)
    try:
        async with state.schema.watching():
            yield
    finally:
        state.hasher.close()
        await state.database.dispose()
        await state.probe.dispose()


def _signing_in(settings: Settings) -> dict[str, object]:
    return {
        "signing_secret": settings.signing_secret(),
        "token_seconds": settings.jwt_expiration_seconds,
        "sign_up": settings.sign_up,
        "set_up_code": None if settings.is_for_this_machine else make_code(),
        "public_url": settings.public_url,
        "cookies_secure": settings.cookies_secure,
    }


def _entrance(settings: Settings) -> Entrance:
    """Its names are those of the moment; a machine that gets another name is started anew."""
    hosts = hosts_of(
        hostname=socket.gethostname().lower().rstrip("."),
        public_url=settings.public_url,
        further=[settings.host, *settings.tls_names, *settings.allowed_hosts],
    )
    return Entrance(hosts, settings.trusted_proxies, strict=settings.tls or settings.cookies_secure)


def _database(
    address: PostgresAddress, schema: SchemaWatch, *, log_sql: bool, workers: int, locks: ProcessLocks | None
) -> Database:
    def engine(pool_size: int, timeouts: Timeouts) -> AsyncEngine:
        return build_engine(address, working_role=WORKING_ROLE, log_sql=log_sql, pool_size=pool_size, timeouts=timeouts)

    places = min(CONNECTIONS, max(2, MOST_CONNECTIONS // workers))
    heavy = min(HEAVY_CONNECTIONS, max(1, MOST_HEAVY_CONNECTIONS // workers))
    return Database(
        engine(places, ORDINARY),
        schema,
        shares=Shares(places=places, heavy_places=heavy, locks=locks),
        heavy_engine=engine(heavy, HEAVY),
    )


def _version_1() -> Router:
    return Router(
        "/api/v1",
        route_handlers=list(_routers()),
        dependencies=DEPENDENCIES,
        guards=[require_sign_in],
        before_request=refuse_unread_fields,
        security=[{"token": []}, {"cookie": []}],
        response_headers={"Cache-Control": "no-store"},  # one person's rows are nothing for a cache that others share
    )


def _routers() -> Iterator[Router]:
    """The `routers` of every module of this package that has some, in the order of the modules' names."""
    for module in iter_modules(api.__path__, f"{api.__name__}."):
        routers: Sequence[Router] = getattr(import_module(module.name), "routers", ())
        yield from routers


def _tell_all_methods(app: Litestar) -> None:
    """Makes OPTIONS tell every method of an address: Litestar's tells those of the route that was registered first."""
    for route in app.routes:
        if isinstance(route, HTTPRoute) and len(route.route_handlers) > 2:
            handler = route.create_options_handler(route.path)
            handler.owner = route.route_handlers[0].owner
            handler.on_registration(app)
            model = handler.create_kwargs_model(path_parameters=route.path_parameters)
            route.route_handler_map["OPTIONS"] = (handler, model)


def _openapi() -> OpenAPIConfig:
    return OpenAPIConfig(
        title="MyGymTracker",
        version=version("mygymtracker"),
        description="Everything a lifter does, over HTTP. Loads come back as they were typed: a decimal in a string "
        "with its unit beside it. Instants are UTC; days are the days where the workout was done.",
        license=License(name="MIT", identifier="MIT"),
        tags=TAGS,
        path="/api/openapi",
        render_plugins=[documentation.DocumentPlugin()],
        use_handler_docstrings=True,
        components=Components(
            security_schemes={
                "token": SecurityScheme(
                    type="http",
                    scheme="bearer",
                    bearer_format="JWT",
                    description="For programs: POST /api/v1/tokens.",
                ),
                "cookie": SecurityScheme(
                    type="apiKey",
                    name=COOKIE,
                    security_scheme_in="cookie",
                    description="For browsers: POST /api/v1/login-sessions. Over https its name begins with `__Host-`.",
                ),
            }
        ),
    )
