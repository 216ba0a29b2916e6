"""Tables of which only the first column gives way when the terminal is narrow."""

from __future__ import annotations

from collections.abc import Sequence

from rich.box import SIMPLE_HEAD
from rich.table import Table

_LEAST = 12


def table_of(title: str, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> Table:
    """The rows under their heads; numbers to the right, whole."""
    table = Table(title=title, title_justify="left", title_style="bold", box=SIMPLE_HEAD)
    table.add_column(heads[0], no_wrap=True, overflow="ellipsis", min_width=_LEAST)
    for column, head in enumerate(heads[1:], start=1):
        width = max([len(head), *(len(row[column]) for row in rows)])
        table.add_column(head, justify="right", no_wrap=True, min_width=width)
    for row in rows:
        table.add_row(*row)
    return table
