"""The news an inject brings: TOML in its cell, or the name of a TOML file beside the list.

A cell holds the keys of one piece of news, one to a line; inline tables `{...}, {...}`; or a whole file of it.
`at` is the time of the event, and may be left out. The kinds and keys are those of `formats.news`.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from coalition.errors import Fault, InputError
from coalition.formats.faults import FaultLog, quote
from coalition.formats.news.reader import parse_news
from coalition.formats.source.text_file import MOST_TOML_BYTES, read_clean_text
from coalition.measure.instants import Minute, write_instant
from coalition.model.change.news import News, NewsItem
from coalition.model.identity import DecisionId
from coalition.model.law import Decision

if TYPE_CHECKING:
    from pathlib import Path

    from coalition.model.book import Book

_FILE = re.compile(r"[\w.\-]+(?:/[\w.\-]+)*\.toml")
_AT = re.compile(r"^\s*at\s*=", re.MULTILINE)


def read_news_cell(
    cell: str, at: Minute, book: Book, *, folder: Path, where: str, prefix: str, log: FaultLog
) -> News | None:
    """The news of the cell as of `at`, or None when it has faults, which go to the log.

    `where` names the cell, `folder` is that of the list, and `prefix` makes the ids of its decisions its own.
    """
    text, shown = cell.strip(), where
    if _FILE.fullmatch(text):
        read = _file(text, folder, where, log)
        if read is None:
            return None
        text, shown = read, f"{where}, {cell.strip()}"
    whole, added = _whole(text, at)
    try:
        news = parse_news(whole, book, shown="\0")
    except InputError as error:
        log.found += [_placed(fault, shown, added) for fault in error.faults]
        return None
    if news.at != at:
        message = f"the news is of {write_instant(news.at)}, its event of {write_instant(at)}"
        log.add("contradiction", shown, message, "leave `at` out; the event says when")
        return None
    return News(at, tuple([_named(item, prefix) for item in news.items]))


def _file(name: str, folder: Path, where: str, log: FaultLog) -> str | None:
    path = folder / name
    if not path.resolve().is_relative_to(folder.resolve()):
        log.add("missing-file", where, f"{quote(name)} does not lie beside the list")
        return None
    return read_clean_text(path, f"{where}, {name}", log, most=MOST_TOML_BYTES)


def _whole(text: str, at: Minute) -> tuple[str, int]:
    """The text as a whole file of news, and how many lines were put before it."""
    said = "" if _AT.search(text) else f'at = "{write_instant(at)}"\n'
    if text.startswith("{"):
        return f"{said}news = [\n{text}\n]\n", 1 + bool(said)
    if "[[news]]" in text or not said:
        return said + text, int(bool(said))
    return f"{said}[[news]]\n{text}", 2


def _placed(fault: Fault, shown: str, added: int) -> Fault:
    """The fault with its line counted in the cell or file as its writer sees it."""
    found = re.match(r"\0:(\d+)(.*)", fault.where, re.DOTALL)
    if found is None:
        return replace(fault, where=shown + fault.where.removeprefix("\0"))
    line = max(1, int(found[1]) - added)
    return replace(fault, where=f"{shown}:{line}{found[2]}")


def _named(item: NewsItem, prefix: str) -> NewsItem:
    """The item with the id of a decision it brings made its event's own."""
    if not isinstance(item.made, Decision):
        return item
    return replace(item, made=replace(item.made, id=DecisionId(f"{prefix}-{item.made.id}")))
