"""`docs/reference/chances.md`: every kind of chance, the keys it takes, and what the program assumes."""

from __future__ import annotations

from coalition.formats.chances.reader import assumed_text
from coalition.formats.chances.schema import (
    CAUSE,
    CHANCE,
    CHANCES,
    KINDS,
    LASTS,
    MORE,
    KindOfChance,
)
from coalition.formats.documents.book_page import holds, plausible
from coalition.formats.schema.column import Shape
from coalition.model.chance.chances import ChanceKind

_HEAD = """\
# Chances

What may go otherwise than planned, how often and by how much: `chances.toml` in the folder of a book, read by
`coalition rehearse` ([how to](../how-to/run-a-campaign.md), [how it works](../explanation/rehearsal.md)). A
book without one has what the program assumes, below; what a book says takes the place of an assumed chance or
cause of the same `id`, `drop` takes some out, and `assumed = false` takes out all.

A chance befalls every subject that its selectors leave (`nations`, `places`, `modes`, ...); without selectors,
all of its kind. A `[[cause]]` is a factor that chances share: what falls under it goes well or badly together
for each nation (or place, or mode), while each chance by itself keeps the probability it declares.

This page is made by `scripts/write_reference.py`; the file has a [JSON Schema](schemas/chances.json).

## Kinds

| kind | what it says | needs | may have | chosen by |
|---|---|---|---|---|
"""
_KEYS = "\n| key | holds | plausible |\n|---|---|---|\n"
_ASSUMED = """
## What is assumed

Every number is a judgement made for the program and no measured rate of anybody's forces, ports or governments.

```toml
{}```
"""


def chances_page() -> str:
    """The whole page."""
    kinds = "".join(_kind_row(kind, takes) for kind, takes in KINDS.items())
    keys = "".join(_keys(shape, title) for shape, title in (
        (CHANCES, "the file"), (CHANCE, "`[[chance]]`"), (LASTS, "`lasts`"), (MORE, "`more`"),
        (CAUSE, "`[[cause]]`"),
    ))  # fmt: skip
    return _HEAD + kinds + keys + _ASSUMED.format(assumed_text())


def _kind_row(kind: ChanceKind, takes: KindOfChance) -> str:
    needs, may, chosen = (
        ", ".join(f"`{key}`" for key in keys) for keys in (takes.needs, takes.takes, takes.chosen)
    )
    return f"| `{kind}` | {takes.doc} | {needs} | {may} | {chosen} |\n"


def _keys(shape: Shape, title: str) -> str:
    rows = (
        f"| `{column.written}`{'*' if column.required else ''} | {holds(column)} | {plausible(column)} |\n"
        for column in shape.columns
        if column.name != "kind"
    )
    return f"\n## Keys of {title}\n{_KEYS}" + "".join(rows)
