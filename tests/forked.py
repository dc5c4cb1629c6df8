"""`python -m tests.forked FD`: applications as processes of their own, each a fork of one that is loaded already.

Through the socket FD comes a line of JSON for each, its environment, and with it the socket that the application
listens at and one that is its own: there it says its process id, and that socket ends when the process does, however
that was. What a fork saves is the second that a start takes: imports, and 200 ms for the routes.
"""

from __future__ import annotations

import gc
import json
import os
import signal
import socket
import sys

from benchmarks.app_process import serve
from litestar import Litestar

from mygymtracker import webbuild
from mygymtracker.api.app import register_routes


def main(requests: socket.socket) -> None:
    """Starts one application after the other, until nobody is left who could ask for one."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for a fork
    registered: dict[str, Litestar] = {}
    while True:
        request, descriptors, _, _ = socket.recv_fds(requests, 1 << 16, 2)
        if not request:
            return None
        while not request.endswith(b"\n"):
            request += requests.recv(1 << 16)
        routes = _routes(registered)
        if os.fork() == 0:
            requests.close()
            return become(json.loads(request), routes, *descriptors)
        for descriptor in descriptors:
            os.close(descriptor)


def _routes(registered: dict[str, Litestar]) -> Litestar:
    """With the client as it is built now."""
    client = webbuild.built()
    build = (client / webbuild.STAMP).read_text() if client else ""
    if build not in registered:
        registered[build] = register_routes(client)
        gc.freeze()  # a collection in a fork would copy what it only looks at
    return registered[build]


def become(environment: dict[str, str], routes: Litestar, listening: int, life: int) -> None:
    """Serves until it is told to end, or killed."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    os.environ.clear()
    os.environ.update(environment)
    os.write(life, str(os.getpid()).encode())
    serve(socket.socket(fileno=listening), routes)


if __name__ == "__main__":
    main(socket.socket(fileno=int(sys.argv[1])))
