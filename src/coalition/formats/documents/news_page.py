"""`docs/reference/news.md`: every kind of news, the keys it takes, and a file that uses them."""

from __future__ import annotations

from importlib.resources import files

from coalition.formats.documents.book_page import holds, plausible
from coalition.formats.schema.column import Shape
from coalition.formats.schema.news import KINDS, NEWS, NEWS_ITEM, PROHIBITION, KindOfNews
from coalition.model.change.news import NewsKind

_HEAD = """\
# News

A file of news tells what became known at one instant while a plan is carried out; `coalition replan`
takes it ([how to](../how-to/replan-after-news.md), [what change costs](../explanation/replanning.md)). It is
TOML: `at`, and a `[[news]]` for each thing told, taken in from the first to the last. Dates are written as in
a book, `C+4` too. What names something the book does not hold is a fault like any other, with file and line.

Each kind changes what it says and nothing else. What bears no date in a book (speed, working places, number
of carriers, notice, load) holds for all that is planned from then on; what has begun stays as it is.

This page is made by `scripts/write_reference.py`; the file has a [JSON Schema](schemas/news.json).

## Kinds

| kind | what it tells | needs | may have |
|---|---|---|---|
"""
_KEYS = "\n| key | holds | plausible |\n|---|---|---|\n"
_REST = """
`[news.caveat]` has the keys of a `[[caveat]]`, `duration` those of a procedure's, and `[news.new]` the columns
of `requirements.csv`: all stand in [the book](book.md). A caveat or prohibition without `from` holds from `at`.
"""
_EXAMPLE = """
## An example

For the book that `coalition new` writes:

```toml
{}```
"""


def news_page() -> str:
    """The whole page."""
    kinds = "".join(_kind_row(kind, takes) for kind, takes in KINDS.items())
    keys = "".join(_keys(shape, title) for shape, title in (
        (NEWS, "the file"), (NEWS_ITEM, "`[[news]]`"), (PROHIBITION, "`[news.prohibition]`"),
    ))  # fmt: skip
    return _HEAD + kinds + keys + _REST + _EXAMPLE.format(example_news())


def example_news() -> str:
    """The commented example, which fits the book that a user starts from."""
    return (files("coalition.formats.starter") / "news.toml").read_text(encoding="utf-8")


def _kind_row(kind: NewsKind, takes: KindOfNews) -> str:
    subject = " or ".join(f"`{key}`" for key in takes.subject)
    needs = ", ".join([subject, *(f"`{key}`" for key in takes.needs)])
    may = ", ".join(f"`{key}`" for key in takes.takes)
    return f"| `{kind}` | {takes.doc} | {needs} | {may} |\n"


def _keys(shape: Shape, title: str) -> str:
    rows = (
        f"| `{column.written}`{'*' if column.required else ''} | {holds(column)} | {plausible(column)} |\n"
        for column in shape.columns
        if column.name != "kind"
    )  # fmt: skip
    return f"\n## Keys of {title}\n{_KEYS}" + "".join(rows)
