"""What a release is made of: its version, its notes, and what the workflow and the image take from them."""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest
import yaml  # type: ignore[import-untyped]  # it has no types

from tests.documentation.documents import ROOT

CHANGELOG = "# Changelog\n\n## Unreleased\n\n- A new thing.\n\n## 1.2.0 (2026-12-24)\n\n- Sets.\n- Plans.\n\n## 1.1.0\n"


def release_notes() -> ModuleType:
    spec = importlib.util.spec_from_file_location("release_notes", ROOT / ".ci/release_notes.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ("version", "notes"),
    [("1.2.0", "- Sets.\n- Plans."), ("1.3.0.dev7", "- A new thing."), ("1.1.0", ""), ("1.2", "")],
)
def test_the_notes_are_what_the_changelog_says_of_the_version(version: str, notes: str) -> None:
    assert release_notes().notes_of(version, CHANGELOG) == notes


def version_in(place: Path, **environment: str) -> str:
    """What hatchling says there, where git looks no further up."""
    done = subprocess.run(
        [sys.executable, "-m", "hatchling", "version"],
        cwd=place,
        env={**os.environ, "GIT_CEILING_DIRECTORIES": str(place.parent), **environment},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """What the version is made of, without git."""
    made = tmp_path / "copy"
    (made / "src/mygymtracker").mkdir(parents=True)
    for name in ("pyproject.toml", "hatch_build.py", "README.md", "LICENSE", "src/mygymtracker/webbuild.py"):
        shutil.copy(ROOT / name, made / name)
    return made


def git(place: Path, *arguments: str) -> None:
    who = ("-c", "user.name=ann", "-c", "user.email=ann@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *who, *arguments], cwd=place, capture_output=True, check=True)


def test_the_version_comes_from_tags_and_can_do_without(copy: Path) -> None:
    assert version_in(copy) == "0.1.dev0"
    assert version_in(copy, SETUPTOOLS_SCM_PRETEND_VERSION="1.2.3") == "1.2.3"

    git(copy, "init", "--quiet")
    git(copy, "add", ".")
    git(copy, "commit", "--quiet", "--message", "one")
    assert version_in(copy).startswith("0.1.dev")

    git(copy, "tag", "v1.2.0")
    assert version_in(copy) == "1.2.0"

    git(copy, "commit", "--quiet", "--allow-empty", "--message", "two")
    assert version_in(copy) == "1.2.1.dev1"


def test_an_archive_of_git_knows_its_version(copy: Path) -> None:
    (copy / ".git_archival.txt").write_text("node: 0123abc\ndescribe-name: v1.2.0\n")

    assert version_in(copy) == "1.2.0"
    assert ".git_archival.txt export-subst" in (ROOT / ".gitattributes").read_text("utf-8")


def test_the_workflow_publishes_what_make_release_builds_for_a_tag() -> None:
    text = (ROOT / ".github/workflows/release.yml").read_text("utf-8")
    workflow = yaml.safe_load(text)
    makefile = (ROOT / "Makefile").read_text("utf-8")

    steps = workflow["jobs"]["release"]["steps"]
    assert workflow[True]["push"]["tags"] == ["v[0-9]*"]  # YAML reads "on" as true
    assert "make release" in [step.get("run") for step in steps]
    for file in re.findall(r"(?:build/release|dist)/[\w.-]+\.\w+", text):
        assert file in makefile
    assert "--platform linux/amd64,linux/arm64" in makefile


def test_the_image_is_told_its_version() -> None:
    dockerfile = (ROOT / "Dockerfile").read_text("utf-8")

    assert "\nARG VERSION\n" in dockerfile
    assert "${VERSION:+env SETUPTOOLS_SCM_PRETEND_VERSION=$VERSION}" in dockerfile
