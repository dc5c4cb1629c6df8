"""What can be changed in a file: one small fault at a time, as text that takes the place of other text."""

from __future__ import annotations

import ast
import copy
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Mutant:
    """`before` at the offset `start` of a file becomes `after`. Lines are counted from 1."""

    path: str
    line: int
    start: int
    before: str
    after: str

    def applied_to(self, source: str) -> str:
        """The source with this change. Raises ValueError where it is another source."""
        end = self.start + len(self.before)
        if source[self.start : end] != self.before:
            raise ValueError(f"{self.path} is not the file that the mutant was made from")
        return source[: self.start] + self.after + source[end:]

    def __str__(self) -> str:
        before, after = (" ".join(text.split()) for text in (self.before, self.after))
        return f"{self.path}:{self.line}  {before}  →  {after}"


def mutants_of(path: str, source: str) -> list[Mutant]:
    """Every mutant of a Python or TypeScript file, in the order of the text. Raises SyntaxError."""
    made = _of_python(path, source) if path.endswith(".py") else _of_typescript(path, source)
    return sorted(set(made), key=lambda each: (each.start, each.after))


# ------------------------------------------------------------------------------------------------------------- Python

_OTHER_COMPARISON: Final[dict[type[ast.cmpop], type[ast.cmpop]]] = {
    ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In,
}  # fmt: skip


def _of_python(path: str, source: str) -> Iterator[Mutant]:
    lines = _line_starts(source)
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.expr | ast.stmt):
            continue
        start, end = (
            lines[line - 1] + len(source[lines[line - 1] :].encode()[:column].decode())
            for line, column in ((node.lineno, node.col_offset), (node.end_lineno or 0, node.end_col_offset or 0))
        )
        for after in _instead_of(node):
            yield Mutant(path, node.lineno, start, source[start:end], after)


def _instead_of(node: ast.AST) -> Iterator[str]:
    """Another comparison, `or` for `and`, no `not`, the next number, nothing done, None returned."""
    match node:
        case ast.Compare(ops=[operator]):
            other = copy.deepcopy(node)
            other.ops = [_OTHER_COMPARISON[type(operator)]()]
            yield f"({ast.unparse(other)})"
        case ast.BoolOp():
            swapped = copy.deepcopy(node)
            swapped.op = ast.Or() if isinstance(node.op, ast.And) else ast.And()
            yield f"({ast.unparse(swapped)})"
        case ast.UnaryOp(op=ast.Not()):
            yield f"({ast.unparse(node.operand)})"
        case ast.Constant(value=int(number)) if not isinstance(number, bool):
            yield f"({number + 1})"
        case ast.Expr(value=ast.Call() | ast.Await()):
            yield "pass"
        case ast.Return(value=ast.expr()) if not isinstance(node.value, ast.Constant):
            yield "return None"


def _line_starts(source: str) -> list[int]:
    starts = [0]
    for line in source.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    return starts


# --------------------------------------------------------------------------------------------------------- TypeScript

#: Comments, texts and regular expressions, in which nothing is changed.
_QUIET: Final = re.compile(
    r"//[^\n]*|/\*.*?\*/|'(?:\\.|[^'\\\n])*'|\"(?:\\.|[^\"\\\n])*\"|`(?:\\.|[^`\\])*`|(?<=[(,=:] )/(?:\\.|[^/\\\n])+/",
    re.DOTALL,
)
_SWAPS: Final = {
    "===": "!==", "!==": "===", "&&": "||", "||": "&&", " < ": " <= ", " <= ": " < ", " > ": " >= ", " >= ": " > ",
    " + ": " - ", " - ": " + ", "Math.max": "Math.min", "Math.min": "Math.max",
    ".some(": ".every(", ".every(": ".some(",
}  # fmt: skip
_TOKEN: Final = re.compile(
    "|".join(map(re.escape, sorted(_SWAPS, key=len, reverse=True))) + r"|(?<![\w.$])\d+(?![\w.])"
)
#: A call that is a whole statement.
_STATEMENT: Final = re.compile(r"^[ \t]*((?:await )?[\w.]+\([^\n]*\);?)$", re.MULTILINE)


def _of_typescript(path: str, source: str) -> Iterator[Mutant]:
    quiet = [span.span() for span in _QUIET.finditer(source)]

    def mutant(start: int, before: str, after: str) -> Iterator[Mutant]:
        if not any(first <= start < last for first, last in quiet):
            yield Mutant(path, source.count("\n", 0, start) + 1, start, before, after)

    for token in _TOKEN.finditer(source):
        text = token[0]
        yield from mutant(token.start(), text, _SWAPS.get(text) or str(int(text) + 1))
    for statement in _STATEMENT.finditer(source):
        yield from mutant(statement.start(1), statement[1], ";")
