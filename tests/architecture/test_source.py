"""Rules about the source that no tool knows, each with the place where an exception would have to give its reason."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import mygymtracker
from mygymtracker.database.entities import Base
from mygymtracker.database.row_security import Policy, declared

ROOT = Path(str(mygymtracker.__file__)).parent
SOURCES = {path.relative_to(ROOT).as_posix(): ast.parse(path.read_text("utf-8")) for path in ROOT.rglob("*.py")}
REVISIONS = sorted(name for name in SOURCES if name.startswith("database/migrations/versions/"))

REPOSITORY = ROOT.parents[1]
WITH_CODE = ("src", "tests", "benchmarks", "faults", "mutants", "docs")
LINES_OF_A_FILE = 400
LINES_OF_A_FUNCTION = 60
NAMES_WITHOUT_A_HOME = {
    "base", "common", "core", "helper", "helpers", "lib", "managers", "misc", "repositories", "repository", "service",
    "services", "shared", "util", "utils",
}  # fmt: skip
OWNED = sorted({known.table for known in declared(Base.metadata).others if isinstance(known, Policy)})
SQL_ON_OWNED = re.compile(
    rf"\b(?:FROM|JOIN|INTO|UPDATE|TABLE|USING)\s+(?:ONLY\s+)?(?:public\.)?\"?(?:{'|'.join(OWNED)})\b"
)

#: Where SQL that the owner's predicate does not reach is written nevertheless, and why that is right.
MAY_NAME_OWNED_TABLES = {
    "database/": "the policies, the definer functions and the revisions themselves",
    "exchange/replacing.py": "COPY needs temporary tables, which no entity maps; each statement says whose rows",
    "exchange/staged_tables.py": "COPY needs temporary tables, which no entity maps; each statement says whose rows",
}
MAY_PRINT = {"cli/printing.py": "what people and files hold is pictured there"}
#: Those of typer and rich, and Python's own; `.print` of a console that came from printing.py is pictured.
PRINTS = {"print", ".echo", ".secho", ".confirm", ".prompt", ".echo_via_pager", "echo", "secho", "Console", ".Console"}
MAY_COMMIT = {"database/": "the transaction ends where it began"}
MAY_LIST_AT_LENGTH = {"database/migrations/versions/": "one CREATE TABLE after the other"}


def sources(*, but_for: dict[str, str] | None = None) -> dict[str, ast.Module]:
    """All of src, without the places that have a reason."""
    places = tuple(but_for or ())
    return {name: tree for name, tree in sorted(SOURCES.items()) if not name.startswith(places) or not places}


def strings(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Every literal that is not a docstring; of an f-string what is literal in it."""
    docstrings = {
        id(statement.value) for statement in ast.walk(tree) if isinstance(statement, ast.Expr)
    }  # fmt: skip
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            literal = [part.value if isinstance(part, ast.Constant) else "…" for part in node.values]
            yield node.lineno, "".join(str(part) for part in literal)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            yield node.lineno, node.value


def called(tree: ast.AST) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            function = node.func
            if isinstance(function, ast.Name):
                yield node.lineno, function.id
            elif isinstance(function, ast.Attribute):
                yield node.lineno, f".{function.attr}"


def imported(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (each.name for each in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{each.name}" for each in node.names)


def sql_on_owned(tree: ast.Module) -> list[int]:
    """The lines of what names a table of what people own in SQL."""
    return [line for line, text in strings(tree) if SQL_ON_OWNED.search(text)]


def past_the_entities(tree: ast.Module) -> list[tuple[int, str]]:
    """Line and attribute of what takes a table instead of its entity."""
    return [
        (node.lineno, node.attr)
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr in ("__table__", "local_table", "exec_driver_sql", "tables")
    ]


def test_sql_on_what_people_own_is_written_in_few_places() -> None:
    written = [
        f"{name}:{line}" for name, tree in sources(but_for=MAY_NAME_OWNED_TABLES).items() for line in sql_on_owned(tree)
    ]

    assert written == [], "use the entities: they name whose rows are meant; or say why not in MAY_NAME_OWNED_TABLES"


def test_no_statement_is_made_on_a_table_instead_of_its_entity() -> None:
    written = [
        f"{name}:{line} {attribute}"
        for name, tree in sources(but_for=MAY_NAME_OWNED_TABLES).items()
        for line, attribute in past_the_entities(tree)
    ]

    assert written == []


def test_every_exception_is_still_needed() -> None:
    needed = [name for name, tree in SOURCES.items() if sql_on_owned(tree) or past_the_entities(tree)]

    assert [place for place in MAY_NAME_OWNED_TABLES if not any(name.startswith(place) for name in needed)] == []


def test_a_file_fits_into_a_head() -> None:
    files = [path for part in WITH_CODE for path in (REPOSITORY / part).rglob("*.py")]
    lines = {path.relative_to(REPOSITORY).as_posix(): path.read_text("utf-8").count("\n") for path in files}

    assert {name: count for name, count in lines.items() if count > LINES_OF_A_FILE} == {}


def test_a_function_fits_onto_a_screen() -> None:
    lengths = {
        f"{name} {node.name}": (node.end_lineno or 0) - node.lineno + 1
        for name, tree in sources(but_for=MAY_LIST_AT_LENGTH).items()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }

    assert {name: length for name, length in lengths.items() if length > LINES_OF_A_FUNCTION} == {}


def test_a_module_is_named_for_what_is_in_it() -> None:
    nameless = [name for name in SOURCES if set(Path(name).with_suffix("").parts) & NAMES_WITHOUT_A_HOME]

    assert nameless == []


def test_one_file_prints() -> None:
    printed = [
        f"{name}:{line}"
        for name, tree in sources(but_for=MAY_PRINT).items()
        for line, function in called(tree)
        if function in PRINTS
    ]
    passed_on = [
        f"{name}:{node.lineno}"
        for name, tree in sources(but_for=MAY_PRINT).items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr in ("echo", "secho")
    ]

    assert printed + passed_on == []


def test_only_the_transaction_commits() -> None:
    committed = [
        f"{name}:{line}"
        for name, tree in sources(but_for=MAY_COMMIT).items()
        for line, function in called(tree)
        if function in (".commit", ".rollback")
    ]

    assert committed == []


def test_revisions_and_what_they_share_import_neither_entities_nor_features() -> None:
    ours = {
        name: {each.rpartition(".")[0] for each in imported(SOURCES[name]) if each.startswith("mygymtracker")}
        for name in [*REVISIONS, "database/migrations/steps.py"]
    }

    assert ours.pop("database/migrations/steps.py") == {"mygymtracker.errors"}
    assert {name for name, used in ours.items() if not used <= {"mygymtracker.database.migrations.steps"}} == set()


def test_a_revision_is_named_by_a_sentence_says_why_and_goes_both_ways() -> None:
    for name in REVISIONS:
        tree = SOURCES[name]
        functions = {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}

        assert re.fullmatch(r"\d{8}_\d{4}_[a-z]+(_[a-z]+)+\.py", Path(name).name)
        assert len((ast.get_docstring(tree) or "").split("\n\n")) >= 3  # a title, the reason, the revision
        assert not isinstance(functions["upgrade"].body[0], ast.Pass)
        assert not isinstance(functions["downgrade"].body[0], ast.Pass)
