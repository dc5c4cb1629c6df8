"""Writes the references in docs/reference, the table in docs/explanation/sync.md, and the web client's types, from the
program itself.

`python docs/generate.py [--check]`

With `--check` nothing is written; it names the pages that are not what would be written, and exits with 1.
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
REFERENCE = ROOT / "docs" / "reference"
CLIENT_TYPES = ROOT / "web" / "src" / "api" / "schema.d.ts"
FORMULA_LABELS = ROOT / "web" / "src" / "domain" / "formula-labels.ts"
IMPORT_FORMATS = ROOT / "web" / "src" / "domain" / "import-formats.ts"
KINDS = ROOT / "web" / "src" / "core" / "kinds.ts"
ROW_SCHEMA = ROOT / "web" / "src" / "core" / "row-schema.ts"
SCHEMA_CHANGES = ROOT / "web" / "src" / "core" / "schema-changes.ts"
LIMITS = ROOT / "web" / "src" / "domain" / "limits.ts"
SEARCH_WORDS = ROOT / "web" / "src" / "domain" / "search-words.ts"


def pages() -> dict[Path, str]:
    """Every page with what belongs in it."""
    if str(ROOT) not in sys.path:  # run as a script, only this directory is on it
        sys.path.insert(0, str(ROOT))
    from docs.generators import (
        api,
        cli,
        client_types,
        errors,
        formula_labels,
        import_formats,
        kinds,
        schema,
        schema_changes,
        search_words,
        settings,
        situations,
    )

    return {
        REFERENCE / "api.md": api.render(),
        REFERENCE / "cli.md": cli.render(),
        REFERENCE / "errors.md": errors.render(),
        REFERENCE / "schema.md": schema.render(),
        REFERENCE / "settings.md": settings.render(),
        situations.PAGE: situations.render(),
        CLIENT_TYPES: client_types.render(),
        FORMULA_LABELS: formula_labels.render(),
        IMPORT_FORMATS: import_formats.render(),
        KINDS: kinds.render_kinds(),
        SCHEMA_CHANGES: schema_changes.render_changes(),
        ROW_SCHEMA: schema_changes.render_marks(),
        LIMITS: kinds.render_limits(),
        SEARCH_WORDS: search_words.render(),
    }


def stale() -> list[Path]:
    """The pages that are not what would be written, missing ones among them."""
    return [path for path, text in pages().items() if not path.exists() or path.read_text("utf-8") != text]


def main(arguments: list[str]) -> int:
    if arguments not in ([], ["--check"]):
        sys.stderr.write("usage: python docs/generate.py [--check]\n")
        return 2
    if arguments:
        names = [str(path.relative_to(ROOT)) for path in stale()]
        if names:
            sys.stderr.write(f"Not what the program says: {', '.join(names)}. Write them anew: make docs\n")
        return 1 if names else 0
    REFERENCE.mkdir(parents=True, exist_ok=True)
    for path, text in pages().items():
        path.write_text(text, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
