"""A source and its article beside each other on a wide terminal, what differs in colour."""

from typing import TYPE_CHECKING

from pipeline.model.outcome import plain
from pipeline.model.spans import paragraphs, spans
from pipeline.report.explain import shown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console

    from pipeline.model.edits import Row

WIDE = 100
"""Columns that a terminal needs for two texts of some twenty Chinese characters a line."""


def beside(source: str, rows: "Sequence[Row]", console: "Console") -> None:
    """Print each paragraph of the source and what it became; `console` knows width and colours."""
    from rich.table import Table
    from rich.text import Text

    table = Table.grid(padding=(0, 2), expand=True)
    table.add_column(ratio=1, overflow="fold")
    table.add_column(ratio=1, overflow="fold")
    for line in paragraphs(spans(source, rows)):
        left, right = Text(), Text()
        for span in line:
            if span.row is None:
                left.append(plain(span.old))
                right.append(plain(span.new))
            elif span.old.strip() or span.new.strip():
                left.append(shown(span.old).strip("⏎"), "red strike")
                right.append(plain(span.new).strip("\n"), "green")
        left.rstrip()
        right.rstrip()
        if left or right:
            table.add_row(left, right)
    console.print(table)
