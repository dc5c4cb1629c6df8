"""Figures as tables that can be read in a terminal and are Markdown at the same time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import isnan


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """The first column to the left, the others to the right."""
    lines = [list(head), *map(list, rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(head))]
    rule = [("-" * width) + ("" if column == 0 else ":") for column, width in enumerate(widths)]
    widths = [width + (column > 0) for column, width in enumerate(widths)]
    shown = [
        [
            cell.ljust(width) if column == 0 else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(line, widths, strict=True))
        ]
        for line in [lines[0], rule, *lines[1:]]
    ]
    return "\n".join(f"| {' | '.join(line)} |" for line in shown) + "\n"


def count(value: float) -> str:
    return "–" if isnan(value) else f"{value:,.0f}"


def ratio(value: float) -> str:
    """0.21, 1.7, 23: two figures that count."""
    if isnan(value):
        return "–"
    return f"{value:.2f}" if value < 1 else f"{value:.1f}" if value < 10 else f"{value:.0f}"


def size(rows: int) -> str:
    """10 thousand, 4 million."""
    if rows >= 1_000_000:
        return f"{rows / 1_000_000:g} million"
    return f"{rows // 1000} thousand" if rows else "none"
