"""The program `mygymtracker` for a shell that runs many commands: imported once, and each command is a fork of it.

A command is still a process of its own, with the arguments, the directory, the environment and the standard streams of
the shell that started it. What it saves is the second that a start takes. `serve` is started as everybody starts it.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import sys
import time
from pathlib import Path
from typing import Final

#: What a shell runs in place of the program: it hands over what it was given and ends as the command ended.
FUNCTION: Final = """mygymtracker() {{ '{python}' -IS '{hand_over}' '{listening}' "$@"; }}"""


def serve(listening: str) -> None:
    """Answers one connection after the other by a fork, until it is ended. The socket is there once it can be used."""
    from mygymtracker.cli.main import whole_command

    whole_command()  # what is imported here, no fork has to
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    with socket.socket(socket.AF_UNIX) as door:
        door.bind(f"{listening}.new")
        door.listen()
        Path(f"{listening}.new").rename(listening)
        while True:
            connection, _ = door.accept()
            if os.fork() == 0:
                door.close()
                return answer(connection)
            connection.close()


def answer(connection: socket.socket) -> None:
    """Becomes the command in a fork of its own, and tells how that ended."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    sent, streams, _, _ = socket.recv_fds(connection, 1 << 20, 3)
    command = os.fork()
    if command == 0:
        connection.close()
        return become(json.loads(sent), streams)
    for stream in streams:
        os.close(stream)
    _, status = os.waitpid(command, 0)
    connection.sendall(bytes([os.waitstatus_to_exitcode(status) & 0xFF]))
    os._exit(0)


def become(given: dict[str, str], streams: list[int]) -> None:
    from mygymtracker.cli.main import run

    for number, stream in enumerate(streams):
        os.dup2(stream, number)
        os.close(stream)
    os.chdir(given["directory"])
    os.environ.clear()
    os.environ.update(json.loads(given["environment"]))
    time.tzset()
    sys.argv = ["mygymtracker", *json.loads(given["arguments"])]
    run()


if __name__ == "__main__":
    serve(sys.argv[1])
