"""Who reads the documents: somebody who has a clone of the repository and an empty home, and is nobody special.

As root the reader is the user `nobody`. Where that user may not run this Python, which often lies in root's closed
home, a copy of it is made for the time of the tests.
"""

from __future__ import annotations

import os
import pwd
import shutil
import stat
import subprocess
import sys
import sysconfig
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tests.documentation.documents import ROOT

#: Of a standard library, what no program needs.
_LEFT_OUT = shutil.ignore_patterns("site-packages", "test", "tests", "idlelib", "tkinter", "config-*", "ensurepip")


@dataclass(frozen=True, slots=True)
class Reader:
    """`user` is who they are, None for whoever runs the tests; `python` is one that they may run."""

    user: pwd.struct_passwd | None
    python: Path
    environment: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_ordinary(self) -> bool:
        """False where the tests run as root from a directory that nobody else may enter."""
        return os.geteuid() != 0 or self.user is not None

    def start(self, line: str, *, directory: Path, environment: Mapping[str, str]) -> subprocess.Popen[str]:
        """A line of a shell, without a terminal, so that a password is read from standard input."""
        return subprocess.Popen(
            ["bash", "-c", line],
            cwd=directory,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
            user=self.user and self.user.pw_uid,
            group=self.user and self.user.pw_gid,
            extra_groups=[] if self.user else None,
        )

    def own(self, path: Path) -> None:
        if self.user:
            os.chown(path, self.user.pw_uid, self.user.pw_gid)

    def make_environment(self, directory: Path) -> None:
        """What the first `make` of a clone makes there: .venv."""
        if self.python == Path(sys.executable):
            (directory / ".venv").symlink_to(sys.prefix)
            return
        made = directory / ".venv"
        venv = [str(self.python), "-m", "venv", "--without-pip", str(made)]
        subprocess.run(venv, env=dict(self.environment), check=True, capture_output=True)
        site = Path(sysconfig.get_path("purelib"))
        (made / "lib" / site.parent.name / "site-packages/theirs.pth").write_text(
            f"import site; site.addsitedir('{site}')\n"
        )
        program = made / "bin/mygymtracker"
        program.write_text(f"#!{made}/bin/python\nfrom mygymtracker.cli.main import run\nrun()\n")
        program.chmod(0o755)


def make_reader(place: Path) -> Reader:
    """`place` holds a copy of Python where one is needed."""
    if os.geteuid() != 0 or not _may_enter(ROOT) or not _may_enter(Path(sysconfig.get_path("purelib"))):
        return Reader(None, Path(sys.executable))
    user = pwd.getpwnam("nobody")
    if _may_enter(Path(sys.executable).resolve().parent):
        return Reader(user, Path(sys.executable))
    base, library = Path(sys.base_prefix), Path(sysconfig.get_path("stdlib"))
    (place / "bin").mkdir(parents=True)
    shutil.copytree(library, place / "lib" / library.name, ignore=_LEFT_OUT, symlinks=True)
    for shared in base.glob("lib/libpython*.so*"):
        shutil.copy(shared, place / "lib")
    shutil.copy(Path(sys.executable).resolve(), place / "bin/python3")
    return Reader(user, place / "bin/python3", {"LD_LIBRARY_PATH": str(place / "lib")})


def _may_enter(directory: Path) -> bool:
    """Whether everybody may."""
    return all(each.stat().st_mode & stat.S_IXOTH for each in (directory, *directory.parents))
