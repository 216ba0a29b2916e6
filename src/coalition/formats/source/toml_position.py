"""Where each key of a TOML text stands: a map from its path to its line.

`tomllib` gives no positions, so the text is parsed a second time by tree-sitter, which also survives
errors. A path is a tuple of keys and indices, like `("instrument", 0, "provision", 2, "text")`.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import tree_sitter
import tree_sitter_toml

if TYPE_CHECKING:
    from tree_sitter import Node

Path = tuple[str | int, ...]
_DEEPEST = 64


@cache
def _parser() -> tree_sitter.Parser:
    return tree_sitter.Parser(tree_sitter.Language(tree_sitter_toml.language()))


def lines_of(text: str) -> dict[Path, int]:
    """Line (from 1) of every key, table, array table and list item of the text."""
    places: dict[Path, int] = {(): 1}
    counts: dict[Path, int] = {}
    for node in _parser().parse(text.encode()).root_node.named_children:
        if node.type == "pair":
            _pair(node, (), places)
        elif node.type in {"table", "table_array_element"}:
            _table(node, counts, places)
    return places


def line_of(places: dict[Path, int], path: Path) -> int:
    """The line of the path, or of its nearest known parent."""
    while path not in places:
        path = path[:-1]
    return places[path]


def _table(node: Node, counts: dict[Path, int], places: dict[Path, int]) -> None:
    parts = node.named_children
    if not parts:
        return
    path: Path = ()
    keys = _keys(parts[0])
    for place, key in enumerate(keys):
        path = (*path, key)
        last = place == len(keys) - 1
        if last and node.type == "table_array_element":
            counts[path] = counts.get(path, -1) + 1
            places.setdefault(path, _line(node))
        if path in counts:
            path = (*path, counts[path])
        places.setdefault(path, _line(node))
    for part in parts[1:]:
        if part.type == "pair":
            _pair(part, path, places)


def _pair(node: Node, above: Path, places: dict[Path, int]) -> None:
    parts = [part for part in node.named_children if part.type != "comment"]
    if not parts:
        return
    path = above
    for key in _keys(parts[0]):
        path = (*path, key)
        places.setdefault(path, _line(node))
    if len(parts) > 1:
        _value(parts[1], path, places)


def _value(node: Node, path: Path, places: dict[Path, int]) -> None:
    if len(path) > _DEEPEST:
        return
    if node.type == "array":
        items = [part for part in node.named_children if part.type != "comment"]
        for index, item in enumerate(items):
            places.setdefault((*path, index), _line(item))
            _value(item, (*path, index), places)
    elif node.type == "inline_table":
        for part in node.named_children:
            if part.type == "pair":
                _pair(part, path, places)


def _keys(node: Node) -> list[str]:
    if node.type == "dotted_key":
        return [key for part in node.named_children for key in _keys(part)]
    text = (node.text or b"").decode(errors="replace")
    return [text[1:-1] if node.type == "quoted_key" else text]


def _line(node: Node) -> int:
    return node.start_point[0] + 1
