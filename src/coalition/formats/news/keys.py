"""Whether an item of news has the keys of its kind, and no others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coalition.formats.schema.news import KINDS, KindOfNews
from coalition.model.change.news import NewsKind

if TYPE_CHECKING:
    from coalition.formats.faults import FaultLog
    from coalition.formats.parse.record import Record


def kind_of(item: Record) -> tuple[NewsKind, KindOfNews]:
    """The kind of a sound item and what it takes."""
    kind = NewsKind(item.text("kind"))
    return kind, KINDS[kind]


def subject_key(item: Record) -> str:
    """The key under which the item names its subject; empty when it does not."""
    return next((key for key in kind_of(item)[1].subject if key in item.values), "")


def check_keys(item: Record, log: FaultLog) -> bool:
    """Log keys that lack and keys that say nothing here; whether the kind is known at all."""
    if not item.has("kind") or not item.sound("kind"):
        return False
    kind, wanted = kind_of(item)
    hint = f"keys of {kind} are {', '.join(wanted.keys)}"
    for key in item.values:
        if key not in wanted.keys:
            log.add("unknown-key", item.at(key), f"`{key}` says nothing of {kind}", hint)
    for key in wanted.needs:
        if key not in item.values and item.sound(key):
            log.add("missing-key", item.at(""), f"{kind} needs `{key}`", hint)
    _check_subject(item, kind, wanted, log)
    return True


def _check_subject(item: Record, kind: NewsKind, wanted: KindOfNews, log: FaultLog) -> None:
    given = [key for key in wanted.subject if key in item.values or not item.sound(key)]
    names = " or ".join(f"`{key}`" for key in wanted.subject)
    if not given:
        log.add("missing-key", item.at(""), f"{kind} needs {names}")
    elif len(given) > 1:
        log.add("contradiction", item.at(given[-1]), f"{kind} takes {names}, not both")
